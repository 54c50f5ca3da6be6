"""A participant of a replay: led round by round by the feed, and the same after every crash.

A process that comes back builds its pure parts anew, reads the feed's journal, and runs every round
again from the owners' logs, or those since its last checkpoint. What it had committed before must
come out byte for byte: it is compared, and not written or published again. From the first round
that was not committed on, it commits. One that does something else then takes no further part, and
says so in its answers, which ends the replay for all.

A round's effects, the streams' events and the mark that the round is done are one transaction; a
round that leads to nothing is not committed, for running it again leads to nothing too.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.checkpoints import Checkpoints, Progress
from services.chassis.clock import ManualClock
from services.chassis.events import stream_states
from services.chassis.failures import StorageError
from services.chassis.inbox import Inbox
from services.chassis.own_log import DIVERGED, OwnLog, diverged
from services.chassis.process import Owner
from services.chassis.replay_log import (
    Begun,
    StoredCall,
    begin_replay,
    calls_after,
    mark_round,
    rounds_with_calls,
    store_call,
)
from services.chassis.round_inputs import JournalLostError, RoundInputs
from services.chassis.rounds import Effects, Participant, Position
from services.chassis.subjects import clock
from tradewire.channel import Channel
from tradewire.errors import InternalError, PreconditionError, UnavailableError
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent, Done, ReplayStep, StreamMark

DONES_MAX = 1024
"""Answers that are kept for repeats. The feed's journal is 256 rounds behind at most, so one that
came back asks for no older."""

CALL_S_MAX = 30.0
"""How long a caller waits for this participant to reach its round: one that came back runs some
hundred thousand rounds in that time."""

FAILURE_MAX = 1_000
"""Characters of a failure: the contract's bound."""

_log = logs.logger(__name__)


class LockStep:
    """Leads one participant. ``run`` it as a task.

    Args:
        run: the replay's id.
        at: the process's clock, which goes as the rounds do.
        marketdata: a channel to the feed's service.
        checkpoints: of the participant's memory; None where a come-back runs the whole tape.
    """

    def __init__(
        self,
        run: str,
        at: ManualClock,
        owner: Owner,
        participant: Participant,
        marketdata: Channel,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.joined = asyncio.Event()
        """Set when everything that happened before is done again."""
        self._run = run
        self._clock = at
        self._owner = owner
        self._participant = participant
        self._checkpoints = checkpoints
        # Whether memory is of a checkpoint, which is thrown away where it leads astray.
        self._resumed = False
        self._inbox = Inbox(owner.bus, clock(run), participant.reads)
        # A feed that came back repeats rounds of before, though this participant be in the midst
        # of a later one, and it comes to that one by their answers.
        self._inbox.on_round = self._repeat
        self._inputs = RoundInputs(run, self._inbox, participant, marketdata)
        self._last: Position = (0, 0)
        self._marker: Position = (0, 0)
        self._log = OwnLog(owner.store)
        self._told: dict[str, int] = {}
        self._dones: OrderedDict[Position, bytes] = OrderedDict()
        # Rounds of an earlier life after which calls were answered.
        self._called: set[Position] = set()
        # Why this participant takes no further part; empty while it does.
        self._failure = ""
        self._calling = asyncio.Lock()
        self._calls: set[asyncio.Task[bytes]] = set()
        self._moved = asyncio.Condition()

    async def run(self) -> None:
        """Take part until cancelled.

        Raises:
            StorageError: a round could not be committed; memory is ahead of the disk.
        """
        try:
            await self._take_part()
        except InternalError as error:
            if error.reason != DIVERGED or self._thrown_away():
                raise
            await self._decline(error.message)
        finally:
            await self._inbox.close()

    async def _take_part(self) -> None:
        await self._inbox.start()
        begun = await self._owner.commit(self._begin)
        self._marker = begun.marker
        self._called = await self._owner.store.read(lambda c: rounds_with_calls(c, self._run))
        await self._resume()
        await self._run_again()
        self.joined.set()
        _log.info("takes part", replay=self._run, step=self._last[0], round=self._last[1])
        while True:
            advance, reply = await self._inbox.next_round()
            await self._answer(advance, reply)

    async def _decline(self, why: str) -> None:
        """Answer every round with the failure: to start again would lead here again."""
        _log.error("takes no further part", replay=self._run, error=why)
        async with self._moved:
            self._failure = why[:FAILURE_MAX]
            self._moved.notify_all()
        name = self._participant.name
        while True:
            advance, reply = await self._inbox.next_round()
            done = Done(step=advance.step, participant=name, failure=self._failure)
            await self._owner.bus.publish_live(reply, ClockEvent(done=done).SerializeToString())

    async def call(
        self, step: ReplayStep, request: bytes, work: Callable[[], Awaitable[tuple[Effects, bytes]]]
    ) -> bytes:
        """Answer a call that is part of a round, after this participant has finished the round.

        Args:
            step: the round of the caller.
            request: encoded; a repeat gets the stored answer.
            work: handles it: effects and encoded answer.

        Raises:
            UnavailableError: this participant has not come so far yet.
            PreconditionError: the round is over, and there was no such call in it; or this
                participant takes no further part.
        """
        position = step.step, step.round
        if step.run != self._run:
            raise PreconditionError(
                f"the call is part of replay {step.run[:64]}, this is {self._run}",
                reason="OTHER_REPLAY",
            )
        await self._finished(position)
        # Done to its end though the caller dies meanwhile: what was decided and not stored would
        # be known to nobody, and the caller's next life could not be answered.
        task = asyncio.create_task(self._answer_call(position, request, work))
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)
        return await asyncio.shield(task)

    async def _answer_call(
        self,
        position: Position,
        request: bytes,
        work: Callable[[], Awaitable[tuple[Effects, bytes]]],
    ) -> bytes:
        async with self._calling:
            stored = await self._owner.store.read(lambda c: calls_after(c, self._run, position))
            for call in stored:
                if call.request == request:
                    return call.answer
            if self._last != position:
                raise PreconditionError(
                    f"round {position} is over, and no such call was made in it",
                    reason="ROUND_OVER",
                )
            effects, answer = await work()
            ordinal = len(stored) + 1

            def keep(connection: Connection) -> None:
                store_call(connection, self._run, position, ordinal, StoredCall(request, answer))

            try:
                await self._commit(position, effects, keep)
            except StorageError as error:
                # Memory is ahead of the disk, and the caller alone would hear of it.
                self._inbox.fail(error)
                raise
            return answer

    # -- rounds ----------------------------------------------------------------------------

    def _begin(self, connection: Connection) -> Begun:
        heads = {state.stream: state.head for state in stream_states(connection)}
        begun = begin_replay(connection, self._run, heads)
        self._log.begin(begun.heads, heads)
        return begun

    async def _repeat(self, advance: Advance, reply: str) -> bool:
        """Answer a round that was answered before; False where it is not known."""
        step = advance.step
        done = self._dones.get((step.step, step.round)) if step.run == self._run else None
        return done is not None and await self._owner.bus.publish_live(reply, done)

    async def _answer(self, advance: Advance, reply: str) -> None:
        position = advance.step.step, advance.step.round
        if advance.step.run != self._run:
            return
        if position > self._last:
            if not _follows(self._last, position):
                # Rounds were opened and closed while the bus was away from us.
                await self._run_again()
            if position > self._last:
                await self._handle(advance)
        if position not in self._dones:
            _log.warning("a round is repeated that is long over", position=position)
            if self._thrown_away():
                raise InternalError(
                    "the feed has lost more of its journal than a checkpoint has answers to; the"
                    " next start runs the tape again without it"
                )
        await self._repeat(advance, reply)

    async def _handle(self, advance: Advance) -> None:
        """Handle one round, commit what it led to, keep the answer."""
        position = advance.step.step, advance.step.round
        await self._keep()
        round_ = await self._inputs.of(advance)
        if advance.clock_unix_nanos > self._clock.now_ns():
            self._clock.set_ns(advance.clock_unix_nanos)
        effects = await self._participant.take(round_)
        if effects.failure and self._checkpoints is not None:
            self._checkpoints.end()
            if self._thrown_away():
                raise InternalError(f"{effects.failure}; whether it is so, the whole tape tells")
        await self._settle(position, effects)
        done = self._done(advance.step, effects)
        self._dones[position] = ClockEvent(done=done).SerializeToString(deterministic=True)
        if len(self._dones) > DONES_MAX:
            self._dones.popitem(last=False)
        async with self._moved:
            self._last = position
            self._moved.notify_all()

    def _done(self, step: ReplayStep, effects: Effects) -> Done:
        done = Done(
            step=step, participant=self._participant.name, failure=effects.failure[:FAILURE_MAX]
        )
        grown = {
            stream: seq for stream, seq in self._log.heads.items() if self._told.get(stream) != seq
        }
        self._told.update(grown)
        done.marks.extend(
            StreamMark(stream=stream, sequence=seq)
            for stream, seq in sorted((grown | dict(effects.marks)).items())
        )
        if effects.next_due_ns is not None:
            done.next_due_unix_nanos = effects.next_due_ns
        return done

    async def _finished(self, position: Position) -> None:
        try:
            async with asyncio.timeout(CALL_S_MAX), self._moved:
                await self._moved.wait_for(lambda: self._last >= position or self._failure)
        except TimeoutError as error:
            raise UnavailableError(
                f"{self._participant.name} has not come to round {position} in"
                f" {CALL_S_MAX:g} s; ask again",
                reason="ROUND_NOT_REACHED",
            ) from error
        if self._failure:
            raise PreconditionError(self._failure, reason=DIVERGED)

    # -- effects ---------------------------------------------------------------------------

    async def _settle(self, position: Position, effects: Effects) -> None:
        if position <= self._marker:
            await self._settle_again(position, effects)
        if position >= self._marker:
            self._log.prove()
        if position > self._marker and effects.write is not None:
            await self._commit(position, effects)

    async def _settle_again(self, position: Position, effects: Effects) -> None:
        """Compare a round that was committed, and the calls that were answered after it."""
        await self._log.compare(effects.events)
        if position not in self._called:
            return
        for call in await self._owner.store.read(lambda c: calls_after(c, self._run, position)):
            again, answer = await self._participant.repeat(call.request)
            await self._log.compare(again.events)
            if answer != call.answer:
                raise diverged(f"an answer after round {position}")

    async def _commit(
        self,
        position: Position,
        effects: Effects,
        also: Callable[[Connection], None] | None = None,
    ) -> None:
        def transaction(connection: Connection) -> None:
            if effects.write is not None:
                effects.write(connection)
            if also is not None:
                also(connection)
            mark_round(connection, self._run, position)

        await self._owner.commit(transaction)
        self._marker = position
        self._log.add(effects.events)

    # -- checkpoints -----------------------------------------------------------------------

    async def _keep(self) -> None:
        """Now and then, keep what memory is after the last round.

        The next round was opened, so the last one's calls were all answered.
        """
        if self._checkpoints is None or not self._checkpoints.is_due():
            return
        async with self._calling:
            progress = Progress(
                self._last,
                self._clock.now_ns(),
                min(self._marker, self._last),
                dict(self._log.heads),
                dict(self._told),
                dict(self._inbox.all_handled),
                tuple(self._dones.items()),
            )
            self._checkpoints.keep(progress)

    async def _resume(self) -> None:
        """Go on from the checkpoint, where there is a good one."""
        if self._checkpoints is None:
            return
        progress = self._checkpoints.load(self._marker, self._log.now)
        if progress is None:
            return
        self._clock.set_ns(max(progress.clock_ns, self._clock.now_ns()))
        self._log.heads, self._told = dict(progress.heads), dict(progress.told)
        self._inbox.resume(progress.handled)
        self._dones.update(progress.dones)
        self._resumed = True
        async with self._moved:
            self._last = progress.position
            self._moved.notify_all()
        _log.info("goes on from a checkpoint", step=self._last[0], round=self._last[1])

    def _thrown_away(self) -> bool:
        """Have the next start run the whole tape, where this one went on from a checkpoint."""
        if self._resumed and self._checkpoints is not None:
            self._checkpoints.forget()
        return self._resumed

    # -- again -----------------------------------------------------------------------------

    async def _run_again(self) -> None:
        """Handle every round of the feed's journal that was not handled yet."""
        attempt, self._inputs.again = 0, True
        while True:
            try:
                async with aclosing(self._inputs.journal(max(0, self._last[0] - 1))) as journal:
                    async for step in journal:
                        await self._step_again(step)
            except JournalLostError as error:
                attempt += 1
                _log.info("waits for the feed's journal", error=str(error))
                await asyncio.sleep(doubling_backoff(attempt))
                continue
            self._inputs.again = False
            return

    async def _step_again(self, step: replay_pb2.ReplayJournalStep) -> None:
        for advance in step.advances:
            if (advance.step.step, advance.step.round) > self._last:
                await self._handle(advance)


def _follows(last: Position, position: Position) -> bool:
    """Whether no round lies between the two."""
    (step, number), (next_step, next_number) = last, position
    same = next_step == step and next_number == number + 1
    return same or (next_step == step + 1 and next_number == 1)
