"""TLS between services: believed by its CA, rotated while it runs, refused with the remedy."""

from pathlib import Path
from typing import Any

import pytest
import trustme

from services.chassis.channels import looking, peer
from services.chassis.config import Addresses, TlsSettings, load
from services.chassis.tls import authority, server_credentials
from services.risk.settings import RiskSettings
from tradewire.channel import Channel
from tradewire.errors import ConfigurationError, UnavailableError

HOST = "127.0.0.1"


def write_pair(folder: Path, signer: trustme.CA) -> TlsSettings:
    """A server's files, signed by this CA, and the CA's own."""
    certificate = signer.issue_cert(HOST)
    chain = b"".join(each.bytes() for each in certificate.cert_chain_pems)
    (folder / "tls.crt").write_bytes(chain)
    (folder / "tls.key").write_bytes(certificate.private_key_pem.bytes())
    (folder / "ca.crt").write_bytes(signer.cert_pem.bytes())
    return TlsSettings(
        certificate_file=folder / "tls.crt",
        key_file=folder / "tls.key",
        ca_file=folder / "ca.crt",
    )


def reaching(world: Any) -> Channel:
    """A channel as a service with the same settings opens it."""
    here = Addresses(risk=f"{HOST}:{world.server.port}")
    return peer(
        world.settings.model_copy(update={"addresses": here}), "risk", services=[world.service]
    )


async def test_services_with_certificates_ask_each_other_by_tls(start: Any, tmp_path: Path) -> None:
    """Calls and looks at health; whoever comes in plaintext does not get in."""
    async with start(tls=write_pair(tmp_path, trustme.CA())) as world:
        async with reaching(world) as channel:
            assert (await world.stub(channel).Echo(world.ask("hello"))).text == "hello"
        here = Addresses(risk=f"{HOST}:{world.server.port}")
        settings = world.settings.model_copy(update={"addresses": here})
        async with looking(settings, "risk") as channel:
            assert (await world.stub(channel).Echo(world.ask("look"))).text == "look"
        with pytest.raises(UnavailableError, match="give its CA"):
            await world.stub().Unsafe(world.ask())


async def test_a_rotated_certificate_is_taken_over_without_a_restart(
    start: Any, tmp_path: Path
) -> None:
    """A pair that is half written is passed over; the next handshake finds the whole one."""
    async with start(tls=write_pair(tmp_path, trustme.CA())) as world:
        before = world.settings.tls
        (tmp_path / "tls.key").write_text("half a key")
        async with reaching(world) as channel:
            assert (await world.stub(channel).Echo(world.ask("before"))).text == "before"
        assert write_pair(tmp_path, trustme.CA()) == before
        async with reaching(world) as channel:
            assert (await world.stub(channel).Echo(world.ask("after"))).text == "after"


def test_files_that_are_missing_or_something_else_are_named(tmp_path: Path) -> None:
    """At the start, with the setting."""
    tls = write_pair(tmp_path, trustme.CA())
    (tmp_path / "ca.crt").unlink()
    with pytest.raises(ConfigurationError, match=r"tls\.ca_file: .*TRADEWIRE_TLS__CA_FILE"):
        authority(tls)
    (tmp_path / "tls.crt").write_text("nonsense")
    with pytest.raises(ConfigurationError, match=r"tls\.certificate_file: .*no certificate"):
        server_credentials(tls)
    with pytest.raises(ConfigurationError, match="belong together"):
        server_credentials(tls.model_copy(update={"key_file": None}))


def test_a_variable_names_the_file_and_does_not_stand_for_what_is_in_it() -> None:
    """Elsewhere `_FILE` is where a secret is read from; a certificate is read again and again."""
    variables = {"TRADEWIRE_TLS__CA_FILE": "/run/tls/ca.crt"}
    assert load(RiskSettings, variables).tls.ca_file == Path("/run/tls/ca.crt")
    variables = {"TRADEWIRE_RISK__TLS__KEY_FILE": "/run/tls/tls.key"}
    assert load(RiskSettings, variables).tls.key_file == Path("/run/tls/tls.key")
