"""Follows an owner's streams: every event handled once, in order, whatever the bus does.

The bus may repeat an event, lose one, or bring them in another order after a fault. The owner's
sequence tells: a repeat is skipped, a gap is fetched from the owner before going on. The position
is stored by the handler in the transaction of its effects, so a crash at any point is either
before both or after both. Events without effects need no transaction of their own: they are
counted by the next one that has effects, or within a second.

All streams of one follower are one owner's: while it cannot be reached to fill a gap the follower
waits, for nothing else of that owner could be filled either.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from nats.aio.msg import Msg
from sqlalchemy import Connection

from services.chassis import carried
from services.chassis.bus import Backoff, Bus, doubling_backoff
from services.chassis.delivery import Delivery
from services.chassis.failures import PoisonedEventError, StorageError
from services.chassis.positions import advance_position, position
from services.chassis.pull import BATCH, Consumer, PullLoop
from services.chassis.storage import Store
from services.chassis.subjects import parse
from tradewire.errors import CorruptDataError, UnavailableError

log = logging.getLogger("tradewire.follower")

ATTEMPTS_MAX = 5
"""Tries of one event before it counts as poisoned. A fault that passes (a deadlock, a peer that
restarts) has passed by then: the pauses between sum up to 0.75 s."""

STREAMS_MAX = 10_000
"""Streams whose position is held in memory, about 200 bytes each; beyond it the oldest entry is
read again from the database when it is needed."""

NOTE_S = 1.0
"""How long the position of events without effects may wait: one small commit a second, against
some events looked at twice after a crash."""

Handler = Callable[[Delivery], Awaitable[None]]
"""Applies one event and calls ``advance_position`` in the same transaction."""


class FetchRange(Protocol):
    """The owner's RPC for a range of its log."""

    async def __call__(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Delivery]:
        """Events after ``after_seq``, in order, up to ``up_to_seq``; it may return fewer.

        Raises:
            UnavailableError: the owner is away; it will be asked again.
        """
        ...


class DeadLetterSink(Protocol):
    """Where an event goes that cannot be handled and may be left out."""

    async def __call__(self, delivery: Delivery, reason: str, attempts: int) -> None:
        """Keep the event with the reason; returns when it is safe."""
        ...


@dataclass(frozen=True, slots=True)
class Halt:
    """A stream that its follower no longer handles, and why.

    Attributes:
        stream: the owner's stream.
        seq: the event that could not be handled; it and all after it wait in the owner's log.
        reason: what its handler raised.
    """

    stream: str
    seq: int
    reason: str


class Follower:
    """Handles the events of one owner's streams, each once and in order.

    Where the table of subjects allows dead letters, an event that cannot be handled is put aside
    and left out. Elsewhere its stream halts and alarms: leaving out an order's event would
    corrupt the account. Other streams go on.
    """

    def __init__(
        self,
        store: Store,
        consumer: Consumer,
        handle: Handler,
        *,
        fetch_range: FetchRange,
        put_aside: DeadLetterSink | None = None,
        on_halt: Callable[[Halt], None] | None = None,
        passes: Callable[[Delivery], bool] | None = None,
        backoff: Backoff = doubling_backoff,
    ) -> None:
        """Describe a follower.

        Args:
            store: of the consuming service, with the chassis's tables.
            consumer: the durable's name, stream and subjects; the name keys the positions.
            handle: applies an event and advances the position; may be called again with the
                same event when it raised.
            fetch_range: asks the owner for what the bus lost.
            put_aside: the dead letters; needed for streams that allow them.
            on_halt: the alarm.
            passes: whether an event has no effect here, so that ``handle`` need not see it; what
                it raises counts as ``handle``'s.
            backoff: seconds before each further attempt.
        """
        self.repeats = 0
        """Events skipped because they had been handled."""
        self.gaps = 0
        """Holes filled from the owner."""
        self.pull: PullLoop | None = None
        """What reads the bus, once it runs."""
        self.buffered_max = BATCH
        """Messages that wait in it at most."""
        self.halts: dict[str, Halt] = {}
        """Streams that wait for an operator, by name."""
        self._store = store
        self._consumer = consumer
        self._handle = handle
        self._fetch_range = fetch_range
        self._put_aside = put_aside
        self._on_halt = on_halt
        self._passes = passes
        self._backoff = backoff
        self._positions: dict[tuple[str, str], int] = {}
        # Where only events without effects followed the stored position: that one.
        self._stored: dict[tuple[str, str], int] = {}
        self._turn = asyncio.Lock()

    async def run(self, bus: Bus) -> None:
        """Follow the bus until cancelled."""
        self.pull = PullLoop(bus, self._consumer, self.receive, backoff=self._backoff)
        if self._passes is None:
            await self.pull.run()
            return
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.pull.run())
            tasks.create_task(self._keep_positions())

    async def receive(self, message: Msg) -> None:
        """Handle one message of the bus; what is no event of ours is logged and left out."""
        try:
            delivery = Delivery.of_message(message)
        except CorruptDataError:
            log.exception("%s leaves out a foreign message", self._consumer.name)
            return
        await self.offer(delivery)

    async def offer(self, delivery: Delivery) -> None:
        """Handle an event, and before it everything of its stream that is missing.

        Returns when the event needs no further delivery: handled, known, put aside, or waiting
        in the owner's log because its stream is halted.
        """
        async with self._turn:
            if delivery.stream in self.halts:
                return
            done = await self._position(delivery.log_id, delivery.stream)
            if delivery.seq <= done:
                self.repeats += 1
                return
            if delivery.seq > done + 1:
                self.gaps += 1
                log.info(
                    "%s fetches %s after %d up to %d from its owner",
                    self._consumer.name,
                    delivery.stream,
                    done,
                    delivery.seq - 1,
                )
                await self._fetch(delivery.log_id, delivery.stream, delivery.seq - 1)
            if delivery.stream not in self.halts:
                await self._apply(delivery)

    async def catch_up(self, log_id: str, heads: Mapping[str, int]) -> None:
        """Handle everything up to the owner's heads, by its RPC alone.

        Call it at start, with the heads that the owner answers: the bus may have lost the very
        last events, and no later one would show the gap.
        """
        for stream, seq in heads.items():
            async with self._turn:
                if stream not in self.halts and await self._position(log_id, stream) < seq:
                    await self._fetch(log_id, stream, seq)

    async def resume(self, log_id: str, stream: str, up_to_seq: int) -> None:
        """Take a halted stream up again, after its cause was mended.

        Args:
            log_id: the owner's log.
            stream: the halted stream.
            up_to_seq: the owner's head of it now.
        """
        async with self._turn:
            self.halts.pop(stream, None)
            self._stored.pop((log_id, stream), None)
            self._positions.pop((log_id, stream), None)
            if await self._position(log_id, stream) < up_to_seq:
                await self._fetch(log_id, stream, up_to_seq)

    async def note(self) -> None:
        """Store how far events without effects have come."""
        async with self._turn:
            await self._note()

    async def _note(self) -> None:
        moved = {key: (after, self._positions[key]) for key, after in self._stored.items()}
        if not moved:
            return
        name = self._consumer.name

        def store(connection: Connection) -> None:
            for (log_id, stream), (after, seq) in moved.items():
                advance_position(connection, name, log_id, stream, seq, after_seq=after)

        try:
            await self._store.write(store)
        except BaseException:
            # Whether it is stored is not known: the database will tell.
            for key in moved:
                del self._positions[key]
            raise
        finally:
            self._stored.clear()

    async def _keep_positions(self) -> None:
        while True:
            await asyncio.sleep(NOTE_S)
            try:
                await self.note()
            except StorageError as error:
                # They are looked at again after a restart, and have no effect then either.
                log.warning("%s could not note its positions: %s", self._consumer.name, error)

    async def _position(self, log_id: str, stream: str) -> int:
        known = self._positions.get((log_id, stream))
        if known is not None:
            return known
        stored = await self._store.read(
            lambda connection: position(connection, self._consumer.name, log_id, stream)
        )
        self._remember(log_id, stream, stored)
        return stored

    def _remember(self, log_id: str, stream: str, seq: int) -> None:
        if (log_id, stream) not in self._positions and len(self._positions) >= STREAMS_MAX:
            oldest = next(iter(self._positions))
            del self._positions[oldest]
            self._stored.pop(oldest, None)
        self._positions[log_id, stream] = seq

    async def _fetch(self, log_id: str, stream: str, up_to_seq: int) -> None:
        """Handle everything after the position up to ``up_to_seq``, asking until it is all there.

        Waits for an owner that is away: without the missing events nothing after them may be
        handled, and the bus keeps them meanwhile.
        """
        attempt = 0
        while (done := await self._position(log_id, stream)) < up_to_seq:
            try:
                fetched = await self._fetch_range(stream, done, up_to_seq)
            except (UnavailableError, TimeoutError) as error:
                attempt += 1
                log.warning("%s waits for the owner of %s: %s", self._consumer.name, stream, error)
                await asyncio.sleep(self._backoff(attempt))
                continue
            problem = _unsound(fetched, log_id, stream, done)
            if problem:
                self._halt(Halt(stream, done + 1, problem))
                return
            attempt = 0
            for delivery in fetched:
                await self._apply(delivery)
                if stream in self.halts:
                    return

    async def _apply(self, delivery: Delivery) -> None:
        reason = ""
        for attempt in range(1, ATTEMPTS_MAX + 1):
            try:
                with carried.processing(delivery, self._consumer.name):
                    await self._handled(delivery)
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                log.warning(
                    "%s cannot handle %s %d, attempt %d: %s",
                    self._consumer.name,
                    delivery.stream,
                    delivery.seq,
                    attempt,
                    reason,
                    exc_info=error,
                )
                if attempt < ATTEMPTS_MAX:
                    await asyncio.sleep(self._backoff(attempt))
                continue
            self._remember(delivery.log_id, delivery.stream, delivery.seq)
            return
        await self._give_up(delivery, reason)

    async def _handled(self, delivery: Delivery) -> None:
        key = delivery.log_id, delivery.stream
        if self._passes is not None and self._passes(delivery):
            self._stored.setdefault(key, self._positions[key])
            return
        await self._handle(replace(delivery, after_seq=self._stored.get(key)))
        self._stored.pop(key, None)

    async def _give_up(self, delivery: Delivery, reason: str) -> None:
        # Whoever takes the stream up again finds the position right before the event.
        await self._note()
        if not parse(delivery.stream).rule.dead_letters or self._put_aside is None:
            self._halt(Halt(delivery.stream, delivery.seq, reason))
            return
        await self._put_aside(delivery, reason, ATTEMPTS_MAX)
        await self._store.write(lambda connection: advance(connection, self._consumer, delivery))
        self._remember(delivery.log_id, delivery.stream, delivery.seq)

    def _halt(self, halt: Halt) -> None:
        self.halts[halt.stream] = halt
        log.error(
            "%s halts %s at %d: %s; mend the cause, then resume it",
            self._consumer.name,
            halt.stream,
            halt.seq,
            halt.reason,
        )
        if self._on_halt is not None:
            self._on_halt(halt)


def _unsound(fetched: Sequence[Delivery], log_id: str, stream: str, after_seq: int) -> str:
    """What is wrong with an owner's answer, empty when it continues the stream."""
    if not fetched:
        return f"the owner has nothing after {after_seq}, though later events were delivered"
    for expected, delivery in enumerate(fetched, after_seq + 1):
        if delivery.log_id != log_id:
            return f"the owner's log is {delivery.log_id} now, not {log_id}"
        if delivery.stream != stream or delivery.seq != expected:
            return f"the owner sent {delivery.stream} {delivery.seq} instead of {stream} {expected}"
    return ""


def advance(connection: Connection, consumer: Consumer, delivery: Delivery) -> None:
    """Store that the delivery is handled; for handlers, inside the write of their effects.

    Raises:
        PositionRefusedError: it does not follow the stored position.
    """
    advance_position(
        connection,
        consumer.name,
        delivery.log_id,
        delivery.stream,
        delivery.seq,
        after_seq=delivery.after_seq,
    )


def in_transaction(
    write: Callable[[Callable[[Connection], None]], Awaitable[None]],
    consumer: Consumer,
    apply: Callable[[Connection, Delivery], None],
) -> Handler:
    """A handler of one transaction: ``apply`` and the position commit together.

    Args:
        write: ``store.write``, or ``outbox.write`` where ``apply`` appends events.
        consumer: whose position it is.
        apply: the effects of one event.
    """

    async def handle(delivery: Delivery) -> None:
        def transaction(connection: Connection) -> None:
            advance(connection, consumer, delivery)
            apply(connection, delivery)

        await write(transaction)

    return handle


def poisoned(halt: Halt) -> PoisonedEventError:
    """The error that answers calls about a halted stream."""
    return PoisonedEventError(
        f"{halt.stream} is halted at {halt.seq}: {halt.reason}; mend the cause, then resume it",
        metadata={"stream": halt.stream, "seq": str(halt.seq)},
    )
