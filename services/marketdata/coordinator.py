"""The coordinator of a replay in lock-step: reads the tape, leads the participants, ends the run.

A step goes out, its rounds are opened one after the other, and the next step begins when nothing
grew any more. What it does depends on the tape and the participants' answers alone. So a process
that was killed reads the tape again from its last mark to where the journal ends, opens the last
round again, and goes on as if nothing had been: participants answer a round as they did first.
"""

import asyncio
from dataclasses import dataclass

from services.chassis import logs
from services.chassis.clock import Clock, ManualClock
from services.chassis.failures import StorageError
from services.marketdata.feed import FeedBoard
from services.marketdata.recorder import Recorder
from services.marketdata.replay_board import ReplayBoard
from services.marketdata.replay_journal import Position, ReplayJournal
from services.marketdata.replay_steps import (
    RecentSteps,
    StepBatches,
    StepEncoder,
    read_again,
)
from services.marketdata.round_calls import RoundCalls
from services.marketdata.rounds import ROUNDS_MAX
from services.marketdata.step_publisher import StepPublisher
from services.marketdata.steps import Step
from services.marketdata.store import TickStore
from services.marketdata.tape_marks import Published, TapeMarks
from tradewire.errors import PreconditionError, TradewireError
from tradewire.market import SECOND_NS
from tradewire.marketdata.v1 import feed_pb2
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance

PARTICIPANTS = ("risk", "signal", "execution")
"""The kernel's parts in the kernel's order. Fixed: a replay that went on without one of them would
have another outcome."""

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a replay's steps are to follow each other.

    Attributes:
        speed: of the tape's clock against the wall's; None does not wait.
        end_margin_ns: how far the clock may run on for what strategies ask for as they stop.
        source: the tape and its candles, as cursor and journal know them.
    """

    speed: float | None
    end_margin_ns: int
    source: str


class Coordinator:
    """Leads one replay.

    Args:
        marks: the tape, and where the feed stood on it.
        at: the process's clock, which goes as the steps do.
        wall: the machine's, for when the replay was started and ended.
    """

    def __init__(
        self,
        marks: TapeMarks,
        pace: Pace,
        replay: ReplayBoard,
        feed: FeedBoard,
        calls: RoundCalls,
        journal: ReplayJournal,
        recent: RecentSteps,
        encoder: StepEncoder,
        publisher: StepPublisher,
        recorder: Recorder,
        store: TickStore,
        at: ManualClock,
        wall: Clock,
    ) -> None:
        self._marks = marks
        self._steps = marks.steps()
        self._pace = pace
        self._replay = replay
        self._rounds = replay.rounds
        self._feed = feed
        self._calls = calls
        self._journal = journal
        self._recent = recent
        self._encoder = encoder
        self._publisher = publisher
        self._recorder = recorder
        self._store = store
        self._clock = at
        self._wall = wall
        self._last: Position = (0, 0)
        # The step in which strategies stop; 0 before the tape is drained. Then the clock stood
        # at its end.
        self._closing = self._drained_ns = 0
        # Tape's time and loop's time of the first step that this process paced.
        self._origin: tuple[int, float] | None = None

    async def prepare(self) -> None:
        """Find the replay in the journal, or begin it.

        Raises:
            StorageError: the journal cannot be read.
        """
        replay = self._replay
        try:
            begun = await self._journal.begin(replay.run, self._pace.source, self._wall.now_ns())
        except StorageError:
            raise
        except PreconditionError as error:
            replay.refuse(error.message)
            return
        self._last = begun.last
        replay.started_ns = begun.started_ns
        if begun.last > (0, 0):
            replay.state = replay_pb2.REPLAY_STATE_RUNNING
        if begun.ended is not None:
            replay.end(begun.ended)

    async def run(self) -> None:
        """Lead the replay to its end, and tell of it until cancelled.

        Raises:
            StorageError: nothing can be stored; the process must end.
        """
        works = (self._journal.run(), self._calls.repeat(), self._lead())
        tasks = [asyncio.create_task(work) for work in works]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Nothing: the tape's cursor is stored with its ticks."""

    # -- the whole ---------------------------------------------------------------------------

    async def _lead(self) -> None:
        replay, failure = self._replay, ""
        try:
            if not replay.is_refused:
                await self._feed.change(feed_pb2.FEED_STATE_STREAMING)
                last = await self._catch_up()
                replay.known.set()
                if not replay.is_final:
                    await self._calls.start()
                    await self._go_on(last)
                    failure = self._rounds.failure
        except StorageError:
            raise
        except TradewireError as error:
            failure = error.message
        replay.known.set()
        if not replay.is_final:
            await self._end(failure)
        await self._tell_end()

    async def _catch_up(self) -> Advance | None:
        """Take up the steps of the journal; gives the round that was opened last.

        Raises:
            PreconditionError: the tape is not the journal's.
            CorruptDataError: the tape is damaged.
        """
        cursor = await self._store.cursor(self._pace.source)
        stored = 0 if cursor is None else cursor.ordinal
        last: Advance | None = None
        batches = StepBatches()
        behind = await self._resume(stored)
        async for again in read_again(self._journal, self._steps, self._last, behind):
            step = again.step
            self._move_to(step, closing=again.rounds[0].closing)
            batches = self._encoder.encode(step)
            self._recent.open_step(step.index, batches)
            self._replay.count(batches)
            await self._publisher.pass_over(batches, stored)
            for last in again.rounds:
                self._rounds.restore(last)
                self._recent.add_round(step.index, last.SerializeToString())
        if last is not None and not self._replay.is_final:
            _log.info("goes on", replay=self._replay.run, step=self._last[0], round=self._last[1])
            # It may never have left the process that journaled it.
            await self._publisher.send(batches)
        return last

    async def _resume(self, stored: int) -> int:
        """Stand behind a mark that journal and tick store have passed; which step that is, or 0."""
        mark = self._marks.newest(self._last[0] - 1, stored)
        if mark is None:
            return 0
        self._steps = await asyncio.to_thread(self._marks.steps, mark)
        published = mark.published
        self._replay.resume(published.counts, published.first_ns)
        self._publisher.resume(published.events, published.latest)
        self._rounds.resume(published.streams)
        _log.info("goes on from a mark on the tape", replay=self._replay.run, step=mark.step)
        return mark.step

    def _mark(self) -> None:
        """Now and then, keep where the feed stands: the step is settled, the next one not begun."""
        rounds, replay = self._rounds, self._replay
        if self._closing or rounds.failure or not self._marks.is_due(rounds.step):
            return
        publisher = self._publisher
        self._marks.keep(
            self._steps,
            Published(
                publisher.events, replay.counts, replay.first_ns, rounds.marks, publisher.latest
            ),
        )

    async def _go_on(self, last: Advance | None) -> None:
        """Settle the open round and the rest of its step, then lead step after step."""
        if last is not None:
            await self._calls.open(last)
            await self._settle()
        while not self._rounds.failure and (step := self._next_step()) is not None:
            await self._wait_for(step.clock_ns)
            self._move_to(step, closing=step.index == self._closing)
            batches = self._encoder.encode(step)
            self._recent.open_step(step.index, batches)
            await self._publisher.send(batches)
            advance = self._rounds.open_step(
                step.index,
                step.clock_ns,
                batches.marks,
                batches.tape_order,
                closing=step.index == self._closing,
            )
            await self._open(advance)
            # The participants are at work: what they need not wait for comes now.
            self._replay.count(batches)
            await self._publisher.record(step, batches)
            await self._settle()
            self._mark()

    # -- steps -------------------------------------------------------------------------------

    def _next_step(self) -> Step | None:
        """The next window of the tape; then the closing; then what is still on its way."""
        rounds = self._rounds
        if not self._closing:
            step = self._steps.next_step(rounds.next_due_ns)
            if step is not None or not rounds.step:
                return step
            self._closing = rounds.step + 1
            return Step(self._closing, rounds.clock_ns, ())
        due_ns = rounds.next_due_ns
        end_ns = self._drained_ns + self._pace.end_margin_ns
        if due_ns is None or due_ns > end_ns or rounds.step - self._closing >= ROUNDS_MAX:
            return None
        return Step(rounds.step + 1, max(due_ns, rounds.clock_ns), ())

    def _move_to(self, step: Step, *, closing: bool) -> None:
        if closing:
            self._closing, self._drained_ns = step.index, step.clock_ns
        if step.clock_ns > self._clock.now_ns():
            self._clock.set_ns(step.clock_ns)

    async def _wait_for(self, clock_ns: int) -> None:
        """Return when the tape's clock may show ``clock_ns``."""
        if self._pace.speed is None:
            return
        now_s = asyncio.get_running_loop().time()
        if self._origin is None:
            self._origin = clock_ns, now_s
        begun_ns, begun_s = self._origin
        due_s = begun_s + (clock_ns - begun_ns) / (SECOND_NS * self._pace.speed)
        if due_s > now_s:
            await asyncio.sleep(due_s - now_s)

    async def _open(self, advance: Advance) -> None:
        """Journal a round, and open it."""
        position = advance.step.step, advance.step.round
        encoded = advance.SerializeToString()
        self._journal.add(position, encoded)
        self._recent.add_round(position[0], encoded)
        await self._journal.room()
        await self._calls.open(advance)

    async def _settle(self) -> None:
        """See the open round through and open the next, until nothing grew or one failed."""
        while True:
            await self._calls.answered()
            if self._rounds.failure:
                return
            self._replay.state = replay_pb2.REPLAY_STATE_RUNNING
            advance = self._rounds.next_round()
            if advance is None:
                return
            await self._open(advance)

    # -- the end -----------------------------------------------------------------------------

    async def _end(self, failure: str) -> None:
        """Store all of it, and only then say that it is over."""
        await self._recorder.flush()
        replay = self._replay
        final = await replay.final(failure, self._wall.now_ns())
        await self._journal.end(replay.run, final)
        replay.end(final)

    async def _tell_end(self) -> None:
        """Tell the end until cancelled."""
        replay = self._replay
        if replay.failure:
            _log.error("the replay failed", replay=replay.run, error=replay.failure)
            await self._feed.change(feed_pb2.FEED_STATE_FAILED, replay.failure)
        else:
            damaged = replay.damaged
            detail = f"{damaged} damaged lines were passed over" if damaged else ""
            _log.info("the replay is over", replay=replay.run, step=self._rounds.step)
            await self._feed.change(feed_pb2.FEED_STATE_FINISHED, detail)
        await self._calls.tell(self._rounds.ended(replay.failure))
