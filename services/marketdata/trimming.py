"""Has DuckDB let go of what it need not keep in memory.

It keeps every block that was ever written or read, up to its memory limit, and nobody reads most
of them again: a process that records would grow by ten megabytes a million ticks for hours. A
limit that is low all the time would let large queries fail. So it is lowered for a moment, now and
then, while no query runs.
"""

import contextlib
import threading
import time
from collections.abc import Iterator

import duckdb

TRIM_S = 20.0
"""How often. It takes some milliseconds of the writer's time."""

REST_MIB = 32
"""What may stay: the newest blocks, which most reads are of."""


class Trimmer:
    """Of one database. ``query`` around every read, ``trim`` on the writer's thread.

    Args:
        connection: to the database.
        memory_mib: what it may use otherwise.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, memory_mib: int) -> None:
        self._connection = connection
        self._memory_mib = memory_mib
        self._trimmed_s = time.monotonic()
        self._queries = 0
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def query(self) -> Iterator[None]:
        """A query that must not meet the lower limit."""
        with self._lock:
            self._queries += 1
        try:
            yield
        finally:
            with self._lock:
                self._queries -= 1

    def trim(self) -> None:
        """Trim where it is time and no query runs."""
        now_s = time.monotonic()
        if now_s - self._trimmed_s < TRIM_S:
            return
        with self._lock:
            if self._queries:
                return
            self._trimmed_s = now_s
            # What the database needs right now it keeps, and says so by an error.
            with contextlib.suppress(duckdb.OutOfMemoryException):
                self._connection.execute(f"SET memory_limit = '{REST_MIB}MiB'")
            self._connection.execute(f"SET memory_limit = '{self._memory_mib}MiB'")
