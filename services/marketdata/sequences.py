"""Sequences of market data: out of blocks that are reserved durably ahead of their use.

A tick is too quick for a commit of its own. What a crash leaves unused of a block becomes a gap
marker; a feed that ends in order gives the rest back by saying where it ended.
"""

from services.chassis.events import reserve_block, reserved
from services.chassis.storage import Store
from services.chassis.subjects import market_data
from services.marketdata.store import StreamKey

BLOCK = 100_000
"""Under a second of the busiest feed: one commit of 0.1 ms in that time; a crash skips no more."""


class Sequences:
    """The next sequence of every stream."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next: dict[StreamKey, int] = {}
        self._reserved: dict[StreamKey, int] = {}

    async def reserved(self, key: StreamKey) -> int:
        """The last sequence of a stream that may have been used; raises StorageError."""
        subject = market_data(key.type, key.instrument)
        return await self._store.read(lambda connection: reserved(connection, subject))

    async def begin_after(self, key: StreamKey, last: int) -> None:
        """Go on after ``last``; raises StorageError."""
        self._reserved[key] = await self.reserved(key)
        self._next[key] = last + 1

    def last(self, key: StreamKey) -> int:
        """The last sequence given out; that before the first where none was."""
        return self._next[key] - 1

    async def take(self, key: StreamKey, count: int) -> int:
        """The first of ``count`` sequences, each given out once; raises StorageError."""
        first = self._next[key]
        self._next[key] = first + count
        if first + count - 1 > self._reserved[key]:
            await self._reserve(key, first + count - 1)
        return first

    async def _reserve(self, key: StreamKey, up_to: int) -> None:
        subject = market_data(key.type, key.instrument)
        count = max(BLOCK, up_to - self._reserved[key])
        block = await self._store.write(
            lambda connection: reserve_block(connection, subject, count)
        )
        self._reserved[key] = block[-1]
