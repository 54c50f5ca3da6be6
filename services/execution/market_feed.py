"""Live market data for the paper venue and for marks."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from google.protobuf.message import DecodeError

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.live import Dropped, LiveSubscription
from services.chassis.subjects import PREFIX, MarketData, Topic
from services.execution.catalog import Catalog
from tradewire.codec.market import market_from_wire
from tradewire.errors import TradewireError
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import event_pb2

# What orders meet; liquidations and funding move no order of the paper venue.
_KINDS = (MarketData.TRADES, MarketData.QUOTES, MarketData.BOOKS, MarketData.CANDLES)
# One line for so many messages that cannot be read: a feed of them would fill the disk.
_LOG_EVERY = 1_000

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest price of an instrument: quote mid, trade or candle close, and when it came.

    ``bid`` and ``ask`` are of the newest quote; zero where there was none.
    """

    price: Decimal
    time_ns: int
    bid: Decimal = Decimal(0)
    ask: Decimal = Decimal(0)


class Marks:
    """The newest event with a price, of each instrument; decimals are made when asked for."""

    def __init__(self) -> None:
        self._newest: dict[str, Trade | Quote | Candle] = {}
        self._quotes: dict[str, Quote] = {}

    def take(self, events: Sequence[MarketEvent]) -> None:
        """Take events of one instrument, oldest first."""
        for event in reversed(events):
            if isinstance(event, BookUpdate):
                return
            if isinstance(event, Quote):
                if not (event.bid_price_mantissa and event.ask_price_mantissa):
                    continue
                self._quotes[event.instrument.id] = event
            self._newest[event.instrument.id] = event
            return

    def follow(self, events: Sequence[MarketEvent]) -> None:
        """Take events of any instruments, oldest first."""
        for event in events:
            if isinstance(event, Trade | Candle):
                self._newest[event.instrument.id] = event
            elif isinstance(event, Quote) and event.bid_price_mantissa and event.ask_price_mantissa:
                self._newest[event.instrument.id] = self._quotes[event.instrument.id] = event

    def find(self, instrument: str) -> Mark | None:
        """The mark of an instrument; None before its first price."""
        newest = self._newest.get(instrument)
        if newest is None:
            return None
        quote = self._quotes.get(instrument)
        bid, ask = (quote.bid, quote.ask) if quote is not None else (Decimal(0), Decimal(0))
        match newest:
            case Quote():
                return Mark(newest.mid, newest.init_ns, bid, ask)
            case Trade():
                return Mark(newest.price, newest.init_ns, bid, ask)
            case Candle():
                return Mark(newest.close, newest.init_ns, bid, ask)


class MarketFeed:
    """Reads live market data and hands it on, decoded."""

    def __init__(
        self,
        bus: Bus,
        catalog: Catalog,
        listeners: Sequence[Callable[[Sequence[MarketEvent]], None]],
    ) -> None:
        self.dropped = 0
        """Messages that this reader was too slow for."""
        self.unread = 0
        """Messages that could not be read."""
        self._bus = bus
        self._catalog = catalog
        self._listeners = listeners

    async def run(self) -> None:
        """Read until cancelled."""
        wildcards = [f"{PREFIX}.{Topic.MARKET_DATA}.{kind}.*.*" for kind in _KINDS]
        subscription = LiveSubscription(self._bus, *wildcards)
        await subscription.start()
        try:
            async for message in subscription:
                if isinstance(message, Dropped):
                    self.dropped += sum(message.counts.values())
                    continue
                events = self._read(message.payload)
                if events:
                    for listen in self._listeners:
                        listen(events)
                # Batches come as fast as they are read; orders must not wait behind them.
                await asyncio.sleep(0)
        finally:
            await subscription.close()

    def _read(self, payload: bytes) -> list[MarketEvent]:
        try:
            message = event_pb2.MarketDataEvent.FromString(payload)
            return market_from_wire(message, self._catalog.known)
        except (TradewireError, DecodeError) as error:
            if self.unread % _LOG_EVERY == 0:
                _log.warning("market data left out", error=str(error), left_out=self.unread + 1)
            self.unread += 1
            return []
