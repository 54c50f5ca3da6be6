"""The error family as google.rpc.Status and back: the one place that knows both.

An error travels as a status code, its message, and details: ErrorInfo (reason, domain, metadata),
BadRequest (one violation per field) and RetryInfo (where a retry can help). A status of somebody
else's (a proxy's, the transport's) becomes the family's class of its code.
"""

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from tradewire.errors import (
    DOMAIN,
    AlreadyExistsError,
    ConfigurationError,
    ConflictError,
    CorruptDataError,
    DeadlineError,
    ExhaustedError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    PermissionDeniedError,
    PreconditionError,
    RefusedError,
    TradewireError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)

DETAILS_KEY = "grpc-status-details-bin"
# A status travels in trailers, and gRPC refuses more than 8 KB of those: what exceeds its share
# is cut, because a long error must not become another error.
MESSAGE_CHARS_MAX = 1_000
FIELDS_MAX = 16
FIELD_CHARS_MAX = 200
METADATA_MAX = 16

_CODES: dict[type[TradewireError], grpc.StatusCode] = {
    InvalidArgumentError: grpc.StatusCode.INVALID_ARGUMENT,
    CorruptDataError: grpc.StatusCode.DATA_LOSS,
    NotFoundError: grpc.StatusCode.NOT_FOUND,
    AlreadyExistsError: grpc.StatusCode.ALREADY_EXISTS,
    ConflictError: grpc.StatusCode.ABORTED,
    PreconditionError: grpc.StatusCode.FAILED_PRECONDITION,
    OutOfRangeError: grpc.StatusCode.OUT_OF_RANGE,
    UnauthenticatedError: grpc.StatusCode.UNAUTHENTICATED,
    PermissionDeniedError: grpc.StatusCode.PERMISSION_DENIED,
    ExhaustedError: grpc.StatusCode.RESOURCE_EXHAUSTED,
    UnavailableError: grpc.StatusCode.UNAVAILABLE,
    DeadlineError: grpc.StatusCode.DEADLINE_EXCEEDED,
    UnimplementedError: grpc.StatusCode.UNIMPLEMENTED,
    InternalError: grpc.StatusCode.INTERNAL,
}
_BY_CODE: dict[grpc.StatusCode, type[TradewireError]] = {
    **{code: error for error, code in _CODES.items()},
    # Somebody gave up in between, so the outcome is as unknown as after a deadline.
    grpc.StatusCode.CANCELLED: DeadlineError,
    grpc.StatusCode.UNKNOWN: InternalError,
}
_BY_NUMBER = {code.value[0]: code for code in grpc.StatusCode}
# Subclasses that share their parent's code travel under this key of ErrorInfo's metadata.
KIND_KEY = "kind"
_KINDS: dict[str, type[TradewireError]] = {
    "configuration": ConfigurationError,
    "refused": RefusedError,
}


# What gRPC says where no connection comes about, and what that is about most of the time: it names
# the address itself. The first that fits counts.
_NO_CONNECTION: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "NOT_GRPC",
        ("http1.x server",),
        "HTTP answers there and no gRPC: the gateway takes REST alone, give the service's own port",
    ),
    (
        "TLS_NOT_SPOKEN",
        ("Tls handshake failed", "WRONG_VERSION_NUMBER"),
        "that port speaks no TLS: leave out `authority`, or set tls.certificate_file at the server",
    ),
    (
        "CERTIFICATE_REFUSED",
        ("CERTIFICATE_VERIFY_FAILED",),
        "the server's certificate is not not signed by `authority`: give the CA that did",
    ),
    (
        "CERTIFICATE_REFUSED",
        ("Hostname Verification Check failed",),
        "the server's certificate has another name than that host: call it by one that it has",
    ),
    (
        "HOST_UNKNOWN",
        ("errors resolving",),
        "nobody knows that host: look whether its name is right",
    ),
    (
        "UNAVAILABLE",
        ("Connection refused",),
        "nobody listens there: look whether the service runs, and whether the port is its own",
    ),
    (
        "CONNECTION_CLOSED",
        ("last error: UNAVAILABLE",),
        "that port hangs up without a word: where it speaks TLS, give its CA as `authority`",
    ),
)


def code_of(error: TradewireError) -> grpc.StatusCode:
    """The status code of an error's nearest class in the family."""
    for base in type(error).__mro__:
        if base in _CODES:
            return _CODES[base]
    return grpc.StatusCode.INTERNAL


def to_status(error: TradewireError) -> Status:
    """The error as it travels; overlong parts are cut at the limits above."""
    metadata = dict(list(error.metadata.items())[:METADATA_MAX])
    for kind, special in _KINDS.items():
        if isinstance(error, special):
            metadata[KIND_KEY] = kind
    details = [
        _pack(
            ErrorInfo(
                reason=error.reason,
                domain=DOMAIN,
                metadata={key: value[:FIELD_CHARS_MAX] for key, value in metadata.items()},
            )
        )
    ]
    if error.fields:
        violations = [
            BadRequest.FieldViolation(field=field, description=text[:FIELD_CHARS_MAX])
            for field, text in list(error.fields.items())[:FIELDS_MAX]
        ]
        details.append(_pack(BadRequest(field_violations=violations)))
    if error.retry_after_ms is not None:
        delay = duration_pb2.Duration()
        delay.FromMilliseconds(error.retry_after_ms)
        details.append(_pack(RetryInfo(retry_delay=delay)))
    number = code_of(error).value[0]
    message = error.message[:MESSAGE_CHARS_MAX]
    return Status(code=number, message=message, details=details)


def from_status(status: Status) -> TradewireError:
    """The error that a status tells of; details of unknown types are passed over."""
    info = ErrorInfo()
    bad_request = BadRequest()
    retry = RetryInfo()
    retry_after_ms = None
    for detail in status.details:
        # Unpack leaves the message alone and answers False when the type is another.
        if detail.Unpack(info) or detail.Unpack(bad_request):
            continue
        if detail.Unpack(retry):
            retry_after_ms = retry.retry_delay.ToMilliseconds()
    code = _BY_NUMBER.get(status.code, grpc.StatusCode.UNKNOWN)
    metadata = dict(info.metadata)
    error = _class(code, metadata.pop(KIND_KEY, ""))
    return error(
        status.message,
        reason=info.reason or code.name,
        metadata=metadata,
        fields={item.field: item.description for item in bad_request.field_violations},
        retry_after_ms=retry_after_ms,
    )


def sent_status(error: TradewireError) -> Status | None:
    """The status that a service sent, whole; None where it sent none, as what lies between."""
    said = error.__cause__
    return _sent(said) if isinstance(said, grpc.aio.AioRpcError) else None


def from_rpc_error(error: grpc.aio.AioRpcError, method: str = "") -> TradewireError:
    """The error behind a failed call; ``method`` names the call where the status says nothing."""
    status = _sent(error)
    if status is not None:
        return from_status(status)
    code = error.code()
    text = error.details() or "no details given"
    reason, remedy = code.name, ""
    if code is grpc.StatusCode.UNAVAILABLE:
        reason, remedy = next(
            ((each, words) for each, said, words in _NO_CONNECTION if all(s in text for s in said)),
            (reason, ""),
        )
    parts = ([method] if method else []) + ([remedy] if remedy else []) + [text]
    return _class(code, "")(": ".join(parts), reason=reason)


def _sent(error: grpc.aio.AioRpcError) -> Status | None:
    for key, value in error.trailing_metadata() or ():
        if key == DETAILS_KEY:
            raw = value if isinstance(value, bytes) else value.encode("latin-1")
            return Status.FromString(raw)
    return None


def _class(code: grpc.StatusCode, kind: str) -> type[TradewireError]:
    error = _BY_CODE.get(code, InternalError)
    special = _KINDS.get(kind)
    return special if special is not None and issubclass(special, error) else error


def _pack(
    message: ErrorInfo | BadRequest | RetryInfo,
) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(message)
    return packed
