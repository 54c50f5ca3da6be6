"""Dead letters: events that a consumer could not handle, kept with the reason until replayed.

Only signals, scans and regimes have them. A consumer's dead letters are one subject,
``tw.v1.dlq.<consumer>``; each keeps its payload, its headers, where it came from and why it
failed. Replaying hands them to the consumer again, not to the bus: its position has passed them.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import nats.errors
import nats.js.errors
from nats.js.api import RawStreamMsg

from services.chassis.bus import (
    EVENT,
    EVENT_NS,
    LOG,
    RECORDED_NS,
    SEQUENCE,
    TRACEPARENT,
    TYPE,
    Bus,
    event_headers,
)
from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.failures import BusUnavailableError
from services.chassis.subjects import StreamName, dead_letters

log = logging.getLogger("tradewire.dlq")

LIST_MAX = 1_000
"""Dead letters read at once; more than a person will look through."""

REASON_CHARS_MAX = 1_000
"""A reason is a header: long enough for an exception's message, far under the server's limit."""

_REASON = "Tw-Dlq-Reason"
_STREAM = "Tw-Dlq-Stream"
_ATTEMPTS = "Tw-Dlq-Attempts"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One event put aside.

    Attributes:
        bus_seq: its number in the DLQ stream, which names it to a person.
        delivery: the event as it was to be handled.
        reason: what the handler raised.
        attempts: how often it was tried.
    """

    bus_seq: int
    delivery: Delivery
    reason: str
    attempts: int


class DeadLetters:
    """The dead letters of one consumer."""

    def __init__(self, bus: Bus, consumer: str) -> None:
        self._bus = bus
        self._subject = dead_letters(consumer)
        self._consumer = consumer

    async def __call__(self, delivery: Delivery, reason: str, attempts: int) -> None:
        """Put an event aside; returns when the bus has it. See ``DeadLetterSink``.

        Raises:
            BusUnavailableError: it is not safe; the event must not be skipped.
        """
        headers = event_headers(delivery.event, delivery.log_id, f"dlq:{self._consumer}")
        headers[_REASON] = reason[:REASON_CHARS_MAX]
        headers[_STREAM] = delivery.stream
        headers[_ATTEMPTS] = str(attempts)
        await self._bus.ensure_stream(StreamName.DLQ)
        await (await self._bus.send(self._subject, delivery.event.payload, headers))
        log.error("%s put %s %d aside: %s", self._consumer, delivery.stream, delivery.seq, reason)

    async def list(self, limit: int = LIST_MAX) -> list[DeadLetter]:
        """The oldest dead letters, in the order they came.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        letters: list[DeadLetter] = []
        after = 0
        while len(letters) < min(limit, LIST_MAX):
            message = await self._after(after)
            if message is None:
                break
            after = message.seq or 0
            letters.append(letter_of(message))
        return letters

    async def replay(
        self, handle: Callable[[Delivery], Awaitable[None]], limit: int = LIST_MAX
    ) -> int:
        """Hand dead letters to ``handle`` again, oldest first, and delete each that it takes.

        The handler must not advance a position, and must know a repeat: a crash between its
        commit and the deletion brings the letter again.

        Returns:
            How many it took. The first that it raises on ends the replay and stays.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        taken = 0
        for letter in await self.list(limit):
            await handle(letter.delivery)
            await self.delete(letter.bus_seq)
            taken += 1
        return taken

    async def delete(self, bus_seq: int) -> None:
        """Forget one dead letter.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        try:
            await self._bus.jetstream.delete_msg(StreamName.DLQ, bus_seq)
        except nats.js.errors.NotFoundError:
            return
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"dead letter {bus_seq} stays: {error}") from error

    async def _after(self, bus_seq: int) -> RawStreamMsg | None:
        try:
            return await self._bus.jetstream.get_msg(
                StreamName.DLQ, seq=bus_seq + 1, subject=self._subject, next=True
            )
        except nats.js.errors.NotFoundError:
            return None
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"dead letters cannot be read: {error}") from error


def letter_of(message: RawStreamMsg) -> DeadLetter:
    """The dead letter that a stored message of the bus is."""
    headers = message.headers or {}
    event = Event(
        stream=headers[_STREAM],
        seq=int(headers[SEQUENCE]),
        event_id=headers[EVENT],
        type=headers[TYPE],
        event_ns=int(headers[EVENT_NS]),
        recorded_ns=int(headers[RECORDED_NS]),
        traceparent=headers.get(TRACEPARENT, ""),
        payload=message.data or b"",
    )
    attempts = int(headers[_ATTEMPTS])
    delivery = Delivery(headers[LOG], event, attempts)
    return DeadLetter(message.seq or 0, delivery, headers[_REASON], attempts)
