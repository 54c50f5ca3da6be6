"""QuestDB as a tick store where it differs from a file: crashes of either side, and bad servers."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from services.chassis.failures import (
    SchemaOutdatedError,
    StorageError,
    StorageFaultError,
    StorageUnavailableError,
)
from services.chassis.quest_url import QuestUrl
from services.chassis.subjects import MarketData
from services.marketdata import quest_ticks
from services.marketdata.instruments import shipped_instruments
from services.marketdata.quest_reader import QuestReader
from services.marketdata.quest_schema import TICKS
from services.marketdata.quest_sender import QuestSender
from services.marketdata.quest_ticks import BULK_ROWS, QuestTicks
from services.marketdata.recorder import ROWS_QUEUED_MAX, Recorded, Recorder
from services.marketdata.spool import Spool
from services.marketdata.store import Cursor, Lost, Origin, Rows, Span, StreamKey, key_of
from tests.quest_server import RunningQuest, running_quest
from tradewire.errors import ConfigurationError, PreconditionError
from tradewire.market import BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1.feed_kind_pb2 import FEED_KIND_REPLAY
from tradewire.orders import Side

pytestmark = pytest.mark.questdb

INSTRUMENT = shipped_instruments().get("BTC-USDT.SIM")
TRADES = StreamKey(INSTRUMENT.id, MarketData.TRADES)
ORIGIN = Origin("replay", FEED_KIND_REPLAY)
HOUR_NS = 3_600_000_000_000
# Long beside what anything here takes on a busy machine, so that only a fault reaches it.
PATIENCE_S = 120.0

OpenQuest = Callable[..., Awaitable[QuestTicks]]


@pytest.fixture
async def open_quest(quest: RunningQuest) -> AsyncIterator[OpenQuest]:
    """Opens the test's store; what was open before is left as a dead process leaves it."""
    opened: list[QuestTicks] = []

    async def open_store(log_id: str = "log") -> QuestTicks:
        opened.append(await QuestTicks.open(QuestUrl.parse(quest.url), log_id=log_id))
        return opened[-1]

    yield open_store
    for store in opened:
        await store.close()


def trade(sequence: int, at_ns: int = 0) -> Trade:
    side = Side.BUY if sequence % 2 else Side.SELL
    return Trade(
        INSTRUMENT, 6_000_000, sequence, side, f"t{sequence}", 0, at_ns or sequence, sequence
    )


def quote(sequence: int) -> Quote:
    return Quote(INSTRUMENT, 100, 1, 101, 2, sequence, 0, sequence, sequence)


def book(sequence: int) -> BookUpdate:
    bids = ((100, sequence), (99, 2**62 + sequence))
    return BookUpdate(INSTRUMENT, False, sequence, sequence, 0, bids, (), 0, sequence, sequence)


def candle(sequence: int, volume: int = 7) -> Candle:
    stamps = sequence * 10**9, (sequence + 1) * 10**9
    prices = 100, 110, 90, 105
    return Candle(INSTRUMENT, Interval.S1, stamps[0], *prices, volume, 700, 3, stamps[1], sequence)


def rows(events: Sequence[MarketEvent]) -> Rows:
    return Rows(key_of(events[0]), ORIGIN, events)


async def stored(ticks: QuestTicks, kind: MarketData) -> list[MarketEvent]:
    return [row.event for row in await ticks.read(Span(INSTRUMENT, kind))]


class _Killed(BaseException):
    """Ends an append as the end of its process would."""


@pytest.mark.parametrize("requests", range(6))
async def test_a_process_that_dies_between_two_requests_of_an_append_doubles_and_loses_nothing(
    open_quest: OpenQuest, monkeypatch: pytest.MonkeyPatch, requests: int
) -> None:
    """Units, gaps, trades, quotes, books, cursor: the source resumes at its cursor after any."""
    tape: list[list[MarketEvent]] = [[trade(n) for n in (1, 2, 5)], [quote(1)], [book(1), book(2)]]
    batches = [rows(tape[0][:2]), rows(tape[0][2:]), rows(tape[1]), rows(tape[2])]
    gap = Lost(TRADES, 3, 4, "crash")
    ticks = await open_quest()
    await ticks.append([], (), Cursor("tape", 0))
    sent: list[Any] = []
    send = QuestSender.send

    def dying(self: QuestSender, *batch: Any) -> None:
        if len(sent) == requests:
            raise _Killed
        send(self, *batch)
        sent.append(batch)

    monkeypatch.setattr(QuestSender, "send", dying)
    with pytest.raises(_Killed):
        await ticks.append(batches, [], Cursor("tape", 6))
    monkeypatch.setattr(QuestSender, "send", send)

    again = await open_quest()
    assert await again.cursor("tape") == Cursor("tape", 0)
    await again.append(batches, [], Cursor("tape", 6))
    for events in tape:
        assert await stored(again, key_of(events[0]).type) == events
    assert await again.lost(TRADES, 0, 100) == [gap]
    assert await again.head(TRADES) == 5
    assert await again.cursor("tape") == Cursor("tape", 6)


async def test_a_server_killed_in_mid_stream_has_every_row_once(
    open_quest: OpenQuest, quest: RunningQuest, tmp_path: Path, seed: int
) -> None:
    """The recorder waits with what it has, bounded, and goes on when the server is back."""
    chance = random.Random(seed)
    count, batch = 120_000, 1_000
    kills = sorted(chance.sample(range(5, count // batch), 2))
    ticks = await open_quest()
    recorder = Recorder(ticks, Spool.open(tmp_path / "spool"), {})
    writing = asyncio.create_task(recorder.run())
    deaths: list[asyncio.Task[None]] = []

    async def die(after_s: float) -> None:
        await asyncio.sleep(after_s)
        quest.kill()
        await asyncio.sleep(chance.random())
        await asyncio.to_thread(quest.start)

    try:
        async with asyncio.timeout(PATIENCE_S * 2):
            for number in range(count // batch):
                if number in kills:
                    await asyncio.gather(*deaths)
                    deaths = [asyncio.create_task(die(chance.random() / 10))]
                first = number * batch + 1
                trades = [trade(n, n * 1_000_000) for n in range(first, first + batch)]
                await recorder.put(Recorded([rows(trades)], (), Cursor("tape", first + batch - 1)))
                assert recorder.waiting <= ROWS_QUEUED_MAX
            await asyncio.gather(*deaths)
            await recorder.flush()
        assert await ticks.count() == count
        found = quest.ask("SELECT min(sequence), max(sequence), count(), sum(size) FROM trades")
        assert found == [[1, count, count, count * (count + 1) // 2]]
        assert await ticks.cursor("tape") == Cursor("tape", count)
        assert await ticks.lost(TRADES, 0, count) == []
    finally:
        writing.cancel()
        await asyncio.gather(writing, *deaths, return_exceptions=True)


async def test_a_gap_whose_rows_before_it_never_came_lifts_no_head(
    open_quest: OpenQuest, quest: RunningQuest
) -> None:
    """Else the rows that its source brings again would be taken for stored ones."""
    await open_quest()
    quest.ask("INSERT INTO gaps VALUES (9, 'trades', 'BTC-USDT.SIM', 6, 10, 'crash')")
    ticks = await open_quest()
    assert await ticks.head(TRADES) == 0
    assert await ticks.lost(TRADES, 0, 100) == []
    await ticks.append([rows([trade(1)])])
    assert await stored(ticks, MarketData.TRADES) == [trade(1)]


async def test_many_rows_come_as_exactly_as_few(open_quest: OpenQuest) -> None:
    """Parquet over HTTP and PostgreSQL's protocol give the same, integers beyond a double too."""
    ticks = await open_quest()
    events = [book(n) for n in range(1, BULK_ROWS + 1)]
    await ticks.append([rows(events)])
    span = Span(INSTRUMENT, MarketData.BOOKS, limit=BULK_ROWS)
    assert [row.event for row in await ticks.read(span)] == events
    few = Span(INSTRUMENT, MarketData.BOOKS, limit=BULK_ROWS - 1)
    assert [row.event for row in await ticks.read(few)] == events[:-1]


async def test_pages_are_whole_though_clocks_step_back_and_feeds_stop(
    open_quest: OpenQuest,
) -> None:
    """Hours are looked up by the sequences they may hold; nothing between two is passed over."""
    ticks = await open_quest()
    hours = {1: 5, 2: 5, 3: 3, 4: 9, 5: 4, 900: 9, 901: 2, 902: 10}
    events = [trade(number, hour * HOUR_NS) for number, hour in hours.items()]
    for event in events:
        await ticks.append([rows([event])])
    for store in (ticks, await open_quest()):
        for limit in (1, 2, 3, 8, 9):
            after, found = 0, []
            while page := await store.read(
                Span(INSTRUMENT, MarketData.TRADES, after=after, limit=limit)
            ):
                found += [row.event for row in page]
                after = page[-1].event.sequence
            assert found == events
            newest = Span(INSTRUMENT, MarketData.TRADES, newest_first=True, limit=limit)
            assert [row.event for row in await store.read(newest)] == events[::-1][:limit]
        late = Span(INSTRUMENT, MarketData.TRADES, start_ns=9 * HOUR_NS, limit=2)
        assert [row.event.sequence for row in await store.read(late)] == [4, 900]


async def test_people_read_exact_prices_by_sql(open_quest: OpenQuest, quest: RunningQuest) -> None:
    """The views multiply by the instrument's units; nothing is a double."""
    ticks = await open_quest()
    large = trade(1)._replace(price_mantissa=123_456_789_012_345_678)
    await ticks.append([rows([large]), rows([candle(1)])])
    await ticks.read(Span(INSTRUMENT, MarketData.TRADES))
    await ticks.read(Span(INSTRUMENT, MarketData.CANDLES))
    unit = -INSTRUMENT.price_exponent
    ((price,),) = quest.ask("SELECT price FROM trades_decimal")
    assert price.rstrip("0") == f"{'123456789012345678'[:-unit]}.{'123456789012345678'[-unit:]}"
    assert quest.ask("SELECT count() FROM candles_decimal WHERE turnover > 0m") == [[1]]


async def test_a_days_sums_do_not_wrap_around(open_quest: OpenQuest) -> None:
    """QuestDB's own sum of integers does, without a word."""
    ticks = await open_quest()
    await ticks.append([rows([candle(n, 2**62) for n in (1, 2, 3)])])
    day = await ticks.day(INSTRUMENT.id, 0)
    assert day is not None
    assert day.volume == 3 * 2**62


async def test_partitions_that_are_too_old_are_dropped_and_heads_survive_them(
    open_quest: OpenQuest, quest: RunningQuest
) -> None:
    """A stream all of whose rows are gone goes on where it was, and not from its beginning."""
    ticks = await open_quest()
    await ticks.append([rows([trade(n, n * HOUR_NS) for n in (1, 2, 3)])])
    assert await ticks.expire(3 * HOUR_NS, 0) == 2
    left = "SELECT count() FROM trades"
    while quest.ask(left) != [[1]]:
        await asyncio.sleep(0.05)
    assert await ticks.expire(4 * HOUR_NS, 0) == 1
    while quest.ask(left) != [[0]]:
        await asyncio.sleep(0.05)
    again = await open_quest()
    assert await again.head(TRADES) == 3
    await again.append([rows([trade(4, 5 * HOUR_NS)])])
    assert await again.lost(TRADES, 0, 100) == []
    assert await stored(again, MarketData.TRADES) == [trade(4, 5 * HOUR_NS)]


async def test_gaps_leave_with_the_rows_around_them(
    open_quest: OpenQuest, quest: RunningQuest
) -> None:
    """They would otherwise be all that grows for ever."""
    ticks = await open_quest()
    await ticks.append([rows([trade(1)]), rows([trade(9, 2 * HOUR_NS)])])
    assert await ticks.lost(TRADES, 0, 100) == [Lost(TRADES, 2, 8, "crash")]
    await ticks.expire(HOUR_NS, 0)
    assert await ticks.lost(TRADES, 0, 100) == []
    assert await ticks.oldest(TRADES) == 9
    await ticks.expire(HOUR_NS, 0)
    while quest.ask("SELECT count() FROM gaps") != [[0]]:
        await asyncio.sleep(0.05)


# -- what is wrong with a row, a table, a server -------------------------------------------------


async def test_a_row_that_the_server_rejects_is_named_with_the_reason(
    open_quest: OpenQuest, quest: RunningQuest
) -> None:
    """Table, row, column and why; nothing of its batch is stored."""
    ticks = await open_quest()
    quest.ask("ALTER TABLE trades DROP COLUMN trade_id")
    quest.ask("ALTER TABLE trades ADD COLUMN trade_id LONG")
    words = r"rows of trades \(instrument BTC-USDT.SIM, sequence 1, received_ns 1\).*trade_id.*LONG"
    with pytest.raises(StorageFaultError, match=words):
        await ticks.append([rows([trade(1), trade(2)])])
    assert await ticks.count() == 0
    assert await ticks.head(TRADES) == 0


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (trade(1)._replace(price_mantissa=-(2**63)), "column price holds -9223372036854775808"),
        (trade(1)._replace(init_ns=-1), "column received_ns is before 1970"),
    ],
)
async def test_what_the_server_would_take_as_something_else_is_not_sent(
    open_quest: OpenQuest, event: Trade, words: str
) -> None:
    """Its null is an integer, and its time begins in 1970."""
    ticks = await open_quest()
    with pytest.raises(StorageFaultError, match=f"rows of trades cannot be stored: {words}"):
        await ticks.append([rows([event])])


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (
            TICKS[MarketData.TRADES].definition.replace("price LONG", "price DOUBLE"),
            "its column price is DOUBLE, and wanted is LONG",
        ),
        (
            TICKS[MarketData.TRADES].definition.replace("aggressor LONG, ", ""),
            "its column aggressor is not there, and wanted is LONG",
        ),
        (
            TICKS[MarketData.TRADES].definition.replace("price LONG,", "price LONG, fee LONG,"),
            "its column fee is LONG, and wanted is not there",
        ),
        (
            TICKS[MarketData.TRADES].definition.partition(" DEDUP")[0],
            "its column instrument is SYMBOL, and wanted is SYMBOL and a key of its upserts",
        ),
    ],
)
async def test_a_table_of_another_making_is_named_with_its_column_and_both_types(
    open_quest: OpenQuest, quest: RunningQuest, definition: str, words: str
) -> None:
    """It may be somebody's: nothing of it is changed."""
    quest.ask(definition)
    with pytest.raises(SchemaOutdatedError, match=f"table trades of QuestDB at .*{words}; rename"):
        await open_quest()


async def test_the_ticks_of_another_log_are_refused_by_questdb_too(open_quest: OpenQuest) -> None:
    """Their sequences mean nothing in this log."""
    await open_quest("one")
    with pytest.raises(PreconditionError, match="of log one, and this is log two") as caught:
        await open_quest("two")
    assert caught.value.reason == "LOG_CHANGED"


async def test_a_suspended_table_fails_the_next_append_with_the_remedy(
    open_quest: OpenQuest, quest: RunningQuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes on acknowledging, so nobody would know; resumed, it goes on."""
    monkeypatch.setattr(quest_ticks, "CHECK_S", 0.0)
    ticks = await open_quest()
    await ticks.append([rows([trade(1)])])
    # A table that is still taking in its rows would be resumed by that.
    assert await stored(ticks, MarketData.TRADES) == [trade(1)]
    quest.ask("ALTER TABLE trades SUSPEND WAL WITH 'OUT OF MEMORY', 'no memory left'")
    words = "table trades .* is suspended .*OUT OF MEMORY.*ALTER TABLE trades RESUME WAL"
    with pytest.raises(StorageError, match=words):
        await ticks.append([rows([trade(2)])])
    with pytest.raises(StorageError, match=words):
        await open_quest()
    quest.ask("ALTER TABLE trades RESUME WAL")
    await ticks.append([rows([trade(2)])])
    assert await stored(ticks, MarketData.TRADES) == [trade(1), trade(2)]


async def test_a_table_that_somebody_drops_is_not_made_anew_by_its_rows(
    open_quest: OpenQuest, quest: RunningQuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server would make one without keys, which doubles what is sent twice."""
    monkeypatch.setattr(quest_ticks, "CHECK_S", 0.0)
    ticks = await open_quest()
    quest.ask("DROP TABLE trades")
    with pytest.raises(StorageFaultError, match=r"table trades .* is gone or was made anew"):
        await ticks.append([rows([trade(1)])])


async def test_a_server_that_went_away_is_unavailable_with_its_address(tmp_path: Path) -> None:
    """The recorder tries again after that, and readers are told."""
    with running_quest(tmp_path / "root") as quest:
        ticks = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
        quest.kill()
        place = f"QuestDB at {quest.server.page} does not answer"
        try:
            with pytest.raises(StorageUnavailableError, match=place):
                await ticks.append([rows([trade(1)])])
            with pytest.raises(StorageUnavailableError, match=place):
                await ticks.count()
        finally:
            await ticks.close()
        with pytest.raises(Exception, match=f"no QuestDB answers at {quest.server.page}"):
            await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")


async def test_a_server_that_may_only_be_read_or_wants_a_password_says_so(tmp_path: Path) -> None:
    """Either is told before anything is written, with what to change."""
    settings = {
        "QDB_HTTP_SECURITY_READONLY": "true",
        "QDB_HTTP_USER": "me",
        "QDB_HTTP_PASSWORD": "secret",
        "QDB_PG_USER": "me",
        "QDB_PG_PASSWORD": "another",
    }
    quest = RunningQuest(tmp_path / "root", settings)
    page = quest.server.page
    try:
        await asyncio.to_thread(quest.start)
        wrong = QuestUrl.parse(quest.url.replace("http://", "http://me:wrong@"))
        with pytest.raises(ConfigurationError, match=f"{page} refuses the user or the password"):
            await QuestTicks.open(wrong, log_id="log")
        right = QuestUrl.parse(quest.url.replace("http://", "http://me:secret@"))
        with pytest.raises(ConfigurationError, match=r"http\.security\.readonly is true"):
            await QuestTicks.open(right, log_id="log")
        reader = QuestReader(right)
        with pytest.raises(StorageError, match=f"{page} refuses the user or the password"):
            await reader.rows("SELECT 1")
        await reader.close()
    finally:
        quest.kill()
