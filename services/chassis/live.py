"""Live market data by core subscription: a bounded queue that says what it had to drop.

A reader that cannot keep up must not make the feed wait, and must not be fed ever older data
either. So the oldest messages are dropped, and in their place the reader gets a ``Dropped`` with
the number per subject. Nothing is ever missing silently.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.chassis.bus import Bus

QUEUE_MAX = 4096
"""Messages waiting for a reader. At 50 batches a second and a hundred instruments nearly a
second's worth: older live data is of no use, and 4096 batches are a few MB."""


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """One live message as it was sent."""

    subject: str
    payload: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Messages that the reader will not get, between those before and those after.

    Attributes:
        counts: how many, by subject.
        disconnected: the connection was lost in between, so more may be missing: nobody counts
            what is sent to a reader that is away.
    """

    counts: Mapping[str, int]
    disconnected: bool = False


class LiveSubscription:
    """Reads subjects live. ``async for`` over it after ``start``."""

    def __init__(self, bus: Bus, *subjects: str, queue_max: int = QUEUE_MAX) -> None:
        self.dropped = 0
        """Messages dropped since the start."""
        self._bus = bus
        self._subjects = subjects
        self._queue_max = queue_max
        self._queue: deque[LiveMessage] = deque()
        self._missing: dict[str, int] = {}
        self._disconnected = False
        self._started = False
        self._closed = False
        self._arrived = asyncio.Event()
        self._subscriptions: list[Subscription] = []
        bus.on_connect(self._reconnected)

    @property
    def waiting(self) -> int:
        """Messages that its reader has not taken yet."""
        return len(self._queue)

    @property
    def waiting_max(self) -> int:
        """How many may wait before the oldest are dropped."""
        return self._queue_max

    async def start(self) -> None:
        """Subscribe; messages sent from now on are read."""
        for subject in self._subjects:
            self._subscriptions.append(
                await self._bus.subscribe(subject, self._receive, on_overflow=self._drop)
            )
        # The server must know of the subscription before anybody relies on it.
        await self._bus.client.flush()
        self._started = True

    async def close(self) -> None:
        """Unsubscribe and end the iteration."""
        self._closed = True
        self._bus.off_connect(self._reconnected)
        for subscription in self._subscriptions:
            await self._bus.unsubscribe(subscription)
        self._arrived.set()

    async def __aiter__(self) -> AsyncIterator[LiveMessage | Dropped]:
        while True:
            if self._missing or self._disconnected:
                gap = Dropped(self._missing, self._disconnected)
                self._missing, self._disconnected = {}, False
                yield gap
            elif self._queue:
                yield self._queue.popleft()
            elif self._closed:
                return
            else:
                self._arrived.clear()
                await self._arrived.wait()

    async def _receive(self, message: Msg) -> None:
        if len(self._queue) >= self._queue_max:
            self._drop(self._queue.popleft().subject)
        self._queue.append(LiveMessage(message.subject, message.data, message.headers or {}))
        self._arrived.set()

    def _drop(self, subject: str) -> None:
        self.dropped += 1
        self._missing[subject] = self._missing.get(subject, 0) + 1
        self._arrived.set()

    def _reconnected(self) -> None:
        if self._started:
            self._disconnected = True
            self._arrived.set()
