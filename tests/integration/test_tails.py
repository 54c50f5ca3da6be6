"""Following a stream of the log: on both databases, while it is being written."""

import asyncio

import pytest
from sqlalchemy import Connection

from services.chassis import events, tails
from services.chassis.events import Event, NewEvent
from services.chassis.failures import LogChangedError
from services.chassis.storage import Store
from services.chassis.tails import Beat, Tails
from tradewire.errors import ExhaustedError, OutOfRangeError

STREAM = "tw.v1.orders.paper"


async def append(store: Store, first: int, count: int) -> None:
    """Append ``count`` events numbered from ``first`` in one transaction."""

    def write(connection: Connection) -> None:
        new = [NewEvent(f"e{n}", "Tested", n, n, b"%d" % n) for n in range(first, first + count)]
        events.append_all(connection, STREAM, new)

    await store.write(write)


async def take(tail: Tails, after_seq: int, count: int, heartbeat_s: float = 5.0) -> list[int]:
    """The sequences of the next ``count`` items; a beat counts as minus its sequence."""
    found: list[int] = []
    async for item in tail.follow(STREAM, after_seq, heartbeat_s):
        found.append(item.seq if isinstance(item, Event) else -item.seq)
        if len(found) == count:
            break
    return found


async def test_a_follower_reads_the_past_and_then_every_commit(store: Store) -> None:
    """Nothing is missed between the two, however the commits fall."""
    tail = Tails(store, "log")
    await append(store, 1, events.RANGE_MAX + 5)

    async def write_on() -> None:
        for number in range(events.RANGE_MAX + 6, events.RANGE_MAX + 56):
            await append(store, number, 1)
            tail.wake()

    writer = asyncio.create_task(write_on())
    found = await take(tail, 2, events.RANGE_MAX + 53)
    await writer
    assert found == list(range(3, events.RANGE_MAX + 56))
    assert tail.followers <= 1


def told(seq: int) -> Event:
    """An event as a commit hands it over."""
    return Event(STREAM, seq, f"e{seq}", "Tested", seq, seq, "", b"%d" % seq)


async def test_a_reader_that_keeps_up_gets_a_commit_without_a_look_at_the_log(store: Store) -> None:
    """What was handed over is enough: the log here does not even have it."""
    tail = Tails(store, "log")
    await append(store, 1, 2)
    follower = asyncio.create_task(take(tail, 0, 4))
    await asyncio.sleep(0)
    tail.wake([told(3), told(4)])
    assert await follower == [1, 2, 3, 4]


async def test_what_was_not_handed_over_is_read_from_the_log(store: Store) -> None:
    """A hole in what is remembered, and what is older than it, are in the log."""
    tail = Tails(store, "log")
    await append(store, 1, 9)
    tail.wake([told(4)])
    tail.wake([told(8), told(9)])
    assert await take(tail, 0, 9) == list(range(1, 10))
    assert await take(tail, 7, 2) == [8, 9]


async def test_no_more_is_remembered_than_its_limit(store: Store) -> None:
    """The oldest go, and are read again where somebody wants them."""
    tail = Tails(store, "log")
    count = tails.RECENT_MAX + 10
    await append(store, 1, count)
    tail.wake([told(number) for number in range(1, count + 1)])
    assert await take(tail, 0, count) == list(range(1, count + 1))


async def test_a_silent_stream_beats_with_its_position(store: Store) -> None:
    """A quiet stream and a dead one can be told apart."""
    tail = Tails(store, "log")
    await append(store, 1, 2)
    assert await take(tail, 0, 4, heartbeat_s=0.01) == [1, 2, -2, -2]


async def test_a_reader_without_a_log_begins_now_and_with_one_where_it_stood(store: Store) -> None:
    """The contract's rule for resuming."""
    tail = Tails(store, "log")
    await append(store, 1, 3)
    assert await tail.start_of(STREAM, "", 0) == 3
    assert await tail.start_of(STREAM, "log", 0) == 0
    assert await tail.start_of(STREAM, "log", 2) == 2


@pytest.mark.parametrize(("log_id", "seq"), [("other", 1), ("log", 4)])
async def test_a_position_of_another_log_or_beyond_the_end_is_refused(
    store: Store, log_id: str, seq: int
) -> None:
    """A reader that kept state of another log must read it anew."""
    tail = Tails(store, "log")
    await append(store, 1, 3)
    with pytest.raises(LogChangedError, match="read the state anew") as caught:
        await tail.start_of(STREAM, log_id, seq)
    assert caught.value.reason == "LOG_CHANGED"


async def test_followers_have_a_limit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the refusal says what to do."""
    monkeypatch.setattr(tails, "FOLLOWERS_MAX", 1)
    tail = Tails(store, "log")
    first = tail.follow(STREAM, 0, 0.01)
    assert isinstance(await anext(first), Beat)
    with pytest.raises(ExhaustedError, match="close some"):
        await take(tail, 0, 1)
    await first.aclose()  # type: ignore[attr-defined]  # an async generator has it
    assert await take(tail, 0, 1, heartbeat_s=0.01) == [0]


async def test_a_position_whose_next_event_was_deleted_is_refused_at_once_and_on_the_way(
    store: Store,
) -> None:
    """A stream of figures is kept for a while; nobody is handed a hole in it."""
    tail = Tails(store, "log")
    await append(store, 1, 20)
    await store.write(lambda connection: events.set_published(connection, STREAM, 18))
    assert await store.write(lambda connection: events.forget(connection, STREAM, 5)) == 15
    assert await tail.start_of(STREAM, "log", 15) == 15
    assert await take(tail, 15, 5) == [16, 17, 18, 19, 20]
    with pytest.raises(OutOfRangeError, match="kept from 16 on, and 14 is before") as caught:
        await tail.start_of(STREAM, "log", 14)
    assert caught.value.reason == "POSITION_TOO_OLD"
    with pytest.raises(OutOfRangeError, match="read the state anew"):
        await take(tail, 3, 1)


async def test_what_the_bus_has_not_acknowledged_is_never_deleted(store: Store) -> None:
    """It could not be sent any more, and the stream's numbers would have a hole for ever."""
    await append(store, 1, 20)
    await store.write(lambda connection: events.set_published(connection, STREAM, 7))
    assert await store.write(lambda connection: events.forget(connection, STREAM, 5)) == 7
    kept = await store.read(lambda connection: events.read_range(connection, STREAM, 7))
    assert [event.seq for event in kept] == list(range(8, 21))
    first = await store.read(lambda connection: events.first_seq_since(connection, STREAM, 12))
    assert first == 12
    assert await store.write(lambda connection: events.forget(connection, "none", 5)) == 0
