"""A feed: what it is, how it is, and the loop that brings its events at the clock's pace."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import TypeAlias

from sqlalchemy import Connection

from services.chassis import events as log_of_events
from services.chassis.events import NewEvent
from services.chassis.process import Owner
from services.chassis.subjects import MarketData, feeds
from services.marketdata.pacing import Pacer
from services.marketdata.rolling import RollingCandles
from services.marketdata.store import Origin
from services.marketdata.subscribers import TYPE_NUMBERS
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.market import SECOND_NS, Candle, MarketEvent
from tradewire.marketdata.v1 import feed_pb2, feed_requests_pb2

State: TypeAlias = feed_pb2.FeedState.ValueType

EVENTS_AT_ONCE_MAX = 1_000
"""Events published at once while a feed has more than it can send: a batch of this size is at
full speed, and a reader waits some milliseconds for it at most."""

FIGURES_NS = 10 * SECOND_NS
"""The contract's span of a feed's figures: events a second and latency."""

SAMPLES_MAX = 20_000
"""Publications that the figures are taken of: two a millisecond for ten seconds."""

LATENCIES_MIN = 2
"""Quantiles need two values."""

EVENTS_KEPT_MAX = 10_000
"""Events of a feed's stream that the log keeps: a day of figures every ten seconds and then some.
They tell how a feed is, and no money depends on how it was last week."""

DETAIL_MAX = 1_000
"""The contract's bound on a status's detail."""


@dataclass(frozen=True, slots=True)
class FeedCard:
    """What a feed is.

    Attributes:
        origin: its id and kind.
        venue: of its instruments; empty where it could not even begin.
        instruments, types: what it brings.
        source: the tape or seed, for a person.
        speed: of a replay; 0 for others.
    """

    origin: Origin
    venue: str
    instruments: tuple[Instrument, ...]
    types: tuple[MarketData, ...]
    source: str
    speed: float = 0.0


class FeedBoard:
    """How a feed is, told to whoever asks and, when it changes, to the venue's stream."""

    def __init__(self, card: FeedCard, owner: Owner, now_ns: Callable[[], int]) -> None:
        self.card = card
        self.state: State = feed_pb2.FEED_STATE_CONNECTING
        self.detail = ""
        self.spooled = 0
        self.malformed = 0
        self.unsynced: Sequence[str] = ()
        self._owner = owner
        self._now_ns = now_ns
        self._state_ns = now_ns()
        self.events = 0
        """Events brought."""
        self.last_s = 0.0
        """When the last one came, by ``time.monotonic``; 0 before the first."""
        self._last_ns = 0
        self._messages = 0
        # When, how many, and how late in milliseconds (None without a venue's stamp).
        self._samples: deque[tuple[int, int, float | None]] = deque(maxlen=SAMPLES_MAX)

    def count(self, events: Sequence[MarketEvent]) -> None:
        """Note what was published at once."""
        last = events[-1]
        late_ms = None
        if not isinstance(last, Candle) and last.event_ns:
            late_ms = (last.init_ns - last.event_ns) / 1e6
        now_ns = self._now_ns()
        self._last_ns = now_ns
        self.last_s = time.monotonic()
        self.events += len(events)
        self._messages += 1
        self._samples.append((now_ns, len(events), late_ms))

    async def change(self, state: State, detail: str = "") -> None:
        """Change state, and publish it; nothing where it is so already.

        Raises:
            StorageError: it could not be recorded.
        """
        detail = detail[:DETAIL_MAX]
        if (state, detail) == (self.state, self.detail) and self._messages:
            return
        if state != self.state:
            self._state_ns = self._now_ns()
        self.state, self.detail = state, detail
        await self.tell()

    async def tell(self) -> None:
        """Publish the feed as it is now; raises StorageError."""
        venue = self.card.venue
        if not venue:
            return
        stream = feeds(venue)
        now_ns = self._now_ns()
        feed = self.message()

        def append(connection: Connection) -> None:
            sequence = log_of_events.head(connection, stream) + 1
            event = feed_requests_pb2.FeedEvent(
                log_id=self._owner.log_id,
                sequence=sequence,
                event_id=digest("event", self._owner.log_id, stream, str(sequence)),
                venue=venue,
                event_time=time_to_wire(now_ns),
                record_time=time_to_wire(now_ns),
                feed_changed=feed,
            )
            payload = event.SerializeToString()
            new = NewEvent(event.event_id, "FeedChanged", now_ns, now_ns, payload)
            log_of_events.append(connection, stream, new)

        await self._owner.commit(append)

    async def forget(self) -> int:
        """Delete the stream's old events, and say how many; raises StorageError."""
        stream = feeds(self.card.venue) if self.card.venue else ""
        return await self._owner.store.write(
            lambda connection: log_of_events.forget(connection, stream, EVENTS_KEPT_MAX)
        )

    def message(self) -> feed_pb2.Feed:
        """The feed as the contract tells it."""
        card = self.card
        return feed_pb2.Feed(
            feed=card.origin.feed,
            kind=card.origin.kind,
            venue=card.venue,
            instruments=[one.id for one in card.instruments],
            types=[TYPE_NUMBERS[kind] for kind in card.types],
            source=card.source[:500],
            speed=card.speed,
            status=self._status(),
        )

    def _status(self) -> feed_pb2.FeedStatus:
        since_ns = self._now_ns() - FIGURES_NS
        recent = [sample for sample in self._samples if sample[0] > since_ns]
        late_ms = [late for _, _, late in recent if late is not None]
        status = feed_pb2.FeedStatus(
            state=self.state,
            detail=self.detail,
            state_time=time_to_wire(self._state_ns),
            last_message_time=optional_time_to_wire(self._last_ns),
            message_count=self._messages,
            event_count=self.events,
            events_per_second=sum(count for _, count, _ in recent) * SECOND_NS / FIGURES_NS,
            malformed_count=self.malformed,
            spooled_count=self.spooled,
            unsynced_books=self.unsynced,
        )
        if len(late_ms) >= LATENCIES_MIN:
            cuts = quantiles(late_ms, n=100, method="inclusive")
            status.latency_p50_ms, status.latency_p99_ms = cuts[49], cuts[98]
        return status


class PacedRun:
    """Brings events when the run's clock reaches them, and candles when it closes them.

    Args:
        pacer: the clock.
        candles: built on the way.
        emit: takes events in order; called when the clock has reached all of them.
    """

    def __init__(
        self,
        pacer: Pacer,
        candles: RollingCandles,
        emit: Callable[[Sequence[MarketEvent]], Awaitable[None]],
    ) -> None:
        self._pacer = pacer
        self._candles = candles
        self._emit = emit

    async def run(self, batches: Iterable[Sequence[MarketEvent]]) -> None:
        """Emit all of it.

        Raises:
            StorageError: of ``emit``.
        """
        for batch in batches:
            at = 0
            while at < len(batch):
                at = await self._next(batch, at)

    async def _next(self, batch: Sequence[MarketEvent], at: int) -> int:
        """Emit what is due, or wait; gives the place of the next event to emit."""
        now_ns = self._pacer.now_ns()
        due_ns = batch[at].init_ns
        if due_ns > now_ns:
            await self._wait(now_ns, due_ns)
            return at
        end, last = at + 1, min(len(batch), at + EVENTS_AT_ONCE_MAX)
        while end < last and batch[end].init_ns <= now_ns:
            end += 1
        await self._emit(self._candles.take(batch[at:end]))
        # The loop's other work, the answers to readers above all, must not wait for a busy market.
        await asyncio.sleep(0)
        return end

    async def _wait(self, now_ns: int, due_ns: int) -> None:
        """Wait for the next event or candle; close the candles that are due before it."""
        candle_ns = self._candles.next_due_ns()
        if candle_ns is not None and candle_ns <= now_ns:
            await self._emit(self._candles.advance(now_ns))
            return
        await self._pacer.until(due_ns if candle_ns is None else min(due_ns, candle_ns))
