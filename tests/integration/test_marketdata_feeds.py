"""Feeds on a real bus and a real tick store: what is published is recorded, over any restart."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from services.chassis.bus import Bus
from services.chassis.config import ClockSettings
from services.chassis.kv import Bucket, Values
from services.chassis.live import LiveMessage, LiveSubscription
from services.chassis.nats_server import NatsServer, free_port
from services.chassis.orphans import dying_with_parent
from services.chassis.process import Process
from services.chassis.schema import migrate_databases
from services.chassis.subjects import MarketData, Topic, every
from services.marketdata.desk import Desk, Market
from services.marketdata.instruments import shipped_instruments
from services.marketdata.settings import FeedSettings, MarketDataSettings
from services.marketdata.store import Span, StreamKey, key_of
from services.marketdata.tapes import open_tape
from tests.unit.services.marketdata.written import (
    SECOND_NS,
    START_NS,
    depth_line,
    own_manifest,
    quote_line,
    snapshot_line,
    trade_line,
    write_lines,
)
from tradewire.codec.market import market_from_wire
from tradewire.market import Candle, MarketEvent, Trade
from tradewire.marketdata.v1 import event_pb2, feed_pb2, feed_requests_pb2, quote_pb2

INSTRUMENTS = {one.id: one for one in shipped_instruments()}
SIMULATED = INSTRUMENTS["BTC-USDT.SIM"]
SPOT = INSTRUMENTS["BTC-USDT.BINANCE"]
TYPES = (MarketData.TRADES, MarketData.QUOTES, MarketData.BOOKS, MarketData.CANDLES)
WAIT_S = 30.0


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
    folder: Path, nats: NatsServer, feed: FeedSettings, clock: ClockSettings | None = None
) -> AsyncIterator[Market]:
    """The service without its gRPC server; stopped in order at the end."""
    settings = MarketDataSettings(data_dir=folder, nats_url=nats.url, feed=feed, clock=clock)
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


async def finished(market: Market, state: int = feed_pb2.FEED_STATE_FINISHED) -> feed_pb2.Feed:
    """The replay's feed once it is in the state."""
    board = market.boards["replay"]
    async with asyncio.timeout(WAIT_S):
        while board.state != state:
            await asyncio.sleep(0.01)
    return board.message()


# -- simulated -----------------------------------------------------------------------------------


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


# -- replay --------------------------------------------------------------------------------------


def tape_lines() -> list[str]:
    """Four seconds of trades, quotes and a book."""
    lines = [snapshot_line(START_NS, 10)]
    for number in range(1, 41):
        stamp_ns = START_NS + number * SECOND_NS // 10
        lines.append(trade_line(stamp_ns, f"61{number:03}.10", number=number))
        lines.append(quote_line(stamp_ns + 1, f"61{number:03}.00", f"61{number:03}.20"))
        lines.append(depth_line(stamp_ns + 2, 10 + number, 10 + number, [("60999.00", "2")]))
    return lines


def replay_of(folder: Path, lines: list[str], *, skip_damaged: bool = False) -> FeedSettings:
    path = write_lines(folder / "tape.gz", lines)
    own_manifest(folder)
    return FeedSettings(
        kind="replay", path=path, manifest=folder / "own.yaml", skip_damaged=skip_damaged
    )


def clock_at(tape_ns: int, speed: float = 1.0) -> ClockSettings:
    """A run clock that shows ``tape_ns`` now."""
    return ClockSettings(origin_wall_ns=time.time_ns(), origin_run_ns=tape_ns, speed=speed)


async def test_a_tape_is_played_to_its_end_once(
    folder: Path, nats_server: NatsServer, listener: Listener, tmp_path: Path
) -> None:
    """All of it is published and stored as the tape has it; the next start repeats nothing."""
    feed = replay_of(tmp_path, tape_lines())
    assert feed.path is not None
    tape = list(open_tape(feed.path, own_manifest(tmp_path)))
    clock = clock_at(START_NS, speed=20)
    for _ in range(2):
        async with running(folder, nats_server, feed, clock) as market:
            ended = await finished(market)
            assert (ended.venue, ended.speed) == ("BINANCE", 20)
            for kind in TYPES:
                rows = await stored(market, SPOT.id, kind)
                assert rows == listener.events(kind)
                if kind is not MarketData.CANDLES:
                    assert rows == [event for event in tape if key_of(event).type is kind]
                assert await whole(market, SPOT.id, kind) == 0
            book = market.latest.books[SPOT.id]
            assert book.is_synced
            assert book.last_update_id == 50
    seconds = [one for one in listener.events(MarketData.CANDLES) if isinstance(one, Candle)]
    assert sum(one.trade_count for one in seconds if one.interval == "1s") == 40


async def test_a_replay_that_was_cut_off_goes_on_where_its_record_ends(
    folder: Path, nats_server: NatsServer, listener: Listener, tmp_path: Path
) -> None:
    """What the clock has passed meanwhile comes late, under the sequences it always had."""
    feed = replay_of(tmp_path, tape_lines())
    # A clock that all but stands still in the middle of the tape.
    middle = clock_at(START_NS + 2 * SECOND_NS + 5, speed=0.000001)
    async with running(folder, nats_server, feed, middle):
        await listener.until(lambda: len(listener.events(MarketData.BOOKS)) == 21)
    first = {kind: listener.events(kind) for kind in TYPES}
    assert len(first[MarketData.TRADES]) == 20
    async with running(folder, nats_server, feed, clock_at(START_NS + 9 * SECOND_NS, 20)) as market:
        await finished(market)
        for kind in TYPES:
            # Nothing came twice and nothing is missing.
            assert await stored(market, SPOT.id, kind) == listener.events(kind)
            assert await whole(market, SPOT.id, kind) == 0
    assert len(listener.events(MarketData.TRADES)) == 40


async def test_a_damaged_recording_fails_its_feed_and_not_the_service(
    folder: Path, nats_server: NatsServer, listener: Listener, tmp_path: Path
) -> None:
    """The status names file, line and problem; what came before is there and is answered."""
    lines = tape_lines()
    lines[60] = f"{START_NS + 2 * SECOND_NS} {{broken"
    feed = replay_of(tmp_path, lines)
    clock = clock_at(START_NS + 9 * SECOND_NS)
    async with running(folder, nats_server, feed, clock) as market:
        failed = await finished(market, feed_pb2.FEED_STATE_FAILED)
        assert "tape.gz" in failed.status.detail
        assert "61" in failed.status.detail
        await listener.until(lambda: len(listener.feeds) > 2)
        assert listener.feeds[-1].status.state == feed_pb2.FEED_STATE_FAILED
        rows = await stored(market, SPOT.id, MarketData.TRADES)
        assert rows == listener.events(MarketData.TRADES)


async def test_damaged_lines_are_passed_over_and_counted_where_that_is_asked_for(
    folder: Path, nats_server: NatsServer, tmp_path: Path
) -> None:
    """The rest of the tape is played."""
    lines = tape_lines()
    lines[1] = f"{START_NS} {{broken"
    feed = replay_of(tmp_path, lines, skip_damaged=True)
    clock = clock_at(START_NS + 9 * SECOND_NS)
    async with running(folder, nats_server, feed, clock) as market:
        ended = await finished(market)
        assert ended.status.malformed_count == 1
        assert "1 damaged" in ended.status.detail
        assert len(await stored(market, SPOT.id, MarketData.TRADES)) == 39


async def test_a_recording_that_is_missing_fails_its_feed_and_not_the_service(
    folder: Path, nats_server: NatsServer, tmp_path: Path
) -> None:
    """The status names the path; stored data are answered all the same."""
    feed = FeedSettings(kind="replay", path=tmp_path / "nowhere.gz")
    async with running(folder, nats_server, feed, clock_at(START_NS)) as market:
        failed = market.boards["replay"].message()
        assert failed.status.state == feed_pb2.FEED_STATE_FAILED
        assert "nowhere.gz" in failed.status.detail
        assert await stored(market, SPOT.id, MarketData.TRADES) == []
