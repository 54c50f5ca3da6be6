"""Traces of a process.

They follow OpenTelemetry's standard variables (OTEL_TRACES_EXPORTER, OTEL_EXPORTER_OTLP_ENDPOINT,
OTEL_TRACES_SAMPLER and so on). With no exporter configured nothing is recorded, yet every call
still has a trace id: logs, events and `explain` carry it. Exporters are imported only when they
are configured, for they cost tens of megabytes.
"""

import os
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from opentelemetry import context, propagate, trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF

from services.chassis import logs
from tradewire.errors import ConfigurationError

EXPORTERS = ("otlp", "zipkin", "none")
"""What OTEL_TRACES_EXPORTER may name here."""

SHUTDOWN_S_MAX = 2.0
"""A collector that is there takes the last spans in milliseconds."""

_EXPORTER = "OTEL_TRACES_EXPORTER"
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")

_chosen: ContextVar[tuple[int, int] | None] = ContextVar("chosen_ids", default=None)
_log = logs.logger(__name__)


class Provider(TracerProvider):
    """A provider whose end is bounded: a collector that hangs must not keep a process."""

    def shutdown(self) -> None:
        """Send what waits, for SHUTDOWN_S_MAX at most; what is left then is lost."""
        # A daemon, for the process may end while it still waits for an answer.
        ending = threading.Thread(target=super().shutdown, name="traces-shutdown", daemon=True)
        ending.start()
        ending.join(SHUTDOWN_S_MAX)


class Ids(RandomIdGenerator):
    """Random ids, but within ``chosen_ids``."""

    def generate_trace_id(self) -> int:
        """The chosen trace id, else a random one."""
        chosen = _chosen.get()
        return super().generate_trace_id() if chosen is None else chosen[0]

    def generate_span_id(self) -> int:
        """The chosen span id, else a random one."""
        chosen = _chosen.get()
        return super().generate_span_id() if chosen is None else chosen[1]


@contextmanager
def chosen_ids(trace_id: int, span_id: int) -> Iterator[None]:
    """Within this, the trace that is begun and its root have these ids."""
    token = _chosen.set((trace_id, span_id))
    try:
        yield
    finally:
        _chosen.reset(token)


class Calm(SpanExporter):
    """An exporter whose failures never leave it, and are told once until it works again.

    What cannot be exported is lost: traces are for looking, the log of the owner is the truth.
    The batches before it are bounded (OTEL_BSP_MAX_QUEUE_SIZE, 2048 spans), so a collector that
    is away costs neither memory nor anybody's time but the exporter's own thread's.
    """

    def __init__(self, exporter: SpanExporter) -> None:
        self.exporter = exporter
        self._away = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Export a batch, or lose it."""
        try:
            result = self.exporter.export(spans)
            why = "it refused them"
        except Exception as error:  # noqa: BLE001 - whatever it is, it must end nothing.
            result, why = SpanExportResult.FAILURE, f"{type(error).__name__}: {error}"
        away = result is not SpanExportResult.SUCCESS
        if away and not self._away:
            _log.warning("traces are lost until their collector answers", error=why[:500])
        elif self._away and not away:
            _log.info("traces are exported again")
        self._away = away
        return result

    def shutdown(self) -> None:
        """Let go of the connection."""
        self.exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Wait for what is under way."""
        return self.exporter.force_flush(timeout_millis)


def configure_tracing(service: str, environ: Mapping[str, str] | None = None) -> TracerProvider:
    """Set up this process's traces by the OTEL_* variables; call ``shutdown`` on the answer last.

    Raises:
        ConfigurationError: the variables name an exporter or a protocol that is not known here,
            or one that is not installed.
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
        provider = Provider(resource=resource, sampler=ALWAYS_OFF, id_generator=Ids())
    else:
        provider = Provider(resource=resource, id_generator=Ids())
        provider.add_span_processor(BatchSpanProcessor(Calm(exporter)))
    return provider


def exporter_named(environ: Mapping[str, str]) -> str:
    """Which of EXPORTERS the variables ask for.

    Raises:
        ConfigurationError: they name an exporter or a protocol that is not known here.
    """
    wanted = any(environ.get(name) for name in _ENDPOINTS)
    name = environ.get(_EXPORTER) or ("otlp" if wanted else "none")
    if environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        name = "none"
    if name not in EXPORTERS:
        raise ConfigurationError(f"{_EXPORTER}={name}: known are otlp, zipkin and none")
    for variable in _PROTOCOLS if name == "otlp" else ():
        protocol = environ.get(variable) or "grpc"
        if protocol != "grpc":
            raise ConfigurationError(
                f"{variable}={protocol}: known is grpc; give the collector's gRPC port, 4317"
            )
    return name


def _exporter(environ: Mapping[str, str]) -> SpanExporter | None:
    match exporter_named(environ):
        case "otlp":
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import (  # noqa: PLC0415 - see above.
                OTLPSpanExporter,
            )

            return OTLPSpanExporter()
        case "zipkin":
            try:
                from opentelemetry.exporter.zipkin.json import (  # noqa: PLC0415 - see above.
                    ZipkinExporter,
                )
            except ImportError as error:
                raise ConfigurationError(
                    f"{_EXPORTER}=zipkin needs what is not installed; run "
                    "`pip install -c constraints.txt -e '.[trace-ui]'`, or set otlp"
                ) from error
            return ZipkinExporter()
        case _:
            return None


def trace_headers() -> dict[str, str]:
    """The current trace context as W3C headers (traceparent, tracestate), for a message or call."""
    headers: dict[str, str] = {}
    propagate.inject(headers)
    return headers


def unrecorded_headers() -> dict[str, str]:
    """W3C headers of a new trace that nobody is to record; its id is in logs and errors alone."""
    return {"traceparent": f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"}


def trace_context(headers: Mapping[str, str]) -> context.Context:
    """The trace context that W3C headers carry; an empty one when they carry none."""
    return propagate.extract(headers, context.Context())


def trace_id() -> str:
    """The current trace's id, 32 hex digits; empty outside of a trace."""
    current = trace.get_current_span().get_span_context()
    return f"{current.trace_id:032x}" if current.is_valid else ""
