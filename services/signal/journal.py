"""What happens to strategies and signals, written: the row and its event, together.

Every method runs inside a transaction. Events' ids are hashed from the fact that they
tell, so the log itself refuses a fact that is written twice.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from services.chassis import subjects
from services.chassis.events import NewEvent, append
from services.signal import store
from services.signal.absent import signal_not_found
from services.signal.host import Failure
from services.signal.messages import failure_to_wire, state_to_wire, strategy_to_wire
from services.signal.records import Standing, StrategyRecord, StrategyTerms
from tradewire import ids
from tradewire.codec.header import EventHeader
from tradewire.codec.signals import envelope_to_wire, signal_event_to_wire
from tradewire.errors import InternalError, PreconditionError
from tradewire.signal.v1 import event_pb2
from tradewire.signals import (
    Signal,
    SignalDecided,
    SignalDecision,
    SignalEvent,
    SignalOutcome,
    SignalState,
    SignalStateChanged,
)

EXPIRED_MAX = 256
"""Signals that one sweep ends: it holds the writer for some milliseconds; the next is a
second later."""

EXPIRY_GRACE_NS = 5_000_000_000
"""A published signal may have been taken by execution just before its end; the order's
event needs a moment to come back, so its expiry is declared this much later."""

# Where execution's word ends a signal's way: it acts on what was published, and may have
# done so just before the expiry was declared.
_SETTLED_FROM = (SignalState.PUBLISHED, SignalState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact, to be written: its event, and the row that it changes."""

    stream: str
    event: NewEvent
    put: Callable[[Connection], None]

    def write(self, connection: Connection) -> None:
        """The row, then the event."""
        self.put(connection)
        append(connection, self.stream, self.event)


class Journal:
    """Makes and writes rows and events of one log.

    Attributes:
        position: step and round of the replay that what happens is part of; zeros outside of one.
    """

    def __init__(self, log_id: str, now_ns: Callable[[], int]) -> None:
        """Write to the log ``log_id``; ``now_ns`` is the run's clock."""
        self.log_id = log_id
        self.position = (0, 0)
        self._now_ns = now_ns

    # -- strategies --------------------------------------------------------------------

    def create(
        self, connection: Connection, strategy: str, uid: str, terms: StrategyTerms, actor: str
    ) -> StrategyRecord:
        """A new strategy, STOPPED."""
        record, entry = self.created(strategy, uid, terms, actor)
        entry.write(connection)
        return record

    def created(
        self, strategy: str, uid: str, terms: StrategyTerms, actor: str
    ) -> tuple[StrategyRecord, Entry]:
        """A new strategy, and what writes it."""
        now_ns = self._now_ns()
        record = StrategyRecord(strategy, uid, terms, created_ns=now_ns, updated_ns=now_ns)
        entry = self._changed(record, 0, actor, lambda each: store.add_strategy(each, record))
        return record, entry

    def change(
        self,
        connection: Connection,
        record: StrategyRecord,
        terms: StrategyTerms,
        ordinal: int,
        actor: str,
    ) -> StrategyRecord:
        """Other settings; the state stays."""
        after = dataclasses.replace(
            record, terms=terms, revision=record.revision + 1, updated_ns=self._now_ns()
        )
        entry = self._changed(after, ordinal, actor, lambda each: store.put_strategy(each, after))
        entry.write(connection)
        return after

    def put_away(
        self,
        connection: Connection,
        record: StrategyRecord,
        state: Standing,
        ordinal: int,
        actor: str,
    ) -> StrategyRecord:
        """Deleted, or, by another state, there again."""
        after = dataclasses.replace(
            record,
            state=state,
            failure=None,
            revision=record.revision + 1,
            updated_ns=self._now_ns(),
        )
        entry = self._changed(after, ordinal, actor, lambda each: store.put_strategy(each, after))
        entry.write(connection)
        return after

    def move(
        self,
        connection: Connection,
        record: StrategyRecord,
        state: Standing,
        *,
        failure: Failure | None = None,
        actor: str = "",
        reason: str = "",
    ) -> StrategyRecord:
        """Another state; the same one again is nothing, but for a failure."""
        if state is record.state and failure is None:
            return record
        after, entry = self.moved(record, state, failure=failure, actor=actor, reason=reason)
        entry.write(connection)
        return after

    def moved(
        self,
        record: StrategyRecord,
        state: Standing,
        *,
        failure: Failure | None = None,
        actor: str = "",
        reason: str = "",
    ) -> tuple[StrategyRecord, Entry]:
        """A strategy in another state, and what writes it."""
        after = dataclasses.replace(
            record,
            state=state,
            failure=failure,
            revision=record.revision + 1,
            updated_ns=self._now_ns(),
        )
        changed = event_pb2.StrategyStateChanged(
            previous_state=state_to_wire(record.state),
            state=state_to_wire(state),
            failure=failure_to_wire(failure),
            actor=actor,
            reason=reason,
        )

        def fill(envelope: event_pb2.SignalEvent) -> None:
            envelope.strategy_state_changed.CopyFrom(changed)

        event = self._strategy_event(after, "StrategyStateChanged", fill)
        stream = subjects.signals(after.strategy)
        return after, Entry(stream, event, lambda each: store.put_strategy(each, after))

    # -- signals -----------------------------------------------------------------------

    def give(self, connection: Connection, signal: Signal) -> None:
        """A new signal: published, or waiting for approval."""
        self.given(signal).write(connection)

    def given(self, signal: Signal) -> Entry:
        """What writes a new signal."""
        kind = "SignalGiven" if signal.state is SignalState.PUBLISHED else "SignalProposed"
        event = self._signal_event(signal, kind, signal, signal.created_ns)
        stream = subjects.signals(signal.strategy)
        return Entry(stream, event, lambda each: store.add_signal(each, signal))

    def decide(
        self,
        connection: Connection,
        signal_id: str,
        decision: SignalDecision,
        actor: str,
        comment: str,
    ) -> Signal:
        """A person's word on a signal that waits; the same word again changes nothing.

        Raises:
            NotFoundError: there is no such signal.
            PreconditionError: it does not wait for approval any more.
        """
        signal = store.signal(connection, signal_id)
        if signal is None:
            raise signal_not_found(signal_id)
        now_ns = self._now_ns()
        approved = decision is SignalDecision.APPROVED
        wanted = SignalState.PUBLISHED if approved else SignalState.DECLINED
        if signal.state is wanted:
            return signal
        expired = 0 < signal.expires_ns <= now_ns
        if signal.state is not SignalState.PENDING_APPROVAL or expired:
            stands = SignalState.EXPIRED if expired else signal.state
            raise PreconditionError(
                f"signal {signal_id} is {stands} and waits for nobody's approval",
                reason="SIGNAL_NOT_PENDING",
                metadata={"state": stands},
            )
        after = dataclasses.replace(signal, state=wanted)
        if not store.move_signal(connection, after, signal.state):
            raise PreconditionError(f"signal {signal_id} was decided at the same moment")
        decided = SignalDecided(after, decision, actor, comment)
        event = self._signal_event(after, "SignalDecided", decided, now_ns)
        append(connection, subjects.signals(after.strategy), event)
        return after

    def settle(
        self, connection: Connection, signal_id: str, outcome: SignalOutcome, event_ns: int
    ) -> None:
        """Execution made an order of the signal or refused it; only the first word counts."""
        signal = store.signal(connection, signal_id)
        if signal is not None and signal.state in _SETTLED_FROM:
            self._end(connection, signal, SignalState.HANDLED, outcome, event_ns)

    def expire(self, connection: Connection) -> int:
        """End the signals whose time is over; returns how many."""
        now_ns = self._now_ns()
        ended = 0
        for state, at_ns in (
            (SignalState.PENDING_APPROVAL, now_ns),
            (SignalState.PUBLISHED, now_ns - EXPIRY_GRACE_NS),
        ):
            for signal in store.expired_signals(connection, state, at_ns, EXPIRED_MAX):
                self._end(connection, signal, SignalState.EXPIRED, None, signal.expires_ns)
                ended += 1
        return ended

    def _end(
        self,
        connection: Connection,
        signal: Signal,
        state: SignalState,
        outcome: SignalOutcome | None,
        event_ns: int,
    ) -> None:
        after, event = self._ended(signal, state, outcome, event_ns)
        if store.move_signal(connection, after, signal.state):
            append(connection, subjects.signals(after.strategy), event)

    def settled(self, signal: Signal, outcome: SignalOutcome, event_ns: int) -> Entry:
        """What writes that execution has handled a signal, which nothing else has ended."""
        after, event = self._ended(signal, SignalState.HANDLED, outcome, event_ns)

        def put(connection: Connection) -> None:
            if not store.move_signal(connection, after, signal.state):
                raise InternalError(
                    f"signal {signal.signal_id} is not {signal.state} in the database, as its log"
                    " has it; restore the database"
                )

        return Entry(subjects.signals(after.strategy), event, put)

    def _ended(
        self, signal: Signal, state: SignalState, outcome: SignalOutcome | None, event_ns: int
    ) -> tuple[Signal, NewEvent]:
        after = dataclasses.replace(signal, state=state, outcome=outcome)
        changed = SignalStateChanged(signal.signal_id, signal.state, state, outcome)
        return after, self._signal_event(after, f"Signal{state.title()}", changed, event_ns)

    # -- events ------------------------------------------------------------------------

    def _signal_event(
        self, signal: Signal, kind: str, event: SignalEvent, event_ns: int
    ) -> NewEvent:
        event_id = ids.digest("signal-event", signal.signal_id, kind)
        now_ns = self._now_ns()
        header = EventHeader(
            self.log_id, 0, event_id, signal.strategy, event_ns, now_ns, *self.position
        )

        def encode(sequence: int) -> bytes:
            placed = dataclasses.replace(header, sequence=sequence)
            return signal_event_to_wire(placed, event).SerializeToString(deterministic=True)

        return NewEvent(event_id, kind, event_ns, now_ns, encode, signal.traceparent)

    def _changed(
        self,
        record: StrategyRecord,
        ordinal: int,
        actor: str,
        put: Callable[[Connection], None],
    ) -> Entry:
        def fill(envelope: event_pb2.SignalEvent) -> None:
            envelope.strategy_changed.strategy.CopyFrom(strategy_to_wire(record, ordinal))
            envelope.strategy_changed.actor = actor

        event = self._strategy_event(record, "StrategyChanged", fill)
        return Entry(subjects.signals(record.strategy), event, put)

    def _strategy_event(
        self, record: StrategyRecord, kind: str, fill: Callable[[event_pb2.SignalEvent], None]
    ) -> NewEvent:
        event_id = ids.digest("strategy-event", self.log_id, record.uid, record.revision)
        at_ns = record.updated_ns
        header = EventHeader(
            self.log_id, 0, event_id, record.strategy, at_ns, at_ns, *self.position
        )

        def encode(sequence: int) -> bytes:
            envelope = envelope_to_wire(dataclasses.replace(header, sequence=sequence))
            fill(envelope)
            return envelope.SerializeToString(deterministic=True)

        return NewEvent(event_id, kind, at_ns, at_ns, encode)
