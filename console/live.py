"""The picture of a mesh that runs: a live table on a terminal, plain lines or JSON elsewhere."""

import json
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from console.figures import Figures
from console.labels import money
from console.output import out
from console.runtime import Runtime, chosen_dir
from console.supervisor import Part, State

_COLOURS = {
    State.READY: "green",
    State.STARTING: "yellow",
    State.STOPPING: "yellow",
    State.STOPPED: "dim",
    State.DEGRADED: "yellow",
    State.CRASHED: "red",
    State.FAILED: "bold red",
}


class View(Protocol):
    """Where ``up`` tells what happens."""

    def say(self, event: str, text: str, **facts: object) -> None:
        """Something happened, in words and as facts."""
        ...

    def part(self, part: Part) -> None:
        """A component's state has changed."""
        ...

    def figures(self, parts: Sequence[Part], figures: Figures) -> None:
        """The figures as they are now."""
        ...

    def close(self) -> None:
        """Nothing more will be told."""
        ...


class LinesView:
    """Plain lines: for logs, pipes and screen readers. Figures come when they have changed."""

    def __init__(self, feed: str) -> None:
        self._feed = feed
        self._last = ""
        self._standings: dict[str, str] = {}

    def say(self, event: str, text: str, **facts: object) -> None:  # noqa: ARG002 - see View.
        """The words."""
        out.print(text, markup=False, soft_wrap=True)

    def part(self, part: Part) -> None:
        """One line a change."""
        if part.state not in {State.STOPPING, State.STOPPED}:
            text = f"{part.component:<11} {part.state.lower()}"
            out.print(
                f"{text}: {part.detail}" if part.detail else text, markup=False, soft_wrap=True
            )

    def figures(self, parts: Sequence[Part], figures: Figures) -> None:
        """One line, where something was traded since the last."""
        key = f"{figures.signals} {figures.orders} {figures.fills} {figures.strategies}"
        if key != self._last and not any(is_awaited(part) for part in parts):
            self._last = key
            out.print(summary(self._feed, figures), markup=False, soft_wrap=True)
        for name, standing in figures.strategies.items():
            # A strategy that stops alone would otherwise stop unseen.
            if standing != self._standings.get(name) and standing.startswith("FAILED"):
                out.print(f"strategy {name}: {standing}", markup=False, soft_wrap=True)
        self._standings = dict(figures.strategies)

    def close(self) -> None:
        """Nothing is open."""


class JsonView:
    """One JSON object a line: for programs.

    Args:
        beside: on standard error, where standard output is kept for a result.
    """

    def __init__(self, *, beside: bool = False) -> None:
        self._beside = beside

    def say(self, event: str, text: str, **facts: object) -> None:
        """The facts, with the words as ``message``."""
        self._line(event, {**facts, "message": text})

    def part(self, part: Part) -> None:
        """The component."""
        self._line("component", component_json(part))

    def figures(self, parts: Sequence[Part], figures: Figures) -> None:  # noqa: ARG002 - see View.
        """All figures."""
        self._line("figures", figures.to_json())

    def close(self) -> None:
        """Nothing is open."""

    def _line(self, event: str, facts: dict[str, object]) -> None:
        line = {"event": event, "time_unix_ns": time.time_ns(), **facts}
        stream = sys.stderr if self._beside else sys.stdout
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        stream.flush()


class LiveView:
    """A table at the foot of the terminal that changes in place; words scroll above it."""

    def __init__(self, feed: str, title: str) -> None:
        self._feed = feed
        self._title = title
        self._live = Live(console=out, refresh_per_second=4, transient=True)
        self._live.start()

    def say(self, event: str, text: str, **facts: object) -> None:  # noqa: ARG002 - see View.
        """The words, above the table."""
        self._live.console.print(text, markup=False, soft_wrap=True)

    def part(self, part: Part) -> None:
        """A death is worth a line that stays; the rest is in the table."""
        if part.state in {State.CRASHED, State.FAILED}:
            self._live.console.print(
                f"{part.component} {part.state.lower()}: {part.detail}", markup=False
            )

    def figures(self, parts: Sequence[Part], figures: Figures) -> None:
        """The whole table anew."""
        self._live.update(picture(self._title, self._feed, parts, figures))

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._live.stop()


class SafeView:
    """A view whose reader may go away: then ``lost`` is called once, and nothing more is told.

    The mesh must stop in order when its terminal or pipe is closed, so no word of it may raise.
    """

    def __init__(self, inner: View, lost: Callable[[], None]) -> None:
        self._inner = inner
        self._lost = lost
        self._gone = False

    def say(self, event: str, text: str, **facts: object) -> None:
        """As the inner view."""
        self._tell(lambda: self._inner.say(event, text, **facts))

    def part(self, part: Part) -> None:
        """As the inner view."""
        self._tell(lambda: self._inner.part(part))

    def figures(self, parts: Sequence[Part], figures: Figures) -> None:
        """As the inner view."""
        self._tell(lambda: self._inner.figures(parts, figures))

    def close(self) -> None:
        """As the inner view."""
        self._tell(self._inner.close)

    def _tell(self, tell: Callable[[], None]) -> None:
        if self._gone:
            return
        try:
            tell()
        except OSError:
            self._gone = True
            # What is still buffered must not raise at the interpreter's end.
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - open to the end.
            self._lost()


def view_of(
    *, as_json: bool, feed: str, title: str, lost: Callable[[], None], beside: bool = False
) -> View:
    """The view that fits the output; ``lost`` is called when nobody reads it any more.

    ``beside`` keeps JSON off the standard output, which a result is printed to.
    """
    inner: View = JsonView(beside=beside)
    if not as_json:
        inner = LiveView(feed, title) if out.is_terminal else LinesView(feed)
    return SafeView(inner, lost)


def picture(title: str, feed: str, parts: Sequence[Part], figures: Figures) -> RenderableType:
    """Components, and what they do."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in ("component", "state", "address", "pid", "restarts"):
        table.add_column(column, justify="right" if column in {"pid", "restarts"} else "left")
    for part in parts:
        state = Text(part.state.lower(), style=_COLOURS[part.state])
        pid = "" if part.process.pid is None else str(part.process.pid)
        table.add_row(part.component, state, part.address, pid, str(part.restarts))
    lines = [Text(summary(feed, figures))]
    lines += [
        Text(f"strategy {name}: {standing}", style="red" if "FAILED" in standing else "")
        for name, standing in figures.strategies.items()
    ]
    if figures.positions:
        lines.append(Text("holding " + ", ".join(figures.positions)))
    return Group(table, *lines, Text("Ctrl-C stops everything", style="dim"))


def summary(feed: str, figures: Figures, *, counted: bool = True) -> str:
    """The figures in one line, which begins with where the market comes from.

    ``counted`` False leaves out orders and fills, which only who followed them can count.
    """
    state = f" {figures.feed_state.lower()}" if figures.feed_state else ""
    state += f" {figures.replayed}" if figures.replayed else ""
    pnl = ", ".join(f"{money(gained)} {asset}" for asset, gained in figures.pnl.items())
    denied = f" ({figures.denied} denied)" if figures.denied else ""
    counts = f"{figures.orders} orders{denied} | {figures.fills} fills | " if counted else ""
    return (
        f"{feed}{state} | {figures.ticks:,} ticks, {figures.ticks_per_second:,.0f}/s | "
        f"{figures.signals} signals | {counts}P&L {pnl or '0'}"
    )


def component_json(part: Part) -> dict[str, object]:
    """A component as one JSON object."""
    return {
        "component": part.component,
        "state": part.state,
        "address": part.address,
        "pid": part.process.pid,
        "restarts": part.restarts,
        "detail": part.detail,
        "log": str(part.log),
    }


def is_awaited(part: Part) -> bool:
    """Whether the mesh is not whole yet for want of this part."""
    return part.needed and part.state is State.STARTING


def next_steps(runtime: Runtime, order: str) -> list[tuple[str, str]]:
    """What to do after the first fill: what for, and the exact command or address."""
    where = "" if is_default(runtime) else f" --data-dir {shlex.quote(runtime.data_dir)}"
    name = program()
    rest = f"{runtime.gateway_url}/v1/accounts/{runtime.account}"
    return [
        ("why this order", f"{name} explain {order}{where}"),
        ("orders", f"{name} orders{where}"),
        ("positions and P&L", f"{name} positions{where}"),
        ("how it is doing", f"{name} status{where}"),
        ("stop all trading", f"{name} kill{where}"),
        ("REST, all of it", f"{runtime.gateway_url}/docs"),
        ("REST, orders", f"curl {rest}/orders"),
        ("REST, live events", f"curl -N -H 'Accept: text/event-stream' {rest}/events:stream"),
    ]


def is_default(runtime: Runtime) -> bool:
    """Whether a command finds this mesh without being told where."""
    return chosen_dir(None).resolve() == Path(runtime.data_dir)


def program() -> str:
    """How to call this program again from here."""
    if shutil.which("tradewire"):
        return "tradewire"
    called = Path(sys.argv[0])
    if called.name == "tradewire":
        return os.path.relpath(called)
    return f"{sys.executable} -m console"
