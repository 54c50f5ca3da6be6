"""One HTTP request and its answer, over ASGI."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from gateway import codec, media
from gateway.errors import HttpError, Problem
from services.chassis import telemetry
from tradewire.errors import ExhaustedError, InvalidArgumentError

# The largest order list with all its comments is far below; a larger body is a mistake.
BODY_BYTES_MAX = 1024 * 1024
# Said of every answer: what was true a second ago is not what is true now, and JSON is no page.
_COMMON = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class Exchange:
    """One request and what is known of its answer."""

    scope: Scope
    receive: Receive
    send: Send
    started: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in self.scope["headers"]
        }

    @property
    def method(self) -> str:
        """GET, POST, ..."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """The path as it came, still percent-encoded."""
        raw: bytes = self.scope.get("raw_path") or self.scope["path"].encode()
        return raw.partition(b"?")[0].decode("latin-1")

    async def body(self) -> bytes:
        """The body, whole.

        Raises:
            HttpError: it is larger than may be, or its type is not what the contract takes.
        """
        parts, size = [], 0
        more = True
        while more:
            event = await self.receive()
            if event["type"] == "http.disconnect":
                raise InvalidArgumentError("the client left before its body had come")
            parts.append(event.get("body", b""))
            size += len(parts[-1])
            more = event.get("more_body", False)
            if size > BODY_BYTES_MAX:
                error = ExhaustedError(f"body is over {BODY_BYTES_MAX} bytes", reason="BODY_SIZE")
                raise HttpError(413, error)
        return b"".join(parts)

    async def gone(self) -> None:
        """Return once the client has left."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def begin(self, status: int, media_type: str, headers: Mapping[str, str]) -> None:
        """Send the status line and headers."""
        self.started = True
        lines = [
            (b"content-type", media_type.encode("latin-1")),
            *_COMMON,
            *((name.encode(), value.encode("latin-1")) for name, value in headers.items()),
        ]
        if trace_id := telemetry.trace_id():
            lines.append((b"x-trace-id", trace_id.encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": lines})

    async def write(self, chunk: bytes) -> None:
        """Send a part of the body."""
        if chunk:
            await self.send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def end(self, rest: bytes = b"") -> None:
        """Send the last part of the body."""
        await self.send({"type": "http.response.body", "body": rest})

    async def refuse(self, problem: Problem) -> None:
        """Answer with an error, unless an answer has begun already."""
        if self.started:
            return
        body = codec.dumps(problem.to_json())
        headers = {**problem.headers, "content-length": str(len(body))}
        await self.begin(problem.http_status, media.JSON, headers)
        await self.end(body)
