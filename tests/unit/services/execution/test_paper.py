"""The paper venue on ticks: what fills, at what price, for whom, and what is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.execution.paper import ARRIVALS_MAX, PaperVenue
from services.execution.venue import (
    OrderCanceled,
    OrderFilled,
    OrderRejected,
    OrderSnapshot,
    OrderUnknown,
)
from tests.unit.services.execution.pit import (
    LATENCY_NS,
    MS,
    PERP,
    SPOT,
    Pit,
    bought,
    fills,
    names,
    oco,
    reason,
)
from tradewire.orders import CancelCause, Liquidity, OrderState, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason


def test_an_order_meets_the_market_of_its_arrival_not_of_its_sending() -> None:
    """The latency is what backtests forget."""
    pit = Pit()
    pit.quote(9_990, 1_000, 10_000, 1_000)
    pit.venue.place(pit.order(Side.BUY, "0.5"), pit.now)
    assert pit.venue.next_due_ns() == pit.now + LATENCY_NS
    assert pit.quote(10_090, 1_000, 10_100, 1_000) == []
    pit.now += LATENCY_NS
    reports = pit.quote(10_190, 1_000, 10_200, 1_000)
    assert fills(reports) == [("101.00", "0.500")]


def test_a_taker_walks_the_book_and_pays_the_takers_fee() -> None:
    """Level by level; each level is a fill."""
    pit = Pit()
    pit.book([(9_990, 500)], [(10_000, 300), (10_010, 900)], snapshot=True)
    reports = pit.place(pit.order(Side.BUY, "1"))
    assert fills(reports) == [("100.00", "0.300"), ("100.10", "0.700")]
    first = reports[1]
    assert isinstance(first, OrderFilled)
    assert first.liquidity is Liquidity.TAKER
    assert first.fee == Decimal("100.00") * Decimal("0.300") * Decimal("0.002")
    assert first.fee_asset == "USDT"


def test_without_a_book_there_is_the_quote_and_nothing_behind_it() -> None:
    """The rest of a market order is canceled, with its reason."""
    pit = Pit()
    pit.quote(9_990, 400, 10_000, 300)
    reports = pit.place(pit.order(Side.BUY, "0.5"))
    assert names(reports) == ["OrderAccepted", "OrderFilled", "OrderCanceled"]
    ended = reports[-1]
    assert isinstance(ended, OrderCanceled)
    assert ended.cause is CancelCause.UNFILLED_REST
    assert reason(pit.place(pit.order(Side.BUY, "0.5"))) is RefusalReason.VENUE_NO_LIQUIDITY


def test_a_trade_of_the_own_side_does_not_fill_at_the_price() -> None:
    """A buyer's aggression at the bid says nothing about resting buys."""
    pit = Pit()
    pit.book([(9_980, 500)], [(10_000, 300)], snapshot=True)
    pit.place(pit.order(Side.BUY, "0.4", price=Decimal("99.90")))
    assert pit.trade(9_990, 900, aggressor=Side.BUY) == []


def test_a_trade_through_the_price_fills_whatever_the_queue() -> None:
    """At the order's own price, never worse."""
    pit = Pit()
    pit.book([(9_990, 500)], [(10_000, 300)], snapshot=True)
    pit.place(pit.order(Side.BUY, "0.4", price=Decimal("99.90")))
    assert fills(pit.trade(9_985, 250)) == [("99.90", "0.250")]


def test_a_crossing_quote_fills_a_resting_order_at_its_price() -> None:
    """Up to what the quote shows."""
    pit = Pit()
    pit.quote(9_990, 500, 10_000, 300)
    pit.place(pit.order(Side.SELL, "0.1"))
    pit.place(pit.order(Side.BUY, "0.4", price=Decimal("99.90")))
    assert fills(pit.quote(9_970, 500, 9_980, 150)) == [("99.90", "0.150")]


def test_the_better_of_two_resting_orders_fills_first() -> None:
    """Price before time, ours as everybody's."""
    pit = Pit()
    pit.quote(9_990, 500, 10_000, 300)
    pit.place(pit.order(Side.BUY, "0.2", price=Decimal("99.60")))
    pit.place(pit.order(Side.BUY, "0.2", price=Decimal("99.80")))
    assert fills(pit.trade(9_950, 300)) == [("99.80", "0.200"), ("99.60", "0.100")]
    assert fills(pit.quote(9_940, 500, 9_955, 300)) == [("99.60", "0.100")]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"post_only": True}, RefusalReason.VENUE_POST_ONLY_WOULD_TAKE),
        ({"time_in_force": TimeInForce.FOK}, RefusalReason.VENUE_FILL_OR_KILL),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(
    terms: dict[str, object], expected: RefusalReason
) -> None:
    """And nothing is filled."""
    pit = Pit()
    pit.quote(9_990, 500, 10_000, 300)
    order = pit.order(Side.BUY, "0.4", price=Decimal("100.00"), **terms)
    assert reason(pit.place(order)) is expected


def test_immediate_or_cancel_takes_what_there_is_and_ends() -> None:
    """A limit with IOC never rests."""
    pit = Pit()
    pit.quote(9_990, 500, 10_000, 300)
    order = pit.order(Side.BUY, "0.4", price=Decimal("100.00"), time_in_force=TimeInForce.IOC)
    assert names(pit.place(order)) == ["OrderAccepted", "OrderFilled", "OrderCanceled"]


@pytest.mark.parametrize(
    ("quantity", "terms", "expected"),
    [
        ("1001", {}, RefusalReason.VENUE_INSUFFICIENT_BALANCE),
        ("0.0005", {}, RefusalReason.VENUE_INVALID_QUANTITY),
        ("1", {"price": Decimal("100.001")}, RefusalReason.VENUE_INVALID_PRICE),
        ("1", {"price": Decimal("-1.00")}, RefusalReason.VENUE_INVALID_PRICE),
        ("1", {"type": OrderType.LIMIT}, RefusalReason.VENUE_INVALID_PRICE),
        (
            "1",
            {"type": OrderType.MARKET, "price": Decimal("90.00")},
            RefusalReason.VENUE_INVALID_PRICE,
        ),
        ("1", {"type": OrderType.STOP_MARKET}, RefusalReason.VENUE_INVALID_PRICE),
        ("1", {"type": OrderType.TRAILING_STOP_MARKET}, RefusalReason.VENUE_INVALID_PRICE),
        (
            "1",
            {
                "type": OrderType.TRAILING_STOP_MARKET,
                "trailing_distance": Decimal("2.00"),
                "trigger_price": Decimal("102.00"),
            },
            RefusalReason.VENUE_INVALID_PRICE,
        ),
        ("1", {"trigger_price": Decimal("102.00")}, RefusalReason.VENUE_INVALID_PRICE),
        ("1", {"instrument": "ETH.TEST"}, RefusalReason.VENUE_UNKNOWN_INSTRUMENT),
    ],
)
def test_the_venue_refuses_what_a_venue_would(
    quantity: str, terms: dict[str, object], expected: RefusalReason
) -> None:
    """With the contract's reason."""
    pit = Pit()
    pit.quote(9_990, 2_000_000, 10_000, 2_000_000)
    assert reason(pit.place(pit.order(Side.BUY, quantity, **terms))) is expected


def test_cancels_and_queries_tell_the_truth() -> None:
    """Open, closed, never seen."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    order = pit.order(Side.BUY, "1", price=Decimal("99.00"))
    pit.place(order)
    pit.venue.query(order.client_order_id, pit.now)
    (snapshot,) = pit.arrive()
    assert isinstance(snapshot, OrderSnapshot)
    assert snapshot.state is OrderState.ACCEPTED
    pit.venue.cancel(order.client_order_id, pit.now)
    assert names(pit.arrive()) == ["OrderCanceled"]
    pit.venue.cancel(order.client_order_id, pit.now)
    assert reason(pit.arrive()) is RefusalReason.VENUE_ORDER_CLOSED
    pit.venue.cancel("f" * 32, pit.now)
    assert reason(pit.arrive()) is RefusalReason.VENUE_UNKNOWN_ORDER
    pit.venue.query("f" * 32, pit.now)
    (unknown,) = pit.arrive()
    assert isinstance(unknown, OrderUnknown)


def test_a_rejected_order_is_remembered_with_its_reason() -> None:
    """Whoever lost the answer asks for it, and must not hear that the order never came."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    order = pit.order(Side.SELL, "1")
    expected = RefusalReason.VENUE_INSUFFICIENT_BALANCE
    assert reason(pit.place(order)) is expected
    pit.venue.query(order.client_order_id, pit.now)
    (snapshot,) = pit.arrive()
    assert isinstance(snapshot, OrderSnapshot)
    assert (snapshot.state, snapshot.reasons) == (OrderState.REJECTED, (expected,))
    assert "held" in snapshot.message
    assert reason(pit.place(order)) is RefusalReason.VENUE_DUPLICATE_CLIENT_ORDER_ID
    assert [each.state for each in pit.venue.take_dirty()] == [OrderState.REJECTED]


def test_a_client_order_id_is_used_once() -> None:
    """Also after the order has closed."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    order = pit.order(Side.BUY, "1")
    pit.place(order)
    expected = RefusalReason.VENUE_DUPLICATE_CLIENT_ORDER_ID
    assert reason(pit.place(order)) is expected


@pytest.mark.parametrize("tif", [TimeInForce.GTD, TimeInForce.DAY])
def test_time_in_force_ends_an_order(tif: TimeInForce) -> None:
    """The venue says when it is due, and dates the end so."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    ends = pit.now + 60_000 * MS if tif is TimeInForce.GTD else 86_400_000 * MS
    order = pit.order(Side.BUY, "1", price=Decimal("99.00"), time_in_force=tif, expires_ns=ends)
    pit.place(order)
    assert pit.venue.next_due_ns() == ends
    pit.venue.advance(ends)
    (report,) = pit.venue.take_reports()
    assert names([report]) == ["OrderExpired"]
    assert report.event_ns == ends
    assert pit.venue.next_due_ns() is None


def test_commands_under_way_are_limited() -> None:
    """Cancels still pass."""
    pit = Pit()
    order = pit.order(Side.BUY, "1")
    for _ in range(ARRIVALS_MAX):
        pit.venue.query(order.client_order_id, pit.now)
    pit.venue.place(order, pit.now)
    (report,) = pit.venue.take_reports()
    assert isinstance(report, OrderRejected)
    assert report.reasons == (RefusalReason.VENUE_RATE_LIMIT,)


def test_a_restored_venue_goes_on_as_if_nothing_had_been() -> None:
    """Orders, queue, money, ids and commands under way."""
    pit = Pit()
    bought(pit)
    oco(pit)
    resting = pit.order(Side.BUY, "0.5", price=Decimal("99.80"))
    pit.place(resting)
    pit.venue.cancel(resting.client_order_id, pit.now)
    again = PaperVenue(
        account="paper",
        log_id="log",
        instruments=[SPOT, PERP],
        balances=[],
        latency_ns=LATENCY_NS,
        state=pit.venue.export(),
    )
    first, pit.venue = pit.venue, again
    assert again.next_due_ns() == first.next_due_ns()
    reports = pit.trade(10_410, 2_000, aggressor=Side.BUY)
    pit.now -= MS
    first_pit, pit.venue = pit.venue, first
    assert pit.trade(10_410, 2_000, aggressor=Side.BUY) == reports
    assert first_pit.export().balances == first.export().balances


def test_fills_are_whole_steps_of_quantity() -> None:
    """Venues print sizes below an order's step; half a step could never be closed again."""
    pit = Pit(replace(SPOT, size_increment=Decimal("0.01")))
    pit.quote(9_990, 5_000, 10_000, 15)
    assert fills(pit.place(pit.order(Side.BUY, "0.20"))) == [("100.00", "0.010")]
    pit.quote(9_990, 5_000, 10_000, 5_000)
    pit.place(pit.order(Side.BUY, "0.20", price=Decimal("99.00")))
    assert fills(pit.trade(9_890, 25)) == [("99.00", "0.020")]


def test_a_cancel_that_comes_after_the_end_is_refused() -> None:
    """Both are due; the end was first."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    ends = pit.now + 15 * MS
    terms: dict[str, object] = {"time_in_force": TimeInForce.GTD, "expires_ns": ends}
    order = pit.order(Side.BUY, "1", price=Decimal("99.00"), **terms)
    pit.place(order)
    pit.venue.cancel(order.client_order_id, pit.now)
    assert names(pit.arrive()) == ["OrderExpired", "CancelRejected"]
