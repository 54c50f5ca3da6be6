"""ReplaceOrder, called as a client calls it: the answer, the venue's word, the explanation."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.chassis.nats_server import NatsServer
from services.execution.repeats import Request
from services.execution.risk_port import RiskClient
from services.execution.standing import of_poison
from services.execution.venue import ReplaceOrder, VenueCommand
from tests.integration.execution_mesh import (
    PATIENCE_S,
    SIM,
    Execution,
    Peers,
    execution,
    peers,
    priced,
    settings_of,
    traded,
    trading,
    until,
)
from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    InvalidArgumentError,
    NotFoundError,
    PreconditionError,
)
from tradewire.execution.v1 import explanation_pb2, order_command_pb2, order_pb2
from tradewire.types.v1 import trading_pb2


class World:
    """A running service and what surrounds it."""

    def __init__(self, around: Peers, running: Execution) -> None:
        self.around = around
        self.running = running
        self.client = running.client.execution

    async def resting(self) -> order_pb2.Order:
        """A limit buy far below the market that the venue has."""
        ticket = order_pb2.OrderTicket(
            instrument=SIM.id,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_LIMIT,
            quantity="0.1",
            price="49000",
            protection=order_pb2.Protection(stop_price="40000", target_price="60000"),
        )
        request = order_command_pb2.SubmitOrderRequest(
            account="paper", ticket=ticket, request_id=str(uuid.uuid4())
        )
        order = await self.client.SubmitOrder(request)
        assert order.state == order_pb2.ORDER_STATE_SUBMITTED, order.message
        return await self.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)

    async def replace(self, order: str, **terms: Any) -> order_pb2.Order:
        request = order_command_pb2.ReplaceOrderRequest(account="paper", order=order, **terms)
        return await self.client.ReplaceOrder(request)

    async def get(self, order: str) -> order_pb2.Order:
        return await self.client.GetOrder(
            order_command_pb2.GetOrderRequest(account="paper", order=order)
        )

    async def reaches(self, order: str, state: int) -> order_pb2.Order:
        async with asyncio.timeout(PATIENCE_S):
            while (found := await self.get(order)).state != state:
                await asyncio.sleep(0.01)
        return found

    async def events(self, order: str) -> list[Any]:
        request = explanation_pb2.ExplainOrderRequest(account="paper", order=order)
        explained = await self.client.ExplainOrder(request)
        return [each.order_event for each in explained.events]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Execution with an account that may trade, and a price."""
    async with traded(tmp_path) as (around, running):
        await priced(around, running)
        yield World(around, running)


async def test_a_replace_is_pending_then_the_venues_and_explained(world: World) -> None:
    """The first answer comes again for its request; the explanation has verdict and terms."""
    order = await world.resting()
    first = await world.replace(order.order, quantity="0.12", price="49500", request_id="r-1")
    assert first.state == order_pb2.ORDER_STATE_PENDING_REPLACE
    assert (first.quantity, first.price) == (order.quantity, order.price)
    after = await world.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)
    assert (after.quantity, after.price) == ("0.12", "49500")
    assert (after.order, after.client_order_id) == (order.order, order.client_order_id)
    assert await world.replace(order.order, quantity="0.12", price="49500", request_id="r-1") == (
        first
    )
    with pytest.raises(AlreadyExistsError):
        await world.replace(order.order, quantity="0.2", request_id="r-1")
    events = await world.events(order.order)
    kinds = [each.WhichOneof("kind") for each in events]
    assert kinds == ["submitted", "accepted", "replace_requested", "replaced"]
    asked = events[2].replace_requested
    assert (asked.quantity, asked.price, asked.cause_id) == ("0.12", "49500", "r-1")
    assert asked.verdict
    assert asked.verdict != order.verdict
    assert world.around.gate.portfolio("paper").reserved_value == 5940


async def test_a_repeat_sent_while_the_first_is_under_way_gets_its_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a client's retry is, whose deadline passed: both have looked before either is done."""
    order = await world.resting()
    looked = 0
    look = Request.first_answer

    async def counted(self: Request, kind: Any) -> Any:
        nonlocal looked
        found = await look(self, kind)
        looked += 1
        return found

    monkeypatch.setattr(Request, "first_answer", counted)
    async with world.running.account.writer.turn:
        calls = [
            asyncio.create_task(world.replace(order.order, price="48500", request_id="r-1"))
            for _ in range(2)
        ]
        await until(lambda: looked == 2, "both have looked")
    first, second = await asyncio.gather(*calls)
    assert first == second
    assert first.state == order_pb2.ORDER_STATE_PENDING_REPLACE
    await world.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)
    kinds = [each.WhichOneof("kind") for each in await world.events(order.order)]
    assert kinds[2:] == ["replace_requested", "replaced"]


async def test_an_account_halted_while_risk_is_asked_opens_no_more_by_a_replace(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The approval comes too late: the order stays as it was."""
    order = await world.resting()
    check = RiskClient.check

    async def halting(self: RiskClient, *args: Any, **more: Any) -> Any:
        answer = await check(self, *args, **more)
        world.running.account.standing.begin(of_poison("log", "s", 1, "for the test", 1))
        return answer

    monkeypatch.setattr(RiskClient, "check", halting)
    answer = await world.replace(order.order, quantity="0.12")
    assert (answer.state, answer.quantity) == (order_pb2.ORDER_STATE_ACCEPTED, order.quantity)
    refused = (await world.events(order.order))[-1].replace_rejected
    assert list(refused.reasons) == [trading_pb2.REFUSAL_REASON_ACCOUNT_HALTED]


async def test_risk_refuses_what_would_be_too_much_and_the_order_stays(world: World) -> None:
    """OK with the order as it was; the reasons are in its events, and nothing was sent."""
    order = await world.resting()
    answer = await world.replace(order.order, quantity="50")
    assert answer.state == order_pb2.ORDER_STATE_ACCEPTED
    assert answer.quantity == order.quantity
    refused = (await world.events(order.order))[-1].replace_rejected
    assert trading_pb2.REFUSAL_REASON_POSITION_SIZE in refused.reasons
    assert "position_size" in refused.message or refused.message


async def test_another_revision_another_state_and_other_figures_are_errors(world: World) -> None:
    """ABORTED, FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND; none records anything."""
    order = await world.resting()
    seen = order.revision
    changed = await world.replace(order.order, price="48500", revision=seen)
    assert changed.revision == seen + 1
    await world.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)
    with pytest.raises(ConflictError) as stale:
        await world.replace(order.order, price="48000", revision=seen)
    assert stale.value.reason == "ORDER_CHANGED"
    with pytest.raises(InvalidArgumentError, match="no multiple"):
        await world.replace(order.order, price="48000.001")
    with pytest.raises(InvalidArgumentError, match="must change"):
        await world.replace(order.order)
    with pytest.raises(NotFoundError):
        await world.replace("00" * 8, price="48000")
    count = len(await world.events(order.order))
    cancel = order_command_pb2.CancelOrderRequest(account="paper", order=order.order)
    await world.client.CancelOrder(cancel)
    await world.reaches(order.order, order_pb2.ORDER_STATE_CANCELED)
    with pytest.raises(PreconditionError) as closed:
        await world.replace(order.order, price="48000")
    assert closed.value.reason == "ORDER_NOT_REPLACEABLE"
    assert len(await world.events(order.order)) == count + 2


async def test_what_gets_smaller_needs_no_risk_and_what_grows_waits_for_it(world: World) -> None:
    """While risk is away a smaller order goes through; a larger one is refused, and stays."""
    order = await world.resting()
    world.around.risk.away = True
    smaller = await world.replace(order.order, quantity="0.05")
    assert smaller.state == order_pb2.ORDER_STATE_PENDING_REPLACE
    await world.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)
    kept = await world.replace(order.order, quantity="0.2")
    assert (kept.state, kept.quantity) == (order_pb2.ORDER_STATE_ACCEPTED, "0.05")
    refused = (await world.events(order.order))[-1].replace_rejected
    assert list(refused.reasons) == [trading_pb2.REFUSAL_REASON_RISK_UNAVAILABLE]


async def test_a_replace_that_a_crash_swallowed_is_settled_by_asking(
    tmp_path: Path,
) -> None:
    """Committed and never sent: the venue tells the old terms, and the order works on."""
    server = await NatsServer(tmp_path / "nats").start()
    try:
        async with peers(server.url, tmp_path) as around:
            settings = settings_of(around, tmp_path)
            async with execution(settings) as running:
                await trading(running)
                await priced(around, running)
                world = World(around, running)
                order = await world.resting()
                link = running.shell.links["paper"]
                send = link.send

                def lose(commands: list[VenueCommand], now_ns: int) -> None:
                    send([one for one in commands if not isinstance(one, ReplaceOrder)], now_ns)

                running.account.writer.venue.send = lose
                pending = await world.replace(order.order, price="48500")
                assert pending.state == order_pb2.ORDER_STATE_PENDING_REPLACE
            async with execution(settings) as running:
                world = World(around, running)
                found = await world.reaches(order.order, order_pb2.ORDER_STATE_ACCEPTED)
                assert found.price == order.price
                await trading(running)
                await until(lambda: around.gate.portfolio("paper").reserved_value == 4900, "let go")
                kinds = [each.WhichOneof("kind") for each in await world.events(order.order)]
                assert kinds[2:] == ["replace_requested", "in_doubt", "resolved"]
                again = await world.replace(order.order, price="48500")
                assert again.state == order_pb2.ORDER_STATE_PENDING_REPLACE
    finally:
        await server.kill()
