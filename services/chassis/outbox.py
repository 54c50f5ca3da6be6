"""Publishes an owner's log: straight after each commit, and again whatever the bus lost.

The outbox is no table. Every stream has a cursor, "published up to", beside its head; what lies
between is still to be published. An event goes out from memory right after its commit. Whatever
does not go that way, because the bus was away, the process died in between or the bus came back
empty, goes out by a scan of the log. Both send in the order of the sequence; a consumer tells
repeats and gaps by it.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from services.chassis import carried
from services.chassis.acks import Ack
from services.chassis.bus import Backoff, Bus, doubling_backoff, event_headers
from services.chassis.events import (
    RANGE_MAX,
    Event,
    StreamState,
    first_seq_since,
    read_range,
    set_published,
    stream_states,
    unwatch_appends,
    watch_appends,
)
from services.chassis.failures import BusUnavailableError, StorageError
from services.chassis.storage import Store
from services.chassis.subjects import PREFIX, STREAMS, parse
from tradewire.errors import ExhaustedError

T = TypeVar("T")

log = logging.getLogger("tradewire.outbox")

UNACKED_MAX = 1024
"""Events of one outbox in flight. Beyond it they wait in the log and go out by a scan, so a slow
bus costs neither memory nor the writers' time."""

SWEEP_S = 2.0
"""How often the log is compared with what was sent: finds events whose writer did not announce
them, and costs one small read."""

CURSOR_S = 0.2
"""How long a cursor may lag: one commit for all streams five times a second at most, against a
few events published twice after a crash, which JetStream or the consumer drops."""


class Outbox:
    """The publisher of one owner's log. ``write`` through it; ``run`` it as a task."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        *,
        log_id: str,
        now_ns: Callable[[], int],
        run_id: str | None = None,
        backoff: Backoff = doubling_backoff,
    ) -> None:
        """Describe a publisher.

        Args:
            store: of the owner, with the chassis's tables.
            bus: where to publish.
            log_id: the id of the owner's log.
            now_ns: the clock that ``recorded_ns`` is taken from, Unix nanoseconds.
            run_id: of a replay, prefix of the bus's message ids; None for the log's id.
            backoff: seconds before each further attempt after a failure.
        """
        self.on_appended: Callable[[Sequence[Event]], None] | None = None
        """Told of what a commit appended, in the order of the commits."""
        self.published = 0
        """Events acknowledged by the bus, repeats included."""
        self.rebuilt = 0
        """Streams that were sent again because the bus had lost them."""
        self._store = store
        self._bus = bus
        self._log_id = log_id
        self._run_id = log_id if run_id is None else run_id
        self._now_ns = now_ns
        self._backoff = backoff
        self._lanes: dict[str, _Lane] = {}
        # Of each stream of the bus: the last event written, and the cursor of the start.
        self._heads: dict[str, int] = {}
        self._cursors: dict[str, int] = {}
        self._generation = 0
        self._unacked = 0
        self._wake = asyncio.Event()
        self._acked = asyncio.Event()
        bus.on_connect(self._wake.set)

    @property
    def backlog(self) -> int:
        """Events written that the bus has not acknowledged."""
        return sum(head - self._acked_up_to(stream) for stream, head in list(self._heads.items()))

    async def write(self, transaction: Callable[[Connection], T]) -> T:
        """Commit the transaction, publish what it appended, return its result.

        Publishing never fails a write: the log is the truth, and the scan sends what is missing.

        Raises:
            StorageError: nothing was committed (see ``Store.write``).
        """
        appended: list[Event] = []

        def noted(connection: Connection) -> T:
            nonlocal appended
            appended = watch_appends(connection)
            try:
                return transaction(connection)
            finally:
                unwatch_appends(connection)

        result = await self._store.write(noted)
        if appended:
            if self.on_appended is not None:
                self.on_appended(appended)
            await self._publish(appended)
        return result

    async def run(self) -> None:
        """Publish until cancelled; failures of bus and database are waited out."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._scan(), name="outbox-scan")
            tasks.create_task(self._keep_cursors(), name="outbox-cursors")

    async def flush(self) -> None:
        """Wait until everything committed before this call is acknowledged by the bus.

        Needs ``run`` beside it, and a bus; bound it with ``asyncio.timeout``.
        """
        states = await self._store.read(stream_states)
        heads = {state.stream: state.head for state in states if on_the_bus(state.stream)}
        while any(self._acked_up_to(stream) < seq for stream, seq in heads.items()):
            self._acked.clear()
            self._wake.set()
            await self._acked.wait()
        await self._store_cursors()

    async def republish(self, stream: str, after_seq: int, up_to_seq: int) -> int:
        """Send a range again, known to the bus or not: an operator's command for old ranges.

        Returns:
            How many events were sent and acknowledged.

        Raises:
            BusUnavailableError: the bus did not take one; what came before it was sent.
        """
        sent = 0
        while events := await self._read(stream, after_seq + sent, up_to_seq):
            for event in events:
                headers = event_headers(event, self._log_id, run_id=None)
                await (await self._bus.send(stream, event.payload, headers))
                sent += 1
        return sent

    # -- straight after the commit -----------------------------------------------------------

    async def _publish(self, events: Iterable[Event]) -> None:
        for event in events:
            if event.stream in self._heads or on_the_bus(event.stream):
                self._heads[event.stream] = event.seq
            lane = self._lanes.get(event.stream)
            if lane is None and event.seq == 1 and self._verified and on_the_bus(event.stream):
                lane = self._lanes[event.stream] = _Lane(event.stream, 0)
            if lane is None or lane.sent != event.seq - 1 or not self._may_send_on(lane):
                # Something before it is still to be sent, so the scan sends both in order.
                self._wake.set()
                continue
            await self._send(lane, event)

    @property
    def _verified(self) -> bool:
        """Whether the bus of this connection has been compared with the cursors."""
        return self._generation == self._bus.generation and self._bus.connected

    async def _send(self, lane: "_Lane", event: Event) -> None:
        lane.sent = event.seq
        # JetStream remembers the ids of messages that it has lost, and would drop them unread.
        run_id = None if event.seq in lane.lost else self._run_id
        headers = event_headers(event, self._log_id, run_id)
        # A stream that the bus has lost is sent again whole; its orders' traces are long complete.
        span = None if run_id is None else carried.sending(event)
        try:
            future = await self._bus.send(event.stream, event.payload, headers)
        except (BusUnavailableError, ExhaustedError) as error:
            carried.not_sent(span, error)
            lane.fail()
            self._wake.set()
            return
        lane.unacked[event.seq] = None
        self._unacked += 1
        epoch = lane.epoch
        future.add_done_callback(lambda done: self._answered(lane, epoch, event.seq, done))
        if span is not None:
            future.add_done_callback(partial(carried.answered, span))

    def _answered(self, lane: "_Lane", epoch: int, seq: int, future: asyncio.Future[Ack]) -> None:
        self._unacked -= 1
        failed = future.cancelled() or future.exception() is not None
        if lane.epoch != epoch:
            return
        if failed:
            lane.fail()
            self._wake.set()
            return
        self.published += 1
        lane.unacked.pop(seq, None)
        self._acked.set()
        # Only on the way down from a full window: a scan after each acknowledgement would read the
        # database while the next order waits for it.
        if self._unacked == UNACKED_MAX // 2:
            self._wake.set()

    def _acked_up_to(self, stream: str) -> int:
        lane = self._lanes.get(stream)
        return self._cursors.get(stream, 0) if lane is None else lane.acked

    # -- by a scan of the log ----------------------------------------------------------------

    async def _scan(self) -> None:
        attempt = 0
        await self._look()
        while True:
            await self._bus.ready()
            self._wake.clear()
            try:
                if not self._verified:
                    await self._verify()
                await self._catch_up()
                failed = any(lane.failed for lane in self._lanes.values())
            except (BusUnavailableError, ExhaustedError, StorageError) as error:
                log.warning("publishing waits: %s", error)
                failed = True
            if failed:
                attempt += 1
                # The bus may have lost a stream: compare again before sending again.
                self._generation = 0
                await asyncio.sleep(self._backoff(attempt))
                continue
            attempt = 0
            try:
                async with asyncio.timeout(SWEEP_S):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _look(self) -> None:
        """Note how far the streams are, so that the backlog is known without a bus too."""
        try:
            states = await self._store.read(stream_states)
        except StorageError as error:
            log.warning("the backlog is not known yet: %s", error)
            return
        for state in states:
            if on_the_bus(state.stream):
                self._heads.setdefault(state.stream, state.head)
                self._cursors[state.stream] = state.published

    async def _verify(self) -> None:
        """Compare the bus with the cursors; go back where it has less than it acknowledged."""
        generation = self._bus.generation
        await self._bus.ensure_streams()
        states = await self._store.read(stream_states)
        lanes: dict[str, _Lane] = {}
        for state in states:
            if on_the_bus(state.stream):
                old = self._lanes.get(state.stream)
                lane = await self._compare(state)
                lane.epoch = 0 if old is None else old.epoch + 1
                lanes[state.stream] = lane
        self._lanes = lanes
        self._generation = generation

    async def _compare(self, state: StreamState) -> "_Lane":
        """Where a stream's publishing goes on: at its cursor, or where the bus ends before it."""
        found = await self._bus.last_position(state.stream)
        on_bus = found[1] if found is not None and found[0] == self._log_id else 0
        start = state.published
        if on_bus < state.published:
            start = min(start, max(on_bus, await self._expired(state)))
        if start < state.published:
            log.warning(
                "the bus has %s up to %d of %d published; sending it again from %d",
                state.stream,
                on_bus,
                state.published,
                start + 1,
            )
            self.rebuilt += 1
            await self._store.write(
                lambda connection: set_published(connection, state.stream, start)
            )
        return _Lane(state.stream, start, lost=range(on_bus + 1, state.published + 1))

    async def _expired(self, state: StreamState) -> int:
        """The last sequence that the stream's age limit would discard at once."""
        stream = parse(state.stream).rule.stream
        age_s = next(rule.age_s_max for rule in STREAMS if rule.name == stream)
        since_ns = self._now_ns() - age_s * 1_000_000_000
        first = await self._store.read(
            lambda connection: first_seq_since(connection, state.stream, since_ns)
        )
        return state.head if first is None else first - 1

    async def _catch_up(self) -> None:
        for state in await self._store.read(stream_states):
            if not on_the_bus(state.stream):
                continue
            lane = self._lanes.setdefault(state.stream, _Lane(state.stream, state.published))
            while lane.sent < state.head and self._may_send_on(lane):
                # Events committed meanwhile may go out by themselves between two reads here.
                events = await self._read(lane.stream, lane.sent, state.head)
                for event in events:
                    if event.seq == lane.sent + 1 and self._may_send_on(lane):
                        await self._send(lane, event)

    def _may_send_on(self, lane: "_Lane") -> bool:
        return self._verified and self._unacked < UNACKED_MAX and not lane.failed

    async def _read(self, stream: str, after_seq: int, up_to_seq: int) -> list[Event]:
        return await self._store.read(
            lambda connection: read_range(
                connection, stream, after_seq, limit=RANGE_MAX, up_to_seq=up_to_seq
            )
        )

    # -- cursors -----------------------------------------------------------------------------

    async def _keep_cursors(self) -> None:
        while True:
            await asyncio.sleep(CURSOR_S)
            try:
                await self._store_cursors()
            except StorageError as error:
                # The events are on the bus; only a restart would send them again.
                log.warning("published cursors wait: %s", error)

    async def _store_cursors(self) -> None:
        moved = {lane: lane.acked for lane in self._lanes.values() if lane.acked > lane.stored}
        # While the bus is compared with the cursors, only that comparison may move them.
        if not moved or not self._verified:
            return

        def store(connection: Connection) -> None:
            for lane, seq in moved.items():
                set_published(connection, lane.stream, seq)

        await self._store.write(store)
        for lane, seq in moved.items():
            lane.stored = seq


class _Lane:
    """What is known of one stream's publishing: sent, still unanswered, and stored cursor."""

    def __init__(self, stream: str, published: int, lost: range = range(0)) -> None:
        self.stream = stream
        # Acknowledged once, and gone when the bus was last compared.
        self.lost = lost
        self.sent = published
        self.stored = published
        self.failed = False
        # Rises when sending begins anew, so that late answers are not counted.
        self.epoch = 0
        # In the order of the sequence, so the first key is the oldest.
        self.unacked: dict[int, None] = {}

    @property
    def acked(self) -> int:
        """Everything up to here is acknowledged."""
        return next(iter(self.unacked)) - 1 if self.unacked else self.sent

    def fail(self) -> None:
        """Something was not taken: everything after the acknowledged is to be sent again."""
        self.sent = self.acked if self.unacked else self.sent - 1
        self.unacked.clear()
        self.failed = True
        self.epoch += 1


def on_the_bus(stream: str) -> bool:
    """Whether the stream is a bus subject that JetStream keeps; others are the owner's own."""
    return stream.startswith(f"{PREFIX}.") and parse(stream).rule.stream is not None
