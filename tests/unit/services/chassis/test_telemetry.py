import pytest
from opentelemetry import context, trace
from opentelemetry.sdk.trace import TracerProvider

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
