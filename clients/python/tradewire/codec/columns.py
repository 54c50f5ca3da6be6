"""Rows of ticks and their columns, both ways, a whole column at a time."""

from collections.abc import Sequence, Sized
from itertools import accumulate, chain, pairwise, repeat
from operator import attrgetter

from tradewire.codec.enums import INTERVAL, SIDE
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, Quote, Trade
from tradewire.marketdata.v1 import columns_pb2 as pb

# A venue's whole-number trade id fits the contract's column below this.
_UINT64 = 1 << 64

_AGGRESSORS = SIDE.members


def trades_to_columns(columns: pb.TradeColumns, trades: Sequence[Trade]) -> None:
    """Append trades to columns; their ids as numbers where all of them are."""
    _, prices, sizes, aggressors, ids, events, inits, _ = zip(*trades, strict=True)
    columns.prices.extend(prices)
    columns.sizes.extend(sizes)
    columns.aggressor_sides.extend(map(SIDE.numbers.__getitem__, aggressors))
    numbers = _numbers(ids)
    if numbers is None:
        columns.trade_ids.extend(ids)
    else:
        columns.trade_numbers.extend(numbers)
    columns.venue_unix_nanos.extend(events)
    columns.received_unix_nanos.extend(inits)


def trades_from_columns(
    columns: pb.TradeColumns, instrument: Instrument, sequences: Sequence[int]
) -> list[Trade]:
    """Trades of columns.

    Raises:
        InvalidArgumentError: columns of different lengths.
        UnimplementedError: a trade whose aggressor the venue did not tell.
    """
    rows = len(columns.prices)
    ids: Sequence[str] = columns.trade_ids or list(map(str, columns.trade_numbers)) or [""] * rows
    _check(
        rows,
        columns.sizes,
        columns.aggressor_sides,
        ids,
        columns.venue_unix_nanos,
        columns.received_unix_nanos,
        sequences,
    )
    try:
        aggressors = [_AGGRESSORS[side] for side in columns.aggressor_sides]
    except KeyError:
        raise UnimplementedError(
            f"{instrument.id}: trades without an aggressor have no value type"
        ) from None
    return list(
        map(
            Trade,
            repeat(instrument, rows),
            columns.prices,
            columns.sizes,
            aggressors,
            ids,
            columns.venue_unix_nanos,
            columns.received_unix_nanos,
            sequences,
        )
    )


def quotes_to_columns(columns: pb.QuoteColumns, quotes: Sequence[Quote]) -> None:
    """Append quotes to columns; without update ids where the venue has none."""
    _, bids, bid_sizes, asks, ask_sizes, updates, events, inits, _ = zip(*quotes, strict=True)
    columns.bid_prices.extend(bids)
    columns.bid_sizes.extend(bid_sizes)
    columns.ask_prices.extend(asks)
    columns.ask_sizes.extend(ask_sizes)
    if any(updates):
        columns.update_ids.extend(updates)
    columns.venue_unix_nanos.extend(events)
    columns.received_unix_nanos.extend(inits)


def quotes_from_columns(
    columns: pb.QuoteColumns, instrument: Instrument, sequences: Sequence[int]
) -> list[Quote]:
    """Quotes of columns; raises InvalidArgumentError for columns of different lengths."""
    rows = len(columns.bid_prices)
    updates: Sequence[int] = columns.update_ids or [0] * rows
    _check(
        rows,
        columns.bid_sizes,
        columns.ask_prices,
        columns.ask_sizes,
        updates,
        columns.venue_unix_nanos,
        columns.received_unix_nanos,
        sequences,
    )
    return list(
        map(
            Quote,
            repeat(instrument, rows),
            columns.bid_prices,
            columns.bid_sizes,
            columns.ask_prices,
            columns.ask_sizes,
            updates,
            columns.venue_unix_nanos,
            columns.received_unix_nanos,
            sequences,
        )
    )


def books_to_columns(columns: pb.BookColumns, updates: Sequence[BookUpdate]) -> None:
    """Append book updates to columns, their levels one after the other."""
    _, snapshots, firsts, lasts, previous, bids, asks, events, inits, _ = zip(*updates, strict=True)
    columns.snapshots.extend(snapshots)
    columns.first_update_ids.extend(firsts)
    columns.last_update_ids.extend(lasts)
    columns.previous_update_ids.extend(previous)
    columns.bid_counts.extend(map(len, bids))
    columns.ask_counts.extend(map(len, asks))
    columns.bid_prices.extend(price for price, _ in chain.from_iterable(bids))
    columns.bid_sizes.extend(size for _, size in chain.from_iterable(bids))
    columns.ask_prices.extend(price for price, _ in chain.from_iterable(asks))
    columns.ask_sizes.extend(size for _, size in chain.from_iterable(asks))
    columns.venue_unix_nanos.extend(events)
    columns.received_unix_nanos.extend(inits)


def books_from_columns(
    columns: pb.BookColumns, instrument: Instrument, sequences: Sequence[int]
) -> list[BookUpdate]:
    """Book updates of columns.

    Raises:
        InvalidArgumentError: columns of different lengths, or counts that are not the
            levels'.
    """
    rows = len(columns.snapshots)
    _check(
        rows,
        columns.first_update_ids,
        columns.last_update_ids,
        columns.previous_update_ids,
        columns.venue_unix_nanos,
        columns.received_unix_nanos,
        columns.bid_counts,
        columns.ask_counts,
        sequences,
    )
    return list(
        map(
            BookUpdate,
            repeat(instrument, rows),
            columns.snapshots,
            columns.first_update_ids,
            columns.last_update_ids,
            columns.previous_update_ids,
            _levels(columns.bid_prices, columns.bid_sizes, columns.bid_counts),
            _levels(columns.ask_prices, columns.ask_sizes, columns.ask_counts),
            columns.venue_unix_nanos,
            columns.received_unix_nanos,
            sequences,
        )
    )


def candles_to_columns(columns: pb.CandleColumns, candles: Sequence[Candle]) -> None:
    """Append candles of one length to columns."""
    columns.interval = INTERVAL.numbers[candles[0].interval]
    columns.open_unix_nanos.extend(map(attrgetter("open_ns"), candles))
    columns.opens.extend(map(attrgetter("open_mantissa"), candles))
    columns.highs.extend(map(attrgetter("high_mantissa"), candles))
    columns.lows.extend(map(attrgetter("low_mantissa"), candles))
    columns.closes.extend(map(attrgetter("close_mantissa"), candles))
    columns.volumes.extend(map(attrgetter("volume_mantissa"), candles))
    columns.turnovers.extend(map(attrgetter("turnover_mantissa"), candles))
    columns.trade_counts.extend(map(attrgetter("trade_count"), candles))
    columns.received_unix_nanos.extend(map(attrgetter("init_ns"), candles))


def candles_from_columns(
    columns: pb.CandleColumns, instrument: Instrument, sequences: Sequence[int]
) -> list[Candle]:
    """Candles of columns.

    Raises:
        InvalidArgumentError: columns of different lengths, or an unknown interval.
    """
    rows = len(columns.opens)
    _check(
        rows,
        columns.open_unix_nanos,
        columns.highs,
        columns.lows,
        columns.closes,
        columns.volumes,
        columns.turnovers,
        columns.trade_counts,
        columns.received_unix_nanos,
        sequences,
    )
    return list(
        map(
            Candle,
            repeat(instrument, rows),
            repeat(INTERVAL.from_wire(columns.interval, "interval"), rows),
            columns.open_unix_nanos,
            columns.opens,
            columns.highs,
            columns.lows,
            columns.closes,
            columns.volumes,
            columns.turnovers,
            columns.trade_counts,
            columns.received_unix_nanos,
            sequences,
        )
    )


def _numbers(ids: tuple[str, ...]) -> list[int] | None:
    """The ids as numbers; None where one would not come back as it is."""
    try:
        numbers = list(map(int, ids))
    except ValueError:
        return None
    # "007" and "+7" are numbers too, and other ids than "7".
    if list(map(str, numbers)) != list(ids) or min(numbers) < 0 or max(numbers) >= _UINT64:
        return None
    return numbers


def _levels(
    prices: Sequence[int], sizes: Sequence[int], counts: Sequence[int]
) -> list[tuple[tuple[int, int], ...]]:
    """Each update's levels out of all levels, by how many it has."""
    ends = list(accumulate(counts, initial=0))
    _check(ends[-1], prices, sizes)
    levels = list(zip(prices, sizes, strict=True))
    return [tuple(levels[start:end]) for start, end in pairwise(ends)]


def _check(rows: int, *columns: Sized) -> None:
    lengths = [len(column) for column in columns]
    if lengths != [rows] * len(columns):
        raise InvalidArgumentError(
            f"columns of one batch must have one length, found {rows} and {lengths}",
            reason="INVALID_COLUMNS",
        )
