"""Readers of live market data in this process: each with a bounded queue that says what it lost.

A batch is built once and the same message handed to every reader of its stream.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping

from services.chassis.subjects import MarketData
from services.marketdata.store import StreamKey
from tradewire.codec.enums import INTERVAL
from tradewire.errors import ExhaustedError
from tradewire.market import Interval
from tradewire.marketdata.v1 import event_pb2, market_stream_pb2
from tradewire.types.v1 import stream_pb2

EVENTS_WAITING_MAX = 10_000
"""The contract's promise: a reader this far behind gets a gap. Some seconds of a busy market."""

SUBSCRIBERS_MAX = 1_000
"""Each holds up to 10,000 events; a thousand screens are read through a gateway."""

TYPE_NUMBERS: Mapping[MarketData, event_pb2.MarketDataType.ValueType] = {
    kind: event_pb2.MarketDataType.Value(f"MARKET_DATA_TYPE_{kind.name}") for kind in MarketData
}
"""The contract's number of each type."""

TYPE_NAMES = {number: kind for kind, number in TYPE_NUMBERS.items()}
"""The type of each of the contract's numbers."""

Response = market_stream_pb2.StreamMarketDataResponse


class Subscriber:
    """One reader of some streams. Made by ``Subscribers.add``; ``close`` it at the end.

    Args:
        log_id: the owner's log.
        intervals: the candles it wants.
        waiting_max: events that may wait for it.
    """

    def __init__(
        self, log_id: str, intervals: Iterable[Interval] = (), waiting_max: int = EVENTS_WAITING_MAX
    ) -> None:
        self.lost = 0
        """Events that it was too slow for."""
        self._log_id = log_id
        self._intervals = {INTERVAL.numbers[interval] for interval in intervals}
        self._waiting_max = waiting_max
        self._queue: deque[Response] = deque()
        self._waiting = 0
        self._gaps: dict[StreamKey, tuple[int, int]] = {}
        self._arrived = asyncio.Event()

    def wants(self, message: event_pb2.MarketDataEvent) -> bool:
        """Whether a batch of one of its streams is of a length that it asked for."""
        if message.batch.WhichOneof("columns") != "candles":
            return True
        return message.batch.candles.interval in self._intervals

    def push(self, response: Response) -> None:
        """Add a batch; when too many wait, all that wait become gaps."""
        event = response.event
        count = event.last_sequence - event.first_sequence + 1
        if self._waiting + count > self._waiting_max and self._queue:
            for waiting in self._queue:
                self._lose(waiting.event)
            self._queue.clear()
            self._waiting = 0
        self._queue.append(response)
        self._waiting += count
        self._arrived.set()

    async def next(self, timeout_s: float) -> Response | None:
        """The next batch or gap; None when nothing came in time."""
        if not self._queue and not self._gaps:
            self._arrived.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._arrived.wait()
            except TimeoutError:
                return None
        if self._gaps:
            key = next(iter(self._gaps))
            return gap_response(self._log_id, key, *self._gaps.pop(key), "slow_reader")
        response = self._queue.popleft()
        self._waiting -= response.event.last_sequence - response.event.first_sequence + 1
        return response

    def _lose(self, event: event_pb2.MarketDataEvent) -> None:
        key = StreamKey(event.instrument, TYPE_NAMES[event.type])
        first, _ = self._gaps.get(key, (event.first_sequence, 0))
        self._gaps[key] = first, event.last_sequence
        self.lost += event.last_sequence - event.first_sequence + 1


class Subscribers:
    """All readers, by stream."""

    def __init__(self, log_id: str) -> None:
        self._log_id = log_id
        self._by_key: dict[StreamKey, dict[Subscriber, None]] = {}
        self.count = 0
        self._lost = 0

    @property
    def lost(self) -> int:
        """Events that readers were too slow for, of those that are gone too."""
        readers = {reader for each in list(self._by_key.values()) for reader in list(each)}
        return self._lost + sum(reader.lost for reader in readers)

    def add(self, keys: Iterable[StreamKey], intervals: Iterable[Interval] = ()) -> Subscriber:
        """A reader of these streams from now on.

        Raises:
            ExhaustedError: a thousand are there already.
        """
        if self.count >= SUBSCRIBERS_MAX:
            raise ExhaustedError(
                f"{SUBSCRIBERS_MAX} readers follow market data already; close some",
                retry_after_ms=1_000,
            )
        subscriber = Subscriber(self._log_id, intervals)
        for key in keys:
            self._by_key.setdefault(key, {})[subscriber] = None
        self.count += 1
        return subscriber

    def remove(self, keys: Iterable[StreamKey], subscriber: Subscriber) -> None:
        """End a reader."""
        for key in keys:
            self._by_key.get(key, {}).pop(subscriber, None)
        self._lost += subscriber.lost
        self.count -= 1

    def push(self, key: StreamKey, message: event_pb2.MarketDataEvent) -> None:
        """Hand a batch or gap to every reader of its stream."""
        readers = self._by_key.get(key)
        if not readers:
            return
        response = event_response(message)
        for reader in readers:
            if reader.wants(message):
                reader.push(response)


def event_response(message: event_pb2.MarketDataEvent) -> Response:
    """The stream's message of a batch or gap."""
    position = stream_pb2.StreamPosition(log_id=message.log_id, sequence=message.last_sequence)
    return Response(event=message, position=position)


def gap_event(
    log_id: str, key: StreamKey, first: int, last: int, cause: str
) -> event_pb2.MarketDataEvent:
    """The envelope of sequences that no event will have."""
    return event_pb2.MarketDataEvent(
        log_id=log_id,
        instrument=key.instrument,
        type=TYPE_NUMBERS[key.type],
        first_sequence=first,
        last_sequence=last,
        gap=stream_pb2.Gap(from_sequence=first, to_sequence=last, cause=cause),
    )


def gap_response(log_id: str, key: StreamKey, first: int, last: int, cause: str) -> Response:
    """The stream's message of a gap."""
    return event_response(gap_event(log_id, key, first, last, cause))
