"""A commit of two rows: bare sqlite3 on a thread against the store, which commits at once."""

import asyncio
import sqlite3
import tempfile
import threading
from itertools import count
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy import Connection

from benchmarks.bus import owner_store
from benchmarks.results import Check, Result
from benchmarks.timing import in_turns, quantile, spread
from services.chassis import tables

COMMITS = 6_000
COMMITS_QUICK = 2_000
COMMIT_MS_MAX = 0.2
PAYLOAD = b"x" * 300

_numbers = count(1)


class RawWriter:
    """The floor: sqlite3 on a thread, woken by a queue, answering a future."""

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
            {"consumer": consumer, "log_id": f"{number}", "stream": "bench", "seq": number},
        )


async def measure(*, quick: bool) -> Result:
    """One commit after the other, in turns."""
    with tempfile.TemporaryDirectory() as name:
        raw = RawWriter(Path(name) / "raw.db")
        store = await owner_store(Path(name) / "ours.db")
        times = COMMITS_QUICK if quick else COMMITS
        floor, ours = await in_turns(times, raw.commit, lambda: store.write(two_rows))
        raw.close()
        await store.close()
    p50_ms = round(quantile(ours, 0.5) * 1e3, 4)
    check = Check("p50, ms", p50_ms, COMMIT_MS_MAX)
    return Result(spread(floor, 1e3, "ms"), spread(ours, 1e3, "ms"), (check,))
