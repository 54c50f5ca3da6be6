"""The mesh as a whole: ``down``, ``status``, ``logs`` and ``doctor``."""

import asyncio
import contextlib
import dataclasses
import os
import signal
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from console import checks, logs, parts, runtime, tick_store, trace_ui
from console.checks import Check
from console.directory import end_leftovers
from console.figures import Figures, Watch
from console.labels import moment_of_ns
from console.live import is_default, summary
from console.output import Exit, err, errors_shown, out, print_table, shown
from console.ports import is_free
from console.runtime import Runtime
from console.session import AsJson, DataDir
from console.tick_checks import check_ticks
from tradewire import decimals
from tradewire.client import Tradewire
from tradewire.errors import NotFoundError, TradewireError

# The supervisor stops its parts one rank after another, each within its own ten seconds.
DOWN_S_MAX = 50.0
PAUSE_S = 0.1
LINES_DEFAULT = 50


def down(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Stop the mesh in order; its data stay."""
    with errors_shown(as_json=as_json):
        found = runtime.running(runtime.chosen_dir(data_dir))
        killed = asyncio.run(_end(found))
        facts = {"stopped": True, "killed": killed, "data_dir": found.data_dir}
        text = "killed: it did not stop by itself" if killed else "stopped"
        shown(
            facts,
            as_json=as_json,
            table=lambda: out.print(
                f"{text}; data stay in {found.data_dir}", markup=False, soft_wrap=True
            ),
        )


async def _end(found: Runtime) -> bool:
    """Ask the supervisor to stop; kill it where it does not. Whether it was killed."""
    supervisor = found.supervisor
    if supervisor is None:
        return False
    os.kill(supervisor.pid, signal.SIGTERM)
    limit = time.monotonic() + DOWN_S_MAX
    while supervisor.lives and time.monotonic() < limit:  # noqa: ASYNC110 - no event tells.
        await asyncio.sleep(PAUSE_S)
    killed = supervisor.lives
    if killed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(supervisor.pid, signal.SIGKILL)
    await end_leftovers(found)
    return killed


def status(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Show what runs and what it is doing."""
    decimals.install()
    with errors_shown(as_json=as_json):
        found = runtime.running(runtime.chosen_dir(data_dir))
        figures = asyncio.run(_figures(found))
        shown(_status_json(found, figures), as_json=as_json, table=lambda: _show(found, figures))


async def _figures(found: Runtime) -> Figures:
    addresses = {name: found.addresses[name] for name in parts.OWNERS}
    async with Tradewire(addresses, metadata=trace_ui.unrecorded) as client:
        return await Watch(client, found.account, resumed=True).look()


def _status_json(found: Runtime, figures: Figures) -> dict[str, Any]:
    return {
        "run": found.run,
        "version": found.version,
        "data_dir": found.data_dir,
        "feed": found.feed,
        "account": found.account,
        "gateway": found.gateway_url,
        "nats": found.nats_url,
        "trace_ui": found.trace_ui,
        "store": found.store.store,
        "ticks": found.ticks,
        "started_unix_ns": found.started_ns,
        "components": [
            {
                "component": one.component,
                "state": one.state,
                "address": one.address,
                "pid": None if one.process is None else one.process.pid,
                "restarts": one.restarts,
                "detail": one.detail,
                "log": one.log,
                "metrics": one.metrics,
            }
            for one in found.components
        ],
        "figures": {
            name: value
            for name, value in figures.to_json().items()
            # Counted by the supervisor since its start, and not known here.
            if name not in {"orders", "denied", "fills"}
        },
    }


def _show(found: Runtime, figures: Figures) -> None:
    rows = [
        (
            one.component,
            one.state.lower(),
            one.address,
            "" if one.process is None else str(one.process.pid),
            str(one.restarts),
            one.detail,
        )
        for one in found.components
    ]
    title = f"up since {moment_of_ns(found.started_ns)} UTC, data in {found.data_dir}"
    columns = ["component", "state", "address", "pid", "restarts", "detail"]
    print_table(title, columns, rows, numbers=("pid", "restarts"))
    out.print(summary(found.feed, figures, counted=False), markup=False, soft_wrap=True)
    for name, standing in figures.strategies.items():
        out.print(f"strategy {name}: {standing}", markup=False, soft_wrap=True)
    if figures.positions:
        out.print(f"holding {', '.join(figures.positions)}", markup=False, soft_wrap=True)
    out.print(f"REST at {found.gateway_url}/docs", markup=False, soft_wrap=True)
    pages = " ".join(one.metrics for one in found.components if one.metrics)
    out.print(f"metrics at {pages}", markup=False, soft_wrap=True)
    if found.ticks:
        out.print(f"ticks at {found.ticks}", markup=False, soft_wrap=True)
    if found.trace_ui:
        out.print(f"traces at {found.trace_ui}", markup=False, soft_wrap=True)


def show_logs(
    service: Annotated[
        str, typer.Argument(help="Only of this one; all of them without.", show_default=False)
    ] = "",
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as lines come.")] = False,
    lines: Annotated[
        int, typer.Option("--lines", "-n", min=1, max=10_000, help="At most so many old ones.")
    ] = LINES_DEFAULT,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show what the services say; of a mesh that has stopped too."""
    with errors_shown(as_json=as_json):
        directory = runtime.chosen_dir(data_dir).resolve()
        files = logs.files_of(directory)
        if service and service not in files:
            known = ", ".join(files) or "none yet"
            raise NotFoundError(f"there is no log of {service} in {directory}; there are: {known}")
        chosen = {service: files[service]} if service else files
        if not chosen:
            runtime.running(directory)
        logs.show(chosen, lines=lines, follow=follow, as_json=as_json)


def doctor(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Look at everything that a mesh needs, and say what to do. Exit code 1 on a problem."""
    with errors_shown(as_json=as_json):
        directory = runtime.chosen_dir(data_dir)
        found = [*checks.check_machine(directory), checks.check_ledgers(directory)]
        found += asyncio.run(_check_mesh(directory))
        shown(
            [dataclasses.asdict(one) for one in found],
            as_json=as_json,
            table=lambda: _show_checks(found),
        )
    if checks.failures(found):
        sys.exit(Exit.FAILED)


async def _check_mesh(directory: Path) -> list[Check]:
    try:
        found = runtime.read(directory)
    except TradewireError as error:
        return [Check("runtime file", passed=False, found=error.message, remedy="see there")]
    if found is None or not found.lives:
        return _check_stopped(found)
    ours = checks.version()
    asked = [await _check_component(found, one) for one in found.components]
    return [
        Check("mesh", passed=True, found=f"runs since {moment_of_ns(found.started_ns)} UTC"),
        Check(
            "version",
            found.version == ours,
            f"the mesh runs {found.version}, this is {ours}",
            "start the mesh anew: `tradewire down`, `tradewire up`",
        ),
        *asked,
        *await check_ticks(found),
    ]


async def _check_component(found: Runtime, one: runtime.ComponentFacts) -> Check:
    where = "" if is_default(found) else f" --data-dir {found.data_dir}"
    port = int(one.address.rpartition(":")[2])
    if one.process is None or not one.process.lives:
        state, well = f"does not run: {one.detail or one.state.lower()}", False
    elif one.component == parts.BUS:
        well = await parts.probe_of_port(port)()
        state = "answers" if well else "does not answer"
    elif one.component in {trace_ui.NAME, tick_store.NAME}:
        path = tick_store.LOOK if one.component == tick_store.NAME else "/health"
        well = await parts.probe_of_http(port, path)()
        state = "answers" if well else "does not answer"
    elif one.component == parts.GATEWAY:
        well = await parts.probe_of_http(port, "/ready")()
        state = "answers" if well else "does not answer as ready"
    else:
        state = await parts.health_of(one.address)()
        well = state == "SERVING"
    remedy = f"read its last words: tradewire logs {one.component}{where}"
    return Check(one.component, well, f"{one.address} {state}", remedy)


def _check_stopped(found: Runtime | None) -> list[Check]:
    left = [] if found is None else found.leftovers()
    results = [
        Check(
            "mesh",
            not left,
            f"its supervisor is gone, and {len(left)} of its processes still run: "
            f"{', '.join(str(one.pid) for one in left)}"
            if left
            else "does not run",
            "`tradewire up` ends them and starts anew",
        )
    ]
    free = is_free(parts.GATEWAY_PORT)
    text = "is free" if free else "is in use; the gateway will take another"
    return [*results, Check("port", passed=True, found=f"{parts.GATEWAY_PORT} {text}")]


def _show_checks(found: list[Check]) -> None:
    width = max(len(one.name) for one in found)
    for one in found:
        mark = "[green]ok  [/]" if one.passed else "[bold red]FAIL[/]"
        out.print(mark, end=" ")
        out.print(f"{one.name:<{width}}  {one.found}", markup=False, soft_wrap=True)
        if not one.passed and one.remedy:
            out.print(f"     {'':<{width}}  -> {one.remedy}", markup=False, soft_wrap=True)
    bad = len(checks.failures(found))
    err.print(f"{bad} problem{'s' if bad > 1 else ''}" if bad else "all is well")
