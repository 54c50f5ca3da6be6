"""The comments of a contract, by the full name of what they stand above."""

from collections.abc import Iterator, Sequence

from google.protobuf import descriptor_pb2

# Field numbers of descriptor.proto, of which a comment's path is made.
_FILE_MESSAGE, _FILE_ENUM, _FILE_SERVICE = 4, 5, 6
_MESSAGE_FIELD, _MESSAGE_MESSAGE, _MESSAGE_ENUM, _MESSAGE_ONEOF = 2, 3, 4, 8
_ENUM_VALUE = 2
_SERVICE_METHOD = 2

Path = tuple[int, ...]


def of(file: descriptor_pb2.FileDescriptorProto) -> dict[str, str]:
    """Full name -> comment, its lines joined to paragraphs; without those that have none.

    An enum's value is named below its enum, ``pkg.Side.SIDE_BUY``, for that is how it is looked up.
    """
    texts = {
        tuple(location.path): _paragraphs(location.leading_comments)
        for location in file.source_code_info.location
        if location.leading_comments
    }
    return {name: texts[path] for name, path in _names(file) if path in texts}


def _paragraphs(comment: str) -> str:
    """Lines that were broken at a margin, joined; an empty line still parts two paragraphs."""
    blocks = "\n".join(line.strip() for line in comment.strip().splitlines()).split("\n\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks)


def _names(file: descriptor_pb2.FileDescriptorProto) -> Iterator[tuple[str, Path]]:
    for at, message in enumerate(file.message_type):
        yield from _of_message(message, file.package, (_FILE_MESSAGE, at))
    for at, enum in enumerate(file.enum_type):
        yield from _of_enum(enum, file.package, (_FILE_ENUM, at))
    for at, service in enumerate(file.service):
        name = f"{file.package}.{service.name}"
        yield name, (_FILE_SERVICE, at)
        yield from _below(name, service.method, (_FILE_SERVICE, at, _SERVICE_METHOD))


def _of_message(
    message: descriptor_pb2.DescriptorProto, parent: str, path: Path
) -> Iterator[tuple[str, Path]]:
    name = f"{parent}.{message.name}"
    yield name, path
    yield from _below(name, message.field, (*path, _MESSAGE_FIELD))
    yield from _below(name, message.oneof_decl, (*path, _MESSAGE_ONEOF))
    for at, nested in enumerate(message.nested_type):
        yield from _of_message(nested, name, (*path, _MESSAGE_MESSAGE, at))
    for at, enum in enumerate(message.enum_type):
        yield from _of_enum(enum, name, (*path, _MESSAGE_ENUM, at))


def _of_enum(
    enum: descriptor_pb2.EnumDescriptorProto, parent: str, path: Path
) -> Iterator[tuple[str, Path]]:
    name = f"{parent}.{enum.name}"
    yield name, path
    yield from _below(name, enum.value, (*path, _ENUM_VALUE))


_Named = (
    descriptor_pb2.FieldDescriptorProto
    | descriptor_pb2.OneofDescriptorProto
    | descriptor_pb2.EnumValueDescriptorProto
    | descriptor_pb2.MethodDescriptorProto
)


def _below(parent: str, items: Sequence[_Named], path: Path) -> Iterator[tuple[str, Path]]:
    for at, item in enumerate(items):
        yield f"{parent}.{item.name}", (*path, at)
