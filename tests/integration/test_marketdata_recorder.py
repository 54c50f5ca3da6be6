"""The recorder before a real tick store: nothing lost, all in order, nobody kept waiting."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from services.chassis.failures import (
    StorageCorruptError,
    StorageFullError,
    StorageUnavailableError,
)
from services.chassis.subjects import MarketData
from services.marketdata import recorder as module
from services.marketdata.instruments import shipped_instruments
from services.marketdata.recorder import Recorded, Recorder
from services.marketdata.spool import Spool
from services.marketdata.store import Cursor, Lost, Origin, Rows, Span, StreamKey, TickStore
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.market import Trade
from tradewire.marketdata.v1.feed_kind_pb2 import FEED_KIND_LIVE
from tradewire.orders import Side

INSTRUMENT = shipped_instruments().get("BTC-USDT.SIM")
KEY = StreamKey(INSTRUMENT.id, MarketData.TRADES)
ORIGIN = Origin("live", FEED_KIND_LIVE)
# Long beside what anything here takes on a busy machine, so that only a fault reaches it.
PATIENCE_S = 60.0


OpenTicks = Callable[[], Awaitable[TickStore]]


class SlowTicks:
    """A real tick store that can be held, and fails when it is told to."""

    def __init__(self, store: TickStore) -> None:
        self.store = store
        self.failures: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.appends = 0

    async def append(
        self, rows: Sequence[Rows], lost: Sequence[Lost] = (), cursor: Cursor | None = None
    ) -> None:
        await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.appends += 1
        await self.store.append(rows, lost, cursor)


def recorded(first: int, last: int) -> Recorded:
    """Trades of these sequences, as a live feed publishes them."""
    trades = [
        Trade(INSTRUMENT, 100, 1, Side.BUY, f"{number}", 0, number, number)
        for number in range(first, last + 1)
    ]
    (message,) = market_to_wire(BatchStamp("log", "live", FEED_KIND_LIVE), trades)
    return Recorded([Rows(KEY, ORIGIN, trades)], payloads=[message.SerializeToString()])


@asynccontextmanager
async def running(
    open_ticks: OpenTicks, path: Path, *, bytes_max: int = 1 << 20, orderly: bool = False
) -> AsyncIterator[tuple[Recorder, SlowTicks]]:
    """A recorder at work on a store; at the end it is cut off as by a crash, or stopped."""
    ticks = SlowTicks(await open_ticks())
    spool = Spool.open(path / "spool", bytes_max=bytes_max)
    # It writes, and asks for nothing.
    recorder = Recorder(cast("TickStore", ticks), spool, {INSTRUMENT.id: INSTRUMENT})
    task = asyncio.create_task(recorder.run())
    try:
        yield recorder, ticks
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if orderly:
            recorder.keep()
        spool.close()


async def sequences(ticks: TickStore) -> list[int]:
    return [row.event.sequence for row in await ticks.read(Span(INSTRUMENT, KEY.type))]


async def test_many_small_batches_share_a_commit(open_ticks: OpenTicks, tmp_path: Path) -> None:
    """A commit costs two milliseconds, so a hundred ticks a second must not be a hundred."""
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        for number in range(1, 101):
            await recorder.put(recorded(number, number))
        await recorder.flush()
        assert await sequences(ticks.store) == list(range(1, 101))
        assert ticks.appends <= 2


async def test_what_waits_is_stored_without_a_flush(open_ticks: OpenTicks, tmp_path: Path) -> None:
    """A quiet market's last tick does not wait for the next."""
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        await recorder.put(recorded(1, 1))
        async with asyncio.timeout(PATIENCE_S):
            while await sequences(ticks.store) != [1]:
                await asyncio.sleep(0.02)


async def test_a_full_queue_holds_a_source_that_can_be_held(
    open_ticks: OpenTicks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded, and a tape loses nothing by waiting."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", 10)
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        ticks.gate.clear()
        await recorder.put(recorded(1, 5))
        await recorder.put(recorded(6, 10))
        held = asyncio.create_task(recorder.put(recorded(11, 15)))
        await asyncio.sleep(0.05)
        assert not held.done()
        ticks.gate.set()
        await held
        await recorder.flush()
        assert await sequences(ticks.store) == list(range(1, 16))


async def test_a_full_queue_sends_live_rows_to_disk_and_back_in_order(
    open_ticks: OpenTicks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed is never held, and its record is whole."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", 10)
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        ticks.gate.clear()
        for first in range(1, 100, 5):
            recorder.offer(recorded(first, first + 4))
        assert recorder.spooled > 0
        ticks.gate.set()
        await recorder.flush()
        recorder.offer(recorded(101, 105))
        await recorder.flush()
        assert await sequences(ticks.store) == list(range(1, 106))
        assert (recorder.spooled, recorder.dropped) == (0, 0)


async def test_what_a_crash_left_on_disk_is_stored_at_the_next_start(
    open_ticks: OpenTicks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of the memory's queue are lost; those of the file are not."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", 5)
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        await recorder.put(recorded(1, 5))
        await recorder.flush()
        ticks.gate.clear()
        recorder.offer(recorded(6, 10))
        recorder.offer(recorded(11, 15))
        assert recorder.spooled == 1
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        await recorder.flush()
        assert await sequences(ticks.store) == [1, 2, 3, 4, 5, 11, 12, 13, 14, 15]
        assert await ticks.store.lost(KEY, 0, 100) == [Lost(KEY, 6, 10, "crash")]


async def test_what_waits_at_an_orderly_stop_is_stored_at_the_next_start(
    open_ticks: OpenTicks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that is away then costs no row: neither what was tried nor what waited behind it."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", 10)
    async with running(open_ticks, tmp_path, orderly=True) as (recorder, ticks):
        recorder.offer(recorded(1, 5))
        await recorder.flush()
        ticks.failures = [StorageUnavailableError("away") for _ in range(1000)]
        recorder.offer(recorded(6, 10))
        async with asyncio.timeout(PATIENCE_S):
            while not recorder.failure:
                await asyncio.sleep(0.01)
        for first in range(11, 30, 5):
            recorder.offer(recorded(first, first + 4))
        assert recorder.spooled == 3
    async with running(open_ticks, tmp_path, orderly=True) as (recorder, ticks):
        await recorder.flush()
        assert await sequences(ticks.store) == list(range(1, 31))
        assert await ticks.store.lost(KEY, 0, 100) == []
        assert recorder.spooled_bytes == 0


async def test_rows_that_find_no_room_anywhere_become_a_gap(
    open_ticks: OpenTicks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record says what it lacks; what came before and after is there."""
    monkeypatch.setattr(module, "ROWS_QUEUED_MAX", 5)
    size = len(recorded(6, 10).payloads[0]) + 4
    async with running(open_ticks, tmp_path, bytes_max=size) as (recorder, ticks):
        ticks.gate.clear()
        for first in (1, 6, 11, 16):
            recorder.offer(recorded(first, first + 4))
        assert recorder.dropped == 10
        ticks.gate.set()
        await recorder.flush()
        recorder.offer(recorded(21, 25))
        await recorder.flush()
        assert await sequences(ticks.store) == [*range(1, 11), *range(21, 26)]
        assert await ticks.store.lost(KEY, 0, 100) == [Lost(KEY, 11, 20, "expired")]


async def test_a_store_that_is_full_is_tried_again(open_ticks: OpenTicks, tmp_path: Path) -> None:
    """Whoever frees the disk loses nothing, and sees meanwhile what is wrong."""
    async with running(open_ticks, tmp_path) as (recorder, ticks):
        ticks.failures = [StorageFullError("no room") for _ in range(2)]
        await recorder.put(recorded(1, 5))
        async with asyncio.timeout(PATIENCE_S):
            while not recorder.failure:
                await asyncio.sleep(0.01)
        assert recorder.failure == "no room"
        await recorder.flush()
        assert recorder.failure == ""
        assert await sequences(ticks.store) == [1, 2, 3, 4, 5]


async def test_a_store_that_is_damaged_ends_the_recorder(
    open_ticks: OpenTicks, tmp_path: Path
) -> None:
    """Trying again would not mend it: the process has to end and say so."""
    ticks = SlowTicks(await open_ticks())
    ticks.failures = [StorageCorruptError("damaged")]
    spool = Spool.open(tmp_path / "spool")
    recorder = Recorder(cast("TickStore", ticks), spool, {})
    await recorder.put(recorded(1, 5))
    with pytest.raises(StorageCorruptError, match="damaged"):
        await recorder.run()
    spool.close()
