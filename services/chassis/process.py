"""The life of a service's process, so that each ``__main__`` reads as a parts list.

    async def main() -> None:
        settings = load(RiskSettings)
        async with Process(settings) as process:
            owner = await process.open_owner()
            ...
            await process.serve(server)

    if __name__ == "__main__":
        run(main)

Crash-only: what cannot go on says why and ends the process with exit code 1; the next start
takes up the state that was committed.
"""

import asyncio
import gc
import secrets
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.clock import Clock, ManualClock, WallClock
from services.chassis.components import Components
from services.chassis.config import EXIT_MISCONFIGURED, ServiceSettings
from services.chassis.databases import open_store
from services.chassis.ending import END_S_MAX, end, exit_within, own_the_process, within
from services.chassis.events import open_log
from services.chassis.figures import Figures
from services.chassis.identity import identity_of
from services.chassis.metrics import Metrics, Transactions
from services.chassis.outbox import Outbox
from services.chassis.own import platform_version
from services.chassis.schema import check_schema
from services.chassis.server import Server
from services.chassis.shelf import Redeliver
from services.chassis.storage import Store
from services.chassis.system import SystemApi
from services.chassis.tails import FOLLOWERS_MAX, Tails
from services.chassis.telemetry import configure_tracing
from tradewire import decimals
from tradewire.errors import ConfigurationError, PreconditionError, TradewireError
from tradewire.system.v1.system_service_pb2_grpc import add_SystemServiceServicer_to_server

T = TypeVar("T")

SWITCH_S = 0.0005
"""How long a thread computes while another waits for the interpreter. A transaction on its own
thread asks for it at each statement; at Python's 5 ms an order waits behind market data."""

GARBAGE = (20_000, 20, 50)
"""Objects made before the collector looks, and how often it looks further back. Nothing of ours
needs it often: counting frees nearly all. 20,000 are some MB at most."""

STORE_S_MAX = 4.0
"""Closing the database finishes the writes that wait: 0.12 s of work when all 1024 places are
taken, and a lock's 2 s. What is given up was not committed."""

_log = logs.logger(__name__)


class Owner:
    """A service's database, log and bus, opened together.

    Attributes:
        log_id: of the owner's log.
        lock: held by whatever changes the domain's state, from the first look to the commit.
        redeliver: consumers whose dead letters can be handed to them again, by name.
    """

    def __init__(self, store: Store, bus: Bus, outbox: Outbox, tails: Tails, log_id: str) -> None:
        self.store = store
        self.bus = bus
        self.outbox = outbox
        self.tails = tails
        outbox.on_appended = tails.wake
        self.log_id = log_id
        self.lock = asyncio.Lock()
        self.redeliver: dict[str, Redeliver] = {}

    async def commit(self, transaction: Callable[[Connection], T]) -> T:
        """Commit, then hand what was appended to the followers and to the bus.

        Raises:
            StorageError: nothing was committed. State in memory may be ahead of the disk then:
                let it end the process.
        """
        return await self.outbox.write(transaction)


class Process:
    """What every process of ours has: settings, logs, traces, metrics, clocks, tasks."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.metrics = Metrics(settings.service)
        self.figures = Figures(self.metrics)
        self.steps = _steps(settings)
        """The clock of a replay in lock-step, moved by its rounds; None outside of one."""
        self.wall: Clock = self.steps or WallClock()
        self.clock = self.wall
        self._tasks: set[asyncio.Task[None]] = set()
        self._owner: Owner | None = None
        self._ended = asyncio.Event()
        self._ending = False
        self._failure: BaseException | None = None

    async def __aenter__(self) -> Self:
        logs.configure(self.settings.logs, self.settings.service)
        # Production without a key ends here, and not at the first call that is refused.
        identity_of(self.settings)
        self._tracing = configure_tracing(self.settings.service)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._ended.set)
        self._data_dir()
        self.figures.of_process(self.settings.data_dir)
        self.spawn("loop-lag", self.figures.watch_loop())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._begin_end()
        await end(self._tasks)
        if self._owner is not None:
            await self._owner.bus.close()
            await within(STORE_S_MAX, "store-close", self._owner.store.close())
        self._tracing.shutdown()

    async def open_owner(self, *, synchronous: Literal["NORMAL", "FULL"] = "NORMAL") -> Owner:
        """Open the service's database and log, and connect to the bus.

        Raises:
            StorageError: it cannot be opened, or its schema is of another version.
        """
        service = self.settings.service
        transactions = Transactions()
        store = await open_store(
            self.settings.database, synchronous=synchronous, observe=transactions
        )
        await store.read(lambda connection: check_schema(connection, service))

        def begin_log(connection: Connection) -> str:
            now_ns = self.clock.now_ns()
            replay = self.settings.replay
            return open_log(
                connection,
                now_ns=now_ns,
                draw_id=lambda: secrets.token_hex(16),
                log_id=None if replay is None else replay.log_id,
            )

        log_id = await store.write(begin_log)
        bus = await Bus.open(self.settings.nats_url, name=service)
        outbox = Outbox(store, bus, log_id=log_id, now_ns=self.clock.now_ns)
        self._owner = Owner(store, bus, outbox, Tails(store, log_id), log_id)
        self._show(self._owner, transactions)
        self.spawn("outbox", outbox.run())
        return self._owner

    def spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work`` beside the server; when it raises, the process ends and says so."""
        task = asyncio.create_task(self._watched(name, work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A task that is cancelled before its first step never reaches its work, which would then
        # complain that nobody awaited it.
        task.add_done_callback(lambda _: work.close())

    def fail(self, error: BaseException) -> None:
        """End the process with this error: the first one is what it reports."""
        self._failure = self._failure or error
        self._ended.set()

    async def serve(self, server: Server) -> None:
        """Answer until SIGTERM, SIGINT or a task's failure; then stop in order.

        Every process answers for the platform as a whole too, so that one that lives tells who
        does not.

        Raises:
            BaseException: what a task failed with.
        """
        log_id = "" if self._owner is None else self._owner.log_id
        components = Components(self.settings, platform_version(), owner_log_id=log_id)
        system = SystemApi(components, self.wall.now_ns, self._owner)
        server.add(add_SystemServiceServicer_to_server, system)
        await server.start()
        # Modules, contracts and settings live as long as the process: the collector need not look
        # at a hundred megabytes of them again and again while an order waits.
        gc.collect()
        gc.freeze()
        try:
            await self._ended.wait()
        finally:
            self._begin_end()
            await server.stop()
            await components.close()
        if self._failure is not None:
            raise self._failure

    def _show(self, owner: Owner, transactions: Transactions) -> None:
        figures, service = self.figures, self.settings.service
        figures.of_store(service, transactions, owner.store)
        figures.of_bus(owner.bus)
        figures.of_outbox(owner.outbox)
        figures.of_queue("followers", lambda: owner.tails.followers, FOLLOWERS_MAX)
        if self.settings.database_url is None:
            path = self.settings.data_dir / f"{service}.db"
            figures.of_files(path, path.with_suffix(".db-wal"))

    def _begin_end(self) -> None:
        """From here on the process ends in time, by itself or cut off."""
        if not self._ending:
            self._ending = True
            times = self.settings.server
            exit_within(times.drain_s + times.grace_s + END_S_MAX)

    async def _watched(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the process ends with it
            _log.error("task failed", task=name, error=str(error), exc_info=True)
            self.fail(error)

    def _data_dir(self) -> None:
        path: Path = self.settings.data_dir
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PreconditionError(
                f"data directory {path} cannot be made ({error.strerror}); set"
                " TRADEWIRE_DATA_DIR to a folder that can be written",
                reason="DATA_DIR_UNUSABLE",
            ) from error


def run(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a service's ``main``; exit with one readable line where it cannot go on.

    With 1, or with ``EXIT_MISCONFIGURED`` where no other start would help.
    """
    decimals.install()
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(*GARBAGE)
    own_the_process()
    words = ""
    try:
        asyncio.run(main())
    except ConfigurationError as error:
        sys.stderr.write(f"{error.reason}: {error.message}\n")
        sys.exit(EXIT_MISCONFIGURED)
    except TradewireError as error:
        words = f"{error.reason}: {error.message}\n"
    except KeyboardInterrupt:
        sys.exit(130)
    if words:
        # Here the error and all that it holds is gone, or DuckDB would complain of it at the end.
        # The log may not be configured yet when settings are wrong: standard error is there.
        gc.collect()
        sys.stderr.write(words)
        sys.exit(1)


def _steps(settings: ServiceSettings) -> ManualClock | None:
    """Nothing that a replay records may depend on the wall, so it has no other clock."""
    return None if settings.replay is None else ManualClock(settings.replay.begin_ns)
