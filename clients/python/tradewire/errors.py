"""The one error family, on both sides of the wire.

::

    TradewireError
      +-- InvalidArgumentError      the request itself is wrong          INVALID_ARGUMENT
      |     +-- ConfigurationError  a setting is unknown or wrong        INVALID_ARGUMENT
      |     +-- CorruptDataError    a recording or payload is damaged    DATA_LOSS
      +-- NotFoundError             the named thing does not exist       NOT_FOUND
      +-- AlreadyExistsError        the name is taken                    ALREADY_EXISTS
      +-- ConflictError             etag or state has moved on           ABORTED
      +-- PreconditionError         not in the state the call needs      FAILED_PRECONDITION
      |     +-- RefusedError        risk or a venue said no              FAILED_PRECONDITION
      +-- OutOfRangeError           a position beyond or of another log  OUT_OF_RANGE
      +-- UnauthenticatedError      no token, or a wrong one             UNAUTHENTICATED
      +-- PermissionDeniedError     the token lacks the scope            PERMISSION_DENIED
      +-- ExhaustedError            a named limit is reached             RESOURCE_EXHAUSTED
      +-- UnavailableError          a peer is away; a retry can help     UNAVAILABLE
      +-- DeadlineError             no answer in time: outcome unknown   DEADLINE_EXCEEDED
      +-- UnimplementedError        in the contract, not built           UNIMPLEMENTED
      +-- InternalError             a fault of ours                      INTERNAL

What survives the wire: the class (by its status code and, for the subclasses,
ErrorInfo's metadata), ``message``, ``reason``, ``metadata``, ``fields`` and
``retry_after_ms``. What does not: the cause chain and the traceback; the server
logs them beside the trace id.
"""

from collections.abc import Mapping
from typing import ClassVar

DOMAIN = "tradewire"
REQUEST_INVALID = "REQUEST_INVALID"
"""The reason of a request whose form is wrong, whoever finds it: gateway or service."""


class TradewireError(Exception):
    """Anything of ours that went wrong, in words that name the thing and the remedy.

    Attributes:
        message: one or two sentences for a person.
        reason: UPPER_SNAKE code for a program, stable over versions.
        metadata: the dynamic values of the message, all strings.
        fields: path of a request's field -> what is wrong with it.
        retry_after_ms: when a retry can help, milliseconds; None where it cannot.
    """

    default_reason: ClassVar[str] = "INTERNAL"

    def __init__(
        self,
        message: str,
        *,
        reason: str | None = None,
        metadata: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
        retry_after_ms: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason or self.default_reason
        self.metadata = dict(metadata or {})
        self.fields = dict(fields or {})
        self.retry_after_ms = retry_after_ms


class InvalidArgumentError(TradewireError):
    """The request itself is wrong, whatever the state; repeating it is no use."""

    default_reason = REQUEST_INVALID


class ConfigurationError(InvalidArgumentError):
    """A setting is unknown, missing or out of bounds."""

    default_reason = "INVALID_CONFIGURATION"


class CorruptDataError(InvalidArgumentError):
    """A recording, payload or stored row is damaged or truncated."""

    default_reason = "CORRUPT_DATA"


class NotFoundError(TradewireError):
    """The named thing does not exist."""

    default_reason = "NOT_FOUND"


class AlreadyExistsError(TradewireError):
    """The name is taken."""

    default_reason = "ALREADY_EXISTS"


class ConflictError(TradewireError):
    """The resource changed since the caller read it: read again, then repeat."""

    default_reason = "CONFLICT"


class PreconditionError(TradewireError):
    """The system is not in the state that the call needs."""

    default_reason = "FAILED_PRECONDITION"


class RefusedError(PreconditionError):
    """Risk or a venue refused the order; ``metadata["reasons"]`` lists the codes."""

    default_reason = "ORDER_REFUSED"


class OutOfRangeError(TradewireError):
    """A position past the end, expired, or of another log."""

    default_reason = "OUT_OF_RANGE"


class UnauthenticatedError(TradewireError):
    """No credentials, or wrong ones."""

    default_reason = "UNAUTHENTICATED"


class PermissionDeniedError(TradewireError):
    """The caller lacks the scope that the method needs."""

    default_reason = "PERMISSION_DENIED"


class ExhaustedError(TradewireError):
    """A named limit is reached."""

    default_reason = "LIMIT_REACHED"


class UnavailableError(TradewireError):
    """A peer is away; a retry can help."""

    default_reason = "UNAVAILABLE"


class DeadlineError(TradewireError):
    """No answer in time: the outcome is unknown and must be asked for."""

    default_reason = "DEADLINE_EXCEEDED"


class UnimplementedError(TradewireError):
    """Part of the contract, and not built."""

    default_reason = "UNIMPLEMENTED"


class InternalError(TradewireError):
    """A fault of ours; the server's log holds the cause beside the trace id."""

    default_reason = "INTERNAL"
