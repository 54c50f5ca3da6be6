"""Templates follow the grammar, and the trie finds what a plain reading of them would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.router import Found, Router, Unknown, WrongMethod
from gateway.templates import Template, Variable, decode, parse
from tradewire.errors import ConfigurationError, InvalidArgumentError


def test_a_template_tells_segments_verb_and_variables() -> None:
    """All parts of the grammar in one."""
    template = parse("/v1/{a.b=shelves/*}/x/{c}/{rest=**}:do")
    assert template.segments == ("v1", "shelves", "*", "x", "*", "**")
    assert template.verb == "do"
    assert template.variables == (
        Variable("a.b", 1, 3),
        Variable("c", 4, 5),
        Variable("rest", 5, None),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v1/x",
        "/",
        "/v1/",
        "/v1//x",
        "/v1/{x",
        "/v1/{}",
        "/v1/{x=}",
        "/v1/{x={y}}",
        "/v1/**/x",
        "/v1/{x=**}/y",
        "/v1/x:",
        "/v1/x:a:b",
        "/v1/{x}/{x}",
        "/v1/{1x}",
        "/v1/x y",
        "/v1/***",
    ],
)
def test_what_breaks_the_grammar_is_refused(text: str) -> None:
    """A wrong rule stops the start, and the message shows the template."""
    with pytest.raises(ConfigurationError, match=re.escape(repr(text))):
        parse(text)


def test_two_rules_for_the_same_paths_are_refused() -> None:
    """Variables have other names and still the same paths."""
    router: Router[str] = Router()
    router.add("GET", parse("/v1/{a}/x"), "first")
    router.add("POST", parse("/v1/{b}/x"), "another method")
    with pytest.raises(ConfigurationError, match=r"/v1/\{b\}/x and /v1/\{a\}/x"):
        router.add("GET", parse("/v1/{b}/x"), "second")


def test_a_deep_path_is_not_searched() -> None:
    """No path of the contract is that deep, so a longer one costs nothing."""
    router: Router[str] = Router()
    router.add("GET", parse("/{all=**}"), "all")
    assert isinstance(router.match("GET", "/a" * 32), Found)
    assert isinstance(router.match("GET", "/a" * 33), Unknown)


# Few names, so that templates and paths meet often.
_names = st.sampled_from(["a", "b", "c"])
_segments = st.lists(st.sampled_from(["a", "b", "*"]), min_size=1, max_size=4)
_verbs = st.sampled_from(["", "do", "go"])


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """A template of few names, its stars inside or outside of variables."""
    segments = draw(_segments)
    if draw(st.booleans()):
        segments = [*segments, "**"]
    parts = [
        f"{{v{at}={segment}}}" if "*" in segment and draw(st.booleans()) else segment
        for at, segment in enumerate(segments)
    ]
    verb = draw(_verbs)
    return parse("/" + "/".join(parts) + (f":{verb}" if verb else ""))


def plainly_matches(template: Template, path: str) -> bool:
    """What the grammar means, as a regular expression."""
    pattern = ""
    for segment in template.segments:
        match segment:
            case "*":
                pattern += "/[^/]+"
            case "**":
                pattern += "(/[^/]+)*"
            case literal:
                pattern += f"/{literal}"
    verb = f":{template.verb}" if template.verb else ""
    return re.fullmatch(pattern + re.escape(verb), path) is not None


@given(
    rules=st.lists(templates(), max_size=6),
    segments=st.lists(_names, min_size=1, max_size=6),
    verb=_verbs,
)
def test_the_trie_agrees_with_a_plain_reading(
    rules: list[Template], segments: list[str], verb: str
) -> None:
    """It finds a route exactly where one matches, and one of those that do."""
    router: Router[Template] = Router()
    kept = []
    for rule in rules:
        try:
            router.add("GET", rule, rule)
        except ConfigurationError:
            continue
        kept.append(rule)
    path = "/" + "/".join(segments) + (f":{verb}" if verb else "")
    matching = [rule for rule in kept if plainly_matches(rule, path)]
    found = router.match("GET", path)
    if not matching:
        assert isinstance(found, Unknown)
        return
    assert isinstance(found, Found)
    assert found.target in matching
    # A verb that some rule has is never swallowed by a rule without one.
    if verb and any(rule.verb == verb for rule in matching):
        assert found.target.verb == verb
    assert isinstance(router.match("POST", path), WrongMethod)


@given(st.text(min_size=1, max_size=20))
def test_a_segment_survives_its_encoding(text: str) -> None:
    """Every text can be a variable's value."""
    try:
        encoded = "".join(f"%{byte:02X}" for byte in text.encode())
    except UnicodeEncodeError:
        return
    assert decode(encoded) == text
    router: Router[str] = Router()
    router.add("GET", parse("/v1/{name}"), "one")
    found = router.match("GET", f"/v1/{encoded}")
    assert isinstance(found, Found)
    assert found.variables == {"name": text}


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=30))
def test_any_path_gets_a_decision(path: str) -> None:
    """Whatever bytes come, the answer is a route, a refusal or a named error."""
    router: Router[str] = Router()
    router.add("GET", parse("/v1/{name}"), "one")
    router.add("GET", parse("/{all=**}:go"), "all")
    try:
        found = router.match("GET", "/" + path)
    except InvalidArgumentError as error:
        assert error.reason == "PATH_MALFORMED"  # noqa: PT017 - the other outcome is fine too.
        return
    assert isinstance(found, Found | WrongMethod | Unknown)
