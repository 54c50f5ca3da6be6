"""A replay's steps as they travel and are kept."""

from services.marketdata.instruments import shipped_instruments
from services.marketdata.replay_steps import STEP_BYTES, RecentSteps, StepBatches, StepEncoder
from services.marketdata.steps import Step
from services.marketdata.store import Origin
from tradewire.codec.market import market_from_wire
from tradewire.market import Candle, Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import feed_kind_pb2
from tradewire.orders import Side
from tradewire.system.v1.clock_pb2 import Advance, ReplayStep

INSTRUMENTS = {one.id: one for one in shipped_instruments()}
SPOT = INSTRUMENTS["BTC-USDT.BINANCE"]
ENCODER = StepEncoder("log", Origin("replay", feed_kind_pb2.FEED_KIND_REPLAY))


def trade(sequence: int) -> Trade:
    """A trade of a sequence."""
    return Trade(SPOT, 100, 1, Side.BUY, str(sequence), 5, 5, sequence)


def candle(interval: Interval, sequence: int) -> Candle:
    """A candle of a length."""
    return Candle(SPOT, interval, 0, 1, 1, 1, 1, 1, 1, 1, interval.ns, sequence)


def mixed() -> list[MarketEvent]:
    """Trades, a quote and candles of two lengths, one among the others."""
    quote = Quote(SPOT, 99, 1, 101, 1, 1, 5, 5, 1)
    return [
        trade(1),
        quote,
        trade(2),
        candle(Interval.S1, 1),
        candle(Interval.S5, 2),
        candle(Interval.S1, 3),
        trade(3),
    ]


def test_the_order_of_the_tape_is_told_beside_the_streams() -> None:
    """By it the batches become the step again, event for event."""
    events = mixed()
    step = Step(4, 10, tuple(events))
    batches = ENCODER.encode(step)
    assert list(batches.marks.values()) == [3, 1, 3]
    assert batches.count == len(events)
    streams = [
        iter(
            [event for message in one.messages for event in market_from_wire(message, INSTRUMENTS)]
        )
        for one in batches.batches
    ]
    places = zip(batches.tape_order[::2], batches.tape_order[1::2], strict=True)
    assert [next(streams[high << 8 | low]) for high, low in places] == events
    stamps = {
        (message.batch.published_unix_nanos, message.step, message.log_id)
        for one in batches.batches
        for message in one.messages
    }
    assert stamps == {(10, 4, "log")}


def test_an_empty_step_brings_nothing() -> None:
    """A window that was only waited for."""
    assert ENCODER.encode(Step(1, 10, ())) == StepBatches()


def test_recent_steps_are_bounded_and_served_to_a_round() -> None:
    """The oldest go first; the newest is always there."""
    recent = RecentSteps(bytes_max=4 * STEP_BYTES)
    for index in range(1, 6):
        recent.open_step(index, ENCODER.encode(Step(index, 10, (trade(index),))))
        for number in (1, 2):
            advance = Advance(step=ReplayStep(run="run", step=index, round=number))
            recent.add_round(index, advance.SerializeToString())
    assert recent.get(1) is None
    assert recent.get(6) is None
    step = recent.get(5, 1)
    assert step is not None
    assert [one.step.round for one in step.advances] == [1]
    assert market_from_wire(step.events[0], INSTRUMENTS) == [trade(5)]
    full = recent.get(5)
    assert full is not None
    assert [one.step.round for one in full.advances] == [1, 2]


def test_the_rounds_of_recent_steps_count_too() -> None:
    """A strategy that answers its own orders has many, and a step of ticks a long order."""
    recent = RecentSteps(bytes_max=20 * STEP_BYTES)
    for index in range(1, 11):
        recent.open_step(index, ENCODER.encode(Step(index, 10, (trade(index),))))
        for _ in range(64):
            recent.add_round(index, bytes(100))
    assert [index for index in range(1, 11) if recent.has(index)] == [10]
