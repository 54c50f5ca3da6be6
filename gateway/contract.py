"""The contract as the gateway sees it: methods, their HTTP rules and their comments.

Read from a descriptor set, so that a new RPC needs no code here. The set that ships with
`tradewire` is the default; a deployment that adds services of its own gives another.
"""

import contextlib
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from google.api import annotations_pb2, http_pb2
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor import (
    Descriptor,
    FieldDescriptor,
    FileDescriptor,
    MethodDescriptor,
    ServiceDescriptor,
)
from google.protobuf.message import Message

from gateway import comments
from gateway.router import ANY_METHOD
from gateway.templates import Template, parse
from tradewire.errors import ConfigurationError
from tradewire.types.v1 import options_pb2

WHOLE_BODY = "*"


@dataclass(frozen=True, slots=True)
class Binding:
    """One HTTP rule of a method.

    Attributes:
        http_method: GET, POST, ... or ``*`` for any.
        template: the paths it answers to.
        body: the field that the request's body fills; ``*`` all that the path does not; "" none.
        response_body: the field of the response that is the answer's body; "" the whole.
    """

    http_method: str
    template: Template
    body: str
    response_body: str


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One RPC with all that the gateway needs to know of it."""

    descriptor: MethodDescriptor
    input: type[Message]
    output: type[Message]
    streams: bool
    bindings: tuple[Binding, ...]
    scope: str
    retry_safe: bool
    unimplemented: bool

    @property
    def path(self) -> str:
        """What gRPC calls it: ``/tradewire.risk.v1.RiskService/CheckOrder``."""
        return f"/{self.service.full_name}/{self.descriptor.name}"

    @property
    def service(self) -> ServiceDescriptor:
        """The service that it belongs to."""
        service: ServiceDescriptor = self.descriptor.containing_service
        return service

    @property
    def domain(self) -> str:
        """The part of the platform that answers it: ``risk`` of ``tradewire.risk.v1``."""
        parts = self.service.file.package.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def input_descriptor(self) -> Descriptor:
        """The request's type."""
        return type_of(self.input)

    @property
    def output_descriptor(self) -> Descriptor:
        """The response's type."""
        return type_of(self.output)


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """Every method, in the order of the files, and the comment of each full name."""

    methods: tuple[Method, ...]
    comments: dict[str, str]

    def comment(self, full_name: str) -> str:
        """The comment above a message, field, enum value, service or method; "" without one."""
        return self.comments.get(full_name, "")


def shipped() -> Contract:
    """The contract that came with the package `tradewire`."""
    image = resources.files("tradewire").joinpath("contract.binpb").read_bytes()
    return load(descriptor_pb2.FileDescriptorSet.FromString(image))


def load(files: descriptor_pb2.FileDescriptorSet) -> Contract:
    """The contract of ``files``, which come after what they import.

    Raises:
        ConfigurationError: a rule names no field of its request, or breaks the grammar.
    """
    methods: list[Method] = []
    texts: dict[str, str] = {}
    for file in files.file:
        known = _resolve(file)
        texts.update(comments.of(file))
        for service in known.services_by_name.values():
            methods.extend(_methods(service))
    return Contract(tuple(methods), texts)


def _resolve(file: descriptor_pb2.FileDescriptorProto) -> FileDescriptor:
    """The file in the process's pool: as generated code where there is some."""
    module = file.name.removesuffix(".proto").replace("/", ".") + "_pb2"
    # What protovalidate's options need is generated inside our package, under its own name.
    for name in (module, f"tradewire.{module}"):
        if (known := _known(file.name)) is not None:
            return known
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    if (known := _known(file.name)) is not None:
        return known
    bare = descriptor_pb2.FileDescriptorProto()
    bare.CopyFrom(file)
    bare.ClearField("source_code_info")
    return descriptor_pool.Default().AddSerializedFile(bare.SerializeToString())


def _known(name: str) -> FileDescriptor | None:
    try:
        return descriptor_pool.Default().FindFileByName(name)
    except KeyError:
        return None


def _methods(service: ServiceDescriptor) -> Iterator[Method]:
    for method in service.methods:
        # The stubs take generated extensions for plain fields; at run time they are extensions.
        options: Any = method.GetOptions()
        if not options.HasExtension(annotations_pb2.http):
            continue
        if method.client_streaming:
            raise ConfigurationError(
                f"{method.full_name} takes a stream, which an HTTP rule cannot express; "
                "remove its google.api.http option"
            )
        rule = options.Extensions[annotations_pb2.http]
        bindings = tuple(_binding(method, each) for each in (rule, *rule.additional_bindings))
        yield Method(
            descriptor=method,
            input=message_factory.GetMessageClass(method.input_type),
            output=message_factory.GetMessageClass(method.output_type),
            streams=method.server_streaming,
            bindings=bindings,
            scope=options.Extensions[options_pb2.required_scope],
            retry_safe=options.Extensions[options_pb2.retry_safe],
            unimplemented=options.Extensions[options_pb2.unimplemented],
        )


def _binding(method: MethodDescriptor, rule: http_pb2.HttpRule) -> Binding:
    kind = rule.WhichOneof("pattern")
    if kind is None:
        raise ConfigurationError(f"{method.full_name}: its HTTP rule has no path")
    if kind == "custom":
        http_method, path = rule.custom.kind, rule.custom.path
    else:
        http_method, path = kind.upper(), getattr(rule, kind)
    template = parse(path)
    for variable in template.variables:
        field = field_at(method.input_type, variable.path)
        if field is None or field.is_repeated or field.message_type is not None:
            raise ConfigurationError(
                f"{method.full_name}: {path} names {variable.path}, which is no single value of "
                f"{method.input_type.full_name}"
            )
    for name, owner in ((rule.body, method.input_type), (rule.response_body, method.output_type)):
        if name not in {"", WHOLE_BODY} and name not in owner.fields_by_name:
            raise ConfigurationError(
                f"{method.full_name}: its HTTP rule names {name!r}, and {owner.full_name} has no "
                "such field"
            )
    return Binding(http_method or ANY_METHOD, template, rule.body, rule.response_body)


def type_of(message: Message | type[Message]) -> Descriptor:
    """A message's type; the stubs name two classes for what is one at run time."""
    return cast("Descriptor", message.DESCRIPTOR)


@cache
def fields_by_spelling(message: Descriptor) -> dict[str, FieldDescriptor]:
    """A message's fields by both names that JSON knows: ``orderList`` and ``order_list``."""
    spelled = {field.name: field for field in message.fields}
    return spelled | {field.json_name: field for field in message.fields}


def field_at(message: Descriptor, path: str) -> FieldDescriptor | None:
    """The field that a dotted path of either spelling leads to; None where it leads nowhere."""
    *parents, last = path.split(".")
    for name in parents:
        field = fields_by_spelling(message).get(name)
        if field is None or field.message_type is None or field.is_repeated:
            return None
        message = field.message_type
    return fields_by_spelling(message).get(last)
