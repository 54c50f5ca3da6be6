"""How many orders of an account are in each state, and how many fills were booked."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select

from services.execution.tables import orders_table
from tradewire.orders import AccountEvent, OrderEvent, OrderState


class Tally:
    """One account's orders by state, kept up by its events; counted in the store but once.

    To count a long archive at each look would cost more than all the rest of the page.
    """

    def __init__(self, counts: Mapping[OrderState, int]) -> None:
        self.by_state = {state: counts.get(state, 0) for state in OrderState}
        self.fills = 0

    def take(self, events: Iterable[AccountEvent]) -> None:
        """Take events that were committed."""
        for event in events:
            if not isinstance(event, OrderEvent):
                continue
            if event.previous_state is not None:
                self.by_state[event.previous_state] -= 1
            self.by_state[event.order.state] += 1
            self.fills += event.fill is not None


def count_orders(connection: Connection, account: str) -> dict[OrderState, int]:
    """How many orders an account has in each state."""
    query = (
        select(orders_table.c.state, func.count())
        .where(orders_table.c.account == account)
        .group_by(orders_table.c.state)
    )
    return {OrderState(state): count for state, count in connection.execute(query)}
