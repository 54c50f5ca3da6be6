"""The service's rows: strategies, their checkpoints, and signals.

Every function runs inside a transaction of the caller's. A signal's row holds its
message of the contract, beside the columns that lists are filtered by.
"""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from services.chassis.statements import Statement
from services.chassis.storage import Nanoseconds
from services.signal.host import Failure
from services.signal.records import Checkpoint, Marks, Standing, StrategyRecord, StrategyTerms
from tradewire.codec.signals import signal_from_wire, signal_to_wire, tick_from_wire, tick_to_wire
from tradewire.errors import ConflictError
from tradewire.signal.v1 import signal_pb2
from tradewire.signals import Signal, SignalState
from tradewire.types.v1 import evidence_pb2

metadata = MetaData()
"""The signal service's tables."""

strategies_table = Table(
    "strategies",
    metadata,
    Column("strategy", Text, primary_key=True),
    Column("uid", Text, nullable=False),
    # The terms, as JSON: read whole, never searched by.
    Column("terms", Text, nullable=False),
    Column("state", Text, nullable=False),
    # JSON of the failure; empty while there is none.
    Column("failure", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
    Column("updated_ns", Nanoseconds, nullable=False),
)

# Written far more often than the settings, so apart from them.
checkpoints_table = Table(
    "checkpoints",
    metadata,
    Column("strategy", Text, primary_key=True),
    Column("ordinal", BigInteger, nullable=False),
    # JSON of the host's checkpoint; empty before the strategy ever ran.
    Column("saved", Text, nullable=False),
    Column("marks", Text, nullable=False),
)

signals_table = Table(
    "signals",
    metadata,
    Column("signal", Text, primary_key=True),
    Column("strategy", Text, nullable=False),
    Column("ordinal", BigInteger, nullable=False),
    Column("instrument", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
    # 0 for never.
    Column("expires_ns", Nanoseconds, nullable=False),
    # tradewire.signal.v1.Signal.
    Column("message", LargeBinary, nullable=False),
    # The database itself refuses a signal that is given twice.
    UniqueConstraint("strategy", "ordinal", name="signals_ordinal_key"),
    Index("signals_created_ns", "created_ns", "signal"),
    Index("signals_state", "state", "expires_ns"),
)


@dataclass(frozen=True, slots=True)
class SignalFilter:
    """Which signals to list; empty and 0 mean all. ``before_ns`` is excluded."""

    strategy: str = ""
    instrument: str = ""
    account: str = ""
    state: SignalState | None = None
    since_ns: int = 0
    before_ns: int = 0


# -- strategies ------------------------------------------------------------------------


def add_strategy(connection: Connection, record: StrategyRecord) -> None:
    """Insert a strategy and its empty checkpoint; raises IntegrityError where it exists."""
    connection.execute(insert(strategies_table), _strategy_row(record))
    empty = {"ordinal": 0, "saved": "", "marks": Marks().to_json()}
    connection.execute(insert(checkpoints_table), {"strategy": record.strategy, **empty})


def put_strategy(connection: Connection, record: StrategyRecord) -> None:
    """Replace a strategy's row by its next revision.

    Raises:
        ConflictError: the row is not at the revision before.
    """
    table = strategies_table
    before = and_(
        table.c.strategy == record.strategy,
        table.c.revision == record.revision - 1,
    )
    changed = connection.execute(update(table).where(before), _strategy_row(record)).rowcount
    if changed != 1:
        raise ConflictError(
            f"strategy {record.strategy} was changed by somebody else; run one signal service"
            " on a database"
        )


def strategies(connection: Connection) -> list[tuple[StrategyRecord, Checkpoint]]:
    """Every strategy with its checkpoint, by id."""
    query = (
        select(
            strategies_table,
            checkpoints_table.c.ordinal,
            checkpoints_table.c.saved,
            checkpoints_table.c.marks,
        )
        .join(checkpoints_table, strategies_table.c.strategy == checkpoints_table.c.strategy)
        .order_by(strategies_table.c.strategy)
    )
    return [(_record(row), _checkpoint(row)) for row in connection.execute(query)]


def put_checkpoint(connection: Connection, strategy: str, checkpoint: Checkpoint) -> None:
    """Replace a strategy's checkpoint."""
    values = {
        "ordinal": checkpoint.ordinal,
        "saved": "" if checkpoint.saved is None else json.dumps(checkpoint.saved),
        "marks": checkpoint.marks.to_json(),
    }
    _PUT_CHECKPOINT.run(connection, [{**values, "which": strategy}])


_PUT_CHECKPOINT = Statement(
    update(checkpoints_table).where(checkpoints_table.c.strategy == bindparam("which")),
    ("ordinal", "saved", "marks"),
)


# -- signals ---------------------------------------------------------------------------


def add_signal(connection: Connection, signal: Signal) -> None:
    """Insert a signal; raises IntegrityError where its id or ordinal was given before."""
    _ADD_SIGNAL.run(connection, [_signal_row(signal)])


_ADD_SIGNAL = Statement(insert(signals_table), signals_table.columns.keys())


def move_signal(connection: Connection, signal: Signal, previous: SignalState) -> bool:
    """Replace a signal's row; False where it is no more in the state ``previous``."""
    table = signals_table
    found = and_(table.c.signal == signal.signal_id, table.c.state == previous)
    return connection.execute(update(table).where(found), _signal_row(signal)).rowcount == 1


def signal(connection: Connection, signal_id: str) -> Signal | None:
    """One signal, or None."""
    query = select(signals_table.c.message).where(signals_table.c.signal == signal_id)
    message = connection.execute(query).scalar_one_or_none()
    return None if message is None else _signal(message)


def list_signals(
    connection: Connection, wanted: SignalFilter, *, after: str, limit: int
) -> list[Signal]:
    """Signals, newest first; ``after`` is ``page_key`` of the last one known, or empty."""
    table = signals_table
    query = select(table.c.message).order_by(table.c.created_ns.desc(), table.c.signal.desc())
    for column, value in (
        (table.c.strategy, wanted.strategy),
        (table.c.instrument, wanted.instrument),
        (table.c.account, wanted.account),
        (table.c.state, wanted.state),
    ):
        if value:
            query = query.where(column == value)
    if wanted.since_ns:
        query = query.where(table.c.created_ns >= wanted.since_ns)
    if wanted.before_ns:
        query = query.where(table.c.created_ns < wanted.before_ns)
    if after:
        text, _, last = after.partition(".")
        at_ns = int(text)
        earlier = and_(table.c.created_ns == at_ns, table.c.signal < last)
        query = query.where(or_(table.c.created_ns < at_ns, earlier))
    return [_signal(row.message) for row in connection.execute(query.limit(limit))]


def page_key(signal: Signal) -> str:
    """Where a list stands after this signal."""
    return f"{signal.created_ns}.{signal.signal_id}"


def expired_signals(
    connection: Connection, state: SignalState, before_ns: int, limit: int
) -> list[Signal]:
    """Signals in ``state`` whose expiry is at or before ``before_ns``, the longest ago first."""
    table = signals_table
    query = (
        select(table.c.message)
        .where(table.c.state == state, table.c.expires_ns > 0, table.c.expires_ns <= before_ns)
        .order_by(table.c.expires_ns, table.c.signal)
        .limit(limit)
    )
    return [_signal(row.message) for row in connection.execute(query)]


# -- rows ------------------------------------------------------------------------------


def _strategy_row(record: StrategyRecord) -> dict[str, object]:
    return {
        "strategy": record.strategy,
        "uid": record.uid,
        "terms": json.dumps(dataclasses.asdict(record.terms)),
        "state": record.state.value,
        "failure": "" if record.failure is None else _failure_json(record.failure),
        "revision": record.revision,
        "created_ns": record.created_ns,
        "updated_ns": record.updated_ns,
    }


def _record(row: Row[Any]) -> StrategyRecord:
    return StrategyRecord(
        strategy=row.strategy,
        uid=row.uid,
        terms=_terms(json.loads(row.terms)),
        created_ns=row.created_ns,
        updated_ns=row.updated_ns,
        state=Standing(row.state),
        failure=_failure(json.loads(row.failure)) if row.failure else None,
        revision=row.revision,
    )


def _terms(fields: dict[str, Any]) -> StrategyTerms:
    pairs: Sequence[Sequence[str]] = fields.pop("parameters")
    instruments = tuple(fields.pop("instruments"))
    parameters = tuple((name, value) for name, value in pairs)
    return StrategyTerms(parameters=parameters, instruments=instruments, **fields)


def _failure_json(failure: Failure) -> str:
    tick = None if failure.input is None else tick_to_wire(failure.input).SerializeToString().hex()
    without = dataclasses.replace(failure, input=None)
    return json.dumps({**dataclasses.asdict(without), "input": tick})


def _failure(fields: dict[str, Any]) -> Failure:
    text = fields.pop("input")
    tick = None
    if text is not None:
        tick = tick_from_wire(evidence_pb2.TickEvidence.FromString(bytes.fromhex(text)))
    return Failure(input=tick, **fields)


def _checkpoint(row: Row[Any]) -> Checkpoint:
    saved = json.loads(row.saved) if row.saved else None
    return Checkpoint(row.ordinal, saved, Marks.from_json(row.marks))


def _signal_row(signal: Signal) -> dict[str, object]:
    return {
        "signal": signal.signal_id,
        "strategy": signal.strategy,
        "ordinal": signal.ordinal,
        "instrument": signal.instrument,
        "account": signal.account,
        "state": signal.state.value,
        "created_ns": signal.created_ns,
        "expires_ns": signal.expires_ns,
        "message": signal_to_wire(signal).SerializeToString(deterministic=True),
    }


def _signal(message: bytes) -> Signal:
    return signal_from_wire(signal_pb2.Signal.FromString(bytes(message)))
