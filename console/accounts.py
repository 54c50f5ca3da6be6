"""Accounts: where they stand, and taking a halted one up again."""

import uuid
from typing import Annotated, Any

import typer

from console.labels import label, moment
from console.output import errors_shown, out, print_table, shown
from console.runtime import Runtime
from console.session import Account, AsJson, DataDir, as_dict, as_dicts, ask
from tradewire.client import Tradewire
from tradewire.execution.v1 import account_event_pb2, account_pb2
from tradewire.types.v1 import trading_pb2

account_app = typer.Typer(
    help="Look at accounts, take a halted one up again.", no_args_is_help=True
)


@account_app.command("list")
def account_list(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List accounts with where they stand."""

    async def work(client: Tradewire, _mesh: Runtime) -> list[Any]:
        request = account_pb2.ListAccountsRequest(page_size=1_000)
        return list((await client.accounts.ListAccounts(request)).accounts)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dicts(found), as_json=as_json, table=lambda: _table(found))


@account_app.command("resume")
def account_resume(
    note: Annotated[str, typer.Option(help="Why, for the record.")] = "by the command line",
    skip_sequence: Annotated[
        int,
        typer.Option(
            min=0,
            help="Let this poisoned event pass: what it asks for is never done.",
            show_default=False,
        ),
    ] = 0,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Take a halted account up again, after its books were compared with the venue's.

    What risk halted is taken back with `tradewire resume`.
    """

    async def work(client: Tradewire, mesh: Runtime) -> Any:
        request = account_pb2.ResumeAccountRequest(
            account=account or mesh.account,
            note=note,
            skip_sequence=skip_sequence,
            request_id=str(uuid.uuid4()),
        )
        return await client.accounts.ResumeAccount(request)

    with errors_shown(as_json=as_json):
        found = ask(data_dir, work)
        shown(as_dict(found), as_json=as_json, table=lambda: _show(found))


def _table(found: list[Any]) -> None:
    rows = [
        (
            one.account,
            label(account_pb2.AccountState, one.state).lower(),
            label(trading_pb2.Environment, one.environment).lower(),
            ", ".join(one.venues),
            one.reporting_asset,
        )
        for one in found
    ]
    print_table("", ["account", "state", "environment", "venues", "asset"], rows)
    for one in found:
        if one.halts:
            _show(one)


def _show(account: account_pb2.Account) -> None:
    state = label(account_pb2.AccountState, account.state).lower()
    out.print(f"{account.account} is {state}", markup=False, soft_wrap=True)
    for halt in account.halts:
        cause = label(account_event_pb2.HaltCause, halt.cause).lower().replace("_", " ")
        since = f" since {moment(halt.start_time)}" if halt.HasField("start_time") else ""
        out.print(f"  {cause}{since}: {halt.message}", markup=False, soft_wrap=True)
