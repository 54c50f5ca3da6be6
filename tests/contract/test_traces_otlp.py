"""Traces by OpenTelemetry's own protocol: what a collector gets, configured as everywhere."""

from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

from services.chassis import telemetry


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    def Export(self, request: Any, context: Any) -> Any:
        self.got.append(request)
        return trace_service_pb2.ExportTraceServiceResponse()


@pytest.fixture
def collector() -> Iterator[tuple[Collector, str]]:
    """A collector, and where it listens."""
    servicer = Collector()
    server = grpc.server(futures.ThreadPoolExecutor(1))
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield servicer, f"http://127.0.0.1:{port}"
    server.stop(None).wait()


def test_spans_reach_the_collector_that_the_standard_variables_name(
    collector: tuple[Collector, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endpoint is enough; what waits is sent at the end; the service is named."""
    servicer, endpoint = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
    provider = telemetry.make_provider("risk")
    with telemetry.chosen_ids(0xAB, 0xCD):
        span = provider.get_tracer("test").start_span("verdict")
    span.end()
    provider.shutdown()
    (request,) = servicer.got
    (resource,) = request.resource_spans
    attributes = {each.key: each.value.string_value for each in resource.resource.attributes}
    assert attributes["service.name"] == "risk"
    assert attributes["service.namespace"] == "tradewire"
    (sent,) = [one for scope in resource.scope_spans for one in scope.spans]
    assert (sent.name, int.from_bytes(sent.trace_id)) == ("verdict", 0xAB)


def test_a_sampler_that_is_set_decides_for_the_whole_trace(
    collector: tuple[Collector, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fleet that sends a hundredth sends whole orders or nothing of them."""
    servicer, endpoint = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_always_off")
    provider = telemetry.make_provider("risk")
    tracer = provider.get_tracer("test")
    tracer.start_span("own").end()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    within = telemetry.trace_context({"traceparent": parent})
    tracer.start_span("of a recorded trace", context=within).end()
    provider.shutdown()
    names = [
        span.name
        for request in servicer.got
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    assert names == ["of a recorded trace"]
