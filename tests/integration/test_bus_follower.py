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
from services.chassis.pull import Consumer
from services.chassis.sqlite import SqliteStore
from services.chassis.storage import Store
from services.chassis.subjects import StreamName, orders
from tradewire.errors import UnavailableError

LAST = 12
"""Events of each stream: enough for gaps within gaps, few enough to shrink well."""

STREAMS = (orders("a"), orders("b"))
CONSUMER = Consumer("risk-orders", StreamName.ORDERS, ("tw.v1.orders.*",))


def delivery(stream: str, seq: int) -> Delivery:
    return Delivery("log", Event(stream, seq, f"{stream}-{seq}", "t", 0, 0, "", b""))


# What the bus brings: any event any number of times in any order, with crashes in between.
scripts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(STREAMS), st.integers(1, LAST)),
        st.just("crash"),
    ),
    max_size=40,
)


class Play:
    """A consumer's database, an owner, and the faults that their next calls meet.

    "before" and "after" raise there in the handler's transaction; "away" is an owner that does
    not answer.
    """

    def __init__(self, store: Store, page: int, faults: Sequence[str]) -> None:
        self.store = store
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
            self.store, CONSUMER, self.handle, fetch_range=self.fetch, backoff=lambda _: 0
        )

    async def perform(self, script: Sequence[tuple[str, int] | str]) -> list[tuple[str, int]]:
        """Offer the script to one follower after another; the effects, in their order."""
        follower = self.start()
        for step in script:
            if isinstance(step, str):
                follower = self.start()
            else:
                await follower.offer(delivery(*step))
        await follower.catch_up("log", dict.fromkeys(STREAMS, LAST))
        assert follower.halts == {}
        effects = await self.store.read(lambda c: read_range(c, "effects", 0))
        return [(effect.type, effect.event_ns) for effect in effects]


async def play(
    path: Path, page: int, faults: Sequence[str], script: Sequence[tuple[str, int] | str]
) -> list[tuple[str, int]]:
    """Perform the script on a database of its own."""
    store = await SqliteStore.open(path)
    await store.write(tables.metadata.create_all)
    try:
        return await Play(store, page, faults).perform(script)
    finally:
        await store.close()


@seed(20261121)
@settings(max_examples=60, deadline=None)
@given(
    script=scripts,
    page=st.integers(1, 5),
    # Fewer in a row than make an event count as poisoned.
    faults=st.lists(st.sampled_from(["before", "after", "away"]), max_size=4),
)
def test_every_event_is_handled_once_and_in_order(
    script: list[tuple[str, int] | str], page: int, faults: list[str]
) -> None:
    """Repeats, gaps, disorder, failing handlers, an owner away and restarts of the consumer."""
    with TemporaryDirectory() as folder:
        effects = asyncio.run(play(Path(folder) / "reader.db", page, faults, script))
    for stream in STREAMS:
        assert [seq for name, seq in effects if name == stream] == list(range(1, LAST + 1))


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
