"""The journal of a replay on real databases: in order, many rounds a commit, and one replay's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from services.chassis.storage import Store
from services.marketdata.replay_journal import (
    ROUNDS_BEHIND_MAX,
    STEPS_READ,
    ReplayJournal,
    metadata,
)
from tests.integration.conftest import NOW_NS, OpenStore
from tradewire.errors import PreconditionError
from tradewire.system.v1.clock_pb2 import Advance, ReplayStep
from tradewire.system.v1.replay_pb2 import REPLAY_STATE_ENDED, Replay

WAIT_S = 60.0


@asynccontextmanager
async def writing(store: Store) -> AsyncIterator[ReplayJournal]:
    """A journal whose task runs."""
    journal = ReplayJournal(store)
    task = asyncio.create_task(journal.run())
    async with asyncio.timeout(WAIT_S):
        yield journal
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def add(journal: ReplayJournal, step: int, number: int) -> Advance:
    """Add a round."""
    advance = Advance(step=ReplayStep(run="run", step=step, round=number), clock_unix_nanos=step)
    journal.add((step, number), advance.SerializeToString())
    return advance


async def test_rounds_are_read_as_they_were_opened_step_by_step(open_store: OpenStore) -> None:
    """Over more than one page, up to a round in the middle of a step, and after a restart."""
    store = await open_store()
    await store.write(metadata.create_all)
    added: list[list[Advance]] = []
    async with writing(store) as journal:
        begun = await journal.begin("run", "tape", NOW_NS)
        assert (begun.last, begun.ended, begun.started_ns) == ((0, 0), None, NOW_NS)
        for step in range(1, STEPS_READ // 2 + 100):
            added.append([add(journal, step, number) for number in (1, 2, 3)])
            await journal.room()
            assert journal.waiting <= ROUNDS_BEHIND_MAX + 2
        last = len(added)
        await journal.flush()
        assert journal.waiting == 0
        found = [rounds async for rounds in journal.steps((last, 2))]
        assert found == [*added[:-1], added[-1][:2]]
    again = await ReplayJournal(store).begin("run", "tape", NOW_NS + 1)
    assert (again.last, again.started_ns) == ((last, 3), NOW_NS)


async def test_a_database_holds_one_replay_and_its_end(open_store: OpenStore) -> None:
    """Another run or tape is refused; the end is there for ever."""
    store = await open_store()
    await store.write(metadata.create_all)
    ended = Replay(run="run", state=REPLAY_STATE_ENDED)
    async with writing(store) as journal:
        await journal.begin("run", "tape", NOW_NS)
        assert await journal.ended("run") is None
        add(journal, 1, 1)
        await journal.end("run", ended)
    assert await ReplayJournal(store).ended("run") == ended
    assert (await ReplayJournal(store).begin("run", "tape", NOW_NS)).ended == ended
    for run, source in (("other", "tape"), ("run", "other")):
        with pytest.raises(PreconditionError, match="--fresh"):
            await ReplayJournal(store).begin(run, source, NOW_NS)
