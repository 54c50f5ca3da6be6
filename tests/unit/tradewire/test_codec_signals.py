"""Signals and what becomes of them survive the wire."""

from dataclasses import replace
from decimal import Decimal

import protovalidate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.codec import signals as codec
from tradewire.codec.header import EventHeader
from tradewire.errors import InvalidArgumentError
from tradewire.orders import OrderType, Side, TimeInForce
from tradewire.signal.v1 import event_pb2, signal_pb2
from tradewire.signals import (
    Evidence,
    Signal,
    SignalDecided,
    SignalDecision,
    SignalEvent,
    SignalOutcome,
    SignalState,
    SignalStateChanged,
    TickEvidence,
)
from tradewire.verdicts import RefusalReason

NOW_NS = 1_700_000_000_123_456_789
TICK = TickEvidence("BTC-USDT.BINANCE", "candle", 4, Decimal("40000.10"), 1, 2, 3, 4)
SIGNAL = Signal(
    signal_id="ab" * 16,
    strategy="cross",
    ordinal=7,
    account="paper",
    instrument="BTC-USDT.BINANCE",
    created_ns=NOW_NS,
    side=Side.BUY,
    evidence=Evidence(TICK, (("fast", 1.5), ("slow", -0.25)), "crossed"),
)
HEADER = EventHeader("log", 9, "e-1", "cross", NOW_NS, NOW_NS, step=3, round=1)
OUTCOME = SignalOutcome("01" * 8, "01" * 16, (RefusalReason.EXPOSURE,))

positive = st.decimals("0.00000001", "1000000", places=8)
maybe = st.none() | positive
times = st.just(0) | st.integers(1, 4_000_000_000_000_000_000)


@st.composite
def any_signal(draw: st.DrawFn) -> Signal:
    """A signal of either intent, of any type whose prices are complete."""
    trades = draw(st.booleans())
    return replace(
        SIGNAL,
        side=draw(st.sampled_from(Side)) if trades else None,
        quantity=draw(maybe) if trades else None,
        target_position=None if trades else draw(st.decimals("-10", "10", places=3)),
        type=draw(st.sampled_from(OrderType)),
        price=draw(positive),
        trigger_price=draw(positive),
        trailing_distance=draw(positive),
        stop_price=draw(maybe),
        target_price=draw(maybe),
        time_in_force=draw(st.none() | st.sampled_from(TimeInForce)),
        post_only=draw(st.booleans()),
        reduce_only=draw(st.booleans()),
        confidence=draw(st.floats(0, 1)),
        expires_ns=draw(times),
        order_expires_ns=draw(times.filter(bool)),
        evidence=draw(st.sampled_from([SIGNAL.evidence, Evidence(), Evidence(reason="why")])),
        traceparent=draw(st.sampled_from(["", f"00-{'0a' * 16}-{'0b' * 8}-01"])),
        state=draw(st.sampled_from(SignalState)),
        outcome=draw(st.sampled_from([None, SignalOutcome(), OUTCOME])),
    )


@given(any_signal())
def test_a_signal_read_back_is_the_signal(signal: Signal) -> None:
    """Every field comes back, and the message keeps the contract's rules."""
    message = codec.signal_to_wire(signal)
    protovalidate.validate(message)
    assert codec.signal_from_wire(signal_pb2.Signal.FromString(message.SerializeToString())) == (
        signal
    )


def test_a_signal_needs_exactly_one_intent() -> None:
    """Neither is nothing to do; both contradict each other."""
    for side, target in ((None, None), (Side.BUY, Decimal(1))):
        with pytest.raises(InvalidArgumentError, match="one of them"):
            codec.signal_to_wire(replace(SIGNAL, side=side, target_position=target))
    message = codec.signal_to_wire(SIGNAL)
    message.ClearField("trade")
    with pytest.raises(InvalidArgumentError, match="no intent"):
        codec.signal_from_wire(message)


def test_a_target_of_zero_is_a_wish_to_be_flat_and_no_missing_target() -> None:
    """The contract tells an unset intent by presence and not by value."""
    flat = replace(SIGNAL, side=None, target_position=Decimal(0))
    assert codec.signal_from_wire(codec.signal_to_wire(flat)).target_position == 0


def test_a_signal_that_does_not_say_how_sure_it_is_fails_a_confidence_limit() -> None:
    """Absent reads as 0, the least sure."""
    message = codec.signal_to_wire(SIGNAL)
    message.ClearField("confidence")
    assert codec.signal_from_wire(message).confidence == 0


def test_a_tick_without_a_price_is_a_timer() -> None:
    """Its price reads as 0."""
    message = codec.tick_to_wire(TICK)
    message.ClearField("price")
    assert codec.tick_from_wire(message).price == 0


@pytest.mark.parametrize(
    "event",
    [
        SIGNAL,
        SignalDecided(SIGNAL, SignalDecision.APPROVED, "ann", "fine"),
        SignalStateChanged("ab" * 16, SignalState.PUBLISHED, SignalState.HANDLED, OUTCOME),
        SignalStateChanged("ab" * 16, SignalState.PUBLISHED, SignalState.EXPIRED),
    ],
)
def test_a_signals_event_read_back_in_its_envelope_is_the_event(event: SignalEvent) -> None:
    """Header and event, with the contract's rules kept."""
    message = codec.signal_event_to_wire(HEADER, event)
    protovalidate.validate(message)
    parsed = event_pb2.SignalEvent.FromString(message.SerializeToString())
    assert codec.signal_event_from_wire(parsed) == (HEADER, event)


def test_a_change_of_the_strategy_gives_its_header_alone() -> None:
    """Who only trades passes over it and keeps the stream's count."""
    message = codec.envelope_to_wire(HEADER)
    message.strategy_state_changed.SetInParent()
    assert codec.signal_event_from_wire(message) == (HEADER, None)
