"""The sizing policies by the names that the contract and the store have for them."""

from decimal import Decimal

from services.risk.limits import (
    EquityFraction,
    FixedQuantity,
    FixedValue,
    SizingPolicy,
    StopRiskFraction,
)
from tradewire.errors import CorruptDataError


def sizing_parts(policy: SizingPolicy | None) -> tuple[str | None, Decimal | None]:
    """The contract's name of a policy and its number; None and None without a policy."""
    match policy:
        case EquityFraction(amount):
            return "equity_fraction", amount
        case FixedQuantity(amount):
            return "fixed_quantity", amount
        case FixedValue(amount):
            return "fixed_value", amount
        case StopRiskFraction(amount):
            return "stop_risk_fraction", amount
        case None:
            return None, None


def sizing_of(name: str, amount: Decimal) -> SizingPolicy:
    """The policy of a name.

    Raises:
        CorruptDataError: there is no such policy.
    """
    match name:
        case "equity_fraction":
            return EquityFraction(amount)
        case "fixed_quantity":
            return FixedQuantity(amount)
        case "fixed_value":
            return FixedValue(amount)
        case "stop_risk_fraction":
            return StopRiskFraction(amount)
        case _:
            raise CorruptDataError(f"sizing policy {name[:40]!r} is none that this version knows")
