"""Live prices: the newest of each instrument and kind reaches the gate, the rest is passed over.

A verdict needs what the market is now. So whatever waits is read at once, and of each subject
only the last batch is decoded.
"""

import asyncio
from collections.abc import Callable

from google.protobuf.message import DecodeError

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.live import Dropped, LiveSubscription
from services.chassis.subjects import PREFIX, MarketData, Topic, parse
from services.risk.catalog import Catalog
from tradewire.codec.market import market_from_wire
from tradewire.errors import TradewireError
from tradewire.market import MarketEvent
from tradewire.marketdata.v1 import event_pb2

# A candle's close is the only price where there are no ticks.
KINDS = (MarketData.QUOTES, MarketData.TRADES, MarketData.CANDLES)

COMPLAINTS_MAX = 20
"""Damaged batches that are told of; a feed gone wrong must not fill the disk with lines."""

_log = logs.logger(__name__)


class LivePrices:
    """Reads market data from the bus and hands the newest events to ``on_market``."""

    def __init__(
        self, bus: Bus, catalog: Catalog, on_market: Callable[[MarketEvent], None]
    ) -> None:
        self.conflated = 0
        """Batches passed over for a newer one of their subject."""
        self.dropped = 0
        """Batches that the subscription lost; newer ones followed."""
        subjects = (f"{PREFIX}.{Topic.MARKET_DATA}.{kind}.*.*" for kind in KINDS)
        self._live = LiveSubscription(bus, *subjects)
        self._bus = bus
        self._catalog = catalog
        self._on_market = on_market
        self._newest: dict[str, bytes] = {}
        self._arrived = asyncio.Event()
        self._complaints = 0

    async def run(self) -> None:
        """Read until cancelled; the bus may be away."""
        await self._bus.ready()
        await self._live.start()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read(), name="prices-read")
            tasks.create_task(self._apply(), name="prices-apply")

    async def _read(self) -> None:
        async for message in self._live:
            if isinstance(message, Dropped):
                self.dropped += sum(message.counts.values())
                continue
            if message.subject in self._newest:
                self.conflated += 1
            self._newest[message.subject] = message.payload
            self._arrived.set()

    async def _apply(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            newest, self._newest = self._newest, {}
            for subject, payload in newest.items():
                try:
                    await self._take(subject, payload)
                except (TradewireError, DecodeError) as error:
                    self._complain(subject, str(error))
            # Batches that come without a pause must not starve the calls.
            await asyncio.sleep(0)

    async def _take(self, subject: str, payload: bytes) -> None:
        message = event_pb2.MarketDataEvent.FromString(payload)
        if message.instrument not in self._catalog.by_id:
            await self._catalog.look_up(parse(subject).instrument)
        events = market_from_wire(message, self._catalog.by_id)
        if events:
            self._on_market(events[-1])

    def _complain(self, subject: str, error: str) -> None:
        self._complaints += 1
        if self._complaints <= COMPLAINTS_MAX:
            _log.warning("price left out", subject=subject, error=error)
