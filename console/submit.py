"""``tradewire order submit``: an order by hand, through the same risk as a strategy's."""

import uuid
from enum import StrEnum
from typing import Annotated, Any

import typer

from console.orders import act
from console.runtime import Runtime
from console.session import Account, AsJson, DataDir
from tradewire.client import Tradewire
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.types.v1 import trading_pb2


class Side(StrEnum):
    """Which way."""

    BUY = "buy"
    SELL = "sell"


class Kind(StrEnum):
    """How an order meets the book."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"


_SIDES = {Side.BUY: trading_pb2.SIDE_BUY, Side.SELL: trading_pb2.SIDE_SELL}
_KINDS = {
    Kind.MARKET: trading_pb2.ORDER_TYPE_MARKET,
    Kind.LIMIT: trading_pb2.ORDER_TYPE_LIMIT,
    Kind.STOP: trading_pb2.ORDER_TYPE_STOP_MARKET,
}

Instrument = Annotated[str, typer.Option("--instrument", "-i", help="As SYMBOL.VENUE.")]
Way = Annotated[Side, typer.Option("--side", help="Which way.")]
Quantity = Annotated[str, typer.Option(help="How much, a decimal; risk sizes it without.")]
Type = Annotated[Kind, typer.Option("--type", help="How it meets the book.")]
Price = Annotated[str, typer.Option(help="Of a limit order.")]
Trigger = Annotated[str, typer.Option(help="The price that triggers a stop.")]
StopPrice = Annotated[str, typer.Option(help="Closes what it opens at a loss.")]
TargetPrice = Annotated[str, typer.Option(help="Closes what it opens at a gain.")]
ReduceOnly = Annotated[bool, typer.Option("--reduce-only", help="Only ever reduce.")]
RequestId = Annotated[str, typer.Option(help="Makes a repeat return the first answer.")]
CheckOnly = Annotated[bool, typer.Option("--check-only", help="Say what would be; place nothing.")]


def order_submit(
    instrument: Instrument,
    side: Way,
    quantity: Quantity = "",
    kind: Type = Kind.MARKET,
    price: Price = "",
    trigger: Trigger = "",
    stop_price: StopPrice = "",
    target_price: TargetPrice = "",
    reduce_only: ReduceOnly = False,
    request_id: RequestId = "",
    check_only: CheckOnly = False,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Place an order; risk decides. Exit code 5 where it is refused."""
    ticket = order_pb2.OrderTicket(
        instrument=instrument,
        side=_SIDES[side],
        type=_KINDS[kind],
        price=price,
        trigger_price=trigger,
        reduce_only=reduce_only,
    )
    _size(ticket, quantity, stop_price, target_price)

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        request = order_command_pb2.SubmitOrderRequest(
            account=account or mesh.account,
            ticket=ticket,
            request_id=request_id or str(uuid.uuid4()),
            validate_only=check_only,
        )
        return await client.execution.SubmitOrder(request)

    act(work, data_dir, as_json=as_json)


def _size(ticket: order_pb2.OrderTicket, quantity: str, stop_price: str, target_price: str) -> None:
    """Fill in how much, and what protects it."""
    if quantity:
        ticket.quantity = quantity
    else:
        ticket.sized_by_risk = True
    if stop_price or target_price:
        ticket.protection.stop_price = stop_price
        ticket.protection.target_price = target_price
