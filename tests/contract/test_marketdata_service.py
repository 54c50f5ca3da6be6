"""The market data service over real gRPC: simulated feed, real NATS, real DuckDB."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp

from services.chassis.config import Addresses, ServerSettings
from services.chassis.nats_server import NatsServer
from services.chassis.process import Process
from services.chassis.schema import migrate_databases
from services.chassis.server import Server
from services.marketdata.desk import Desk
from services.marketdata.service import MarketDataApi
from services.marketdata.settings import MarketDataSettings
from tradewire.book import OrderBook
from tradewire.channel import open_channel
from tradewire.codec.market import market_from_wire
from tradewire.errors import (
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    PreconditionError,
    UnimplementedError,
)
from tradewire.market import BookUpdate
from tradewire.marketdata.v1 import (
    book_pb2,
    candle_pb2,
    event_pb2,
    feed_kind_pb2,
    feed_pb2,
    feed_requests_pb2,
    funding_pb2,
    instrument_pb2,
    market_stream_pb2,
    marketdata_service_pb2,
    quote_pb2,
    ticker_pb2,
    trade_pb2,
)
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import (
    MarketDataServiceStub,
    add_MarketDataServiceServicer_to_server,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = "BTC-USDT.SIM"
TRADES = event_pb2.MARKET_DATA_TYPE_TRADES
QUOTES = event_pb2.MARKET_DATA_TYPE_QUOTES
CANDLES = event_pb2.MARKET_DATA_TYPE_CANDLES
SECOND = candle_pb2.CANDLE_INTERVAL_1S


@dataclass
class World:
    """A running service: its stub, and what it is made of."""

    stub: Any
    desk: Desk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """The service on its simulated feed: one for all tests, which only read."""
    tmp_path = tmp_path_factory.mktemp("marketdata")
    nats = await NatsServer(tmp_path / "nats").start()
    await migrate_databases({"marketdata": f"sqlite:///{tmp_path}/marketdata.db"})
    settings = MarketDataSettings(
        data_dir=tmp_path,
        nats_url=nats.url,
        addresses=Addresses(marketdata="127.0.0.1:0"),
        server=ServerSettings(grace_s=1),
    )
    async with Process(settings) as process:
        owner = await process.open_owner()
        desk = await Desk.open(process, settings, owner)
        server = Server(settings, process.metrics)
        api = MarketDataApi(desk.market, owner.tails, process.clock)
        server.add(add_MarketDataServiceServicer_to_server, api)
        port = await server.start()
        service = marketdata_service_pb2.DESCRIPTOR.services_by_name["MarketDataService"]
        channel = open_channel(f"127.0.0.1:{port}", services=[service])
        yield World(MarketDataServiceStub(channel), desk)
        await channel.close()
        await server.stop()
        await desk.close()
    await nats.kill()


async def streamed(world: World, count: int, **request: Any) -> list[Any]:
    """The first messages of StreamMarketData."""
    asked = market_stream_pb2.StreamMarketDataRequest(instruments=[NAME], **request)
    found: list[Any] = []
    async for message in world.stub.StreamMarketData(asked):
        found.append(message)
        if len(found) == count:
            break
    return found


def as_of(sequence: int, log_id: str) -> dict[str, Any]:
    return {"log_id": log_id, "resume_after_sequence": sequence}


async def log_of(world: World) -> tuple[str, int]:
    """The log's id, and its last trade once there are some."""
    await streamed(world, 5, types=[TRADES])
    listed = await world.stub.ListTrades(trade_pb2.ListTradesRequest(instrument=NAME))
    return listed.as_of.log_id, listed.as_of.sequence


async def test_instruments_are_listed_in_pages_and_filtered(world: World) -> None:
    """By id, and none twice; an unknown one names its neighbours."""
    got = await world.stub.GetInstrument(instrument_pb2.GetInstrumentRequest(instrument=NAME))
    assert (got.instrument, got.price_increment, got.venue) == (NAME, "0.01", "SIM")
    request = instrument_pb2.ListInstrumentsRequest(page_size=7)
    ids: list[str] = []
    while True:
        page = await world.stub.ListInstruments(request)
        ids += [one.instrument for one in page.instruments]
        request.page_token = page.next_page_token
        if not page.next_page_token:
            break
    assert ids == sorted(one.id for one in world.desk.market.instruments)
    one_venue = instrument_pb2.ListInstrumentsRequest(
        venue="SIM", base_asset="BTC", kind=instrument_pb2.INSTRUMENT_KIND_SPOT
    )
    found = await world.stub.ListInstruments(one_venue)
    assert [one.instrument for one in found.instruments] == [NAME]
    with pytest.raises(NotFoundError, match="near ones are"):
        unknown = instrument_pb2.GetInstrumentRequest(instrument="BTC-USDT.NOWHERE")
        await world.stub.GetInstrument(unknown)


async def test_history_is_there_at_the_first_start(world: World) -> None:
    """A strategy warms up at once: an hour of seconds and the longer candles, all simulated."""
    request = candle_pb2.ListCandlesRequest(
        instrument=NAME, interval=SECOND, newest_first=True, page_size=1000
    )
    page = await world.stub.ListCandles(request)
    request.page_token = page.next_page_token
    older = await world.stub.ListCandles(request)
    opens = [one.open_time.seconds for one in (*page.candles, *older.candles)]
    assert opens == list(range(opens[0], opens[0] - 2000, -1))
    assert all(one.simulated for one in page.candles)
    hour = candle_pb2.ListCandlesRequest(
        instrument=NAME, interval=candle_pb2.CANDLE_INTERVAL_1H, newest_first=True
    )
    hours = (await world.stub.ListCandles(hour)).candles
    assert len(hours) == 1
    within = candle_pb2.ListCandlesRequest(
        instrument=NAME,
        interval=candle_pb2.CANDLE_INTERVAL_1M,
        start_time=hours[0].open_time,
        end_time=hours[0].close_time,
    )
    minutes = (await world.stub.ListCandles(within)).candles
    assert len(minutes) == 60
    assert sum(one.trade_count for one in minutes) == hours[0].trade_count
    assert (minutes[0].open, minutes[-1].close) == (hours[0].open, hours[0].close)


async def test_a_length_that_is_not_built_is_told_from_a_quiet_market(world: World) -> None:
    """An empty page would say that nothing was traded."""
    day = candle_pb2.CANDLE_INTERVAL_1D
    with pytest.raises(PreconditionError, match="there are 1s, 5s"):
        await world.stub.ListCandles(candle_pb2.ListCandlesRequest(instrument=NAME, interval=day))
    quiet = candle_pb2.ListCandlesRequest(
        instrument=NAME, interval=SECOND, end_time=Timestamp(seconds=1)
    )
    assert not (await world.stub.ListCandles(quiet)).candles


async def test_the_ticker_shows_now_and_the_day_and_that_it_is_simulated(world: World) -> None:
    """Prices of the newest trade and quote, with their positions."""
    await streamed(world, 4, types=[TRADES])
    await streamed(world, 4, types=[QUOTES])
    ticker = await world.stub.GetTicker(ticker_pb2.GetTickerRequest(instrument=NAME))
    assert ticker.simulated
    assert ticker.feed_kind == feed_kind_pb2.FEED_KIND_SIMULATED
    assert float(ticker.bid_price) < float(ticker.ask_price)
    assert float(ticker.day_low) <= float(ticker.day_open) <= float(ticker.day_high)
    assert ticker.last_price
    assert ticker.trades_as_of.sequence > 0
    other = ticker_pb2.GetTickerRequest(instrument="BTC-USDT.BINANCE")
    assert not (await world.stub.GetTicker(other)).last_price


async def test_tickers_are_listed_of_what_has_data_or_is_named(world: World) -> None:
    """A screen asks once for all that moves; what it names comes too, with or without prices."""
    await streamed(world, 4, types=[TRADES])
    listed = await world.stub.ListTickers(ticker_pb2.ListTickersRequest())
    assert [each.instrument for each in listed.tickers] == [NAME]
    assert listed.tickers[0].last_price
    both = ticker_pb2.ListTickersRequest(instruments=[NAME, "BTC-USDT.BINANCE"], page_size=1)
    first = await world.stub.ListTickers(both)
    assert [each.instrument for each in first.tickers] == ["BTC-USDT.BINANCE"]
    both.page_token = first.next_page_token
    assert [each.instrument for each in (await world.stub.ListTickers(both)).tickers] == [NAME]
    elsewhere = ticker_pb2.ListTickersRequest(venue="BINANCE")
    assert not (await world.stub.ListTickers(elsewhere)).tickers
    with pytest.raises(NotFoundError, match="near ones are"):
        await world.stub.ListTickers(ticker_pb2.ListTickersRequest(instruments=["BTC-USDT.SIN"]))


async def test_tickers_are_streamed_as_they_change_and_silence_is_told(world: World) -> None:
    """The newest of each at once, then what changed; an instrument without data only beats."""
    asked = ticker_pb2.StreamTickersRequest(instruments=[NAME])
    asked.interval_min.FromMilliseconds(50)
    found: list[Any] = []
    async for message in world.stub.StreamTickers(asked):
        found.append(message.ticker)
        if len(found) == 3:
            break
    assert [each.instrument for each in found] == [NAME] * 3
    marks = [(each.trades_as_of.sequence, each.quotes_as_of.sequence) for each in found]
    assert marks == sorted(set(marks))
    quiet = ticker_pb2.StreamTickersRequest(instruments=["BTC-USDT.BINANCE"])
    quiet.heartbeat_interval.FromSeconds(1)
    kinds: list[str] = []
    async for message in world.stub.StreamTickers(quiet):
        kinds.append(message.WhichOneof("message"))
        if len(kinds) == 2:
            break
    assert kinds == ["ticker", "heartbeat"]


async def test_trades_and_quotes_are_listed_in_pages_both_ways(world: World) -> None:
    """Each once, in order; the stream resumed after as_of begins one above."""
    await log_of(world)
    request = trade_pb2.ListTradesRequest(instrument=NAME, page_size=2)
    first = await world.stub.ListTrades(request)
    request.page_token = first.next_page_token
    second = await world.stub.ListTrades(request)
    assert [one.sequence for one in (*first.trades, *second.trades)] == [1, 2, 3, 4]
    newest = trade_pb2.ListTradesRequest(instrument=NAME, newest_first=True, page_size=1)
    listed = await world.stub.ListTrades(newest)
    assert listed.trades[0].sequence == listed.as_of.sequence
    quotes = await world.stub.ListQuotes(quote_pb2.ListQuotesRequest(instrument=NAME))
    assert quotes.quotes[0].sequence == 1
    assert quotes.quotes[0].simulated
    request.newest_first = True
    with pytest.raises(InvalidArgumentError, match="page_token"):
        await world.stub.ListTrades(request)


async def test_a_history_joins_the_stream_without_a_hole_or_a_repeat(world: World) -> None:
    """What ReadHistory ended with is where StreamMarketData goes on."""
    log_id, _ = await log_of(world)
    request = market_stream_pb2.ReadHistoryRequest(instrument=NAME, type=TRADES, batch_size=3)
    sequences: list[int] = []
    end = None
    async for message in world.stub.ReadHistory(request):
        if message.HasField("end"):
            end = message.end
            continue
        assert message.event.batch.published_unix_nanos == 0
        assert message.event.batch.feed_kind == feed_kind_pb2.FEED_KIND_SIMULATED
        events = market_from_wire(message.event, {NAME: world.desk.market.instruments.get(NAME)})
        assert len(events) <= 3
        sequences += [event.sequence for event in events]
    assert end is not None
    assert sequences == list(range(1, end.as_of.sequence + 1))
    assert end.row_count == len(sequences)
    after = as_of(end.as_of.sequence, log_id)
    started, event, *_ = await streamed(world, 2, types=[TRADES], **after)
    assert started.started.streams[0].after_sequence == end.as_of.sequence
    assert event.event.first_sequence == end.as_of.sequence + 1


async def test_candles_of_one_length_are_read_with_their_sequences(world: World) -> None:
    """Lengths share the stream, so the sequences of one jump."""
    request = market_stream_pb2.ReadHistoryRequest(
        instrument=NAME, type=CANDLES, interval=candle_pb2.CANDLE_INTERVAL_5M
    )
    messages = [message async for message in world.stub.ReadHistory(request)]
    batch = messages[0].event.batch
    assert batch.candles.interval == candle_pb2.CANDLE_INTERVAL_5M
    assert len(batch.sequences) == len(batch.candles.opens) >= 12
    assert list(batch.sequences) == sorted(batch.sequences)


async def test_streams_resume_each_where_it_stood_and_beat_in_silence(world: World) -> None:
    """Named streams from their position, the others from now; then the heart beats."""
    log_id, last = await log_of(world)
    found = await streamed(
        world,
        6,
        types=[TRADES, CANDLES],
        intervals=[SECOND],
        log_id=log_id,
        resume_after=[f"trades:{NAME}:1"],
    )
    starts = found[0].started.streams
    assert [one.type for one in starts] == [TRADES, CANDLES]
    assert starts[0].after_sequence == 1
    assert starts[1].after_sequence > 0
    trades = [one.event for one in found[1:] if one.event.type == TRADES]
    assert trades[0].first_sequence == 2
    assert trades[0].last_sequence >= last
    quiet = market_stream_pb2.StreamMarketDataRequest(
        instruments=["BTC-USDT.BINANCE"], types=[TRADES]
    )
    quiet.heartbeat_interval.seconds = 1
    beats = []
    async for message in world.stub.StreamMarketData(quiet):
        beats.append(message)
        if len(beats) == 2:
            break
    assert beats[1].heartbeat.position.log_id == log_id


@pytest.mark.parametrize(("log_id", "sequence"), [("another", 1), ("", 10_000_000)])
async def test_a_position_of_another_log_or_beyond_the_end_is_refused(
    world: World, log_id: str, sequence: int
) -> None:
    """The reader must read the state anew."""
    own, _ = await log_of(world)
    with pytest.raises(OutOfRangeError, match="read the state anew") as caught:
        await streamed(world, 1, types=[TRADES], **as_of(sequence, log_id or own))
    assert caught.value.reason == "LOG_CHANGED"


async def test_what_no_feed_brings_is_told(world: World) -> None:
    """No book, no liquidations, no such feed: each says what there is."""
    with pytest.raises(PreconditionError, match="no feed brings books"):
        await world.stub.GetBook(book_pb2.GetBookRequest(instrument=NAME))
    with pytest.raises(UnimplementedError, match="are not recorded"):
        await streamed(world, 1, types=[event_pb2.MARKET_DATA_TYPE_FUNDING])
    with pytest.raises(NotFoundError, match="there are simulated"):
        await world.stub.GetFeed(feed_requests_pb2.GetFeedRequest(feed="binance"))
    with pytest.raises(UnimplementedError):
        await world.stub.GetFunding(funding_pb2.GetFundingRequest(instrument=NAME))


async def test_a_book_is_answered_as_the_feed_keeps_it(world: World) -> None:
    """The best levels in decimals, and the position that the stream goes on from."""
    instrument = world.desk.market.instruments.get(NAME)
    update = BookUpdate(
        instrument, True, 5, 5, 0, ((100, 1), (99, 2)), ((101, 3), (102, 4)), 7, 8, sequence=9
    )
    await streamed(world, 4, types=[TRADES])
    book = OrderBook(instrument)
    book.apply(update)
    latest = world.desk.market.latest
    latest.books[NAME], latest.updates[NAME] = book, update
    answer = await world.stub.GetBook(book_pb2.GetBookRequest(instrument=NAME, depth=1))
    assert answer.state == book_pb2.BOOK_STATE_SYNCED
    assert [(one.price, one.size) for one in answer.bids] == [("1.00", "0.00001")]
    assert [(one.price, one.size) for one in answer.asks] == [("1.01", "0.00003")]
    assert (answer.as_of.sequence, answer.simulated) == (9, True)


async def test_feeds_are_listed_and_their_events_followed(world: World) -> None:
    """A feed says what it is and how it is; its stream begins where the reader stood."""
    log_id, _ = await log_of(world)
    listed = await world.stub.ListFeeds(feed_requests_pb2.ListFeedsRequest(venue="SIM"))
    (feed,) = listed.feeds
    assert (feed.feed, feed.kind) == ("simulated", feed_kind_pb2.FEED_KIND_SIMULATED)
    assert feed.status.state == feed_pb2.FEED_STATE_STREAMING
    assert feed.status.event_count > 0
    other = await world.stub.ListFeeds(feed_requests_pb2.ListFeedsRequest(venue="BINANCE"))
    assert not other.feeds
    request = feed_requests_pb2.StreamFeedsRequest(venue="SIM", log_id=log_id)
    request.heartbeat_interval.seconds = 1
    states = []
    async for message in world.stub.StreamFeeds(request):
        if message.HasField("heartbeat"):
            assert message.heartbeat.position.sequence == 2
            break
        states.append(message.event.feed_changed.status.state)
    assert states == [feed_pb2.FEED_STATE_CONNECTING, feed_pb2.FEED_STATE_STREAMING]
