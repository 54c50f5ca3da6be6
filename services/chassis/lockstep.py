"""A participant of a replay: led round by round by the feed, and the same after every crash.

Nothing of a participant's memory is kept. A process that comes back builds its pure parts anew,
reads the feed's journal, and runs every round again from the owners' logs. What it had committed
before must come out byte for byte: it is compared, and not written or published again. From the
first round that was not committed on, it commits.

A round's effects, the streams' events and the mark that the round is done are one transaction; a
round that leads to nothing is not committed, for running it again leads to nothing too.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.clock import ManualClock
from services.chassis.events import Event, NewEvent, read_range, stream_states
from services.chassis.inbox import Inbox, subject_of
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
from services.chassis.rounds import RANKS, Effects, Participant, Position, Round
from services.chassis.subjects import clock, parse
from tradewire.channel import Channel
from tradewire.errors import InternalError, PreconditionError, TradewireError, UnavailableError
from tradewire.market import MarketEvent
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent, Done, ReplayStep, StreamMark
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

DONES_MAX = 1024
"""Answers that are kept for repeats. The feed's journal is 256 rounds behind at most, so one that
came back asks for no older."""

ARRIVAL_S = 0.1
"""How long events may take that their owner published before it answered its round: they are on
their way by the same bus, and only a bus that was away in between has lost them."""

AHEAD_MAX = 500
"""Events read at once by who runs again, of the own log and of others': a page of the owners'
lists, and one question for some tens of rounds."""

CALL_S_MAX = 30.0
"""How long a caller waits for this participant to reach its round: one that came back runs some
hundred thousand rounds in that time."""

_log = logs.logger(__name__)


class LockStep:
    """Leads one participant. ``run`` it as a task.

    Args:
        run: the replay's id.
        at: the process's clock, which goes as the rounds do.
        marketdata: a channel to the feed's service.
    """

    def __init__(
        self,
        run: str,
        at: ManualClock,
        owner: Owner,
        participant: Participant,
        marketdata: Channel,
    ) -> None:
        self.joined = asyncio.Event()
        """Set when everything that happened before is done again."""
        self._run = run
        self._clock = at
        self._owner = owner
        self._participant = participant
        self._stub = ReplayServiceStub(marketdata)
        self._inbox = Inbox(owner.bus, clock(run), participant.reads)
        self._last: Position = (0, 0)
        self._marker: Position = (0, 0)
        self._heads: dict[str, int] = {}
        self._told: dict[str, int] = {}
        self._dones: OrderedDict[Position, bytes] = OrderedDict()
        # Rounds of an earlier life after which calls were answered.
        self._called: set[Position] = set()
        self._again = False
        # Of the own log, read ahead while it is compared.
        self._logged: dict[str, deque[Event]] = {}
        self._calling = asyncio.Lock()
        self._moved = asyncio.Condition()

    async def run(self) -> None:
        """Take part until cancelled.

        Raises:
            InternalError: what was run again is not what the log has.
            StorageError: a round could not be committed; memory is ahead of the disk.
        """
        await self._inbox.start()
        begun = await self._owner.commit(self._begin)
        self._marker, self._heads = begun.marker, dict(begun.heads)
        self._called = await self._owner.store.read(lambda c: rounds_with_calls(c, self._run))
        await self._run_again()
        self.joined.set()
        _log.info("takes part", replay=self._run, step=self._last[0], round=self._last[1])
        while True:
            advance, reply = await self._inbox.next_round()
            await self._answer(advance, reply)

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
            PreconditionError: the round is over, and there was no such call in it.
        """
        position = step.step, step.round
        if step.run != self._run:
            raise PreconditionError(
                f"the call is part of replay {step.run[:64]}, this is {self._run}",
                reason="OTHER_REPLAY",
            )
        await self._finished(position)
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

            await self._commit(position, effects, keep)
            return answer

    # -- rounds ----------------------------------------------------------------------------

    def _begin(self, connection: Connection) -> Begun:
        heads = {state.stream: state.head for state in stream_states(connection)}
        return begin_replay(connection, self._run, heads)

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
        done = self._dones.get(position)
        if done is None:
            _log.warning("a round is repeated that is long over", position=position)
            return
        await self._owner.bus.publish_live(reply, done)

    async def _handle(self, advance: Advance) -> None:
        """Handle one round, commit what it led to, keep the answer."""
        position = advance.step.step, advance.step.round
        round_ = await self._round(advance)
        if advance.clock_unix_nanos > self._clock.now_ns():
            self._clock.set_ns(advance.clock_unix_nanos)
        effects = await self._participant.take(round_)
        await self._settle(position, effects)
        done = self._done(advance.step, effects)
        self._dones[position] = ClockEvent(done=done).SerializeToString(deterministic=True)
        if len(self._dones) > DONES_MAX:
            self._dones.popitem(last=False)
        async with self._moved:
            self._last = position
            self._moved.notify_all()

    def _done(self, step: ReplayStep, effects: Effects) -> Done:
        done = Done(step=step, participant=self._participant.name, failure=effects.failure[:1000])
        grown = {
            stream: seq for stream, seq in self._heads.items() if self._told.get(stream) != seq
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
                await self._moved.wait_for(lambda: self._last >= position)
        except TimeoutError as error:
            raise UnavailableError(
                f"{self._participant.name} has not come to round {position} in"
                f" {CALL_S_MAX:g} s; ask again",
                reason="ROUND_NOT_REACHED",
            ) from error

    # -- effects ---------------------------------------------------------------------------

    async def _settle(self, position: Position, effects: Effects) -> None:
        if position > self._marker:
            if effects.write is not None:
                await self._commit(position, effects)
            return
        await self._compare(effects.events)
        if position not in self._called:
            return
        for call in await self._owner.store.read(lambda c: calls_after(c, self._run, position)):
            again, answer = await self._participant.repeat(call.request)
            await self._compare(again.events)
            if answer != call.answer:
                raise _diverged(f"an answer after round {position}")

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
        for stream, _ in effects.events:
            self._heads[stream] = self._heads.get(stream, 0) + 1

    async def _compare(self, events: Sequence[tuple[str, NewEvent]]) -> None:
        """Raise where an event that was run again is not the one in the log."""
        for stream, event in events:
            before = self._heads.get(stream, 0)
            logged = await self._logged_after(stream, before)
            payload = (
                event.payload if isinstance(event.payload, bytes) else event.payload(before + 1)
            )
            if logged is None or (logged.event_id, logged.payload) != (event.event_id, payload):
                raise _diverged(f"{stream} {before + 1}, {event.type}")
            self._heads[stream] = before + 1

    async def _logged_after(self, stream: str, before: int) -> Event | None:
        """The event that the log has after ``before``; read by hundreds, for the next is next."""
        waiting = self._logged.setdefault(stream, deque())
        if not waiting:
            found = await self._owner.store.read(
                lambda c: read_range(c, stream, before, limit=AHEAD_MAX)
            )
            waiting.extend(found)
        return waiting.popleft() if waiting else None

    # -- inputs ----------------------------------------------------------------------------

    async def _round(self, advance: Advance) -> Round:
        market = await self._market(advance) if advance.step.round == 1 else []
        events = []
        for mark in sorted(advance.marks, key=_rank):
            if self._inbox.reads(mark.stream):
                await self._wait_for(mark)
                events += self._inbox.take_events(mark.stream, mark.sequence)
        return Round(advance.step, advance.clock_unix_nanos, advance.closing, market, events)

    async def _market(self, advance: Advance) -> list[MarketEvent]:
        while True:
            events = self._inbox.take_market(advance, self._participant.instruments)
            if events is not None:
                return events
            await self._fetch_market(advance.step.step)

    async def _fetch_market(self, step: int) -> None:
        """Market data that the bus has lost: the feed reads it from the tape again."""
        _log.info("fetches a step's market data from the feed", step=step)
        request = replay_pb2.ReadReplayJournalRequest(run=self._run, after_step=step - 1)
        try:
            async for response in self._stub.ReadReplayJournal(request):
                for found in response.steps[:1]:
                    self._put_market(found)
                # The journal goes on to the present, and only this step is missing.
                break
        except TradewireError as error:
            _log.warning("the feed cannot be asked", error=error.message)
            await asyncio.sleep(ARRIVAL_S)

    async def _wait_for(self, mark: StreamMark) -> None:
        """Return when the events up to the mark are here; what does not come is fetched."""
        waited_s, attempt, up_to = 0.0, 0, mark.sequence
        while not self._inbox.has_events(mark.stream, mark.sequence):
            after = self._inbox.handled(mark.stream)
            if self._again:
                # Long past: the bus will not bring it, and what comes next is long past too.
                up_to = max(up_to, after + AHEAD_MAX)
            elif waited_s < ARRIVAL_S:
                await asyncio.sleep(ARRIVAL_S / 20)
                waited_s += ARRIVAL_S / 20
                continue
            try:
                fetched = await self._participant.fetch(mark.stream, after, up_to)
            except (TradewireError, TimeoutError) as error:
                attempt += 1
                _log.warning("waits for the owner", stream=mark.stream, error=str(error))
                await asyncio.sleep(doubling_backoff(attempt))
                continue
            for event in fetched:
                self._inbox.put_event(event)

    # -- again -----------------------------------------------------------------------------

    async def _run_again(self) -> None:
        """Handle every round of the feed's journal that was not handled yet."""
        attempt, self._again = 0, True
        while True:
            after = max(0, self._last[0] - 1)
            request = replay_pb2.ReadReplayJournalRequest(run=self._run, after_step=after)
            try:
                async for response in self._stub.ReadReplayJournal(request):
                    for step in response.steps:
                        await self._step_again(step)
            except (UnavailableError, TimeoutError) as error:
                attempt += 1
                _log.info("waits for the feed's journal", error=str(error))
                await asyncio.sleep(doubling_backoff(attempt))
                continue
            self._again = False
            return

    async def _step_again(self, step: replay_pb2.ReplayJournalStep) -> None:
        self._put_market(step)
        for advance in step.advances:
            if (advance.step.step, advance.step.round) > self._last:
                await self._handle(advance)

    def _put_market(self, step: replay_pb2.ReplayJournalStep) -> None:
        for message in step.events:
            self._inbox.put_market(message, subject_of(message))


def _follows(last: Position, position: Position) -> bool:
    """Whether no round lies between the two."""
    (step, number), (next_step, next_number) = last, position
    same = next_step == step and next_number == number + 1
    return same or (next_step == step + 1 and next_number == 1)


def _rank(mark: StreamMark) -> tuple[int, str]:
    return RANKS.index(parse(mark.stream).rule.topic), mark.stream


def _diverged(what: str) -> InternalError:
    return InternalError(
        f"{what}: run again it is not what the log has; the program is another than before, or"
        " reads something that is not of the tape. Replay into a fresh data directory",
        reason="REPLAY_DIVERGED",
    )
