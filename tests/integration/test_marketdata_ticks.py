"""The tick store, through its port: every test here holds for whatever database is behind it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.failures import StorageCorruptError, StorageUnavailableError
from services.chassis.subjects import MarketData
from services.marketdata.instruments import shipped_instruments
from services.marketdata.store import (
    Cursor,
    Day,
    Lost,
    Origin,
    Rows,
    Span,
    StreamKey,
    TickStore,
)
from services.marketdata.ticks import DuckTicks
from tradewire.errors import PreconditionError
from tradewire.market import SECOND_NS, BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1.feed_kind_pb2 import FEED_KIND_REPLAY, FEED_KIND_SIMULATED
from tradewire.orders import Side

INSTRUMENT = shipped_instruments().get("BTC-USDT.SIM")
SIMULATED = Origin("simulated", FEED_KIND_SIMULATED)
REPLAYED = Origin("replay", FEED_KIND_REPLAY)
MEMORY_MIB = 128

OpenTicks = Callable[[], Awaitable[TickStore]]


@pytest.fixture
async def ticks(open_ticks: OpenTicks) -> TickStore:
    """An empty tick store."""
    return await open_ticks()


def trade(sequence: int, price: int = 6_000_000, at_ns: int = 0) -> Trade:
    stamp_ns = at_ns or sequence * SECOND_NS
    side = Side.BUY if sequence % 2 else Side.SELL
    return Trade(INSTRUMENT, price, 10, side, f"t{sequence}", stamp_ns - 5, stamp_ns, sequence)


def quote(sequence: int) -> Quote:
    return Quote(INSTRUMENT, 100, 1, 101, 2, sequence + 7, 0, sequence * SECOND_NS, sequence)


def book(sequence: int) -> BookUpdate:
    bids = tuple((100 - level, level) for level in range(sequence))
    return BookUpdate(INSTRUMENT, sequence == 1, sequence, sequence, 0, bids, (), 3, 9, sequence)


def candle(sequence: int, interval: Interval = Interval.S1, open_ns: int = 0) -> Candle:
    start_ns = open_ns or sequence * SECOND_NS
    stamps = start_ns, start_ns + interval.ns
    return Candle(
        INSTRUMENT, interval, stamps[0], 100, 110, 90, 105, 7, 700, 3, stamps[1], sequence
    )


def rows(*events: MarketEvent, origin: Origin = SIMULATED) -> Rows:
    kinds = {
        Trade: MarketData.TRADES,
        Quote: MarketData.QUOTES,
        BookUpdate: MarketData.BOOKS,
        Candle: MarketData.CANDLES,
    }
    key = StreamKey(events[0].instrument.id, kinds[type(events[0])])
    return Rows(key, origin, events)


def span(kind: MarketData, **limits: object) -> Span:
    return Span(INSTRUMENT, kind, **limits)  # type: ignore[arg-type]  # named by each test.


async def sequences(store: TickStore, asked: Span) -> list[int]:
    return [row.event.sequence for row in await store.read(asked)]


async def test_every_kind_of_event_comes_back_as_it_was(
    ticks: TickStore, open_ticks: OpenTicks
) -> None:
    """No field is lost or changed, levels of books included, over a restart too."""
    stored: dict[MarketData, list[MarketEvent]] = {
        MarketData.TRADES: [trade(1), trade(2)],
        MarketData.QUOTES: [quote(1), quote(2)],
        MarketData.BOOKS: [book(1), book(2), book(3)],
        MarketData.CANDLES: [candle(1), candle(2, Interval.M1)],
    }
    await ticks.append([rows(*events) for events in stored.values()])
    store = ticks
    for _ in range(2):
        for kind, events in stored.items():
            found = await store.read(span(kind))
            assert [row.event for row in found] == events
            assert {row.origin for row in found} == {SIMULATED}
        store = await open_ticks()


async def test_what_is_stored_already_is_passed_over(
    ticks: TickStore, open_ticks: OpenTicks
) -> None:
    """A batch that a crash or a retry brings again changes nothing, and its new rows are kept."""
    await ticks.append([rows(trade(1), trade(2))])
    store = await open_ticks()
    await store.append([rows(trade(1, 1), trade(2, 1), trade(3))])
    await store.append([rows(trade(3, 1))])
    found = await store.read(span(MarketData.TRADES))
    assert [row.event for row in found] == [trade(1), trade(2), trade(3)]
    assert await store.head(StreamKey(INSTRUMENT.id, MarketData.TRADES)) == 3


async def test_rows_are_read_by_time_and_by_position_both_ways(ticks: TickStore) -> None:
    """Times include the start and exclude the end; positions exclude both."""
    await ticks.append([rows(*(trade(number) for number in range(1, 11)))])
    kind = MarketData.TRADES
    timed = span(kind, start_ns=3 * SECOND_NS, end_ns=6 * SECOND_NS)
    assert await sequences(ticks, timed) == [3, 4, 5]
    assert await sequences(ticks, span(kind, after=3, before=6)) == [4, 5]
    assert await sequences(ticks, span(kind, after=3, limit=2)) == [4, 5]
    newest = span(kind, before=9, newest_first=True, limit=3)
    assert await sequences(ticks, newest) == [8, 7, 6]


async def test_candles_of_one_length_are_read_by_their_open_time(ticks: TickStore) -> None:
    """Lengths share a stream and are told apart; times and positions are of the opening."""
    minute_ns = Interval.M1.ns
    await ticks.append(
        [rows(candle(1, open_ns=9), candle(2, Interval.M1, minute_ns), candle(3, open_ns=10))]
    )
    assert await ticks.intervals(INSTRUMENT.id) == [Interval.S1, Interval.M1]
    seconds = span(MarketData.CANDLES, interval=Interval.S1, by_open=True)
    assert await sequences(ticks, seconds) == [1, 3]
    after = span(MarketData.CANDLES, interval=Interval.S1, by_open=True, after=9)
    assert await sequences(ticks, after) == [3]
    timed = span(MarketData.CANDLES, interval=Interval.M1, start_ns=minute_ns, by_open=True)
    assert await sequences(ticks, timed) == [2]


async def test_gaps_are_kept_with_the_rows_around_them(ticks: TickStore) -> None:
    """The head counts them, and a gap in the commit of the rows after it is not lost."""
    key = StreamKey(INSTRUMENT.id, MarketData.TRADES)
    gap = Lost(key, 3, 100, "crash")
    await ticks.append([rows(trade(1), trade(2))])
    await ticks.append([rows(trade(101))], [gap])
    assert await ticks.lost(key, 0, 500) == [gap]
    assert await ticks.lost(key, 2, 2) == []
    assert await ticks.lost(key, 100, 500) == []
    assert await ticks.head(key) == 101
    await ticks.append([], [gap])
    assert await ticks.lost(key, 0, 500) == [gap]


async def test_a_cursor_is_stored_with_its_rows_or_not_at_all(
    ticks: TickStore, open_ticks: OpenTicks
) -> None:
    """A tape goes on exactly where its rows end, whatever fails."""
    key = StreamKey(INSTRUMENT.id, MarketData.TRADES)
    assert await ticks.cursor("tape") is None
    first = Cursor("tape", 2, {key: 40}, closed=True)
    await ticks.append([rows(trade(1), trade(2))], (), first)
    too_large = trade(3)._replace(price_mantissa=1 << 70)
    with pytest.raises(OverflowError):
        await ticks.append([rows(too_large)], (), Cursor("tape", 3))
    store = await open_ticks()
    assert await store.cursor("tape") == first
    assert await store.head(key) == 2
    await store.append([], (), Cursor("tape", 5))
    assert await store.cursor("tape") == Cursor("tape", 5)


async def test_a_day_is_summed_from_the_shortest_candles(ticks: TickStore) -> None:
    """Longer candles hold the same trades and must not be counted twice."""
    assert await ticks.day(INSTRUMENT.id, 0) is None
    low = candle(2)._replace(low_mantissa=5, open_mantissa=50)
    await ticks.append([rows(candle(1), low, candle(3), candle(4, Interval.M1))])
    assert await ticks.day(INSTRUMENT.id, 2 * SECOND_NS) == Day(50, 110, 5, 14, 1400)


async def test_old_rows_are_deleted_by_age_ticks_before_candles(ticks: TickStore) -> None:
    """The store is bounded; what remains is what is younger."""
    await ticks.append(
        [rows(trade(1), trade(2), trade(3)), rows(quote(1)), rows(candle(1), candle(4))]
    )
    assert await ticks.expire(3 * SECOND_NS, 3 * SECOND_NS) == 4
    assert await sequences(ticks, span(MarketData.TRADES)) == [3]
    assert await sequences(ticks, span(MarketData.CANDLES)) == [4]
    assert await ticks.oldest(StreamKey(INSTRUMENT.id, MarketData.TRADES)) == 3
    assert await ticks.oldest(StreamKey(INSTRUMENT.id, MarketData.BOOKS)) == 0


async def test_rows_keep_the_feed_that_they_came_by(ticks: TickStore) -> None:
    """A simulated price stays labelled, whatever feed runs later."""
    await ticks.append([rows(trade(1))])
    await ticks.append([rows(trade(2), origin=REPLAYED)])
    found = await ticks.read(span(MarketData.TRADES))
    assert [row.origin for row in found] == [SIMULATED, REPLAYED]


async def test_an_instrument_whose_units_changed_is_refused(ticks: TickStore) -> None:
    """Old integers read in new units would be wrong prices."""
    await ticks.append([rows(trade(1))])
    moved = trade(2)._replace(instrument=replace(INSTRUMENT, price_exponent=-4))
    with pytest.raises(PreconditionError, match="exponents") as caught:
        await ticks.append([rows(moved)])
    assert caught.value.reason == "EXPONENTS_CHANGED"


# -- the file: DuckDB's own ----------------------------------------------------------------------


async def test_the_ticks_of_another_log_are_refused(tmp_path: Path) -> None:
    """Their sequences mean nothing in this log."""
    path = tmp_path / "ticks.duckdb"
    await (await DuckTicks.open(path, log_id="one", memory_mib=MEMORY_MIB)).close()
    with pytest.raises(PreconditionError, match="of log one, and this is log two"):
        await DuckTicks.open(path, log_id="two", memory_mib=MEMORY_MIB)


async def test_a_file_that_is_no_tick_store_is_named(tmp_path: Path) -> None:
    """The message says what to do with it."""
    path = tmp_path / "ticks.duckdb"
    path.write_bytes(b"x" * 10_000)
    with pytest.raises(StorageCorruptError, match=r"ticks\.duckdb is no sound tick store; move"):
        await DuckTicks.open(path, log_id="log", memory_mib=MEMORY_MIB)


async def test_a_file_open_in_another_process_is_named(tmp_path: Path) -> None:
    """Two services on one data directory: the second says so and ends."""
    path = tmp_path / "ticks.duckdb"
    hold = f"import duckdb; c = duckdb.connect({str(path)!r}); print('open', flush=True); input()"
    pipe = asyncio.subprocess.PIPE
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", hold, stdin=pipe, stdout=pipe
    )
    assert holder.stdout is not None
    try:
        assert await holder.stdout.readline() == b"open\n"
        with pytest.raises(StorageUnavailableError, match="open in another process"):
            await DuckTicks.open(path, log_id="log", memory_mib=MEMORY_MIB)
    finally:
        await holder.communicate(b"\n")


async def test_a_store_that_is_too_large_loses_its_oldest_ticks_and_never_a_candle(
    ticks: TickStore,
) -> None:
    """Each look cuts it until it fits; what is left is the newest, whole."""
    count = 200_000
    trades = [trade(number) for number in range(1, count + 1)]
    key = StreamKey(INSTRUMENT.id, MarketData.TRADES)
    for first in range(0, count, 20_000):
        await ticks.append([rows(*trades[first : first + 20_000])])
    assert await ticks.expire(0, 0, 1 << 40) == 0
    gone = await ticks.expire(0, 0, 1 << 18)
    assert count // 2 < gone < count
    assert await ticks.oldest(key) == gone + 1
    assert await ticks.head(key) == count
