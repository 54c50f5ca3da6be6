"""DuckDB's memory after much was written: let go of, and never while somebody reads."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from services.marketdata import trimming
from services.marketdata.trimming import REST_MIB, Trimmer

MIB = 1024 * 1024


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that has just been filled with more than what may stay in memory."""
    opened = duckdb.connect(str(tmp_path / "t.duckdb"), config={"memory_limit": "256MiB"})
    opened.execute("CREATE TABLE t AS SELECT hash(range) AS x FROM range(12000000)")
    opened.execute("CHECKPOINT")
    yield opened
    opened.close()


def kept(connection: duckdb.DuckDBPyConnection) -> int:
    """Bytes that DuckDB holds."""
    found = connection.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()
    assert found is not None
    return int(found[0])


def limit(connection: duckdb.DuckDBPyConnection) -> str:
    """The limit that queries meet."""
    found = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    assert found is not None
    return str(found[0])


def test_blocks_are_let_go_of_and_queries_have_the_whole_limit_afterwards(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only when it is time, and not while a query runs."""
    trimmer = Trimmer(connection, 256)
    before, whole = kept(connection), limit(connection)
    assert before > 2 * REST_MIB * MIB
    trimmer.trim()
    assert kept(connection) == before
    monkeypatch.setattr(trimming, "TRIM_S", 0.0)
    with trimmer.query():
        trimmer.trim()
        assert kept(connection) == before
    trimmer.trim()
    assert kept(connection) <= REST_MIB * MIB
    assert limit(connection) == whole
    assert connection.execute("SELECT count(DISTINCT x % 1000) FROM t").fetchone() == (1000,)
