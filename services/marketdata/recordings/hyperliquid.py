"""Hyperliquid's raw WebSocket messages: ``trades`` and ``l2Book``.

One message a line, ``local_ns json``. Fields as in Hyperliquid's documentation,
"WebSocket: Subscriptions" (WsTrade, WsBook). A book comes whole, with its best
levels; each gives a book update and a quote.
"""

from collections.abc import Mapping
from typing import Any

from orjson import loads

from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.numbers import mantissa_reader
from services.marketdata.recordings.places import Counters
from services.marketdata.recordings.stamps import Stamps, millis_ns, natural
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, MarketEvent, Quote, Trade
from tradewire.orders import Side

Message = dict[str, Any]
Levels = tuple[tuple[int, int], ...]

# "B" bid, "A" ask: the side of the aggressor.
_SIDES = {"B": Side.BUY, "A": Side.SELL}
_CHANNELS = ("trades", "l2Book")
# What the server says that is about the connection and not about a market.
_CHATTER = ("subscriptionResponse", "pong")
_EMPTY = (0, 0)


class _Market:
    """One coin's readers, and the number of its last event of each type."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.price = mantissa_reader(instrument.price_exponent, f"{instrument.id} price")
        self.size = mantissa_reader(instrument.size_exponent, f"{instrument.id} size")
        self.trades = 0
        self.quotes = 0
        self.books = 0

    def levels(self, levels: list[Message]) -> Levels:
        """Levels of ``[{"px": "105055.0", "sz": "3.03", "n": 5}, ...]``, best first."""
        return tuple([(self.price(one["px"]), self.size(one["sz"])) for one in levels])


class HyperliquidMessages:
    """Turns lines into events; arguments and errors as of ``BinanceMessages``."""

    def __init__(self, instruments: Mapping[str, Instrument], stamps: Stamps) -> None:
        self._markets = {coin: _Market(one) for coin, one in instruments.items()}
        self._stamps = stamps

    @property
    def ended(self) -> bool:
        """True once a line beyond the wanted span was read."""
        return self._stamps.ended

    def parse(self, line: bytes) -> tuple[MarketEvent, ...]:
        """The events of one line, in order.

        Raises:
            RecordError, ValueError, KeyError, TypeError, AttributeError: the line
                is damaged.
        """
        init_ns, payload = self._stamps.read(line)
        if not payload:
            return ()
        message: Message = loads(payload)
        channel = message["channel"]
        if channel == "l2Book":
            return self._book(message["data"], init_ns)
        if channel == "trades":
            return self._trades(message["data"], init_ns)
        if channel in _CHATTER:
            return ()
        raise RecordError(f"channel {channel!r} is unknown; known are {', '.join(_CHANNELS)}")

    def counters(self) -> Counters:
        """What is carried from line to line."""
        numbers = {coin: (one.trades, one.quotes, one.books) for coin, one in self._markets.items()}
        return {"": self._stamps.counters(), **numbers}

    def go_on(self, counters: Counters) -> None:
        """Carry on what another reader of the same span had."""
        self._stamps.go_on(counters[""])
        for coin, market in self._markets.items():
            market.trades, market.quotes, market.books = counters[coin]

    def _market(self, coin: str) -> _Market:
        market = self._markets.get(coin)
        if market is None:
            raise RecordError(
                f"coin {coin!r} is unknown; the manifest names {', '.join(self._markets)}"
            )
        return market

    def _book(self, data: Message, init_ns: int) -> tuple[BookUpdate, Quote]:
        market = self._market(data["coin"])
        bids, asks = (market.levels(side) for side in data["levels"])
        bid, ask = bids[0] if bids else _EMPTY, asks[0] if asks else _EMPTY
        # The venue numbers no books; its stamp grows with them.
        update_id = natural(data["time"], "time")
        event_ns = millis_ns(update_id)
        market.books += 1
        market.quotes += 1
        book = BookUpdate(
            instrument=market.instrument,
            is_snapshot=True,
            first_update_id=update_id,
            last_update_id=update_id,
            previous_update_id=0,
            bids=bids,
            asks=asks,
            event_ns=event_ns,
            init_ns=init_ns,
            sequence=market.books,
        )
        quote = Quote(market.instrument, *bid, *ask, update_id, event_ns, init_ns, market.quotes)
        return book, quote

    def _trades(self, trades: list[Message], init_ns: int) -> tuple[Trade, ...]:
        """The trades that happened while it was recorded.

        The first message after a subscription repeats the last trades before it.
        They are history: stamped as of their arrival they would make candles of
        prices a minute old.
        """
        events = []
        for data in trades:
            market = self._market(data["coin"])
            trade = _trade(market, data, init_ns)
            if trade.event_ns >= self._stamps.first_ns:
                market.trades += 1
                events.append(trade._replace(sequence=market.trades))
        return tuple(events)


def _trade(market: _Market, data: Message, init_ns: int) -> Trade:
    price, size = market.price(data["px"]), market.size(data["sz"])
    if price == 0 or size == 0:
        raise RecordError(f"a trade of {data['sz']} at {data['px']} cannot be")
    return Trade(
        instrument=market.instrument,
        price_mantissa=price,
        size_mantissa=size,
        aggressor=_SIDES[data["side"]],
        trade_id=str(natural(data["tid"], "tid")),
        event_ns=millis_ns(data["time"]),
        init_ns=init_ns,
    )
