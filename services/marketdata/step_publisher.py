"""Sends a replay's market data on its way: to the bus, to readers in this process, to the record.

A step goes out whole before its first round is opened, so that whoever hears of the round has its
market data already.
"""

from services.chassis.bus import Bus
from services.marketdata.feed import FeedBoard
from services.marketdata.latest import Latest
from services.marketdata.recorder import Recorded, Recorder
from services.marketdata.replay_steps import StepBatches
from services.marketdata.steps import Step
from services.marketdata.store import Cursor
from services.marketdata.subscribers import Subscribers


class StepPublisher:
    """One replay's way out.

    Args:
        source: the tape, as the tick store's cursor knows it.
    """

    def __init__(
        self,
        source: str,
        bus: Bus,
        board: FeedBoard,
        recorder: Recorder,
        subscribers: Subscribers,
        latest: Latest,
    ) -> None:
        self.events = 0
        """Events that were published or passed over."""
        self._source = source
        self._bus = bus
        self._board = board
        self._recorder = recorder
        self._subscribers = subscribers
        self._latest = latest

    @property
    def latest(self) -> Latest:
        """The newest of what was published."""
        return self._latest

    def resume(self, events: int, latest: Latest) -> None:
        """Go on behind so many events, which the tick store has."""
        self.events = events
        self._latest.resume(latest)

    async def record(self, step: Step, batches: StepBatches) -> None:
        """Give a step to readers here and to the record; waits while that is too far behind."""
        if not batches.count:
            return
        for batch in batches.batches:
            for message in batch.messages:
                self._subscribers.push(batch.rows.key, message)
        await self._take(batches)
        self._board.count(step.events)

    async def send(self, batches: StepBatches) -> None:
        """Send a step to the bus; sent again it changes nothing, for its sequences are known."""
        for batch in batches.batches:
            for payload in batch.payloads:
                await self._bus.publish_live(batch.subject, payload)

    async def pass_over(self, batches: StepBatches, stored: int) -> None:
        """Take up a step that was published before a restart; what is not stored is recorded.

        Args:
            batches: of the step.
            stored: how many of the tape's events the tick store has.
        """
        if self.events + batches.count > stored:
            # What of it is stored has no sequence above the stored head, and is dropped there.
            await self._take(batches)
            return
        self.events += batches.count
        for batch in batches.batches:
            self._latest.take(batch.rows)

    async def _take(self, batches: StepBatches) -> None:
        self.events += batches.count
        rows = [batch.rows for batch in batches.batches]
        for one in rows:
            self._latest.take(one)
        await self._recorder.put(Recorded(rows, cursor=Cursor(self._source, self.events)))
