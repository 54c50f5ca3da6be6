"""Who a service is to its peers: exactly what its calls need, and for a short while."""

import ast
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2
from pydantic import SecretStr

from services.chassis.auth import TokenAuthenticator
from services.chassis.config import SERVICES, AuthSettings, load
from services.chassis.identity import LIFE_S, RENEW_S, SCOPES, Identity, identity_of
from services.risk.settings import RiskSettings
from tradewire.errors import ConfigurationError
from tradewire.types.v1 import options_pb2

ROOT = Path(__file__).resolve().parents[4]
TOKENS = TokenAuthenticator("k" * 32)


def scopes_of_methods() -> dict[str, str]:
    """Name of a method -> the scope that the contract demands of its caller."""
    image = resources.files("tradewire").joinpath("contract.binpb").read_bytes()
    return {
        method.name: method.options.Extensions[options_pb2.required_scope]
        for file in descriptor_pb2.FileDescriptorSet.FromString(image).file
        for service in file.service
        for method in service.method
    }


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def modules_of(service: str) -> set[Path]:
    """The files of a service, and those of the chassis that they import, one through another."""
    waiting = sorted((ROOT / "services" / service).rglob("*.py"))
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("services."):
                base = ROOT.joinpath(*(node.module or "").split("."))
                nearer = [base / f"{each.name}.py" for each in node.names]
                waiting += [each for each in (base.with_suffix(".py"), *nearer) if each.is_file()]
    return found


def called_by(service: str) -> set[str]:
    """Methods of the contract that a service's code calls at its peers: ``stub.GetThing(...)``."""
    methods = scopes_of_methods()
    return {
        node.attr
        for path in modules_of(service)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in methods
    }


@pytest.mark.parametrize("service", ["marketdata", "signal", "risk", "execution"])
def test_a_services_token_holds_exactly_the_scopes_of_its_calls(service: str) -> None:
    """One more would be a gift to whoever takes it over, one less a call that is refused."""
    methods = scopes_of_methods()
    assert {methods[name] for name in called_by(service)} == SCOPES[service]


def test_the_look_at_the_code_finds_what_services_are_known_to_ask() -> None:
    """A test of the test: had it found nothing, empty tables would pass."""
    assert {"CheckOrder", "StreamDirectives", "StreamSignals"} <= called_by("execution")
    assert {"ListInstruments", "ListAccountEvents"} <= called_by("risk")
    assert {"GetComponent"} <= called_by("marketdata")


def test_the_gateways_own_token_admits_to_nothing() -> None:
    """It calls for its users: a request without a token must not pass by the gateway's."""
    assert SCOPES["gateway"] == frozenset()
    assert set(SCOPES) <= set(SERVICES)


def test_a_token_is_renewed_before_it_ends_and_not_with_each_call() -> None:
    """The hot path sends the same text; half of its life before the end there is another."""
    now_s = 1_000.0
    identity = Identity("risk", frozenset({"orders:read"}), TOKENS, lambda: now_s)
    first = identity.token()
    now_s += RENEW_S - 1
    assert identity.token() is first
    now_s += 1
    second = identity.token()
    assert second != first
    now_s -= LIFE_S
    assert identity.token() not in {first, second}


def test_development_has_no_identities_and_production_needs_a_key() -> None:
    """A forgotten secret is named at the start, with what to do."""
    assert identity_of(load(RiskSettings, {})) is None
    production = load(RiskSettings, {"TRADEWIRE_ENVIRONMENT": "production"})
    with pytest.raises(ConfigurationError, match="TRADEWIRE_AUTH__TOKEN_KEY_FILE") as caught:
        identity_of(production)
    assert caught.value.reason == "TOKEN_KEY_MISSING"
    key = AuthSettings(token_key=SecretStr("k" * 32))
    identity = identity_of(production.model_copy(update={"auth": key}))
    assert identity is not None
    proof = {"authorization": f"Bearer {identity.token()}"}
    caller = TOKENS.authenticate(proof, "ipv4:10.0.0.7:5")
    assert (caller.name, caller.scopes) == ("risk", SCOPES["risk"])
