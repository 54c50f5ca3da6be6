"""The tick store in DuckDB: one file, one process, one thread that writes.

DuckDB's lock keeps every other process out, so whoever wants the rows asks the service. Tables
have no primary key: each stream's stored head, kept in memory, is what keeps rows from doubling.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import duckdb

from services.chassis.failures import (
    StorageCorruptError,
    StorageError,
    StorageFaultError,
    StorageFullError,
    StorageInvalidatedError,
    StorageReadOnlyError,
    StorageUnavailableError,
)
from services.chassis.metrics import Distribution
from services.chassis.subjects import MarketData
from services.marketdata.heads import (
    Exponents,
    bases_from_text,
    bases_to_text,
    check_owner,
    fresh,
    new_exponents,
)
from services.marketdata.retention import expire
from services.marketdata.rows import (
    LAYOUTS,
    arrow_table,
    column_names,
    create_statements,
    stored,
)
from services.marketdata.store import (
    ROWS_READ_MAX,
    Cursor,
    Day,
    Lost,
    Rows,
    Span,
    Stored,
    StreamKey,
)
from services.marketdata.trimming import Trimmer
from tradewire.codec.enums import INTERVAL
from tradewire.market import Interval

T = TypeVar("T")

# The writer and the readers share them; more would take a core each from the other services.
THREADS = 2
# One for a bulk read, one so that a list is not kept waiting by it.
READER_THREADS = 2

TEMP_MIB_MAX = 4_096
"""What queries may put on disk that do not fit into the memory: a day of a busy feed, sorted."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS owner (log_id VARCHAR)",
    "CREATE TABLE IF NOT EXISTS exponents (instrument VARCHAR, price BIGINT, size BIGINT)",
    """CREATE TABLE IF NOT EXISTS gaps
    (type VARCHAR, instrument VARCHAR, first BIGINT, last BIGINT, cause VARCHAR)""",
    """CREATE TABLE IF NOT EXISTS cursors
    (source VARCHAR, ordinal BIGINT, bases VARCHAR, closed BOOLEAN)""",
)


class DuckTicks:
    """A ``TickStore``; made by ``DuckTicks.open``."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, memory_mib: int) -> None:
        self.path = path
        self._trimmer = Trimmer(connection, memory_mib)
        self._connection = connection
        self._writer = ThreadPoolExecutor(1, "ticks-write")
        self._readers = ThreadPoolExecutor(READER_THREADS, "ticks-read")
        self.rows = 0
        """Rows committed since the file was opened."""
        self.commits = Distribution()
        """What their commits took, seconds."""
        self._heads: dict[StreamKey, int] = {}
        self._exponents: dict[str, Exponents] = {}

    @classmethod
    async def open(cls, path: Path, *, log_id: str, memory_mib: int) -> Self:
        """Open or create the file of the log ``log_id``.

        Raises:
            StorageError: it is locked, damaged or cannot be written; the message says which.
            PreconditionError: it holds another log's ticks.
        """
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": f"{memory_mib}MiB",
            "temp_directory": f"{path}.tmp",
            "max_temp_directory_size": f"{TEMP_MIB_MAX}MiB",
        }
        connect = partial(duckdb.connect, str(path), config=settings)
        connection = await asyncio.get_running_loop().run_in_executor(
            None, lambda: _translated(path, connect)
        )
        ticks = cls(path, connection, memory_mib)
        try:
            await ticks._write(lambda: ticks._prepare(log_id))
        except BaseException:
            await ticks.close()
            raise
        return ticks

    async def append(
        self, rows: Sequence[Rows], lost: Sequence[Lost] = (), cursor: Cursor | None = None
    ) -> None:
        """Store in one transaction. See ``TickStore.append``."""
        await self._write(lambda: self._append(rows, lost, cursor))

    async def read(self, span: Span) -> list[Stored]:
        """Rows of a span. See ``TickStore.read``."""
        query, values = _query(span)
        found = await self._read(query, values)
        return stored(span.type, span.instrument, found)

    async def lost(self, key: StreamKey, after: int, up_to: int) -> list[Lost]:
        """Gaps. See ``TickStore.lost``."""
        found = await self._read(
            "SELECT first, last, cause FROM gaps WHERE type = ? AND instrument = ? "
            "AND last > ? AND first <= ? ORDER BY first",
            [key.type.value, key.instrument, after, up_to],
        )
        return [Lost(key, first, last, cause) for first, last, cause in found]

    async def head(self, key: StreamKey) -> int:
        """The last sequence stored. See ``TickStore.head``."""
        return self._heads.get(key, 0)

    async def oldest(self, key: StreamKey) -> int:
        """The first sequence stored. See ``TickStore.oldest``."""
        found = await self._read(
            f"SELECT min(first) FROM (SELECT min(sequence) AS first FROM {key.type} "  # noqa: S608
            "WHERE instrument = ? UNION ALL SELECT min(first) FROM gaps "
            "WHERE type = ? AND instrument = ?)",
            [key.instrument, key.type.value, key.instrument],
        )
        return found[0][0] or 0

    async def cursor(self, source: str) -> Cursor | None:
        """How far a source was recorded. See ``TickStore.cursor``."""
        found = await self._read(
            "SELECT ordinal, bases, closed FROM cursors WHERE source = ?", [source]
        )
        if not found:
            return None
        ordinal, bases, closed = found[0]
        return Cursor(source, ordinal, bases_from_text(bases), closed)

    async def intervals(self, instrument: str) -> list[Interval]:
        """The lengths of candles stored. See ``TickStore.intervals``."""
        found = await self._read(
            "SELECT DISTINCT interval_s FROM candles WHERE instrument = ? ORDER BY 1", [instrument]
        )
        return [INTERVAL.members[seconds] for (seconds,) in found]

    async def day(self, instrument: str, since_ns: int) -> Day | None:
        """What was traded since. See ``TickStore.day``."""
        found = await self._read(
            "SELECT arg_min(open, open_ns), max(high), min(low), sum(volume)::HUGEINT, "
            "sum(turnover)::HUGEINT FROM candles WHERE instrument = ? AND open_ns >= ? AND "
            "interval_s = (SELECT min(interval_s) FROM candles WHERE instrument = ?)",
            [instrument, since_ns, instrument],
        )
        return None if found[0][0] is None else Day(*found[0])

    async def count(self) -> int:
        """Rows stored. See ``TickStore.count``."""
        counts = (f"SELECT count(*) AS rows FROM {table}" for table in LAYOUTS)  # noqa: S608 - ours.
        found = await self._read(f"SELECT sum(rows) FROM ({' UNION ALL '.join(counts)})", [])  # noqa: S608 - as above.
        return int(found[0][0])

    async def expire(self, ticks_before_ns: int, candles_before_ns: int, bytes_max: int = 0) -> int:
        """Delete what is too old. See ``TickStore.expire``."""
        return await self._write(
            lambda: expire(self._connection, ticks_before_ns, candles_before_ns, bytes_max)
        )

    def sizes(self) -> dict[str, int]:
        """What the file takes, and the one of changes beside it, bytes."""
        files = (self.path, self.path.with_suffix(".duckdb.wal"))
        return {file.name: file.stat().st_size for file in files if file.exists()}

    async def close(self) -> None:
        """Finish what was asked for and close the file."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, lambda: self._readers.shutdown(wait=True))
        await loop.run_in_executor(None, lambda: self._writer.shutdown(wait=True))
        self._connection.close()

    # -- on the writer's thread --------------------------------------------------------------

    def _prepare(self, log_id: str) -> None:
        for statement in (*_TABLES, *create_statements()):
            self._connection.execute(statement)
        owner = self._connection.execute("SELECT log_id FROM owner").fetchone()
        if owner is None:
            self._connection.execute("INSERT INTO owner VALUES (?)", [log_id])
        else:
            check_owner(self.path, owner[0], log_id)
        for table in LAYOUTS:
            self._note_heads(
                f"SELECT '{table}', instrument, max(sequence) FROM {table} GROUP BY 2"  # noqa: S608
            )
        self._note_heads("SELECT type, instrument, max(last) FROM gaps GROUP BY 1, 2")
        for name, price, size in self._connection.execute("FROM exponents").fetchall():
            self._exponents[name] = Exponents(price, size)

    def _note_heads(self, query: str) -> None:
        for kind, instrument, last in self._connection.execute(query).fetchall():
            key = StreamKey(instrument, MarketData(kind))
            self._heads[key] = max(last, self._heads.get(key, 0))

    def _append(self, rows: Sequence[Rows], lost: Sequence[Lost], cursor: Cursor | None) -> None:
        began_s = time.perf_counter()
        new = fresh(rows, lost, self._heads)
        instruments = (batch.events[0].instrument for batch in new.rows)
        exponents = new_exponents(instruments, self._exponents, self.path)
        connection = self._connection
        connection.execute("BEGIN")
        try:
            for table in LAYOUTS:
                batches = [batch for batch in new.rows if batch.key.type is table]
                if batches:
                    connection.register("batch", arrow_table(table, batches))
                    connection.execute(f"INSERT INTO {table} BY NAME FROM batch")
                    connection.unregister("batch")
            for name, units in exponents.items():
                connection.execute("INSERT INTO exponents VALUES (?, ?, ?)", [name, *units])
            for gap in new.gaps:
                values = [gap.key.type.value, gap.key.instrument, gap.first, gap.last, gap.cause]
                connection.execute("INSERT INTO gaps VALUES (?, ?, ?, ?, ?)", values)
            if cursor is not None:
                _move_cursor(connection, cursor)
            connection.execute("COMMIT")
        except BaseException:
            # A commit that failed has rolled back already, and its own words are what helps.
            with suppress(duckdb.Error):
                connection.execute("ROLLBACK")
            raise
        self._heads = new.heads
        self._exponents |= exponents
        self.rows += new.count
        self.commits.observe(time.perf_counter() - began_s)
        self._trimmer.trim()

    # -- threads -----------------------------------------------------------------------------

    async def _write(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, lambda: _translated(self.path, work))

    async def _read(self, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
        def fetch() -> list[tuple[Any, ...]]:
            with self._trimmer.query(), self._connection.cursor() as cursor:
                return cursor.execute(query, values).fetchall()

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: _translated(self.path, fetch))


def _move_cursor(connection: duckdb.DuckDBPyConnection, cursor: Cursor) -> None:
    connection.execute("DELETE FROM cursors WHERE source = ?", [cursor.source])
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?, ?, ?)",
        [cursor.source, cursor.ordinal, bases_to_text(cursor), cursor.closed],
    )


def _query(span: Span) -> tuple[str, list[Any]]:
    of_candles = span.type is MarketData.CANDLES and span.interval is not None
    time = "open_ns" if of_candles else "received_ns"
    position = "open_ns" if span.by_open else "sequence"
    conditions = ["instrument = ?"]
    values: list[Any] = [span.instrument.id]
    if of_candles and span.interval is not None:
        conditions.append("interval_s = ?")
        values.append(INTERVAL.numbers[span.interval])
    for condition, value in (
        (f"{time} >= ?", span.start_ns),
        (f"{time} < ?", span.end_ns),
        (f"{position} > ?", span.after),
        (f"{position} < ?", span.before),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    order = "DESC" if span.newest_first else "ASC"
    limit = min(span.limit, ROWS_READ_MAX)
    query = (
        f"SELECT {column_names(span.type)} FROM {span.type} "  # noqa: S608 - all names are ours.
        f"WHERE {' AND '.join(conditions)} ORDER BY {position} {order} LIMIT {limit}"
    )
    return query, values


def _translated(path: Path, work: Callable[[], T]) -> T:
    """What ``work`` gives; DuckDB's errors as ours."""
    try:
        return work()
    except duckdb.Error as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: duckdb.Error) -> StorageError:
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    lowered = said.lower()
    if isinstance(error, duckdb.FatalException):
        # DuckDB answers nothing any more until the file is opened anew: the process is to end.
        return StorageInvalidatedError(
            f"{path} must be opened anew, once what it says is mended; all that was committed is "
            f"intact: {said}"
        )
    if "could not set lock" in lowered:
        return StorageUnavailableError(
            f"{path} is open in another process; stop the marketdata service that runs on this "
            f"data directory, or use another: {said}"
        )
    if "no space" in lowered or "disk full" in lowered:
        return StorageFullError(f"{path}: the disk is full; free space on it: {said}")
    if "read-only" in lowered or "permission denied" in lowered:
        return StorageReadOnlyError(f"{path} cannot be written; make it writable: {said}")
    if "not a valid duckdb" in lowered or "corrupt" in lowered or "checksum" in lowered:
        return StorageCorruptError(
            f"{path} is no sound tick store; move it away to begin a new one, and restore it "
            f"from a backup if you have one: {said}"
        )
    return StorageFaultError(f"{path}: {said}")
