"""``tradewire up``: the whole mesh on this machine, watched until Ctrl-C."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from console.mesh_run import MeshRun
from console.output import errors_shown
from console.plan import StrategyOption, speed_of
from console.replay import parameters_of
from console.runtime import ReplayChoice, chosen_dir
from console.session import AsJson, DataDir
from console.tick_store import Store
from console.up_options import UpOptions
from tradewire import decimals
from tradewire.errors import ConfigurationError

Recording = Annotated[
    Path | None, typer.Option(help="Replay this recording instead of the simulated market.")
]
Manifest = Annotated[Path | None, typer.Option(help="Your own, for an unknown recording.")]
From = Annotated[str | None, typer.Option("--from", help="First tape time, ISO, UTC; inclusive.")]
To = Annotated[str | None, typer.Option("--to", help="Tape time to stop before.")]
Speed = Annotated[
    str | None, typer.Option(help="Times faster than recorded, 1 unless given; or max.")
]
SkipDamaged = Annotated[
    bool, typer.Option(help="Pass over damaged lines of the recording and count them.")
]
Strategy = Annotated[str | None, typer.Option(help="cross, breakout, alternate, or FILE:CLASS.")]
Param = Annotated[list[str] | None, typer.Option(help="Of the strategy, as name=value.")]
Instrument = Annotated[
    list[str] | None, typer.Option(help="What the strategy trades, as SYMBOL.VENUE.")
]
Port = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=65_535,
        help="Of the gateway; 0 for any free one; 8080 or another without.",
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Begin anew; what was there is moved aside.")]
UntilFirstFill = Annotated[
    bool, typer.Option("--until-first-fill", help="Stop in order after the first fill.")
]
WithTraceUi = Annotated[
    bool, typer.Option("--trace-ui", help="Start a page of traces (Zipkin) beside it.")
]
TickStore = Annotated[
    Store | None,
    typer.Option(help="Of ticks; the same as before, or duckdb. QUESTDB_URL: a server that runs."),
]
UntilDone = Annotated[
    bool, typer.Option("--until-done", help="Stop in order when the recording is replayed.")
]
Seconds = Annotated[float | None, typer.Option(min=1, help="Stop in order after so long.")]


def command(
    replay: Recording = None,
    manifest: Manifest = None,
    start: From = None,
    end: To = None,
    speed: Speed = None,
    skip_damaged: SkipDamaged = False,
    strategy: Strategy = None,
    param: Param = None,
    instrument: Instrument = None,
    port: Port = None,
    fresh: Fresh = False,
    until_first_fill: UntilFirstFill = False,
    until_done: UntilDone = False,
    seconds: Seconds = None,
    trace_ui: WithTraceUi = False,
    store: TickStore = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Start every service and a NATS server, keep them running, and show what they do."""
    decimals.install()
    with errors_shown(as_json=as_json):
        options = UpOptions(
            data_dir=chosen_dir(data_dir),
            strategy=StrategyOption(strategy, parameters_of(param or []), tuple(instrument or ())),
            replay=_replay_choice(replay, manifest, start, end, speed, skip_damaged=skip_damaged),
            port=port,
            fresh=fresh,
            as_json=as_json,
            until_first_fill=until_first_fill,
            until_done=until_done,
            seconds=seconds,
            trace_ui=trace_ui,
            store=store,
        )
        sys.exit(asyncio.run(MeshRun(options).run()))


def _replay_choice(
    path: Path | None,
    manifest: Path | None,
    start: str | None,
    end: str | None,
    speed: str | None,
    *,
    skip_damaged: bool,
) -> ReplayChoice | None:
    if path is not None:
        return ReplayChoice(
            str(path.resolve()),
            None if manifest is None else str(manifest.resolve()),
            start,
            end,
            speed_of(speed),
            skip_damaged,
        )
    given = {
        "--manifest": manifest,
        "--from": start,
        "--to": end,
        "--speed": speed,
        "--skip-damaged": skip_damaged or None,
    }
    named = [name for name, value in given.items() if value is not None]
    if named:
        raise ConfigurationError(
            f"{', '.join(named)} belong to a recording; name it with --replay PATH"
        )
    return None
