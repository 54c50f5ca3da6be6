"""Losses: the equity at the day's and the month's start and at its peak, in UTC.

A deposit or withdrawal moves all three, for it is neither profit nor loss.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.market import SECOND_NS
from tradewire.values import quickly_made, replace

DAY_NS = 86_400 * SECOND_NS


@quickly_made
@dataclass(frozen=True, slots=True)
class Baseline:
    """What an account's losses are counted from, in its settlement asset.

    ``day`` counts days since 1970-01-01, ``month`` is ``year * 12 + month - 1``.
    """

    day: int
    month: int
    day_equity: Decimal
    month_equity: Decimal
    peak_equity: Decimal

    def daily_loss(self, equity: Decimal) -> Decimal:
        """Loss since the day's 00:00 UTC; negative is a profit."""
        return self.day_equity - equity

    def monthly_loss(self, equity: Decimal) -> Decimal:
        """Loss since the month's first 00:00 UTC; negative is a profit."""
        return self.month_equity - equity

    def drawdown(self, equity: Decimal) -> Decimal:
        """Fall from the peak; zero at a new one."""
        return max(ZERO, self.peak_equity - equity)


def begin(now_ns: int, equity: Decimal) -> Baseline:
    """The baseline of an account first seen now."""
    return Baseline(now_ns // DAY_NS, month_of(now_ns), equity, equity, equity)


def roll(baseline: Baseline, now_ns: int, equity: Decimal) -> Baseline:
    """The baseline at ``now_ns``: days and months begun since start at this equity."""
    day = now_ns // DAY_NS
    if day > baseline.day:
        month = month_of(now_ns)
        baseline = replace(
            baseline,
            day=day,
            month=month,
            day_equity=equity,
            month_equity=equity if month > baseline.month else baseline.month_equity,
        )
    if equity > baseline.peak_equity:
        baseline = replace(baseline, peak_equity=equity)
    return baseline


def shift(baseline: Baseline, amount: Decimal) -> Baseline:
    """The baseline after a deposit (positive) or a withdrawal."""
    return replace(
        baseline,
        day_equity=baseline.day_equity + amount,
        month_equity=baseline.month_equity + amount,
        peak_equity=baseline.peak_equity + amount,
    )


def month_of(now_ns: int) -> int:
    """Months since year 0 of a moment, in UTC."""
    moment = datetime.fromtimestamp(now_ns // SECOND_NS, UTC)
    return moment.year * 12 + moment.month - 1
