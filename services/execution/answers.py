"""The venue's answers to queries: how a doubt is settled.

RESOLVED comes first and says what became of the doubted command; what the venue tells
besides (fills, an end) follows as changes of their own, as if it had been reported.
"""

from services.execution.dispatch import Dispatch
from services.execution.lifecycle import Change
from services.execution.reports import fill_of
from services.execution.venue import OrderSnapshot, OrderUnknown
from tradewire.orders import CancelCause, Order, OrderCommand, OrderEventKind, OrderState
from tradewire.verdicts import RefusalReason

_ENDS = {
    OrderState.CANCELED: OrderEventKind.CANCELED,
    OrderState.EXPIRED: OrderEventKind.EXPIRED,
    OrderState.REJECTED: OrderEventKind.REJECTED,
}


def on_snapshot(dispatch: Dispatch, order: Order, answer: OrderSnapshot, now_ns: int) -> None:
    """Bring the order to where the venue has it, and settle the doubt about it.

    Where the venue tells of more filled than of trades, the doubt stays and it is
    asked again: a fill without a price cannot be booked.
    """
    key, doubt = order.client_order_id, dispatch.doubts.find(order.client_order_id)
    for change in _changes(order, answer, now_ns, doubt.command if doubt else None):
        dispatch.journal.record(key, change)
    after = dispatch.journal.blotter.find(key)
    if after is None or after.filled_quantity < answer.filled_quantity:
        return
    if after.state.is_final:
        dispatch.forget(key)
        return
    dispatch.doubts.settle(key)
    if doubt is not None:
        # Of a submit in doubt, too: the cancel may have come before the order did.
        dispatch.cancel_again(after, now_ns)


def on_unknown(dispatch: Dispatch, order: Order, answer: OrderUnknown, now_ns: int) -> None:
    """Close an order that the venue definitely never had, or has no more.

    Believed only of an order in doubt, and after the grace in which a late submit
    could still arrive; before that, and for others, it is asked again or ignored.
    """
    key, doubt = order.client_order_id, dispatch.doubts.find(order.client_order_id)
    if doubt is None or not doubt.is_unknown_final(now_ns):
        return
    submit = doubt.command is OrderCommand.SUBMIT
    if order.state is OrderState.IN_DOUBT:
        dispatch.journal.record(
            key,
            Change(
                kind=OrderEventKind.RESOLVED,
                event_ns=answer.event_ns,
                now_ns=now_ns,
                command=doubt.command,
                took_effect=doubt.command is OrderCommand.CANCEL,
            ),
        )
    end = Change(
        kind=OrderEventKind.REJECTED if submit else OrderEventKind.CANCELED,
        event_ns=answer.event_ns,
        now_ns=now_ns,
        reasons=(RefusalReason.VENUE_UNKNOWN_ORDER.value,) if submit else (),
        message="the venue never had the order" if submit else "the venue has the order no more",
        cancel_cause=None if submit else CancelCause.VENUE,
    )
    dispatch.journal.record(key, end)
    dispatch.forget(key)


def _changes(
    order: Order, answer: OrderSnapshot, now_ns: int, command: OrderCommand | None
) -> list[Change]:
    def change(kind: OrderEventKind) -> Change:
        return Change(
            kind=kind, event_ns=answer.event_ns, now_ns=now_ns, venue_order_id=answer.venue_order_id
        )

    found: list[Change] = []
    if order.state is OrderState.IN_DOUBT:
        found.append(_resolved(order, answer, now_ns, command))
    elif order.state is OrderState.SUBMITTED and answer.state is not OrderState.REJECTED:
        found.append(change(OrderEventKind.ACCEPTED))
    if answer.state is OrderState.TRIGGERED:
        found.append(change(OrderEventKind.TRIGGERED))
    if answer.terms.of(order) != order:
        found.append(_replaced(answer, now_ns))
    found.extend(
        Change(
            kind=OrderEventKind.FILLED,
            event_ns=each.event_ns,
            now_ns=now_ns,
            venue_order_id=answer.venue_order_id,
            fill=fill_of(each, order),
        )
        for each in answer.fills
    )
    end = _ENDS.get(answer.state)
    if end is not None:
        found.append(
            Change(
                kind=end,
                event_ns=answer.event_ns,
                now_ns=now_ns,
                venue_order_id=answer.venue_order_id,
                reasons=tuple(reason.value for reason in answer.reasons),
                message=answer.message,
                cancel_cause=answer.cancel_cause if end is OrderEventKind.CANCELED else None,
            )
        )
    return found


def _replaced(answer: OrderSnapshot, now_ns: int) -> Change:
    """A replace whose report was lost, or is yet to come."""
    terms = answer.terms
    return Change(
        kind=OrderEventKind.REPLACED,
        event_ns=answer.event_ns,
        now_ns=now_ns,
        venue_order_id=answer.venue_order_id,
        quantity=terms.quantity,
        price=terms.price,
        trigger_price=terms.trigger_price,
        trailing_distance=terms.trailing_distance,
    )


def _resolved(
    order: Order, answer: OrderSnapshot, now_ns: int, command: OrderCommand | None
) -> Change:
    # After a restart the doubt itself is gone; an id of the venue's says that the
    # submit was answered, so that the doubt was a cancel's.
    known = OrderCommand.CANCEL if order.venue_order_id else OrderCommand.SUBMIT
    doubted = command or known
    submitted = doubted is OrderCommand.SUBMIT and answer.state is not OrderState.REJECTED
    replaced = doubted is OrderCommand.REPLACE and answer.terms.of(order) != order
    canceled = doubted is OrderCommand.CANCEL and answer.state is OrderState.CANCELED
    return Change(
        kind=OrderEventKind.RESOLVED,
        event_ns=answer.event_ns,
        now_ns=now_ns,
        venue_order_id=answer.venue_order_id,
        command=doubted,
        took_effect=submitted or replaced or canceled,
    )
