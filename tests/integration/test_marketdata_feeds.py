"""The simulated feed on a real bus and tick store: what is published is recorded, whatever happens.

For a recording see ``test_marketdata_replay``.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.chassis.bus import Bus
from services.chassis.kv import Bucket, Values
from services.chassis.live import LiveMessage, LiveSubscription
from services.chassis.nats_server import NatsServer
from services.chassis.orphans import dying_with_parent
from services.chassis.process import Process
from services.chassis.schema import migrate_databases
from services.chassis.subjects import MarketData, Topic, every
from services.marketdata.desk import Desk, Market
from services.marketdata.instruments import shipped_instruments
from services.marketdata.settings import FeedSettings, MarketDataSettings, TickSettings
from services.marketdata.store import Span, StreamKey, key_of
from tests.free_ports import free_port
from tests.quest_server import RunningQuest
from tests.unit.services.marketdata.written import (
    SECOND_NS,
)
from tradewire.codec.market import market_from_wire
from tradewire.market import Candle, MarketEvent, Trade
from tradewire.marketdata.v1 import event_pb2, feed_pb2, feed_requests_pb2, quote_pb2

INSTRUMENTS = {one.id: one for one in shipped_instruments()}
SIMULATED = INSTRUMENTS["BTC-USDT.SIM"]
WAIT_S = 60.0


class Listener:
    """Everything that comes on the bus, as an independent reader sees it."""

    def __init__(self) -> None:
        self.messages: list[event_pb2.MarketDataEvent] = []
        self.feeds: list[feed_pb2.Feed] = []
        self._arrived = asyncio.Event()

    async def listen(self, subscription: LiveSubscription) -> None:
        async for message in subscription:
            assert isinstance(message, LiveMessage)
            if message.subject.startswith("tw.v1.feeds."):
                event = feed_requests_pb2.FeedEvent.FromString(message.payload)
                self.feeds.append(event.feed_changed)
            else:
                self.messages.append(event_pb2.MarketDataEvent.FromString(message.payload))
            self._arrived.set()

    def events(self, kind: MarketData) -> list[MarketEvent]:
        decoded = [market_from_wire(message, INSTRUMENTS) for message in self.messages]
        return [one for events in decoded for one in events if key_of(one).type is kind]

    async def more(self, kind: MarketData, count: int) -> None:
        """Wait for so many events of a type."""
        await self.until(lambda: len(self.events(kind)) >= count)

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAIT_S):
            while not happened():
                self._arrived.clear()
                await self._arrived.wait()


@pytest.fixture
async def listener(bus: Bus) -> AsyncIterator[Listener]:
    """A reader of all market data and feeds."""
    reader = Listener()
    subscription = LiveSubscription(bus, every(Topic.MARKET_DATA), every(Topic.FEEDS))
    await subscription.start()
    task = asyncio.create_task(reader.listen(subscription))
    yield reader
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await subscription.close()


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A data directory with a migrated database."""
    path = tmp_path / "data"
    path.mkdir()
    await migrate_databases({"marketdata": f"sqlite:///{path}/marketdata.db"})
    return path


@asynccontextmanager
async def running(
    folder: Path, nats: NatsServer, feed: FeedSettings, ticks: TickSettings | None = None
) -> AsyncIterator[Market]:
    """The service without its gRPC server; stopped in order at the end."""
    settings = MarketDataSettings(
        data_dir=folder, nats_url=nats.url, feed=feed, ticks=ticks or TickSettings()
    )
    async with Process(settings) as process:
        desk = await Desk.open(process, settings, await process.open_owner())
        try:
            yield desk.market
        finally:
            await desk.close()


async def stored(market: Market, instrument: str, kind: MarketData) -> list[MarketEvent]:
    await market.recorder.flush()
    found = await market.store.read(Span(INSTRUMENTS[instrument], kind))
    return [row.event for row in found]


async def whole(market: Market, instrument: str, kind: MarketData) -> int:
    """Check that rows and gaps cover every sequence from 1 once; gives how many are gaps."""
    rows = await stored(market, instrument, kind)
    gaps = await market.store.lost(StreamKey(instrument, kind), 0, 1 << 60)
    spans = [(row.sequence, row.sequence) for row in rows]
    spans = sorted([*spans, *((gap.first, gap.last) for gap in gaps)])
    assert all(after[0] == before[1] + 1 for before, after in pairwise(spans))
    assert not spans or spans[0][0] == 1
    return sum(gap.last - gap.first + 1 for gap in gaps)


async def test_what_is_published_is_what_is_recorded_and_a_restart_leaves_no_gap(
    folder: Path, nats_server: NatsServer, bus: Bus, listener: Listener
) -> None:
    """Each stream counts on from 1 without a hole, on the bus and on disk, over a clean stop."""
    for run in range(1, 3):
        async with running(folder, nats_server, FeedSettings()) as market:
            await listener.more(MarketData.CANDLES, run)
            await asyncio.sleep(0.1)
        assert all(message.WhichOneof("payload") == "batch" for message in listener.messages)
    async with running(folder, nats_server, FeedSettings()) as market:
        for kind in (MarketData.TRADES, MarketData.QUOTES):
            rows = await stored(market, SIMULATED.id, kind)
            published = listener.events(kind)
            assert rows[: len(published)] == published
            assert await whole(market, SIMULATED.id, kind) == 0
        assert await whole(market, SIMULATED.id, MarketData.CANDLES) == 0
        trades = [one for one in listener.events(MarketData.TRADES) if isinstance(one, Trade)]
        assert len({one.trade_id for one in trades}) == len(trades)
        candles = await stored(market, SIMULATED.id, MarketData.CANDLES)
        opens = [one.open_ns for one in candles if isinstance(one, Candle) and one.interval == "1s"]
        assert all(after - before == SECOND_NS for before, after in pairwise(opens))
        value = await Values(bus, Bucket.QUOTES).get("SIM.BTC-USDT")
        assert value is not None
        assert quote_pb2.Quote.FromString(value).simulated
    states = [feed.status.state for feed in listener.feeds[:2]]
    assert states == [feed_pb2.FEED_STATE_CONNECTING, feed_pb2.FEED_STATE_STREAMING]


async def test_no_sequence_is_used_twice_after_kill_9(
    folder: Path, nats_server: NatsServer, listener: Listener
) -> None:
    """The rest of a block is a gap that is published and recorded; the market goes on after it."""
    environ = {
        **os.environ,
        "TRADEWIRE_DATA_DIR": str(folder),
        "TRADEWIRE_NATS_URL": nats_server.url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": f"127.0.0.1:{free_port()}",
        "TRADEWIRE_MARKETDATA__METRICS": f"127.0.0.1:{free_port()}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    service = await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-m", "services.marketdata"),
        env=environ,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await listener.until(lambda: len(listener.events(MarketData.TRADES)) > 10)
    finally:
        service.kill()
        await service.wait()
    async with running(folder, nats_server, FeedSettings()) as market:
        before = len(listener.events(MarketData.TRADES))
        await listener.until(lambda: len(listener.events(MarketData.TRADES)) > before + 10)
        assert await whole(market, SIMULATED.id, MarketData.TRADES) > 0
        assert await whole(market, SIMULATED.id, MarketData.QUOTES) > 0
        rows = await stored(market, SIMULATED.id, MarketData.TRADES)
    trades = listener.events(MarketData.TRADES)
    assert len({one.sequence for one in trades}) == len(trades)
    contents = {one.sequence: one for one in trades}
    assert all(contents.get(row.sequence, row) == row for row in rows)
    gaps = [one.gap for one in listener.messages if one.WhichOneof("payload") == "gap"]
    assert {gap.cause for gap in gaps} == {"crash"}
    assert trades[before].sequence == max(gap.to_sequence for gap in gaps[:1]) + 1


@pytest.mark.questdb
async def test_a_stop_while_the_tick_store_is_away_loses_nothing_that_was_published(
    folder: Path, nats_server: NatsServer, listener: Listener, quest: RunningQuest
) -> None:
    """What is published and not stored waits on disk, and the next start stores it."""
    ticks = TickSettings(questdb_url=SecretStr(quest.url))
    try:
        async with running(folder, nats_server, FeedSettings(), ticks) as market:
            await listener.more(MarketData.TRADES, 10)
            await market.recorder.flush()
            quest.kill()
            await listener.more(MarketData.TRADES, len(listener.events(MarketData.TRADES)) + 10)
            await listener.until(lambda: bool(market.recorder.failure))
    finally:
        quest.kill()
        await asyncio.to_thread(quest.start)
    published = {kind: listener.events(kind) for kind in (MarketData.TRADES, MarketData.QUOTES)}
    async with running(folder, nats_server, FeedSettings(), ticks) as market:
        for kind, events in published.items():
            rows = await stored(market, SIMULATED.id, kind)
            assert rows[: len(events)] == events
