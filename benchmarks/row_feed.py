"""A feed at full speed to store and bus in one process, against DuckDB alone."""

import asyncio
import gc
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.bus import bus_and_folder, owner_store
from benchmarks.results import Check, Result
from benchmarks.timing import rates_in_turns
from services.chassis.bus import Bus
from services.chassis.clock import WallClock
from services.chassis.process import GARBAGE
from services.marketdata.feed import EVENTS_AT_ONCE_MAX
from services.marketdata.instruments import shipped_instruments
from services.marketdata.latest import Latest
from services.marketdata.publisher import Publisher
from services.marketdata.recorder import ROWS_QUEUED_MAX, Recorder
from services.marketdata.sequences import Sequences
from services.marketdata.spool import Spool
from services.marketdata.store import TYPES, Origin, StreamKey
from services.marketdata.subscribers import Subscribers
from services.marketdata.ticks import DuckTicks
from tradewire.market import MarketEvent, Quote
from tradewire.marketdata.v1 import feed_kind_pb2

TICKS = 600_000
TICKS_QUICK = 200_000
TURNS = 3
TICKS_A_SECOND_MIN = 150_000
PAUSE_S = 0.002
LOG = "benchmark"

Batches = list[list[MarketEvent]]


async def measure(*, quick: bool) -> Result:
    """Rows a second of either, in turns; every tick must be stored and none dropped."""
    made = batches(TICKS_QUICK if quick else TICKS)
    # As a service's process does at its start: the ticks made beforehand are no garbage.
    gc.set_threshold(*GARBAGE)
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        async with bus_and_folder() as (bus, _):
            runs = iter(range(100))

            async def floor() -> float:
                return duckdb_alone(Path(name) / f"floor{next(runs)}.duckdb", made)

            async def ours() -> float:
                folder = Path(name) / f"ours{next(runs)}"
                folder.mkdir()
                return await feed(folder, bus, made)

            rates = await rates_in_turns(TURNS, floor, ours)
    check = Check("ticks/s", round(rates[1]), TICKS_A_SECOND_MIN, "higher")
    return Result({"ticks/s": round(rates[0])}, {"ticks/s": round(rates[1])}, (check,))


def batches(ticks: int) -> Batches:
    """Quotes as a feed brings them, a thousand at once."""
    instrument = shipped_instruments().get("BTC-USDT.BINANCE")
    quotes = (
        Quote(instrument, 6_000_000 + n % 90, 100 + n, 6_000_100 + n % 90, 100, n, n, n, 0)
        for n in range(ticks)
    )
    return list(iter(lambda: list(islice(quotes, EVENTS_AT_ONCE_MAX)), []))


def duckdb_alone(path: Path, made: Batches) -> float:
    """Rows a second: the same columns, a transaction a batch."""
    connection = duckdb.connect(str(path), config={"threads": 1})
    names = [f"c{n}" for n in range(8)]
    columns = ", ".join(f"{name} BIGINT" for name in names)
    connection.execute(f"CREATE TABLE ticks (instrument VARCHAR, {columns})")
    began_s = time.perf_counter()
    for batch in made:
        values: Sequence[Sequence[int]] = [*zip(*(event[1:] for event in batch), strict=True)]
        arrays = [pa.array(column, pa.int64()) for column in values]
        ids = pa.array([event.instrument.id for event in batch], pa.string())
        connection.register("batch", pa.Table.from_arrays([ids, *arrays], ["instrument", *names]))
        connection.execute("INSERT INTO ticks BY NAME FROM batch")
    taken_s = time.perf_counter() - began_s
    connection.close()
    return sum(map(len, made)) / taken_s


async def feed(folder: Path, bus: Bus, made: Batches) -> float:
    """Ticks a second through publisher and recorder, until all of them are stored."""
    owner = await owner_store(folder / "marketdata.db")
    store = await DuckTicks.open(folder / "marketdata.duckdb", log_id=LOG, memory_mib=256)
    instrument = made[0][0].instrument
    recorder = Recorder(store, Spool.open(folder / "spool"), {instrument.id: instrument})
    sequences = Sequences(owner)
    key = StreamKey("BTC-USDT.BINANCE", TYPES[Quote])
    await sequences.begin_after(key, 0)
    publisher = Publisher(
        Origin("bench", feed_kind_pb2.FEED_KIND_REPLAY),
        LOG,
        bus,
        sequences,
        recorder,
        Subscribers(LOG),
        Latest(),
        wall_ns=WallClock().now_ns,
    )
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(recorder.run())
        dropped, began_s = bus.dropped, time.perf_counter()
        for batch in made:
            # No faster than the store: what a full queue spools to disk is another measurement.
            while recorder.waiting > ROWS_QUEUED_MAX - EVENTS_AT_ONCE_MAX:  # noqa: ASYNC110 - polled.
                await asyncio.sleep(PAUSE_S)
            await publisher.publish(batch)
            await asyncio.sleep(0)
        await recorder.flush()
        await bus.client.flush()
        taken_s = time.perf_counter() - began_s
        writing.cancel()
    stored = await store.head(key)
    await store.close()
    await owner.close()
    ticks = sum(map(len, made))
    if stored != ticks or bus.dropped != dropped:
        raise SystemExit(f"{stored} of {ticks} ticks stored, {bus.dropped - dropped} dropped")
    return ticks / taken_s
