"""Which database a URL names, opened: the one place that knows both kinds."""

from typing import Literal

from services.chassis.storage import Observer, Store


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
        ValueError: the URL is of neither kind.
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
    scheme = url.split(":", 1)[0]
    raise ValueError(
        f"a store's URL cannot start with {scheme!r}; use sqlite:////absolute/file.db or "
        "postgresql://user:secret@host/database"
    )
