"""Following a stream of the own log: the past by range reads, the present as it is committed.

The log itself is the queue. A slow reader holds no memory of ours; it reads the table at its own
pace, and a reader that reconnects says where it stands and misses nothing. One that keeps up gets
what was just committed from memory: a read a commit and reader would delay the next order.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from services.chassis.events import RANGE_MAX, Event, head, oldest, read_range
from services.chassis.failures import LogChangedError, position_without_log
from services.chassis.storage import Store
from tradewire.errors import ExhaustedError, OutOfRangeError

FOLLOWERS_MAX = 1_000
"""Readers at a time: each costs a small read a commit, and a thousand dashboards are a fault."""


RECENT_MAX = 64
"""Events of a stream kept for readers that keep up: several commits of the busiest. At about 1 KB
each they are nothing."""

STREAMS_RECENT_MAX = 64
"""Streams of which some are kept, the ones written last: with the above 4 MB at most."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Nothing happened for a heartbeat's time; ``seq`` is the last sequence delivered."""

    seq: int


class Tails:
    """Wakes the followers of a log's streams. One per owner; ``wake`` after every commit."""

    def __init__(self, store: Store, log_id: str) -> None:
        self.log_id = log_id
        self.followers = 0
        self._store = store
        self._committed = asyncio.Event()
        # Of each stream its newest events, without a hole between them.
        self._recent: OrderedDict[str, deque[Event]] = OrderedDict()

    def wake(self, appended: Sequence[Event] = ()) -> None:
        """Something was committed, these events among it: let every follower look."""
        for event in appended:
            self._keep(event)
        committed, self._committed = self._committed, asyncio.Event()
        committed.set()

    async def start_of(self, stream: str, log_id: str, after_seq: int) -> int:
        """Where a reader begins: after its position, or, naming neither, after the head.

        Raises:
            InvalidArgumentError: a position of no log: its reader would miss what came since.
            LogChangedError: the position is of another log, or beyond this one's end.
            OutOfRangeError: what comes after the position is no longer kept.
        """

        def read_ends(connection: Connection) -> tuple[int, int]:
            return oldest(connection, stream), head(connection, stream)

        first, newest = await self._store.read(read_ends)
        if not log_id:
            if after_seq:
                raise position_without_log(after_seq)
            return newest
        if log_id != self.log_id or after_seq > newest:
            raise LogChangedError(
                f"position {after_seq} of log {log_id[:64]} is none of {stream} in log "
                f"{self.log_id}, which ends at {newest}; read the state anew and follow from there",
                reason="LOG_CHANGED",
                metadata={"log_id": self.log_id, "head": str(newest)},
            )
        _check_kept(stream, after_seq, first)
        return after_seq

    async def follow(
        self, stream: str, after_seq: int, heartbeat_s: float
    ) -> AsyncIterator[Event | Beat]:
        """Every event after ``after_seq`` in order, and a beat after each silence.

        Raises:
            ExhaustedError: a thousand followers are there already.
            OutOfRangeError: the reader was so slow that what it wants is no longer kept.
        """
        if self.followers >= FOLLOWERS_MAX:
            raise ExhaustedError(
                f"{FOLLOWERS_MAX} readers follow this service's streams already; close some",
                retry_after_ms=1_000,
            )
        self.followers += 1
        try:
            async for item in self._follow(stream, after_seq, heartbeat_s):
                yield item
        finally:
            self.followers -= 1

    async def _follow(
        self, stream: str, after_seq: int, heartbeat_s: float
    ) -> AsyncIterator[Event | Beat]:
        seq = after_seq

        def read_next(connection: Connection) -> list[Event]:
            return read_range(connection, stream, seq)

        while True:
            # Taken before the read: a commit in between sets it, and the next read sees it.
            committed = self._committed
            found = self._at_hand(stream, seq) or await self._store.read(read_next)
            _check_kept(stream, seq, found[0].seq if found else 0)
            for event in found:
                yield event
                seq = event.seq
            if len(found) == RANGE_MAX:
                continue
            try:
                async with asyncio.timeout(heartbeat_s):
                    await committed.wait()
            except TimeoutError:
                yield Beat(seq)

    def _keep(self, event: Event) -> None:
        kept = self._recent.get(event.stream)
        if kept is None or kept[-1].seq != event.seq - 1:
            # What lies between was not told of, so readers find it in the log.
            self._recent[event.stream] = deque((event,), RECENT_MAX)
        else:
            kept.append(event)
        self._recent.move_to_end(event.stream)
        if len(self._recent) > STREAMS_RECENT_MAX:
            self._recent.popitem(last=False)

    def _at_hand(self, stream: str, seq: int) -> list[Event]:
        """What follows ``seq``, where memory has it without a hole; else nothing."""
        kept = self._recent.get(stream)
        if kept is None or not kept[0].seq <= seq + 1 <= kept[-1].seq:
            return []
        return [event for event in kept if event.seq > seq]


def _check_kept(stream: str, after_seq: int, first: int) -> None:
    """Refuse to go on after a position when the events from there on were deleted."""
    if after_seq + 1 < first:
        raise OutOfRangeError(
            f"{stream} is kept from {first} on, and {after_seq} is before; read the state anew and"
            " follow from there",
            reason="POSITION_TOO_OLD",
            metadata={"oldest": str(first)},
        )
