"""A participant that comes back goes on from its checkpoint, and only where that is a good one."""

import asyncio
import math
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import pytest

from services.chassis import checkpoints as kept
from services.chassis import lockstep
from services.chassis.bus import Bus
from services.chassis.checkpoints import Checkpoints
from services.chassis.rounds import Effects, Round
from tests.free_ports import free_port
from tests.integration.lockstep_feed import RUN, feed_of
from tests.integration.test_lockstep import Counter, World
from tradewire.errors import InternalError
from tradewire.system.v1.clock_pb2 import Done, ReplayStep

TICKS = (2, 0, 3, 1, 0, 2)
LOG = ["before the first round", "1.1: 203", "3.1: 515", "4.1: 621", "6.1: 836"]


class Remembering(Counter):
    """A counter whose memory can be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0
        self.astray = 0
        self.more: object = None

    async def take(self, round_: Round) -> Effects:
        self.taken += 1
        return await super().take(round_)

    def anchors(self) -> Mapping[str, object]:
        return {}

    def state(self) -> object:
        return self.total + self.astray, self.orders, self.more

    def take_state(self, state: object) -> None:
        assert isinstance(state, tuple)
        self.total, self.orders, self.more = state


class Kept(World):
    """A world with a checkpoint after every round."""

    def __init__(self, folder: Path, world: World) -> None:
        super().__init__(folder / "risk.db", world._bus, world.feed)
        self.folder = folder
        self.terms = ""

    @property
    def file(self) -> Path:
        return self.folder / "risk.checkpoint"

    @property
    def is_kept(self) -> bool:
        return self.file.exists()

    def of(self, participant: Remembering) -> Remembering:
        """The participant, which has its checkpoints in the next life."""
        self.checkpoints = Checkpoints(
            self.file, RUN, self.terms, participant, every_s=0, share_max=math.inf, rounds_min=1
        )
        return participant

    async def steps(self, *ticks: int) -> list[Done]:
        """Steps of a life, each with its checkpoint on the disk before the next."""
        assert self.checkpoints is not None
        found = []
        for each in ticks:
            found.append(await self.feed.step(each))
            await self.checkpoints.settled()
        return found

    async def again(self) -> list[Done]:
        """The answers to every round so far, asked for once more."""
        return [await self.feed.ask(step.advances[0]) for step in self.feed.journal]


@pytest.fixture
async def world(tmp_path: Path, bus: Bus) -> AsyncIterator[Kept]:
    """A participant's world."""
    async with feed_of(bus, free_port()) as feed:
        yield Kept(tmp_path, World(tmp_path / "risk.db", bus, feed))


async def test_who_comes_back_goes_on_from_the_checkpoint_and_answers_old_rounds_too(
    world: Kept,
) -> None:
    """Rounds before it are not run again, and are answered with the same bytes all the same."""
    async with world.life(world.of(Remembering())):
        dones = await world.steps(*TICKS[:4])
    second = Remembering()
    async with world.life(world.of(second)):
        assert await world.again() == dones
        # The checkpoint is of the round before the last: it is kept when the next is opened.
        assert second.taken == 1
        dones += await world.steps(*TICKS[4:])
    third = Remembering()
    async with world.life(world.of(third)):
        assert await world.again() == dones
    assert third.taken == 1
    assert await world.log() == LOG


async def test_calls_after_a_round_are_in_its_checkpoint(world: Kept) -> None:
    """They are not handled a second time, and a repeat gets the stored answer."""
    step = ReplayStep(run=RUN, step=1, round=1)
    first = world.of(Remembering())

    async def work() -> tuple[Effects, bytes]:
        return first.answer(b"four")

    async with world.life(first):
        await world.steps(2)
        assert await world.lockstep.call(step, b"four", work) == b"207"
        await world.steps(0)
    second = world.of(Remembering())
    async with world.life(second):
        done = await world.steps(1)
        assert await world.lockstep.call(step, b"four", work) == b"207"
    assert second.taken == 2
    assert [mark.sequence for mark in done[0].marks] == [4]
    assert await world.log() == ["before the first round", "1.1: 203", "call four: 207", "3.1: 310"]


def lose(world: Kept) -> None:
    world.file.unlink()


def damage(world: Kept) -> None:
    content = bytearray(world.file.read_bytes())
    content[-20] ^= 1
    world.file.write_bytes(content)


def cut(world: Kept) -> None:
    world.file.write_bytes(world.file.read_bytes()[:-1])


def empty(world: Kept) -> None:
    world.file.write_bytes(b"")


def change(world: Kept) -> None:
    world.terms = "another setting"


def roll_back(world: Kept) -> None:
    """As after a power loss: the database lacks the last commits, and the file does not."""
    shutil.copy(world.folder / "before.db", world.folder / "risk.db")


@pytest.mark.parametrize("harm", [lose, damage, cut, empty, change, roll_back])
async def test_a_checkpoint_that_is_not_good_is_left_aside_and_the_tape_is_run(
    world: Kept, harm: Callable[[Kept], None]
) -> None:
    """It can only make it faster, never different."""
    async with world.life(world.of(Remembering())):
        dones = await world.steps(*TICKS[:2])
    shutil.copy(world.folder / "risk.db", world.folder / "before.db")
    async with world.life(world.of(Remembering())):
        dones += await world.steps(*TICKS[2:])
    harm(world)
    last = Remembering()
    async with world.life(world.of(last)):
        assert await world.again() == dones
    assert last.taken == len(TICKS)
    assert await world.log() == LOG


async def test_a_checkpoint_that_leads_astray_is_thrown_away(world: Kept) -> None:
    """What comes out differs from the log: the process ends, and its next life runs the tape."""
    first = world.of(Remembering())
    async with world.life(first):
        first.astray = 1
        dones = await world.steps(*TICKS[:4])
        assert world.checkpoints is not None
        world.checkpoints.end()
        dones += await world.steps(*TICKS[4:])
    async with world.life(world.of(Remembering())) as task:
        with pytest.raises(InternalError, match=r"tw\.v1\.risk\.paper"):
            await task
    assert not world.is_kept
    async with world.life(world.of(Remembering())):
        assert await world.again() == dones
    assert await world.log() == LOG


async def test_a_failure_after_a_checkpoint_counts_only_where_the_whole_tape_leads_to_it(
    world: Kept,
) -> None:
    """A strategy may have lost what it does not pickle, and fail for that alone."""

    class Failing(Remembering):
        async def take(self, round_: Round) -> Effects:
            effects = await super().take(round_)
            return Effects(failure="lost") if self.more == "restored" else effects

        def take_state(self, state: object) -> None:
            super().take_state(state)
            self.more = "restored"

    async with world.life(world.of(Failing())):
        dones = await world.steps(*TICKS)
    async with world.life(world.of(Failing())) as task:
        with pytest.raises(InternalError, match="lost"):
            await task
    assert not world.is_kept
    async with world.life(world.of(Failing())):
        assert await world.again() == dones
    assert await world.log() == LOG


async def test_a_feed_that_goes_back_behind_the_answers_is_followed_by_running_the_tape(
    world: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power loss its journal may lack more rounds than a checkpoint has answers to."""
    monkeypatch.setattr(lockstep, "DONES_MAX", 1)
    async with world.life(world.of(Remembering())):
        await world.steps(*TICKS)
    async with world.life(world.of(Remembering())) as task:
        asked = asyncio.create_task(world.feed.ask(world.feed.journal[0].advances[0]))
        with pytest.raises(InternalError, match="lost more of its journal"):
            await task
        asked.cancel()
    assert not world.is_kept


@pytest.mark.parametrize(
    "more",
    [lambda: None, bytes(kept.BYTES_MAX), (one for one in "")],
    ids=["function", "big", "generator"],
)
async def test_memory_that_cannot_be_kept_is_not_and_nothing_else_changes(
    world: Kept, more: object
) -> None:
    """The next life runs the tape, as it would without."""
    first = world.of(Remembering())
    first.more = more
    async with world.life(first):
        dones = await world.steps(*TICKS)
    assert not world.is_kept
    last = Remembering()
    async with world.life(world.of(last)):
        assert await world.again() == dones
    assert last.taken == len(TICKS)
    assert await world.log() == LOG
