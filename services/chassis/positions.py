"""How far a consumer has come in each owner's streams, stored with the effects of what it read.

Kept in the consumer's own database and in the transaction of the effects: after a crash either
both are there or neither, so an event's effects happen once however often it is delivered.
"""

from sqlalchemy import Connection, select, text

from services.chassis.failures import PositionRefusedError
from services.chassis.statements import Statement
from services.chassis.tables import positions_table

_FIRST = Statement(
    text(
        "INSERT INTO consumer_positions (consumer, log_id, stream, seq) "
        "VALUES (:consumer, :log_id, :stream, :seq) "
        "ON CONFLICT (consumer, log_id, stream) DO NOTHING"
    )
)
_NEXT = Statement(
    text(
        "UPDATE consumer_positions SET seq = :seq WHERE consumer = :consumer "
        "AND log_id = :log_id AND stream = :stream AND seq = :after_seq"
    )
)
_SET = text(
    "INSERT INTO consumer_positions (consumer, log_id, stream, seq) "
    "VALUES (:consumer, :log_id, :stream, :seq) "
    "ON CONFLICT (consumer, log_id, stream) DO UPDATE SET seq = excluded.seq"
)


def position(connection: Connection, consumer: str, log_id: str, stream: str) -> int:
    """The last sequence of the stream that the consumer has handled, 0 for none."""
    query = select(positions_table.c.seq).where(
        positions_table.c.consumer == consumer,
        positions_table.c.log_id == log_id,
        positions_table.c.stream == stream,
    )
    return int(connection.execute(query).scalar_one_or_none() or 0)


def positions(connection: Connection, consumer: str, log_id: str) -> dict[str, int]:
    """Every stream of the log that the consumer has begun, by name, with its last sequence."""
    query = (
        select(positions_table.c.stream, positions_table.c.seq)
        .where(positions_table.c.consumer == consumer, positions_table.c.log_id == log_id)
        .order_by(positions_table.c.stream)
    )
    return {row.stream: row.seq for row in connection.execute(query)}


def advance_position(
    connection: Connection,
    consumer: str,
    log_id: str,
    stream: str,
    seq: int,
    *,
    after_seq: int | None = None,
) -> None:
    """Store that everything up to ``seq`` is handled. Call it in the transaction of the effects.

    Args:
        connection: inside a write.
        consumer: the durable consumer's name.
        log_id: the owner's log.
        stream: the owner's stream, its bus subject.
        seq: the last sequence handled by this transaction.
        after_seq: the position before it; None for the one before ``seq``.

    Raises:
        PositionRefusedError: the stored position is not ``after_seq``, so an event would be
            handled twice or left out; the transaction must not commit.
    """
    expected = seq - 1 if after_seq is None else after_seq
    values = {"consumer": consumer, "log_id": log_id, "stream": stream, "seq": seq}
    if expected == 0:
        changed = _FIRST.changed(connection, values)
    else:
        changed = _NEXT.changed(connection, {**values, "after_seq": expected})
    if changed != 1:
        found = position(connection, consumer, log_id, stream)
        raise PositionRefusedError(
            f"{consumer} stands at {found} of {stream} and cannot go from {expected} to {seq}; "
            "a repeat is to be skipped, a gap to be fetched from the owner",
            metadata={"stream": stream, "position": str(found), "seq": str(seq)},
        )


def set_position(connection: Connection, consumer: str, log_id: str, stream: str, seq: int) -> None:
    """Store a position unconditionally: after the state was read anew at that sequence."""
    connection.execute(_SET, {"consumer": consumer, "log_id": log_id, "stream": stream, "seq": seq})
