"""A participant led in lock-step: the same answers and the same log, however often it dies."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from services.chassis import subjects, tables
from services.chassis.bus import Bus
from services.chassis.checkpoints import Checkpoints
from services.chassis.clock import ManualClock
from services.chassis.events import Event, NewEvent, append, append_all, open_log, read_range
from services.chassis.failures import StorageFullError
from services.chassis.lockstep import LockStep
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.rounds import Effects, Round
from services.chassis.sqlite import SqliteStore
from services.chassis.subjects import Topic, every
from services.chassis.tails import Tails
from tests.free_ports import free_port
from tests.integration.execution_mesh import PATIENCE_S, SIM
from tests.integration.lockstep_feed import RUN, Feed, feed_of
from tradewire.errors import PreconditionError
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.market import Trade
from tradewire.system.v1.clock_pb2 import ReplayStep

STREAM = subjects.risk("paper")
ORDERS = subjects.orders("paper")
ORDERS_MAX = 4
"""Events that their owner has."""


class Counter:
    """A participant that tells the sum of all prices and of all calls it has seen."""

    name = "risk"
    reads: Sequence[str] = (every(Topic.ORDERS),)

    def __init__(self, first: int = 0) -> None:
        self.total = first
        self.orders: list[str] = []
        self.fetched = 0

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        return {SIM.id: SIM}

    async def take(self, round_: Round) -> Effects:
        before = self.total
        self.total += sum(one.price_mantissa for one in round_.market if isinstance(one, Trade))
        self.orders += [event.payload.decode() for event in round_.events]
        if self.total == before:
            return Effects(next_due_ns=round_.clock_ns + 7)
        return self._told(f"{round_.step}.{round_.number}")

    async def repeat(self, call: bytes) -> tuple[Effects, bytes]:
        return self.answer(call)

    def answer(self, call: bytes) -> tuple[Effects, bytes]:
        """Handle a call: it moves the sum too."""
        self.total += len(call)
        return self._told(f"call {call.decode()}"), str(self.total).encode()

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        self.fetched += 1
        return [order(seq) for seq in range(after_seq + 1, min(up_to_seq, ORDERS_MAX) + 1)]

    def _told(self, what: str) -> Effects:
        event = NewEvent(digest("told", what), "Told", 1, 1, f"{what}: {self.total}".encode())

        def write(connection: Connection) -> None:
            append_all(connection, STREAM, [event])

        return Effects(((STREAM, event),), write)


def order(seq: int) -> Event:
    """An event of another owner's."""
    return Event(ORDERS, seq, f"order-{seq}", "Order", 1, 1, "", f"order {seq}".encode())


class World:
    """One participant's database, its bus, and the feed."""

    def __init__(self, path: Path, bus: Bus, feed: Feed) -> None:
        self.feed = feed
        self._path = path
        self._bus = bus
        self.lockstep: LockStep
        self.checkpoints: Checkpoints | None = None
        """Of the life that is begun next."""

    @asynccontextmanager
    async def life(self, participant: Counter) -> AsyncIterator["asyncio.Task[None]"]:
        """From a start to a sudden end; the database stays."""
        store = await SqliteStore.open(self._path)
        await store.write(tables.metadata.create_all)
        log_id = await store.write(lambda c: open_log(c, now_ns=1, draw_id=str, log_id="log"))
        if await store.read(lambda c: not read_range(c, STREAM, 0, limit=1)):
            setup = NewEvent("setup", "Setup", 1, 1, b"before the first round")
            await store.write(lambda c: append(c, STREAM, setup))
        outbox = Outbox(store, self._bus, log_id=log_id, now_ns=lambda: 1)
        owner = Owner(store, self._bus, outbox, Tails(store, log_id), log_id)
        self.lockstep = LockStep(
            RUN, ManualClock(1), owner, participant, self.feed.channel, self.checkpoints
        )
        task = asyncio.create_task(self.lockstep.run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await store.close()

    async def log(self) -> list[str]:
        """What the participant's log holds."""
        store = await SqliteStore.open(self._path)
        found = await store.read(lambda c: read_range(c, STREAM, 0))
        await store.close()
        return [event.payload.decode() for event in found]


@pytest.fixture
async def world(tmp_path: Path, bus: Bus) -> AsyncIterator[World]:
    """A participant's world."""
    async with feed_of(bus, free_port()) as feed:
        yield World(tmp_path / "risk.db", bus, feed)


async def test_a_participant_that_comes_back_answers_as_before_and_repeats_nothing(
    world: World,
) -> None:
    """After each round another death, and in the end the log of a run without any."""
    dones = []
    for ticks in (2, 0, 3, 1):
        async with world.life(Counter()):
            dones.append(await world.feed.step(ticks))
    assert [done.step.step for done in dones] == [1, 2, 3, 4]
    # The event before the first round is the first; a round without effect tells nothing.
    assert [[mark.sequence for mark in done.marks] for done in dones] == [[2], [], [3], [4]]
    assert dones[1].next_due_unix_nanos == 2 * 10_000_000 + 7
    assert await world.log() == ["before the first round", "1.1: 203", "3.1: 515", "4.1: 621"]
    async with world.life(Counter()):
        # The answers to old rounds too are the same bytes, from a process that never gave them.
        again = [await world.feed.ask(step.advances[0]) for step in world.feed.journal]
    assert again == dones


async def test_a_program_that_does_something_else_stops_at_the_first_other_byte_and_says_so(
    world: World,
) -> None:
    """Going on would mix two runs in one log; starting again would lead there again."""
    async with world.life(Counter()):
        await world.feed.step(2)
    async with world.life(Counter(first=1)):
        done = await world.feed.ask(world.feed.journal[0].advances[0])
        with pytest.raises(PreconditionError, match="fresh data directory") as raised:
            await world.lockstep.call(done.step, b"four", _never)
    assert "tw.v1.risk.paper 2" in done.failure
    assert raised.value.reason == "REPLAY_DIVERGED"
    assert await world.log() == ["before the first round", "1.1: 203"]


async def test_market_data_that_the_bus_lost_comes_from_the_feed(world: World) -> None:
    """The journal has the step that is open."""
    async with world.life(Counter()):
        await asyncio.wait_for(world.lockstep.joined.wait(), PATIENCE_S)
        await world.feed.step(2)
        await world.feed.step(2, silent=True)
        await world.feed.step(1)
    assert await world.log() == ["before the first round", "1.1: 203", "2.1: 410", "3.1: 515"]


async def test_events_that_the_bus_lost_come_from_their_owner(world: World) -> None:
    """A round waits for everything up to its marks, and reads it in order."""
    participant = Counter()
    async with world.life(participant):
        await world.feed.step(0, paper=3)
        await world.feed.round(paper=4)
    assert participant.orders == ["order 1", "order 2", "order 3", "order 4"]
    assert participant.fetched


async def test_a_call_is_answered_after_its_round_and_once(world: World) -> None:
    """A repeat gets the stored answer, from a process too that never heard the call."""
    step = ReplayStep(run=RUN, step=1, round=1)
    participant = Counter()

    async def work() -> tuple[Effects, bytes]:
        return participant.answer(b"four")

    async with world.life(participant):
        early = asyncio.create_task(world.lockstep.call(step, b"four", work))
        await world.feed.step(2)
        assert await asyncio.wait_for(early, PATIENCE_S) == b"207"
        assert await world.lockstep.call(step, b"four", work) == b"207"
    async with world.life(Counter()):
        await world.feed.step(1)
        assert await world.lockstep.call(step, b"four", work) == b"207"
        with pytest.raises(PreconditionError, match="over"):
            await world.lockstep.call(step, b"other", work)
    told = ["before the first round", "1.1: 203", "call four: 207", "2.1: 310"]
    assert await world.log() == told


async def test_a_call_whose_caller_dies_in_its_midst_is_finished_and_stored(world: World) -> None:
    """The gate has judged by then: the caller's next life must find the answer to it."""
    step = ReplayStep(run=RUN, step=1, round=1)
    participant, judged = Counter(), asyncio.Event()

    async def work() -> tuple[Effects, bytes]:
        answer = participant.answer(b"four")
        judged.set()
        await asyncio.sleep(0)
        return answer

    async with world.life(participant):
        await world.feed.step(2)
        lost = asyncio.create_task(world.lockstep.call(step, b"four", work))
        await judged.wait()
        lost.cancel()
        await asyncio.gather(lost, return_exceptions=True)
        assert await world.lockstep.call(step, b"four", work) == b"207"
        done = await world.feed.step(1)
    assert [mark.sequence for mark in done.marks] == [4]
    assert await world.log() == ["before the first round", "1.1: 203", "call four: 207", "2.1: 310"]


async def test_a_program_that_tells_less_than_the_log_has_is_stopped_too(world: World) -> None:
    """What is missing has no byte that could be compared."""
    async with world.life(Counter()):
        await world.feed.step(2)

    class Silent(Counter):
        async def take(self, round_: Round) -> Effects:
            del round_
            return Effects()

    async with world.life(Silent()):
        done = await world.feed.ask(world.feed.journal[0].advances[0])
    assert "tw.v1.risk.paper 2" in done.failure


async def test_a_call_that_cannot_be_stored_ends_the_participant(world: World) -> None:
    """It has decided something that the disk does not know."""
    step = ReplayStep(run=RUN, step=1, round=1)

    def full(_: Connection) -> None:
        raise StorageFullError("no room")

    async def work() -> tuple[Effects, bytes]:
        return Effects(write=full), b"yes"

    async with world.life(Counter()) as task:
        await world.feed.step(2)
        with pytest.raises(StorageFullError):
            await world.lockstep.call(step, b"four", work)
        with pytest.raises(StorageFullError):
            await asyncio.wait_for(task, PATIENCE_S)


async def test_who_is_in_the_midst_of_a_round_answers_those_of_before_again(world: World) -> None:
    """A feed that lost its latest rounds leads all others there again by their answers."""
    participant, waits = Counter(), asyncio.Event()

    async def lost(stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        del stream, after_seq, up_to_seq
        waits.set()
        return []

    participant.fetch = lost  # type: ignore[method-assign]  # an owner that is away.
    async with world.life(participant):
        first = await world.feed.step(2)
        blocked = asyncio.create_task(world.feed.step(0, paper=1))
        await waits.wait()
        blocked.cancel()
        assert await world.feed.ask(world.feed.journal[0].advances[0]) == first


async def _never() -> tuple[Effects, bytes]:
    raise AssertionError("no call is handled")
