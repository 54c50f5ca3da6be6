"""What a participant of a replay has received and not handled: market data, events, rounds.

Everything comes by one subscription, so that it arrives in the order in which the bus got it:
whatever a round may read is there before the round is opened. What is not, because the bus was
away, is fetched from its owner.
"""

import asyncio
from bisect import bisect_left
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence

from google.protobuf.message import DecodeError
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.subjects import PREFIX, MarketData, Topic, market_data
from tradewire.codec.market import market_from_wire
from tradewire.errors import CorruptDataError, InternalError
from tradewire.instruments import Instrument
from tradewire.market import MarketEvent
from tradewire.marketdata.v1 import event_pb2
from tradewire.marketdata.v1.event_pb2 import MarketDataEvent
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent

EVENTS_MAX = 10_000
"""Events of one stream that wait: a round's are some tens, and no next one is opened before they
are handled. Of more the oldest go, and are fetched from their owner."""

BATCHES_MAX = 10_000
"""Batches of one stream that wait: as many steps of a journal, or the whole present of a feed that
goes on while this process reads the past. Of more the latest go, for they are needed last."""

ROUNDS_WAITING_MAX = 64
"""Rounds that wait: one is open, the others are repeats of it while this process was busy."""

_MARKET = f"{PREFIX}.{Topic.MARKET_DATA}."
_PLACE_BYTES = 2
_KINDS = {
    event_pb2.MARKET_DATA_TYPE_TRADES: MarketData.TRADES,
    event_pb2.MARKET_DATA_TYPE_QUOTES: MarketData.QUOTES,
    event_pb2.MARKET_DATA_TYPE_BOOKS: MarketData.BOOKS,
    event_pb2.MARKET_DATA_TYPE_CANDLES: MarketData.CANDLES,
}

OnRound = Callable[[Advance, str], Awaitable[bool]]
"""Takes a round and the subject for its answer."""

_log = logs.logger(__name__)


class Inbox:
    """One participant's.

    Args:
        clock: the subject of the run's rounds.
        reads: wildcards of the streams that are kept beside market data.
    """

    def __init__(self, bus: Bus, clock: str, reads: Sequence[str]) -> None:
        self._bus = bus
        self._clock = clock
        self._prefixes = tuple(wildcard.rstrip("*>") for wildcard in reads)
        # By their first sequences, in order: who comes back hears the present before the past.
        self._market: dict[str, deque[MarketDataEvent]] = {}
        self._events: dict[str, dict[int, Event]] = {}
        self._handled: dict[str, int] = {}
        self._rounds: deque[tuple[Advance, str]] = deque(maxlen=ROUNDS_WAITING_MAX)
        self._arrived = asyncio.Event()
        self._grew = asyncio.Event()
        self.on_round: OnRound | None = None
        """Asked first when a round is opened; what it answers at once is not kept."""
        self._failure: Exception | None = None
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        """Subscribe; what is sent from now on is received."""
        self._subscription = await self._bus.subscribe(f"{PREFIX}.>", self._receive)
        await self._bus.client.flush()

    async def close(self) -> None:
        """Receive nothing more."""
        if self._subscription is not None:
            await self._bus.unsubscribe(self._subscription)

    def handled(self, stream: str) -> int:
        """The last sequence of a stream that was taken out."""
        return self._handled.get(stream, 0)

    @property
    def all_handled(self) -> Mapping[str, int]:
        """The same of every stream."""
        return self._handled

    def resume(self, handled: Mapping[str, int]) -> None:
        """Go on where an earlier process was; what it has taken out is not taken again."""
        self._handled = dict(handled)
        for stream in self._market.keys() & self._handled.keys():
            self._forget(stream)

    async def next_round(self) -> tuple[Advance, str]:
        """The next round and the subject for its answer; raises what ``fail`` was given."""
        while not self._rounds and self._failure is None:
            self._arrived.clear()
            await self._arrived.wait()
        if self._failure is not None:
            raise self._failure
        return self._rounds.popleft()

    def fail(self, error: Exception) -> None:
        """Have the reader of rounds end with this error."""
        self._failure = self._failure or error
        self._arrived.set()

    # -- market data -----------------------------------------------------------------------

    def put_market(self, message: MarketDataEvent, subject: str) -> None:
        """Keep a batch; one that was taken out before is nothing."""
        if message.last_sequence <= self.handled(subject):
            return
        waiting, first = self._market.setdefault(subject, deque()), message.first_sequence
        if not waiting or waiting[-1].first_sequence < first:
            waiting.append(message)
        else:
            place = bisect_left(waiting, first, key=_first_sequence)
            if waiting[place].first_sequence == first:
                return
            waiting.insert(place, message)
        if len(waiting) > BATCHES_MAX:
            waiting.pop()

    def take_market(
        self, advance: Advance, instruments: Mapping[str, Instrument]
    ) -> list[MarketEvent] | None:
        """The market data of a step in the order of the tape; None where some is missing.

        Raises:
            InternalError: the order does not fit the marks.
        """
        marks = [mark for mark in advance.marks if mark.stream.startswith(_MARKET)]
        found: list[Sequence[MarketEvent]] = []
        for mark in marks:
            events = self._up_to(mark.stream, mark.sequence, instruments)
            if events is None:
                return None
            found.append(events)
        for mark in marks:
            self._handled[mark.stream] = mark.sequence
            self._forget(mark.stream)
        return _merged(found, advance.tape_order)

    def _up_to(
        self, stream: str, sequence: int, instruments: Mapping[str, Instrument]
    ) -> list[MarketEvent] | None:
        """The events after the handled ones up to ``sequence``; None where there is a hole."""
        last = self.handled(stream)
        events: list[MarketEvent] = []
        for message in self._market.get(stream, ()):
            if message.last_sequence <= last:
                continue
            if message.first_sequence > last + 1 or last >= sequence:
                break
            batch = market_from_wire(message, instruments)
            events += [one for one in batch if last < one.sequence <= sequence]
            last = min(message.last_sequence, sequence)
        return events if last >= sequence else None

    def _forget(self, stream: str) -> None:
        waiting, handled = self._market.get(stream), self._handled[stream]
        while waiting and waiting[0].last_sequence <= handled:
            waiting.popleft()

    # -- other streams ---------------------------------------------------------------------

    def reads(self, stream: str) -> bool:
        """Whether events of this stream are kept."""
        return stream.startswith(self._prefixes)

    def put_event(self, event: Event) -> None:
        """Keep an event; one that was taken out before is nothing."""
        if event.seq <= self.handled(event.stream):
            return
        waiting = self._events.setdefault(event.stream, {})
        waiting[event.seq] = event
        self._grew.set()
        if len(waiting) > EVENTS_MAX:
            del waiting[min(waiting)]

    def has_events(self, stream: str, up_to_seq: int) -> bool:
        """Whether all events after the handled ones up to a sequence are here."""
        waiting = self._events.get(stream, {})
        return all(seq in waiting for seq in range(self.handled(stream) + 1, up_to_seq + 1))

    async def receives(self, stream: str, up_to_seq: int, *, within_s: float) -> bool:
        """Wait a while for the bus to bring the events up to a sequence; whether it did."""
        try:
            async with asyncio.timeout(within_s):
                while not self.has_events(stream, up_to_seq):
                    self._grew.clear()
                    await self._grew.wait()
        except TimeoutError:
            return False
        return True

    def take_events(self, stream: str, up_to_seq: int) -> list[Event]:
        """Take out what ``has_events`` said is here."""
        waiting = self._events.get(stream, {})
        taken = [waiting.pop(seq) for seq in range(self.handled(stream) + 1, up_to_seq + 1)]
        self._handled[stream] = max(up_to_seq, self.handled(stream))
        return taken

    # -- the bus ---------------------------------------------------------------------------

    async def _receive(self, message: Msg) -> None:
        subject = message.subject
        try:
            if subject.startswith(_MARKET):
                self.put_market(MarketDataEvent.FromString(message.data), subject)
            elif subject == self._clock:
                await self._hear(ClockEvent.FromString(message.data), message.reply)
            elif self.reads(subject):
                self.put_event(Delivery.of_message(message).event)
        except (CorruptDataError, DecodeError) as error:
            _log.error("a foreign message is left out", subject=subject, error=str(error))

    async def _hear(self, event: ClockEvent, reply: str) -> None:
        if event.WhichOneof("payload") != "advance":
            return
        if self.on_round is not None and await self.on_round(event.advance, reply):
            return
        self._rounds.append((event.advance, reply))
        self._arrived.set()


def _first_sequence(message: MarketDataEvent) -> int:
    return message.first_sequence


def subject_of(message: MarketDataEvent) -> str:
    """The stream of a batch, by its bus subject."""
    return market_data(_KINDS[message.type], message.instrument)


def _merged(streams: Sequence[Sequence[MarketEvent]], order: bytes) -> list[MarketEvent]:
    """Events of several streams in the order of the tape: two bytes an event name its stream."""
    if sum(map(len, streams)) * _PLACE_BYTES != len(order):
        raise InternalError(
            f"a step has {sum(map(len, streams))} events and an order of"
            f" {len(order) // _PLACE_BYTES}; feed and participant are of different versions",
            reason="REPLAY_DIVERGED",
        )
    if len(streams) == 1:
        return list(streams[0])
    readers = [iter(stream) for stream in streams]
    places = zip(order[::2], order[1::2], strict=True)
    return [next(readers[high << 8 | low]) for high, low in places]
