"""Rules on the order's form: increments, quantities and smallest value.

They hold for every order, because the venue would refuse it otherwise. Only the
smallest quantity and value let an order pass that closes: a rest below them
could never be closed, and whether it can is the venue's to say.
"""

from services.risk.assessment import Assessment
from services.risk.results import WAIVED, result_of
from services.risk.valuation import notional_of
from tradewire.decimals import ZERO, canonical, is_multiple
from tradewire.verdicts import RefusalReason, RuleResult

_UNKNOWN = "the instrument is unknown"


def price_increment(order: Assessment) -> RuleResult:
    """Price, trigger, stop and target are multiples of the instrument's step."""
    rule, reason, request = "price_increment", RefusalReason.PRICE_INCREMENT, order.request
    if order.mark is None:
        return result_of((rule, True, reason, "", "", "", _UNKNOWN, ""))
    instrument, limit = order.mark.instrument, order.mark.texts.price_increment
    value = ""
    for price in (
        request.price,
        request.trigger_price,
        request.trailing_distance,
        request.stop_price,
        request.target_price,
    ):
        if price is None:
            continue
        value = value or str(price)
        wrong = not price.is_finite() or price <= ZERO
        if wrong or not is_multiple(price, instrument.price_increment):
            detail = f"price {price} {instrument.quote} is no multiple of {limit} above zero"
            return result_of((rule, False, reason, str(price), limit, instrument.quote, detail, ""))
    return result_of((rule, True, reason, value, limit, instrument.quote, "", ""))


def size_increment(order: Assessment) -> RuleResult:
    """The quantity is a multiple of the instrument's step, above zero."""
    rule, reason = "size_increment", RefusalReason.SIZE_INCREMENT
    if order.mark is None:
        return result_of((rule, True, reason, "", "", "", _UNKNOWN, ""))
    limit, unit = order.mark.texts.size_increment, order.mark.texts.unit
    asked, value = order.request.quantity, order.quantity_text
    if asked is not None and not (asked.is_finite() and asked > ZERO):
        detail = f"quantity {asked} must be above zero"
        return result_of((rule, False, reason, str(asked), limit, unit, detail, ""))
    if is_multiple(order.quantity, order.mark.instrument.size_increment):
        return result_of((rule, True, reason, value, limit, unit, "", ""))
    detail = f"quantity {value} {unit} is no multiple of {limit}"
    return result_of((rule, False, reason, value, limit, unit, detail, ""))


def min_quantity(order: Assessment) -> RuleResult:
    """The instrument's smallest quantity."""
    rule, reason = "min_quantity", RefusalReason.MIN_QUANTITY
    if order.mark is None:
        return result_of((rule, True, reason, "", "", "", _UNKNOWN, ""))
    limit, unit, value = order.mark.texts.min_quantity, order.mark.texts.unit, order.quantity_text
    if order.quantity >= order.mark.instrument.min_quantity:
        return result_of((rule, True, reason, value, limit, unit, "", ""))
    return _below(order, rule, reason, value, limit, unit)


def max_quantity(order: Assessment) -> RuleResult:
    """The instrument's largest quantity."""
    rule, reason = "max_quantity", RefusalReason.MAX_QUANTITY
    if order.mark is None:
        return result_of((rule, True, reason, "", "", "", _UNKNOWN, ""))
    most, limit = order.mark.instrument.max_quantity, order.mark.texts.max_quantity
    value, unit = order.quantity_text, order.mark.texts.unit
    if most is None or order.quantity <= most:
        return result_of((rule, True, reason, value, limit, unit, "", ""))
    detail = f"quantity {value} {unit} is above {limit}; send it in parts"
    return result_of((rule, False, reason, value, limit, unit, detail, ""))


def min_notional(order: Assessment) -> RuleResult:
    """The instrument's smallest value, in quote."""
    rule, reason = "min_notional", RefusalReason.MIN_NOTIONAL
    if order.mark is None or order.price is None:
        return result_of((rule, True, reason, "", "", "", "no price to value the order at", ""))
    instrument, limit = order.mark.instrument, order.mark.texts.min_notional
    value = notional_of(instrument, order.quantity, order.price)
    if value >= instrument.min_notional:
        return result_of((rule, True, reason, canonical(value), limit, instrument.quote, "", ""))
    return _below(order, rule, reason, canonical(value), limit, instrument.quote)


def _below(
    order: Assessment, rule: str, reason: RefusalReason, value: str, limit: str, unit: str
) -> RuleResult:
    if order.reduces or order.quantity == ZERO:
        # Of nothing there is no smallest: the rule on sizing tells why it is none.
        detail = WAIVED if order.reduces else "there is no quantity"
        return result_of((rule, True, reason, value, limit, unit, detail, ""))
    detail = f"{rule.removeprefix('min_')} {value} {unit} is below {limit}"
    return result_of((rule, False, reason, value, limit, unit, detail, ""))
