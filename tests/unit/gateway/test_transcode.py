"""A request over HTTP becomes the message that google/api/http.proto says, or a named refusal."""

import json
from pathlib import Path
from typing import Any

import pytest
from google.api import httpbody_pb2
from google.protobuf import json_format

from gateway import transcode
from gateway.contract import Contract
from gateway.errors import problem_of, unknown_path, wrong_method
from gateway.router import Found, Router, Unknown, WrongMethod
from gateway.rpc import Target
from gateway.transcode import HttpRequest
from tradewire.errors import InvalidArgumentError, TradewireError

CASES = json.loads(Path(__file__).with_name("cases.json").read_text())["cases"]


def transcoded(router: Router[Target], case: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The method's name and its request as JSON; raises what the gateway would answer."""
    match router.match(case["method"], case["path"]):
        case Found(target=(method, binding), variables=variables):
            body = case.get("text", json.dumps(case["body"]) if "body" in case else "")
            headers = case.get("headers", {})
            request = HttpRequest(
                method=case["method"],
                query=case.get("query", ""),
                body=body.encode(),
                content_type=headers.get("content-type", ""),
                idempotency_key=headers.get("idempotency-key", ""),
            )
            message = transcode.to_message(method, binding, variables, request)
            return method.descriptor.name, json_format.MessageToDict(message)
        case WrongMethod(allowed):
            raise wrong_method(case["method"], case["path"], allowed)
        case Unknown():
            raise unknown_path(case["method"], case["path"])
    raise AssertionError(case)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_request_becomes_its_message_or_a_named_refusal(
    shelf_router: Router[Target], case: dict[str, Any]
) -> None:
    """Every case of cases.json holds."""
    if "rpc" in case:
        assert transcoded(shelf_router, case) == (case["rpc"], case["message"])
        return
    with pytest.raises(TradewireError) as refused:
        transcoded(shelf_router, case)
    problem = problem_of(refused.value)
    assert problem.http_status == case["http"]
    if "fields" in case:
        assert sorted(refused.value.fields) == case["fields"]
    if "reason" in case:
        assert refused.value.reason == case["reason"]
    if "allow" in case:
        assert problem.headers["allow"] == case["allow"]


def test_a_named_part_of_a_response_is_the_whole_answer(shelf: Contract) -> None:
    """response_body picks one field, here a list."""
    method = next(each for each in shelf.methods if each.descriptor.name == "List")
    page = json_format.ParseDict({"books": [{"name": "a"}]}, method.output())
    media_type, body = transcode.to_answer(method, method.bindings[0], page)
    assert media_type == "application/json"
    assert [book["name"] for book in json.loads(body)] == ["a"]


def test_a_raw_answer_has_its_own_media_type(shelf: Contract) -> None:
    """google.api.HttpBody leaves as the bytes that it holds."""
    method = next(each for each in shelf.methods if each.descriptor.name == "Read")
    document = httpbody_pb2.HttpBody(content_type="text/html", data=b"<p>")
    assert transcode.to_answer(method, method.bindings[0], document) == ("text/html", b"<p>")


def test_an_answer_shows_empty_fields_and_exact_integers(shelf: Contract) -> None:
    """A reader need not know defaults, and 2^53 + 1 stays what it is."""
    method = next(each for each in shelf.methods if each.descriptor.name == "One")
    book = json_format.ParseDict({"pages": "9007199254740993"}, method.output())
    _, body = transcode.to_answer(method, method.bindings[0], book)
    assert json.loads(body) == {
        "name": "",
        "pages": "9007199254740993",
        "color": "COLOR_UNSPECIFIED",
        "tags": [],
        "etag": "",
    }


@pytest.mark.parametrize("levels", [70, 100_000])
def test_a_body_that_is_nested_too_deeply_is_refused(
    shelf_router: Router[Target], levels: int
) -> None:
    """Neither the JSON reader nor the check of it runs out of stack."""
    text = '{"sequel": ' * levels + "{}" + "}" * levels
    case = {"method": "PATCH", "path": "/t1/books/x", "text": text}
    with pytest.raises(InvalidArgumentError, match="nested"):
        transcoded(shelf_router, case)
