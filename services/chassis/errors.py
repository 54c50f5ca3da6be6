"""What a handler raised, as the answer to its caller: the one way out for errors.

An error of the family travels whole (see `tradewire.status`). Anything else is a fault of ours: the
caller learns that, and the trace id to quote; the log, not the caller, gets the cause.
"""

from typing import cast

import grpc
from google.protobuf.descriptor import (
    Descriptor,
    EnumDescriptor,
    FieldDescriptor,
    OneofDescriptor,
)
from google.protobuf.message import Message
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
    "must contain at least 1 item(s)": "must not be empty",
    "value is required": "must be set",
}
# Rules whose own words are numbers, where the contract has names for a person to choose from.
_OF_ENUMS = frozenset({"enum.not_in", "enum.defined_only", "enum.in"})
_OF_ONEOF = "required"


def invalid(request: Message, violations: list[Violation]) -> InvalidArgumentError:
    """The error for a request that breaks rules of the contract, with one entry per field."""
    fields: dict[str, str] = {}
    for violation in violations:
        path, text = field_path(violation), _words(request, violation)
        fields[path] = f"{fields[path]}; {text}" if path in fields else text
    listed = "; ".join(f"{path}: {text}" if path else text for path, text in fields.items())
    return InvalidArgumentError(listed, fields=fields)


def _words(request: Message, violation: Violation) -> str:
    """What is wrong and what would be right, in words that name choices."""
    said = violation.proto.message or violation.proto.rule_id
    place = _at(request, violation)
    if isinstance(place, OneofDescriptor) and violation.proto.rule_id == _OF_ONEOF:
        return f"give exactly one of {', '.join(field.name for field in place.fields)}"
    if (
        violation.proto.rule_id in _OF_ENUMS
        and isinstance(place, FieldDescriptor)
        and place.enum_type is not None
    ):
        chosen = 0 if violation.field_value is None else int(violation.field_value)
        verb = "be one of" if chosen else "be set to one of"
        return f"must {verb} {', '.join(_allowed(place.enum_type, violation))}"
    if violation.proto.rule_id == "string.min_len" and not violation.field_value:
        return "must not be empty"
    return _ABSENT.get(said, said)


def _allowed(enum: EnumDescriptor, violation: Violation) -> list[str]:
    """The names that a person may choose from: never that of zero."""
    listed = violation.rule_value if violation.proto.rule_id == "enum.in" else None
    return [
        value.name
        for value in enum.values
        if value.number and (listed is None or value.number in listed)
    ]


def _at(request: Message, violation: Violation) -> FieldDescriptor | OneofDescriptor | None:
    """The field or oneof that a violation is of; None for a rule of a whole message."""
    # The stubs know two descriptors, of which this runtime has one.
    message = cast("Descriptor | None", request.DESCRIPTOR)
    found: FieldDescriptor | OneofDescriptor | None = None
    for element in violation.proto.field.elements if violation.proto.field else ():
        if message is None:
            return None
        name = element.field_name
        found = message.fields_by_name.get(name) or message.oneofs_by_name.get(name)
        message = found.message_type if isinstance(found, FieldDescriptor) else None
    return found


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
