"""A channel to a peer whose calls are steps of the current trace.

A call outside of a recorded trace costs one look and leaves nothing. Of streams the server's side
tells: a span as long as a stream says nothing.
"""

import asyncio
from collections.abc import Callable, Generator
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span

from services.chassis import spans
from tradewire.channel import Channel
from tradewire.errors import TradewireError
from tradewire.status import code_of


class TracedCall:
    """One call in flight, with its span; other members are those of the call."""

    __slots__ = ("_call", "_span")

    def __init__(self, call: Any, span: Span) -> None:
        self._call = call
        self._span = span

    def __await__(self) -> Generator[Any, None, Any]:
        try:
            answer = yield from self._call.__await__()
        except BaseException as error:
            _end(self._span, error)
            raise
        _end(self._span, None)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


class TracedChannel(Channel):
    """``channel`` to the peer at ``address``, with a client's span for every unary call."""

    def __init__(self, channel: Channel, address: str) -> None:
        super().__init__(channel, metadata=channel.metadata, remaining_s=channel.remaining_s)
        self._address = address

    def unary_unary(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """A callable for ``method``, as of ``Channel``."""
        plain: Callable[..., Any] = self._inner.unary_unary(method, *args, **kwargs)
        name, address = method.removeprefix("/"), self._address

        def call(request: Any = None, **options: Any) -> Any:
            span = spans.calling(name, address)
            if span is None:
                return plain(request, **options)
            # Current while the call is made: the context that is sent along names this span.
            with trace.use_span(span, record_exception=False, set_status_on_exception=False):
                try:
                    return TracedCall(plain(request, **options), span)
                except BaseException as error:
                    _end(span, error)
                    raise

        return call

    def stream_unary(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """See ``Channel``."""
        return self._inner.stream_unary(method, *args, **kwargs)

    def unary_stream(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """See ``Channel``."""
        return self._inner.unary_stream(method, *args, **kwargs)

    def stream_stream(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """See ``Channel``."""
        return self._inner.stream_stream(method, *args, **kwargs)


def _end(span: Span, error: BaseException | None) -> None:
    code = "OK"
    match error:
        case None:
            pass
        case TradewireError():
            code = code_of(error).name
        case asyncio.CancelledError():
            code = "CANCELLED"
        case _:
            code = "UNKNOWN"
    span.set_attribute("rpc.response.status_code", code)
    if error is not None:
        spans.fail_by(span, error)
    span.end()
