"""The scenario of clients/SCENARIO.md in Python: a line for each step, 1 on a failed call."""

import sys
from decimal import Decimal

from scenario_lines import Flags, main, show, show_complete, show_refusal
from tradewire import decimals
from tradewire.client import Tradewire
from tradewire.decimals import Rounding
from tradewire.errors import TradewireError
from tradewire.execution.v1.account_event_pb2 import StreamAccountEventsRequest
from tradewire.execution.v1.execution_service_pb2_grpc import ExecutionServiceStub
from tradewire.execution.v1.order_command_pb2 import (
    CancelOrderRequest,
    ListOrdersRequest,
    PreviewOrderRequest,
    SubmitOrderRequest,
)
from tradewire.execution.v1.order_pb2 import Order, OrderState, OrderTicket, Protection
from tradewire.types.v1 import trading_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition

SIZE = "0.001000000000000000"
# A stream that brings nothing for so long has failed.
STREAM_S_MAX = 60.0


async def perform(flags: Flags) -> None:
    """Every step in its order; the first failure that nobody asked for ends it."""
    # The product of two decimals is exact from here on.
    decimals.install()
    async with Tradewire(flags.target, token=flags.token, authority=flags.authority) as tradewire:
        service = await tradewire.wait_for("execution", patience_s=flags.patience_s)
        show("connect", component=service.component, version=service.version)
        execution = tradewire.execution
        newest = ListOrdersRequest(account=flags.account, page_size=1)
        start = (await execution.ListOrders(newest)).as_of
        scenario = Scenario(flags, execution)
        await scenario.submit_exact()
        request, order = await scenario.submit_working()
        again = await execution.SubmitOrder(request)
        newest = ListOrdersRequest(account=flags.account, page_size=100)
        listed = (await execution.ListOrders(newest)).orders
        orders = sum(one.cause_id == request.request_id for one in listed)
        show("repeat", same_order=again.order == order.order, orders=orders)
        await scenario.submit_without_side(request)
        await scenario.read("stream", start, until="works accepted")
        cancel = CancelOrderRequest(
            account=flags.account, order=order.order, request_id=f"{flags.run}-cancel"
        )
        canceled = await execution.CancelOrder(cancel)
        show("cancel", state=OrderState.Name(canceled.state))
        last = StreamPosition(log_id=start.log_id, sequence=max(scenario.seen))
        await scenario.read("resume", last, until="works canceled")
        show_complete(start.sequence, scenario.seen)
        try:
            await scenario.read("other_log", StreamPosition(log_id="0" * 32, sequence=1))
        except TradewireError as error:
            show_refusal("other_log", error)
        show("end")


class Scenario:
    """Its orders and its streams: what they know of each other."""

    def __init__(self, flags: Flags, execution: ExecutionServiceStub) -> None:
        self.flags = flags
        self.execution = execution
        self.names: dict[str, str] = {}
        self.seen: list[int] = []

    async def submit_exact(self) -> None:
        """An order that is refused, and recorded digit for digit."""
        size, limit = "0.001000000000000001", "20000.000000000000000001"
        ticket = self.limit(size, limit, "19000", "21000")
        order = await self.execution.SubmitOrder(self.request("exact", ticket))
        self.names[order.order] = "exact"
        quantity, price = decimals.parse(order.quantity), decimals.parse(order.price)
        show(
            "exact",
            state=OrderState.Name(order.state),
            quantity=decimals.plain(quantity),
            price=decimals.plain(price),
            equal=(quantity, price) == (Decimal(size), Decimal(limit)),
            value=decimals.canonical(quantity * price),
            reasons=sorted(trading_pb2.RefusalReason.Name(reason) for reason in order.reasons),
        )

    async def submit_working(self) -> tuple[SubmitOrderRequest, Order]:
        """An order below the market, of the trace that the caller gave."""
        market = OrderTicket(
            instrument=self.flags.instrument,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_MARKET,
            quantity=SIZE,
        )
        asked = PreviewOrderRequest(account=self.flags.account, ticket=market)
        preview = await self.execution.PreviewOrder(asked)
        estimate = decimals.parse(preview.estimated_price)
        limit, stop, target = (
            # Cut to the instrument's increment, and written with 18 digits.
            f"{decimals.round_to(estimate * Decimal(factor), 2, Rounding.FLOOR):.18f}"
            for factor in ("0.97", "0.95", "1.05")
        )
        request = self.request("works", self.limit(SIZE, limit, stop, target))
        trace = (("traceparent", self.flags.traceparent),)
        order = await self.execution.SubmitOrder(request, metadata=trace)
        self.names[order.order] = "works"
        quantity, price = decimals.parse(order.quantity), decimals.parse(order.price)
        show(
            "submit",
            state=OrderState.Name(order.state),
            equal=(quantity, price) == (Decimal(SIZE), Decimal(limit)),
            trace_id_equal=order.trace_id == self.flags.traceparent.split("-")[1],
        )
        return request, order

    async def submit_without_side(self, request: SubmitOrderRequest) -> None:
        """A request that is wrong, and says where."""
        wrong = self.request("refused", request.ticket)
        wrong.ticket.ClearField("side")
        try:
            await self.execution.SubmitOrder(wrong)
        except TradewireError as error:
            show_refusal("refusal", error)

    async def read(self, step: str, after: StreamPosition, until: str = "") -> None:
        """Read the account's stream until an event of our orders, then break it off.

        `Tradewire.follow_account` is what other programs take: it resumes by itself and passes
        over what comes twice. Here the server is to be seen resuming, so nothing may stand between.
        """
        request = StreamAccountEventsRequest(
            account=self.flags.account, log_id=after.log_id, resume_after_sequence=after.sequence
        )
        stream = self.execution.StreamAccountEvents(request, timeout=STREAM_S_MAX)
        events: list[str] = []
        async for message in stream:
            if not message.HasField("event"):
                continue
            self.seen.append(message.event.sequence)
            happened = message.event.order_event
            if name := self.names.get(happened.order.order):
                events.append(f"{name} {happened.WhichOneof('kind')}")
            if until in events:
                break
        stream.cancel()
        show(step, events=events)

    def limit(self, quantity: str, price: str, stop: str, target: str) -> OrderTicket:
        """A protected limit order to buy."""
        return OrderTicket(
            instrument=self.flags.instrument,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_LIMIT,
            quantity=quantity,
            price=price,
            protection=Protection(stop_price=stop, target_price=target),
        )

    def request(self, name: str, ticket: OrderTicket) -> SubmitOrderRequest:
        """The request for one of the orders."""
        return SubmitOrderRequest(
            account=self.flags.account, ticket=ticket, request_id=f"{self.flags.run}-{name}"
        )


if __name__ == "__main__":
    sys.exit(main(perform))
