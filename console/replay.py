"""``tradewire replay``: a recording through the kernel, in this process.

The kernel is imported where it runs: no other command should wait for it.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from console.output import err, errors_shown, out, shown
from tradewire import decimals
from tradewire.errors import InvalidArgumentError

if TYPE_CHECKING:
    from services.backtest.replay import ReplayRun
    from services.backtest.tapes import Tape, TapeFacts

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
    "ticks_stored": "ticks stored",
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
        parameters = parameters_of(param or [])
        tape = tape_of(path, manifest, start, end, skip_damaged=skip_damaged)
        began = time.perf_counter()
        run = _run(tape, strategy, parameters, quiet=as_json or not err.is_terminal)
        figures = dict(run.figures)
        figures["wall_seconds"] = round(time.perf_counter() - began, 3)
        for damage in tape.damages:
            err.print(f"passed over: {damage}", markup=False, soft_wrap=True)
        shown(figures, as_json=as_json, table=lambda: show_figures(figures))


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


def tape_of(
    path: Path,
    manifest: Path | None,
    start: str | None,
    end: str | None,
    *,
    skip_damaged: bool = False,
) -> "Tape":
    """The tape that the options name.

    Raises:
        TradewireError: the recording, its manifest or a time cannot be read.
    """
    from services.backtest.tapes import load_manifest, open_tape, tape_time  # noqa: PLC0415 - above.

    return open_tape(
        path,
        None if manifest is None else load_manifest(manifest),
        None if start is None else tape_time(start),
        None if end is None else tape_time(end),
        skip_damaged=skip_damaged,
    )


def tape_facts(tape: "Tape") -> "TapeFacts":
    """What a mesh must know of the tape; see ``services.backtest.tapes``."""
    from services.backtest.tapes import facts_of  # noqa: PLC0415 - see the head.

    return facts_of(tape)


def tape_parameters(tape: "Tape", strategy: str, given: dict[str, str]) -> dict[str, str]:
    """A strategy's parameters for the tape: the interval of its candles where it has some."""
    from services.backtest.tapes import parameters_for  # noqa: PLC0415 - see the head.

    return parameters_for(tape, strategy, given)


def strategy_intervals(reference: str, parameters: dict[str, str]) -> tuple[str, ...]:
    """The candles that a strategy reads; see ``services.backtest.tapes``."""
    from services.backtest.tapes import intervals_for  # noqa: PLC0415 - see the head.

    return intervals_for(reference, parameters)


def _run(tape: "Tape", strategy: str, parameters: dict[str, str], *, quiet: bool) -> "ReplayRun":
    from services.backtest.replay import ReplaySpec, replay  # noqa: PLC0415 - see the head.

    spec = ReplaySpec(strategy=strategy, parameters=parameters)
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


def show_figures(figures: Mapping[str, Any]) -> None:
    """A list of what a replay came to; figures that it has not are left out."""
    for key, label in _LABELS.items():
        if key not in figures:
            continue
        value = figures[key]
        if isinstance(value, dict):
            value = ", ".join(f"{amount} {asset}" for asset, amount in value.items()) or "none"
        text = f"{value:,}" if isinstance(value, int) else str(value)
        out.print(f"{label:>15}  {text}", markup=False, soft_wrap=True)
