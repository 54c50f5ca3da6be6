"""Runs one strategy of this process: loads it, warms it, feeds it until it is stopped.

Market data comes by live subscriptions of its own, whose queue is bounded: a strategy
that cannot keep up loses the oldest messages, alone, and the loss is counted and logged.
Candles that the bus did not bring are fetched from marketdata, before newer ones are handled.
"""

import asyncio
import dataclasses
import time
from collections.abc import Iterable, Mapping, Sequence

from services.chassis import logs
from services.chassis.live import Dropped, LiveMessage, LiveSubscription
from services.chassis.subjects import MarketData, market_data
from services.signal.backlog import Backlog
from services.signal.host import Failure, HostState, Stamps, StrategyHost
from services.signal.loader import create_strategy
from services.signal.messages import inputs_of
from services.signal.patience import bounded
from services.signal.records import Standing
from services.signal.seat import Seat
from tradewire.codec.market import market_from_wire
from tradewire.errors import ConfigurationError, TradewireError
from tradewire.instruments import Instrument
from tradewire.market import Candle, MarketEvent
from tradewire.marketdata.v1 import event_pb2

CHECKPOINT_S = 2.0
"""How much market data a crash may make a strategy see again, or miss where it is no
candle: one small commit in two seconds for each strategy that has input."""

TIMER_S_MAX = 1.0
"""How long the timekeeper sleeps at most; a checkpoint is due about then anyway."""

FRESH_NS = 10_000_000_000
"""A candle missed in a quick restart is handled in full; what an older one asks for is
dropped, for nobody should trade on it now."""

MISSED_MAX = 1_000
"""Candles of one instrument and length that a running strategy is handed after a loss, the newest
ones: a page, the most that marketdata gives at once, or a quarter of an hour of seconds."""

GAP_LOG_S = 5.0
"""A strategy that is too slow drops all the time; once in this time is enough to know."""

_KINDS = {
    "trade": MarketData.TRADES,
    "quote": MarketData.QUOTES,
    "book": MarketData.BOOKS,
    "candle": MarketData.CANDLES,
}

_log = logs.logger(__name__)


class Runner:
    """One strategy's task. ``run`` returns when the strategy failed, and is cancelled to stop."""

    def __init__(self, seat: Seat, *, paused: bool) -> None:
        """Run the strategy of ``seat``; ``paused`` where it was so before a restart."""
        self._seat = seat
        self._parts = seat.parts
        self._paused = paused
        self._instruments: dict[str, Instrument] = {}
        self._timers_changed = asyncio.Event()
        self._dirty = False
        self._committed_s = time.monotonic()
        self._gap_told_s = 0.0
        self._backlog = Backlog(seat, {})

    async def run(self) -> None:
        """Load, warm and feed the strategy.

        Raises:
            StorageError: a commit failed; the process must end.
        """
        host = await self._load()
        if host is None:
            return
        try:
            self._instruments = await self._parts.history.instruments(self._names(host))
        except TradewireError as error:
            await self._fail("load", error)
            return
        self._backlog = Backlog(self._seat, self._instruments)
        live = LiveSubscription(self._parts.owner.bus, *self._subjects(host))
        # Subscribed before history is asked for: what happens in between waits in the queue.
        await live.start()
        forget = self._parts.counts.watch_queue(self._seat.name, live)
        try:
            if await self._begin(host):
                await self._feed(host, live)
        finally:
            forget()
            await live.close()

    # -- before the first event ----------------------------------------------------------

    async def _load(self) -> StrategyHost | None:
        seat, terms = self._seat, self._seat.record.terms
        handler = "load"
        async with seat.lock:
            try:
                with self._parts.watch.of(seat.name):
                    strategy = create_strategy(terms.reference, dict(terms.parameters))
                    log_id = self._parts.journal.log_id
                    host = StrategyHost(
                        seat.name,
                        strategy,
                        terms.account,
                        log_id,
                        terms.instruments,
                        bounded=bounded,
                    )
                    self._names(host)
                    handler = "restore"
                    if seat.checkpoint.saved is not None:
                        host.restore(seat.checkpoint.saved)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a user's file may raise anything
                failure = Failure.of(error, handler, self._parts.clock.now_ns())
                await seat.commit(state=Standing.FAILED, failure=failure)
                return None
            host.ordinal = max(host.ordinal, seat.checkpoint.ordinal)
            seat.marks = seat.checkpoint.marks.copy()
            seat.host = host
        return host

    def _names(self, host: StrategyHost) -> tuple[str, ...]:
        names = self._seat.record.terms.instruments or host.strategy.instruments
        if not names:
            raise ConfigurationError(
                f"strategy {self._seat.name} names no instruments; give them in its settings, or"
                " as `instruments` of its class"
            )
        return tuple(names)

    def _subjects(self, host: StrategyHost) -> list[str]:
        wanted = inputs_of(type(host.strategy))
        kinds = [kind for name, kind in _KINDS.items() if name in wanted]
        return [market_data(kind, name) for name in self._instruments for kind in kinds]

    async def _begin(self, host: StrategyHost) -> bool:
        """Start the strategy and show it the candles that it has not seen."""
        seat = self._seat
        candles = await self._backlog.find(host, self._instruments, self._parts.warm_candles)
        async with seat.lock:
            now_ns = self._parts.clock.now_ns()
            with self._parts.watch.of(seat.name):
                host.start(now_ns, paused=self._paused)
                fresh = self._warm(host, candles, now_ns)
            seat.marks = dataclasses.replace(seat.marks, warmed=True)
            self._backlog.note()
            _log.info(
                "strategy warmed",
                strategy=seat.name,
                candles=len(candles),
                handled_in_full=len(fresh),
                restored=seat.checkpoint.saved is not None,
            )
            state = Standing.PAUSED if self._paused else Standing.RUNNING
            await seat.commit(state=state)
        await self._handle(host, fresh, Stamps(), None)
        return seat.host is host

    def _warm(self, host: StrategyHost, candles: Iterable[Candle], now_ns: int) -> list[Candle]:
        """Show the old ones; the ones after a quick restart are to be handled in full."""
        fresh = []
        for candle in candles:
            if self._seat.marks.warmed and candle.close_ns > now_ns - FRESH_NS:
                fresh.append(candle)
            else:
                host.warm(candle)
                self._note(candle)
        return fresh

    # -- events ----------------------------------------------------------------------------

    async def _feed(self, host: StrategyHost, live: LiveSubscription) -> None:
        async with asyncio.TaskGroup() as tasks:
            clock = tasks.create_task(self._keep_time(host))
            async for message in live:
                if isinstance(message, Dropped):
                    self._drop(message)
                else:
                    await self._receive(host, message)
                # What was sent before the loss, and still waits, comes first.
                if self._backlog.behind and not live.waiting:
                    await self._catch_up(host, sorted(self._backlog.behind))
                if self._seat.host is not host:
                    break
            clock.cancel()

    async def _receive(self, host: StrategyHost, message: LiveMessage) -> None:
        began_s = time.perf_counter()
        try:
            batch = event_pb2.MarketDataEvent.FromString(message.payload)
            events = market_from_wire(batch, self._instruments)
        except (TradewireError, ValueError) as error:
            self._gap("damaged", message.subject, str(error))
            return
        of_candles = batch.type == event_pb2.MARKET_DATA_TYPE_CANDLES
        if self._is_hole(message.subject, batch) and of_candles:
            await self._catch_up(host, [batch.instrument], batch.first_sequence)
        unseen = self._unseen(host, message.subject, batch.log_id, events)
        if unseen:
            stamps = Stamps(batch.batch.published_unix_nanos, self._parts.wall.now_ns())
            await self._handle(host, unseen, stamps, message, batch.log_id)
        last = self._last(message.subject, batch.log_id)
        self._seat.marks.sequences[message.subject] = (
            batch.log_id,
            max(last, batch.last_sequence),
        )
        self._parts.counts.handler.of(self._seat.name).observe(time.perf_counter() - began_s)

    async def _catch_up(
        self, host: StrategyHost, names: Sequence[str], before_seq: int | None = None
    ) -> None:
        """Hand over the candles that the bus did not bring; of those it has, up to the next."""
        seat = self._seat
        candles = [
            candle
            for candle in await self._backlog.find(host, names, MISSED_MAX)
            if before_seq is None or candle.sequence < before_seq
        ]
        if not candles:
            return
        async with seat.lock:
            if seat.host is not host:
                return
            with self._parts.watch.of(seat.name):
                fresh = self._warm(host, candles, self._parts.clock.now_ns())
            self._parts.counts.fetched.of(seat.name).inc(len(candles))
            _log.info(
                "candles fetched that the bus did not bring",
                strategy=seat.name,
                instruments=names,
                candles=len(candles),
                handled_in_full=len(fresh),
            )
            self._backlog.note(before_seq)
            await self._commit({})
        await self._handle(host, fresh, Stamps(), None)

    def _is_hole(self, subject: str, batch: event_pb2.MarketDataEvent) -> bool:
        """Whether something is missing before the batch, which is counted."""
        last = self._last(subject, batch.log_id)
        if batch.HasField("gap"):
            self._gap("announced", subject, f"{batch.first_sequence} to {batch.last_sequence}")
            return True
        if last and batch.first_sequence > last + 1:
            self._gap("hole", subject, f"{last + 1} to {batch.first_sequence - 1}")
            return True
        return False

    def _unseen(
        self, host: StrategyHost, subject: str, log_id: str, events: list[MarketEvent]
    ) -> list[MarketEvent]:
        """Less what was handled before a restart, or from history."""
        last = self._last(subject, log_id)
        return [
            event
            for event in events
            if event.sequence > last
            and not (isinstance(event, Candle) and not self._wants(host, event))
        ]

    def _wants(self, host: StrategyHost, candle: Candle) -> bool:
        """Whether the candle is of a wanted length and was not handled from history."""
        return candle.interval in host.intervals and candle.close_ns > self._closed(candle)

    def _last(self, subject: str, log_id: str) -> int:
        """The last sequence handled of a subject; another log begins anew."""
        known, last = self._seat.marks.sequences.get(subject, (log_id, 0))
        return last if known == log_id else 0

    async def _handle(
        self,
        host: StrategyHost,
        events: Iterable[MarketEvent],
        stamps: Stamps,
        message: LiveMessage | None,
        log_id: str = "",
    ) -> None:
        """Hand events over, one after another; ``message`` is None for candles of history."""
        seat = self._seat
        async with seat.lock:
            for event in events:
                if seat.host is not host:
                    return
                due_ns = host.next_due_ns()
                now_ns = self._parts.clock.now_ns()
                with self._parts.watch.of(seat.name):
                    if due_ns is not None and due_ns <= now_ns:
                        host.on_clock(now_ns)
                    host.on_market(event, now_ns, stamps)
                self._note(event)
                if message is not None:
                    seat.marks.sequences[message.subject] = (log_id, event.sequence)
                self._dirty = True
                if host.has_signals or host.state is HostState.FAILED:
                    # Before the next event, so that the signal travels at once.
                    await self._commit({} if message is None else message.headers)
                if host.next_due_ns() != due_ns:
                    self._timers_changed.set()

    def _note(self, event: MarketEvent) -> None:
        if isinstance(event, Candle):
            key = f"{event.instrument.id} {event.interval}"
            self._seat.marks.closes[key] = max(event.close_ns, self._closed(event))

    def _closed(self, candle: Candle) -> int:
        return self._seat.marks.closes.get(f"{candle.instrument.id} {candle.interval}", 0)

    async def _commit(self, headers: Mapping[str, str]) -> None:
        self._dirty = False
        self._committed_s = time.monotonic()
        await self._seat.commit(headers=headers)

    async def _keep_time(self, host: StrategyHost) -> None:
        """Fire timers, and checkpoint what a while of input has changed."""
        seat = self._seat
        while seat.host is host:
            self._timers_changed.clear()
            try:
                async with asyncio.timeout(self._pause_s(host)):
                    await self._timers_changed.wait()
                continue
            except TimeoutError:
                pass
            async with seat.lock:
                if seat.host is not host:
                    return
                with self._parts.watch.of(seat.name):
                    host.on_clock(self._parts.clock.now_ns())
                due = self._dirty and time.monotonic() - self._committed_s >= CHECKPOINT_S
                if due or host.has_signals or host.state is HostState.FAILED:
                    await self._commit({})

    def _pause_s(self, host: StrategyHost) -> float:
        due_ns = host.next_due_ns()
        if due_ns is None:
            return TIMER_S_MAX
        left_ns = due_ns - self._parts.clock.now_ns()
        return min(TIMER_S_MAX, max(0.0, left_ns / 1e9))

    # -- faults ----------------------------------------------------------------------------

    async def _fail(self, handler: str, error: TradewireError) -> None:
        seat = self._seat
        async with seat.lock:
            seat.host = None
            failure = Failure.of(error, handler, self._parts.clock.now_ns())
            await seat.commit(state=Standing.FAILED, failure=failure)

    def _drop(self, dropped: Dropped) -> None:
        count = sum(dropped.counts.values())
        self._parts.counts.dropped.of(self._seat.name).inc(count)
        cause = "the bus was away" if dropped.disconnected else "the strategy is too slow"
        self._backlog.lose(dropped)
        self._gap("dropped", ", ".join(sorted(dropped.counts)) or "any", f"{count}: {cause}")

    def _gap(self, kind: str, subject: str, detail: str) -> None:
        self._parts.counts.gaps.of(self._seat.name).inc()
        now_s = time.monotonic()
        if now_s - self._gap_told_s < GAP_LOG_S:
            return
        self._gap_told_s = now_s
        _log.warning(
            "a strategy's market data has a gap",
            strategy=self._seat.name,
            kind=kind,
            subject=subject,
            missing=detail,
        )
