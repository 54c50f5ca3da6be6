"""The tick store as the rest of the service sees it: a port, whatever database is behind.

Rows are kept by instrument and type, each such stream with its own sequences. A row is written
once: what has a sequence at or below the stream's stored head is dropped, so a batch that is
appended again after a crash or a retry changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from services.chassis.subjects import MarketData
from services.marketdata import replay_journal
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1.feed_kind_pb2 import FeedKind

metadata = replay_journal.metadata
"""The tables beside the tick store: what a next step of schema is drafted from."""

# A page of a list or a message of a history never asks for more: 10,000 rows are the contract's
# bound on a batch, and one more tells whether there is another page.
ROWS_READ_MAX = 10_001


class StreamKey(NamedTuple):
    """One stream: an instrument's id and a type of market data."""

    instrument: str
    type: MarketData


class Origin(NamedTuple):
    """Where rows came from: the feed's id and kind."""

    feed: str
    kind: FeedKind.ValueType


class Stored(NamedTuple):
    """A row as it was stored."""

    origin: Origin
    event: MarketEvent


@dataclass(frozen=True, slots=True)
class Rows:
    """Events of one stream, numbered, by sequence."""

    key: StreamKey
    origin: Origin
    events: Sequence[MarketEvent]


@dataclass(frozen=True, slots=True)
class Lost:
    """Sequences ``first..last`` of a stream that no event will ever have; why, in one word."""

    key: StreamKey
    first: int
    last: int
    cause: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a source was recorded.

    Attributes:
        source: what was read: a tape's identity, or a feed's id.
        ordinal: how many of the source's events are stored, candles made of them included.
        bases: sequence before the source's first event, by stream.
        closed: whether the feed ended in order, with all that was published stored; the
            bases are then the last sequences that were used.
    """

    source: str
    ordinal: int = 0
    bases: Mapping[StreamKey, int] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """What to read of one stream, by sequence; candles of one interval by open time.

    Attributes:
        instrument, type: the stream.
        interval: of candles; None reads candles of every length, by sequence.
        start_ns, end_ns: received at or after, and before; candles of one interval: opened.
        after, before: only above, and below, this position: a sequence, or with an interval
            and ``by_open`` an open time.
        by_open: positions of candles are open times, not sequences.
        newest_first: descending.
        limit: rows at most, itself capped at ``ROWS_READ_MAX``.
    """

    instrument: Instrument
    type: MarketData
    interval: Interval | None = None
    start_ns: int | None = None
    end_ns: int | None = None
    after: int | None = None
    before: int | None = None
    by_open: bool = False
    newest_first: bool = False
    limit: int = ROWS_READ_MAX


@dataclass(frozen=True, slots=True)
class Day:
    """An instrument's trades since some time, of its shortest candles; integers of its units."""

    open: int
    high: int
    low: int
    volume: int
    turnover: int


class TickStore(Protocol):
    """Where ticks and candles are kept."""

    async def append(
        self, rows: Sequence[Rows], lost: Sequence[Lost] = (), cursor: Cursor | None = None
    ) -> None:
        """Store all of it in one transaction; what is stored already is passed over.

        The gaps are those before the rows. A jump of the sequences that no gap tells of is
        stored as one, of the cause "crash".

        Raises:
            StorageError: nothing was stored.
            PreconditionError: an instrument's exponents are not those of its stored rows.
        """
        ...

    async def read(self, span: Span) -> list[Stored]:
        """Rows of a span, in order; raises StorageError."""
        ...

    async def lost(self, key: StreamKey, after: int, up_to: int) -> list[Lost]:
        """Gaps that end above ``after`` and begin at or below ``up_to``, by sequence."""
        ...

    async def head(self, key: StreamKey) -> int:
        """The last sequence stored, gaps included; 0 for none."""
        ...

    async def oldest(self, key: StreamKey) -> int:
        """The first sequence still stored, gaps included; 0 for none."""
        ...

    async def cursor(self, source: str) -> Cursor | None:
        """How far a source was recorded; None where it never was."""
        ...

    async def intervals(self, instrument: str) -> list[Interval]:
        """The lengths of candles that are stored of an instrument, the shortest first."""
        ...

    async def day(self, instrument: str, since_ns: int) -> Day | None:
        """What was traded since a time; None where nothing was."""
        ...

    async def count(self) -> int:
        """Rows stored, of all types."""
        ...

    async def expire(self, ticks_before_ns: int, candles_before_ns: int, bytes_max: int = 0) -> int:
        """Delete what was received before; gives how many rows.

        Where the store is larger than ``bytes_max`` (0 for no limit), the oldest ticks go too.
        """
        ...

    async def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        ...


TYPES: Mapping[type[MarketEvent], MarketData] = {
    Trade: MarketData.TRADES,
    Quote: MarketData.QUOTES,
    BookUpdate: MarketData.BOOKS,
    Candle: MarketData.CANDLES,
}
"""Which type of market data a value is."""


def key_of(event: MarketEvent) -> StreamKey:
    """The stream of an event."""
    return StreamKey(event.instrument.id, TYPES[type(event)])
