"""Tickers: an instrument's prices now, and how it did in the last 24 hours."""

from services.chassis.clock import Clock
from services.chassis.subjects import MarketData
from services.marketdata.desk import Market
from services.marketdata.messages import is_simulated
from services.marketdata.store import Origin, Span
from tradewire.codec.decimals import decimal_to_wire
from tradewire.codec.times import optional_time_to_wire
from tradewire.decimals import from_mantissa
from tradewire.instruments import Instrument
from tradewire.market import Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import instrument_pb2
from tradewire.marketdata.v1.ticker_pb2 import Ticker


class Tickers:
    """Makes tickers of the newest values and of the stored candles."""

    def __init__(self, market: Market, clock: Clock) -> None:
        self._market = market
        self._clock = clock

    async def ticker(self, instrument: Instrument) -> Ticker:
        """An instrument's ticker; without prices where nothing of it ever came.

        Raises:
            StorageError: the store cannot be read.
        """
        ticker = Ticker(instrument=instrument.id, trading_status=instrument_pb2.TRADING_STATUS_OPEN)
        origins = []
        newest: list[Trade | Quote] = []
        for kind in (MarketData.TRADES, MarketData.QUOTES):
            found = await self._newest(instrument, kind)
            if found is None:
                continue
            origin, event = found
            origins.append(origin)
            if isinstance(event, Trade):
                newest.append(event)
                self._add_trade(ticker, event)
            elif isinstance(event, Quote):
                newest.append(event)
                self._add_quote(ticker, event)
        if not ticker.last_price and (candle := self._market.latest.candles.get(instrument.id)):
            # A tape of candles has no trades: the newest close is the last price there is.
            ticker.last_price = decimal_to_wire(candle.close)
            origins.append(self._market.latest.origins[instrument.id])
        if newest:
            last = max(newest, key=lambda event: event.init_ns)
            ticker.receive_time.CopyFrom(optional_time_to_wire(last.init_ns) or ticker.receive_time)
            if last.event_ns:
                ticker.venue_time.CopyFrom(
                    optional_time_to_wire(last.event_ns) or ticker.venue_time
                )
        if origins:
            ticker.feed_kind = origins[-1].kind
            ticker.simulated = is_simulated(origins[-1])
        await self._add_day(ticker, instrument)
        return ticker

    async def _newest(
        self, instrument: Instrument, kind: MarketData
    ) -> tuple[Origin, MarketEvent] | None:
        """The newest event: in memory, or, after a restart, as it was stored."""
        latest = self._market.latest
        known = latest.trades if kind is MarketData.TRADES else latest.quotes
        event = known.get(instrument.id)
        if event is not None:
            return latest.origins[instrument.id], event
        stored = await self._market.store.read(Span(instrument, kind, newest_first=True, limit=1))
        return (stored[0].origin, stored[0].event) if stored else None

    def _add_trade(self, ticker: Ticker, trade: Trade) -> None:
        ticker.last_price = decimal_to_wire(trade.price)
        ticker.last_size = decimal_to_wire(trade.size)
        ticker.trades_as_of.log_id = self._market.log_id
        ticker.trades_as_of.sequence = trade.sequence

    def _add_quote(self, ticker: Ticker, quote: Quote) -> None:
        if quote.bid_size_mantissa:
            ticker.bid_price = decimal_to_wire(quote.bid)
            ticker.bid_size = decimal_to_wire(quote.bid_size)
        if quote.ask_size_mantissa:
            ticker.ask_price = decimal_to_wire(quote.ask)
            ticker.ask_size = decimal_to_wire(quote.ask_size)
        ticker.quotes_as_of.log_id = self._market.log_id
        ticker.quotes_as_of.sequence = quote.sequence

    async def _add_day(self, ticker: Ticker, instrument: Instrument) -> None:
        since_ns = self._clock.now_ns() - Interval.D1.ns
        day = await self._market.store.day(instrument.id, since_ns)
        if day is None:
            return
        ticker.day_open = decimal_to_wire(instrument.price(day.open))
        ticker.day_high = decimal_to_wire(instrument.price(day.high))
        ticker.day_low = decimal_to_wire(instrument.price(day.low))
        ticker.day_volume = decimal_to_wire(instrument.size(day.volume))
        exponent = instrument.price_exponent + instrument.size_exponent
        ticker.day_turnover = decimal_to_wire(from_mantissa(day.turnover, exponent))
        if day.open and ticker.last_price:
            # Shown, and never computed with: a float is what the contract says.
            ticker.day_change_percent = (
                float(ticker.last_price) / float(ticker.day_open) - 1
            ) * 100
