"""The contract's validation rules as JSON schema.

What JSON schema can say becomes keywords, so that a generated client refuses what the service
would; the rest becomes words in the description. The rules of types/v1/rules.proto are read from
their own definitions: their patterns stand in the expression.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from gateway import scalars
from tradewire.buf.validate import validate_pb2

Schema = dict[str, Any]

_MATCHES = re.compile(r"this\.matches\('((?:[^'\\]|\\.)*)'\)")
_MAY_BE_EMPTY = "this == ''"
_STRING = {"min_len": "minLength", "max_len": "maxLength", "pattern": "pattern"}
_NUMBER = {
    "gte": "minimum",
    "gt": "exclusiveMinimum",
    "lte": "maximum",
    "lt": "exclusiveMaximum",
}
_WORDS = {"gte": "at least", "gt": "more than", "lte": "at most", "lt": "less than"}
_LIST = {"min_items": "minItems", "max_items": "maxItems", "unique": "uniqueItems"}
_MAP = {"min_pairs": "minProperties", "max_pairs": "maxProperties"}
_FORMATS = ("email", "hostname", "ipv4", "ipv6", "uri", "uuid")
_64_BIT = 2**32


@dataclass(slots=True)
class Ruled:
    """What a field's rules say: of itself, of each of its items, and in words."""

    schema: Schema = field(default_factory=dict)
    items: Schema = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def of(field: FieldDescriptor) -> Ruled:
    """The rules of a field."""
    rules = _rules(field)
    ruled = Ruled()
    ruled.texts.extend(_sentence(rule.message or rule.id) for rule in rules.cel)
    kind = rules.WhichOneof("type")
    if kind is None:
        return ruled
    typed = getattr(rules, kind)
    match kind:
        case "repeated":
            ruled.schema = _named(typed, _LIST)
            item = typed.items.WhichOneof("type")
            if item is not None:
                inner = _typed(field, item, getattr(typed.items, item))
                ruled.items = inner.schema
                ruled.texts += [f"Each {text[0].lower()}{text[1:]}" for text in inner.texts]
        case "map":
            ruled.schema = _named(typed, _MAP)
        case _:
            inner = _typed(field, kind, typed)
            ruled.schema = inner.schema
            ruled.texts += inner.texts
    return ruled


def of_message(message: Descriptor) -> list[str]:
    """The rules over several fields of a message, as sentences."""
    options: Any = message.GetOptions()
    return [
        _sentence(rule.message or rule.id) for rule in options.Extensions[validate_pb2.message].cel
    ]


def is_required(field: FieldDescriptor) -> bool:
    """Whether a request without the field is refused."""
    rules = _rules(field)
    options: Any = field.GetOptions()
    behaviors = options.Extensions[field_behavior_pb2.field_behavior]
    if rules.required or field_behavior_pb2.REQUIRED in behaviors:
        return True
    if field.has_presence:
        return False
    return bool(
        rules.string.min_len
        or rules.repeated.min_items
        or 0 in rules.enum.not_in
        or _excludes_empty(rules.string)
    )


def _excludes_empty(rules: Any) -> bool:
    """Whether a pattern of the field's own refuses the empty string, which absence means."""
    return bool(rules.pattern) and re.search(rules.pattern, "") is None


def _typed(field: FieldDescriptor, kind: str, rules: Any) -> Ruled:
    match kind:
        case "string":
            return _string(rules)
        case "enum":
            return _enum(field, rules)
        case "duration" | "timestamp":
            return Ruled(texts=list(_span(rules)))
        case "bool" | "bytes" | "any" | "field_mask":
            return Ruled()
        case _:
            return _number(field, rules)


def _string(rules: Any) -> Ruled:
    ruled = Ruled(_named(rules, _STRING))
    for name in _FORMATS:
        if getattr(rules, name):
            ruled.schema["format"] = name
    if rules.const:
        ruled.schema["const"] = rules.const
    if getattr(rules, "in"):
        ruled.schema["enum"] = list(getattr(rules, "in"))
    for expression, message in _predefined(rules):
        ruled.texts.append(_sentence(message))
        for pattern in _MATCHES.findall(expression):
            optional = _MAY_BE_EMPTY in expression and not rules.min_len
            text = f"^$|{pattern}" if optional else pattern
            if "pattern" in ruled.schema:
                ruled.schema.setdefault("allOf", []).append({"pattern": text})
            else:
                ruled.schema["pattern"] = text
    return ruled


def _predefined(rules: Message) -> Iterator[tuple[str, str]]:
    """Expression and message of each shared rule that is set on a field."""
    for known, value in rules.ListFields():
        if known.is_extension and value:
            options: Any = known.GetOptions()
            for rule in options.Extensions[validate_pb2.predefined].cel:
                yield rule.expression, rule.message


def _enum(field: FieldDescriptor, rules: Any) -> Ruled:
    if field.enum_type is None:
        return Ruled()
    names = {value.number: value.name for value in field.enum_type.values}
    refused = [names[number] for number in rules.not_in if number in names]
    allowed = [names[number] for number in getattr(rules, "in") if number in names]
    ruled = Ruled()
    if refused:
        ruled.schema["not"] = {"enum": refused}
    if allowed:
        ruled.schema["enum"] = allowed
    return ruled


def _number(field: FieldDescriptor, rules: Any) -> Ruled:
    bounds = _named(rules, _NUMBER)
    limits = scalars.integer_range(field)
    if limits is not None and limits[1] >= _64_BIT:
        # On the wire it is a string, of which JSON schema cannot bound the value.
        words = [f"{_WORDS[name]} {getattr(rules, name)}" for name in _WORDS if _has(rules, name)]
        return Ruled(texts=[_sentence(f"must be {' and '.join(words)}")] if words else [])
    if getattr(rules, "in"):
        bounds["enum"] = list(getattr(rules, "in"))
    return Ruled(bounds)


def _span(rules: Any) -> Iterator[str]:
    words = [
        f"{_WORDS[name]} {getattr(rules, name).ToJsonString()}"
        for name in _WORDS
        if _has(rules, name)
    ]
    if words:
        yield _sentence(f"must be {' and '.join(words)}")


def _named(rules: Message, names: dict[str, str]) -> Schema:
    return {keyword: getattr(rules, name) for name, keyword in names.items() if _has(rules, name)}


def _has(rules: Message, name: str) -> bool:
    return name in rules.DESCRIPTOR.fields_by_name and rules.HasField(name)


def _rules(field: FieldDescriptor) -> Any:
    options: Any = field.GetOptions()
    return options.Extensions[validate_pb2.field]


def _sentence(text: str) -> str:
    """A rule's message as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
