"""Orders, fills and positions: looked at, placed, canceled, closed."""

import sys
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from console.order_tables import fill_table, order_table, position_table, show_order
from console.output import Exit, errors_shown, print_json, shown
from console.runtime import Runtime
from console.session import ROWS_DEFAULT, Account, AsJson, DataDir, Rows, as_dict, as_dicts, ask
from tradewire.client import Tradewire
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import fill_pb2, order_command_pb2, order_pb2, position_pb2

Work = Callable[[Tradewire, Runtime], Awaitable[Any]]

REFUSED_STATES = {order_pb2.ORDER_STATE_DENIED, order_pb2.ORDER_STATE_REJECTED}

order_app = typer.Typer(help="Look at one order, or place one.", no_args_is_help=True)

OrderId = Annotated[str, typer.Argument(help="The order's id or client order id.")]
Instrument = Annotated[
    str, typer.Option("--instrument", "-i", help="Only this one, as SYMBOL.VENUE.")
]


def orders(
    open_only: Annotated[bool, typer.Option("--open", help="Only those still open.")] = False,
    instrument: Instrument = "",
    strategy: Annotated[str, typer.Option(help="Only of this strategy.")] = "",
    limit: Rows = ROWS_DEFAULT,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """List orders, newest first."""

    async def work(client: Tradewire, mesh: Runtime) -> list[Any]:
        request = order_command_pb2.ListOrdersRequest(
            account=account or mesh.account,
            instrument=instrument,
            strategy=strategy,
            open_only=open_only,
            page_size=limit,
        )
        return list((await client.execution.ListOrders(request)).orders)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dicts(found), as_json=as_json, table=lambda: order_table(found))


def fills(
    order: Annotated[str, typer.Option(help="Only of this order.")] = "",
    instrument: Instrument = "",
    limit: Rows = ROWS_DEFAULT,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """List fills, newest first."""

    async def work(client: Tradewire, mesh: Runtime) -> list[Any]:
        request = fill_pb2.ListFillsRequest(
            account=account or mesh.account, order=order, instrument=instrument, page_size=limit
        )
        return list((await client.execution.ListFills(request)).fills)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dicts(found), as_json=as_json, table=lambda: fill_table(found))


def positions(
    show_flat: Annotated[bool, typer.Option("--all", help="Also those that are flat now.")] = False,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """List positions with their profit and loss."""

    async def work(client: Tradewire, mesh: Runtime) -> tuple[str, list[Any]]:
        request = position_pb2.ListPositionsRequest(
            account=account or mesh.account, show_flat=show_flat, page_size=1_000
        )
        return mesh.feed, list((await client.execution.ListPositions(request)).positions)

    with errors_shown(as_json=as_json):
        feed, found = ask(data_dir, work)
        shown(as_dicts(found), as_json=as_json, table=lambda: position_table(feed, found))


@order_app.command("replace")
def order_replace(
    order: OrderId,
    quantity: Annotated[str, typer.Option(help="New quantity, what is filled included.")] = "",
    price: Annotated[str, typer.Option(help="New limit price.")] = "",
    trigger_price: Annotated[str, typer.Option(help="New trigger price.")] = "",
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Change a resting order in one step; risk is asked where it could open more."""

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        request = order_command_pb2.ReplaceOrderRequest(
            account=account or mesh.account,
            order=order,
            quantity=quantity or None,
            price=price or None,
            trigger_price=trigger_price or None,
            request_id=str(uuid.uuid4()),
        )
        return await client.execution.ReplaceOrder(request)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dict(found), as_json=as_json, table=lambda: show_order(found))
        if found.state != order_pb2.ORDER_STATE_PENDING_REPLACE:
            sys.exit(Exit.REFUSED)


@order_app.command("get")
def order_get(
    order: OrderId, account: Account = None, data_dir: DataDir = None, as_json: AsJson = False
) -> None:
    """Show one order."""

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        request = order_command_pb2.GetOrderRequest(account=account or mesh.account, order=order)
        return await client.execution.GetOrder(request)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dict(found), as_json=as_json, table=lambda: show_order(found))


def cancel(
    order: Annotated[str, typer.Argument(help="The order's id.", show_default=False)] = "",
    every: Annotated[bool, typer.Option("--all", help="Every open order of the account.")] = False,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Cancel an order, or all of them; works when risk is down."""

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        name, request_id = account or mesh.account, str(uuid.uuid4())
        if every:
            asked = order_command_pb2.CancelAllOrdersRequest(account=name, request_id=request_id)
            return list((await client.execution.CancelAllOrders(asked)).orders)
        one = order_command_pb2.CancelOrderRequest(account=name, order=order, request_id=request_id)
        return await client.execution.CancelOrder(one)

    with errors_shown(as_json=as_json):
        _one_or_all(order, every=every, what="an order's id")
    act(work, data_dir, as_json=as_json)


def close(
    instrument: Annotated[
        str, typer.Argument(help="What is held, as SYMBOL.VENUE.", show_default=False)
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="Every position of the account.")] = False,
    quantity: Annotated[str, typer.Option(help="How much of it; all unless given.")] = "",
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Close a position at the market, or all of them; works when risk is down."""

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        name, request_id = account or mesh.account, str(uuid.uuid4())
        if every:
            asked = position_pb2.CloseAllPositionsRequest(account=name, request_id=request_id)
            return list((await client.execution.CloseAllPositions(asked)).orders)
        one = position_pb2.ClosePositionRequest(
            account=name, instrument=instrument, quantity=quantity, request_id=request_id
        )
        return await client.execution.ClosePosition(one)

    with errors_shown(as_json=as_json):
        _one_or_all(instrument, every=every, what="an instrument")
    act(work, data_dir, as_json=as_json)


def act(work: Work, data_dir: Path | None, *, as_json: bool) -> None:
    """Do it, show the order or orders it led to, and end with 5 where one was refused."""
    with errors_shown(as_json=as_json):
        answer = ask(data_dir, work)
    several = isinstance(answer, list)
    if as_json:
        print_json(as_dicts(answer) if several else as_dict(answer))
    elif several:
        order_table(answer)
    else:
        show_order(answer)
    found = answer if several else [answer]
    if any(order.state in REFUSED_STATES for order in found):
        sys.exit(Exit.REFUSED)


def _one_or_all(named: str, *, every: bool, what: str) -> None:
    if bool(named) == every:
        raise InvalidArgumentError(f"give {what}, or --all, and not both")
