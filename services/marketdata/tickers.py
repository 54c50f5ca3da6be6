"""Tickers: an instrument's prices now, and how it did in the last 24 hours."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

from google.protobuf.duration_pb2 import Duration

from services.chassis.clock import Clock
from services.chassis.subjects import MarketData
from services.marketdata.desk import Market
from services.marketdata.history import HEARTBEAT_S
from services.marketdata.messages import is_simulated
from services.marketdata.store import Day, Origin, Span
from tradewire.codec.decimals import decimal_to_wire
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.decimals import from_mantissa
from tradewire.errors import ExhaustedError
from tradewire.instruments import Instrument
from tradewire.market import Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import instrument_pb2
from tradewire.marketdata.v1 import ticker_pb2 as pb
from tradewire.marketdata.v1.ticker_pb2 import StreamTickersResponse as Response
from tradewire.marketdata.v1.ticker_pb2 import Ticker
from tradewire.types.v1.stream_pb2 import Heartbeat

INTERVAL_S_DEFAULT = 0.25
"""The contract's least time between two tickers of an instrument."""

DAY_S_MAX = 5.0
"""How old the day's figures may be in a stream: they are a query of the store, and change little
from one quote to the next."""

FOLLOWERS_MAX = 100
"""Each looks at every instrument some times a second; screens beyond that share one of ours."""


class Tickers:
    """Makes tickers of the newest values and of the stored candles."""

    def __init__(self, market: Market, clock: Clock) -> None:
        self._market = market
        self._clock = clock
        self._days: dict[str, tuple[float, Day | None]] = {}
        self._followers = 0

    def chosen(self, names: Sequence[str]) -> list[Instrument]:
        """The instruments of these names, or all that have data, by id.

        Raises:
            NotFoundError: one of them is unknown.
        """
        instruments, market = self._market.instruments, self._market
        if names:
            return [instruments.get(name) for name in sorted(names)]
        fed = {one.id for board in market.boards.values() for one in board.card.instruments}
        return [instruments.get(name) for name in sorted(fed | market.latest.origins.keys())]

    async def follow(self, request: pb.StreamTickersRequest) -> AsyncIterator[Response]:
        """Every ticker at once, then each that changed, and a heartbeat after each silence.

        Raises:
            NotFoundError: an instrument is unknown.
            ExhaustedError: too many follow already.
        """
        if self._followers >= FOLLOWERS_MAX:
            raise ExhaustedError(
                f"{FOLLOWERS_MAX} readers follow tickers already; close some", retry_after_ms=1_000
            )
        self._followers += 1
        try:
            async for response in self._follow(request):
                yield response
        finally:
            self._followers -= 1

    async def _follow(self, request: pb.StreamTickersRequest) -> AsyncIterator[Response]:
        pause_s = _seconds(request.interval_min, INTERVAL_S_DEFAULT)
        silence_s = _seconds(request.heartbeat_interval, HEARTBEAT_S)
        told: dict[str, tuple[int, ...]] = {}
        spoken_s = time.monotonic()
        while True:
            for instrument in self.chosen(request.instruments):
                mark = self._mark_of(instrument.id)
                if told.get(instrument.id) == mark:
                    continue
                told[instrument.id] = mark
                yield Response(ticker=await self.ticker(instrument, day_s_max=DAY_S_MAX))
                spoken_s = time.monotonic()
            if time.monotonic() >= spoken_s + silence_s:
                yield Response(heartbeat=Heartbeat(time=time_to_wire(self._clock.now_ns())))
                spoken_s = time.monotonic()
            await asyncio.sleep(min(pause_s, silence_s))

    def _mark_of(self, instrument: str) -> tuple[int, ...]:
        """What changes with every event that changes a ticker."""
        latest = self._market.latest
        newest = (latest.trades, latest.quotes, latest.candles)
        return tuple(found.init_ns if (found := each.get(instrument)) else 0 for each in newest)

    async def ticker(self, instrument: Instrument, day_s_max: float = 0.0) -> Ticker:
        """An instrument's ticker; without prices where nothing of it ever came.

        Args:
            instrument: of which.
            day_s_max: how old the day's figures may be, in seconds.

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
        _add_day(ticker, instrument, await self._day(instrument.id, day_s_max))
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

    async def _day(self, instrument: str, age_s_max: float) -> Day | None:
        kept_s, kept = self._days.get(instrument, (0.0, None))
        now_s = time.monotonic()
        if instrument in self._days and now_s < kept_s + age_s_max:
            return kept
        since_ns = self._clock.now_ns() - Interval.D1.ns
        day = await self._market.store.day(instrument, since_ns)
        # One entry an instrument, of which there are as many as the table has.
        self._days[instrument] = now_s, day
        return day


def _add_day(ticker: Ticker, instrument: Instrument, day: Day | None) -> None:
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
        ticker.day_change_percent = (float(ticker.last_price) / float(ticker.day_open) - 1) * 100


def _seconds(interval: Duration, otherwise: float) -> float:
    return interval.seconds + interval.nanos / 1e9 or otherwise
