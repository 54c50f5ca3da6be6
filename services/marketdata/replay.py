"""The replay feed: a recording at the clock of the run, the tape being the log.

What the tape brings is the same at every reading, so every event has one sequence for ever: the
stream's base at the first reading plus its number on the tape. After a crash the tape is read
again from its beginning; what is stored is passed over, what was published and not stored is
published again under the same sequences, and what the clock has passed meanwhile comes at once,
late. Nothing is lost and nothing gets a second sequence.
"""

from collections.abc import Sequence

from services.chassis.subjects import MarketData
from services.marketdata.feed import FeedBoard, PacedRun
from services.marketdata.pacing import Pacer
from services.marketdata.publisher import Publisher
from services.marketdata.recorder import Recorded, Recorder
from services.marketdata.rolling import BUILT, RollingCandles, multiples_of
from services.marketdata.sequences import Sequences
from services.marketdata.store import Cursor, StreamKey, TickStore
from services.marketdata.tapes import Tape
from tradewire.market import MarketEvent
from tradewire.marketdata.v1 import feed_pb2

TYPES = (MarketData.TRADES, MarketData.QUOTES, MarketData.BOOKS, MarketData.CANDLES)


class ReplayFeed:
    """Plays one tape, once in a data directory.

    Args:
        tape: the recording.
        board: where its state is told.
    """

    def __init__(
        self,
        tape: Tape,
        board: FeedBoard,
        pacer: Pacer,
        sequences: Sequences,
        recorder: Recorder,
        store: TickStore,
        publisher: Publisher,
    ) -> None:
        self._tape = tape
        self._board = board
        self._pacer = pacer
        self._sequences = sequences
        self._recorder = recorder
        self._store = store
        self._publisher = publisher
        self._source = tape.log_id("marketdata")
        self._bases: dict[StreamKey, int] = {}
        # Events of the tape that are stored; events that were taken from it in this process.
        self._stored = self._taken = 0

    async def prepare(self) -> None:
        """Find out where the tape was left.

        Raises:
            StorageError: nothing can be stored.
        """
        await self._recorder.flush()
        cursor = await self._store.cursor(self._source)
        if cursor is None:
            for instrument in self._tape.instruments:
                for kind in TYPES:
                    key = StreamKey(instrument.id, kind)
                    self._bases[key] = await self._sequences.reserved(key)
            # Before the first event goes out: a second reading must begin at the same sequences.
            await self._recorder.put(Recorded(cursor=Cursor(self._source, 0, self._bases)))
            await self._recorder.flush()
        else:
            self._bases, self._stored = dict(cursor.bases), cursor.ordinal
        for key, base in self._bases.items():
            await self._sequences.begin_after(key, base)

    async def run(self) -> None:
        """Play the tape; returns at its end.

        Raises:
            CorruptDataError: the recording is damaged.
            StorageError: nothing can be stored.
        """
        base = self._tape.manifest.interval
        candles = RollingCandles(
            self._tape.instruments,
            BUILT if base is None else multiples_of(base),
            of_candles=base is not None,
        )
        await self._board.change(feed_pb2.FEED_STATE_STREAMING)
        paced = PacedRun(self._pacer, candles, self._emit, lambda: self._taken < self._stored)
        await paced.run(self._tape.batches(), self._tape.manifest.end_margin_ns)
        await self._recorder.flush()
        detail = ""
        if self._tape.damage_count:
            detail = f"{self._tape.damage_count} damaged lines were passed over"
        await self._board.change(feed_pb2.FEED_STATE_FINISHED, detail)

    async def close(self) -> None:
        """Nothing: the tape's cursor is stored with its ticks."""

    async def _emit(self, events: Sequence[MarketEvent]) -> None:
        known = max(0, min(len(events), self._stored - self._taken))
        self._taken += len(events)
        if known:
            await self._publisher.pass_over(events[:known])
        if fresh := events[known:]:
            cursor = Cursor(self._source, self._taken, self._bases)
            await self._publisher.publish(fresh, cursor)
            self._board.count(fresh)
        self._board.malformed = self._tape.damage_count
