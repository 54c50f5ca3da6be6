"""Why an order happened, from durable facts alone: pure, and of no other service.

The signal and its evidence, risk's verdict with every rule, the order's events and fills, and
what each step took. What is not known is said, never guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.execution.archive import FillRow, OrderRow
from services.execution.store import Reason, Stamps
from tradewire.decimals import canonical
from tradewire.execution.v1 import account_event_pb2, explanation_pb2, fill_pb2, order_pb2
from tradewire.orders import OrderState
from tradewire.risk.v1 import verdict_pb2
from tradewire.signal.v1 import signal_pb2
from tradewire.types.v1 import evidence_pb2

SUMMARY_CHARACTERS_MAX = 2_000
"""The contract's bound on the summary."""

Hop = explanation_pb2.LatencyHop

# A stamp of 0 is one that nobody took.
_UNKNOWN = (0, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order.

    Attributes:
        order, fills, related: as messages, the related ones of the same cause.
        events: of the order, oldest first.
        wall_ns: the wall clock at a time of the run's clock; None in a replay, which took no time
            but the tape's.
    """

    row: OrderRow
    order: order_pb2.Order
    reason: Reason | None
    stamps: Stamps | None
    events: Sequence[account_event_pb2.AccountEvent]
    fill_rows: Sequence[FillRow]
    fills: Sequence[fill_pb2.Fill]
    related: Sequence[order_pb2.Order]
    wall_ns: Callable[[int], int] | None


def explain(facts: Facts) -> explanation_pb2.OrderExplanation:
    """The explanation of an order."""
    signal = _signal(facts.reason)
    verdict = _verdict(facts.reason)
    stamps = _stamps(facts, signal)
    return explanation_pb2.OrderExplanation(
        order=facts.order,
        summary=_summary(facts, signal, verdict)[:SUMMARY_CHARACTERS_MAX],
        signal=None if signal is None else _signal_facts(signal),
        verdict=None if verdict is None else _verdict_facts(verdict),
        events=facts.events,
        fills=facts.fills,
        latencies=_latencies(facts, signal, stamps),
        stamps=stamps,
        related_orders=facts.related,
        trace_id=facts.order.trace_id,
        missing=_missing(facts, signal, verdict),
    )


def _signal(reason: Reason | None) -> signal_pb2.Signal | None:
    if reason is None or not reason.signal:
        return None
    return signal_pb2.Signal.FromString(reason.signal)


def _verdict(reason: Reason | None) -> verdict_pb2.Verdict | None:
    if reason is None or not reason.verdict:
        return None
    return verdict_pb2.Verdict.FromString(reason.verdict)


def _signal_facts(signal: signal_pb2.Signal) -> explanation_pb2.SignalFacts:
    found = explanation_pb2.SignalFacts(
        signal=signal.signal,
        strategy=signal.strategy,
        ordinal=signal.ordinal,
        event_time=signal.create_time,
        expire_time=signal.expire_time if signal.HasField("expire_time") else None,
        side=signal.trade.side,
        quantity=signal.trade.quantity,
        target_position=signal.target_position,
        price=signal.price,
        stop_price=signal.stop_price,
        target_price=signal.target_price,
        evidence=signal.evidence if signal.HasField("evidence") else None,
    )
    if signal.HasField("confidence"):
        found.confidence = signal.confidence
    return found


def _verdict_facts(verdict: verdict_pb2.Verdict) -> explanation_pb2.VerdictFacts:
    approved = verdict.HasField("approved")
    return explanation_pb2.VerdictFacts(
        verdict=verdict.verdict,
        approved=approved,
        reasons=verdict.refused.reasons,
        rules=verdict.rules,
        requested_quantity=verdict.order.quantity,
        approved_quantity=verdict.approved.quantity,
        order_digest=verdict.approved.order_digest,
        sizing=verdict.sizing.detail,
        decide_time=verdict.create_time,
        expire_time=verdict.approved.expire_time if approved else None,
    )


def _stamps(facts: Facts, signal: signal_pb2.Signal | None) -> evidence_pb2.LatencyStamps:
    """Every stamp on the wall clock; 0 where it is not known."""
    if facts.wall_ns is None:
        return evidence_pb2.LatencyStamps()
    reason = facts.reason or Reason("", "")
    stamps = facts.stamps or Stamps("")
    tick = signal.evidence.tick if signal is not None else evidence_pb2.TickEvidence()
    received_ns = tick.received_unix_nanos
    return evidence_pb2.LatencyStamps(
        tick_received_unix_nanos=facts.wall_ns(received_ns) if received_ns else 0,
        tick_published_unix_nanos=tick.published_unix_nanos,
        tick_handled_unix_nanos=tick.handled_unix_nanos,
        signal_committed_unix_nanos=reason.signal_committed_ns,
        signal_received_unix_nanos=reason.signal_received_ns,
        verdict_received_unix_nanos=reason.verdict_received_ns,
        order_committed_unix_nanos=stamps.committed_ns,
        order_sent_unix_nanos=stamps.sent_ns,
        venue_acknowledged_unix_nanos=stamps.acknowledged_ns,
        first_fill_unix_nanos=stamps.first_fill_ns,
        last_fill_unix_nanos=stamps.last_fill_ns,
    )


def _latencies(
    facts: Facts, signal: signal_pb2.Signal | None, stamps: evidence_pb2.LatencyStamps
) -> list[explanation_pb2.LatencyStep]:
    """Every hop of which both ends are known, by either clock."""
    tick = signal.evidence.tick if signal is not None else evidence_pb2.TickEvidence()
    walls, events = _wall_hops(facts, tick, stamps), _event_hops(facts, tick, signal)
    steps = []
    for hop, wall in walls.items():
        step = explanation_pb2.LatencyStep(hop=hop)
        if all(wall):
            step.wall_ns = wall[1] - wall[0]
        event = events.get(hop, _UNKNOWN)
        if all(event):
            step.event_ns = event[1] - event[0]
        if step.HasField("wall_ns") or step.HasField("event_ns"):
            steps.append(step)
    return steps


def _wall_hops(
    facts: Facts, tick: evidence_pb2.TickEvidence, stamps: evidence_pb2.LatencyStamps
) -> dict[Hop.ValueType, tuple[int, int]]:
    """Where each hop begins and ends on the wall clock, in their order; 0 where not known."""
    if facts.wall_ns is None:
        return dict.fromkeys(Hop.values(), _UNKNOWN)
    venue_ns = facts.wall_ns(tick.venue_unix_nanos) if tick.venue_unix_nanos else 0
    asked_ns = facts.reason.verdict_asked_ns if facts.reason is not None else 0
    received_ns, published_ns = stamps.tick_received_unix_nanos, stamps.tick_published_unix_nanos
    handled_ns, signal_ns = stamps.tick_handled_unix_nanos, stamps.signal_committed_unix_nanos
    verdict_ns, order_ns = stamps.verdict_received_unix_nanos, stamps.order_committed_unix_nanos
    sent_ns, acknowledged_ns = stamps.order_sent_unix_nanos, stamps.venue_acknowledged_unix_nanos
    first_ns, last_ns = stamps.first_fill_unix_nanos, stamps.last_fill_unix_nanos
    return {
        Hop.LATENCY_HOP_VENUE_TO_FEED: (venue_ns, received_ns),
        Hop.LATENCY_HOP_FEED_TO_BUS: (received_ns, published_ns),
        Hop.LATENCY_HOP_BUS_TO_STRATEGY: (published_ns, handled_ns),
        Hop.LATENCY_HOP_STRATEGY_TO_SIGNAL: (handled_ns, signal_ns),
        Hop.LATENCY_HOP_SIGNAL_TO_EXECUTION: (signal_ns, stamps.signal_received_unix_nanos),
        Hop.LATENCY_HOP_VERDICT: (asked_ns, verdict_ns),
        Hop.LATENCY_HOP_COMMIT: (verdict_ns, order_ns),
        Hop.LATENCY_HOP_SEND: (order_ns, sent_ns),
        Hop.LATENCY_HOP_ACKNOWLEDGE: (sent_ns, acknowledged_ns),
        Hop.LATENCY_HOP_FIRST_FILL: (acknowledged_ns, first_ns),
        Hop.LATENCY_HOP_LAST_FILL: (first_ns, last_ns),
        Hop.LATENCY_HOP_TICK_TO_ORDER: (received_ns, sent_ns),
    }


def _event_hops(
    facts: Facts, tick: evidence_pb2.TickEvidence, signal: signal_pb2.Signal | None
) -> dict[Hop.ValueType, tuple[int, int]]:
    """The same on the clock of events, for the hops that take any of its time."""
    received_ns = tick.received_unix_nanos
    signal_ns = signal.create_time.ToNanoseconds() if signal is not None else 0
    created_ns = facts.row.order.created_ns
    accepted_ns = _first_event_ns(facts.events, "accepted")
    filled = [row.fill.event_ns for row in facts.fill_rows]
    first_ns, last_ns = (min(filled), max(filled)) if filled else _UNKNOWN
    return {
        Hop.LATENCY_HOP_VENUE_TO_FEED: (tick.venue_unix_nanos, received_ns),
        Hop.LATENCY_HOP_STRATEGY_TO_SIGNAL: (received_ns, signal_ns),
        Hop.LATENCY_HOP_COMMIT: (signal_ns, created_ns),
        Hop.LATENCY_HOP_ACKNOWLEDGE: (created_ns, accepted_ns),
        Hop.LATENCY_HOP_FIRST_FILL: (accepted_ns, first_ns),
        Hop.LATENCY_HOP_LAST_FILL: (first_ns, last_ns),
        Hop.LATENCY_HOP_TICK_TO_ORDER: (received_ns, created_ns),
    }


def _first_event_ns(events: Sequence[account_event_pb2.AccountEvent], kind: str) -> int:
    for event in events:
        if event.order_event.WhichOneof("kind") == kind:
            return event.event_time.ToNanoseconds()
    return 0


def _summary(
    facts: Facts, signal: signal_pb2.Signal | None, verdict: verdict_pb2.Verdict | None
) -> str:
    """What happened, in a few sentences for a person."""
    return " ".join([_why(facts, signal), *_judged(verdict), *_outcome(facts)])


def _why(facts: Facts, signal: signal_pb2.Signal | None) -> str:
    order = facts.row.order
    what = f"{order.side.value.lower()} {_quantity(facts)}{order.instrument}"
    leg = f" ({order.leg.value})"
    if signal is None:
        kind, _, cause = order.cause.partition(":")
        return f"A {kind} {cause} asked to {what}{leg}."
    words = signal.evidence.reason
    because = f": {words.rstrip('.')}" if words else ""
    return f"Strategy {signal.strategy} signalled to {what}{leg}{because}."


def _quantity(facts: Facts) -> str:
    quantity = facts.row.order.quantity
    return f"{canonical(quantity)} " if quantity else ""


def _judged(verdict: verdict_pb2.Verdict | None) -> list[str]:
    if verdict is None:
        return []
    failed = [rule for rule in verdict.rules if not rule.passed]
    if verdict.HasField("approved"):
        sizing = f" ({verdict.sizing.detail.rstrip('.')})" if verdict.sizing.detail else ""
        approved = verdict.approved.quantity
        return [f"Risk approved {approved} after {len(verdict.rules)} rules{sizing}."]
    details = "; ".join(rule.detail or rule.rule for rule in failed)
    return [f"Risk refused it by {len(failed)} of {len(verdict.rules)} rules: {details}."]


def _outcome(facts: Facts) -> list[str]:
    order = facts.row.order
    told = [f"The order is {order.state.value}."]
    if order.state in {OrderState.DENIED, OrderState.REJECTED} and order.message:
        told.append(f"{order.message.rstrip('.')}.")
    if order.filled_quantity:
        fee = f", fees {canonical(order.fee)} {order.fee_asset}" if order.fee_asset else ""
        count = len(facts.fills)
        average = canonical(Decimal(facts.order.average_price or "0"))
        told.append(
            f"Filled {canonical(order.filled_quantity)} at {average} on average in {count}"
            f" {'fill' if count == 1 else 'fills'}{fee}."
        )
    return told


def _missing(
    facts: Facts, signal: signal_pb2.Signal | None, verdict: verdict_pb2.Verdict | None
) -> list[str]:
    order = facts.row.order
    missing = []
    if order.signal_id and signal is None:
        missing.append(f"The signal {order.signal_id} is not in execution's store.")
    if order.verdict_id and verdict is None:
        missing.append(f"The verdict {order.verdict_id} is not in execution's store.")
    if signal is not None and not signal.HasField("evidence"):
        missing.append("The strategy gave no evidence with its signal.")
    if facts.wall_ns is None:
        missing.append("It was a replay: each step took the tape's time, and none of the wall's.")
    elif facts.stamps is None:
        missing.append("The stamps of its way were not kept; a crash may have come before.")
    return missing
