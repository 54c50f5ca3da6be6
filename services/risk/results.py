"""How a rule prints what it measured."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from services.risk.assessment import Assessment
from tradewire.decimals import canonical
from tradewire.verdicts import RefusalReason, RuleResult

WAIVED = "the order only reduces"

_Fields = tuple[str, bool, RefusalReason, str, str, str, str, str]

result_of: Callable[[_Fields], RuleResult] = partial(tuple.__new__, RuleResult)
"""A rule's result from all of its fields, in their order.

What ``RuleResult(...)`` makes, without the call of Python in between: each verdict makes thirty,
and that was a twentieth of its time.
"""


def at_most(
    order: Assessment,
    rule: str,
    reason: RefusalReason,
    value: Decimal,
    limit: Decimal | None,
    unit: str,
    source: str,
) -> RuleResult:
    """``value`` may be ``limit`` at most; None sets no limit."""
    text = canonical(value)
    if limit is None:
        return result_of((rule, True, reason, text, "", unit, "", ""))
    if value <= limit:
        return result_of((rule, True, reason, text, canonical(limit), unit, "", source))
    return beyond(order, rule, reason, text, canonical(limit), unit, source, "is above")


def count_at_most(
    order: Assessment,
    rule: str,
    reason: RefusalReason,
    count: int,
    limit: int | None,
    unit: str,
    source: str,
) -> RuleResult:
    """``count`` may be ``limit`` at most; None sets no limit."""
    if limit is None:
        return result_of((rule, True, reason, str(count), "", unit, "", ""))
    if count <= limit:
        return result_of((rule, True, reason, str(count), str(limit), unit, "", source))
    return beyond(order, rule, reason, str(count), str(limit), unit, source, "is above")


def beyond(
    order: Assessment,
    rule: str,
    reason: RefusalReason,
    value: str,
    limit: str,
    unit: str,
    source: str,
    relation: str,
) -> RuleResult:
    """The result of a limit that is overrun: waived where the order only reduces."""
    if order.reduces:
        return result_of((rule, True, reason, value, limit, unit, WAIVED, source))
    what = rule.replace("_", " ")
    detail = f"{what} {value} {unit}".rstrip() + f" {relation} {limit} {unit}".rstrip()
    return result_of((rule, False, reason, value, limit, unit, detail, source))


def failed(
    order: Assessment,
    rule: str,
    reason: RefusalReason,
    value: str,
    limit: str,
    detail: str,
    source: str = "",
) -> RuleResult:
    """A rule that compares words and is not met: waived where the order only reduces."""
    if order.reduces:
        return result_of((rule, True, reason, value, limit, "", WAIVED, source))
    return result_of((rule, False, reason, value, limit, "", detail, source))
