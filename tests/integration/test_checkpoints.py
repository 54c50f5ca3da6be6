"""A participant restored from a checkpoint goes on as one that ran the whole tape."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Connection, MetaData, Table, select

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.checkpoints import Checkpoints, Progress
from services.chassis.nats_server import NatsServer
from services.chassis.rounds import Memory
from services.chassis.schema import migrate_databases
from services.chassis.sqlite import SqliteStore
from services.execution import paper_store
from services.execution import tables as execution_tables
from services.risk import tables as risk_tables
from services.signal import store as signal_store
from tests.integration import test_execution_replay as of_execution
from tests.integration import test_risk_replay as of_risk
from tests.integration import test_signal_replay as of_signal
from tests.integration.kernel_rounds import Oracle, run_kernel
from tests.integration.replay_readers import Led, rounds_of

CUTS = 6
"""Lives after the first; each begins from a checkpoint that is some rounds old."""

FURTHER_MAX = 60
"""Rounds between a checkpoint and the death after it."""


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    """Half a minute of the kernel: entries, stops, targets, refusals, and then the kill switch."""
    return run_kernel(4, 30, kill_at_step=200)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty databases of all participants: making them starts processes."""
    folder = tmp_path_factory.mktemp("empty")
    services = ("risk", "signal", "execution")
    urls = {service: f"sqlite:///{folder / service}.db" for service in services}
    asyncio.run(migrate_databases(urls))
    return folder


@pytest.fixture
def folder(tmp_path: Path, databases: Path) -> Path:
    """A data directory with empty databases."""
    return shutil.copytree(databases, tmp_path / "data")


@pytest.fixture
def clean(tmp_path: Path, databases: Path) -> Path:
    """Another."""
    return shutil.copytree(databases, tmp_path / "clean")


def lives(oracle: Oracle, seed: int) -> list[tuple[int, int]]:
    """Before which round each life keeps its checkpoint, and ends, at moments by the seed.

    Half of the checkpoints are kept while something is under way: a signal or verdict of the round
    before that nobody has handled. The first life always ends with its checkpoint: the next one
    then has no round to run again.
    """
    rng = random.Random(seed)
    rounds = len(oracle.rounds)
    moments = range(1, rounds - FURTHER_MAX)
    busy = rng.sample([at for at in moments if oracle.rounds[at].events], CUTS // 2)
    kept = sorted(busy + rng.sample(sorted({*moments} - {*busy}), CUTS - len(busy)))
    further = [0, *(rng.randrange(FURTHER_MAX) for _ in kept[1:])]
    ends = [at + more for at, more in zip(kept, further, strict=True)]
    return [*zip(kept, ends, strict=True), (rounds, rounds)]


class Lived:
    """One participant in the midst of a life, led by hand.

    Args:
        memory: the participant.
        heads: how far its streams went; moved on by ``go``.
        go: takes a round, compared where it is run again, and tells what it led to.
    """

    def __init__(
        self,
        memory: Memory,
        heads: Callable[[dict[str, int]], dict[str, int]],
        go: Callable[[int, bool], Awaitable[Any]],
    ) -> None:
        self.memory = memory
        self.heads = heads
        self.go = go


Live = Callable[[Path], AbstractAsyncContextManager[Lived]]


@pytest.fixture(params=["risk", "signal", "execution"])
def service(request: pytest.FixtureRequest) -> str:
    """Each participant."""
    return str(request.param)


@pytest.fixture
def live(service: str, bus: Bus, nats_server: NatsServer, oracle: Oracle) -> Live:
    """Begins a life of the participant in a data directory; leaving it is a crash."""
    rounds = rounds_of(oracle)

    def life(path: Path) -> AbstractAsyncContextManager[Led]:
        if service == "risk":
            return of_risk.replaying(path, bus)
        return of_signal.replaying(path, bus, of_signal.RESTLESS)

    @asynccontextmanager
    async def led(folder: Path) -> AsyncIterator[Lived]:
        async with life(folder / f"{service}.db") as each:

            async def go(at: int, again: bool) -> Any:
                each.again = again
                if service == "risk":
                    return await of_risk.go(each, rounds[at], oracle, at)
                return await of_signal.go(each, rounds[at])

            def heads(given: dict[str, int]) -> dict[str, int]:
                each.heads = given or each.heads
                return dict(each.heads)

            yield Lived(cast("Memory", each.participant), heads, go)

    @asynccontextmanager
    async def executing(folder: Path) -> AsyncIterator[Lived]:
        async with of_execution.replaying(nats_server, folder, oracle) as running:

            async def go(at: int, again: bool) -> Any:
                effects = await running.take(oracle.rounds[at], again=again)
                return effects.events, effects.next_due_ns

            def heads(given: dict[str, int]) -> dict[str, int]:
                running.head = given.get("", running.head)
                return {"": running.head}

            yield Lived(running.participant, heads, go)

    return executing if service == "execution" else led


def progress(at: int) -> Progress:
    """How far a participant is before a round, as far as a test asks."""
    return Progress((at, 1), 1, (0, 0), {}, {}, {}, ())


async def keep(path: Path, memory: Memory, at: int) -> None:
    """Write a checkpoint of what memory is now, before a round."""
    checkpoints = Checkpoints(path, "test", "", memory)
    checkpoints.keep(progress(at))
    await checkpoints.settled()
    assert _exists(path)


async def test_a_participant_goes_on_from_a_checkpoint_to_the_byte(
    service: str, live: Live, folder: Path, clean: Path, oracle: Oracle, seed: int
) -> None:
    """The same events, answers and rows as in one life; what came after it is compared again."""
    file, number = folder / "test.checkpoint", len(oracle.rounds)
    async with live(clean) as one:
        whole = [await one.go(at, False) for at in range(number)]
    begin = done = 0
    heads: dict[str, int] = {}
    for kept, end in lives(oracle, seed):
        async with live(folder) as one:
            if begin:
                loaded = Checkpoints(file, "test", "", one.memory).load((0, 0), {})
                assert loaded == progress(begin)
            one.heads(heads)
            for at in range(begin, kept):
                assert await one.go(at, at < done) == whole[at]
            await keep(file, one.memory, kept)
            heads = one.heads({})
            for at in range(kept, max(done, end)):
                assert await one.go(at, at < done) == whole[at]
            begin, done = kept, max(done, end)
    assert done == number
    for name, every in TABLES[service].items():
        assert await dump(folder / name, every) == await dump(clean / name, every)


TABLES = {
    "risk": {"risk.db": risk_tables.metadata},
    "signal": {"signal.db": signal_store.metadata},
    "execution": {"execution.db": execution_tables.metadata, "paper.db": paper_store.metadata},
}


async def dump(path: Path, metadata: MetaData) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a database and of its log, but how much of that the bus has been told."""
    store = await SqliteStore.open(path)
    found = {}
    for table in metadata.sorted_tables:
        found[table.name] = sorted(await store.read(partial(_rows, table=table)), key=repr)
    if path.name != "paper.db":
        found["events"] = await store.read(partial(_rows, table=tables.events_table))
    await store.close()
    return found


def _exists(path: Path) -> bool:
    return path.exists()


def _rows(connection: Connection, *, table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(table))]
