"""An account's value against hand-made sums and an independent model."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, Interval, Quote, Trade
from tradewire.orders import Side

D = Decimal
MakeWorld = Callable[..., Any]


def test_spot_equity_is_cash_and_holdings(make_world: MakeWorld, spot: Instrument) -> None:
    """What was paid for base comes back as base at its mark."""
    world = make_world()
    world.hold(spot, "0.5", "25000")
    world.fund("75000", cause="FILL")
    world.fund("0.5", "BTC", "FILL")
    world.quote(spot, "60000")
    valuation = world.gate.portfolio("paper").valuation
    assert valuation.equity == 75000 + 30000
    assert valuation.exposure == 30000
    assert (valuation.collateral, valuation.margin_exposure) == (75000, 0)


def test_base_beyond_the_positions_counts_too(make_world: MakeWorld, spot: Instrument) -> None:
    """A deposit, or what a fee in base took away."""
    world = make_world()
    world.hold(spot, "0.5", "25000")
    world.fund("0.499", "BTC", "FILL")
    assert world.gate.portfolio("paper").valuation.equity == 100000 + D("0.499") * 50000


def test_linear_equity_is_cash_and_unrealised(make_world: MakeWorld, perp: Instrument) -> None:
    """Long gains with the price, short loses."""
    world = make_world()
    world.hold(perp, "-2", "100000")
    world.quote(perp, "51000")
    portfolio = world.gate.portfolio("paper")
    assert portfolio.valuation.equity == 98000
    assert portfolio.valuation.collateral == 98000
    assert portfolio.valuation.margin_exposure == 102000
    assert portfolio.net_exposure == -102000
    assert portfolio.free == 98000 - 102000


def test_inverse_contracts_are_valued_in_their_coin(
    make_world: MakeWorld, coin: Instrument
) -> None:
    """1,000 contracts of 100 USD at 50,000 are 2 BTC; at 40,000 they are 2.5."""
    world = make_world(asset="BTC", funds="10")
    world.hold(coin, "1000", "2")
    assert world.gate.portfolio("paper").valuation.equity == 10
    world.quote(coin, "40000")
    valuation = world.gate.portfolio("paper").valuation
    assert valuation.exposure == D("2.5")
    assert valuation.equity == D("9.5")
    world.hold(coin, "-1000", "2")
    assert world.gate.portfolio("paper").valuation.equity == D("10.5")


def test_a_position_without_a_price_counts_at_its_cost(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """Until the first price comes."""
    world = make_world()
    world.gate.marks.get(perp.id).mantissa = 0
    world.hold(perp, "1", "48000")
    valuation = world.gate.portfolio("paper").valuation
    assert (valuation.exposure, valuation.equity) == (48000, 100000)


def test_marks_take_the_newest_of_quotes_trades_and_candles(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """Half a unit for a mid; what has no price leaves the mark alone."""
    gate = make_world().gate
    mark = gate.marks.get(perp.id)
    gate.on_market(Quote(perp, 499_999, 1, 500_000, 1, 1, 0, 7))
    assert (mark.price, mark.init_ns) == (D("49999.95"), 7)
    gate.on_market(Quote(perp, 0, 0, 400_000, 1, 1, 0, 8))
    gate.on_market(BookUpdate(perp, True, 1, 1, 0, ((1, 1),), (), 0, 9))
    gate.on_market(Trade(perp, 0, 1, Side.BUY, "t", 0, 10))
    assert mark.init_ns == 7
    gate.on_market(Trade(perp, 510_000, 1, Side.BUY, "t", 0, 11))
    assert mark.price == 51000
    gate.on_market(Candle(perp, Interval.S1, 0, 1, 1, 1, 520_000, 1, 1, 1, 12))
    assert mark.price == 52000
    assert gate.marks.asset_price("BTC", "EUR") is None


moves = st.lists(
    st.tuples(
        st.sampled_from(["spot", "perp"]),
        st.integers(-50, 50),
        st.integers(400_000, 600_000),
    ),
    max_size=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_running_totals_equal_a_valuation_from_scratch(
    make_world: MakeWorld, spot: Instrument, perp: Instrument, moves: list[tuple[str, int, int]]
) -> None:
    """After any sequence of positions and prices, to the last digit."""
    world = make_world()
    held = {"spot": (0, D(0)), "perp": (0, D(0))}
    price = {"spot": D(50000), "perp": D(50000)}
    for name, drawn, tick in moves:
        size = abs(drawn) if name == "spot" else drawn
        instrument = spot if name == "spot" else perp
        price[name] = D(tick) / 10
        world.quote(instrument, str(price[name]))
        cost = abs(size) * D(tick) / 10
        world.hold(instrument, str(size), str(cost))
        held[name] = (size, cost)
    portfolio = world.gate.portfolio("paper")
    spot_value, perp_value = (held[name][0] * price[name] for name in ("spot", "perp"))
    cost = held["perp"][1] if held["perp"][0] >= 0 else -held["perp"][1]
    assert portfolio.valuation.exposure == abs(spot_value) + abs(perp_value)
    assert portfolio.net_exposure == spot_value + perp_value
    assert portfolio.valuation.equity == 100000 + spot_value + perp_value - cost
