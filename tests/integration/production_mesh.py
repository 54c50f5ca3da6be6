"""The mesh as a cluster runs it: production's settings, tokens, PostgreSQL, NATS with users.

What a cluster gives by names and volumes is given by variables: everything listens on free ports
of loopback, and each process has a folder of its own that it may write to.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx
from sqlalchemy import make_url

from services.chassis.auth import TokenAuthenticator
from services.chassis.nats_server import NatsServer
from services.chassis.orphans import dying_with_parent
from tests.free_ports import free_port

OWNERS = ("marketdata", "signal", "risk", "execution")
PARTS = (*OWNERS, "gateway")
# A quiet machine takes 20 s to the first fill; one that builds beside it takes minutes for all.
PATIENCE_S = 240.0
LOOK_S = 0.1
DAY_S = 86_400
# As `openssl rand -base64 48` writes one.
KEY = "nM4q2mX1bV7wzS0yR8tU6pKcJ5hLdFgA3eQnW9xZvCoBiTrY+uEsPlOkHjGfDmNa"
BUS_USER, BUS_PASSWORD = "mesh", "correct horse battery staple"
STRATEGY = (
    "[{strategy: fast, source: alternate, parameters: {every: 20}, instruments: [BTC-USDT.SIM]}]"
)


class GuardedNats(NatsServer):
    """A NATS server that admits one user."""

    def _configure(self) -> Path:
        config = super()._configure()
        users = [{"user": BUS_USER, "password": BUS_PASSWORD}]
        config.write_text(f"{config.read_text()}authorization {{ users: {json.dumps(users)} }}\n")
        return config


@dataclass
class ProductionMesh:
    """Where everything is, and how it is spoken to."""

    folder: Path
    ports: Mapping[str, int]
    environ: dict[str, str]
    processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    def address(self, part: str) -> str:
        """host:port of a part."""
        return f"127.0.0.1:{self.ports[part]}"

    @property
    def addresses(self) -> dict[str, str]:
        """Those of the services that speak gRPC."""
        return {service: self.address(service) for service in OWNERS}

    def token(self, *scopes: str) -> str:
        """Of a person called ana."""
        return TokenAuthenticator(KEY).mint("ana", scopes, expires_at_s=int(time.time()) + DAY_S)

    def rest(self, token: str | None = None) -> httpx.AsyncClient:
        """A client of the gateway, as it is called under the name of a cluster's ingress."""
        headers = {"host": "tradewire.example"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return httpx.AsyncClient(
            base_url=f"http://{self.address('gateway')}", headers=headers, timeout=PATIENCE_S
        )

    def log(self, part: str) -> str:
        """All that a process has said."""
        return (self.folder / f"{part}.log").read_text()

    async def run(self, *module: str) -> tuple[int, str]:
        """A command of the image that ends by itself: its exit code and words."""
        process = await asyncio.create_subprocess_exec(
            *dying_with_parent(sys.executable, "-m", *module),
            env=self.environ,
            cwd="/",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
        return process.returncode or 0, said.decode()

    async def start(self, part: str) -> None:
        """Run a part as the image does, its words in a file."""
        module = part if part == "gateway" else f"services.{part}"
        with (self.folder / f"{part}.log").open("ab") as log:
            self.processes[part] = await asyncio.create_subprocess_exec(
                *dying_with_parent(sys.executable, "-m", module),
                env=self.environ,
                cwd="/",
                stdout=log,
                stderr=log,
            )

    async def stop(self) -> dict[str, int]:
        """SIGTERM to all, as a cluster stops them; their exit codes."""
        codes = {}
        for process in self.processes.values():
            if process.returncode is None:
                process.terminate()
        for part, process in self.processes.items():
            try:
                codes[part] = await asyncio.wait_for(process.wait(), PATIENCE_S)
            except TimeoutError:
                process.kill()
                codes[part] = await process.wait()
        return codes

    async def until(self, condition: Callable[[], Awaitable[bool]], what: str) -> None:
        """Wait for something to become true; who died meanwhile is shown."""
        end_s = time.monotonic() + PATIENCE_S
        while not await condition():
            for part, process in self.processes.items():
                assert process.returncode is None, f"{part} ended: {self.log(part)[-2000:]}"
            assert time.monotonic() < end_s, f"never: {what}; {self.last_words()}"
            await asyncio.sleep(LOOK_S)

    def last_words(self) -> str:
        """The end of each log."""
        return "\n".join(f"{part}: {self.log(part)[-1500:]}" for part in self.processes)


@asynccontextmanager
async def production_mesh(folder: Path, postgres_url: str) -> AsyncIterator[ProductionMesh]:
    """Databases, a bus and every part, migrated and started; ended at the end."""
    async with AsyncExitStack() as last:
        bus = await GuardedNats(folder / "nats").start()
        last.push_async_callback(bus.kill)
        ports = {part: free_port() for part in PARTS}
        environ = _environ(folder, ports, bus.port, await _databases(folder, postgres_url))
        mesh = ProductionMesh(folder, ports, environ)
        code, said = await mesh.run("services.chassis.migrate", *OWNERS)
        assert code == 0, said
        last.push_async_callback(mesh.stop)
        for part in PARTS:
            await mesh.start(part)
        yield mesh


async def _databases(folder: Path, postgres_url: str) -> dict[str, Path]:
    """A database for each owner, and the file of the secret that names it."""
    admin = await asyncpg.connect(postgres_url)
    files = {}
    for owner in OWNERS:
        name = f"production_{owner}_{os.urandom(4).hex()}"
        await admin.execute(f"CREATE DATABASE {name}")
        url = make_url(postgres_url).set(database=name)
        files[owner] = folder / f"{owner}-database-url"
        files[owner].write_text(f"{url.render_as_string(hide_password=False)}\n")
    await admin.close()
    return files


def _environ(
    folder: Path, ports: Mapping[str, int], bus_port: int, databases: Mapping[str, Path]
) -> dict[str, str]:
    """What the manifests give: secrets by file, addresses, and where it may be written."""
    key = folder / "token-key"
    key.write_text(f"{KEY}\n")
    nats = folder / "nats-url"
    nats.write_text(f"nats://{BUS_USER}:{BUS_PASSWORD.replace(' ', '%20')}@127.0.0.1:{bus_port}\n")
    kept = {"PATH", "HOME", "TMPDIR"}
    environ = {name: value for name, value in os.environ.items() if name in kept} | {
        "TRADEWIRE_ENVIRONMENT": "production",
        "TRADEWIRE_AUTH__TOKEN_KEY_FILE": str(key),
        "TRADEWIRE_NATS_URL_FILE": str(nats),
        "TRADEWIRE_SERVER__DRAIN_S": "0",
        "TRADEWIRE_SIGNAL__STRATEGIES": STRATEGY,
    }
    for part in PARTS:
        address, name = f"127.0.0.1:{ports[part]}", part.upper()
        environ[f"TRADEWIRE_ADDRESSES__{name}"] = address
        environ[f"TRADEWIRE_{name}__LISTEN"] = address
        environ[f"TRADEWIRE_{name}__METRICS"] = f"127.0.0.1:{free_port()}"
        environ[f"TRADEWIRE_{name}__DATA_DIR"] = str(folder / "data" / part)
    for owner, file in databases.items():
        environ[f"TRADEWIRE_{owner.upper()}__DATABASE_URL_FILE"] = str(file)
    return environ
