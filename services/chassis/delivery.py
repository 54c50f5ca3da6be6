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

# Of the reply subject in its short form: see ``counts``.
_TOKENS, _DELIVERED, _PENDING = 9, 4, 8


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event of an owner's log.

    Attributes:
        log_id: the owner's log.
        event: the event, with the owner's sequence.
        attempt: how often the bus has delivered it, from 1; 0 when fetched from the owner.
        after_seq: the position that its reader has stored; None for the sequence before it.
    """

    log_id: str
    event: Event
    attempt: int = 0
    after_seq: int | None = None

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
    """How often JetStream has delivered a message, from its reply subject; see ``counts``."""
    return counts(reply)[0]


def counts(reply: str) -> tuple[int, int]:
    """How often a message was delivered, and how many still waited behind it.

    From its reply subject,
    ``$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>``, or
    with domain and account hash after ``ACK`` and a token more at the end:
    docs.nats.io, "JetStream wire API reference". What is no such subject was delivered once.
    """
    tokens = reply.split(".")
    if len(tokens) < _TOKENS or tokens[1] != "ACK":
        return 1, 0
    at = 0 if len(tokens) == _TOKENS else 2
    return int(tokens[at + _DELIVERED]), int(tokens[at + _PENDING])
