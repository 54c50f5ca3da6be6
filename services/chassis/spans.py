"""Spans: what each step of an order's way leaves in that order's one trace.

Nothing here begins a trace but ``root``. A step that belongs to no sampled trace leaves nothing:
every function looks at that first, for the order path must not pay for what nobody reads.

Times are the wall clock's, Unix nanoseconds. A replay's tape time goes into attributes and never
into a span's times. Names and attributes are those of OpenTelemetry's conventions for RPC and
messaging; what is ours begins with ``tradewire.``. Ids, states and reasons go in; prices,
quantities, balances and tokens do not, for whoever reads traces need not be let see accounts.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from opentelemetry import context as otel
from opentelemetry import trace
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
)

from services.chassis.telemetry import chosen_ids
from tradewire.errors import TradewireError

Attributes: TypeAlias = Mapping[str, "str | int | bool | Sequence[str]"]

# Characters of a traceparent of version 00.
_LENGTH = 55
# Words of a status; the longest message of ours fits, and a whole traceback does not.
WORDS_MAX = 500

tracer = trace.get_tracer("services.chassis")
# The last digit of a traceparent holds the flag "sampled" in its lowest bit.
_SAMPLED = frozenset("13579bdf")


def is_sampled(traceparent: str) -> bool:
    """Whether the trace of this W3C traceparent is recorded; empty is none."""
    return traceparent[-1:] in _SAMPLED


def within(traceparent: str) -> otel.Context:
    """A context whose current span is the one that ``traceparent`` names, and nothing else.

    It is empty where that is no traceparent of version 00 (W3C Trace Context, section 3.2). The
    propagator's own reading takes 10 us, and every event on the bus has one.
    """
    if len(traceparent) != _LENGTH or not traceparent.startswith("00-"):
        return otel.Context()
    try:
        trace_id, span_id = int(traceparent[3:35], 16), int(traceparent[36:52], 16)
        flags = TraceFlags(int(traceparent[53:], 16))
    except ValueError:
        return otel.Context()
    found = SpanContext(trace_id, span_id, is_remote=True, trace_flags=flags)
    return trace.set_span_in_context(NonRecordingSpan(found), otel.Context())


def traceparent_of(span: Span) -> str:
    """The W3C traceparent of a span; empty for one that is none."""
    found = span.get_span_context()
    if not found.is_valid:
        return ""
    return f"00-{found.trace_id:032x}-{found.span_id:016x}-{found.trace_flags:02x}"


def current() -> str:
    """The W3C traceparent of the current span; empty outside of a trace."""
    return traceparent_of(trace.get_current_span())


def own(trace_id: str) -> str:
    """The traceparent of the span that ``root`` begins for this id, recorded or not.

    It says "sampled" always: what a replay records must not depend on whether anybody looks.
    """
    return f"00-{trace_id}-{trace_id[:16]}-01"


def link_of(traceparent: str) -> list[Link]:
    """A link to another trace, as a list; empty where there is none."""
    found = trace.get_current_span(within(traceparent)).get_span_context()
    return [Link(found)] if found.is_valid else []


def root(
    name: str, trace_id: str, start_ns: int, attributes: Attributes, links: Sequence[Link] = ()
) -> Span:
    """Begin a trace of its own, whatever is current.

    Args:
        name: of the root span.
        trace_id: 32 hex digits; the first 16 are the span's. A hash of what is traced, so that
            a run made again has the same.
        start_ns: when it began.
        attributes: of it.
        links: to traces that led to it.
    """
    with chosen_ids(int(trace_id, 16), int(trace_id[:16], 16)):
        return tracer.start_span(
            name,
            context=otel.Context(),
            kind=SpanKind.INTERNAL,
            attributes=attributes,
            links=links,
            start_time=start_ns,
        )


def past(
    name: str,
    parent: otel.Context,
    start_ns: int,
    end_ns: int,
    attributes: Attributes | None = None,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    links: Sequence[Link] = (),
    reasons: Sequence[str] = (),
) -> None:
    """Record a step that has ended; with ``reasons``, UPPER_SNAKE, it has failed."""
    span = tracer.start_span(
        name,
        context=parent,
        kind=kind,
        attributes=attributes,
        links=links,
        start_time=min(start_ns, end_ns),
    )
    if reasons:
        fail(span, reasons[0], ", ".join(reasons))
    span.end(end_ns)


@contextmanager
def step(name: str, attributes: Attributes | None = None) -> Iterator[Span]:
    """A step of the current trace; what it raises is its error. Nothing outside of a trace."""
    before = trace.get_current_span()
    if not before.is_recording():
        yield before
        return
    with tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield span
        except BaseException as error:
            fail_by(span, error)
            raise


def fail(span: Span, reason: str, words: str = "") -> None:
    """Mark a span as failed, with an UPPER_SNAKE reason and words for a person."""
    if span.is_recording():
        span.set_attribute("error.type", reason)
        said = words or reason
        span.set_status(StatusCode.ERROR, said[:WORDS_MAX])


def fail_by(span: Span, error: BaseException) -> None:
    """Mark a span as failed by an error. Of one that is not ours the kind alone is told."""
    match error:
        case TradewireError():
            fail(span, error.reason, error.message)
        case asyncio.CancelledError():
            fail(span, "CANCELLED")
        case _:
            fail(span, type(error).__name__)


def calling(method: str, address: str) -> Span | None:
    """Begin the span of a call to a peer; None where the current trace is not recorded.

    Args:
        method: ``package.Service/Method``.
        address: host:port of the peer.
    """
    if not trace.get_current_span().is_recording():
        return None
    return tracer.start_span(
        method,
        kind=SpanKind.CLIENT,
        attributes={"rpc.system.name": "grpc", "rpc.method": method, "server.address": address},
    )
