"""Market data for those who read row by row: values as messages in decimals."""

from decimal import Decimal

from services.marketdata.store import Origin, Stored
from tradewire.book import OrderBook
from tradewire.codec.decimals import decimal_to_wire
from tradewire.codec.enums import INTERVAL, SIDE
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import book_pb2, candle_pb2, feed_kind_pb2, quote_pb2, trade_pb2
from tradewire.types.v1 import stream_pb2


def is_simulated(origin: Origin) -> bool:
    """Whether the feed made its prices up."""
    return origin.kind == feed_kind_pb2.FEED_KIND_SIMULATED


def trade_message(trade: Trade, *, simulated: bool) -> trade_pb2.Trade:
    """A trade in decimals."""
    return trade_pb2.Trade(
        instrument=trade.instrument.id,
        trade=trade.trade_id,
        sequence=trade.sequence,
        price=decimal_to_wire(trade.price),
        size=decimal_to_wire(trade.size),
        aggressor_side=SIDE.to_wire(trade.aggressor),
        venue_time=optional_time_to_wire(trade.event_ns),
        receive_time=time_to_wire(trade.init_ns),
        simulated=simulated,
    )


def quote_message(quote: Quote, *, simulated: bool) -> quote_pb2.Quote:
    """A quote in decimals; an empty side is left out."""
    return quote_pb2.Quote(
        instrument=quote.instrument.id,
        sequence=quote.sequence,
        bid_price=_if_any(quote.bid, quote.bid_size_mantissa),
        bid_size=_if_any(quote.bid_size, quote.bid_size_mantissa),
        ask_price=_if_any(quote.ask, quote.ask_size_mantissa),
        ask_size=_if_any(quote.ask_size, quote.ask_size_mantissa),
        update_id=quote.update_id,
        venue_time=optional_time_to_wire(quote.event_ns),
        receive_time=time_to_wire(quote.init_ns),
        simulated=simulated,
    )


def candle_message(candle: Candle, *, simulated: bool) -> candle_pb2.Candle:
    """A closed candle in decimals."""
    return candle_pb2.Candle(
        instrument=candle.instrument.id,
        interval=INTERVAL.to_wire(candle.interval),
        sequence=candle.sequence,
        open_time=time_to_wire(candle.open_ns),
        close_time=time_to_wire(candle.close_ns),
        open=decimal_to_wire(candle.open),
        high=decimal_to_wire(candle.high),
        low=decimal_to_wire(candle.low),
        close=decimal_to_wire(candle.close),
        volume=decimal_to_wire(candle.volume),
        turnover=decimal_to_wire(candle.turnover),
        trade_count=candle.trade_count,
        simulated=simulated,
    )


def row_message(
    row: Stored,
) -> trade_pb2.Trade | quote_pb2.Quote | candle_pb2.Candle:
    """A stored trade, quote or candle in decimals.

    Raises:
        TypeError: a book update, which has no message of its own.
    """
    simulated = is_simulated(row.origin)
    event: MarketEvent = row.event
    match event:
        case Trade():
            return trade_message(event, simulated=simulated)
        case Quote():
            return quote_message(event, simulated=simulated)
        case Candle():
            return candle_message(event, simulated=simulated)
        case BookUpdate():
            raise TypeError("book updates are read in columns, or as a book")


def book_message(
    book: OrderBook, update: BookUpdate, log_id: str, depth: int, *, simulated: bool
) -> book_pb2.Book:
    """A book's best levels; ``update`` is the last that it was given."""
    state = book_pb2.BOOK_STATE_SYNCED if book.is_synced else book_pb2.BOOK_STATE_UNSYNCED
    instrument = book.instrument

    def level(price: int, size: int) -> book_pb2.BookLevel:
        return book_pb2.BookLevel(
            price=decimal_to_wire(instrument.price(price)),
            size=decimal_to_wire(instrument.size(size)),
        )

    return book_pb2.Book(
        instrument=instrument.id,
        state=state,
        bids=[level(*one) for one in book.bids(depth)],
        asks=[level(*one) for one in book.asks(depth)],
        last_update_id=book.last_update_id,
        as_of=stream_pb2.StreamPosition(log_id=log_id, sequence=update.sequence),
        venue_time=optional_time_to_wire(update.event_ns),
        receive_time=time_to_wire(update.init_ns),
        simulated=simulated,
    )


def _if_any(value: Decimal, size_mantissa: int) -> str:
    return decimal_to_wire(value) if size_mantissa else ""
