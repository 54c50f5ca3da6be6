"""A tick store's start on QuestDB: tables made or verified, and where each stream stands."""

import asyncio
from dataclasses import dataclass

from services.chassis.failures import StorageFaultError, StorageFullError
from services.chassis.subjects import MarketData
from services.marketdata import quest_failures
from services.marketdata.heads import Exponents, check_owner
from services.marketdata.quest_hours import HOUR_NS, Hours
from services.marketdata.quest_reader import QuestReader
from services.marketdata.quest_rows import owner_table, void_gaps_table
from services.marketdata.quest_schema import GAPS, OWNER, TABLES, TICKS, Table, check_columns, views
from services.marketdata.quest_sender import QuestSender
from services.marketdata.store import Lost, StreamKey


@dataclass(frozen=True, slots=True)
class Began:
    """What the tables say at a start.

    Attributes:
        heads: the last sequence of each stream, gaps included.
        floors: received before are rows that retention has deleted, by type, nanoseconds.
        hours: which sequences are of which hour.
    """

    heads: dict[StreamKey, int]
    exponents: dict[str, Exponents]
    floors: dict[MarketData, int]
    hours: Hours


async def begin(place: str, reader: QuestReader, sender: QuestSender, log_id: str) -> Began:
    """Make the tables or verify them, and read where each stream stands.

    Raises:
        StorageError: they cannot be made, or are not ours.
        PreconditionError: they are another log's.
    """
    for table in TABLES:
        await reader.rows(table.definition)
        found = await reader.rows(
            f"SELECT \"column\", type, designated, upsertKey FROM table_columns('{table.name}')"
        )
        check_columns(place, table, [(name, kind, at, key) for name, kind, at, key in found])
    for view in views():
        await reader.rows(view)
    await check_well(place, reader, resume=True)
    for table in TABLES:
        await see(place, reader, table)
    await _own(place, reader, sender, log_id)
    exponents = {
        name: Exponents(price, size)
        for name, price, size in await reader.rows("SELECT instrument, price, size FROM exponents")
    }
    hours = Hours()
    heads, floors = await _rows_and_horizons(reader, hours)
    await _join_gaps(place, reader, sender, heads)
    return Began(heads, exponents, floors, hours)


async def see(place: str, reader: QuestReader, table: Table) -> None:
    """Wait until all that the table acknowledged can be read.

    Raises:
        StorageFullError: it is suspended, since the disk was full.
        StorageFaultError: it is suspended for another reason: that would never be.
        StorageUnavailableError: it takes longer than a query may.
    """
    try:
        await reader.rows(f"SELECT wait_wal_table('{table.name}')")
    except StorageFaultError:
        await check_well(place, reader)
        raise


async def check_well(place: str, reader: QuestReader, *, resume: bool = False) -> None:
    """See that every table of ours is there, with its keys, and shows what it takes.

    The server makes a table that rows name and that is gone: without keys, and of columns that it
    guesses. So what somebody dropped while we run must not pass for ours.

    With ``resume`` tables that are suspended since the disk was full are resumed, and this returns
    when they have taken in all that they acknowledged. Where there is no room yet they are
    suspended again, and nothing else happens to them.

    Raises:
        StorageFullError: the disk had no room for one, nor has it now.
        StorageFaultError: one is not well; names it, the reason and the remedy.
    """
    names = ", ".join(f"'{table.name}'" for table in TABLES)
    found = await reader.rows(
        "SELECT name, errorTag, errorMessage FROM wal_tables() "
        f"WHERE suspended AND name IN ({names})"
    )
    for name, tag, said in found:
        error = quest_failures.suspended(place, name, ": ".join(filter(None, (tag, said))))
        if not (resume and isinstance(error, StorageFullError)):
            raise error
    for name, *_ in found:
        await reader.rows(f"ALTER TABLE {name} RESUME WAL")
    for table in TABLES:
        if any(name == table.name for name, *_ in found):
            await see(place, reader, table)
    found = await reader.rows(
        f"SELECT table_name FROM tables() WHERE dedup AND walEnabled AND table_name IN ({names})"
    )
    whole = {name for (name,) in found}
    for table in TABLES:
        if table.name not in whole:
            raise quest_failures.replaced(place, table.name)


async def _own(place: str, reader: QuestReader, sender: QuestSender, log_id: str) -> None:
    """Take the tables where they are nobody's; two at once see each other and refuse."""
    query = f"SELECT log_id FROM {OWNER.name}"
    if not await reader.rows(query):
        await asyncio.to_thread(sender.send, OWNER, owner_table(log_id))
        await see(place, reader, OWNER)
    for (owner,) in await reader.rows(query):
        check_owner(place, owner, log_id)


async def _rows_and_horizons(
    reader: QuestReader, hours: Hours
) -> tuple[dict[StreamKey, int], dict[MarketData, int]]:
    heads: dict[StreamKey, int] = {}
    floors: dict[MarketData, int] = {}
    found = await reader.rows("SELECT type, instrument, before_ns, head FROM horizons")
    for word, instrument, before_ns, head in found:
        kind = MarketData(word)
        floors[kind] = max(before_ns, floors.get(kind, 0))
        heads[StreamKey(instrument, kind)] = head
    for kind, table in TICKS.items():
        found = await reader.rows(
            f"SELECT instrument, timestamp_floor('h', {table.time})::long AS hour_ns, "
            f"min(sequence), max(sequence) FROM {table.name} GROUP BY instrument, hour_ns"
        )
        for instrument, hour_ns, first, last in found:
            key = StreamKey(instrument, kind)
            heads[key] = max(last, heads.get(key, 0))
            hours.note(key, hour_ns // HOUR_NS, first, last)
    return heads, floors


async def _join_gaps(
    place: str, reader: QuestReader, sender: QuestSender, heads: dict[StreamKey, int]
) -> None:
    """Lift heads over the gaps that follow on what is stored; void those that do not."""
    found = await reader.rows(
        "SELECT at::long, type, instrument, first, last, cause FROM gaps "
        "WHERE last >= first ORDER BY first"
    )
    void = []
    for at_ns, word, instrument, first, last, cause in found:
        key = StreamKey(instrument, MarketData(word))
        head = heads.get(key, 0)
        if first <= head + 1:
            heads[key] = max(head, last)
        else:
            void.append((at_ns, Lost(key, first, last, cause)))
    if void:
        await asyncio.to_thread(sender.send, GAPS, void_gaps_table(void))
        await see(place, reader, GAPS)
