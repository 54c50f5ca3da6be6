"""What risk measures: its verdicts and why it refused, what it holds back, its switches."""

import time
from collections.abc import Iterator
from typing import Final

from services.chassis.metrics import Kind, Measure, Metrics, Reading
from services.risk.gate import RiskGate
from tradewire.verdicts import Refused, Verdict

VERDICTS = Measure(
    "tradewire_risk_verdicts_total",
    Kind.COUNTER,
    "Verdicts given and committed, by outcome (approved, refused).",
    ("outcome",),
)
REFUSALS = Measure(
    "tradewire_risk_refusal_reasons_total",
    Kind.COUNTER,
    "Reasons of refusals; a verdict may have several, so they sum up to more than the refusals.",
    ("reason",),
)
DURATION = Measure(
    "tradewire_risk_verdict_duration_seconds",
    Kind.HISTOGRAM,
    "Sizing and every rule of one verdict, without its commit.",
)
RESERVATIONS = Measure(
    "tradewire_risk_reservations", Kind.GAUGE, "Approvals and orders that hold exposure back now."
)
SWITCHES = Measure(
    "tradewire_risk_kill_switch_engaged",
    Kind.GAUGE,
    "1 while the kill switch of a scope is on (*, account:ID, strategy:ID), 0 after its release.",
    ("scope",),
)
POSITIONS = Measure(
    "tradewire_risk_positions", Kind.GAUGE, "Positions that risk counts, by account.", ("account",)
)
RECONCILED = Measure(
    "tradewire_risk_account_reconciled",
    Kind.GAUGE,
    "1 where risk has followed an account to its newest event, so that it may open.",
    ("account",),
)

MEASURES: Final = tuple(value for value in tuple(globals().values()) if isinstance(value, Measure))
"""The table."""


class Verdicts:
    """Counts verdicts as they are committed."""

    def __init__(self, metrics: Metrics) -> None:
        self._given = metrics.counter(VERDICTS)
        self._reasons = metrics.counter(REFUSALS)
        self._durations = metrics.histogram(DURATION).of()
        # Zero is a number, too: an alarm on refusals must not wait for the first.
        for outcome in ("approved", "refused"):
            self._given.of(outcome)

    def took(self, since_s: float) -> None:
        """A verdict was found that was asked for at ``since_s`` of ``time.perf_counter``."""
        self._durations.observe(time.perf_counter() - since_s)

    def given(self, verdict: Verdict) -> None:
        """A verdict was committed."""
        if isinstance(verdict, Refused):
            self._given.of("refused").inc()
            for reason in verdict.reasons:
                self._reasons.of(reason.value).inc()
        else:
            self._given.of("approved").inc()


def watch_gate(metrics: Metrics, gate: RiskGate) -> None:
    """Show what the gate holds."""

    def switches() -> Iterator[Reading]:
        for switch in gate.kill_switches():
            yield (switch.scope,), float(switch.engaged)

    def positions() -> Iterator[Reading]:
        for view in tuple(gate.accounts.all()):
            yield (view.account,), float(len(view.holdings))

    def reconciled() -> Iterator[Reading]:
        for view in tuple(gate.accounts.all()):
            yield (view.account,), float(view.reconciled)

    metrics.watch(RESERVATIONS, lambda: float(len(gate.reservations.all())))
    metrics.watch(SWITCHES, switches)
    metrics.watch(POSITIONS, positions)
    metrics.watch(RECONCILED, reconciled)
