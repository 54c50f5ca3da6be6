"""Limits: what an account, a strategy or an environment may do.

The names are the contract's (``tradewire.risk.v1.RuleLimits``). Beside each
amount stands the same limit as a fraction of the equity, so that one set of
limits fits accounts of any size and settlement asset; where both are set, the
stricter amount decides. ``limit_book`` tells which limits apply to an order.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.errors import InvalidArgumentError
from tradewire.ids import check_resource_id

# What a window of approvals can hold: the contract's largest order rate.
ORDER_RATE_COUNT_MAX = 100_000
ENVIRONMENTS = ("backtest", "paper", "sandbox", "live")


@dataclass(frozen=True, slots=True)
class OrderRate:
    """At most ``count_max`` approvals in any window of ``window_ns`` nanoseconds."""

    count_max: int
    window_ns: int


@dataclass(frozen=True, slots=True)
class EquityFraction:
    """Size to a value of this fraction of the equity; above 1 needs leverage."""

    fraction: Decimal


@dataclass(frozen=True, slots=True)
class FixedQuantity:
    """Size to this quantity, in base units or contracts."""

    quantity: Decimal


@dataclass(frozen=True, slots=True)
class FixedValue:
    """Size to this value, in the account's asset."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class StopRiskFraction:
    """Size so that reaching the stop price loses this fraction of the equity."""

    fraction: Decimal


SizingPolicy = EquityFraction | FixedQuantity | FixedValue | StopRiskFraction


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one subject. None sets no limit of its own.

    Amounts are in ``asset``, the account's settlement asset; an empty ``asset``
    is for limits that state no amounts. Fractions are of 1, durations Unix
    nanoseconds.

    Attributes:
        subject: ``account-<id>``, ``strategy-<id>`` or ``environment-<name>``.
        position_value_max: value of one position, what can enlarge it included.
        position_fraction_max: the same, over equity.
        exposure_max: sum of the absolute values of positions and opening orders.
        exposure_fraction_max: the same, over equity.
        position_count_max: instruments held or being opened.
        free_capital_min: what must be left after order, fees and reservations.
        free_capital_fraction_min: the same, over equity.
        leverage_max: exposure over equity; what margin is reckoned with.
        daily_loss_max, monthly_loss_max: loss since the day's, month's 00:00 UTC.
        daily_loss_fraction_max, monthly_loss_fraction_max: over the equity then.
        drawdown_fraction_max: fall of the equity from its peak, over the peak.
        stop_required, target_required: an opening order must carry the price.
        duplicate_window_ns: how long an equal order of another cause is refused.
        data_age_ns_max: greatest age of the newest price.
        confidence_min: least confidence of a signal, 0 to 1.
        price_band_fraction_max: distance of a limit or trigger from the market.
        order_rate: approvals in a time.
        open_order_count_max: open orders, approvals not yet used included.
        allowed_instruments: the only ones that may be opened.
        short_allowed: False where nothing may be sold short.
        reducing_only: True where positions may only get smaller.
        sizing: how an order without a quantity is sized.
    """

    subject: str
    asset: str = ""
    position_value_max: Decimal | None = None
    position_fraction_max: Decimal | None = None
    exposure_max: Decimal | None = None
    exposure_fraction_max: Decimal | None = None
    position_count_max: int | None = None
    free_capital_min: Decimal | None = None
    free_capital_fraction_min: Decimal | None = None
    leverage_max: Decimal | None = None
    daily_loss_max: Decimal | None = None
    daily_loss_fraction_max: Decimal | None = None
    monthly_loss_max: Decimal | None = None
    monthly_loss_fraction_max: Decimal | None = None
    drawdown_fraction_max: Decimal | None = None
    stop_required: bool | None = None
    target_required: bool | None = None
    duplicate_window_ns: int | None = None
    data_age_ns_max: int | None = None
    confidence_min: float | None = None
    price_band_fraction_max: Decimal | None = None
    order_rate: OrderRate | None = None
    open_order_count_max: int | None = None
    allowed_instruments: tuple[str, ...] | None = None
    short_allowed: bool | None = None
    reducing_only: bool | None = None
    sizing: SizingPolicy | None = None

    def __post_init__(self) -> None:
        """Refuse what no subject can have.

        Raises:
            InvalidArgumentError: the subject is malformed, a number negative or
                no number, or an amount has no asset.
        """
        _check_subject(self.subject)
        for name in _NUMBERS:
            value = getattr(self, name)
            # A NaN fails every comparison, so this form refuses it too.
            if value is not None and not (_is_number(value) and value >= 0):
                raise InvalidArgumentError(
                    f"limits {self.subject}: {name} is {value}; it must be zero or above",
                    fields={name: "must be zero or above"},
                )
            if value is not None and name in _AMOUNTS and not self.asset:
                raise InvalidArgumentError(
                    f"limits {self.subject}: {name} is an amount; name its asset",
                    fields={"asset": "must name the asset that amounts are in"},
                )
        _check_policies(self)

    @property
    def source(self) -> str:
        """The path that a rule's result names, e.g. ``limits/account-paper``."""
        return f"limits/{self.subject}"


_AMOUNTS = (
    "position_value_max",
    "exposure_max",
    "free_capital_min",
    "daily_loss_max",
    "monthly_loss_max",
)
# Fields whose smaller value is the stricter one, and those whose larger is.
SMALLEST = (
    "position_value_max",
    "position_fraction_max",
    "exposure_max",
    "exposure_fraction_max",
    "position_count_max",
    "leverage_max",
    "daily_loss_max",
    "daily_loss_fraction_max",
    "monthly_loss_max",
    "monthly_loss_fraction_max",
    "drawdown_fraction_max",
    "data_age_ns_max",
    "price_band_fraction_max",
    "open_order_count_max",
)
LARGEST = (
    "free_capital_min",
    "free_capital_fraction_min",
    "duplicate_window_ns",
    "confidence_min",
)
_NUMBERS = SMALLEST + LARGEST


def _is_number(value: Decimal | float) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)


def _check_subject(subject: str) -> None:
    kind, _, name = subject.partition("-")
    if kind not in {"account", "strategy", "environment"} or (
        kind == "environment" and name not in ENVIRONMENTS
    ):
        rule = "must be account-<id>, strategy-<id> or environment-<backtest|paper|sandbox|live>"
        raise InvalidArgumentError(f"limits {subject[:80]!r} {rule}", fields={"limits": rule})
    check_resource_id(name, kind)


def _check_policies(limits: Limits) -> None:
    rate = limits.order_rate
    if rate is not None and not (
        1 <= rate.count_max <= ORDER_RATE_COUNT_MAX and rate.window_ns > 0
    ):
        rule = f"count must be 1 to {ORDER_RATE_COUNT_MAX} and the window above zero"
        raise InvalidArgumentError(
            f"limits {limits.subject}: order_rate {rule}", fields={"order_rate": rule}
        )
    wrong = False
    match limits.sizing:
        case EquityFraction(amount) | FixedQuantity(amount) | FixedValue(amount):
            wrong = not (amount.is_finite() and amount > ZERO)
        case StopRiskFraction(amount):
            wrong = not (amount.is_finite() and ZERO < amount <= 1)
        case None:
            pass
    if wrong:
        raise InvalidArgumentError(
            f"limits {limits.subject}: sizing must be above zero, a stop risk at most 1",
            fields={"sizing": "must be above zero, a stop risk at most 1"},
        )


# The demo account's: fractions, so that they fit USDT, USDC and a coin alike.
DEMO_LIMITS = Limits(
    subject="account-paper",
    position_fraction_max=Decimal("0.20"),
    exposure_fraction_max=Decimal("0.80"),
    position_count_max=5,
    free_capital_fraction_min=Decimal("0.05"),
    leverage_max=Decimal(1),
    daily_loss_fraction_max=Decimal("0.05"),
    monthly_loss_fraction_max=Decimal("0.10"),
    drawdown_fraction_max=Decimal("0.20"),
    stop_required=True,
    target_required=True,
    duplicate_window_ns=500_000_000,
    data_age_ns_max=5_000_000_000,
    confidence_min=0.0,
    price_band_fraction_max=Decimal("0.05"),
    order_rate=OrderRate(count_max=20, window_ns=1_000_000_000),
    open_order_count_max=20,
    short_allowed=False,
    sizing=EquityFraction(Decimal("0.10")),
)
