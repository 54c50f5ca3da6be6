"""What a container's health check says of a process, asked of real servers."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import grpc
import pytest
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from services.chassis import probe
from services.chassis.nats_server import free_port


@pytest.fixture
def grpc_address() -> Iterator[str]:
    """A server that lives and is not ready."""
    servicer = health.HealthServicer()
    servicer.set("", health_pb2.HealthCheckResponse.NOT_SERVING)
    servicer.set("liveness", health_pb2.HealthCheckResponse.SERVING)
    server = grpc.server(ThreadPoolExecutor(max_workers=2))
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


class _Ready(BaseHTTPRequestHandler):
    """A gateway that has nobody to ask."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 503)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """A test says nothing."""


@pytest.fixture
def http_address() -> Iterator[str]:
    """A server that lives and is not ready, by HTTP."""
    server = HTTPServer(("127.0.0.1", 0), _Ready)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_grpc_tells_life_and_readiness_apart(
    grpc_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that waits for a peer is alive, and must not be restarted for it."""
    assert probe.main([f"grpc://{grpc_address}/liveness"]) == 0
    assert probe.main([f"grpc://{grpc_address}"]) == 1
    assert f"{grpc_address} is NOT_SERVING" in capsys.readouterr().err
    assert probe.main([f"grpc://{grpc_address}/nobody"]) == 1
    assert "NOT_FOUND" in capsys.readouterr().err


def test_http_tells_life_and_readiness_apart(
    http_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The gateway speaks HTTP alone."""
    assert probe.main([f"http://{http_address}/health"]) == 0
    assert probe.main([f"http://{http_address}/ready"]) == 1
    assert "answered 503" in capsys.readouterr().err


@pytest.mark.parametrize("scheme", ["grpc", "http"])
def test_nobody_there_is_a_no_and_no_crash(scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A health check runs before its process listens."""
    address = f"127.0.0.1:{free_port()}"
    assert probe.main([f"{scheme}://{address}/"]) == 1
    assert address in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["file:///etc/passwd"],
        ["grpc://127.0.0.1"],
        ["grpc://127.0.0.1:99999"],
        ["http://:7300/ready"],
        ["127.0.0.1:1"],
        ["a", "b"],
    ],
)
def test_what_cannot_be_probed_is_told_from_what_is_not_well(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong health check would otherwise look like a sick service."""
    assert probe.main(arguments) == 2
    assert "give" in capsys.readouterr().err
