"""What leaves QuestDB: it deletes no row, only whole partitions, so the rest is hidden until then.

Rows are gone for readers at the moment that retention says so: every query asks for what was
received since. The partition goes when all of it is older. No TTL is used: it counts from the
newest row, so one row of today would delete a recording of last year within the second.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.chassis.subjects import MarketData
from services.marketdata.quest_reader import QuestReader
from services.marketdata.quest_rows import horizons_table, void_gaps_table
from services.marketdata.quest_schema import GAPS, HORIZONS, TABLES, TICKS, Table
from services.marketdata.retention import ROOM_LEFT
from services.marketdata.store import Lost, StreamKey

if TYPE_CHECKING:
    import pyarrow as pa

Put = Callable[[Table, "pa.Table"], Awaitable[None]]
"""Stores rows of a table."""

GAPS_VOIDED_MAX: Final = 10_000
"""At one look; the next takes the rest. A stream in trouble has a few gaps an hour."""


@dataclass(frozen=True, slots=True)
class _Partition:
    """One that can be dropped: its name, newest row, and bytes."""

    table: Table
    name: str
    last_ns: int
    size: int


class Retention:
    """Of one store. ``floor`` is what every reader asks for at least."""

    def __init__(self, reader: QuestReader, floors: Mapping[MarketData, int]) -> None:
        self._reader = reader
        self._floors = dict(floors)

    def floor(self, kind: MarketData) -> int:
        """Rows of a type received before are deleted, nanoseconds."""
        return self._floors.get(kind, 0)

    async def count(self, kind: MarketData, before_ns: int | None = None) -> int:
        """Rows that are stored of a type, those received before a time or all."""
        table = TICKS[kind]
        until = "" if before_ns is None else f"AND {table.time} < {before_ns}"
        found = await self._reader.rows(
            f"SELECT count() FROM {table.name} WHERE {table.time} >= {self.floor(kind)} {until}"
        )
        return int(found[0][0])

    async def expire(
        self,
        ticks_before_ns: int,
        candles_before_ns: int,
        bytes_max: int,
        heads: Mapping[StreamKey, int],
        put: Put,
    ) -> int:
        """Delete what was received before; gives how many rows. See ``TickStore.expire``."""
        partitions = await self._partitions()
        ticks_ns = max(ticks_before_ns, _over(partitions, bytes_max, ticks_before_ns))
        count = 0
        for kind in TICKS:
            before_ns = candles_before_ns if kind is MarketData.CANDLES else ticks_ns
            if before_ns > self.floor(kind):
                count += await self._hide(kind, before_ns, heads, put)
        await self._drop([one for one in partitions if one.last_ns < self._floor_of(one.table)])
        await self._void_gaps(put)
        return count

    async def _hide(
        self, kind: MarketData, before_ns: int, heads: Mapping[StreamKey, int], put: Put
    ) -> int:
        """Raise a type's floor. Heads go with it, for their rows may be dropped from now on."""
        count = await self.count(kind, before_ns)
        if count:
            streams = [key for key in heads if key.type is kind]
            await put(HORIZONS, horizons_table(dict.fromkeys(streams, before_ns), heads))
            self._floors[kind] = before_ns
        return count

    def _floor_of(self, table: Table) -> int:
        return self.floor(MarketData(table.name))

    async def _partitions(self) -> list[_Partition]:
        found = []
        for table in TICKS.values():
            rows = await self._reader.rows(
                "SELECT name, maxTimestamp::timestamp_ns::long, diskSize "
                f"FROM table_partitions('{table.name}') WHERE numRows > 0"
            )
            found += [_Partition(table, name, last_ns, size) for name, last_ns, size in rows]
        return found

    async def _drop(self, partitions: list[_Partition]) -> None:
        for table in {one.table.name for one in partitions}:
            names = ", ".join(f"'{one.name}'" for one in partitions if one.table.name == table)
            await self._reader.rows(f"ALTER TABLE {table} DROP PARTITION LIST {names}")

    async def _void_gaps(self, put: Put) -> None:
        """A gap is of no use once all rows around it are gone."""
        for kind, table in TICKS.items():
            found = await self._reader.rows(
                "SELECT g.at::long, g.instrument, g.first, g.last, g.cause FROM gaps g JOIN "
                f"(SELECT instrument, min(sequence) AS oldest FROM {table.name} "
                f"WHERE {table.time} >= {self.floor(kind)} GROUP BY instrument) o "
                "ON g.instrument = o.instrument "
                f"WHERE g.type = '{kind}' AND g.last >= g.first AND g.last < o.oldest "
                f"LIMIT {GAPS_VOIDED_MAX}"
            )
            void = [
                (at_ns, Lost(StreamKey(instrument, kind), first, last, cause))
                for at_ns, instrument, first, last, cause in found
            ]
            if void:
                await put(GAPS, void_gaps_table(void))
        await self._drop_void_gaps()

    async def _drop_void_gaps(self) -> None:
        """Drop the months of gaps in which none is left."""
        found = await self._reader.rows(
            "SELECT month FROM (SELECT to_str(timestamp_floor('M', at), 'yyyy-MM') AS month, "
            "max(last - first) AS longest FROM gaps GROUP BY month) WHERE longest < 0"
        )
        if found:
            names = ", ".join(f"'{name}'" for (name,) in found)
            await self._reader.rows(f"ALTER TABLE gaps DROP PARTITION LIST {names}")


def _over(partitions: list[_Partition], bytes_max: int, since_ns: int) -> int:
    """Before which time ticks must go for the store to be within its size; 0 where it is.

    The newest partition of all stays, however large it is: it is being written.
    """
    ticks = [one for one in partitions if one.table is not TICKS[MarketData.CANDLES]]
    used = sum(one.size for one in partitions)
    used -= sum(one.size for one in ticks if one.last_ns < since_ns)
    if not bytes_max or used <= bytes_max:
        return 0
    before_ns = 0
    for one in sorted((one for one in ticks if one.last_ns >= since_ns), key=_last_ns)[:-1]:
        if used <= ROOM_LEFT * bytes_max:
            break
        used -= one.size
        before_ns = one.last_ns + 1
    return before_ns


def _last_ns(partition: _Partition) -> int:
    return partition.last_ns


async def sizes_of(reader: QuestReader) -> dict[str, int]:
    """What each table takes on the server's disk, bytes."""
    each = " UNION ALL ".join(
        f"SELECT '{table.name}', sum(diskSize) FROM table_partitions('{table.name}')"
        for table in TABLES
    )
    return {name: int(size or 0) for name, size in await reader.rows(each)}
