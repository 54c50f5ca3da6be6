"""What is traded: increments, fees and settlement of one instrument at one venue."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradewire.decimals import Rounding, divide, from_mantissa, mantissa_of
from tradewire.errors import InvalidArgumentError

_INSTRUMENT = re.compile(r"[A-Z0-9_-]{1,40}\.[A-Z0-9_-]{1,20}")


class InstrumentKind(StrEnum):
    """What an instrument is, which decides how its positions are valued."""

    SPOT = "SPOT"
    """Two balances change hands; nothing can be sold that is not held."""
    PERPETUAL = "PERPETUAL"
    """A contract without expiry, settled in the settlement asset."""
    FUTURE = "FUTURE"
    """A contract with expiry, settled in the settlement asset."""
    EQUITY = "EQUITY"
    """Shares against a currency."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument at one venue.

    Prices and sizes of its ticks are integers:
    ``price = price_mantissa * 10**price_exponent``.

    Attributes:
        id: ``<symbol>.<venue>``, both of ``[A-Z0-9_-]+``.
        venue_symbol: what the venue itself calls it, e.g. ``BTCUSDT``.
        base: the asset bought; for contracts the underlying.
        quote: the asset prices are in.
        settlement: the asset that P&L, fees and margin are paid in.
        price_exponent: power of ten of one price unit, e.g. -2.
        size_exponent: power of ten of one size unit, e.g. -5.
        price_increment: smallest step of an order's price, in quote.
        size_increment: smallest step of an order's quantity, in base or contracts.
        min_quantity: smallest order quantity, in base or contracts.
        max_quantity: largest order quantity; None where the venue sets none.
        min_notional: smallest order value, in quote (inverse: in quote too).
        multiplier: contract value of quantity 1: base units (linear) or quote
            units (inverse); 1 for spot and equities.
        inverse: True where the contract is worth ``quantity * multiplier / price``
            of the settlement asset (coin-margined).
        maker_fee, taker_fee: fraction of the traded value, e.g. 0.001.
        settlement_scale: digits after the point that the settlement asset is
            kept at, where a division must be rounded.
        shortable: False where nothing can be sold that is not held (spot).
        trading_hours: the name of a calendar, e.g. ``24x7`` or ``XNYS``.
    """

    id: str
    kind: InstrumentKind
    venue_symbol: str
    base: str
    quote: str
    settlement: str
    price_exponent: int
    size_exponent: int
    price_increment: Decimal
    size_increment: Decimal
    min_quantity: Decimal
    min_notional: Decimal
    maker_fee: Decimal
    taker_fee: Decimal
    multiplier: Decimal = Decimal(1)
    inverse: bool = False
    settlement_scale: int = 8
    shortable: bool = False
    max_quantity: Decimal | None = None
    trading_hours: str = "24x7"

    def __post_init__(self) -> None:
        """Refuse an instrument that could not be traded as declared."""
        check_instrument_id(self.id)
        if self.price_increment <= 0 or self.size_increment <= 0:
            raise InvalidArgumentError(f"{self.id}: increments must be above zero")
        mantissa_of(self.price_increment, self.price_exponent, f"{self.id} price_increment")
        mantissa_of(self.size_increment, self.size_exponent, f"{self.id} size_increment")

    @property
    def symbol(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]

    @property
    def venue(self) -> str:
        """The part of the id after the point."""
        return self.id.partition(".")[2]

    def price(self, mantissa: int) -> Decimal:
        """The price of an integer price, in quote."""
        return from_mantissa(mantissa, self.price_exponent)

    def size(self, mantissa: int) -> Decimal:
        """The quantity of an integer size, in base or contracts."""
        return from_mantissa(mantissa, self.size_exponent)

    def price_mantissa(self, price: Decimal) -> int:
        """The integer of a price; raises InvalidArgumentError where it does not fit."""
        return mantissa_of(price, self.price_exponent, f"{self.id} price")

    def nearest_price(self, price: Decimal | float) -> Decimal:
        """The multiple of the price increment nearest to ``price``, in quote.

        The one place where a statistic (a float) becomes a price.
        """
        exact = price if isinstance(price, Decimal) else Decimal(repr(price))
        steps = divide(exact, self.price_increment, 0, Rounding.HALF_EVEN)
        return steps * self.price_increment

    def size_mantissa(self, quantity: Decimal) -> int:
        """The integer of a quantity; raises InvalidArgumentError where it does not fit."""
        return mantissa_of(quantity, self.size_exponent, f"{self.id} quantity")


def check_instrument_id(text: str) -> str:
    """Return ``text`` if it is ``<symbol>.<venue>``.

    Raises:
        InvalidArgumentError: it is not.
    """
    if not _INSTRUMENT.fullmatch(text):
        rule = "must be <symbol>.<venue> of A-Z, 0-9, '_' and '-', such as BTC-USDT.BINANCE"
        raise InvalidArgumentError(f"instrument {text[:70]!r} {rule}", fields={"instrument": rule})
    return text
