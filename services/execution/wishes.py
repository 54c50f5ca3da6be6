"""Cancels that were asked for while nobody knew whether the order had arrived.

Such an order stays IN_DOUBT, and its state does not tell that it is to be canceled: its events do.
A restart reads them, so that the wish stands until the order ends.
"""

from sqlalchemy import Connection, select

from services.chassis.tables import events_table
from services.execution.dispatch import Cancels, Why
from services.execution.tables import order_events_table, orders_table
from tradewire.codec.accounts import account_event_from_wire
from tradewire.execution.v1 import account_event_pb2
from tradewire.orders import OrderEvent, OrderEventKind, OrderState


def load_cancels(connection: Connection, account: str, stream: str) -> Cancels:
    """The cancels asked for of an account's orders in doubt, and why each was last."""
    query = (
        select(order_events_table.c.client_order_id, events_table.c.payload)
        .join(orders_table, orders_table.c.client_order_id == order_events_table.c.client_order_id)
        .join(events_table, events_table.c.seq == order_events_table.c.seq)
        .where(
            orders_table.c.account == account,
            orders_table.c.is_open,
            orders_table.c.state == OrderState.IN_DOUBT.value,
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
    return tuple(found.items())
