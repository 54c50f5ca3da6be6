"""What a participant of a replay asks of the feed before the first round: the tape's instruments.

Market data lists more instruments than a tape has. A participant that knew those too would answer
an order for one otherwise than the kernel, which knows the tape alone.
"""

import asyncio

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from tradewire.channel import Channel
from tradewire.codec.instruments import instrument_from_wire
from tradewire.errors import DeadlineError, UnavailableError
from tradewire.instruments import Instrument
from tradewire.marketdata.v1 import feed_kind_pb2, feed_requests_pb2, instrument_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import MarketDataServiceStub

CALL_S_MAX = 3.0
"""Both answers come from memory; a process that starts may take a moment more."""

MESSAGE_EVERY = 10
"""Attempts between two lines in the log: the first, then every half minute."""

_log = logs.logger(__name__)


async def tape_instruments(marketdata: Channel) -> dict[str, Instrument]:
    """The instruments of the replay's tape by id, in the order of its manifest.

    It waits for a market data service that is away, or has no replay yet: without them nothing
    can be read.
    """
    stub = MarketDataServiceStub(marketdata)
    attempt = 0
    while True:
        try:
            found = await _ask(stub)
        except (UnavailableError, DeadlineError) as error:
            found, why = {}, error.message
        else:
            why = "no feed of a replay has instruments"
        if found:
            return found
        attempt += 1
        if attempt % MESSAGE_EVERY == 1:
            _log.info("waits for the tape's instruments", error=why)
        await asyncio.sleep(doubling_backoff(attempt))


async def _ask(stub: MarketDataServiceStub) -> dict[str, Instrument]:
    feeds = await stub.ListFeeds(feed_requests_pb2.ListFeedsRequest(), timeout=CALL_S_MAX)
    names = [
        name
        for feed in feeds.feeds
        if feed.kind == feed_kind_pb2.FEED_KIND_REPLAY
        for name in feed.instruments
    ]
    found = {}
    for name in names:
        request = instrument_pb2.GetInstrumentRequest(instrument=name)
        found[name] = instrument_from_wire(await stub.GetInstrument(request, timeout=CALL_S_MAX))
    return found
