"""Orders that depend on each other, read from their rows: pairs of stop and target."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select, tuple_

from services.execution.archive import OrderRow
from services.execution.rows import order_of_row
from services.execution.tables import orders_table
from tradewire.codec.times import time_to_wire
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import order_list_pb2, order_pb2
from tradewire.orders import OrderState

# What never worked: of such orders a list was refused whole.
_REFUSED = frozenset({OrderState.DENIED, OrderState.REJECTED})


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which lists: empty fits all."""

    account: str
    instrument: str = ""
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class ListKey:
    """Where a list stands among the others: by the sequence of its first event."""

    first_seq: int
    order_list: str

    def __str__(self) -> str:
        return f"{self.first_seq}.{self.order_list}"

    @classmethod
    def parse(cls, text: str) -> "ListKey":
        """The key of a page token.

        Raises:
            InvalidArgumentError: it is none.
        """
        number, _, order_list = text.partition(".")
        if not number.isdigit():
            raise InvalidArgumentError(
                "page_token is damaged; begin again without it",
                reason="PAGE_TOKEN_INVALID",
                fields={"page_token": "must come from the same list"},
            )
        return cls(int(number), order_list)


def list_keys(
    connection: Connection, wanted: ListFilter, after: ListKey | None, limit: int
) -> list[ListKey]:
    """Keys of lists, newest first, after one."""
    columns = orders_table.c
    first = func.min(columns.first_seq).label("first")
    query = (
        select(first, columns.order_list_id)
        .where(columns.account == wanted.account, columns.order_list_id != "")
        .group_by(columns.order_list_id)
    )
    if wanted.instrument:
        query = query.where(columns.instrument == wanted.instrument)
    if wanted.open_only:
        query = query.having(func.max(case((columns.is_open, 1), else_=0)) == 1)
    if after is not None:
        query = query.having(
            tuple_(func.min(columns.first_seq), columns.order_list_id)
            < (after.first_seq, after.order_list)
        )
    ordered = query.order_by(first.desc(), columns.order_list_id.desc()).limit(limit)
    return [ListKey(row[0], row[1]) for row in connection.execute(ordered)]


def orders_of_lists(
    connection: Connection, account: str, names: Sequence[str]
) -> dict[str, list[OrderRow]]:
    """The orders of each list, in the order they were made."""
    found: dict[str, list[OrderRow]] = {name: [] for name in names}
    columns = orders_table.c
    query = (
        select(orders_table)
        .where(columns.account == account, columns.order_list_id.in_(list(found)))
        .order_by(columns.first_seq, columns.client_order_id)
    )
    for row in connection.execute(query).mappings():
        found[row["order_list_id"]].append(
            OrderRow(order_of_row(dict(row)), row["last_seq"], row["first_seq"])
        )
    return found


def list_message(
    order_list: str, rows: Sequence[OrderRow], orders: Sequence[order_pb2.Order]
) -> order_list_pb2.OrderList:
    """The message of a list of at least one order.

    All there are so far are a stop and a target that cancel each other at the venue.
    """
    states = [row.order.state for row in rows]
    if any(state.is_open for state in states):
        state = order_list_pb2.ORDER_LIST_STATE_WORKING
    elif all(state in _REFUSED for state in states):
        state = order_list_pb2.ORDER_LIST_STATE_REFUSED
    else:
        state = order_list_pb2.ORDER_LIST_STATE_DONE
    return order_list_pb2.OrderList(
        order_list=order_list,
        account=rows[0].order.account,
        type=order_list_pb2.ORDER_LIST_TYPE_OCO,
        state=state,
        at_venue=True,
        orders=orders,
        create_time=time_to_wire(min(row.order.created_ns for row in rows)),
        update_time=time_to_wire(max(row.order.updated_ns for row in rows)),
        sequence=max(row.seq for row in rows),
    )
