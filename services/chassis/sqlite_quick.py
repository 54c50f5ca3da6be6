"""Commits on the event loop's own thread, as long as that is quicker than handing them over.

A commit of a few rows in WAL mode waits for no disk. On a thread of its own it asks for the
interpreter at each statement and stands behind whatever the loop computes; both ways of the
hand-over wake a thread that slept. Measured on an order's way at 5,000 ticks a second: four such
commits took 19 ms of wall clock by the thread and 12 ms here, and a fifth less of the processor.

What is known to block is kept off the loop: whatever finds the file locked, every commit that syncs
(all with ``synchronous=FULL``, else the first two of all and after a checkpoint), and SQLite's
checkpoints. Nobody knows beforehand that a disk has become slow: the first commit that meets it
keeps the loop for as long as its write takes, and the next ones go by the thread for twenty times
as long. So a slow disk has a twentieth of the loop at most; a disk that answers no more stops the
process, whose health then goes unanswered, as it would stop all who wait for the thread.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.storage import Observer

T = TypeVar("T")

TURN_S_MAX = 0.002
"""What commits may take of one turn of the loop: ten of them. Then everybody else has a turn, or
a reader that catches up would keep calls and heartbeats waiting."""

SLOW_S = 0.05
"""A commit that took this long met a disk that makes others wait: some hundred times the usual,
and longer than a busy machine keeps a process off its processor."""

REST_S = 1.0
"""How long commits go by the thread after a slow one, at least. Then one may try the loop."""

RESTS_A_SLOW_COMMIT = 20.0
"""How long at least as a multiple of what it took: a slow disk has a twentieth of the loop."""

COMMITS_A_CHECKPOINT = 256
"""Commits between two checkpoints, some thousand pages. A checkpoint syncs, so a thread does it;
until it has ended, and the log is begun anew, commits go by the thread too."""

WAL_PAGES_MAX = 4_000
"""Pages of the write-ahead log at which SQLite checkpoints in the commit itself, should the thread
not keep up, or the commits be of many rows: 16 MB."""

COMMITS_BY_THREAD = 2
"""Commits by the thread after a checkpoint: the first may find a log so long that it brings the
rest of it into the file, the second then begins the log anew."""


class LockedError(Exception):
    """Somebody else holds the database's lock; nothing was done."""


class QuickWriter:
    """Runs transactions at once. Used by the thread that made it alone.

    Args:
        engine: of the file; its connection here waits for no lock.
        path: the file.
        observe: told of every transaction.
    """

    def __init__(self, engine: Engine, path: Path, observe: Observer | None = None) -> None:
        self._path = path
        self._observe = observe
        self._thread = threading.get_ident()
        options = {"begin_statement": "BEGIN IMMEDIATE"}
        self._connection = engine.connect().execution_options(**options)
        # To the driver: SQLAlchemy would begin a transaction, and wait for whoever has the lock.
        driver = self._connection.connection.driver_connection
        for pragma in ("busy_timeout=0", f"wal_autocheckpoint={WAL_PAGES_MAX}"):
            driver.execute(f"PRAGMA {pragma}")  # type: ignore[union-attr]  # it is sqlite3's
        self.line = asyncio.Lock()
        """Where those wait, in the order of their calls, who want to run a transaction here."""
        self._spent_s = 0.0
        self._rests_until_s = 0.0
        self._commits = 0
        # Until the log is begun anew: it is empty when a file is opened.
        self._by_thread = COMMITS_BY_THREAD
        self._checkpoint: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()
        self._checkpoint.set_result(None)

    @property
    def is_waited_for(self) -> bool:
        """Whether somebody on this thread waits for a turn: who comes now stands behind them."""
        return self.line.locked() and threading.get_ident() == self._thread

    @property
    def may_run(self) -> bool:
        """Whether a transaction is expected to be quick, on this thread."""
        return (
            self._checkpoint is None
            and time.monotonic() >= self._rests_until_s
            and threading.get_ident() == self._thread
        )

    async def turn(self) -> None:
        """Let the rest of the loop have its turn, where commits took theirs; call it in line."""
        while self._spent_s >= TURN_S_MAX:  # noqa: ASYNC110 - it waits for the next turn itself.
            await asyncio.sleep(0)

    @property
    def has_checkpointed(self) -> bool:
        """Whether the next commit may begin the log anew, and sync: it is to go by the thread."""
        return self._checkpoint is not None and self._checkpoint.done()

    def committed_by_thread(self) -> None:
        """One of the thread's commits after the checkpoint is done."""
        self._by_thread -= 1
        if self._by_thread <= 0:
            self._checkpoint = None

    def run(self, transaction: Callable[[Connection], T]) -> T:
        """Run and commit now.

        Raises:
            LockedError: the lock is not free; ``transaction`` was not called.
        """
        began_s = time.perf_counter()
        try:
            try:
                begun = self._connection.begin()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                raise LockedError from error
            try:
                with begun:
                    return transaction(self._connection)
            except BaseException:
                leave(self._connection)
                raise
            finally:
                if self._observe is not None:
                    self._observe("write", 0, int((time.perf_counter() - began_s) * 1e9))
        finally:
            self._took(time.perf_counter() - began_s)

    async def close(self) -> None:
        """Wait for a checkpoint that runs, and close the connection."""
        if self._checkpoint is not None:
            await self._checkpoint
        self._connection.close()

    def _took(self, took_s: float) -> None:
        loop = asyncio.get_running_loop()
        if not self._spent_s:
            loop.call_soon(self._begin_turn)
        self._spent_s += took_s
        if took_s >= SLOW_S:
            rest_s = max(REST_S, RESTS_A_SLOW_COMMIT * took_s)
            self._rests_until_s = time.monotonic() + rest_s
        self._commits += 1
        if self._commits >= COMMITS_A_CHECKPOINT:
            self._commits, self._by_thread = 0, COMMITS_BY_THREAD
            self._checkpoint = loop.run_in_executor(None, _checkpoint, self._path)

    def _begin_turn(self) -> None:
        self._spent_s = 0.0


def leave(connection: Connection) -> None:
    """Roll back what a failed COMMIT has left open, as one with a broken constraint does.

    It would keep the lock, and refuse every later transaction of this connection. Where this fails
    too, the next transaction tells.
    """
    with suppress(sqlite3.Error, SQLAlchemyError):
        connection.connection.rollback()


def _checkpoint(path: Path) -> None:
    """Bring the write-ahead log into the file, beside whoever reads and writes.

    What fails here fails again, and is told, in a commit that has no room left.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.Error:
        return
