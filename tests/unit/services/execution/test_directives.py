"""Risk's directives and users' requests."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

import pytest

from services.execution.intents import Ticket
from services.execution.venue import (
    CancelOrder,
    PlaceOrder,
)
from tests.unit.services.execution.floor import NOW, PERP, PROTECTED, SPOT, Floor, S, pair
from tradewire.decimals import EXACT
from tradewire.errors import InvalidArgumentError, NotFoundError, PreconditionError
from tradewire.orders import (
    Order,
    OrderType,
    Side,
    TimeInForce,
)
from tradewire.verdicts import (
    CloseRequested,
    Halted,
    Resumed,
    VerdictRequest,
)


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


def test_a_directive_closes_a_position_without_an_approval_once() -> None:
    """By a reduce-only market order; what could enlarge it is canceled first."""
    floor = Floor()
    floor.buy("2")
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    directive = CloseRequested("d1", "paper", PERP.id, None, "stop", NOW)
    first, second = floor.desk.on_directive(directive, NOW)
    assert isinstance(first, CancelOrder)
    assert first.client_order_id == resting.client_order_id
    assert isinstance(second, PlaceOrder)
    order = second.order
    assert (order.side, order.quantity, order.reduce_only) == (Side.SELL, Decimal(2), True)
    assert order.cause == "directive:d1"
    assert floor.desk.on_directive(directive, NOW) == []
    again = replace(directive, directive_id="d2")
    assert floor.desk.on_directive(again, NOW) == []


def test_a_directive_for_every_position_or_a_part_of_one_is_followed() -> None:
    """An empty instrument names them all."""
    floor = Floor()
    floor.buy("2")
    part = CloseRequested("d1", "paper", PERP.id, Decimal("0.5"), "reduce", NOW)
    (command,) = floor.desk.on_directive(part, NOW)
    assert isinstance(command, PlaceOrder)
    assert command.order.quantity == Decimal("0.5")
    (rest,) = floor.desk.on_directive(CloseRequested("d2", "paper", "", None, "", NOW), NOW)
    assert isinstance(rest, PlaceOrder)
    assert rest.order.quantity == Decimal("1.5")
    other = CloseRequested("d3", "other", PERP.id, None, "", NOW)
    assert floor.desk.on_directive(other, NOW) == []


def test_a_halt_cancels_what_may_open_and_voids_approvals_until_resumed() -> None:
    """Orders that only reduce stay where the position stays."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    legs = pair(floor.report(floor.fill(order, "1")))
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    pending = floor.ask(side=Side.BUY)
    (command,) = floor.desk.on_directive(Halted("d1", "*", "kill", NOW), NOW)
    assert isinstance(command, CancelOrder)
    assert command.client_order_id == resting.client_order_id
    assert all(floor.state(leg) is S.SUBMITTED for leg in legs)
    assert floor.approve(pending) == []
    assert floor.desk.order(pending.client_order_id).reasons == ("KILL_SWITCH",)
    assert floor.desk.take_dirty().halts == ("*",)
    leave = floor.ask(target_position=Decimal(0))
    assert len(floor.approve(leave)) == 1
    floor.desk.on_directive(Resumed("d2", "*", "", NOW), NOW)
    assert floor.send(side=Side.BUY).state is S.SUBMITTED


def test_a_halt_that_closes_takes_the_protective_orders_too() -> None:
    """They would have nothing left to protect."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    floor.report(floor.fill(order, "1"))
    halt = Halted("d1", "account:paper", "kill", NOW, close_positions=True)
    commands = floor.desk.on_directive(halt, NOW)
    assert [type(each) for each in commands] == [CancelOrder, CancelOrder, PlaceOrder]


def test_a_strategys_halt_leaves_the_others_alone() -> None:
    """Its orders, and the positions of instruments that it ordered."""
    floor = Floor()
    mine = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    theirs = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1), strategy="other")
    floor.buy("1")
    halt = Halted("d1", "strategy:demo", "", NOW, close_positions=True)
    commands = floor.desk.on_directive(halt, NOW)
    assert floor.state(mine) is S.PENDING_CANCEL
    assert isinstance(commands[-1], PlaceOrder)
    assert commands[-1].order.strategy == "demo"
    assert floor.send(side=Side.BUY, strategy="other").state is S.SUBMITTED
    assert floor.send(side=Side.BUY).reasons == ("KILL_SWITCH",)
    assert floor.desk.on_directive(Halted("d2", "account:else", "", NOW), NOW) == []
    assert floor.state(theirs) is S.PENDING_CANCEL


def test_a_users_order_goes_through_the_same_check_and_a_repeat_gets_the_first_answer() -> None:
    """One request id, one order."""
    floor = Floor()
    ticket = Ticket(PERP.id, Side.BUY, OrderType.LIMIT, Decimal(1), price=Decimal(99))
    request = floor.desk.submit_request(ticket, "r1")
    assert isinstance(request, VerdictRequest)
    assert (request.cause, request.time_in_force) == ("request:r1", TimeInForce.GTC)
    floor.approve(request)
    assert floor.desk.submit_request(ticket, "r1") == floor.desk.order(request.client_order_id)
    with pytest.raises(NotFoundError):
        floor.desk.submit_request(replace(ticket, instrument="X.Y"), "r2")


def test_a_user_closes_a_position_also_when_risk_is_down() -> None:
    """Reduce-only at the market; more than is held, or nothing held, is refused."""
    floor = Floor()
    with pytest.raises(PreconditionError, match="holds nothing"):
        floor.desk.close_position(PERP.id, "r0")
    floor.buy("1")
    with pytest.raises(PreconditionError, match="close that or less"):
        floor.desk.close_position(PERP.id, "r0", Decimal(2))
    request = floor.desk.close_position(PERP.id, "r1")
    assert isinstance(request, VerdictRequest)
    (command,) = floor.desk.send_close(request, NOW)
    assert isinstance(command, PlaceOrder)
    assert floor.desk.send_close(request, NOW) == []
    floor.report(floor.fill(command.order, "1"))
    assert floor.desk.close_position(PERP.id, "r1") == floor.desk.order(request.client_order_id)
    with pytest.raises(InvalidArgumentError, match="needs an approval"):
        floor.desk.send_close(floor.ask(side=Side.BUY, quantity=Decimal(1)), NOW)


def test_cancel_all_cancels_what_fits_and_a_closed_order_is_left_alone() -> None:
    """By instrument, strategy and side."""
    floor = Floor()
    low = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    high = floor.send(side=Side.SELL, type=OrderType.LIMIT, price=Decimal(999))
    assert floor.desk.cancel_all("r1", NOW, strategy="other") == []
    assert len(floor.desk.cancel_all("r2", NOW, side=Side.BUY)) == 1
    assert (floor.state(low), floor.state(high)) == (S.PENDING_CANCEL, S.SUBMITTED)
    assert len(floor.desk.cancel_all("r3", NOW, instrument=PERP.id)) == 1
    floor.report(floor.cancel(low))
    assert floor.desk.cancel_order(low.client_order_id, "r4", NOW) == []


def test_what_closes_this_moment_counts_and_a_resting_exit_does_not() -> None:
    """A resting exit may rest for ever."""
    floor = Floor()
    floor.buy("3")
    floor.send(side=Side.SELL, quantity=Decimal(1), type=OrderType.LIMIT, price=Decimal(999))
    floor.send(side=Side.SELL, quantity=Decimal(1), reduce_only=True)
    (command,) = floor.desk.on_directive(CloseRequested("d1", "paper", PERP.id, None, "", NOW), NOW)
    assert isinstance(command, PlaceOrder)
    assert command.order.quantity == 2


def test_a_close_of_a_strategys_positions_leaves_those_of_others_alone() -> None:
    """And counts for the strategy, which must see that it holds nothing any more."""
    floor = Floor()
    floor.buy("2")
    floor.of = SPOT
    floor.buy("1", strategy="other")
    directive = CloseRequested("d1", "paper", "", None, "loss", NOW, strategy="other")
    (command,) = floor.desk.on_directive(directive, NOW)
    assert isinstance(command, PlaceOrder)
    assert (command.order.instrument, command.order.strategy) == (SPOT.id, "other")


def test_a_users_order_that_only_closes_can_never_open() -> None:
    """Risk waives its limits for it; a stop may take the position away before it fills."""
    floor = Floor()
    floor.buy("1")
    limit = Ticket(PERP.id, Side.SELL, OrderType.LIMIT, Decimal(1), price=Decimal(110))
    request = floor.desk.submit_request(limit, "r1")
    assert isinstance(request, VerdictRequest)
    assert request.reduce_only
    floor.approve(request)
    again = floor.desk.submit_request(limit, "r1")
    assert isinstance(again, Order)
    second = floor.desk.submit_request(limit, "r2")
    assert isinstance(second, VerdictRequest)
    assert not second.reduce_only, "the first one closes all, so this one would open"


def test_a_close_never_opens_though_what_works_fills_in_part() -> None:
    """It is sized for the whole of the buy in flight, and the venue cuts it to the position."""
    floor = Floor()
    floor.buy("1")
    floor.send(side=Side.BUY, quantity=Decimal(2))
    request = floor.ask(target_position=Decimal(0))
    assert (request.side, request.quantity) == (Side.SELL, Decimal(3))
    assert request.reduce_only
