"""The tables that every owner's database holds beside its own, whatever the service.

They are migrated by ``services/chassis/migrations``; a service's own tables by its own.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from services.chassis.storage import Nanoseconds

metadata = MetaData()
"""The chassis's tables."""

log_table = Table(
    "log",
    metadata,
    # The only row has key 1, so a second log in one database cannot be written.
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("log_id", Text, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
)

streams_table = Table(
    "streams",
    metadata,
    Column("stream", Text, primary_key=True),
    # The last sequence given out; sequences start at 1 and have no gaps.
    Column("head", BigInteger, nullable=False),
    # The outbox: everything up to here was acknowledged by the bus at least once.
    Column("published", BigInteger, nullable=False),
)

events_table = Table(
    "events",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    # When it happened, by the venue or the tape; when we wrote it down.
    Column("event_ns", Nanoseconds, nullable=False),
    Column("recorded_ns", Nanoseconds, nullable=False),
    # W3C traceparent of the span that caused it; empty when nothing was traced.
    Column("traceparent", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    # An event that happened once is written once, and the bus tells repeats apart by it.
    UniqueConstraint("event_id", name="events_event_id_key"),
)

blocks_table = Table(
    "sequence_blocks",
    metadata,
    Column("stream", Text, primary_key=True),
    # Sequences up to here may have been used without an event row.
    Column("reserved", BigInteger, nullable=False),
)

positions_table = Table(
    "consumer_positions",
    metadata,
    Column("consumer", Text, primary_key=True),
    # A new log begins at 1 again, so positions are kept per log.
    Column("log_id", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

answers_table = Table(
    "request_answers",
    metadata,
    # Rises with every answer; the retention by number is a range of it.
    Column("ordinal", Integer, primary_key=True, autoincrement=True),
    Column("scope", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("request_digest", LargeBinary, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Column("recorded_ns", Nanoseconds, nullable=False),
    UniqueConstraint("scope", "request_id", name="request_answers_request_key"),
    Index("request_answers_recorded_ns", "recorded_ns"),
)

replay_position_table = Table(
    "replay_position",
    metadata,
    Column("run", Text, primary_key=True),
    # The last round whose effects are here; 0 before the first.
    Column("step", BigInteger, nullable=False),
    Column("round", Integer, nullable=False),
    # JSON: the owner's streams before the first round, with their last sequences.
    Column("heads", Text, nullable=False),
)

replay_calls_table = Table(
    "replay_calls",
    metadata,
    Column("run", Text, primary_key=True),
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    # Of the calls that were answered after the round, from 1.
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("request", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
)
