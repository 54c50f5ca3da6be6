"""Text from a path or a query as the value of a field.

The forms are those of Protobuf's JSON mapping, less what Python reads too generously: an integer
is digits (no ``1e3``, no blanks, no underscores), a boolean is ``true`` or ``false``.
"""

import base64
import binascii
import re
from functools import cache
from typing import Any

from google.protobuf import (
    duration_pb2,
    field_mask_pb2,
    message_factory,
    timestamp_pb2,
    wrappers_pb2,
)
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

INTEGER = re.compile(r"-?[0-9]{1,20}")
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?")
_NAMED_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SNAKE = re.compile(r"_([a-z0-9])")
_BITS_32, _BITS_64 = 32, 64
_SIGNED = {
    FieldDescriptor.TYPE_INT32: _BITS_32,
    FieldDescriptor.TYPE_SINT32: _BITS_32,
    FieldDescriptor.TYPE_SFIXED32: _BITS_32,
    FieldDescriptor.TYPE_INT64: _BITS_64,
    FieldDescriptor.TYPE_SINT64: _BITS_64,
    FieldDescriptor.TYPE_SFIXED64: _BITS_64,
}
_UNSIGNED = {
    FieldDescriptor.TYPE_UINT32: _BITS_32,
    FieldDescriptor.TYPE_FIXED32: _BITS_32,
    FieldDescriptor.TYPE_UINT64: _BITS_64,
    FieldDescriptor.TYPE_FIXED64: _BITS_64,
}
INTEGER_TYPES = frozenset(_SIGNED | _UNSIGNED)
# Messages that JSON writes as one string, and that a query can therefore hold.
TEXTUAL_MESSAGES = {
    each.DESCRIPTOR.full_name: each
    for each in (timestamp_pb2.Timestamp, duration_pb2.Duration, field_mask_pb2.FieldMask)
}
WRAPPERS = frozenset(
    message.full_name for message in wrappers_pb2.DESCRIPTOR.message_types_by_name.values()
)


def integer_range(field: FieldDescriptor) -> tuple[int, int] | None:
    """Least and greatest value of an integer field; None for a field that is none."""
    if bits := _SIGNED.get(field.type):
        return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    if bits := _UNSIGNED.get(field.type):
        return 0, 2**bits - 1
    return None


def is_textual(message: Descriptor | None) -> bool:
    """Whether a field of this type can be written as one text; None stands for no message."""
    return message is None or message.full_name in TEXTUAL_MESSAGES or message.full_name in WRAPPERS


def parse(field: FieldDescriptor, text: str) -> Any:
    """The value of ``text`` for ``field``, or for one item of it where it is repeated.

    Raises:
        ValueError: it has none; the message says what the field takes.
    """
    if field.message_type is not None:
        return parse_message(field.message_type, text)
    if field.enum_type is not None:
        return enum_number(field.enum_type, text)
    if bounds := integer_range(field):
        return _integer(text, bounds)
    match field.type:
        case FieldDescriptor.TYPE_STRING:
            return text
        case FieldDescriptor.TYPE_BOOL if text in {"true", "false"}:
            return text == "true"
        case FieldDescriptor.TYPE_BOOL:
            raise ValueError("must be true or false")
        case FieldDescriptor.TYPE_BYTES:
            return _bytes(text)
        case _:
            if not (_NUMBER.fullmatch(text) or text in _NAMED_NUMBERS):
                raise ValueError("must be a number")
            return float(text)


def enum_number(enum: EnumDescriptor, text: str) -> int:
    """The number of a value by its name, by what of it is its own, or by its number.

    ``SIDE_BUY`` may be written ``BUY`` and ``buy``; a number may be one that a newer contract has.

    Raises:
        ValueError: no value is called so.
    """
    value = enum.values_by_name.get(enum_name(enum, text))
    if value is not None:
        return int(value.number)
    if INTEGER.fullmatch(text) and -(2**31) <= int(text) < 2**31:
        return int(text)
    # Zero means unset and is refused or left out, so nobody is told to write it.
    names = [value.name for value in enum.values if value.number]
    raise ValueError(f"must be one of {', '.join(names)}")


def enum_name(enum: EnumDescriptor, text: str) -> str:
    """The whole name of a value that is written whole or short; other text as it came."""
    whole = f"{enum_prefix(enum)}{text.upper()}"
    return whole if text not in enum.values_by_name and whole in enum.values_by_name else text


@cache
def enum_prefix(enum: EnumDescriptor) -> str:
    """What every name of the enum begins with, "SIDE_"; empty where one does not."""
    prefix = f"{_CAMEL.sub('_', enum.name).upper()}_"
    return prefix if all(name.startswith(prefix) for name in enum.values_by_name) else ""


def _integer(text: str, bounds: tuple[int, int]) -> int:
    least, greatest = bounds
    if not INTEGER.fullmatch(text):
        raise ValueError("must be an integer, digits only")
    number = int(text)
    if not least <= number <= greatest:
        raise ValueError(f"must be from {least} to {greatest}")
    return number


def _bytes(text: str) -> bytes:
    """Base 64 in either alphabet, padded or not, as the JSON mapping takes it."""
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("must be base 64") from error


def parse_message(message: Descriptor, text: str) -> Message:
    """A message that JSON writes as one text, from that text.

    Raises:
        ValueError: it is none of those, or the text is not of its form.
    """
    if message.full_name in WRAPPERS:
        wrapper = message_factory.GetMessageClass(message)()
        wrapper.value = parse(message.fields_by_name["value"], text)  # type: ignore[attr-defined]  # Every wrapper has the field.
        return wrapper
    known = TEXTUAL_MESSAGES.get(message.full_name)
    if known is None:
        raise ValueError("cannot be written in a query; use a call that takes a body")
    value = known()
    if known is field_mask_pb2.FieldMask:
        # Every other name may be spelled as the contract does; so may those in a mask.
        text = _SNAKE.sub(lambda found: found[1].upper(), text)
    try:
        value.FromJsonString(text)
    except ValueError as error:
        raise ValueError(_form(message)) from error
    return value


def _form(message: Descriptor) -> str:
    match message.name:
        case "Timestamp":
            return 'must be a time in UTC such as "2026-01-31T12:00:00Z"'
        case "Duration":
            return 'must be a duration in seconds such as "1.5s"'
        case _:
            return "must be the names of fields, with commas between"
