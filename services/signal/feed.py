"""StreamSignals: one strategy's events from any position, or everybody's from now on."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from services.chassis import subjects
from services.chassis.clock import Clock
from services.chassis.events import Event
from services.chassis.tails import Beat, Tails
from services.signal.absent import strategy_not_found
from services.signal.fleet import Fleet
from tradewire.codec.times import time_to_wire
from tradewire.signal.v1 import event_pb2, signal_requests_pb2
from tradewire.types.v1 import stream_pb2

HEARTBEAT_S = 15.0
"""Where the request names none; the contract's default."""

QUEUE_MAX = 256
"""Events between the strategies' readers and the call. They wait when it is full: the log
is the queue, this only joins them."""

Answer = signal_requests_pb2.StreamSignalsResponse


class SignalFeed:
    """Reads the log for callers."""

    def __init__(self, tails: Tails, fleet: Fleet, clock: Clock) -> None:
        """Follow the streams of ``fleet``'s strategies."""
        self._tails = tails
        self._fleet = fleet
        self._clock = clock

    async def follow(
        self, request: signal_requests_pb2.StreamSignalsRequest
    ) -> AsyncIterator[Answer]:
        """The answers of one call.

        Raises:
            NotFoundError: there is no such strategy.
            LogChangedError: the position is of another log.
        """
        asked = request.heartbeat_interval
        heartbeat_s = asked.seconds + asked.nanos / 1e9 or HEARTBEAT_S
        one = self._one(request, heartbeat_s) if request.strategy else self._all(heartbeat_s)
        # Closed here and not by the collector, or its readers would read on for nobody.
        async with aclosing(one) as answers:
            async for answer in answers:
                yield answer

    async def _one(
        self, request: signal_requests_pb2.StreamSignalsRequest, heartbeat_s: float
    ) -> AsyncGenerator[Answer, None]:
        strategy = request.strategy
        if strategy not in self._fleet.seats:
            raise strategy_not_found(strategy)
        stream = subjects.signals(strategy)
        after = await self._tails.start_of(stream, request.log_id, request.resume_after_sequence)
        async for item in self._tails.follow(stream, after, heartbeat_s):
            yield self._answer(strategy, item)

    async def _all(self, heartbeat_s: float) -> AsyncGenerator[Answer, None]:
        """Every strategy's events, and those of strategies created meanwhile."""
        joined: asyncio.Queue[Answer] = asyncio.Queue(QUEUE_MAX)
        readers: set[asyncio.Task[None]] = set()
        gather = asyncio.create_task(self._gather(joined, readers, heartbeat_s))
        try:
            while True:
                try:
                    async with asyncio.timeout(heartbeat_s):
                        answer = await joined.get()
                except TimeoutError:
                    time = time_to_wire(self._clock.now_ns())
                    answer = Answer(heartbeat=stream_pb2.Heartbeat(time=time))
                yield answer
                _raise_first(readers | {gather})
        finally:
            for task in (gather, *readers):
                task.cancel()

    async def _gather(
        self, joined: asyncio.Queue[Answer], readers: set[asyncio.Task[None]], heartbeat_s: float
    ) -> None:
        known: set[str] = set()
        first = True
        while True:
            created = self._fleet.created
            for strategy in sorted(set(self._fleet.seats) - known):
                known.add(strategy)
                stream = subjects.signals(strategy)
                # What was created meanwhile is new from its first event on.
                after = await self._tails.start_of(stream, "", 0) if first else 0
                readers.add(asyncio.create_task(self._read(joined, strategy, after, heartbeat_s)))
            first = False
            await created.wait()

    async def _read(
        self, joined: asyncio.Queue[Answer], strategy: str, after: int, heartbeat_s: float
    ) -> None:
        stream = subjects.signals(strategy)
        async for item in self._tails.follow(stream, after, heartbeat_s):
            if isinstance(item, Event):
                await joined.put(self._answer(strategy, item))

    def _answer(self, strategy: str, item: Event | Beat) -> Answer:
        if isinstance(item, Event):
            event = event_pb2.SignalEvent.FromString(item.payload)
            return Answer(event=event, strategy=strategy)
        position = stream_pb2.StreamPosition(log_id=self._tails.log_id, sequence=item.seq)
        time = time_to_wire(self._clock.now_ns())
        beat = stream_pb2.Heartbeat(time=time, position=position)
        return Answer(heartbeat=beat, strategy=strategy)


def _raise_first(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        if task.done() and not task.cancelled():
            task.result()
