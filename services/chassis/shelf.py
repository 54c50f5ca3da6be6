"""The dead letters of every consumer: listed by any process, replayed by the one that has it."""

from collections.abc import Awaitable, Callable, Mapping

import nats.errors
import nats.js.errors
from google.protobuf.timestamp_pb2 import Timestamp
from nats.js.api import RawStreamMsg

from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.dlq import DeadLetters, letter_of
from services.chassis.failures import BusUnavailableError
from services.chassis.subjects import StreamName, Topic, dead_letters, every, parse
from tradewire.errors import NotFoundError, PreconditionError
from tradewire.system.v1 import bus_pb2

Redeliver = Callable[[Delivery], Awaitable[None]]
"""Handles an event again. It advances no position, and knows a repeat."""


class Shelf:
    """Dead letters by their number in the bus's stream of them.

    Args:
        bus: where they are.
        redeliver: consumers of this process, by name.
    """

    def __init__(self, bus: Bus, redeliver: Mapping[str, Redeliver]) -> None:
        self._bus = bus
        self._redeliver = redeliver

    async def list(self, consumer: str, after: int, limit: int) -> list[bus_pb2.DeadLetter]:
        """Of one consumer or, where it is empty, of all, the oldest after a number.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        subject = dead_letters(consumer) if consumer else every(Topic.DEAD_LETTERS)
        found: list[bus_pb2.DeadLetter] = []
        while len(found) < limit:
            message = await self._get(seq=after + 1, subject=subject, next=True)
            if message is None:
                break
            after = message.seq or 0
            found.append(_to_wire(message))
        return found

    async def replay(self, number: int) -> bus_pb2.DeadLetter:
        """Hand a letter to its consumer, and forget it once that has taken it.

        Raises:
            NotFoundError: there is no such letter.
            PreconditionError: it cannot be handled still, or another process has its consumer.
            BusUnavailableError: JetStream does not answer.
        """
        message = await self._get(seq=number)
        if message is None:
            raise NotFoundError(
                f"there is no dead letter {number}; list them for their numbers",
                reason="DEAD_LETTER_NOT_FOUND",
                metadata={"dead_letter": str(number)},
            )
        letter = _to_wire(message)
        handle = self._redeliver.get(letter.consumer)
        if handle is None:
            here = ", ".join(sorted(self._redeliver)) or "none"
            raise PreconditionError(
                f"dead letter {number} is of {letter.consumer}, which another process has; here"
                f" there are: {here}",
                reason="CONSUMER_ELSEWHERE",
            )
        try:
            await handle(letter_of(message).delivery)
        except Exception as error:
            raise PreconditionError(
                f"{letter.consumer} cannot handle dead letter {number} still:"
                f" {type(error).__name__}: {error}; it stays, mend the cause and replay it again",
                reason="STILL_DEAD",
                metadata={"dead_letter": str(number)},
            ) from error
        await DeadLetters(self._bus, letter.consumer).delete(number)
        return letter

    async def _get(self, **wanted: int | str | bool) -> RawStreamMsg | None:
        try:
            return await self._bus.jetstream.get_msg(StreamName.DLQ, **wanted)  # type: ignore[arg-type]  # its own options
        except nats.js.errors.NotFoundError:
            return None
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"dead letters cannot be read: {error}") from error


def _to_wire(message: RawStreamMsg) -> bus_pb2.DeadLetter:
    letter = letter_of(message)
    event = letter.delivery.event
    put_aside = Timestamp()
    if message.time is not None:
        put_aside.FromDatetime(message.time)
    return bus_pb2.DeadLetter(
        dead_letter=str(letter.bus_seq),
        consumer=parse(message.subject or "").tokens["consumer"],
        subject=event.stream,
        log_id=letter.delivery.log_id,
        sequence=event.seq,
        message=parse(event.stream).rule.envelope,
        payload=event.payload,
        reason=letter.reason,
        attempt_count=letter.attempts,
        record_time=put_aside,
    )
