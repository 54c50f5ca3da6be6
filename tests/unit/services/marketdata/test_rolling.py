"""Rolling candles: the same as those built one by one, however the clock and the ticks come."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.instruments import shipped_instruments
from services.marketdata.rolling import BUILT, RollingCandles
from services.marketdata.steps import Steps
from tradewire.errors import InvalidArgumentError
from tradewire.market import SECOND_NS, Candle, Interval, MarketEvent, Trade
from tradewire.orders import Side

INSTRUMENTS = (
    shipped_instruments().get("BTC-USDT.SIM"),
    shipped_instruments().get("BTC-USDT.BINANCE"),
)
BEGIN_NS = 1_700_000_000 * SECOND_NS
INTERVALS = (Interval.S1, Interval.S5, Interval.M1)


def trade(at_ns: int, price: int, which: int = 0) -> Trade:
    instrument = INSTRUMENTS[which]
    return Trade(instrument, price, 1 + price % 7, Side.BUY, "", 0, BEGIN_NS + at_ns)


def plain(candles: Sequence[MarketEvent]) -> list[MarketEvent]:
    return [one._replace(sequence=0) for one in candles if isinstance(one, Candle)]


def all_of(rolling: RollingCandles, events: Sequence[MarketEvent]) -> list[MarketEvent]:
    """Everything that comes out, in order, with the clock run past the end."""
    out = rolling.take(events)
    while (due_ns := rolling.next_due_ns()) is not None:
        out += rolling.advance(due_ns)
    return out


trades = st.lists(
    st.tuples(st.integers(0, 130 * SECOND_NS), st.integers(1, 1000), st.integers(0, 1)),
    max_size=60,
).map(lambda drawn: [trade(*one) for one in sorted(drawn)])


@given(trades)
def test_candles_equal_those_of_the_lock_step_replay(events: list[Trade]) -> None:
    """Longer candles made of shorter ones are the kernel's, made of every trade."""
    rolling = all_of(RollingCandles(INSTRUMENTS, INTERVALS), events)
    margin_ns = 2 * Interval.M1.ns
    steps = Steps(
        [events], INSTRUMENTS, step_ns=SECOND_NS, end_margin_ns=margin_ns, intervals=INTERVALS
    )
    expected: list[MarketEvent] = []
    while (step := steps.next_step()) is not None:
        expected += step.events
    key = lambda one: (one.init_ns, one.interval.ns, one.instrument.id)  # noqa: E731 - local.
    assert sorted(plain(rolling), key=key) == sorted(plain(expected), key=key)


@given(trades, st.lists(st.integers(0, 60), max_size=10), st.integers(0, 130))
def test_the_order_does_not_depend_on_how_the_clock_is_told(
    events: list[Trade], cuts: list[int], looks: int
) -> None:
    """A tape that is read again after a crash gives the same events the same numbers."""
    at_once = all_of(RollingCandles(INSTRUMENTS, INTERVALS), events)
    paced = RollingCandles(INSTRUMENTS, INTERVALS)
    out: list[MarketEvent] = []
    ends = sorted({min(cut, len(events)) for cut in cuts} | {len(events)})
    start = 0
    for end in ends:
        out += paced.take(events[start:end])
        start = end
        # The clock may be looked at any time before the next event's.
        clock_ns = BEGIN_NS + looks * SECOND_NS
        if end and end < len(events):
            clock_ns = min(events[end].init_ns, max(clock_ns, events[end - 1].init_ns))
            out += paced.advance(clock_ns)
    out += all_of(paced, [])
    assert out == at_once


def test_a_candle_comes_before_what_is_stamped_at_its_close() -> None:
    """Whoever reads both in order has seen the candle when it sees the tick."""
    rolling = RollingCandles(INSTRUMENTS, [Interval.S1])
    events = [trade(0, 5), trade(SECOND_NS - 1, 6), trade(SECOND_NS, 7)]
    kinds = [type(event) for event in rolling.take(events)]
    assert kinds == [Trade, Trade, Candle, Trade]
    assert rolling.next_due_ns() == BEGIN_NS + 2 * SECOND_NS


def test_candles_that_were_stored_go_into_the_longer_ones() -> None:
    """A feed that starts makes its history of them; each is passed on as it is."""
    begin_ns = BEGIN_NS - BEGIN_NS % Interval.M5.ns
    minutes = [
        Candle(INSTRUMENTS[0], Interval.M1, at, 5, 9, 1, 6, 2, 12, 3, at + Interval.M1.ns)
        for at in (begin_ns + n * Interval.M1.ns for n in range(5))
    ]
    out = all_of(RollingCandles(INSTRUMENTS[:1], [Interval.M1, Interval.M5]), minutes)
    assert out[:5] == minutes
    assert isinstance(out[5], Candle)
    assert (out[5].interval, out[5].volume_mantissa, out[5].trade_count) == (Interval.M5, 10, 15)


def test_lengths_must_be_multiples_of_the_shortest() -> None:
    """A candle of three minutes cannot be made of those of two hours."""
    with pytest.raises(InvalidArgumentError, match="cannot be made"):
        RollingCandles(INSTRUMENTS, [Interval.M3, Interval.M5])


def test_what_is_built_divides_an_hour() -> None:
    """A feed that begins on the hour has no broken first candle."""
    assert all(Interval.H1.ns % one.ns == 0 for one in BUILT)
