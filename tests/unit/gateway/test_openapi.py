"""The document tells what the routes do: all of them, with the contract's own rules and words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from gateway import openapi
from gateway.contract import Contract, Method
from gateway.router import Found
from gateway.rpc import router_of

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document(shipped: Contract) -> Document:
    """The platform's document."""
    return openapi.document(shipped)


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, HTTP method and operation."""
    for path, methods in document["paths"].items():
        for http_method, operation in methods.items():
            yield path, http_method, operation


def references(value: Any) -> Iterator[str]:
    """Every $ref below a value."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_every_rule_is_an_operation(shipped: Contract, document: Document) -> None:
    """None is lost, none is made up, and no two have one name."""
    rules = [(each, binding) for each in shipped.methods for binding in each.bindings]
    listed = list(operations(document))
    assert len(listed) == len(rules) > 100
    assert len({each["operationId"] for _, _, each in listed}) == len(listed)


def test_every_reference_resolves(document: Document) -> None:
    """Within the document alone: nothing is loaded from anywhere."""
    for reference in set(references(document)):
        assert reference.startswith("#/")
        target: Any = document
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
        assert target


def test_path_parameters_are_those_of_the_path(document: Document) -> None:
    """Each is declared once, required, and no other."""
    for path, _, operation in operations(document):
        declared = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
        assert sorted(declared) == sorted(re.findall(r"\{([^}]+)\}", path)), path
        named = [(each["in"], each["name"]) for each in operation["parameters"]]
        assert len(set(named)) == len(named), path


def test_documented_paths_lead_to_their_methods(shipped: Contract, document: Document) -> None:
    """What is written in the document is what the router finds."""
    router = router_of(shipped)
    for path, http_method, operation in operations(document):
        found = router.match(http_method.upper(), re.sub(r"\{[^}]+\}", "x", path))
        assert isinstance(found, Found)
        method: Method = found.target[0]
        assert method.path == f"/{operation['x-rpc']}"


def test_every_operation_and_field_is_described(document: Document) -> None:
    """The comments of the contract arrive, and every method names the scope it needs."""
    for path, _, operation in operations(document):
        assert operation["description"], path
        assert re.fullmatch(r"[a-z]+:[a-z]+", operation["x-required-scope"]), path
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("tradewire."):
            assert schema["description"], name
            for field, of_field in schema.get("properties", {}).items():
                assert of_field.get("description"), f"{name}.{field}"


def test_patterns_compile_and_hold(document: Document) -> None:
    """The shared rules of types/v1/rules.proto are read from their own expressions."""
    ticket = document["components"]["schemas"]["tradewire.execution.v1.OrderTicket"]
    quantity = ticket["properties"]["quantity"]
    patterns = [quantity["pattern"], *(each["pattern"] for each in quantity.get("allOf", []))]

    def holds(text: str) -> bool:
        return all(re.search(pattern, text) for pattern in patterns)

    assert holds("0.10")
    for wrong in ("0", "-1", "1e3", "NaN", "+1", "01"):
        assert not holds(wrong), wrong
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            re.compile(field.get("pattern", ""))


def test_unset_enums_and_required_fields_are_told(document: Document) -> None:
    """An unset side never buys: it is required, and its zero is excluded."""
    schemas = document["components"]["schemas"]
    ticket = schemas["tradewire.execution.v1.OrderTicket"]
    assert {"instrument", "side", "type"} <= set(ticket["required"])
    assert ticket["properties"]["side"]["not"] == {"enum": ["SIDE_UNSPECIFIED"]}
    side = schemas["tradewire.types.v1.Side"]
    assert side["x-enum-descriptions"]["SIDE_BUY"]


def test_lists_spans_and_long_integers_have_their_bounds(document: Document) -> None:
    """Keywords where JSON schema has them, words where it has none."""
    parameters = {
        each["name"]: each
        for each in document["paths"]["/v1/accounts/{account}/orders"]["get"]["parameters"]
    }
    assert parameters["states"]["schema"]["maxItems"] == 12
    assert parameters["pageSize"]["schema"]["minimum"] == 0
    stream = document["paths"]["/v1/accounts/{account}/events:stream"]["get"]
    wait = next(each for each in stream["parameters"] if each["name"] == "heartbeatInterval")
    assert "at least 1s and at most 60s" in wait["description"]
    schemas = document["components"]["schemas"]
    sequence = schemas["tradewire.execution.v1.AccountEvent"]["properties"]["sequence"]
    assert sequence["type"] == "string"
    assert "at least 1" in sequence["description"]


def test_what_the_service_sets_is_read_only(document: Document) -> None:
    """OUTPUT_ONLY of the contract."""
    signal = document["components"]["schemas"]["tradewire.signal.v1.Signal"]["properties"]
    assert signal["createTime"]["readOnly"] is True
    assert "readOnly" not in signal["instrument"]


def test_streams_and_unbuilt_methods_are_marked(shipped: Contract, document: Document) -> None:
    """A stream has two forms; what is not built answers 501 and nothing else."""
    by_rpc = {operation["x-rpc"]: operation for _, _, operation in operations(document)}
    for method in shipped.methods:
        operation = by_rpc[method.path.removeprefix("/")]
        if method.unimplemented:
            assert set(operation["responses"]) == {"501"}
        elif method.streams:
            content = operation["responses"]["200"]["content"]
            assert set(content) == {"text/event-stream", "application/x-ndjson"}
        else:
            assert set(operation["responses"]) == {"200", "default"}


def test_several_segments_become_several_parameters(shelf: Contract) -> None:
    """`{name=shelves/*/books/*}` is two things to a reader."""
    paths = openapi.document(shelf)["paths"]
    path = "/t1/shelves/{name.shelves}/books/{name.books}"
    assert [each["name"] for each in paths[path]["get"]["parameters"][:2]] == [
        "name.shelves",
        "name.books",
    ]


def test_a_body_leaves_out_what_the_path_gives(document: Document) -> None:
    """CancelOrder's body has neither account nor order."""
    cancel = document["paths"]["/v1/accounts/{account}/orders/{order}:cancel"]["post"]
    reference = cancel["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    assert set(schema["properties"]) == {"requestId", "note"}
    assert cancel["requestBody"]["required"] is False
