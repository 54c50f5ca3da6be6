"""Storage and bus against their floors, side by side in one run; one JSON row a line.

    python -m benchmarks.bench_storage_bus

Each row: ``name``, ``unit``, ``floor`` (the bare driver doing the same work), ``ours``, and
``ratio`` of ours to the floor. Floor and ours take turns, so a noisy machine hits both.
"""

import asyncio
import json
import sqlite3
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg
from sqlalchemy import Connection

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.events import Event, NewEvent, append_all
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.pull import Consumer, PullLoop
from services.chassis.sqlite import SqliteStore
from services.chassis.subjects import StreamName

COMMITS = 2_000
"""Commits of each kind; half a second's worth, so percentiles settle."""

PUBLICATIONS = 2_000
"""Serial publications of each kind."""

MESSAGES = 20_000
"""Messages to consume; fetch(500) stalls for seconds now and then, so not more."""

TURNS = 10
"""Floor and ours alternate this often."""

PAYLOAD = b"x" * 300
STREAM = "tw.v1.orders.bench"
_numbers = count(1)

Timed = Callable[[], Awaitable[None]]


def percentiles(samples_ns: list[int]) -> dict[str, float]:
    """p50 and p99 of nanoseconds, in milliseconds."""
    ordered = sorted(samples_ns)
    return {
        "p50": round(ordered[len(ordered) // 2] / 1e6, 4),
        "p99": round(ordered[len(ordered) * 99 // 100] / 1e6, 4),
    }


async def side_by_side(name: str, times: int, floor: Timed, ours: Timed) -> None:
    """Time two operations in turns and print their row."""
    samples: dict[str, list[int]] = {"floor": [], "ours": []}
    for _ in range(20):
        await floor()
        await ours()
    for _ in range(TURNS):
        for key, operation in (("floor", floor), ("ours", ours)):
            for _ in range(times // TURNS):
                began_ns = time.perf_counter_ns()
                await operation()
                samples[key].append(time.perf_counter_ns() - began_ns)
    row(name, "ms", percentiles(samples["floor"]), percentiles(samples["ours"]))


def row(name: str, unit: str, floor: dict[str, float], ours: dict[str, float]) -> None:
    """Print one result."""
    ratio = {key: round(ours[key] / floor[key], 2) for key in floor}
    print(json.dumps({"name": name, "unit": unit, "floor": floor, "ours": ours, "ratio": ratio}))


class RawWriter:
    """The floor of a commit: sqlite3 on a thread, woken by a queue, answering a future."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: SimpleQueue[asyncio.Future[None] | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    async def commit(self) -> None:
        """Two rows, one commit."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._jobs.put(future)
        await future

    def close(self) -> None:
        """End the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("CREATE TABLE a (id TEXT PRIMARY KEY, seq INT, payload BLOB)")
        connection.execute("CREATE TABLE b (id TEXT PRIMARY KEY, seq INT, payload BLOB)")
        while (future := self._jobs.get()) is not None:
            number = next(_numbers)
            connection.execute("BEGIN IMMEDIATE")
            for table in ("a", "b"):
                statement = f"INSERT INTO {table} VALUES (?, ?, ?)"  # noqa: S608 - fixed names.
                connection.execute(statement, (f"id-{number}", number, PAYLOAD))
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(future.set_result, None)
        connection.close()


def two_rows(connection: Connection) -> None:
    """Two plain rows through SQLAlchemy Core, as a service writes its state."""
    number = next(_numbers)
    for consumer in ("a", "b"):
        connection.execute(
            tables.positions_table.insert(),
            {"consumer": consumer, "log_id": f"{number}", "stream": STREAM, "seq": number},
        )


def two_events(connection: Connection) -> None:
    """Two events of one stream: numbered, indexed by id, with payload."""
    events = [
        NewEvent(f"id-{next(_numbers)}", "OrderFilled", 0, time.time_ns(), PAYLOAD)
        for _ in range(2)
    ]
    append_all(connection, STREAM, events)


async def commits(folder: Path) -> None:
    """A commit of two rows: bare sqlite3 on a thread against the store."""
    raw = RawWriter(folder / "raw.db")
    store = await SqliteStore.open(folder / "ours.db")
    await store.write(tables.metadata.create_all)
    await side_by_side("commit of two rows", COMMITS, raw.commit, lambda: store.write(two_rows))
    await side_by_side(
        "commit of two events (with their numbering)",
        COMMITS,
        raw.commit,
        lambda: store.write(two_events),
    )
    raw.close()
    await store.close()


def event(number: int) -> Event:
    """One event as the outbox would publish it."""
    return Event(STREAM, number, f"id-{number}", "OrderFilled", 0, 0, "", PAYLOAD)


async def publications(url: str, bus: Bus, folder: Path) -> None:
    """A JetStream publication: nats-py with an id against the adapter with all headers."""
    client = Client()
    await client.connect(url)
    jetstream = client.jetstream()

    async def raw() -> None:
        headers: dict[str, Any] = {"Nats-Msg-Id": f"raw:{next(_numbers)}"}
        await jetstream.publish(STREAM, PAYLOAD, headers=headers)

    async def ours() -> None:
        await bus.publish_event(event(next(_numbers)), log_id="log", run_id="run")

    await side_by_side("JetStream publish", PUBLICATIONS, raw, ours)
    await client.close()

    store = await SqliteStore.open(folder / "outbox.db")
    await store.write(tables.metadata.create_all)
    outbox = Outbox(store, bus, log_id="log", now_ns=time.time_ns)
    task = asyncio.create_task(outbox.run())
    await outbox.write(two_events)
    await outbox.flush()
    await side_by_side(
        "commit of two events, through the outbox",
        COMMITS,
        lambda: store.write(two_events),
        lambda: outbox.write(two_events),
    )
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await store.close()


async def consumption(url: str, bus: Bus) -> None:
    """Reading and acknowledging: nats-py's fetch(500) against the pull loop."""
    await bus.jetstream.purge_stream(StreamName.ORDERS)
    for start in range(0, MESSAGES, 500):
        await asyncio.gather(
            *(bus.publish_event(event(start + n), log_id="log", run_id="read") for n in range(500))
        )
    client = Client()
    await client.connect(url)
    subscription = await client.jetstream().pull_subscribe(STREAM, "raw", stream="ORDERS")
    began_s, read = time.perf_counter(), 0
    while read < MESSAGES:
        for message in await subscription.fetch(500):
            await message.ack()
            read += 1
    floor = MESSAGES / (time.perf_counter() - began_s)
    await client.close()

    done = asyncio.Event()
    loop: PullLoop

    async def handle(_message: Msg) -> None:
        if loop.handled == MESSAGES - 1:
            done.set()

    loop = PullLoop(bus, Consumer("ours", StreamName.ORDERS, (STREAM,)), handle)
    began_s = time.perf_counter()
    task = asyncio.create_task(loop.run())
    await done.wait()
    ours = MESSAGES / (time.perf_counter() - began_s)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    row("consume and acknowledge", "messages/s", {"rate": round(floor)}, {"rate": round(ours)})


async def main() -> None:
    """Run everything on files and a server of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await commits(folder)
        server = await NatsServer(folder / "nats").start()
        bus = await Bus.open(server.url, name="bench")
        try:
            await bus.ensure_streams()
            await publications(server.url, bus, folder)
            await consumption(server.url, bus)
        finally:
            await bus.close()
            await server.kill()


if __name__ == "__main__":
    asyncio.run(main())
