"""What a handler raised, as the answer to its caller: the one way out for errors.

An error of the family travels whole (see `tradewire.status`). Anything else is a fault of ours: the
caller learns that, and the trace id to quote; the log, not the caller, gets the cause.
"""

import grpc
from protovalidate import Violation

from services.chassis import logs, telemetry
from tradewire.errors import InternalError, InvalidArgumentError, TradewireError
from tradewire.status import DETAILS_KEY, code_of, to_status

# Metadata that follows an answer; keys that end in -bin hold bytes.
Trailers = tuple[tuple[str, str | bytes], ...]

_log = logs.logger(__name__)


def as_family(error: Exception, method: str) -> TradewireError:
    """The error itself when it is ours, else an InternalError that names the trace and no cause."""
    if isinstance(error, TradewireError):
        if isinstance(error, InternalError):
            _log.error("call failed", method=method, reason=error.reason, exc_info=error)
        return error
    _log.error("call failed", method=method, exc_info=error)
    trace_id = telemetry.trace_id() or "(none)"
    return InternalError(
        f"{method}: internal error; the server's log has the cause under trace {trace_id}",
        metadata={"trace_id": trace_id},
    )


def outcome(error: TradewireError) -> tuple[grpc.StatusCode, str, Trailers]:
    """Status code, message and trailing metadata that tell a caller of ``error``."""
    status = to_status(error)
    return code_of(error), status.message, ((DETAILS_KEY, status.SerializeToString()),)


# What the validator says of a value that is absent, and the same in words for a person.
_ABSENT = {
    "must not be in list [0]": "must be set",
    "must be at least 1 characters": "must not be empty",
    "must contain at least 1 item(s)": "must not be empty",
}


def invalid(method: str, violations: list[Violation]) -> InvalidArgumentError:
    """The error for a request that breaks rules of the contract, with one entry per field."""
    fields: dict[str, str] = {}
    for violation in violations:
        path = field_path(violation)
        said = violation.proto.message or violation.proto.rule_id
        text = _ABSENT.get(said, said)
        fields[path] = f"{fields[path]}; {text}" if path in fields else text
    listed = "; ".join(f"{path}: {text}" if path else text for path, text in fields.items())
    return InvalidArgumentError(f"{method}: {listed}", fields=fields)


def field_path(violation: Violation) -> str:
    """A violation's field as a path, ``legs[1].price``; empty for a rule of the whole message."""
    path = ""
    for element in violation.proto.field.elements if violation.proto.field else ():
        path += f".{element.field_name}" if path else element.field_name
        match element.subscript:
            case None:
                pass
            case subscript:
                path += f"[{subscript.value}]"
    return path
