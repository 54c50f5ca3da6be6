"""Commits on the loop's own thread: when they happen there, and when they do not."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from services.chassis import sqlite_quick
from services.chassis.sqlite import SqliteStore
from services.chassis.sqlite_quick import TURN_S_MAX


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteStore]:
    """Where no commit is slow, however busy the machine."""
    monkeypatch.setattr(sqlite_quick, "SLOW_S", float("inf"))
    opened = await SqliteStore.open(tmp_path / "a.db")
    for prepare in (make, count):
        await opened.write(prepare)
    yield opened
    await opened.close()


def make(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE rows (row INTEGER PRIMARY KEY, filler BLOB)"))


def add(connection: Connection) -> int:
    """Add a row; the thread that it happened on."""
    connection.execute(text("INSERT INTO rows (filler) VALUES (zeroblob(2000))"))
    return threading.get_ident()


def count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM rows")).scalar_one())


async def test_a_commit_that_nobody_waits_before_happens_at_once(store: SqliteStore) -> None:
    """On the caller's thread, and readers see it."""
    assert await store.write(add) == threading.get_ident()
    assert await store.read(count) == 1


async def test_a_commit_that_syncs_goes_by_the_thread(tmp_path: Path) -> None:
    """A live account's commit waits for the disk, which the loop must not."""
    store = await SqliteStore.open(tmp_path / "a.db", synchronous="FULL")
    await store.write(make)
    assert await store.write(add) != threading.get_ident()
    await store.close()


async def test_after_a_slow_commit_the_next_go_by_the_thread_for_a_while(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that makes one wait makes others wait."""
    monkeypatch.setattr(sqlite_quick, "SLOW_S", 0.0)
    monkeypatch.setattr(sqlite_quick, "REST_S", 600.0)
    assert await store.write(add) == threading.get_ident()
    assert await store.write(add) != threading.get_ident()
    assert await store.read(count) == 2


async def test_nobody_overtakes_those_that_wait(store: SqliteStore) -> None:
    """Writes commit in the order of their calls, whichever way they go."""
    order: list[int] = []
    let_go = threading.Event()

    def held(_connection: Connection) -> None:
        assert let_go.wait(30)
        order.append(0)

    def numbered(number: int) -> Callable[[Connection], None]:
        return lambda _connection: order.append(number)

    first = asyncio.create_task(store._writer.run(held))
    await asyncio.sleep(0)
    rest = [asyncio.create_task(store.write(numbered(number))) for number in range(1, 6)]
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(first, *rest)
    await store.write(numbered(6))
    assert order == [0, 1, 2, 3, 4, 5, 6]


async def test_a_lock_is_waited_for_by_the_thread_while_the_loop_goes_on(
    store: SqliteStore,
) -> None:
    """The transaction is run once, when the lock is free."""
    browser = sqlite3.connect(store.path, isolation_level=None)
    browser.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(store.write(add))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not waiting.done()
    browser.execute("ROLLBACK")
    browser.close()
    assert await waiting != threading.get_ident()
    assert await store.read(count) == 1


async def test_whoever_commits_without_a_pause_lets_the_others_have_their_turn(
    store: SqliteStore,
) -> None:
    """A reader that catches up must not keep calls and heartbeats waiting."""
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def busy(_connection: Connection) -> None:
        time.sleep(TURN_S_MAX)

    task = asyncio.create_task(other())
    for _ in range(10):
        await store.write(busy)
    task.cancel()
    assert turns >= 9


async def test_what_a_transaction_raises_arrives_and_leaves_nothing(store: SqliteStore) -> None:
    """The next one finds the connection in order."""

    def fails(connection: Connection) -> None:
        add(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(fails)
    await store.write(add)
    assert await store.read(count) == 1


async def test_the_log_is_brought_into_the_file_by_a_thread(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it does not grow, and no commit has to sync."""
    monkeypatch.setattr(sqlite_quick, "COMMITS_A_CHECKPOINT", 10)
    before = store.path.stat().st_size
    for _ in range(10):
        await store.write(add)
    assert store._quick is not None
    assert store._quick._checkpoint is not None
    await store._quick._checkpoint
    # Nothing but a checkpoint writes the file itself.
    assert store.path.stat().st_size > before


async def test_nobody_overtakes_those_that_wait_for_their_turn(store: SqliteStore) -> None:
    """Whoever comes when the next turn has begun stands behind who waits since the last one."""
    called: list[int] = []
    order: list[int] = []
    begun = asyncio.Event()

    async def write(number: int, work_s: float = 0.0) -> None:
        called.append(number)

        def numbered(_connection: Connection) -> None:
            time.sleep(work_s)
            order.append(number)

        await store.write(numbered)

    async def late() -> None:
        await begun.wait()
        await write(3)

    task = asyncio.create_task(late())
    await asyncio.sleep(0)
    await write(0)
    begun.set()
    await write(1, TURN_S_MAX)
    await write(2)
    await task
    assert order == called


async def test_the_first_commits_and_those_after_a_checkpoint_go_by_the_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They begin the log anew, and SQLite syncs the new log's header."""
    monkeypatch.setattr(sqlite_quick, "SLOW_S", float("inf"))
    monkeypatch.setattr(sqlite_quick, "COMMITS_A_CHECKPOINT", 10)
    store = await SqliteStore.open(tmp_path / "a.db")

    async def threads() -> list[int]:
        return [await store.write(add) for _ in range(10)]

    def made(connection: Connection) -> int:
        make(connection)
        return threading.get_ident()

    own = threading.get_ident()
    assert await store.write(made) != own
    assert await store.write(add) != own
    assert await threads() == [own] * 10
    quick = store._quick
    assert quick is not None
    assert quick._checkpoint is not None
    await quick._checkpoint
    assert await store.write(add) != own
    assert await store.write(add) != own
    assert await threads() == [own] * 10
    await store.close()


async def test_a_slow_disk_gets_a_twentieth_of_the_loop_at_most(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longer a commit took, the longer none is tried on the loop."""
    monkeypatch.setattr(sqlite_quick, "SLOW_S", 0.0)
    monkeypatch.setattr(sqlite_quick, "REST_S", 0.0)
    monkeypatch.setattr(sqlite_quick, "RESTS_A_SLOW_COMMIT", 1e6)
    assert await store.write(add) == threading.get_ident()
    assert await store.write(add) != threading.get_ident()


async def test_a_file_that_somebody_has_locked_is_opened(tmp_path: Path) -> None:
    """At once: only the writes wait for the lock, on their thread."""
    path = tmp_path / "a.db"
    store = await SqliteStore.open(path)
    await store.write(make)
    await store.close()
    backup = sqlite3.connect(path, isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    store = await SqliteStore.open(path)
    waiting = asyncio.create_task(store.write(add))
    assert await store.read(count) == 0
    backup.execute("ROLLBACK")
    backup.close()
    await waiting
    assert await store.read(count) == 1
    await store.close()


@pytest.mark.parametrize("is_quick", [True, False])
async def test_a_refused_commit_leaves_no_transaction_open(
    store: SqliteStore, *, is_quick: bool
) -> None:
    """The lock is free again, on whichever way it was taken."""
    if not is_quick:
        store._quick = None
    await store.write(refer)
    with pytest.raises(IntegrityError):
        await store.write(
            lambda connection: connection.execute(text("INSERT INTO refers VALUES (7)"))
        )
    await store.write(add)
    await store._writer.run(add)
    assert await store.read(count) == 2


def refer(connection: Connection) -> None:
    """A table whose constraint is checked by COMMIT."""
    reference = "row INTEGER REFERENCES rows(row) DEFERRABLE INITIALLY DEFERRED"
    connection.execute(text(f"CREATE TABLE refers ({reference})"))
