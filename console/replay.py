"""``tradewire replay``: a recording through the kernel, in this process."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from console.output import err, errors_shown, out, shown
from services.backtest.replay import ReplayRun, ReplaySpec, replay
from services.marketdata.manifests import load_manifest
from services.marketdata.tapes import Tape, open_tape, tape_time
from tradewire import decimals
from tradewire.errors import InvalidArgumentError

_LABELS = {
    "tape": "tape",
    "trades": "trades",
    "quotes": "quotes",
    "book_updates": "book updates",
    "candles": "candles",
    "signals": "signals",
    "orders": "orders",
    "open_orders": "still open",
    "fills": "fills",
    "refused": "refused",
    "fees": "fees",
    "pnl": "P&L after fees",
    "wall_seconds": "seconds",
    "orders_hash": "orders hash",
    "fills_hash": "fills hash",
}


def command(
    path: Annotated[Path, typer.Argument(help="A recording, or a folder that holds one.")],
    start: Annotated[
        str | None, typer.Option("--from", help="First tape time, ISO, UTC; inclusive.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="Tape time to stop before.")] = None,
    strategy: Annotated[
        str, typer.Option(help="cross, breakout, alternate, or FILE:CLASS.")
    ] = "cross",
    param: Annotated[
        list[str] | None, typer.Option(help="A parameter of the strategy, as name=value.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(help="A manifest of your own for an unknown recording.")
    ] = None,
    skip_damaged: Annotated[
        bool, typer.Option(help="Pass over damaged lines and report them.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Replay a recording through strategy, risk, orders and paper venue; the hashes repeat."""
    decimals.install()
    with errors_shown(as_json=as_json):
        tape = open_tape(
            path,
            None if manifest is None else load_manifest(manifest),
            None if start is None else tape_time(start),
            None if end is None else tape_time(end),
            skip_damaged=skip_damaged,
        )
        spec = ReplaySpec(strategy=strategy, parameters=parameters_of(param or []))
        began = time.perf_counter()
        run = _run(tape, spec, quiet=as_json or not err.is_terminal)
        figures = dict(run.figures)
        figures["wall_seconds"] = round(time.perf_counter() - began, 3)
        for damage in tape.damages:
            err.print(f"passed over: {damage}", markup=False)
        shown(figures, as_json=as_json, table=lambda: _show(figures))


def parameters_of(texts: list[str]) -> dict[str, str]:
    """``name=value`` texts as a mapping.

    Raises:
        InvalidArgumentError: a text has no ``=``.
    """
    found = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise InvalidArgumentError(f"--param {text!r} must be name=value, such as fast=5")
        found[name] = value
    return found


def _run(tape: Tape, spec: ReplaySpec, *, quiet: bool) -> ReplayRun:
    if quiet:
        return replay(tape, spec)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(f"replaying {tape.manifest.name}")

        def tell(clock_ns: int, steps: int) -> None:
            moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(clock_ns // 1_000_000_000))
            bar.update(
                task, description=f"replaying {tape.manifest.name}: {moment}, step {steps:,}"
            )

        return replay(tape, spec, progress=tell)


def _show(figures: dict[str, object]) -> None:
    for key, label in _LABELS.items():
        value = figures[key]
        if isinstance(value, dict):
            value = ", ".join(f"{amount} {asset}" for asset, amount in value.items()) or "none"
        text = f"{value:,}" if isinstance(value, int) else str(value)
        out.print(f"{label:>15}  {text}", markup=False)
