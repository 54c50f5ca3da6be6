"""A disk that is full for a while: what is recorded stays, what waits is recorded once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.parts import unwritable
from services.chassis.bus import Bus
from services.chassis.failures import BusUnavailableError, StorageInvalidatedError
from services.chassis.nats_server import NatsServer
from services.marketdata.recorder import Recorder
from services.marketdata.spool import Spool
from services.marketdata.store import TickStore
from services.marketdata.ticks import DuckTicks
from tests.free_ports import free_port
from tests.integration.small_disk import SmallDisk, small_disk
from tests.integration.test_bus import event
from tests.integration.test_marketdata_recorder import (
    INSTRUMENT,
    PATIENCE_S,
    recorded,
    running,
    sequences,
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Eight megabytes."""
    with small_disk(tmp_path / "disk", 8) as small:
        yield small


async def test_ticks_wait_for_room_and_are_stored_once(disk: SmallDisk) -> None:
    """Meanwhile the recorder says that the disk is full, and nothing has to be started anew."""
    opened = await DuckTicks.open(disk.path / "ticks.duckdb", log_id="log", memory_mib=128)

    async def open_ticks() -> TickStore:
        return opened

    async with running(open_ticks, disk.path) as (recorder, ticks):
        recorder.offer(recorded(1, 1000))
        await recorder.flush()
        disk.fill()
        for first in range(1001, 9_001, 1000):
            recorder.offer(recorded(first, first + 999))
        async with asyncio.timeout(PATIENCE_S):
            while "disk is full" not in recorder.failure:
                await asyncio.sleep(0.01)
        assert await sequences(ticks.store) == list(range(1, 1001))
        disk.free()
        async with asyncio.timeout(PATIENCE_S):
            await recorder.flush()
        assert recorder.failure == ""
        assert await sequences(ticks.store) == list(range(1, 9_001))
    await opened.close()


async def test_a_store_that_gave_up_ends_its_process_with_all_that_was_committed(
    disk: SmallDisk,
) -> None:
    """DuckDB answers nothing more after a checkpoint without room; a new start finds it all."""
    path = disk.path / "ticks.duckdb"
    ticks = await DuckTicks.open(path, log_id="log", memory_mib=128)
    recorder = Recorder(ticks, Spool.open(disk.path / "spool"), {INSTRUMENT.id: INSTRUMENT})
    # It is written into the file after so much instead of 16 MB.
    ticks._connection.execute("SET checkpoint_threshold = '64KB'")
    task = asyncio.create_task(recorder.run())
    recorder.offer(recorded(1, 500))
    await recorder.flush()
    disk.fill(leave_bytes=300_000)
    last = 500
    while not task.done():
        recorder.offer(recorded(last + 1, last + 500))
        last += 500
        await asyncio.sleep(0.05)
    with pytest.raises(StorageInvalidatedError, match=r"ticks\.duckdb must be opened anew"):
        await task
    await ticks.close()
    disk.free()
    again = await DuckTicks.open(path, log_id="log", memory_mib=128)
    found = await sequences(again)
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= ticks.rows >= 500
    await again.close()


async def test_a_bus_that_could_not_write_says_so_until_it_is_started_anew(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its streams take no message any more, whatever room there is; what they held they keep."""
    monkeypatch.setattr("services.chassis.acks.ACK_S_MAX", 0.5)
    monitor = free_port()
    server = await NatsServer(disk.path / "nats", monitor_port=monitor).start()
    bus = await Bus.open(server.url, name="test")
    await bus.ensure_streams()
    await bus.publish_event(event(1), log_id="log", run_id="run")
    assert await unwritable(monitor, "/healthz") == ""
    disk.fill()
    last = 1
    with pytest.raises(BusUnavailableError, match="no answer"):
        # The last block has some room left.
        while last < 100:
            await bus.publish_event(event(last + 1), log_id="log", run_id="run")
            last += 1
    disk.free()
    assert "no more messages" in await unwritable(monitor, "/healthz")
    await server.stop()
    await server.start()
    await bus.ready()
    assert await bus.last_position(event(1).stream) == ("log", last)
    await bus.publish_event(event(last + 1), log_id="log", run_id="run")
    assert await unwritable(monitor, "/healthz") == ""
    await bus.close()
    await server.kill()
