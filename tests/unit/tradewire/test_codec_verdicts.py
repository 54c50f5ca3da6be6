"""Verdicts, directives and the rest of risk's stream survive the wire."""

import hashlib
from dataclasses import replace
from decimal import Decimal

import protovalidate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.codec import directives, risk_events
from tradewire.codec import verdicts as codec
from tradewire.codec.header import EventHeader
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.orders import Leg, OrderType, Side, TimeInForce
from tradewire.risk.v1 import event_pb2, verdict_requests_pb2
from tradewire.verdicts import (
    Approved,
    CloseRequested,
    Directive,
    DirectiveCause,
    Halted,
    RefusalReason,
    Refused,
    ReleaseCause,
    ReservationReleased,
    Resumed,
    RiskEvent,
    RuleResult,
    TradingState,
    VerdictGiven,
    VerdictRequest,
    order_digest,
)

NOW_NS = 1_700_000_000_123_456_789
REQUEST = VerdictRequest(
    request_id="r-1",
    cause="signal:" + "ab" * 16,
    account="paper",
    strategy="cross",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    type=OrderType.LIMIT,
    time_in_force=TimeInForce.GTC,
    quantity=Decimal("0.5"),
    price=Decimal("40000.10"),
    stop_price=Decimal(39000),
    target_price=None,
    reduce_only=False,
    post_only=True,
    confidence=0.75,
    expires_ns=NOW_NS,
)
RULES = (
    RuleResult("leverage", False, RefusalReason.LEVERAGE, "12", "10", "x", "too high"),
    RuleResult("position_size", True, RefusalReason.POSITION_SIZE, "1", "2", "USDT"),
    RuleResult("exposure", False, RefusalReason.EXPOSURE, "3", "2", "USDT", "full", "limits/a"),
)
APPROVED = Approved(
    "v-1",
    Decimal("0.5"),
    order_digest(REQUEST, Decimal("0.5")),
    NOW_NS,
    RULES[1:2],
    "as asked",
    Decimal("20020.5"),
    "USDT",
)
REFUSED = Refused("v-2", (RefusalReason.LEVERAGE, RefusalReason.EXPOSURE), RULES)
HEADER = EventHeader("log", 9, "e-1", "paper", NOW_NS, NOW_NS, 3, 1, actor="execution")

positive = st.decimals("0.00000001", "1000000", places=8)
maybe = st.none() | positive


@given(
    order_type=st.sampled_from(OrderType),
    side=st.sampled_from(Side),
    in_force=st.sampled_from(TimeInForce),
    leg=st.sampled_from(Leg),
    quantity=maybe,
    price=positive,
    stop_price=maybe,
    flags=st.tuples(st.booleans(), st.booleans()),
    confidence=st.floats(0, 1),
)
def test_a_verdict_request_read_back_is_the_request(
    order_type: OrderType,
    side: Side,
    in_force: TimeInForce,
    leg: Leg,
    quantity: Decimal | None,
    price: Decimal,
    stop_price: Decimal | None,
    flags: tuple[bool, bool],
    confidence: float,
) -> None:
    """And so has the same digest, which the approval is bound to."""
    request = replace(
        REQUEST,
        type=order_type,
        side=side,
        time_in_force=in_force,
        leg=leg,
        quantity=quantity,
        price=price,
        trigger_price=price,
        trailing_distance=price,
        stop_price=stop_price,
        target_price=stop_price,
        reduce_only=flags[0],
        post_only=flags[1],
        confidence=confidence,
    )
    message = codec.verdict_request_to_wire(request)
    protovalidate.validate(message)
    parsed = verdict_requests_pb2.CheckOrderRequest.FromString(message.SerializeToString())
    read = codec.verdict_request_from_wire(parsed)
    assert read == request
    assert order_digest(read, price) == order_digest(request, price)


def test_a_what_if_has_no_cause_and_so_no_id() -> None:
    """It is asked about an order that nobody will send."""
    asked = replace(REQUEST, cause="", request_id="")
    message = codec.verdict_request_to_wire(asked, validate_only=True)
    protovalidate.validate(message)
    assert not message.order.client_order_id
    assert codec.verdict_request_from_wire(message) == asked


@pytest.mark.parametrize(
    ("order_type", "in_force"),
    [(OrderType.MARKET, TimeInForce.IOC), (OrderType.STOP_MARKET, TimeInForce.GTC)],
)
def test_an_unset_time_in_force_is_the_default_of_the_type(
    order_type: OrderType, in_force: TimeInForce
) -> None:
    """As the contract says at TimeInForce."""
    message = codec.verdict_request_to_wire(replace(REQUEST, type=order_type))
    message.order.ClearField("time_in_force")
    assert codec.verdict_request_from_wire(message).time_in_force is in_force


def test_a_foreign_client_order_id_is_refused() -> None:
    """Its approval would be bound to an order that is never sent."""
    message = codec.verdict_request_to_wire(REQUEST)
    message.order.client_order_id = "00" * 16
    with pytest.raises(InvalidArgumentError, match="is not the one hashed"):
        codec.verdict_request_from_wire(message)


def test_an_unknown_leg_is_refused() -> None:
    """The legs are the contract's."""
    message = codec.verdict_request_to_wire(REQUEST)
    message.order.leg = "arm"
    with pytest.raises(InvalidArgumentError, match="leg 'arm'"):
        codec.verdict_request_from_wire(message)


def test_what_a_request_cannot_hold_is_not_left_out() -> None:
    """Trailing by basis points would change the verdict."""
    message = codec.verdict_request_to_wire(REQUEST)
    message.order.trailing_basis_points = 5
    with pytest.raises(UnimplementedError):
        codec.verdict_request_from_wire(message)


def test_new_terms_of_an_open_order_name_it() -> None:
    """What it holds already is then counted once."""
    asked = replace(REQUEST, replaces=REQUEST.client_order_id)
    message = codec.verdict_request_to_wire(asked)
    assert message.order.replaced_client_order_id == REQUEST.client_order_id
    assert codec.verdict_request_from_wire(message) == asked


def test_the_order_digest_is_the_contracts_formula() -> None:
    """Written out by hand here, as a client in another language would."""
    lines = (
        "account=paper\n"
        f"client_order_id={REQUEST.client_order_id}\n"
        "instrument=BTC-USDT.BINANCE\nside=BUY\ntype=LIMIT\ntime_in_force=GTC\n"
        "quantity=0.5\nprice=40000.1\ntrigger_price=\ntrailing_distance=\n"
        "trailing_basis_points=\nstop_price=39000\ntarget_price=\n"
        "reduce_only=false\npost_only=true\n"
    )
    assert order_digest(REQUEST, Decimal("0.50")) == hashlib.sha256(lines.encode()).hexdigest()


CLOSE = CloseRequested(
    "d-1",
    "paper",
    "BTC-USDT.BINANCE",
    None,
    "stop reached",
    NOW_NS,
    DirectiveCause.STOP_PRICE,
    "cross",
    "limits/paper",
    f"00-{'0a' * 16}-{'0b' * 8}-01",
)
HALT = Halted(
    "d-2",
    "account:paper",
    "loss",
    NOW_NS,
    cancel_orders=False,
    close_positions=True,
    account="paper",
    trading_state=TradingState.REDUCING,
    cause=DirectiveCause.CIRCUIT_BREAKER,
    source="breakers/daily-loss",
)
EVENTS: list[RiskEvent] = [
    VerdictGiven(replace(REQUEST, request_id=""), APPROVED, NOW_NS),
    VerdictGiven(replace(REQUEST, request_id=""), REFUSED, NOW_NS),
    CLOSE,
    replace(CLOSE, quantity=Decimal("0.25")),
    replace(CLOSE, instrument=""),
    HALT,
    replace(HALT, scope="strategy:cross"),
    Resumed("d-3", "account:paper", "fine", NOW_NS, "paper"),
    Resumed("d-3", "strategy:cross", "fine", NOW_NS, "paper"),
    ReservationReleased(
        "v-1", "paper", ReleaseCause.ORDER_CLOSED, NOW_NS, "01" * 16, Decimal("2.5"), "USDT"
    ),
    ReservationReleased("v-1", "paper", ReleaseCause.HALT, NOW_NS),
]


@pytest.mark.parametrize("event", EVENTS)
def test_a_risk_event_read_back_in_its_envelope_is_the_event(event: RiskEvent) -> None:
    """Header and event, with the contract's rules kept."""
    message = risk_events.risk_event_to_wire(HEADER, event)
    protovalidate.validate(message)
    parsed = event_pb2.RiskEvent.FromString(message.SerializeToString())
    assert risk_events.risk_event_from_wire(parsed) == (HEADER, event)


def test_a_breaker_gives_its_header_alone() -> None:
    """What follows from it for the account is a directive of its own."""
    message = risk_events.envelope_to_wire(HEADER)
    message.breaker_changed.SetInParent()
    assert risk_events.risk_event_from_wire(message) == (HEADER, None)


def test_a_halt_of_everything_is_one_of_the_account_on_the_wire() -> None:
    """The contract has one directive for each account."""
    message = directives.directive_to_wire(replace(HALT, scope="*"))
    read = directives.directive_from_wire(message)
    assert read == HALT


@pytest.mark.parametrize("scope", ["*", "strategy:cross", "planet:mars"])
def test_a_directive_that_names_no_account_is_refused(scope: str) -> None:
    """Nobody could follow it."""
    lost: Directive = replace(HALT, scope=scope, account="")
    with pytest.raises(InvalidArgumentError, match="names no account"):
        directives.directive_to_wire(lost)


def test_a_directive_without_an_action_is_refused() -> None:
    """It may be one of a newer version, and must not be passed over."""
    message = directives.directive_to_wire(CLOSE)
    message.ClearField("close_requested")
    with pytest.raises(InvalidArgumentError, match="no action"):
        directives.directive_from_wire(message)


def test_a_verdict_without_a_decision_is_refused() -> None:
    """Neither yes nor no is not yes."""
    message = codec.verdict_to_wire(VerdictGiven(REQUEST, REFUSED, NOW_NS))
    message.ClearField("refused")
    with pytest.raises(InvalidArgumentError, match="no decision"):
        codec.verdict_from_wire(message)


def test_an_approval_of_a_what_if_has_no_id_and_reserves_nothing() -> None:
    """It is not recorded."""
    message = codec.verdict_to_wire(
        VerdictGiven(REQUEST, replace(APPROVED, sizing=""), NOW_NS), validate_only=True
    )
    assert not message.verdict
    assert not message.approved.reservation
    assert not message.HasField("sizing")


def test_a_refusal_can_be_retried_only_if_every_reason_may_pass() -> None:
    """One that stays makes the repeat useless."""

    def retryable(*reasons: RefusalReason) -> bool:
        given = VerdictGiven(REQUEST, Refused("v", reasons, ()), NOW_NS)
        return codec.verdict_to_wire(given).refused.retryable

    assert retryable(RefusalReason.STALE_DATA)
    assert not retryable(RefusalReason.STALE_DATA, RefusalReason.EXPOSURE)


def test_reasons_that_no_rule_gave_come_after_those_of_the_rules() -> None:
    """Their order is by number, as the contract sends them."""
    refused = Refused("v", (RefusalReason.NO_LIMITS, RefusalReason.EXPOSURE), RULES[2:])
    message = codec.verdict_to_wire(VerdictGiven(REQUEST, refused, NOW_NS))
    read = codec.verdict_from_wire(message)
    assert isinstance(read, Refused)
    assert read.reasons == (RefusalReason.EXPOSURE, RefusalReason.NO_LIMITS)
