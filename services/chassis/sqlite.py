"""A service's rows in one SQLite file: WAL, one writer at a time, a few reading threads."""

import asyncio
import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from services.chassis.failures import StorageUnavailableError
from services.chassis.sqlite_failures import BUSY_MS_MAX, explained
from services.chassis.sqlite_quick import LockedError, QuickWriter, leave
from services.chassis.storage import Kind, Observer

T = TypeVar("T")

_log = logging.getLogger("tradewire.sqlite")

QUEUE_MAX = 1024
"""Transactions waiting for one thread. At 0.12 ms each a full queue is 0.12 s of work: longer
would only hide an overload from the callers, who wait here instead."""

READER_THREADS = 2
"""One for a long page of history, one so that a gap can be filled meanwhile; each costs a
connection with a page cache of its own."""

CACHE_KIB = 2048
"""Page cache of a connection: a service's hot rows fit, and the idle mesh's memory is bounded."""

WAL_BYTES_MAX = 64 * 1024 * 1024
"""The write-ahead log is cut back to this after a checkpoint, so one burst cannot keep the disk."""

_OPEN, _CLOSED = "open", "closed"

Job = tuple[Callable[[Connection], Any], asyncio.Future[Any], asyncio.AbstractEventLoop, int]


class SqliteStore:
    """One SQLite file owned by one process.

    A lock file beside the database (``<file>.lock``) keeps a second process out: two writers,
    each sure of the next sequence, would corrupt the log. The kernel drops it with the process.
    """

    def __init__(
        self, path: Path, lock_fd: int, writer: "_Worker", readers: "_Worker", engine: Engine
    ) -> None:
        self.path = path
        self._lock_fd = lock_fd
        self._writer = writer
        self._readers = readers
        self._engine = engine
        # None where each commit waits for the disk.
        self._quick: QuickWriter | None = None

    @classmethod
    async def open(
        cls,
        path: str | Path,
        *,
        synchronous: Literal["NORMAL", "FULL"] = "NORMAL",
        observe: Observer | None = None,
    ) -> Self:
        """Open or create the file, and its directory where that is missing.

        Raises:
            StorageError: directory not writable, file not a database, or owned by another
                process.
        """
        path = Path(path)
        lock_fd = own(path)
        engine = connect_engine(path, synchronous)
        writer = _Worker(path, engine, "write", 1, observe)
        readers = _Worker(path, engine, "read", READER_THREADS, observe)
        store = cls(path, lock_fd, writer, readers, engine)
        try:
            # The writer goes first: it creates the file that readers open.
            await writer.start()
            await readers.start()
            if synchronous == "NORMAL":
                store._quick = QuickWriter(engine, path, observe)
        except BaseException as error:
            await store.close()
            failure = explained(error, path)
            if failure is error:
                raise
            raise failure from error
        return store

    @property
    def queued(self) -> int:
        """Writes waiting or running now."""
        return self._writer.queued

    @property
    def queue_max(self) -> int:
        """Writes that may wait or run at once."""
        return QUEUE_MAX

    async def write(self, transaction: Callable[[Connection], T]) -> T:
        """Run and commit, at once or on the writer thread. See ``Store.write``."""
        quick = self._quick
        # Not past those that wait: everybody writes in the order of the calls.
        if quick is not None and (quick.is_waited_for or self._may_run(quick)):
            async with quick.line:
                await quick.turn()
                if quick is self._quick and self._may_run(quick):
                    try:
                        return quick.run(transaction)
                    except LockedError:
                        _log.info("%s is locked; its writer thread waits for it", self.path)
                    except BaseException as error:
                        failure = explained(error, self.path)
                        if failure is error:
                            raise
                        raise failure from error
        anew = quick is not None and quick.has_checkpointed
        result = await self._writer.run(transaction)
        if anew and quick is not None:
            quick.committed_by_thread()
        return result

    def _may_run(self, quick: QuickWriter) -> bool:
        return quick.may_run and not self._writer.queued

    async def read(self, transaction: Callable[[Connection], T]) -> T:
        """Run on a reader's snapshot. See ``Store.read``."""
        return await self._readers.run(transaction)

    async def close(self) -> None:
        """Finish what is queued, close the connections, give up the file."""
        quick, self._quick = self._quick, None
        await self._readers.stop()
        if quick is not None:
            await quick.close()
        # The writer goes last: the last connection of a file brings the whole log into it.
        await self._writer.stop()
        self._engine.dispose()
        if self._lock_fd >= 0:
            os.close(self._lock_fd)
            self._lock_fd = -1


class _Worker:
    """Threads that take transactions from one queue, each with a connection of its own."""

    def __init__(
        self, path: Path, engine: Engine, kind: Kind, threads: int, observe: Observer | None
    ) -> None:
        self._path = path
        self._engine = engine
        self._kind: Kind = kind
        self._count = threads
        self._observe = observe
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._slots = asyncio.Semaphore(QUEUE_MAX)
        self._threads: list[threading.Thread] = []
        self._state = _CLOSED
        self.queued = 0

    async def start(self) -> None:
        """Start the threads and wait until each has its connection."""
        loop = asyncio.get_running_loop()
        self._state = _OPEN
        for index in range(self._count):
            ready: asyncio.Future[Any] = loop.create_future()
            thread = threading.Thread(
                target=self._work,
                args=(ready, loop),
                name=f"{self._path.stem}-{self._kind}-{index}",
                daemon=True,
            )
            thread.start()
            self._threads.append(thread)
            await ready

    async def run(self, transaction: Callable[[Connection], T]) -> T:
        """Queue the transaction and await its result."""
        if self._state != _OPEN:
            raise StorageUnavailableError(f"{self._path} is closed; the service is stopping")
        self.queued += 1
        try:
            async with self._slots:
                loop = asyncio.get_running_loop()
                future: asyncio.Future[T] = loop.create_future()
                self._jobs.put((transaction, future, loop, time.perf_counter_ns()))
                return await future
        finally:
            self.queued -= 1

    async def stop(self) -> None:
        """Let the threads finish the queue and end."""
        self._state = _CLOSED
        for _ in self._threads:
            self._jobs.put(None)
        loop = asyncio.get_running_loop()
        for thread in self._threads:
            await loop.run_in_executor(None, thread.join)
        self._threads.clear()

    def _work(self, ready: asyncio.Future[Any], loop: asyncio.AbstractEventLoop) -> None:
        try:
            connection = self._connect()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the opener must hear it.
            _settle(loop, ready, None, explained(error, self._path))
            return
        _settle(loop, ready, None, None)
        while (job := self._jobs.get()) is not None:
            self._do(connection, *job)
        connection.close()

    def _connect(self) -> Connection:
        begin = "BEGIN IMMEDIATE" if self._kind == "write" else "BEGIN"
        connection = self._engine.connect().execution_options(begin_statement=begin)
        if self._kind == "read":
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.commit()
        return connection

    def _do(
        self,
        connection: Connection,
        transaction: Callable[[Connection], Any],
        future: asyncio.Future[Any],
        loop: asyncio.AbstractEventLoop,
        queued_ns: int,
    ) -> None:
        # A caller that gave up before the work began wants nothing written.
        if future.cancelled():
            return
        started_ns = time.perf_counter_ns()
        result, failure = None, None
        try:
            with connection.begin():
                result = transaction(connection)
        except BaseException as error:  # noqa: BLE001 - the thread must outlive any transaction.
            failure = explained(error, self._path)
            leave(connection)
        if self._observe is not None:
            ended_ns = time.perf_counter_ns()
            self._observe(self._kind, started_ns - queued_ns, ended_ns - started_ns)
        _settle(loop, future, result, failure)


def _settle(
    loop: asyncio.AbstractEventLoop,
    future: asyncio.Future[Any],
    result: object,
    failure: BaseException | None,
) -> None:
    """Hand an outcome over to the event loop; a loop that has ended has nobody waiting."""
    try:
        loop.call_soon_threadsafe(_set, future, result, failure)
    except RuntimeError:
        return


def _set(future: asyncio.Future[Any], result: object, failure: BaseException | None) -> None:
    if future.cancelled():
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)


def own(path: Path) -> int:
    """Create the directory and take the lock file; returns its descriptor.

    Raises:
        StorageError: the directory cannot be made or written, or the lock is held.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock_fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise explained(error, path) from error
    try:
        fcntl.flock(lock_fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock_fd)
        raise StorageUnavailableError(
            f"{path} is in use by another process; stop that one first "
            f"(it holds {path}.lock), or give this one a data directory of its own"
        ) from error
    return lock_fd


def connect_engine(path: Path, synchronous: Literal["NORMAL", "FULL"]) -> Engine:
    """An engine over the file whose transactions begin explicitly.

    The standard driver begins a transaction only before a write, so two reads would not see one
    snapshot; autocommit mode and our own BEGIN make both databases behave alike.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS_MAX / 1000),
        poolclass=NullPool,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            f"cache_size=-{CACHE_KIB}",
            f"journal_size_limit={WAL_BYTES_MAX}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Straight to the driver: through SQLAlchemy this one word costs a tenth of a commit.
        driver = connection.connection.dbapi_connection
        if driver is not None:
            statement = connection.get_execution_options().get("begin_statement", "BEGIN")
            driver.cursor().execute(statement)

    return engine
