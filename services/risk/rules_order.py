"""Rules on the order in its moment: exits, prices, switches, rates, who and what."""

from bisect import bisect_left
from decimal import Decimal

from services.risk.assessment import Assessment
from services.risk.killswitch import EVERYTHING
from services.risk.limit_book import milliseconds
from services.risk.results import beyond, count_at_most, failed, result_of
from tradewire.decimals import ZERO, canonical, ratio
from tradewire.orders import Side
from tradewire.verdicts import RefusalReason, RuleResult


def stop(order: Assessment) -> RuleResult:
    """A stop price, where one is mandatory, and on the side of a loss."""
    missing = order.sizing is not None and order.sizing.stop_missing
    required = missing or order.limits.stop_required is True
    return _exit(order, "stop", order.request.stop_price, required=required, below=True)


def target(order: Assessment) -> RuleResult:
    """A target price, where one is mandatory, and on the side of a profit."""
    required = order.limits.target_required is True
    return _exit(order, "target", order.request.target_price, required=required, below=False)


def duplicate_order(order: Assessment) -> RuleResult:
    """No equal order of another cause within the window."""
    window, age = order.limits.duplicate_window_ns, order.duplicate_age_ns
    rule, reason = "duplicate_order", RefusalReason.DUPLICATE_ORDER
    value = "" if age is None else milliseconds(age)
    if window is None:
        return result_of((rule, True, reason, value, "", "ms", "", ""))
    source = order.sources.get("duplicate_window_ns", "")
    limit = order.effective.texts["duplicate_window_ns"]
    if age is None or age >= window:
        return result_of((rule, True, reason, value, limit, "ms", "", source))
    relation = "after an equal one is within"
    return beyond(order, rule, reason, value, limit, "ms", source, relation)


def data_age(order: Assessment) -> RuleResult:
    """The newest price is young enough."""
    most = order.limits.data_age_ns_max
    rule, reason = "data_age", RefusalReason.STALE_DATA
    limit = order.effective.texts.get("data_age_ns_max", "")
    source = order.sources.get("data_age_ns_max", "")
    if order.mark is None or not order.mark.mantissa:
        return result_of((rule, True, reason, "", limit, "ms", "no price is known", source))
    age = order.now_ns - order.mark.init_ns
    if most is None or age <= most:
        return result_of((rule, True, reason, milliseconds(age), limit, "ms", "", source))
    return beyond(order, rule, reason, milliseconds(age), limit, "ms", source, "is above")


def price_known(order: Assessment) -> RuleResult:
    """A price is known for the instrument, and between its settlement and the account's."""
    rule, reason = "price", RefusalReason.NO_PRICE
    name = order.request.instrument
    if order.instrument is None or order.mark is None or order.mark.price is None:
        return failed(order, rule, reason, "", "", f"no price of {name} is known")
    value, quote = canonical(order.mark.price), order.instrument.quote
    foreign = order.instrument.settlement
    if order.view is not None and order.view.unvalued:
        foreign = next(iter(order.view.unvalued.values())).settlement
    if foreign != order.asset and order.view is not None:
        detail = f"no price between {foreign} and {order.asset} is known"
        return failed(order, rule, reason, value, "", detail)
    return result_of((rule, True, reason, value, "", quote, "", ""))


def kill_switch(order: Assessment) -> RuleResult:
    """No switch is on for everything, the account or the strategy."""
    rule, reason, switch = "kill_switch", RefusalReason.KILL_SWITCH, order.switch
    if switch is None:
        return result_of((rule, True, reason, "off", "off", "", "", ""))
    scope = "everything" if switch.scope == EVERYTHING else switch.scope
    detail = f"the kill switch of {scope} is on: {switch.reason}"
    return failed(order, rule, reason, "on", "off", detail)


def reducing_only(order: Assessment) -> RuleResult:
    """Positions may only get smaller."""
    rule, reason = "reducing_only", RefusalReason.REDUCE_ONLY
    if not order.limits.reducing_only:
        return result_of((rule, True, reason, "false", "", "", "", ""))
    source = order.sources.get("reducing_only", "")
    detail = "trading is reducing only and the order would open"
    return failed(order, rule, reason, "opens", "reduces", detail, source)


def nothing_to_reduce(order: Assessment) -> RuleResult:
    """A reduce-only order has something to reduce."""
    rule, reason = "nothing_to_reduce", RefusalReason.NOTHING_TO_REDUCE
    value = canonical(order.closable)
    if not order.request.reduce_only or order.closable > ZERO:
        return result_of((rule, True, reason, value, "", "", "", ""))
    side = order.request.side
    detail = f"reduce-only {side.lower()}: nothing is held on the other side"
    return result_of((rule, False, reason, value, "", "", detail, ""))


def price_band(order: Assessment) -> RuleResult:
    """How far limit and trigger prices are from the market, as a fraction of it."""
    most = order.limits.price_band_fraction_max
    rule, reason = "price_band", RefusalReason.PRICE_BAND
    mark = order.mark.price if order.mark is not None else None
    limit = order.effective.texts.get("price_band_fraction_max", "")
    source = order.sources.get("price_band_fraction_max", "")
    distance = _distance(order.request.price, order.request.trigger_price, mark)
    if mark is None or distance is None:
        return result_of((rule, True, reason, "", limit, "", "", source))
    value = canonical(ratio(distance, mark))
    if most is None or distance <= most * mark:
        return result_of((rule, True, reason, value, limit, "", "", source))
    return beyond(order, rule, reason, value, limit, "", source, "from the market is above")


def order_rate(order: Assessment) -> RuleResult:
    """Approvals in each window, this one included; the first that is overrun is told."""
    rule, reason, moments = "order_rate", RefusalReason.ORDER_RATE, order.approvals_ns
    shown: RuleResult | None = None
    for rate, source, unit in order.effective.order_rates:
        since = bisect_left(moments, order.now_ns - rate.window_ns + 1)
        count = len(moments) - since + 1
        result = count_at_most(order, rule, reason, count, rate.count_max, unit, source)
        if not result.passed:
            return result
        shown = shown or result
    return shown or result_of((rule, True, reason, "", "", "orders", "", ""))


def short(order: Assessment) -> RuleResult:
    """Nothing is sold short where that is impossible or not allowed."""
    rule, reason = "short", RefusalReason.SHORT_NOT_ALLOWED
    instrument = order.instrument
    opens = order.request.side is Side.SELL and order.opening > ZERO
    value = "sells short" if opens else "no short sale"
    if instrument is not None and not instrument.shortable:
        detail = f"{instrument.id} cannot be sold short: {canonical(order.closable)} can be sold"
        if opens:
            return failed(order, rule, reason, value, "held only", detail)
        return result_of((rule, True, reason, value, "held only", "", "", ""))
    if order.limits.short_allowed is not False:
        return result_of((rule, True, reason, value, "", "", "", ""))
    source = order.sources.get("short_allowed", "")
    if opens:
        return failed(order, rule, reason, value, "false", "short sales are not allowed", source)
    return result_of((rule, True, reason, value, "false", "", "", source))


def instrument(order: Assessment) -> RuleResult:
    """The instrument is known, and among those that may be opened."""
    rule, reason = "instrument", RefusalReason.INSTRUMENT_NOT_ALLOWED
    name, allowed = order.request.instrument, order.limits.allowed_instruments
    if order.instrument is None:
        return result_of((rule, False, reason, name, "", "", f"{name} is unknown to risk", ""))
    if allowed is None:
        return result_of((rule, True, reason, name, "", "", "", ""))
    limit = f"{len(allowed)} allowed"
    source = order.sources.get("allowed_instruments", "")
    if name in allowed:
        return result_of((rule, True, reason, name, limit, "", "", source))
    return failed(order, rule, reason, name, limit, f"{name} is not among those allowed", source)


def limits_set(order: Assessment) -> RuleResult:
    """The account is known and has limits; without, nothing opens."""
    rule, reason = "limits", RefusalReason.NO_LIMITS
    account = order.request.account
    if order.effective.limits_set and order.view is not None:
        return result_of((rule, True, reason, "set", "set", "", "", order.limits.source))
    what = "no limits are set" if order.view is not None else "it is unknown to risk"
    return failed(order, rule, reason, "none", "set", f"account {account}: {what}")


def sized(order: Assessment) -> RuleResult:
    """Sizing gave a quantity."""
    rule, reason, sizing = "sizing", RefusalReason.SIZED_TO_ZERO, order.sizing
    value = order.quantity_text
    if sizing is None:
        return result_of((rule, True, reason, value, "", "", "the quantity was stated", ""))
    passed = sizing.quantity > ZERO
    return result_of((rule, passed, reason, value, "", "", sizing.detail, sizing.policy_source))


def signal_expiry(order: Assessment) -> RuleResult:
    """The signal has not lapsed."""
    rule, reason = "signal_expiry", RefusalReason.SIGNAL_EXPIRED
    expires_ns = order.request.expires_ns
    if not expires_ns:
        return result_of((rule, True, reason, "", "", "ms", "", ""))
    late = milliseconds(max(0, order.now_ns - expires_ns))
    if order.now_ns < expires_ns:
        return result_of((rule, True, reason, late, "0", "ms", "", ""))
    return failed(order, rule, reason, late, "0", f"the signal lapsed {late} ms ago")


def confidence(order: Assessment) -> RuleResult:
    """The signal is sure enough; one that is not a number never is."""
    least = order.limits.confidence_min
    rule, reason = "confidence", RefusalReason.CONFIDENCE
    value = f"{order.request.confidence:g}"
    if least is None:
        return result_of((rule, True, reason, value, "", "", "", ""))
    limit = order.effective.texts["confidence_min"]
    source = order.sources.get("confidence_min", "")
    if order.request.confidence >= least:
        return result_of((rule, True, reason, value, limit, "", "", source))
    return beyond(order, rule, reason, value, limit, "", source, "is below")


def reconciled(order: Assessment) -> RuleResult:
    """The account's positions agree with the venue's."""
    rule, reason = "reconciled", RefusalReason.NOT_RECONCILED
    if order.view is None or order.view.reconciled:
        return result_of((rule, True, reason, "true", "true", "", "", ""))
    detail = f"positions of {order.view.account} are not reconciled yet; ask again"
    return failed(order, rule, reason, "false", "true", detail)


def _exit(
    order: Assessment, rule: str, price: Decimal | None, *, required: bool, below: bool
) -> RuleResult:
    reason = RefusalReason.STOP_REQUIRED if below else RefusalReason.TARGET_REQUIRED
    source = order.sources.get(f"{rule}_required", "")
    quote = order.instrument.quote if order.instrument is not None else ""
    limit = "required" if required else ""
    if price is None:
        if required:
            return failed(order, rule, reason, "", limit, f"a {rule} price is required", source)
        return result_of((rule, True, reason, "", "", "", "", ""))
    value, entry = canonical(price), order.entry
    if entry is None:
        return result_of((rule, True, reason, value, limit, quote, "", source))
    # A buy loses below its entry and gains above it; a sale the other way.
    should_be_below = below == (order.request.side is Side.BUY)
    relation = "below" if should_be_below else "above"
    limit = f"{relation} {canonical(entry)}"
    if (price < entry) if should_be_below else (price > entry):
        return result_of((rule, True, reason, value, limit, quote, "", source))
    detail = f"{rule} price {value} {quote} must be {limit}"
    return failed(order, rule, reason, value, limit, detail, source)


def _distance(
    price: Decimal | None, trigger: Decimal | None, mark: Decimal | None
) -> Decimal | None:
    """The greater distance of the two from the market; None where neither is stated."""
    if mark is None or (price is None and trigger is None):
        return None
    one = abs(price - mark) if price is not None else ZERO
    other = abs(trigger - mark) if trigger is not None else ZERO
    return max(one, other)
