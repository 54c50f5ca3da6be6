"""The service's gRPC surface: messages in, messages out, and nothing decided."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, TypeVar

from google.protobuf.message import Message

from services.chassis.clock import Clock
from services.chassis.events import Event
from services.chassis.interceptors import Context
from services.chassis.paging import Page, PageRequest, page_request
from services.chassis.subjects import MarketData, feeds
from services.chassis.tails import Tails
from services.marketdata.desk import Market
from services.marketdata.history import HEARTBEAT_S, Histories
from services.marketdata.messages import book_message, is_simulated, row_message
from services.marketdata.store import Span, Stored, StreamKey
from services.marketdata.tickers import Tickers
from tradewire.codec.enums import INSTRUMENT_KIND, INTERVAL
from tradewire.codec.instruments import instrument_to_wire
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.errors import NotFoundError, PreconditionError
from tradewire.instruments import Instrument
from tradewire.market import Candle
from tradewire.marketdata.v1 import (
    book_pb2,
    candle_pb2,
    feed_pb2,
    feed_requests_pb2,
    instrument_pb2,
    market_stream_pb2,
    quote_pb2,
    ticker_pb2,
    trade_pb2,
)
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import MarketDataServiceServicer
from tradewire.types.v1 import stream_pb2

DEPTH_DEFAULT = 20
"""Levels a side of a book, by the contract."""

DEPTH_MAX = 5_000
"""The contract's bound."""

T = TypeVar("T")


class MarketDataApi(MarketDataServiceServicer):
    """Answers for one process's market data."""

    def __init__(self, market: Market, tails: Tails, clock: Clock) -> None:
        self._market = market
        self._tails = tails
        self._clock = clock
        self._histories = Histories(market, clock)
        self._tickers = Tickers(market, clock)

    # -- instruments -------------------------------------------------------------------------

    async def GetInstrument(
        self, request: instrument_pb2.GetInstrumentRequest, context: Context
    ) -> instrument_pb2.Instrument:
        """An instrument, by id."""
        return instrument_to_wire(self._market.instruments.get(request.instrument))

    async def ListInstruments(
        self, request: instrument_pb2.ListInstrumentsRequest, context: Context
    ) -> instrument_pb2.ListInstrumentsResponse:
        """Instruments by id."""
        paging = page_request(request)
        found = sorted(
            (one for one in self._market.instruments if _matches(one, request)),
            key=lambda one: one.id,
        )
        page = _page(paging, found, [one.id for one in found])
        return instrument_pb2.ListInstrumentsResponse(
            instruments=[instrument_to_wire(one) for one in page.items],
            next_page_token=page.next_page_token,
        )

    # -- now ---------------------------------------------------------------------------------

    async def GetTicker(
        self, request: ticker_pb2.GetTickerRequest, context: Context
    ) -> ticker_pb2.Ticker:
        """Prices now and of the last 24 hours."""
        return await self._tickers.ticker(self._market.instruments.get(request.instrument))

    async def ListTickers(
        self, request: ticker_pb2.ListTickersRequest, context: Context
    ) -> ticker_pb2.ListTickersResponse:
        """The tickers of many instruments, by instrument."""
        paging = page_request(request)
        found = [
            one
            for one in self._tickers.chosen(request.instruments)
            if request.venue in {"", one.venue}
        ]
        page = _page(paging, found, [one.id for one in found])
        return ticker_pb2.ListTickersResponse(
            tickers=[await self._tickers.ticker(one) for one in page.items],
            next_page_token=page.next_page_token,
        )

    async def StreamTickers(
        self, request: ticker_pb2.StreamTickersRequest, context: Context
    ) -> AsyncIterator[ticker_pb2.StreamTickersResponse]:
        """Tickers as they change, conflated."""
        async for message in self._tickers.follow(request):
            yield message

    async def GetBook(self, request: book_pb2.GetBookRequest, context: Context) -> book_pb2.Book:
        """The order book, as the feed keeps it."""
        instrument = self._market.instruments.get(request.instrument)
        latest = self._market.latest
        book = latest.books.get(instrument.id)
        if book is None:
            raise PreconditionError(
                f"no feed brings books of {instrument.id}; ListFeeds tells what each brings",
                reason="NO_BOOK",
            )
        return book_message(
            book,
            latest.updates[instrument.id],
            self._market.log_id,
            min(request.depth or DEPTH_DEFAULT, DEPTH_MAX),
            simulated=is_simulated(latest.origins[instrument.id]),
        )

    # -- lists -------------------------------------------------------------------------------

    async def ListTrades(
        self, request: trade_pb2.ListTradesRequest, context: Context
    ) -> trade_pb2.ListTradesResponse:
        """Trades by sequence."""
        page, as_of = await self._rows(request, MarketData.TRADES)
        return trade_pb2.ListTradesResponse(
            trades=_of(trade_pb2.Trade, page.items),
            next_page_token=page.next_page_token,
            as_of=as_of,
        )

    async def ListQuotes(
        self, request: quote_pb2.ListQuotesRequest, context: Context
    ) -> quote_pb2.ListQuotesResponse:
        """Quotes by sequence."""
        page, as_of = await self._rows(request, MarketData.QUOTES)
        return quote_pb2.ListQuotesResponse(
            quotes=_of(quote_pb2.Quote, page.items),
            next_page_token=page.next_page_token,
            as_of=as_of,
        )

    async def ListCandles(
        self, request: candle_pb2.ListCandlesRequest, context: Context
    ) -> candle_pb2.ListCandlesResponse:
        """Closed candles of one length by open time."""
        page, as_of = await self._rows(request, MarketData.CANDLES)
        if not page.items:
            await self._check_interval(request)
        return candle_pb2.ListCandlesResponse(
            candles=_of(candle_pb2.Candle, page.items),
            next_page_token=page.next_page_token,
            as_of=as_of,
        )

    # -- streams -----------------------------------------------------------------------------

    async def ReadHistory(
        self, request: market_stream_pb2.ReadHistoryRequest, context: Context
    ) -> AsyncIterator[market_stream_pb2.ReadHistoryResponse]:
        """Stored events in columns."""
        async for response in self._histories.read(request):
            yield response

    async def StreamMarketData(
        self, request: market_stream_pb2.StreamMarketDataRequest, context: Context
    ) -> AsyncIterator[market_stream_pb2.StreamMarketDataResponse]:
        """Events in columns as they come."""
        async for response in self._histories.follow(request):
            yield response

    # -- feeds -------------------------------------------------------------------------------

    async def GetFeed(
        self, request: feed_requests_pb2.GetFeedRequest, context: Context
    ) -> feed_pb2.Feed:
        """A feed and how it is."""
        board = self._market.boards.get(request.feed)
        if board is None:
            raise NotFoundError(
                f"feed {request.feed[:64]!r} is unknown; there are "
                f"{', '.join(sorted(self._market.boards))}",
                reason="FEED_NOT_FOUND",
            )
        return board.message()

    async def ListFeeds(
        self, request: feed_requests_pb2.ListFeedsRequest, context: Context
    ) -> feed_requests_pb2.ListFeedsResponse:
        """Feeds by id."""
        paging = page_request(request)
        feeds_now = [board.message() for _, board in sorted(self._market.boards.items())]
        found = [
            feed
            for feed in feeds_now
            if request.venue in {"", feed.venue}
            and request.kind in {0, feed.kind}
            and request.state in {0, feed.status.state}
        ]
        page = _page(paging, found, [feed.feed for feed in found])
        return feed_requests_pb2.ListFeedsResponse(
            feeds=page.items, next_page_token=page.next_page_token
        )

    async def StreamFeeds(
        self, request: feed_requests_pb2.StreamFeedsRequest, context: Context
    ) -> AsyncIterator[feed_requests_pb2.StreamFeedsResponse]:
        """What happens to a venue's feeds; of all venues where none is named."""
        # One process runs one feed, so all venues are its feed's.
        venues = [board.card.venue for board in self._market.boards.values() if board.card.venue]
        stream = feeds(request.venue or (venues[0] if venues else "NONE"))
        heartbeat_s = HEARTBEAT_S
        if request.HasField("heartbeat_interval"):
            heartbeat_s = request.heartbeat_interval.ToTimedelta().total_seconds()
        after = await self._tails.start_of(stream, request.log_id, request.resume_after_sequence)
        async for item in self._tails.follow(stream, after, heartbeat_s):
            if isinstance(item, Event):
                event = feed_requests_pb2.FeedEvent.FromString(item.payload)
                yield feed_requests_pb2.StreamFeedsResponse(event=event, venue=event.venue)
                continue
            beat = stream_pb2.Heartbeat(time=time_to_wire(self._clock.now_ns()))
            if request.venue:
                beat.position.log_id, beat.position.sequence = self._market.log_id, item.seq
            yield feed_requests_pb2.StreamFeedsResponse(heartbeat=beat, venue=request.venue)

    # -- pages of rows -----------------------------------------------------------------------

    async def _rows(
        self, request: Any, kind: MarketData
    ) -> tuple[Page[Stored], stream_pb2.StreamPosition]:
        """A page of stored rows, and the stream's end when it was read."""
        market = self._market
        instrument = market.instruments.get(request.instrument)
        paging = page_request(request)
        of_candles = kind is MarketData.CANDLES
        after = int(paging.after) if paging.after else None
        await market.recorder.flush()
        head = await market.store.head(StreamKey(instrument.id, kind))
        rows = await market.store.read(
            Span(
                instrument,
                kind,
                INTERVAL.from_wire(request.interval, "interval") if of_candles else None,
                start_ns=_time(request, "start_time"),
                end_ns=_time(request, "end_time"),
                after=None if request.newest_first else after,
                before=after if request.newest_first else None,
                by_open=of_candles,
                newest_first=request.newest_first,
                limit=paging.size + 1,
            )
        )
        page = paging.cut(rows, [_position(row) for row in rows])
        return page, stream_pb2.StreamPosition(log_id=market.log_id, sequence=head)

    async def _check_interval(self, request: candle_pb2.ListCandlesRequest) -> None:
        """An empty page may mean that nothing was traded, and not that nothing was built."""
        built = await self._market.store.intervals(request.instrument)
        wanted = INTERVAL.from_wire(request.interval, "interval")
        if built and wanted not in built:
            raise PreconditionError(
                f"no candles of {wanted} are built of {request.instrument}; there are "
                f"{', '.join(built)}",
                reason="INTERVAL_NOT_BUILT",
            )


def _of(kind: type[T], rows: Sequence[Stored]) -> list[T]:
    """The rows as messages, which all are of the one kind."""
    return [message for row in rows if isinstance(message := row_message(row), kind)]


def _position(row: Stored) -> str:
    event = row.event
    return str(event.open_ns if isinstance(event, Candle) else event.sequence)


def _time(request: Message, field: str) -> int | None:
    return time_from_wire(getattr(request, field)) if request.HasField(field) else None


def _page(paging: PageRequest, found: Sequence[T], ids: Sequence[str]) -> Page[T]:
    """The page of items that are all in memory, by id."""
    first = next((place for place, name in enumerate(ids) if name > paging.after), len(ids))
    last = first + paging.size + 1
    return paging.cut(found[first:last], ids[first:last])


def _matches(one: Instrument, request: instrument_pb2.ListInstrumentsRequest) -> bool:
    kind = INSTRUMENT_KIND.optional_from_wire(request.kind, "kind")
    return (
        request.venue in {"", one.venue}
        and kind in {None, one.kind}
        and request.base_asset in {"", one.base}
        and request.quote_asset in {"", one.quote}
        and request.settlement_asset in {"", one.settlement}
        and request.trading_status in {0, instrument_pb2.TRADING_STATUS_OPEN}
    )
