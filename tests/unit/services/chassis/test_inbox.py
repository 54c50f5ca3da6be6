"""What a participant has received: market data in the order of the tape, however it came."""

from collections.abc import Sequence
from typing import Any, cast

from services.chassis.inbox import BATCHES_MAX, Inbox
from services.chassis.subjects import MarketData, market_data
from services.marketdata.instruments import shipped_instruments
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.market import MarketEvent, Trade
from tradewire.marketdata.v1 import feed_kind_pb2
from tradewire.marketdata.v1.event_pb2 import MarketDataEvent
from tradewire.orders import Side
from tradewire.system.v1.clock_pb2 import Advance, ReplayStep, StreamMark

SIM = shipped_instruments().get("BTC-USDT.SIM")
TRADES = market_data(MarketData.TRADES, SIM.id)


def inbox() -> Inbox:
    """An inbox that is filled by hand, without a bus."""
    return Inbox(cast("Any", None), "tw.v1.clock.run", ())


def batch(first: int, count: int = 2) -> MarketDataEvent:
    """A batch of trades whose sequences begin at ``first``."""
    stamp = BatchStamp("log", "replay", feed_kind_pb2.FEED_KIND_REPLAY, 1, 1)
    trades = [
        Trade(SIM, 5_000_000, 1_000, Side.BUY, str(seq), 1, 1, seq)
        for seq in range(first, first + count)
    ]
    (message,) = market_to_wire(stamp, trades)
    return message


def taken(box: Inbox, up_to: int, count: int = 2) -> Sequence[int] | None:
    """The sequences of the step whose trades end at ``up_to``."""
    advance = Advance(
        step=ReplayStep(run="run", step=1, round=1),
        marks=[StreamMark(stream=TRADES, sequence=up_to)],
        tape_order=bytes(2 * count),
    )
    events: Sequence[MarketEvent] | None = box.take_market(advance, {SIM.id: SIM})
    return None if events is None else [event.sequence for event in events]


def test_a_step_that_is_going_on_does_not_hide_those_of_the_journal() -> None:
    """Who comes back hears the present first, and reads the past after it."""
    box = inbox()
    box.put_market(batch(7), TRADES)
    assert taken(box, 2) is None
    for first in (1, 5, 3, 7):
        box.put_market(batch(first), TRADES)
    assert [taken(box, up_to) for up_to in (2, 4, 6, 8)] == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_of_too_many_batches_the_latest_go() -> None:
    """They are needed last, and are fetched again."""
    box = inbox()
    for number in reversed(range(BATCHES_MAX + 10)):
        box.put_market(batch(1 + 2 * number), TRADES)
    assert taken(box, 2) == [1, 2]
    last = 2 * BATCHES_MAX
    for up_to in range(4, last + 1, 2):
        assert taken(box, up_to) == [up_to - 1, up_to]
    assert taken(box, last + 2) is None


def test_a_batch_that_was_handled_in_part_gives_the_rest() -> None:
    """A step ends where its mark says."""
    box = inbox()
    box.put_market(batch(1, 4), TRADES)
    assert taken(box, 3, 3) == [1, 2, 3]
    assert taken(box, 4, 1) == [4]
