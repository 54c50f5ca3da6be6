"""Market events and the tick store's rows, both ways, a whole column at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from services.chassis.subjects import MarketData
from services.marketdata.store import Origin, Rows, Stored
from tradewire.codec.enums import INTERVAL, SIDE
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade

if TYPE_CHECKING:
    import pyarrow as pa


class Layout(NamedTuple):
    """A table's columns after instrument, feed, feed_kind and sequence, with their types.

    ``event`` makes an event of an instrument, the columns' values and the sequence.
    """

    columns: tuple[tuple[str, str], ...]
    event: Callable[..., MarketEvent]
    received: str = "received_ns"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(name for name, _ in self.columns)


HEAD = (
    ("instrument", "VARCHAR"),
    ("feed", "VARCHAR"),
    ("feed_kind", "BIGINT"),
    ("sequence", "BIGINT"),
)
"""The columns that every table begins with."""


def _bigint(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "BIGINT") for name in names)


def _trade(
    instrument: Instrument,
    price: int,
    size: int,
    aggressor: int,
    trade_id: str,
    venue_ns: int,
    received_ns: int,
    sequence: int,
) -> Trade:
    side = SIDE.members[aggressor]
    return Trade(instrument, price, size, side, trade_id, venue_ns, received_ns, sequence)


def _book(
    instrument: Instrument,
    is_snapshot: bool,  # noqa: FBT001 - a column among columns.
    first: int,
    last: int,
    previous: int,
    bid_prices: list[int],
    bid_sizes: list[int],
    ask_prices: list[int],
    ask_sizes: list[int],
    venue_ns: int,
    received_ns: int,
    sequence: int,
) -> BookUpdate:
    bids = tuple(zip(bid_prices, bid_sizes, strict=True))
    asks = tuple(zip(ask_prices, ask_sizes, strict=True))
    return BookUpdate(
        instrument, is_snapshot, first, last, previous, bids, asks, venue_ns, received_ns, sequence
    )


def _candle(instrument: Instrument, interval_s: int, *values: int) -> Candle:
    return Candle(instrument, INTERVAL.members[interval_s], *values)


LAYOUTS: dict[MarketData, Layout] = {
    MarketData.TRADES: Layout(
        (
            *_bigint("price", "size", "aggressor"),
            ("trade_id", "VARCHAR"),
            *_bigint("venue_ns", "received_ns"),
        ),
        _trade,
    ),
    MarketData.QUOTES: Layout(
        _bigint(
            "bid_price",
            "bid_size",
            "ask_price",
            "ask_size",
            "update_id",
            "venue_ns",
            "received_ns",
        ),
        Quote,
    ),
    MarketData.BOOKS: Layout(
        (
            ("is_snapshot", "BOOLEAN"),
            *_bigint("first_update_id", "last_update_id", "previous_update_id"),
            ("bid_prices", "BIGINT[]"),
            ("bid_sizes", "BIGINT[]"),
            ("ask_prices", "BIGINT[]"),
            ("ask_sizes", "BIGINT[]"),
            *_bigint("venue_ns", "received_ns"),
        ),
        _book,
    ),
    MarketData.CANDLES: Layout(
        _bigint(
            "interval_s",
            "open_ns",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "turnover",
            "trade_count",
            "received_ns",
        ),
        _candle,
    ),
}
"""Every table, by the type of market data that is its name."""


def create_statements() -> Iterator[str]:
    """The tables' definitions; none has a key, for DuckDB's index of one grows for ever."""
    for table, layout in LAYOUTS.items():
        columns = ", ".join(f"{name} {kind}" for name, kind in (*HEAD, *layout.columns))
        yield f"CREATE TABLE IF NOT EXISTS {table} ({columns})"


def column_names(table: MarketData) -> str:
    """What a query selects, in the order that ``stored`` reads: origin, event, sequence."""
    return ", ".join(("feed", "feed_kind", *LAYOUTS[table].names, "sequence"))


def stored(
    table: MarketData, instrument: Instrument, found: Sequence[Sequence[Any]]
) -> list[Stored]:
    """Rows that were selected by ``column_names``, as events."""
    make = LAYOUTS[table].event
    # A store holds few origins and many rows: one object each saves both time and memory.
    origins: dict[tuple[str, int], Origin] = {}
    rows = []
    for feed, kind, *values in found:
        origin = origins.get((feed, kind))
        if origin is None:
            origin = origins[feed, kind] = Origin(feed, kind)
        rows.append(Stored(origin, make(instrument, *values)))
    return rows


def arrow_table(table: MarketData, batches: Sequence[Rows]) -> "pa.Table":
    """The batches as one Arrow table with the columns of ``table``."""
    import pyarrow as pa  # noqa: PLC0415 - 25 MB that only the recorder's thread needs.

    events: list[Any] = list(chain.from_iterable(batch.events for batch in batches))
    columns: list[pa.Array[Any]] = [
        pa.array(_spread(batches, lambda batch: batch.key.instrument), pa.string()),
        pa.array(_spread(batches, lambda batch: batch.origin.feed), pa.string()),
        pa.array(_spread(batches, lambda batch: int(batch.origin.kind)), pa.int64()),
    ]
    fields = zip(*events, strict=True) if table is not MarketData.CANDLES else iter(())
    match table:
        case MarketData.TRADES:
            _, prices, sizes, aggressors, ids, venue, received, sequences = fields
            sides = [SIDE.numbers[side] for side in aggressors]
            columns += [_ints(sequences), _ints(prices), _ints(sizes), _ints(sides)]
            columns += [pa.array(ids, pa.string()), _ints(venue), _ints(received)]
        case MarketData.QUOTES:
            _, *values, sequences = fields
            columns += [_ints(sequences), *map(_ints, values)]
        case MarketData.BOOKS:
            _, snapshots, first, last, previous, bids, asks, venue, received, sequences = fields
            columns += [_ints(sequences), pa.array(snapshots, pa.bool_())]
            columns += [_ints(first), _ints(last), _ints(previous)]
            columns += [_levels(bids, 0), _levels(bids, 1), _levels(asks, 0), _levels(asks, 1)]
            columns += [_ints(venue), _ints(received)]
        case _:
            columns += _candles(events)
    names = [name for name, _ in (*HEAD, *LAYOUTS[table].columns)]
    return pa.Table.from_arrays(columns, names=names)


_CANDLE_FIELDS = (
    "open_ns",
    "open_mantissa",
    "high_mantissa",
    "low_mantissa",
    "close_mantissa",
    "volume_mantissa",
    "turnover_mantissa",
    "trade_count",
    "init_ns",
)


def _candles(candles: Sequence[Candle]) -> "list[pa.Array[Any]]":
    sequences = [candle.sequence for candle in candles]
    intervals = [INTERVAL.numbers[candle.interval] for candle in candles]
    values = [list(map(attrgetter(name), candles)) for name in _CANDLE_FIELDS]
    return [_ints(sequences), _ints(intervals), *map(_ints, values)]


def _ints(values: Iterable[int]) -> "pa.Array[Any]":
    import pyarrow as pa  # noqa: PLC0415 - as above.

    return pa.array(values, pa.int64())


def _levels(sides: Sequence[Sequence[tuple[int, int]]], part: int) -> "pa.Array[Any]":
    """One number of every level, prices (0) or sizes (1), as a list a row."""
    import pyarrow as pa  # noqa: PLC0415 - as above.

    ends = pa.array(accumulate(map(len, sides), initial=0), pa.int32())
    values = _ints([level[part] for level in chain.from_iterable(sides)])
    return pa.ListArray.from_arrays(ends, values)


def _spread(batches: Sequence[Rows], value: Callable[[Rows], Any]) -> list[Any]:
    return list(chain.from_iterable(repeat(value(batch), len(batch.events)) for batch in batches))
