"""`python -m gateway` as a process: it starts alone, says what is wrong, and stops cleanly."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from gateway import contract
from services.chassis.config import Addresses, ServerSettings, ServiceSettings
from services.chassis.metrics import Metrics
from services.chassis.orphans import dying_with_parent
from services.chassis.server import Server
from tradewire.execution.v1 import execution_service_pb2_grpc, order_command_pb2

# The first start of an interpreter on a busy machine; a healthy one takes about a second.
START_S_MAX = 60.0


class ExecutionSettings(ServiceSettings):
    """Settings of the test's execution service."""

    service = "execution"


class Silent(execution_service_pb2_grpc.ExecutionServiceServicer):
    """An execution service that is asked and never answers."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def ListOrders(
        self, request: order_command_pb2.ListOrdersRequest, context: Any
    ) -> order_command_pb2.ListOrdersResponse:
        """Note that somebody asks."""
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError(request, context)


@asynccontextmanager
async def silent_execution() -> AsyncIterator[tuple[Silent, str]]:
    """It, and the address of its server."""
    contract.shipped()  # Loads the descriptors, by which the server knows the scopes.
    silent = Silent()
    settings = ExecutionSettings(
        addresses=Addresses(execution="127.0.0.1:0"), server=ServerSettings(grace_s=0)
    )
    server = Server(settings, Metrics("execution"))
    server.add(execution_service_pb2_grpc.add_ExecutionServiceServicer_to_server, silent)
    port = await server.start()
    try:
        yield silent, f"127.0.0.1:{port}"
    finally:
        await server.stop()


@asynccontextmanager
async def gateway(**variables: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process with these settings; killed when the test left it running."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("TRADEWIRE_")
    }
    process = await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-m", "gateway"),
        env=environ | variables,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def port_of(process: asyncio.subprocess.Process) -> int:
    """The port that the process says it serves on."""
    assert process.stderr is not None
    while line := await asyncio.wait_for(process.stderr.readline(), START_S_MAX):
        entry = json.loads(line)
        if entry["message"] == "serving":
            return int(entry["port"])
    raise AssertionError("the process ended without serving")


async def failure_of(process: asyncio.subprocess.Process) -> str:
    """What a process that cannot serve says before it ends with 1."""
    assert process.stderr is not None
    text = (await asyncio.wait_for(process.stderr.read(), START_S_MAX)).decode()
    assert await process.wait() == 1
    return text


async def test_it_lives_without_any_service_and_stops_on_sigterm() -> None:
    """Peers may start later; the end is clean and the exit code says so."""
    async with gateway(TRADEWIRE_ADDRESSES__GATEWAY="127.0.0.1:0") as process:
        port = await port_of(process)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/health")).status_code == 200
        process.terminate()
        assert await asyncio.wait_for(process.wait(), START_S_MAX) == 0


async def test_a_stop_in_the_midst_of_a_call_says_so_and_when_to_ask_again() -> None:
    """Not a bare 500: the outcome is not known, and the next gateway can be asked."""
    async with (
        silent_execution() as (execution, address),
        gateway(
            TRADEWIRE_ADDRESSES__GATEWAY="127.0.0.1:0",
            TRADEWIRE_ADDRESSES__EXECUTION=address,
            TRADEWIRE_SERVER__GRACE_S="1",
        ) as process,
        httpx.AsyncClient(timeout=START_S_MAX) as client,
    ):
        url = f"http://127.0.0.1:{await port_of(process)}/v1/accounts/paper/orders"
        patience = {"grpc-timeout": f"{START_S_MAX:.0f}S"}
        asking = asyncio.create_task(client.get(url, headers=patience))
        await asyncio.wait_for(execution.asked.wait(), START_S_MAX)
        process.terminate()
        answer = await asking
        assert answer.status_code == 503, answer.text
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["retry-after"] == "1"
        status = answer.json()
        assert status["code"] == 14
        assert [each["reason"] for each in status["details"] if "reason" in each] == ["STOPPING"]
        assert process.stderr is not None
        assert b"Traceback" not in await process.stderr.read()
        assert await asyncio.wait_for(process.wait(), START_S_MAX) == 0


async def test_a_port_in_use_is_named_with_the_remedy() -> None:
    """Not a traceback, and not a second server on the same port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        async with gateway(TRADEWIRE_ADDRESSES__GATEWAY=address) as process:
            text = await failure_of(process)
    assert "PORT_IN_USE" in text
    assert address in text
    assert "TRADEWIRE_ADDRESSES__GATEWAY" in text


async def test_development_does_not_listen_to_the_world() -> None:
    """Without users anybody could post orders."""
    async with gateway(TRADEWIRE_ADDRESSES__GATEWAY="0.0.0.0:0") as process:
        assert "reachable from outside" in await failure_of(process)


async def test_an_unknown_setting_is_named_with_its_neighbour() -> None:
    """A misspelt limit must not be ignored."""
    async with gateway(TRADEWIRE_GATEWAY__DEADLINE="3") as process:
        assert "deadline_s" in await failure_of(process)
