import urllib.request

import pytest
from opentelemetry import context, trace
from opentelemetry.sdk.trace import TracerProvider
from prometheus_client import Counter

from services.chassis import telemetry
from services.chassis.telemetry import OTHER, Bounded, Metrics
from tradewire.errors import ConfigurationError, UnavailableError

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_label_values_beyond_the_limit_are_counted_together() -> None:
    """A label that grows without end must not grow the page."""
    metrics = Metrics("risk")
    metrics.counter("plain_total", "Without labels.").of().inc()
    seen = Counter("seen_total", "What was seen.", ("name",), registry=metrics.registry)
    bounded = Bounded(seen, 1, series_max=2)
    for name in ("a", "b", "c", "d", "a"):
        bounded.of(name).inc()
    values = {
        name: metrics.registry.get_sample_value("seen_total", {"name": name})
        for name in ("a", "b", "c", OTHER)
    }
    assert values == {"a": 2, "b": 1, "c": None, OTHER: 2}
    assert metrics.registry.get_sample_value("plain_total") == 1


def test_the_page_opens_on_a_free_port_and_closes() -> None:
    """What was counted is read over HTTP; a taken port is named with its setting."""
    metrics = Metrics("risk")
    metrics.counter("fills_total", "Fills.", ("venue",)).of("PAPER").inc(3)
    metrics.gauge("open_orders", "Open orders.").of().set(2)
    metrics.histogram("wait_seconds", "Waits.").of().observe(0.2)
    port = metrics.serve("127.0.0.1:0")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
        text = page.read().decode()
    assert 'fills_total{venue="PAPER"} 3.0' in text
    with pytest.raises(UnavailableError, match=f"127.0.0.1:{port}.*TRADEWIRE_RISK__METRICS"):
        Metrics("risk").serve(f"127.0.0.1:{port}")
    metrics.close()
    metrics.close()
    assert Metrics("risk").serve(None) == 0


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
