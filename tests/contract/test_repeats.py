"""AIP-155 at execution: the first answer and its repeats are the same bytes."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.execution.repeats import Request
from tests.integration.execution_mesh import SIM, Execution, priced, traded, until
from tradewire.errors import AlreadyExistsError
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.types.v1 import trading_pb2


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Execution]:
    """Execution with an account that may trade, and a price."""
    async with traded(tmp_path) as (around, started):
        await priced(around, started)
        yield started


def submission(request_id: str, price: str = "49000") -> order_command_pb2.SubmitOrderRequest:
    """A noted limit buy far below the market."""
    ticket = order_pb2.OrderTicket(
        instrument=SIM.id,
        side=trading_pb2.SIDE_BUY,
        type=trading_pb2.ORDER_TYPE_LIMIT,
        quantity="0.1",
        price=price,
        protection=order_pb2.Protection(stop_price="40000", target_price="60000"),
        note="by hand",
    )
    return order_command_pb2.SubmitOrderRequest(
        account="paper", ticket=ticket, request_id=request_id
    )


async def resting(running: Execution, request_id: str, price: str = "49000") -> order_pb2.Order:
    """An order that the venue has."""
    call = running.client.execution
    order = await call.SubmitOrder(submission(request_id, price))
    desk = running.account.writer.desk
    await until(
        lambda: desk.order(order.client_order_id).state.name == "ACCEPTED", "the venue has it"
    )
    return order


def cancel_of(order: str, request_id: str = "") -> order_command_pb2.CancelOrderRequest:
    """The request."""
    return order_command_pb2.CancelOrderRequest(account="paper", order=order, request_id=request_id)


@pytest.fixture
def both_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody goes on before two have looked for a first answer: as retries do that meet it."""
    looked, look = 0, Request.first_answer

    async def counted(self: Request, kind: Any) -> Any:
        nonlocal looked
        found = await look(self, kind)
        looked += 1
        await until(lambda: looked >= 2, "both have looked")
        return found

    monkeypatch.setattr(Request, "first_answer", counted)


async def test_a_repeated_cancel_gets_the_first_answer_in_every_byte(running: Execution) -> None:
    """Pending, with the order's note and sequence, though the venue has canceled it since."""
    order = await resting(running, "r-1")
    call = running.client.execution
    first = await call.CancelOrder(cancel_of(order.order, "c-1"))
    assert first.state == order_pb2.ORDER_STATE_PENDING_CANCEL
    assert first.note == "by hand"
    assert first.sequence > order.sequence
    await until(lambda: not running.account.writer.desk.open_orders(), "canceled")
    again = await call.CancelOrder(cancel_of(order.order, "c-1"))
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(
        deterministic=True
    )


async def test_a_cancel_of_a_closed_order_repeats_what_it_answered(running: Execution) -> None:
    """Nothing changed, so the order has the sequence of its last event."""
    order = await resting(running, "r-1")
    call = running.client.execution
    await call.CancelOrder(cancel_of(order.order))
    await until(lambda: not running.account.writer.desk.open_orders(), "canceled")
    closed = await call.GetOrder(
        order_command_pb2.GetOrderRequest(account="paper", order=order.order)
    )
    assert await call.CancelOrder(cancel_of(order.order, "c-1")) == closed
    assert await call.CancelOrder(cancel_of(order.order, "c-1")) == closed


async def test_a_repeated_cancel_of_all_gets_the_first_answer(running: Execution) -> None:
    """Each order pending, with note and sequence, and in the same order."""
    await resting(running, "r-1")
    await resting(running, "r-2", "48000")
    call = running.client.execution
    request = order_command_pb2.CancelAllOrdersRequest(account="paper", request_id="all")
    first = await call.CancelAllOrders(request)
    assert [order.state for order in first.orders] == [order_pb2.ORDER_STATE_PENDING_CANCEL] * 2
    assert [order.note for order in first.orders] == ["by hand"] * 2
    assert all(order.sequence for order in first.orders)
    await until(lambda: not running.account.writer.desk.open_orders(), "canceled")
    assert await call.CancelAllOrders(request) == first


async def test_two_cancels_of_one_id_at_once_get_one_answer(
    running: Execution, both_look: None
) -> None:
    """The second is answered with what the first was, not with what it found."""
    del both_look
    looks = asyncio.create_task(resting(running, "r-1"))
    await asyncio.sleep(0)
    other = asyncio.create_task(resting(running, "r-2", "48000"))
    order, _ = await asyncio.gather(looks, other)
    call = running.client.execution
    answers = await asyncio.gather(
        *(call.CancelOrder(cancel_of(order.order, "c-1")) for _ in range(2))
    )
    assert answers[0] == answers[1]


async def test_two_orders_under_one_id_at_once_leave_the_account_alive(
    running: Execution, both_look: None
) -> None:
    """One is placed, the other refused: a client's mistake must not end the account's writer."""
    del both_look
    call = running.client.execution
    answers = await asyncio.gather(
        call.SubmitOrder(submission("r-1")),
        call.SubmitOrder(submission("r-1", "48000")),
        return_exceptions=True,
    )
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == [AlreadyExistsError.__name__, "Order"], answers
    listed = await call.ListOrders(order_command_pb2.ListOrdersRequest(account="paper"))
    assert [order.cause_id for order in listed.orders] == ["r-1"]
    assert (await call.SubmitOrder(submission("r-2", "47000"))).order
