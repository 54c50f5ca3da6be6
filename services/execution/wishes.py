"""Cancels that were asked for, and that the venue has not answered yet.

An order that is wanted canceled may be in any state: in doubt, because nobody knows whether it or
its cancel arrived, and then accepted, triggered or filled in part again by what the venue says of
it before it says anything of the cancel. So no state tells of the wish: the order's events do. A
restart reads them, and the wish stands until the venue refuses it or the order ends.
"""

from sqlalchemy import Connection, select

from services.chassis.tables import events_table
from services.execution.dispatch import Cancels, Why, is_refusal
from services.execution.tables import order_events_table, orders_table
from tradewire.codec.accounts import account_event_from_wire
from tradewire.execution.v1 import account_event_pb2
from tradewire.orders import OrderEvent, OrderEventKind


def load_cancels(connection: Connection, account: str, stream: str) -> Cancels:
    """The cancels asked for of an account's open orders, and why each was last."""
    query = (
        select(order_events_table.c.client_order_id, events_table.c.payload)
        .join(orders_table, orders_table.c.client_order_id == order_events_table.c.client_order_id)
        .join(events_table, events_table.c.seq == order_events_table.c.seq)
        .where(
            orders_table.c.account == account,
            orders_table.c.is_open,
            events_table.c.stream == stream,
        )
        .order_by(events_table.c.seq)
    )
    found: dict[str, Why] = {}
    for row in connection.execute(query):
        message = account_event_pb2.AccountEvent.FromString(bytes(row.payload))
        _, event = account_event_from_wire(message)
        match event:
            case OrderEvent(kind=OrderEventKind.CANCEL_REQUESTED, cancel_cause=cause) if cause:
                found[row.client_order_id] = Why(cause, event.cause_id)
            case OrderEvent(kind=OrderEventKind.CANCEL_REJECTED) if is_refusal(event.reasons):
                found.pop(row.client_order_id, None)
            case OrderEvent(kind=OrderEventKind.REPLACE_REQUESTED):
                # Whoever changes an order wants it to work on.
                found.pop(row.client_order_id, None)
    return tuple(found.items())
