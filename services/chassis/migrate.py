"""Brings databases to the program's version, in a process of its own.

    python -m services.chassis.migrate execution risk
    python -m services.chassis.migrate execution=sqlite:////data/execution.db risk=sqlite:///...

A service named alone has the database of its own settings (TRADEWIRE_DATABASE_URL_FILE, data_dir),
so that no password stands on a command line. PostgreSQL is waited for a while: in a cluster it may
start later than this.

Alembic and Mako are 20 MB that a service would carry for ever, so services never import this
module: they check their schema (``services.chassis.schema``) and name this command. One process
migrates any number of databases.

A service's steps are ``services/<service>/migrations/versions/<service>_0001.py`` and so on; the
chassis's tables have their own. To draft the next step from ``services.<service>.store.metadata``:

    python -m services.chassis.migrate --draft "what it does" execution=sqlite:////tmp/scratch.db
"""

import argparse
import asyncio
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect

from services.chassis import tables
from services.chassis.config import ServiceSettings, load
from services.chassis.databases import open_store
from services.chassis.failures import SchemaOutdatedError, StorageUnavailableError
from services.chassis.onlooker import look
from services.chassis.schema import ENVIRONMENT, check_schema, refuse_newer, versions_of
from tradewire.errors import InvalidArgumentError, TradewireError

Step = Callable[[Connection, str], None]
"""What is done in a service's database."""

WAIT_S_DEFAULT = 60.0
"""A PostgreSQL that starts with its cluster, or recovers from a crash, needs some ten seconds."""

WAIT_S_MAX = 3_600.0
"""Whoever wants to wait longer has a supervisor that starts this again."""

PAUSE_S = 1.0
"""Between two attempts. That it waits, and for what, is told once."""


def upgrade(connection: Connection, service: str) -> None:
    """Apply every missing step of the chassis and of the service, in the open transaction.

    Raises:
        SchemaOutdatedError: a newer program was here, and this one does not know its steps.
    """
    refuse_newer(connection, service)
    command.upgrade(_config(connection, service), "heads")


def drift(connection: Connection, *metadata: MetaData) -> list[Any]:
    """What the database has otherwise than the given tables and the chassis's; empty is good."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, [tables.metadata, *metadata]))  # type: ignore[arg-type]  # a list works, the stub says one.


async def migrate(service: str, url: str, step: Step) -> None:
    """Open the database, run ``step`` in one transaction, close it.

    Raises:
        StorageError: it cannot be opened, or a running service owns it.
    """
    store = await open_store(url)
    try:
        await store.write(lambda connection: step(connection, service))
    finally:
        await store.close()


async def migrate_own(service: str, step: Step, wait_s: float = WAIT_S_DEFAULT) -> None:
    """Migrate the database that the service's settings name, and make those beside it.

    Args:
        service: whose settings are read from the environment, as the service itself reads them.
        step: what is done in the service's database.
        wait_s: how long a PostgreSQL that does not answer, or is still another process's, is
            asked again.

    A database that a running service owns, and that is at the program's version, is let be.

    Raises:
        ConfigurationError: the settings are wrong, or a secret's file is missing.
        StorageError: it cannot be opened, or a service that runs on another version owns it.
    """
    settings = load(_settings_of(service))
    done = check_schema if step is upgrade else _never
    await _patiently(settings.database, service, step, done, wait_s)
    for module, url in settings.databases_beside.items():
        beside = importlib.import_module(f"services.{service}.{module}").metadata
        await _patiently(url, service, *_made(beside), wait_s)


def _made(beside: MetaData) -> tuple[Step, Step]:
    """What makes the tables of a database beside, and what sees that they are there."""

    def see(connection: Connection, service: str) -> None:
        missing = {*beside.tables} - {*inspect(connection).get_table_names()}
        if missing:
            raise SchemaOutdatedError(f"{service} has no tables {', '.join(sorted(missing))}")

    return (lambda connection, _service: beside.create_all(connection)), see


def _never(_connection: Connection, service: str) -> None:
    raise SchemaOutdatedError(f"{service} is to be changed, whatever version it has")


async def _is_done(url: str, service: str, done: Step) -> bool:
    """Whether whoever owns the database runs on the version that is wanted already."""
    try:
        await look(url, lambda connection: done(connection, service))
    except TradewireError:
        return False
    return True


async def _patiently(url: str, service: str, step: Step, done: Step, wait_s: float) -> None:
    ends_s, told = time.monotonic() + wait_s, ""
    while True:
        try:
            return await migrate(service, url, step)
        except StorageUnavailableError as error:
            if await _is_done(url, service, done):
                return None
            # A file is there or is not: only a server comes up later.
            if url.startswith("sqlite:") or time.monotonic() + PAUSE_S > ends_s:
                raise
            if str(error) != told:
                told = str(error)
                print(f"{service}: {told}; asking again", file=sys.stderr)  # noqa: T201 - as below.
        await asyncio.sleep(PAUSE_S)


def _settings_of(service: str) -> type[ServiceSettings]:
    """The class of a service's settings; one without a database raises InvalidArgumentError."""
    own = f"services.{service}.settings"
    if len(versions_of(service)) > 1 and find_spec(own) is not None:
        for found in vars(importlib.import_module(own)).values():
            if isinstance(found, type) and issubclass(found, ServiceSettings) and found.service:
                return found
    raise InvalidArgumentError(f"{service} has no database by its settings; write SERVICE=URL")


def _config(connection: Connection, service: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ENVIRONMENT))
    config.set_main_option("path_separator", "newline")
    locations = "\n".join(str(path) for path in versions_of(service))
    config.set_main_option("version_locations", locations)
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    config.attributes["target_metadata"] = tables.metadata
    return config


def _draft(message: str) -> Step:
    def draft(connection: Connection, service: str) -> None:
        upgrade(connection, service)
        config = _config(connection, service)
        own = importlib.import_module(f"services.{service}.store").metadata
        config.attributes["target_metadata"] = [tables.metadata, own]
        folder = versions_of(service)[-1]
        number = len(list(folder.glob(f"{service}_*.py"))) + 1
        command.revision(
            config,
            message,
            autogenerate=True,
            rev_id=f"{service}_{number:04d}",
            version_path=str(folder),
            # The first step starts the service's own line beside the chassis's.
            head="base" if number == 1 else f"{service}_{number - 1:04d}",
            splice=number == 1,
        )

    return draft


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.chassis.migrate")
    parser.add_argument("--draft", metavar="MESSAGE", help="draft the next step of the service")
    parser.add_argument(
        "--wait",
        type=float,
        default=WAIT_S_DEFAULT,
        metavar="SECONDS",
        help="how long a PostgreSQL that does not answer is asked again",
    )
    parser.add_argument("targets", nargs="+", metavar="SERVICE or SERVICE=URL")
    options = parser.parse_args(arguments)
    step = upgrade if options.draft is None else _draft(options.draft)
    for target in options.targets:
        service, separator, url = target.partition("=")
        try:
            if separator:
                asyncio.run(migrate(service, url, step))
            else:
                asyncio.run(migrate_own(service, step, min(options.wait, WAIT_S_MAX)))
        except (TradewireError, ValueError) as error:
            print(f"{service}: {error}", file=sys.stderr)  # noqa: T201 - this is a command.
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
