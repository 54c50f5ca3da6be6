"""Orders, fills and what happened to them survive the wire."""

from dataclasses import replace
from decimal import Decimal

import protovalidate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire import orders
from tradewire.codec import accounts, order_events
from tradewire.codec import orders as codec
from tradewire.codec.header import EventHeader
from tradewire.codec.order_events import Surroundings, order_event_from_wire, order_event_to_wire
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.execution.v1 import account_event_pb2, order_event_pb2, order_pb2, position_pb2
from tradewire.hashes import fills_hash, orders_hash
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import (
    BalanceCause,
    CancelCause,
    DoubtCause,
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderCommand,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderType,
    Side,
    TimeInForce,
)
from tradewire.types.v1 import trading_pb2
from tradewire.verdicts import RefusalReason, RuleResult

NOW_NS = 1_700_000_000_123_456_789

ORDER = Order(
    order_id="0123456789abcdef",
    client_order_id="0123456789abcdef" * 2,
    account="paper",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    type=OrderType.LIMIT,
    time_in_force=TimeInForce.GTC,
    quantity=Decimal("0.500"),
    cause="signal:" + "ab" * 16,
    leg=Leg.ENTRY,
    created_ns=NOW_NS,
    updated_ns=NOW_NS + 1,
    state=OrderState.PARTIALLY_FILLED,
    price=Decimal("40000.10"),
    strategy="cross",
    signal_id="ab" * 16,
    venue_order_id="7",
    filled_quantity=Decimal("0.300"),
    filled_value=Decimal("12000.03"),
    fee=Decimal("12.00003"),
    fee_asset="USDT",
    verdict_id="v-1",
    revision=3,
    stop_price=Decimal(39000),
)
FILL = Fill(
    fill_id="fedcba9876543210",
    venue_trade_id="42",
    order_id=ORDER.order_id,
    client_order_id=ORDER.client_order_id,
    venue_order_id="7",
    account="paper",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    price=Decimal("40000.10"),
    quantity=Decimal("0.3"),
    fee=Decimal("-0.5"),
    fee_asset="USDT",
    liquidity=Liquidity.MAKER,
    event_ns=NOW_NS,
    strategy="cross",
    realized=Decimal("-1.25"),
)
SPOT = Instrument(
    id="BTC-USDT.BINANCE",
    kind=InstrumentKind.SPOT,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-5,
    price_increment=Decimal("0.01"),
    size_increment=Decimal("0.00001"),
    min_quantity=Decimal("0.00001"),
    min_notional=Decimal(5),
    maker_fee=Decimal("0.001"),
    taker_fee=Decimal("0.001"),
)
HEADER = EventHeader("log", 9, "ef" * 16, "paper", NOW_NS, NOW_NS + 5, step=3, round=2)

positive = st.decimals("0.00000001", "1000000", places=8)
maybe = st.none() | positive
times = st.integers(1, 4_000_000_000_000_000_000)
names = st.text("abcdef0123456789", min_size=1, max_size=16)


@st.composite
def any_order(draw: st.DrawFn) -> Order:
    """An order of any state, type and flags."""
    order_type = draw(st.sampled_from(OrderType))
    reasons = draw(st.lists(st.sampled_from(RefusalReason), max_size=3, unique=True))
    return replace(
        ORDER,
        side=draw(st.sampled_from(Side)),
        type=order_type,
        time_in_force=draw(st.sampled_from(TimeInForce)),
        quantity=draw(positive),
        cause=f"{draw(st.sampled_from(['signal', 'request', 'directive', 'algo', 'external']))}:x",
        leg=draw(st.sampled_from(Leg)),
        created_ns=draw(times),
        updated_ns=draw(times),
        state=draw(st.sampled_from(OrderState)),
        price=draw(maybe),
        trigger_price=draw(maybe),
        trailing_distance=draw(maybe),
        post_only=draw(st.booleans()),
        reduce_only=draw(st.booleans()),
        order_list_id=draw(st.sampled_from(["", "00" * 8])),
        filled_quantity=draw(st.just(Decimal(0)) | positive),
        filled_value=draw(st.just(Decimal(0)) | positive),
        fee=draw(st.decimals("-5", "5", places=4)),
        reasons=tuple(reasons),
        message=draw(names),
        revision=draw(st.integers(0, 1000)),
        expires_ns=draw(st.just(0) | times),
        slice=draw(st.integers(0, 9)),
        stop_price=draw(maybe),
        target_price=draw(maybe),
        triggered=draw(st.booleans()),
        note=draw(names),
        trace_id=draw(st.sampled_from(["", "0a" * 16])),
    )


@given(any_order())
def test_an_order_read_back_is_the_order(order: Order) -> None:
    """Every field comes back, the hash of a run too; the message keeps the contract's rules."""
    message = codec.order_to_wire(order, sequence=4)
    protovalidate.validate(message)
    parsed = order_pb2.Order.FromString(message.SerializeToString())
    assert codec.order_from_wire(parsed) == order
    assert orders_hash([codec.order_from_wire(parsed)]) == orders_hash([order])
    assert parsed.sequence == 4


def test_the_average_price_is_rounded_half_even_to_twelve_digits() -> None:
    """It is shown and never computed with; before the first fill it is empty."""
    filled = replace(ORDER, filled_quantity=Decimal(3), filled_value=Decimal(2))
    assert codec.order_to_wire(filled).average_price == "0.666666666667"
    assert not codec.order_to_wire(replace(ORDER, filled_quantity=Decimal(0))).average_price


def test_an_order_denied_before_it_was_sized_has_no_quantity() -> None:
    """Zero is empty on the wire, for the contract admits no zero there."""
    unsized = replace(ORDER, quantity=Decimal(0), state=OrderState.DENIED)
    message = codec.order_to_wire(unsized)
    assert not message.quantity
    assert codec.order_from_wire(message) == unsized


@given(
    price=positive,
    fee=st.decimals("-5", "5", places=4),
    realized=st.decimals("-5", "5", places=4),
    liquidity=st.sampled_from(Liquidity),
    side=st.sampled_from(Side),
    event_ns=times,
)
def test_a_fill_read_back_is_the_fill(
    price: Decimal,
    fee: Decimal,
    realized: Decimal,
    liquidity: Liquidity,
    side: Side,
    event_ns: int,
) -> None:
    """Fees of either sign, gains and losses, both sides of the book."""
    fill = replace(
        FILL,
        price=price,
        fee=fee,
        realized=realized,
        liquidity=liquidity,
        side=side,
        event_ns=event_ns,
        synthetic=fee > 0,
    )
    message = codec.fill_to_wire(fill, settlement="USDT", record_ns=5, sequence=6)
    protovalidate.validate(message)
    assert codec.fill_from_wire(message) == fill
    assert fills_hash([codec.fill_from_wire(message)]) == fills_hash([fill])


def test_a_fill_that_realised_something_must_name_the_asset() -> None:
    """A profit without an asset would be guessed at by its readers."""
    with pytest.raises(InvalidArgumentError, match="settlement asset"):
        codec.fill_to_wire(FILL)
    assert not codec.fill_to_wire(replace(FILL, realized=Decimal(0))).HasField("realised_pnl")


def test_a_fill_whose_liquidity_the_venue_did_not_say_counts_as_taken() -> None:
    """The dearer fee is the safe estimate."""
    message = codec.fill_to_wire(FILL, settlement="USDT")
    message.ClearField("liquidity")
    assert codec.fill_from_wire(message).liquidity is Liquidity.TAKER


def test_what_would_change_an_orders_meaning_is_not_left_out() -> None:
    """Trailing by basis points, an activation price and fees in two assets are refused."""
    message = codec.order_to_wire(ORDER)
    message.trailing.basis_points = 10
    with pytest.raises(UnimplementedError, match="basis points"):
        codec.order_from_wire(message)
    message = codec.order_to_wire(ORDER)
    message.trailing.activation_price = "1"
    with pytest.raises(UnimplementedError, match="activation price"):
        codec.order_from_wire(message)
    message = codec.order_to_wire(ORDER)
    message.fees.append(trading_pb2.Amount(asset="BNB", amount="1"))
    with pytest.raises(UnimplementedError, match="USDT, BNB"):
        codec.order_from_wire(message)


def test_an_unset_side_is_refused_and_never_buys() -> None:
    """The zero of every enum that an order needs is an error that names the field."""
    for field in ("side", "type", "time_in_force", "state", "cause"):
        message = codec.order_to_wire(ORDER)
        message.ClearField(field)
        with pytest.raises(InvalidArgumentError, match=field):
            codec.order_from_wire(message)


def test_a_cause_of_an_unknown_kind_is_refused() -> None:
    """The contract names the kinds; anything else could not be explained."""
    with pytest.raises(InvalidArgumentError, match="<kind>:<id>"):
        codec.order_to_wire(replace(ORDER, cause="whim:1"))


def test_a_reason_that_the_contract_does_not_have_is_refused() -> None:
    """A code that no reader knows is a mistake of the writer."""
    with pytest.raises(InvalidArgumentError, match="BAD_MOOD"):
        codec.order_to_wire(replace(ORDER, reasons=("BAD_MOOD",)))


def test_an_adopted_order_that_stands_alone_reads_as_an_entry() -> None:
    """The domain has no leg for it."""
    message = codec.order_to_wire(ORDER)
    message.ClearField("leg")
    assert codec.order_from_wire(message).leg is Leg.ENTRY


DENIED = replace(
    ORDER,
    state=OrderState.DENIED,
    reasons=(RefusalReason.EXPOSURE, RefusalReason.LEVERAGE),
    message="too much",
)
REJECTED = replace(
    ORDER, state=OrderState.REJECTED, reasons=(RefusalReason.VENUE_MIN_NOTIONAL,), message="small"
)
Kind = OrderEventKind
EVENTS = [
    OrderEvent(Kind.SUBMITTED, ORDER, NOW_NS),
    OrderEvent(Kind.DENIED, DENIED, NOW_NS, reasons=DENIED.reasons, message="too much"),
    OrderEvent(Kind.ADOPTED, ORDER, NOW_NS, synthetic=True),
    OrderEvent(Kind.ACCEPTED, ORDER, NOW_NS, previous_state=OrderState.SUBMITTED),
    OrderEvent(Kind.REJECTED, REJECTED, NOW_NS, reasons=REJECTED.reasons, message="small"),
    OrderEvent(
        Kind.IN_DOUBT,
        ORDER,
        NOW_NS,
        message="no answer",
        command=OrderCommand.SUBMIT,
        doubt_cause=DoubtCause.TIMEOUT,
    ),
    OrderEvent(Kind.RESOLVED, ORDER, NOW_NS, command=OrderCommand.CANCEL, took_effect=True),
    OrderEvent(Kind.TRIGGERED, ORDER, NOW_NS),
    OrderEvent(Kind.FILLED, ORDER, NOW_NS, fill=FILL),
    OrderEvent(
        Kind.CANCEL_REQUESTED,
        ORDER,
        NOW_NS,
        message="enough",
        cancel_cause=CancelCause.DIRECTIVE,
        cause_id="d-1",
    ),
    OrderEvent(
        Kind.CANCEL_REJECTED,
        ORDER,
        NOW_NS,
        reasons=(RefusalReason.VENUE_ORDER_CLOSED,),
        message="gone",
    ),
    OrderEvent(Kind.CANCELED, ORDER, NOW_NS, message="x", cancel_cause=CancelCause.REDUCED),
    OrderEvent(Kind.REPLACE_REQUESTED, ORDER, NOW_NS),
    OrderEvent(
        Kind.REPLACE_REJECTED,
        ORDER,
        NOW_NS,
        reasons=(RefusalReason.EXPOSURE, RefusalReason.PRICE_BAND),
        message="no",
    ),
    OrderEvent(Kind.REPLACED, ORDER, NOW_NS),
    OrderEvent(Kind.EXPIRED, ORDER, NOW_NS),
    OrderEvent(Kind.ANOMALY, ORDER, NOW_NS, message="acked twice", attempted="ACCEPTED"),
]


def test_there_is_an_event_of_every_kind_below() -> None:
    """A kind that is added to the domain must be added to these examples."""
    assert [event.kind for event in EVENTS] == list(OrderEventKind)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind.name)
def test_an_order_event_read_back_in_its_envelope_is_the_event(event: OrderEvent) -> None:
    """Every kind comes back whole, and the message keeps the contract's rules."""
    message = accounts.account_event_to_wire(HEADER, event, SPOT)
    protovalidate.validate(message)
    parsed = account_event_pb2.AccountEvent.FromString(message.SerializeToString())
    assert accounts.account_event_from_wire(parsed) == (HEADER, event)


def test_the_open_quantity_is_zero_once_an_order_is_final_or_overfilled() -> None:
    """An overfill leaves nothing open either, and never less than nothing."""
    part = OrderEvent(Kind.ACCEPTED, ORDER, NOW_NS)
    assert order_event_to_wire(part).leaves_quantity == "0.200"
    final = replace(part, order=replace(ORDER, state=OrderState.CANCELED))
    assert order_event_to_wire(final).leaves_quantity == "0"
    over = replace(part, order=replace(ORDER, filled_quantity=Decimal(1)))
    assert order_event_to_wire(over).leaves_quantity == "0"


def test_a_denied_order_carries_every_rule() -> None:
    """The reader of the event sees value and limit without asking risk."""
    rule = RuleResult("exposure", False, RefusalReason.EXPOSURE, "12", "10", "USDT")
    message = order_event_to_wire(EVENTS[1], Surroundings(rules=[rule]))
    assert [found.rule for found in message.denied.rules] == ["exposure"]


@pytest.mark.parametrize(
    "kind",
    [Kind.FILLED, Kind.IN_DOUBT, Kind.RESOLVED, Kind.CANCEL_REQUESTED, Kind.CANCELED, Kind.ANOMALY],
)
def test_an_event_without_what_its_kind_tells_is_refused(kind: OrderEventKind) -> None:
    """Nothing is guessed: the error names order and kind."""
    with pytest.raises(InvalidArgumentError, match=f"{kind} event of order {ORDER.order_id}"):
        order_event_to_wire(OrderEvent(kind, ORDER, NOW_NS))


def test_a_doubt_without_its_cause_is_refused() -> None:
    """The command alone does not tell why its outcome is unknown."""
    event = OrderEvent(Kind.IN_DOUBT, ORDER, NOW_NS, command=OrderCommand.SUBMIT)
    with pytest.raises(InvalidArgumentError, match="doubt_cause"):
        order_event_to_wire(event)


def test_a_refusal_without_reasons_fits_no_other_value() -> None:
    """The contract has VENUE_OTHER for exactly that."""
    message = order_event_to_wire(OrderEvent(Kind.CANCEL_REJECTED, ORDER, NOW_NS))
    assert message.cancel_rejected.reason == trading_pb2.REFUSAL_REASON_VENUE_OTHER


def test_a_rejection_with_another_reason_than_its_order_keeps_its_own() -> None:
    """The event speaks first; the order's reasons are only more of the same."""
    message = order_event_to_wire(EVENTS[4])
    message.rejected.reason = trading_pb2.REFUSAL_REASON_VENUE_OTHER
    read = order_event_from_wire(message, NOW_NS)
    assert read.reasons == (RefusalReason.VENUE_OTHER,)


def test_words_longer_than_the_contract_admits_are_cut() -> None:
    """A venue's page of HTML must not keep the event from its readers."""
    event = replace(EVENTS[11], message="x" * 900)
    message = order_event_to_wire(event)
    assert len(message.canceled.message) == order_events.MESSAGE_CHARACTERS_MAX


def test_an_order_event_of_no_kind_is_refused() -> None:
    """It may be one of a newer version: it cannot be passed over, for it changed the order."""
    bare = order_event_pb2.OrderEvent(order=codec.order_to_wire(ORDER), leaves_quantity="0")
    with pytest.raises(InvalidArgumentError, match="no kind"):
        order_event_from_wire(bare, NOW_NS)


POSITION = orders.Position(
    "paper",
    "BTC-USDT.BINANCE",
    "USDT",
    quantity=Decimal("-0.3"),
    cost=Decimal(10000),
    realized=Decimal("-1.5"),
    fees=Decimal("0.25"),
    opened_ns=NOW_NS,
    updated_ns=NOW_NS,
)


@pytest.mark.parametrize(
    "event",
    [
        orders.PositionChanged(POSITION, NOW_NS, FILL.fill_id),
        orders.PositionChanged(orders.Position("paper", SPOT.id, "USDT"), NOW_NS),
        orders.BalanceChanged(
            orders.Balance("paper", "USDT", Decimal("10.50"), Decimal("0.50")),
            NOW_NS,
            BalanceCause.FILL,
            Decimal("-3.1"),
            FILL.fill_id,
        ),
    ],
)
def test_a_position_or_balance_read_back_in_its_envelope_is_the_event(
    event: orders.AccountEvent,
) -> None:
    """Signs, zeros and scales included."""
    message = accounts.account_event_to_wire(HEADER, event, SPOT)
    protovalidate.validate(message)
    assert accounts.account_event_from_wire(message) == (HEADER, event)


def test_a_positions_side_and_entry_price_follow_its_quantity_and_basis() -> None:
    """Linear: basis over size. Inverse: size over basis. Flat or unknown: empty."""
    linear = accounts.position_to_wire(POSITION, SPOT)
    assert linear.average_entry_price == "33333.333333333333"
    assert linear.side == position_pb2.POSITION_SIDE_SHORT
    inverse = replace(SPOT, multiplier=Decimal(100), inverse=True, kind=InstrumentKind.PERPETUAL)
    long = replace(POSITION, quantity=Decimal(4), cost=Decimal("0.01"))
    assert Decimal(accounts.position_to_wire(long, inverse).average_entry_price) == 40000
    assert accounts.position_to_wire(long).side == position_pb2.POSITION_SIDE_LONG
    assert not accounts.position_to_wire(long).average_entry_price
    flat = accounts.position_to_wire(orders.Position("paper", SPOT.id, "USDT"), SPOT)
    assert flat.side == position_pb2.POSITION_SIDE_FLAT
    assert not flat.average_entry_price


def test_a_positions_fee_in_another_asset_is_refused() -> None:
    """A value holds fees in the settlement asset only; taking BNB for USDT would lie."""
    message = accounts.position_to_wire(POSITION)
    message.fees[0].asset = "BNB"
    with pytest.raises(InvalidArgumentError, match="fees are in BNB"):
        accounts.position_from_wire(message)


def test_an_account_event_without_a_value_type_gives_its_header_alone() -> None:
    """Halts and kinds of newer versions keep the stream's count."""
    message = accounts.envelope_to_wire(HEADER)
    message.account_resumed.by = "someone"
    assert accounts.account_event_from_wire(message) == (HEADER, None)
