"""The envelope of an account's stream at risk."""

from tradewire.codec.amounts import amount_to_wire
from tradewire.codec.decimals import optional_from_wire
from tradewire.codec.directives import directive_from_wire, directive_to_wire
from tradewire.codec.enums import RELEASE_CAUSE
from tradewire.codec.header import EventHeader, header_from_wire
from tradewire.codec.times import time_to_wire
from tradewire.codec.verdicts import verdict_given_from_wire, verdict_to_wire
from tradewire.decimals import ZERO
from tradewire.risk.v1 import event_pb2
from tradewire.verdicts import ReservationReleased, RiskEvent, VerdictGiven


def envelope_to_wire(header: EventHeader) -> event_pb2.RiskEvent:
    """The envelope alone: for what has no value type, the caller sets the payload."""
    return event_pb2.RiskEvent(
        log_id=header.log_id,
        sequence=header.sequence,
        event_id=header.event_id,
        account=header.stream,
        event_time=time_to_wire(header.event_ns),
        record_time=time_to_wire(header.record_ns),
        step=header.step,
        round=header.round,
        actor=header.actor,
    )


def risk_event_to_wire(header: EventHeader, event: RiskEvent) -> event_pb2.RiskEvent:
    """The envelope of what happened to an account at risk.

    Raises:
        InvalidArgumentError: a directive names no account to act in.
    """
    message = envelope_to_wire(header)
    match event:
        case VerdictGiven():
            message.verdict.CopyFrom(verdict_to_wire(event))
        case ReservationReleased():
            message.reservation_released.CopyFrom(_released_to_wire(event))
        case _:
            message.directive.CopyFrom(directive_to_wire(event))
    return message


def risk_event_from_wire(message: event_pb2.RiskEvent) -> tuple[EventHeader, RiskEvent | None]:
    """Header and event of an envelope; None for a kind that has no value type.

    Those are breakers, kill switches, limits and portfolio snapshots, and kinds of a
    newer version; what follows from them for an account is a directive of its own.

    Raises:
        InvalidArgumentError: the message breaks the contract.
        UnimplementedError: a verdict on an order that a value cannot hold.
    """
    header = header_from_wire(message, message.account, message.actor)
    match message.WhichOneof("payload"):
        case "verdict":
            return header, verdict_given_from_wire(message.verdict)
        case "directive":
            return header, directive_from_wire(message.directive)
        case "reservation_released":
            return header, _released_from_wire(header, message.reservation_released)
        case _:
            return header, None


def _released_to_wire(event: ReservationReleased) -> event_pb2.ReservationReleased:
    amount = amount_to_wire(event.released, event.released_asset)
    return event_pb2.ReservationReleased(
        # An approval holds one reservation at most, so the verdict's id names it.
        reservation=event.verdict_id,
        verdict=event.verdict_id,
        client_order_id=event.client_order_id,
        cause=RELEASE_CAUSE.numbers[event.cause],
        released=amount if event.released_asset else None,
    )


def _released_from_wire(
    header: EventHeader, message: event_pb2.ReservationReleased
) -> ReservationReleased:
    return ReservationReleased(
        verdict_id=message.verdict,
        account=header.stream,
        cause=RELEASE_CAUSE.from_wire(message.cause, "cause"),
        created_ns=header.event_ns,
        client_order_id=message.client_order_id,
        released=optional_from_wire(message.released.amount, "released") or ZERO,
        released_asset=message.released.asset,
    )
