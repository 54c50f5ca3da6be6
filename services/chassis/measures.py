"""The table of what every process measures of itself: calls, bus, store, queues, loop, disk.

Held to docs/OPERATIONS.md by a test. ``services.chassis.figures`` says where the numbers are from;
what only one service has is in its own ``metrics`` module.
"""

from typing import Final

from services.chassis.metrics import Kind, Measure

_CALL = ("rpc_method", "rpc_response_status_code")
_STORE = ("store", "kind")

BUILD = Measure(
    "tradewire_build_info",
    Kind.GAUGE,
    "1, for the version that runs and the service that it is.",
    ("service", "version"),
)
SERVER_CALLS = Measure(
    "rpc_server_call_duration_seconds",
    Kind.HISTOGRAM,
    "Unary calls answered, from the request read to the answer made.",
    _CALL,
)
SERVER_STREAMS_ENDED = Measure(
    "rpc_server_streams_ended_total", Kind.COUNTER, "Streams ended, by how.", _CALL
)
SERVER_STREAMS_OPEN = Measure(
    "rpc_server_streams_open", Kind.GAUGE, "Streams open now.", ("rpc_method",)
)
CLIENT_CALLS = Measure(
    "rpc_client_call_duration_seconds",
    Kind.HISTOGRAM,
    "Unary calls made to other services, from sending to the answer, retries included.",
    _CALL,
)
BUS_CONNECTED = Measure(
    "tradewire_bus_connected", Kind.GAUGE, "1 while the bus is connected, else 0."
)
BUS_CONNECTIONS = Measure(
    "tradewire_bus_connections_total", Kind.COUNTER, "Connections made: above 1 it was lost."
)
BUS_PUBLISH = Measure(
    "tradewire_bus_publish_duration_seconds",
    Kind.HISTOGRAM,
    "Publications to JetStream, from sending to the acknowledgement.",
)
BUS_FAILURES = Measure(
    "tradewire_bus_publish_failures_total",
    Kind.COUNTER,
    "Publications that JetStream did not acknowledge; their owner sends them again.",
)
BUS_DROPPED = Measure(
    "tradewire_bus_live_dropped_total",
    Kind.COUNTER,
    "Live messages not sent because the bus was away or too slow; readers see the gap.",
)
OUTBOX_PUBLISHED = Measure(
    "tradewire_outbox_published_total",
    Kind.COUNTER,
    "Events of the own log that the bus acknowledged, repeats included.",
)
OUTBOX_REBUILT = Measure(
    "tradewire_outbox_rebuilt_total",
    Kind.COUNTER,
    "Streams sent again because the bus had lost them.",
)
CONSUMER_LAG = Measure(
    "tradewire_bus_consumer_lag_messages",
    Kind.GAUGE,
    "Messages that wait for a durable consumer, on the bus and here.",
    ("consumer",),
)
CONSUMER_HANDLED = Measure(
    "tradewire_bus_consumer_handled_total",
    Kind.COUNTER,
    "Messages a durable consumer has handled.",
    ("consumer",),
)
CONSUMER_FAILED = Measure(
    "tradewire_bus_consumer_failures_total",
    Kind.COUNTER,
    "Messages whose handler failed; they come again.",
    ("consumer",),
)
CONSUMER_REDELIVERED = Measure(
    "tradewire_bus_consumer_redeliveries_total",
    Kind.COUNTER,
    "Messages that had been delivered before.",
    ("consumer",),
)
CONSUMER_REPEATS = Measure(
    "tradewire_bus_consumer_repeats_total",
    Kind.COUNTER,
    "Events passed over because they had been handled.",
    ("consumer",),
)
CONSUMER_GAPS = Measure(
    "tradewire_bus_consumer_gaps_total",
    Kind.COUNTER,
    "Holes that were filled from the owner's log.",
    ("consumer",),
)
CONSUMER_HALTED = Measure(
    "tradewire_bus_consumer_halted_streams",
    Kind.GAUGE,
    "Streams that wait for a person, for an event could not be handled.",
    ("consumer",),
)
STORE_RUN = Measure(
    "tradewire_store_transaction_duration_seconds",
    Kind.HISTOGRAM,
    "Transactions from their begin to their commit or rollback.",
    _STORE,
)
STORE_WAIT = Measure(
    "tradewire_store_queue_wait_seconds",
    Kind.HISTOGRAM,
    "What transactions waited for their turn.",
    _STORE,
)
OUTBOX_BACKLOG = Measure(
    "tradewire_outbox_backlog_events",
    Kind.GAUGE,
    "Events of the own log that the bus has not acknowledged yet.",
)
QUEUE_DEPTH = Measure("tradewire_queue_depth", Kind.GAUGE, "What waits in a queue now.", ("queue",))
QUEUE_LIMIT = Measure(
    "tradewire_queue_limit", Kind.GAUGE, "What may wait in it at most.", ("queue",)
)
LOOP_LAG = Measure(
    "tradewire_event_loop_lag_seconds",
    Kind.HISTOGRAM,
    "How late the event loop wakes who sleeps: what a blocking handler costs the others.",
)
FILE_BYTES = Measure(
    "tradewire_data_file_bytes", Kind.GAUGE, "Size of a file of the process's.", ("file",)
)
DISK_FREE = Measure(
    "tradewire_data_disk_free_bytes", Kind.GAUGE, "Free space where the data directory is."
)

MEASURES: Final = tuple(value for value in tuple(globals().values()) if isinstance(value, Measure))
"""The table."""
