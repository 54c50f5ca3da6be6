"""A gRPC channel that speaks the platform's manners, under any generated stub.

``RiskServiceStub(open_channel("127.0.0.1:7303", services=[...]))`` calls as usual, and each call
has a deadline, is retried where the contract says that it may be, carries the caller's metadata,
and fails with the one error family of `tradewire.errors`.

It wraps calls itself: aio interceptors cost two tasks a call, this costs one small object.
"""

import json
import time
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from typing import Any, Final, Self

import grpc
from google.protobuf.descriptor import ServiceDescriptor

from tradewire.errors import DeadlineError
from tradewire.status import from_rpc_error
from tradewire.types.v1 import options_pb2

Metadata = Sequence[tuple[str, str | bytes]]

Observe = Callable[[str, str, float], None]
"""Told of every unary call that has ended: its method, the name of its status, its seconds."""

# The longest answer of an interactive call; slower work is a job that is asked about.
DEADLINE_S_DEFAULT: Final = 10.0
# A page of history or a batch of ticks stays far below; beyond is a mistake, or an attack.
MESSAGE_BYTES_MAX: Final = 16 * 1024 * 1024
# gRPC itself stops at five attempts, the first one included.
ATTEMPTS_MAX: Final = 5
# Pings notice a peer that vanished without a word; the server admits one in ten seconds.
KEEPALIVE_MS: Final = 20_000
KEEPALIVE_TIMEOUT_MS: Final = 5_000
# After a peer's restart its clients must not wait out gRPC's default backoff of two minutes.
RECONNECT_MS_MAX: Final = 2_000


def no_metadata() -> Metadata:
    """Nothing to send along."""
    return ()


def no_limit() -> float | None:
    """No deadline of the caller's own."""
    return None


class Call:
    """One call in flight: await it for the answer; other members are those of gRPC's call."""

    __slots__ = ("_call", "_method", "_observe", "_started_s")

    def __init__(self, call: Any, method: str, observe: Observe | None = None) -> None:
        self._call = call
        self._method = method
        self._observe = observe
        self._started_s = time.perf_counter()

    def __await__(self) -> Generator[Any, None, Any]:
        code = "CANCELLED"
        try:
            answer = yield from self._call.__await__()
            code = "OK"
        except grpc.aio.AioRpcError as error:
            code = error.code().name
            raise from_rpc_error(error, self._method) from error
        finally:
            if self._observe is not None:
                self._observe(self._method, code, time.perf_counter() - self._started_s)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


class StreamCall:
    """One stream of answers: iterate it once; other members are those of gRPC's call."""

    __slots__ = ("_call", "_method")

    def __init__(self, call: Any, method: str, observe: Observe | None = None) -> None:
        # A stream's length says nothing of its health, so it is not timed.
        del observe
        self._call = call
        self._method = method

    async def __aiter__(self) -> AsyncIterator[Any]:
        try:
            async for message in self._call:
                yield message
        except grpc.aio.AioRpcError as error:
            raise from_rpc_error(error, self._method) from error
        finally:
            # A reader that stops early would otherwise leave the server streaming to nobody.
            self._call.cancel()

    async def read(self) -> Any:
        """The next message, or ``grpc.aio.EOF``."""
        try:
            return await self._call.read()
        except grpc.aio.AioRpcError as error:
            raise from_rpc_error(error, self._method) from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


class Channel(grpc.aio.Channel):
    """A channel whose calls carry metadata and a deadline, and fail with the error family.

    Attributes:
        metadata: asked at each call for what to send along (a token, a trace context).
        remaining_s: asked at each call for the seconds that the caller itself has left, or None.
    """

    def __init__(
        self,
        inner: grpc.aio.Channel,
        *,
        deadline_s: float = DEADLINE_S_DEFAULT,
        metadata: Callable[[], Metadata] = no_metadata,
        remaining_s: Callable[[], float | None] = no_limit,
        observe: Observe | None = None,
    ) -> None:
        self._inner = inner
        self._observe = observe
        self._deadline_s = deadline_s
        self.metadata = metadata
        self.remaining_s = remaining_s

    def unary_unary(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """A callable for ``method`` whose calls always have a deadline."""
        return self._callable(self._inner.unary_unary, method, Call, self._deadline, args, kwargs)

    def stream_unary(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """A callable for ``method``; it lives as long as its caller sends."""
        return self._callable(self._inner.stream_unary, method, Call, _as_given, args, kwargs)

    def unary_stream(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """A callable for ``method``; it lives until either side ends it."""
        return self._callable(self._inner.unary_stream, method, StreamCall, _as_given, args, kwargs)

    def stream_stream(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """A callable for ``method``; it lives until either side ends it."""
        return self._callable(
            self._inner.stream_stream, method, StreamCall, _as_given, args, kwargs
        )

    def _callable(
        self,
        make: Callable[..., Any],
        method: str,
        wrap: type[Call] | type[StreamCall],
        deadline: Callable[[float | None], float | None],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Callable[..., Any]:
        invoke = make(method, *args, **kwargs)

        def call(
            request: Any = None,
            timeout: float | None = None,
            metadata: Metadata | None = None,
            **options: Any,
        ) -> Any:
            along = (*self.metadata(), *(metadata or ()))
            timeout_s = deadline(timeout)
            if timeout_s is not None and timeout_s <= 0:
                # Nothing has been sent; gRPC would race an answer against a past deadline.
                raise DeadlineError(f"{method}: not sent, for its caller has no time left")
            made = invoke(request, timeout=timeout_s, metadata=along, **options)
            return wrap(made, method, self._observe)

        return call

    def _deadline(self, timeout_s: float | None) -> float:
        """The shortest of what is asked for (or the default) and what the caller has left."""
        wanted_s = self._deadline_s if timeout_s is None else timeout_s
        left_s = self.remaining_s()
        return wanted_s if left_s is None else min(wanted_s, left_s)

    async def close(self, grace: float | None = None) -> None:
        """Close; calls in flight get ``grace`` seconds to end."""
        await self._inner.close(grace)

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:  # noqa: FBT001, FBT002 - gRPC's signature.
        """The state of the connection."""
        return self._inner.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        """Return when the state is another than ``last_observed_state``."""
        await self._inner.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        """Return when connected; there is no limit but the caller's own."""
        await self._inner.channel_ready()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.close()


def open_channel(
    address: str,
    *,
    services: Sequence[ServiceDescriptor] = (),
    deadline_s: float = DEADLINE_S_DEFAULT,
    metadata: Callable[[], Metadata] = no_metadata,
    remaining_s: Callable[[], float | None] = no_limit,
    observe: Observe | None = None,
    authority: bytes | None = None,
) -> Channel:
    """A channel to host:port; it connects at the first call and reconnects by itself.

    Args:
        address: host:port, or a gRPC target such as ``dns:///risk:7300``.
        services: the services that will be called; their retry_safe methods are retried.
        deadline_s: seconds a unary call may take when its caller does not say.
        metadata: asked at each call for what to send along.
        remaining_s: asked at each call for the seconds that the caller has left.
        observe: told of every unary call that has ended.
        authority: PEM certificates that may sign the server's: then it is TLS; None is plaintext.
    """
    options = channel_options(services)
    if authority is None:
        inner = grpc.aio.insecure_channel(address, options=options)
    else:
        credentials = grpc.ssl_channel_credentials(authority)
        inner = grpc.aio.secure_channel(address, credentials, options=options)
    return Channel(
        inner,
        deadline_s=deadline_s,
        metadata=metadata,
        remaining_s=remaining_s,
        observe=observe,
    )


def channel_options(services: Sequence[ServiceDescriptor]) -> list[tuple[str, Any]]:
    """Options for a channel of ours: keepalive, limits, balancing and retries."""
    return [
        ("grpc.keepalive_time_ms", KEEPALIVE_MS),
        ("grpc.keepalive_timeout_ms", KEEPALIVE_TIMEOUT_MS),
        ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
        ("grpc.max_send_message_length", MESSAGE_BYTES_MAX),
        ("grpc.initial_reconnect_backoff_ms", 100),
        ("grpc.max_reconnect_backoff_ms", RECONNECT_MS_MAX),
        # Channels to one address would share a connection, and its closing, over event loops.
        ("grpc.use_local_subchannel_pool", 1),
        ("grpc.service_config", json.dumps(service_config(services))),
    ]


def service_config(services: Sequence[ServiceDescriptor]) -> dict[str, Any]:
    """The service config: balance over all addresses, retry what the contract calls safe."""
    safe = [
        {"service": service.full_name, "method": method.name}
        for service in services
        for method in service.methods
        if method.GetOptions().Extensions[options_pb2.retry_safe]
    ]
    config: dict[str, Any] = {"loadBalancingConfig": [{"round_robin": {}}]}
    if safe:
        config["methodConfig"] = [
            {
                "name": safe,
                "retryPolicy": {
                    "maxAttempts": ATTEMPTS_MAX,
                    "initialBackoff": "0.1s",
                    "maxBackoff": "1s",
                    "backoffMultiplier": 2,
                    # Only this code promises that another attempt can help.
                    "retryableStatusCodes": ["UNAVAILABLE"],
                },
            }
        ]
    return config


def _as_given(timeout_s: float | None) -> float | None:
    return timeout_s
