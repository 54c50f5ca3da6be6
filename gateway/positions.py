"""Where a reader stands in a stream: the ids of server-sent events, and what resumes after them.

An id is ``<sequence>@<log_id>``: the sequence alone would, after the owner's log was begun anew,
silently resume in another log. A browser sends the last one back as Last-Event-ID.
"""

from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message

from gateway.contract import Method
from tradewire.buf.validate import validate_pb2
from tradewire.errors import InvalidArgumentError

# The names that the contract gives these on every resumable stream; see docs/CONTRACT.md.
LOG_ID = "log_id"
RESUME_AFTER = "resume_after_sequence"
SEQUENCE = "sequence"
POSITION = "position"
GAP_END = "to_sequence"
HEADER = "Last-Event-ID"


@dataclass(slots=True)
class Cursor:
    """Follows one stream and names the position of each of its messages."""

    # Whether the stream is one owner's stream; several have no common sequence.
    single: bool
    log_id: str = ""

    def event_id(self, message: Message) -> str:
        """The id of a message; "" where it has no position that could be resumed."""
        if not self.single:
            return ""
        log_id, sequence = _position(message)
        self.log_id = log_id or self.log_id
        return f"{sequence}@{self.log_id}" if sequence and self.log_id else ""


def resume(method: Method, request: Message, last_event_id: str) -> None:
    """Set where ``request`` begins from the header Last-Event-ID, which is "" without one.

    Raises:
        InvalidArgumentError: it is no id of ours, or this stream cannot be resumed by one.
    """
    if not last_event_id:
        return
    fields = method.input_descriptor.fields_by_name
    if LOG_ID not in fields or RESUME_AFTER not in fields or not is_single(method, request):
        raise InvalidArgumentError(
            f"{HEADER}: this stream has no sequence of its own to resume after; leave it out",
            reason="RESUME_UNSUPPORTED",
        )
    sequence, _, log_id = last_event_id.partition("@")
    if not (sequence.isascii() and sequence.isdigit()) or int(sequence) >= 2**64:
        raise InvalidArgumentError(
            f"{HEADER} is {last_event_id!r}; send back an event's id as it came",
            reason="RESUME_MALFORMED",
        )
    # The header is newer than the query: a browser repeats the query as it was at first.
    setattr(request, RESUME_AFTER, int(sequence))
    if log_id:
        setattr(request, LOG_ID, log_id)


def cursor(method: Method, request: Message) -> Cursor:
    """A cursor for the answers to ``request``."""
    fields = method.input_descriptor.fields_by_name
    log_id = getattr(request, LOG_ID) if LOG_ID in fields else ""
    return Cursor(single=RESUME_AFTER in fields and is_single(method, request), log_id=log_id)


def is_single(method: Method, request: Message) -> bool:
    """Whether a request reads one stream, which alone has one sequence.

    Two habits of the contract tell: an answer names its stream in a field that the request can
    leave empty to read all (``strategy``, ``venue``), and a request that picks its streams by
    lists that may not be empty reads the product of them.
    """
    shared = set(method.output_descriptor.fields_by_name) - {POSITION}
    for field in method.input_descriptor.fields:
        value = getattr(request, field.name)
        if field.name in shared and not value:
            return False
        rules = field.GetOptions().Extensions[validate_pb2.field]
        if field.is_repeated and rules.repeated.min_items and len(value) > 1:
            return False
    return True


def _position(message: Message) -> tuple[str, int]:
    """Log id and sequence of a stream's message; "" and 0 where it has none."""
    for holder in (message, _payload(message)):
        if holder is None:
            continue
        names = holder.DESCRIPTOR.fields_by_name
        if POSITION in names and holder.HasField(POSITION):
            position: Any = getattr(holder, POSITION)
            return position.log_id, position.sequence
        if GAP_END in names:
            return "", getattr(holder, GAP_END)
        if LOG_ID in names and SEQUENCE in names:
            return getattr(holder, LOG_ID), getattr(holder, SEQUENCE)
    return "", 0


def _payload(message: Message) -> Message | None:
    """What a stream's message is: the member of its oneof that is set."""
    kind = kind_of(message)
    value = getattr(message, kind) if kind else None
    return value if isinstance(value, Message) else None


def kind_of(message: Message) -> str:
    """The name of the oneof's member that is set: ``event``, ``heartbeat``, ``gap``; or ""."""
    for oneof in message.DESCRIPTOR.oneofs:
        if kind := message.WhichOneof(oneof.name):
            return str(kind)
    return ""
