"""Risk as a process of its own, beside a real NATS, a real execution and the test's own prices."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from sqlalchemy import Connection

from services.chassis import subjects
from services.chassis.config import ServerSettings, ServiceSettings
from services.chassis.events import Event, head, read_range
from services.chassis.metrics import Metrics
from services.chassis.orphans import dying_with_parent
from services.chassis.process import Owner
from services.chassis.schema import migrate_databases
from services.chassis.server import Server
from services.chassis.storage import Store
from tests.integration.execution_mesh import PATIENCE_S, SIM
from tradewire.client import Tradewire
from tradewire.codec.verdicts import verdict_request_to_wire
from tradewire.decimals import parse
from tradewire.execution.v1 import account_event_pb2
from tradewire.execution.v1.execution_service_pb2_grpc import (
    ExecutionServiceServicer,
    add_ExecutionServiceServicer_to_server,
)
from tradewire.orders import OrderType, Side, TimeInForce
from tradewire.risk.v1 import verdict_pb2
from tradewire.types.v1 import trading_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import VerdictRequest

UNPRICED = {trading_pb2.REFUSAL_REASON_NO_PRICE, trading_pb2.REFUSAL_REASON_STALE_DATA}
"""Why risk refuses where it has no price, or an old one."""


class PeerSettings(ServiceSettings):
    """Of the server that answers for execution's log."""

    service: ClassVar[str] = "execution"


class LogPeer(ExecutionServiceServicer):
    """Answers for an account's events from the log that execution really wrote."""

    def __init__(self, store: Store, log_id: str) -> None:
        self._store = store
        self._log_id = log_id

    async def ListAccountEvents(
        self, request: account_event_pb2.ListAccountEventsRequest, context: Any
    ) -> account_event_pb2.ListAccountEventsResponse:
        stream = subjects.orders(request.account)

        def read(connection: Connection) -> tuple[list[Event], int]:
            until = request.until_sequence or None
            size = request.page_size or 100
            found = read_range(
                connection, stream, request.after_sequence, limit=size, up_to_seq=until
            )
            return found, head(connection, stream)

        found, newest = await self._store.read(read)
        return account_event_pb2.ListAccountEventsResponse(
            events=[account_event_pb2.AccountEvent.FromString(each.payload) for each in found],
            as_of=StreamPosition(log_id=self._log_id, sequence=newest),
        )


@asynccontextmanager
async def log_of(owner: Owner, port: int) -> AsyncIterator[None]:
    """Execution's log by RPC on ``port``."""
    settings = PeerSettings(listen=f"127.0.0.1:{port}", server=ServerSettings(grace_s=0.2))
    server = Server(settings, Metrics("execution"))
    server.add(add_ExecutionServiceServicer_to_server, LogPeer(owner.store, owner.log_id))
    await server.start()
    try:
        yield
    finally:
        await server.stop()


def order(number: int, quantity: str | None = "0.01", **more: Any) -> VerdictRequest:
    """An order to buy at the market, protected as the demo's limits want it."""
    fields: dict[str, Any] = {
        "request_id": f"r{number}",
        "cause": f"signal:{number}",
        "account": "paper",
        "strategy": "demo",
        "instrument": SIM.id,
        "side": Side.BUY,
        "type": OrderType.MARKET,
        "time_in_force": TimeInForce.IOC,
        "quantity": None if quantity is None else parse(quantity),
        "price": None,
        "stop_price": parse("40000"),
        "target_price": parse("60000"),
        "reduce_only": False,
        "post_only": False,
        "confidence": 1.0,
        "expires_ns": 0,
    }
    return VerdictRequest(**{**fields, **more})


@dataclass
class RiskProcess:
    """The running process and a client of it."""

    process: asyncio.subprocess.Process
    port: int
    client: Tradewire

    @property
    def stub(self) -> Any:
        """Risk's calls."""
        return self.client.risk

    async def check(self, request: VerdictRequest, *, what_if: bool = False) -> verdict_pb2.Verdict:
        """Ask for a verdict."""
        answer: verdict_pb2.Verdict = await self.stub.CheckOrder(
            verdict_request_to_wire(request, validate_only=what_if)
        )
        return answer

    async def priced(self, quote: Callable[[], Awaitable[None]]) -> None:
        """Wait until it judges by a fresh price: what ``quote`` publishes comes by another way."""
        end_s = time.monotonic() + PATIENCE_S
        while True:
            await quote()
            answer = await self.check(order(0), what_if=True)
            if not UNPRICED & set(answer.refused.reasons):
                return
            assert time.monotonic() < end_s, "risk never had the quote"
            await asyncio.sleep(0.05)

    async def ready(self) -> None:
        """Wait until it reports that it can do its work."""
        end_s = time.monotonic() + PATIENCE_S
        while await health(self.port) != health_pb2.HealthCheckResponse.SERVING:
            assert self.process.returncode is None, f"risk ended: {self.process.returncode}"
            assert time.monotonic() < end_s, "risk never became ready"
            await asyncio.sleep(0.05)


async def health(port: int) -> int | None:
    """What a server says of itself; None while nobody listens."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        try:
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=1)
        except grpc.aio.AioRpcError:
            return None
        status: int = answer.status
        return status


async def spawn(
    folder: Path, nats_url: str, port: int, *, marketdata: int, execution: int
) -> asyncio.subprocess.Process:
    """Start ``python -m services.risk`` on ``port``."""
    await migrate_databases({"risk": f"sqlite:///{folder / 'risk.db'}"})
    environment = {
        **os.environ,
        "TRADEWIRE_DATA_DIR": str(folder),
        "TRADEWIRE_NATS_URL": nats_url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": f"127.0.0.1:{marketdata}",
        "TRADEWIRE_ADDRESSES__RISK": f"127.0.0.1:{port}",
        "TRADEWIRE_ADDRESSES__EXECUTION": f"127.0.0.1:{execution}",
        "TRADEWIRE_RISK__METRICS": "127.0.0.1:0",
    }
    return await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-m", "services.risk"), env=environment
    )


@asynccontextmanager
async def risk(
    folder: Path, nats_url: str, port: int, *, marketdata: int, execution: int
) -> AsyncIterator[RiskProcess]:
    """The process, once it answers; leaving kills it as a crash would."""
    process = await spawn(folder, nats_url, port, marketdata=marketdata, execution=execution)
    end_s = time.monotonic() + PATIENCE_S
    try:
        while await health(port) is None:
            assert process.returncode is None, f"risk ended: {process.returncode}"
            assert time.monotonic() < end_s, "risk never answered"
            await asyncio.sleep(0.05)
        async with Tradewire(f"127.0.0.1:{port}") as client:
            yield RiskProcess(process, port, client)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
