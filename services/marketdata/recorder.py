"""Writes what was published into the tick store, off the way of those who publish.

A bounded queue lies between. Many batches share a commit, for a commit costs two milliseconds
and a row a few microseconds. When the queue is full a tape is held; a live feed cannot be held,
so its batches wait in a file.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.failures import (
    StorageFaultError,
    StorageFullError,
    StorageInvalidatedError,
    StorageUnavailableError,
)
from services.marketdata.spool import Spool
from services.marketdata.store import Cursor, Lost, Origin, Rows, StreamKey, TickStore, key_of
from tradewire.codec.market import market_from_wire
from tradewire.instruments import Instrument
from tradewire.marketdata.v1 import event_pb2

ROWS_QUEUED_MAX = 100_000
"""Half a second of the busiest feed, some 30 MB of objects. Beyond it the store is too slow, and
memory would hide that from whoever can hold the feed."""

COMMIT_ROWS = 20_000
"""From here on larger commits are no faster a row, and a reader waits longer for them."""

COMMIT_S = 0.25
"""How long a row may wait for its commit while few come. Readers who must not miss one ask for
a flush, so this is only what a crash of the process can lose of a live feed's record."""

SPOOLED_BATCHES_READ = 200
"""Batches taken from the file at once: some thousand rows."""

# A disk that is full may be emptied and a lock given back; damage does not heal.
_MAY_PASS = (StorageFullError, StorageUnavailableError, StorageFaultError)

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was published at once: rows and gaps, and the source's cursor after them.

    ``payloads`` are the rows as they were published, for the spool; empty where a full queue
    holds the source.
    """

    rows: Sequence[Rows] = ()
    lost: Sequence[Lost] = ()
    cursor: Cursor | None = None
    payloads: Sequence[bytes] = ()

    @property
    def count(self) -> int:
        """Rows in it; one at least, so that a queue of gaps is bounded too."""
        return max(1, sum(len(rows.events) for rows in self.rows))


class Recorder:
    """The queue before a tick store. ``run`` it as a task.

    Args:
        store: where rows go.
        spool: where they wait when the queue is full and the source cannot be held.
        instruments: of every feed, by id: what the spool's batches are read with.
    """

    def __init__(
        self, store: TickStore, spool: Spool, instruments: Mapping[str, Instrument]
    ) -> None:
        self.dropped = 0
        """Rows that found no room even on disk: gaps in the record, published all the same."""
        self.failure = ""
        """What keeps the store from taking rows; empty while it takes them."""
        self._store = store
        self._spool = spool
        self._instruments = instruments
        self._queue: deque[Recorded] = deque()
        self._rows = 0
        self._taken = self._done = 0
        # Streams whose rows found no room: from the first to the last of them nothing is kept.
        self._lost: dict[StreamKey, Lost] = {}
        self._arrived = asyncio.Event()
        self._hurry = asyncio.Event()
        self._committed = asyncio.Event()

    @property
    def spooled(self) -> int:
        """Batches that wait on disk."""
        return self._spool.count

    @property
    def spooled_bytes(self) -> int:
        """What they take there."""
        return self._spool.size

    @property
    def spooled_bytes_max(self) -> int:
        """What they may take at most."""
        return self._spool.bytes_max

    @property
    def waiting(self) -> int:
        """Rows that wait in memory."""
        return self._rows

    async def put(self, recorded: Recorded) -> None:
        """Have it written; waits while the queue is full: for sources that can be held."""
        while self._rows >= ROWS_QUEUED_MAX:
            self._hurry.set()
            await self._next_commit()
        self._enqueue(recorded)

    def offer(self, recorded: Recorded) -> None:
        """Have it written without waiting: what the queue cannot take goes to disk."""
        if not self._behind and self._rows < ROWS_QUEUED_MAX:
            self._enqueue(recorded)
            return
        for rows, payload in zip(recorded.rows, recorded.payloads, strict=True):
            # After the first that found no room all are left out, or they would be out of order.
            if self._lost or not self._spool.push(payload):
                self._drop(rows)
        self._arrived.set()

    async def flush(self) -> None:
        """Return when all that was put before is stored, on disk waiting rows included."""
        target = self._taken
        while self._done < target or self._behind:
            self._hurry.set()
            await self._next_commit()

    def keep(self) -> None:
        """Move what waits in memory to disk once ``run`` has ended; the next process stores it.

        What is stored after all, since its answer was still to come, is there once all the same:
        the store drops what it has. A tape's rows have no payload, for the tape brings them again.
        """
        batches = [
            (rows, payload)
            for recorded in self._queue
            for rows, payload in zip(recorded.rows, recorded.payloads, strict=False)
        ]
        kept = self._spool.put_first([payload for _, payload in batches])
        for rows, _ in batches[kept:]:
            self._drop(rows)
        self._queue.clear()
        self._rows = 0

    async def run(self) -> None:
        """Write until cancelled; a store that cannot take rows is tried again.

        Raises:
            StorageError: it will never take them: the process must end.
        """
        while True:
            await self._wait()
            if self._queue:
                await self._write_queue()
            elif not self._spool.empty:
                await self._write_spool()
            else:
                lost, self._lost = [*self._lost.values()], {}
                await self._append((), lost, None)
            self._wake()

    @property
    def _behind(self) -> bool:
        """Whether rows wait on disk, or gaps for those that found no room there."""
        return not self._spool.empty or bool(self._lost)

    async def _wait(self) -> None:
        """Return when there is something to write, and a while for more to join it is over."""
        while not self._queue and not self._behind:
            self._arrived.clear()
            await self._arrived.wait()
        if self._rows < COMMIT_ROWS and not self._behind:
            try:
                async with asyncio.timeout(COMMIT_S):
                    await self._hurry.wait()
            except TimeoutError:
                pass
        self._hurry.clear()

    def _enqueue(self, recorded: Recorded) -> None:
        self._queue.append(recorded)
        self._taken += 1
        self._rows += recorded.count
        self._arrived.set()
        if self._rows >= COMMIT_ROWS:
            self._hurry.set()

    async def _next_commit(self) -> None:
        await self._committed.wait()

    def _wake(self) -> None:
        committed, self._committed = self._committed, asyncio.Event()
        committed.set()

    async def _write_queue(self) -> None:
        batch: list[Recorded] = []
        count = 0
        for recorded in self._queue:
            batch.append(recorded)
            count += recorded.count
            if count >= COMMIT_ROWS:
                break
        rows = [rows for recorded in batch for rows in recorded.rows]
        lost = [gap for recorded in batch for gap in recorded.lost]
        cursors = [recorded.cursor for recorded in batch if recorded.cursor is not None]
        await self._append(rows, lost, cursors[-1] if cursors else None)
        # Not before: what is not stored at the end is kept.
        for _ in batch:
            self._queue.popleft()
        self._rows -= count
        self._done += len(batch)

    async def _write_spool(self) -> None:
        payloads, position = self._spool.peek(SPOOLED_BATCHES_READ)
        rows = []
        for payload in payloads:
            message = event_pb2.MarketDataEvent.FromString(payload)
            events = market_from_wire(message, self._instruments)
            origin = Origin(message.batch.feed, message.batch.feed_kind)
            rows.append(Rows(key_of(events[0]), origin, events))
        await self._append(rows, [], None)
        self._spool.drop(position, len(payloads))

    async def _append(
        self, rows: Sequence[Rows], lost: Sequence[Lost], cursor: Cursor | None
    ) -> None:
        attempt = 0
        while True:
            try:
                await self._store.append(rows, lost, cursor)
            except StorageInvalidatedError as error:
                self.failure = error.message
                raise
            except _MAY_PASS as error:
                attempt += 1
                self.failure = error.message
                _log.warning("the tick store takes no rows; trying again", error=error.message)
                await asyncio.sleep(doubling_backoff(attempt))
            else:
                self.failure = ""
                return

    def _drop(self, rows: Rows) -> None:
        """No room anywhere: the rows become a gap of the record."""
        self.dropped += len(rows.events)
        before = self._lost.get(rows.key)
        first = rows.events[0].sequence if before is None else before.first
        self._lost[rows.key] = Lost(rows.key, first, rows.events[-1].sequence, "expired")
