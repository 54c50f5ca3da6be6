"""Opens the trace of a signal: ticks start none, for there are a hundred thousand a second.

The spans before the signal are made afterwards, from the stamps that the tick's batch
carried, and the batch's own trace, where it has one, is linked.
"""

from collections.abc import Mapping

from opentelemetry import context as otel
from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from services.chassis import telemetry
from tradewire.signals import Signal

_tracer = trace.get_tracer("services.signal")
_propagator = TraceContextTextMapPropagator()


def open_trace(signal: Signal, headers: Mapping[str, str], ended_ns: int) -> str:
    """The W3C traceparent of a new trace that ``signal`` opens.

    Args:
        signal: with its evidence.
        headers: of the message that the tick came in; its trace is linked.
        ended_ns: when the strategy had given it, wall clock.
    """
    tick = signal.evidence.tick
    began_ns = 0 if tick is None else tick.published_ns or tick.handled_ns
    linked = trace.get_current_span(telemetry.trace_context(headers)).get_span_context()
    span = _tracer.start_span(
        "signal",
        # A root of its own, whatever is current.
        context=otel.Context(),
        kind=trace.SpanKind.PRODUCER,
        links=[trace.Link(linked)] if linked.is_valid else None,
        start_time=began_ns or ended_ns,
    )
    if span.is_recording():
        _describe(span, signal)
        if tick is not None and 0 < tick.published_ns <= tick.handled_ns:
            _child(span, "tick published to handled", tick.published_ns, tick.handled_ns)
        if tick is not None and 0 < tick.handled_ns <= ended_ns:
            _child(span, "strategy", tick.handled_ns, ended_ns)
    carrier: dict[str, str] = {}
    _propagator.inject(carrier, trace.set_span_in_context(span, otel.Context()))
    span.end(max(began_ns, ended_ns))
    # Where no tracer is set up the signal's own id, which is a hash, stands for the trace.
    own = f"00-{signal.signal_id}-{signal.signal_id[:16]}-00"
    return carrier.get("traceparent", own)


def _describe(span: trace.Span, signal: Signal) -> None:
    span.set_attributes(
        {
            "tradewire.signal": signal.signal_id,
            "tradewire.strategy": signal.strategy,
            "tradewire.instrument": signal.instrument,
        }
    )
    if signal.evidence.tick is not None:
        # On the run's clock, which in a replay is not the wall's: no spans of these.
        span.set_attribute("tradewire.tick.venue_ns", signal.evidence.tick.venue_ns)
        span.set_attribute("tradewire.tick.received_ns", signal.evidence.tick.received_ns)


def _child(parent: trace.Span, name: str, start_ns: int, end_ns: int) -> None:
    within = trace.set_span_in_context(parent, otel.Context())
    _tracer.start_span(name, context=within, start_time=start_ns).end(end_ns)
