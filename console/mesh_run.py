"""One run of the mesh, from the checks before the start to the last process's end."""

import asyncio
import contextlib
import dataclasses
import os
import secrets
import signal
import time
from collections.abc import Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from console import checks, parts, runtime, tick_store, trace_ui
from console.child import tail
from console.directory import Directory
from console.figures import POLL_S, Watch
from console.labels import moment_of_ns
from console.listeners import listeners
from console.live import View, next_steps, view_of
from console.outcome import Ending, gather, show_outcome
from console.output import Exit
from console.plan import WRITE_S, Plan, plan
from console.ports import HOST, Ports
from console.readiness import not_ready, refuse_hopeless, refuse_misconfigured
from console.room import hindrance
from console.runtime import ComponentFacts, ProcessId, Runtime, StoreChoice
from console.supervisor import Part, State, Supervisor
from console.tick_store import Ticks
from console.trace_ui import TraceUi
from console.unpublished import unpublished
from console.up_options import UpOptions
from services.chassis.schema import migrate_databases
from tradewire.client import Tradewire
from tradewire.errors import (
    ConfigurationError,
    PreconditionError,
    TradewireError,
    UnavailableError,
)
from tradewire.execution.v1 import fill_pb2
from tradewire.types.v1 import trading_pb2

T = TypeVar("T")


class MeshRun:
    """Brings the mesh up, watches it, and takes it down.

    Args:
        options: of ``tradewire up``.
    """

    def __init__(self, options: UpOptions) -> None:
        self._options = options
        self._directory = Directory(options.data_dir)
        self._ports = Ports()
        self._stopping = asyncio.Event()
        self._stops_asked = 0
        self._unwritten = False
        self._first_fill: fill_pb2.Fill | None = None
        self._figures: dict[str, Any] | None = None
        self._never_ready: list[str] = []
        self._killing: asyncio.Task[None] | None = None
        self._store: StoreChoice
        self._view: View
        self._runtime: Runtime
        self._supervisor: Supervisor

    async def run(self) -> int:
        """Until Ctrl-C, SIGTERM or what the options say; the exit code.

        Raises:
            TradewireError: it cannot start; nothing is left running.
        """
        self._check()
        with contextlib.closing(self._directory), contextlib.closing(self._ports):
            await self._directory.open(fresh=self._options.fresh)
            yesterday = self._directory.yesterday
            made = plan(self._options.replay, self._options.strategy, yesterday)
            self._store = tick_store.choose(self._options.store, os.environ, yesterday)
            tick_store.check(self._store)
            if self._options.until_done and made.replay is None:
                raise ConfigurationError("--until-done belongs to a recording; name it: --replay")
            title = f"tradewire {checks.version()}"
            self._view = view_of(
                as_json=self._options.as_json,
                feed=made.feed,
                title=title,
                lost=self._stopping.set,
                beside=self._options.until_done,
            )
            try:
                with self._signals():
                    return await self._run(made)
            finally:
                self._view.close()

    def _check(self) -> None:
        failed = checks.failures(checks.check_machine(self._options.data_dir))
        if failed:
            said = "; ".join(f"{one.name}: {one.found}: {one.remedy}" for one in failed)
            raise PreconditionError(said, reason="NOT_FIT")
        # A name that no service knows would have each of them die again and again. Imported here,
        # for no other command should wait for it.
        from services.chassis.telemetry import exporter_named  # noqa: PLC0415 - see above.

        exporter_named(os.environ)
        if self._options.trace_ui:
            trace_ui.check(os.environ)

    async def _run(self, made: Plan) -> int:
        ports = listeners(self._ports, self._options, self._store, self._directory.yesterday)
        self._tell_beginning(made, ports)
        path = self._directory.path
        ticks = await self._unless_stopped(
            tick_store.prepare(self._store, os.environ, path, ports, self._fetching)
        )
        page = await self._trace_ui(ports)
        if ticks is None or self._stopping.is_set():
            return Exit.INTERRUPTED
        self._runtime = self._new_runtime(made, ports, ticks)
        settings = {**made.settings, **ticks.settings, "TRADEWIRE_RUN": self._runtime.run}
        if page is not None:
            settings |= page.settings(os.environ)
        environ = parts.environment(path, ports, settings)
        members = parts.parts_of(path, ports, environ)
        if (server := ticks.part(path)) is not None:
            # In the order of starting: after the bus, before whoever writes to it.
            members.insert(1, server)
        if page is not None:
            members.append(page.part(path, parts.probe_of_http(page.port)))
        self._supervisor = Supervisor(
            members, self._part_changed, hindrance=partial(hindrance, self._directory.path)
        )
        try:
            async with self._supervisor:
                await self._start(environ)
                await self._watch(made.replay_run)
                self._view.say("stopping", "stopping")
        finally:
            self._write(stopped=True)
        self._view.say("stopped", f"stopped; data stay in {self._directory.path}")
        if self._figures is not None and self._options.until_done:
            show_outcome(self._figures, as_json=self._options.as_json)
        unfilled = self._options.until_first_fill and self._first_fill is None
        undone = self._options.until_done and self._figures is None
        if self._never_ready:
            self._view.say("not_ready", f"never ready: {'; '.join(self._never_ready)}")
        return Exit.FAILED if unfilled or undone or self._never_ready else Exit.DONE

    async def _trace_ui(self, ports: dict[str, int]) -> TraceUi | None:
        """The page of traces, where it is asked for."""
        if not self._options.trace_ui:
            return None
        port = ports[trace_ui.NAME]
        return await self._unless_stopped(trace_ui.prepare(port, os.environ, self._fetching))

    def _fetching(self, text: str) -> None:
        self._view.say("fetching", text)

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What ``work`` gives; None where Ctrl-C ended it, as it ends a fetch over a slow line."""
        working = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            return None
        return working.result()

    async def _start(self, environ: dict[str, str]) -> None:
        self._write()
        await self._supervisor.start_bus()
        urls = {
            service: parts.database_url(service, self._directory.path, environ)
            for service in parts.OWNERS
        }
        await migrate_databases(urls)
        if tick_store.is_started(self._store):
            await self._unless_stopped(self._supervisor.start_first(tick_store.NAME))
        if not self._stopping.is_set():
            self._supervisor.start_services()

    async def _watch(self, replay_run: str) -> None:
        """Show figures until it is time to stop."""
        addresses = {name: self._runtime.addresses[name] for name in parts.OWNERS}
        resumed = self._directory.yesterday is not None
        async with Tradewire(addresses, metadata=trace_ui.unrecorded) as client:
            account = self._runtime.account
            watch = Watch(client, account, resumed=resumed, on_fill=self._filled)
            tasks = [asyncio.create_task(watch.run())]
            if replay_run:
                tasks.append(asyncio.create_task(self._follow_replay(client, watch, replay_run)))
            try:
                await self._until_stopped(watch)
            finally:
                for task in tasks:
                    task.cancel()
                ended = await asyncio.gather(*tasks, return_exceptions=True)
        if replay_run and isinstance(ended[1], TradewireError):
            raise ended[1]

    async def _follow_replay(self, client: Tradewire, watch: Watch, run: str) -> None:
        """Tell how far the replay is, and what it came to; then stop where that was asked.

        Raises:
            PreconditionError: it failed.
        """
        ending = Ending(client, run, watch.figures)
        try:
            await ending.run()
            self._figures = await gather(client, self._runtime, ending.replay)
            self._view.say("replayed", "the tape is replayed", **self._figures)
            if self._options.until_done and (left := await self._unpublished()):
                self._view.say("unpublished", f"the bus lacks {left}; the next start sends it")
        finally:
            if self._options.until_done or self._figures is None:
                self._stopping.set()

    async def _unpublished(self) -> str:
        owners = {name: self._runtime.addresses[name] for name in parts.OWNERS}
        return "; ".join(await unpublished(owners))

    async def _until_stopped(self, watch: Watch) -> None:
        written = began = time.monotonic()
        told_ready = False
        while not self._stopping.is_set():
            self._view.figures(self._supervisor.parts, watch.figures)
            refuse_misconfigured(self._supervisor.parts)
            if self._options.until_done:
                refuse_hopeless(self._supervisor.parts)
            now = time.monotonic()
            if not told_ready and self._supervisor.ready:
                told_ready = True
                self._view.say(
                    "ready",
                    f"all services are ready; REST at {self._runtime.gateway_url}/docs",
                    gateway=self._runtime.gateway_url,
                )
                if self._runtime.ticks:
                    page = self._runtime.ticks
                    self._view.say("ticks", f"ticks at {page}", ticks=page)
                if self._runtime.trace_ui:
                    page = self._runtime.trace_ui
                    self._view.say("trace_ui", f"traces at {page}", trace_ui=page)
            if now - written >= WRITE_S:
                written = now
                self._write()
            if self._options.seconds is not None and now - began >= self._options.seconds:
                self._never_ready = [] if told_ready else not_ready(self._supervisor.parts)
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), POLL_S)

    # -- what is told ----------------------------------------------------------------------

    def _tell_beginning(self, made: Plan, ports: dict[str, int]) -> None:
        directory, say = self._directory, self._view.say
        if directory.moved_to is not None:
            say("moved", f"what was there is in {directory.moved_to}", path=str(directory.moved_to))
        yesterday = directory.yesterday
        begun = (
            f"resuming the state of {moment_of_ns(yesterday.updated_ns)} UTC"
            if yesterday
            else ("beginning anew")
        )
        say(
            "starting",
            f"tradewire {checks.version()}: {begun}, data in {directory.path}",
            data_dir=str(directory.path),
            resumed=yesterday is not None,
            version=checks.version(),
        )
        strategies = ", ".join(one.source for one in made.strategies)
        say(
            "feed",
            f"market: {made.feed}; strategy: {strategies or 'as set'}; account: {made.account}",
            feed=made.feed,
            account=made.account,
            strategies=[one.strategy for one in made.strategies],
        )
        if ports[parts.GATEWAY] != parts.GATEWAY_PORT and self._options.port is None:
            port = ports[parts.GATEWAY]
            say("port", f"the gateway takes port {port}, for 8080 is in use", port=port)

    def _filled(self, fill: fill_pb2.Fill) -> None:
        side = "bought" if fill.side == trading_pb2.SIDE_BUY else "sold"
        text = f"{side} {fill.quantity} {fill.instrument} at {fill.price} (order {fill.order})"
        self._view.say(
            "fill", text, order=fill.order, fill=fill.fill, instrument=fill.instrument,
            side=trading_pb2.Side.Name(fill.side), price=fill.price, quantity=fill.quantity,
        )  # fmt: skip
        if self._first_fill is not None:
            return
        self._first_fill = fill
        steps = next_steps(self._runtime, fill.order)
        width = max(len(what) for what, _ in steps)
        lines = "\n".join(f"  {what:<{width}}  {how}" for what, how in steps)
        feed = self._runtime.feed
        self._view.say(
            "first_fill",
            f"\nThe first fill ({feed} market, no real money). What next:\n{lines}\n",
            order=fill.order,
            feed=feed,
            gateway=self._runtime.gateway_url,
            next=dict(steps),
        )
        if self._options.until_first_fill:
            self._stopping.set()

    def _part_changed(self, part: Part) -> None:
        self._view.part(part)
        if part.state is State.FAILED:
            words = "\n".join(f"    {line}" for line in tail(part.log))
            self._view.say(
                "failed", f"{part.component} said last:\n{words}", component=part.component
            )
        self._write()

    # -- ports and the runtime file --------------------------------------------------------

    def _new_runtime(self, made: Plan, ports: dict[str, int], ticks: Ticks) -> Runtime:
        yesterday = self._directory.yesterday
        return Runtime(
            run=yesterday.run if yesterday is not None else secrets.token_hex(8),
            version=checks.version(),
            data_dir=str(self._directory.path),
            feed=made.feed,
            feed_key=made.feed_key,
            account=made.account,
            nats_url=f"nats://{HOST}:{ports[parts.BUS]}",
            addresses={name: f"{HOST}:{ports[name]}" for name in parts.COMPONENTS},
            replay=made.replay,
            strategies=made.strategies,
            started_ns=time.time_ns(),
            trace_ui=trace_ui.url_of(ports[trace_ui.NAME]) if trace_ui.NAME in ports else "",
            store=self._store,
            ticks=ticks.page,
        )

    def _write(self, *, stopped: bool = False) -> None:
        facts = tuple(_facts(part) for part in self._supervisor.parts)
        guard = self._supervisor.sentinel_pid
        self._runtime = dataclasses.replace(
            self._runtime,
            supervisor=None if stopped else ProcessId.of(os.getpid()),
            sentinel=None if stopped or guard is None else ProcessId.of(guard),
            components=facts,
        )
        try:
            runtime.write(self._runtime)
        except UnavailableError as error:
            # A full disk must end no trading; doctor and the services tell of it too.
            if not self._unwritten:
                self._view.say("unwritten", error.message)
            self._unwritten = True
        else:
            self._unwritten = False

    # -- the end ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        for number in numbers:
            loop.add_signal_handler(number, self._asked_to_stop)
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)

    def _asked_to_stop(self) -> None:
        self._stops_asked += 1
        self._stopping.set()
        if self._stops_asked > 1:
            # Who presses twice does not want to wait; the logs hold all that was answered.
            self._killing = asyncio.get_running_loop().create_task(self._supervisor.kill())


def _facts(part: Part) -> ComponentFacts:
    pid = part.process.pid
    return ComponentFacts(
        component=part.component,
        state=part.state,
        address=part.address,
        process=None if pid is None else ProcessId.of(pid),
        restarts=part.restarts,
        detail=part.detail,
        log=str(Path(part.log)),
        metrics=part.metrics,
        exit_code=part.exit_code,
    )
