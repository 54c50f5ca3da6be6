"""From the rules' results to a verdict, and what it reserves."""

from dataclasses import replace

from services.risk.assessment import Assessment
from services.risk.reservations import APPROVAL_TTL_NS, Reservation, ReservationBook
from services.risk.valuation import is_cash
from tradewire.decimals import ZERO
from tradewire.verdicts import Approved, Refused, RuleResult, Verdict, order_digest


def decide(order: Assessment, rules: tuple[RuleResult, ...], verdict_id: str) -> Verdict:
    """Approved where every rule passed, else refused with the reason of each that did not."""
    reasons = tuple([rule.reason for rule in rules if not rule.passed])
    if reasons:
        return Refused(verdict_id, reasons, rules)
    return Approved(
        verdict_id=verdict_id,
        quantity=order.quantity,
        digest=order_digest(order.request, order.quantity),
        expires_ns=order.now_ns + APPROVAL_TTL_NS,
        rules=rules,
        sizing=order.sizing.detail if order.sizing is not None else "",
        reserved=order.capital,
        reserved_asset=order.asset,
    )


def holding_of(order: Assessment, verdict: Approved, book: ReservationBook) -> Reservation:
    """What an approval holds: of new terms of an open order, what is beyond what that holds."""
    whole, replaced = reservation_of(order, verdict), order.request.replaces
    held = book.of_order(replaced) if replaced else None
    if held is None:
        return replace(whole, replaces=replaced) if replaced else whole
    return replace(
        whole,
        replaces=replaced,
        opening=max(ZERO, whole.opening - held.opening),
        closing=max(ZERO, whole.closing - held.closing),
        value=max(ZERO, whole.value - held.value),
        capital=max(ZERO, whole.capital - held.capital),
    )


def reservation_of(order: Assessment, verdict: Approved) -> Reservation:
    """What an approval holds until its order is final, or for its short life."""
    request, instrument = order.request, order.instrument
    return Reservation(
        key=verdict.verdict_id,
        account=request.account,
        strategy=request.strategy,
        instrument=request.instrument,
        base=instrument.base if instrument is not None and is_cash(instrument) else "",
        asset=order.asset,
        side=request.side,
        cause=request.cause,
        leg=request.leg,
        opening=order.opening,
        closing=order.quantity - order.opening,
        price=order.price or ZERO,
        value=order.value,
        capital=order.capital,
        leverage=order.leverage,
        at_market=order.at_market,
        expires_ns=verdict.expires_ns,
    )
