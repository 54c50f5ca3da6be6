"""The scenario of clients/SCENARIO.md with dataclasses: a line for each step, 1 on a failed call.

It needs the extra ``tradewire[dataclasses]``; see docs/DATACLASSES.md.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import grpc
from betterproto2 import which_one_of

from tradewire import decimals
from tradewire.client import Tradewire
from tradewire.dataclasses.execution.v1 import (
    CancelOrderRequest,
    ExecutionServiceStub,
    ListOrdersRequest,
    ListOrdersResponse,
    Order,
    OrderTicket,
    PreviewOrderRequest,
    Protection,
    StreamAccountEventsRequest,
    SubmitOrderRequest,
)
from tradewire.dataclasses.system.v1 import GetComponentRequest, SystemServiceStub
from tradewire.dataclasses.types.v1 import OrderType, Side
from tradewire.decimals import Rounding
from tradewire.errors import (
    DOMAIN,
    PermissionDeniedError,
    TradewireError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)
from tradewire.status import DETAILS_KEY, code_of

# A stream that brings nothing for so long has failed.
STREAM_S_MAX = 60.0
RETRY_PAUSE_S = 0.2
SIZE = "0.001000000000000000"
OTHER_LOG = "0" * 32


class Scenario:
    """The steps, and what they know of each other."""

    def __init__(self, flags: argparse.Namespace, tradewire: Tradewire) -> None:
        self.flags = flags
        self.execution = ExecutionServiceStub(tradewire.channel("execution"))
        self.system = SystemServiceStub(tradewire.channel("execution"))
        self.orders: dict[str, str] = {}
        self.seen: list[int] = []

    async def run(self) -> None:
        """Every step in its order."""
        show("connect", component="execution", version=await self.connect())
        start = (await self.list_orders(1)).as_of
        if start is None:
            raise UnavailableError("the list of an account's orders says not where it was read")
        await self.submit_exact()
        request, order = await self.submit_working()
        again = await self.execution.submit_order(request)
        listed = (await self.list_orders(100)).orders
        orders = sum(one.cause_id == request.request_id for one in listed)
        show("repeat", same_order=again.order == order.order, orders=orders)
        await self.submit_without_side(request)
        await self.read("stream", start.log_id, start.sequence, "works accepted")
        asked = CancelOrderRequest(
            account=self.flags.account, order=order.order, request_id=f"{self.flags.run}-cancel"
        )
        show("cancel", state=(await self.execution.cancel_order(asked)).state.proto_name)
        await self.read("resume", start.log_id, max(self.seen), "works canceled")
        distinct = len(set(self.seen))
        missed = max(self.seen) - start.sequence - distinct
        show("complete", missed=missed, doubled=len(self.seen) - distinct)
        try:
            await self.read("", OTHER_LOG, 1, "")
        except TradewireError as error:
            show_refusal("other_log", error)
        show("end")

    async def connect(self) -> str:
        """Ask until the service answers or patience is over."""
        request = GetComponentRequest(component="execution")
        end_s = time.monotonic() + self.flags.patience
        while True:
            try:
                answer = await self.system.get_component(request, timeout=self.flags.patience)
            except UnavailableError:
                if time.monotonic() > end_s:
                    raise
                await asyncio.sleep(RETRY_PAUSE_S)
            else:
                return answer.version

    async def list_orders(self, page_size: int) -> ListOrdersResponse:
        """The account's newest orders, and where its stream stands."""
        return await self.execution.list_orders(
            ListOrdersRequest(account=self.flags.account, page_size=page_size)
        )

    async def submit_exact(self) -> None:
        """An order that is refused, and recorded digit for digit."""
        ticket = self.limit("0.001000000000000001", "20000.000000000000000001", "19000", "21000")
        order = await self.execution.submit_order(self.request("exact", ticket))
        self.orders[order.order] = "exact"
        quantity, price = decimals.parse(order.quantity), decimals.parse(order.price)
        show(
            "exact",
            state=order.state.proto_name,
            quantity=decimals.plain(quantity),
            price=decimals.plain(price),
            equal=equal(order, ticket),
            value=decimals.canonical(decimals.EXACT.multiply(quantity, price)),
            reasons=sorted(reason.proto_name or str(reason) for reason in order.reasons),
        )

    async def submit_working(self) -> tuple[SubmitOrderRequest, Order]:
        """An order below the market, of the trace that the caller gave."""
        market = OrderTicket(
            instrument=self.flags.instrument, side=Side.BUY, type=OrderType.MARKET, quantity=SIZE
        )
        preview = await self.execution.preview_order(
            PreviewOrderRequest(account=self.flags.account, ticket=market)
        )
        estimate = decimals.parse(preview.estimated_price)
        ticket = self.limit(SIZE, *(times(estimate, factor) for factor in ("0.97", "0.95", "1.05")))
        request = self.request("works", ticket)
        trace = (("traceparent", self.flags.traceparent),)
        order = await self.execution.submit_order(request, metadata=trace)
        self.orders[order.order] = "works"
        show(
            "submit",
            state=order.state.proto_name,
            equal=equal(order, ticket),
            trace_id_equal=order.trace_id == self.flags.traceparent.split("-")[1],
        )
        return request, order

    async def submit_without_side(self, request: SubmitOrderRequest) -> None:
        """A request that is wrong, and says where."""
        ticket = request.ticket and replace(request.ticket, side=Side.UNSPECIFIED)
        try:
            await self.execution.submit_order(
                replace(request, ticket=ticket, request_id=f"{self.flags.run}-refused")
            )
        except TradewireError as error:
            show_refusal("refusal", error)

    async def read(self, step: str, log_id: str, after: int, until: str) -> None:
        """Follow the account after a sequence until one of our orders' events, then break off."""
        request = StreamAccountEventsRequest(
            account=self.flags.account, log_id=log_id, resume_after_sequence=after
        )
        events: list[str] = []
        stream = self.execution.stream_account_events(request, timeout=STREAM_S_MAX)
        async with aclosing(stream):
            async for message in stream:
                if message.event is None:
                    continue
                self.seen.append(message.event.sequence)
                happened = message.event.order_event
                if happened and happened.order and happened.order.order in self.orders:
                    kind, _ = which_one_of(happened, "kind")
                    events.append(f"{self.orders[happened.order.order]} {kind}")
                if until in events:
                    break
        show(step, events=events)

    def limit(self, quantity: str, price: str, stop: str, target: str) -> OrderTicket:
        """A protected limit order to buy."""
        return OrderTicket(
            instrument=self.flags.instrument,
            side=Side.BUY,
            type=OrderType.LIMIT,
            quantity=quantity,
            price=price,
            protection=Protection(stop_price=stop, target_price=target),
        )

    def request(self, name: str, ticket: OrderTicket) -> SubmitOrderRequest:
        """The request for one of the two orders."""
        return SubmitOrderRequest(
            account=self.flags.account, ticket=ticket, request_id=f"{self.flags.run}-{name}"
        )


def times(estimate: Decimal, factor: str) -> str:
    """A price relative to the market: cut to the increment, written with 18 digits."""
    product = decimals.EXACT.multiply(estimate, Decimal(factor))
    price = decimals.round_to(product, 2, Rounding.FLOOR)
    return decimals.plain(decimals.round_to(price, 18, Rounding.FLOOR))


def equal(order: Order, ticket: OrderTicket) -> bool:
    """Whether the numbers came back, compared as decimals: their text is not their value."""
    return decimals.parse(order.price) == decimals.parse(ticket.price) and (
        ticket.quantity is not None
        and decimals.parse(order.quantity) == decimals.parse(ticket.quantity)
    )


def show(step: str, **facts: object) -> None:
    """One line."""
    print(json.dumps({"step": step, **facts}), flush=True)


def show_refusal(step: str, error: TradewireError) -> None:
    """What an error that was asked for says."""
    code = code_of(error).name
    show(step, code=code, reason=error.reason, domain=DOMAIN, fields=error.fields)


def answered(error: TradewireError) -> bool:
    """Whether a service of the platform said it, rather than what lies between."""
    said = error.__cause__
    details = said.trailing_metadata() if isinstance(said, grpc.aio.AioRpcError) else None
    return any(key == DETAILS_KEY for key, _ in details or ())


def show_failure(target: str, error: TradewireError) -> None:
    """What went wrong, where, and what to do about it."""
    code = code_of(error).name
    # An error without a reason of its own has that of its status.
    reason = "" if error.reason == code else error.reason
    match error:
        case UnimplementedError():
            remedy = (
                "the server does not know this call: update the server or use the client of its"
                " version, and check that the port is the execution service's"
            )
        case UnauthenticatedError() | PermissionDeniedError():
            remedy = "give a valid token with --token"
        case _ if not answered(error):
            remedy = (
                "no Tradewire service answered there: check host and port (tradewire status shows"
                " them); give --ca FILE where the server has TLS, leave it out where it has none"
            )
        case _:
            remedy = "the service answered: its message says what to change"
    message = f"{target}: {error.message}"
    show("error", code=code, reason=reason, message=message, remedy=remedy)


def flags(words: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("target", "account", "instrument", "run", "traceparent"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--token")
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--patience", type=int, default=10)
    return parser.parse_args(words)


async def main(words: Sequence[str]) -> int:
    """Run it; answers the exit code."""
    given = flags(words)
    authority = given.ca.read_bytes() if given.ca else None
    try:
        async with Tradewire(given.target, token=given.token, authority=authority) as tradewire:
            await Scenario(given, tradewire).run()
    except TradewireError as error:
        show_failure(given.target, error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
