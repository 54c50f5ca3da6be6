"""The one chain around every handler: trace, metrics, auth, deadline, validation, errors.

It is one interceptor, not six: each link of a real chain costs a coroutine a call, and the whole
has 0.15 ms. A handler is wrapped once, when its method is first called, and the wrapped one kept.

Streams differ in three ways: they need no deadline, they are ended with UNAVAILABLE when the
server stops, and they are counted, not timed, for a stream's length says nothing of its health.
"""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from collections.abc import Set as AbstractSet
from contextvars import ContextVar
from typing import Any, TypeAlias, cast

import grpc
from google.protobuf.message import Message
from opentelemetry import context as otel
from opentelemetry import trace
from protovalidate import Validator

from services.chassis import spans, telemetry
from services.chassis.auth import RUN, Authenticator, authorize, current_caller
from services.chassis.errors import as_family, invalid, outcome
from services.chassis.in_flight import InFlight, OpenStream, stopping
from services.chassis.measures import SERVER_CALLS, SERVER_STREAMS_ENDED, SERVER_STREAMS_OPEN
from services.chassis.metrics import Metrics
from services.chassis.rounds import step_of
from services.chassis.strict import refuse_unknown_fields
from services.chassis.unknown import is_refusal
from tradewire.errors import (
    ConfigurationError,
    InvalidArgumentError,
    PermissionDeniedError,
    PreconditionError,
    TradewireError,
    UnavailableError,
    UnimplementedError,
)

# Quoted: these are generic for the type checker alone.
Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Details: TypeAlias = grpc.HandlerCallDetails
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"

_NAMES = {code.value[0]: code.name for code in grpc.StatusCode}
# By OpenTelemetry's RPC conventions these are the server's fault; the others are the caller's.
_SERVER_FAULTS = frozenset(
    {"UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"}
)

_deadline_s: ContextVar[float | None] = ContextVar("deadline_s", default=None)


def remaining_s() -> float | None:
    """Seconds left of the call that is being handled; None outside of one or without a deadline."""
    deadline_s = _deadline_s.get()
    return None if deadline_s is None else max(0.0, deadline_s - time.monotonic())


class Chain(grpc.aio.ServerInterceptor):
    """Wraps every handler of a server.

    Args:
        scopes: full method name -> the scope that its caller needs; "" admits everybody.
        authenticator: finds out who calls.
        metrics: where calls are counted and timed.
        run: the id of the mesh, or empty; a call that names another's is refused.
        frozen: methods that nobody but a replay's participants may call.
        changing: methods whose requests must have no field that this server does not know.

    Attributes:
        in_flight: the calls that are being answered, for who stops the server.
    """

    def __init__(
        self,
        scopes: dict[str, str],
        authenticator: Authenticator,
        metrics: Metrics,
        run: str = "",
        frozen: AbstractSet[str] = frozenset(),
        changing: AbstractSet[str] = frozenset(),
    ) -> None:
        self._run = run
        self._frozen = frozen
        self._changing = changing
        self._scopes = scopes
        self._authenticator = authenticator
        self.validator = Validator()
        self._tracer = trace.get_tracer("services.chassis")
        self._wrapped: dict[str, Handler] = {}
        self.in_flight = InFlight()
        self._duration = metrics.histogram(SERVER_CALLS)
        self._ended = metrics.counter(SERVER_STREAMS_ENDED)
        self._open = metrics.gauge(SERVER_STREAMS_OPEN)

    async def intercept_service(
        self, continuation: Callable[[Details], Awaitable["Handler | None"]], details: Details
    ) -> "Handler | None":
        """The wrapped handler of the method that is called."""
        method = details.method
        wrapped = self._wrapped.get(method)
        if wrapped is None:
            handler = await continuation(details)
            if handler is None or is_refusal(handler):
                # Not kept, as every other is: a stranger's names have no end.
                return handler
            wrapped = self._wrap(handler, method)
            self._wrapped[method] = wrapped
        return wrapped

    def _wrap(self, handler: Handler, method: str) -> Handler:
        # The stubs know the blocking API alone, so the behaviours of aio are untyped here.
        behaviour: Any
        coders = (handler.request_deserializer, handler.response_serializer)
        if behaviour := handler.unary_unary:
            unary = self._unary(_coroutine(behaviour, method), method)
            return grpc.unary_unary_rpc_method_handler(unary, *coders)
        if behaviour := handler.stream_unary:
            many = self._unary(_coroutine(behaviour, method), method, reads_stream=True)
            return grpc.stream_unary_rpc_method_handler(many, *coders)
        if behaviour := handler.unary_stream:
            stream = self._stream(behaviour, method)
            return grpc.unary_stream_rpc_method_handler(stream, *coders)
        behaviour = handler.stream_stream
        both = self._stream(behaviour, method, reads_stream=True)
        return grpc.stream_stream_rpc_method_handler(both, *coders)

    def _unary(
        self,
        behaviour: Callable[[Any, Context], Awaitable[Any]],
        method: str,
        *,
        reads_stream: bool = False,
    ) -> Callable[[Any, Context], Awaitable[Any]]:
        async def call(request: Any, context: Context) -> Any:
            started_s = time.perf_counter()
            code = "CANCELLED"
            failed: TradewireError | None = None
            metadata = _texts(context)
            span = self._enter(method, metadata)
            task = self.in_flight.begin()
            try:
                self._admit(method, context, metadata, deadline_needed=not reads_stream)
                if method in self._changing and isinstance(request, Message):
                    refuse_unknown_fields(request, method)
                request = self._checked(request, reads_stream=reads_stream)
                if method in self._frozen:
                    _refuse_change(method, request, context)
                answer = await behaviour(request, context)
                code = _answered(context)
            except grpc.aio.AbortError:
                code = _answered(context)
                raise
            except asyncio.CancelledError:
                if not self.in_flight.was_cut_off(task):
                    raise
                failed = stopping(method, "whether it took effect is not known: ask again")
                failure = outcome(failed)
                code = failure[0].name
                await context.abort(*failure)
            except Exception as error:  # noqa: BLE001 - the chain is where every error ends.
                failed = as_family(error, method)
                failure = outcome(failed)
                code = failure[0].name
                await context.abort(*failure)
            else:
                return answer
            finally:
                self.in_flight.calls.discard(task)
                _end(span, code, failed)
                self._duration.of(method[1:], code).observe(time.perf_counter() - started_s)

        return call

    def _stream(
        self, behaviour: Any, method: str, *, reads_stream: bool = False
    ) -> Callable[[Any, Context], AsyncIterator[Any]]:
        messages = self._messages(_generator(behaviour, method), method, reads_stream=reads_stream)

        async def call(request: Any, context: Context) -> AsyncIterator[Any]:
            code = "CANCELLED"
            stream = OpenStream(asyncio.current_task())
            self.in_flight.streams.add(stream)
            self._open.of(method[1:]).inc()
            try:
                async for message in messages(request, context, stream):
                    yield message
                code = _answered(context)
            except grpc.aio.AbortError:
                code = _answered(context)
                raise
            except Exception as error:  # noqa: BLE001 - as above.
                failure = outcome(as_family(error, method))
                code = failure[0].name
                await context.abort(*failure)
            finally:
                self.in_flight.streams.discard(stream)
                self._open.of(method[1:]).dec()
                self._ended.of(method[1:], code).inc()

        return call

    def _messages(
        self,
        generate: Callable[[Any, Context], AsyncIterator[Any]],
        method: str,
        *,
        reads_stream: bool,
    ) -> Callable[[Any, Context, OpenStream], AsyncIterator[Any]]:
        async def messages(
            request: Any, context: Context, stream: OpenStream
        ) -> AsyncIterator[Any]:
            # The span covers the opening: one as long as the stream would tell nobody anything.
            metadata = _texts(context)
            span = self._enter(method, metadata)
            try:
                self._admit(method, context, metadata, deadline_needed=False)
                request = self._checked(request, reads_stream=reads_stream)
            finally:
                _end(span, "OK")
            # Answers before the first message, or clients that wait for headers (tonic) and
            # handlers that wait for a message deadlock.
            await context.send_initial_metadata(())
            try:
                stream.in_handler = not self.in_flight.is_stopping
                async for message in generate(request, context):
                    if self.in_flight.is_stopping:
                        break
                    stream.in_handler = False
                    yield message
                    stream.in_handler = not self.in_flight.is_stopping
                    if self.in_flight.is_stopping:
                        break
                else:
                    return
            except asyncio.CancelledError:
                if not (self.in_flight.is_stopping and stream.in_handler and stream.task):
                    raise
                stream.task.uncancel()
            raise stopping(method, "resume after the last sequence number seen")

        return messages

    def _enter(self, method: str, metadata: dict[str, str]) -> trace.Span:
        """Start the call's span under its caller's, and make it current for the call's task."""
        if self._scopes.get(method) == "" and "traceparent" not in metadata:
            # Health is asked every second by whoever watches, and tells no trace anything.
            return trace.INVALID_SPAN
        span = self._tracer.start_span(
            method[1:],
            context=telemetry.trace_context(metadata) if "traceparent" in metadata else None,
            kind=trace.SpanKind.SERVER,
            attributes={"rpc.system.name": "grpc", "rpc.method": method[1:]},
        )
        # Never detached, nor are the variables below: gRPC gives each call a task of its own, and
        # a task's context ends with it.
        otel.attach(trace.set_span_in_context(span, otel.Context()))
        return span

    def _admit(
        self, method: str, context: Context, metadata: dict[str, str], *, deadline_needed: bool
    ) -> None:
        """Let the call in, or raise why not; the handler then knows caller and deadline."""
        scope = self._scopes.get(method)
        if scope == "":
            return
        if scope is None:
            raise PermissionDeniedError(f"{method} names no required_scope, so nobody may call it")
        theirs = metadata.get(RUN, "")
        if theirs and self._run and theirs != self._run:
            # Two meshes on one machine: a port that one gave up for a moment was taken by the
            # other. An order must not go to whoever happens to listen.
            raise UnavailableError(
                f"this process belongs to the mesh {self._run}, the call to {theirs[:64]}",
                reason="OTHER_MESH",
            )
        caller = self._authenticator.authenticate(metadata, context.peer())
        authorize(caller, scope, method)
        current_caller.set(caller)
        left_s = context.time_remaining()
        if left_s is not None:
            _deadline_s.set(time.monotonic() + left_s)
        elif deadline_needed:
            raise InvalidArgumentError(
                f"{method} was called without a deadline; set one (gRPC's timeout, or the "
                "grpc-timeout header)",
                reason="DEADLINE_REQUIRED",
            )

    def _checked(self, request: Any, *, reads_stream: bool) -> Any:
        """The request, valid by the contract's rules; of a stream each message as it comes."""
        if reads_stream:
            return self._checked_stream(request)
        # Handlers that pass bytes through have no message to check.
        if isinstance(request, Message):
            violations = self.validator.collect_violations(request)
            if violations:
                raise invalid(request, violations)
        return request

    async def _checked_stream(self, requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for request in requests:
            yield self._checked(request, reads_stream=False)


def _refuse_change(method: str, request: Any, context: Context) -> None:
    """A replay is changed by its own participants alone: what comes between is not of the tape."""
    if getattr(request, "validate_only", False) or step_of(context) is not None:
        return
    raise PreconditionError(
        f"{method}: a replay runs here, and nothing from outside may change it; start"
        " `tradewire up` without --replay and with another --data-dir to trade",
        reason="REPLAY_RUNNING",
    )


def refuse_blocking(handler: Handler, method: str) -> None:
    """Raise ConfigurationError for a unary handler that is no coroutine function."""
    behaviour = handler.unary_unary or handler.stream_unary
    if behaviour and not _is_inherited(behaviour) and not inspect.iscoroutinefunction(behaviour):
        raise ConfigurationError(
            f"{method}: its handler must be `async def`, or it blocks the loop"
        )


def _coroutine(behaviour: Any, method: str) -> Callable[..., Awaitable[Any]]:
    if _is_inherited(behaviour):

        async def refuse(_request: Any, _context: Context) -> None:
            raise _not_built(method)

        return refuse
    if not inspect.iscoroutinefunction(behaviour):
        raise ConfigurationError(
            f"{method}: its handler must be `async def`, or it blocks the loop"
        )
    return cast("Callable[..., Awaitable[Any]]", behaviour)


def _generator(behaviour: Any, method: str) -> Callable[..., AsyncIterator[Any]]:
    """The handler as an async generator; one that calls context.write yields nothing itself."""
    if inspect.isasyncgenfunction(behaviour):
        return cast("Callable[..., AsyncIterator[Any]]", behaviour)
    inherited = _is_inherited(behaviour)

    async def generate(request: Any, context: Context) -> AsyncIterator[Any]:
        if inherited:
            raise _not_built(method)
        answers = behaviour(request, context)
        if inspect.isawaitable(answers):
            await answers
            return
        async for message in answers:
            yield message

    return generate


def _is_inherited(behaviour: Any) -> bool:
    """Whether it is the generated method that a servicer has not overridden."""
    return str(getattr(behaviour, "__module__", "")).endswith("_pb2_grpc")


def _not_built(method: str) -> UnimplementedError:
    return UnimplementedError(f"{method} is part of the contract and is not built")


def _texts(context: Context) -> dict[str, str]:
    """The call's metadata, less what is binary."""
    pairs = context.invocation_metadata() or ()
    return {key: value for key, value in pairs if isinstance(value, str)}


def _answered(context: Context) -> str:
    """The name of the status code that the handler has set; OK when it set none."""
    code = context.code()
    if isinstance(code, grpc.StatusCode):
        return code.name
    return _NAMES.get(code or 0, "UNKNOWN")


def _end(span: trace.Span, code: str, failed: TradewireError | None = None) -> None:
    if span.is_recording():
        span.set_attribute("rpc.response.status_code", code)
        reason, words = (failed.reason, failed.message) if failed is not None else (code, "")
        if code in _SERVER_FAULTS:
            spans.fail(span, reason, words)
        elif failed is not None:
            span.set_attribute("error.type", reason)
    span.end()
