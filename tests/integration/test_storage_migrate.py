"""The one-shot that migrates databases, as services' starter runs it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.chassis import schema
from services.chassis.failures import StorageUnavailableError
from services.chassis.sqlite import SqliteStore

# Less than the driver waits for a database that does not answer.
WAIT_S = 40.0


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
