"""Numbers, stamps and publishes events: to the bus, to readers in this process, to the recorder.

The record never waits for the bus, nor the bus for the disk. A batch is encoded once.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from services.chassis.bus import Bus
from services.chassis.failures import BusUnavailableError
from services.chassis.kv import Values
from services.chassis.subjects import market_data
from services.marketdata.latest import Latest
from services.marketdata.messages import is_simulated, quote_message
from services.marketdata.recorder import Recorded, Recorder
from services.marketdata.sequences import Sequences
from services.marketdata.store import (
    TYPES,
    Lost,
    Origin,
    Rows,
    StreamKey,
)
from services.marketdata.subscribers import Subscribers, gap_event
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.market import Candle, MarketEvent
from tradewire.marketdata.v1 import event_pb2

QUOTES_S = 0.1
"""How often the latest quotes are offered to the bus's bucket: ten times a second is what a person
sees move, and a reader of every quote subscribes."""


class Publisher:
    """One feed's way out. Not for several feeds of one stream: a stream has one writer.

    Args:
        origin: the feed that the events come by.
        log_id: the owner's log.
        wall_ns: the machine's clock, for the stamp of publication.
    """

    def __init__(
        self,
        origin: Origin,
        log_id: str,
        bus: Bus,
        sequences: Sequences,
        recorder: Recorder,
        subscribers: Subscribers,
        latest: Latest,
        *,
        wall_ns: Callable[[], int],
    ) -> None:
        self.events = 0
        """Events published."""
        self._origin = origin
        self._log_id = log_id
        self._bus = bus
        self._sequences = sequences
        self._recorder = recorder
        self._subscribers = subscribers
        self._latest = latest
        self._wall_ns = wall_ns

    async def publish(self, events: Sequence[MarketEvent]) -> None:
        """Publish events in their order.

        Raises:
            StorageError: no sequences could be reserved; the process must end.
        """
        rows, payloads = await self._send(events, self._wall_ns())
        self.events += len(events)
        self._recorder.offer(Recorded(rows, payloads=payloads))

    async def record(self, events: Sequence[MarketEvent]) -> None:
        """Number and store history, which is not published: readers ask for it."""
        rows = [await self._numbered(group) for group in groups(events)]
        for group in rows:
            self._latest.take(group)
        await self._recorder.put(Recorded(rows))

    async def lose(self, lost: Sequence[Lost]) -> None:
        """Publish and store that no events will have these sequences."""
        for gap in lost:
            message = gap_event(self._log_id, gap.key, gap.first, gap.last, gap.cause)
            await self._spread(gap.key, message, message.SerializeToString())
        await self._recorder.put(Recorded(lost=lost))

    async def _send(
        self, events: Sequence[MarketEvent], published_ns: int
    ) -> tuple[list[Rows], list[bytes]]:
        stamp = BatchStamp(self._log_id, self._origin.feed, self._origin.kind, published_ns)
        sent: list[Rows] = []
        payloads: list[bytes] = []
        for group in groups(events):
            rows = await self._numbered(group)
            self._latest.take(rows)
            start = 0
            for message in market_to_wire(stamp, rows.events):
                size = message.last_sequence - message.first_sequence + 1
                part = rows.events[start : start + size]
                start += size
                payload = message.SerializeToString()
                await self._spread(rows.key, message, payload)
                sent.append(Rows(rows.key, rows.origin, part))
                payloads.append(payload)
        return sent, payloads

    async def _numbered(self, group: Sequence[MarketEvent]) -> Rows:
        kind = type(group[0])
        key = StreamKey(group[0].instrument.id, TYPES[kind])
        first = await self._sequences.take(key, len(group))
        # The sequence is the last field of every event; this is four times as fast as _replace.
        numbered: list[MarketEvent] = [
            tuple.__new__(kind, (*event[:-1], number))
            for event, number in zip(group, count(first), strict=False)
        ]
        return Rows(key, self._origin, numbered)

    async def _spread(
        self, key: StreamKey, message: event_pb2.MarketDataEvent, payload: bytes
    ) -> None:
        await self._bus.publish_live(market_data(key.type, key.instrument), payload)
        self._subscribers.push(key, message)


def groups(events: Iterable[MarketEvent]) -> list[list[MarketEvent]]:
    """The events of each instrument and type together, in order of each one's first.

    Candles stay where they are: all ticks before a candle's close are published before it, and
    none after.
    """
    done: list[list[MarketEvent]] = []
    open_groups: dict[tuple[str, type], list[MarketEvent]] = {}
    of_candles = False
    for event in events:
        kind = type(event)
        if (kind is Candle) is not of_candles:
            of_candles = not of_candles
            done += open_groups.values()
            open_groups = {}
        key = event.instrument.id, kind
        group = open_groups.get(key)
        if group is None:
            open_groups[key] = [event]
        else:
            group.append(event)
    return [*done, *open_groups.values()]


class QuoteBoard:
    """Keeps the bus's bucket of latest quotes. ``run`` it as a task."""

    def __init__(self, latest: Latest, values: Values) -> None:
        self._latest = latest
        self._values = values

    async def run(self) -> None:
        """Offer what changed, ten times a second, until cancelled."""
        while True:
            await asyncio.sleep(QUOTES_S)
            changed, self._latest.changed = self._latest.changed, {}
            for instrument in changed:
                quote = self._latest.quotes[instrument]
                simulated = is_simulated(self._latest.origins[instrument])
                symbol, venue = quote.instrument.symbol, quote.instrument.venue
                value = quote_message(quote, simulated=simulated).SerializeToString()
                try:
                    await self._values.offer(f"{venue}.{symbol}", value)
                except BusUnavailableError:
                    # The next quote brings the value.
                    break
