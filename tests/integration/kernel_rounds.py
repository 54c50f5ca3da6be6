"""A run of the kernel, taken down round by round as the participants of a mesh would be led."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from services.backtest.kernel import Kernel, Observer
from services.backtest.kernel import Round as Gained
from services.chassis import subjects
from services.chassis.events import Event, NewEvent
from services.chassis.rounds import Round
from services.execution.desk import DeskState, ExecutionDesk
from services.execution.paper import PaperVenue
from services.execution.recording import Place, record
from services.execution.replay_risk import Judged
from services.marketdata.steps import Step, Steps
from services.risk.gate import RiskGate
from services.risk.limits import DEMO_LIMITS
from services.signal.host import StrategyHost
from tests.integration.execution_mesh import SIM
from tradewire.codec.header import EventHeader
from tradewire.codec.risk_events import risk_event_to_wire
from tradewire.codec.signals import signal_event_to_wire
from tradewire.codec.verdicts import verdict_from_wire, verdict_to_wire
from tradewire.errors import InternalError
from tradewire.ids import digest
from tradewire.market import SECOND_NS, MarketEvent, Quote, Trade
from tradewire.orders import (
    Balance,
    BalanceCause,
    BalanceChanged,
    Fill,
    Order,
    OrderEvent,
    Side,
)
from tradewire.signals import Signal
from tradewire.strategy import Strategy
from tradewire.system.v1.clock_pb2 import ReplayStep
from tradewire.verdicts import RuleResult, Verdict, VerdictGiven, VerdictRequest

MS = 1_000_000
BEGIN_NS = 1_700_000_000 * SECOND_NS
LATENCY_MS = 10
RUN = "test"
STREAM = subjects.orders("paper")
BALANCE = Balance("paper", "USDT", Decimal(100_000))


class Restless(Strategy):
    """Buys with a stop and a target near by, and changes its mind now and then."""

    def on_trade(self, trade: Trade) -> None:
        self.state["seen"] = seen = self.state.get("seen", 0) + 1
        if seen % 7 == 0:
            self.buy(trade, stop_offset="0.0004", target_offset="0.0004", reason="a seventh")
        elif seen % 31 == 0:
            self.close(trade, reason="a thirty-first")
        elif seen % 97 == 0:
            # Without a stop the demo's limits refuse it.
            self.buy(trade, 1, reason="bold")

    def on_stop(self) -> None:
        self.close(SIM)


class Recording(RiskGate):
    """Risk's gate, with what it answered."""

    def __init__(self, answers: dict[str, tuple[VerdictRequest, Verdict, int]]) -> None:
        super().__init__(log_id="risklog", instruments=(SIM,), limits=(DEMO_LIMITS,))
        self.answers = answers

    def check(self, request: VerdictRequest, now_ns: int, *, what_if: bool = False) -> Verdict:
        verdict = super().check(request, now_ns, what_if=what_if)
        self.answers[request.request_id] = request, verdict, now_ns
        return verdict


@dataclass
class Oracle:
    """What the kernel did.

    Attributes:
        rounds: as a participant is given them.
        events: of the account's stream, as each round must record them.
        answers: risk's, by request id.
    """

    rounds: list[Round] = field(default_factory=list)
    events: list[list[NewEvent]] = field(default_factory=list)
    answers: dict[str, tuple[VerdictRequest, Verdict, int]] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    fills: list[Fill] = field(default_factory=list)
    asked: int = 0

    async def ask(self, request: VerdictRequest, step: ReplayStep, traceparent: str) -> Judged:
        """What the kernel's gate answered; implements ``VerdictPort``."""
        asked, verdict, now_ns = self.answers[request.request_id]
        if asked != request:
            raise InternalError(f"{request} is not what the kernel asked, {asked}")
        assert step.run == RUN
        assert traceparent == traceparent_of(request.cause)
        self.asked += 1
        message = verdict_to_wire(VerdictGiven(request, verdict, now_ns))
        payload = message.SerializeToString(deterministic=True)
        return Judged(verdict_from_wire(message), payload, self.asked)


def traceparent_of(cause: str) -> str:
    """A W3C traceparent that follows from a signal's id; empty where the cause is none."""
    kind, _, signal_id = cause.partition(":")
    trace = digest("trace", signal_id)
    return f"00-{trace}-{trace[:16]}-01" if kind == "signal" else ""


def ticks(seed: int, seconds: int) -> list[MarketEvent]:
    """Quotes and trades that wander, some ten a second."""
    rng = random.Random(seed)
    found: list[MarketEvent] = []
    at_ns, price = BEGIN_NS, 5_000_000
    while at_ns < BEGIN_NS + seconds * SECOND_NS:
        at_ns += rng.randrange(1, 200) * MS
        price += rng.randrange(-900, 901)
        size = rng.randrange(1_000, 900_000)
        found.append(Quote(SIM, price - 50, size, price + 50, size, 0, at_ns, at_ns))
        if rng.random() < 0.7:
            side = rng.choice(list(Side))
            met = price + 50 * side.sign
            found.append(Trade(SIM, met, size, side, str(at_ns), at_ns, at_ns + 1))
    return found


def run_kernel(seed: int, seconds: int = 60, *, kill_at_step: int = 0) -> Oracle:
    """Run the kernel over a tape of its own; at a step the kill switch closes everything."""
    oracle = Oracle()
    gate = Recording(oracle.answers)
    gate.add_account("paper", "USDT")
    gate.on_account_event(BalanceChanged(BALANCE, 0, BalanceCause.OPENING))
    notes = _Notes(oracle)

    def on_step(step: Step) -> None:
        notes.end_step(step)
        if step.index == kill_at_step:
            gate.engage_kill("*", "the test", step.clock_ns, close_positions=True)

    kernel = Kernel(
        gate=gate,
        hosts=(StrategyHost("restless", Restless(), "paper", "signallog"),),
        desk=ExecutionDesk("paper", {SIM.id: SIM}.__getitem__, DeskState(balances=(BALANCE,))),
        venue=PaperVenue(
            account="paper",
            log_id="paperlog",
            instruments=(SIM,),
            balances=(BALANCE,),
            latency_ns=LATENCY_MS * MS,
        ),
        observer=Observer(on_round=lambda gained, _clock_ns: notes.gained(gained), on_step=on_step),
    )
    tape = ticks(seed, seconds)
    kernel.run(Steps([tape], [SIM], step_ns=10 * MS, end_margin_ns=SECOND_NS))
    return oracle


class _Notes:
    """Makes rounds of what a kernel shows: what one round gained is the next one's input."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self._gained: list[Gained] = []
        self._sequences: dict[str, int] = {}
        # After the event of the opening balance.
        self._head = 1
        self._clock_ns = 0

    def gained(self, gained: Gained) -> None:
        self._gained.append(gained)
        for event in gained.account:
            if isinstance(event, OrderEvent):
                self._oracle.orders[event.order.order_id] = event.order
                if event.fill is not None:
                    self._oracle.fills.append(event.fill)

    def end_step(self, step: Step) -> None:
        # No other step has the clock of the one before it.
        closing = step.clock_ns == self._clock_ns
        self._clock_ns = step.clock_ns
        inputs: Sequence[Event] = ()
        for number, gained in enumerate(self._gained, 1):
            self._oracle.rounds.append(
                Round(
                    ReplayStep(run=RUN, step=step.index, round=number),
                    step.clock_ns,
                    closing and number == 1,
                    step.events if number == 1 else (),
                    inputs,
                )
            )
            self._oracle.events.append(self._recorded(gained, step.clock_ns))
            inputs = self._encoded(gained, step.clock_ns)
        self._gained = []

    def _recorded(self, gained: Gained, clock_ns: int) -> list[NewEvent]:
        place = Place("execlog", "paper", STREAM, self._head, clock_ns)
        rules: dict[str, tuple[RuleResult, ...]] = {
            request.client_order_id: verdict.rules
            for request, verdict, _ in self._oracle.answers.values()
        }
        recording = record(
            place,
            gained.account,
            {SIM.id: SIM}.__getitem__,
            rules,
            lambda order: traceparent_of(order.cause),
        )
        self._head += len(recording.events)
        return recording.events

    def _encoded(self, gained: Gained, clock_ns: int) -> list[Event]:
        events = []
        for happened in gained.risk:
            header = self._header(subjects.risk("paper"), "risklog", "paper", clock_ns)
            payload = risk_event_to_wire(header, happened).SerializeToString(deterministic=True)
            events.append(_event(subjects.risk("paper"), header, payload))
        for signal in gained.signals:
            stream = subjects.signals(signal.strategy)
            header = self._header(stream, "signallog", signal.strategy, clock_ns)
            traced = _traced(signal)
            payload = signal_event_to_wire(header, traced).SerializeToString(deterministic=True)
            events.append(_event(stream, header, payload))
        return events

    def _header(self, stream: str, log_id: str, of: str, clock_ns: int) -> EventHeader:
        sequence = self._sequences[stream] = self._sequences.get(stream, 0) + 1
        event_id = digest("event", log_id, stream, sequence)
        return EventHeader(log_id, sequence, event_id, of, clock_ns, clock_ns)


def _traced(signal: Signal) -> Signal:
    return replace(signal, traceparent=traceparent_of(f"signal:{signal.signal_id}"))


def _event(stream: str, header: EventHeader, payload: bytes) -> Event:
    return Event(
        stream,
        header.sequence,
        header.event_id,
        "",
        header.event_ns,
        header.record_ns,
        "",
        payload,
    )
