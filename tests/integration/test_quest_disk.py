"""The disk of QuestDB's server is full for a while: no row is lost, and nobody types SQL."""

import asyncio
from pathlib import Path

import pytest

from services.chassis.failures import StorageFullError
from services.chassis.quest_url import QuestUrl
from services.chassis.subjects import MarketData
from services.marketdata import quest_ticks
from services.marketdata.quest_ticks import QuestTicks
from services.marketdata.recorder import Recorder
from services.marketdata.spool import Spool
from tests.integration.small_disk import small_disk
from tests.integration.test_marketdata_recorder import INSTRUMENT, recorded
from tests.integration.test_quest_ticks import PATIENCE_S, rows, stored, trade
from tests.quest_server import RunningQuest, running_quest

pytestmark = pytest.mark.questdb

# The server takes 230 MiB before the first row, and a table 40 with its first.
DISK_MIB = 512
# Enough for the log of a table that takes rows, and too little for the table itself.
LEFT_BYTES = 24 * 1024 * 1024
FULL = "table trades .* is suspended, for the disk is full .*DISK FULL.*resumed by itself"
SUSPENDED = "SELECT name FROM wal_tables() WHERE suspended"


async def test_a_table_that_was_suspended_on_a_full_disk_is_resumed_and_shows_all_it_took(
    quest: RunningQuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the next look of who writes, or by the next start."""
    ticks = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
    await ticks.append([rows([trade(1)])])
    assert await stored(ticks, MarketData.TRADES) == [trade(1)]
    suspend = "ALTER TABLE trades SUSPEND WAL WITH 'DISK FULL', 'no space left'"
    quest.ask(suspend)
    # Acknowledged, and not to be seen: nobody has looked yet.
    await ticks.append([rows([trade(2)])])
    with pytest.raises(StorageFullError, match=FULL):
        await stored(ticks, MarketData.TRADES)
    monkeypatch.setattr(quest_ticks, "CHECK_S", 0.0)
    await ticks.append([rows([trade(3)])])
    assert await stored(ticks, MarketData.TRADES) == [trade(1), trade(2), trade(3)]
    quest.ask(suspend)
    await ticks.close()
    again = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
    assert await stored(again, MarketData.TRADES) == [trade(1), trade(2), trade(3)]
    await again.close()


async def test_a_disk_that_was_full_costs_no_row_and_no_word_of_sql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the server refused rows or suspended tables: the recorder says so and goes on."""
    monkeypatch.setattr(quest_ticks, "CHECK_S", 0.0)
    monkeypatch.setattr(quest_ticks, "RESUME_S", 0.5)
    with small_disk(tmp_path / "disk", DISK_MIB) as disk, running_quest(disk.path / "q") as quest:
        ticks = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
        spool = Spool.open(tmp_path / "spool")
        recorder = Recorder(ticks, spool, {INSTRUMENT.id: INSTRUMENT})
        task = asyncio.create_task(recorder.run())
        try:
            disk.fill(leave_bytes=LEFT_BYTES)
            last = 0
            async with asyncio.timeout(PATIENCE_S):
                while "disk is full" not in recorder.failure:
                    recorder.offer(recorded(last + 1, last + 10))
                    last += 10
                    await asyncio.sleep(0.05)
            disk.free()
            async with asyncio.timeout(PATIENCE_S):
                await recorder.flush()
            assert (recorder.failure, recorder.dropped) == ("", 0)
            rows_read = await stored(ticks, MarketData.TRADES)
            assert [one.sequence for one in rows_read] == list(range(1, last + 1))
            assert quest.ask(SUSPENDED) == []
            assert quest.ask("SELECT count() FROM gaps") == [[0]]
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await ticks.close()
            spool.close()
