"""Marks on a tape: kept now and then, thinned out, and left aside wherever they do not fit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.chassis.subjects import MarketData
from services.marketdata import tape_marks
from services.marketdata.latest import Latest
from services.marketdata.steps import Step, Steps
from services.marketdata.tape_marks import MARKS_MAX, Published, TapeMarks, superfluous
from services.marketdata.tapes import Tape, open_tape
from tests.unit.services.marketdata.written import (
    SECOND_NS,
    START_NS,
    own_manifest,
    quote_line,
    trade_line,
    write_lines,
)
from tradewire.market import Interval

STEPS = 60


@dataclass
class World:
    """A tape, and marks on it that are opened again and again."""

    folder: Path
    path: Path
    open_tape: Callable[[], Tape]
    source: str = "source"

    def marks(self) -> TapeMarks:
        """Those of a process that starts now."""
        return TapeMarks(
            self.folder / "data.marks", self.source, self.open_tape, [Interval.S1, Interval.S5]
        )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A minute of a market, marked as often as asked for."""
    monkeypatch.setattr(tape_marks, "EVERY_S", 0.0)
    monkeypatch.setattr(tape_marks, "SHARE_MAX", 1e9)
    monkeypatch.setattr(tape_marks, "STEPS_MIN", 1)
    path, manifest = tmp_path / "t.gz", own_manifest(tmp_path, step_ns=str(SECOND_NS))
    write(path)
    return World(tmp_path, path, lambda: open_tape(path, manifest))


def write(path: Path, price: str = "61000.10") -> None:
    """The recording."""
    lines = []
    for at in range(STEPS):
        stamp_ns = START_NS + at * SECOND_NS
        lines += [quote_line(stamp_ns), trade_line(stamp_ns + 1, price, number=at)]
    write_lines(path, lines)


def rest(steps: Steps) -> list[Step]:
    """All steps that come."""
    found = []
    while (step := steps.next_step()) is not None:
        found.append(step)
    return found


async def marked(marks: TapeMarks, *at: int) -> None:
    """Lead the feed's steps, and keep a mark behind some of them."""
    steps, latest = marks.steps(), Latest()
    while (step := steps.next_step()) is not None:
        for event in step.events:
            latest.take_events([event])
        if step.index in at:
            assert marks.is_due(step.index)
            counts = {MarketData.TRADES: step.index}
            marks.keep(steps, Published(2 * step.index, counts, START_NS, {"s": 1}, latest))
            await marks.settled()


async def test_a_feed_goes_on_behind_its_newest_mark(world: World) -> None:
    """With the steps that one reading from the beginning gives, and what had gone out."""
    await marked(world.marks(), 10, 20, 30)
    again = world.marks()
    mark = again.newest(STEPS)
    assert mark is not None
    assert (mark.step, mark.published.events, mark.published.first_ns) == (30, 60, START_NS)
    assert mark.published.counts == {MarketData.TRADES: 30}
    assert mark.published.streams == {"s": 1}
    assert list(mark.published.latest.quotes) == ["BTC-USDT.BINANCE"]
    assert rest(again.steps(mark)) == rest(again.steps())[30:]


async def test_a_mark_that_is_ahead_of_journal_or_store_is_not_taken(world: World) -> None:
    """What they lack has to be read again."""
    await marked(world.marks(), 10, 20, 30)
    again = world.marks()

    def newest(step_max: int, events_max: int | None = None) -> int:
        mark = again.newest(step_max, events_max)
        return 0 if mark is None else mark.step

    assert [newest(step_max) for step_max in (30, 29, 10, 9)] == [30, 20, 10, 0]
    assert [newest(STEPS, events_max) for events_max in (60, 59, 20, 19)] == [30, 20, 10, 0]


async def test_who_comes_back_from_further_behind_is_told_from_an_older_mark(world: World) -> None:
    """By a reading of its own; before the first mark from the tape's beginning."""
    await marked(world.marks(), 10, 20)
    again = world.marks()
    whole = rest(again.steps())
    for step_max, behind in ((5, 0), (15, 10), (20, 20)):
        steps, follows = again.steps_again(step_max)
        assert follows == behind
        assert rest(steps) == whole[behind:]


async def test_what_does_not_fit_is_left_aside(world: World) -> None:
    """Damage, another source, a file that was changed: an older mark, or none."""
    await marked(world.marks(), 10, 20)
    folder = world.folder / "data.marks"
    content = (folder / "20.mark").read_bytes()
    (folder / "20.mark").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    mark = world.marks().newest(STEPS)
    assert mark is not None
    assert mark.step == 10
    world.source = "another"
    assert world.marks().newest(STEPS) is None
    world.source = "source"
    assert world.marks().newest(STEPS) is not None
    write(world.path, price="61000.20")
    assert world.marks().newest(STEPS) is None


async def test_a_mark_is_of_one_way_to_read_the_tape(world: World) -> None:
    """Who does not skip damage is told of it, and who knows other instruments has other prices."""
    await marked(world.marks(), 10)
    plain = world.open_tape

    def skipping() -> Tape:
        tape = plain()
        tape.skips_damaged = True
        return tape

    def other() -> Tape:
        tape = plain()
        tape.instruments = tuple(replace(one, price_exponent=-3) for one in tape.instruments)
        return tape

    for world.open_tape in (skipping, other):
        assert world.marks().newest(STEPS) is None
    world.open_tape = plain
    assert world.marks().newest(STEPS) is not None


async def test_marks_are_bounded_and_thin_out_towards_the_past(world: World) -> None:
    """The newest is there, and one near to any step before it, measured by how long ago it was."""
    await marked(world.marks(), *range(1, STEPS))
    kept = sorted(int(path.stem) for path in (world.folder / "data.marks").glob("*.mark"))
    assert len(kept) == MARKS_MAX
    assert kept[-1] == STEPS - 1
    kept = []
    for step in range(1, 10_001):
        kept.append(step)
        for gone in superfluous(kept):
            kept.remove(gone)
    for age in (1, 3, 10, 30, 100, 1_000):
        before = [one for one in kept if one <= 10_000 - age]
        assert 10_000 - before[-1] <= 6 * age


async def test_a_mark_that_takes_too_much_is_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be the same the next time, so there are no more."""
    monkeypatch.setattr(tape_marks, "BYTES_MAX", 100)
    marks = world.marks()
    await marked(marks, 10)
    assert not marks.is_due(50)
    assert world.marks().newest(STEPS) is None


async def test_a_disk_that_takes_no_mark_ends_nothing(world: World) -> None:
    """The feed goes on, and a restart reads the tape."""
    (world.folder / "data.marks").write_text("in the way")
    await marked(world.marks(), 10)
    assert world.marks().newest(STEPS) is None


async def test_what_was_not_written_to_its_end_does_not_pile_up(world: World) -> None:
    """A process that dies as it writes leaves one file, which the next one writes over."""
    for step in (10, 20):
        (world.folder / "data.marks" / f"{step}.mark").mkdir(parents=True)
    await marked(world.marks(), 10, 20)
    assert len(list((world.folder / "data.marks").glob("*-new"))) == 1
