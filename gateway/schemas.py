"""The contract's messages as JSON schemas (draft 2020-12, which OpenAPI 3.1 is)."""

from collections.abc import Callable
from typing import Any

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from gateway import rules
from gateway.contract import Contract

Schema = dict[str, Any]
REF = "#/components/schemas/"

_SCALARS: dict[int, Schema] = {
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_BYTES: {"type": "string", "contentEncoding": "base64"},
    FieldDescriptor.TYPE_DOUBLE: {"type": "number", "format": "double"},
    FieldDescriptor.TYPE_FLOAT: {"type": "number", "format": "float"},
    **{
        kind: {"type": "integer", "format": name}
        for name, kinds in {
            "int32": (
                FieldDescriptor.TYPE_INT32,
                FieldDescriptor.TYPE_SINT32,
                FieldDescriptor.TYPE_SFIXED32,
            ),
            "uint32": (FieldDescriptor.TYPE_UINT32, FieldDescriptor.TYPE_FIXED32),
        }.items()
        for kind in kinds
    },
    # JSON numbers are doubles in most languages, and 2^53 is not enough for nanoseconds.
    **{
        kind: {"type": "string", "pattern": pattern, "format": name}
        for name, pattern, kinds in (
            (
                "int64",
                "^-?[0-9]+$",
                (
                    FieldDescriptor.TYPE_INT64,
                    FieldDescriptor.TYPE_SINT64,
                    FieldDescriptor.TYPE_SFIXED64,
                ),
            ),
            ("uint64", "^[0-9]+$", (FieldDescriptor.TYPE_UINT64, FieldDescriptor.TYPE_FIXED64)),
        )
        for kind in kinds
    },
}
_WELL_KNOWN: dict[str, Schema] = {
    "google.protobuf.Timestamp": {
        "type": "string",
        "format": "date-time",
        "description": 'A time in UTC, such as "2026-01-31T12:00:00.25Z".',
    },
    "google.protobuf.Duration": {
        "type": "string",
        "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$",
        "description": 'A duration in seconds, such as "1.5s".',
    },
    "google.protobuf.FieldMask": {
        "type": "string",
        "description": "Names of fields in camelCase, with commas between.",
    },
    "google.protobuf.Empty": {"type": "object"},
    "google.protobuf.Struct": {"type": "object"},
    "google.protobuf.Value": {"description": "Any JSON value."},
    "google.protobuf.ListValue": {"type": "array", "items": {}},
    "google.protobuf.Any": {
        "type": "object",
        "properties": {"@type": {"type": "string", "description": "What the other keys mean."}},
        "required": ["@type"],
        "additionalProperties": True,
    },
    "google.protobuf.BoolValue": {"type": ["boolean", "null"]},
    "google.protobuf.StringValue": {"type": ["string", "null"]},
    "google.protobuf.BytesValue": {"type": ["string", "null"], "contentEncoding": "base64"},
    "google.protobuf.DoubleValue": {"type": ["number", "null"]},
    "google.protobuf.FloatValue": {"type": ["number", "null"]},
    "google.protobuf.Int32Value": {"type": ["integer", "null"]},
    "google.protobuf.UInt32Value": {"type": ["integer", "null"]},
    "google.protobuf.Int64Value": {"type": ["string", "null"]},
    "google.protobuf.UInt64Value": {"type": ["string", "null"]},
}
_BEHAVIORS: dict[int, Schema] = {
    field_behavior_pb2.OUTPUT_ONLY: {"readOnly": True},
    field_behavior_pb2.INPUT_ONLY: {"writeOnly": True},
    field_behavior_pb2.IMMUTABLE: {"x-immutable": True},
}


class Schemas:
    """Schemas by the full name of their message or enum, each made when it is first named."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self.components: dict[str, Schema] = {}

    def ref(self, type_: Descriptor | EnumDescriptor) -> Schema:
        """A reference to a type's schema, or the schema itself where it is a plain JSON type."""
        name = type_.full_name
        if name in _WELL_KNOWN:
            return dict(_WELL_KNOWN[name])
        if name not in self.components:
            # Named before it is filled, for a message may hold itself.
            self.components[name] = {}
            make: Callable[[Any], Schema] = (
                self._message if isinstance(type_, Descriptor) else self._enum
            )
            self.components[name] = make(type_)
        return {"$ref": REF + name}

    def body(self, message: Descriptor, bound: frozenset[str]) -> Schema:
        """The schema of a body that fills ``message`` but for the fields that the path gives."""
        if not bound & {field.name for field in message.fields}:
            return self.ref(message)
        name = f"{message.full_name}.Body"
        if name not in self.components:
            self.components[name] = {}
            self.components[name] = self._message(message, bound)
        return {"$ref": REF + name}

    def field(self, field: FieldDescriptor) -> Schema:
        """A field's schema with its comment, its rules and what it may be used for."""
        ruled = rules.of(field)
        entry = field.message_type
        if entry is not None and entry.GetOptions().map_entry:
            value = entry.fields_by_name["value"]
            schema: Schema = {"type": "object", "additionalProperties": self._one(value)}
        elif field.is_repeated:
            schema = {"type": "array", "items": self._one(field) | ruled.items}
        else:
            schema = self._one(field)
        schema |= ruled.schema
        options: Any = field.GetOptions()
        for behavior in options.Extensions[field_behavior_pb2.field_behavior]:
            schema |= _BEHAVIORS.get(behavior, {})
        if options.deprecated:
            schema["deprecated"] = True
        text = " ".join(
            part for part in (self._contract.comment(field.full_name), *ruled.texts) if part
        )
        if text:
            schema["description"] = text
        return schema

    def _one(self, field: FieldDescriptor) -> Schema:
        if field.message_type is not None:
            return self.ref(field.message_type)
        if field.enum_type is not None:
            return self.ref(field.enum_type)
        return dict(_SCALARS[field.type])

    def _message(self, message: Descriptor, bound: frozenset[str] = frozenset()) -> Schema:
        fields = [field for field in message.fields if field.name not in bound]
        schema: Schema = {
            "type": "object",
            "title": message.name,
            "properties": {field.json_name: self.field(field) for field in fields},
        }
        # Requests are strict; an answer may grow, and its reader must not mind.
        if bound or message.name.endswith("Request"):
            schema["additionalProperties"] = False
        if required := [field.json_name for field in fields if rules.is_required(field)]:
            schema["required"] = required
        groups = {
            oneof.name: [field.json_name for field in oneof.fields]
            for oneof in message.oneofs
            # An `optional` field is a oneof of its own in the descriptor, and none to a reader.
            if len(oneof.fields) > 1
        }
        if groups:
            schema["x-oneof"] = groups
        texts = [self._contract.comment(message.full_name), *rules.of_message(message)]
        if text := " ".join(part for part in texts if part):
            schema["description"] = text
        return schema

    def _enum(self, enum: EnumDescriptor) -> Schema:
        names = [value.name for value in enum.values]
        comments = {name: self._contract.comment(f"{enum.full_name}.{name}") for name in names}
        return {
            "type": "string",
            "title": enum.name,
            "enum": names,
            "description": self._contract.comment(enum.full_name),
            "x-enum-descriptions": comments,
        }
