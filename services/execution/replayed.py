"""One account in a replay: its desk and venue, taken through a round in the kernel's order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from services.chassis.events import NewEvent, append_all
from services.execution.account import NOTE_CHARACTERS_MAX
from services.execution.desk import ExecutionDesk
from services.execution.intents import Ignored
from services.execution.journal import Dirty
from services.execution.paper import PaperVenue
from services.execution.recording import Recording, record
from services.execution.replay_risk import Judged
from services.execution.store import Reason, write_dirty, write_reason
from services.execution.tape_link import TapeLink
from services.execution.traces import OrderTraces
from services.execution.venue import VenueCommand
from services.execution.writer import AccountWriter
from tradewire.market import MarketEvent
from tradewire.signals import Signal
from tradewire.verdicts import Directive, RuleResult, VerdictRequest

_NOTHING = Dirty()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a round led to in one account, ready for the store."""

    account: str
    stream: str
    recording: Recording
    dirty: Dirty
    reasons: Sequence[Reason]
    trace: Callable[[], None]

    @property
    def events(self) -> list[tuple[str, NewEvent]]:
        """The events with their stream."""
        return [(self.stream, event) for event in self.recording.events]

    def write(self, connection: Connection) -> None:
        """Append the events, and bring the tables to what they tell."""
        append_all(connection, self.stream, self.recording.events)
        write_dirty(connection, self.account, self.dirty, self.recording.numbers)
        for reason in self.reasons:
            write_reason(connection, reason)
        # Here, for what is run again is not written again, and was looked at before.
        self.trace()


@dataclass(frozen=True, slots=True)
class AccountState:
    """All of an account that rounds change; between rounds nothing waits to be recorded."""

    desk: Mapping[str, object]
    venue: PaperVenue
    traces: Mapping[str, object]
    tally: Mapping[str, object]
    head: int


@dataclass(slots=True)
class ReplayedAccount:
    """An account of the replay.

    Attributes:
        writer: has its desk, and its place in the log; in a replay it writes nothing itself.
        link: has its venue.
        wall_ns: the machine's clock, for traces alone.
    """

    writer: AccountWriter
    link: TapeLink
    wall_ns: Callable[[], int]
    _traces: OrderTraces = field(init=False)
    _began_ns: int = 0
    _rules: dict[str, tuple[RuleResult, ...]] = field(default_factory=dict)
    _reasons: list[Reason] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The writer's own traces would be on the tape's clock."""
        self._traces = OrderTraces(self.wall_ns)

    @property
    def desk(self) -> ExecutionDesk:
        """Its desk."""
        return self.writer.desk

    def on_market(self, events: Sequence[MarketEvent]) -> None:
        """Meet the open orders with a step's market data."""
        meet = self.link.venue.on_market
        for event in events:
            meet(event)

    def begin(self, clock_ns: int, *, first: bool) -> None:
        """Let time pass in a step's first round; then take what the venue reports."""
        self._began_ns = self.wall_ns()
        if first:
            self.link.venue.advance(clock_ns)
            self._send(self.desk.advance(clock_ns), clock_ns)
        self._send(self.desk.on_reports(self.link.venue.take_reports(), clock_ns), clock_ns)

    def follow(self, directive: Directive, clock_ns: int) -> None:
        """Follow a directive of risk."""
        cause = f"directive:{directive.directive_id}"
        self._traces.remember(cause, directive.traceparent)
        self._send(self.desk.on_directive(directive, clock_ns), clock_ns)
        self._reasons.append(
            Reason(
                self.writer.account,
                cause,
                note=directive.reason[:NOTE_CHARACTERS_MAX],
                trace_id=trace_id_of(directive.traceparent),
            )
        )

    def intake(self, signal: Signal, clock_ns: int) -> VerdictRequest | Ignored:
        """What to ask risk about a signal; what cannot wait for the answer is sent."""
        asked = self.desk.intake(signal, clock_ns)
        self._send(self.desk.take_commands(), clock_ns)
        if isinstance(asked, VerdictRequest):
            self._traces.remember(asked.cause, signal.traceparent)
        return asked

    def apply(
        self, asked: VerdictRequest, judged: Judged, signal: Signal, payload: bytes, clock_ns: int
    ) -> None:
        """Send the order that risk approved, or record that it was denied, and why."""
        self._send(self.desk.apply_verdict(asked, judged.verdict, clock_ns), clock_ns)
        self._rules[asked.client_order_id] = judged.verdict.rules
        self._reasons.append(
            Reason(
                self.writer.account,
                asked.cause,
                signal=payload,
                verdict=judged.message,
                trace_id=trace_id_of(signal.traceparent),
            )
        )

    def take_recorded(self) -> Recorded | None:
        """What the round led to, numbered after what is in the log; None for nothing."""
        # The kernel leaves reports of orders that memory let go, and so must the mesh: what the
        # store has of them is of another moment when a round is run again.
        self.desk.take_strays()
        events, dirty = self.desk.take_events(), self.desk.take_dirty()
        if not (events or self._reasons) and dirty == _NOTHING:
            return None
        writer = self.writer
        recording = record(writer.place(), events, writer.catalog.get, self._rules, self._traces.of)
        writer.head += len(recording.events)
        writer.tally.take(events)
        trace = partial(self._traces.told, events, self._began_ns)
        found = Recorded(writer.account, writer.stream, recording, dirty, self._reasons, trace)
        self._rules, self._reasons = {}, []
        return found

    def anchors(self) -> dict[str, object]:
        """See ``Memory.anchors``: what the desk and the traces hold of the process."""
        name = self.writer.account
        return {f"desk {name}": self.desk, f"wall {name}": self.wall_ns}

    def state(self) -> AccountState:
        """See ``Memory.state``."""
        writer = self.writer
        return AccountState(
            vars(self.desk), self.link.venue, vars(self._traces), vars(writer.tally), writer.head
        )

    def take_state(self, state: AccountState) -> None:
        """See ``Memory.take_state``; the desk stays the one that others look at."""
        vars(self.desk).update(state.desk)
        vars(self._traces).update(state.traces)
        vars(self.writer.tally).update(state.tally)
        self.link.go_on(state.venue)
        self.writer.head = state.head

    def next_due_ns(self, *, closing: bool) -> int | None:
        """The next moment it waits for; once strategies have stopped, the venue's alone."""
        due = self.link.venue.next_due_ns()
        asked = None if closing else self.desk.next_due_ns()
        return min((one for one in (due, asked) if one is not None), default=None)

    def _send(self, commands: Sequence[VenueCommand], clock_ns: int) -> None:
        if commands:
            self.link.send(commands, clock_ns)
            self._traces.sent(commands)


def trace_id_of(traceparent: str) -> str:
    """The trace id in a W3C traceparent, 32 hex digits; empty where there is none."""
    return traceparent.split("-")[1] if traceparent else ""


def write_all(recorded: Sequence[Recorded]) -> Callable[[Connection], None] | None:
    """One transaction over several accounts; None where there is nothing to write."""
    if not recorded:
        return None

    def write(connection: Connection) -> None:
        for each in recorded:
            each.write(connection)

    return write
