"""Market events and the contract's columns, one instrument and type a batch.

Made for speed: columns are built and taken apart whole, and nothing is checked a
row at a time that a column can be checked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import cast

from tradewire.codec.columns import (
    books_from_columns,
    books_to_columns,
    candles_from_columns,
    candles_to_columns,
    quotes_from_columns,
    quotes_to_columns,
    trades_from_columns,
    trades_to_columns,
)
from tradewire.errors import InvalidArgumentError, NotFoundError, UnimplementedError
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import event_pb2, feed_kind_pb2

# The contract's bound on the rows of a batch.
ROWS_MAX = 10_000

_TYPES: dict[type[MarketEvent], event_pb2.MarketDataType.ValueType] = {
    Trade: event_pb2.MARKET_DATA_TYPE_TRADES,
    Quote: event_pb2.MARKET_DATA_TYPE_QUOTES,
    BookUpdate: event_pb2.MARKET_DATA_TYPE_BOOKS,
    Candle: event_pb2.MARKET_DATA_TYPE_CANDLES,
}


@dataclass(frozen=True, slots=True)
class BatchStamp:
    """What a batch says of itself.

    Attributes:
        log_id: the owner's log.
        feed: the feed's id; feed_kind: where it has them from.
        published_ns: wall clock, Unix nanoseconds; 0 for history.
        step: of a lock-step replay; 0 outside of one.
    """

    log_id: str
    feed: str
    feed_kind: feed_kind_pb2.FeedKind.ValueType
    published_ns: int = 0
    step: int = 0


def market_to_wire(
    stamp: BatchStamp, events: Sequence[MarketEvent]
) -> list[event_pb2.MarketDataEvent]:
    """The batches of one stream's events, which carry their sequences.

    Args:
        stamp: what the batches say of themselves.
        events: of one instrument and one type, by sequence; candles of several
            lengths become a batch for each run of one length.

    Raises:
        InvalidArgumentError: several instruments or types, or a sequence of 0.
    """
    return [_batch(stamp, run) for run in _runs(events)]


def market_from_wire(
    message: event_pb2.MarketDataEvent, instruments: Mapping[str, Instrument]
) -> list[MarketEvent]:
    """The events of a batch; none of a gap, whose sequences the message tells.

    Args:
        message: the envelope.
        instruments: the batch's among them, by id.

    Raises:
        NotFoundError: the instrument is not among them.
        InvalidArgumentError: columns of different lengths, or exponents that are not the
            instrument's.
        UnimplementedError: liquidations or funding, which have no value type yet.
    """
    if message.WhichOneof("payload") != "batch":
        return []
    instrument = instruments.get(message.instrument)
    if instrument is None:
        raise NotFoundError(
            f"instrument {message.instrument} is not known here; list the instruments anew",
            metadata={"instrument": message.instrument},
        )
    batch = message.batch
    _check_exponents(batch, instrument)
    sequences: Sequence[int] = batch.sequences
    if not sequences:
        sequences = range(message.first_sequence, message.last_sequence + 1)
    match batch.WhichOneof("columns"):
        case "trades":
            return cast(
                "list[MarketEvent]", trades_from_columns(batch.trades, instrument, sequences)
            )
        case "quotes":
            return cast(
                "list[MarketEvent]", quotes_from_columns(batch.quotes, instrument, sequences)
            )
        case "books":
            return cast("list[MarketEvent]", books_from_columns(batch.books, instrument, sequences))
        case "candles":
            return cast(
                "list[MarketEvent]", candles_from_columns(batch.candles, instrument, sequences)
            )
        case other:
            raise UnimplementedError(f"{message.instrument}: {other} have no value type; read it")


def _runs(events: Sequence[MarketEvent]) -> Iterator[Sequence[MarketEvent]]:
    """Cut where the candles' length changes and where a batch is full."""
    if not events or not isinstance(events[0], Candle):
        # Ticks have no length: a look at each of a busy feed's would cost a tenth of its time.
        for start in range(0, len(events), ROWS_MAX):
            yield events[start : start + ROWS_MAX]
        return
    start = 0
    for end in range(1, len(events) + 1):
        full = end - start == ROWS_MAX
        if end == len(events) or full or _length(events[end]) != _length(events[start]):
            yield events[start:end]
            start = end


def _length(event: MarketEvent) -> str:
    return event.interval if isinstance(event, Candle) else ""


def _are_alike(events: Sequence[MarketEvent]) -> bool:
    """Whether all are of the first's type and instrument."""
    if len(set(map(type, events))) > 1:
        return False
    # Nearly always they share one object, which is told without a look at each id.
    instruments = map(attrgetter("instrument"), events)
    objects = {id(instrument): instrument for instrument in instruments}
    return len({instrument.id for instrument in objects.values()}) == 1


def _batch(stamp: BatchStamp, events: Sequence[MarketEvent]) -> event_pb2.MarketDataEvent:
    first, last = events[0], events[-1]
    instrument = first.instrument
    if not _are_alike(events):
        raise InvalidArgumentError(f"a batch of {instrument.id} holds one instrument and one type")
    if first.sequence <= 0:
        raise InvalidArgumentError(f"events of {instrument.id} need sequences before they travel")
    message = event_pb2.MarketDataEvent(
        log_id=stamp.log_id,
        instrument=instrument.id,
        type=_TYPES[type(first)],
        first_sequence=first.sequence,
        last_sequence=last.sequence,
        step=stamp.step,
    )
    batch = message.batch
    batch.feed = stamp.feed
    batch.feed_kind = stamp.feed_kind
    batch.price_exponent = instrument.price_exponent
    batch.size_exponent = instrument.size_exponent
    batch.published_unix_nanos = stamp.published_ns
    if last.sequence - first.sequence + 1 != len(events):
        batch.sequences.extend(event.sequence for event in events)
    _fill(batch, events)
    return message


def _fill(batch: event_pb2.TickBatch, events: Sequence[MarketEvent]) -> None:
    # All are of the first's type, as checked; the columns' functions want to know which.
    match events[0]:
        case Trade():
            trades_to_columns(batch.trades, cast("Sequence[Trade]", events))
        case Quote():
            quotes_to_columns(batch.quotes, cast("Sequence[Quote]", events))
        case BookUpdate():
            books_to_columns(batch.books, cast("Sequence[BookUpdate]", events))
        case Candle():
            candles_to_columns(batch.candles, cast("Sequence[Candle]", events))


def _check_exponents(batch: event_pb2.TickBatch, instrument: Instrument) -> None:
    ours = instrument.price_exponent, instrument.size_exponent
    theirs = batch.price_exponent, batch.size_exponent
    if ours != theirs:
        raise InvalidArgumentError(
            f"{instrument.id}: the batch's exponents {theirs} are not the instrument's {ours};"
            " list the instruments anew"
        )
