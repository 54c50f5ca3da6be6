"""The client against a real server on a port of its own."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import pytest

from tradewire.channel import ATTEMPTS_MAX
from tradewire.client import Tradewire
from tradewire.errors import (
    ConfigurationError,
    DeadlineError,
    NotFoundError,
    PreconditionError,
    UnavailableError,
)
from tradewire.execution.v1 import (
    account_event_pb2,
    balance_pb2,
    execution_service_pb2_grpc,
    fill_pb2,
    order_command_pb2,
    order_pb2,
    position_pb2,
)
from tradewire.follow import Happened, Missed, Position
from tradewire.orders import Leg, OrderState
from tradewire.status import DETAILS_KEY, code_of, to_status
from tradewire.system.v1 import component_pb2, system_service_pb2_grpc
from tradewire.types.v1 import trading_pb2
from tradewire.types.v1.stream_pb2 import Gap

Context = grpc.aio.ServicerContext


class Execution(execution_service_pb2_grpc.ExecutionServiceServicer):
    """Answers from memory, with the faults that a test asks for."""

    def __init__(self) -> None:
        self.unavailable = 0
        self.requests: list[str] = []
        self.tokens: list[object] = []
        self.resumed: list[int] = []

    async def SubmitOrder(
        self, request: order_command_pb2.SubmitOrderRequest, context: Context
    ) -> order_pb2.Order:
        self.requests.append(request.request_id)
        self.tokens.append(dict(context.invocation_metadata() or ()).get("authorization"))
        if self.unavailable:
            self.unavailable -= 1
            await context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")
        return an_order(request.request_id)

    async def GetOrder(
        self, request: order_command_pb2.GetOrderRequest, context: Context
    ) -> order_pb2.Order:
        error = NotFoundError("no such order", reason="ORDER_NOT_FOUND", metadata={"order": "x"})
        status = to_status(error)
        context.set_trailing_metadata(((DETAILS_KEY, status.SerializeToString()),))
        await context.abort(code_of(error), error.message)
        raise AssertionError

    async def ListOrders(
        self, request: order_command_pb2.ListOrdersRequest, context: Context
    ) -> order_command_pb2.ListOrdersResponse:
        page = int(request.page_token or 0)
        return order_command_pb2.ListOrdersResponse(
            orders=[an_order(f"page-{page}")], next_page_token="1" if page == 0 else ""
        )

    async def ListFills(
        self, request: fill_pb2.ListFillsRequest, context: Context
    ) -> fill_pb2.ListFillsResponse:
        page = int(request.page_token or 0)
        fill = fill_pb2.Fill(
            fill=f"{page}",
            side=trading_pb2.SIDE_BUY,
            price="1",
            quantity="1",
            liquidity=fill_pb2.LIQUIDITY_MAKER,
            fee=trading_pb2.Amount(amount="0", asset="USDT"),
        )
        return fill_pb2.ListFillsResponse(fills=[fill], next_page_token="1" if page == 0 else "")

    async def ListPositions(
        self, request: position_pb2.ListPositionsRequest, context: Context
    ) -> position_pb2.ListPositionsResponse:
        page = int(request.page_token or 0)
        held = position_pb2.Position(
            account=request.account, quantity=str(page), cost_basis="0", realised_pnl="0"
        )
        return position_pb2.ListPositionsResponse(
            positions=[held], next_page_token="1" if page == 0 else ""
        )

    async def ListBalances(self, request: object, context: Context) -> None:  # type: ignore[override]  # Never answers.
        await asyncio.Event().wait()

    async def StreamAccountEvents(
        self, request: account_event_pb2.StreamAccountEventsRequest, context: Context
    ) -> AsyncIterator[account_event_pb2.StreamAccountEventsResponse]:
        self.resumed.append(request.resume_after_sequence)
        yield event(request.resume_after_sequence + 1)
        if len(self.resumed) == 1:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")
        gap = Gap(from_sequence=3, to_sequence=4, cause="expired")
        yield account_event_pb2.StreamAccountEventsResponse(gap=gap)
        yield event(5)


class System(system_service_pb2_grpc.SystemServiceServicer):
    """Tells of itself once it has failed as often as a test asks for."""

    def __init__(self) -> None:
        self.code = grpc.StatusCode.UNAVAILABLE
        self.failures = 0
        self.asked: list[str] = []

    async def GetComponent(
        self, request: component_pb2.GetComponentRequest, context: Context
    ) -> component_pb2.Component:
        self.asked.append(request.component)
        if len(self.asked) <= self.failures:
            await context.abort(self.code, "it starts")
        return component_pb2.Component(component=request.component, version="0.1.0")


def event(sequence: int) -> account_event_pb2.StreamAccountEventsResponse:
    """The account event of that sequence."""
    happened = account_event_pb2.AccountEvent(log_id="log", sequence=sequence)
    return account_event_pb2.StreamAccountEventsResponse(event=happened)


def an_order(cause: str) -> order_pb2.Order:
    """An order of that request."""
    return order_pb2.Order(
        order="0123456789abcdef",
        account="paper",
        instrument="BTC-USDT.BINANCE",
        side=trading_pb2.SIDE_BUY,
        type=trading_pb2.ORDER_TYPE_MARKET,
        time_in_force=trading_pb2.TIME_IN_FORCE_IOC,
        quantity="1",
        cause=order_pb2.ORDER_CAUSE_REQUEST,
        cause_id=cause,
        leg=order_pb2.ORDER_LEG_ENTRY,
        state=order_pb2.ORDER_STATE_SUBMITTED,
        filled_quantity="0",
        filled_value="0",
    )


@pytest.fixture
def execution() -> Execution:
    """What the server answers with."""
    return Execution()


@pytest.fixture
def system() -> System:
    """What the server tells of itself."""
    return System()


@pytest.fixture
async def address(execution: Execution, system: System) -> AsyncIterator[str]:
    """Where the server listens."""
    server = grpc.aio.server()
    system_service_pb2_grpc.add_SystemServiceServicer_to_server(system, server)
    execution_service_pb2_grpc.add_ExecutionServiceServicer_to_server(execution, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    yield f"127.0.0.1:{port}"
    await server.stop(None)


async def test_a_service_that_starts_is_waited_for(address: str, system: System) -> None:
    """Beyond the attempts of one call; the service itself is asked, whoever else is known."""
    system.failures = ATTEMPTS_MAX
    async with Tradewire({"execution": "127.0.0.1:1", "risk": address}) as tradewire:
        found = await tradewire.wait_for("risk", patience_s=60)
    assert (found.component, found.version) == ("risk", "0.1.0")
    assert system.asked == ["risk"] * (ATTEMPTS_MAX + 1)


async def test_a_service_that_stays_away_is_given_up(address: str, system: System) -> None:
    """With the failure of the last question: patience may end within it."""
    system.failures = 1_000_000
    async with Tradewire(address) as tradewire:
        with pytest.raises((UnavailableError, DeadlineError)):
            await tradewire.wait_for("execution", patience_s=0.3)


async def test_a_service_that_refuses_to_tell_is_asked_once(address: str, system: System) -> None:
    """No repeat would change its answer."""
    system.code, system.failures = grpc.StatusCode.NOT_FOUND, 1
    async with Tradewire(address) as tradewire:
        with pytest.raises(NotFoundError):
            await tradewire.wait_for("execution", patience_s=60)
    assert system.asked == ["execution"]


TICKET = order_pb2.OrderTicket(instrument="BTC-USDT.BINANCE", side=trading_pb2.SIDE_BUY)


async def test_a_submitted_order_comes_back_as_a_value(address: str, execution: Execution) -> None:
    """With the token sent along, and the caller's request id kept."""
    async with Tradewire(address, token="secret") as tradewire:
        order = await tradewire.submit("paper", TICKET, request_id="mine")
    assert (order.cause, order.leg, order.state) == (
        "request:mine",
        Leg.ENTRY,
        OrderState.SUBMITTED,
    )
    assert execution.tokens == ["Bearer secret"]


async def test_a_retried_submission_keeps_its_request_id(
    address: str, execution: Execution
) -> None:
    """So the second attempt gets the first one's answer and no second order."""
    execution.unavailable = 2
    async with Tradewire({"execution": address}) as tradewire:
        await tradewire.submit("paper", TICKET)
        await tradewire.submit("paper", TICKET)
    assert len(execution.requests) == 4
    assert len(set(execution.requests[:3])) == 1
    assert execution.requests[3] != execution.requests[0]
    assert execution.tokens[0] is None


async def test_an_error_arrives_as_it_was_raised(address: str) -> None:
    """Class, message, reason and metadata."""
    async with Tradewire(address) as tradewire:
        with pytest.raises(NotFoundError, match="no such order") as caught:
            await tradewire.execution.GetOrder(order_command_pb2.GetOrderRequest())
    assert caught.value.reason == "ORDER_NOT_FOUND"
    assert caught.value.metadata == {"order": "x"}


async def test_every_call_has_a_deadline(address: str) -> None:
    """A server that never answers does not hold its caller."""
    async with Tradewire(address, deadline_s=0.05) as tradewire:
        with pytest.raises(DeadlineError):
            await tradewire.execution.ListBalances(balance_pb2.ListBalancesRequest())


async def test_lists_are_read_page_by_page(address: str) -> None:
    """To the last page."""
    async with Tradewire(address) as tradewire:
        orders = [order.cause async for order in tradewire.orders("paper", open_only=True)]
        fills = [fill.fill_id async for fill in tradewire.fills("paper")]
        positions = [int(held.quantity) async for held in tradewire.positions("paper")]
    assert orders == ["request:page-0", "request:page-1"]
    assert fills == ["0", "1"]
    assert positions == [0, 1]


async def test_an_account_is_followed_over_a_restart(address: str, execution: Execution) -> None:
    """Resumed after the last event, with the gap told."""
    async with Tradewire(address) as tradewire:
        stream = tradewire.follow_account("paper", Position("log", 0))
        items = [await anext(stream) for _ in range(4)]
    assert execution.resumed == [0, 1]
    assert [item.position.sequence for item in items] == [1, 2, 4, 5]
    assert isinstance(items[0], Happened)
    assert isinstance(items[2], Missed)


async def test_a_stream_can_be_followed_from_now_on(address: str, execution: Execution) -> None:
    """Without a position the owner begins where it is."""
    async with Tradewire(address) as tradewire:
        first = await anext(tradewire.follow_account("paper"))
    assert first.position == Position("log", 1)


async def test_a_stub_is_built_once() -> None:
    """It prepares every method of its service."""
    names = ["marketdata", "signal", "risk", "execution", "accounts", "algos", "venues", "backtest"]
    async with Tradewire("127.0.0.1:1") as tradewire:
        for name in names:
            assert getattr(tradewire, name) is getattr(tradewire, name)


async def test_a_missing_address_and_a_closed_client_are_said() -> None:
    """Each with its remedy."""
    with pytest.raises(ConfigurationError, match="no service is called bank"):
        Tradewire({"bank": "127.0.0.1:1"})
    tradewire = Tradewire({"risk": "127.0.0.1:1"})
    with pytest.raises(PreconditionError, match="async with"):
        _ = tradewire.risk
    async with tradewire:
        with pytest.raises(ConfigurationError, match="no address was given for signal"):
            _ = tradewire.signal
