"""Traces and metrics of a process.

Traces follow OpenTelemetry's standard variables (OTEL_TRACES_EXPORTER, OTEL_EXPORTER_OTLP_ENDPOINT,
OTEL_TRACES_SAMPLER and so on). With no exporter configured nothing is recorded, yet every call
still has a trace id: logs, events and `explain` carry it. Exporters are imported only when they
are configured, for they cost tens of megabytes.

Metrics are Prometheus's, on a page of their own. Label values are bounded: a label that grows
with orders or users is how a metrics page kills the process that serves it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from opentelemetry import context, propagate, trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import start_http_server

from tradewire.errors import ConfigurationError, UnavailableError

# Label sets of one metric. Methods times status codes of the largest service stay below; whatever
# comes beyond is counted under "other".
SERIES_MAX = 512
OTHER = "other"
# Seconds. From a tenth of a millisecond, what a call costs on one machine, to the longest deadline.
LATENCY_BUCKETS_S = (
    *(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01),
    *(0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)

M = TypeVar("M", Counter, Gauge, Histogram)


class Bounded(Generic[M]):
    """A metric whose label sets are limited to SERIES_MAX."""

    def __init__(self, metric: M, labels: int, series_max: int = SERIES_MAX) -> None:
        self._make: Callable[..., M] = metric.labels if labels else lambda: metric
        self._labels = labels
        self._series_max = series_max
        self._children: dict[tuple[str, ...], M] = {}

    def of(self, *values: str) -> M:
        """The series of these label values, or the one named "other" when there are too many."""
        child = self._children.get(values)
        if child is None:
            if len(self._children) >= self._series_max:
                values = (OTHER,) * self._labels
            child = self._make(*values)
            self._children[values] = child
        return child


class Metrics:
    """One process's metrics and the page that shows them."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        self.service = service
        self._close: Callable[[], None] | None = None

    def counter(self, name: str, doc: str, labels: Sequence[str] = ()) -> Bounded[Counter]:
        """A count that only grows; ``name`` ends in its unit or in what is counted."""
        return Bounded(Counter(name, doc, labels, registry=self.registry), len(labels))

    def gauge(self, name: str, doc: str, labels: Sequence[str] = ()) -> Bounded[Gauge]:
        """A level that goes up and down."""
        return Bounded(Gauge(name, doc, labels, registry=self.registry), len(labels))

    def histogram(
        self,
        name: str,
        doc: str,
        labels: Sequence[str] = (),
        buckets: Sequence[float] = LATENCY_BUCKETS_S,
    ) -> Bounded[Histogram]:
        """A distribution; buckets are upper bounds in the unit that ends ``name``."""
        metric = Histogram(name, doc, labels, registry=self.registry, buckets=buckets)
        return Bounded(metric, len(labels))

    def serve(self, address: str | None) -> int:
        """Open the page at host:port and answer its port (0 when ``address`` is None).

        Raises:
            UnavailableError: the port is taken; the message names it.
        """
        if address is None:
            return 0
        host, _, port = address.rpartition(":")
        try:
            server, thread = start_http_server(int(port), host, registry=self.registry)
        except OSError as error:
            raise UnavailableError(
                f"metrics page: {address} cannot be opened ({error.strerror}); stop what listens "
                f"there or set TRADEWIRE_{self.service.upper()}__METRICS to another host:port",
                reason="PORT_IN_USE",
            ) from error

        def close() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        self._close = close
        return int(server.server_port)

    def close(self) -> None:
        """Close the page, if there is one."""
        if self._close is not None:
            self._close()
            self._close = None


def configure_tracing(service: str, environ: Mapping[str, str] | None = None) -> TracerProvider:
    """Set up this process's traces by the OTEL_* variables; call ``shutdown`` on the answer last.

    Raises:
        ConfigurationError: OTEL_TRACES_EXPORTER names an exporter that is not known here.
    """
    provider = make_provider(service, environ)
    trace.set_tracer_provider(provider)
    return provider


def make_provider(service: str, environ: Mapping[str, str] | None = None) -> TracerProvider:
    """The provider that the variables ask for, without making it the process's own."""
    environ = os.environ if environ is None else environ
    resource = Resource.create({"service.name": service, "service.namespace": "tradewire"})
    exporter = _exporter(environ)
    if exporter is None:
        provider = TracerProvider(resource=resource, sampler=ALWAYS_OFF)
    else:
        provider = TracerProvider(resource=resource)
        provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _exporter(environ: Mapping[str, str]) -> SpanExporter | None:
    endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
    traces_endpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
    wanted = endpoint in environ or traces_endpoint in environ
    match environ.get("OTEL_TRACES_EXPORTER", "otlp" if wanted else "none"):
        case "none" | "":
            return None
        case "otlp":
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import (  # noqa: PLC0415 - see above.
                OTLPSpanExporter,
            )

            return OTLPSpanExporter()
        case "zipkin":
            from opentelemetry.exporter.zipkin.json import (  # noqa: PLC0415 - see above.
                ZipkinExporter,
            )

            return ZipkinExporter()
        case name:
            raise ConfigurationError(
                f"OTEL_TRACES_EXPORTER={name}: known are otlp, zipkin and none"
            )


def trace_headers() -> dict[str, str]:
    """The current trace context as W3C headers (traceparent, tracestate), for a message or call."""
    headers: dict[str, str] = {}
    propagate.inject(headers)
    return headers


def trace_context(headers: Mapping[str, str]) -> context.Context:
    """The trace context that W3C headers carry; an empty one when they carry none."""
    return propagate.extract(headers, context.Context())


def trace_id() -> str:
    """The current trace's id, 32 hex digits; empty outside of a trace."""
    current = trace.get_current_span().get_span_context()
    return f"{current.trace_id:032x}" if current.is_valid else ""
