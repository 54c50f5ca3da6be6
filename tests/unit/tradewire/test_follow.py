"""A followed stream gives every event in order and once, over every fault."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tradewire import follow as module
from tradewire.errors import (
    DeadlineError,
    OutOfRangeError,
    PermissionDeniedError,
    TradewireError,
    UnavailableError,
)
from tradewire.execution.v1.account_event_pb2 import (
    AccountEvent,
    StreamAccountEventsResponse,
)
from tradewire.follow import Happened, Missed, Position, follow
from tradewire.marketdata.v1.event_pb2 import MarketDataEvent
from tradewire.marketdata.v1.market_stream_pb2 import StreamMarketDataResponse
from tradewire.types.v1.stream_pb2 import Gap, Heartbeat, StreamPosition

Response = StreamAccountEventsResponse
Item = Happened[AccountEvent] | Missed


def event(sequence: int, log_id: str = "a") -> Response:
    """The event of that sequence."""
    return Response(event=AccountEvent(log_id=log_id, sequence=sequence))


def gap(first: int, last: int) -> Response:
    """A hole announced by the owner."""
    return Response(gap=Gap(from_sequence=first, to_sequence=last, cause="expired"))


def heartbeat(sequence: int, log_id: str = "a") -> Response:
    """A sign of life."""
    position = StreamPosition(log_id=log_id, sequence=sequence)
    return Response(heartbeat=Heartbeat(position=position))


class Owner:
    """An owner whose connections play the given scripts, one after the other.

    An error in a script is raised; a script that ends, ends its stream; the last
    connection stays open and silent.
    """

    def __init__(self, *scripts: list[Response | TradewireError]) -> None:
        self.scripts = list(scripts)
        self.asked: list[Position | None] = []

    async def __call__(self, position: Position | None) -> AsyncIterator[Response]:
        self.asked.append(position)
        if not self.scripts:
            await asyncio.Event().wait()
        for message in self.scripts.pop(0):
            if isinstance(message, TradewireError):
                raise message
            yield message


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECONNECT_PAUSE_S_MAX", 0.0)


async def read(
    owner: Owner, count: int, position: Position | None = None, *, dense: bool = True
) -> list[Item]:
    """The first ``count`` items."""
    found: list[Item] = []
    stream = follow(owner, position, dense=dense)
    async for item in stream:
        found.append(item)
        if len(found) == count:
            break
    return found


def sequences(items: list[Item]) -> list[int]:
    """Those of the events among the items."""
    return [item.event.sequence for item in items if isinstance(item, Happened)]


async def test_a_broken_stream_is_resumed_after_the_last_event() -> None:
    """By UNAVAILABLE, by an end without a word and by a lost deadline alike."""
    owner = Owner(
        [event(1), event(2), UnavailableError("restart")],
        [event(3)],
        [DeadlineError("reset")],
        [event(4)],
    )
    assert sequences(await read(owner, 4)) == [1, 2, 3, 4]
    assert owner.asked == [None, Position("a", 2), Position("a", 3), Position("a", 3)]


async def test_a_repeat_is_given_once() -> None:
    """An owner may begin a little earlier than it was asked to."""
    owner = Owner([event(5), event(6), UnavailableError("x")], [event(5), event(6), event(7)])
    assert sequences(await read(owner, 3)) == [5, 6, 7]


async def test_an_announced_gap_is_told_with_its_cause() -> None:
    """And the stream goes on after it; a gap that was handled before is nothing."""
    owner = Owner([event(1), gap(2, 4), gap(3, 4), event(5)])
    assert (await read(owner, 3))[1] == Missed(Position("a", 4), 2, 4, "expired")


async def test_a_gap_before_the_first_event_is_no_loss() -> None:
    """Nothing was handled yet, so nothing is missing."""
    assert sequences(await read(Owner([gap(1, 9), event(10)]), 1)) == [10]


async def test_a_hole_without_a_word_is_told_too() -> None:
    """Before the event that showed it."""
    owner = Owner([event(1), event(4)])
    items = await read(owner, 3)
    assert items[1] == Missed(Position("a", 3), 2, 3, "unannounced")
    assert sequences(items) == [1, 4]


async def test_a_selection_may_jump_and_heartbeats_say_how_far_it_came() -> None:
    """Directives are some of the events of a stream."""
    owner = Owner([event(1), event(7), heartbeat(20), UnavailableError("x")], [event(30)])
    items = await read(owner, 3, dense=False)
    assert sequences(items) == [1, 7, 30]
    assert owner.asked[1] == Position("a", 20)


async def test_a_heartbeat_gives_a_new_reader_its_position() -> None:
    """What happens while it reconnects is then not lost."""
    owner = Owner([heartbeat(8), UnavailableError("x")], [event(9)])
    assert sequences(await read(owner, 1)) == [9]
    assert owner.asked == [None, Position("a", 8)]


async def test_a_heartbeat_without_a_position_changes_nothing() -> None:
    """That of several streams together has none; a kind that is unknown is passed over."""
    owner = Owner([Response(heartbeat=Heartbeat()), Response(), event(1)])
    assert sequences(await read(owner, 1)) == [1]


@pytest.mark.parametrize("message", [event(4, "b"), heartbeat(4, "b")])
async def test_another_log_is_refused_and_not_read_on(message: Response) -> None:
    """Its sequences count something else."""
    owner = Owner([message])
    with pytest.raises(OutOfRangeError) as caught:
        await read(owner, 1, Position("a", 3))
    assert caught.value.reason == "LOG_CHANGED"


async def test_what_no_repeat_would_change_is_raised_at_once() -> None:
    """A refused scope is not an owner that is away."""
    owner = Owner([PermissionDeniedError("no scope")], [event(1)])
    with pytest.raises(PermissionDeniedError):
        await read(owner, 1)
    assert len(owner.asked) == 1


async def test_an_owner_that_stays_away_is_told_after_the_last_attempt() -> None:
    """The first message of a connection starts the count anew."""
    away: list[Response | TradewireError] = [UnavailableError("away")]
    owner = Owner(away, [event(1)], away, away)
    stream = follow(owner, reconnects_max=2)
    assert isinstance(await anext(stream), Happened)
    with pytest.raises(UnavailableError, match="away"):
        await anext(stream)
    assert len(owner.asked) == 4


async def test_a_stream_without_even_a_heartbeat_is_opened_again() -> None:
    """Dead and quiet look alike otherwise."""
    owner = Owner()
    with pytest.raises(DeadlineError, match="not even a heartbeat"):
        await anext(follow(owner, silence_s_max=0.01, reconnects_max=1))
    assert len(owner.asked) == 2


async def test_a_batch_of_market_data_spans_its_sequences() -> None:
    """The position after it is that of its last row."""

    async def owner(_: Position | None) -> AsyncIterator[StreamMarketDataResponse]:
        for first, last in ((1, 10), (1, 10), (11, 12), (14, 15)):
            batch = MarketDataEvent(log_id="a", first_sequence=first, last_sequence=last)
            yield StreamMarketDataResponse(event=batch)

    stream = follow(owner)
    positions = [(await anext(stream)).position.sequence for _ in range(4)]
    assert positions == [10, 12, 13, 15]
