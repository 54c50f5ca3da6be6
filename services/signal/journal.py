"""What happens to strategies and signals, written: the row and its event, together.

Every method runs inside a transaction. Events' ids are hashed from the fact that they
tell, so the log itself refuses a fact that is written twice.
"""

import dataclasses
from collections.abc import Callable

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
from tradewire.errors import PreconditionError
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


class Journal:
    """Writes rows and events of one log."""

    def __init__(self, log_id: str, now_ns: Callable[[], int]) -> None:
        """Write to the log ``log_id``; ``now_ns`` is the run's clock."""
        self.log_id = log_id
        self._now_ns = now_ns

    # -- strategies --------------------------------------------------------------------

    def create(
        self, connection: Connection, strategy: str, uid: str, terms: StrategyTerms, actor: str
    ) -> StrategyRecord:
        """A new strategy, STOPPED."""
        now_ns = self._now_ns()
        record = StrategyRecord(strategy, uid, terms, created_ns=now_ns, updated_ns=now_ns)
        store.add_strategy(connection, record)
        self._changed(connection, record, 0, actor)
        return record

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
        store.put_strategy(connection, after)
        self._changed(connection, after, ordinal, actor)
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
        store.put_strategy(connection, after)
        self._changed(connection, after, ordinal, actor)
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
        after = dataclasses.replace(
            record,
            state=state,
            failure=failure,
            revision=record.revision + 1,
            updated_ns=self._now_ns(),
        )
        store.put_strategy(connection, after)
        changed = event_pb2.StrategyStateChanged(
            previous_state=state_to_wire(record.state),
            state=state_to_wire(state),
            failure=failure_to_wire(failure),
            actor=actor,
            reason=reason,
        )

        def fill(envelope: event_pb2.SignalEvent) -> None:
            envelope.strategy_state_changed.CopyFrom(changed)

        self._append_strategy(connection, after, "StrategyStateChanged", fill)
        return after

    # -- signals -----------------------------------------------------------------------

    def give(self, connection: Connection, signal: Signal) -> None:
        """A new signal: published, or waiting for approval."""
        store.add_signal(connection, signal)
        kind = "SignalGiven" if signal.state is SignalState.PUBLISHED else "SignalProposed"
        self._append_signal(connection, signal, kind, signal, signal.created_ns)

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
        self._append_signal(connection, after, "SignalDecided", decided, now_ns)
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
        after = dataclasses.replace(signal, state=state, outcome=outcome)
        if store.move_signal(connection, after, signal.state):
            changed = SignalStateChanged(signal.signal_id, signal.state, state, outcome)
            self._append_signal(connection, after, f"Signal{state.title()}", changed, event_ns)

    # -- events ------------------------------------------------------------------------

    def _append_signal(
        self, connection: Connection, signal: Signal, kind: str, event: SignalEvent, event_ns: int
    ) -> None:
        event_id = ids.digest("signal-event", signal.signal_id, kind)
        now_ns = self._now_ns()

        def encode(sequence: int) -> bytes:
            header = EventHeader(self.log_id, sequence, event_id, signal.strategy, event_ns, now_ns)
            return signal_event_to_wire(header, event).SerializeToString(deterministic=True)

        new = NewEvent(event_id, kind, event_ns, now_ns, encode, signal.traceparent)
        append(connection, subjects.signals(signal.strategy), new)

    def _changed(
        self, connection: Connection, record: StrategyRecord, ordinal: int, actor: str
    ) -> None:
        def fill(envelope: event_pb2.SignalEvent) -> None:
            envelope.strategy_changed.strategy.CopyFrom(strategy_to_wire(record, ordinal))
            envelope.strategy_changed.actor = actor

        self._append_strategy(connection, record, "StrategyChanged", fill)

    def _append_strategy(
        self,
        connection: Connection,
        record: StrategyRecord,
        kind: str,
        fill: Callable[[event_pb2.SignalEvent], None],
    ) -> None:
        event_id = ids.digest("strategy-event", self.log_id, record.uid, record.revision)
        at_ns = record.updated_ns

        def encode(sequence: int) -> bytes:
            header = EventHeader(self.log_id, sequence, event_id, record.strategy, at_ns, at_ns)
            envelope = envelope_to_wire(header)
            fill(envelope)
            return envelope.SerializeToString(deterministic=True)

        new = NewEvent(event_id, kind, at_ns, at_ns, encode)
        append(connection, subjects.signals(record.strategy), new)
