"""What a participant of a replay handles in a round: gathered, or fetched from its owner."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.events import Event
from services.chassis.inbox import Inbox, subject_of
from services.chassis.own_log import AHEAD_MAX
from services.chassis.rounds import RANKS, Participant, Round
from services.chassis.subjects import parse
from tradewire.channel import Channel
from tradewire.errors import TradewireError
from tradewire.market import MarketEvent
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance, StreamMark
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

ARRIVAL_S = 0.1
"""How long events may take that their owner published before it answered its round: they are on
their way by the same bus, and only a bus that was away in between has lost them."""

_log = logs.logger(__name__)


class JournalLostError(Exception):
    """The feed's journal cannot be read to its end now."""


class RoundInputs:
    """One participant's.

    Args:
        run: the replay's id.
        marketdata: a channel to the feed's service.

    Attributes:
        again: whether rounds of the past are run, of which the bus brings nothing any more.
    """

    def __init__(
        self, run: str, inbox: Inbox, participant: Participant, marketdata: Channel
    ) -> None:
        self.again = False
        self._run = run
        self._inbox = inbox
        self._participant = participant
        self._stub = ReplayServiceStub(marketdata)

    async def of(self, advance: Advance) -> Round:
        """All that the round may read; waits until it is here."""
        market = await self._market(advance) if advance.step.round == 1 else []
        events: list[Event] = []
        read = [mark for mark in advance.marks if self._inbox.reads(mark.stream)]
        for mark in sorted(read, key=_rank):
            await self._wait_for(mark)
            events += self._inbox.take_events(mark.stream, mark.sequence)
        return Round(advance.step, advance.clock_unix_nanos, advance.closing, market, events)

    async def journal(self, after_step: int) -> AsyncGenerator[replay_pb2.ReplayJournalStep, None]:
        """The feed's journal from the step after ``after_step`` on, its market data put aside.

        Raises:
            JournalLostError: it breaks off.
        """
        request = replay_pb2.ReadReplayJournalRequest(run=self._run, after_step=after_step)
        try:
            async for response in self._stub.ReadReplayJournal(request):
                for step in response.steps:
                    for message in step.events:
                        self._inbox.put_market(message, subject_of(message))
                    yield step
        except (TradewireError, TimeoutError) as error:
            # Of the reading alone: a round that fails as it is handled must not be handled twice.
            raise JournalLostError(str(error)) from error

    async def _market(self, advance: Advance) -> list[MarketEvent]:
        while True:
            events = self._inbox.take_market(advance, self._participant.instruments)
            if events is not None:
                return events
            if not await self._fetch_market(advance.step.step):
                await asyncio.sleep(ARRIVAL_S)

    async def _fetch_market(self, step: int) -> bool:
        """Have the feed read from the tape again what the bus has lost; whether it could."""
        _log.info("fetches a step's market data from the feed", step=step)
        try:
            async with aclosing(self.journal(step - 1)) as journal:
                # The journal goes on to the present, and only this step is missing.
                return await anext(journal, None) is not None
        except JournalLostError as error:
            _log.warning("the feed cannot be asked", error=str(error))
        return False

    async def _wait_for(self, mark: StreamMark) -> None:
        """Return when the events up to the mark are here; what does not come is fetched."""
        inbox, attempt, up_to = self._inbox, 0, mark.sequence
        if inbox.has_events(mark.stream, up_to):
            return
        if self.again:
            # Long past: the bus will not bring it, and what comes next is long past too.
            up_to = max(up_to, inbox.handled(mark.stream) + AHEAD_MAX)
        elif await inbox.receives(mark.stream, up_to, within_s=ARRIVAL_S):
            return
        while not inbox.has_events(mark.stream, mark.sequence):
            if attempt:
                await asyncio.sleep(doubling_backoff(attempt))
            attempt += 1
            try:
                fetched = await self._participant.fetch(
                    mark.stream, inbox.handled(mark.stream), up_to
                )
            except (TradewireError, TimeoutError) as error:
                _log.warning("waits for the owner", stream=mark.stream, error=str(error))
                continue
            for event in fetched:
                inbox.put_event(event)


def _rank(mark: StreamMark) -> tuple[int, str]:
    return RANKS.index(parse(mark.stream).rule.topic), mark.stream
