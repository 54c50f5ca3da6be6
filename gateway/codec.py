"""JSON in and out of messages, by Protobuf's JSON mapping, strictly.

Python's own reading of that mapping lets mistakes pass: of a key that comes twice the last one
wins, so does one of ``orderList`` and ``order_list``, and ``"1e3"`` is an integer. In an order each
of these would be a wrong order, so a body is checked against the message's type first, and all
that is wrong is told at once, field by field.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from gateway import scalars
from gateway.contract import fields_by_spelling, type_of
from tradewire.errors import InvalidArgumentError

# Protobuf's own parsers stop at 100 levels; the contract's deepest message has 9.
DEPTH_MAX = 64
# Messages that JSON writes in a form of their own; their parser checks them.
_WELL_KNOWN = "google.protobuf."
_STRUCT_TYPES = frozenset(
    f"google.protobuf.{name}" for name in ("Struct", "Value", "ListValue", "Any")
)

Faults = Iterator[tuple[str, str]]


def loads(body: bytes) -> Any:
    """The JSON value in ``body``.

    Raises:
        InvalidArgumentError: it is not JSON in UTF-8, or names a key twice in one object.
    """
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except RecursionError as error:
        raise InvalidArgumentError("body is nested too deeply", reason="BODY_MALFORMED") from error
    except ValueError as error:
        raise InvalidArgumentError(f"body is not JSON: {error}", reason="BODY_MALFORMED") from error


def fill(message: Message, value: Any, prefix: str = "") -> None:
    """Set ``message`` from a JSON object; ``prefix`` is where it stands, for the error's fields.

    Raises:
        InvalidArgumentError: a field is unknown or has a value that its type does not take.
    """
    faults = dict(_check(type_of(message), value, prefix, 0))
    if not faults:
        try:
            json_format.ParseDict(value, message)
        except json_format.ParseError as error:
            # It tells where in words of its own, of which the last are what is wrong.
            faults[prefix or "body"] = str(error)
    if faults:
        raise wrong_fields(faults)


def wrong_fields(faults: dict[str, str]) -> InvalidArgumentError:
    """The error for fields that are wrong: path -> what is wrong with it."""
    listed = "; ".join(f"{path}: {text}" for path, text in faults.items())
    return InvalidArgumentError(listed, fields=faults)


def to_value(message: Message) -> dict[str, Any]:
    """A message as a JSON object: camelCase, 64-bit integers as strings, empty fields shown.

    A field without a value is shown so that a reader need not know the defaults; one that may be
    absent (a message, an `optional`) is left out when it is.
    """
    return json_format.MessageToDict(message, always_print_fields_with_no_presence=True)


def dumps(value: Any) -> bytes:
    """A JSON value as UTF-8 without blanks."""
    return orjson.dumps(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"key {key!r} comes twice in one object")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f'{name} is no JSON number; as a string it would be "{name}"')


def _check(message: Descriptor, value: Any, path: str, depth: int) -> Faults:
    """Every fault of ``value`` as a message of this type: path and what is wrong."""
    if message.full_name.startswith(_WELL_KNOWN):
        yield from _check_well_known(message, value, path)
        return
    if depth > DEPTH_MAX:
        yield path, f"is nested more than {DEPTH_MAX} deep"
        return
    if not isinstance(value, dict):
        yield path or "body", "must be an object"
        return
    known = fields_by_spelling(message)
    seen: dict[str, str] = {}
    oneofs: dict[str, str] = {}
    for key, item in value.items():
        field = known.get(key)
        here = f"{path}.{key}" if path else key
        if field is None:
            yield here, f"no such field in {message.name}"
            continue
        if field.name in seen:
            yield here, f"is the same field as {seen[field.name]!r}, which is given too"
            continue
        seen[field.name] = key
        group = field.containing_oneof
        if group is not None and item is not None:
            if group.name in oneofs:
                yield here, f"excludes {oneofs[group.name]!r}, which is given too"
            oneofs[group.name] = key
        yield from _check_field(field, item, here, depth)
        if field.enum_type is not None:
            # The JSON mapping's own parser knows the whole names alone.
            value[key] = _spelled(field.enum_type, item)


def _spelled(enum: EnumDescriptor, item: Any) -> Any:
    """A value's whole name, of one that is written short; whatever else it is, as it came."""
    if isinstance(item, list):
        return [_spelled(enum, each) for each in item]
    return scalars.enum_name(enum, item) if isinstance(item, str) else item


def _check_field(field: FieldDescriptor, value: Any, path: str, depth: int) -> Faults:
    if value is None:
        return
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        if not isinstance(value, dict):
            yield path, "must be an object of keys and values"
            return
        item = field.message_type.fields_by_name["value"]
        for key, each in value.items():
            yield from _check_one(item, each, f"{path}[{json.dumps(key)}]", depth)
    elif field.is_repeated:
        if not isinstance(value, list):
            yield path, "must be a list"
            return
        for at, each in enumerate(value):
            yield from _check_one(field, each, f"{path}[{at}]", depth)
    else:
        yield from _check_one(field, value, path, depth)


def _check_one(field: FieldDescriptor, value: Any, path: str, depth: int) -> Faults:
    if field.message_type is not None:
        yield from _check(field.message_type, value, path, depth + 1)
        return
    if field.type in _FORMS:
        takes, form = _FORMS[field.type]
        if not takes(value):
            yield path, form
            return
    if field.type != FieldDescriptor.TYPE_STRING and not isinstance(value, bool):
        try:
            # A number with a point keeps it here, so that 1.0 is no integer.
            scalars.parse(field, value if isinstance(value, str) else repr(value))
        except ValueError as error:
            yield path, str(error)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _takes_number(value: Any) -> bool:
    return isinstance(value, str) or _is_number(value)


_Form = tuple[Callable[[Any], bool], str]
_INTEGER: _Form = (_takes_number, "must be an integer, as a number or a string of digits")
_FORMS: dict[int, _Form] = {
    FieldDescriptor.TYPE_STRING: (
        lambda value: isinstance(value, str),
        'must be a string (a decimal is one too, such as "0.10")',
    ),
    FieldDescriptor.TYPE_BYTES: (lambda value: isinstance(value, str), "must be base 64"),
    FieldDescriptor.TYPE_BOOL: (lambda value: isinstance(value, bool), "must be true or false"),
    FieldDescriptor.TYPE_ENUM: (
        lambda value: isinstance(value, str) or type(value) is int,
        "must be the name of an enum's value",
    ),
    FieldDescriptor.TYPE_DOUBLE: (_takes_number, "must be a number"),
    FieldDescriptor.TYPE_FLOAT: (_takes_number, "must be a number"),
    **dict.fromkeys(scalars.INTEGER_TYPES, _INTEGER),
}


def _check_well_known(message: Descriptor, value: Any, path: str) -> Faults:
    if message.full_name in _STRUCT_TYPES or value is None:
        return
    if message.full_name in scalars.WRAPPERS:
        yield from _check_one(message.fields_by_name["value"], value, path, 0)
    elif message.full_name in scalars.TEXTUAL_MESSAGES:
        if not isinstance(value, str):
            yield path, "must be a string"
            return
        try:
            scalars.parse_message(message, value)
        except ValueError as error:
            yield path, str(error)
