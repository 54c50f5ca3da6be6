"""An HTTP request as the message that an RPC takes, by the rules of google/api/http.proto."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from google.api import field_behavior_pb2, httpbody_pb2
from google.protobuf import field_mask_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from gateway import codec, scalars
from gateway.contract import WHOLE_BODY, Binding, Method, field_at, fields_by_spelling, type_of
from tradewire.errors import InvalidArgumentError

# More parameters than any list of filters needs; splitting a longer query costs more than it helps.
QUERY_PARAMETERS_MAX = 1_500
REQUEST_ID = "request_id"
ETAG = "etag"
_HTTP_BODY = httpbody_pb2.HttpBody.DESCRIPTOR.full_name
_FIELD_MASK = field_mask_pb2.FieldMask.DESCRIPTOR.full_name
# Methods that change nothing by their own meaning: a key that guards a repeat says nothing there.
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """What of a request the contract can speak about.

    Attributes:
        method: GET, POST, ...
        query: what follows the question mark, as it came.
        body: the bytes of the body; empty when there is none.
        content_type: the body's media type; "" when none was said.
        idempotency_key: the header of that name; "" when there is none.
    """

    method: str
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    idempotency_key: str = ""


def to_message(
    method: Method, binding: Binding, variables: Mapping[str, str], request: HttpRequest
) -> Message:
    """The request of ``method``.

    Raises:
        InvalidArgumentError: the body, a parameter or a variable is wrong; one entry per field.
    """
    message = method.input()
    given = _read_body(message, binding, request)
    faults: dict[str, str] = {}
    _read_query(message, binding, variables, request.query, faults)
    _read_path(message, variables, faults)
    _read_key(message, method, request, faults)
    if faults:
        raise codec.wrong_fields(faults)
    _read_mask(message, binding, variables, request.method, given)
    return message


def _read_body(message: Message, binding: Binding, request: HttpRequest) -> Any:
    """Fill what the body fills and answer the JSON value that it was; None without a body."""
    if not binding.body:
        if request.body:
            raise InvalidArgumentError(
                "this path takes no body; give its values in the query", reason="BODY_UNWANTED"
            )
        return None
    target, prefix = message, ""
    if binding.body != WHOLE_BODY:
        field = type_of(message).fields_by_name[binding.body]
        prefix = binding.body
        if field.message_type is None or field.is_repeated:
            if request.body:
                codec.fill(message, {field.json_name: codec.loads(request.body)})
            return None
        target = getattr(message, binding.body)
    if type_of(target).full_name == _HTTP_BODY:
        target.SetInParent()
        setattr(target, "content_type", request.content_type)  # noqa: B010 - a field of HttpBody, not of every message.
        setattr(target, "data", request.body)  # noqa: B010 - the same.
        return None
    if not request.body:
        return None
    value = codec.loads(request.body)
    target.SetInParent()
    codec.fill(target, value, prefix)
    return value


def _read_query(
    message: Message,
    binding: Binding,
    variables: Mapping[str, str],
    query: str,
    faults: dict[str, str],
) -> None:
    for name, texts in _parameters(query).items():
        field = field_at(type_of(message), name)
        path = _proto_path(type_of(message), name) if field is not None else name
        if field is None:
            faults[name] = f"no such parameter; {_known(type_of(message), binding, variables)}"
        elif path in variables:
            faults[name] = "is given by the path"
        elif binding.body == WHOLE_BODY or path.split(".")[0] == binding.body:
            faults[name] = "belongs into the body"
        elif _is_map(field) or not scalars.is_textual(field.message_type):
            faults[name] = f"is a message; give its fields one by one, as {name}.<field>"
        elif len(texts) > 1 and not field.is_repeated:
            faults[name] = "is given more than once"
        else:
            _set(message, path, field, texts, name, faults)


def _parameters(query: str) -> dict[str, list[str]]:
    """Name -> values in their order."""
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=QUERY_PARAMETERS_MAX,
        )
    except ValueError as error:
        raise InvalidArgumentError(
            f"query is malformed: {error}", reason="QUERY_MALFORMED"
        ) from error
    parameters: dict[str, list[str]] = {}
    for name, text in pairs:
        parameters.setdefault(name, []).append(text)
    return parameters


def _read_path(message: Message, variables: Mapping[str, str], faults: dict[str, str]) -> None:
    for path, text in variables.items():
        field = field_at(type_of(message), path)
        if field is None:  # Checked when the contract was loaded.
            raise AssertionError(path)
        owner = _owner(message, path, create=False)
        before = None if owner is None else getattr(owner, field.name)
        _set(message, path, field, [text], path, faults)
        now = getattr(_owner(message, path, create=True), field.name)
        if before and before != now:
            faults[path] = f"is {before!r} in the body and {now!r} in the path"


def _read_key(
    message: Message, method: Method, request: HttpRequest, faults: dict[str, str]
) -> None:
    """The header Idempotency-Key is the field request_id; quotes around it are HTTP's."""
    key = request.idempotency_key.strip().strip('"')
    if not key:
        return
    field = type_of(message).fields_by_name.get(REQUEST_ID)
    if field is None:
        if not method.retry_safe and request.method not in _SAFE:
            faults["Idempotency-Key"] = "a repeat of this call is a second call, with any key"
        return
    before = getattr(message, REQUEST_ID)
    if before and before != key:
        faults[REQUEST_ID] = f"is {before!r}, and the header Idempotency-Key is {key!r}"
    else:
        setattr(message, REQUEST_ID, key)


def _read_mask(
    message: Message,
    binding: Binding,
    variables: Mapping[str, str],
    http_method: str,
    given: Any,
) -> None:
    """Without a mask of its own, a PATCH changes what its body names: also what it names as empty.

    Without this an absent mask would mean "what is set", and a field could not be cleared by REST.
    """
    if http_method != "PATCH" or binding.body in {"", WHOLE_BODY} or not isinstance(given, dict):
        return
    masks = [
        field
        for field in type_of(message).fields
        if field.message_type is not None and field.message_type.full_name == _FIELD_MASK
    ]
    if len(masks) != 1 or message.HasField(masks[0].name):
        return
    resource = type_of(getattr(message, binding.body))
    bound = {path.removeprefix(f"{binding.body}.") for path in variables}
    paths = [path for path in _named(resource, given) if path not in bound | {ETAG}]
    getattr(message, masks[0].name).paths.extend(paths)


def _named(message: Descriptor, value: Mapping[str, Any], prefix: str = "") -> list[str]:
    """The fields that a JSON object names, down to those that are no objects themselves."""
    paths = []
    for key, item in value.items():
        field = fields_by_spelling(message)[key]
        path = f"{prefix}{field.name}"
        if _is_output(field):
            continue
        nested = field.message_type
        if isinstance(item, dict) and item and _has_own_fields(field) and nested is not None:
            paths += _named(nested, item, f"{path}.")
        else:
            paths.append(path)
    return paths


def _has_own_fields(field: FieldDescriptor) -> bool:
    return (
        field.message_type is not None
        and not field.is_repeated
        and not field.message_type.full_name.startswith("google.protobuf.")
    )


def _is_output(field: FieldDescriptor) -> bool:
    options: Any = field.GetOptions()
    return field_behavior_pb2.OUTPUT_ONLY in options.Extensions[field_behavior_pb2.field_behavior]


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _set(
    message: Message,
    path: str,
    field: FieldDescriptor,
    texts: Sequence[str],
    name: str,
    faults: dict[str, str],
) -> None:
    try:
        values = [scalars.parse(field, text) for text in texts]
    except ValueError as error:
        faults[name] = str(error)
        return
    owner = _owner(message, path, create=True)
    if field.is_repeated:
        getattr(owner, field.name).extend(values)
    elif field.message_type is not None:
        getattr(owner, field.name).CopyFrom(values[0])
    else:
        setattr(owner, field.name, values[0])


def _owner(message: Message, path: str, *, create: bool) -> Any:
    """The message that holds the last field of a path; None where it is not there."""
    for name in path.split(".")[:-1]:
        if not create and not message.HasField(name):
            return None
        message = getattr(message, name)
        message.SetInParent()
    return message


def _proto_path(message: Descriptor, path: str) -> str:
    """A path in the contract's names, from either spelling; it leads to a field."""
    names = []
    here: Descriptor | None = message
    for name in path.split("."):
        if here is None:  # Checked by `field_at`, which found the field.
            raise AssertionError(path)
        field = fields_by_spelling(here)[name]
        names.append(field.name)
        here = field.message_type
    return ".".join(names)


def _known(message: Descriptor, binding: Binding, variables: Mapping[str, str]) -> str:
    names = [path for path, _ in parameters_of(message, binding, tuple(variables))]
    return f"there are {', '.join(names)}" if names else "this path takes none"


@cache
def parameters_of(
    message: Descriptor, binding: Binding, variables: tuple[str, ...]
) -> tuple[tuple[str, FieldDescriptor], ...]:
    """Every parameter that a query may have: its camelCase path and its field."""
    if binding.body == WHOLE_BODY:
        return ()
    return tuple(_leaves(message, {binding.body, *variables}, "", "", ()))


def _leaves(
    message: Descriptor, taken: set[str], path: str, spelled: str, above: tuple[str, ...]
) -> list[tuple[str, FieldDescriptor]]:
    leaves = []
    for field in message.fields:
        here, name = f"{path}{field.name}", f"{spelled}{field.json_name}"
        if here in taken or _is_map(field):
            continue
        if scalars.is_textual(field.message_type):
            leaves.append((name, field))
        elif field.message_type and _has_own_fields(field) and message.full_name not in above:
            within = (*above, message.full_name)
            leaves += _leaves(field.message_type, taken, f"{here}.", f"{name}.", within)
    return leaves


def takes_raw(method: Method, binding: Binding) -> bool:
    """Whether the body goes into a google.api.HttpBody as it is, whatever its type."""
    if binding.body == WHOLE_BODY:
        return method.input_descriptor.full_name == _HTTP_BODY
    target = method.input_descriptor.fields_by_name[binding.body].message_type
    return target is not None and target.full_name == _HTTP_BODY


def to_answer(method: Method, binding: Binding, message: Message) -> tuple[str, bytes]:
    """Media type and body of an answer."""
    value: Any = message
    if binding.response_body:
        field = method.output_descriptor.fields_by_name[binding.response_body]
        value = getattr(message, binding.response_body)
        if field.is_repeated or field.message_type is None:
            shown = codec.to_value(message)
            return "application/json", codec.dumps(shown[field.json_name])
    if value.DESCRIPTOR.full_name == _HTTP_BODY:
        return value.content_type or "application/octet-stream", value.data
    return "application/json", codec.dumps(codec.to_value(value))
