"""The journal of a replay: every round that was opened, in the service's database.

Rounds are committed many at a time, off the way of the replay: what a crash loses of the journal
the participants repeat, for they answer a round again as they answered it first.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    select,
    tuple_,
    update,
)

from services.chassis.storage import Nanoseconds, Store
from services.marketdata.rounds import ROUNDS_MAX
from tradewire.errors import PreconditionError
from tradewire.system.v1.clock_pb2 import Advance
from tradewire.system.v1.replay_pb2 import Replay

ROUNDS_BEHIND_MAX = 256
"""Rounds that may wait for their commit. Participants keep their answers to the last 1024 rounds,
so they can repeat all that a crash takes from the journal."""

COMMIT_S = 0.1
"""How long a round may wait: some hundred rounds share a commit then."""

STEPS_READ = 1_000
"""Rounds read from the database at once: the contract's steps of a message."""

metadata = MetaData()
"""The tables of market data. Ticks are in the tick store."""

replays_table = Table(
    "replays",
    metadata,
    Column("run", Text, primary_key=True),
    # The tape and the candles made of it: another would not fit the rounds.
    Column("source", Text, nullable=False),
    # Wall clock, unlike all that participants record: nothing is computed from it.
    Column("started_ns", Nanoseconds, nullable=False),
    # The contract's Replay in its final state; NULL while it goes on.
    Column("ended", LargeBinary),
)

rounds_table = Table(
    "replay_rounds",
    metadata,
    # As many as the tape's windows with an event need, so the tape bounds it.
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("advance", LargeBinary, nullable=False),
)

Position = tuple[int, int]
"""Step and round, both from 1; (0, 0) before the first."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of a replay when its feed starts.

    Attributes:
        started_ns: when it was started first, wall clock.
        last: the last round of the journal.
        ended: the replay in its final state; None while it goes on.
    """

    started_ns: int
    last: Position
    ended: Replay | None


class ReplayJournal:
    """One replay's, in a database that is the replay's own. ``run`` it as a task."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[int, int, bytes]] = []
        self._stored: Position = (0, 0)
        self._arrived = asyncio.Event()
        self._full = asyncio.Event()
        self._committed = asyncio.Condition()

    @property
    def waiting(self) -> int:
        """Rounds that wait for their commit."""
        return len(self._waiting)

    async def begin(self, run: str, source: str, now_ns: int) -> Begun:
        """Take the replay up, or begin it.

        Raises:
            PreconditionError: the database holds another replay, or one of another tape.
            StorageError: it cannot be read or written.
        """
        begun = await self._store.write(lambda connection: _begin(connection, run, source, now_ns))
        self._stored = begun.last
        return begun

    def add(self, position: Position, advance: bytes) -> None:
        """Have a round written, soon."""
        self._waiting.append((*position, advance))
        self._arrived.set()
        if len(self._waiting) >= ROUNDS_BEHIND_MAX // 2:
            self._full.set()

    async def room(self) -> None:
        """Return when fewer rounds wait than may."""
        if len(self._waiting) < ROUNDS_BEHIND_MAX:
            return
        async with self._committed:
            await self._committed.wait_for(lambda: len(self._waiting) < ROUNDS_BEHIND_MAX)

    async def flush(self) -> None:
        """Return when all that was added before is committed."""
        if not self._waiting:
            return
        target = self._waiting[-1][:2]
        self._full.set()
        async with self._committed:
            await self._committed.wait_for(lambda: self._stored >= target)

    async def run(self) -> None:
        """Write until cancelled.

        Raises:
            StorageError: the database takes no rounds: the process must end.
        """
        while True:
            self._arrived.clear()
            if not self._waiting:
                await self._arrived.wait()
            try:
                async with asyncio.timeout(COMMIT_S):
                    await self._full.wait()
            except TimeoutError:
                pass
            self._full.clear()
            batch = self._waiting[:ROUNDS_BEHIND_MAX]
            rows = [dict(zip(("step", "round", "advance"), row, strict=True)) for row in batch]
            await self._store.write(lambda c, rows=rows: c.execute(insert(rounds_table), rows))  # type: ignore[misc]  # mypy does not infer a default's type.
            async with self._committed:
                del self._waiting[: len(batch)]
                self._stored = batch[-1][:2]
                self._committed.notify_all()

    async def steps(self, up_to: Position, after_step: int = 0) -> AsyncIterator[list[Advance]]:
        """The rounds of each step in order, from the one behind ``after_step`` to ``up_to``."""
        rounds: list[Advance] = []
        after: Position = (after_step, ROUNDS_MAX)
        while True:
            read = await self._store.read(lambda c, after=after: _rounds(c, after, up_to))  # type: ignore[misc]  # mypy does not infer a default's type.
            for advance in read:
                if rounds and advance.step.step != rounds[0].step.step:
                    yield rounds
                    rounds = []
                rounds.append(advance)
                after = advance.step.step, advance.step.round
            if len(read) < STEPS_READ:
                break
        if rounds:
            yield rounds

    async def ended(self, run: str) -> Replay | None:
        """The replay in its final state; None where it goes on or never was."""
        query = select(replays_table.c.ended).where(replays_table.c.run == run)
        content = await self._store.read(lambda connection: connection.execute(query).scalar())
        return None if content is None else Replay.FromString(content)

    async def end(self, run: str, ended: Replay) -> None:
        """Write the replay's final state, after all its rounds; raises StorageError."""
        await self.flush()
        content = ended.SerializeToString(deterministic=True)
        statement = update(replays_table).where(replays_table.c.run == run).values(ended=content)
        await self._store.write(lambda connection: connection.execute(statement))


def _begin(connection: Connection, run: str, source: str, now_ns: int) -> Begun:
    row = connection.execute(select(replays_table)).one_or_none()
    if row is None:
        values = {"run": run, "source": source, "started_ns": now_ns, "ended": None}
        connection.execute(insert(replays_table), values)
        return Begun(now_ns, (0, 0), None)
    if (row.run, row.source) != (run, source):
        what = f"replay {row.run}" if row.run != run else "a replay of another tape or its candles"
        raise PreconditionError(
            f"the data directory holds {what}, and a replay needs one of its own; give another"
            " --data-dir, or --fresh to begin it anew",
            reason="OTHER_REPLAY",
        )
    table = rounds_table
    newest = (
        select(table.c.step, table.c.round)
        .order_by(table.c.step.desc(), table.c.round.desc())
        .limit(1)
    )
    last = connection.execute(newest).one_or_none()
    ended = None if row.ended is None else Replay.FromString(row.ended)
    return Begun(row.started_ns, (0, 0) if last is None else (last.step, last.round), ended)


def _rounds(connection: Connection, after: Position, up_to: Position) -> Sequence[Advance]:
    table = rounds_table
    place = tuple_(table.c.step, table.c.round)
    query = (
        select(table.c.advance)
        .where(place > tuple_(*after), place <= tuple_(*up_to))
        .order_by(table.c.step, table.c.round)
        .limit(STEPS_READ)
    )
    return [Advance.FromString(content) for content in connection.execute(query).scalars()]
