"""Marks on the tape of a replay: how the feed stood behind a step, kept now and then.

A feed that comes back goes on from the newest mark that its journal and its tick store have passed,
and not from the tape's beginning. A mark makes that faster and never another: one that is missing,
damaged, of another program or of files that were changed since is left aside, and an older one or
the whole tape is read instead.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.chassis import logs
from services.chassis.sealed import Seal, pickled, unpickled
from services.chassis.subjects import MarketData
from services.marketdata.latest import Latest
from services.marketdata.steps import Steps, StepsState
from services.marketdata.tapes import Tape, TapePlace
from tradewire.market import Interval

EVERY_S = 2.0
"""Of wall time between two: what is read again after a crash takes a second then."""

SHARE_MAX = 0.02
"""Of the time that may be spent on the loop for them: big books are marked more rarely."""

STEPS_MIN = 50
"""Steps between two: fewer are read again within the time that a mark takes to be read."""

MARKS_MAX = 8
"""That are kept, the older the farther apart: the newest for the feed itself, the older ones for
participants that come back from further behind. Some 100 KB each."""

BYTES_MAX = 64 * 1024 * 1024
"""Of one: the fullest books of fifty instruments. What is bigger would keep the loop for a second
at a time."""

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """What a feed has brought up to a step.

    Attributes:
        events: how many.
        counts: of them, by type.
        first_ns: tape time of the first; 0 before it.
        streams: how far every stream goes, those of participants too.
        latest: the newest of every instrument.
    """

    events: int
    counts: Mapping[MarketData, int]
    first_ns: int
    streams: Mapping[str, int]
    latest: Latest


@dataclass(frozen=True, slots=True)
class TapeMark:
    """How the feed stood behind a step.

    Attributes:
        place: of the reading.
        steps: what was cut of it.
        published: what went out.
    """

    place: TapePlace
    steps: StepsState
    published: Published

    @property
    def step(self) -> int:
        """Behind which."""
        return self.steps.index


class TapeMarks:
    """One replay's, in a folder of its own.

    Args:
        folder: where they are.
        source: the tape and its candles, as the journal knows them.
        open_tape: opens the tape anew, for each reading.
        intervals: of the candles that are made of it.
    """

    def __init__(
        self,
        folder: Path,
        source: str,
        open_tape: Callable[[], Tape],
        intervals: Sequence[Interval],
    ) -> None:
        self.tape = open_tape()
        """The feed's own reading."""
        self._folder = folder
        self._open_tape = open_tape
        self._intervals = intervals
        self._anchors = {one.id: one for one in self.tape.instruments}
        reading = (self.tape.file_stamps(), self.tape.skips_damaged, self.tape.instruments)
        self._seal = Seal(source, repr(reading))
        self._next_s = time.monotonic() + EVERY_S
        self._last_step = 0
        self._is_off = False
        self._writing: asyncio.Task[None] | None = None

    def steps(self, mark: TapeMark | None = None) -> Steps:
        """The feed's own, from the beginning or behind a mark.

        Behind one it reads ahead, and so takes its time on a tape that is packed as a whole.

        Raises:
            TradewireError: the tape cannot be read.
        """
        return self._behind(self.tape, mark)

    def steps_again(self, step_max: int) -> tuple[Steps, int]:
        """Steps of a reading beside the feed's, and the step at or before ``step_max`` they follow.

        Raises:
            TradewireError: the tape cannot be read.
        """
        mark = self.newest(step_max)
        return self._behind(self._open_tape(), mark), 0 if mark is None else mark.step

    def is_due(self, step: int) -> bool:
        """Whether to ``keep`` one behind this step; asked once a step."""
        return (
            step - self._last_step >= STEPS_MIN
            and time.monotonic() >= self._next_s
            and not self._is_off
            and (self._writing is None or self._writing.done())
        )

    def keep(self, steps: Steps, published: Published) -> None:
        """Mark where the feed stands; the disk is written to beside the loop."""
        began_s = time.monotonic()
        place, state = self.tape.place, steps.state()
        if place is None:
            return
        try:
            body = pickled(TapeMark(place, state, published), self._anchors, BYTES_MAX)
        except Exception as error:  # noqa: BLE001 - without marks it goes on as well, whatever is wrong with this one
            self._is_off = True
            _log.warning("marks the tape no more", error=str(error))
            return
        self._writing = asyncio.create_task(asyncio.to_thread(self._write, state.index, body))
        now_s = time.monotonic()
        self._next_s = now_s + max(EVERY_S, (now_s - began_s) / SHARE_MAX)
        self._last_step = state.index

    async def settled(self) -> None:
        """Return when the disk has what was kept last."""
        if self._writing is not None:
            await self._writing

    def newest(self, step_max: int, events_max: int | None = None) -> TapeMark | None:
        """The newest mark behind a step up to ``step_max``; None where there is none.

        Args:
            step_max: the last step that may lie before it.
            events_max: how many events may have been published before it; None for any number.
        """
        for step in sorted(self._kept(), reverse=True):
            if step > step_max:
                continue
            mark = self._read(step)
            if mark is not None and (events_max is None or mark.published.events <= events_max):
                return mark
        return None

    def _behind(self, tape: Tape, mark: TapeMark | None) -> Steps:
        if mark is None:
            return tape.steps(self._intervals)
        steps = tape.steps(self._intervals, mark.place)
        steps.go_on(mark.steps)
        steps.read_ahead()
        return steps

    def _path(self, step: int) -> Path:
        return self._folder / f"{step}.mark"

    def _kept(self) -> list[int]:
        """Behind which steps there are marks."""
        return [int(path.stem) for path in self._folder.glob("*.mark") if path.stem.isdigit()]

    def _read(self, step: int) -> TapeMark | None:
        try:
            mark = unpickled(self._seal.read(self._path(step)), self._anchors)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the tape is there
            _log.info("leaves a mark aside", step=step, why=str(error), kind=type(error).__name__)
            return None
        return mark if isinstance(mark, TapeMark) else None

    def _write(self, step: int, body: bytes) -> None:
        """One more, and one less of those before where there are too many."""
        try:
            self._folder.mkdir(exist_ok=True)
            # Always beside the same name: a process that dies here leaves one file, not one each.
            self._seal.write(self._folder / "next.mark", body).replace(self._path(step))
            for old in superfluous(self._kept()):
                self._path(old).unlink(missing_ok=True)
        except OSError as error:
            # The journal tells of a full disk where it matters.
            _log.warning("a mark on the tape could not be written", error=str(error))


def superfluous(steps: Sequence[int], kept_max: int = MARKS_MAX) -> list[int]:
    """Which of these steps need no mark, so that ``kept_max`` remain.

    The newest and the oldest stay; of the others goes the one whose neighbours lie closest to each
    other, measured by their distance to the newest: so the marks thin out towards the past.
    """
    left = sorted(steps)
    gone = []
    while len(left) > kept_max:
        newest = left[-1]
        at = min(
            range(1, len(left) - 1),
            key=lambda at: (left[at + 1] - left[at - 1]) / (newest - left[at - 1]),
        )
        gone.append(left.pop(at))
    return gone
