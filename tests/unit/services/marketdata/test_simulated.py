"""The simulated market: repeatable, plausible, and lively enough to trade in."""

import itertools

import pytest

from services.marketdata.instruments import shipped_instruments
from services.marketdata.simulated import SIMULATED_INSTRUMENT, SimulatedMarket
from tradewire.errors import InvalidArgumentError
from tradewire.market import SECOND_NS, Interval, Quote, Trade

NOW_NS = 1_760_000_000 * SECOND_NS
SIM = shipped_instruments().get(SIMULATED_INSTRUMENT)


def test_the_same_seed_and_time_give_the_same_ticks_wherever_one_begins() -> None:
    """A restart in the middle of a second resumes the same market."""
    whole = list(SimulatedMarket(SIM, 7).ticks(NOW_NS, NOW_NS + 3 * SECOND_NS))
    cut_ns = NOW_NS + SECOND_NS + 123_456_789
    resumed = SimulatedMarket(SIM, 7)
    parts = [*resumed.ticks(cut_ns, NOW_NS + 3 * SECOND_NS)]
    before = [*SimulatedMarket(SIM, 7).ticks(NOW_NS, cut_ns)]
    assert before + parts == whole
    assert list(SimulatedMarket(SIM, 8).ticks(NOW_NS, NOW_NS + 3 * SECOND_NS)) != whole


def test_ticks_are_those_of_this_release() -> None:
    """A change of the market's making would change what users saw yesterday."""
    first = next(SimulatedMarket(SIM, 1).ticks(NOW_NS, NOW_NS + SECOND_NS))
    assert first.init_ns == 1_760_000_000_029_245_164


def test_a_rated_market_has_the_same_trades_and_as_many_quotes_as_the_rate_asks_for() -> None:
    """Candles, and so what a strategy does, are the same at every rate."""
    quiet, busy = SimulatedMarket(SIM, 7), SimulatedMarket(SIM, 7, rate=5_000)
    second = NOW_NS // SECOND_NS
    ticks = [tick for part in busy.slices(second) for tick in part]
    assert [tick for tick in ticks if isinstance(tick, Trade)] == quiet.trades(second)
    assert 4_900 <= len(ticks) <= 5_000
    assert ticks == sorted(ticks, key=lambda tick: tick.init_ns)
    updates = [tick.update_id for tick in ticks if isinstance(tick, Quote)]
    assert updates == sorted(set(updates))
    assert [tick for part in quiet.slices(second) for tick in part] == quiet.second(second)


def test_ticks_are_ordered_uncrossed_and_within_the_promised_rate() -> None:
    """Trades print at the bid or at the offer of their moment."""
    market = SimulatedMarket(SIM, 3)
    for second in range(1_760_000_000, 1_760_000_020):
        ticks = market.second(second)
        assert 60 <= len(ticks) <= 160
        assert ticks == sorted(ticks, key=lambda tick: tick.init_ns)
        for tick in ticks:
            match tick:
                case Quote():
                    assert 0 < tick.bid_price_mantissa < tick.ask_price_mantissa
                    assert tick.bid_size_mantissa > 0 < tick.ask_size_mantissa
                case Trade():
                    assert tick.price_mantissa > 0 < tick.size_mantissa


def test_history_ends_where_the_ticks_begin() -> None:
    """The last candle closed at or before the moment; each second has one."""
    market = SimulatedMarket(SIM, 1)
    candles = market.history(NOW_NS + 5, 60)
    assert [one.close_ns for one in candles] == [
        NOW_NS - (59 - number) * SECOND_NS for number in range(60)
    ]
    trades = market.trades(candles[-1].open_ns // SECOND_NS)
    assert candles[-1].close_mantissa == trades[-1].price_mantissa
    assert len(market.history(NOW_NS, 2, Interval.M1)) == 2


def test_more_history_than_two_hours_is_refused() -> None:
    """Rather than kept waiting for."""
    with pytest.raises(InvalidArgumentError, match="7200 seconds at most"):
        SimulatedMarket(SIM, 1).history(NOW_NS, 121, Interval.M1)


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_a_five_over_twenty_cross_trades_within_a_minute_whenever_it_begins(seed: int) -> None:
    """Between two upward crossings there are never more than 45 candles."""
    closes = [one.close_mantissa for one in SimulatedMarket(SIM, seed).history(NOW_NS, 900)]
    above = [
        4 * sum(closes[at - 5 : at]) > sum(closes[at - 20 : at]) for at in range(20, len(closes))
    ]
    crossings = [at for at in range(1, len(above)) if above[at] and not above[at - 1]]
    gaps = [late - early for early, late in itertools.pairwise(crossings)]
    assert max(gaps) <= 45
    assert crossings[0] <= 45
