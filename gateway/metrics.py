"""What the gateway measures: requests by route, and its open streams; the page of all of it.

The page is a route of the gateway in development. In production the gateway is what the world
sees, so its page has an address of its own there, like every service's (``metrics``).
"""

import time
from collections.abc import MutableMapping
from typing import Any, Final

from gateway import media
from gateway.exchange import Scope, Send
from gateway.streams import STREAMS_MAX, Streams
from services.chassis.figures import Figures
from services.chassis.metrics import Kind, Measure, Metrics, Number, Series

REQUESTS = Measure(
    "http_server_request_duration_seconds",
    Kind.HISTOGRAM,
    "Requests answered, from their head to the end of the answer; streams are not timed.",
    ("http_request_method", "http_route", "http_response_status_code"),
)
STREAMS = Measure(
    "http_server_streams_ended_total",
    Kind.COUNTER,
    "Streams that have ended.",
    ("http_route",),
)

MEASURES: Final = tuple(value for value in tuple(globals().values()) if isinstance(value, Measure))
"""The table."""

ROUTE: Final = "tradewire.route"
"""Where in its scope a request's route is noted: the rule's template, never the path."""

# A method that HTTP does not know is not written on the page: anybody may make one up.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ROUTE = "none"


class Requests:
    """Times the requests of one process."""

    def __init__(self, metrics: Metrics) -> None:
        self._durations = metrics.histogram(REQUESTS)
        self._streams: Series[Number] = metrics.counter(STREAMS)

    def of(self, scope: Scope, send: Send) -> "Request":
        """One that has just come."""
        return Request(scope, send, self._durations, self._streams)


class Request:
    """One request: ``send`` through it, ``end`` it."""

    def __init__(self, scope: Scope, send: Send, durations: Any, streams: Series[Number]) -> None:
        self._scope = scope
        self._send = send
        self._durations = durations
        self._streams = streams
        self._began_s = time.perf_counter()
        self._status = 0
        self._is_stream = False

    async def send(self, event: MutableMapping[str, Any]) -> None:
        """Send on, and note what is answered."""
        if event["type"] == "http.response.start":
            self._status = event["status"]
            kind = dict(event["headers"]).get(b"content-type", b"").decode("latin-1")
            self._is_stream = kind.startswith((media.EVENT_STREAM, media.NDJSON))
        await self._send(event)

    def end(self) -> None:
        """It is answered, or its client has gone."""
        route = str(self._scope.get(ROUTE, "")) or _path_of(self._scope)
        if self._is_stream:
            self._streams.of(route).inc()
            return
        method = str(self._scope["method"])
        method = method if method in _METHODS else "_OTHER"
        took_s = time.perf_counter() - self._began_s
        self._durations.of(method, route, str(self._status)).observe(took_s)


def watch_streams(figures: Figures, streams: Streams) -> None:
    """Show the streams that are open."""
    figures.of_queue("streams", lambda: streams.open, STREAMS_MAX)


def _path_of(scope: Scope) -> str:
    """Of a hand-written route: its path; none where nothing answers there."""
    return str(getattr(scope.get("route"), "path", "")) or _NO_ROUTE
