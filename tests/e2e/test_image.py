"""The image, built from the Dockerfile as it stands and run as production runs it."""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from services.chassis.config import EXIT_MISCONFIGURED
from services.chassis.nats_server import NatsServer
from tests.e2e.containers import (
    OWNERS,
    PARTS,
    Containers,
    environment,
    postgresql,
    write_secrets,
    zombies_of,
)
from tests.free_ports import free_port
from tools import image

# The Dockerfile is built from nothing, beside whatever else the machine does.
pytestmark = [
    pytest.mark.long,
    pytest.mark.mesh,
    pytest.mark.timeout(3_600),
    pytest.mark.skipif(bool(image.missing()), reason=image.missing() or "all is there"),
]


@pytest.fixture(scope="module")
def built() -> image.Built:
    """The image; kept for the next run."""
    return image.build()


@pytest.fixture
def databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A PostgreSQL with a database and a role for each owner, host:port."""
    # Read at import; without it platformdirs warns, and a warning is an error here.
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = tmp_path / "postgresql"
    folder.mkdir()
    with postgresql(folder) as address:
        yield address


@pytest.fixture
async def containers(
    built: image.Built, databases: str, tmp_path: Path
) -> AsyncIterator[Containers]:
    """A mesh that is not started yet, and what it stands on."""
    bus = await NatsServer(tmp_path / "nats").start()
    ports = {part: free_port() for part in PARTS}
    write_secrets(tmp_path, databases)
    mesh = Containers(built.name, tmp_path, environment(ports, bus.url), ports)
    try:
        yield mesh
    finally:
        mesh.close()
        await bus.kill()


@pytest.mark.postgres
def test_every_process_runs_read_only_and_without_rights_trades_and_ends_in_order(
    containers: Containers, built: image.Built
) -> None:
    """Migrated, started, asked by REST, stopped: as Compose and Kubernetes do it."""
    for owner in OWNERS:
        migrated = containers.run(owner, "services.chassis.migrate", owner)
        assert migrated.returncode == 0, migrated.stderr
    began_s = time.monotonic()
    for part in PARTS:
        containers.start(part)
    for part in PARTS:
        containers.until(partial(containers.ready, part), f"{part} is ready")
    print(  # noqa: T201 - what `--long` is run for, with -s.
        f"{built.size_bytes / 1e6:.0f} MB, {built.base_bytes / 1e6:.0f} of them the base's; "
        f"built in {built.seconds:.0f} s; all ready {time.monotonic() - began_s:.1f} s after the "
        "first was started"
    )
    assert containers.get("/v1/accounts/paper/orders")[0] == 401
    containers.until(lambda: _has_filled(containers), "an order has filled")
    for part in PARTS:
        assert_has_no_rights(containers, part)
    # The edge first, so that nobody is sent into the void; then who asks before who is asked.
    codes = {part: containers.stop(part) for part in ("gateway", *reversed(OWNERS))}
    assert codes == dict.fromkeys(PARTS, 0), containers.log("execution")


def _has_filled(containers: Containers) -> bool:
    status, body = containers.get("/v1/accounts/paper/fills", "orders:read")
    assert status == 200, body
    return bool(json.loads(body).get("fills"))


def assert_has_no_rights(containers: Containers, part: str) -> None:
    """By the kernel's own account of the container's first process."""
    pid = containers.state(part)["Pid"]
    status = Path(f"/proc/{pid}/status").read_text()
    assert re.search(r"^Uid:\s+10001\s+10001\s+10001\s+10001$", status, re.MULTILINE)
    for kind in ("CapEff", "CapPrm", "CapBnd", "CapInh"):
        assert re.search(rf"^{kind}:\s+0+$", status, re.MULTILINE), status
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert zombies_of(pid) == []
    for folder in ("/", "/opt/tradewire", "/etc", "/run/secrets/tradewire"):
        written = containers.inside(part, "touch", f"{folder}/x")
        assert written.returncode != 0, folder
    for folder in ("/tmp", "/var/lib/tradewire"):
        assert containers.inside(part, "touch", f"{folder}/x").returncode == 0, folder


def test_what_is_missing_is_named_with_its_remedy(built: image.Built, tmp_path: Path) -> None:
    """Nothing but the image: the first thing that lacks is told, with the exit code for it."""
    (tmp_path / "secrets" / "risk").mkdir(parents=True)
    alone = Containers(built.name, tmp_path, {}, {})
    refused = alone.run("risk", "services.risk")
    assert refused.returncode == EXIT_MISCONFIGURED
    assert "TRADEWIRE_AUTH__TOKEN_KEY_FILE" in refused.stderr


def test_the_image_makes_tokens_for_its_users(built: image.Built, tmp_path: Path) -> None:
    """Whoever has the image and the key needs nothing else to let somebody in."""
    write_secrets(tmp_path, "127.0.0.1:5432")
    key = {"TRADEWIRE_AUTH__TOKEN_KEY_FILE": "/run/secrets/tradewire/token-key"}
    alone = Containers(built.name, tmp_path, key, {})
    made = alone.run("gateway", "console", "token", "--name=ana", "--scope=orders:read")
    assert made.returncode == 0, made.stderr
    assert len(made.stdout.strip().split(".")) == 3
