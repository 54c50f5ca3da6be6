"""One strategy's place in the service: its record, its checkpoint, and every commit of both.

A strategy's inputs are handled one at a time under its lock: market data, timers, order
events and people's commands. Whatever an input leads to is one transaction: checkpoint,
signals, their events, and what the caller adds, such as an answer or a reader's position.
"""

import asyncio
import contextlib
import dataclasses
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from services.chassis import logs, spans
from services.chassis.clock import Clock, WallClock
from services.chassis.process import Owner
from services.signal import store
from services.signal.history import MarketHistory
from services.signal.host import Failure, HostState, StrategyHost
from services.signal.journal import Journal
from services.signal.metrics import Counts
from services.signal.records import (
    Checkpoint,
    Saved,
    Standing,
    StrategyRecord,
    with_fill,
    with_position,
    without_own_state,
)
from services.signal.traces import committed, open_trace
from services.signal.watch import BlockWatch
from tradewire.errors import InternalError
from tradewire.orders import OrderEvent, Position
from tradewire.signals import Signal, SignalState

T = TypeVar("T")

START_S_MAX = 60.0
"""How long events of its orders wait for a strategy that starts: longer than marketdata's history
is waited for. Those of the account's other strategies wait behind them."""

_log = logs.logger(__name__)

Also = Callable[[Connection], None]
"""What belongs in the same transaction."""


def nothing_else(connection: Connection) -> None:
    """Add nothing to the transaction."""
    del connection


@dataclass(frozen=True, slots=True)
class Parts:
    """What every seat shares.

    Attributes:
        clock: the run's; wall: the machine's, for latency stamps.
        fail: ends the process with an error: memory is ahead of the disk.
        warm_candles: history per instrument and interval for a strategy without state.
    """

    owner: Owner
    journal: Journal
    history: MarketHistory
    clock: Clock
    wall: Clock
    watch: BlockWatch
    counts: Counts
    fail: Callable[[BaseException], None]
    warm_candles: int = 500


class Seat:
    """A strategy, running or not. Its methods but ``commit`` take the lock themselves."""

    def __init__(self, parts: Parts, record: StrategyRecord, checkpoint: Checkpoint) -> None:
        self.parts = parts
        self.record = record
        self.checkpoint = checkpoint
        self.host: StrategyHost | None = None
        """Of a strategy that runs here; None while it does not."""
        self.marks = checkpoint.marks
        """How far the host has come; in the checkpoint with the next commit."""
        self.lock = asyncio.Lock()
        self._broken = False
        self._stands = asyncio.Event()
        self._starting_s = 0.0
        self._note_start()

    @property
    def name(self) -> str:
        """The strategy's id."""
        return self.record.strategy

    async def commit(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        state: Standing | None = None,
        failure: Failure | None = None,
        actor: str = "",
        reason: str = "",
        also: Also = nothing_else,
    ) -> None:
        """Store what the last input led to; the caller holds the lock.

        Args:
            headers: of the message that the input came in.
            state: the strategy's now; None where it stays, or where the host has failed.
            failure: why, where the state is FAILED.
            actor: who asked for the state.
            reason: why.
            also: the rest of the transaction.

        Raises:
            StorageError: nothing was stored; the process must end.
        """
        signals = [self._finished(signal, headers or {}, "") for signal in self._take()]
        checkpoint = self._checkpoint(len(signals))
        host = self.host
        if host is not None and host.state is HostState.FAILED:
            state, failure = Standing.FAILED, host.failure
            self.host = None

        def transaction(connection: Connection) -> StrategyRecord:
            for signal in signals:
                self.parts.journal.give(connection, signal)
            if checkpoint is not self.checkpoint:
                store.put_checkpoint(connection, self.name, checkpoint)
            record = self.record
            if state is not None:
                record = self.parts.journal.move(
                    connection, record, state, failure=failure, actor=actor, reason=reason
                )
            also(connection)
            return record

        before, began_ns = self.record.state, self.parts.wall.now_ns()
        self.record = await self._store(transaction)
        committed(signals, began_ns, self.parts.wall.now_ns())
        self.checkpoint = checkpoint
        self._tell(before, signals)

    async def give(self, make: Callable[[int], Signal], also: Callable[[Signal], Also]) -> Signal:
        """Give a signal of a strategy outside; ``make`` gets its ordinal.

        Raises:
            StorageError: nothing was stored; the process must end.
        """
        ordinal = self.checkpoint.ordinal + 1
        signal = self._finished(make(ordinal), {}, spans.current())
        after = dataclasses.replace(self.checkpoint, ordinal=ordinal)

        def transaction(connection: Connection) -> None:
            self.parts.journal.give(connection, signal)
            store.put_checkpoint(connection, self.name, after)
            also(signal)(connection)

        began_ns = self.parts.wall.now_ns()
        await self.parts.owner.commit(transaction)
        committed([signal], began_ns, self.parts.wall.now_ns())
        self.checkpoint = after
        self._tell(self.record.state, [signal])
        return signal

    async def on_order(self, event: OrderEvent, also: Also) -> None:
        """Follow an event of an order that this strategy caused, running or not.

        One that starts is waited for: after a crash it is told what became of its orders meanwhile.
        """
        await self._started()
        async with self.lock:
            if self.host is not None:
                with self.parts.watch.of(self.name):
                    self.host.on_order_event(event, self.parts.clock.now_ns())
                await self.commit(also=also)
                return
            fill, saved = event.fill, self.checkpoint.saved
            await self._keep(saved if fill is None else with_fill(saved, fill), also)

    async def on_position(self, position: Position, also: Also) -> None:
        """Take the account's word for what is held, running or not."""
        async with self.lock:
            if self.host is not None:
                self.host.on_position(position)
                await self.commit(also=also)
                return
            await self._keep(with_position(self.checkpoint.saved, position), also)

    def _note_start(self) -> None:
        """Have events wait for a strategy that is on its way."""
        if self.record.state is Standing.STARTING:
            self._starting_s = time.monotonic()
            self._stands.clear()
        else:
            self._stands.set()

    async def _started(self) -> None:
        left_s = self._starting_s + START_S_MAX - time.monotonic()
        if left_s > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._stands.wait()

    async def _keep(self, saved: Saved | None, also: Also) -> None:
        """Store what a strategy that does not run would have saved."""
        before = self.checkpoint
        if saved is not before.saved:
            self.checkpoint = dataclasses.replace(before, saved=saved)

        def transaction(connection: Connection) -> None:
            if self.checkpoint is not before:
                store.put_checkpoint(connection, self.name, self.checkpoint)
            also(connection)

        await self._store(transaction)

    async def _store(self, transaction: Callable[[Connection], T]) -> T:
        """Commit what memory has done already; where that fails, the process ends."""
        if self._broken:
            raise InternalError(
                f"strategy {self.name} could not be recorded and memory is ahead of the disk; the"
                " process ends and goes on from the disk at its next start"
            )
        try:
            return await self.parts.owner.commit(transaction)
        except Exception as error:
            # What another input would store now would leave out what this one has told.
            self._broken = True
            self.parts.fail(error)
            raise

    def _take(self) -> list[Signal]:
        return [] if self.host is None else self.host.take_signals()

    def _finished(self, signal: Signal, headers: Mapping[str, str], within: str) -> Signal:
        """The signal with its trace, waiting for a person where the strategy is so set."""
        waits = self.record.terms.approval_required
        traceparent = signal.traceparent or open_trace(
            signal,
            headers,
            self.parts.wall.now_ns(),
            on_wall_clock=isinstance(self.parts.clock, WallClock),
            within=within,
        )
        state = SignalState.PENDING_APPROVAL if waits else SignalState.PUBLISHED
        return dataclasses.replace(signal, traceparent=traceparent, state=state)

    def _checkpoint(self, given: int) -> Checkpoint:
        """What a restart needs after this input; the last one's state where the host failed."""
        host, last = self.host, self.checkpoint
        if host is None:
            return last
        if host.state is not HostState.FAILED:
            try:
                # Read back, so that what cannot be stored fails here and nothing is shared.
                saved = json.loads(json.dumps(host.checkpoint()))
                # Before it was warmed its own state is none that it would know again.
                kept = saved if self.marks.warmed else without_own_state(saved)
                return Checkpoint(host.ordinal, kept, self.marks.copy())
            except Exception as error:  # noqa: BLE001 - the user's save may raise anything
                host.fail(Failure.of(error, "save", self.parts.clock.now_ns()))
        if given == 0:
            return last
        return dataclasses.replace(last, ordinal=max(last.ordinal + given, host.ordinal))

    def _tell(self, before: Standing, signals: list[Signal]) -> None:
        for signal in signals:
            self.parts.counts.signals.of(self.name).inc()
            _log.info(
                "signal given",
                strategy=self.name,
                signal=signal.signal_id,
                ordinal=signal.ordinal,
                instrument=signal.instrument,
                state=signal.state.value,
                trace_id=signal.traceparent.split("-")[1],
            )
        after = self.record
        if after.state is before:
            return
        self._note_start()
        if after.failure is not None:
            self.parts.counts.failures.of(self.name).inc()
            _log.error(
                "strategy failed; the others go on",
                strategy=self.name,
                handler=after.failure.handler,
                error=str(after.failure),
                traceback=after.failure.traceback,
            )
        else:
            _log.info("strategy moved", strategy=self.name, state=after.state.value)
