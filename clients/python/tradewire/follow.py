"""Following an owner's stream: every event in order, each once, whatever the connection does.

::

    async for item in follow(open_events, position):
        match item:
            case Happened(position, event): ...
            case Missed(position, first, last, cause): ...   # read the state anew

The position of an item is what to keep, beside the effects of the event, to go on after it.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tradewire.errors import DeadlineError, OutOfRangeError, TradewireError, UnavailableError
from tradewire.types.v1.stream_pb2 import Gap, Heartbeat

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)

# Heartbeats come every 15 s unless asked otherwise: two lost and a half mean a dead stream.
SILENCE_S_MAX = 40.0
# The first pause is short, for a restart takes a second; the longest keeps a fleet of readers
# from hammering a server that is down.
RECONNECT_PAUSE_S_MIN = 0.1
RECONNECT_PAUSE_S_MAX = 5.0
# Attempts in a row without a message: five minutes at the longest pause, more than a rolling
# update takes. Then the caller learns that the owner is away.
RECONNECTS_MAX = 60


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader stands: the owner's log and the last sequence handled in it."""

    log_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Happened(Generic[E]):
    """The next event; ``position`` is the one after it."""

    position: Position
    event: E


@dataclass(frozen=True, slots=True)
class Missed:
    """Events ``first`` to ``last`` that this reader will never get, and why.

    ``cause`` is the owner's, or ``unannounced`` where the sequence jumped without a
    word: either way state derived from the stream must be read anew.
    """

    position: Position
    first: int
    last: int
    cause: str


class StreamMessage(Protocol[E_co]):
    """What every stream of the contract answers: an event, a heartbeat or a gap."""

    @property
    def event(self) -> E_co:
        """The next event."""
        ...

    @property
    def heartbeat(self) -> Heartbeat:
        """The sign of life of a silent stream."""
        ...

    @property
    def gap(self) -> Gap:
        """A hole that will never be filled."""
        ...


OpenStream = Callable[[Position | None], AsyncIterable[StreamMessage[E]]]
"""Makes the call, resuming after the position; from now on for None."""


async def follow(
    open_stream: OpenStream[E],
    position: Position | None = None,
    *,
    dense: bool = True,
    silence_s_max: float = SILENCE_S_MAX,
    reconnects_max: int = RECONNECTS_MAX,
) -> AsyncIterator[Happened[E] | Missed]:
    """Events after ``position``, reconnecting where the connection or the owner fails.

    Args:
        open_stream: makes the call.
        position: the last one handled; None begins now, with what comes first.
        dense: False for a selection such as directives, whose sequences jump.
        silence_s_max: seconds without even a heartbeat after which the stream is dead.
        reconnects_max: attempts in a row that bring no message.

    Raises:
        OutOfRangeError: the owner's log is another now (reason LOG_CHANGED): its
            state must be read anew.
        UnavailableError, DeadlineError: the owner stayed away for all the attempts.
        TradewireError: the owner refused the call, which no repeat would change.
    """
    reader: _Reader[E] = _Reader(position, dense=dense)
    failures = 0
    while True:
        failure: TradewireError = UnavailableError("the stream ended; it is opened again")
        try:
            opened = _unless_silent(open_stream(reader.position), silence_s_max)
            # Closed here and not by the collector, or the server streams on to nobody.
            async with aclosing(opened) as messages:
                async for message in messages:
                    failures = 0
                    for item in reader.read(message):
                        yield item
        except (UnavailableError, DeadlineError) as error:
            failure = error
        failures += 1
        if failures > reconnects_max:
            raise failure
        await asyncio.sleep(min(RECONNECT_PAUSE_S_MIN * 2**failures, RECONNECT_PAUSE_S_MAX))


class _Reader(Generic[E]):
    """Knows what was handled, and so what is new, known or missing."""

    def __init__(self, position: Position | None, *, dense: bool) -> None:
        self.position = position
        self._dense = dense

    def read(self, message: StreamMessage[E]) -> list[Happened[E] | Missed]:
        """What a message brings: at most a hole and an event after it."""
        # A protocol cannot say what every generated message can be asked.
        generated: Any = message
        match generated.WhichOneof("message"):
            case "event":
                return self._event(message.event)
            case "gap":
                return self._gap(message.gap)
            case "heartbeat":
                self._heartbeat(message.heartbeat)
                return []
            case _:
                # A kind of a newer version, which promises to be of no consequence.
                return []

    def _event(self, event: E) -> list[Happened[E] | Missed]:
        log_id, first, last = _span(event)
        found: list[Happened[E] | Missed] = []
        if self.position is not None:
            self._check_log(log_id)
            handled = self.position.sequence
            if last <= handled:
                return []
            if self._dense and first > handled + 1:
                missed = Position(log_id, first - 1)
                found.append(Missed(missed, handled + 1, first - 1, "unannounced"))
        self.position = Position(log_id, last)
        found.append(Happened(self.position, event))
        return found

    def _gap(self, gap: Gap) -> list[Happened[E] | Missed]:
        if self.position is None:
            # Nothing was handled, so nothing is missing.
            return []
        first = max(gap.from_sequence, self.position.sequence + 1)
        if gap.to_sequence < first:
            return []
        self.position = Position(self.position.log_id, gap.to_sequence)
        return [Missed(self.position, first, gap.to_sequence, gap.cause)]

    def _heartbeat(self, heartbeat: Heartbeat) -> None:
        stands = heartbeat.position
        if not stands.log_id:
            return
        if self.position is None:
            self.position = Position(stands.log_id, stands.sequence)
            return
        self._check_log(stands.log_id)
        # In a selection it says up to where there was nothing; elsewhere the events say so.
        if not self._dense and stands.sequence > self.position.sequence:
            self.position = Position(stands.log_id, stands.sequence)

    def _check_log(self, log_id: str) -> None:
        if self.position is not None and log_id != self.position.log_id:
            raise OutOfRangeError(
                f"the owner's log is {log_id} now and was {self.position.log_id}: read its state"
                " anew and follow from there",
                reason="LOG_CHANGED",
                metadata={"log_id": log_id},
            )


def _span(event: Any) -> tuple[str, int, int]:
    """Log, first and last sequence of an envelope; a batch of market data spans several."""
    if hasattr(event, "first_sequence"):
        return event.log_id, event.first_sequence, event.last_sequence
    return event.log_id, event.sequence, event.sequence


async def _unless_silent(
    stream: AsyncIterable[StreamMessage[E]], silence_s_max: float
) -> AsyncGenerator[StreamMessage[E], None]:
    """The stream's messages; raises DeadlineError when none came for so long."""
    messages = aiter(stream)
    try:
        while True:
            try:
                async with asyncio.timeout(silence_s_max):
                    message = await anext(messages)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise DeadlineError(
                    f"no message for {silence_s_max} s, not even a heartbeat", reason="SILENT"
                ) from None
            yield message
    finally:
        close = getattr(messages, "aclose", None)
        if close is not None:
            await close()
