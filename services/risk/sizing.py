"""Sizing: how large an order is where its signal does not say.

The policy gives a quantity; every limit that a size can break gives the room it
leaves; the smaller is rounded down to the size increment. So what sizing gives
never breaks the limits it was held against.
"""

from collections.abc import Sequence
from decimal import Decimal

from services.risk.assessment import Assessment, SizeCap, Sizing
from services.risk.limits import (
    EquityFraction,
    FixedQuantity,
    FixedValue,
    SizingPolicy,
    StopRiskFraction,
)
from services.risk.valuation import capital_for, quantity_for, value_of, value_within
from tradewire.decimals import ZERO, Rounding, canonical, divide, round_to_increment
from tradewire.instruments import Instrument
from tradewire.orders import Side

# Rounding up a coin value or a margin can overrun the room by a last digit; one
# size increment less never does, a second one is for a value and a margin at once.
STEPS_DOWN_MAX = 2
# Digits kept of a policy's own quantity before it is rounded to the increment;
# the contract's most.
POLICY_SCALE = 30


def size(order: Assessment) -> Sizing:
    """Size an order without a quantity; closes what is held before it opens."""
    instrument = order.instrument
    closes = _closing_quantity(order)
    if closes:
        return Sizing(closes, f"closes the whole position of {canonical(closes)}")
    if order.request.reduce_only:
        return Sizing(ZERO, "there is nothing to reduce")
    policy = order.limits.sizing
    if policy is None:
        return Sizing(ZERO, "no limits say how to size; state a quantity or set a sizing policy")
    source = order.effective.source("sizing")
    if instrument is None or order.price is None:
        return Sizing(ZERO, "no price to size with", policy, source)
    if isinstance(policy, StopRiskFraction) and not _stop_distance(order, order.price):
        detail = "sizing by the risk to the stop needs a stop price"
        return Sizing(ZERO, detail, policy, source, stop_missing=True)
    wanted = _policy_quantity(order, instrument, order.price, policy)
    return _cut(order, instrument, order.price, wanted, policy, source)


def size_caps(order: Assessment, instrument: Instrument, price: Decimal) -> tuple[SizeCap, ...]:
    """What each rule leaves room to open at ``price``, tightest first."""
    caps = [
        SizeCap(rule, quantity_for(instrument, room, price), source)
        for rule, room, source in _rooms(order, instrument)
    ]
    if instrument.max_quantity is not None:
        most = instrument.max_quantity - min(order.closable, instrument.max_quantity)
        caps.append(SizeCap("max_quantity", most))
    return tuple(sorted(caps, key=lambda cap: cap.quantity))


def opening_caps(order: Assessment, instrument: Instrument, price: Decimal) -> tuple[SizeCap, ...]:
    """The same, and nothing where the side may do no more than close."""
    caps = size_caps(order, instrument, price)
    if _may_open(order):
        return caps
    return (SizeCap("short", ZERO, order.sources.get("short_allowed", "")), *caps)


def _closing_quantity(order: Assessment) -> Decimal:
    """What is held on the other side, where the order may do no more than close it."""
    return ZERO if _may_open(order) and not order.request.reduce_only else order.closable


def _may_open(order: Assessment) -> bool:
    """Whether the side may open or enlarge: a sale only where short ones are possible."""
    instrument = order.instrument
    return order.request.side is Side.BUY or (
        order.limits.short_allowed is not False and instrument is not None and instrument.shortable
    )


def _cut(
    order: Assessment,
    instrument: Instrument,
    price: Decimal,
    wanted: Decimal,
    policy: SizingPolicy,
    source: str,
) -> Sizing:
    caps = size_caps(order, instrument, price)
    opening, binding = wanted, ""
    if caps and caps[0].quantity < wanted:
        opening, binding = caps[0].quantity, caps[0].rule
    opening = round_to_increment(opening, instrument.size_increment, Rounding.DOWN)
    opening = _fitting(order, instrument, price, opening)
    quantity = opening + order.closable
    if not opening:
        why = f"{binding} leaves no room" if binding else "the policy gives less than an increment"
        return Sizing(ZERO, f"sized to zero: {why}", policy, source, wanted, caps, binding)
    decided = binding or _policy_name(policy)
    detail = f"sized to {canonical(quantity)} by {decided}"
    return Sizing(quantity, detail, policy, source, wanted, caps, binding)


def _rooms(order: Assessment, instrument: Instrument) -> Sequence[tuple[str, Decimal, str]]:
    """(rule, value that may still be opened, source) of each rule on value."""
    rooms = []
    position, exposure = order.position_bound, order.exposure_bound
    if position.amount is not None:
        rooms.append(("position_size", position.amount - order.same_side, position.source))
    if exposure.amount is not None:
        rooms.append(("exposure", exposure.amount - order.exposure, exposure.source))
    free = order.free - (order.free_bound.amount or ZERO)
    room = value_within(instrument, free, order.leverage, at_market=order.at_market)
    rooms.append(("capital", room, order.free_bound.source))
    leverage = order.limits.leverage_max
    if leverage is not None:
        room = leverage * order.equity - order.exposure
        rooms.append(("leverage", room, order.effective.source("leverage_max")))
    return rooms


def _fitting(
    order: Assessment, instrument: Instrument, price: Decimal, quantity: Decimal
) -> Decimal:
    """``quantity``, or a step or two less where rounding up overran a room; 0 at worst."""
    free = order.free - (order.free_bound.amount or ZERO)
    rooms = [room for rule, room, _ in _rooms(order, instrument) if rule != "capital"]
    for _ in range(STEPS_DOWN_MAX + 1):
        if quantity <= ZERO:
            break
        value = value_of(instrument, quantity, price)
        capital = capital_for(instrument, value, order.leverage, at_market=order.at_market)
        if capital <= free and all(value <= room for room in rooms):
            return quantity
        quantity -= instrument.size_increment
    return ZERO


def _policy_quantity(
    order: Assessment, instrument: Instrument, price: Decimal, policy: SizingPolicy
) -> Decimal:
    match policy:
        case EquityFraction(fraction):
            return quantity_for(instrument, fraction * order.equity, price)
        case FixedValue(value):
            return quantity_for(instrument, value, price)
        case FixedQuantity(quantity):
            return quantity
        case StopRiskFraction(fraction):
            return _risk_quantity(order, instrument, price, fraction * order.equity)


def _risk_quantity(
    order: Assessment, instrument: Instrument, price: Decimal, risk: Decimal
) -> Decimal:
    """The quantity that loses ``risk`` from price to stop.

    Linear: ``risk / (distance * multiplier)``. Inverse: a contract loses
    ``multiplier * distance / (price * stop)`` coins.
    """
    distance = _stop_distance(order, price)
    stop = order.request.stop_price
    if risk <= ZERO or not distance or stop is None:
        return ZERO
    if instrument.inverse:
        risk = risk * price * stop
    return divide(risk, distance * instrument.multiplier, POLICY_SCALE, Rounding.DOWN)


def _stop_distance(order: Assessment, price: Decimal) -> Decimal:
    stop = order.request.stop_price
    return abs(price - stop) if stop is not None else ZERO


def _policy_name(policy: SizingPolicy) -> str:
    match policy:
        case EquityFraction(fraction):
            return f"equity_fraction {canonical(fraction)}"
        case FixedValue(value):
            return f"fixed_value {canonical(value)}"
        case FixedQuantity(quantity):
            return f"fixed_quantity {canonical(quantity)}"
        case StopRiskFraction(fraction):
            return f"stop_risk_fraction {canonical(fraction)}"
