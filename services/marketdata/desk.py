"""All of market data in one process: the tick store, the recorder and the feed, put together."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from services.chassis import logs
from services.chassis.failures import (
    StorageError,
    StorageFaultError,
    StorageFullError,
    StorageUnavailableError,
)
from services.chassis.kv import Bucket, Values
from services.chassis.process import Owner, Process
from services.chassis.subjects import MarketData
from services.marketdata.feed import FeedBoard, FeedCard
from services.marketdata.instruments import Instruments, shipped_instruments
from services.marketdata.latest import Latest
from services.marketdata.manifests import load_manifest
from services.marketdata.metrics import watch_market, watch_publisher, watch_ticks
from services.marketdata.pacing import Pacer
from services.marketdata.publisher import Publisher, QuoteBoard
from services.marketdata.recorder import Recorder
from services.marketdata.replay_parts import Outlets, assemble, without_tape
from services.marketdata.replay_service import ReplayApi
from services.marketdata.sequences import Sequences
from services.marketdata.settings import FeedSettings, MarketDataSettings
from services.marketdata.simulated import SIMULATED_INSTRUMENT, SimulatedMarket
from services.marketdata.simulation import TYPES as SIMULATED
from services.marketdata.simulation import SimulatedFeed
from services.marketdata.spool import Spool
from services.marketdata.store import Origin, TickStore
from services.marketdata.subscribers import Subscribers
from services.marketdata.tapes import Tape, open_tape, tape_time
from services.marketdata.ticks import DuckTicks
from tradewire.errors import ConfigurationError, PreconditionError, TradewireError
from tradewire.market import SECOND_NS
from tradewire.marketdata.v1 import feed_kind_pb2, feed_pb2

if TYPE_CHECKING:
    from services.marketdata.quest_ticks import QuestTicks

RETENTION_S = 600.0
"""How often old rows are looked for: a deletion scans the oldest row groups only."""

OVERDUE_S = 60.0
"""The same after a deletion that failed: the feed's state must not tell for long of what has gone,
nor the store grow; a line in the log a minute is bearable."""

FIGURES_S = 10.0
"""The contract's span between two messages of a feed that streams."""

LAST_FLUSH_S_MAX = 10.0
"""At the end the queue is written out; a disk that hangs must not keep the process from ending."""

FEED = "replay"
"""The id of the feed that plays a tape."""

REPLAYED = (MarketData.TRADES, MarketData.QUOTES, MarketData.BOOKS, MarketData.CANDLES)
"""What a tape may bring."""

HOUR_NS = 3600 * SECOND_NS
MIB = 1024 * 1024

_log = logs.logger(__name__)


class Feed(Protocol):
    """What runs a source of events."""

    async def prepare(self) -> None:
        """Settle where it goes on."""
        ...

    async def run(self) -> None:
        """Bring its events until it is at its end or cancelled."""
        ...

    async def close(self) -> None:
        """Note that it ended in order."""
        ...


@dataclass(frozen=True, slots=True)
class Market:
    """What the service's answers are made of."""

    log_id: str
    instruments: Instruments
    store: TickStore
    recorder: Recorder
    latest: Latest
    subscribers: Subscribers
    boards: Mapping[str, FeedBoard]
    """Feeds by id."""


class Desk:
    """Runs the feed of one process. Made by ``Desk.open``; ``close`` it before the process ends."""

    def __init__(self, process: Process, settings: MarketDataSettings, owner: Owner) -> None:
        self.market: Market
        self.replay: ReplayApi
        self._process = process
        self._settings = settings
        self._owner = owner
        self._feed: Feed | None = None
        self._board: FeedBoard
        self._task: asyncio.Task[None] | None = None
        self._recording: asyncio.Task[None] | None = None
        # Why old rows could not be deleted when that was last tried; empty where they could.
        self._overdue = ""

    @classmethod
    async def open(cls, process: Process, settings: MarketDataSettings, owner: Owner) -> "Desk":
        """Open the tick store, prepare the feed and start it.

        A feed that cannot begin is FAILED with the reason; the service answers all the same.

        Raises:
            StorageError: the tick store cannot be opened.
            ConfigurationError: what answers at its address is not it.
        """
        desk = cls(process, settings, owner)
        instruments = shipped_instruments()
        store = await _open_store(settings, owner.log_id)
        by_id = {one.id: one for one in instruments}
        recorder = Recorder(store, Spool.open(settings.spool_path), by_id)
        latest, subscribers = Latest(), Subscribers(owner.log_id)
        process.spawn("recorder", desk._record(recorder))
        outlets = Outlets(store, recorder, latest, subscribers)
        desk._feed, desk._board, desk.replay = await desk._open_feed(instruments, outlets)
        boards = {desk._board.card.origin.feed: desk._board}
        desk.market = Market(
            owner.log_id, instruments, store, recorder, latest, subscribers, boards
        )
        figures = process.figures
        watch_market(figures, boards, recorder, subscribers)
        watch_ticks(figures, store, settings.spool_path)
        await desk._prepare()
        process.spawn("feed", desk._run())
        process.spawn("quotes", QuoteBoard(latest, Values(owner.bus, Bucket.QUOTES)).run())
        if settings.replay is None:
            # A replay's directory holds one tape, which bounds it, however old that is.
            process.spawn("retention", desk._retain())
        process.spawn("figures", desk._tell())
        return desk

    async def close(self) -> None:
        """Stop the feed, store what was published, close the tick store.

        What it does not take waits on disk for the next start, in a live feed.
        """
        await _ended(self._task)
        try:
            async with asyncio.timeout(LAST_FLUSH_S_MAX):
                if not self.market.recorder.failure:
                    await self.market.recorder.flush()
                if self._feed is not None:
                    await self._feed.close()
        except (TimeoutError, StorageError) as error:
            _log.warning("the last rows were not stored", error=str(error))
        await _ended(self._recording)
        recorder = self.market.recorder
        await asyncio.to_thread(recorder.keep)
        if recorder.spooled:
            _log.warning("rows wait on disk for the next start", batches=recorder.spooled)
        await self.market.store.close()

    # -- the feed ----------------------------------------------------------------------------

    async def _open_feed(
        self, instruments: Instruments, outlets: Outlets
    ) -> tuple[Feed | None, FeedBoard, ReplayApi]:
        settings = self._settings.feed
        if settings.kind == "replay":
            return await self._open_replay(instruments, outlets)
        process, owner = self._process, self._owner
        one = instruments.get(SIMULATED_INSTRUMENT)
        origin = Origin("simulated", feed_kind_pb2.FEED_KIND_SIMULATED)
        source = f"made up from seed {settings.seed}: no market ever had these prices"
        card = FeedCard(origin, one.venue, (one,), SIMULATED, source)
        board = FeedBoard(card, owner, process.clock.now_ns)
        sequences = Sequences(owner.store)
        publisher = Publisher(
            origin,
            owner.log_id,
            owner.bus,
            sequences,
            outlets.recorder,
            outlets.subscribers,
            outlets.latest,
            wall_ns=process.wall.now_ns,
        )
        watch_publisher(process.figures, origin.feed, publisher)
        market = SimulatedMarket(one, settings.seed, settings.rate)
        feed = SimulatedFeed(
            market,
            board,
            Pacer(process.clock),
            sequences,
            outlets.recorder,
            outlets.store,
            publisher,
        )
        return feed, board, ReplayApi(None, None)

    async def _open_replay(
        self, instruments: Instruments, outlets: Outlets
    ) -> tuple[Feed | None, FeedBoard, ReplayApi]:
        settings, process, owner = self._settings.feed, self._process, self._owner
        replay = self._settings.replay
        assert replay is not None, "settings refuse a replay without its section"  # noqa: S101
        assert process.steps is not None, "a process of a replay has its clock"  # noqa: S101

        def open_again() -> Tape:
            return _open_tape(settings, instruments)

        try:
            tape = open_again()
        except TradewireError as error:
            board = FeedBoard(_card(settings, None), owner, process.clock.now_ns)
            board.state, board.detail = feed_pb2.FEED_STATE_FAILED, error.message
            _log.error("the feed cannot begin", feed=FEED, error=error.message)
            failed = await without_tape(replay.run, owner, outlets.store, error.message)
            return None, board, ReplayApi(failed, None)
        board = FeedBoard(_card(settings, tape), owner, process.clock.now_ns)
        parts = assemble(
            replay.run,
            open_again,
            settings.intervals,
            settings.speed,
            board,
            owner,
            outlets,
            process.steps,
            self._settings.marks_path,
        )
        watch_publisher(process.figures, FEED, parts.publisher)
        return parts.coordinator, board, ReplayApi(parts.board, parts.retelling)

    async def _prepare(self) -> None:
        if self._feed is not None:
            await self._board.change(feed_pb2.FEED_STATE_CONNECTING)
            await self._feed.prepare()

    async def _run(self) -> None:
        """The feed's task: what its source does wrong ends the feed, and not the service."""
        self._task = asyncio.current_task()
        if self._feed is None:
            return
        try:
            await self._feed.run()
        except StorageError:
            raise
        except TradewireError as error:
            _log.error("the feed failed", feed=self._board.card.origin.feed, error=error.message)
            await self._board.change(feed_pb2.FEED_STATE_FAILED, error.message)

    async def _record(self, recorder: Recorder) -> None:
        self._recording = asyncio.current_task()
        await recorder.run()

    # -- beside it ---------------------------------------------------------------------------

    async def _tell(self) -> None:
        """Every ten seconds: the figures, and whether the record keeps up."""
        while True:
            await asyncio.sleep(FIGURES_S)
            board, recorder = self._board, self.market.recorder
            board.spooled = recorder.spooled
            board.unsynced = self.market.latest.unsynced()
            if board.state not in {feed_pb2.FEED_STATE_STREAMING, feed_pb2.FEED_STATE_DEGRADED}:
                continue
            detail = recorder.failure
            if not detail and recorder.spooled:
                detail = f"{recorder.spooled} batches wait on disk for the tick store"
            detail = detail or self._overdue
            state = feed_pb2.FEED_STATE_DEGRADED if detail else feed_pb2.FEED_STATE_STREAMING
            if (state, detail) == (board.state, board.detail):
                await board.tell()
            else:
                await board.change(state, detail)

    async def _retain(self) -> None:
        """Delete what is older than the settings keep, on the clock of the run."""
        kept = self._settings.ticks
        while True:
            await asyncio.sleep(OVERDUE_S if self._overdue else RETENTION_S)
            now_ns = self._process.clock.now_ns()
            try:
                count = await self.market.store.expire(
                    now_ns - kept.age_h * HOUR_NS,
                    now_ns - kept.candle_age_h * HOUR_NS,
                    kept.disk_mib * MIB,
                )
            except (StorageUnavailableError, StorageFullError, StorageFaultError) as error:
                # A server comes back and a suspended table is resumed, and this process could not
                # start again before that; but a store that only grows is said in the feed's state.
                self._overdue = f"old rows cannot be deleted: {error.message}"
                _log.warning("old rows stay until the tick store is back", error=error.message)
                continue
            self._overdue = ""
            await self._board.forget()
            if count:
                _log.info("old rows deleted", rows=count)


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _open_store(settings: MarketDataSettings, log_id: str) -> "DuckTicks | QuestTicks":
    """The tick store of the settings."""
    url = settings.ticks.quest
    if url is None:
        memory_mib = settings.ticks.memory_mib
        return await DuckTicks.open(settings.ticks_path, log_id=log_id, memory_mib=memory_mib)
    from services.marketdata.quest_ticks import QuestTicks  # noqa: PLC0415 - else idle memory.

    try:
        return await QuestTicks.open(url, log_id=log_id)
    except PreconditionError as error:
        # Other tables, another log's, may only be read: no other start of this process helps.
        raise ConfigurationError(error.message, reason=error.reason) from error


def _open_tape(settings: FeedSettings, instruments: Instruments) -> Tape:
    assert settings.path is not None, "settings refuse a replay without a path"  # noqa: S101
    return open_tape(
        settings.path,
        None if settings.manifest is None else load_manifest(settings.manifest),
        None if settings.start is None else tape_time(settings.start),
        None if settings.end is None else tape_time(settings.end),
        skip_damaged=settings.skip_damaged,
        known=instruments,
    )


def _card(settings: FeedSettings, tape: Tape | None) -> FeedCard:
    origin = Origin(FEED, feed_kind_pb2.FEED_KIND_REPLAY)
    # The contract's 0: as fast as its readers allow.
    speed = settings.speed or 0.0
    if tape is None:
        return FeedCard(origin, "", (), REPLAYED, str(settings.path), speed)
    source = f"tape {tape.manifest.name}: {', '.join(path.name for path in tape.files)}"
    return FeedCard(origin, tape.instruments[0].venue, tape.instruments, REPLAYED, source, speed)
