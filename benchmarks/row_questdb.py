"""Rows through the recorder into QuestDB, against its own client alone at the same batch size."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from questdb import Protocol, Sender

from benchmarks.results import Check, Result
from benchmarks.row_feed import Batches, batches
from benchmarks.timing import rates_in_turns
from console.ports import Ports
from services.chassis import java, quest_server
from services.chassis.orphans import dying_with_parent
from services.chassis.quest_server import QuestServer
from services.chassis.quest_url import QuestUrl
from services.chassis.subjects import MarketData
from services.marketdata.quest_reader import QuestReader
from services.marketdata.quest_schema import TABLES, TICKS
from services.marketdata.quest_ticks import QuestTicks
from services.marketdata.recorder import COMMIT_ROWS, Recorded, Recorder
from services.marketdata.rows import HEAD, LAYOUTS
from services.marketdata.spool import Spool
from services.marketdata.store import Origin, Rows, key_of
from tradewire.errors import UnavailableError
from tradewire.market import MarketEvent
from tradewire.marketdata.v1 import feed_kind_pb2

ROWS = 600_000
ROWS_QUICK = 200_000
TURNS = 3
RATIO_MIN = 0.70
START_S_MAX = 60.0
LOOK_S = 0.1
LOG = "benchmark"
ORIGIN = Origin("bench", feed_kind_pb2.FEED_KIND_REPLAY)
QUOTES = TICKS[MarketData.QUOTES]


async def measure(*, quick: bool) -> Result:
    """Rows a second of either, in turns; every row must be stored."""
    # The publisher numbers what a feed brings; here that is done beforehand.
    made = [
        [event._replace(sequence=event.init_ns + 1) for event in batch]
        for batch in batches(ROWS_QUICK if quick else ROWS)
    ]
    with tempfile.TemporaryDirectory() as name:
        async with server(Path(name) / "quest") as url:
            runs = iter(range(100))

            async def floor() -> float:
                return await client_alone(url, made)

            async def ours() -> float:
                return await recorded(url, Path(name) / f"spool{next(runs)}", made)

            rates = await rates_in_turns(TURNS, floor, ours)
    ratio = Check("of the client's rows/s", round(rates[1] / rates[0], 2), RATIO_MIN, "higher")
    return Result({"rows/s": round(rates[0])}, {"rows/s": round(rates[1])}, (ratio,))


@asynccontextmanager
async def server(root: Path) -> AsyncIterator[QuestUrl]:
    """A QuestDB on free ports of loopback, gone after."""
    jar = await quest_server.server_jar("leave this row out")
    ports = Ports().take({"http": (), "pg": (), "health": ()})
    quest = QuestServer(java.java(), jar, root, ports["http"], ports["pg"], ports["health"])
    quest.prepare()
    process = await asyncio.create_subprocess_exec(
        *dying_with_parent(*quest.command),
        env=quest.environ,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    url = QuestUrl.parse(quest.url)
    try:
        async with asyncio.timeout(START_S_MAX):
            while True:
                try:
                    await url.version()
                    break
                except UnavailableError:
                    await asyncio.sleep(LOOK_S)
        yield url
    finally:
        process.kill()
        await process.wait()


async def client_alone(url: QuestUrl, made: Batches) -> float:
    """Rows a second: the same columns and table, a flush a batch of the recorder's size."""
    await ask(url, f"DROP TABLE IF EXISTS {QUOTES.name}", QUOTES.definition)
    events = [event for batch in made for event in batch]
    taken_s = await asyncio.to_thread(_send, url, events)
    await _stored(url, len(events))
    return len(events) / taken_s


def _send(url: QuestUrl, events: list[MarketEvent]) -> float:
    names = [name for name, _ in HEAD] + list(LAYOUTS[MarketData.QUOTES].names)
    with Sender(Protocol.Http, url.host, url.port, auto_flush=False) as sender:
        began_s = time.perf_counter()
        for first in range(0, len(events), COMMIT_ROWS):
            batch = events[first : first + COMMIT_ROWS]
            count = len(batch)
            instruments, *values, sequences = zip(*batch, strict=True)
            columns = [
                pa.array([one.id for one in instruments], pa.string()),
                pa.array([ORIGIN.feed] * count, pa.string()),
                pa.array([int(ORIGIN.kind)] * count, pa.int64()),
                pa.array(sequences, pa.int64()),
                *(pa.array(column, pa.int64()) for column in values[:-1]),
                pa.array(values[-1], pa.timestamp("ns")),
            ]
            frame = pa.table(columns, names).to_pandas(types_mapper=pd.ArrowDtype)
            sender.dataframe(frame, table_name=QUOTES.name, symbols=QUOTES.symbols, at=QUOTES.time)
            sender.flush()
        return time.perf_counter() - began_s


async def recorded(url: QuestUrl, spool: Path, made: Batches) -> float:
    """Rows a second through the recorder, which holds the source while its queue is full."""
    await ask(url, *(f"DROP TABLE IF EXISTS {table.name}" for table in TABLES))
    store = await QuestTicks.open(url, log_id=LOG)
    instrument = made[0][0].instrument
    recorder = Recorder(store, Spool.open(spool), {instrument.id: instrument})
    writing = asyncio.create_task(recorder.run())
    key = key_of(made[0][0])
    began_s = time.perf_counter()
    for batch in made:
        await recorder.put(Recorded([Rows(key, ORIGIN, batch)]))
    await recorder.flush()
    taken_s = time.perf_counter() - began_s
    writing.cancel()
    rows = sum(map(len, made))
    await _stored(url, rows)
    await store.close()
    return rows / taken_s


async def _stored(url: QuestUrl, rows: int) -> None:
    """See that all of them can be read; the server is at rest then."""
    count = f"SELECT count() FROM {QUOTES.name}"  # noqa: S608 - ours.
    ((found,),) = await ask(url, f"SELECT wait_wal_table('{QUOTES.name}')", count)
    if found != rows:
        raise SystemExit(f"{found} of {rows} rows stored")


async def ask(url: QuestUrl, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements; what the last one answers."""
    reader = QuestReader(url)
    found: list[tuple[Any, ...]] = []
    for statement in statements:
        found = await reader.rows(statement)
    await reader.close()
    return found
