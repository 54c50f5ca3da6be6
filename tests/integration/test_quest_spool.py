"""Live rows wait on disk for a QuestDB that died: bounded in memory, stored once, in order."""

import asyncio
import random
from pathlib import Path

import pytest

from services.chassis.quest_url import QuestUrl
from services.marketdata import recorder as module
from services.marketdata.quest_ticks import QuestTicks
from services.marketdata.recorder import Recorder
from services.marketdata.spool import Spool
from tests.integration.test_marketdata_recorder import INSTRUMENT, recorded
from tests.quest_server import RunningQuest

pytestmark = pytest.mark.questdb

QUEUED_MAX = 200
BATCH = 10
COUNT = 20_000
# Long beside what it takes, so that only a fault reaches it.
PATIENCE_S = 240.0


async def test_live_rows_wait_on_disk_for_a_server_that_died_and_are_stored_once(
    quest: RunningQuest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Whatever the queue cannot hold; the feed is never held, and its record is whole."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", QUEUED_MAX)
    moments = random.Random(seed)
    kill_at = moments.randrange(BATCH, COUNT // 4, BATCH)
    # More than the queue holds comes in between.
    start_at = moments.randrange(COUNT // 2, COUNT, BATCH)
    ticks = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
    spool = Spool.open(tmp_path / "spool")
    recorder = Recorder(ticks, spool, {INSTRUMENT.id: INSTRUMENT})
    task = asyncio.create_task(recorder.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            for first in range(1, COUNT, BATCH):
                if first == kill_at + 1:
                    quest.kill()
                if first == start_at + 1:
                    assert recorder.spooled > 0
                    await asyncio.to_thread(quest.start)
                recorder.offer(recorded(first, first + BATCH - 1))
                assert recorder.waiting <= QUEUED_MAX + BATCH
                await asyncio.sleep(0)
            await recorder.flush()
        assert (recorder.spooled, recorder.dropped, recorder.failure) == (0, 0, "")
        assert await ticks.count() == COUNT
        found = quest.ask("SELECT min(sequence), max(sequence), count() FROM trades")
        assert found == [[1, COUNT, COUNT]]
        assert quest.ask("SELECT count() FROM gaps") == [[0]]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await ticks.close()
        spool.close()
