"""Which route a path belongs to: a trie of segments over the path as it came, still encoded.

FastAPI's own matching decodes first and knows no verbs: `/v1/{name}` would swallow
`/v1/x:cancel`, and `%2F` would split a segment. Here a literal beats a variable, a variable beats
the rest of the path, and a known verb beats a segment that ends in the same letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gateway.templates import ANY_REST, ANY_SEGMENT, Template, decode
from tradewire.errors import ConfigurationError, InvalidArgumentError

# The deepest path of the contract has 7; a longer one is nobody's and is not searched for.
SEGMENTS_MAX = 32
# The method of a custom rule that answers whatever the method is.
ANY_METHOD = "*"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The route, and the value of each variable of its template."""

    target: T
    template: Template
    variables: dict[str, str]


@dataclass(frozen=True, slots=True)
class WrongMethod:
    """The path is known, and not with this method."""

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No route has this path."""


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, "_Node[T]"] = field(default_factory=dict)
    segment: "_Node[T] | None" = None
    rest: "_Node[T] | None" = None
    # Verb -> method -> route; the verb of a template without one is "".
    ends: dict[str, dict[str, tuple[Template, T]]] = field(default_factory=dict)


class Router(Generic[T]):
    """Routes by path, verb and method."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: Template, target: T) -> None:
        """Make ``target`` the answer to ``method`` on ``template``.

        Raises:
            ConfigurationError: another route has the same paths with this method.
        """
        node = self._root
        for segment in template.segments:
            node = _child(node, segment)
        methods = node.ends.setdefault(template.verb, {})
        if method in methods:
            raise ConfigurationError(
                f"{method} {template.text} and {methods[method][0].text} are the same paths; "
                "change one of the HTTP rules"
            )
        methods[method] = (template, target)

    def match(self, method: str, raw_path: str) -> "Found[T] | WrongMethod | Unknown":
        """The route of ``raw_path``, which starts with a slash and is still percent-encoded.

        Raises:
            InvalidArgumentError: a variable's segment is no percent-encoded UTF-8.
        """
        segments = raw_path.split("/")[1:]
        if not raw_path.startswith("/") or "" in segments or len(segments) > SEGMENTS_MAX:
            return Unknown()
        last, colon, verb = segments[-1].rpartition(":")
        if colon and last and verb:
            found = self._find(method, [*segments[:-1], last], verb)
            if not isinstance(found, Unknown):
                return found
        return self._find(method, segments, "")

    def _find(
        self, method: str, segments: list[str], verb: str
    ) -> "Found[T] | WrongMethod | Unknown":
        allowed: set[str] = set()
        for node in _walk(self._root, segments, 0):
            methods = node.ends.get(verb, {})
            end = methods.get(method) or methods.get(ANY_METHOD)
            if end is not None:
                template, target = end
                return Found(target, template, template.bind(segments))
            allowed.update(methods)
        return WrongMethod(tuple(sorted(allowed))) if allowed else Unknown()


def _child(node: _Node[T], segment: str) -> _Node[T]:
    if segment == ANY_SEGMENT:
        node.segment = node.segment or _Node()
        return node.segment
    if segment == ANY_REST:
        node.rest = node.rest or _Node()
        return node.rest
    return node.literals.setdefault(decode(segment), _Node())


def _walk(node: _Node[T], segments: list[str], at: int) -> Iterator[_Node[T]]:
    """Every node where ``segments`` can end, the most literal first."""
    if at == len(segments):
        yield node
    else:
        literal = _literal(node, segments[at])
        if literal is not None:
            yield from _walk(literal, segments, at + 1)
        if node.segment is not None:
            yield from _walk(node.segment, segments, at + 1)
    if node.rest is not None:
        yield node.rest


def _literal(node: _Node[T], raw: str) -> _Node[T] | None:
    """The child that a segment spells; none for one that cannot be decoded."""
    try:
        return node.literals.get(decode(raw))
    except InvalidArgumentError:
        return None
