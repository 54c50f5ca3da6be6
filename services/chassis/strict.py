"""Requests that say more than the server understands.

protobuf passes over fields that it does not know, so that old readers survive new writers. For a
request that changes something that is dangerous: a limit that a newer client set on its order would
be dropped in silence. Such a request is refused; answers, events and reads stay open to new fields.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from services.chassis.own import platform_version
from tradewire.errors import InvalidArgumentError
from tradewire.status import FIELDS_MAX


def refuse_unknown_fields(request: Message, method: str) -> None:
    """Let a request pass of which every field is known, at any depth; it costs one or two us.

    Raises:
        InvalidArgumentError: it has others; their numbers are told, each with where it stands.
    """
    raw = request.SerializeToString()
    # Throwing away and weighing again is ten times quicker than looking into each message.
    request.DiscardUnknownFields()
    if request.ByteSize() == len(raw):
        return
    paths = sorted({*islice(_unknown(type(request).FromString(raw), ""), FIELDS_MAX)})
    raise InvalidArgumentError(
        f"{method}: this server does not know the fields {', '.join(paths)} (by number), and what"
        " they say would be lost; upgrade the server, or send a request of its contract",
        reason="FIELD_UNKNOWN",
        metadata={"method": method, "version": platform_version()},
        fields=dict.fromkeys(paths, "is not known to this server"),
    )


def _unknown(message: Message, path: str) -> Iterator[str]:
    """Where unknown fields stand, each as the path to its message and its number."""
    # The stubs know how a set is made, and not that it can be read.
    found: Any = UnknownFieldSet(message)
    for field in found:
        yield f"{path}{field.field_number}"
    for known, value in message.ListFields():
        if known.message_type is None:
            continue
        here = f"{path}{known.name}"
        if known.message_type.GetOptions().map_entry:
            inner = ((f"{here}[{key}]", each) for key, each in value.items())
        elif known.is_repeated:
            inner = ((f"{here}[{at}]", each) for at, each in enumerate(value))
        else:
            inner = ((here, each) for each in (value,))
        for place, each in inner:
            if isinstance(each, Message):
                yield from _unknown(each, f"{place}.")
