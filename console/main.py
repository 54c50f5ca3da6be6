"""The command line: one Typer app, one module a group of commands."""

import typer

from console import replay, up

app = typer.Typer(
    name="tradewire",
    help="Run, watch and steer a Tradewire mesh on this machine.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("up")(up.command)
app.command("replay")(replay.command)


@app.callback()
def tradewire() -> None:
    """Run, watch and steer a Tradewire mesh on this machine."""
