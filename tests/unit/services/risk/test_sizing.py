"""Sizing: each policy, and that no size ever breaks the limits it was cut to."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.risk.limits import (
    EquityFraction,
    FixedQuantity,
    FixedValue,
    SizingPolicy,
    StopRiskFraction,
)
from tradewire.instruments import Instrument
from tradewire.orders import Side
from tradewire.verdicts import Approved, Refused, Verdict

D = Decimal
MakeWorld = Callable[..., Any]
Reasons = Callable[[Verdict], list[str]]


@pytest.mark.parametrize(
    ("policy", "quantity"),
    [
        (EquityFraction(D("0.1")), "0.2"),
        (FixedQuantity(D("0.0125")), "0.012"),
        (FixedValue(D(1234)), "0.024"),
        (StopRiskFraction(D("0.01")), "1"),
    ],
)
def test_a_policy_gives_its_quantity_rounded_down(
    make_world: MakeWorld, perp: Instrument, policy: SizingPolicy, quantity: str
) -> None:
    """At 50,000 with 100,000 of equity and a stop 1,000 below."""
    world = make_world(sizing=policy)
    verdict = world.buy(perp, None, stop_price=D(49000))
    assert isinstance(verdict, Approved)
    assert verdict.quantity == D(quantity)
    assert verdict.sizing.startswith(f"sized to {quantity} by ")


def test_the_risk_to_the_stop_of_an_inverse_contract_is_in_coins(
    make_world: MakeWorld, coin: Instrument
) -> None:
    """N contracts lose N * 100 * (1/40,000 - 1/50,000) BTC from 50,000 to 40,000."""
    world = make_world(asset="BTC", funds="10", sizing=StopRiskFraction(D("0.01")))
    verdict = world.buy(coin, None, stop_price=D(40000))
    assert verdict.quantity == 200


def test_the_tightest_limit_cuts_and_is_named(make_world: MakeWorld, perp: Instrument) -> None:
    """And the rest of the table says how much room each left."""
    world = make_world(sizing=EquityFraction(D("0.5")), position_fraction_max=D("0.2"))
    verdict = world.buy(perp, None)
    assert verdict.quantity == D("0.4")
    assert verdict.sizing == "sized to 0.4 by position_size"
    refused = world.buy(perp, None)
    assert isinstance(refused, Refused)
    assert refused.message == "sized to zero: position_size leaves no room"


def test_sizing_needs_a_policy_a_stop_or_something_to_reduce(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Each says what is missing."""
    world = make_world()
    assert "set a sizing policy" in world.buy(perp, None).message
    assert reasons(world.buy(perp, None, reduce_only=True)) == [
        "NOTHING_TO_REDUCE",
        "SIZED_TO_ZERO",
    ]
    risk = make_world(sizing=StopRiskFraction(D("0.01")))
    assert reasons(risk.buy(perp, None)) == ["STOP_REQUIRED", "SIZED_TO_ZERO"]
    tiny = make_world(sizing=FixedValue(D(1)))
    assert "less than an increment" in tiny.buy(perp, None).message
    broke = make_world(funds="-1", sizing=StopRiskFraction(D("0.01")))
    assert "SIZED_TO_ZERO" in reasons(broke.buy(perp, None, stop_price=D(1)))


def test_a_sale_without_a_quantity_closes_what_is_held(
    make_world: MakeWorld, perp: Instrument, spot: Instrument
) -> None:
    """Where shorts are possible it turns the position; reduce-only never does."""
    world = make_world(sizing=FixedQuantity(D("0.1")))
    world.hold(perp, "0.3", "15000")
    assert world.sell(perp, None).quantity == D("0.4")
    assert world.sell(perp, None, reduce_only=True).quantity == D("0.3")
    world.hold(spot, "0.3", "15000")
    assert world.sell(spot, None).quantity == D("0.3")


amounts = st.integers(1, 200_000).map(Decimal)
fractions = st.integers(1, 300).map(lambda percent: Decimal(percent) / 100)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_sizing_never_breaks_its_own_limits(
    make_world: MakeWorld, spot: Instrument, perp: Instrument, coin: Instrument, data: st.DataObject
) -> None:
    """Whatever policy, limits, position and price: a sized order passes every rule on size."""
    name = data.draw(st.sampled_from(["spot", "perp", "coin"]))
    instrument = {"spot": spot, "perp": perp, "coin": coin}[name]
    scale = D("0.0001") if name == "coin" else D(1)
    maybe = st.none() | amounts.map(lambda amount: amount * scale)
    policy = data.draw(
        st.one_of(
            fractions.map(EquityFraction),
            amounts.map(lambda amount: FixedQuantity(amount / 1000)),
            amounts.map(lambda amount: FixedValue(amount * scale)),
            st.integers(1, 100).map(lambda percent: StopRiskFraction(D(percent) / 100)),
        )
    )
    world = make_world(
        asset="BTC" if name == "coin" else "USDT",
        funds="10" if name == "coin" else "100000",
        sizing=policy,
        position_value_max=data.draw(maybe),
        position_fraction_max=data.draw(st.none() | fractions),
        exposure_max=data.draw(maybe),
        free_capital_min=data.draw(maybe),
        leverage_max=data.draw(st.none() | st.integers(1, 1000).map(lambda x: D(x) / 64)),
    )
    tick = data.draw(st.integers(10_000, 900_000))
    world.quote(instrument, str(D(tick) / 10))
    side = data.draw(st.sampled_from([Side.BUY, Side.SELL])) if name != "spot" else Side.BUY
    if name == "perp":
        held = data.draw(st.integers(-2000, 2000))
        world.hold(instrument, str(D(held) / 1000), str(abs(held) * 50))
    stated = data.draw(st.none() | st.integers(10_000, 900_000).map(lambda x: D(x) / 10))
    for _ in range(3):
        request = world.request(instrument, side, None, price=stated, stop_price=D("0.1"))
        verdict = world.check(request)
        broken = {rule.rule for rule in verdict.rules if not rule.passed}
        sizes = {"position_size", "exposure", "capital", "leverage", "size_increment"}
        quantity = next(rule.value for rule in verdict.rules if rule.rule == "size_increment")
        if D(quantity) > 0:
            assert not broken & (sizes | {"max_quantity"}), (broken, verdict.message)
