"""A look into a database that another process owns: reads alone, and takes no lock of an owner.

Whoever starts containers runs a service's migration before each start, also where the service
runs and needs none; it must not fail because it cannot own what it has nothing to do to.
"""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.failures import StorageError, StorageUnavailableError

T = TypeVar("T")

# More than one writer is what a store has whose process does not own the schema.
_NO_OWNER = 2


async def look(url: str, question: Callable[[Connection], T]) -> T:
    """Answer ``question`` by a database that stays its owner's.

    Raises:
        StorageError: it cannot be opened or read.
    """
    if url.startswith("sqlite:///"):
        return _look_at_file(url.removeprefix("sqlite:///"), question)
    # A file's process has no use for asyncpg.
    from services.chassis.postgres import PostgresStore  # noqa: PLC0415 - see above.

    store = await PostgresStore.open(url, writers=_NO_OWNER)
    try:
        return await store.read(question)
    finally:
        await store.close()


def _look_at_file(path: str, question: Callable[[Connection], T]) -> T:
    engine = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            return question(connection)
    except StorageError:
        raise
    except SQLAlchemyError as error:
        raise StorageUnavailableError(f"{path} cannot be read: {error}") from error
    finally:
        engine.dispose()
