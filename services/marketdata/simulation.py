"""The simulated feed: a market that is made up, on the clock of the run.

At its start the candles since the hour before the last full hour are made and stored, so that a
strategy can warm up and every candle from then on is whole. After a restart the candles of the
time in between are made up too; its ticks are not.
"""

import asyncio
from collections.abc import Iterator, Sequence

from services.chassis.subjects import MarketData
from services.marketdata.feed import FeedBoard, PacedRun
from services.marketdata.pacing import Pacer
from services.marketdata.publisher import Publisher
from services.marketdata.recorder import Recorded, Recorder
from services.marketdata.rolling import BUILT, RollingCandles
from services.marketdata.sequences import Sequences
from services.marketdata.simulated import HISTORY_CANDLES_MAX, SimulatedMarket
from services.marketdata.store import Cursor, Lost, Span, StreamKey, TickStore
from tradewire.market import SECOND_NS, Candle, Interval, MarketEvent
from tradewire.marketdata.v1 import feed_pb2

TYPES = (MarketData.TRADES, MarketData.QUOTES, MarketData.CANDLES)

CANDLES_READ = 10_000
"""More than the candles of one second since the hour before the last full hour."""


class SimulatedFeed:
    """Runs one simulated market.

    Args:
        market: its ticks.
        board: where its state is told.
    """

    def __init__(
        self,
        market: SimulatedMarket,
        board: FeedBoard,
        pacer: Pacer,
        sequences: Sequences,
        recorder: Recorder,
        store: TickStore,
        publisher: Publisher,
    ) -> None:
        self._market = market
        self._board = board
        self._pacer = pacer
        self._sequences = sequences
        self._recorder = recorder
        self._store = store
        self._publisher = publisher
        self._candles = RollingCandles([market.instrument], BUILT)
        self._source = f"{board.card.origin.feed}:{market.instrument.id}"
        # The close of the last one-second candle that was made.
        self._made_ns = 0

    async def prepare(self) -> None:
        """Settle the sequences and make the history up.

        Raises:
            StorageError: nothing can be stored.
        """
        await self._recorder.flush()
        await self._begin_sequences()
        now_ns = self._pacer.now_ns()
        hour_ns = Interval.H1.ns
        begin_ns = now_ns - now_ns % hour_ns - hour_ns
        stored = await self._store.read(
            Span(
                self._market.instrument,
                MarketData.CANDLES,
                Interval.S1,
                start_ns=begin_ns,
                by_open=True,
                limit=CANDLES_READ,
            )
        )
        known = [row.event for row in stored if isinstance(row.event, Candle)]
        # Taken and not emitted: the candles made of them are stored too.
        self._candles.take(known)
        self._made_ns = known[-1].close_ns if known else begin_ns
        await self._make_up_to(now_ns)
        await self._recorder.flush()

    async def run(self) -> None:
        """Publish ticks and candles until cancelled; raises StorageError."""
        now_ns = self._pacer.now_ns()
        # A second that was begun by a process before must not be published twice.
        begin_ns = now_ns - now_ns % SECOND_NS + SECOND_NS
        await self._pacer.until(begin_ns)
        await self._make_up_to(begin_ns)
        await self._board.change(feed_pb2.FEED_STATE_STREAMING)
        run = PacedRun(self._pacer, self._candles, self._emit)
        await run.run(self._seconds(begin_ns // SECOND_NS))

    async def close(self) -> None:
        """Note, where all that was published is stored, that the next start needs no gap."""
        used: dict[StreamKey, int] = {}
        for kind in TYPES:
            key = StreamKey(self._market.instrument.id, kind)
            used[key] = self._sequences.last(key)
            # A head of 0 may mean that all of it was too old to keep.
            if await self._store.head(key) not in {0, used[key]}:
                return
        await self._store.append((), (), Cursor(self._source, 0, used, closed=True))

    async def _begin_sequences(self) -> None:
        cursor = await self._store.cursor(self._source)
        lost = []
        for kind in TYPES:
            key = StreamKey(self._market.instrument.id, kind)
            reserved = await self._sequences.reserved(key)
            if cursor is not None and cursor.closed and key in cursor.bases:
                await self._sequences.begin_after(key, cursor.bases[key])
                continue
            head = await self._store.head(key)
            if reserved > head:
                lost.append(Lost(key, head + 1, reserved, "crash"))
            await self._sequences.begin_after(key, max(head, reserved))
        if lost:
            await self._publisher.lose(lost)
        await self._recorder.put(Recorded(cursor=Cursor(self._source)))

    async def _make_up_to(self, until_ns: int) -> None:
        """Store the candles from the last one made to ``until_ns``, at most two hours of them."""
        seconds = (until_ns - self._made_ns) // SECOND_NS
        count = min(max(seconds, 0), HISTORY_CANDLES_MAX)
        # Two hours take two seconds of work, which readers should not have to wait for.
        made = await asyncio.to_thread(self._market.history, until_ns, count)
        events = self._candles.take(made)
        events += self._candles.advance(until_ns)
        if events:
            await self._publisher.record(events)
        self._made_ns = until_ns - until_ns % SECOND_NS

    def _seconds(self, second: int) -> Iterator[Sequence[MarketEvent]]:
        while True:
            yield from self._market.slices(second)
            second += 1

    async def _emit(self, events: Sequence[MarketEvent]) -> None:
        await self._publisher.publish(events)
        self._board.count(events)
