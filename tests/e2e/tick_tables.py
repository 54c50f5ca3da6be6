"""What a tick store holds, as its tables have it: every row and column, to be compared exactly."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from tests.quest_server import RunningQuest

Tables = Mapping[str, list[tuple[Any, ...]]]

TICKS = ("trades", "quotes", "books", "candles")
# What both stores keep beside the rows; a store's own devices are not the other's.
TABLES = (*TICKS, "gaps", "exponents", "cursors", "owner")


def of_duckdb(data_dir: Path) -> Tables:
    """The tables of a mesh that has ended; the columns are by name."""
    with duckdb.connect(str(data_dir / "marketdata.duckdb"), read_only=True) as connection:
        return {
            name: _sorted(
                connection.execute(
                    f"SELECT {', '.join(_columns(connection, name))} FROM {name}"  # noqa: S608 - ours.
                ).fetchall()
            )
            for name in TABLES
        }


def of_questdb(quest: RunningQuest, like: Path) -> Tables:
    """The same columns of the same tables; ``like`` is the DuckDB mesh that has them."""
    with duckdb.connect(str(like / "marketdata.duckdb"), read_only=True) as connection:
        wanted = {name: _columns(connection, name) for name in TABLES}
    found = {}
    for name, columns in wanted.items():
        # Written is not yet to be seen.
        quest.ask(f"select wait_wal_table('{name}')")
        kinds = {row[0]: row[1] for row in quest.ask(f"show columns from {name}")}
        chosen = [
            f"{column}::long {column}" if kinds[column] == "TIMESTAMP_NS" else column
            for column in columns
        ]
        # A gap that ends before it begins is void: QuestDB deletes no single row.
        void = " where last >= first" if name == "gaps" else ""
        found[name] = _sorted(quest.ask(f"select {', '.join(chosen)} from {name}{void}"))  # noqa: S608 - ours.
    return found


def empty(quest: RunningQuest) -> None:
    """Drop every table and view of the server's: the next mesh finds it as new."""
    for (name,) in quest.ask("select view_name from views()"):
        quest.ask(f"drop view {name}")
    for (name,) in quest.ask("select table_name from tables()"):
        quest.ask(f"drop table {name}")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"DESCRIBE {table}").fetchall()
    return sorted(row[0] for row in rows)


def _sorted(rows: list[Any]) -> list[tuple[Any, ...]]:
    return sorted(tuple(_plain(value) for value in row) for row in rows)


def _plain(value: Any) -> Any:
    """One form for both: a side of a book is a list in the one and text in the other."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return value
