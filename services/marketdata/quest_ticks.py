"""The tick store in a QuestDB server, which other programs may read by SQL meanwhile.

**Exactly once.** QuestDB has no transaction over several tables, so the order of the requests of
an append does it, with each stream's stored head and the tables' upsert keys:

1. units of new instruments, 2. gaps, 3. rows, a request a table (several, in order, where they are
large), 4. the source's cursor.

A request is stored whole or not at all. Whatever dies, and wherever, the next append or the next
start finds one of these, each of which does no harm:

- *After 1*: units of an instrument without rows. Its first rows bring the same again.
- *After 2, or between two requests of 3*: some streams have their rows and others do not. The heads
  are memory of what was acknowledged: after a failed append they have not moved, and all of it is
  sent again; what had arrived is replaced by itself. At a start the heads are read from the tables,
  once these have taken in all that was acknowledged; a source that resumes at its cursor brings
  everything again, and what is at or below its stream's head is dropped.
- *A gap without the rows before it* would lift the head over rows that are still to come. So a gap
  counts for a head only where it follows on what is stored, and one that does not is made void.
- *Before 4*: rows beyond the cursor. The source brings them again, and they are dropped. A cursor
  without its rows there never is: it is sent when all of them are acknowledged.
- *A request whose answer was lost* is sent again, by the sender or, once this process has died, by
  the source: the same rows under the same keys.
- *A request of a dead process that the server takes in late* brings rows that this process brings
  again, or that lie within a gap that it has recorded: readers see a row where none was promised.
- *The machine dies*: QuestDB acknowledges what its system has in hand, not what the disk has,
  unless ``cairo.commit.mode`` is ``sync``. A cursor may then outlive its rows; the sequences of
  what comes next tell of the hole, which is recorded as a gap.

**Reading.** Rows are visible some milliseconds after they are acknowledged. An append does not wait
for that; a read waits for the tables that were written since.

**A table that is suspended** goes on acknowledging, and shows nothing. So it is looked for every
few seconds of writing, and an append fails with its name and the remedy; rows wait at the
recorder. Where the disk was full it is resumed, again and again until there is room: what it had
acknowledged it takes in then. Any other reason is for a person to judge.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Self

from services.chassis.failures import StorageFullError
from services.chassis.metrics import Distribution
from services.chassis.quest_url import QuestUrl, fit
from services.chassis.subjects import MarketData
from services.marketdata.heads import (
    Exponents,
    Fresh,
    bases_from_text,
    fresh,
    new_exponents,
)
from services.marketdata.quest_hours import hours_of
from services.marketdata.quest_queries import decoded, query_of
from services.marketdata.quest_reader import QuestReader, quoted
from services.marketdata.quest_retention import Retention, sizes_of
from services.marketdata.quest_rows import cursor_table, exponents_table, gaps_table
from services.marketdata.quest_schema import CURSORS, EXPONENTS, GAPS, TABLES, TICKS, Table
from services.marketdata.quest_sender import QuestSender
from services.marketdata.quest_start import Began, begin, check_well, see
from services.marketdata.rows import arrow_table, stored
from services.marketdata.store import (
    ROWS_READ_MAX,
    Cursor,
    Day,
    Lost,
    Rows,
    Span,
    Stored,
    StreamKey,
)
from tradewire.codec.enums import INTERVAL
from tradewire.market import Interval

if TYPE_CHECKING:
    import pyarrow as pa

BULK_ROWS: Final = 2_000
"""From so many rows on a read is Parquet: measured, the two ways take as long there."""

CHECK_S: Final = 5.0
"""How often a writer looks for suspended tables: a millisecond's question."""

RESUME_S: Final = 15.0
"""At least so long between two tries to resume tables after a full disk: each writes a page into
the server's log where there is still no room, and nobody minds that much of the night."""


class QuestTicks:
    """A ``TickStore``; made by ``QuestTicks.open``."""

    def __init__(
        self, url: QuestUrl, reader: QuestReader, sender: QuestSender, began: Began
    ) -> None:
        self.rows = 0
        """Rows committed since the store was opened."""
        self.commits = Distribution()
        """What their commits took, seconds."""
        self._place = url.page
        self._reader = reader
        self._sender = sender
        self._heads = began.heads
        self._exponents = began.exponents
        self._hours = began.hours
        self._retention = Retention(reader, began.floors)
        self._sizes: dict[str, int] = {}
        self._writer = ThreadPoolExecutor(1, "ticks-write")
        self._writing = asyncio.Lock()
        # By table: how often rows began or ended to be sent, and up to where a wait has seen them.
        self._sent: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        # When the gaps of an append were first written, until it is acknowledged: their key has it.
        self._told_ns: dict[Lost, int] = {}
        self._checked_s = time.monotonic()
        self._resumed_s = 0.0

    @classmethod
    async def open(cls, url: QuestUrl, *, log_id: str) -> Self:
        """Open the tables of the log ``log_id``, or make them.

        Raises:
            StorageError: the server does not answer, takes no rows, or holds other tables under
                these names; the message says which.
            PreconditionError: it holds another log's ticks, or the client is not installed.
            ConfigurationError: what answers is no QuestDB, or of another version.
        """
        await fit(url)
        sender = await asyncio.to_thread(QuestSender, url)
        reader = QuestReader(url)
        try:
            began = await begin(url.page, reader, sender, log_id)
            ticks = cls(url, reader, sender, began)
            await ticks.measure()
        except BaseException:
            await reader.close()
            sender.drop()
            raise
        return ticks

    async def append(
        self, rows: Sequence[Rows], lost: Sequence[Lost] = (), cursor: Cursor | None = None
    ) -> None:
        """Store, the cursor last. See ``TickStore.append`` and above."""
        async with self._writing:
            began_s = time.perf_counter()
            await self._check()
            new = fresh(rows, lost, self._heads)
            instruments = (batch.events[0].instrument for batch in new.rows)
            exponents = new_exponents(instruments, self._exponents, self._place)
            loop = asyncio.get_running_loop()
            hours = await loop.run_in_executor(self._writer, self._send, new, exponents, cursor)
            # Here and not on the writer's thread, for readers go through them meanwhile.
            self._hours.wrote(new.rows, hours)
            self._told_ns.clear()
            self._heads = new.heads
            self._exponents |= exponents
            self.rows += new.count
            self.commits.observe(time.perf_counter() - began_s)

    async def read(self, span: Span) -> list[Stored]:
        """Rows of a span. See ``TickStore.read``."""
        await self._see(TICKS[span.type])
        near = self._hours.near(span, self._heads.get(StreamKey(span.instrument.id, span.type), 0))
        if near is not None:
            found = [] if near.span is None else await self._rows(near.span)
            if near.whole or len(found) == min(span.limit, ROWS_READ_MAX):
                return found
        return await self._rows(span)

    async def lost(self, key: StreamKey, after: int, up_to: int) -> list[Lost]:
        """Gaps. See ``TickStore.lost``."""
        await self._see(GAPS)
        found = await self._reader.rows(
            f"SELECT first, last, cause FROM gaps WHERE {_of(key)} AND last >= first "
            f"AND last > {after} AND first <= {up_to} ORDER BY first"
        )
        return [Lost(key, first, last, cause) for first, last, cause in found]

    async def head(self, key: StreamKey) -> int:
        """The last sequence stored. See ``TickStore.head``."""
        return self._heads.get(key, 0)

    async def oldest(self, key: StreamKey) -> int:
        """The first sequence stored. See ``TickStore.oldest``."""
        table = TICKS[key.type]
        await self._see(table, GAPS)
        floor_ns = self._retention.floor(key.type)
        found = await self._reader.rows(
            f"SELECT min(first) FROM (SELECT min(sequence) AS first FROM {table.name} WHERE "
            f"instrument = {quoted(key.instrument)} AND {table.time} >= {floor_ns} UNION ALL "
            f"SELECT min(first) FROM gaps WHERE {_of(key)} AND last >= first)"
        )
        return found[0][0] or 0

    async def cursor(self, source: str) -> Cursor | None:
        """How far a source was recorded. See ``TickStore.cursor``."""
        await self._see(CURSORS)
        found = await self._reader.rows(
            f"SELECT ordinal, bases, closed FROM cursors WHERE source = {quoted(source)}"
        )
        if not found:
            return None
        ordinal, bases, closed = found[0]
        return Cursor(source, ordinal, bases_from_text(bases), closed)

    async def intervals(self, instrument: str) -> list[Interval]:
        """The lengths of candles stored. See ``TickStore.intervals``."""
        await self._see(TICKS[MarketData.CANDLES])
        found = await self._reader.rows(
            f"SELECT DISTINCT interval_s FROM candles WHERE {self._candles(instrument)} ORDER BY 1"
        )
        return [INTERVAL.members[seconds] for (seconds,) in found]

    async def day(self, instrument: str, since_ns: int) -> Day | None:
        """What was traded since. See ``TickStore.day``."""
        lengths = await self.intervals(instrument)
        if not lengths:
            return None
        where = (
            f"{self._candles(instrument)} AND open_ns >= {since_ns} "
            f"AND interval_s = {INTERVAL.numbers[lengths[0]]}"
        )
        # A sum of LONG wraps around without a word.
        ((high, low, volume, turnover),) = await self._reader.rows(
            "SELECT max(high), min(low), sum(volume::decimal(19,0)), "
            f"sum(turnover::decimal(19,0)) FROM candles WHERE {where}"
        )
        first = await self._reader.rows(
            f"SELECT open FROM candles WHERE {where} ORDER BY open_ns LIMIT 1"
        )
        return Day(first[0][0], high, low, int(volume), int(turnover)) if first else None

    async def count(self) -> int:
        """Rows stored. See ``TickStore.count``."""
        await self._see(*TICKS.values())
        return sum([await self._retention.count(kind) for kind in TICKS])

    async def expire(self, ticks_before_ns: int, candles_before_ns: int, bytes_max: int = 0) -> int:
        """Hide what is too old, and drop what whole partitions of it there are.

        See ``TickStore.expire``.
        """
        async with self._writing:
            await self._see(*TABLES)
            count = await self._retention.expire(
                ticks_before_ns, candles_before_ns, bytes_max, self._heads, self._store
            )
            for kind in TICKS:
                self._hours.forget(kind, self._retention.floor(kind))
            await self.measure()
            return count

    async def measure(self) -> None:
        """Ask how much the tables take."""
        self._sizes = await sizes_of(self._reader)

    def sizes(self) -> dict[str, int]:
        """What the tables took on the server's disk when it was last asked, bytes."""
        return self._sizes

    async def close(self) -> None:
        """Finish what was asked for and let go of the connections."""
        self._sender.closing = True
        await asyncio.to_thread(self._writer.shutdown)
        self._sender.drop()
        await self._reader.close()

    async def _check(self) -> None:
        now_s = time.monotonic()
        if now_s - self._checked_s <= CHECK_S:
            return
        resume = now_s - self._resumed_s > RESUME_S
        try:
            await check_well(self._place, self._reader, resume=resume)
        except StorageFullError:
            if resume:
                self._resumed_s = now_s
            raise
        await self.measure()
        self._checked_s = time.monotonic()

    # -- on the writer's thread --------------------------------------------------------------

    def _send(
        self, new: Fresh, exponents: dict[str, Exponents], cursor: Cursor | None
    ) -> list[set[int]]:
        """The order of these is what the module's text is about; gives each batch's hours."""
        if exponents:
            self._put(EXPONENTS, exponents_table(exponents))
        if new.gaps:
            now_ns = time.time_ns()
            at_ns = {gap: self._told_ns.setdefault(gap, now_ns) for gap in new.gaps}
            self._put(GAPS, gaps_table(at_ns))
        for kind, table in TICKS.items():
            batches = [batch for batch in new.rows if batch.key.type is kind]
            if batches:
                self._put(table, arrow_table(kind, batches))
        if cursor is not None:
            self._put(CURSORS, cursor_table(cursor))
        return [hours_of(batch) for batch in new.rows]

    def _put(self, table: Table, rows: "pa.Table") -> None:
        # Before, for a reader must wait for what arrived and was never acknowledged too; and after,
        # for what a reader waited for meanwhile was there before these rows.
        self._sent[table.name] += 1
        try:
            self._sender.send(table, rows)
        finally:
            self._sent[table.name] += 1

    # -- reading -----------------------------------------------------------------------------

    async def _store(self, table: Table, rows: "pa.Table") -> None:
        await asyncio.get_running_loop().run_in_executor(self._writer, self._put, table, rows)

    async def _see(self, *tables: Table) -> None:
        """Wait until all that was acknowledged of the tables can be read."""
        for table in tables:
            sent = self._sent[table.name]
            if self._seen[table.name] < sent:
                await see(self._place, self._reader, table)
                self._seen[table.name] = max(sent, self._seen[table.name])

    async def _rows(self, span: Span) -> list[Stored]:
        query, rows = query_of(span, self._retention.floor(span.type))
        ask = self._reader.bulk if rows >= BULK_ROWS else self._reader.rows
        return stored(span.type, span.instrument, decoded(span.type, await ask(query)))

    def _candles(self, instrument: str) -> str:
        table = TICKS[MarketData.CANDLES]
        floor_ns = self._retention.floor(MarketData.CANDLES)
        return f"instrument = {quoted(instrument)} AND {table.time} >= {floor_ns}"


def _of(key: StreamKey) -> str:
    return f"type = {quoted(key.type.value)} AND instrument = {quoted(key.instrument)}"
