"""An order's life: one explicit table of what may happen in which state.

``apply`` is a pure function of an order and a change. It allows what the real
world does: a fill before the acknowledgement or after the cancel, an
acknowledgement after the fill, a cancel acknowledged too late. What the table
lacks is impossible: it is recorded and alarmed and changes nothing. A fill alone
is never refused, whatever the state: the money has moved.

The states and kinds are the contract's (``execution/v1/order.proto``). The idea of
one table, and of SUBMITTED -> FILLED and CANCELED -> FILLED in it, is
NautilusTrader's ``OrderStatus::transition``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradewire.orders import (
    CancelCause,
    DoubtCause,
    Fill,
    Order,
    OrderCommand,
    OrderEventKind,
    OrderState,
)
from tradewire.values import quickly_made, replace


class Next(StrEnum):
    """Where a transition leads when that depends on more than the state."""

    SAME = "SAME"
    """The state stays; the event is recorded."""
    NOTED = "NOTED"
    """The state stays; recorded where it tells a new id, trigger or term, else known."""
    WORKING = "WORKING"
    """Where the order stood before the pending command or the doubt."""
    FILL = "FILL"
    """FILLED where nothing is left, else PARTIALLY_FILLED."""
    FILL_HERE = "FILL_HERE"
    """FILLED where nothing is left, else the state stays."""
    FILL_ALARM = "FILL_ALARM"
    """As FILL_HERE, with an alarm: no such fill should be."""
    KNOWN = "KNOWN"
    """Nothing new: a repeat, or a fact that a later one has overtaken."""


_S = OrderState
_K = OrderEventKind
Table = Mapping[OrderEventKind, Mapping[OrderState, OrderState | Next]]

# Each state in which a venue may end an order that it had.
_ENDABLE = (
    _S.SUBMITTED,
    _S.IN_DOUBT,
    _S.ACCEPTED,
    _S.TRIGGERED,
    _S.PARTIALLY_FILLED,
    _S.PENDING_REPLACE,
    _S.PENDING_CANCEL,
)

TRANSITIONS: Table = {
    _K.ACCEPTED: {
        _S.SUBMITTED: _S.ACCEPTED,
        _S.IN_DOUBT: _S.ACCEPTED,
        _S.ACCEPTED: Next.NOTED,
        _S.TRIGGERED: Next.NOTED,
        _S.PARTIALLY_FILLED: Next.NOTED,
        _S.PENDING_REPLACE: Next.NOTED,
        _S.PENDING_CANCEL: Next.NOTED,
        _S.FILLED: Next.NOTED,
        _S.CANCELED: Next.NOTED,
        _S.EXPIRED: Next.NOTED,
    },
    _K.REJECTED: {
        _S.SUBMITTED: _S.REJECTED,
        _S.IN_DOUBT: _S.REJECTED,
        # Some venues acknowledge first and refuse afterwards, stops when triggered.
        _S.ACCEPTED: _S.REJECTED,
        _S.TRIGGERED: _S.REJECTED,
        _S.PENDING_REPLACE: _S.REJECTED,
        _S.PENDING_CANCEL: _S.REJECTED,
        _S.REJECTED: Next.KNOWN,
    },
    _K.IN_DOUBT: {
        _S.SUBMITTED: _S.IN_DOUBT,
        _S.PENDING_CANCEL: _S.IN_DOUBT,
        _S.PENDING_REPLACE: _S.IN_DOUBT,
        _S.IN_DOUBT: Next.KNOWN,
        # The answer that was given up came on another way meanwhile.
        _S.ACCEPTED: Next.KNOWN,
        _S.TRIGGERED: Next.KNOWN,
        _S.PARTIALLY_FILLED: Next.KNOWN,
        _S.FILLED: Next.KNOWN,
        _S.CANCELED: Next.KNOWN,
        _S.EXPIRED: Next.KNOWN,
        _S.REJECTED: Next.KNOWN,
    },
    _K.RESOLVED: {
        _S.IN_DOUBT: Next.WORKING,
    },
    _K.TRIGGERED: {
        _S.SUBMITTED: _S.TRIGGERED,
        _S.IN_DOUBT: _S.TRIGGERED,
        _S.ACCEPTED: _S.TRIGGERED,
        _S.TRIGGERED: Next.KNOWN,
        _S.PARTIALLY_FILLED: Next.NOTED,
        _S.PENDING_REPLACE: Next.NOTED,
        _S.PENDING_CANCEL: Next.NOTED,
        _S.FILLED: Next.NOTED,
        _S.CANCELED: Next.NOTED,
        _S.EXPIRED: Next.NOTED,
        _S.REJECTED: Next.NOTED,
    },
    _K.FILLED: {
        _S.SUBMITTED: Next.FILL,
        _S.IN_DOUBT: Next.FILL,
        _S.ACCEPTED: Next.FILL,
        _S.TRIGGERED: Next.FILL,
        _S.PARTIALLY_FILLED: Next.FILL,
        _S.PENDING_REPLACE: Next.FILL_HERE,
        _S.PENDING_CANCEL: Next.FILL_HERE,
        _S.CANCELED: Next.FILL_HERE,
        _S.EXPIRED: Next.FILL_HERE,
        _S.FILLED: Next.FILL_ALARM,
        _S.REJECTED: Next.FILL_ALARM,
        _S.DENIED: Next.FILL_ALARM,
    },
    _K.CANCEL_REQUESTED: {
        _S.SUBMITTED: _S.PENDING_CANCEL,
        _S.ACCEPTED: _S.PENDING_CANCEL,
        _S.TRIGGERED: _S.PENDING_CANCEL,
        _S.PARTIALLY_FILLED: _S.PENDING_CANCEL,
        _S.PENDING_REPLACE: _S.PENDING_CANCEL,
        # The cancel is sent all the same; the doubt is settled by asking.
        _S.IN_DOUBT: Next.SAME,
        _S.PENDING_CANCEL: Next.KNOWN,
    },
    _K.CANCEL_REJECTED: {
        _S.PENDING_CANCEL: Next.WORKING,
        _S.IN_DOUBT: Next.SAME,
        _S.SUBMITTED: Next.KNOWN,
        _S.ACCEPTED: Next.KNOWN,
        _S.TRIGGERED: Next.KNOWN,
        _S.PARTIALLY_FILLED: Next.KNOWN,
        _S.PENDING_REPLACE: Next.KNOWN,
        _S.FILLED: Next.KNOWN,
        _S.CANCELED: Next.KNOWN,
        _S.EXPIRED: Next.KNOWN,
        _S.REJECTED: Next.KNOWN,
    },
    _K.CANCELED: {
        **dict.fromkeys(_ENDABLE, _S.CANCELED),
        _S.CANCELED: Next.NOTED,
        # The last fill was faster than the cancel that it crossed.
        _S.FILLED: Next.NOTED,
    },
    _K.EXPIRED: {
        **dict.fromkeys(_ENDABLE, _S.EXPIRED),
        _S.EXPIRED: Next.NOTED,
        _S.FILLED: Next.NOTED,
    },
    _K.REPLACE_REQUESTED: {
        _S.ACCEPTED: _S.PENDING_REPLACE,
        _S.TRIGGERED: _S.PENDING_REPLACE,
        _S.PARTIALLY_FILLED: _S.PENDING_REPLACE,
    },
    _K.REPLACE_REJECTED: {
        _S.PENDING_REPLACE: Next.WORKING,
        _S.IN_DOUBT: Next.SAME,
        # A cancel went out behind it: whoever asked for the replace, and risk, hear of it still.
        _S.PENDING_CANCEL: Next.SAME,
        _S.ACCEPTED: Next.KNOWN,
        _S.TRIGGERED: Next.KNOWN,
        _S.PARTIALLY_FILLED: Next.KNOWN,
        _S.FILLED: Next.KNOWN,
        _S.CANCELED: Next.KNOWN,
        _S.EXPIRED: Next.KNOWN,
    },
    _K.REPLACED: {
        _S.PENDING_REPLACE: Next.WORKING,
        _S.IN_DOUBT: Next.WORKING,
        _S.PENDING_CANCEL: Next.SAME,
        # Told later than the answer to a question: its terms may be news all the same.
        _S.ACCEPTED: Next.NOTED,
        _S.TRIGGERED: Next.NOTED,
        _S.PARTIALLY_FILLED: Next.NOTED,
        _S.FILLED: Next.NOTED,
        _S.CANCELED: Next.NOTED,
        _S.EXPIRED: Next.NOTED,
    },
}


@quickly_made
@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an order, before it is known what it means.

    Attributes:
        event_ns: when, on the venue's clock; ``now_ns`` when we recorded it.
        venue_order_id: the venue's id where the report told it.
        quantity, price, trigger_price, trailing_distance: of REPLACED: the new terms, None
            stays; of REPLACE_REQUESTED those asked for, which change nothing yet.
        replacing: of FILLED: a replace is not answered, and may have made the order larger. A fill
            of the old quantity does not end it: the answer does, or that to a query.
        the others: as in ``tradewire.orders.OrderEvent``.
    """

    kind: OrderEventKind
    event_ns: int
    now_ns: int
    venue_order_id: str = ""
    fill: Fill | None = None
    reasons: tuple[str, ...] = ()
    message: str = ""
    command: OrderCommand | None = None
    doubt_cause: DoubtCause | None = None
    took_effect: bool = False
    cancel_cause: CancelCause | None = None
    cause_id: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    verdict_id: str = ""
    replacing: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Changed:
    """The order after the change; ``alarm`` says what should not have been."""

    order: Order
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Nothing new: no event is made of it."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """The table does not allow it; the order stays as it is."""

    message: str


Outcome = Changed | Known | Impossible


def apply(order: Order, change: Change) -> Outcome:
    """What the change makes of the order. Repeats of a fill are the caller's to know."""
    step = TRANSITIONS.get(change.kind, {}).get(order.state)
    if step is None:
        return Impossible(
            f"{change.kind.value} cannot happen to order {order.client_order_id},"
            f" which is {order.state.value}"
        )
    if step is Next.KNOWN or (change.kind is _K.ACCEPTED and _is_repeat(order, change)):
        return Known()
    if change.fill is not None:
        return _filled(order, change, change.fill, step)
    after = _touched(order, change)
    if step is Next.NOTED:
        after = _ended(after) if change.kind is _K.REPLACED else after
        return Changed(after) if _told(after) != _told(order) else Known()
    match step:
        case Next.SAME:
            state = order.state
        case Next.WORKING:
            state = working_state(after)
            if change.took_effect and change.command is OrderCommand.REPLACE:
                # Its terms are told next, and say whether anything is left.
                state = _S.PARTIALLY_FILLED if state is _S.FILLED else state
        case OrderState():
            state = step
        case _:
            return Impossible(f"FILLED of order {order.client_order_id} carries no fill")
    return Changed(replace(after, state=state))


def working_state(order: Order) -> OrderState:
    """Where an open order stands when no command of ours is pending or in doubt."""
    if order.filled_quantity > 0:
        # A replace may leave no more than what has filled.
        done = order.filled_quantity >= order.quantity
        return OrderState.FILLED if done else OrderState.PARTIALLY_FILLED
    if order.triggered:
        return OrderState.TRIGGERED
    return OrderState.ACCEPTED if order.venue_order_id else OrderState.SUBMITTED


def _ended(order: Order) -> Order:
    """The order, FILLED where new terms leave nothing of it: its last fill came before them."""
    done = order.state.is_open and order.filled_quantity >= order.quantity
    return replace(order, state=OrderState.FILLED) if done else order


def _is_repeat(order: Order, change: Change) -> bool:
    """An acknowledgement that we have: it must not settle the doubt of a later cancel."""
    return order.venue_order_id != "" and change.venue_order_id in {"", order.venue_order_id}


def _filled(order: Order, change: Change, fill: Fill, step: OrderState | Next) -> Changed:
    after = _touched(order, change)
    filled = order.filled_quantity + fill.quantity
    # Fees in a second asset stay with their fills; two assets have no sum.
    same_asset = order.fee_asset in {"", fill.fee_asset}
    after = replace(
        after,
        filled_quantity=filled,
        filled_value=order.filled_value + fill.price * fill.quantity,
        fee=order.fee + fill.fee if same_asset else order.fee,
        fee_asset=order.fee_asset or fill.fee_asset,
    )
    if change.replacing:
        return Changed(after)
    if filled >= order.quantity:
        state = OrderState.FILLED
    else:
        state = OrderState.PARTIALLY_FILLED if step is Next.FILL else order.state
    return Changed(replace(after, state=state), _fill_alarm(after, order.state, step))


def _fill_alarm(after: Order, before: OrderState, step: OrderState | Next) -> str:
    if after.filled_quantity > after.quantity:
        return (
            f"order {after.client_order_id} overfilled: {after.filled_quantity:f} of"
            f" {after.quantity:f}; the fill is booked"
        )
    if step is Next.FILL_ALARM:
        return f"order {after.client_order_id} filled while {before.value}; the fill is booked"
    return ""


def _touched(order: Order, change: Change) -> Order:
    """The order with all that the change tells, but for its state and fill."""
    replaced = change.kind is _K.REPLACED
    new_id = change.venue_order_id if replaced or not order.venue_order_id else ""
    if replaced:
        order = _with_terms(order, change)
    refused = change.kind in {_K.REJECTED, _K.DENIED}
    return replace(
        order,
        venue_order_id=new_id or order.venue_order_id,
        triggered=order.triggered or change.kind is _K.TRIGGERED,
        reasons=change.reasons if refused else order.reasons,
        message=change.message if refused else order.message,
        revision=order.revision + 1,
        updated_ns=change.now_ns,
    )


def _with_terms(order: Order, change: Change) -> Order:
    """The order with the terms that a replace gave it."""
    return replace(
        order,
        quantity=order.quantity if change.quantity is None else change.quantity,
        price=order.price if change.price is None else change.price,
        trigger_price=order.trigger_price if change.trigger_price is None else change.trigger_price,
        trailing_distance=(
            order.trailing_distance
            if change.trailing_distance is None
            else change.trailing_distance
        ),
    )


def _told(order: Order) -> tuple[object, ...]:
    """What a report that leads to no other state may still tell of an order."""
    terms = (order.quantity, order.price, order.trigger_price, order.trailing_distance)
    return (order.venue_order_id, order.triggered, *terms)
