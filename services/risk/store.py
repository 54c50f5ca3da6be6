"""What risk keeps: written by its one writer, read at the start and by queries.

Each function is part of a transaction over a SQLAlchemy Core connection and runs on
SQLite and PostgreSQL alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from services.chassis.events import NewEvent, append
from services.chassis.statements import Statement
from services.risk.killswitch import KillSwitch
from services.risk.limits import Limits
from services.risk.losses import Baseline
from services.risk.reservations import Reservation
from services.risk.sizing_policies import sizing_of, sizing_parts
from services.risk.state import MarkState, part_from_json, part_to_json
from services.risk.tables import (
    accounts_table,
    balances_table,
    counts_table,
    entries_table,
    holdings_table,
    instruments_table,
    limits_table,
    marks_table,
    metadata,
    open_orders_table,
    reservations_table,
    switches_table,
)
from tradewire.orders import Balance, Position

__all__ = ["metadata"]

Row = dict[str, Any]

DIRECTIVES = "directives"


@dataclass(frozen=True, slots=True)
class KeptLimits:
    """Limits as they are kept; ``version`` counts their changes from 1."""

    limits: Limits
    version: int
    created_ns: int
    updated_ns: int

    @property
    def etag(self) -> str:
        """Changes with every change."""
        return f"v{self.version}"


@dataclass(frozen=True, slots=True)
class KeptSwitch:
    """A kill switch and who used it last."""

    switch: KillSwitch
    actor: str


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """An account without what it holds; see ``tables.accounts_table``."""

    account: str
    ordinal: int
    asset: str
    environment: str
    orders_log_id: str
    baseline: Baseline | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an event of the log is found by; ``kind`` is a number of RiskEventKind."""

    account: str
    kind: int
    actor: str = ""
    method: str = ""
    resource: str = ""
    reason: str = ""
    strategy: str = ""
    cause: str = ""
    client_order_id: str = ""
    instrument: str = ""
    request_id: str = ""
    approved: bool | None = None
    refusals: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An event to append to ``stream``, and its entry."""

    stream: str
    event: NewEvent
    entry: Entry


@dataclass(slots=True)
class Changes:
    """What one transaction brings the tables to.

    Attributes:
        positions: as they are now; a flat one is forgotten.
        open_orders: (account, order id) -> sequence that opened it; None once it is final.
        reservations: key -> (ordinal, reservation); None once it is released.
        directive_count: None where none was given.
    """

    accounts: list[KeptAccount] = field(default_factory=list)
    balances: list[Balance] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    open_orders: dict[tuple[str, str], int | None] = field(default_factory=dict)
    reservations: dict[str, tuple[int, Reservation] | None] = field(default_factory=dict)
    switches: list[KeptSwitch] = field(default_factory=list)
    limits: list[KeptLimits] = field(default_factory=list)
    marks: list[MarkState] = field(default_factory=list)
    directive_count: int | None = None
    records: list[Record] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """True where there is nothing to write."""
        return self == Changes()


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that the gate goes on from."""

    limits: tuple[KeptLimits, ...]
    instruments: tuple[bytes, ...]
    accounts: tuple[KeptAccount, ...]
    balances: tuple[Balance, ...]
    positions: tuple[Position, ...]
    open_orders: tuple[tuple[str, str], ...]
    reservations: tuple[Reservation, ...]
    reservation_ordinal: int
    switches: tuple[KeptSwitch, ...]
    marks: tuple[MarkState, ...]
    directive_count: int


def upsert(
    connection: Connection, table: Table, rows: Sequence[Row], keep: Iterable[str] = ()
) -> None:
    """Insert rows, or bring those of the same primary key to them; ``keep`` stays as it was."""
    if rows:
        statement = _upsert(table, connection.dialect.name, tuple(rows[0]), tuple(keep))
        statement.run(connection, rows)


@cache
def _upsert(table: Table, dialect: str, names: tuple[str, ...], keep: tuple[str, ...]) -> Statement:
    """The statement, made once: making it costs several times its execution."""
    kind = postgresql if dialect == "postgresql" else sqlite
    statement = kind.insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in {*keys, *keep}}
    made: Insert = (
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    return Statement(made, names)


def write_changes(connection: Connection, changes: Changes, recorded_ns: int) -> dict[str, int]:
    """Bring the tables to what changed, and append the events that tell of it.

    Returns:
        The sequence of every event, by its id.

    Raises:
        sqlalchemy.exc.IntegrityError: an event is in the log already; nothing may commit.
    """
    upsert(connection, accounts_table, [_account_row(each) for each in changes.accounts])
    balances = [
        {"account": each.account, "asset": each.asset, "part": part_to_json(each)}
        for each in changes.balances
    ]
    upsert(connection, balances_table, balances)
    _write_positions(connection, changes.positions)
    _write_open_orders(connection, changes.open_orders)
    _write_reservations(connection, changes.reservations)
    switches = [
        {"scope": each.switch.scope, "part": part_to_json(each.switch), "actor": each.actor}
        for each in changes.switches
    ]
    upsert(connection, switches_table, switches)
    upsert(connection, limits_table, [_limits_row(each) for each in changes.limits])
    write_marks(connection, changes.marks)
    if changes.directive_count is not None:
        counted = [{"name": DIRECTIVES, "count": changes.directive_count}]
        upsert(connection, counts_table, counted)
    numbers = {}
    for record in changes.records:
        seq = numbers[record.event.event_id] = append(connection, record.stream, record.event)
        _INSERT_ENTRY.run(connection, [_entry_row(record, seq, recorded_ns)])
    return numbers


_ENTRY = tuple(Entry.__dataclass_fields__)
_INSERT_ENTRY = Statement(insert(entries_table), (*_ENTRY, "stream", "seq", "recorded_ns"))


def write_marks(connection: Connection, marks: Sequence[MarkState]) -> None:
    """Keep the newest price of instruments."""
    rows = [
        {"instrument": each.instrument, "mantissa": each.mantissa, "init_ns": each.init_ns}
        for each in marks
    ]
    upsert(connection, marks_table, rows)


def write_instruments(connection: Connection, instruments: Mapping[str, bytes]) -> None:
    """Keep instruments as encoded contract messages, by id."""
    rows = [{"instrument": key, "payload": value} for key, value in instruments.items()]
    upsert(connection, instruments_table, rows)


def forget_account(connection: Connection, account: str) -> None:
    """Forget what an account holds: the owner's log is another now and tells it anew."""
    for table in (balances_table, holdings_table, open_orders_table, accounts_table):
        connection.execute(delete(table).where(table.c.account == account))
    rows = connection.execute(select(reservations_table.c.key, reservations_table.c.part)).all()
    for key, part in rows:
        if part_from_json(Reservation, part).account == account:
            gone = delete(reservations_table).where(reservations_table.c.key == key)
            connection.execute(gone)


def read_kept(connection: Connection) -> Kept:
    """Everything that the gate goes on from.

    Raises:
        CorruptDataError: a row is damaged.
    """
    ordered = select(reservations_table).order_by(reservations_table.c.ordinal)
    reservations = connection.execute(ordered).all()
    orders = select(open_orders_table).order_by(open_orders_table.c.seq)
    count = select(counts_table.c.count).where(counts_table.c.name == DIRECTIVES)
    return Kept(
        limits=tuple(_limits_of(row) for row in _rows(connection, limits_table)),
        instruments=tuple(bytes(row.payload) for row in _rows(connection, instruments_table)),
        accounts=tuple(
            _account_of(row)
            for row in connection.execute(select(accounts_table).order_by(accounts_table.c.ordinal))
        ),
        balances=tuple(
            part_from_json(Balance, row.part) for row in _rows(connection, balances_table)
        ),
        positions=tuple(
            part_from_json(Position, row.part) for row in _rows(connection, holdings_table)
        ),
        open_orders=tuple((row.account, row.order_id) for row in connection.execute(orders)),
        reservations=tuple(part_from_json(Reservation, row.part) for row in reservations),
        reservation_ordinal=max((int(row.ordinal) for row in reservations), default=0),
        switches=tuple(
            KeptSwitch(part_from_json(KillSwitch, row.part), row.actor)
            for row in _rows(connection, switches_table)
        ),
        marks=tuple(
            MarkState(row.instrument, row.mantissa, row.init_ns)
            for row in _rows(connection, marks_table)
        ),
        directive_count=int(connection.execute(count).scalar_one_or_none() or 0),
    )


def is_new(connection: Connection) -> bool:
    """Whether risk never had limits, accounts or events: its very first start."""
    tables = (limits_table, accounts_table, entries_table)
    counts = (select(func.count()).select_from(table) for table in tables)
    return not any(connection.execute(count).scalar_one() for count in counts)


def _rows(connection: Connection, table: Table) -> Sequence[Any]:
    return connection.execute(select(table).order_by(*table.primary_key)).all()


def _write_positions(connection: Connection, positions: Sequence[Position]) -> None:
    held = [each for each in positions if each.quantity]
    rows = [
        {"account": each.account, "instrument": each.instrument, "part": part_to_json(each)}
        for each in held
    ]
    upsert(connection, holdings_table, rows)
    for flat in positions:
        if not flat.quantity:
            gone = delete(holdings_table).where(
                holdings_table.c.account == flat.account,
                holdings_table.c.instrument == flat.instrument,
            )
            connection.execute(gone)


def _write_open_orders(
    connection: Connection, orders: Mapping[tuple[str, str], int | None]
) -> None:
    opened = [
        {"account": account, "order_id": order_id, "seq": seq}
        for (account, order_id), seq in orders.items()
        if seq is not None
    ]
    upsert(connection, open_orders_table, opened, keep=("seq",))
    for (account, order_id), seq in orders.items():
        if seq is None:
            gone = delete(open_orders_table).where(
                open_orders_table.c.account == account, open_orders_table.c.order_id == order_id
            )
            connection.execute(gone)


def _write_reservations(
    connection: Connection, reservations: Mapping[str, tuple[int, Reservation] | None]
) -> None:
    rows = [
        {"key": key, "ordinal": kept[0], "part": part_to_json(kept[1])}
        for key, kept in reservations.items()
        if kept is not None
    ]
    upsert(connection, reservations_table, rows, keep=("ordinal",))
    gone = [key for key, kept in reservations.items() if kept is None]
    if gone:
        connection.execute(delete(reservations_table).where(reservations_table.c.key.in_(gone)))


def _account_row(kept: KeptAccount) -> Row:
    return {
        "account": kept.account,
        "ordinal": kept.ordinal,
        "asset": kept.asset,
        "environment": kept.environment,
        "orders_log_id": kept.orders_log_id,
        "baseline": part_to_json(kept.baseline) if kept.baseline is not None else None,
    }


def _account_of(row: Any) -> KeptAccount:
    baseline = part_from_json(Baseline, row.baseline) if row.baseline is not None else None
    return KeptAccount(
        row.account, row.ordinal, row.asset, row.environment, row.orders_log_id, baseline
    )


def _limits_row(kept: KeptLimits) -> Row:
    policy, amount = sizing_parts(kept.limits.sizing)
    return {
        "subject": kept.limits.subject,
        "part": part_to_json(replace(kept.limits, sizing=None)),
        "sizing_policy": policy,
        "sizing_amount": amount,
        "version": kept.version,
        "created_ns": kept.created_ns,
        "updated_ns": kept.updated_ns,
    }


def _limits_of(row: Any) -> KeptLimits:
    limits = part_from_json(Limits, row.part)
    if row.sizing_policy is not None:
        limits = replace(limits, sizing=sizing_of(row.sizing_policy, row.sizing_amount))
    return KeptLimits(limits, row.version, row.created_ns, row.updated_ns)


def _entry_row(record: Record, seq: int, recorded_ns: int) -> Row:
    entry = record.entry
    row = {name: getattr(entry, name) for name in _ENTRY}
    return {**row, "stream": record.stream, "seq": seq, "recorded_ns": recorded_ns}
