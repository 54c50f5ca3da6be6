"""What a quantity is worth, what it costs to hold, and the way back.

Linear contracts and spot: ``quantity * price * multiplier`` of the settlement
asset. Inverse (coin-margined) ones: ``quantity * multiplier / price`` of the
coin, where ``multiplier`` is the contract's value in quote (Binance COIN-M
contract specification: BTCUSD_PERP is 100 USD).
"""

from decimal import Decimal

from tradewire.decimals import ZERO, Rounding, divide
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import Side

# A market order may pay more than the price risk knows. What it binds is reckoned
# this much higher, so that approvals together never overdraw the account; half a
# percent is more than the book of a traded pair moves between verdict and fill.
MARKET_CUSHION = Decimal("1.005")
# Digits kept of a margin: far below any asset's smallest unit, rounded against us.
MARGIN_SCALE = 18
ONE = Decimal(1)


def is_cash(instrument: Instrument) -> bool:
    """True where holding means owning the base, paid in full (spot, equities)."""
    kind = instrument.kind
    # Identity: hashing an enum's value for a set costs more than the whole test.
    return kind is InstrumentKind.SPOT or kind is InstrumentKind.EQUITY


def value_of(instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
    """Absolute value in the settlement asset; an inverse contract's is rounded up."""
    size = abs(quantity) * instrument.multiplier
    if instrument.inverse:
        return divide(size, price, instrument.settlement_scale, Rounding.UP)
    return size * price


def notional_of(instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
    """Absolute value in quote, which minimum notionals are stated in."""
    size = abs(quantity) * instrument.multiplier
    return size if instrument.inverse else size * price


def quantity_for(instrument: Instrument, value: Decimal, price: Decimal) -> Decimal:
    """The largest multiple of the size increment worth at most ``value``; zero at least."""
    if value <= ZERO:
        return ZERO
    step = instrument.multiplier * instrument.size_increment
    if instrument.inverse:
        return divide(value * price, step, 0, Rounding.DOWN) * instrument.size_increment
    return divide(value, price * step, 0, Rounding.DOWN) * instrument.size_increment


def capital_for(
    instrument: Instrument, value: Decimal, leverage: Decimal, *, at_market: bool
) -> Decimal:
    """What opening ``value`` binds in the settlement asset: price or margin, and the fee."""
    bound = value * MARKET_CUSHION if at_market else value
    fee = bound * max(instrument.taker_fee, instrument.maker_fee, ZERO)
    if is_cash(instrument) or leverage == ONE:
        return bound + fee
    return divide(bound, leverage, MARGIN_SCALE, Rounding.UP) + fee


def value_within(
    instrument: Instrument, capital: Decimal, leverage: Decimal, *, at_market: bool
) -> Decimal:
    """The largest value whose ``capital_for`` is within ``capital``, but for the last digit."""
    if capital <= ZERO:
        return ZERO
    fee = max(instrument.taker_fee, instrument.maker_fee, ZERO)
    times = ONE if is_cash(instrument) else leverage
    per_value = (ONE + fee * times) * (MARKET_CUSHION if at_market else ONE)
    return divide(capital * times, per_value, MARGIN_SCALE, Rounding.DOWN)


def worst_price(
    instrument: Instrument, side: Side, stated: Decimal | None, mark: Decimal | None
) -> Decimal | None:
    """The price to value an order at; None where neither it nor the market has one.

    A buy pays its own price at most. A sell may fill anywhere above its own, so
    it counts at the market where that is higher. An inverse contract is worth
    more coins the lower its price is, so there the lower one counts.
    """
    if stated is None or mark is None:
        return stated or mark
    if instrument.inverse:
        return min(stated, mark)
    return stated if side is Side.BUY else max(stated, mark)
