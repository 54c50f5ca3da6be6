"""Execution's contract, called as a client calls it: commands, lists, streams, explanations."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from decimal import Decimal as D  # noqa: N817 - money in tests reads better short.
from pathlib import Path

import protovalidate
import pytest

from services.execution.order_lists import ListFilter, ListKey, list_keys
from tests.integration.execution_mesh import (
    SIM,
    Execution,
    Peers,
    priced,
    traded,
    trading,
    until,
)
from tradewire.errors import (
    AlreadyExistsError,
    NotFoundError,
    OutOfRangeError,
    PreconditionError,
    UnimplementedError,
)
from tradewire.execution.v1 import (
    account_event_pb2,
    account_pb2,
    algo_pb2,
    balance_pb2,
    explanation_pb2,
    fill_pb2,
    order_command_pb2,
    order_list_pb2,
    order_pb2,
    performance_pb2,
    position_pb2,
    venue_pb2,
)
from tradewire.types.v1 import trading_pb2


class World:
    """A running service and what surrounds it."""

    def __init__(self, around: Peers, running: Execution) -> None:
        self.around = around
        self.running = running
        self.client = running.client

    async def submit(self, **more: object) -> order_pb2.Order:
        ticket = order_pb2.OrderTicket(
            instrument=SIM.id,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_MARKET,
            quantity="0.1",
            protection=order_pb2.Protection(stop_price="40000", target_price="60000"),
            note="by hand",
        )
        request = order_command_pb2.SubmitOrderRequest(
            account="paper", ticket=ticket, request_id=str(uuid.uuid4())
        )
        for name, value in more.items():
            setattr(request, name, value)
        return await self.client.execution.SubmitOrder(request)

    async def filled(self) -> order_pb2.Order:
        """A buy that is filled and protected."""
        order = await self.submit()
        client = self.client.execution
        request = order_command_pb2.GetOrderRequest(account="-", order=order.order)
        while (await client.GetOrder(request)).state != order_pb2.ORDER_STATE_FILLED:
            await asyncio.sleep(0.01)
        await until(lambda: len(self.running.account.writer.desk.open_orders()) == 2, "protection")
        await trading(self.running)
        return await client.GetOrder(request)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Execution with an account that may trade, and a price."""
    async with traded(tmp_path) as (around, running):
        await priced(around, running)
        yield World(around, running)


async def test_a_repeated_request_gets_the_first_answer_and_another_under_its_id_is_refused(
    world: World,
) -> None:
    """AIP-155: one order; the same id with another ticket is ALREADY_EXISTS."""
    first = await world.submit(request_id="r-1")
    assert first.state == order_pb2.ORDER_STATE_SUBMITTED
    assert await world.submit(request_id="r-1") == first
    with pytest.raises(AlreadyExistsError):
        ticket = order_pb2.OrderTicket(
            instrument=SIM.id,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_MARKET,
            quantity="0.2",
        )
        request = order_command_pb2.SubmitOrderRequest(
            account="paper", ticket=ticket, request_id="r-1"
        )
        await world.client.execution.SubmitOrder(request)
    page = await world.client.execution.ListOrders(
        order_command_pb2.ListOrdersRequest(account="paper")
    )
    assert [order.cause_id for order in page.orders if order.leg == order_pb2.ORDER_LEG_ENTRY] == [
        "r-1"
    ]


async def test_validate_only_and_preview_record_nothing(world: World) -> None:
    """Neither gives an order; the preview tells cost, fee and the position afterwards."""
    would = await world.submit(validate_only=True)
    assert would.state == order_pb2.ORDER_STATE_SUBMITTED
    assert not would.order
    ticket = order_pb2.OrderTicket(
        instrument=SIM.id,
        side=trading_pb2.SIDE_BUY,
        type=trading_pb2.ORDER_TYPE_MARKET,
        notional="5000.01",
        protection=order_pb2.Protection(stop_price="40000", target_price="60000"),
    )
    preview = await world.client.execution.PreviewOrder(
        order_command_pb2.PreviewOrderRequest(account="paper", ticket=ticket)
    )
    assert preview.allowed, preview.reasons
    assert preview.quantity == "0.10000"
    assert D(preview.notional.amount) == D("5000.002")
    assert D(preview.fee.amount) == D("5.000002")
    assert D(preview.free_after.amount) == D(100_000) - D("5005.002002")
    assert preview.rules
    listed = await world.client.execution.ListOrders(
        order_command_pb2.ListOrdersRequest(account="paper")
    )
    assert not listed.orders


async def test_an_explanation_tells_tick_indicators_rules_events_fills_and_latency(
    world: World,
) -> None:
    """Every fact of a signal's order, valid by the contract."""
    signal = await world.around.buy()
    await until(lambda: len(world.around.events) >= 11, "an entry, filled and protected")
    entry = world.running.orders()[0]
    found = await world.client.execution.ExplainOrder(
        explanation_pb2.ExplainOrderRequest(account="-", order=entry.order_id)
    )
    protovalidate.validate(found)
    assert found.signal.signal == signal.signal_id
    assert found.signal.evidence.tick.price == "50000.01"
    assert [each.name for each in found.signal.evidence.indicators] == ["fast", "slow"]
    assert found.verdict.approved
    assert all(rule.rule for rule in found.verdict.rules)
    assert any(rule.limit for rule in found.verdict.rules)
    kinds = [event.order_event.WhichOneof("kind") for event in found.events]
    assert kinds[:2] == ["submitted", "accepted"]
    assert "filled" in kinds
    assert found.fills
    hops = {step.hop for step in found.latencies}
    assert explanation_pb2.LATENCY_HOP_TICK_TO_ORDER in hops
    assert explanation_pb2.LATENCY_HOP_VERDICT in hops
    assert explanation_pb2.LATENCY_HOP_LAST_FILL in hops
    assert len(found.related_orders) == 2
    assert found.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert "fast crossed above slow" in found.summary
    assert not found.missing


async def test_positions_balances_and_fills_add_up(world: World) -> None:
    """What was paid is gone, what was bought is held, and the mark values it."""
    order = await world.filled()
    call = world.client.execution
    position = await call.GetPosition(
        position_pb2.GetPositionRequest(account="paper", instrument=SIM.id)
    )
    assert D(position.quantity) == D("0.1")
    assert D(position.mark_price) == D("50000.01")
    assert D(position.unrealised_pnl) == D("-0.001")
    fills = await call.ListFills(fill_pb2.ListFillsRequest(account="-", order=order.order))
    paid = sum((D(f.price) * D(f.quantity) + D(f.fee.amount) for f in fills.fills), D(0))
    balances = await call.ListBalances(balance_pb2.ListBalancesRequest(account="paper"))
    money = {each.asset: D(each.total) for each in balances.balances}
    assert money == {"USDT": D(100_000) - paid, "BTC": D("0.1")}
    # Stop and target rest for all of it; whichever fills, the other ends.
    locked = {each.asset: (each.locked, each.free) for each in balances.balances}
    assert (D(locked["BTC"][0]), D(locked["BTC"][1])) == (D("0.1"), D(0))
    assert locked["USDT"][0] == "0"
    assert balances.as_of.sequence > 0
    assert order.note == "by hand"


async def test_closing_all_leaves_nothing_and_closing_flat_is_refused(world: World) -> None:
    """The position goes by one reduce-only order; then there is nothing to close."""
    await world.filled()
    call = world.client.execution
    answer = await call.CloseAllPositions(
        position_pb2.CloseAllPositionsRequest(account="paper", request_id="all")
    )
    assert [order.reduce_only for order in answer.orders] == [True]
    await until(lambda: not world.running.account.writer.desk.open_orders(), "flat")
    assert (
        await call.CloseAllPositions(
            position_pb2.CloseAllPositionsRequest(account="paper", request_id="all")
        )
        == answer
    )
    with pytest.raises(PreconditionError) as error:
        await call.ClosePosition(
            position_pb2.ClosePositionRequest(account="paper", instrument=SIM.id)
        )
    assert error.value.reason == "POSITION_FLAT"


async def test_cancels_end_open_orders_and_leave_closed_ones_as_they_are(world: World) -> None:
    """A pair that rests is canceled; a cancel of the filled entry answers with it."""
    entry = await world.filled()
    call = world.client.execution
    same = await call.CancelOrder(
        order_command_pb2.CancelOrderRequest(account="paper", order=entry.order)
    )
    assert same.state == order_pb2.ORDER_STATE_FILLED
    answer = await call.CancelAllOrders(order_command_pb2.CancelAllOrdersRequest(account="paper"))
    assert len(answer.orders) == 2
    await until(lambda: not world.running.account.writer.desk.open_orders(), "all canceled")


async def test_a_pair_is_read_listed_and_canceled_as_one(world: World) -> None:
    """The stop and target of an entry; when one is canceled the list is done."""
    entry = await world.filled()
    call = world.client.execution
    listed = await call.ListOrderLists(order_list_pb2.ListOrderListsRequest(account="paper"))
    (pair,) = listed.order_lists
    assert listed.as_of.sequence > 0
    assert pair.type == order_list_pb2.ORDER_LIST_TYPE_OCO
    assert pair.state == order_list_pb2.ORDER_LIST_STATE_WORKING
    assert {each.leg for each in pair.orders} == {
        order_pb2.ORDER_LEG_STOP,
        order_pb2.ORDER_LEG_TARGET,
    }
    assert {each.cause_id for each in pair.orders} == {entry.cause_id}
    one = order_list_pb2.GetOrderListRequest(account="paper", order_list=pair.order_list)
    assert await call.GetOrderList(one) == pair
    cancel = order_list_pb2.CancelOrderListRequest(
        account="paper", order_list=pair.order_list, request_id="c-1"
    )
    answer = await call.CancelOrderList(cancel)
    await until(lambda: not world.running.account.writer.desk.open_orders(), "canceled")
    assert await call.CancelOrderList(cancel) == answer
    assert (await call.GetOrderList(one)).state == order_list_pb2.ORDER_LIST_STATE_DONE
    open_ones = order_list_pb2.ListOrderListsRequest(account="paper", open_only=True)
    assert not (await call.ListOrderLists(open_ones)).order_lists
    with pytest.raises(NotFoundError, match="does not have an order list"):
        await call.GetOrderList(
            order_list_pb2.GetOrderListRequest(account="paper", order_list="0" * 16)
        )


async def test_order_lists_go_on_where_a_page_ended(world: World) -> None:
    """A page that is full says where the next begins; after the last there is none."""
    await world.filled()
    call = world.client.execution
    request = order_list_pb2.ListOrderListsRequest(account="paper", page_size=1)
    only = await call.ListOrderLists(request)
    assert len(only.order_lists) == 1
    assert not only.next_page_token
    read, wanted = world.running.shell.owner.store.read, ListFilter("paper")
    (key,) = await read(lambda connection: list_keys(connection, wanted, None, 2))
    later = ListKey(key.first_seq + 1, "")
    assert await read(lambda connection: list_keys(connection, wanted, later, 2)) == [key]
    assert not await read(lambda connection: list_keys(connection, wanted, key, 2))
    assert ListKey.parse(str(key)) == key


async def test_performance_is_told_by_day_and_by_instrument(world: World) -> None:
    """A round trip: what it realised, its fees, and that it lost the spread."""
    await world.filled()
    call, accounts = world.client.execution, world.client.accounts
    request = performance_pb2.ListDailyPerformanceRequest(account="paper")
    (day,) = (await accounts.ListDailyPerformance(request)).days
    assert (day.figures[0].fill_count, day.figures[0].closed_count) == (1, 0)
    await call.CloseAllPositions(position_pb2.CloseAllPositionsRequest(account="paper"))
    await until(lambda: not world.running.account.writer.desk.open_orders(), "flat")
    (day,) = (await accounts.ListDailyPerformance(request)).days
    assert day.partial
    (figures,) = day.figures
    fills = (await call.ListFills(fill_pb2.ListFillsRequest(account="paper"))).fills
    assert (figures.fill_count, figures.closed_count, figures.won_count) == (2, 1, 0)
    assert D(figures.fees) == sum((D(each.fee.amount) for each in fills), D(0))
    assert D(figures.net_pnl) == D(figures.realised_pnl) - D(figures.fees)
    assert D(figures.turnover) == sum((D(each.price) * D(each.quantity) for each in fills), D(0))
    by_instrument = performance_pb2.ListInstrumentPerformanceRequest(account="paper")
    (only,) = (await accounts.ListInstrumentPerformance(by_instrument)).instruments
    assert (only.instrument, list(only.figures)) == (SIM.id, [figures])
    request.end_date = "2020-01-01"
    assert not (await accounts.ListDailyPerformance(request)).days
    request.strategy, request.end_date = "nobody", ""
    assert not (await accounts.ListDailyPerformance(request)).days


async def test_orders_and_fills_are_filtered_by_side_and_by_either_id(world: World) -> None:
    """A trader asks for what was sold; an order is named as it was told, by us or at the venue."""
    entry = await world.filled()
    call = world.client.execution
    sold = await call.ListOrders(
        order_command_pb2.ListOrdersRequest(account="paper", side=trading_pb2.SIDE_SELL)
    )
    assert {each.side for each in sold.orders} == {trading_pb2.SIDE_SELL}
    for name in (entry.order, entry.client_order_id):
        fills = await call.ListFills(
            fill_pb2.ListFillsRequest(account="-", order=name, side=trading_pb2.SIDE_BUY)
        )
        assert [each.order for each in fills.fills] == [entry.order]
        events = await call.ListAccountEvents(
            account_event_pb2.ListAccountEventsRequest(account="paper", order=name)
        )
        assert {each.order_event.order.order for each in events.events} == {entry.order}
    none = fill_pb2.ListFillsRequest(account="-", order=entry.order, side=trading_pb2.SIDE_SELL)
    assert not (await call.ListFills(none)).fills


async def test_pages_go_on_where_they_ended(world: World) -> None:
    """Two pages of orders are the list, newest first."""
    await world.filled()
    call = world.client.execution
    whole = await call.ListOrders(order_command_pb2.ListOrdersRequest(account="-"))
    first = await call.ListOrders(order_command_pb2.ListOrdersRequest(account="-", page_size=2))
    second = await call.ListOrders(
        order_command_pb2.ListOrdersRequest(
            account="-", page_size=2, page_token=first.next_page_token
        )
    )
    assert [*first.orders, *second.orders] == list(whole.orders)
    assert not second.next_page_token
    assert whole.orders[-1].leg == order_pb2.ORDER_LEG_ENTRY


async def test_the_event_stream_goes_on_after_any_sequence_and_refuses_another_log(
    world: World,
) -> None:
    """From the log's beginning every event, in order; another log's position is OUT_OF_RANGE."""
    await world.filled()
    log_id = world.running.shell.owner.log_id
    request = account_event_pb2.StreamAccountEventsRequest(
        account="paper", log_id=log_id, resume_after_sequence=2
    )
    sequences = []
    async for answer in world.client.execution.StreamAccountEvents(request):
        sequences.append(answer.event.sequence)
        if len(sequences) == 5:
            break
    assert sequences == [3, 4, 5, 6, 7]
    request.log_id = "another"
    with pytest.raises(OutOfRangeError):
        async for _ in world.client.execution.StreamAccountEvents(request):
            pass


async def test_a_range_of_the_events_is_what_the_stream_would_bring(world: World) -> None:
    """Between two sequences, by pages, or of one order alone; and where the log stands."""
    order = await world.filled()
    call = world.client.execution.ListAccountEvents
    request = account_event_pb2.ListAccountEventsRequest
    whole = await call(request(account="paper"))
    assert [event.sequence for event in whole.events] == list(range(1, len(whole.events) + 1))
    assert whole.as_of.sequence == len(whole.events)
    some = await call(request(account="paper", after_sequence=2, until_sequence=5))
    assert list(some.events) == list(whole.events[2:5])
    paged = await call(request(account="paper", page_size=2))
    more = await call(request(account="paper", page_size=2, page_token=paged.next_page_token))
    assert [*paged.events, *more.events] == list(whole.events[:4])
    its = await call(request(account="paper", order=order.order))
    assert {event.order_event.order.order for event in its.events} == {order.order}
    explained = await world.client.execution.ExplainOrder(
        explanation_pb2.ExplainOrderRequest(account="paper", order=order.order)
    )
    assert list(its.events) == list(explained.events)


async def test_accounts_and_venues_say_where_they_stand(world: World) -> None:
    """The paper account is active at a simulated venue; an unknown one names those there are."""
    account = await world.client.accounts.GetAccount(account_pb2.GetAccountRequest(account="paper"))
    assert account.state == account_pb2.ACCOUNT_STATE_ACTIVE
    assert account.environment == trading_pb2.ENVIRONMENT_PAPER
    listed = await world.client.accounts.ListAccounts(account_pb2.ListAccountsRequest())
    assert [each.account for each in listed.accounts] == ["paper"]
    venues = await world.client.venues.ListVenues(venue_pb2.ListVenuesRequest())
    assert [(each.venue, each.simulated) for each in venues.venues] == [("SIM", True)]
    one = await world.client.venues.GetVenue(venue_pb2.GetVenueRequest(venue="SIM"))
    assert one.capabilities == venues.venues[0].capabilities
    with pytest.raises(NotFoundError, match="there are SIM"):
        await world.client.venues.GetVenue(venue_pb2.GetVenueRequest(venue="BINANCE"))
    with pytest.raises(NotFoundError, match="there are paper"):
        await world.client.accounts.GetAccount(account_pb2.GetAccountRequest(account="nobody"))


async def test_what_is_not_built_says_so(world: World) -> None:
    """UNIMPLEMENTED, with the method's name."""
    with pytest.raises(UnimplementedError, match="ListAlgos"):
        await world.client.algos.ListAlgos(algo_pb2.ListAlgosRequest(account="paper"))
