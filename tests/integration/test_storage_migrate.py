"""The one-shot that migrates databases, as services' starter runs it."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from services.chassis import migrate, schema
from services.chassis.databases import open_store
from services.chassis.failures import SchemaOutdatedError, StorageUnavailableError
from services.chassis.sqlite import SqliteStore

# Less than the driver waits for a database that does not answer.
WAIT_S = 40.0


_databases = count(1)


async def made_database(postgres_url: str) -> str:
    """The URL of a new, empty database of the test's PostgreSQL."""
    name = f"migrated_{next(_databases)}"
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f"CREATE DATABASE {name}")
    await admin.close()
    return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)


Migrate = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def migrate_by_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Migrate:
    """Runs the command with these settings alone; answers exit code and words."""

    async def run(*arguments: str, **variables: str) -> tuple[int, str]:
        with monkeypatch.context() as settings:
            for name, value in variables.items():
                settings.setenv(name, value)
            # It has a loop of its own, as in its own process.
            code = await asyncio.to_thread(migrate.main, arguments)
        return code, capsys.readouterr().err

    return run


async def assert_current(service: str, url: str) -> None:
    """A service would start on this database."""
    store = await open_store(url)
    await store.read(lambda connection: schema.check_schema(connection, service))
    await store.close()


async def test_a_service_named_alone_has_the_database_of_its_settings(
    tmp_path: Path, postgres_url: str, migrate_by_settings: Migrate
) -> None:
    """By the file of the secret as by the data directory; the paper venue's is made beside."""
    url = await made_database(postgres_url)
    secret = tmp_path / "database-url"
    secret.write_text(f"{url}\n")
    own = {"TRADEWIRE_DATA_DIR": str(tmp_path), "TRADEWIRE_ENVIRONMENT": "production"}
    by_file = own | {"TRADEWIRE_DATABASE_URL_FILE": str(secret)}
    assert await migrate_by_settings("execution", **by_file) == (0, "")
    await assert_current("execution", url)
    paper = await open_store(f"sqlite:///{tmp_path}/paper.db")
    assert await paper.read(lambda c: c.exec_driver_sql("SELECT * FROM paper_orders").all()) == []
    await paper.close()
    assert await migrate_by_settings("risk", "signal", "marketdata", **own) == (0, "")
    for service in ("risk", "signal", "marketdata"):
        await assert_current(service, f"sqlite:///{tmp_path}/{service}.db")


async def test_a_database_that_comes_up_later_is_waited_for(
    tmp_path: Path,
    postgres_url: str,
    migrate_by_settings: Migrate,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another process owns it at first, and a server that starts is the same to us: it is away."""
    url = await made_database(postgres_url)
    owner = await open_store(url)
    settings = {"TRADEWIRE_DATA_DIR": str(tmp_path), "TRADEWIRE_DATABASE_URL": url}
    waiting = asyncio.create_task(migrate_by_settings("risk", **settings))
    said = ""
    while "asking again" not in said:
        assert not waiting.done(), said
        await asyncio.sleep(0.05)
        said += capsys.readouterr().err
    await owner.close()
    assert await asyncio.wait_for(waiting, WAIT_S) == (0, "")
    await assert_current("risk", url)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_running_service_that_needs_no_migration_is_let_be(
    kind: str, tmp_path: Path, postgres_url: str, migrate_by_settings: Migrate
) -> None:
    """Compose runs the migration before each start, also of a service that runs already."""
    own = {"TRADEWIRE_DATA_DIR": str(tmp_path)}
    url = f"sqlite:///{tmp_path}/execution.db"
    if kind == "postgres":
        url = own["TRADEWIRE_DATABASE_URL"] = await made_database(postgres_url)
    assert await migrate_by_settings("execution", **own) == (0, "")
    owner, paper = await open_store(url), await open_store(f"sqlite:///{tmp_path}/paper.db")
    try:
        assert await migrate_by_settings("--wait", "0", "execution", **own) == (0, "")
        behind = "DELETE FROM alembic_version"
        await owner.write(lambda connection: connection.exec_driver_sql(behind).rowcount)
        code, said = await migrate_by_settings("--wait", "0", "execution", **own)
        assert code == 1
        assert "in use by another process" in said
    finally:
        await owner.close()
        await paper.close()


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TRADEWIRE_DATABASE_URL_FILE": "/nowhere/database-url"}, "put the value into that file"),
        ({"TRADEWIRE_DATABASE_URL": "hunter2"}, "postgresql://user:password@host/database"),
        (
            {"TRADEWIRE_DATABASE_URL": "postgresql://ann:hunter2@127.0.0.1:1/none"},
            "postgresql://ann:***@127.0.0.1:1/none did not answer",
        ),
    ],
)
async def test_a_database_that_cannot_be_had_is_named_with_the_remedy(
    tmp_path: Path, migrate_by_settings: Migrate, variables: dict[str, str], words: str
) -> None:
    """And never with its password."""
    own = {"TRADEWIRE_DATA_DIR": str(tmp_path), **variables}
    code, said = await migrate_by_settings("--wait", "0", "risk", **own)
    assert code == 1
    assert words in said
    assert "hunter2" not in said


async def test_what_a_server_refuses_is_named_and_not_asked_for_again(
    tmp_path: Path, postgres_url: str, migrate_by_settings: Migrate
) -> None:
    """The server answers, so nothing comes up by itself."""
    url = await made_database(postgres_url)
    blind = await made_database(postgres_url)
    for each, does in (
        (url, "CREATE ROLE lodger LOGIN"),
        (blind, "REVOKE ALL ON SCHEMA public FROM public"),
    ):
        admin = await asyncpg.connect(each)
        await admin.execute(does)
        await admin.close()
    for given, words in (
        (make_url(url).set(database="nowhere"), "CREATE DATABASE"),
        (make_url(url).set(username="stranger"), "user and password"),
        (make_url(url).set(username="lodger"), "may not do that"),
        (make_url(blind).set(username="lodger"), "sees no schema"),
    ):
        code, said = await migrate_by_settings(
            "risk",
            TRADEWIRE_DATA_DIR=str(tmp_path),
            TRADEWIRE_DATABASE_URL=given.render_as_string(hide_password=False),
        )
        assert (code, "asking again" in said) == (1, False), said
        assert words in said
        assert len(said.splitlines()) == 1


async def test_a_service_without_a_database_says_so(migrate_by_settings: Migrate) -> None:
    """The gateway keeps nothing."""
    code, said = await migrate_by_settings("gateway")
    assert (code, "gateway" in said) == (1, True)


async def test_a_program_that_is_older_than_its_database_says_so_and_changes_nothing(
    tmp_path: Path, migrate_by_settings: Migrate
) -> None:
    """Whoever goes back to the version before learns that the way back is a backup."""
    url = f"sqlite:///{tmp_path}/risk.db"
    assert (await migrate_by_settings(f"risk={url}"))[0] == 0
    store = await open_store(url)
    newer = "UPDATE alembic_version SET version_num = 'risk_9999' WHERE version_num LIKE 'risk%'"
    await store.write(lambda connection: connection.exec_driver_sql(newer))
    with pytest.raises(SchemaOutdatedError, match=r"risk_9999.*backup"):
        await store.read(lambda connection: schema.check_schema(connection, "risk"))
    await store.close()
    code, said = await migrate_by_settings(f"risk={url}")
    assert code == 1
    assert "the database of risk is at risk_9999, which this program is too old to know" in said
    assert "backup" in said


async def test_databases_are_migrated_by_a_child_process(tmp_path: Path) -> None:
    """Several in one, and again without harm."""
    url = f"sqlite:///{tmp_path}/data/chassis.db"
    for _ in range(2):
        await schema.migrate_databases({"chassis": url})
    store = await SqliteStore.open(tmp_path / "data" / "chassis.db")
    await store.read(lambda connection: schema.check_schema(connection, "chassis"))
    await store.close()


async def test_a_running_owner_keeps_its_database(tmp_path: Path) -> None:
    """The child's words reach whoever started it."""
    store = await SqliteStore.open(tmp_path / "a.db")
    with pytest.raises(StorageUnavailableError, match=r"chassis: .*a\.db is in use"):
        await schema.migrate_databases({"chassis": f"sqlite:///{tmp_path}/a.db"})
    await store.close()


async def test_an_unknown_service_is_named() -> None:
    """Not a traceback."""
    with pytest.raises(StorageUnavailableError, match="there is no service 'cashier'"):
        await schema.migrate_databases({"cashier": "sqlite:////tmp/never.db"})


def test_a_service_never_carries_alembic() -> None:
    """Its 20 MB belong to the one-shot alone; nor asyncpg where SQLite is used."""
    script = (
        "import sys; import services.chassis.storage, services.chassis.sqlite, "
        "services.chassis.schema, services.chassis.outbox, services.chassis.follower; "
        "print([m for m in ('alembic', 'asyncpg', 'mako') if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "[]"


def test_a_migration_ends_with_its_starter() -> None:
    """One that lived on held the databases' locks, and the next starter gave up."""
    code = (
        "import asyncio, sys; from services.chassis.schema import migrate_databases; "
        "asyncio.run(migrate_databases({'chassis': sys.argv[1]}))"
    )
    with socket.create_server(("127.0.0.1", 0)) as database:
        database.settimeout(WAIT_S)
        url = f"postgresql://nobody@127.0.0.1:{database.getsockname()[1]}/none"
        with subprocess.Popen([sys.executable, "-c", code, url]) as starter:
            migration, _ = database.accept()
            starter.kill()
        with migration:
            migration.settimeout(WAIT_S)
            # A database that never answers keeps the migration in its midst: it hangs up as it
            # dies, and long before it would lose patience by itself.
            while migration.recv(4096):
                pass
