"""What a venue refuses of an order for the order's own figures, whatever the market and account."""

from decimal import Decimal

from services.execution.paper_account import Problem
from services.execution.working import LIMITED, TRAILING, TRIGGERED
from tradewire.decimals import is_multiple
from tradewire.instruments import Instrument
from tradewire.orders import Order
from tradewire.verdicts import RefusalReason


def misshapen(order: Order, instrument: Instrument) -> Problem | None:
    """What a venue would refuse of an order's own figures; None where they are right."""
    return _mistyped(order) or _off_step(order, instrument) or _missized(order, instrument)


def _mistyped(order: Order) -> Problem | None:
    """A price that the type needs and the order lacks, or has and the type knows nothing of."""
    rules = (
        ("a price", order.price, LIMITED),
        ("a trigger price", order.trigger_price, TRIGGERED),
        ("a trailing distance", order.trailing_distance, TRAILING),
    )
    for name, given, types in rules:
        if (given is not None) != (order.type in types):
            verb = "takes no" if given is not None else "needs"
            message = f"{order.type.value} {verb} {name.removeprefix('a ') if given else name}"
            return RefusalReason.VENUE_INVALID_PRICE, message
    return None


def _off_step(order: Order, instrument: Instrument) -> Problem | None:
    increment = instrument.price_increment
    for price in (order.price, order.trigger_price, order.trailing_distance):
        if price is not None and (price <= 0 or not is_multiple(price, increment)):
            message = f"price {price:f} is no multiple of {increment:f}"
            return RefusalReason.VENUE_INVALID_PRICE, message
    return None


def _missized(order: Order, instrument: Instrument) -> Problem | None:
    quantity: Decimal = order.quantity
    most = instrument.max_quantity
    too_much = most is not None and quantity > most
    # A close may be smaller than the smallest order: dust must be sellable.
    too_little = quantity <= 0 or (quantity < instrument.min_quantity and not order.reduce_only)
    if too_much or too_little or not is_multiple(quantity, instrument.size_increment):
        increment = instrument.size_increment
        message = f"quantity {quantity:f} is no multiple of {increment:f} within bounds"
        return RefusalReason.VENUE_INVALID_QUANTITY, message
    return None


def too_cheap(order: Order, instrument: Instrument, reference: Decimal | None) -> Problem | None:
    """Whether the order's value is below the venue's least; a close may be of any value.

    ``reference`` is the market's price, for an order without one; None where there is none yet.
    """
    price = order.price or order.trigger_price or reference
    if order.reduce_only or price is None:
        return None
    face = order.quantity * instrument.multiplier
    value = face if instrument.inverse else face * price
    if value >= instrument.min_notional:
        return None
    message = f"worth {value:f} {instrument.quote}, {instrument.min_notional:f} is the least"
    return RefusalReason.VENUE_MIN_NOTIONAL, message
