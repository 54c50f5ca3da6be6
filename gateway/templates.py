"""Path templates of HTTP rules, as google/api/http.proto defines them.

::

    Template = "/" Segments [ ":" Verb ]
    Segments = Segment { "/" Segment }
    Segment  = "*" | "**" | Literal | "{" FieldPath [ "=" Segments ] "}"

``**`` may stand last only, and a variable holds no other variable.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from tradewire.errors import ConfigurationError, InvalidArgumentError

ANY_SEGMENT = "*"
ANY_REST = "**"
# What RFC 3986 allows in a segment, less the characters that templates give a meaning.
_LITERAL = re.compile(r"[A-Za-z0-9._~%!$&'()+,;@-]+")
_FIELD_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_ESCAPED_SLASH = re.compile("(%2[Ff])")
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Variable:
    """A field of the request that a range of segments fills.

    Attributes:
        path: the field, dotted, in the contract's own names: ``limits.limits``.
        start: index of its first segment.
        end: index after its last segment; None where it takes the rest of the path.
    """

    path: str
    start: int
    end: int | None

    @property
    def is_single(self) -> bool:
        """Whether the value is one segment, so that an escaped slash in it is data."""
        return self.end == self.start + 1


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template: segments are literals, ``*`` or, last, ``**``; verb may be empty."""

    text: str
    segments: tuple[str, ...]
    verb: str
    variables: tuple[Variable, ...]

    def bind(self, segments: Sequence[str]) -> dict[str, str]:
        """Field path -> decoded value, from the raw segments of a path that matches.

        Raises:
            InvalidArgumentError: a segment is no percent-encoded UTF-8.
        """
        bound = {}
        for variable in self.variables:
            part = segments[variable.start : variable.end]
            if variable.is_single:
                bound[variable.path] = decode(part[0])
            else:
                bound[variable.path] = "/".join(decode(each, keep_slash=True) for each in part)
        return bound


def decode(raw: str, *, keep_slash: bool = False) -> str:
    """The text of a raw segment; ``keep_slash`` leaves ``%2F`` as it is.

    In a value of several segments a decoded slash could not be told from a separator.

    Raises:
        InvalidArgumentError: it is no percent-encoded UTF-8.
    """
    if keep_slash:
        return "".join(
            part if _ESCAPED_SLASH.fullmatch(part) else decode(part)
            for part in _ESCAPED_SLASH.split(raw)
        )
    cause = "a % without two hex digits" if _BAD_ESCAPE.search(raw) else ""
    try:
        text = unquote_to_bytes(raw.encode("latin-1")).decode("utf-8")
    except ValueError as error:
        text, cause = "", str(error)
    if cause:
        raise InvalidArgumentError(
            f"path segment {raw!r} is not percent-encoded UTF-8: {cause}", reason="PATH_MALFORMED"
        )
    return text


def parse(text: str) -> Template:
    """The template that ``text`` spells.

    Raises:
        ConfigurationError: it breaks the grammar; the message says where.
    """
    return _Parser(text).template()


class _Parser:
    """One pass over a template's text, by recursive descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._segments: list[str] = []
        self._variables: list[Variable] = []

    def template(self) -> Template:
        self._expect("/")
        self._take_segments(inside_variable=False)
        verb = ""
        if self._peek() == ":":
            self._at += 1
            verb = self._literal("a verb")
        if self._at != len(self._text):
            raise self._wrong("the end")
        paths = [variable.path for variable in self._variables]
        if len(set(paths)) != len(paths):
            raise self._wrong("each field in one variable only")
        return Template(self._text, tuple(self._segments), verb, tuple(self._variables))

    def _take_segments(self, *, inside_variable: bool) -> None:
        while True:
            if ANY_REST in self._segments:
                raise self._wrong(f"{ANY_REST} as the last segment")
            if self._peek() == "{" and not inside_variable:
                self._take_variable()
            elif self._peek() == "*":
                rest = self._text.startswith(ANY_REST, self._at)
                self._segments.append(ANY_REST if rest else ANY_SEGMENT)
                self._at += len(self._segments[-1])
            else:
                self._segments.append(self._literal("a segment"))
            if self._peek() != "/":
                return
            self._at += 1

    def _take_variable(self) -> None:
        self._expect("{")
        found = _FIELD_PATH.match(self._text, self._at)
        if found is None:
            raise self._wrong("a field's path")
        self._at = found.end()
        start = len(self._segments)
        if self._peek() == "=":
            self._at += 1
            self._take_segments(inside_variable=True)
        else:
            self._segments.append(ANY_SEGMENT)
        self._expect("}")
        end = None if self._segments[-1] == ANY_REST else len(self._segments)
        self._variables.append(Variable(found.group(), start, end))

    def _literal(self, what: str) -> str:
        found = _LITERAL.match(self._text, self._at)
        if found is None:
            raise self._wrong(what)
        self._at = found.end()
        return found.group()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _expect(self, character: str) -> None:
        if self._peek() != character:
            raise self._wrong(repr(character))
        self._at += 1

    def _wrong(self, expected: str) -> ConfigurationError:
        return ConfigurationError(
            f"path template {self._text!r}: expected {expected} at character {self._at}"
        )
