"""Binance's raw WebSocket messages, and the REST depth snapshot among them.

One message a line, ``local_ns json``. Fields as in Binance's documentation: "Trade
Streams", "Individual Symbol Book Ticker Streams", "Diff. Depth Stream" and, of the
REST API, "Order book". The same messages, with ``T`` and ``pu`` added, serve USD-M
and COIN-M.
"""

from collections.abc import Mapping
from typing import Any

from orjson import loads

from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.numbers import mantissa_reader
from services.marketdata.recordings.places import Counters
from services.marketdata.recordings.stamps import Stamps, millis_ns, natural
from tradewire.book import OrderBook
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, MarketEvent, Quote, Trade
from tradewire.orders import Side

# What orjson made of a message: its shape is checked by reading it.
Message = dict[str, Any]
Levels = tuple[tuple[int, int], ...]

# `X` of a futures trade: others are the insurance fund's and deleveraging, which
# never were in the market ("Trade Streams", execution type).
_MARKET = "MARKET"
_EVENTS = ("trade", "bookTicker", "depthUpdate")


class _Market:
    """One instrument's readers, and the number of its last event of each type."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.price = mantissa_reader(instrument.price_exponent, f"{instrument.id} price")
        self.size = mantissa_reader(instrument.size_exponent, f"{instrument.id} size")
        self.trades = 0
        self.quotes = 0
        self.books = 0
        # Kept only before the start of a span: what the book was when it begins.
        self.book = OrderBook(instrument)

    def levels(self, pairs: list[list[str]]) -> Levels:
        """Levels of ``[["61837.63", "3.78"], ...]``, in the venue's order."""
        price, size = self.price, self.size
        return tuple([(price(p), size(s)) for p, s in pairs])


class BinanceMessages:
    """Turns lines into events.

    Args:
        instruments: by the venue's symbol. A snapshot may name none, and can then
            only be used where there is one instrument.
        stamps: reads and checks the local stamps.
    """

    def __init__(self, instruments: Mapping[str, Instrument], stamps: Stamps) -> None:
        self._markets = {symbol: _Market(one) for symbol, one in instruments.items()}
        self._markets_by_id = {one.instrument.id: one for one in self._markets.values()}
        self._stamps = stamps
        self._warming = stamps.start_ns > 0

    @property
    def ended(self) -> bool:
        """True once a line beyond the wanted span was read."""
        return self._stamps.ended

    def parse(self, line: bytes) -> tuple[MarketEvent, ...]:
        """The events of one line, in order; none where it is outside the span.

        Raises:
            RecordError, ValueError, KeyError, TypeError, AttributeError: the line
                is damaged.
        """
        init_ns, payload = self._stamps.read(line)
        if not payload:
            return ()
        if not self._warming:
            return self._events(loads(payload), init_ns)
        if init_ns < self._stamps.start_ns:
            for event in self._events(loads(payload), init_ns):
                if isinstance(event, BookUpdate):
                    self._markets_by_id[event.instrument.id].book.apply(event)
            return ()
        return (*self._begin(), *self._events(loads(payload), init_ns))

    def counters(self) -> Counters:
        """What is carried from line to line, once the span has begun."""
        numbers = {
            symbol: (one.trades, one.quotes, one.books) for symbol, one in self._markets.items()
        }
        return {"": self._stamps.counters(), **numbers}

    def go_on(self, counters: Counters) -> None:
        """Carry on what another reader of the same span had."""
        self._warming = False
        self._stamps.go_on(counters[""])
        for symbol, market in self._markets.items():
            market.trades, market.quotes, market.books = counters[symbol]

    def _begin(self) -> list[BookUpdate]:
        """The books at the start of the span, as snapshots that later changes join."""
        self._warming = False
        snapshots = []
        for market in self._markets.values():
            snapshot = market.book.snapshot(self._stamps.start_ns, sequence=1)
            market.trades = market.quotes = market.books = 0
            if snapshot is not None:
                market.books = 1
                snapshots.append(snapshot)
        return snapshots

    def _events(self, message: Message, init_ns: int) -> tuple[MarketEvent, ...]:
        data: Message | None = message.get("data")
        if data is None:
            return (self._snapshot(message, init_ns),)
        kind = data.get("e")
        market = self._market(data["s"])
        if kind == "bookTicker" or (kind is None and "B" in data):
            return (_quote(market, data, init_ns),)
        if kind == "trade":
            return _trade(market, data, init_ns)
        if kind == "depthUpdate":
            return (_update(market, data, init_ns),)
        raise RecordError(f"event {kind!r} is unknown; known are {', '.join(_EVENTS)}")

    def _market(self, symbol: str) -> _Market:
        market = self._markets.get(symbol)
        if market is None:
            raise RecordError(
                f"symbol {symbol!r} is unknown; the manifest names {', '.join(self._markets)}"
            )
        return market

    def _snapshot(self, message: Message, init_ns: int) -> BookUpdate:
        """The answer of ``GET /depth``, which the recorder wrote among the messages."""
        if "lastUpdateId" not in message:
            raise RecordError("the message is neither a stream's nor a depth snapshot")
        symbol = message.get("symbol")
        if symbol is None and len(self._markets) == 1:
            symbol = next(iter(self._markets))
        market = self._market(str(symbol))
        update_id = natural(message["lastUpdateId"], "lastUpdateId")
        market.books += 1
        return BookUpdate(
            instrument=market.instrument,
            is_snapshot=True,
            first_update_id=update_id,
            last_update_id=update_id,
            previous_update_id=0,
            bids=market.levels(message["bids"]),
            asks=market.levels(message["asks"]),
            event_ns=millis_ns(message["T"]) if "T" in message else 0,
            init_ns=init_ns,
            sequence=market.books,
        )


def _quote(market: _Market, data: Message, init_ns: int) -> Quote:
    # Positional, here and below: keywords cost a third of the call, a million times.
    market.quotes += 1
    return Quote(
        market.instrument,
        market.price(data["b"]),
        market.size(data["B"]),
        market.price(data["a"]),
        market.size(data["A"]),
        natural(data["u"], "update id"),
        millis_ns(data["T"]) if "T" in data else 0,
        init_ns,
        market.quotes,
    )


def _trade(market: _Market, data: Message, init_ns: int) -> tuple[Trade, ...]:
    if data.get("X", _MARKET) != _MARKET:
        return ()
    price, size = market.price(data["p"]), market.size(data["q"])
    maker_bought = data["m"]
    if price == 0 or size == 0:
        raise RecordError(f"a trade of {data['q']} at {data['p']} cannot be")
    if type(maker_bought) is not bool:
        raise RecordError(f"m is {maker_bought!r}, and must be true or false")
    market.trades += 1
    trade = Trade(
        market.instrument,
        price,
        size,
        Side.SELL if maker_bought else Side.BUY,
        str(natural(data["t"], "trade id")),
        millis_ns(data["T"]),
        init_ns,
        market.trades,
    )
    return (trade,)


def _update(market: _Market, data: Message, init_ns: int) -> BookUpdate:
    market.books += 1
    return BookUpdate(
        market.instrument,
        False,
        natural(data["U"], "first update id"),
        natural(data["u"], "last update id"),
        natural(data["pu"], "previous update id") if "pu" in data else 0,
        market.levels(data["b"]),
        market.levels(data["a"]),
        millis_ns(data["T"] if "T" in data else data["E"]),
        init_ns,
        market.books,
    )
