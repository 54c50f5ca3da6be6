"""What happened to an order, on the wire."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tradewire.codec.decimals import decimal_to_wire, optional_from_wire
from tradewire.codec.enums import (
    CANCEL_CAUSE,
    DOUBT_CAUSE,
    ORDER_COMMAND,
    ORDER_STATE,
    REASON,
    reason_to_wire,
)
from tradewire.codec.orders import fill_from_wire, fill_to_wire, order_from_wire, order_to_wire
from tradewire.codec.rules import rules_to_wire
from tradewire.decimals import ZERO
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import order_event_pb2 as pb
from tradewire.execution.v1.order_pb2 import Trailing
from tradewire.orders import Fill, Order, OrderEvent, OrderEventKind, OrderState
from tradewire.types.v1.trading_pb2 import RefusalReason as WireReason
from tradewire.verdicts import RefusalReason, RuleResult

# The contract's bounds on words; a venue may say more than a reader wants.
MESSAGE_CHARACTERS_MAX = 500
REFUSAL_CHARACTERS_MAX = 2000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an order event's message says and the event does not.

    Attributes:
        sequence: the event's in the account's stream; 0 where unknown.
        record_ns: when it was recorded, on the clock of the run; 0 for unknown.
        settlement: the instrument's settlement asset, for what a fill realised.
        rules: of DENIED: every rule as risk evaluated it.
    """

    sequence: int = 0
    record_ns: int = 0
    settlement: str = ""
    rules: Sequence[RuleResult] = field(default=())


_NOWHERE = Surroundings()


def order_event_to_wire(event: OrderEvent, around: Surroundings = _NOWHERE) -> pb.OrderEvent:
    """The message of an order event.

    Raises:
        InvalidArgumentError: the event lacks what its kind must tell.
    """
    order = event.order
    # An overfill leaves nothing open; a final order neither.
    leaves = max(order.remaining_quantity, ZERO) if order.state.is_open else ZERO
    message = pb.OrderEvent(
        order=order_to_wire(order, sequence=around.sequence),
        previous_state=ORDER_STATE.to_wire(event.previous_state),
        leaves_quantity=decimal_to_wire(leaves, "leaves_quantity"),
        synthetic=event.synthetic,
    )
    _write_kind(message, event, around)
    return message


def order_event_from_wire(message: pb.OrderEvent, event_ns: int) -> OrderEvent:
    """The order event of a message; its time is in the envelope.

    Raises:
        InvalidArgumentError: the message breaks the contract, or its kind is of a
            newer version.
        UnimplementedError: the order is one that a value cannot hold.
    """
    which = message.WhichOneof("kind")
    if which is None:
        raise InvalidArgumentError(
            "the order event has no kind, or one unknown to this version",
            fields={"kind": "must be set"},
        )
    order = order_from_wire(message.order)
    previous = ORDER_STATE.optional_from_wire(message.previous_state, "previous_state")
    return _read_kind(message, which, _Base(order, event_ns, previous, message.synthetic))


def _write_kind(message: pb.OrderEvent, event: OrderEvent, around: Surroundings) -> None:
    match event.kind:
        case OrderEventKind.DENIED:
            message.denied.CopyFrom(pb.OrderDenied(rules=rules_to_wire(around.rules)))
        case OrderEventKind.REJECTED:
            message.rejected.CopyFrom(
                pb.OrderRejected(reason=_reason(event), message=_words(event))
            )
        case OrderEventKind.FILLED:
            fill = fill_to_wire(
                _needed(event.fill, event, "a fill"),
                settlement=around.settlement,
                record_ns=around.record_ns,
                sequence=around.sequence,
            )
            message.filled.CopyFrom(pb.OrderFilled(fill=fill))
        case OrderEventKind.IN_DOUBT:
            message.in_doubt.CopyFrom(
                pb.OrderInDoubt(
                    command=ORDER_COMMAND.numbers[_needed(event.command, event, "a command")],
                    cause=DOUBT_CAUSE.numbers[_needed(event.doubt_cause, event, "a doubt_cause")],
                    message=_words(event),
                )
            )
        case OrderEventKind.RESOLVED:
            message.resolved.CopyFrom(
                pb.OrderResolved(
                    command=ORDER_COMMAND.numbers[_needed(event.command, event, "a command")],
                    took_effect=event.took_effect,
                )
            )
        case OrderEventKind.CANCEL_REQUESTED | OrderEventKind.CANCEL_REJECTED:
            _write_cancel_command(message, event)
        case OrderEventKind.CANCELED:
            cause = _needed(event.cancel_cause, event, "a cancel_cause")
            message.canceled.CopyFrom(
                pb.OrderCanceled(cause=CANCEL_CAUSE.numbers[cause], message=_words(event))
            )
        case OrderEventKind.REPLACE_REJECTED:
            message.replace_rejected.CopyFrom(
                pb.OrderReplaceRejected(
                    reasons=[reason_to_wire(reason) for reason in event.reasons],
                    message=event.message[:REFUSAL_CHARACTERS_MAX],
                )
            )
        case OrderEventKind.ANOMALY:
            attempted = _needed(event.attempted or None, event, "what was attempted")
            message.anomaly.CopyFrom(pb.OrderAnomaly(message=_words(event), attempted=attempted))
        case _:
            _write_bare(message, event)


def _write_cancel_command(message: pb.OrderEvent, event: OrderEvent) -> None:
    if event.kind is OrderEventKind.CANCEL_REJECTED:
        rejected = pb.OrderCancelRejected(reason=_reason(event), message=_words(event))
        message.cancel_rejected.CopyFrom(rejected)
        return
    cause = _needed(event.cancel_cause, event, "a cancel_cause")
    message.cancel_requested.CopyFrom(
        pb.OrderCancelRequested(
            cause=CANCEL_CAUSE.numbers[cause],
            cause_id=event.cause_id,
            # The contract's bound on a caller's own words.
            note=event.message[:200],
        )
    )


def _write_bare(message: pb.OrderEvent, event: OrderEvent) -> None:
    """The kinds that tell nothing beyond the order."""
    match event.kind:
        case OrderEventKind.SUBMITTED:
            message.submitted.SetInParent()
        case OrderEventKind.ADOPTED:
            message.adopted.SetInParent()
        case OrderEventKind.ACCEPTED:
            message.accepted.SetInParent()
        case OrderEventKind.TRIGGERED:
            message.triggered.SetInParent()
        case OrderEventKind.REPLACE_REQUESTED:
            message.replace_requested.CopyFrom(_replace_to_wire(event))
        case OrderEventKind.REPLACED:
            message.replaced.SetInParent()
        case _:
            message.expired.SetInParent()


@dataclass(frozen=True, slots=True)
class _Base:
    """What an event of any kind has."""

    order: Order
    event_ns: int
    previous_state: OrderState | None
    synthetic: bool


def _read_kind(message: pb.OrderEvent, which: str, base: _Base) -> OrderEvent:
    match which:
        case "denied":
            return _event(base, which, reasons=base.order.reasons, message=base.order.message)
        case "rejected":
            reasons = _reasons(message.rejected.reason, base.order)
            return _event(base, which, reasons=reasons, message=message.rejected.message)
        case "filled":
            return _event(base, which, fill=fill_from_wire(message.filled.fill))
        case "in_doubt":
            doubt = message.in_doubt
            return OrderEvent(
                OrderEventKind.IN_DOUBT,
                base.order,
                base.event_ns,
                message=doubt.message,
                previous_state=base.previous_state,
                command=ORDER_COMMAND.from_wire(doubt.command, "command"),
                doubt_cause=DOUBT_CAUSE.from_wire(doubt.cause, "cause"),
                synthetic=base.synthetic,
            )
        case "resolved":
            return OrderEvent(
                OrderEventKind.RESOLVED,
                base.order,
                base.event_ns,
                previous_state=base.previous_state,
                command=ORDER_COMMAND.from_wire(message.resolved.command, "command"),
                took_effect=message.resolved.took_effect,
                synthetic=base.synthetic,
            )
        case "cancel_requested" | "canceled":
            return _read_cancel(message, which, base)
        case "cancel_rejected":
            refused = message.cancel_rejected
            reasons = (REASON.from_wire(refused.reason, "reason"),)
            return _event(base, which, reasons=reasons, message=refused.message)
        case "replace_requested" | "replace_rejected":
            return _read_replace(message, which, base)
        case "anomaly":
            return OrderEvent(
                OrderEventKind.ANOMALY,
                base.order,
                base.event_ns,
                message=message.anomaly.message,
                previous_state=base.previous_state,
                attempted=message.anomaly.attempted,
                synthetic=base.synthetic,
            )
        case _:
            return _event(base, which)


def _read_cancel(message: pb.OrderEvent, which: str, base: _Base) -> OrderEvent:
    requested = message.cancel_requested
    if which == "cancel_requested":
        cause, words, cause_id = requested.cause, requested.note, requested.cause_id
    else:
        cause, words, cause_id = message.canceled.cause, message.canceled.message, ""
    return OrderEvent(
        OrderEventKind[which.upper()],
        base.order,
        base.event_ns,
        message=words,
        previous_state=base.previous_state,
        cancel_cause=CANCEL_CAUSE.from_wire(cause, "cause"),
        cause_id=cause_id,
        synthetic=base.synthetic,
    )


def _replace_to_wire(event: OrderEvent) -> pb.OrderReplaceRequested:
    message = pb.OrderReplaceRequested(
        quantity=decimal_to_wire(event.quantity, "quantity"),
        price=decimal_to_wire(event.price, "price"),
        trigger_price=decimal_to_wire(event.trigger_price, "trigger_price"),
        cause_id=event.cause_id,
        verdict=event.verdict_id,
    )
    if event.trailing_distance is not None:
        distance = decimal_to_wire(event.trailing_distance, "trailing.distance")
        message.trailing.CopyFrom(Trailing(distance=distance))
    return message


def _read_replace(whole: pb.OrderEvent, which: str, base: _Base) -> OrderEvent:
    if which == "replace_rejected":
        rejected = whole.replace_rejected
        reasons = tuple(REASON.from_wire(code, "reasons") for code in rejected.reasons)
        return _event(base, which, reasons=reasons, message=rejected.message)
    message = whole.replace_requested
    return OrderEvent(
        OrderEventKind.REPLACE_REQUESTED,
        base.order,
        base.event_ns,
        previous_state=base.previous_state,
        cause_id=message.cause_id,
        synthetic=base.synthetic,
        quantity=optional_from_wire(message.quantity, "quantity"),
        price=optional_from_wire(message.price, "price"),
        trigger_price=optional_from_wire(message.trigger_price, "trigger_price"),
        trailing_distance=optional_from_wire(message.trailing.distance, "trailing.distance"),
        verdict_id=message.verdict,
    )


def _event(
    base: _Base,
    which: str,
    *,
    fill: Fill | None = None,
    reasons: tuple[str, ...] = (),
    message: str = "",
) -> OrderEvent:
    return OrderEvent(
        OrderEventKind[which.upper()],
        base.order,
        base.event_ns,
        fill=fill,
        reasons=reasons,
        message=message,
        previous_state=base.previous_state,
        synthetic=base.synthetic,
    )


def _needed(value: T | None, event: OrderEvent, what: str) -> T:
    if value is None:
        raise InvalidArgumentError(
            f"the {event.kind} event of order {event.order.order_id} must have {what}"
        )
    return value


def _words(event: OrderEvent) -> str:
    """The event's message, within the contract's bound."""
    return event.message[:MESSAGE_CHARACTERS_MAX]


def _reason(event: OrderEvent) -> WireReason.ValueType:
    """The first reason; a refusal without any fits no other value than VENUE_OTHER."""
    reasons = event.reasons or event.order.reasons or (RefusalReason.VENUE_OTHER,)
    return reason_to_wire(reasons[0])


def _reasons(reason: int, order: Order) -> tuple[str, ...]:
    """All of the order's reasons where the event's is the first of them."""
    first = REASON.from_wire(reason, "reason")
    return order.reasons if order.reasons[:1] == (first,) else (first,)
