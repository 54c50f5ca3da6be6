"""The signal service as a process: killed between signals, and stopped in order."""

import asyncio
import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from services.chassis import subjects
from services.chassis.bus import Bus
from services.chassis.orphans import dying_with_parent
from services.chassis.schema import migrate_databases
from services.chassis.subjects import MarketData, market_data
from tests.free_ports import free_port
from tests.signal_world import BTC, SignalWorld, candle, signal_world
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.marketdata.v1 import feed_kind_pb2
from tradewire.signal.v1 import event_pb2

pytestmark = pytest.mark.mesh

CANDLES = 40
# Killed after so many of them, at whatever point it is then.
KILLED_AFTER = (7, 19, 28)


async def test_a_process_killed_between_signals_gives_none_twice(tmp_path: Path) -> None:
    """Over three kill -9 ids and ordinals stay unique and dense, and the state goes on."""
    async with signal_world(tmp_path) as (world, _):
        database = tmp_path / "data" / "signal.db"
        database.parent.mkdir()
        await migrate_databases({"signal": f"sqlite:///{database}"})
        environ = _environ(world, database)
        bus = await Bus.open(world.nats_url, name="feed")
        process = await _start(environ)
        try:
            for index in range(1, CANDLES + 1):
                await _publish(bus, index)
                await asyncio.sleep(0.02)
                if index in KILLED_AFTER:
                    process.kill()
                    await process.wait()
                    process = await _start(environ)
            given = await _signals_after(bus, database)
            process.terminate()
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            await bus.close()
    ordinals = [signal.signal.ordinal for signal in given]
    assert ordinals == list(range(1, len(given) + 1))
    assert len({signal.signal.signal for signal in given}) == len(given)
    counted = [signal.signal.evidence.indicators[0].value for signal in given]
    # One signal for each candle that was counted, so a doubled or lost one would show.
    assert counted == [float(ordinal) for ordinal in ordinals]
    assert len(given) >= len(KILLED_AFTER)


def _environ(world: SignalWorld, database: Path) -> dict[str, str]:
    """What tells the process of its database, its peers and the strategy it runs."""
    strategy = {
        "strategy": "each",
        "source": f"{world.file}:Each",
        "instruments": [BTC.id],
    }
    return {
        **os.environ,
        "TRADEWIRE_DATA_DIR": str(database.parent),
        "TRADEWIRE_NATS_URL": world.nats_url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": world.settings.addresses.marketdata,
        "TRADEWIRE_ADDRESSES__SIGNAL": f"127.0.0.1:{free_port()}",
        "TRADEWIRE_ADDRESSES__EXECUTION": f"127.0.0.1:{free_port()}",
        "TRADEWIRE_SIGNAL__METRICS": f"127.0.0.1:{free_port()}",
        "TRADEWIRE_SIGNAL__STRATEGIES": json.dumps([strategy]),
    }


async def _start(environ: dict[str, str]) -> asyncio.subprocess.Process:
    """A process whose strategy runs."""
    process = await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-m", "services.signal"),
        env=environ,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if b"strategy warmed" in line:
            break
    else:
        raise AssertionError("the service ended before its strategy ran")
    # Read on, or the pipe fills and the process waits for it.
    _readers.append(asyncio.create_task(process.stderr.read()))
    return process


_readers: list[asyncio.Task[bytes]] = []


async def _publish(bus: Bus, index: int) -> None:
    stamp = BatchStamp("md", "test", feed_kind_pb2.FEED_KIND_SIMULATED, published_ns=1)
    (message,) = market_to_wire(stamp, [candle(index)])
    subject = market_data(MarketData.CANDLES, BTC.id)
    await bus.publish_live(subject, message.SerializeToString())


async def _signals_after(bus: Bus, database: Path) -> list[event_pb2.SignalEvent]:
    """What the log holds once a last candle was handled."""
    await _publish(bus, CANDLES + 1)
    while True:
        given = await asyncio.to_thread(_read, database)
        if given and given[-1].signal.evidence.tick.sequence == CANDLES + 1:
            return given
        await asyncio.sleep(0.1)


def _read(database: Path) -> list[event_pb2.SignalEvent]:
    """The signals of the log, read beside the running service."""
    # The store itself admits one process alone.
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        query = "SELECT payload FROM events WHERE stream = ? AND type = 'SignalGiven' ORDER BY seq"
        rows = connection.execute(query, (subjects.signals("each"),)).fetchall()
    finally:
        connection.close()
    return [event_pb2.SignalEvent.FromString(payload) for (payload,) in rows]
