"""What leaves the tick store: rows too old and, where it is too large, its oldest ticks."""

import duckdb

from services.chassis.subjects import MarketData
from services.marketdata.rows import LAYOUTS

ROOM_LEFT = 0.9
"""Of the allowed size, to which a store that is over it is cut: not again at the next look."""


def expire(
    connection: duckdb.DuckDBPyConnection,
    ticks_before_ns: int,
    candles_before_ns: int,
    bytes_max: int,
) -> int:
    """Delete what was received before; gives how many rows. See ``TickStore.expire``."""
    count = 0
    ticks_ns = max(ticks_before_ns, _over(connection, bytes_max, ticks_before_ns))
    for table, layout in LAYOUTS.items():
        before_ns = candles_before_ns if table is MarketData.CANDLES else ticks_ns
        deleted = connection.execute(
            f"DELETE FROM {table} WHERE {layout.received} < ?",  # noqa: S608 - ours.
            [before_ns],
        ).fetchone()
        count += 0 if deleted is None else deleted[0]
        # A gap is of no use once all rows around it are gone.
        connection.execute(
            f"DELETE FROM gaps WHERE type = ? AND last < (SELECT min(sequence) "  # noqa: S608
            f"FROM {table} WHERE {table}.instrument = gaps.instrument)",
            [table.value],
        )
    return count


def _over(connection: duckdb.DuckDBPyConnection, bytes_max: int, since_ns: int) -> int:
    """Before which time ticks must go for the store to be within its size; 0 where it is.

    As if they had come evenly since the oldest: the next look corrects what that misses.
    """
    size = connection.execute(
        "SELECT block_size * used_blocks FROM pragma_database_size()"
    ).fetchone()
    used = 0 if size is None else int(size[0])
    if not bytes_max or used <= bytes_max:
        return 0
    ends: list[int] = []
    for table in LAYOUTS.keys() - {MarketData.CANDLES}:
        received = LAYOUTS[table].received
        found = connection.execute(
            f"SELECT min({received}), max({received}) FROM {table} "  # noqa: S608 - ours.
            f"WHERE {received} >= ?",
            [since_ns],
        ).fetchone()
        ends += [end for end in found or () if end is not None]
    if not ends:
        return 0
    return min(ends) + int((max(ends) - min(ends)) * (1 - ROOM_LEFT * bytes_max / used))
