"""New terms at the paper venue: all at once or not at all, and what becomes of the queue."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.execution.venue import (
    OrderReplaced,
    OrderSnapshot,
    ReplaceRejected,
    Terms,
    VenueReport,
)
from tests.unit.services.execution.pit import PERP, Pit, bought, fills, names, oco
from tradewire.orders import Order, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason

D = Decimal


def change(pit: Pit, order: Order, **terms: str) -> list[VenueReport]:
    """Send new terms and let them arrive."""
    stated = {name: D(value) for name, value in terms.items()}
    pit.venue.replace(order.client_order_id, Terms(**stated), pit.now)
    return pit.arrive()


def why(reports: list[VenueReport]) -> RefusalReason:
    """Why the only replace was refused."""
    (report,) = reports
    assert isinstance(report, ReplaceRejected), report
    return report.reasons[0]


def resting(pit: Pit, price: str = "99.00", quantity: str = "1") -> Order:
    """A limit buy below a quote of 100 to 101."""
    pit.quote(10_000, 5_000, 10_100, 5_000)
    order = pit.order(Side.BUY, quantity, price=D(price))
    pit.place(order)
    return order


def told(pit: Pit, order: Order) -> OrderSnapshot:
    """The order as the venue answers for it."""
    pit.venue.query(order.client_order_id, pit.now)
    (answer,) = pit.arrive()
    assert isinstance(answer, OrderSnapshot)
    return answer


def test_an_order_has_its_new_terms_after_the_latency_and_keeps_its_ids() -> None:
    """Price and quantity in one report; a query tells the same."""
    pit = Pit()
    order = resting(pit)
    (report,) = change(pit, order, price="98.00", quantity="2")
    assert isinstance(report, OrderReplaced)
    whole = Terms(D(2), D("98.00"), None, None)
    assert (report.client_order_id, report.terms) == (order.client_order_id, whole)
    answer = told(pit, order)
    assert (answer.terms, answer.venue_order_id) == (whole, report.venue_order_id)
    assert fills(pit.trade(9_850, 9_000)) == []
    assert fills(pit.trade(9_700, 9_000)) == [("98.00", "2.000")]


def test_a_price_that_crosses_takes_at_once() -> None:
    """As an order that has just arrived."""
    pit = Pit()
    order = resting(pit)
    reports = change(pit, order, price="101.00")
    assert names(reports) == ["OrderReplaced", "OrderFilled"]
    assert fills(reports) == [("101.00", "1.000")]


def test_what_only_gets_smaller_keeps_its_place_and_what_grows_loses_it() -> None:
    """Ten stand before it at its price; the smaller order is served first after them."""
    pit = Pit()
    pit.book([(10_000, 10)], [(10_100, 10_000)], snapshot=True)
    first, second = (pit.order(Side.BUY, "1", price=D("100.00")) for _ in range(2))
    pit.place(first)
    pit.place(second)
    pit.trade(10_000, 10)
    change(pit, first, quantity="0.5")
    assert fills(pit.trade(10_000, 300)) == [("100.00", "0.300")]
    assert told(pit, first).filled_quantity == D("0.3")
    pit.book([(10_000, 5_000)], [(10_100, 10_000)])
    change(pit, first, quantity="3")
    made = fills(pit.trade(10_000, 200))
    assert made == [("100.00", "0.200")]
    assert told(pit, second).filled_quantity > 0


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"price": "99.005"}, RefusalReason.VENUE_INVALID_PRICE),
        ({"trigger_price": "99.00"}, RefusalReason.VENUE_INVALID_PRICE),
        ({"quantity": "0.0001"}, RefusalReason.VENUE_INVALID_QUANTITY),
        ({"quantity": "0.001"}, RefusalReason.VENUE_MIN_NOTIONAL),
        ({"quantity": "9000"}, RefusalReason.VENUE_INSUFFICIENT_BALANCE),
    ],
)
def test_a_refusal_changes_nothing_at_all(terms: dict[str, str], expected: RefusalReason) -> None:
    """Not its price, its size nor its place."""
    pit = Pit()
    order = resting(pit)
    before = pit.venue.export()
    assert why(change(pit, order, **terms)) is expected
    assert pit.venue.export() == before


def test_a_post_only_order_that_would_take_stays_where_it_was() -> None:
    """Refused, and still at its old price."""
    pit = Pit()
    pit.quote(10_000, 5_000, 10_100, 5_000)
    order = pit.order(Side.BUY, "1", price=D("99.00"), post_only=True)
    pit.place(order)
    reports = change(pit, order, price="101.00")
    assert why(reports) is RefusalReason.VENUE_POST_ONLY_WOULD_TAKE
    assert told(pit, order).terms.price == D("99.00")


def test_closed_and_unknown_orders_are_told_apart() -> None:
    """As with a cancel."""
    pit = Pit()
    order = resting(pit)
    pit.venue.cancel(order.client_order_id, pit.now)
    pit.arrive()
    assert why(change(pit, order, price="98.00")) is RefusalReason.VENUE_ORDER_CLOSED
    nobody = pit.order(Side.BUY, "1", price=D(99))
    assert why(change(pit, nobody, price="98.00")) is RefusalReason.VENUE_UNKNOWN_ORDER


def test_a_fill_on_the_way_counts_and_less_than_that_is_refused() -> None:
    """The quantity includes what has filled."""
    pit = Pit()
    order = resting(pit, quantity="2")
    pit.venue.replace(order.client_order_id, Terms(quantity=D("0.5")), pit.now)
    assert fills(pit.trade(9_800, 800)) == [("99.00", "0.800")]
    assert why(pit.arrive()) is RefusalReason.VENUE_INVALID_QUANTITY
    assert names(change(pit, order, quantity="1")) == ["OrderReplaced"]
    assert fills(pit.trade(9_800, 800)) == [("99.00", "0.200")]


def test_a_stop_moves_and_one_that_would_wake_at_once_stays() -> None:
    """A leg of a pair too; its sibling is not touched."""
    pit = Pit(PERP)
    bought(pit)
    oco(pit)
    stop = next(
        each.order for each in pit.venue.export().orders if each.order.trigger_price is not None
    )
    assert names(change(pit, stop, trigger_price="99.00")) == ["OrderReplaced"]
    assert why(change(pit, stop, trigger_price="100.00")) is RefusalReason.VENUE_WOULD_TRIGGER
    assert why(change(pit, stop, quantity="0.5")) is RefusalReason.VENUE_INVALID_QUANTITY
    assert "OrderTriggered" in names(pit.trade(9_900, 1))


def test_a_trailing_stop_follows_at_its_new_distance() -> None:
    """From the best price so far."""
    pit = Pit(PERP)
    bought(pit)
    order = pit.order(
        Side.SELL,
        "1",
        type=OrderType.TRAILING_STOP_MARKET,
        time_in_force=TimeInForce.GTC,
        trailing_distance=D("5.00"),
        reduce_only=True,
    )
    pit.place(order)
    pit.trade(10_500, 1)
    assert names(change(pit, order, trailing_distance="1.00")) == ["OrderReplaced"]
    assert names(pit.trade(10_450, 1)) == []
    assert "OrderTriggered" in names(pit.trade(10_400, 1))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("terms"), st.integers(1, 30), st.integers(9_500, 10_400)),
        st.tuples(st.just("trade"), st.integers(1, 900), st.integers(9_500, 10_400)),
    ),
    max_size=25,
)


@given(STEPS)
def test_replaced_however_often_an_order_fills_no_more_than_it_says(
    steps: list[tuple[str, int, int]],
) -> None:
    """What is held is what was told of fills, never more than the quantity of the moment."""
    pit = Pit()
    order = resting(pit)
    heard: list[VenueReport] = []
    for kind, size, price in steps:
        if kind == "trade":
            heard += pit.trade(price, size)
        else:
            heard += change(pit, order, quantity=f"{size / 10:.1f}", price=f"{price / 100:.2f}")
    answer = told(pit, order)
    filled = sum((D(quantity) for _, quantity in fills(heard)), D(0))
    held = {each.instrument: each.quantity for each in pit.venue.export().positions}
    assert answer.filled_quantity == filled == held.get(pit.of.id, D(0))
    assert answer.terms.quantity is not None
    assert filled <= answer.terms.quantity
