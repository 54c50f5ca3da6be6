"""What market data measures: events on their way in, out and to the tick store, and its feeds."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from services.chassis import measures
from services.chassis.figures import Figures
from services.chassis.metrics import Distribution, Kind, Measure, Reading
from services.marketdata.feed import FeedBoard
from services.marketdata.publisher import Publisher
from services.marketdata.recorder import ROWS_QUEUED_MAX, Recorder
from services.marketdata.step_publisher import StepPublisher
from services.marketdata.subscribers import SUBSCRIBERS_MAX, Subscribers
from tradewire.marketdata.v1 import feed_pb2

_BY = ("feed",)

RECEIVED = Measure(
    "tradewire_marketdata_events_received_total",
    Kind.COUNTER,
    "Events that a feed has brought, ticks and candles.",
    _BY,
)
PUBLISHED = Measure(
    "tradewire_marketdata_events_published_total",
    Kind.COUNTER,
    "Events numbered and published, to the bus and to readers here.",
    _BY,
)
STORED = Measure(
    "tradewire_marketdata_rows_stored_total", Kind.COUNTER, "Rows committed to the tick store."
)
UNSTORED = Measure(
    "tradewire_marketdata_rows_dropped_total",
    Kind.COUNTER,
    "Rows that found no room even on disk: published, and a gap of the record.",
)
COMMIT = Measure(
    "tradewire_marketdata_commit_duration_seconds",
    Kind.HISTOGRAM,
    "Commits of the tick store, many batches each.",
)
SPOOL_BYTES = Measure(
    "tradewire_marketdata_spool_bytes", Kind.GAUGE, "Batches that wait on disk for the tick store."
)
SPOOL_LIMIT = Measure(
    "tradewire_marketdata_spool_limit_bytes", Kind.GAUGE, "What may wait there at most."
)
READERS_LOST = Measure(
    "tradewire_marketdata_readers_lost_total",
    Kind.COUNTER,
    "Events that readers of the stream were too slow for; each was told of its gap.",
)
CONNECTED = Measure(
    "tradewire_marketdata_feed_connected",
    Kind.GAUGE,
    "1 while a feed streams, else 0.",
    _BY,
)
AGE = Measure(
    "tradewire_marketdata_feed_age_seconds",
    Kind.GAUGE,
    "Since the feed's last event, wall clock; absent before the first.",
    _BY,
)

MEASURES: Final = tuple(value for value in tuple(globals().values()) if isinstance(value, Measure))
"""The table."""

_STREAMS = frozenset({feed_pb2.FEED_STATE_STREAMING, feed_pb2.FEED_STATE_DEGRADED})


def watch_market(
    figures: Figures,
    boards: Mapping[str, FeedBoard],
    recorder: Recorder,
    subscribers: Subscribers,
) -> None:
    """Show feeds, recorder and readers."""
    watch = figures.metrics.watch

    def received() -> Iterator[Reading]:
        for name, board in boards.items():
            yield (name,), float(board.events)

    def connected() -> Iterator[Reading]:
        for name, board in boards.items():
            yield (name,), float(board.state in _STREAMS)

    def ages() -> Iterator[Reading]:
        for name, board in boards.items():
            if board.last_s:
                yield (name,), time.monotonic() - board.last_s

    watch(RECEIVED, received)
    watch(CONNECTED, connected)
    watch(AGE, ages)
    watch(UNSTORED, lambda: float(recorder.dropped))
    watch(SPOOL_BYTES, lambda: float(recorder.spooled_bytes))
    watch(SPOOL_LIMIT, lambda: float(recorder.spooled_bytes_max))
    watch(READERS_LOST, lambda: float(subscribers.lost))
    figures.of_queue("recorder", lambda: recorder.waiting, ROWS_QUEUED_MAX)
    figures.of_queue("readers", lambda: subscribers.count, SUBSCRIBERS_MAX)


def watch_publisher(figures: Figures, feed: str, publisher: Publisher | StepPublisher) -> None:
    """Show what a feed's publisher has sent."""
    figures.metrics.watch(PUBLISHED, lambda: [((feed,), float(publisher.events))])


class MeasuredTicks(Protocol):
    """What a tick store counts of itself."""

    @property
    def rows(self) -> int:
        """Rows committed since it was opened."""
        ...

    @property
    def commits(self) -> Distribution:
        """What their commits took, seconds."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """What its files or tables take on disk, by name, bytes."""
        ...


def watch_ticks(figures: Figures, ticks: MeasuredTicks, spool: Path) -> None:
    """Show the tick store, and the file that its rows wait in."""

    def sizes() -> Iterator[Reading]:
        for name, size in ticks.sizes().items():
            yield (name,), float(size)

    figures.metrics.watch(STORED, lambda: float(ticks.rows))
    figures.metrics.watch(COMMIT, lambda: [((), ticks.commits)])
    figures.metrics.watch(measures.FILE_BYTES, sizes)
    figures.of_files(spool)
