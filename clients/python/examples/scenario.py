"""The scenario of clients/SCENARIO.md in Python: a line for each step, 1 on a failed call."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import grpc

from tradewire import decimals
from tradewire.client import Tradewire
from tradewire.decimals import Rounding
from tradewire.errors import (
    DOMAIN,
    PermissionDeniedError,
    TradewireError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)
from tradewire.execution.v1 import account_event_pb2, order_command_pb2, order_pb2
from tradewire.status import DETAILS_KEY, code_of
from tradewire.system.v1 import component_pb2
from tradewire.types.v1 import trading_pb2

# A stream that brings nothing for so long has failed.
STREAM_S_MAX = 60.0
RETRY_PAUSE_S = 0.2
SIZE = "0.001000000000000000"
OTHER_LOG = "0" * 32


class Scenario:
    """The steps, and what they know of each other."""

    def __init__(self, flags: argparse.Namespace, tradewire: Tradewire) -> None:
        self.flags = flags
        self.tradewire = tradewire
        self.orders: dict[str, str] = {}
        self.seen: list[int] = []

    async def run(self) -> None:
        """Every step in its order."""
        show("connect", component="execution", version=await self.connect())
        start = (await self.list_orders(1)).as_of
        await self.submit_exact()
        request, order = await self.submit_working()
        again = await self.tradewire.execution.SubmitOrder(request)
        listed = (await self.list_orders(100)).orders
        orders = sum(one.cause_id == request.request_id for one in listed)
        show("repeat", same_order=again.order == order.order, orders=orders)
        await self.submit_without_side(request)
        await self.read("stream", start.log_id, start.sequence, "works accepted")
        canceled = await self.tradewire.execution.CancelOrder(
            order_command_pb2.CancelOrderRequest(
                account=self.flags.account,
                order=order.order,
                request_id=f"{self.flags.run}-cancel",
            )
        )
        show("cancel", state=order_pb2.OrderState.Name(canceled.state))
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
        request = component_pb2.GetComponentRequest(component="execution")
        end_s = time.monotonic() + self.flags.patience
        while True:
            try:
                system = self.tradewire.system
                return (await system.GetComponent(request, timeout=self.flags.patience)).version
            except UnavailableError:
                if time.monotonic() > end_s:
                    raise
            await asyncio.sleep(RETRY_PAUSE_S)

    async def list_orders(self, page_size: int) -> order_command_pb2.ListOrdersResponse:
        """The account's newest orders, and where its stream stands."""
        request = order_command_pb2.ListOrdersRequest(
            account=self.flags.account, page_size=page_size
        )
        return await self.tradewire.execution.ListOrders(request)

    async def submit_exact(self) -> None:
        """An order that is refused, and recorded digit for digit."""
        ticket = self.limit("0.001000000000000001", "20000.000000000000000001", "19000", "21000")
        order = await self.tradewire.execution.SubmitOrder(self.request("exact", ticket))
        self.orders[order.order] = "exact"
        quantity, price = decimals.parse(order.quantity), decimals.parse(order.price)
        show(
            "exact",
            state=order_pb2.OrderState.Name(order.state),
            quantity=decimals.plain(quantity),
            price=decimals.plain(price),
            equal=equal(order, ticket),
            value=decimals.canonical(decimals.EXACT.multiply(quantity, price)),
            reasons=sorted(trading_pb2.RefusalReason.Name(reason) for reason in order.reasons),
        )

    async def submit_working(self) -> tuple[order_command_pb2.SubmitOrderRequest, order_pb2.Order]:
        """An order below the market, of the trace that the caller gave."""
        market = order_pb2.OrderTicket(
            instrument=self.flags.instrument,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_MARKET,
            quantity=SIZE,
        )
        preview = await self.tradewire.execution.PreviewOrder(
            order_command_pb2.PreviewOrderRequest(account=self.flags.account, ticket=market)
        )
        estimate = decimals.parse(preview.estimated_price)
        ticket = self.limit(SIZE, *(times(estimate, factor) for factor in ("0.97", "0.95", "1.05")))
        request = self.request("works", ticket)
        order = await self.tradewire.execution.SubmitOrder(
            request, metadata=(("traceparent", self.flags.traceparent),)
        )
        self.orders[order.order] = "works"
        show(
            "submit",
            state=order_pb2.OrderState.Name(order.state),
            equal=equal(order, ticket),
            trace_id_equal=order.trace_id == self.flags.traceparent.split("-")[1],
        )
        return request, order

    async def submit_without_side(self, request: order_command_pb2.SubmitOrderRequest) -> None:
        """A request that is wrong, and says where."""
        wrong = order_command_pb2.SubmitOrderRequest()
        wrong.CopyFrom(request)
        wrong.ticket.ClearField("side")
        wrong.request_id = f"{self.flags.run}-refused"
        try:
            await self.tradewire.execution.SubmitOrder(wrong)
        except TradewireError as error:
            show_refusal("refusal", error)

    async def read(self, step: str, log_id: str, after: int, until: str) -> None:
        """Follow the account after a sequence until one of our orders' events, then break off."""
        request = account_event_pb2.StreamAccountEventsRequest(
            account=self.flags.account, log_id=log_id, resume_after_sequence=after
        )
        stream = self.tradewire.execution.StreamAccountEvents(request, timeout=STREAM_S_MAX)
        events: list[str] = []
        async for message in stream:
            if not message.HasField("event"):
                continue
            self.seen.append(message.event.sequence)
            happened = message.event.order_event
            if happened.order.order in self.orders:
                events.append(f"{self.orders[happened.order.order]} {happened.WhichOneof('kind')}")
            if until in events:
                break
        stream.cancel()
        show(step, events=events)

    def limit(self, quantity: str, price: str, stop: str, target: str) -> order_pb2.OrderTicket:
        """A protected limit order to buy."""
        return order_pb2.OrderTicket(
            instrument=self.flags.instrument,
            side=trading_pb2.SIDE_BUY,
            type=trading_pb2.ORDER_TYPE_LIMIT,
            quantity=quantity,
            price=price,
            protection=order_pb2.Protection(stop_price=stop, target_price=target),
        )

    def request(
        self, name: str, ticket: order_pb2.OrderTicket
    ) -> order_command_pb2.SubmitOrderRequest:
        """The request for one of the two orders."""
        return order_command_pb2.SubmitOrderRequest(
            account=self.flags.account, ticket=ticket, request_id=f"{self.flags.run}-{name}"
        )


def times(estimate: Decimal, factor: str) -> str:
    """A price relative to the market: cut to the increment, written with 18 digits."""
    product = decimals.EXACT.multiply(estimate, Decimal(factor))
    price = decimals.round_to(product, 2, Rounding.FLOOR)
    return decimals.plain(decimals.round_to(price, 18, Rounding.FLOOR))


def equal(order: order_pb2.Order, ticket: order_pb2.OrderTicket) -> bool:
    """Whether the numbers came back, compared as decimals: their text is not their value."""
    return decimals.parse(order.quantity) == decimals.parse(ticket.quantity) and (
        decimals.parse(order.price) == decimals.parse(ticket.price)
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
