"""Every error leaves as google.rpc.Status JSON with the HTTP code that belongs to it."""

import grpc
import pytest
from google.protobuf import any_pb2
from google.rpc import status_pb2

from gateway.errors import Problem, problem_of, service_away
from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    DeadlineError,
    ExhaustedError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    PermissionDeniedError,
    PreconditionError,
    TradewireError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)


@pytest.mark.parametrize(
    ("error", "http_status"),
    [
        (InvalidArgumentError, 400),
        (PreconditionError, 400),
        (OutOfRangeError, 400),
        (UnauthenticatedError, 401),
        (PermissionDeniedError, 403),
        (NotFoundError, 404),
        (AlreadyExistsError, 409),
        (ConflictError, 409),
        (ExhaustedError, 429),
        (InternalError, 500),
        (UnimplementedError, 501),
        (UnavailableError, 503),
        (DeadlineError, 504),
    ],
)
def test_each_class_has_its_http_status(error: type[TradewireError], http_status: int) -> None:
    """The map of google/rpc/code.proto, through the error family."""
    assert problem_of(error("words")).http_status == http_status


def test_details_are_told_and_a_retry_is_a_header_too() -> None:
    """Reason, fields and delay survive as JSON; Retry-After is whole seconds, rounded up."""
    error = UnavailableError(
        "away", reason="SERVICE_AWAY", metadata={"service": "risk"}, retry_after_ms=1_200
    )
    problem = problem_of(error)
    assert problem.headers["retry-after"] == "2"
    assert problem.to_json() == {
        "code": 14,
        "message": "away",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "SERVICE_AWAY",
                "domain": "tradewire",
                "metadata": {"service": "risk"},
            },
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.200s"},
        ],
    }


def test_a_detail_of_an_unknown_type_keeps_its_bytes() -> None:
    """A newer service may say more than this gateway can read; that is no fault."""
    status = status_pb2.Status(code=5, message="gone")
    status.details.add(type_url="type.googleapis.com/newer.Thing", value=b"\x01\x02")
    status.details.add(type_url="nonsense", value=b"")
    assert Problem(404, status).to_json()["details"] == [
        {"@type": "type.googleapis.com/newer.Thing", "value": "AQI="},
        {"@type": "nonsense"},
    ]


def test_damaged_details_are_passed_on_as_bytes() -> None:
    """A known type whose bytes cannot be read."""
    status = status_pb2.Status(code=5)
    damaged = any_pb2.Any(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=b"\xff\xff")
    status.details.append(damaged)
    (detail,) = Problem(404, status).to_json()["details"]
    assert detail["value"] == "//8="


def test_a_service_that_is_away_is_named() -> None:
    """The transport's words name no service; its own refusal stays as it is."""
    error = UnavailableError("failed to connect")
    error.__cause__ = grpc.aio.AioRpcError(
        grpc.StatusCode.UNAVAILABLE, grpc.aio.Metadata(), grpc.aio.Metadata()
    )
    named = service_away(error, "risk", "127.0.0.1:1")
    assert isinstance(named, UnavailableError)
    assert named.metadata["service"] == "risk"
    assert named.retry_after_ms == 1_000
    for other in (NotFoundError("no such order"), UnavailableError("the gateway is stopping")):
        assert service_away(other, "risk", "127.0.0.1:1") is other


def test_an_answer_of_the_service_itself_is_passed_on_whole() -> None:
    """UNAVAILABLE with details of its own keeps its own reason."""
    status = status_pb2.Status(code=14, message="replaying")
    status.details.add(type_url="type.googleapis.com/newer.Thing", value=b"x")
    cause = grpc.aio.AioRpcError(
        grpc.StatusCode.UNAVAILABLE,
        grpc.aio.Metadata(),
        grpc.aio.Metadata(("grpc-status-details-bin", status.SerializeToString())),
    )
    error = UnavailableError("replaying")
    error.__cause__ = cause
    assert service_away(error, "risk", "127.0.0.1:1") is error
    assert problem_of(error).to_json()["details"] == [
        {"@type": "type.googleapis.com/newer.Thing", "value": "eA=="}
    ]
