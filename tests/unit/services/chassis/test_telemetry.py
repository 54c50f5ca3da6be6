import threading
from collections.abc import Sequence

import pytest
from opentelemetry import context, trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from structlog.testing import capture_logs

from services.chassis import telemetry
from tradewire.errors import ConfigurationError

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_trace_context_travels_as_w3c_headers() -> None:
    """What one process sends in headers, another takes up."""
    assert telemetry.trace_headers() == {}
    assert telemetry.trace_id() == ""
    token = context.attach(telemetry.trace_context({"traceparent": PARENT}))
    assert telemetry.trace_headers()["traceparent"] == PARENT
    assert telemetry.trace_id() == PARENT.split("-")[1]
    context.detach(token)
    assert not trace.get_current_span(telemetry.trace_context({})).get_span_context().is_valid


@pytest.mark.parametrize(
    ("environ", "exporters"),
    [
        ({}, 0),
        ({"OTEL_TRACES_EXPORTER": "none"}, 0),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, 1),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}, 1),
        ({"OTEL_TRACES_EXPORTER": "zipkin"}, 1),
    ],
)
def test_exporters_are_those_of_the_standard_variables(
    environ: dict[str, str], exporters: int
) -> None:
    """Without one nothing is recorded, and a call still has a trace id."""
    provider = telemetry.make_provider("risk", environ)
    assert isinstance(provider, TracerProvider)
    assert len(provider._active_span_processor._span_processors) == exporters
    span = provider.get_tracer("test").start_span("call")
    assert span.get_span_context().is_valid
    assert span.is_recording() is bool(exporters)
    provider.shutdown()


def test_an_unknown_exporter_is_refused() -> None:
    """A misspelt exporter would otherwise lose every trace in silence."""
    with pytest.raises(ConfigurationError, match="known are otlp, zipkin and none"):
        telemetry.make_provider("risk", {"OTEL_TRACES_EXPORTER": "jaegr"})


def test_a_protocol_that_is_not_spoken_is_refused() -> None:
    """Spans sent in another form than the collector reads are lost one by one."""
    environ = {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}
    with pytest.raises(ConfigurationError, match="http/protobuf: known is grpc"):
        telemetry.make_provider("risk", environ)
    assert telemetry.exporter_named({**environ, "OTEL_TRACES_EXPORTER": "none"}) == "none"
    assert telemetry.exporter_named({**environ, "OTEL_SDK_DISABLED": "true"}) == "none"


class Away(SpanExporter):
    """A collector that is away, or hangs, until it is let come back."""

    def __init__(self) -> None:
        self.back = threading.Event()
        self.hangs = False
        self.taken = 0

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        if self.hangs:
            self.back.wait()
        if not self.back.is_set():
            raise ConnectionError("refused")
        self.taken += len(spans)
        return SpanExportResult.SUCCESS


def test_a_collector_that_is_away_is_told_of_once() -> None:
    """Hours without a collector are one line in the log, and one when it is back."""
    away = Away()
    calm = telemetry.Calm(away)
    with capture_logs() as said:
        for _ in range(3):
            assert calm.export([]) is SpanExportResult.FAILURE
        away.back.set()
        for _ in range(3):
            assert calm.export([]) is SpanExportResult.SUCCESS
    assert [line["event"] for line in said] == [
        "traces are lost until their collector answers",
        "traces are exported again",
    ]


def test_a_collector_that_hangs_keeps_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for it is bounded, and the end of the process does not wait for it."""
    monkeypatch.setattr(telemetry, "SHUTDOWN_S_MAX", 0.05)
    away = Away()
    away.hangs = True
    provider = telemetry.Provider(shutdown_on_exit=False)
    processor = BatchSpanProcessor(
        telemetry.Calm(away), max_queue_size=8, max_export_batch_size=4, schedule_delay_millis=10
    )
    provider.add_span_processor(processor)
    tracer = provider.get_tracer("test")
    for _ in range(100):
        tracer.start_span("step").end()
    provider.shutdown()
    away.hangs = False
    away.back.set()
    assert away.taken <= 12
