"""An owner's append-only log: what happened, numbered within its stream, and never changed.

An event is written in the transaction of the state that it explains, so neither is ever without
the other. The bus only carries copies: resuming a reader, rebuilding a stream and the audit are
all range reads of this one table, and the outbox is a cursor on it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from services.chassis.failures import LogChangedError
from services.chassis.statements import Statement
from services.chassis.tables import (
    blocks_table,
    events_table,
    log_table,
    streams_table,
)
from tradewire.errors import InvalidArgumentError

RANGE_MAX = 1_000
"""Events a range read returns at most. At about 1 KB each a page stays under gRPC's 4 MB."""

BLOCK_MAX = 1_000_000
"""Sequences one reservation may take: minutes of the busiest feed, lost as a gap by a crash."""

_LOG_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_APPENDED = "tradewire.appended"

# One statement takes the row's lock and the next sequences; both databases know it.
_TAKE = Statement(
    text(
        "INSERT INTO streams (stream, head, published) VALUES (:stream, :count, 0) "
        "ON CONFLICT (stream) DO UPDATE SET head = streams.head + excluded.head RETURNING head"
    )
)
_RESERVE = text(
    "INSERT INTO sequence_blocks (stream, reserved) VALUES (:stream, :count) ON CONFLICT (stream) "
    "DO UPDATE SET reserved = sequence_blocks.reserved + excluded.reserved RETURNING reserved"
)
_PUBLISHED = text("UPDATE streams SET published = :seq WHERE stream = :stream")
_INSERT = Statement(insert(events_table), events_table.columns.keys())


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, before its log has numbered it.

    Attributes:
        event_id: unique in the log; hashed from the fact where the fact may be seen again.
        type: past tense, for people and filters: ``OrderFilled``.
        event_ns: when it happened, Unix nanoseconds.
        recorded_ns: when it is written, Unix nanoseconds.
        payload: the encoded envelope, or a function that encodes it once the sequence is known.
        traceparent: W3C trace context of the cause, empty when none.
    """

    event_id: str
    type: str
    event_ns: int
    recorded_ns: int
    payload: bytes | Callable[[int], bytes]
    traceparent: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the log has it; ``seq`` counts from 1 within ``stream``."""

    stream: str
    seq: int
    event_id: str
    type: str
    event_ns: int
    recorded_ns: int
    traceparent: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class StreamState:
    """How far a stream has come: last sequence written, last one that the bus acknowledged."""

    stream: str
    head: int
    published: int


@dataclass(frozen=True, slots=True)
class ResumeToken:
    """Where a reader of a stream stands: the log and the last sequence it has handled."""

    log_id: str
    seq: int

    def __str__(self) -> str:
        """The text a reader keeps: ``<log id>.<sequence>``."""
        return f"{self.log_id}.{self.seq}"

    @classmethod
    def parse(cls, token: str) -> Self:
        """Read a token back.

        Raises:
            InvalidArgumentError: it is not one.
        """
        log_id, separator, seq = token.rpartition(".")
        if not separator or not _LOG_ID.fullmatch(log_id) or not re.fullmatch(r"[0-9]{1,18}", seq):
            raise InvalidArgumentError(
                f"resume token {token[:100]!r} must be <log id>.<sequence>; pass one that a "
                "stream gave, or none to start from the beginning",
                fields={"resume_token": "must be <log id>.<sequence>"},
            )
        return cls(log_id, int(seq))

    def after(self, log_id: str) -> int:
        """The sequence to go on after, in the log that the owner has now.

        Raises:
            LogChangedError: the token is of another log, whose numbers mean nothing here.
        """
        if self.log_id != log_id:
            raise LogChangedError(
                f"the token is of log {self.log_id}, this is log {log_id}; "
                "read the state anew and resume from its position",
                metadata={"token_log_id": self.log_id, "log_id": log_id},
            )
        return self.seq


def open_log(
    connection: Connection, *, now_ns: int, draw_id: Callable[[], str], log_id: str | None = None
) -> str:
    """The log's id, created at the first call.

    Args:
        connection: inside a write.
        now_ns: stored as the time of creation.
        draw_id: makes a random id (``uuid4().hex``), called only for a new log.
        log_id: the id it must have, as a replay takes it from its tape's manifest.

    Raises:
        LogChangedError: the database already holds another log.
        InvalidArgumentError: the id is not 1 to 64 of letters, digits, ``_`` and ``-``.
    """
    found = connection.execute(select(log_table.c.log_id)).scalar_one_or_none()
    if found is not None:
        if log_id is not None and found != log_id:
            raise LogChangedError(
                f"the database holds log {found}, not {log_id}; use the data directory of "
                f"{log_id}, or start with a fresh one",
                metadata={"found": str(found), "log_id": log_id},
            )
        return str(found)
    new_id = log_id if log_id is not None else draw_id()
    if not _LOG_ID.fullmatch(new_id):
        raise InvalidArgumentError(
            f"log id {new_id[:100]!r} must be 1 to 64 letters, digits, '_' and '-'"
        )
    connection.execute(insert(log_table), {"key": 1, "log_id": new_id, "created_ns": now_ns})
    return new_id


def append(connection: Connection, stream: str, event: NewEvent) -> int:
    """Write one event; returns its sequence. See ``append_all``."""
    return append_all(connection, stream, [event])[0].seq


def append_all(connection: Connection, stream: str, events: Sequence[NewEvent]) -> list[Event]:
    """Write events in order, numbered on from the stream's head.

    Sequences start at 1, have no gaps and are never reset: the numbering is part of the
    transaction, so a rollback gives them back.

    Raises:
        sqlalchemy.exc.IntegrityError: an event id is already in the log.
    """
    if not events:
        return []
    head: int = _TAKE.value(connection, {"stream": stream, "count": len(events)})
    written = []
    for seq, event in enumerate(events, head - len(events) + 1):
        payload = event.payload if isinstance(event.payload, bytes) else event.payload(seq)
        written.append(
            Event(
                stream,
                seq,
                event.event_id,
                event.type,
                event.event_ns,
                event.recorded_ns,
                event.traceparent,
                payload,
            )
        )
    _INSERT.run(connection, [_row(event) for event in written])
    appended = connection.info.get(_APPENDED)
    if appended is not None:
        appended.extend(written)
    return written


def watch_appends(connection: Connection) -> list[Event]:
    """Start a list to which every append of this transaction is added, for publishing.

    A pooled connection keeps its notes between transactions, so each write starts a new list;
    what a rolled back one noted is thrown away with its list.
    """
    appended: list[Event] = []
    connection.info[_APPENDED] = appended
    return appended


def unwatch_appends(connection: Connection) -> None:
    """Stop noting appends on this connection."""
    connection.info.pop(_APPENDED, None)


def read_range(
    connection: Connection,
    stream: str,
    after_seq: int,
    *,
    limit: int = RANGE_MAX,
    up_to_seq: int | None = None,
) -> list[Event]:
    """Events of a stream in order, the first after ``after_seq``.

    Args:
        connection: inside a read or write.
        stream: its bus subject.
        after_seq: the last sequence already known, 0 for none.
        limit: events at most, itself capped at ``RANGE_MAX``.
        up_to_seq: the last sequence wanted, None for all.
    """
    query = (
        select(events_table)
        .where(events_table.c.stream == stream, events_table.c.seq > after_seq)
        .order_by(events_table.c.seq)
        .limit(max(0, min(limit, RANGE_MAX)))
    )
    if up_to_seq is not None:
        query = query.where(events_table.c.seq <= up_to_seq)
    return [_event(row) for row in connection.execute(query)]


def find_event(connection: Connection, event_id: str) -> Event | None:
    """The event with this id, or None."""
    query = select(events_table).where(events_table.c.event_id == event_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _event(row)


def stream_states(connection: Connection) -> list[StreamState]:
    """Every stream of the log, by name, with its head and published cursor."""
    query = select(streams_table).order_by(streams_table.c.stream)
    return [StreamState(row.stream, row.head, row.published) for row in connection.execute(query)]


def head(connection: Connection, stream: str) -> int:
    """The last sequence written to a stream, 0 when it has none: its high-water mark."""
    query = select(streams_table.c.head).where(streams_table.c.stream == stream)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def oldest(connection: Connection, stream: str) -> int:
    """The first sequence of a stream that is still kept, 0 when none is."""
    query = select(func.min(events_table.c.seq)).where(events_table.c.stream == stream)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def forget(connection: Connection, stream: str, keep: int) -> int:
    """Delete a stream's events but for the newest ``keep``; for figures, never for a ledger.

    What the bus has not acknowledged stays, however much it is: it could not be sent any more.

    Returns:
        How many were deleted.
    """
    query = select(streams_table).where(streams_table.c.stream == stream)
    state = connection.execute(query).one_or_none()
    if state is None:
        return 0
    last = min(state.head - keep, state.published)
    gone = delete(events_table).where(events_table.c.stream == stream, events_table.c.seq <= last)
    return connection.execute(gone).rowcount


def first_seq_since(connection: Connection, stream: str, since_ns: int) -> int | None:
    """The first sequence recorded at or after ``since_ns``, or None.

    Found by halving: recorded times rise with the sequence but for a clock stepped back, and an
    index on them would cost every append.
    """
    low, high = max(1, oldest(connection, stream)), head(connection, stream) + 1
    beyond = high
    recorded = select(events_table.c.recorded_ns).where(events_table.c.stream == stream)
    while low < high:
        middle = (low + high) // 2
        at_ns = connection.execute(recorded.where(events_table.c.seq == middle)).scalar_one()
        if at_ns >= since_ns:
            high = middle
        else:
            low = middle + 1
    return low if low < beyond else None


def set_published(connection: Connection, stream: str, seq: int) -> None:
    """Move a stream's outbox cursor; back, when the bus has lost what it had."""
    connection.execute(_PUBLISHED, {"stream": stream, "seq": seq})


def reserve_block(connection: Connection, stream: str, count: int) -> range:
    """Take ``count`` sequences durably ahead of their use, for streams whose events are not rows.

    Market data is too quick for a row and a commit each. After a crash the rest of a block is a
    gap, which the owner announces by a gap marker.

    Raises:
        InvalidArgumentError: ``count`` is not 1 to ``BLOCK_MAX``.
    """
    if not 1 <= count <= BLOCK_MAX:
        raise InvalidArgumentError(f"a block of {count} sequences is not 1 to {BLOCK_MAX}")
    last = connection.execute(_RESERVE, {"stream": stream, "count": count}).scalar_one()
    return range(last - count + 1, last + 1)


def reserved(connection: Connection, stream: str) -> int:
    """The last sequence ever reserved for a stream, 0 when none was."""
    query = select(blocks_table.c.reserved).where(blocks_table.c.stream == stream)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def _row(event: Event) -> dict[str, object]:
    return {
        "stream": event.stream,
        "seq": event.seq,
        "event_id": event.event_id,
        "type": event.type,
        "event_ns": event.event_ns,
        "recorded_ns": event.recorded_ns,
        "traceparent": event.traceparent,
        "payload": event.payload,
    }


def _event(row: Row[tuple[object, ...]]) -> Event:
    return Event(
        row.stream,
        row.seq,
        row.event_id,
        row.type,
        row.event_ns,
        row.recorded_ns,
        row.traceparent,
        bytes(row.payload),
    )
