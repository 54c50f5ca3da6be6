"""The traces of orders as the account's log holds them: each in the order's first event.

So a restart goes on in the trace that the order was sent in, and needs no table for it.
"""

from sqlalchemy import Connection, select

from services.chassis.tables import events_table
from services.execution.blotter import CLOSED_ORDERS_MAX, OPEN_ORDERS_MAX
from services.execution.tables import order_events_table, orders_table, stamps_table


def read_traceparent(connection: Connection, stream: str, client_order_id: str) -> str:
    """The W3C traceparent of an order's first event; empty where it has none."""
    query = (
        select(events_table.c.traceparent)
        .join(order_events_table, order_events_table.c.seq == events_table.c.seq)
        .where(
            order_events_table.c.client_order_id == client_order_id,
            events_table.c.stream == stream,
        )
        .order_by(events_table.c.seq)
        .limit(1)
    )
    return str(connection.execute(query).scalar_one_or_none() or "")


def load_ways(connection: Connection, account: str, stream: str) -> dict[str, tuple[str, int]]:
    """How every open order and the latest closed ones went, by client order id.

    Each with the W3C traceparent of its first event, empty for none, and when it was sent: wall
    clock, Unix nanoseconds, 0 where that is not known.
    """
    query = (
        select(
            orders_table.c.client_order_id,
            events_table.c.traceparent,
            stamps_table.c.sent_ns,
        )
        .join(events_table, events_table.c.seq == orders_table.c.first_seq)
        .outerjoin(stamps_table, stamps_table.c.client_order_id == orders_table.c.client_order_id)
        .where(orders_table.c.account == account, events_table.c.stream == stream)
        .order_by(orders_table.c.is_open.desc(), orders_table.c.last_seq.desc())
        .limit(OPEN_ORDERS_MAX + CLOSED_ORDERS_MAX)
    )
    return {
        row.client_order_id: (row.traceparent, row.sent_ns or 0)
        for row in connection.execute(query)
    }
