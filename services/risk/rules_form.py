"""Rules on the order's form: increments, quantities and smallest value.

They hold for every order, because the venue would refuse it otherwise. Only the
smallest quantity and value let an order pass that closes: a rest below them
could never be closed, and whether it can is the venue's to say.
"""

from decimal import Decimal

from services.risk.assessment import Assessment
from services.risk.results import WAIVED
from services.risk.valuation import notional_of
from tradewire.decimals import ZERO, canonical, is_multiple
from tradewire.verdicts import RefusalReason, RuleResult

_UNKNOWN = "the instrument is unknown"


def price_increment(order: Assessment) -> RuleResult:
    """Price, trigger, stop and target are multiples of the instrument's step."""
    rule, reason, request = "price_increment", RefusalReason.PRICE_INCREMENT, order.request
    if order.instrument is None:
        return RuleResult(rule, True, reason, "", "", "", _UNKNOWN)
    step, quote = order.instrument.price_increment, order.instrument.quote
    stated = [
        price
        for price in (
            request.price,
            request.trigger_price,
            request.trailing_distance,
            request.stop_price,
            request.target_price,
        )
        if price is not None
    ]
    limit = canonical(step)
    for price in stated:
        if not price.is_finite() or price <= ZERO or not is_multiple(price, step):
            value = str(price)
            detail = f"price {value} {quote} is no multiple of {limit} above zero"
            return RuleResult(rule, False, reason, value, limit, quote, detail)
    value = canonical(stated[0]) if stated else ""
    return RuleResult(rule, True, reason, value, limit, quote)


def size_increment(order: Assessment) -> RuleResult:
    """The quantity is a multiple of the instrument's step, above zero."""
    rule, reason = "size_increment", RefusalReason.SIZE_INCREMENT
    if order.instrument is None:
        return RuleResult(rule, True, reason, "", "", "", _UNKNOWN)
    step, quantity, unit = order.instrument.size_increment, order.quantity, _unit(order)
    limit = canonical(step)
    asked = order.request.quantity
    if asked is not None and not (asked.is_finite() and asked > ZERO):
        detail = f"quantity {asked} must be above zero"
        return RuleResult(rule, False, reason, str(asked), limit, unit, detail)
    value = canonical(quantity)
    if is_multiple(quantity, step):
        return RuleResult(rule, True, reason, value, limit, unit)
    detail = f"quantity {value} {unit} is no multiple of {limit}"
    return RuleResult(rule, False, reason, value, limit, unit, detail)


def min_quantity(order: Assessment) -> RuleResult:
    """The instrument's smallest quantity."""
    rule, reason = "min_quantity", RefusalReason.MIN_QUANTITY
    if order.instrument is None:
        return RuleResult(rule, True, reason, "", "", "", _UNKNOWN)
    least = order.instrument.min_quantity
    return _least(order, rule, reason, order.quantity, least, _unit(order))


def max_quantity(order: Assessment) -> RuleResult:
    """The instrument's largest quantity."""
    rule, reason = "max_quantity", RefusalReason.MAX_QUANTITY
    if order.instrument is None:
        return RuleResult(rule, True, reason, "", "", "", _UNKNOWN)
    most, unit = order.instrument.max_quantity, _unit(order)
    value = canonical(order.quantity)
    if most is None:
        return RuleResult(rule, True, reason, value, "", unit)
    limit = canonical(most)
    if order.quantity <= most:
        return RuleResult(rule, True, reason, value, limit, unit)
    detail = f"quantity {value} {unit} is above {limit}; send it in parts"
    return RuleResult(rule, False, reason, value, limit, unit, detail)


def min_notional(order: Assessment) -> RuleResult:
    """The instrument's smallest value, in quote."""
    rule, reason, instrument = "min_notional", RefusalReason.MIN_NOTIONAL, order.instrument
    if instrument is None or order.price is None:
        return RuleResult(rule, True, reason, "", "", "", "no price to value the order at")
    value = notional_of(instrument, order.quantity, order.price)
    return _least(order, rule, reason, value, instrument.min_notional, instrument.quote)


def _least(
    order: Assessment,
    rule: str,
    reason: RefusalReason,
    value: Decimal,
    least: Decimal,
    unit: str,
) -> RuleResult:
    text, limit = canonical(value), canonical(least)
    if value >= least:
        return RuleResult(rule, True, reason, text, limit, unit)
    if order.reduces or order.quantity == ZERO:
        # Of nothing there is no smallest: the rule on sizing tells why it is none.
        detail = WAIVED if order.reduces else "there is no quantity"
        return RuleResult(rule, True, reason, text, limit, unit, detail)
    detail = f"{rule.removeprefix('min_')} {text} {unit} is below {limit}"
    return RuleResult(rule, False, reason, text, limit, unit, detail)


def _unit(order: Assessment) -> str:
    instrument = order.instrument
    if instrument is None:
        return ""
    return instrument.base if instrument.multiplier == 1 else "contracts"
