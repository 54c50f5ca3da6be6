"""A service's rows in PostgreSQL: the same transaction functions, over asyncpg."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from services.chassis.failures import (
    StorageError,
    StorageFaultError,
    StorageFullError,
    StorageReadOnlyError,
    StorageRefusedError,
    StorageUnavailableError,
)
from services.chassis.storage import Kind, Observer
from tradewire.errors import ConfigurationError

T = TypeVar("T")

READ_CONNECTIONS_MAX = 4
"""Reads at once. A service's reads are short; the server's default of 100 connections is shared
by every service and replica."""

POOL_WAIT_S_MAX = 10
"""How long a read waits for a connection before it fails; longer than any statement should run."""

STATEMENT_MS_MAX = 30_000
"""The server ends a statement that runs longer, so a bad plan cannot hold the writer for ever."""

# Who may see no schema has none that is current; what it lacks is told by what it does next.
_OWNER_LOCK = (
    "SELECT pg_try_advisory_lock("
    "hashtextextended('tradewire:' || coalesce(current_schema(), ''), 0))"
)


class PostgresStore:
    """One schema of a PostgreSQL database, written by one process.

    With one writer (the default) transactions run one after another, exactly as on SQLite, and
    the writer's own session holds an advisory lock: a second process is refused, and a session
    that dies gives the lock up with it. More writers are for stores whose transactions do not
    depend on one another; rows of one stream still serialise on its head.
    """

    def __init__(
        self,
        name: str,
        writers: AsyncEngine,
        readers: AsyncEngine,
        concurrency: int,
        observe: Observer | None,
    ) -> None:
        self._name = name
        self._writers = writers
        self._readers = readers
        self._slots = asyncio.Semaphore(concurrency)
        self._observe = observe
        self.queued = 0

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        schema: str | None = None,
        writers: int = 1,
        observe: Observer | None = None,
    ) -> Self:
        """Connect, and own the schema when there is one writer.

        Args:
            url: ``postgresql://...``; a Unix socket by ``?host=/directory``.
            schema: search path of every connection; None for the database's default.
            writers: write transactions at once.
            observe: told of every transaction's queueing and running time.

        Raises:
            StorageUnavailableError: not reachable, or another process owns the schema.
            ConfigurationError: ``url`` is no URL; nothing of it is told.
        """
        target = _parsed(url).set(drivername="postgresql+asyncpg")
        write_engine = _engine(target, schema, writers)
        read_engine = _engine(target, schema, READ_CONNECTIONS_MAX).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        name = _shown(target)
        if writers == 1:
            _owned(write_engine, name)
        store = cls(name, write_engine, read_engine, writers, observe)
        try:
            await store.write(lambda connection: connection.exec_driver_sql("SELECT 1"))
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def queue_max(self) -> int:
        """None of its own: who waits for a connection is bounded by the calls of the process."""
        return 0

    async def write(self, transaction: Callable[[Connection], T]) -> T:
        """Run and commit. See ``Store.write``."""
        return await self._run("write", transaction)

    async def read(self, transaction: Callable[[Connection], T]) -> T:
        """Run on a snapshot. See ``Store.read``."""
        return await self._run("read", transaction)

    async def close(self) -> None:
        """Close every connection; the owner's lock goes with the writer's."""
        await self._writers.dispose()
        await self._readers.dispose()

    async def _run(self, kind: Kind, transaction: Callable[[Connection], T]) -> T:
        queued_ns = time.perf_counter_ns()
        started_ns = queued_ns
        self.queued += 1
        try:
            if kind == "read":
                async with self._readers.begin() as connection:
                    started_ns = time.perf_counter_ns()
                    return await connection.run_sync(transaction)
            async with self._slots, self._writers.begin() as connection:
                started_ns = time.perf_counter_ns()
                return await connection.run_sync(transaction)
        except (OSError, DBAPIError, PoolTimeoutError) as error:
            raise _explained(error, self._name) from error
        finally:
            self.queued -= 1
            if self._observe is not None:
                ended_ns = time.perf_counter_ns()
                self._observe(kind, started_ns - queued_ns, ended_ns - started_ns)


def _engine(target: URL, schema: str | None, connections: int) -> AsyncEngine:
    settings = {"statement_timeout": str(STATEMENT_MS_MAX)}
    if schema is not None:
        settings["search_path"] = schema
    return create_async_engine(
        target,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=POOL_WAIT_S_MAX,
        connect_args={"server_settings": settings},
    )


def _owned(engine: AsyncEngine, name: str) -> None:
    """Let every session of the engine take the owner's lock, or fail."""

    @event.listens_for(engine.sync_engine, "connect")
    def _own(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(_OWNER_LOCK)
        taken = cursor.fetchone()[0]
        cursor.close()
        connection.commit()
        if not taken:
            raise StorageUnavailableError(
                f"{name} is in use by another process; stop that one first, "
                "or give this one a database of its own"
            )


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ValueError, SQLAlchemyError):
        # Without its cause: that quotes what stands in the port's place, which may be a password.
        raise ConfigurationError(
            "the URL of the database cannot be read; write"
            " postgresql://user:password@host:port/database, with '@', ':' and '/' of the password"
            " as %40, %3A and %2F, in database_url or the file that TRADEWIRE_DATABASE_URL_FILE"
            " names"
        ) from None


def _shown(target: URL) -> str:
    """The URL for people's eyes: of its options the host alone, for one may be a password."""
    options = {key: value for key, value in target.query.items() if key == "host"}
    shown = target.set(drivername="postgresql", query=options)
    return shown.render_as_string(hide_password=True)


_STRANGER = "it does not admit this user; mend user and password in database_url"
_REFUSED = {
    "3D000": "there is no such database; make it by CREATE DATABASE, or mend database_url",
    "3F000": "this user sees no schema; give it one by GRANT ALL ON SCHEMA",
    "42501": "this user may not do that; give it the schema by GRANT ALL ON SCHEMA, or its own"
    " database by CREATE DATABASE ... OWNER",
}
"""SQLSTATE -> what to do, where asking again is no use."""


def _said(error: Exception) -> str:
    """The server's own words, less what SQLAlchemy puts around them."""
    return str(getattr(error, "orig", None) or error).rpartition(">: ")[2]


def _explained(error: Exception, name: str) -> Exception:
    """The error that names the database and the remedy."""
    if isinstance(error, StorageError | IntegrityError):
        return error
    # SQLSTATE classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    state = str(getattr(getattr(error, "orig", None), "sqlstate", "") or "")
    if state == "53100":
        return StorageFullError(f"no room left for {name}; free space on the server's disk")
    if state == "25006":
        return StorageReadOnlyError(f"{name} takes no writes; connect to the primary server")
    if state in _REFUSED or state[:2] == "28":
        return StorageRefusedError(f"{name}: {_REFUSED.get(state, _STRANGER)} ({_said(error)})")
    lost = isinstance(error, OSError | OperationalError | InterfaceError | PoolTimeoutError)
    if lost or state[:2] in {"08", "57", "53"}:
        return StorageUnavailableError(f"{name} did not answer: {error}; check that it runs")
    return StorageFaultError(f"{name}: {error}")
