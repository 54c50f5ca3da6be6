"""The one writer of an account: whatever changes it passes through here, in turn.

Two locks. ``lock`` is held from the first look at the desk to the commit and the sending of
what follows; it is never held while somebody else is waited for. ``turn`` is held by whatever
asks risk, so that signals and requests of one account are judged one after the other, while
the venue's reports, directives and cancels go on in between.

The order of things is always: the desk, one transaction, the bus, the venue. A failed commit
leaves memory ahead of the disk, so it ends the process; the next start goes on from the disk.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.clock import Clock, WallClock
from services.chassis.events import NewEvent, append_all
from services.chassis.process import Owner
from services.execution.catalog import Catalog
from services.execution.desk import ExecutionDesk
from services.execution.journal import Dirty
from services.execution.recording import Place, Recording, Rules, record
from services.execution.stages import Stages
from services.execution.stopwatch import Stopwatch
from services.execution.store import (
    Numbers,
    Reason,
    find_record,
    write_dirty,
    write_reason,
    write_stamps,
)
from services.execution.tally import Tally
from services.execution.traceparents import read_traceparent
from services.execution.traces import OrderTraces
from services.execution.venue import VenueCommand, VenueReport
from services.execution.venue_link import VenueLink
from tradewire.errors import InternalError
from tradewire.orders import Order

Extra = Callable[[Connection, Numbers], None]
"""What else belongs into the transaction: a consumer's position, a request's answer."""

_log = logs.logger(__name__)


def nothing(_connection: Connection, _numbers: Numbers) -> None:
    """No further effects."""


def no_events(_place: Place) -> list[NewEvent]:
    """No events but the desk's."""
    return []


@dataclass(frozen=True, slots=True)
class Clocks:
    """The run's clock, which the domain lives by, and the wall clock of the stamps."""

    run: Clock
    wall: Clock

    def wall_ns(self, run_ns: int) -> int:
        """The wall clock at a time of the run; 0 in a replay, where the two are strangers."""
        return run_ns if isinstance(self.run, WallClock) else 0


class AccountWriter:
    """Commits, publishes and sends what one account's desk decides."""

    def __init__(
        self,
        owner: Owner,
        desk: ExecutionDesk,
        *,
        stream: str,
        head: int,
        venue: VenueLink,
        catalog: Catalog,
        clocks: Clocks,
        fail: Callable[[BaseException], None],
        tally: Tally | None = None,
        stages: Stages | None = None,
    ) -> None:
        """Write ``desk`` to ``stream`` of the owner's log, whose last sequence is ``head``."""
        self.account = desk.account
        self.desk = desk
        self.stream = stream
        self.owner = owner
        self.venue = venue
        self.catalog = catalog
        self.clocks = clocks
        self.head = head
        self.lock = asyncio.Lock()
        self.turn = asyncio.Lock()
        self.stopwatch = Stopwatch(clocks.wall.now_ns, stages)
        self.tally = tally or Tally({})
        self.traces = OrderTraces(clocks.wall.now_ns)
        self._fail = fail
        self._broken = False

    @property
    def is_broken(self) -> bool:
        """Whether a commit failed, so that nothing can go on in this process."""
        return self._broken

    @contextmanager
    def unbroken(self) -> Iterator[None]:
        """Around what must end well once the desk was changed: else the process ends.

        Memory is ahead of the disk then. Going on would take a signal that was looked at for
        one that was handled, and lose its order.
        """
        try:
            yield
        except BaseException as error:
            self._broken = True
            self._fail(error)
            raise

    def now_ns(self) -> int:
        """The time on the run's clock."""
        return self.clocks.run.now_ns()

    def place(self, *, after: int = 0) -> Place:
        """Where the account's next event goes, ``after`` so many that are not kept yet."""
        head = self.head + after
        return Place(self.owner.log_id, self.account, self.stream, head, self.now_ns())

    async def commit(
        self,
        commands: Sequence[VenueCommand] = (),
        *,
        rules: Rules | None = None,
        reason: Reason | None = None,
        causes: tuple[str, ...] = (),
        extra: Extra = nothing,
        beside: Callable[[Place], list[NewEvent]] = no_events,
    ) -> Numbers:
        """Commit what the desk has for the store, publish it, then send the commands.

        The caller holds ``lock``.

        Args:
            commands: for the venue, after the commit.
            rules: of orders denied now.
            reason: what the orders of a cause are explained by.
            causes: handled ones that were kept back until their orders are recorded.
            extra: further effects of the same transaction.
            beside: events that are not the desk's, and come after its own.
        """
        self._check()
        began_ns = self.clocks.wall.now_ns()
        # What is taken from the desk is nowhere else: nothing may fail from here to the disk.
        with self.unbroken():
            events = self.desk.take_events()
            recording = record(self.place(), events, self.catalog.get, rules or {}, self.traces.of)
            recording.events.extend(beside(self.place(after=len(events))))
            dirty = self.desk.take_dirty()
            dirty = replace(dirty, causes=(*causes, *dirty.causes))
            idle = not recording.events and dirty == Dirty() and reason is None
            if not idle or extra is not nothing:
                await self._write(recording, dirty, reason, extra)
        self.tally.take(events)
        for order in dirty.orders:
            if order.revision == 1:
                self.stopwatch.committed(order.client_order_id, order.created_ns)
        self.traces.told(events, began_ns)
        self.send(commands)
        return recording.numbers

    def send(self, commands: Sequence[VenueCommand]) -> None:
        """Hand commands to the venue; what they follow from is committed."""
        if commands:
            self.venue.send(commands, self.now_ns())
            self.stopwatch.sent(commands, self.now_ns())
            self.traces.sent(commands)

    async def append(self, recording: Recording, extra: Extra = nothing) -> None:
        """Commit events that are not the desk's. The caller holds ``lock``."""
        self._check()
        with self.unbroken():
            await self._write(recording, Dirty(), None, extra)

    async def take_reports(self, reports: Sequence[VenueReport]) -> None:
        """Record what the venue reported, and send what follows."""
        self.stopwatch.reported(reports)
        async with self.lock:
            self._check()
            commands = self.desk.on_reports(reports, self.now_ns())
            commands += await self._take_strays()
            await self.commit(commands)

    async def flush_stamps(self) -> None:
        """Keep the stamps that no later transaction took along."""
        stamps = self.stopwatch.take()
        if stamps:
            await self.owner.store.write(lambda connection: write_stamps(connection, stamps))

    async def find_order(self, order: str) -> Order | None:
        """An order in memory or in the store, by our id or the client order id."""
        found = self.desk.find_order(order)
        if found is not None:
            return found
        record_found = await self.owner.store.read(
            lambda connection: find_record(connection, self.account, order)
        )
        return None if record_found is None else record_found.order

    async def _take_strays(self) -> list[VenueCommand]:
        """Reports of orders that memory let go: take those orders back and repeat."""
        commands: list[VenueCommand] = []
        for report in self.desk.take_strays():
            key = report.client_order_id
            found = await self.owner.store.read(
                lambda connection, key=key: find_record(connection, self.account, key)  # type: ignore[misc]  # mypy does not infer a default's type.
            )
            if found is None:
                _log.error("report of an unknown order", account=self.account, order=key)
                continue
            traceparent = await self.owner.store.read(
                lambda connection, key=key: read_traceparent(connection, self.stream, key)  # type: ignore[misc]  # as above.
            )
            self.traces.remember(found.order.cause, traceparent)
            self.desk.readmit(found)
            commands += self.desk.on_report(report, self.now_ns())
        return commands

    async def _write(
        self, recording: Recording, dirty: Dirty, reason: Reason | None, extra: Extra
    ) -> None:
        stamps = self.stopwatch.take()

        def transaction(connection: Connection) -> None:
            append_all(connection, self.stream, recording.events)
            write_dirty(connection, self.account, dirty, recording.numbers)
            if reason is not None:
                write_reason(connection, reason)
            write_stamps(connection, stamps)
            extra(connection, recording.numbers)

        await self.owner.commit(transaction)
        self.head += len(recording.events)

    def _check(self) -> None:
        if self._broken:
            raise InternalError(
                f"account {self.account} could not be recorded and memory is ahead of the disk;"
                " the process ends and goes on from the disk at its next start"
            )
