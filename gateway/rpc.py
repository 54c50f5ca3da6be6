"""The ASGI application that answers every path of the contract.

One request: match the path, build the message, call the service, write the answer. What can go
wrong in between is an error of the family, and leaves by one door.
"""

import asyncio
import contextlib
import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Mapping,
)

from google.protobuf.message import Message
from opentelemetry import trace
from opentelemetry.trace import SpanKind

from gateway import calls, media, positions, streams, transcode
from gateway.calls import Peers
from gateway.contract import Binding, Contract, Method
from gateway.errors import HttpError, problem_of, stopping, unknown_path, wrong_method
from gateway.exchange import Exchange, Receive, Scope, Send
from gateway.metrics import ROUTE
from gateway.router import Found, Router, Unknown, WrongMethod
from gateway.settings import GatewaySettings
from gateway.streams import Reader, Streams
from services.chassis import logs, spans, telemetry
from tradewire.errors import (
    InternalError,
    InvalidArgumentError,
    TradewireError,
    UnimplementedError,
)

Target = tuple[Method, Binding]

_log = logs.logger(__name__)


class RpcApp:
    """Every unary and server-streaming RPC of a contract, over HTTP.

    Raises:
        ConfigurationError: when made: two rules have the same paths.
    """

    def __init__(
        self, contract: Contract, peers: Peers, settings: GatewaySettings, open_streams: Streams
    ) -> None:
        self._peers = peers
        self._settings = settings
        self._streams = open_streams
        self._router: Router[Target] = router_of(contract)
        self._tracer = trace.get_tracer("tradewire.gateway")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; a WebSocket is refused, for no rule of the contract asks it."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        exchange = Exchange(scope, receive, send)
        context = telemetry.trace_context(exchange.headers)
        with self._tracer.start_as_current_span(
            exchange.method, context=context, kind=SpanKind.SERVER
        ) as span:
            span.set_attribute("http.request.method", exchange.method)
            await self._answer(exchange, span)

    async def _answer(self, exchange: Exchange, span: trace.Span) -> None:
        begun = time.perf_counter()
        try:
            found = self._match(exchange)
            method, binding = found.target
            span.update_name(f"{exchange.method} {binding.template.text}")
            span.set_attribute("http.route", binding.template.text)
            exchange.scope[ROUTE] = binding.template.text
            await self._call(exchange, method, binding, found.variables)
        except TradewireError as error:
            await self._refuse(exchange, span, error)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or not self._streams.is_ending:
                raise
            # The server's stop has outlived its grace: this is the end that it wants, and the
            # task goes on for as long as it takes to say so.
            task.uncancel()
            await self._refuse(exchange, span, stopping())
        except Exception:  # noqa: BLE001 - every request gets an answer, whatever it was.
            _log.exception("request failed", path=exchange.path)
            fault = InternalError(
                f"internal error; the gateway's log has it under trace {telemetry.trace_id()}"
            )
            await self._refuse(exchange, span, fault)
        took_s = time.perf_counter() - begun
        _log.debug("request", method=exchange.method, path=exchange.path, took_s=took_s)

    def _match(self, exchange: Exchange) -> Found[Target]:
        match self._router.match(exchange.method, exchange.path):
            case Found() as found:
                return found
            case WrongMethod(allowed):
                raise wrong_method(exchange.method, exchange.path, allowed)
            case Unknown():
                raise unknown_path(exchange.method, exchange.path)

    async def _call(
        self, exchange: Exchange, method: Method, binding: Binding, variables: Mapping[str, str]
    ) -> None:
        limit_s = calls.timeout_s(exchange.headers, self._settings.deadline_s_max)
        request = transcode.HttpRequest(
            method=exchange.method,
            query=exchange.scope["query_string"].decode("latin-1"),
            body=await _body(exchange, method, binding),
            content_type=exchange.headers.get("content-type", ""),
            idempotency_key=exchange.headers.get("idempotency-key", ""),
        )
        message = transcode.to_message(method, binding, variables, request)
        if method.unimplemented:
            raise unimplemented(method)
        if method.streams:
            await self._stream(exchange, method, message, limit_s)
            return
        answer = await self._peers.unary(
            method,
            message,
            calls.metadata_of(exchange.headers),
            limit_s or self._settings.deadline_s,
        )
        media_type, body = transcode.to_answer(method, binding, answer)
        trace.get_current_span().set_attribute("http.response.status_code", 200)
        await exchange.begin(200, media_type, {"content-length": str(len(body))})
        await exchange.end(body)

    async def _stream(
        self, exchange: Exchange, method: Method, message: Message, limit_s: float | None
    ) -> None:
        form = streams.media_type(exchange.headers.get("accept", ""))
        positions.resume(method, message, exchange.headers.get("last-event-id", ""))
        cursor = positions.cursor(method, message)
        metadata = calls.metadata_of(exchange.headers)
        with self._streams.admit():
            call = self._peers.stream(method, message, metadata, limit_s)
            reader = Reader(call, exchange.gone(), self._streams)
            async with contextlib.aclosing(self._explained(reader, method)) as messages:
                # Until the first message a refusal can still be a status line.
                first = [each async for each in _one(messages)]
                await exchange.begin(200, form, {"x-accel-buffering": "no"})
                await streams.write(form, _chain(first, messages), cursor, exchange.write)
        await exchange.end()

    async def _explained(
        self, reader: Reader, method: Method
    ) -> AsyncGenerator[Message | None, None]:
        """The reader's messages; what ends them names the service."""
        try:
            async with contextlib.aclosing(
                reader.messages(self._settings.stream_first_s)
            ) as messages:
                async for message in messages:
                    yield message
        except TradewireError as error:
            raise self._peers.explain(error, method) from error.__cause__

    async def _refuse(self, exchange: Exchange, span: trace.Span, error: TradewireError) -> None:
        problem = problem_of(error)
        span.set_attribute("http.response.status_code", problem.http_status)
        span.set_attribute("error.type", error.reason)
        if problem.http_status >= 500:  # noqa: PLR2004 - from here on it is the server's fault.
            spans.fail(span, error.reason, error.message)
        await exchange.refuse(problem)


def router_of(contract: Contract) -> Router[Target]:
    """A route for each HTTP rule.

    Raises:
        ConfigurationError: two rules have the same paths.
    """
    router: Router[Target] = Router()
    for method in contract.methods:
        for binding in method.bindings:
            router.add(binding.http_method, binding.template, (method, binding))
    return router


def unimplemented(method: Method) -> TradewireError:
    """The error for a method that the contract says nobody has built."""
    return UnimplementedError(
        f"{method.service.name}.{method.descriptor.name} is part of the contract and not built yet",
        metadata={"method": method.path.removeprefix("/")},
    )


async def _body(exchange: Exchange, method: Method, binding: Binding) -> bytes:
    body = await exchange.body()
    content_type = exchange.headers.get("content-type", "")
    wants_json = binding.body and not transcode.takes_raw(method, binding)
    if body and wants_json and not media.is_json(content_type):
        error = InvalidArgumentError(
            f"Content-Type is {content_type!r}; send JSON with Content-Type: {media.JSON}",
            reason="MEDIA_TYPE_UNSUPPORTED",
        )
        raise HttpError(415, error)
    return body


async def _one(messages: AsyncIterator[Message | None]) -> AsyncIterator[Message | None]:
    """The first of them, if there is one."""
    with contextlib.suppress(StopAsyncIteration):
        yield await anext(messages)


async def _chain(
    first: list[Message | None], rest: AsyncIterator[Message | None]
) -> AsyncIterator[Message | None]:
    for message in first:
        yield message
    async for message in rest:
        yield message
