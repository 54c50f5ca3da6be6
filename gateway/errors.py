"""Errors as HTTP: a status code, a few headers, and google.rpc.Status as JSON.

A service's status is passed on with every detail that it holds, also those that this gateway has
no type for; the gateway's own errors are the same family, so that a client reads one form.
"""

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf import any_pb2, json_format
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from tradewire.errors import NotFoundError, TradewireError, UnavailableError, UnimplementedError
from tradewire.status import sent_status, to_status

# google/rpc/code.proto says which HTTP code stands for which; an unknown number is our fault.
HTTP_STATUS: Mapping[int, int] = {
    0: 200,
    1: 499,
    2: 500,
    3: 400,
    4: 504,
    5: 404,
    6: 409,
    7: 403,
    8: 429,
    9: 400,
    10: 409,
    11: 400,
    12: 501,
    13: 500,
    14: 503,
    15: 500,
    16: 401,
}
# What a client waits before it asks for a service that is away: about as long as one needs to
# start again.
RETRY_AFTER_MS = 1_000


class HttpError(TradewireError):
    """What only HTTP knows: a method, a media type or a size that a path does not take."""

    default_reason = "HTTP_REFUSED"

    def __init__(
        self, http_status: int, error: TradewireError, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error.message, reason=error.reason)
        self.http_status = http_status
        self.error = error
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Problem:
    """An error ready to be sent."""

    http_status: int
    status: status_pb2.Status
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The body: google.rpc.Status, its details decoded."""
        return {
            "code": self.status.code,
            "message": self.status.message,
            "details": [_detail(each) for each in self.status.details],
        }


def problem_of(error: TradewireError) -> Problem:
    """How ``error`` is told to an HTTP client."""
    match error:
        case HttpError():
            return Problem(error.http_status, to_status(error.error), error.headers)
        case _:
            status = sent_status(error) or to_status(error)
            return Problem(HTTP_STATUS.get(status.code, 500), status, _headers(status))


def unknown_path(method: str, path: str) -> NotFoundError:
    """The error for a path that no rule of the contract has."""
    return NotFoundError(
        f"{method} {path}: no such path; /docs lists every one", reason="PATH_UNKNOWN"
    )


def wrong_method(method: str, path: str, allowed: tuple[str, ...]) -> HttpError:
    """The error for a path that is called by another method."""
    # Whatever answers GET answers HEAD.
    listed = ", ".join(sorted({*allowed, "HEAD"} if "GET" in allowed else allowed))
    error = UnimplementedError(f"{method} {path}: use {listed}", reason="METHOD_NOT_ALLOWED")
    return HttpError(405, error, {"allow": listed})


def stopping() -> UnavailableError:
    """The error of a call that was not answered before the gateway had to stop."""
    return UnavailableError(
        "the gateway is stopping, and this call had no answer yet: whether it took effect is not "
        "known; send it again, with the same request id where it has one",
        reason="STOPPING",
        retry_after_ms=RETRY_AFTER_MS,
    )


def service_away(error: TradewireError, service: str, address: str) -> TradewireError:
    """The error itself, or one that names the service where only the transport has spoken.

    What a service answered by itself has an ErrorInfo; a connection that fails has none.
    """
    spoken_by_transport = isinstance(error.__cause__, grpc.aio.AioRpcError)
    if not isinstance(error, UnavailableError) or not spoken_by_transport or sent_status(error):
        return error
    return UnavailableError(
        f"{service} at {address} is away; what it answers for waits until it is back "
        "(`tradewire status` tells more)",
        reason="SERVICE_AWAY",
        metadata={"service": service, "address": address},
        retry_after_ms=RETRY_AFTER_MS,
    )


def _headers(status: status_pb2.Status) -> dict[str, str]:
    retry = error_details_pb2.RetryInfo()
    for detail in status.details:
        if detail.Unpack(retry):
            seconds = math.ceil(retry.retry_delay.ToMilliseconds() / 1_000)
            return {"retry-after": str(max(1, seconds))}
    # RFC 9110, section 11.6.1: a 401 names the scheme that it wants.
    return {"www-authenticate": "Bearer"} if HTTP_STATUS.get(status.code) == 401 else {}  # noqa: PLR2004 - as said.


def _detail(detail: any_pb2.Any) -> dict[str, Any]:
    """A detail as JSON; one of a type that is not known here keeps its bytes, as base 64."""
    try:
        return json_format.MessageToDict(detail)
    except (TypeError, ValueError, json_format.Error, DecodeError):
        value = {"value": base64.b64encode(detail.value).decode()} if detail.value else {}
        return {"@type": detail.type_url, **value}
