"""What execution keeps: written by the account's one writer, read by everybody.

Each function is part of a transaction over a SQLAlchemy Core connection and runs on
SQLite and PostgreSQL alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, case, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from services.chassis.statements import Statement
from services.execution.blotter import CAUSES_REMEMBERED_MAX, CLOSED_ORDERS_MAX, OrderRecord
from services.execution.desk import DeskState
from services.execution.journal import Dirty
from services.execution.protection import Protection
from services.execution.rows import (
    Row,
    balance_of_row,
    balance_row,
    fill_row,
    order_of_row,
    order_row,
    position_of_row,
    position_row,
)
from services.execution.tables import (
    balances_table,
    causes_table,
    fills_table,
    halts_table,
    holdings_table,
    instruments_table,
    metadata,
    order_events_table,
    orders_table,
    protections_table,
    reasons_table,
    stamps_table,
)
from tradewire.orders import Balance, Order, Position

__all__ = ["metadata"]

# Deleting at every cause would double its cost; this many extra rows are nothing.
PRUNE_EVERY = 256
# SQLite admits 32,766 variables in a statement; a chunk stays far below.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where what changed stands in the account's stream.

    Attributes:
        recorded_ns: on the run's clock.
        orders: the sequences of each order's new events, by client order id.
        fills, positions, balances: the sequence of the event that told of each.
        settlements: the settlement asset of each fill's instrument, by fill id.
    """

    recorded_ns: int = 0
    orders: Mapping[str, Sequence[int]] = field(default_factory=dict)
    fills: Mapping[str, int] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)
    settlements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """What a cause's orders are explained by; times are wall clock, 0 for none."""

    account: str
    cause: str
    signal: bytes = b""
    verdict: bytes = b""
    trace_id: str = ""
    note: str = ""
    signal_committed_ns: int = 0
    signal_received_ns: int = 0
    verdict_asked_ns: int = 0
    verdict_received_ns: int = 0


@dataclass(slots=True)
class Stamps:
    """When an order went its way, wall clock; 0 where it did not happen."""

    client_order_id: str
    committed_ns: int = 0
    sent_ns: int = 0
    acknowledged_ns: int = 0
    first_fill_ns: int = 0
    last_fill_ns: int = 0


_ORDER_EVENT = Statement(insert(order_events_table), ("client_order_id", "seq"))
_FILL = Statement(insert(fills_table), fills_table.columns.keys())
_REASON = tuple(Reason.__dataclass_fields__)
_STAMPS = tuple(Stamps.__dataclass_fields__)


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...], keep: str) -> Statement:
    """The statement, built once: building it costs ten times what SQLite takes to run it."""
    kind = postgresql if dialect == "postgresql" else sqlite
    statement = kind.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in {*keys, keep}}
    made: Insert = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return Statement(made, names)


def upsert(connection: Connection, table: Table, rows: Sequence[Row], keep: str = "") -> None:
    """Insert rows, or bring those of the same primary key to them; ``keep`` stays as it was."""
    if rows:
        _upsert(connection.dialect.name, table, tuple(rows[0]), keep).run(connection, rows)


def write_dirty(connection: Connection, account: str, dirty: Dirty, numbers: Numbers) -> None:
    """Bring the tables to what a desk handed over."""
    _write_orders(connection, dirty.orders, numbers)
    if dirty.fills:
        rows = [
            fill_row(fill)
            | {
                "settlement": numbers.settlements[fill.fill_id],
                "recorded_ns": numbers.recorded_ns,
                "seq": numbers.fills[fill.fill_id],
            }
            for fill in dirty.fills
        ]
        _FILL.run(connection, rows)
    positions = [
        position_row(each) | {"seq": numbers.positions[each.instrument]} for each in dirty.positions
    ]
    upsert(connection, holdings_table, positions)
    write_balances(connection, dirty.balances, numbers)
    protections = [
        {
            "client_order_id": each.entry.client_order_id,
            "account": account,
            "protected": each.protected,
            "pairs": each.pairs,
        }
        for each in dirty.protections
    ]
    upsert(connection, protections_table, protections)
    write_causes(connection, account, dirty.causes)
    if dirty.halts is not None:
        _write_halts(connection, account, dirty.halts)


def write_balances(connection: Connection, balances: Iterable[Balance], numbers: Numbers) -> None:
    """Bring balances to what they are."""
    rows = [
        balance_row(each) | {"updated_ns": numbers.recorded_ns, "seq": numbers.balances[each.asset]}
        for each in balances
    ]
    upsert(connection, balances_table, rows)


@cache
def _new_cause(dialect: str) -> Statement:
    kind = postgresql if dialect == "postgresql" else sqlite
    statement = kind.insert(causes_table).on_conflict_do_nothing()
    made: ReturningInsert[Any] = statement.returning(causes_table.c.ordinal)
    return Statement(made, ("account", "cause"))


def write_causes(connection: Connection, account: str, causes: Iterable[str]) -> None:
    """Remember causes handled, and forget the oldest beyond what a desk remembers."""
    # Memory may have forgotten a cause that the table still has.
    statement = _new_cause(connection.dialect.name)
    for cause in causes:
        ordinal = statement.value(connection, {"account": account, "cause": cause})
        if ordinal is not None and ordinal % PRUNE_EVERY == 0:
            newest = (
                select(causes_table.c.ordinal)
                .where(causes_table.c.account == account)
                .order_by(causes_table.c.ordinal.desc())
                .offset(CAUSES_REMEMBERED_MAX)
                .limit(1)
            )
            last = connection.execute(newest).scalar_one_or_none()
            if last is not None:
                old = causes_table.c.ordinal <= last
                connection.execute(
                    delete(causes_table).where(causes_table.c.account == account, old)
                )


def write_reason(connection: Connection, reason: Reason) -> None:
    """Keep what a cause's orders are explained by."""
    upsert(connection, reasons_table, [{name: getattr(reason, name) for name in _REASON}])


def read_reason(connection: Connection, account: str, cause: str) -> Reason | None:
    """What a cause's orders are explained by; None where nothing was kept."""
    query = select(reasons_table).where(
        reasons_table.c.account == account, reasons_table.c.cause == cause
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    values = {name: row[name] for name in _REASON}
    values.update(signal=bytes(row["signal"]), verdict=bytes(row["verdict"]))
    return Reason(**values)


def read_notes(connection: Connection, orders: Iterable[Order]) -> dict[tuple[str, str], Reason]:
    """Trace id and note of orders' causes, by account and cause; no signal, no verdict."""
    causes = sorted({order.cause for order in orders})
    found: dict[tuple[str, str], Reason] = {}
    columns = (
        reasons_table.c.account,
        reasons_table.c.cause,
        reasons_table.c.trace_id,
        reasons_table.c.note,
    )
    for start in range(0, len(causes), CHUNK):
        query = select(*columns).where(reasons_table.c.cause.in_(causes[start : start + CHUNK]))
        for row in connection.execute(query):
            reason = Reason(row.account, row.cause, trace_id=row.trace_id, note=row.note)
            found[row.account, row.cause] = reason
    return found


@cache
def _upsert_stamps(dialect: str) -> Statement:
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(stamps_table)
    changed: dict[str, Any] = {}
    for name in _STAMPS[1:]:
        known, news = stamps_table.c[name], statement.excluded[name]
        stays = news == 0 if name == "last_fill_ns" else known != 0
        changed[name] = case((stays, known), else_=news)
    keys = [stamps_table.c.client_order_id]
    made: Insert = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return Statement(made, _STAMPS)


def write_stamps(connection: Connection, stamps: Iterable[Stamps]) -> None:
    """Keep when orders went their way; what is known stays, but for the last fill."""
    rows: list[Row] = [{name: getattr(each, name) for name in _STAMPS} for each in stamps]
    if rows:
        _upsert_stamps(connection.dialect.name).run(connection, rows)


def read_stamps(connection: Connection, client_order_id: str) -> Stamps | None:
    """When an order went its way; None where nothing was kept."""
    query = select(stamps_table).where(stamps_table.c.client_order_id == client_order_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Stamps(**{name: row[name] for name in _STAMPS})


def write_instruments(connection: Connection, payloads: Mapping[str, bytes]) -> None:
    """Keep the encoded instruments, by id."""
    rows = [{"instrument": key, "payload": each} for key, each in payloads.items()]
    upsert(connection, instruments_table, rows)


def read_instruments(connection: Connection) -> list[bytes]:
    """The encoded instruments, by id."""
    query = select(instruments_table.c.payload).order_by(instruments_table.c.instrument)
    return [bytes(payload) for payload in connection.execute(query).scalars()]


def load_desk(connection: Connection, account: str) -> DeskState:
    """All that the account's desk goes on with after a restart."""
    records = _load_records(connection, account)
    entries = {record.order.client_order_id: record.order for record in records}
    return DeskState(
        records=records,
        positions=tuple(load_positions(connection, account)),
        balances=tuple(load_balances(connection, account)),
        causes=_load_causes(connection, account),
        halts=_load_halts(connection, account),
        protections=_load_protections(connection, account, entries),
    )


def load_positions(connection: Connection, account: str) -> list[Position]:
    """Every position of an account, flat ones too, by instrument."""
    query = select(holdings_table).where(holdings_table.c.account == account)
    rows = connection.execute(query.order_by(holdings_table.c.instrument)).mappings()
    return [position_of_row(dict(row)) for row in rows]


def load_balances(connection: Connection, account: str) -> list[Balance]:
    """Every balance of an account, by asset."""
    query = select(balances_table).where(balances_table.c.account == account)
    rows = connection.execute(query.order_by(balances_table.c.asset)).mappings()
    return [balance_of_row(dict(row)) for row in rows]


def find_record(connection: Connection, account: str, order: str) -> OrderRecord | None:
    """An order by our id or the client order id, with its trade ids; None where unknown."""
    column = orders_table.c.order_id if len(order) == 16 else orders_table.c.client_order_id  # noqa: PLR2004 - the contract's lengths
    query = select(orders_table).where(column == order)
    if account:
        query = query.where(orders_table.c.account == account)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    found = order_of_row(dict(row))
    trades = _trades(connection, [found.client_order_id])
    return OrderRecord(found, frozenset(trades.get(found.client_order_id, ())))


def _write_orders(connection: Connection, orders: Sequence[Order], numbers: Numbers) -> None:
    rows = []
    for order in orders:
        seqs = numbers.orders[order.client_order_id]
        rows.append(order_row(order) | {"first_seq": seqs[0], "last_seq": seqs[-1]})
    upsert(connection, orders_table, rows, keep="first_seq")
    events = [
        {"client_order_id": key, "seq": seq} for key, seqs in numbers.orders.items() for seq in seqs
    ]
    if events:
        _ORDER_EVENT.run(connection, events)


def _write_halts(connection: Connection, account: str, halts: Sequence[str]) -> None:
    connection.execute(delete(halts_table).where(halts_table.c.account == account))
    rows = [
        {"account": account, "scope": scope, "ordinal": ordinal}
        for ordinal, scope in enumerate(halts)
    ]
    if rows:
        connection.execute(insert(halts_table), rows)


def _load_records(connection: Connection, account: str) -> tuple[OrderRecord, ...]:
    """Every open order and the latest closed ones, in order of creation."""
    mine = orders_table.c.account == account
    is_open = orders_table.c.is_open
    closed = (
        select(orders_table)
        .where(mine, ~is_open)
        .order_by(orders_table.c.last_seq.desc())
        .limit(CLOSED_ORDERS_MAX)
    )
    rows: list[Mapping[str, Any]] = [
        *(dict(row) for row in connection.execute(closed).mappings()),
        *(
            dict(r)
            for r in connection.execute(select(orders_table).where(mine, is_open)).mappings()
        ),
    ]
    rows.sort(key=lambda row: int(row["first_seq"]))
    trades = _trades(connection, [row["client_order_id"] for row in rows])
    return tuple(
        OrderRecord(order_of_row(row), frozenset(trades.get(row["client_order_id"], ())))
        for row in rows
    )


def _trades(connection: Connection, keys: Sequence[str]) -> dict[str, set[str]]:
    """The venue's trade ids of orders' fills, by client order id."""
    found: dict[str, set[str]] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        query = select(fills_table.c.client_order_id, fills_table.c.venue_trade_id).where(
            fills_table.c.client_order_id.in_(chunk)
        )
        for row in connection.execute(query):
            found.setdefault(row.client_order_id, set()).add(row.venue_trade_id)
    return found


def _load_causes(connection: Connection, account: str) -> tuple[str, ...]:
    query = (
        select(causes_table.c.cause)
        .where(causes_table.c.account == account)
        .order_by(causes_table.c.ordinal.desc())
        .limit(CAUSES_REMEMBERED_MAX)
    )
    return tuple(reversed(list(connection.execute(query).scalars())))


def _load_halts(connection: Connection, account: str) -> tuple[str, ...]:
    query = select(halts_table.c.scope).where(halts_table.c.account == account)
    return tuple(connection.execute(query.order_by(halts_table.c.ordinal)).scalars())


def _load_protections(
    connection: Connection, account: str, entries: Mapping[str, Order]
) -> tuple[Protection, ...]:
    query = select(protections_table).where(protections_table.c.account == account)
    rows = {row.client_order_id: row for row in connection.execute(query)}
    return tuple(
        Protection(entry, rows[key].protected, rows[key].pairs)
        for key, entry in entries.items()
        if key in rows
    )
