"""Risk's events as its log keeps them: the contract's envelope, and what finds it again."""

from dataclasses import dataclass

from services.chassis.events import NewEvent
from services.chassis.subjects import risk
from services.risk.directives import source_of
from services.risk.store import Entry, Record
from tradewire.codec.header import EventHeader
from tradewire.codec.risk_events import envelope_to_wire, risk_event_to_wire
from tradewire.ids import digest
from tradewire.risk.v1 import (
    event_pb2,
    event_requests_pb2,
    kill_switch_pb2,
    limits_pb2,
    verdict_pb2,
)
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import (
    Approved,
    Directive,
    Refused,
    ReservationReleased,
    VerdictGiven,
)

PLATFORM = "platform"
"""The stream of what concerns no single account; no account may have this id."""

KIND = event_requests_pb2.RiskEventKind


@dataclass(frozen=True, slots=True)
class Context:
    """In what an event happens.

    Attributes:
        log_id: risk's log.
        now_ns: on the run's clock.
        actor: the caller's name; empty where risk acts by itself.
        method: the call's name; empty where risk acts by itself.
        reason: the caller's words.
        traceparent: W3C trace context of the call; empty for none.
        step, round: of a replay; 0 outside of one.
    """

    log_id: str
    now_ns: int
    actor: str = ""
    method: str = ""
    reason: str = ""
    traceparent: str = ""
    step: int = 0
    round: int = 0


def verdict_record(context: Context, given: VerdictGiven, message: verdict_pb2.Verdict) -> Record:
    """A verdict; ``message`` is what the caller is answered, to the last byte."""
    request, verdict = given.request, given.verdict
    envelope = envelope_to_wire(_header(context, verdict.verdict_id, request.account))
    envelope.verdict.CopyFrom(message)
    refusals = verdict.reasons if isinstance(verdict, Refused) else ()
    entry = Entry(
        account=request.account,
        kind=KIND.RISK_EVENT_KIND_VERDICT,
        actor=context.actor,
        method=context.method,
        resource=f"verdicts/{verdict.verdict_id}",
        strategy=request.strategy,
        cause=request.cause,
        client_order_id=request.client_order_id,
        instrument=request.instrument,
        request_id=request.request_id,
        approved=isinstance(verdict, Approved),
        refusals="".join(["," + ",".join(refusals) + ","]) if refusals else "",
    )
    return _record(context, "VerdictGiven", envelope, entry)


def placed(message: verdict_pb2.Verdict, log_id: str, sequence: int) -> verdict_pb2.Verdict:
    """A verdict as a caller gets it: with its event's place, which the event has in its header."""
    message.risk_position.CopyFrom(StreamPosition(log_id=log_id, sequence=sequence))
    return message


def verdict_of(event: event_pb2.RiskEvent) -> verdict_pb2.Verdict:
    """The verdict of an event of the log, as its caller got it."""
    return placed(event.verdict, event.log_id, event.sequence)


def risk_record(context: Context, event: ReservationReleased | Directive) -> Record:
    """A directive or a released reservation, in the account's stream."""
    if isinstance(event, ReservationReleased):
        event_id = digest("released", event.verdict_id)
        kind = KIND.RISK_EVENT_KIND_RESERVATION_RELEASED
        resource, reason = f"verdicts/{event.verdict_id}", event.cause.value
    else:
        event_id = event.directive_id
        kind = KIND.RISK_EVENT_KIND_DIRECTIVE
        resource, reason = event.source, event.reason
    envelope = risk_event_to_wire(_header(context, event_id, event.account), event)
    entry = _entry(context, event.account, kind, resource, reason)
    return _record(context, type(event).__name__, envelope, entry)


def switch_record(context: Context, scope: str, message: kill_switch_pb2.KillSwitch) -> Record:
    """A kill switch was engaged or released; one account's is in that account's stream."""
    kind, _, name = scope.partition(":")
    account = name if kind == "account" else PLATFORM
    state = "engaged" if message.engaged else "released"
    event_id = digest("kill-switch", context.log_id, scope, state, context.now_ns)
    envelope = envelope_to_wire(_header(context, event_id, account))
    envelope.kill_switch_changed.CopyFrom(message)
    number = KIND.RISK_EVENT_KIND_KILL_SWITCH_CHANGED
    entry = _entry(context, account, number, source_of(scope), context.reason)
    return _record(context, f"KillSwitch{state.capitalize()}", envelope, entry)


def limits_record(context: Context, version: int, message: event_pb2.LimitsChanged) -> Record:
    """Limits were set or changed; one account's are in that account's stream."""
    limits: limits_pb2.Limits = message.limits
    account = limits.account if limits.WhichOneof("subject") == "account" else PLATFORM
    event_id = digest("limits", context.log_id, limits.limits, version)
    envelope = envelope_to_wire(_header(context, event_id, account))
    envelope.limits_changed.CopyFrom(message)
    number = KIND.RISK_EVENT_KIND_LIMITS_CHANGED
    entry = _entry(context, account, number, f"limits/{limits.limits}", context.reason)
    return _record(context, "LimitsChanged", envelope, entry)


def _entry(context: Context, account: str, kind: int, resource: str, reason: str) -> Entry:
    return Entry(
        account=account,
        kind=kind,
        actor=context.actor,
        method=context.method,
        resource=resource,
        reason=reason,
    )


def _header(context: Context, event_id: str, account: str) -> EventHeader:
    return EventHeader(
        log_id=context.log_id,
        # Its number is the log's to give, when the record is written.
        sequence=0,
        event_id=event_id,
        stream=account,
        event_ns=context.now_ns,
        record_ns=context.now_ns,
        step=context.step,
        round=context.round,
        actor=context.actor,
    )


def _record(context: Context, kind: str, envelope: event_pb2.RiskEvent, entry: Entry) -> Record:
    def encode(seq: int) -> bytes:
        envelope.sequence = seq
        return envelope.SerializeToString(deterministic=True)

    event = NewEvent(
        event_id=envelope.event_id,
        type=kind,
        event_ns=context.now_ns,
        recorded_ns=context.now_ns,
        payload=encode,
        traceparent=context.traceparent,
    )
    return Record(risk(envelope.account), event, entry)
