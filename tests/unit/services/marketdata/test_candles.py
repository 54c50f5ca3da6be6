"""Candles, built by the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.candles import CandleBuilder, bucket_open_ns, check_aggregation
from services.marketdata.instruments import shipped_instruments
from tradewire.errors import InvalidArgumentError
from tradewire.market import SECOND_NS, Interval, Trade
from tradewire.orders import Side

BTC = shipped_instruments().get("BTC-USDT.BINANCE")


def trade(stamp_ns: int, price: int = 100, size: int = 1) -> Trade:
    """A trade of integers."""
    return Trade(BTC, price, size, Side.BUY, "1", stamp_ns, stamp_ns)


def test_a_candle_closes_when_the_clock_reaches_its_end() -> None:
    """Not before, though no trade has come since, and only once."""
    builder = CandleBuilder(BTC, Interval.S1)
    assert builder.next_due_ns() is None
    assert builder.add(trade(SECOND_NS + 1)) == 2 * SECOND_NS
    assert builder.next_due_ns() == 2 * SECOND_NS
    assert builder.advance(2 * SECOND_NS - 1) is None
    closed = builder.advance(2 * SECOND_NS)
    assert closed is not None
    assert (closed.open_ns, closed.close_ns, closed.init_ns) == (
        SECOND_NS,
        2 * SECOND_NS,
        2 * SECOND_NS,
    )
    assert builder.advance(9 * SECOND_NS) is None


def test_a_trade_after_the_close_waits_for_the_clock() -> None:
    """Else it would change a candle that has ended."""
    builder = CandleBuilder(BTC, Interval.S1)
    builder.add(trade(0))
    with pytest.raises(InvalidArgumentError, match="must be taken by advance"):
        builder.add(trade(SECOND_NS))


def test_weeks_begin_on_monday() -> None:
    """1970-01-05 was the first Monday of the epoch."""
    monday = 4 * Interval.D1.ns
    assert bucket_open_ns(monday, Interval.W1) == monday
    assert bucket_open_ns(monday - 1, Interval.W1) == monday - Interval.W1.ns
    assert bucket_open_ns(monday + Interval.W1.ns - 1, Interval.W1) == monday


def test_a_candle_is_made_of_whole_shorter_ones_only() -> None:
    """Five minutes make an hour, seven do not; a week makes no day."""
    check_aggregation(Interval.M5, Interval.H1)
    with pytest.raises(InvalidArgumentError, match="multiple of 2h"):
        check_aggregation(Interval.H2, Interval.M15)


ticks = st.lists(
    st.tuples(st.integers(0, 20 * SECOND_NS), st.integers(1, 10**9), st.integers(1, 10**9)),
    min_size=1,
    max_size=60,
)


@given(ticks)
def test_candles_agree_with_a_naive_grouping_and_with_their_aggregation(
    drawn: list[tuple[int, int, int]],
) -> None:
    """Five-second candles are the same from trades, from one-second candles, by hand."""
    drawn.sort(key=lambda one: one[0])
    short, long, merged = (
        CandleBuilder(BTC, Interval.S1),
        CandleBuilder(BTC, Interval.S5),
        CandleBuilder(BTC, Interval.S5),
    )
    from_trades, from_candles = [], []
    for at in [*drawn, (10**12, 0, 0)]:
        if (one := short.advance(at[0])) is not None:
            if (ended := merged.advance(one.open_ns)) is not None:
                from_candles.append(ended)
            merged.merge(one)
        if (one := long.advance(at[0])) is not None:
            from_trades.append(one)
        if at[1]:
            short.add(trade(*at))
            long.add(trade(*at))
    if (ended := merged.advance(10**12)) is not None:
        from_candles.append(ended)
    assert from_trades == from_candles
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for at in drawn:
        groups.setdefault(at[0] // (5 * SECOND_NS), []).append(at)
    assert [
        (
            group[0][1],
            max(price for _, price, _ in group),
            min(price for _, price, _ in group),
            group[-1][1],
            sum(size for *_, size in group),
            sum(price * size for _, price, size in group),
            len(group),
        )
        for group in groups.values()
    ] == [one[3:10] for one in from_trades]
