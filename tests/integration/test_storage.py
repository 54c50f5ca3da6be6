"""One transaction function on SQLite and on PostgreSQL: the same answers, clear errors."""

import asyncio
import operator
import subprocess
import sys
from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from services.chassis.databases import open_store
from services.chassis.failures import (
    StorageCorruptError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnavailableError,
)
from services.chassis.postgres import PostgresStore
from services.chassis.sqlite import SqliteStore
from services.chassis.storage import ExactDecimal, Nanoseconds, Store
from tradewire.errors import ConfigurationError

OpenStore = Callable[[], Awaitable[Store]]

metadata = MetaData()
ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("amount", ExactDecimal, nullable=True),
    Column("at_ns", Nanoseconds, nullable=False),
)


KILLED_OWNER = """
import asyncio, os, signal, sys
from sqlalchemy import text
from services.chassis.sqlite import SqliteStore

async def main():
    store = await SqliteStore.open(sys.argv[1], synchronous="FULL")
    await store.write(lambda c: c.execute(text("CREATE TABLE kept (id INTEGER)")))
    await store.write(lambda c: c.execute(text("INSERT INTO kept VALUES (7)")))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
async def books(open_empty: OpenStore) -> Store:
    store = await open_empty()
    await store.write(metadata.create_all)
    return store


def count_rows(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(ledger)).scalar_one())


def add(row: int, amount: Decimal | None = None) -> Callable[[Connection], None]:
    def transaction(connection: Connection) -> None:
        connection.execute(insert(ledger), {"id": row, "amount": amount, "at_ns": row})

    return transaction


@pytest.mark.parametrize(
    "digits", ["12345678901234567.12", "0.10", "-0.000000000000000001", "1E+3", "0", "9" * 60]
)
async def test_a_decimal_comes_back_digit_for_digit(books: Store, digits: str) -> None:
    """A float would have turned the first one into ...568.0."""
    await books.write(add(1, Decimal(digits)))
    found = await books.read(lambda connection: connection.execute(select(ledger)).one())
    assert found.amount == Decimal(digits)
    if "E" not in digits:
        assert found.amount.as_tuple() == Decimal(digits).as_tuple()


@pytest.mark.parametrize("wrong", [0.1, 1, "1", Decimal("NaN"), Decimal("Infinity")])
async def test_what_is_no_finite_decimal_is_refused(books: Store, wrong: object) -> None:
    """A float has lost its digits before it arrives, so it must not arrive."""
    with pytest.raises(StatementError, match=r"decimal column takes|cannot be stored"):
        await books.write(
            lambda connection: connection.execute(
                insert(ledger), {"id": 1, "amount": wrong, "at_ns": 0}
            )
        )
    assert await books.read(count_rows) == 0


async def test_nanoseconds_keep_all_64_bits(books: Store) -> None:
    """The largest int64 fits."""
    await books.write(
        lambda connection: connection.execute(insert(ledger), {"id": 1, "at_ns": 2**63 - 1})
    )
    found = await books.read(lambda connection: connection.execute(select(ledger.c.at_ns)).scalar())
    assert found == 2**63 - 1


async def test_a_transaction_that_raises_leaves_nothing(books: Store) -> None:
    """The error arrives as it was raised, the rows do not."""

    def transaction(connection: Connection) -> None:
        add(1)(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await books.write(transaction)
    assert await books.read(count_rows) == 0
    await books.write(add(1))
    assert await books.read(count_rows) == 1


async def test_a_broken_constraint_is_the_callers_to_handle(books: Store) -> None:
    """It passes through as SQLAlchemy's own error, and the store goes on."""
    await books.write(add(1))
    with pytest.raises(IntegrityError):
        await books.write(add(1))
    await books.write(add(2))
    assert await books.read(count_rows) == 2


async def test_writes_run_one_after_another(books: Store) -> None:
    """Each reads what the one before wrote, so two hundred increments make two hundred."""

    def increment(connection: Connection) -> None:
        last = connection.execute(select(func.coalesce(func.max(ledger.c.id), 0))).scalar_one()
        add(last + 1)(connection)

    await asyncio.gather(*(books.write(increment) for _ in range(200)))
    assert await books.read(count_rows) == 200


async def test_a_read_sees_one_snapshot(books: Store) -> None:
    """A commit between two statements of a read does not show in the second."""
    await books.write(add(1))
    loop = asyncio.get_running_loop()

    if isinstance(books, SqliteStore):

        def twice(connection: Connection) -> tuple[int, int]:
            before = count_rows(connection)
            asyncio.run_coroutine_threadsafe(books.write(add(2)), loop).result(10)
            return before, count_rows(connection)

        assert await books.read(twice) == (1, 1)
    else:
        async with books._readers.begin() as connection:  # type: ignore[attr-defined]  # two steps of one read are held open here.
            before = await connection.run_sync(count_rows)
            await books.write(add(2))
            assert (before, await connection.run_sync(count_rows)) == (1, 1)
    assert await books.read(count_rows) == 2


async def test_a_read_cannot_write(books: Store) -> None:
    """Readers are read-only in the database itself."""
    with pytest.raises(StorageReadOnlyError):
        await books.read(add(1))
    assert await books.read(count_rows) == 0


async def test_a_second_owner_is_refused_until_the_first_is_gone(open_empty: OpenStore) -> None:
    """Two writers, each sure of the next sequence, would corrupt a log."""
    first = await open_empty()
    with pytest.raises(StorageUnavailableError, match="in use by another process"):
        await open_empty()
    await first.close()
    await (await open_empty()).close()


async def test_everything_committed_is_there_after_reopening(open_empty: OpenStore) -> None:
    """Closing and opening again changes nothing."""
    store = await open_empty()
    await store.write(metadata.create_all)
    await store.write(add(1, Decimal("0.10")))
    await store.close()
    again = await open_empty()
    found = await again.read(lambda connection: connection.execute(select(ledger)).one())
    assert str(found.amount) == "0.10"


async def test_transactions_are_observed(tmp_path: Path) -> None:
    """Waiting and running time are told for every one, by kind."""
    seen: list[tuple[str, int, int]] = []
    store = await SqliteStore.open(tmp_path / "a.db", observe=lambda *told: seen.append(told))
    await store.write(metadata.create_all)
    await store.read(count_rows)
    await store.close()
    assert [kind for kind, _, _ in seen] == ["write", "read"]
    assert all(waited >= 0 and ran > 0 for _, waited, ran in seen)


async def test_a_cancelled_write_does_not_stop_the_writer(tmp_path: Path) -> None:
    """Who gives up before the work began wants nothing written; the others are served."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.write(metadata.create_all)
    tasks = [asyncio.create_task(store.write(add(row))) for row in range(50)]
    await asyncio.sleep(0)
    tasks[49].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await store.write(add(100))
    assert await store.read(count_rows) >= 50
    assert store.queued == 0
    await store.close()


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """It does not hang its callers."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.close()
    await store.close()
    with pytest.raises(StorageUnavailableError, match="is closed"):
        await store.write(count_rows)


async def test_a_missing_directory_is_created(tmp_path: Path) -> None:
    """Several levels of it."""
    store = await SqliteStore.open(tmp_path / "data" / "execution" / "a.db")
    await store.close()
    assert (tmp_path / "data" / "execution" / "a.db").exists()


async def test_a_directory_that_cannot_be_is_named(tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StorageUnavailableError, match=r"data/a\.db cannot be opened"):
        await SqliteStore.open(tmp_path / "data" / "a.db")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """It is left as it was."""
    path = tmp_path / "a.db"
    path.write_text("not a database, and long enough to be read as a header " * 40)
    before = path.read_bytes()
    with pytest.raises(StorageCorruptError, match=r"a\.db is not a sound database"):
        await SqliteStore.open(path)
    assert path.read_bytes() == before


async def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """SQLite's own page limit stands in for the disk's end: the same code path, the same code."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.write(metadata.create_all)
    await store.write(add(1, Decimal(1)))

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=4")
        connection.execute(text("CREATE TABLE filler (bytes BLOB)"))
        connection.execute(text("INSERT INTO filler VALUES (zeroblob(1000000))"))

    with pytest.raises(StorageFullError, match=r"no room left for .*a\.db; free space"):
        await store.write(fill)
    assert await store.read(count_rows) == 1
    await store.close()


async def test_a_foreign_lock_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database browser that holds the file open for writing."""
    monkeypatch.setattr("services.chassis.sqlite.BUSY_MS_MAX", 50)
    path = tmp_path / "a.db"
    store = await SqliteStore.open(path)
    await store.write(metadata.create_all)
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
    )
    browser = subprocess.Popen(  # noqa: ASYNC220 - the test waits for it on purpose.
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert browser.stdout is not None
    assert browser.stdout.readline() == "held\n"
    with pytest.raises(StorageUnavailableError, match="stayed locked"):
        await store.write(add(1))
    browser.communicate("")
    await store.write(add(1))
    await store.close()


async def test_a_killed_owner_leaves_its_commits_and_no_lock(tmp_path: Path) -> None:
    """Kill -9 right after a commit: the next owner opens without repair and finds the row."""
    path = tmp_path / "a.db"
    owner = [sys.executable, "-c", KILLED_OWNER, str(path)]
    ended = await asyncio.to_thread(subprocess.run, owner, check=False)
    assert ended.returncode == -9
    store = await SqliteStore.open(path)
    kept = await store.read(lambda c: c.execute(text("SELECT id FROM kept")).scalars().all())
    assert kept == [7]
    await store.close()


async def test_an_absent_postgres_is_named_without_its_password() -> None:
    """The message goes to logs."""
    with pytest.raises(
        StorageUnavailableError, match=r"127\.0\.0\.1:1/.* did not answer"
    ) as caught:
        await PostgresStore.open("postgresql://trader:hunter2@127.0.0.1:1/execution")
    assert "hunter2" not in str(caught.value)


async def test_an_unknown_kind_of_url_is_refused(tmp_path: Path) -> None:
    """The message shows both forms that work."""
    with pytest.raises(ConfigurationError, match=r"sqlite:////absolute/file\.db or postgresql://"):
        await open_store("mysql://x")
    store = await open_store(f"sqlite:///{tmp_path}/a.db", synchronous="FULL")
    assert isinstance(store, SqliteStore)
    level = await store.read(lambda c: c.exec_driver_sql("PRAGMA synchronous").scalar())
    assert level == 2
    await store.close()


def test_money_cannot_be_compared_in_sql() -> None:
    """Text order puts 10 before 9; only NULL may be asked for."""
    for compare in (operator.gt, operator.eq, operator.add):
        with pytest.raises(TypeError, match="compares text, not numbers"):
            compare(ledger.c.amount, Decimal(1))
    assert "IS NULL" in str(ledger.c.amount.is_(None))
