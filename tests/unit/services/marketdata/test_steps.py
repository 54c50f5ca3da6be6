"""Lock-step windows: what is in them, what is skipped, what follows the end."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.instruments import shipped_instruments
from services.marketdata.steps import Step, Steps
from tradewire.errors import CorruptDataError, InvalidArgumentError
from tradewire.market import SECOND_NS, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.orders import Side

BTC = shipped_instruments().get("BTC-USDT.BINANCE")
STEP_NS = SECOND_NS // 100


def trade(stamp_ns: int) -> Trade:
    """A trade at a stamp."""
    return Trade(BTC, 100, 1, Side.BUY, "1", stamp_ns, stamp_ns)


def quote(stamp_ns: int) -> Quote:
    """A quote at a stamp."""
    return Quote(BTC, 99, 1, 101, 1, 1, stamp_ns, stamp_ns)


def steps_of(batches: Sequence[Sequence[MarketEvent]], intervals: Sequence[Interval] = ()) -> Steps:
    """Steps of 10 ms with a margin of 50 ms."""
    return Steps(batches, [BTC], step_ns=STEP_NS, end_margin_ns=5 * STEP_NS, intervals=intervals)


def run(steps: Steps, due_ns: int | None = None) -> list[Step]:
    """All steps, with the same due time throughout."""
    taken = []
    while (step := steps.next_step(due_ns)) is not None:
        taken.append(step)
    return taken


def test_a_tick_stamped_with_the_clock_belongs_to_the_next_window() -> None:
    """A window includes its start and excludes its end."""
    first, second, last = run(steps_of([[trade(0), trade(STEP_NS - 1)], [trade(STEP_NS)]]))
    assert (first.index, first.clock_ns, len(first.events)) == (1, STEP_NS, 2)
    assert (second.index, second.clock_ns, len(second.events)) == (2, 2 * STEP_NS, 1)
    assert (last.clock_ns, last.events) == (7 * STEP_NS, ())


def test_windows_in_which_nothing_happens_are_skipped() -> None:
    """The clock jumps over them."""
    clocks = [step.clock_ns // STEP_NS for step in run(steps_of([[trade(0), trade(90 * STEP_NS)]]))]
    assert clocks == [1, 91, 96]


def test_damage_is_met_where_the_steps_come_to_it_however_far_is_read_ahead() -> None:
    """Who goes on behind a mark has steps before it to give again."""

    def batches() -> Iterator[Sequence[MarketEvent]]:
        raise CorruptDataError("a damaged line")
        yield ()

    before = steps_of([[trade(0), trade(STEP_NS), trade(2 * STEP_NS)]])
    assert before.next_step() is not None
    steps = Steps(batches(), [BTC], step_ns=STEP_NS, end_margin_ns=STEP_NS)
    steps.go_on(before.state())
    steps.read_ahead()
    assert steps.next_step() == before.next_step()
    with pytest.raises(CorruptDataError, match="a damaged line"):
        steps.next_step()


def test_a_due_time_gets_the_window_that_reaches_it() -> None:
    """One between windows, one on a clock, and one that has passed."""
    steps = steps_of([[trade(0), trade(90 * STEP_NS)]])
    assert steps.next_step(5) is not None
    clocks = []
    for due_ns in (3 * STEP_NS - 1, 5 * STEP_NS, 2, None):
        step = steps.next_step(due_ns)
        assert step is not None
        clocks.append(step.clock_ns // STEP_NS)
    assert clocks == [3, 5, 6, 91]


def test_no_step_precedes_the_first_event() -> None:
    """A timer of 1970 does not make the run begin there; an empty tape has none."""
    step = steps_of([[trade(50 * STEP_NS)]]).next_step(1)
    assert step is not None
    assert step.clock_ns == 51 * STEP_NS
    assert steps_of([[]]).next_step(1) is None


def test_the_clock_runs_on_for_the_margin_and_no_further() -> None:
    """What is due within is served, what is due beyond is not."""
    steps = steps_of([[trade(0)]])
    assert [steps.next_step(None) is not None, steps.next_step(3 * STEP_NS)] == [
        True,
        Step(2, 3 * STEP_NS, ()),
    ]
    assert steps.next_step(99 * STEP_NS) == Step(3, 6 * STEP_NS, ())
    assert steps.next_step(99 * STEP_NS) is None


def test_a_candle_comes_before_the_ticks_from_its_close_on() -> None:
    """And in a step whose clock has reached the close."""
    ticks: list[MarketEvent] = [quote(SECOND_NS - 20), trade(SECOND_NS - 10), quote(SECOND_NS)]
    first, second, _ = run(steps_of([ticks], [Interval.S1]))
    assert [type(one) for one in first.events] == [Quote, Trade, Candle]
    assert first.clock_ns == SECOND_NS
    assert [type(one) for one in second.events] == [Quote]


def test_a_candle_is_brought_by_the_clock_where_no_tick_comes() -> None:
    """A step is made for its close, the shorter candle first, each numbered."""
    steps = steps_of([[trade(1), trade(7 * SECOND_NS)]], [Interval.S5, Interval.S1])
    closes = [
        (step.clock_ns // SECOND_NS, [(str(one.interval), one.sequence) for one in candles])
        for step in run(steps)
        if (candles := [one for one in step.events if isinstance(one, Candle)])
    ]
    assert closes == [(1, [("1s", 1)]), (5, [("5s", 2)])]


def test_candles_that_close_inside_a_long_window_keep_their_places() -> None:
    """A step longer than an interval orders candles and ticks by time."""
    ticks: list[MarketEvent] = [trade(1), trade(SECOND_NS + 1), quote(2 * SECOND_NS + 1)]
    steps = Steps([ticks], [BTC], step_ns=3 * SECOND_NS, end_margin_ns=0, intervals=[Interval.S1])
    (only,) = run(steps)
    assert [type(one) for one in only.events] == [Trade, Candle, Trade, Candle, Quote]


def test_an_interval_that_a_tapes_candles_do_not_make_is_refused() -> None:
    """Hours make no minutes."""
    with pytest.raises(InvalidArgumentError, match="cannot be made"):
        Steps(
            [],
            [BTC],
            step_ns=Interval.H1.ns,
            end_margin_ns=0,
            base_interval=Interval.H1,
            intervals=[Interval.M1],
        )


@given(
    st.lists(st.integers(0, 3 * SECOND_NS), min_size=1, max_size=50),
    st.integers(1, 7),
    st.lists(st.one_of(st.none(), st.integers(0, 4 * SECOND_NS)), min_size=1, max_size=5),
)
def test_every_event_comes_once_in_order_inside_its_window(
    stamps: list[int], batch: int, dues: list[int | None]
) -> None:
    """However the tape is batched and whatever is due."""
    events: list[MarketEvent] = [trade(stamp) for stamp in sorted(stamps)]
    batches = [events[at : at + batch] for at in range(0, len(events), batch)]
    steps = steps_of(batches)
    seen: list[MarketEvent] = []
    clock_ns = 0
    for turn in range(10_000):
        step = steps.next_step(dues[turn % len(dues)])
        if step is None:
            break
        assert step.clock_ns > clock_ns
        assert step.clock_ns % STEP_NS == 0
        assert all(step.clock_ns - STEP_NS <= one.init_ns < step.clock_ns for one in step.events)
        clock_ns = step.clock_ns
        seen += step.events
    assert seen == events
    assert clock_ns == events[-1].init_ns // STEP_NS * STEP_NS + 6 * STEP_NS


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=30, unique=True),
    st.integers(1, 7),
    st.lists(st.one_of(st.none(), st.integers(0, 50 * 60)), min_size=1, max_size=5),
)
def test_every_candle_comes_once_at_its_close(
    minutes: list[int], batch: int, dues: list[int | None]
) -> None:
    """However the tape is batched, with minutes missing, and whatever is due between them."""
    minute_ns = Interval.M1.ns
    candles = [
        Candle(BTC, Interval.M1, at * minute_ns, 2, 3, 1, 2, 1, 1, 1, (at + 1) * minute_ns, number)
        for number, at in enumerate(sorted(minutes), 1)
    ]
    batches = [candles[at : at + batch] for at in range(0, len(candles), batch)]
    steps = Steps(batches, [BTC], step_ns=minute_ns, end_margin_ns=0, base_interval=Interval.M1)
    seen: list[MarketEvent] = []
    clock_ns = 0
    for turn in range(1_000):
        due = dues[turn % len(dues)]
        step = steps.next_step(None if due is None else due * SECOND_NS)
        if step is None:
            break
        assert step.clock_ns > clock_ns
        assert len(step.events) <= 1
        assert all(one.init_ns == step.clock_ns for one in step.events)
        clock_ns = step.clock_ns
        seen += step.events
    assert seen == candles
    assert clock_ns == candles[-1].init_ns
