"""Keeps the parts of the mesh running: starts, watches, starts again with a growing pause, stops.

A part that dies is started again after half a second, then after longer and longer pauses. One
that dies too often is FAILED: it is reported with its last words and tried again slowly, for what
it needs may come back without a person; the others keep running.
"""

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from console.child import Runnable, Sentinel, rotate, tail
from services.chassis.config import EXIT_MISCONFIGURED
from tradewire.errors import TradewireError, UnavailableError

# The first pause lets a port be freed; the longest keeps an outage of a service short.
BACKOFF_S_MIN = 0.5
BACKOFF_S_MAX = 10.0
# Five deaths in a row, each within a minute of its start, are no accident: a person is needed.
DEATHS_MAX = 5
SHORT_LIFE_S = 60.0
# Often enough to come back by itself after a disk was freed, rare enough to cost nothing.
FAILED_PAUSE_S = 60.0
# A look at a service's health costs it 0.3 ms; while it starts, people wait for the answer.
PROBE_STARTING_S = 0.1
PROBE_READY_S = 1.0
# One missed answer is a busy machine.
MISSES_MAX = 3
# A service starts in two seconds, and in some more after a crash with much to recover.
START_S_MAX = 60.0
# Services stop in a second; without a supervisor nobody waits for a slower one.
ORPHAN_S_MAX = 10.0
# The logs are looked at for their size.
ROTATE_S = 30.0
# A disk that was full is written again within a second of being freed.
HINDRANCE_S = 1.0
# What DuckDB's binding prints where a process ends with an error: no cause of anything.
EPILOGUE = ("nanobind:", "- leaked ", "- ... skipped", "See https://nanobind.")


class State(StrEnum):
    """What a component is doing: the contract's ComponentState."""

    STARTING = "STARTING"
    READY = "READY"
    DEGRADED = "DEGRADED"
    STOPPING = "STOPPING"
    STOPPED = "STOPPED"
    CRASHED = "CRASHED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a part is given up; see the constants, which a test shortens."""

    backoff_s_min: float = BACKOFF_S_MIN
    backoff_s_max: float = BACKOFF_S_MAX
    deaths_max: int = DEATHS_MAX
    short_life_s: float = SHORT_LIFE_S
    failed_pause_s: float = FAILED_PAUSE_S
    start_s_max: float = START_S_MAX
    orphan_s_max: float = ORPHAN_S_MAX


Probe = Callable[[], Awaitable[bool]]
"""Asks a part whether it can do its work."""

Stuck = Callable[[], Awaitable[str]]
"""Asks a part that cannot do its work whether only a new start helps: why; empty where it may come
round by itself."""


async def never_stuck() -> str:
    """A part that ends where it cannot go on."""
    return ""


def no_hindrance() -> str:
    """Nothing keeps parts from being started."""
    return ""


@dataclass(slots=True)
class Part:
    """A component: its process, how to ask it, and what became of it so far.

    Attributes:
        component: its id.
        process: what is started.
        probe: whether it is ready.
        stop_rank: parts of a lower rank are stopped before those of a higher.
        address: where it listens.
        log: where its words go.
        metrics: its page for Prometheus; empty where it has none.
        deaths: in a row, each soon after its start.
        started_s: monotonic time of its last start.
        needed: whether the mesh is not ready without it.
    """

    component: str
    process: Runnable
    probe: Probe
    stop_rank: int
    address: str
    log: Path
    metrics: str = ""
    state: State = State.STOPPED
    detail: str = ""
    restarts: int = 0
    deaths: int = 0
    started_s: float = 0.0
    needed: bool = True
    stuck: Stuck = never_stuck
    exit_code: int | None = None
    """Of its last process that ended; a signal's number below zero."""
    was_ready: bool = False

    @property
    def is_misconfigured(self) -> bool:
        """Whether its settings are wrong, so that no other start would help: it never ran."""
        return self.exit_code == EXIT_MISCONFIGURED and not self.was_ready


Changed = Callable[[Part], None]
"""Told at every change of a part's state or detail."""


class Supervisor:
    """Runs the parts, in their order, until it is told to stop.

    Args:
        parts: the first is the bus: the others are started once it is ready.
        changed: told of every change.
        limits: of restarts.
        hindrance: what keeps every part from being started, with its remedy; empty for nothing.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        changed: Changed,
        limits: Limits | None = None,
        hindrance: Callable[[], str] = no_hindrance,
    ) -> None:
        self.parts = tuple(parts)
        self._changed = changed
        self._limits = limits or Limits()
        self._hindrance = hindrance
        self._sentinel = Sentinel(self._limits.orphan_s_max)
        self._keepers: dict[str, asyncio.Task[None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._turned = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._sentinel.start()
        self._tasks.append(asyncio.create_task(self._rotate_logs(), name="rotate logs"))
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sentinel.dismiss()

    @property
    def sentinel_pid(self) -> int | None:
        """Of the process that ends the parts if this one dies; None before the start."""
        return self._sentinel.pid

    async def start_bus(self) -> None:
        """Start the first part and wait until it is ready.

        Raises:
            TradewireError: it cannot start; the message says why.
        """
        bus = self.parts[0]
        await self._launch(bus)
        self._become(bus, State.READY)
        self._keep(bus, started=True)

    async def start_first(self, component: str) -> None:
        """Start a part that others need at their start, and wait until it is ready.

        Raises:
            UnavailableError: it ended instead; the message has its last words.
        """
        part = next(one for one in self.parts if one.component == component)
        self._keep(part, started=False)
        while part.state is not State.READY:
            if part.state in {State.CRASHED, State.FAILED}:
                raise UnavailableError(f"{component} does not start: {part.detail}")
            self._turned.clear()
            await self._turned.wait()

    def start_services(self) -> None:
        """Start all the others; each becomes ready in its own time."""
        for part in self.parts:
            if part.component not in self._keepers:
                self._keep(part, started=False)

    async def stop(self) -> None:
        """Stop every part in order and wait for it."""
        for keeper in self._keepers.values():
            keeper.cancel()
        await asyncio.gather(*self._keepers.values(), return_exceptions=True)
        self._keepers.clear()
        for rank in sorted({part.stop_rank for part in self.parts}):
            await asyncio.gather(
                *(self._end(part) for part in self.parts if part.stop_rank == rank)
            )

    async def kill(self) -> None:
        """End every part at once: whoever asks twice does not want to wait."""
        await asyncio.gather(*(part.process.kill() for part in self.parts))

    @property
    def ready(self) -> bool:
        """Whether every part that is needed is."""
        return all(part.state is State.READY for part in self.parts if part.needed)

    # -- one part --------------------------------------------------------------------------

    def _keep(self, part: Part, *, started: bool) -> None:
        keeper = asyncio.create_task(self._run(part, started=started), name=part.component)
        self._keepers[part.component] = keeper

    async def _run(self, part: Part, *, started: bool) -> None:
        """Start, watch until it ends, pause, start again; for ever, until cancelled."""
        while True:
            if not started:
                try:
                    await self._launch(part)
                except TradewireError as error:
                    await self._pause(part, error.message)
                    continue
            started = False
            code = part.exit_code = await self._watch(part)
            await self._pause(part, ended_how(code))

    async def _launch(self, part: Part) -> None:
        part.started_s = time.monotonic()
        known: list[int] = []

        def told(pid: int) -> None:
            known.append(pid)
            last = part.stop_rank == max(one.stop_rank for one in self.parts)
            self._sentinel.watch(pid, needed=last)
            self._become(part, State.STARTING)

        starting = asyncio.create_task(part.process.start(told))
        try:
            await asyncio.shield(starting)
        except TradewireError:
            for pid in known:
                self._sentinel.forget(pid)
            raise
        except asyncio.CancelledError:
            if part.process.pid is not None:
                starting.cancel()
            # Else it is about to be one: who stops the parts must find it.
            await asyncio.gather(starting, return_exceptions=True)
            raise

    async def _watch(self, part: Part) -> int:
        """Ask after its health until it ends; its exit code."""
        pid = part.process.pid
        ended = asyncio.ensure_future(part.process.wait())
        asking = asyncio.create_task(self._ask(part))
        try:
            return await ended
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            # A cancelled wait is no end: the process runs, and the sentinel must know of it.
            if pid is not None and ended.done() and not ended.cancelled():
                self._sentinel.forget(pid)

    async def _ask(self, part: Part) -> None:
        began, misses = time.monotonic(), 0
        while True:
            well = await part.probe()
            misses = 0 if well else misses + 1
            if well and part.state is not State.READY:
                self._become(part, State.READY)
            elif not well and part.state is State.READY and misses >= MISSES_MAX:
                self._become(part, State.DEGRADED, "it does not answer as ready; see its log")
            elif part.state is State.STARTING and self._overdue(began):
                waited = f"not ready after {self._limits.start_s_max:g} s; see its log"
                self._become(part, State.DEGRADED, waited)
            if misses >= MISSES_MAX and not self._hindrance() and (why := await part.stuck()):
                self._become(part, State.DEGRADED, why)
                await part.process.stop()
            starting = part.state is State.STARTING
            await asyncio.sleep(PROBE_STARTING_S if starting else PROBE_READY_S)

    def _overdue(self, began: float) -> bool:
        return time.monotonic() - began > self._limits.start_s_max

    async def _pause(self, part: Part, how: str) -> None:
        """Say that it died, and wait as long as its deaths ask for.

        Where no part could live, no death counts: it is started as soon as one can.
        """
        limits = self._limits
        if hindrance := self._hindrance():
            part.restarts += 1
            part.deaths = 0
            self._become(part, State.CRASHED, f"{how}; {hindrance}; it is started again then")
            while self._hindrance():  # noqa: ASYNC110 - nobody tells of a disk that was freed.
                await asyncio.sleep(HINDRANCE_S)
            return
        long_lived = time.monotonic() - part.started_s > limits.short_life_s
        part.deaths = 1 if long_lived else part.deaths + 1
        part.restarts += 1
        words = last_words(part.log)
        how = f"{how}: {words}" if words else how
        if part.deaths >= limits.deaths_max:
            pause_s = limits.failed_pause_s
            detail = (
                f"{how}; it died {part.deaths} times in a row within {limits.short_life_s:g} s of "
                f"its start; mend the cause (`tradewire logs {part.component}`); it is tried again "
                f"every {pause_s:g} s"
            )
            self._become(part, State.FAILED, detail)
        else:
            pause_s = limits.backoff_s_min * 2 ** (part.deaths - 1)
            pause_s = min(pause_s, limits.backoff_s_max)
            detail = f"{how}; started again in {pause_s:g} s"
            self._become(part, State.CRASHED, detail)
        await asyncio.sleep(pause_s)

    async def _end(self, part: Part) -> None:
        pid = part.process.pid
        if pid is not None:
            self._become(part, State.STOPPING)
            # Cancelled means killed: whoever gave up waiting must leave nothing behind either.
            await part.process.stop()
            self._sentinel.forget(pid)
        self._become(part, State.STOPPED)

    def _become(self, part: Part, state: State, detail: str = "") -> None:
        part.was_ready = part.was_ready or state is State.READY
        if (part.state, part.detail) != (state, detail):
            part.state, part.detail = state, detail
            self._turned.set()
            self._changed(part)

    async def _rotate_logs(self) -> None:
        while True:
            await asyncio.sleep(ROTATE_S)
            for part in self.parts:
                await asyncio.to_thread(rotate, part.log)


def ended_how(code: int) -> str:
    """An exit code in words: ``exit code 1``, ``killed by SIGKILL``."""
    if code >= 0:
        return f"exit code {code}"
    name = f"signal {-code}"
    with contextlib.suppress(ValueError):
        name = signal.Signals(-code).name
    return f"killed by {name}"


def last_words(log: Path) -> str:
    """The last thing that a part said of a trouble, in one line; empty where it said nothing."""
    for line in reversed(tail(log)):
        words = line.strip()
        if words.startswith("{"):
            words = trouble(words)
        if words and not words.startswith(EPILOGUE):
            return words[:500]
    return ""


def trouble(line: str) -> str:
    """What a structured line tells of a trouble; empty where it tells of none.

    One that a full disk has cut short tells nothing that could be read.
    """
    try:
        said = json.loads(line)
    except ValueError:
        return ""
    if said.get("level") not in {"warning", "error", "critical"}:
        return ""
    return ": ".join(str(said[key]) for key in ("message", "error") if said.get(key))
