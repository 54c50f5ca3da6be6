"""Asks a process of ours how it is; for a container's health check, which must be a command.

    python -m services.chassis.probe grpc://127.0.0.1:7300             ready to answer calls?
    python -m services.chassis.probe grpc://127.0.0.1:7300/liveness    alive, whoever else is away?
    python -m services.chassis.probe http://127.0.0.1:7300/ready       the gateway, which has HTTP

Exit code 0 says yes; 1 says no and why; 2 that the address is none. Kubernetes has probes of its
own for both and does not need this.
"""

import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, urlsplit

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

TIMEOUT_S = 3.0
"""Of the answer: a process that is busy for longer is asked again before it is given up."""

_SERVING = health_pb2.HealthCheckResponse.SERVING


def probe(url: str, timeout_s: float = TIMEOUT_S) -> str:
    """Empty where the process at ``url`` says that it is well, else why not.

    Raises:
        ValueError: ``url`` is neither ``grpc://host:port[/service]`` nor ``http://host:port/path``.
    """
    parts = urlsplit(url)
    if not _port(parts) or not parts.hostname or parts.scheme not in {"grpc", "http"}:
        raise ValueError(
            f"{url} cannot be probed; give grpc://host:port[/service] or http://host:port/path"
        )
    if parts.scheme == "http":
        return _http(url, timeout_s)
    return _grpc(parts.netloc, parts.path.strip("/"), timeout_s)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        # No number, or none of a port.
        return None


def _grpc(address: str, service: str, timeout_s: float) -> str:
    request = health_pb2.HealthCheckRequest(service=service)
    with grpc.insecure_channel(address) as channel:
        # The stubs of grpcio-health-checking do not know their own methods.
        stub: Any = health_pb2_grpc.HealthStub(channel)
        try:
            answer = stub.Check(request, timeout=timeout_s)
        except grpc.RpcError as error:
            call: Any = error
            return f"{address} did not answer: {call.code().name}"
    if answer.status == _SERVING:
        return ""
    return f"{address} is {health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status)}"


def _http(url: str, timeout_s: float) -> str:
    try:
        # The scheme was looked at, so no file is opened.
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:  # noqa: S310 - see above.
            status = answer.status
    except urllib.error.HTTPError as error:
        return f"{url} answered {error.code}"
    except OSError as error:
        return f"{url} did not answer: {error}"
    return "" if status == HTTPStatus.OK else f"{url} answered {status}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        (url,) = given
        trouble = probe(url)
    except ValueError as error:
        said = str(error) if len(given) == 1 else "give one address to probe"
        sys.stderr.write(f"{said}\n")
        return 2
    if trouble:
        sys.stderr.write(f"{trouble}\n")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
