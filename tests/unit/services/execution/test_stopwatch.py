"""Stamps of an order's way, and commands whose answer is overdue."""

from collections.abc import Callable
from itertools import count

from services.execution.stopwatch import ANSWER_NS_MAX, Stopwatch
from services.execution.store import Stamps
from services.execution.venue import (
    CancelOrder,
    OrderSnapshot,
    OrderUnknown,
    PlaceOrder,
    PlaceOrderList,
)
from tests.unit.services.execution.floor import NOW, PROTECTED, Floor
from tradewire.orders import OrderCommand, OrderState, Side


def ticking() -> Callable[[], int]:
    """A wall clock that goes on by one with each look."""
    ticks = count(1)
    return lambda: next(ticks)


def test_each_step_of_an_order_is_stamped_once() -> None:
    """Commit, send, first answer, first and last fill; handed over once."""
    floor = Floor()
    order = floor.send(side=Side.BUY)
    key = order.client_order_id
    watch = Stopwatch(ticking())
    watch.committed(key)
    watch.sent([PlaceOrder(order)], NOW)
    watch.reported([floor.accept(order)])
    watch.reported([floor.fill(order, "0.5")])
    watch.reported([floor.fill(order, "0.5"), OrderUnknown(key, NOW)])
    assert watch.take() == [Stamps(key, 1, 2, 3, 4, 5)]
    assert watch.take() == []


def test_a_snapshot_with_fills_counts_as_answer_and_fill() -> None:
    """What a query brings is as good as a report."""
    floor = Floor()
    order = floor.send(side=Side.BUY)
    fills = (floor.fill(order, "1"),)
    watch = Stopwatch(ticking())
    watch.reported(
        [OrderSnapshot(order.client_order_id, "v", NOW, OrderState.FILLED, order.quantity, fills)]
    )
    assert watch.take() == [Stamps(order.client_order_id, 0, 0, 1, 1, 1)]


def test_commands_without_an_answer_are_overdue_once() -> None:
    """Each leg of a pair, and cancels, after the longest time an answer takes."""
    floor = Floor()
    entry = floor.send(side=Side.BUY, **PROTECTED)
    watch = Stopwatch(ticking())
    other = floor.send(side=Side.BUY)
    watch.sent([PlaceOrderList((entry, other)), CancelOrder("c", "", "i")], NOW)
    assert watch.take_overdue(NOW + ANSWER_NS_MAX - 1) == []
    assert watch.take_overdue(NOW + ANSWER_NS_MAX) == [
        (entry.client_order_id, OrderCommand.SUBMIT),
        (other.client_order_id, OrderCommand.SUBMIT),
        ("c", OrderCommand.CANCEL),
    ]
    assert watch.take_overdue(NOW + ANSWER_NS_MAX) == []
