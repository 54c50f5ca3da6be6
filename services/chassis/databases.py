"""Which database a URL names, opened: the one place that knows both kinds."""

from typing import Literal

from services.chassis.storage import Observer, Store
from tradewire.errors import ConfigurationError


async def open_store(
    url: str,
    *,
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL",
    observe: Observer | None = None,
) -> Store:
    """Open the database that ``url`` names.

    Args:
        url: ``sqlite:////absolute/file.db`` or ``postgresql://user:secret@host/database``.
        synchronous: SQLite's durability; FULL where live money is recorded.
        observe: told of every transaction's queueing and running time.

    Raises:
        StorageError: it cannot be opened; the message says why and what to do.
        ConfigurationError: the URL is of neither kind.
    """
    # Each backend is imported where it is used: a laptop's processes never pay for asyncpg's
    # memory, a cluster's never for the writer thread.
    if url.startswith("sqlite:///"):
        from services.chassis.sqlite import SqliteStore  # noqa: PLC0415 - see above.

        path = url.removeprefix("sqlite:///")
        return await SqliteStore.open(path, synchronous=synchronous, observe=observe)
    if url.startswith(("postgresql://", "postgres://", "postgresql+asyncpg://")):
        from services.chassis.postgres import PostgresStore  # noqa: PLC0415 - see above.

        return await PostgresStore.open(url, observe=observe)
    # Not the URL itself: it holds a password, or is one that was given in its place.
    raise ConfigurationError(
        "the URL of a database is of no kind that is known; write sqlite:////absolute/file.db or "
        "postgresql://user:password@host/database, in database_url or the file that "
        "TRADEWIRE_DATABASE_URL_FILE names"
    )
