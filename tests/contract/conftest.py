"""A real server of the chassis on a free port, with a service of one method of each kind."""

import asyncio
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest
from grpc_tools import __file__ as grpc_tools_file

from services.chassis.auth import Authenticator, current_caller
from services.chassis.config import Addresses, ServerSettings, ServiceSettings
from services.chassis.interceptors import remaining_s
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from services.chassis.telemetry import trace_id
from tradewire.channel import Channel, open_channel
from tradewire.errors import RefusedError

ROOT = Path(__file__).resolve().parents[2]


class EchoSettings(ServiceSettings):
    service: ClassVar[str] = "risk"


@pytest.fixture(scope="session")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ModuleType, ModuleType]]:
    """The generated modules of echo.proto: messages, stubs."""
    out = tmp_path_factory.mktemp("echo")
    includes = [
        Path(__file__).parent,
        ROOT / "proto",
        ROOT / "proto" / "third_party",
        Path(grpc_tools_file).parent / "_proto",
    ]
    flags = [f"-I{path}" for path in includes]
    outputs = [f"--python_out={out}", f"--grpc_python_out={out}"]
    command = [sys.executable, "-m", "grpc_tools.protoc", *flags, *outputs, "echo.proto"]
    subprocess.run(command, check=True)
    messages = out / "echo_pb2.py"
    messages.write_text(
        messages.read_text().replace("from buf.validate", "from tradewire.buf.validate")
    )
    sys.path.insert(0, str(out))
    yield importlib.import_module("echo_pb2"), importlib.import_module("echo_pb2_grpc")
    sys.path.remove(str(out))


class World:
    """A running echo service and a channel to it."""

    def __init__(self, messages: ModuleType, stubs: ModuleType, settings: EchoSettings) -> None:
        self.messages = messages
        self.stubs = stubs
        self.settings = settings
        self.metrics = Metrics("risk")
        self.server: Server
        self.channel: Channel
        self.calls: list[str] = []
        self.failures: list[Exception] = []

    @property
    def service(self) -> Any:
        return self.messages.DESCRIPTOR.services_by_name["EchoService"]

    def open(self, **options: Any) -> Channel:
        return open_channel(f"127.0.0.1:{self.server.port}", services=[self.service], **options)

    def stub(self, channel: Channel | None = None) -> Any:
        return self.stubs.EchoServiceStub(channel or self.channel)

    def ask(self, text: str = "hello", **fields: Any) -> Any:
        return self.messages.EchoRequest(text=text, **fields)

    def samples(self, name: str) -> dict[tuple[str, ...], float]:
        return {
            tuple(sample.labels.values()): sample.value
            for metric in self.metrics.registry.collect()
            for sample in metric.samples
            if sample.name == name
        }


def servicer(world: World) -> Any:
    """An echo: the request's text is the answer, or names what to do instead."""
    answer = world.messages.EchoResponse

    class Echo(world.stubs.EchoServiceServicer):
        async def Echo(self, request: Any, context: Any) -> Any:
            world.calls.append(request.text)
            match request.text:
                case "refuse":
                    raise RefusedError("too much", reason="LIMIT", metadata={"limit": "3"})
                case "fail" if world.failures:
                    raise world.failures.pop(0)
                case "leak":
                    raise RuntimeError("password=hunter2")
                case "abort":
                    await context.abort(5, "own words")
                case "caller":
                    caller = current_caller.get()
                    way = f" via {caller.via}" if caller.via else ""
                    return answer(text=f"{caller.name}{way}")
                case "trace":
                    return answer(text=trace_id())
                case "left":
                    return answer(text=str(remaining_s()))
                case "sleep":
                    await asyncio.sleep(30)
            return answer(text=request.text)

        async def Unsafe(self, request: Any, context: Any) -> Any:
            return await self.Echo(request, context)

        async def Stream(self, request: Any, context: Any) -> AsyncIterator[Any]:
            yield answer(text="first")
            if request.text == "refuse":
                raise RefusedError("too much")
            if request.text == "flood":
                while True:
                    yield answer(text="x" * 10_000)
            while request.text == "forever":
                await asyncio.sleep(30)
            yield answer(text=request.text)

        async def Collect(self, requests: AsyncIterator[Any], context: Any) -> Any:
            return answer(text="".join([request.text async for request in requests]))

        async def Chat(self, requests: AsyncIterator[Any], context: Any) -> None:
            async for request in requests:
                await context.write(answer(text=request.text))

    return Echo()


Start = Callable[..., Any]


@pytest.fixture
def start(echo: tuple[ModuleType, ModuleType]) -> Start:
    """What starts an echo service, for an ``async with``; its value is the world."""

    @asynccontextmanager
    async def run(
        authenticator: Authenticator | None = None, **settings: Any
    ) -> AsyncIterator[World]:
        settings.setdefault("addresses", Addresses(risk="127.0.0.1:0"))
        settings.setdefault("server", ServerSettings(grace_s=1))
        world = World(*echo, EchoSettings(**settings))
        world.server = Server(world.settings, world.metrics, authenticator)
        world.server.add(world.stubs.add_EchoServiceServicer_to_server, servicer(world))
        await world.server.start()
        world.channel = world.open()
        try:
            yield world
        finally:
            await world.channel.close()
            await world.server.stop()

    return run


@pytest.fixture
async def world(start: Start) -> AsyncIterator[World]:
    """A running echo service in development mode."""
    async with start() as running:
        yield running
