"""The kill switch: stop trading at once, and take it back."""

import uuid
from typing import Annotated, Any

import typer

from console.labels import moment
from console.output import errors_shown, out, shown
from console.runtime import Runtime
from console.session import AsJson, DataDir, as_dict, ask
from tradewire.client import Tradewire
from tradewire.errors import InvalidArgumentError
from tradewire.risk.v1 import kill_switch_pb2

ACCOUNT = Annotated[str, typer.Option("--account", help="Only this account.", show_default=False)]
STRATEGY = Annotated[
    str, typer.Option("--strategy", help="Only this strategy.", show_default=False)
]


def kill(
    account: ACCOUNT = "",
    strategy: STRATEGY = "",
    cancel_orders: Annotated[
        bool, typer.Option("--cancel-orders/--keep-orders", help="Cancel open orders too.")
    ] = True,
    close_positions: Annotated[
        bool, typer.Option("--close-positions", help="Close positions at the market too.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "by the command line",
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Stop everything, an account or a strategy at once; only ``resume`` takes it back."""

    async def work(client: Tradewire, _mesh: Runtime) -> Any:
        request = kill_switch_pb2.EngageKillSwitchRequest(
            kill_switch=_switch(account, strategy),
            cancel_orders=cancel_orders,
            close_positions=close_positions,
            reason=reason,
            request_id=str(uuid.uuid4()),
        )
        return await client.risk.EngageKillSwitch(request)

    with errors_shown(as_json=as_json):
        switch = ask(data_dir, work)
        shown(as_dict(switch), as_json=as_json, table=lambda: _show(switch))


def resume(
    account: ACCOUNT = "",
    strategy: STRATEGY = "",
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "by the command line",
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Take a kill back: trading may go on."""

    async def work(client: Tradewire, _mesh: Runtime) -> Any:
        request = kill_switch_pb2.ReleaseKillSwitchRequest(
            kill_switch=_switch(account, strategy), reason=reason, request_id=str(uuid.uuid4())
        )
        return await client.risk.ReleaseKillSwitch(request)

    with errors_shown(as_json=as_json):
        switch = ask(data_dir, work)
        shown(as_dict(switch), as_json=as_json, table=lambda: _show(switch))


def _switch(account: str, strategy: str) -> str:
    if account and strategy:
        raise InvalidArgumentError("give --account or --strategy, and not both")
    if account:
        return f"account-{account}"
    return f"strategy-{strategy}" if strategy else "all"


def _show(switch: Any) -> None:
    if switch.engaged:
        also = [
            text
            for done, text in (
                (switch.cancel_orders, "open orders are canceled"),
                (switch.close_positions, "positions are closed"),
            )
            if done
        ]
        what = "".join(f", {text}" for text in also)
        out.print(
            f"kill switch {switch.kill_switch} is engaged since {moment(switch.engage_time)}: "
            f"nothing may open{what}",
            markup=False,
        )
        out.print("take it back with: tradewire resume", markup=False, soft_wrap=True)
    else:
        out.print(
            f"kill switch {switch.kill_switch} is released: trading may go on",
            markup=False,
            soft_wrap=True,
        )
