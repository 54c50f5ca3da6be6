"""What the mesh consists of: commands, addresses, environment and health of every part."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from console.child import Child
from console.ports import HOST
from console.supervisor import Part, Probe
from services.chassis.nats_server import NatsServer
from tradewire.channel import Channel, open_channel
from tradewire.errors import TradewireError

BUS = "nats"
GATEWAY = "gateway"
# Owners of a database, which is migrated before they start.
OWNERS = ("marketdata", "signal", "risk", "execution")
# In the order of starting; a service that finds its peers away waits for them.
COMPONENTS = (*OWNERS, GATEWAY)
GATEWAY_PORT = 8080
# Where the bus tells of its health.
MONITOR = f"{BUS}.monitor"
# What listens: every part, a page of figures for each owner, and the bus's of its health.
LISTENERS = (BUS, MONITOR, *COMPONENTS, *(f"{service}.metrics" for service in OWNERS))
# Who is not stopped yet still finds whom it calls: sources of orders first, the bus last.
_STOP_RANKS: Final[Mapping[str, int]] = {
    GATEWAY: 0,
    "signal": 0,
    "execution": 1,
    "risk": 2,
    "marketdata": 2,
    BUS: 3,
}
# glibc gives every thread an arena of its own, up to eight a core, and hands little of them back;
# Arrow's own allocator keeps what it once had. Both grow a process that allocates in turns on a
# few threads by tens of MB for ever, and neither is faster here. What the user has set stays.
_ALLOCATION: Final[Mapping[str, str]] = {
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
# Longer than any answer of a service that is well.
PROBE_S_MAX = 2.0
# Of a page of health; one that names every stream is smaller.
PAGE_BYTES_MAX = 64 * 1024


def environment(
    data_dir: Path, ports: Mapping[str, int], extra: Mapping[str, str]
) -> dict[str, str]:
    """The environment of every service: this process's, with the mesh's own settings."""
    environ = {**_ALLOCATION, **os.environ}
    environ["TRADEWIRE_DATA_DIR"] = str(data_dir)
    environ["TRADEWIRE_NATS_URL"] = f"nats://{HOST}:{ports[BUS]}"
    for service in COMPONENTS:
        environ[f"TRADEWIRE_ADDRESSES__{service.upper()}"] = f"{HOST}:{ports[service]}"
    for service in OWNERS:
        environ[f"TRADEWIRE_{service.upper()}__METRICS"] = f"{HOST}:{ports[f'{service}.metrics']}"
    return environ | dict(extra)


def database_url(service: str, data_dir: Path, environ: Mapping[str, str]) -> str:
    """Where a service's database is, as the service itself finds it."""
    for name in (f"TRADEWIRE_{service.upper()}__DATABASE_URL", "TRADEWIRE_DATABASE_URL"):
        if name in environ:
            return environ[name]
    return f"sqlite:///{data_dir.resolve() / service}.db"


def parts_of(data_dir: Path, ports: Mapping[str, int], environ: Mapping[str, str]) -> list[Part]:
    """The bus and every service, ready to be started."""
    # The sentinel ends it after the others, which still have something to say to it.
    bus = NatsServer(
        data_dir / "nats", port=ports[BUS], monitor_port=ports[MONITOR], outlives_parent=True
    )
    health = ports[MONITOR], "/healthz"
    parts = [
        Part(
            BUS,
            _Bus(bus),
            probe_of_http(*health),
            _STOP_RANKS[BUS],
            bus.url,
            bus.log_path,
            stuck=lambda: unwritable(*health),
        )
    ]
    for service in COMPONENTS:
        module = GATEWAY if service == GATEWAY else f"services.{service}"
        log = data_dir / "logs" / f"{service}.log"
        child = Child((sys.executable, "-m", module), environ=environ, log=log)
        address = f"{HOST}:{ports[service]}"
        probe = probe_of_http(ports[service]) if service == GATEWAY else probe_of_grpc(address)
        page = address if service == GATEWAY else f"{HOST}:{ports[f'{service}.metrics']}"
        url = f"http://{page}/metrics"
        parts.append(Part(service, child, probe, _STOP_RANKS[service], address, log, url))
    return parts


class _Bus:
    """The NATS server as a process like the others; a start waits until it answers."""

    def __init__(self, server: NatsServer) -> None:
        self._server = server

    @property
    def pid(self) -> int | None:
        return self._server.pid

    async def start(self, told: Callable[[int], None]) -> None:
        await self._server.start(told)

    async def wait(self) -> int:
        return await self._server.wait()

    async def stop(self) -> None:
        await self._server.stop()

    async def kill(self) -> None:
        await self._server.kill()


def probe_of_grpc(address: str) -> Probe:
    """Asks a service's gRPC health; not ready where it does not answer."""
    ask = health_of(address)

    async def probe() -> bool:
        return await ask() == "SERVING"

    return probe


def health_of(address: str) -> Callable[[], Awaitable[str]]:
    """Asks for the health at ``address``: SERVING, NOT_SERVING or AWAY. The channel is kept.

    Where nobody listens the channel is dropped: its pauses between attempts would otherwise make
    a service that is back look away for two seconds more.
    """
    opened: list[Channel] = []

    async def ask() -> str:
        if not await listens(address):
            while opened:
                await opened.pop().close()
            return "AWAY"
        if not opened:
            opened.append(open_channel(address))
        # The stubs of grpcio-health-checking do not know their own methods.
        stub: Any = health_pb2_grpc.HealthStub(opened[0])
        try:
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=PROBE_S_MAX)
        except (TradewireError, grpc.RpcError):
            return "AWAY"
        return str(health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status))

    return ask


async def listens(address: str) -> bool:
    """Whether anybody accepts a connection there."""
    host, _, port = address.rpartition(":")
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(PROBE_S_MAX):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.close()
            return True
    return False


def probe_of_http(port: int, path: str = "/health") -> Probe:
    """Asks for a page and is content with a 200."""

    async def probe() -> bool:
        # The first line alone: not every server closes the connection when it is asked to.
        return " 200 " in await _page(port, path, asyncio.StreamReader.readline)

    return probe


async def unwritable(port: int, path: str) -> str:
    """Why the bus takes no more messages until it is started anew; empty where it may take them.

    A stream of JetStream that could not write once, as on a full disk, refuses every message from
    then on, whatever room there is, and keeps on answering everything else.
    """
    if "write error" in await _page(port, path):
        return "its streams take no more messages since a write failed; it is started anew"
    return ""


async def _whole(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readexactly(PAGE_BYTES_MAX)
    except asyncio.IncompleteReadError as ended:
        return ended.partial


async def _page(
    port: int, path: str, read: Callable[[asyncio.StreamReader], Awaitable[bytes]] = _whole
) -> str:
    """What a GET of loopback brings, with the status line; empty where nobody answers."""
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n"
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(PROBE_S_MAX):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(request.encode())
                return (await read(reader)).decode(errors="replace")
            finally:
                writer.close()
    return ""


def probe_of_port(port: int) -> Probe:
    """Content when somebody accepts a connection and speaks first, as NATS does."""

    async def probe() -> bool:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(PROBE_S_MAX):
                reader, writer = await asyncio.open_connection(HOST, port)
                try:
                    return (await reader.readline()).startswith(b"INFO ")
                finally:
                    writer.close()
        return False

    return probe
