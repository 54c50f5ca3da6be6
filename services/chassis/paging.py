"""Pages of lists, AIP-158: a size that is coerced and an opaque token of where to go on.

The token holds the key of the last item and a digest of the filters: a token used with other
filters is refused, instead of giving a page of something else.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from google.protobuf.message import Message

from tradewire.errors import InvalidArgumentError

PAGE_SIZE_DEFAULT = 100
PAGE_SIZE_MAX = 1_000
"""At about 1 KB an item a page stays under gRPC's 4 MB."""

_DIGEST_DIGITS = 16
_UNFILTERED = ("page_size", "page_token")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items of one page, and the token of the next; empty where there is none."""

    items: Sequence[T]
    next_page_token: str


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Where a page begins: after ``after`` (empty for the start), ``size`` items at most."""

    size: int
    after: str
    filters: str

    def cut(self, found: Sequence[T], keys: Sequence[str]) -> Page[T]:
        """A page of what was ``found`` when ``size + 1`` items were read.

        Args:
            found: the items in order, at most ``size + 1``.
            keys: of each item, what ``after`` is to be when it was the last.
        """
        if len(found) <= self.size:
            return Page(found, "")
        text = f"{self.filters}:{keys[self.size - 1]}"
        token = base64.urlsafe_b64encode(text.encode()).decode()
        return Page(found[: self.size], token)


def page_request(request: Message) -> PageRequest:
    """What a list request asks for; it has ``page_size`` and ``page_token``.

    Raises:
        InvalidArgumentError: the size is negative, or the token is damaged or of other filters.
    """
    size = int(getattr(request, "page_size"))  # noqa: B009 - no common base class on the wire
    token = str(getattr(request, "page_token"))  # noqa: B009 - the same
    if size < 0:
        raise InvalidArgumentError(
            f"page_size {size} is negative; 0 means {PAGE_SIZE_DEFAULT}",
            fields={"page_size": "must not be negative"},
        )
    filters = _digest(request)
    return PageRequest(
        min(size or PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX), _after(token, filters), filters
    )


def _digest(request: Message) -> str:
    unpaged = type(request)()
    unpaged.CopyFrom(request)
    for name in _UNFILTERED:
        unpaged.ClearField(name)
    # With the list's name: the filters of two lists may be the same bytes, their keys never are.
    filters = type(request).DESCRIPTOR.full_name.encode() + unpaged.SerializeToString(
        deterministic=True
    )
    return hashlib.sha256(filters).hexdigest()[:_DIGEST_DIGITS]


def _after(token: str, filters: str) -> str:
    if not token:
        return ""
    try:
        found, separator, after = base64.urlsafe_b64decode(token).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        found, separator, after = "", "", ""
    if not separator or found != filters:
        raise InvalidArgumentError(
            "page_token is damaged or of a list with other filters; begin again without it",
            reason="PAGE_TOKEN_INVALID",
            fields={"page_token": "must come from the same list with the same filters"},
        )
    return after
