"""Whether a database is at the program's version, told without Alembic; and how to get it there.

A step's file is named for its revision, and steps of one line sort by name, so the newest name
in each folder is the version that the database must have.
"""

import asyncio
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from services.chassis.failures import SchemaOutdatedError, StorageUnavailableError
from services.chassis.orphans import dying_with_parent
from tradewire.errors import InvalidArgumentError

ENVIRONMENT = Path(__file__).parent / "migrations"
"""Where Alembic finds its environment and the chassis's steps."""

MIGRATION_S_MAX = 300.0
"""A step on a laptop takes milliseconds; one that copies a big table a minute or two."""


def versions_of(service: str) -> list[Path]:
    """Folders of steps: the chassis's, then the service's own where it has tables.

    Raises:
        InvalidArgumentError: there is no such service.
    """
    folders = [ENVIRONMENT / "versions"]
    if service == "chassis":
        return folders
    spec = find_spec(f"services.{service}") if service.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        raise InvalidArgumentError(f"there is no service {service!r}; look into services/")
    own = Path(next(iter(spec.submodule_search_locations))) / "migrations" / "versions"
    if own.is_dir():
        folders.append(own)
    return folders


def wanted_versions(service: str) -> set[str]:
    """The newest step of each line."""
    wanted = set()
    for folder in versions_of(service):
        steps = sorted(path.stem for path in folder.glob("*_[0-9]*.py"))
        if steps:
            wanted.add(steps[-1])
    return wanted


def check_schema(connection: Connection, service: str) -> None:
    """Refuse a database of another version; a service calls it in a read at its start.

    Raises:
        SchemaOutdatedError: it is older or newer, or was never migrated.
    """
    found = refuse_newer(connection, service)
    wanted = wanted_versions(service)
    if found != wanted:
        raise SchemaOutdatedError(
            f"the database of {service} is at {_names(found)}, the program needs "
            f"{_names(wanted)}; run, with the settings of {service}: "
            f"python -m services.chassis.migrate {service}",
            metadata={"found": _names(found), "wanted": _names(wanted)},
        )


def refuse_newer(connection: Connection, service: str) -> set[str]:
    """The database's versions; a program that is older than any of them is refused.

    Steps only go forward, so it has no way back of its own.

    Raises:
        SchemaOutdatedError: the database was brought to a step that this program does not know.
    """
    found: set[str] = set()
    if inspect(connection).has_table("alembic_version"):
        rows = connection.execute(text("SELECT version_num FROM alembic_version"))
        found = set(rows.scalars())
    known = {path.stem for folder in versions_of(service) for path in folder.glob("*_[0-9]*.py")}
    if newer := found - known:
        raise SchemaOutdatedError(
            f"the database of {service} is at {_names(newer)}, which this program is too old to "
            "know, and steps only go forward: run the newer program, or put back the backup that "
            "was made before its migration",
            metadata={"found": _names(found), "wanted": _names(wanted_versions(service))},
        )
    return found


async def migrate_databases(targets: Mapping[str, str]) -> None:
    """Bring databases to the program's version, in a child process that imports Alembic.

    Args:
        targets: service -> URL; none of the services may be running.

    Raises:
        StorageUnavailableError: a step failed; the message is the child's.
    """
    pairs = [f"{service}={url}" for service, url in targets.items()]
    process = await asyncio.create_subprocess_exec(
        # It holds the databases' locks: had it outlived its starter, the next could not start.
        *dying_with_parent(sys.executable, "-m", "services.chassis.migrate", *pairs),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(MIGRATION_S_MAX):
            _, said = await process.communicate()
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise
    if process.returncode != 0:
        words = said.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise StorageUnavailableError(f"databases could not be migrated: {words[-1]}")


def _names(versions: set[str]) -> str:
    return ", ".join(sorted(versions)) or "no version"
