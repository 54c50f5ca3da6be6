"""Rules on the account: size, exposure, capital, leverage, losses, counts."""

from decimal import Decimal

from services.risk.assessment import Assessment, Bound
from services.risk.results import at_most, beyond, count_at_most, result_of
from tradewire.decimals import ZERO, canonical, ratio
from tradewire.verdicts import RefusalReason, RuleResult


def position_size(order: Assessment) -> RuleResult:
    """The value of the position on this side, with what is to enlarge it."""
    bound = order.position_bound
    value = order.same_side + order.value
    reason = RefusalReason.POSITION_SIZE
    return at_most(order, "position_size", reason, value, bound.amount, order.asset, bound.source)


def exposure(order: Assessment) -> RuleResult:
    """The absolute values of all positions, approvals, open orders and this order."""
    bound = order.exposure_bound
    value = order.exposure + order.value
    reason = RefusalReason.EXPOSURE
    return at_most(order, "exposure", reason, value, bound.amount, order.asset, bound.source)


def position_count(order: Assessment) -> RuleResult:
    """Instruments held or being opened, this one included."""
    limit = order.limits.position_count_max
    view, opening = order.view, order.claims.opening_count
    count = 0
    if view is not None:
        count = len(view.holdings) + len(view.unvalued)
        for name in opening:
            count += name not in view.holdings and name not in view.unvalued
        name = order.request.instrument
        if order.opening and not (
            name in view.holdings or name in view.unvalued or name in opening
        ):
            count += 1
    return count_at_most(
        order,
        "position_count",
        RefusalReason.POSITION_COUNT,
        count,
        limit,
        "positions",
        order.sources.get("position_count_max", ""),
    )


def capital(order: Assessment) -> RuleResult:
    """What is free after the order, its fees and what is reserved; always on."""
    left = order.free - order.capital
    kept, source = order.free_bound
    least = kept or ZERO
    reason = RefusalReason.INSUFFICIENT_CAPITAL
    text, limit = canonical(left), canonical(least)
    if left >= least or not order.opening:
        return result_of(("capital", True, reason, text, limit, order.asset, "", source))
    return beyond(order, "capital", reason, text, limit, order.asset, source, "left free is below")


def leverage(order: Assessment) -> RuleResult:
    """Exposure over equity; compared without dividing."""
    most = order.limits.leverage_max
    total, equity = order.exposure + order.value, order.equity
    reason, rule = RefusalReason.LEVERAGE, "leverage"
    if equity > ZERO:
        text = canonical(ratio(total, equity))
    else:
        text = "0" if total == ZERO else "unbounded"
    if most is None:
        return result_of((rule, True, reason, text, "", "x", "", ""))
    limit, source = order.effective.texts["leverage_max"], order.sources.get("leverage_max", "")
    if total <= most * equity:
        return result_of((rule, True, reason, text, limit, "x", "", source))
    return beyond(order, rule, reason, text, limit, "x", source, "is above")


def daily_loss(order: Assessment) -> RuleResult:
    """Realised and unrealised loss since the day's 00:00 UTC."""
    limits, start = order.limits, order.baseline.day_equity
    bound = order.least(
        limits.daily_loss_max,
        limits.daily_loss_fraction_max,
        start,
        ("daily_loss_max", "daily_loss_fraction_max"),
    )
    loss = order.baseline.daily_loss(order.equity)
    return _loss(order, "daily_loss", RefusalReason.DAILY_LOSS, loss, bound)


def monthly_loss(order: Assessment) -> RuleResult:
    """Realised and unrealised loss since the month's first 00:00 UTC."""
    limits, start = order.limits, order.baseline.month_equity
    bound = order.least(
        limits.monthly_loss_max,
        limits.monthly_loss_fraction_max,
        start,
        ("monthly_loss_max", "monthly_loss_fraction_max"),
    )
    loss = order.baseline.monthly_loss(order.equity)
    return _loss(order, "monthly_loss", RefusalReason.MONTHLY_LOSS, loss, bound)


def drawdown(order: Assessment) -> RuleResult:
    """The fall of the equity from its peak, as a fraction of the peak."""
    most = order.limits.drawdown_fraction_max
    fall, peak = order.baseline.drawdown(order.equity), order.baseline.peak_equity
    reason, rule = RefusalReason.DRAWDOWN, "drawdown"
    text = "0"
    if fall and peak > ZERO:
        text = canonical(ratio(fall, peak))
    if most is None:
        return result_of((rule, True, reason, text, "", "", "", ""))
    limit = order.effective.texts["drawdown_fraction_max"]
    source = order.sources.get("drawdown_fraction_max", "")
    if fall == ZERO or fall < most * peak:
        return result_of((rule, True, reason, text, limit, "", "", source))
    return beyond(order, rule, reason, text, limit, "", source, "has reached")


def open_order_count(order: Assessment) -> RuleResult:
    """Open orders and approvals on their way to be one, with this one."""
    limit = order.limits.open_order_count_max
    return count_at_most(
        order,
        "open_order_count",
        RefusalReason.OPEN_ORDER_COUNT,
        order.open_order_count + 1,
        limit,
        "orders",
        order.sources.get("open_order_count_max", ""),
    )


def _loss(
    order: Assessment, rule: str, reason: RefusalReason, loss: Decimal, bound: Bound
) -> RuleResult:
    text = canonical(loss) if loss > ZERO else "0"
    if bound.amount is None:
        return result_of((rule, True, reason, text, "", order.asset, "", ""))
    limit = canonical(bound.amount)
    if loss <= ZERO or loss < bound.amount:
        return result_of((rule, True, reason, text, limit, order.asset, "", bound.source))
    return beyond(order, rule, reason, text, limit, order.asset, bound.source, "has reached")
