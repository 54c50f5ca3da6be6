"""QuestDB's store when something comes twice, at once, or too large: none doubled, none stale."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.chassis.failures import StorageUnavailableError
from services.chassis.quest_url import QuestUrl
from services.chassis.subjects import MarketData
from services.marketdata import quest_sender, quest_ticks
from services.marketdata.quest_reader import QuestReader
from services.marketdata.quest_schema import TICKS
from services.marketdata.quest_sender import QuestSender
from services.marketdata.quest_start import see
from services.marketdata.quest_ticks import QuestTicks
from services.marketdata.store import Lost, Rows, Span
from tests.integration.test_quest_ticks import (
    INSTRUMENT,
    ORIGIN,
    PATIENCE_S,
    TRADES,
    book,
    rows,
    stored,
    trade,
)
from tests.quest_server import RunningQuest

pytestmark = pytest.mark.questdb

# What takes the server a minute, and how one sees that it is at it.
LONG = "SELECT sum(rnd_double()) FROM long_sequence(90000000000)"
BUSY = "SELECT count() FROM query_activity() WHERE query LIKE '%long_sequence(90000000000)%'"


@pytest.fixture
async def ticks(quest: RunningQuest) -> AsyncIterator[QuestTicks]:
    """A store on the server."""
    store = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
    yield store
    await store.close()


async def test_a_gap_is_told_once_however_often_its_append_is_tried(
    ticks: QuestTicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrives, the rows after it do not, and the recorder sends both again."""
    send = QuestSender.send

    def without_trades(self: QuestSender, table: Any, batch: Any) -> None:
        if table is TICKS[MarketData.TRADES]:
            raise StorageUnavailableError("the server went away")
        send(self, table, batch)

    batches = [rows([trade(1)]), rows([trade(5)])]
    with monkeypatch.context() as patched:
        patched.setattr(QuestSender, "send", without_trades)
        for _ in range(2):
            with pytest.raises(StorageUnavailableError):
                await ticks.append(batches)
    await ticks.append(batches)
    assert await ticks.lost(TRADES, 0, 100) == [Lost(TRADES, 2, 4, "crash")]


async def test_every_reader_waits_for_what_was_acknowledged_not_only_the_first(
    ticks: QuestTicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ask at once, and the server takes its time to show the rows."""
    asked, shown = asyncio.Event(), asyncio.Event()

    async def late(*where: Any) -> None:
        asked.set()
        await shown.wait()
        await see(*where)

    monkeypatch.setattr(quest_ticks, "see", late)
    await ticks.append([rows([trade(1)])])
    async with asyncio.timeout(PATIENCE_S):
        first = asyncio.create_task(stored(ticks, MarketData.TRADES))
        await asked.wait()
        asked.clear()
        second = asyncio.create_task(stored(ticks, MarketData.TRADES))
        waits = asyncio.create_task(asked.wait())
        await asyncio.wait({second, waits}, return_when=asyncio.FIRST_COMPLETED)
        assert waits.done()
        shown.set()
        assert await first == await second == [trade(1)]


async def test_a_reader_that_came_while_rows_were_sent_leaves_the_next_one_to_wait(
    ticks: QuestTicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it waited for was there before them."""
    loop, send = asyncio.get_running_loop(), QuestSender.send
    sending, waited = asyncio.Event(), []

    async def counted(*where: Any) -> None:
        waited.append(where)
        await see(*where)

    def while_read(self: QuestSender, table: Any, batch: Any) -> None:
        if table is TICKS[MarketData.TRADES]:
            read = stored(ticks, MarketData.TRADES)
            asyncio.run_coroutine_threadsafe(read, loop).result(PATIENCE_S)
            loop.call_soon_threadsafe(sending.set)
        send(self, table, batch)

    monkeypatch.setattr(quest_ticks, "see", counted)
    monkeypatch.setattr(QuestSender, "send", while_read)
    await ticks.append([rows([trade(1)])])
    assert sending.is_set()
    waited.clear()
    assert await stored(ticks, MarketData.TRADES) == [trade(1)]
    assert waited


async def test_a_server_that_dies_in_the_middle_of_a_question_is_away_and_refuses_nothing(
    ticks: QuestTicks, quest: RunningQuest
) -> None:
    """Whoever asked is told to come again, not that the question was wrong."""
    reader = QuestReader(QuestUrl.parse(quest.url))
    try:
        await reader.rows("SELECT 1")
        asked = asyncio.create_task(reader.rows(LONG))
        async with asyncio.timeout(PATIENCE_S):
            # The one that asks stands in the list too.
            while quest.ask(BUSY) != [[2]]:
                assert not asked.done()
                await asyncio.sleep(0.05)
            quest.kill()
            with pytest.raises(StorageUnavailableError, match="does not answer"):
                await asked
    finally:
        await reader.close()
        await asyncio.to_thread(quest.start)
    assert await ticks.count() == 0


async def test_a_batch_larger_than_a_request_is_sent_in_parts(
    ticks: QuestTicks, quest: RunningQuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of a deep book fill a request long before the recorder's batch is full."""
    monkeypatch.setattr(quest_sender, "PART_BYTES_MAX", 2_000)
    events = [book(n)._replace(is_snapshot=n % 3 == 0) for n in range(1, 101)]
    await ticks.append([rows(events)])
    assert await stored(ticks, MarketData.BOOKS) == events
    assert quest.ask("SELECT count() FROM books") == [[100]]


async def test_a_clock_that_jumps_over_half_a_century_costs_no_memory(ticks: QuestTicks) -> None:
    """A machine without a battery begins in 1970, and is set right between two rows."""
    now_ns = 1_790_000_000_000_000_000
    events = [trade(1, 1), trade(2, now_ns)]
    await ticks.append([Rows(TRADES, ORIGIN, events)])
    assert await stored(ticks, MarketData.TRADES) == events
    newest = Span(INSTRUMENT, MarketData.TRADES, newest_first=True, limit=1)
    assert [row.event for row in await ticks.read(newest)] == events[1:]
    assert ticks._hours.count == 2


async def test_a_trade_without_a_venues_id_comes_back_without_one(ticks: QuestTicks) -> None:
    """An empty text is no missing value, by either way of reading."""
    nameless = trade(1)._replace(trade_id="")
    await ticks.append([rows([nameless])])
    for limit in (1, quest_ticks.BULK_ROWS):
        found = await ticks.read(Span(INSTRUMENT, MarketData.TRADES, limit=limit))
        assert [row.event for row in found] == [nameless]
