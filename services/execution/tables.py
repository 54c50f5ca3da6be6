"""Execution's own tables: what an account has, and why each order happened.

Money is ``ExactDecimal`` (TEXT), instants are Unix nanoseconds. The log, its events,
consumers' positions and requests' answers are the chassis's tables in the same database.
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
    UniqueConstraint,
)

from services.chassis.storage import ExactDecimal, Nanoseconds

metadata = MetaData()
"""Execution's tables."""

accounts_table = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    # The encoded contract message, without what is set when it is read.
    Column("payload", LargeBinary, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
)

instruments_table = Table(
    "instruments",
    metadata,
    # Kept so that an order can be closed while the market data service is away.
    Column("instrument", Text, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

orders_table = Table(
    "orders",
    metadata,
    Column("client_order_id", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("instrument", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("time_in_force", Text, nullable=False),
    Column("quantity", ExactDecimal, nullable=False),
    Column("cause", Text, nullable=False),
    Column("leg", Text, nullable=False),
    Column("created_ns", Nanoseconds, nullable=False),
    Column("updated_ns", Nanoseconds, nullable=False),
    Column("state", Text, nullable=False),
    Column("price", ExactDecimal),
    Column("trigger_price", ExactDecimal),
    Column("trailing_distance", ExactDecimal),
    Column("post_only", Boolean, nullable=False),
    Column("reduce_only", Boolean, nullable=False),
    Column("strategy", Text, nullable=False),
    Column("signal_id", Text, nullable=False),
    Column("order_list_id", Text, nullable=False),
    Column("venue_order_id", Text, nullable=False),
    Column("filled_quantity", ExactDecimal, nullable=False),
    Column("filled_value", ExactDecimal, nullable=False),
    Column("fee", ExactDecimal, nullable=False),
    Column("fee_asset", Text, nullable=False),
    # Codes joined by commas.
    Column("reasons", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("verdict_id", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("expires_ns", Nanoseconds, nullable=False),
    Column("slice", BigInteger, nullable=False),
    Column("stop_price", ExactDecimal),
    Column("target_price", ExactDecimal),
    Column("triggered", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("trace_id", Text, nullable=False),
    # Sequences of its first and its last event in the account's stream.
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    # Whether it may still fill: what a restart loads whole.
    Column("is_open", Boolean, nullable=False),
    UniqueConstraint("order_id", name="orders_order_id_key"),
    Index("orders_account_created_ns", "account", "created_ns", "first_seq"),
    Index("orders_account_is_open", "account", "is_open"),
    Index("orders_cause", "cause"),
)

order_events_table = Table(
    "order_events",
    metadata,
    # Which events of the account's stream are an order's.
    Column("client_order_id", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
)

fills_table = Table(
    "fills",
    metadata,
    Column("fill_id", Text, primary_key=True),
    Column("venue_trade_id", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("client_order_id", Text, nullable=False),
    Column("venue_order_id", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("instrument", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("price", ExactDecimal, nullable=False),
    Column("quantity", ExactDecimal, nullable=False),
    Column("fee", ExactDecimal, nullable=False),
    Column("fee_asset", Text, nullable=False),
    Column("liquidity", Text, nullable=False),
    Column("event_ns", Nanoseconds, nullable=False),
    Column("strategy", Text, nullable=False),
    Column("realized", ExactDecimal, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("settlement", Text, nullable=False),
    Column("recorded_ns", Nanoseconds, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index("fills_account_recorded_ns", "account", "recorded_ns", "seq"),
    Index("fills_client_order_id", "client_order_id"),
)

holdings_table = Table(
    "positions",
    metadata,
    Column("account", Text, primary_key=True),
    Column("instrument", Text, primary_key=True),
    Column("settlement", Text, nullable=False),
    Column("quantity", ExactDecimal, nullable=False),
    Column("cost", ExactDecimal, nullable=False),
    Column("realized", ExactDecimal, nullable=False),
    Column("fees", ExactDecimal, nullable=False),
    Column("opened_ns", Nanoseconds, nullable=False),
    Column("updated_ns", Nanoseconds, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

balances_table = Table(
    "balances",
    metadata,
    Column("account", Text, primary_key=True),
    Column("asset", Text, primary_key=True),
    Column("total", ExactDecimal, nullable=False),
    Column("locked", ExactDecimal, nullable=False),
    Column("updated_ns", Nanoseconds, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

protections_table = Table(
    "protections",
    metadata,
    # Of the entry, whose row is in orders.
    Column("client_order_id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("protected", ExactDecimal, nullable=False),
    Column("pairs", BigInteger, nullable=False),
)

causes_table = Table(
    "causes",
    metadata,
    # Signals, requests and directives handled; the newest tell repeats apart after a restart.
    Column("ordinal", Integer, primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False),
    Column("cause", Text, nullable=False),
    UniqueConstraint("account", "cause", name="causes_account_cause_key"),
)

halts_table = Table(
    "halts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("ordinal", Integer, nullable=False),
)

holds_table = Table(
    "holds",
    metadata,
    # What keeps an account from opening, of whichever kind; of risk's halts, why and since when.
    Column("account", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    # The contract's number of its HaltCause.
    Column("cause", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("since_ns", Nanoseconds, nullable=False),
    # Of a poisoned event, in its owner's log; empty and 0 otherwise.
    Column("log_id", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
)

reasons_table = Table(
    "reasons",
    metadata,
    # Why: what a cause's orders are explained by, kept beside them and never recomputed.
    Column("account", Text, primary_key=True),
    Column("cause", Text, primary_key=True),
    # The signal as it came, encoded; empty where the cause is none.
    Column("signal", LargeBinary, nullable=False),
    # Risk's verdict as it came, encoded; empty where none was given.
    Column("verdict", LargeBinary, nullable=False),
    Column("trace_id", Text, nullable=False),
    Column("note", Text, nullable=False),
    # Wall clock: when the signal was committed and came, when risk was asked and answered.
    Column("signal_committed_ns", Nanoseconds, nullable=False),
    Column("signal_received_ns", Nanoseconds, nullable=False),
    Column("verdict_asked_ns", Nanoseconds, nullable=False),
    Column("verdict_received_ns", Nanoseconds, nullable=False),
)

stamps_table = Table(
    "stamps",
    metadata,
    # Wall clock, 0 where it did not happen. Beside the events and never in them, so that
    # events made again in a replay are the same bytes.
    Column("client_order_id", Text, primary_key=True),
    Column("committed_ns", Nanoseconds, nullable=False),
    Column("sent_ns", Nanoseconds, nullable=False),
    Column("acknowledged_ns", Nanoseconds, nullable=False),
    Column("first_fill_ns", Nanoseconds, nullable=False),
    Column("last_fill_ns", Nanoseconds, nullable=False),
)
