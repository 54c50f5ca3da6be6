"""Statements that go to SQLite's driver directly: the same rows and errors as by SQLAlchemy."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    case,
    insert,
    select,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from services.chassis.sqlite import connect_engine
from services.chassis.statements import Statement
from services.chassis.storage import ExactDecimal

metadata = MetaData()
books = Table(
    "books",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("amount", ExactDecimal, nullable=True),
    Column("is_open", Boolean, nullable=True),
    Column("payload", LargeBinary, nullable=False),
)
ROW = {"id": 1, "name": "x", "amount": Decimal("1E+3"), "is_open": True, "payload": b"\0\xff"}
ADD = Statement(insert(books), books.columns.keys())


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = connect_engine(tmp_path / "a.db", "NORMAL")
    with engine.connect() as opened:
        metadata.create_all(opened)
        yield opened
    engine.dispose()


def test_values_are_written_as_their_columns_types_say(connection: Connection) -> None:
    """Decimals as plain text, booleans as 0 and 1, bytes as they are."""
    ADD.run(connection, [ROW, {**ROW, "id": 2, "amount": None, "is_open": None}])
    found = connection.execute(select(books).order_by(books.c.id)).mappings().all()
    assert [dict(row) for row in found] == [
        ROW,
        {**ROW, "id": 2, "amount": None, "is_open": None},
    ]
    plain = connection.execute(text("SELECT amount, is_open FROM books WHERE id = 1")).one()
    assert tuple(plain) == ("1000", 1)


def test_a_broken_constraint_is_sqlalchemys_own_error(connection: Connection) -> None:
    """Callers handle that one, whichever database there is."""
    ADD.run(connection, [ROW])
    with pytest.raises(IntegrityError):
        ADD.run(connection, [ROW])
    with pytest.raises(IntegrityError):
        ADD.changed(connection, ROW)
    with pytest.raises(IntegrityError):
        ADD.value(connection, ROW)


def test_a_clauses_own_literals_are_kept(connection: Connection) -> None:
    """The one that a case compares with is no column's value."""
    made = sqlite.insert(books)
    name = case((books.c.name == "x", books.c.name), else_=made.excluded.name)
    upsert = Statement(
        made.on_conflict_do_update(index_elements=["id"], set_={"name": name}),
        books.columns.keys(),
    )
    ADD.run(connection, [ROW, {**ROW, "id": 2, "name": "y"}])
    upsert.run(connection, [{**ROW, "name": "z"}, {**ROW, "id": 2, "name": "z"}])
    found = connection.execute(select(books.c.name).order_by(books.c.id)).scalars().all()
    assert list(found) == ["x", "z"]


def test_rows_changed_and_values_returned_are_told(connection: Connection) -> None:
    """None and 0 where there is no such row."""
    ADD.run(connection, [ROW])
    rename = Statement(text("UPDATE books SET name = :name WHERE id = :id"))
    assert rename.changed(connection, {"id": 1, "name": "y"}) == 1
    assert rename.changed(connection, {"id": 7, "name": "y"}) == 0
    renamed = Statement(text("UPDATE books SET name = :name WHERE id = :id RETURNING name"))
    assert renamed.value(connection, {"id": 1, "name": "z"}) == "z"
    assert renamed.value(connection, {"id": 7, "name": "z"}) is None
