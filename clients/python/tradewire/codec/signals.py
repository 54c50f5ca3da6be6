"""Signals, their evidence and what becomes of them, on the wire."""

from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.enums import (
    ORDER_TYPE,
    REASON,
    SIDE,
    SIGNAL_DECISION,
    SIGNAL_STATE,
    TIME_IN_FORCE,
    reason_to_wire,
)
from tradewire.codec.header import EventHeader, header_from_wire
from tradewire.codec.times import optional_time_to_wire, time_from_wire, time_to_wire
from tradewire.decimals import ZERO
from tradewire.errors import InvalidArgumentError
from tradewire.signal.v1 import event_pb2, signal_pb2
from tradewire.signals import (
    Evidence,
    Signal,
    SignalDecided,
    SignalEvent,
    SignalOutcome,
    SignalState,
    SignalStateChanged,
    TickEvidence,
)
from tradewire.types.v1 import evidence_pb2

_NO_EVIDENCE = Evidence()


def evidence_to_wire(evidence: Evidence) -> evidence_pb2.Evidence | None:
    """The message of evidence; None where there is none."""
    if evidence == _NO_EVIDENCE:
        return None
    return evidence_pb2.Evidence(
        tick=None if evidence.tick is None else tick_to_wire(evidence.tick),
        indicators=[
            evidence_pb2.IndicatorValue(name=name, value=value)
            for name, value in evidence.indicators
        ],
        reason=evidence.reason,
    )


def evidence_from_wire(message: evidence_pb2.Evidence) -> Evidence:
    """The evidence of a message.

    Raises:
        InvalidArgumentError: the tick's price is no plain decimal.
    """
    return Evidence(
        tick=tick_from_wire(message.tick) if message.HasField("tick") else None,
        indicators=tuple((indicator.name, indicator.value) for indicator in message.indicators),
        reason=message.reason,
    )


def tick_to_wire(tick: TickEvidence) -> evidence_pb2.TickEvidence:
    """The message of the market event that a strategy acted on."""
    return evidence_pb2.TickEvidence(
        instrument=tick.instrument,
        type=tick.type,
        sequence=tick.sequence,
        price=decimal_to_wire(tick.price, "price"),
        venue_unix_nanos=tick.venue_ns,
        received_unix_nanos=tick.received_ns,
        published_unix_nanos=tick.published_ns,
        handled_unix_nanos=tick.handled_ns,
    )


def tick_from_wire(message: evidence_pb2.TickEvidence) -> TickEvidence:
    """The market event of a message; one without a price, as a timer, has 0.

    Raises:
        InvalidArgumentError: its price is no plain decimal.
    """
    return TickEvidence(
        instrument=message.instrument,
        type=message.type,
        sequence=message.sequence,
        price=optional_from_wire(message.price, "price") or ZERO,
        venue_ns=message.venue_unix_nanos,
        received_ns=message.received_unix_nanos,
        published_ns=message.published_unix_nanos,
        handled_ns=message.handled_unix_nanos,
    )


def signal_to_wire(signal: Signal) -> signal_pb2.Signal:
    """The message of a signal.

    Raises:
        InvalidArgumentError: it has neither a side nor a target position, or both.
    """
    message = signal_pb2.Signal(
        signal=signal.signal_id,
        strategy=signal.strategy,
        ordinal=signal.ordinal,
        instrument=signal.instrument,
        account=signal.account,
        type=ORDER_TYPE.numbers[signal.type],
        price=decimal_to_wire(signal.price, "price"),
        trigger_price=decimal_to_wire(signal.trigger_price, "trigger_price"),
        trailing_distance=decimal_to_wire(signal.trailing_distance, "trailing_distance"),
        stop_price=decimal_to_wire(signal.stop_price, "stop_price"),
        target_price=decimal_to_wire(signal.target_price, "target_price"),
        reduce_only=signal.reduce_only,
        time_in_force=TIME_IN_FORCE.to_wire(signal.time_in_force),
        order_expire_time=optional_time_to_wire(signal.order_expires_ns),
        confidence=signal.confidence,
        create_time=time_to_wire(signal.created_ns),
        expire_time=optional_time_to_wire(signal.expires_ns),
        evidence=evidence_to_wire(signal.evidence),
        traceparent=signal.traceparent,
        state=SIGNAL_STATE.numbers[signal.state],
        outcome=_outcome_to_wire(signal.outcome),
        post_only=signal.post_only,
    )
    _write_intent(message, signal)
    return message


def signal_from_wire(message: signal_pb2.Signal) -> Signal:
    """The signal of a message; one that was not recorded yet reads as PUBLISHED.

    Raises:
        InvalidArgumentError: the message breaks the contract.
    """
    trade = message.trade if message.HasField("trade") else None
    if trade is None and not message.HasField("target_position"):
        raise InvalidArgumentError(
            f"signal {message.signal} has no intent; set trade or target_position",
            fields={"intent": "must be set"},
        )
    target = message.target_position if trade is None else ""
    outcome = message.outcome if message.HasField("outcome") else None
    return Signal(
        signal_id=message.signal,
        strategy=message.strategy,
        ordinal=message.ordinal,
        account=message.account,
        instrument=message.instrument,
        created_ns=time_from_wire(message.create_time, "create_time"),
        side=None if trade is None else SIDE.from_wire(trade.side, "trade.side"),
        quantity=None if trade is None else optional_from_wire(trade.quantity, "trade.quantity"),
        target_position=decimal_from_wire(target, "target_position") if trade is None else None,
        type=ORDER_TYPE.from_wire(message.type, "type"),
        price=optional_from_wire(message.price, "price"),
        time_in_force=TIME_IN_FORCE.optional_from_wire(message.time_in_force, "time_in_force"),
        post_only=message.post_only,
        reduce_only=message.reduce_only,
        stop_price=optional_from_wire(message.stop_price, "stop_price"),
        target_price=optional_from_wire(message.target_price, "target_price"),
        # Absent means that the strategy does not say, which fails a confidence limit: so does 0.
        confidence=message.confidence,
        expires_ns=time_from_wire(message.expire_time, "expire_time"),
        evidence=evidence_from_wire(message.evidence),
        trigger_price=optional_from_wire(message.trigger_price, "trigger_price"),
        trailing_distance=optional_from_wire(message.trailing_distance, "trailing_distance"),
        order_expires_ns=time_from_wire(message.order_expire_time, "order_expire_time"),
        traceparent=message.traceparent,
        state=SIGNAL_STATE.optional_from_wire(message.state, "state") or SignalState.PUBLISHED,
        outcome=None if outcome is None else _outcome_from_wire(outcome),
    )


def envelope_to_wire(header: EventHeader) -> event_pb2.SignalEvent:
    """The envelope alone: for what has no value type, the caller sets the payload."""
    return event_pb2.SignalEvent(
        log_id=header.log_id,
        sequence=header.sequence,
        event_id=header.event_id,
        strategy=header.stream,
        event_time=time_to_wire(header.event_ns),
        record_time=time_to_wire(header.record_ns),
        step=header.step,
        round=header.round,
    )


def signal_event_to_wire(header: EventHeader, event: SignalEvent) -> event_pb2.SignalEvent:
    """The envelope of what happened to a signal.

    Raises:
        InvalidArgumentError: the signal has no intent, or two.
    """
    message = envelope_to_wire(header)
    match event:
        case Signal():
            message.signal.CopyFrom(signal_to_wire(event))
        case SignalDecided():
            message.signal_decided.CopyFrom(
                event_pb2.SignalDecided(
                    signal=signal_to_wire(event.signal),
                    decision=SIGNAL_DECISION.numbers[event.decision],
                    actor=event.actor,
                    comment=event.comment,
                )
            )
        case SignalStateChanged():
            message.signal_state_changed.CopyFrom(
                event_pb2.SignalStateChanged(
                    signal=event.signal_id,
                    previous_state=SIGNAL_STATE.numbers[event.previous_state],
                    state=SIGNAL_STATE.numbers[event.state],
                    outcome=_outcome_to_wire(event.outcome),
                )
            )
    return message


def signal_event_from_wire(
    message: event_pb2.SignalEvent,
) -> tuple[EventHeader, SignalEvent | None]:
    """Header and event of an envelope; None for a kind that has no value type.

    Those are changes of a strategy, and kinds of a newer version.

    Raises:
        InvalidArgumentError: the message breaks the contract.
    """
    header = header_from_wire(message, message.strategy)
    match message.WhichOneof("payload"):
        case "signal":
            return header, signal_from_wire(message.signal)
        case "signal_decided":
            decided = message.signal_decided
            return header, SignalDecided(
                signal=signal_from_wire(decided.signal),
                decision=SIGNAL_DECISION.from_wire(decided.decision, "decision"),
                actor=decided.actor,
                comment=decided.comment,
            )
        case "signal_state_changed":
            changed = message.signal_state_changed
            ended = changed.HasField("outcome")
            return header, SignalStateChanged(
                signal_id=changed.signal,
                previous_state=SIGNAL_STATE.from_wire(changed.previous_state, "previous_state"),
                state=SIGNAL_STATE.from_wire(changed.state, "state"),
                outcome=_outcome_from_wire(changed.outcome) if ended else None,
            )
        case _:
            return header, None


def _write_intent(message: signal_pb2.Signal, signal: Signal) -> None:
    if (signal.side is None) == (signal.target_position is None):
        raise InvalidArgumentError(
            f"signal {signal.signal_id} must have a side or a target position, one of them"
        )
    if signal.side is not None:
        message.trade.side = SIDE.numbers[signal.side]
        message.trade.quantity = decimal_to_wire(signal.quantity, "quantity")
    else:
        message.target_position = decimal_to_wire(signal.target_position, "target_position")


def _outcome_to_wire(outcome: SignalOutcome | None) -> signal_pb2.SignalOutcome | None:
    if outcome is None:
        return None
    return signal_pb2.SignalOutcome(
        order=outcome.order_id,
        client_order_id=outcome.client_order_id,
        refusal_reasons=[reason_to_wire(reason) for reason in outcome.reasons],
    )


def _outcome_from_wire(message: signal_pb2.SignalOutcome) -> SignalOutcome:
    return SignalOutcome(
        order_id=message.order,
        client_order_id=message.client_order_id,
        reasons=tuple(
            REASON.from_wire(reason, "refusal_reasons") for reason in message.refusal_reasons
        ),
    )
