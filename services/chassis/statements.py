"""Statements that are made once: on SQLite the driver gets their text, and nothing lies between.

SQLAlchemy compiles a statement once, but looks it up, binds and wraps its result each time: 30 us
in a loop and 150 when an order comes out of silence, for a row that SQLite writes in 5. What each
order runs goes by here. PostgreSQL gets the same statements by SQLAlchemy.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, TextClause, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert

Clause = Delete | Insert | Update | TextClause | ReturningInsert[Any]

Row = Mapping[str, Any]
"""Values by the names of columns, or of the parameters."""

# The driver takes ":name" as it is.
_DIALECT = sqlite.dialect(paramstyle="named")


class Statement:
    """One statement over rows of the same columns.

    Args:
        clause: with values for ``names`` and nothing else: no defaults, no lists.
        names: of the columns and parameters that each row has; those of a text are in it.
    """

    def __init__(self, clause: Clause, names: Sequence[str] = ()) -> None:
        self._clause = clause
        compiled = clause.compile(dialect=_DIALECT, column_keys=list(names) or None)
        self._text = str(compiled)
        self._constants: dict[str, Any] = {}
        self._convert: dict[str, Callable[[Any], Any]] = {}
        for name, bind in compiled.binds.items():
            if not bind.required:
                # A literal of the clause's own, such as the 0 of a comparison.
                self._constants[name] = bind.value
            convert = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            if convert is not None:
                self._convert[name] = convert

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Execute it for each row.

        Raises:
            sqlalchemy.exc.IntegrityError: a constraint is broken.
        """
        driver = _driver(connection)
        if driver is None:
            connection.execute(self._clause, [dict(row) for row in rows])
            return
        try:
            driver.executemany(self._text, [self._bound(row) for row in rows])
        except sqlite3.IntegrityError as error:
            raise IntegrityError(self._text, None, error) from error

    def changed(self, connection: Connection, row: Row) -> int:
        """Execute it; how many rows it changed. Raises as ``run``."""
        driver = _driver(connection)
        if driver is None:
            return connection.execute(self._clause, dict(row)).rowcount
        try:
            return driver.execute(self._text, self._bound(row)).rowcount
        except sqlite3.IntegrityError as error:
            raise IntegrityError(self._text, None, error) from error

    def value(self, connection: Connection, row: Row) -> Any:
        """Execute it; the one column of the one row that it returns, None for none.

        As the driver has it: integers and texts alone. Raises as ``run``.
        """
        driver = _driver(connection)
        if driver is None:
            return connection.execute(self._clause, dict(row)).scalar_one_or_none()
        try:
            found = driver.execute(self._text, self._bound(row)).fetchall()
        except sqlite3.IntegrityError as error:
            raise IntegrityError(self._text, None, error) from error
        return found[0][0] if found else None

    def _bound(self, row: Row) -> Row:
        if not self._convert and not self._constants:
            return row
        bound = {**self._constants, **row}
        for name, convert in self._convert.items():
            bound[name] = convert(bound[name])
        return bound


def _driver(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection; None on PostgreSQL."""
    driver: object = connection.connection.dbapi_connection
    return driver if isinstance(driver, sqlite3.Connection) else None
