"""A signal service in the test's own process, on a real bus and database.

Beside it stands a small marketdata that knows one instrument and the candles that a test
gives it.
"""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import grpc
from sqlalchemy import Connection

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.clock import WallClock
from services.chassis.config import Addresses, ServerSettings
from services.chassis.ending import end
from services.chassis.events import open_log
from services.chassis.metrics import Metrics
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.server import Server
from services.chassis.sqlite import SqliteStore
from services.chassis.subjects import MarketData, market_data
from services.chassis.tails import Tails
from services.marketdata.messages import candle_message
from services.signal import store
from services.signal.approvals import Approvals
from services.signal.feed import SignalFeed
from services.signal.fleet import Fleet
from services.signal.history import MarketHistory
from services.signal.journal import Journal
from services.signal.metrics import Counts
from services.signal.orders import OrderFollower
from services.signal.seat import Parts
from services.signal.service import SignalApi
from services.signal.settings import SignalSettings, StrategySection
from services.signal.watch import BlockWatch
from tradewire.channel import Channel, open_channel
from tradewire.codec.instruments import instrument_to_wire
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.errors import NotFoundError
from tradewire.execution.v1 import execution_service_pb2
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import SECOND_NS, Candle, Interval
from tradewire.marketdata.v1 import (
    candle_pb2,
    feed_kind_pb2,
    instrument_pb2,
    marketdata_service_pb2,
    marketdata_service_pb2_grpc,
)
from tradewire.signal.v1 import signal_service_pb2, signal_service_pb2_grpc
from tradewire.signals import Signal
from tradewire.types.v1 import stream_pb2

_MARKETDATA = marketdata_service_pb2.DESCRIPTOR.services_by_name["MarketDataService"]
_EXECUTION = execution_service_pb2.DESCRIPTOR.services_by_name["ExecutionService"]
_SIGNAL = signal_service_pb2.DESCRIPTOR.services_by_name["SignalService"]

BTC = Instrument(
    id="BTC-USDT.TEST",
    kind=InstrumentKind.SPOT,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-5,
    price_increment=Decimal("0.01"),
    size_increment=Decimal("0.00001"),
    min_quantity=Decimal("0.00001"),
    min_notional=Decimal(5),
    maker_fee=Decimal("0.001"),
    taker_fee=Decimal("0.001"),
)

EACH = '''
from tradewire.strategy import Candle, OrderEvent, Strategy


class Each(Strategy):
    """Buys at each candle; raises at the close `raises`."""

    raises: int = 0

    def on_candle(self, candle: Candle) -> None:
        if candle.close_mantissa == self.raises:
            raise ValueError(f"close {candle.close_mantissa}")
        self.state["count"] = self.state.get("count", 0) + 1
        self.buy(candle, "0.1", indicators={"count": self.state["count"]}, reason="each")

    def on_order(self, event: OrderEvent) -> None:
        self.state["orders"] = self.state.get("orders", 0) + 1
'''
"""The source of a strategy that signals at every candle."""


def candle(index: int, close: int = 6_000_000, open_ns: int = 1_000 * SECOND_NS) -> Candle:
    """The index-th (from 1) one-second candle; its sequence is the index."""
    at_ns = open_ns + index * SECOND_NS
    prices = (close, close, close, close)
    return Candle(BTC, Interval.S1, at_ns, *prices, 1, close, 1, at_ns + SECOND_NS, index)


class History(marketdata_service_pb2_grpc.MarketDataServiceServicer):
    """Marketdata's answers: one instrument and the given candles.

    Attributes:
        here: cleared, it answers nobody.
        refusal: what it answers instead of candles.
    """

    def __init__(self) -> None:
        self.candles: list[Candle] = []
        self.asked = 0
        self.here = asyncio.Event()
        self.here.set()
        self.refusal = ""

    async def GetInstrument(self, request: Any, context: Any) -> instrument_pb2.Instrument:
        await self.here.wait()
        if request.instrument != BTC.id:
            raise NotFoundError(f"instrument {request.instrument} does not exist")
        return instrument_to_wire(BTC)

    async def ListCandles(self, request: Any, context: Any) -> candle_pb2.ListCandlesResponse:
        self.asked += 1
        if self.refusal:
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, self.refusal)
        found = [candle_message(one, simulated=True) for one in reversed(self.candles)]
        newest = max((one.sequence for one in self.candles), default=0)
        as_of = stream_pb2.StreamPosition(log_id="md", sequence=newest)
        return candle_pb2.ListCandlesResponse(candles=found[: request.page_size], as_of=as_of)


class SignalWorld:
    """A running signal service; ``crash`` and ``start`` it again on the same database."""

    def __init__(self, folder: Path, nats: NatsServer, marketdata: str) -> None:
        self.folder = folder
        self.nats = nats
        self.nats_url = nats.url
        self.file = folder / "each.py"
        self.file.write_text(EACH)
        self.failures: list[BaseException] = []
        self.settings = SignalSettings(
            addresses=Addresses(signal="127.0.0.1:0", marketdata=marketdata),
            server=ServerSettings(grace_s=1),
            strategy_folders=(folder,),
        )
        self._opened: list[Any] = []
        self._tasks: list[asyncio.Task[None]] = []

    def each(self, strategy: str = "each", **fields: Any) -> StrategySection:
        """Settings of a strategy that signals at every candle."""
        fields = {"source": f"{self.file}:Each", "instruments": (BTC.id,), **fields}
        return StrategySection(strategy=strategy, **fields)

    async def start(self, *sections: StrategySection) -> None:
        """Start the service on the folder's database."""
        database = await SqliteStore.open(self.folder / "signal.db")
        await database.write(tables.metadata.create_all)
        await database.write(store.metadata.create_all)
        clock = WallClock()
        log_id = await database.write(_begin)
        self.bus = await Bus.open(self.nats_url, name="signal")
        outbox = Outbox(database, self.bus, log_id=log_id, now_ns=clock.now_ns)
        self.owner = Owner(database, self.bus, outbox, Tails(database, log_id), log_id)
        self.metrics = Metrics("signal")
        self.watch = BlockWatch()
        self.watch.start()
        marketdata = open_channel(self.settings.addresses.marketdata, services=[_MARKETDATA])
        journal = Journal(log_id, clock.now_ns)
        self.parts = Parts(
            owner=self.owner,
            journal=journal,
            history=MarketHistory(marketdata, 1.0),
            clock=clock,
            wall=clock,
            watch=self.watch,
            counts=Counts(self.metrics),
            fail=self.failures.append,
        )
        self.fleet = Fleet(self.parts, lambda: str(uuid.uuid4()), self.settings.strategy_folders)
        approvals = Approvals(self.owner, journal)
        execution = open_channel("127.0.0.1:1", services=[_EXECUTION])
        orders = OrderFollower(self.owner, self.fleet, journal, execution)
        self.server = Server(self.settings, self.metrics)
        feed = SignalFeed(self.owner.tails, self.fleet, clock)
        api = SignalApi(self.owner, self.fleet, approvals, feed, clock)
        self.server.add(signal_service_pb2_grpc.add_SignalServiceServicer_to_server, api)
        port = await self.server.start()
        self.channel: Channel = open_channel(f"127.0.0.1:{port}", services=[_SIGNAL])
        self.stub = signal_service_pb2_grpc.SignalServiceStub(self.channel)
        self._opened = [marketdata, execution, self.channel]
        await self.fleet.open(sections)
        work = (outbox.run(), orders.run(self.bus), approvals.run())
        self._tasks = [asyncio.create_task(one) for one in work]

    async def crash(self) -> None:
        """End it as a kill would: nothing is said, stored or flushed at the end."""
        tasks = [*self._tasks, *self.fleet._tasks.values()]
        living = await end(tasks)
        self.watch.close()
        for channel in self._opened:
            await channel.close()
        await self.server.stop()
        await self.bus.close()
        await self.owner.store.close()
        assert not living, "a task goes on after it was cancelled"

    async def publish(self, *candles: Candle) -> None:
        """Send candles live, each in a message of its own."""
        stamp = BatchStamp("md", "test", feed_kind_pb2.FEED_KIND_SIMULATED, published_ns=1)
        for one in candles:
            (message,) = market_to_wire(stamp, [one])
            payload = message.SerializeToString()
            await self.bus.publish_live(market_data(MarketData.CANDLES, BTC.id), payload)

    def raise_failure(self) -> None:
        """Raise what would have ended the process."""
        for failure in self.failures:
            raise failure

    async def signals(self, count: int, strategy: str = "") -> list[Signal]:
        """The strategy's first ``count`` signals, oldest first, once they are there."""
        wanted = store.SignalFilter(strategy=strategy)
        while True:
            found = await self.owner.store.read(
                lambda connection: store.list_signals(connection, wanted, after="", limit=1_000)
            )
            self.raise_failure()
            if len(found) >= count:
                return sorted(found, key=lambda one: one.ordinal)[:count]
            await asyncio.sleep(0.02)

    async def state(self, strategy: str, state: str) -> None:
        """Wait until a strategy is in a state."""
        while self.fleet.seat(strategy).record.state != state:
            self.raise_failure()
            await asyncio.sleep(0.02)


def _begin(connection: Connection) -> str:
    return open_log(connection, now_ns=1, draw_id=lambda: "log-of-the-test")


@asynccontextmanager
async def signal_world(folder: Path) -> AsyncIterator[tuple[SignalWorld, History]]:
    """A bus, a marketdata, and a signal service that is not started yet."""
    nats = await NatsServer(folder / "nats").start()
    server = grpc.aio.server()
    history = History()
    marketdata_service_pb2_grpc.add_MarketDataServiceServicer_to_server(history, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    bus = await Bus.open(nats.url, name="test")
    await bus.ensure_streams()
    await bus.close()
    world = SignalWorld(folder, nats, f"127.0.0.1:{port}")
    try:
        yield world, history
    finally:
        with contextlib.suppress(AttributeError):
            await world.crash()
        await server.stop(None)
        await nats.kill()
