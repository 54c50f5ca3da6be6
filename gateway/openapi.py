"""The OpenAPI 3.1 document, derived from the contract as the routes are."""

import re
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from google.protobuf.descriptor import Descriptor

from gateway import transcode
from gateway.contract import WHOLE_BODY, Binding, Contract, Method, field_at
from gateway.media import EVENT_STREAM, JSON, NDJSON
from gateway.router import ANY_METHOD
from gateway.schemas import REF, Schema, Schemas
from gateway.templates import ANY_REST, ANY_SEGMENT, Template, Variable

STATUS = "google.rpc.Status"
_DISTRIBUTION = "tradewire-platform"
_ANY_HTTP_METHODS = ("get", "put", "post", "delete", "patch")
_UNNAMED = re.compile(r"[^A-Za-z0-9]+")
_DESCRIPTION = """\
Every path is an RPC of the contract in `proto/tradewire`, derived from its HTTP rule.

- Prices and quantities are decimal strings. 64-bit integers are strings too.
- Errors are `google.rpc.Status`: compare the reason of its ErrorInfo, never the message.
- `Idempotency-Key` is the field `requestId`: a repeat gets the first answer.
- `Grpc-Timeout` (such as `500m`, `2S`) sets the deadline of a call.
- Streams are server-sent events, or JSON a line with `Accept: application/x-ndjson`. An event's id
  is `<sequence>@<log>`; sent back as `Last-Event-ID` it resumes after that event. An error in a
  stream is the event `error`, or a line `{"error": ...}`.
"""


def document(contract: Contract) -> dict[str, Any]:
    """The document for every rule of ``contract``."""
    schemas = Schemas(contract)
    paths: dict[str, dict[str, Any]] = {}
    tags: dict[str, str] = {}
    for method in contract.methods:
        tags[method.service.name] = contract.comment(method.service.full_name)
        for at, binding in enumerate(method.bindings):
            path, parameters = _path(method, binding, schemas)
            operation = _operation(contract, method, binding, schemas, parameters, at)
            for verb in _verbs(binding):
                paths.setdefault(path, {})[verb] = operation
    schemas.components[STATUS] = _status()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tradewire",
            "version": _version(),
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {}],
        "tags": [{"name": name, "description": text} for name, text in tags.items()],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.components.items())),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed in production; development mode has no users.",
                }
            },
            "responses": {"error": _error_response()},
        },
    }


def _operation(
    contract: Contract,
    method: Method,
    binding: Binding,
    schemas: Schemas,
    parameters: list[Schema],
    at: int,
) -> dict[str, Any]:
    comment = contract.comment(method.descriptor.full_name)
    suffix = f"_{at + 1}" if at else ""
    operation: dict[str, Any] = {
        "operationId": f"{method.service.name}_{method.descriptor.name}{suffix}",
        "tags": [method.service.name],
        "summary": comment.partition(". ")[0].rstrip(".") or method.descriptor.name,
        "description": comment,
        "parameters": parameters + _query(method, binding, schemas) + _headers(method),
        "responses": _responses(method, binding, schemas),
        "x-rpc": method.path.removeprefix("/"),
        "x-required-scope": method.scope,
        "x-retry-safe": method.retry_safe,
    }
    if binding.body:
        operation["requestBody"] = _request_body(method, binding, schemas)
    if method.unimplemented:
        operation["x-unimplemented"] = True
    if method.streams:
        operation["x-streams"] = True
    return operation


def _verbs(binding: Binding) -> tuple[str, ...]:
    if binding.http_method == ANY_METHOD:
        return _ANY_HTTP_METHODS
    return (binding.http_method.lower(),)


def _path(method: Method, binding: Binding, schemas: Schemas) -> tuple[str, list[Schema]]:
    """The path as OpenAPI writes it, and its parameters: one for each segment that varies."""
    template = binding.template
    names: dict[int, str] = {}
    parameters = []
    for variable in template.variables:
        for at in _varying(template, variable):
            names[at] = _segment_name(template, variable, at)
            parameters.append(_path_parameter(method, variable, names[at], schemas))
    parts = [
        "{" + names.get(at, f"segment{at}") + "}" if segment in {ANY_SEGMENT, ANY_REST} else segment
        for at, segment in enumerate(template.segments)
    ]
    verb = f":{template.verb}" if template.verb else ""
    return f"/{'/'.join(parts)}{verb}", parameters


def _varying(template: Template, variable: Variable) -> Iterator[int]:
    end = len(template.segments) if variable.end is None else variable.end
    for at in range(variable.start, end):
        if template.segments[at] in {ANY_SEGMENT, ANY_REST}:
            yield at


def _segment_name(template: Template, variable: Variable, at: int) -> str:
    """The variable's own name where it is one segment; else the collection's before it."""
    if variable.is_single:
        return variable.path
    before = template.segments[at - 1] if at > variable.start else ""
    return f"{variable.path}.{_UNNAMED.sub('_', before) or at}"


def _path_parameter(method: Method, variable: Variable, name: str, schemas: Schemas) -> Schema:
    field = field_at(method.input_descriptor, variable.path)
    schema = (
        schemas.field(field) if field is not None and variable.is_single else {"type": "string"}
    )
    text = schema.pop("description", "")
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": text,
        "schema": {key: value for key, value in schema.items() if key != "readOnly"},
    }


def _query(method: Method, binding: Binding, schemas: Schemas) -> list[Schema]:
    variables = tuple(variable.path for variable in binding.template.variables)
    parameters = []
    for name, field in transcode.parameters_of(method.input_descriptor, binding, variables):
        schema = schemas.field(field)
        parameter: Schema = {"name": name, "in": "query", "schema": schema}
        if text := schema.pop("description", ""):
            parameter["description"] = text
        if schema.pop("deprecated", False):
            parameter["deprecated"] = True
        if field.is_repeated:
            parameter |= {"style": "form", "explode": True}
        if name in _required(method.input_descriptor, schemas):
            parameter["required"] = True
        parameters.append(parameter)
    return parameters


def _required(message: Descriptor, schemas: Schemas) -> list[str]:
    schemas.ref(message)
    required: list[str] = schemas.components.get(message.full_name, {}).get("required", [])
    return required


def _headers(method: Method) -> list[Schema]:
    headers = []
    fields = method.input_descriptor.fields_by_name
    if transcode.REQUEST_ID in fields:
        headers.append(
            _header("Idempotency-Key", "The field requestId: a repeat gets the first answer.")
        )
    if method.streams and "resume_after_sequence" in fields:
        headers.append(
            _header("Last-Event-ID", "The id of the last event that was handled: resumes after it.")
        )
    return headers


def _header(name: str, text: str) -> Schema:
    return {"name": name, "in": "header", "description": text, "schema": {"type": "string"}}


def _request_body(method: Method, binding: Binding, schemas: Schemas) -> Schema:
    bound = frozenset(variable.path for variable in binding.template.variables)
    if binding.body == WHOLE_BODY:
        schema = schemas.body(method.input_descriptor, bound)
        required = bool(schemas.components.get(_name(schema), {}).get("required"))
    else:
        field = method.input_descriptor.fields_by_name[binding.body]
        schema = schemas.field(field)
        required = field.json_name in _required(method.input_descriptor, schemas)
    return {"required": required, "content": {JSON: {"schema": schema}}}


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).removeprefix(REF)


def _responses(method: Method, binding: Binding, schemas: Schemas) -> Schema:
    error = {"$ref": "#/components/responses/error"}
    if method.unimplemented:
        # The schema is named all the same, so that who builds against the contract can see it.
        schemas.ref(method.output_descriptor)
        return {"501": error | {"description": "Part of the contract and not built."}}
    if binding.response_body:
        schema = schemas.field(method.output_descriptor.fields_by_name[binding.response_body])
    else:
        schema = schemas.ref(method.output_descriptor)
    if method.streams:
        text = "A stream; the schema is that of each event's data, or of each line."
        content = {media: {"schema": schema} for media in (EVENT_STREAM, NDJSON)}
    elif _name(schema) == "google.api.HttpBody":
        text, content = "A document of its own media type.", {"*/*": {}}
    else:
        text, content = "The answer.", {JSON: {"schema": schema}}
    return {"200": {"description": text, "content": content}, "default": error}


def _status() -> Schema:
    detail = {
        "type": "object",
        "properties": {"@type": {"type": "string"}},
        "required": ["@type"],
        "additionalProperties": True,
        "description": "An ErrorInfo, BadRequest or RetryInfo of google.rpc, by its @type.",
    }
    return {
        "type": "object",
        "title": "Status",
        "description": "What went wrong. ErrorInfo has a reason that stays the same over versions, "
        "BadRequest what is wrong with each field, RetryInfo when a retry can help.",
        "properties": {
            "code": {"type": "integer", "description": "The number in google.rpc.Code."},
            "message": {"type": "string", "description": "For a person; it may change."},
            "details": {"type": "array", "items": detail},
        },
        "required": ["code", "message", "details"],
    }


def _error_response() -> Schema:
    return {
        "description": "An error.",
        "content": {JSON: {"schema": {"$ref": REF + STATUS}}},
    }


def _version() -> str:
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0"
