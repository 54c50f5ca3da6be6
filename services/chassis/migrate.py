"""Brings databases to the program's version, in a process of its own.

    python -m services.chassis.migrate execution=sqlite:////data/execution.db risk=sqlite:///...

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
from collections.abc import Callable, Sequence
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from services.chassis import tables
from services.chassis.databases import open_store
from services.chassis.schema import ENVIRONMENT, versions_of
from tradewire.errors import InvalidArgumentError, TradewireError


def upgrade(connection: Connection, service: str) -> None:
    """Apply every missing step of the chassis and of the service, in the open transaction."""
    command.upgrade(_config(connection, service), "heads")


def drift(connection: Connection, *metadata: MetaData) -> list[Any]:
    """What the database has otherwise than the given tables and the chassis's; empty is good."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, [tables.metadata, *metadata]))  # type: ignore[arg-type]  # a list works, the stub says one.


async def migrate(service: str, url: str, step: Callable[[Connection, str], None]) -> None:
    """Open the database, run ``step`` in one transaction, close it.

    Raises:
        StorageError: it cannot be opened, or a running service owns it.
    """
    store = await open_store(url)
    try:
        await store.write(lambda connection: step(connection, service))
    finally:
        await store.close()


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


def _draft(message: str) -> Callable[[Connection, str], None]:
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
    parser.add_argument("targets", nargs="+", metavar="SERVICE=URL")
    options = parser.parse_args(arguments)
    step = upgrade if options.draft is None else _draft(options.draft)
    for target in options.targets:
        service, separator, url = target.partition("=")
        try:
            if not separator:
                raise InvalidArgumentError(f"{target!r} must be SERVICE=URL")
            asyncio.run(migrate(service, url, step))
        except (TradewireError, ValueError) as error:
            print(f"{service}: {error}", file=sys.stderr)  # noqa: T201 - this is a command.
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
