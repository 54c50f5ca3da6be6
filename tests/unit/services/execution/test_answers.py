"""What is lost is asked about, and the answer settles it."""

from collections.abc import Iterator
from decimal import Decimal, localcontext

import pytest

from services.execution import blotter
from services.execution.doubts import UNKNOWN_GRACE_NS
from services.execution.venue import (
    CancelOrder,
    CancelRejected,
    OrderExpired,
    OrderSnapshot,
    OrderUnknown,
    QueryOrder,
    VenueCommand,
)
from tests.unit.services.execution.floor import NOW, Floor, K, S
from tradewire.decimals import EXACT
from tradewire.market import SECOND_NS
from tradewire.orders import (
    Order,
    OrderType,
    Side,
)
from tradewire.verdicts import (
    RefusalReason,
)


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


def test_a_lost_submit_is_asked_about_ever_less_often_until_the_venue_answers() -> None:
    """The order counts as open all the while."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    (query,) = floor.desk.on_submit_lost(order.client_order_id, NOW)
    assert isinstance(query, QueryOrder)
    assert floor.desk.open_orders()[0].state is S.IN_DOUBT
    waits, now = [], NOW
    for _ in range(9):
        due = floor.desk.next_due_ns()
        assert due is not None
        assert floor.desk.advance(due - 1) == []
        assert len(floor.desk.advance(due)) == 1
        waits.append((due - now) // SECOND_NS)
        now = due
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    floor.report(floor.accept(order))
    assert floor.desk.next_due_ns() is None
    assert floor.state(order) is S.ACCEPTED


def test_a_snapshot_settles_the_doubt_and_brings_the_fills_that_were_missed() -> None:
    """RESOLVED first, then what the venue tells besides."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.kinds()
    fill = floor.fill(order, "1")
    answer = OrderSnapshot(order.client_order_id, "v", NOW, S.FILLED, Decimal(1), (fill,))
    floor.report(answer, answer)
    assert floor.kinds() == [K.RESOLVED, K.FILLED]
    assert floor.held() == 1
    assert floor.desk.next_due_ns() is None


def test_a_snapshot_that_tells_of_fills_without_trades_is_asked_again() -> None:
    """A fill without a price cannot be booked, nor may it be forgotten."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.CANCELED, Decimal("0.4")))
    assert floor.desk.next_due_ns() is not None


def test_no_such_order_is_believed_only_after_the_grace() -> None:
    """Before it, the submit may still be on its way."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.report(OrderUnknown(order.client_order_id, NOW))
    assert floor.state(order) is S.IN_DOUBT
    floor.now = NOW + UNKNOWN_GRACE_NS
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    after = floor.desk.order(order.order_id)
    assert (after.state, after.reasons) == (S.REJECTED, ("VENUE_UNKNOWN_ORDER",))


def test_no_such_order_means_nothing_for_an_order_that_is_in_no_doubt() -> None:
    """The venue is heard about what was asked."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.report(floor.accept(order), OrderUnknown(order.client_order_id, NOW))
    assert floor.state(order) is S.ACCEPTED


def test_a_cancel_that_was_lost_is_sent_again() -> None:
    """A halt must not fail by one lost message."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    (again,) = floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.ACCEPTED, Decimal(0)))
    assert isinstance(again, CancelOrder)
    assert floor.state(order) is S.PENDING_CANCEL
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.CANCELED, Decimal(0)))
    assert floor.state(order) is S.CANCELED


def test_an_order_that_the_venue_has_no_more_after_a_lost_cancel_is_canceled() -> None:
    """It was there once, so it was not rejected."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    floor.now = NOW + UNKNOWN_GRACE_NS
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    assert floor.state(order) is S.CANCELED


def test_a_cancel_refused_because_the_order_is_closed_asks_how_it_ended() -> None:
    """Its end was lost on the way."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    closed = (RefusalReason.VENUE_ORDER_CLOSED,)
    (query,) = floor.report(CancelRejected(order.client_order_id, closed, "", NOW))
    assert isinstance(query, QueryOrder)
    floor.report(
        OrderSnapshot(order.client_order_id, "v", NOW, S.EXPIRED, Decimal(0)),
        OrderExpired(order.client_order_id, "v", NOW),
    )
    assert floor.state(order) is S.EXPIRED


def test_a_query_about_a_submitted_order_tells_that_it_was_accepted_and_triggered() -> None:
    """As reconciliation asks."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.kinds()
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.TRIGGERED, Decimal(0)))
    assert floor.kinds() == [K.ACCEPTED, K.TRIGGERED]


def test_a_closed_order_that_left_memory_is_asked_about_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The store has it, and reconciliation looks there."""
    monkeypatch.setattr(blotter, "CLOSED_ORDERS_MAX", 1)
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.CANCELED, Decimal("0.4")))
    floor.buy("1")
    assert floor.desk.advance(NOW + SECOND_NS) == []
    assert floor.desk.next_due_ns() is None


def test_a_refused_cancel_of_another_kind_asks_nothing() -> None:
    """The order works on, and the event says so."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    limited = (RefusalReason.VENUE_RATE_LIMIT,)
    assert floor.report(CancelRejected(order.client_order_id, limited, "", NOW)) == []
    assert floor.state(order) is S.ACCEPTED


def _limit(floor: Floor) -> Order:
    return floor.send(side=Side.BUY, quantity=Decimal(1), type=OrderType.LIMIT, price=Decimal(90))


def _works(floor: Floor, order: Order) -> list[VenueCommand]:
    return floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.ACCEPTED, Decimal(0)))


def test_a_cancel_that_a_restart_cut_off_is_sent_again() -> None:
    """The wish was recorded; that nobody remembers whose it was must not end it."""
    floor = Floor()
    order = _limit(floor)
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r", NOW)
    crashed = Floor(state=floor.desk.export())
    crashed.desk.on_restart(NOW)
    again = Floor(state=crashed.desk.export())
    for restarted in (crashed, again):
        (command,) = _works(restarted, order)
        assert isinstance(command, CancelOrder)
        assert restarted.state(order) is S.PENDING_CANCEL


def test_a_cancel_that_came_before_its_order_is_sent_again() -> None:
    """The submit was in doubt, so that the venue knew nothing to cancel."""
    for answer in ("snapshot", "acknowledgement"):
        floor = Floor()
        order = _limit(floor)
        floor.desk.cancel_order(order.order_id, "r", NOW)
        floor.desk.on_submit_lost(order.client_order_id, NOW)
        unknown = (RefusalReason.VENUE_UNKNOWN_ORDER,)
        floor.report(CancelRejected(order.client_order_id, unknown, "", NOW))
        if answer == "snapshot":
            (command,) = _works(floor, order)
        else:
            (command,) = floor.report(floor.accept(order))
        assert isinstance(command, CancelOrder)


def test_a_refused_cancel_leaves_a_submit_in_doubt_until_the_venue_denies_the_order() -> None:
    """It tells nothing of the submit; the order would else stay in doubt for ever."""
    floor = Floor()
    order = _limit(floor)
    floor.desk.cancel_order(order.order_id, "r", NOW)
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    unknown = (RefusalReason.VENUE_UNKNOWN_ORDER,)
    floor.report(CancelRejected(order.client_order_id, unknown, "", NOW))
    assert floor.desk.next_due_ns() is not None
    floor.now = NOW + UNKNOWN_GRACE_NS
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    assert floor.state(order) is S.REJECTED
    assert floor.desk.next_due_ns() is None


def test_an_order_that_cancel_and_query_both_call_unknown_ends_after_the_grace() -> None:
    """It would else hold its exposure for ever; one word, soon, is not enough."""
    floor = Floor()
    order = _limit(floor)
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r", NOW)
    unknown = (RefusalReason.VENUE_UNKNOWN_ORDER,)
    (query,) = floor.report(CancelRejected(order.client_order_id, unknown, "", NOW))
    assert isinstance(query, QueryOrder)
    floor.report(OrderUnknown(order.client_order_id, NOW))
    assert floor.state(order) is S.ACCEPTED
    floor.now = NOW + UNKNOWN_GRACE_NS
    assert floor.desk.advance(floor.now)
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    assert floor.state(order) is S.CANCELED
    assert K.ANOMALY not in floor.kinds()
