"""Where a service keeps its rows: one transaction function, two databases.

A transaction is a plain function over a SQLAlchemy Core connection. On SQLite it runs on the loop's
own thread while nobody waits before it and the disk is quick, else on one writer thread
(``sqlite_quick``): an asynchronous driver would hand every statement from thread to thread, which
costs eight times the work itself. On PostgreSQL the very same function runs in a greenlet over
asyncpg. Neither knows of the other, and a service knows of neither.

The function must be quick and must not wait for anything else: on SQLite all writers queue
behind it. Raising rolls everything back.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeVar

from sqlalchemy import BigInteger, Connection, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")

Transaction = Callable[[Connection], T]
"""A unit of work: takes the open connection, returns what the caller awaits."""

Kind = Literal["write", "read"]

Observer = Callable[[Kind, int, int], None]
"""Told of every transaction: its kind, nanoseconds waited in the queue, nanoseconds run.

On SQLite it is called on the thread that ran it, the loop's or a worker's, so it must be
thread-safe and quick.
"""

Nanoseconds = BigInteger
"""Column type of an instant or a duration: int64 nanoseconds, BIGINT in both databases."""


class Store(Protocol):
    """What a service needs of its database."""

    async def write(self, transaction: Callable[[Connection], T]) -> T:
        """Run ``transaction`` and commit; its result is returned after the commit.

        Raises:
            StorageError: the database could not do it; nothing was committed, except that a
                connection lost during the commit itself leaves the outcome unknown.
        """
        ...

    async def read(self, transaction: Callable[[Connection], T]) -> T:
        """Run ``transaction`` on a consistent snapshot; it cannot write.

        Raises:
            StorageError: the database could not do it.
        """
        ...

    @property
    def queued(self) -> int:
        """Transactions that wait or run now."""
        ...

    @property
    def queue_max(self) -> int:
        """How many may, before their callers have to wait outside; 0 for no limit of its own."""
        ...

    async def close(self) -> None:
        """Finish what is queued, then let go of files and connections."""
        ...


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept digit for digit, as plain text.

    SQLite turns NUMERIC into a float and loses digits, so money is TEXT in both databases. Text
    sorts and compares as text, so every comparison in SQL is refused: compare in Python.
    """

    impl = Text
    cache_ok = True

    class comparator_factory(TypeDecorator.Comparator[Decimal]):  # noqa: N801 - SQLAlchemy's name.
        """Refuses operators whose answer over text would be wrong for numbers."""

        def operate(self, op: operators.OperatorType, *other: Any, **kwargs: Any) -> Any:
            """Allow IS NULL only.

            Raises:
                TypeError: for every other operator.
            """
            if op in {operators.is_, operators.is_not}:
                return super().operate(op, *other, **kwargs)
            raise TypeError(
                f"operator {op.__name__} on a decimal column compares text, not numbers; "
                "read the rows and compare Decimals in Python"
            )

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write a finite Decimal without exponent, trailing zeros kept.

        Raises:
            TypeError: not a Decimal (a float would already have lost digits).
            ValueError: NaN or infinite.
        """
        del dialect
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(
                f"{value!r} is a {type(value).__name__}; a decimal column takes Decimal only, "
                "make one from the original text"
            )
        if not value.is_finite():
            raise ValueError(f"{value} cannot be stored; a decimal column takes finite values")
        return format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read back the Decimal that was written, same digits, same scale."""
        del dialect
        return None if value is None else Decimal(value)
