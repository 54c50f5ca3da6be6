"""Whatever order the bus brings events in, each is handled once and in order (property)."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from services.chassis import tables
from services.chassis.delivery import Delivery
from services.chassis.events import Event, NewEvent, append, read_range
from services.chassis.follower import Follower, advance
from services.chassis.last_events import catch_up
from services.chassis.positions import position
from services.chassis.pull import Consumer
from services.chassis.sqlite import SqliteStore
from services.chassis.storage import Store
from services.chassis.subjects import StreamName, orders
from tradewire.errors import InternalError, UnavailableError
from tradewire.types.v1.stream_pb2 import StreamPosition

LAST = 12
"""Events of each stream: enough for gaps within gaps, few enough to shrink well."""

STREAMS = (orders("a"), orders("b"))
CONSUMER = Consumer("risk-orders", StreamName.ORDERS, ("tw.v1.orders.*",))


def delivery(stream: str, seq: int) -> Delivery:
    return Delivery("log", Event(stream, seq, f"{stream}-{seq}", "t", 0, 0, "", b""))


def has_no_effect(item: Delivery) -> bool:
    """Every third event, as verdicts have none in execution."""
    return item.seq % 3 == 0


# What the bus brings: any event any number of times in any order, with crashes in between, and
# the second at which positions are noted.
scripts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(STREAMS), st.integers(1, LAST)),
        st.sampled_from(("crash", "note")),
    ),
    max_size=40,
)


class Play:
    """A consumer's database, an owner, and the faults that their next calls meet.

    "before" and "after" raise there in the handler's transaction; "away" is an owner that does
    not answer.
    """

    def __init__(self, store: Store, page: int, faults: Sequence[str], *, passing: bool) -> None:
        self.store = store
        self.passes = has_no_effect if passing else None
        self.page = page
        self.faults = list(faults)

    def meets(self, kind: str) -> bool:
        if self.faults[:1] != [kind]:
            return False
        del self.faults[0]
        return True

    async def handle(self, item: Delivery) -> None:
        def transaction(connection: Connection) -> None:
            if self.meets("before"):
                raise ZeroDivisionError
            name = f"{item.stream}-{item.seq}"
            append(connection, "effects", NewEvent(name, item.stream, item.seq, 0, b""))
            advance(connection, CONSUMER, item)
            if self.meets("after"):
                raise ZeroDivisionError

        await self.store.write(transaction)

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> list[Delivery]:
        if self.meets("away"):
            raise UnavailableError("restarting")
        last = min(up_to_seq, after_seq + self.page)
        return [delivery(stream, seq) for seq in range(after_seq + 1, last + 1)]

    def start(self) -> Follower:
        return Follower(
            self.store,
            CONSUMER,
            self.handle,
            fetch_range=self.fetch,
            passes=self.passes,
            backoff=lambda _: 0,
        )

    async def perform(self, script: Sequence[tuple[str, int] | str]) -> list[tuple[str, int]]:
        """Offer the script to one follower after another; the effects, in their order."""
        follower = self.start()
        for step in script:
            if step == "note":
                await follower.note()
            elif isinstance(step, str):
                follower = self.start()
            else:
                await follower.offer(delivery(*step))
        await follower.catch_up("log", dict.fromkeys(STREAMS, LAST))
        await follower.note()
        assert follower.halts == {}
        ends = await self.store.read(lambda c: [stood(c, stream) for stream in STREAMS])
        assert ends == [LAST, LAST]
        effects = await self.store.read(lambda c: read_range(c, "effects", 0))
        return [(effect.type, effect.event_ns) for effect in effects]


def stood(connection: Connection, stream: str) -> int:
    return position(connection, CONSUMER.name, "log", stream)


async def play(
    path: Path,
    page: int,
    faults: Sequence[str],
    script: Sequence[tuple[str, int] | str],
    *,
    passing: bool,
) -> list[tuple[str, int]]:
    """Perform the script on a database of its own."""
    store = await SqliteStore.open(path)
    await store.write(tables.metadata.create_all)
    try:
        return await Play(store, page, faults, passing=passing).perform(script)
    finally:
        await store.close()


@seed(20261121)
@settings(max_examples=60, deadline=None)
@given(
    script=scripts,
    page=st.integers(1, 5),
    # Fewer in a row than make an event count as poisoned.
    faults=st.lists(st.sampled_from(["before", "after", "away"]), max_size=4),
    passing=st.booleans(),
)
def test_every_event_is_handled_once_and_in_order(
    script: list[tuple[str, int] | str], page: int, faults: list[str], *, passing: bool
) -> None:
    """Repeats, gaps, disorder, failing handlers, an owner away and restarts of the consumer.

    Events without effects may lie between, noted with the next or at any moment.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reader.db"
        effects = asyncio.run(play(path, page, faults, script, passing=passing))
    for stream in STREAMS:
        handled = [seq for name, seq in effects if name == stream]
        assert handled == [
            seq
            for seq in range(1, LAST + 1)
            if not (passing and has_no_effect(delivery(stream, seq)))
        ]


async def passing(path: Path, poison: int = 0) -> tuple[SqliteStore, Follower]:
    """A follower of a log that passes over every third event, and cannot handle one."""
    store = await SqliteStore.open(path)
    await store.write(tables.metadata.create_all)
    play = Play(store, LAST, (), passing=True)

    async def handle(item: Delivery) -> None:
        if item.seq == poison:
            raise ZeroDivisionError
        await play.handle(item)

    return store, Follower(
        store,
        CONSUMER,
        handle,
        fetch_range=play.fetch,
        passes=has_no_effect,
        backoff=lambda _: 0,
    )


async def test_an_event_without_effect_is_counted_with_the_next_one_that_has(
    tmp_path: Path,
) -> None:
    """It costs no transaction of its own."""
    store, follower = await passing(tmp_path / "a.db")
    for seq, stored in ((1, 1), (2, 2), (3, 2), (4, 4), (5, 5), (6, 5)):
        await follower.offer(delivery(STREAMS[0], seq))
        assert await store.read(lambda c: stood(c, STREAMS[0])) == stored
    await follower.offer(delivery(STREAMS[0], 6))
    assert follower.repeats == 1
    await follower.note()
    assert await store.read(lambda c: stood(c, STREAMS[0])) == 6
    await store.close()


async def test_a_poisoned_event_halts_right_behind_what_was_passed_over(tmp_path: Path) -> None:
    """Whoever lets it pass, or has it handled again, finds the position before it."""
    store, follower = await passing(tmp_path / "a.db", poison=4)
    for seq in range(1, 7):
        await follower.offer(delivery(STREAMS[0], seq))
    assert follower.halts[STREAMS[0]].seq == 4
    assert await store.read(lambda c: stood(c, STREAMS[0])) == 3
    await store.close()


async def test_an_event_that_cannot_be_read_is_poisoned_and_not_passed_over(
    tmp_path: Path,
) -> None:
    """Whether it has an effect is not known."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.write(tables.metadata.create_all)
    play = Play(store, LAST, (), passing=True)

    def passes(item: Delivery) -> bool:
        raise ValueError(item.seq)

    follower = Follower(
        store,
        CONSUMER,
        play.handle,
        fetch_range=play.fetch,
        passes=passes,
        backoff=lambda _: 0,
    )
    await follower.offer(delivery(STREAMS[0], 1))
    assert follower.halts[STREAMS[0]].reason == "ValueError: 1"
    assert await store.read(lambda c: stood(c, STREAMS[0])) == 0
    await store.close()


async def test_an_owner_whose_log_changed_halts_the_stream(tmp_path: Path) -> None:
    """Events of another log under the same numbers would be other events."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.write(tables.metadata.create_all)

    async def fetch(stream: str, after_seq: int, up_to_seq: int) -> list[Delivery]:
        del up_to_seq
        return [Delivery("fresh", delivery(stream, after_seq + 1).event)]

    async def handle(item: Delivery) -> None:
        raise AssertionError(item)

    follower = Follower(store, CONSUMER, handle, fetch_range=fetch)
    await follower.offer(delivery(STREAMS[0], 3))
    assert follower.halts[STREAMS[0]].reason == "the owner's log is fresh now, not log"
    await store.close()


async def test_an_owner_that_lacks_what_was_delivered_halts_the_stream(tmp_path: Path) -> None:
    """It lost its log; going on would leave its events out silently."""
    store = await SqliteStore.open(tmp_path / "a.db")
    await store.write(tables.metadata.create_all)

    async def fetch(stream: str, after_seq: int, up_to_seq: int) -> list[Delivery]:
        del stream, after_seq, up_to_seq
        return []

    async def handle(item: Delivery) -> None:
        raise AssertionError(item)

    follower = Follower(store, CONSUMER, handle, fetch_range=fetch)
    await follower.offer(delivery(STREAMS[0], 3))
    assert "has nothing after 0" in follower.halts[STREAMS[0]].reason
    await store.close()


async def test_a_stream_that_its_owner_cannot_tell_of_keeps_no_other_from_its_end(
    tmp_path: Path,
) -> None:
    """It is asked of again until it is told."""
    store = await SqliteStore.open(tmp_path / "consumer.db")
    await store.write(tables.metadata.create_all)
    told = asyncio.Event()

    async def head_of(stream: str) -> StreamPosition:
        if stream == STREAMS[0] and not told.is_set():
            raise InternalError("an event of it cannot be read")
        return StreamPosition(log_id="log", sequence=LAST)

    async def ends() -> list[int]:
        return await store.read(lambda c: [stood(c, stream) for stream in STREAMS])

    follower = Play(store, LAST, (), passing=False).start()
    try:
        async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
            tasks.create_task(catch_up(follower, STREAMS, head_of))
            while await ends() != [0, LAST]:
                await asyncio.sleep(0.01)
            told.set()
        assert await ends() == [LAST, LAST]
    finally:
        await store.close()
