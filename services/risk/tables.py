"""Risk's own tables: what the gate goes on from, and where each event of its log is found.

Parts of the gate are JSON text with decimals as text: no query looks into them, and no
database can round them. Instants are Unix nanoseconds on the run's clock. The log, its
events, consumers' positions and requests' answers are the chassis's tables in the same
database; a verdict itself is an event of the log and stored nowhere else.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from services.chassis.storage import ExactDecimal, Nanoseconds

metadata = MetaData()
"""Risk's tables."""

limits_table = Table(
    "limits",
    metadata,
    Column("subject", Text, primary_key=True),
    # A ``limits.Limits`` without its sizing.
    Column("part", Text, nullable=False),
    # The contract's name of the sizing policy, and its one number; NULL without a policy.
    Column("sizing_policy", Text),
    Column("sizing_amount", ExactDecimal),
    # Counts changes; the etag is made of it.
    Column("version", BigInteger, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
    Column("updated_ns", Nanoseconds, nullable=False),
)

instruments_table = Table(
    "instruments",
    metadata,
    # Kept so that positions can be restored while the market data service is away.
    Column("instrument", Text, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

accounts_table = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    # When it became known: the gate keeps this order.
    Column("ordinal", BigInteger, nullable=False),
    Column("asset", Text, nullable=False),
    Column("environment", Text, nullable=False),
    # The log that its events come from; empty before the first.
    Column("orders_log_id", Text, nullable=False),
    # A ``losses.Baseline``; NULL before the first balance.
    Column("baseline", Text),
)

balances_table = Table(
    "balances",
    metadata,
    Column("account", Text, primary_key=True),
    Column("asset", Text, primary_key=True),
    # A ``tradewire.orders.Balance``.
    Column("part", Text, nullable=False),
)

holdings_table = Table(
    "holdings",
    metadata,
    Column("account", Text, primary_key=True),
    Column("instrument", Text, primary_key=True),
    # A ``tradewire.orders.Position`` that is not flat.
    Column("part", Text, nullable=False),
)

open_orders_table = Table(
    "open_orders",
    metadata,
    Column("account", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    # Of the event that opened it: the gate keeps this order.
    Column("seq", BigInteger, nullable=False),
)

reservations_table = Table(
    "reservations",
    metadata,
    Column("key", Text, primary_key=True),
    # Made in this order, in which approvals expire.
    Column("ordinal", BigInteger, nullable=False),
    # A ``reservations.Reservation``.
    Column("part", Text, nullable=False),
)

switches_table = Table(
    "kill_switches",
    metadata,
    Column("scope", Text, primary_key=True),
    # A ``killswitch.KillSwitch``.
    Column("part", Text, nullable=False),
    Column("actor", Text, nullable=False),
)

marks_table = Table(
    "marks",
    metadata,
    Column("instrument", Text, primary_key=True),
    Column("mantissa", BigInteger, nullable=False),
    Column("init_ns", Nanoseconds, nullable=False),
)

counts_table = Table(
    "counts",
    metadata,
    # "directives": how many were given, for ids go on from there.
    Column("name", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
)

entries_table = Table(
    "entries",
    metadata,
    # One row for each event of every stream, in the order of writing.
    Column("ordinal", Integer, primary_key=True, autoincrement=True),
    Column("stream", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("account", Text, nullable=False),
    # The number of ``RiskEventKind``.
    Column("kind", Integer, nullable=False),
    Column("recorded_ns", Nanoseconds, nullable=False),
    Column("actor", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # Of verdicts alone; elsewhere empty and NULL.
    Column("strategy", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("client_order_id", Text, nullable=False),
    Column("instrument", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("approved", Boolean),
    # Names with a comma before and after each, so that one can be looked for.
    Column("refusals", Text, nullable=False),
    Index("entries_kind_ordinal", "kind", "ordinal"),
    Index("entries_account_ordinal", "account", "ordinal"),
)
