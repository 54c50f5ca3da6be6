"""Stop and target follow what an entry filled."""

from collections.abc import Iterator
from decimal import Decimal, localcontext

import pytest

from services.execution import protection, protector
from services.execution.venue import (
    CancelOrder,
    CancelRejected,
    OrderRejected,
    OrderTriggered,
    PlaceOrder,
    PlaceOrderList,
)
from tests.unit.services.execution.floor import NOW, PROTECTED, Floor, S, pair
from tradewire.decimals import EXACT
from tradewire.orders import (
    CancelCause,
    Leg,
    OrderEvent,
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


def test_a_filled_entry_is_protected_by_a_pair_that_cancels_each_other() -> None:
    """Reduce-only, of the quantity that filled."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    assert (stop.type, stop.trigger_price, stop.price) == (OrderType.STOP_MARKET, Decimal(90), None)
    assert (target.type, target.price) == (OrderType.LIMIT, Decimal(120))
    assert stop.order_list_id == target.order_list_id != ""
    for leg in (stop, target):
        assert (leg.side, leg.quantity, leg.reduce_only) == (Side.SELL, Decimal(1), True)
        assert (leg.cause, leg.strategy) == (order.cause, "demo")
    assert len({order.client_order_id, stop.client_order_id, target.client_order_id}) == 3


def test_an_entry_with_a_stop_alone_gets_a_stop_alone() -> None:
    """One order needs no list."""
    floor = Floor()
    order = floor.send(side=Side.SELL, quantity=Decimal(1), stop_price=Decimal(110))
    (command,) = floor.report(floor.fill(order, "1"))
    assert isinstance(command, PlaceOrder)
    assert (command.order.leg, command.order.side, command.order.order_list_id) == (
        Leg.STOP,
        Side.BUY,
        "",
    )


def test_fills_of_a_resting_entry_are_protected_as_they_come_and_never_twice() -> None:
    """Each batch has a pair of its own, and the last pair has the rest."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(10), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    sizes = []
    for _ in range(10):
        commands = floor.report(floor.fill(order, "1"))
        sizes += [c.orders[0].quantity for c in commands if isinstance(c, PlaceOrderList)]
    assert sizes == [1] * (protection.PAIRS_MAX - 1) + [10 - (protection.PAIRS_MAX - 1)]
    ids = [o.client_order_id for o in floor.desk.orders()]
    assert len(ids) == len(set(ids)) == 1 + 2 * protection.PAIRS_MAX


def test_fills_of_one_turn_share_a_pair() -> None:
    """A market order that walks the book is protected once."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(3), **PROTECTED)
    stop, _ = pair(floor.report(floor.fill(order, "1"), floor.fill(order, "2", "101")))
    assert stop.quantity == 3


def test_when_the_position_is_closed_otherwise_the_pair_is_canceled() -> None:
    """It would open a position the other way at a venue without reduce-only."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    leave = floor.send(target_position=Decimal(0))
    commands = floor.report(floor.fill(leave, "1"))
    assert [c.client_order_id for c in commands if isinstance(c, CancelOrder)] == [
        stop.client_order_id,
        target.client_order_id,
    ]
    floor.report(floor.cancel(stop), floor.cancel(target))
    events = [e for e in floor.desk.take_events() if isinstance(e, OrderEvent)]
    assert events[-1].cancel_cause is CancelCause.REDUCED
    assert floor.desk.open_orders() == ()


def test_when_the_stop_fills_the_venue_cancels_the_target_and_we_ask_for_nothing() -> None:
    """That is what a pair is for."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    triggered = OrderTriggered(stop.client_order_id, "v", NOW, Decimal(89))
    assert floor.report(triggered, floor.fill(stop, "1", "89")) == []
    assert floor.report(floor.cancel(target, CancelCause.ONE_CANCELS_OTHER)) == []
    assert floor.held() == 0
    assert floor.state(target) is S.CANCELED


def test_a_target_that_filled_in_part_does_not_leave_the_stop_behind() -> None:
    """The venue keeps the stop for the rest, so that a close on another way is ours to follow."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    assert floor.report(floor.fill(target, "0.4", "120")) == []
    leave = floor.send(target_position=Decimal(0))
    commands = floor.report(floor.fill(leave, "0.6"))
    assert {c.client_order_id for c in commands if isinstance(c, CancelOrder)} == {
        stop.client_order_id,
        target.client_order_id,
    }


def test_a_late_fill_of_a_canceled_entry_is_protected_too() -> None:
    """By a pair with ids of its own."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(2), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    first, _ = pair(floor.report(floor.fill(order, "1")))
    floor.report(floor.cancel(order))
    late, _ = pair(floor.report(floor.fill(order, "0.5")))
    assert late.quantity == Decimal("0.5")
    assert late.client_order_id != first.client_order_id


def test_a_refused_pair_closes_at_the_market_what_it_was_to_protect() -> None:
    """The price was beyond the stop before it could rest; once, not once a leg."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    legs = pair(floor.report(floor.fill(order, "1")))
    why = (RefusalReason.VENUE_WOULD_TRIGGER,)
    commands = floor.report(*(OrderRejected(o.client_order_id, why, "", NOW) for o in legs))
    (command,) = commands
    assert isinstance(command, PlaceOrder)
    leave = command.order
    assert (leave.type, leave.side, leave.quantity, leave.reduce_only) == (
        OrderType.MARKET,
        Side.SELL,
        Decimal(1),
        True,
    )


def test_an_entry_that_only_turns_a_short_is_protected_for_what_it_opened() -> None:
    """What closed the short needs no stop."""
    floor = Floor()
    short = floor.send(side=Side.SELL, quantity=Decimal(1))
    floor.report(floor.fill(short, "1"))
    turn = floor.send(side=Side.BUY, quantity=Decimal(3), **PROTECTED)
    stop, _ = pair(floor.report(floor.fill(turn, "3")))
    assert stop.quantity == 2


def test_what_a_working_entry_filled_and_lost_again_is_not_protected_later() -> None:
    """Only what is held needs a stop."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(3), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    stop, _ = pair(floor.report(floor.fill(order, "1")))
    floor.report(floor.fill(stop, "1", "90"))
    assert floor.held() == 0
    again, _ = pair(floor.report(floor.fill(order, "2")))
    assert again.quantity == 2


def test_a_pair_refused_after_the_position_is_gone_closes_nothing() -> None:
    """There is nothing left to protect."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, _ = pair(floor.report(floor.fill(order, "1")))
    leave = floor.send(target_position=Decimal(0))
    floor.report(floor.fill(leave, "1"))
    why = (RefusalReason.VENUE_REDUCE_ONLY,)
    assert floor.report(OrderRejected(stop.client_order_id, why, "", NOW)) == []


def test_protections_of_closed_positions_leave_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that still owe something stay."""
    monkeypatch.setattr(protector, "CLOSED_ORDERS_MAX", 2)
    floor = Floor()
    resting = floor.send(
        side=Side.BUY, quantity=Decimal(9), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    floor.report(floor.accept(resting))
    for _ in range(4):
        floor.report(floor.fill(floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED), "1"))
    kept = [each.entry.order_id for each in floor.desk.export().protections]
    assert len(kept) == 2
    assert kept[0] == resting.order_id


def test_protections_that_changed_are_handed_to_the_store_once() -> None:
    """With how much of the entry has a pair."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    floor.report(floor.fill(order, "1"))
    (changed,) = floor.desk.take_dirty().protections
    assert (changed.entry.order_id, changed.protected, changed.pairs) == (
        order.order_id,
        Decimal(1),
        1,
    )
    assert floor.desk.take_dirty().protections == ()


def test_a_venue_that_refuses_to_cancel_an_idle_leg_is_asked_again_at_leisure() -> None:
    """At once, a rate limit would be answered by ever more requests."""
    floor = Floor()
    entry = floor.send(side=Side.BUY, quantity=Decimal(1), stop_price=Decimal(90))
    floor.report(floor.fill(entry, "1"))
    (stop,) = floor.desk.open_orders()
    floor.report(floor.accept(stop))
    leave = floor.send(target_position=Decimal(0))
    (cancel,) = floor.report(floor.fill(leave, "1"))
    assert isinstance(cancel, CancelOrder)
    refusal = CancelRejected(stop.client_order_id, (RefusalReason.VENUE_RATE_LIMIT,), "slower", NOW)
    assert floor.report(refusal) == []
    floor.now += protector.CANCEL_AGAIN_NS
    other = floor.send(side=Side.BUY, quantity=Decimal(1), type=OrderType.LIMIT, price=Decimal(50))
    (again,) = floor.report(floor.accept(other))
    assert isinstance(again, CancelOrder)
