"""The command line: one Typer app, one module a group of commands."""

import typer

from console import accounts, explain, mesh, orders, replay, risk, strategies, submit, tokens, up

app = typer.Typer(
    name="tradewire",
    help="Run, watch and steer a Tradewire mesh on this machine.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_MESH, _TRADING, _RESEARCH = "The mesh", "Trading", "Research"

for _name, _command, _panel in (
    ("up", up.command, _MESH),
    ("down", mesh.down, _MESH),
    ("status", mesh.status, _MESH),
    ("logs", mesh.show_logs, _MESH),
    ("doctor", mesh.doctor, _MESH),
    ("token", tokens.command, _MESH),
    ("orders", orders.orders, _TRADING),
    ("positions", orders.positions, _TRADING),
    ("fills", orders.fills, _TRADING),
    ("cancel", orders.cancel, _TRADING),
    ("close", orders.close, _TRADING),
    ("kill", risk.kill, _TRADING),
    ("resume", risk.resume, _TRADING),
    ("explain", explain.command, _TRADING),
    ("replay", replay.command, _RESEARCH),
):
    app.command(_name, rich_help_panel=_panel)(_command)
orders.order_app.command("submit")(submit.order_submit)
app.add_typer(orders.order_app, name="order", rich_help_panel=_TRADING)
app.add_typer(accounts.account_app, name="account", rich_help_panel=_TRADING)
app.add_typer(strategies.strategy_app, name="strategy", rich_help_panel=_TRADING)


@app.callback()
def tradewire() -> None:
    """Run, watch and steer a Tradewire mesh on this machine."""
