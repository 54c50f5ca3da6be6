"""The envelope that every owner's events share, without what happened."""

from dataclasses import dataclass
from typing import Protocol

from google.protobuf.timestamp_pb2 import Timestamp

from tradewire.codec.times import time_from_wire


@dataclass(frozen=True, slots=True)
class EventHeader:
    """Where an event stands in its owner's log, and when it happened.

    Attributes:
        log_id: the owner's log.
        sequence: number in the stream, from 1, never reset in a log.
        event_id: the same on every delivery.
        stream: whose stream it is: an account's or a strategy's id.
        event_ns: when it happened, Unix nanoseconds; never a sort key.
        record_ns: when the owner recorded it, on the clock of the run.
        step, round: of a lock-step replay; 0 outside of one.
        actor: who caused it, in risk's stream; empty elsewhere.
    """

    log_id: str
    sequence: int
    event_id: str
    stream: str
    event_ns: int
    record_ns: int
    step: int = 0
    round: int = 0
    actor: str = ""


class Envelope(Protocol):
    """What the owners' envelopes have in common."""

    log_id: str
    sequence: int
    event_id: str
    step: int
    round: int

    @property
    def event_time(self) -> Timestamp:
        """When it happened."""
        ...

    @property
    def record_time(self) -> Timestamp:
        """When it was recorded."""
        ...


def header_from_wire(envelope: Envelope, stream: str, actor: str = "") -> EventHeader:
    """The header of an envelope whose stream is ``stream``."""
    return EventHeader(
        log_id=envelope.log_id,
        sequence=envelope.sequence,
        event_id=envelope.event_id,
        stream=stream,
        event_ns=time_from_wire(envelope.event_time, "event_time"),
        record_ns=time_from_wire(envelope.record_time, "record_time"),
        step=envelope.step,
        round=envelope.round,
        actor=actor,
    )
