"""Execution among real servers: NATS, gRPC, databases, and risk's own gate behind a servicer."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from services.chassis import subjects, tables
from services.chassis.bus import Bus
from services.chassis.clock import WallClock
from services.chassis.config import Addresses, ServerSettings, ServiceSettings
from services.chassis.databases import open_store
from services.chassis.events import NewEvent, append, head, open_log, read_range
from services.chassis.metrics import Metrics
from services.chassis.nats_server import NatsServer
from services.chassis.orphans import dying_with_parent
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.schema import migrate_databases
from services.chassis.server import Server
from services.chassis.sqlite import SqliteStore
from services.chassis.tails import Tails
from services.execution.service import add_services
from services.execution.settings import ExecutionSettings
from services.execution.shell import Shell
from services.execution.writer import Clocks
from services.risk.gate import RiskGate
from services.risk.limits import DEMO_LIMITS
from tradewire.client import Tradewire
from tradewire.codec.accounts import account_event_from_wire
from tradewire.codec.header import EventHeader
from tradewire.codec.instruments import instrument_to_wire
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.codec.risk_events import risk_event_to_wire
from tradewire.codec.signals import signal_event_to_wire
from tradewire.codec.verdicts import verdict_request_from_wire, verdict_to_wire
from tradewire.errors import InternalError, UnavailableError
from tradewire.execution.v1 import account_event_pb2
from tradewire.ids import digest, signal_id
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import Quote
from tradewire.marketdata.v1 import feed_kind_pb2, instrument_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import (
    MarketDataServiceServicer,
    add_MarketDataServiceServicer_to_server,
)
from tradewire.orders import Order, Side
from tradewire.risk.v1 import event_pb2 as risk_event_pb2
from tradewire.risk.v1 import event_requests_pb2, verdict_pb2, verdict_requests_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import (
    RiskServiceServicer,
    add_RiskServiceServicer_to_server,
)
from tradewire.signals import Evidence, Signal, TickEvidence
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import Directive, VerdictGiven

D = Decimal
SIM = Instrument(
    id="BTC-USDT.SIM",
    kind=InstrumentKind.SPOT,
    venue_symbol="BTC-USDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-5,
    price_increment=D("0.01"),
    size_increment=D("0.00001"),
    min_quantity=D("0.00001"),
    min_notional=D(5),
    maker_fee=D("0.001"),
    taker_fee=D("0.001"),
    max_quantity=D(9000),
)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
# Long beside what anything here takes on a busy machine, so that only a fault reaches it.
PATIENCE_S = 60.0
# gRPC's own pauses between attempts grow to minutes, and the server needs some seconds.
AT_ONCE = [(f"grpc.{each}_reconnect_backoff_ms", 100) for each in ("initial", "min", "max")]


class PeerSettings(ServiceSettings):
    """Of the one process of the test that stands for marketdata, risk and signal."""

    service: ClassVar[str] = "risk"


class MarketDataPeer(MarketDataServiceServicer):
    """Knows one instrument."""

    async def ListInstruments(self, request: Any, context: Any) -> Any:
        return instrument_pb2.ListInstrumentsResponse(instruments=[instrument_to_wire(SIM)])


class RiskPeer(RiskServiceServicer):
    """Risk's gate, behind the contract."""

    def __init__(self, gate: RiskGate) -> None:
        self.gate = gate
        self.away = False
        # Accounts whose events it cannot read.
        self.unreadable: set[str] = set()
        self.owner: Owner | None = None
        self.asked: list[str] = []

    async def CheckOrder(
        self, request: verdict_requests_pb2.CheckOrderRequest, context: Any
    ) -> verdict_pb2.Verdict:
        if self.away:
            raise UnavailableError("risk is away for the test")
        now_ns = time.time_ns()
        asked = verdict_request_from_wire(request)
        self.asked.append(request.request_id)
        verdict = self.gate.check(asked, now_ns, what_if=request.validate_only)
        self.gate.take_events()
        given = VerdictGiven(asked, verdict, now_ns)
        return verdict_to_wire(given, validate_only=request.validate_only)

    async def ListRiskEvents(
        self, request: event_requests_pb2.ListRiskEventsRequest, context: Any
    ) -> event_requests_pb2.ListRiskEventsResponse:
        if self.away or self.owner is None:
            raise UnavailableError("risk is away for the test")
        if request.account in self.unreadable:
            raise InternalError("a page of this account's is damaged, for the test")
        stream, after = subjects.risk(request.account), request.after_sequence
        found, last = await self.owner.store.read(
            lambda c: (read_range(c, stream, after, limit=request.page_size), head(c, stream))
        )
        return event_requests_pb2.ListRiskEventsResponse(
            events=[risk_event_pb2.RiskEvent.FromString(each.payload) for each in found],
            as_of=StreamPosition(log_id=self.owner.log_id, sequence=last),
        )


class Peers:
    """What execution talks to."""

    def __init__(self, nats_url: str, bus: Bus, owner: Owner) -> None:
        self.nats_url = nats_url
        self.bus = bus
        self.owner = owner
        self.gate = RiskGate(
            log_id="risklog", instruments=[SIM], limits=[replace(DEMO_LIMITS, data_age_ns_max=None)]
        )
        self.gate.add_account("paper", "USDT")
        self.gate.set_reconciled("paper", reconciled=True)
        self.risk = RiskPeer(self.gate)
        self.risk.owner = owner
        self.events: list[account_event_pb2.AccountEvent] = []
        self.port = 0
        self._ordinal = 0
        self._sequence = 0

    async def quote(self, bid: str, ask: str, size: str = "5") -> None:
        """Publish a quote; risk's gate sees it too."""
        self._sequence += 1
        now_ns = time.time_ns()
        lots = SIM.size_mantissa(D(size))
        quote = Quote(
            SIM,
            SIM.price_mantissa(D(bid)),
            lots,
            SIM.price_mantissa(D(ask)),
            lots,
            self._sequence,
            now_ns,
            now_ns,
            self._sequence,
        )
        self.gate.on_market(quote)
        stamp = BatchStamp("mdlog", "sim", feed_kind_pb2.FEED_KIND_SIMULATED, now_ns)
        subject = subjects.market_data(subjects.MarketData.QUOTES, SIM.id)
        for message in market_to_wire(stamp, [quote]):
            await self.bus.publish_live(subject, message.SerializeToString())

    @asynccontextmanager
    async def quoting(self, bid: str, ask: str) -> AsyncIterator[None]:
        """Quote this price over and over, as a feed does."""

        async def feed() -> None:
            while True:
                await self.quote(bid, ask)
                await asyncio.sleep(0.02)

        task = asyncio.create_task(feed())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def signal(self, side: Side | None, **more: Any) -> Signal:
        """Commit and publish a signal of strategy ``demo``, as the signal service would."""
        self._ordinal += 1
        now_ns = time.time_ns()
        tick = TickEvidence(
            SIM.id,
            "quote",
            self._sequence or 1,
            D("50000.01"),
            now_ns - 9,
            now_ns - 8,
            now_ns - 7,
            now_ns - 6,
        )
        fields: dict[str, Any] = {
            "signal_id": signal_id(self.owner.log_id, "demo", self._ordinal),
            "strategy": "demo",
            "ordinal": self._ordinal,
            "account": "paper",
            "instrument": SIM.id,
            "created_ns": now_ns,
            "side": side,
            "evidence": Evidence(tick, (("fast", 2.5), ("slow", 1.5)), "fast crossed above slow"),
            "traceparent": TRACE,
            **more,
        }
        signal = Signal(**fields)
        stream = subjects.signals("demo")
        header = EventHeader(
            self.owner.log_id,
            self._ordinal,
            digest("event", self.owner.log_id, stream, self._ordinal),
            "demo",
            now_ns,
            now_ns,
        )
        payload = signal_event_to_wire(header, signal).SerializeToString(deterministic=True)
        event = NewEvent(header.event_id, "SignalGiven", now_ns, now_ns, payload, TRACE)
        await self.owner.commit(lambda connection: append(connection, stream, event))
        return signal

    async def buy(self, **more: Any) -> Signal:
        """A signal to buy, protected as the demo limits want it."""
        protected = {"stop_price": D(40000), "target_price": D(60000), **more}
        return await self.signal(Side.BUY, **protected)

    async def direct(self, directive: Directive, sequence: int) -> None:
        """Publish a directive of risk's."""
        stream = subjects.risk("paper")
        event_id = digest("event", "risk", stream, sequence)
        header = EventHeader(
            self.owner.log_id, sequence, event_id, "paper", time.time_ns(), time.time_ns()
        )
        payload = risk_event_to_wire(header, directive).SerializeToString(deterministic=True)
        now_ns = time.time_ns()
        event = NewEvent(event_id, "DirectiveGiven", now_ns, now_ns, payload)
        await self.owner.commit(lambda connection: append(connection, stream, event))

    async def follow_orders(self) -> None:
        """Feed the gate with the account's events, as risk does."""

        async def take(message: Any) -> None:
            event = account_event_pb2.AccountEvent.FromString(message.data)
            # What the outbox had not yet noted as sent comes again after a crash.
            if event.sequence <= len(self.events):
                return
            self.events.append(event)
            _, value = account_event_from_wire(event)
            if value is not None:
                self.gate.on_account_event(value)

        await self.bus.subscribe(subjects.orders("paper"), take)
        await self.bus.client.flush()


@asynccontextmanager
async def peers(nats_url: str, folder: Path) -> AsyncIterator[Peers]:
    """Everything around execution, running."""
    bus = await Bus.open(nats_url, name="peers")
    await bus.ensure_streams()
    store = await SqliteStore.open(folder / "peers.db")
    await store.write(tables.metadata.create_all)
    log_id = await store.write(
        lambda connection: open_log(connection, now_ns=1, draw_id=lambda: "signallog")
    )
    outbox = Outbox(store, bus, log_id=log_id, now_ns=time.time_ns)
    task = asyncio.create_task(outbox.run())
    owner = Owner(store, bus, outbox, Tails(store, log_id), log_id)
    around = Peers(nats_url, bus, owner)
    await around.follow_orders()
    settings = PeerSettings(
        addresses=Addresses(risk="127.0.0.1:0"), server=ServerSettings(grace_s=0.2)
    )
    server = Server(settings, Metrics("risk"))
    server.add(add_MarketDataServiceServicer_to_server, MarketDataPeer())
    server.add(add_RiskServiceServicer_to_server, around.risk)
    around.port = await server.start()
    try:
        yield around
    finally:
        await server.stop()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await bus.close()
        await store.close()


def settings_of(around: Peers, folder: Path, **more: Any) -> ExecutionSettings:
    """Execution's settings beside these peers, on a free port."""
    peer = f"127.0.0.1:{around.port}"
    fields: dict[str, Any] = {
        "data_dir": folder,
        "addresses": Addresses(marketdata=peer, risk=peer, signal=peer),
        "listen": "127.0.0.1:0",
        "nats_url": around.nats_url,
        "server": ServerSettings(grace_s=0.2),
        "paper_latency_ms": 0,
        **more,
    }
    return ExecutionSettings(**fields)


class Execution:
    """The service in this process, with a client."""

    def __init__(self, shell: Shell, server: Server) -> None:
        self.shell = shell
        self.server = server
        self.client: Tradewire
        self.failures: list[BaseException] = []
        self.crashed = False

    @property
    def account(self) -> Any:
        return self.shell.accounts["paper"]

    def orders(self) -> Sequence[Order]:
        found: Sequence[Order] = self.account.writer.desk.orders()
        return found


@asynccontextmanager
async def execution(settings: ExecutionSettings) -> AsyncIterator[Execution]:
    """Execution as its process runs it; leaving is a crash: nothing is told to finish."""
    url = settings.database
    await migrate_databases({"execution": url})
    store = await open_store(url)
    bus = await Bus.open(settings.nats_url, name="execution")
    clock = WallClock()
    log_id = await store.write(
        lambda c: open_log(c, now_ns=clock.now_ns(), draw_id=lambda: "execlog")
    )
    outbox = Outbox(store, bus, log_id=log_id, now_ns=clock.now_ns)
    owner = Owner(store, bus, outbox, Tails(store, log_id), log_id)
    tasks: list[asyncio.Task[None]] = [asyncio.create_task(outbox.run())]
    failures: list[BaseException] = []

    def spawn(name: str, work: Any) -> None:
        tasks.append(asyncio.create_task(work, name=name))

    shell = await Shell.open(
        settings, owner, Clocks(clock, clock), spawn=spawn, fail=failures.append
    )
    server = Server(settings, Metrics("execution"))
    add_services(server, shell)
    await server.start()
    running = Execution(shell, server)
    running.failures = failures
    spawn("shell", shell.run(server.set_ready))
    try:
        async with Tradewire(f"127.0.0.1:{server.port}") as client:
            running.client = client
            yield running
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        await server.stop()
        await shell.close()
        await bus.close()
        await store.close()
    faults = [each for each in ended if isinstance(each, Exception)]
    assert running.crashed or not faults, faults


async def until(condition: Any, what: str) -> None:
    """Wait for something to become true."""
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, f"never: {what}"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def traded(folder: Path) -> AsyncIterator[tuple[Peers, Execution]]:
    """Execution with an account that may trade, and what surrounds it, on a bus of their own."""
    server = await NatsServer(folder / "nats").start()
    try:
        async with (
            peers(server.url, folder) as around,
            execution(settings_of(around, folder)) as running,
        ):
            await trading(running)
            yield around, running
    finally:
        await server.kill()


async def trading(running: Execution) -> None:
    """Wait until the account may open orders."""
    await until(lambda: running.account.standing.may_open, "the account trades")


async def priced(around: Peers, running: Execution) -> None:
    """Quote until execution has seen it: what is sent before it listens is lost."""
    async with around.quoting("50000.00", "50000.02"):
        await until(lambda: running.shell.marks.find(SIM.id) is not None, "a price")


def quote_at(price: str, size: str = "5") -> Quote:
    """A market at one price, now."""
    mantissa, lots, now_ns = (
        SIM.price_mantissa(D(price)),
        SIM.size_mantissa(D(size)),
        time.time_ns(),
    )
    return Quote(SIM, mantissa, lots, mantissa, lots, 1, now_ns, now_ns)


def environment_of(settings: ExecutionSettings, port: int) -> dict[str, str]:
    """What tells a process of its own the same."""
    return {
        **os.environ,
        "TRADEWIRE_DATA_DIR": str(settings.data_dir),
        "TRADEWIRE_NATS_URL": settings.nats_url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": settings.addresses.marketdata,
        "TRADEWIRE_ADDRESSES__RISK": settings.addresses.risk,
        "TRADEWIRE_ADDRESSES__SIGNAL": settings.addresses.signal,
        "TRADEWIRE_ADDRESSES__EXECUTION": f"127.0.0.1:{port}",
        "TRADEWIRE_EXECUTION__METRICS": "127.0.0.1:0",
        "TRADEWIRE_EXECUTION__PAPER_LATENCY_MS": str(settings.paper_latency_ms),
    }


async def start_process(settings: ExecutionSettings, port: int) -> asyncio.subprocess.Process:
    """Start ``python -m services.execution`` and wait until it is healthy."""
    process = await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-m", "services.execution"),
        env=environment_of(settings, port),
    )
    end_s = time.monotonic() + PATIENCE_S
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}", options=AT_ONCE) as channel:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        while True:
            assert process.returncode is None, f"execution ended with {process.returncode}"
            assert time.monotonic() < end_s, "execution never became healthy"
            try:
                answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=1)
                if answer.status == health_pb2.HealthCheckResponse.SERVING:
                    return process
            except grpc.aio.AioRpcError:
                pass
            await asyncio.sleep(0.1)
