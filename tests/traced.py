"""Spans as a test sees them: recorded in memory, named and nested."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.chassis import spans
from services.chassis.telemetry import Ids

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
UNSAMPLED = f"{PARENT[:-2]}00"


class Recorded:
    """The spans that ended since ``recording`` began."""

    def __init__(self, exporter: InMemorySpanExporter) -> None:
        self._exporter = exporter

    def __iter__(self) -> Iterator[ReadableSpan]:
        return iter(self._exporter.get_finished_spans())

    def names(self) -> list[str]:
        """Their names, in the order of their ends."""
        return [span.name for span in self]

    def one(self, name: str) -> ReadableSpan:
        """The only span of this name."""
        found = [span for span in self if span.name == name]
        assert len(found) == 1, (name, self.names())
        return found[0]


@contextmanager
def recording() -> Iterator[Recorded]:
    """Record every span of ours in memory."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(id_generator=Ids(), shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "tracer", provider.get_tracer("test"))
        yield Recorded(exporter)
    provider.shutdown()


def attribute(span: ReadableSpan, name: str) -> object:
    """An attribute of a span; None where it has none of this name."""
    return (span.attributes or {}).get(name)
