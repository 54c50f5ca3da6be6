"""Ticks to one subscriber, 100 a message: a bare stream against the platform's."""

import time

import grpc

from benchmarks.results import Check, Result
from benchmarks.servers import BATCH, INSTRUMENT, both
from benchmarks.timing import rates_in_turns
from tradewire.marketdata.v1 import event_pb2, market_stream_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import MarketDataServiceStub

TICKS = 2_000_000
TICKS_QUICK = 400_000
WARM_MESSAGES = 500
TURNS = 5
TICKS_A_SECOND_MIN = 1_000_000


async def rate(channel: grpc.aio.Channel, ticks: int) -> float:
    """Ticks a second, read and counted; a gap is an error."""
    request = market_stream_pb2.StreamMarketDataRequest(
        instruments=[INSTRUMENT], types=[event_pb2.MARKET_DATA_TYPE_QUOTES]
    )
    stream = MarketDataServiceStub(channel).StreamMarketData(request)
    count, began_s, seen = -WARM_MESSAGES * BATCH, 0.0, 0
    async for message in stream:
        if message.WhichOneof("message") != "event":
            continue
        if message.event.HasField("gap"):
            raise SystemExit("the stream had a gap: the reader was too slow")
        seen += len(message.event.batch.quotes.bid_prices) if count < 0 else 0
        count += BATCH
        if count == 0:
            began_s = time.perf_counter()
        if count >= ticks:
            break
    rate_s = count / (time.perf_counter() - began_s)
    stream.cancel()
    if seen != WARM_MESSAGES * BATCH:
        raise SystemExit(f"{seen} ticks in {WARM_MESSAGES} messages")
    return rate_s


async def measure(*, quick: bool) -> Result:
    """Ticks a second of either server, in turns."""
    ticks = TICKS_QUICK if quick else TICKS
    async with both() as (bare, chassis):
        floor, ours = await rates_in_turns(
            TURNS, lambda: rate(bare, ticks), lambda: rate(chassis, ticks)
        )
    check = Check("ticks/s", round(ours), TICKS_A_SECOND_MIN, "higher")
    return Result({"ticks/s": round(floor)}, {"ticks/s": round(ours)}, (check,))
