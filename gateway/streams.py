"""A server's stream as HTTP: server-sent events, or JSON a line (NDJSON).

No queue stands between the two sides: the next message is read once the last one is written, so a
slow reader slows its own stream and the service, which counts, sends it a gap. An error comes in
the stream, for the status line has gone long before.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import grpc
from google.protobuf.message import Message

from gateway import codec, positions
from gateway.errors import RETRY_AFTER_MS, HttpError, problem_of
from gateway.media import EVENT_STREAM, NDJSON
from gateway.settings import FIRST_S
from services.chassis import logs
from tradewire.errors import (
    ExhaustedError,
    InternalError,
    InvalidArgumentError,
    TradewireError,
    UnavailableError,
)

# Open streams of one process: each holds a connection and a call, some 100 KB together.
STREAMS_MAX = 500
# A proxy drops a connection that is silent for 30 s or more; services may be silent for 60.
KEEP_ALIVE_S = 15.0
# What a browser waits before it connects anew.
RECONNECT_MS = 1_000

Send = Callable[[bytes], Awaitable[None]]
_log = logs.logger(__name__)


class Streams:
    """Every open stream of this process, so that they can be counted and ended."""

    def __init__(self, streams_max: int = STREAMS_MAX) -> None:
        self._streams_max = streams_max
        self._ending = asyncio.Event()
        self.open = 0
        """How many are open now."""

    @contextlib.contextmanager
    def admit(self) -> Iterator[None]:
        """Count one stream in, and out at the end of the block.

        Raises:
            ExhaustedError: as many as may be are open.
        """
        if self.open >= self._streams_max:
            raise ExhaustedError(
                f"{self._streams_max} streams are open, which is the most; close one, or read "
                "several instruments or accounts by one stream",
                reason="STREAMS_EXHAUSTED",
                retry_after_ms=RETRY_AFTER_MS,
            )
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    def end(self) -> None:
        """End all of them: each tells its reader to come back and resume."""
        self._ending.set()

    @property
    def is_ending(self) -> bool:
        """Whether the process is about to stop."""
        return self._ending.is_set()

    async def ended(self) -> None:
        """Return once the streams are to end."""
        await self._ending.wait()


class Reader:
    """Reads a call, noticing meanwhile that its reader has gone or that we are stopping."""

    def __init__(self, call: Any, gone: Awaitable[None], streams: Streams) -> None:
        self._call = call
        self._watch = {
            asyncio.ensure_future(gone): None,
            asyncio.ensure_future(streams.ended()): UnavailableError(
                "the gateway is stopping; connect again and resume",
                reason="STOPPING",
                retry_after_ms=RETRY_AFTER_MS,
            ),
        }

    async def messages(
        self, first_s: float = FIRST_S, keep_alive_s: float = KEEP_ALIVE_S
    ) -> AsyncGenerator[Message | None, None]:
        """Each message; None after ``first_s`` without one, and after each silence that follows.

        Ends when the service ends the stream or the reader has gone.

        Raises:
            TradewireError: the service ended the stream with an error, or we are stopping.
        """
        timeout_s = first_s
        reading: asyncio.Task[Any] = asyncio.ensure_future(self._call.read())
        try:
            while True:
                done, _ = await asyncio.wait(
                    {reading, *self._watch},
                    timeout=timeout_s,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                timeout_s = keep_alive_s
                if self._is_over(done):
                    return
                if reading not in done:
                    yield None
                    continue
                message = reading.result()
                if message is grpc.aio.EOF:
                    return
                yield message
                reading = asyncio.ensure_future(self._call.read())
        finally:
            self._call.cancel()
            for task in (reading, *self._watch):
                task.cancel()
            await asyncio.gather(reading, *self._watch, return_exceptions=True)

    def _is_over(self, done: AbstractSet[asyncio.Future[Any]]) -> bool:
        """Whether the reader has gone; raises what is to be told when we are stopping."""
        for watched, error in self._watch.items():
            if watched in done:
                if error is not None:
                    raise error
                return True
        return False


async def write(
    media: str, messages: AsyncIterator[Message | None], cursor: positions.Cursor, send: Send
) -> None:
    """Send each message in the form ``media`` says, and at last the error that ended them."""
    form = _EventForm(cursor) if media == EVENT_STREAM else _LineForm()
    await send(form.begin)
    try:
        async for message in messages:
            await send(form.silence if message is None else form.of(message))
    except TradewireError as error:
        await send(form.error(error))
    except Exception:  # noqa: BLE001 - the reader is told in the stream, whatever it was.
        _log.exception("a stream could not be written")
        await send(form.error(InternalError("internal error; the gateway's log has the cause")))


class _EventForm:
    """Server-sent events, as the HTML standard defines them."""

    # An instruction to browsers; it also sends the headers on their way at once.
    begin = f"retry: {RECONNECT_MS}\n\n".encode()
    silence = b": still here\n\n"

    def __init__(self, cursor: positions.Cursor) -> None:
        self._cursor = cursor

    def of(self, message: Message) -> bytes:
        """One message; events have no name, so that `onmessage` gets them."""
        kind = positions.kind_of(message)
        name = f"event: {kind}\n" if kind in {"heartbeat", "gap"} else ""
        event_id = self._cursor.event_id(message)
        head = f"id: {event_id}\n{name}" if event_id else name
        return head.encode() + b"data: " + codec.dumps(codec.to_value(message)) + b"\n\n"

    def error(self, error: TradewireError) -> bytes:
        """The error that ends the stream."""
        body = codec.dumps({"error": problem_of(error).to_json()})
        return b"event: error\ndata: " + body + b"\n\n"


class _LineForm:
    """One JSON object a line."""

    begin = b""
    # A line must be an object, and there is none for "nothing"; heartbeats tell that.
    silence = b""

    def of(self, message: Message) -> bytes:
        """One message."""
        return codec.dumps(codec.to_value(message)) + b"\n"

    def error(self, error: TradewireError) -> bytes:
        """The error that ends the stream: the only object with the key ``error``."""
        return codec.dumps({"error": problem_of(error).to_json()}) + b"\n"


def media_type(accept: str) -> str:
    """The form that a header Accept asks for; server-sent events where it does not care.

    Raises:
        HttpError: it takes neither form.
    """
    ranked: list[tuple[float, int, str]] = []
    for at, part in enumerate(accept.split(",") if accept.strip() else ["*/*"]):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        form = _FORMS.get(name)
        quality = _quality(parameters)
        if form is not None and quality > 0:
            ranked.append((-quality, at, form))
    if not ranked:
        error = InvalidArgumentError(
            f"this is a stream, and Accept is {accept!r}; take {EVENT_STREAM} or {NDJSON}",
            reason="NOT_ACCEPTABLE",
        )
        raise HttpError(406, error)
    return min(ranked)[2]


_FORMS = {
    EVENT_STREAM: EVENT_STREAM,
    NDJSON: NDJSON,
    "application/ndjson": NDJSON,
    "application/jsonl": NDJSON,
    "text/*": EVENT_STREAM,
    "application/*": NDJSON,
    "*/*": EVENT_STREAM,
}


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
