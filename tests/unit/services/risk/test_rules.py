"""Each rule refuses what it is for, with value and limit, and lets a close pass."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from services.risk.gate import RiskGate
from services.risk.limits import Limits, OrderRate
from tradewire.instruments import Instrument
from tradewire.orders import OrderType, Side
from tradewire.verdicts import Refused, Verdict

D = Decimal
MakeWorld = Callable[..., Any]
Reasons = Callable[[Verdict], list[str]]

# Limits, the order's fields, and the one rule that fails, with its value, limit and unit.
CASES = [
    ({"position_value_max": D(4999)}, {}, "position_size", "5000", "4999", "USDT"),
    ({"position_fraction_max": D("0.01")}, {}, "position_size", "5000", "1000", "USDT"),
    ({"exposure_max": D(10), "exposure_fraction_max": D(1)}, {}, "exposure", "5000", "10", "USDT"),
    ({"position_count_max": 0}, {}, "position_count", "1", "0", "positions"),
    ({"free_capital_min": D(95000)}, {}, "capital", "94972.4875", "95000", "USDT"),
    ({"leverage_max": D("0.04")}, {}, "leverage", "0.05", "0.04", "x"),
    ({"stop_required": True}, {}, "stop", "", "required", ""),
    ({"target_required": True}, {}, "target", "", "required", ""),
    ({}, {"stop_price": D(50001)}, "stop", "50001", "below 50000", ""),
    ({}, {"target_price": D(49999)}, "target", "49999", "above 50000", ""),
    ({}, {"price": D("50000.01")}, "price_increment", "50000.01", "0.1", "USDT"),
    ({}, {"stop_price": D("-1")}, "price_increment", "-1", "0.1", "USDT"),
    ({}, {"quantity": D("0.1005")}, "size_increment", "0.1005", "0.001", "BTC"),
    ({}, {"quantity": D(9001)}, "max_quantity", "9001", "9000", "BTC"),
    ({"reducing_only": True}, {}, "reducing_only", "opens", "reduces", ""),
    ({"price_band_fraction_max": D("0.1")}, {"price": D(40000)}, "price_band", "0.2", "0.1", ""),
    ({"order_rate": OrderRate(1, 10**9)}, {}, "order_rate", "2", "1", "orders in 1000 ms"),
    ({"open_order_count_max": 1}, {}, "open_order_count", "2", "1", "orders"),
    ({"allowed_instruments": ("X.Y",)}, {}, "instrument", None, "1 allowed", ""),
    ({"confidence_min": 0.5}, {"confidence": 0.4}, "confidence", "0.4", "0.5", ""),
    ({"confidence_min": 0.5}, {"confidence": float("nan")}, "confidence", "nan", "0.5", ""),
    ({}, {"reduce_only": True}, "nothing_to_reduce", "0", "", ""),
    ({}, {"expires_ns": 1_000_000}, "signal_expiry", None, "0", ""),
]


@pytest.mark.parametrize(("limits", "fields", "rule", "value", "limit", "unit"), CASES)
def test_a_rule_refuses_with_value_and_limit(
    make_world: MakeWorld,
    perp: Instrument,
    limits: dict[str, Any],
    fields: dict[str, Any],
    rule: str,
    value: str | None,
    limit: str,
    unit: str,
) -> None:
    """Only the rule in question fails, and says by how much and who set it."""
    world = make_world(**limits)
    if rule in {"order_rate", "open_order_count"}:
        world.buy(perp, "0.001")
    verdict = world.check(replace(world.request(perp, Side.BUY, "0.1"), **fields))
    assert isinstance(verdict, Refused)
    failing = {each.rule: each for each in verdict.rules if not each.passed}
    also = {"capital"} if rule == "max_quantity" else set()
    assert set(failing) - also == {rule}
    found = failing[rule]
    assert value is None or found.value == value
    assert found.limit == limit
    assert found.unit == unit
    assert found.detail
    assert found.detail in verdict.message
    assert found.limit_source == ("limits/account-paper" if limits else "")


ALL_THAT_CAN_FAIL_AT_ONCE = [
    "POSITION_SIZE",
    "EXPOSURE",
    "POSITION_COUNT",
    "INSUFFICIENT_CAPITAL",
    "LEVERAGE",
    "STOP_REQUIRED",
    "TARGET_REQUIRED",
    "PRICE_INCREMENT",
    "SIZE_INCREMENT",
    "STALE_DATA",
    "KILL_SWITCH",
    "REDUCE_ONLY",
    "OPEN_ORDER_COUNT",
    "SHORT_NOT_ALLOWED",
    "INSTRUMENT_NOT_ALLOWED",
    "SIGNAL_EXPIRED",
    "CONFIDENCE",
    "NOT_RECONCILED",
]


def test_all_failing_rules_are_listed_in_their_order(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """A refusal tells everything at once."""
    world = make_world(
        position_value_max=D(1),
        exposure_max=D(1),
        position_count_max=0,
        free_capital_min=D(10**9),
        leverage_max=D("0.0001"),
        stop_required=True,
        target_required=True,
        data_age_ns_max=1,
        confidence_min=1.0,
        reducing_only=True,
        short_allowed=False,
        allowed_instruments=(),
        open_order_count_max=0,
    )
    world.now_ns += 2
    world.gate.engage_kill("*", "drill", world.now_ns)
    world.gate.set_reconciled("paper", reconciled=False)
    verdict = world.sell(perp, "0.1005", confidence=0.5, expires_ns=1, price=D("40000.05"))
    assert reasons(verdict) == ALL_THAT_CAN_FAIL_AT_ONCE


@pytest.mark.parametrize("reduce_only", [True, False])
def test_a_close_passes_everything_that_would_trap_it(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons, reduce_only: bool
) -> None:
    """Flagged or not: what only closes is always allowed."""
    world = make_world(
        position_value_max=D(1),
        exposure_max=D(1),
        position_count_max=0,
        free_capital_min=D(10**9),
        leverage_max=D(0),
        daily_loss_max=D(0),
        monthly_loss_max=D(0),
        drawdown_fraction_max=D(0),
        stop_required=True,
        target_required=True,
        data_age_ns_max=1,
        duplicate_window_ns=10**12,
        confidence_min=1.0,
        price_band_fraction_max=D(0),
        order_rate=OrderRate(1, 10**12),
        reducing_only=True,
        short_allowed=False,
        allowed_instruments=(),
        open_order_count_max=0,
    )
    world.hold(perp, "0.2", "12000")
    world.now_ns += 10
    world.gate.engage_kill("*", "drill", world.now_ns)
    world.gate.set_reconciled("paper", reconciled=False)
    for _ in range(2):
        verdict = world.sell(
            perp, "0.1", reduce_only=reduce_only, price=D(40000), confidence=0.1, expires_ns=1
        )
        assert reasons(verdict) == []
        assert verdict.reserved == 0


def test_a_close_still_has_to_be_well_formed(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """The venue would refuse it otherwise."""
    world = make_world()
    world.hold(perp, "0.2", "10000")
    assert reasons(world.sell(perp, "0.1005")) == ["SIZE_INCREMENT"]


def test_what_turns_a_position_is_held_against_the_limits(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Closing 0.1 is free; opening 0.2 beyond it is not."""
    world = make_world(short_allowed=False)
    world.hold(perp, "0.1", "5000")
    assert reasons(world.sell(perp, "0.3")) == ["SHORT_NOT_ALLOWED"]


def test_two_closes_of_one_position_do_not_open_another(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """The second counts as opening while the first is on its way."""
    world = make_world(short_allowed=False)
    world.hold(perp, "0.1", "5000")
    assert reasons(world.sell(perp, "0.1")) == []
    assert reasons(world.sell(perp, "0.1", strategy="other")) == ["SHORT_NOT_ALLOWED"]
    assert reasons(world.sell(perp, "0.1", reduce_only=True)) == []


def test_spot_sells_no_more_than_is_owned(
    make_world: MakeWorld, spot: Instrument, reasons: Reasons
) -> None:
    """By position or by balance, less what is being sold already."""
    world = make_world()
    assert reasons(world.sell(spot, "0.1")) == ["SHORT_NOT_ALLOWED"]
    world.fund("0.1", "BTC", "TRANSFER")
    assert reasons(world.sell(spot, "0.06")) == []
    assert reasons(world.sell(spot, "0.06", strategy="b")) == ["SHORT_NOT_ALLOWED"]
    assert reasons(world.sell(spot, "0.2", reduce_only=True)) == ["SHORT_NOT_ALLOWED"]


def test_an_equal_order_of_another_cause_is_a_duplicate_for_a_while(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """The same cause may ask again; after the window anybody may."""
    world = make_world(duplicate_window_ns=500_000_000)
    first = world.request(perp, Side.BUY, "0.1")
    assert reasons(world.check(first)) == []
    world.now_ns += 20_500_000
    assert reasons(world.check(replace(first, request_id="again"))) == []
    verdict = world.buy(perp, "0.10")
    assert reasons(verdict) == ["DUPLICATE_ORDER"]
    assert "0 ms after an equal one is within 500 ms" in verdict.message
    assert reasons(world.buy(perp, "0.1", strategy="other")) == []
    world.now_ns += 500_000_000
    assert reasons(world.buy(perp, "0.1")) == []


def test_old_and_absent_prices_let_nothing_open(
    make_world: MakeWorld, perp: Instrument, spot: Instrument, reasons: Reasons
) -> None:
    """Stale once the age is above the limit; none is a reason of its own."""
    world = make_world(data_age_ns_max=5_000_000_000)
    world.now_ns += 5_000_000_000
    assert reasons(world.buy(perp, "0.1")) == []
    world.now_ns += 1_500_000
    verdict = world.buy(perp, "0.1")
    assert reasons(verdict) == ["STALE_DATA"]
    assert "5001.5 ms is above 5000 ms" in verdict.message
    bare = RiskGate(log_id="x", instruments=(spot,), limits=(Limits("account-paper"),))
    bare.add_account("paper", "USDT")
    world.gate = bare
    assert reasons(world.buy(spot, "0.1")) == ["NO_PRICE"]
    assert reasons(world.buy(spot, None)) == ["NO_PRICE", "SIZED_TO_ZERO"]


def test_unknown_things_are_refused_not_raised(
    make_world: MakeWorld, perp: Instrument, coin: Instrument, reasons: Reasons
) -> None:
    """Default deny: no account, no limits, no instrument, another settlement."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1")
    unknown = replace(request, request_id="a", instrument="X.Y", quantity=D(1))
    assert reasons(world.check(unknown)) == ["NO_PRICE", "INSTRUMENT_NOT_ALLOWED"]
    nobody = replace(request, request_id="b", account="nobody")
    assert "NO_LIMITS" in reasons(world.check(nobody))
    world.gate.add_account("second", "USDT")
    assert "NO_LIMITS" in reasons(world.check(replace(nobody, request_id="c", account="second")))
    verdict = world.buy(coin, "1")
    assert reasons(verdict) == ["NO_PRICE"]
    assert "between BTC and USDT" in verdict.message
    world.hold(coin, "5", "0.01")
    assert reasons(world.buy(perp, "0.1")) == ["NO_PRICE"]
    assert reasons(world.sell(coin, "5")) == []


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN"])
def test_a_quantity_that_is_none_is_refused(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons, quantity: str
) -> None:
    """Zero, negative and not a number."""
    assert "SIZE_INCREMENT" in reasons(make_world().buy(perp, quantity))


def test_minimums_are_the_instruments(
    make_world: MakeWorld, spot: Instrument, reasons: Reasons
) -> None:
    """Quantity and notional; a rest below them may still be closed."""
    world = make_world()
    small = replace(spot, id="ETH-USDT.BINANCE", base="ETH", min_quantity=D("0.01"))
    world.gate.add_instrument(small)
    world.quote(small, "1000")
    assert reasons(world.buy(small, "0.001")) == ["MIN_QUANTITY", "MIN_NOTIONAL"]
    world.hold(small, "0.001", "1")
    world.fund("0.001", "ETH", "FILL")
    assert reasons(world.sell(small, "0.001")) == []


def test_losses_stop_opening_when_their_limit_is_reached(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Day, month and drawdown; unrealised losses count."""
    world = make_world(
        daily_loss_fraction_max=D("0.05"), monthly_loss_max=D(5000), drawdown_fraction_max=D("0.05")
    )
    world.hold(perp, "1", "50000")
    assert reasons(world.buy(perp, "0.1")) == []
    world.quote(perp, "45000.1")
    assert reasons(world.buy(perp, "0.1", strategy="b")) == []
    world.quote(perp, "45000")
    verdict = world.buy(perp, "0.1", strategy="c")
    assert reasons(verdict) == ["DAILY_LOSS", "MONTHLY_LOSS", "DRAWDOWN"]
    assert "daily loss 5000 USDT has reached 5000 USDT" in verdict.message


def test_a_new_day_forgets_the_days_loss_and_a_new_month_the_months(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """In UTC; the drawdown stays."""
    world = make_world(
        daily_loss_max=D(5000), monthly_loss_max=D(5000), drawdown_fraction_max=D("0.5")
    )
    world.hold(perp, "1", "50000")
    world.quote(perp, "45000")
    day_ns = 86_400_000_000_000
    assert reasons(world.buy(perp, "0.1")) == ["DAILY_LOSS", "MONTHLY_LOSS"]
    world.now_ns += day_ns // 2
    world.gate.on_clock(world.now_ns)
    assert reasons(world.buy(perp, "0.1")) == ["MONTHLY_LOSS"]
    world.now_ns += 31 * day_ns
    assert reasons(world.buy(perp, "0.1")) == []
    assert world.gate.portfolio("paper").baseline.peak_equity == 100000


def test_deposits_are_no_profit(make_world: MakeWorld, perp: Instrument, reasons: Reasons) -> None:
    """A loss is not hidden by money brought in."""
    world = make_world(daily_loss_max=D(5000))
    world.hold(perp, "1", "50000")
    world.quote(perp, "45000")
    world.fund("200000", cause="TRANSFER")
    assert reasons(world.buy(perp, "0.1")) == ["DAILY_LOSS"]
    world.fund("0.5", "BTC", "TRANSFER")
    assert reasons(world.buy(perp, "0.1")) == ["DAILY_LOSS"]


def test_an_account_without_equity_has_no_leverage_to_speak_of(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Neither division by zero nor an approval."""
    world = make_world(funds="0", leverage_max=D(5))
    verdict = world.buy(perp, "0.1")
    assert reasons(verdict) == ["INSUFFICIENT_CAPITAL", "LEVERAGE"]
    assert "unbounded" in verdict.message


def test_leverage_binds_margin_only(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Five times the capital can be opened, less fees; no more."""
    world = make_world(leverage_max=D(5))
    assert reasons(world.buy(perp, "9.9")) == []
    assert reasons(world.buy(perp, "9.9", strategy="b")) == ["INSUFFICIENT_CAPITAL", "LEVERAGE"]


def test_stops_are_judged_by_the_orders_own_price(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """A short's stop is above it, also where it is stated below the market."""
    world = make_world()
    good = {"price": D(49000), "stop_price": D(49500), "target_price": D(48000)}
    assert reasons(world.sell(perp, "0.1", **good)) == []
    trigger = {"type": OrderType.STOP_MARKET, "trigger_price": D(51000), "stop_price": D(50500)}
    assert reasons(world.buy(perp, "0.1", **trigger)) == []


def test_position_count_counts_what_is_being_opened_once(
    make_world: MakeWorld, perp: Instrument, spot: Instrument, reasons: Reasons
) -> None:
    """Held, on its way, and this one."""
    world = make_world(position_count_max=1)
    assert reasons(world.buy(perp, "0.1")) == []
    assert reasons(world.buy(perp, "0.2")) == []
    assert reasons(world.buy(spot, "0.1")) == ["POSITION_COUNT"]
    world.hold(perp, "0.1", "5000")
    assert reasons(world.buy(perp, "0.3")) == []


def test_every_order_rate_that_applies_is_evaluated(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """The environment's is not loosened by the account's."""
    world = make_world(order_rate=OrderRate(10, 10**9))
    world.gate.set_limits(Limits("environment-paper", order_rate=OrderRate(2, 10**10)))
    assert reasons(world.buy(perp, "0.1")) == []
    assert reasons(world.buy(perp, "0.2")) == []
    verdict = world.buy(perp, "0.3")
    assert reasons(verdict) == ["ORDER_RATE"]
    assert "limits/environment-paper" in [rule.limit_source for rule in verdict.rules]
    world.now_ns += 10**10
    assert reasons(world.buy(perp, "0.3")) == []
