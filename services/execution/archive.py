"""What can be asked of the store: orders, fills, positions, balances, an order's history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select, tuple_

from services.chassis import subjects
from services.chassis.events import Event
from services.chassis.tables import events_table
from services.execution.rows import balance_of_row, fill_of_row, order_of_row, position_of_row
from services.execution.tables import (
    balances_table,
    fills_table,
    holdings_table,
    order_events_table,
    orders_table,
)
from tradewire.errors import InvalidArgumentError
from tradewire.orders import Balance, Fill, Order, Position

ORDER_ID_DIGITS = 16
"""Our id; a client order id has twice as many."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order and the sequence of its last event."""

    order: Order
    seq: int
    first_seq: int

    @property
    def key(self) -> str:
        """Where a page that ends with it goes on."""
        return f"{self.order.created_ns}.{self.first_seq}.{self.order.client_order_id}"


@dataclass(frozen=True, slots=True)
class FillRow:
    """A fill with its sequence, its time of recording, and what it realised in."""

    fill: Fill
    seq: int
    recorded_ns: int
    settlement: str

    @property
    def key(self) -> str:
        """Where a page that ends with it goes on."""
        return f"{self.recorded_ns}.{self.seq}.{self.fill.fill_id}"


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position and the sequence of the event that changed it last."""

    position: Position
    seq: int


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A balance, when it changed last and by which event."""

    balance: Balance
    updated_ns: int
    seq: int


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders: empty and None fit all; times are of creation, the end excluded."""

    account: str = ""
    instrument: str = ""
    strategy: str = ""
    signal: str = ""
    order_list: str = ""
    side: str = ""
    states: tuple[str, ...] = ()
    open_only: bool = False
    start_ns: int = 0
    end_ns: int = 0

    def conditions(self) -> Iterable[ColumnElement[bool]]:
        """The filter in SQL."""
        columns = orders_table.c
        yield from _equal(
            (columns.account, self.account),
            (columns.instrument, self.instrument),
            (columns.strategy, self.strategy),
            (columns.signal_id, self.signal),
            (columns.order_list_id, self.order_list),
            (columns.side, self.side),
        )
        if self.states:
            yield columns.state.in_(self.states)
        if self.open_only:
            yield columns.is_open
        yield from _between(columns.created_ns, self.start_ns, self.end_ns)


@dataclass(frozen=True, slots=True)
class FillFilter:
    """Which fills: empty fits all; times are the venue's, the end excluded."""

    account: str = ""
    order: str = ""
    instrument: str = ""
    strategy: str = ""
    side: str = ""
    start_ns: int = 0
    end_ns: int = 0

    def conditions(self) -> Iterable[ColumnElement[bool]]:
        """The filter in SQL."""
        columns = fills_table.c
        yield from _equal(
            (columns.account, self.account),
            (_named(fills_table, self.order), self.order),
            (columns.instrument, self.instrument),
            (columns.strategy, self.strategy),
            (columns.side, self.side),
        )
        yield from _between(columns.event_ns, self.start_ns, self.end_ns)


def list_orders(
    connection: Connection, wanted: OrderFilter, after: str, limit: int
) -> list[OrderRow]:
    """Orders, newest first, after the one whose key is ``after``; empty for the start."""
    columns = orders_table.c
    order = (columns.created_ns, columns.first_seq, columns.client_order_id)
    query = _page(orders_table, order, wanted.conditions(), after, limit)
    return [_order_row(row) for row in connection.execute(query).mappings()]


def list_fills(connection: Connection, wanted: FillFilter, after: str, limit: int) -> list[FillRow]:
    """Fills, newest first, after the one whose key is ``after``; empty for the start."""
    columns = fills_table.c
    order = (columns.recorded_ns, columns.seq, columns.fill_id)
    query = _page(fills_table, order, wanted.conditions(), after, limit)
    return [_fill_row(row) for row in connection.execute(query).mappings()]


def find_order(connection: Connection, account: str, order: str) -> OrderRow | None:
    """An order by our id or the client order id; an empty account is any."""
    column = _named(orders_table, order)
    query = select(orders_table).where(column == order, *_equal((orders_table.c.account, account)))
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _order_row(row)


def orders_of_cause(connection: Connection, account: str, cause: str, limit: int) -> list[OrderRow]:
    """The orders that one cause led to, oldest first."""
    query = (
        select(orders_table)
        .where(orders_table.c.account == account, orders_table.c.cause == cause)
        .order_by(orders_table.c.first_seq)
        .limit(limit)
    )
    return [_order_row(row) for row in connection.execute(query).mappings()]


def fills_of_order(connection: Connection, client_order_id: str, limit: int) -> list[FillRow]:
    """An order's fills, oldest first; the newest where there are more."""
    columns = fills_table.c
    query = (
        select(fills_table)
        .where(columns.client_order_id == client_order_id)
        .order_by(columns.seq.desc())
        .limit(limit)
    )
    return [_fill_row(row) for row in reversed(connection.execute(query).mappings().all())]


def events_of_order(
    connection: Connection, account: str, client_order_id: str, limit: int
) -> list[Event]:
    """An order's events, oldest first; the newest where there are more."""
    query = (
        select(events_table)
        .join(order_events_table, order_events_table.c.seq == events_table.c.seq)
        .where(
            events_table.c.stream == subjects.orders(account),
            order_events_table.c.client_order_id == client_order_id,
        )
        .order_by(events_table.c.seq.desc())
        .limit(limit)
    )
    rows = reversed(connection.execute(query).mappings().all())
    return [Event(**{**row, "payload": bytes(row["payload"])}) for row in rows]


def list_events(
    connection: Connection, account: str, order: str, after_seq: int, until_seq: int, limit: int
) -> list[Event]:
    """An account's events, oldest first.

    Args:
        connection: inside a read.
        account: whose.
        order: the order that they are of, by our id or the client order id; empty for all.
        after_seq: only what follows this sequence.
        until_seq: only up to this sequence, included; 0 for no end.
        limit: events at most.
    """
    seq = events_table.c.seq
    query = select(events_table).where(
        events_table.c.stream == subjects.orders(account), seq > after_seq
    )
    if until_seq:
        query = query.where(seq <= until_seq)
    if order:
        key = select(orders_table.c.client_order_id).where(
            orders_table.c.account == account, _named(orders_table, order) == order
        )
        query = query.join(order_events_table, order_events_table.c.seq == seq).where(
            order_events_table.c.client_order_id.in_(key)
        )
    rows = connection.execute(query.order_by(seq).limit(limit)).mappings()
    return [Event(**{**row, "payload": bytes(row["payload"])}) for row in rows]


def fills_after(
    connection: Connection, account: str, after: tuple[int, int], limit: int
) -> list[FillRow]:
    """An account's fills in the order they were recorded, after one's time and sequence."""
    columns = fills_table.c
    place = (columns.recorded_ns, columns.seq)
    query = (
        select(fills_table)
        .where(columns.account == account, tuple_(*place) > after)
        .order_by(*place)
        .limit(limit)
    )
    return [_fill_row(row) for row in connection.execute(query).mappings()]


def list_positions(connection: Connection, account: str) -> list[PositionRow]:
    """Every position, flat ones too, by account and instrument; an empty account is all."""
    columns = holdings_table.c
    query = select(holdings_table).where(*_equal((columns.account, account)))
    rows = connection.execute(query.order_by(columns.account, columns.instrument)).mappings()
    return [PositionRow(position_of_row(dict(row)), row["seq"]) for row in rows]


def list_balances(connection: Connection, account: str) -> list[BalanceRow]:
    """Every balance, by account and asset; an empty account is all."""
    columns = balances_table.c
    query = select(balances_table).where(*_equal((columns.account, account)))
    rows = connection.execute(query.order_by(columns.account, columns.asset)).mappings()
    return [BalanceRow(balance_of_row(dict(row)), row["updated_ns"], row["seq"]) for row in rows]


def _page(
    table: Table,
    order: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]],
    conditions: Iterable[ColumnElement[bool]],
    after: str,
    limit: int,
) -> Select[Any]:
    query = select(table).where(*conditions)
    if after:
        parts = after.split(".", 2)
        if len(parts) != len(order) or not (parts[0].isdigit() and parts[1].isdigit()):
            raise InvalidArgumentError(
                "page_token is damaged; begin again without it",
                reason="PAGE_TOKEN_INVALID",
                fields={"page_token": "must come from the same list"},
            )
        query = query.where(tuple_(*order) < (int(parts[0]), int(parts[1]), parts[2]))
    return query.order_by(*(column.desc() for column in order)).limit(limit)


def _named(table: Table, order: str) -> ColumnElement[Any]:
    """The column that an order is named by: our id, or the client order id."""
    ours = len(order) == ORDER_ID_DIGITS
    column: ColumnElement[Any] = table.c.order_id if ours else table.c.client_order_id
    return column


def _equal(*pairs: tuple[ColumnElement[Any], str]) -> list[ColumnElement[bool]]:
    """Equality for each value that is given."""
    return [column == value for column, value in pairs if value]


def _between(
    column: ColumnElement[Any], start_ns: int, end_ns: int
) -> Sequence[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if start_ns:
        bounds.append(column >= start_ns)
    if end_ns:
        bounds.append(column < end_ns)
    return bounds


def _order_row(row: Mapping[Any, Any]) -> OrderRow:
    return OrderRow(order_of_row(row), row["last_seq"], row["first_seq"])


def _fill_row(row: Mapping[Any, Any]) -> FillRow:
    return FillRow(fill_of_row(row), row["seq"], row["recorded_ns"], row["settlement"])
