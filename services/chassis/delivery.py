"""An event as a consumer gets it, from the bus or from its owner alike."""

from dataclasses import dataclass
from typing import Self

from nats.aio.msg import Msg

from services.chassis.bus import (
    EVENT,
    EVENT_NS,
    LOG,
    RECORDED_NS,
    SEQUENCE,
    TRACEPARENT,
    TYPE,
)
from services.chassis.events import Event
from tradewire.errors import CorruptDataError

# Of the reply subject from the stream on: see ``deliveries``.
_DELIVERED, _PENDING = 2, 6
# Of the whole one in its short form.
_TOKENS = 9


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event of an owner's log.

    Attributes:
        log_id: the owner's log.
        event: the event, with the owner's sequence.
        attempt: how often the bus has delivered it, from 1; 0 when fetched from the owner.
    """

    log_id: str
    event: Event
    attempt: int = 0

    @property
    def stream(self) -> str:
        """The owner's stream, its bus subject."""
        return self.event.stream

    @property
    def seq(self) -> int:
        """The owner's sequence."""
        return self.event.seq

    @classmethod
    def of_message(cls, message: Msg, *, subject: str | None = None) -> Self:
        """Read a delivery from a JetStream message.

        Args:
            message: with our headers.
            subject: the stream it is of, where that is not the message's own subject.

        Raises:
            CorruptDataError: a header is missing or no number; it was not published by an outbox.
        """
        headers = message.headers or {}
        try:
            event = Event(
                stream=message.subject if subject is None else subject,
                seq=int(headers[SEQUENCE]),
                event_id=headers[EVENT],
                type=headers[TYPE],
                event_ns=int(headers[EVENT_NS]),
                recorded_ns=int(headers[RECORDED_NS]),
                traceparent=headers.get(TRACEPARENT, ""),
                payload=message.data,
            )
            return cls(headers[LOG], event, deliveries(message.reply))
        except (KeyError, ValueError) as error:
            raise CorruptDataError(
                f"a message on {message.subject} lacks a sound {error} header; "
                "publish through an outbox"
            ) from error


def deliveries(reply: str) -> int:
    """How often JetStream has delivered a message, from its reply subject.

    ``$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>``, or
    with domain and account hash after ``ACK``, and a token more at the end:
    docs.nats.io, "JetStream wire API reference".
    """
    tokens = _tokens(reply)
    return int(tokens[_DELIVERED]) if tokens else 1


def pending(reply: str) -> int:
    """How many messages still waited for the consumer when this one was sent."""
    tokens = _tokens(reply)
    return int(tokens[_PENDING]) if tokens else 0


def _tokens(reply: str) -> list[str]:
    """The tokens of a reply subject from the stream on; none where it is no such subject."""
    tokens = reply.split(".")
    if len(tokens) < _TOKENS or tokens[1] != "ACK":
        return []
    return tokens[2:] if len(tokens) == _TOKENS else tokens[4:]
