"""Orders, signals and verdicts as values."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tradewire.orders import Balance, Leg, Order, OrderState, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason, Refused, RuleResult, VerdictRequest, order_digest

ORDER = Order(
    order_id="0123456789abcdef",
    client_order_id="0" * 32,
    account="paper",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    type=OrderType.MARKET,
    time_in_force=TimeInForce.IOC,
    quantity=Decimal(3),
    cause="request:1",
    leg=Leg.ENTRY,
    created_ns=1,
    updated_ns=1,
)


def test_a_side_has_a_sign_and_an_opposite() -> None:
    """Buys add, sells take."""
    assert [(side.sign, side.opposite) for side in Side] == [(1, Side.SELL), (-1, Side.BUY)]


def test_every_state_is_open_or_final() -> None:
    """In doubt counts as open; the finals are the contract's five."""
    finals = {state for state in OrderState if state.is_final}
    assert finals == {
        OrderState.FILLED,
        OrderState.CANCELED,
        OrderState.EXPIRED,
        OrderState.REJECTED,
        OrderState.DENIED,
    }
    assert all(state.is_open != state.is_final for state in OrderState)


def test_what_remains_is_below_zero_after_an_overfill() -> None:
    """The truth, and not what should be."""
    assert replace(ORDER, filled_quantity=Decimal(1)).remaining_quantity == 2
    assert replace(ORDER, filled_quantity=Decimal(4)).remaining_quantity == -1


def test_a_balance_is_free_where_it_is_not_locked() -> None:
    """Total is free plus locked, exactly."""
    assert Balance("paper", "USDT", Decimal("10.5"), Decimal("0.25")).free == Decimal("10.25")


REQUEST = VerdictRequest(
    request_id="r",
    cause="signal:1",
    account="paper",
    strategy="cross",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    type=OrderType.STOP_LIMIT,
    time_in_force=TimeInForce.GTC,
    quantity=None,
    price=Decimal(100),
    stop_price=Decimal(90),
    target_price=Decimal(120),
    reduce_only=False,
    post_only=False,
    confidence=1.0,
    expires_ns=0,
    trigger_price=Decimal(99),
    trailing_distance=Decimal(5),
)


@pytest.mark.parametrize(
    "changes",
    [
        {"account": "other"},
        {"cause": "signal:2"},
        {"leg": Leg.EXIT},
        {"instrument": "ETH-USDT.BINANCE"},
        {"side": Side.SELL},
        {"type": OrderType.STOP_MARKET},
        {"time_in_force": TimeInForce.DAY},
        {"price": Decimal(101)},
        {"price": None},
        {"trigger_price": Decimal(98)},
        {"trailing_distance": Decimal(6)},
        {"stop_price": Decimal(91)},
        {"target_price": Decimal(121)},
        {"reduce_only": True},
        {"post_only": True},
    ],
)
def test_an_approval_is_bound_to_everything_that_is_sent(changes: dict[str, object]) -> None:
    """One change, and the digest is another."""
    other = replace(REQUEST, **changes)  # type: ignore[arg-type]  # Each field has its own type.
    assert order_digest(other, Decimal(1)) != order_digest(REQUEST, Decimal(1))


def test_an_approval_is_bound_to_the_quantity_and_not_to_its_zeros() -> None:
    """Nor to what is not sent: the request's id, confidence and expiry."""
    same = replace(REQUEST, request_id="x", confidence=0.1, expires_ns=9, price=Decimal("100.00"))
    assert order_digest(same, Decimal("1.0")) == order_digest(REQUEST, Decimal(1))
    assert order_digest(REQUEST, Decimal(2)) != order_digest(REQUEST, Decimal(1))


def test_a_refusal_tells_the_failed_rules() -> None:
    """By detail, or by name where there is none."""
    rules = (
        RuleResult("leverage", False, RefusalReason.LEVERAGE, "12", "10", "x", "12x is above 10x"),
        RuleResult("exposure", True, RefusalReason.EXPOSURE, "1", "2", "USDT", "fine"),
        RuleResult("drawdown", False, RefusalReason.DRAWDOWN, "", "", "%"),
    )
    reasons = (RefusalReason.LEVERAGE, RefusalReason.DRAWDOWN)
    assert Refused("v", reasons, rules).message == "12x is above 10x; drawdown"
