"""From an owner's log to its consumers over a real bus that repeats, loses and comes back empty."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select

from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.dlq import DeadLetters
from services.chassis.events import (
    NewEvent,
    append_all,
    read_range,
    set_published,
    stream_states,
)
from services.chassis.follower import FetchRange, Follower, Halt, advance, in_transaction
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.positions import position
from services.chassis.pull import Consumer
from services.chassis.storage import Store
from services.chassis.subjects import StreamName, Topic, every, orders, signals
from tradewire.errors import UnavailableError

NOW_NS = 1_700_000_000_000_000_000
PAPER = orders("paper")
CROSS = signals("cross")
ORDERS = Consumer("risk-orders", StreamName.ORDERS, (every(Topic.ORDERS),))
SIGNALS = Consumer("execution-signals", StreamName.SIGNALS, (every(Topic.SIGNALS),))

effects = Table(
    "effects",
    MetaData(),
    Column("ordinal", Integer, primary_key=True),
    Column("stream", Text),
    Column("seq", Integer),
)


def happened(stream: str, n: int) -> NewEvent:
    return NewEvent(f"{stream}-{n}", "OrderFilled", NOW_NS, NOW_NS, b"%d" % n)


def append(stream: str, first: int, last: int) -> Callable[[Connection], None]:
    def transaction(connection: Connection) -> None:
        append_all(connection, stream, [happened(stream, n) for n in range(first, last + 1)])

    return transaction


async def until(done: Callable[[], bool]) -> None:
    """Wait for a condition; pytest's timeout ends a wait for what never comes."""
    while not done():
        await asyncio.sleep(0.005)


@asynccontextmanager
async def publishing(store: Store, bus: Bus) -> AsyncIterator[Outbox]:
    """An outbox with its task."""
    outbox = Outbox(store, bus, log_id="log", now_ns=lambda: NOW_NS)
    task = asyncio.create_task(outbox.run())
    try:
        yield outbox
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def following(follower: Follower, bus: Bus) -> AsyncIterator[None]:
    """A follower with its task."""
    task = asyncio.create_task(follower.run(bus))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def on_the_bus(bus: Bus, stream: StreamName = StreamName.ORDERS) -> list[int]:
    """The owner's sequences that JetStream holds, in its own order."""
    info = await bus.jetstream.stream_info(stream)
    seqs = []
    for bus_seq in range(info.state.first_seq, info.state.last_seq + 1):
        message = await bus.jetstream.get_msg(stream, bus_seq)
        assert message.headers is not None
        seqs.append(int(message.headers["Tw-Seq"]))
    return seqs


def owners_rpc(owner: Store, page: int = 3) -> FetchRange:
    """What the owner's range RPC answers, a page at a time."""

    async def fetch(stream: str, after_seq: int, up_to_seq: int) -> Sequence[Delivery]:
        events = await owner.read(
            lambda c: read_range(c, stream, after_seq, limit=page, up_to_seq=up_to_seq)
        )
        return [Delivery("log", event) for event in events]

    return fetch


class Effects:
    """A consumer whose effect of an event is a row, so that it can be counted."""

    def __init__(self, store: Store, consumer: Consumer) -> None:
        self.store = store
        self.consumer = consumer
        self.poison: set[tuple[str, int]] = set()
        self.handle = in_transaction(store.write, consumer, self.apply)

    def apply(self, connection: Connection, delivery: Delivery) -> None:
        if (delivery.stream, delivery.seq) in self.poison:
            raise ValueError("a price below zero")
        connection.execute(insert(effects), {"stream": delivery.stream, "seq": delivery.seq})

    async def seqs(self, stream: str) -> list[int]:
        query = select(effects.c.seq).where(effects.c.stream == stream).order_by(effects.c.ordinal)
        return await self.store.read(lambda c: list(c.execute(query).scalars()))

    async def reach(self, stream: str, seq: int) -> None:
        """Wait until the consumer stands at ``seq``."""
        name = self.consumer.name

        def stands(connection: Connection) -> int:
            return position(connection, name, "log", stream)

        while await self.store.read(stands) < seq:
            await asyncio.sleep(0.01)


@pytest.fixture
async def made(reader: Store) -> Callable[[Consumer], Effects]:
    await reader.write(effects.metadata.create_all)
    return lambda consumer: Effects(reader, consumer)


async def test_an_event_is_published_straight_after_its_commit(owner: Store, bus: Bus) -> None:
    """From memory: the sweep is two seconds away when it arrives."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 3))
        await outbox.flush()
        before = outbox.published
        await outbox.write(append(PAPER, 4, 4))
        await until(lambda: outbox.published == before + 1)
        assert await on_the_bus(bus) == [1, 2, 3, 4]
        await outbox.flush()
    [state] = await owner.read(stream_states)
    assert (state.head, state.published) == (4, 4)


class Counted:
    """A store that counts how often it is read."""

    def __init__(self, store: Store) -> None:
        self.reads = 0
        self.write = store.write
        self.close = store.close
        self._store = store

    async def read(self, transaction: Callable[[Connection], Any]) -> Any:
        self.reads += 1
        return await self._store.read(transaction)


async def test_events_that_go_out_by_themselves_lead_to_no_look_at_the_log(
    owner: Store, bus: Bus
) -> None:
    """Sweeps come by the clock; a scan for each acknowledgement would delay the next order."""
    counted = Counted(owner)
    async with publishing(counted, bus) as outbox:
        await outbox.write(append(PAPER, 1, 1))
        await outbox.flush()
        before = counted.reads
        for number in range(2, 102):
            await outbox.write(append(PAPER, number, number))
        await until(lambda: outbox.published == 101)
        assert counted.reads - before < 50


async def test_a_rolled_back_event_is_not_published(owner: Store, bus: Bus) -> None:
    """The next one takes its sequence."""

    def fails(connection: Connection) -> None:
        append(PAPER, 1, 2)(connection)
        raise ZeroDivisionError

    async with publishing(owner, bus) as outbox:
        with pytest.raises(ZeroDivisionError):
            await outbox.write(fails)
        await outbox.write(append(PAPER, 7, 7))
        await outbox.flush()
    message = await bus.jetstream.get_msg(StreamName.ORDERS, 1)
    assert message.data == b"7"
    assert await on_the_bus(bus) == [1]


async def test_what_a_crash_left_behind_is_sent_by_the_sweep(owner: Store, bus: Bus) -> None:
    """Committed, and the process died before it published; several streams, more than a page."""
    await owner.write(append(PAPER, 1, 1_500))
    await owner.write(append(CROSS, 1, 2))
    async with publishing(owner, bus) as outbox:
        await outbox.flush()
    assert await on_the_bus(bus) == list(range(1, 1_501))
    assert await on_the_bus(bus, StreamName.SIGNALS) == [1, 2]


async def test_a_writer_that_does_not_announce_is_found_by_the_sweep(
    owner: Store, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An append by ``store.write`` alone reaches the bus too."""
    monkeypatch.setattr("services.chassis.outbox.SWEEP_S", 0.05)
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 1))
        await owner.write(append(PAPER, 2, 2))
        await until(lambda: outbox.published == 2)
        await outbox.write(append(PAPER, 3, 3))
        await outbox.flush()
    assert await on_the_bus(bus) == [1, 2, 3]


async def test_an_announced_event_does_not_overtake_an_unannounced_one(
    owner: Store, bus: Bus
) -> None:
    """Sent out of turn it would move the cursor over the other, which would never be sent."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 1))
        await outbox.flush()
        await owner.write(append(PAPER, 2, 2))
        await outbox.write(append(PAPER, 3, 3))
        await outbox.flush()
    assert await on_the_bus(bus) == [1, 2, 3]


async def test_a_cursor_that_lagged_behind_sends_no_second_copy(owner: Store, bus: Bus) -> None:
    """The last events before a crash go out again and JetStream drops them by their id."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 10))
        await outbox.flush()
    await owner.write(lambda c: set_published(c, PAPER, 5))
    async with publishing(owner, bus) as outbox:
        await outbox.flush()
        assert outbox.published == 5
    assert await on_the_bus(bus) == list(range(1, 11))


async def test_a_log_of_the_owner_alone_stays_off_the_bus(owner: Store, bus: Bus) -> None:
    """Only subjects of the table are published."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append("audit", 1, 3))
        await outbox.write(append(PAPER, 1, 1))
        await outbox.flush()
        assert outbox.published == 1


async def test_a_bus_that_comes_back_empty_is_filled_again(
    owner: Store, bus: Bus, nats_server: NatsServer
) -> None:
    """By the owner alone, with what was committed meanwhile, and every consumer ends complete."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 300))
        await outbox.flush()
        await nats_server.kill()
        shutil.rmtree(nats_server.data_dir / "jetstream")
        await until(lambda: not bus.connected)
        await outbox.write(append(PAPER, 301, 310))
        await nats_server.start()
        await outbox.flush()
        assert outbox.rebuilt == 1
        assert await on_the_bus(bus) == list(range(1, 311))
        await outbox.write(append(PAPER, 311, 311))
        await outbox.flush()
    assert await on_the_bus(bus) == list(range(1, 312))


async def test_a_tail_that_the_bus_forgot_is_sent_again(owner: Store, bus: Bus) -> None:
    """Acknowledged and lost before it was synced, as Jepsen saw it."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 20))
        await outbox.flush()
    await bus.jetstream.purge_stream("ORDERS", keep=15)
    for bus_seq in range(16, 21):
        await bus.jetstream.delete_msg("ORDERS", bus_seq)
    async with publishing(owner, bus) as outbox:
        await until(lambda: outbox.published == 5)
        await outbox.flush()
    assert await bus.last_position(PAPER) == ("log", 20)


async def test_a_stream_deleted_under_the_owner_is_made_again(owner: Store, bus: Bus) -> None:
    """While connected: the next publication finds out."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 5))
        await outbox.flush()
        await bus.jetstream.delete_stream("ORDERS")
        await outbox.write(append(PAPER, 6, 6))
        await until(lambda: outbox.rebuilt == 1)
        await outbox.flush()
    assert await on_the_bus(bus) == [1, 2, 3, 4, 5, 6]


async def test_what_the_age_limit_would_discard_is_not_sent_again(owner: Store, bus: Bus) -> None:
    """Ten days of log after a seven days' limit: three days stay off the bus."""
    day_ns = 24 * 3600 * 1_000_000_000

    def write(connection: Connection) -> None:
        for day in range(10, 0, -1):
            old = NewEvent(f"d{day}", "OrderFilled", 0, NOW_NS - day * day_ns + 1, b"")
            append_all(connection, PAPER, [old])
        set_published(connection, PAPER, 10)

    await owner.write(write)
    async with publishing(owner, bus) as outbox:
        await until(lambda: outbox.published == 7)
        await outbox.flush()
    assert await on_the_bus(bus) == [4, 5, 6, 7, 8, 9, 10]


async def test_an_old_range_is_republished_by_command(owner: Store, bus: Bus) -> None:
    """Though the bus knows the ids; consumers skip what they have handled."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 9))
        await outbox.flush()
        assert await outbox.republish(PAPER, after_seq=2, up_to_seq=5) == 3
    assert await on_the_bus(bus) == [*range(1, 10), 3, 4, 5]


KILLED = """
import asyncio, sys
from services.chassis.bus import Bus
from services.chassis.events import NewEvent, append_all
from services.chassis.outbox import Outbox
from services.chassis.sqlite import SqliteStore

async def main(path, url):
    store = await SqliteStore.open(path)
    bus = await Bus.open(url, name="killed")
    outbox = Outbox(store, bus, log_id="log", now_ns=lambda: 0)
    task = asyncio.create_task(outbox.run())
    n = 0
    while True:
        n += 1
        event = NewEvent(f"e{n}", "OrderFilled", 0, 0, b"%d" % n)
        await outbox.write(lambda c: append_all(c, "tw.v1.orders.paper", [event]))
        print(n, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_an_owner_killed_while_writing_loses_and_repeats_nothing(
    owner: Store, bus: Bus, nats_server: NatsServer, made: Callable[[Consumer], Effects]
) -> None:
    """Kill -9 between commits and publications; the next run completes the bus."""
    path = owner.path  # type: ignore[attr-defined]  # the fixture opens a SqliteStore.
    await owner.close()
    victim = subprocess.Popen(  # noqa: ASYNC220 - it is read and killed at once.
        [sys.executable, "-c", KILLED, str(path), nats_server.url], stdout=subprocess.PIPE
    )
    assert victim.stdout is not None
    while int(victim.stdout.readline()) < 300:
        pass
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    victim.stdout.close()

    from services.chassis.sqlite import SqliteStore  # noqa: PLC0415 - beside its only use.

    again = await SqliteStore.open(path)
    counted = made(ORDERS)
    follower = Follower(counted.store, ORDERS, counted.handle, fetch_range=owners_rpc(again))
    async with publishing(again, bus) as outbox, following(follower, bus):
        await outbox.flush()
        [state] = await again.read(stream_states)
        assert state.head >= 300
        assert state.published == state.head
        await counted.reach(PAPER, state.head)
    assert await counted.seqs(PAPER) == list(range(1, state.head + 1))
    await again.close()


async def test_effects_happen_once_though_the_bus_repeats_and_loses(
    owner: Store, bus: Bus, made: Callable[[Consumer], Effects]
) -> None:
    """Every third event is taken off the bus, a range is sent twice."""
    async with publishing(owner, bus) as outbox:
        await outbox.write(append(PAPER, 1, 60))
        await outbox.flush()
        for bus_seq in range(3, 60, 3):
            await bus.jetstream.delete_msg("ORDERS", bus_seq)
        await outbox.republish(PAPER, after_seq=30, up_to_seq=50)
        counted = made(ORDERS)
        follower = Follower(counted.store, ORDERS, counted.handle, fetch_range=owners_rpc(owner))
        async with following(follower, bus):
            await counted.reach(PAPER, 60)
            await until(lambda: follower.repeats == 20)
    assert await counted.seqs(PAPER) == list(range(1, 61))
    assert follower.gaps == 19


async def test_consumers_end_complete_after_the_bus_was_lost(
    owner: Store, bus: Bus, nats_server: NatsServer, made: Callable[[Consumer], Effects]
) -> None:
    """Stopped, emptied and started again under a working owner and a working consumer."""
    counted = made(ORDERS)
    follower = Follower(counted.store, ORDERS, counted.handle, fetch_range=owners_rpc(owner))
    async with publishing(owner, bus) as outbox, following(follower, bus):
        await outbox.write(append(PAPER, 1, 100))
        await counted.reach(PAPER, 50)
        await nats_server.kill()
        shutil.rmtree(nats_server.data_dir / "jetstream")
        await outbox.write(append(PAPER, 101, 120))
        await nats_server.start()
        await outbox.write(append(PAPER, 121, 130))
        await counted.reach(PAPER, 130)
    assert await counted.seqs(PAPER) == list(range(1, 131))


async def test_a_last_event_lost_by_the_bus_is_caught_up_at_start(
    owner: Store, made: Callable[[Consumer], Effects]
) -> None:
    """No later event would show the gap, so the owner's heads are asked for; no bus is needed."""
    await owner.write(append(PAPER, 1, 10))
    counted = made(ORDERS)
    follower = Follower(counted.store, ORDERS, counted.handle, fetch_range=owners_rpc(owner))
    await follower.catch_up("log", {PAPER: 10})
    await follower.catch_up("log", {PAPER: 10})
    assert await counted.seqs(PAPER) == list(range(1, 11))


async def test_a_gap_waits_for_an_owner_that_is_away(
    owner: Store, made: Callable[[Consumer], Effects]
) -> None:
    """Nothing after the gap is handled before it is filled."""
    await owner.write(append(PAPER, 1, 3))
    answer, tries = owners_rpc(owner), 0

    async def fetch(stream: str, after_seq: int, up_to_seq: int) -> Sequence[Delivery]:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise UnavailableError("execution is restarting")
        return await answer(stream, after_seq, up_to_seq)

    counted = made(ORDERS)
    follower = Follower(
        counted.store, ORDERS, counted.handle, fetch_range=fetch, backoff=lambda _: 0.001
    )
    [third] = await answer(PAPER, 2, 3)
    await follower.offer(third)
    assert tries == 4
    assert await counted.seqs(PAPER) == [1, 2, 3]


async def test_a_poisoned_order_event_halts_its_account_and_no_other(
    owner: Store, bus: Bus, made: Callable[[Consumer], Effects]
) -> None:
    """Skipping one would corrupt the account; mended, it goes on with nothing left out."""
    counted = made(ORDERS)
    counted.poison = {(PAPER, 3)}
    alarms: list[Halt] = []
    follower = Follower(
        counted.store,
        ORDERS,
        counted.handle,
        fetch_range=owners_rpc(owner),
        put_aside=DeadLetters(bus, ORDERS.name),
        on_halt=alarms.append,
        backoff=lambda _: 0.001,
    )
    async with publishing(owner, bus) as outbox, following(follower, bus):
        await outbox.write(append(PAPER, 1, 5))
        await outbox.write(append(orders("other"), 1, 5))
        await counted.reach(orders("other"), 5)
        await until(lambda: bool(alarms))
        assert await counted.seqs(PAPER) == [1, 2]
        assert alarms == [Halt(PAPER, 3, "ValueError: a price below zero")]
        await outbox.write(append(PAPER, 6, 6))
        await outbox.flush()
        counted.poison.clear()
        await follower.resume("log", PAPER, up_to_seq=6)
        assert await counted.seqs(PAPER) == [1, 2, 3, 4, 5, 6]
        await outbox.write(append(PAPER, 7, 7))
        await counted.reach(PAPER, 7)
    assert follower.halts == {}
    assert await DeadLetters(bus, ORDERS.name).list() == []


async def test_a_poisoned_signal_is_put_aside_with_its_reason_and_replayed(
    owner: Store, bus: Bus, made: Callable[[Consumer], Effects]
) -> None:
    """The others go on; replayed, it is handled once and gone."""
    counted = made(SIGNALS)
    counted.poison = {(CROSS, 2)}
    letters = DeadLetters(bus, SIGNALS.name)
    follower = Follower(
        counted.store,
        SIGNALS,
        counted.handle,
        fetch_range=owners_rpc(owner),
        put_aside=letters,
        backoff=lambda _: 0.001,
    )
    async with publishing(owner, bus) as outbox, following(follower, bus):
        await outbox.write(append(CROSS, 1, 4))
        await counted.reach(CROSS, 4)
    assert await counted.seqs(CROSS) == [1, 3, 4]
    [letter] = await letters.list()
    assert letter.reason == "ValueError: a price below zero"
    assert (letter.delivery.stream, letter.delivery.seq, letter.attempts) == (CROSS, 2, 5)
    assert letter.delivery.event.payload == b"2"

    async def handle(delivery: Delivery) -> None:
        await counted.store.write(lambda c: counted.apply(c, delivery))

    with pytest.raises(ValueError, match="a price below zero"):
        await letters.replay(handle)
    assert len(await letters.list()) == 1
    counted.poison.clear()
    assert await letters.replay(handle) == 1
    assert await counted.seqs(CROSS) == [1, 3, 4, 2]
    assert await letters.list() == []


async def test_a_position_and_its_effects_commit_together(
    owner: Store, made: Callable[[Consumer], Effects]
) -> None:
    """A handler that fails after its effects leaves neither."""
    await owner.write(append(PAPER, 1, 1))
    counted = made(ORDERS)

    async def half(delivery: Delivery) -> None:
        def transaction(connection: Connection) -> None:
            counted.apply(connection, delivery)
            advance(connection, ORDERS, delivery)
            raise ZeroDivisionError

        await counted.store.write(transaction)

    follower = Follower(
        counted.store, ORDERS, half, fetch_range=owners_rpc(owner), backoff=lambda _: 0.001
    )
    [first] = await owners_rpc(owner)(PAPER, 0, 1)
    await follower.offer(first)
    assert follower.halts[PAPER].seq == 1
    assert await counted.seqs(PAPER) == []
    assert await counted.store.read(lambda c: position(c, ORDERS.name, "log", PAPER)) == 0
