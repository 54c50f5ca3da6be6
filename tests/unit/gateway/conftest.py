"""A small contract of the tests' own, written as descriptors: what the platform's does not use."""

from typing import Any

import pytest
from google.api import annotations_pb2, http_pb2
from google.protobuf import descriptor_pb2

from gateway import contract as contracts
from gateway.contract import Contract
from gateway.router import Router
from gateway.rpc import Target, router_of

FILE = "tests/gateway/v1/shelf.proto"
PACKAGE = "tests.gateway.v1"
_Field = descriptor_pb2.FieldDescriptorProto
_TYPES = {
    "string": _Field.TYPE_STRING,
    "int64": _Field.TYPE_INT64,
    "int32": _Field.TYPE_INT32,
    "uint32": _Field.TYPE_UINT32,
    "bool": _Field.TYPE_BOOL,
    "double": _Field.TYPE_DOUBLE,
    "bytes": _Field.TYPE_BYTES,
}

_MESSAGES = {
    "Book": {
        "name": "string",
        "pages": "int64",
        "color": "Color",
        "print_time": "google.protobuf.Timestamp",
        "tags": "repeated string",
        "sequel": "Book",
        "etag": "string",
    },
    "Ask": {
        "name": "string",
        "book": "Book",
        "count": "int64",
        "small": "int32",
        "unsigned": "uint32",
        "exact": "bool",
        "weight": "double",
        "raw": "bytes",
        "color": "Color",
        "colors": "repeated Color",
        "since": "google.protobuf.Timestamp",
        "wait": "google.protobuf.Duration",
        "update_mask": "google.protobuf.FieldMask",
        "maybe": "google.protobuf.Int64Value",
        "books": "repeated Book",
        "request_id": "string",
        "document": "google.api.HttpBody",
        "long_name": "string",
    },
    "Page": {"books": "repeated Book"},
}


def _field(message: descriptor_pb2.DescriptorProto, name: str, kind: str) -> None:
    field = message.field.add(name=name, number=len(message.field) + 1)
    repeated = kind.startswith("repeated ")
    field.label = _Field.LABEL_REPEATED if repeated else _Field.LABEL_OPTIONAL
    kind = kind.removeprefix("repeated ")
    if kind in _TYPES:
        field.type = _TYPES[kind]
    else:
        field.type = _Field.TYPE_ENUM if kind == "Color" else _Field.TYPE_MESSAGE
        field.type_name = f".{kind}" if "." in kind else f".{PACKAGE}.{kind}"


def _method(
    service: descriptor_pb2.ServiceDescriptorProto,
    name: str,
    answer: str = "Book",
    streams: bool = False,  # noqa: FBT002 - one flag of a builder.
    **rule: Any,
) -> http_pb2.HttpRule:
    method = service.method.add(name=name, input_type=f".{PACKAGE}.Ask", server_streaming=streams)
    method.output_type = f".{answer}" if "." in answer else f".{PACKAGE}.{answer}"
    made = http_pb2.HttpRule(**rule)
    # The stubs take generated extensions for plain fields; at run time they are extensions.
    options: Any = method.options
    options.Extensions[annotations_pb2.http].CopyFrom(made)
    kept: http_pb2.HttpRule = options.Extensions[annotations_pb2.http]
    return kept


def describe() -> descriptor_pb2.FileDescriptorProto:
    """Books on shelves: every kind of field, and every kind of rule."""
    file = descriptor_pb2.FileDescriptorProto(name=FILE, package=PACKAGE, syntax="proto3")
    file.dependency.extend(
        [
            "google/api/annotations.proto",
            "google/api/httpbody.proto",
            "google/protobuf/duration.proto",
            "google/protobuf/field_mask.proto",
            "google/protobuf/timestamp.proto",
            "google/protobuf/wrappers.proto",
        ]
    )
    _describe_messages(file)
    _describe_service(file)
    return file


def _describe_messages(file: descriptor_pb2.FileDescriptorProto) -> None:
    color = file.enum_type.add(name="Color")
    for number, name in enumerate(("COLOR_UNSPECIFIED", "COLOR_RED", "COLOR_BLUE")):
        color.value.add(name=name, number=number)
    for message, fields in _MESSAGES.items():
        made = file.message_type.add(name=message)
        for name, kind in fields.items():
            _field(made, name, kind)


def _describe_service(file: descriptor_pb2.FileDescriptorProto) -> None:
    service = file.service.add(name="ShelfService")
    _method(service, "Get", get="/t1/{name=shelves/*/books/*}")
    _method(service, "Find", get="/t1/find")
    _method(service, "All", get="/t1/files/{name=**}")
    _method(service, "AllSold", get="/t1/files/{name=**}:sold")
    _method(service, "One", get="/t1/books/{name}")
    _method(service, "Best", get="/t1/books/best")
    _method(service, "Sell", post="/t1/books/{name}:sell", body="*")
    _method(service, "Put", patch="/t1/books/{book.name}", body="book")
    _method(service, "List", answer="Page", get="/t1/pages", response_body="books")
    _method(service, "Read", answer="google.api.HttpBody", get="/t1/text/{name}")
    _method(service, "Load", put="/t1/text/{name}", body="document")
    _method(service, "Count", get="/t1/count/{count}/{color}")
    rule = _method(service, "Two", get="/t1/two/{name}")
    rule.additional_bindings.add(get="/t1/second/{name}")
    rule.additional_bindings.add(custom=http_pb2.CustomHttpPattern(kind="LOOK", path="/t1/look"))


@pytest.fixture(scope="session")
def shelf() -> Contract:
    """The contract of the tests."""
    return contracts.load(descriptor_pb2.FileDescriptorSet(file=[describe()]))


@pytest.fixture(scope="session")
def shelf_router(shelf: Contract) -> Router[Target]:
    """Its routes."""
    return router_of(shelf)


@pytest.fixture(scope="session")
def shipped() -> Contract:
    """The platform's contract."""
    return contracts.shipped()
