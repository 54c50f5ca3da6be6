"""Spans of an event's way over the bus: sent by its owner, processed by whoever follows.

An event carries the trace of its cause, so both are steps of that trace. Where it is not recorded,
handling an event costs the reading of one header, which logs and calls need all the same.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry import context as otel
from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind

from services.chassis import spans
from services.chassis.delivery import Delivery
from services.chassis.events import Event


def sending(event: Event) -> Span | None:
    """Begin the span of an event's way to the bus; None where its trace is not recorded."""
    if not spans.is_sampled(event.traceparent):
        return None
    return spans.tracer.start_span(
        f"send {event.stream}",
        context=spans.within(event.traceparent),
        kind=SpanKind.PRODUCER,
        attributes=_message("send", event),
    )


def not_sent(span: Span | None, error: BaseException) -> None:
    """End the span of ``sending``: the event could not be handed to the bus."""
    if span is not None:
        spans.fail_by(span, error)
        span.end()


def answered(span: Span, future: asyncio.Future[Any]) -> None:
    """End the span of ``sending``: the bus has acknowledged the event, or has not."""
    error = asyncio.CancelledError() if future.cancelled() else future.exception()
    if error is not None:
        spans.fail_by(span, error)
    span.end()


@contextmanager
def processing(delivery: Delivery, consumer: str) -> Iterator[None]:
    """Handle an event within its trace: what is called and logged meanwhile belongs to it."""
    event = delivery.event
    if not event.traceparent:
        yield
        return
    parent = spans.within(event.traceparent)
    if spans.is_sampled(event.traceparent):
        span = spans.tracer.start_span(
            f"process {event.stream}",
            context=parent,
            kind=SpanKind.CONSUMER,
            attributes={
                **_message("process", event),
                "messaging.consumer.group.name": consumer,
                "tradewire.attempt": delivery.attempt,
            },
        )
        parent = trace.set_span_in_context(span, parent)
    else:
        span = trace.INVALID_SPAN
    token = otel.attach(parent)
    try:
        yield
    except BaseException as error:
        spans.fail_by(span, error)
        raise
    finally:
        otel.detach(token)
        span.end()


def _message(operation: str, event: Event) -> dict[str, str | int]:
    return {
        "messaging.system": "nats",
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
        "messaging.destination.name": event.stream,
        "messaging.message.id": event.event_id,
        "tradewire.event.type": event.type,
        "tradewire.event.sequence": event.seq,
    }
