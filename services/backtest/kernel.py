"""The kernel: every pure part of the platform, run over a tape in one process.

It is the oracle that the mesh must equal. A tape is cut into steps. In a step the
participants take rounds: each handles what the streams gained in the round before, in the
order of (stream, sequence), and what it adds is read in the next round, until nothing is
added. Risk goes first, then the strategies, then execution, because execution asks risk for
verdicts within the round. Participants without input are skipped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.execution.desk import ExecutionDesk
from services.execution.venue import Venue, carry_out
from services.marketdata.steps import Step
from services.risk.gate import RiskGate
from services.signal.host import StrategyHost
from services.signal.rounds import lead
from tradewire.errors import InternalError
from tradewire.market import SECOND_NS, MarketEvent
from tradewire.orders import AccountEvent
from tradewire.signals import Signal
from tradewire.values import quickly_made
from tradewire.verdicts import (
    CloseRequested,
    Halted,
    Resumed,
    RiskEvent,
    VerdictRequest,
)

# A signal, its verdict, its order, its fill and what that leads to take six rounds; a step
# that needs ten times as many feeds itself.
ROUNDS_MAX = 64


class Timed(Protocol):
    """A part that may need the clock when nothing else happens."""

    def next_due_ns(self) -> int | None:
        """The earliest moment it waits for; None for none."""
        ...


class Steps(Protocol):
    """Where steps come from; ``None`` ends the run."""

    def next_step(self, due_ns: int | None) -> Step | None:
        """The next window with events, or the one that contains ``due_ns``."""
        ...


@quickly_made
@dataclass(frozen=True, slots=True)
class Round:
    """What the streams gained in one round, in the order of their ranks."""

    market: Sequence[MarketEvent] = ()
    account: Sequence[AccountEvent] = ()
    risk: Sequence[RiskEvent] = ()
    signals: Sequence[Signal] = ()

    @property
    def is_empty(self) -> bool:
        """True where no participant has anything to read."""
        return not (self.market or self.account or self.risk or self.signals)


NOTHING = Round()
"""What most rounds of a tape gain."""


@dataclass(slots=True)
class Observer:
    """What a run may be watched by: each is called with what was just added."""

    on_round: Callable[[Round, int], None] = lambda _round, _clock_ns: None
    on_step: Callable[[Step], None] = lambda _step: None


class Kernel:
    """One run of one account: risk, strategies, execution and the venue in lock-step."""

    def __init__(
        self,
        *,
        gate: RiskGate,
        hosts: Sequence[StrategyHost],
        desk: ExecutionDesk,
        venue: Venue,
        observer: Observer | None = None,
        end_margin_ns: int = SECOND_NS,
    ) -> None:
        """Put the parts together; none may be shared with another kernel.

        ``end_margin_ns`` is how far the clock may run on for what strategies ask for as
        they stop; it is longer than the way to the venue and back.
        """
        self.gate = gate
        self.hosts = tuple(hosts)
        self.desk = desk
        self.venue = venue
        self._timed: tuple[Timed, ...] = (gate, desk, venue, *self.hosts)
        self._observer = observer or Observer()
        self._end_margin_ns = end_margin_ns

    def run(self, steps: Steps) -> None:
        """Run until the steps end; then stop the strategies.

        Raises:
            InternalError: a step did not come to rest within 64 rounds.
        """
        last: Step | None = None
        while (step := steps.next_step(self._next_due_ns())) is not None:
            if last is None:
                self._begin(step.clock_ns)
            self._step(step)
            last = step
        if last is not None:
            self._end(last)

    # -- inside --------------------------------------------------------------------

    def _begin(self, clock_ns: int) -> None:
        for host in self.hosts:
            host.start(clock_ns)

    def _end(self, last: Step) -> None:
        """Stop the strategies; what they still ask for goes its way to the venue and back."""
        self._step(Step(last.index + 1, last.clock_ns, ()), closing=True)
        end_ns = last.clock_ns + self._end_margin_ns
        for index in range(last.index + 2, last.index + 2 + ROUNDS_MAX):
            due_ns = self.venue.next_due_ns()
            if due_ns is None or due_ns > end_ns:
                return
            self._step(Step(index, max(due_ns, last.clock_ns), ()))

    def _next_due_ns(self) -> int | None:
        soonest_ns: int | None = None
        for part in self._timed:
            due_ns = part.next_due_ns()
            if due_ns is not None and (soonest_ns is None or due_ns < soonest_ns):
                soonest_ns = due_ns
        return soonest_ns

    def _step(self, step: Step, *, closing: bool = False) -> None:
        """Take rounds until nothing is added."""
        inputs = Round(market=step.events)
        for number in range(ROUNDS_MAX):
            first = number == 0
            gained = self._round(inputs, step.clock_ns, first=first, closing=first and closing)
            self._observer.on_round(gained, step.clock_ns)
            if gained.is_empty:
                break
            inputs = gained
        else:
            raise _endless(step)
        self._observer.on_step(step)

    def _round(self, inputs: Round, clock_ns: int, *, first: bool, closing: bool) -> Round:
        self._run_risk(inputs, clock_ns, first=first)
        signals = self._run_strategies(inputs, clock_ns, first=first, closing=closing)
        self._run_execution(inputs, clock_ns, first=first)
        account, risk = self.desk.take_events(), self.gate.take_events()
        if account or inputs.signals or inputs.risk:
            # What a store would take: here the streams are the record, and nothing may pile up.
            self.desk.take_dirty()
        if not (signals or account or risk):
            return NOTHING
        return Round((), account, risk, signals)

    def _run_risk(self, inputs: Round, clock_ns: int, *, first: bool) -> None:
        for event in inputs.market:
            self.gate.on_market(event)
        for account_event in inputs.account:
            self.gate.on_account_event(account_event)
        if first:
            self.gate.on_clock(clock_ns)

    def _run_strategies(
        self, inputs: Round, clock_ns: int, *, first: bool, closing: bool
    ) -> list[Signal]:
        signals: list[Signal] = []
        for host in self.hosts:
            lead(host, inputs.market, inputs.account, clock_ns, first=first, closing=closing)
            if host.has_signals:
                signals += host.take_signals()
        return signals

    def _run_execution(self, inputs: Round, clock_ns: int, *, first: bool) -> None:
        for event in inputs.market:
            self.venue.on_market(event)
        if first:
            self.venue.advance(clock_ns)
            due_ns = self.desk.next_due_ns()
            if due_ns is not None and due_ns <= clock_ns:
                carry_out(self.venue, self.desk.advance(clock_ns), clock_ns)
        if reports := self.venue.take_reports():
            carry_out(self.venue, self.desk.on_reports(reports, clock_ns), clock_ns)
        for risk_event in inputs.risk:
            if isinstance(risk_event, CloseRequested | Halted | Resumed):
                carry_out(self.venue, self.desk.on_directive(risk_event, clock_ns), clock_ns)
        for signal in inputs.signals:
            self._handle_signal(signal, clock_ns)

    def _handle_signal(self, signal: Signal, clock_ns: int) -> None:
        asked = self.desk.intake(signal, clock_ns)
        carry_out(self.venue, self.desk.take_commands(), clock_ns)
        if isinstance(asked, VerdictRequest):
            verdict = self.gate.check(asked, clock_ns)
            carry_out(self.venue, self.desk.apply_verdict(asked, verdict, clock_ns), clock_ns)


def _endless(step: Step) -> InternalError:
    return InternalError(
        f"step {step.index} did not come to rest in {ROUNDS_MAX} rounds; a strategy answers"
        " its own orders without end",
        reason="ROUNDS_EXHAUSTED",
    )
