"""Strategies: looked at, started, stopped."""

import uuid
from typing import Annotated, Any

import typer

from console.figures import standing
from console.labels import label, moment
from console.output import err, errors_shown, out, print_table, shown
from console.runtime import Runtime
from console.session import AsJson, DataDir, as_dict, as_dicts, ask
from tradewire.client import Tradewire
from tradewire.signal.v1 import strategy_pb2, strategy_requests_pb2

strategy_app = typer.Typer(help="Look at strategies, start and stop them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The strategy's id; `strategy list` tells it.")]


@strategy_app.command("list")
def strategy_list(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List strategies with what they are doing."""

    async def work(client: Tradewire, _mesh: Runtime) -> list[Any]:
        request = strategy_requests_pb2.ListStrategiesRequest(page_size=1_000)
        return list((await client.signal.ListStrategies(request)).strategies)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dicts(found), as_json=as_json, table=lambda: _table(found))


@strategy_app.command("start")
def strategy_start(strategy: Name, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Start a strategy, or try a failed one again; it goes on from its saved state."""

    async def work(client: Tradewire, _mesh: Runtime) -> Any:
        request = strategy_requests_pb2.StartStrategyRequest(
            strategy=strategy, request_id=str(uuid.uuid4())
        )
        return await client.signal.StartStrategy(request)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dict(found), as_json=as_json, table=lambda: _show(found))


@strategy_app.command("stop")
def strategy_stop(
    strategy: Name,
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "",
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Stop a strategy; its orders and positions stay."""

    async def work(client: Tradewire, _mesh: Runtime) -> Any:
        request = strategy_requests_pb2.StopStrategyRequest(
            strategy=strategy, reason=reason, request_id=str(uuid.uuid4())
        )
        return await client.signal.StopStrategy(request)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dict(found), as_json=as_json, table=lambda: _show(found))


def _show(strategy: strategy_pb2.Strategy) -> None:
    out.print(f"{strategy.strategy}: {standing(strategy)}", markup=False, soft_wrap=True)
    if strategy.failure.traceback:
        out.print(strategy.failure.traceback, markup=False, soft_wrap=True)


def _table(found: list[Any]) -> None:
    if not found:
        err.print("no strategies; start one with `tradewire up --strategy FILE:CLASS`")
        return
    rows = [
        (
            one.strategy,
            one.strategy_type,
            label(strategy_pb2.StrategyState, one.state).lower(),
            ", ".join(one.instruments),
            str(one.last_signal_ordinal),
            moment(one.update_time),
        )
        for one in found
    ]
    columns = ["strategy", "type", "state", "instruments", "signals", "changed"]
    print_table("", columns, rows, numbers=("signals",))
    for one in found:
        if one.state == strategy_pb2.STRATEGY_STATE_FAILED:
            err.print(f"{one.strategy}: {standing(one)}", markup=False, soft_wrap=True)
