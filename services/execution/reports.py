"""Venue reports as changes of an order."""

from services.execution.lifecycle import Change
from services.execution.venue import (
    CancelRejected,
    OrderAccepted,
    OrderCanceled,
    OrderExpired,
    OrderFilled,
    OrderRejected,
    OrderReplaced,
    OrderTriggered,
    ReplaceRejected,
    Terms,
)
from tradewire.decimals import canonical
from tradewire.ids import fill_id
from tradewire.orders import CancelCause, Fill, Order, OrderEventKind

OrderFact = (
    OrderAccepted
    | OrderRejected
    | OrderTriggered
    | OrderFilled
    | OrderCanceled
    | OrderExpired
    | CancelRejected
    | OrderReplaced
    | ReplaceRejected
)
"""A report of something that happened, as against the answer to a query."""

_KINDS: dict[type, OrderEventKind] = {
    OrderAccepted: OrderEventKind.ACCEPTED,
    OrderRejected: OrderEventKind.REJECTED,
    OrderTriggered: OrderEventKind.TRIGGERED,
    OrderFilled: OrderEventKind.FILLED,
    OrderCanceled: OrderEventKind.CANCELED,
    OrderExpired: OrderEventKind.EXPIRED,
    CancelRejected: OrderEventKind.CANCEL_REJECTED,
    OrderReplaced: OrderEventKind.REPLACED,
    ReplaceRejected: OrderEventKind.REPLACE_REJECTED,
}


def change_of(report: OrderFact, order: Order, now_ns: int, asked: CancelCause | None) -> Change:
    """The change that a report tells of its order.

    Args:
        report: the venue's word.
        order: the order that it names.
        now_ns: the run's clock.
        asked: why we asked to cancel; takes the place of a cancel's plain REQUEST.
    """
    reasons: tuple[str, ...] = ()
    message, fill, cause, terms = "", None, None, Terms()
    match report:
        case OrderReplaced():
            terms = report.terms
        case OrderRejected() | CancelRejected() | ReplaceRejected():
            reasons = tuple(reason.value for reason in report.reasons)
            message = report.message
        case OrderCanceled():
            ours = report.cause is CancelCause.REQUEST
            cause = asked if ours and asked is not None else report.cause
            message = report.message
        case OrderFilled():
            fill = fill_of(report, order)
        case OrderTriggered():
            message = "" if report.price is None else f"reached by {canonical(report.price)}"
        case OrderAccepted() | OrderExpired():
            pass
    # An acknowledgement must leave an id behind: it is how we know that there was one.
    named = report.venue_order_id or (
        report.client_order_id if isinstance(report, OrderAccepted) else ""
    )
    return Change(
        kind=_KINDS[type(report)],
        event_ns=report.event_ns,
        now_ns=now_ns,
        venue_order_id=named,
        fill=fill,
        reasons=reasons,
        message=message,
        cancel_cause=cause,
        quantity=terms.quantity,
        price=terms.price,
        trigger_price=terms.trigger_price,
        trailing_distance=terms.trailing_distance,
    )


def fill_of(report: OrderFilled, order: Order) -> Fill:
    """The fill that a report tells of."""
    return Fill(
        fill_id=fill_id(order.account, order.instrument, report.venue_trade_id),
        venue_trade_id=report.venue_trade_id,
        order_id=order.order_id,
        client_order_id=order.client_order_id,
        venue_order_id=report.venue_order_id or order.venue_order_id,
        account=order.account,
        instrument=order.instrument,
        side=order.side,
        price=report.price,
        quantity=report.quantity,
        fee=report.fee,
        fee_asset=report.fee_asset,
        liquidity=report.liquidity,
        event_ns=report.event_ns,
        strategy=order.strategy,
    )
