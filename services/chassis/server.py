"""The gRPC server of a service: its chain, health, reflection, and an orderly end.

server = Server(settings, metrics)
server.add(add_RiskServiceServicer_to_server, RiskApi(...))
await server.serve()          # until SIGTERM or SIGINT
"""

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from services.chassis import logs
from services.chassis.auth import (
    OPEN_SERVICES,
    Authenticator,
    LoopbackAuthenticator,
    NobodyAuthenticator,
    TokenAuthenticator,
    changing_methods,
    required_scopes,
)
from services.chassis.config import ServiceSettings
from services.chassis.ending import within
from services.chassis.interceptors import Chain, refuse_blocking
from services.chassis.metrics import Metrics
from services.chassis.tls import server_credentials
from services.chassis.unknown import UnknownCalls
from tradewire.channel import KEEPALIVE_MS, KEEPALIVE_TIMEOUT_MS, MESSAGE_BYTES_MAX
from tradewire.errors import ConfigurationError, UnavailableError

# Clients find new instances only when a connection ends, so none lives longer than this.
CONNECTION_AGE_MS_MAX = 300_000
# Calls on an ageing connection may finish; streams are resumable and are cut after this.
CONNECTION_AGE_GRACE_MS = 30_000
# Calls that one connection may have open: beyond is a client that leaks streams.
STREAMS_MAX = 1_000
# Calls are cancelled at the end of the grace; one whose handler ignores that is left behind.
CALLS_S_MAX = 2.0
# Between a call's cancellation and gRPC's end of it: the time to tell its client why.
LAST_WORD_S = 0.5

# Calls and streams at a time. Each holds some tens of kB, and a thousand wait for one writer at
# most; whoever comes beyond is told RESOURCE_EXHAUSTED at once instead of waiting in memory.
CALLS_MAX = 4_000

LIVENESS = "liveness"
"""What the health service is asked for to know that the process answers, whatever it waits for.
Every other name tells of readiness, and a service that waits for a peer must not be restarted."""

_SERVING = health_pb2.HealthCheckResponse.SERVING
_NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING

_log = logs.logger(__name__)


class Server:
    """A server of one or more gRPC services at the address of ``settings``.

    Args:
        settings: address, environment and times of the end.
        metrics: where calls are counted; the page is opened and closed with the server.
        authenticator: who finds out who calls; by default what the environment asks for.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        metrics: Metrics,
        authenticator: Authenticator | None = None,
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._scopes: dict[str, str] = {}
        self._names: list[str] = []
        self._frozen: set[str] = set()
        self._changing: set[str] = set()
        self._chain = Chain(
            self._scopes,
            authenticator or authenticator_of(settings),
            metrics,
            settings.run,
            self._frozen,
            self._changing,
        )
        self._server = grpc.aio.server(
            interceptors=[self._chain], options=_options(), maximum_concurrent_rpcs=CALLS_MAX
        )
        self._health = health.aio.HealthServicer()
        self._ready = True
        self.port = 0
        """The port that the server listens on, once started."""

    def add(self, add_to_server: Callable[[Any, Any], None], servicer: object) -> None:
        """Serve ``servicer`` by its generated ``add_...Servicer_to_server``.

        Raises:
            ConfigurationError: a method of it names no required_scope, or blocks the loop.
        """
        # A stub's module knows its messages alone; the service is declared in its neighbour.
        import_module(add_to_server.__module__.removesuffix("_grpc"))
        add_to_server(servicer, _Registrar(self._server, self._declare))

    async def start(self) -> int:
        """Open the port, answer it, and report health: SERVING unless ``set_ready`` said no.

        Raises:
            UnavailableError: the port is taken; the message names it and the remedy.
        """
        self.add(health_pb2_grpc.add_HealthServicer_to_server, self._health)
        reflected = (*self._names, reflection.SERVICE_NAME)
        self._declare(reflection.SERVICE_NAME)
        reflection.enable_server_reflection(reflected, self._server)
        # Last, for it takes every call that nothing before it does.
        self._server.add_generic_rpc_handlers(
            (UnknownCalls(self._settings, self._methods(), self._metrics),)
        )
        self._compile_rules()
        self.port = self._bind(self._settings.address)
        self._metrics.serve(self._settings.metrics)
        await self._server.start()
        await self._health.set(LIVENESS, _SERVING)
        await self._report(_SERVING if self._ready else _NOT_SERVING)
        _log.info("serving", address=self._settings.address, port=self.port)
        return self.port

    async def set_ready(self, ready: bool) -> None:  # noqa: FBT001 - reads as a sentence.
        """Report health: a service that cannot do its work yet is alive and not ready.

        Said before the start, it is what the start reports.
        """
        self._ready = ready
        await self._report(_SERVING if ready else _NOT_SERVING)

    async def stop(self) -> None:
        """End in order: NOT_SERVING, a wait for routes to forget us, streams, calls, the port."""
        await self._health.enter_graceful_shutdown()
        await asyncio.sleep(self._settings.server.drain_s)
        in_flight, grace_s = self._chain.in_flight, self._settings.server.grace_s
        in_flight.end_streams()
        cut_off = asyncio.get_running_loop().call_later(grace_s, in_flight.end_calls)
        stopping = self._server.stop(grace_s + LAST_WORD_S)
        await within(grace_s + CALLS_S_MAX, "server-stop", stopping)
        cut_off.cancel()
        self._metrics.close()
        _log.info("stopped", port=self.port)

    async def serve(self) -> None:
        """Start, run until SIGTERM or SIGINT, stop."""
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, ended.set)
        await self.start()
        try:
            await ended.wait()
        finally:
            await self.stop()

    async def _report(self, status: int) -> None:
        for name in ("", *self._names):
            await self._health.set(name, status)

    def _declare(self, service: str) -> None:
        """Learn the scopes of a service's methods; refuse the service when one has none."""
        descriptor = descriptor_pool.Default().FindServiceByName(service)
        if service in OPEN_SERVICES:
            methods = (f"/{service}/{method.name}" for method in descriptor.methods)
            self._scopes.update(dict.fromkeys(methods, ""))
        else:
            self._scopes.update(required_scopes(descriptor))
            self._names.append(service)
            changing = changing_methods(descriptor)
            self._changing |= changing
            if self._settings.replay is not None:
                self._frozen |= changing

    def _methods(self) -> dict[str, list[str]]:
        """Names of the methods of each service that callers may call, by its full name."""
        pool = descriptor_pool.Default()
        return {
            name: [method.name for method in pool.FindServiceByName(name).methods]
            for name in self._names
        }

    def _compile_rules(self) -> None:
        """Compile each request's rules now: the first order of a day must not wait 12 ms for it."""
        for name in self._names:
            for method in descriptor_pool.Default().FindServiceByName(name).methods:
                request = message_factory.GetMessageClass(method.input_type)()
                self._chain.validator.collect_violations(request)

    def _bind(self, address: str) -> int:
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise ConfigurationError(f"listen address {address!r} is not host:port")
        _probe(host, int(port), self._settings.service)
        credentials = server_credentials(self._settings.tls)
        try:
            if credentials is not None:
                return self._server.add_secure_port(address, credentials)
            return self._server.add_insecure_port(address)
        except RuntimeError as error:
            raise UnavailableError(f"cannot listen on {address}: {error}") from error


class _Registrar:
    """What generated code takes for a server: it notes each service before passing it on."""

    def __init__(self, server: grpc.aio.Server, declare: Callable[[str], None]) -> None:
        self._server = server
        self._declare = declare

    def add_generic_rpc_handlers(self, handlers: "tuple[grpc.GenericRpcHandler, ...]") -> None:
        for handler in handlers:
            if isinstance(handler, grpc.ServiceRpcHandler):
                self._declare(handler.service_name())
        self._server.add_generic_rpc_handlers(handlers)

    def add_registered_method_handlers(
        self, service: str, handlers: Mapping[str, "grpc.RpcMethodHandler[Any, Any]"]
    ) -> None:
        for name, handler in handlers.items():
            refuse_blocking(handler, f"/{service}/{name}")
        self._server.add_registered_method_handlers(service, handlers)


def authenticator_of(settings: ServiceSettings) -> Authenticator:
    """Loopback in development; in production tokens, or nobody when there is no key."""
    if settings.environment == "development":
        return LoopbackAuthenticator()
    if settings.auth.token_key is None:
        _log.warning("no token key: every call will be refused", setting="auth.token_key")
        return NobodyAuthenticator()
    return TokenAuthenticator(settings.auth.token_key.get_secret_value())


def _options() -> list[tuple[str, int]]:
    return [
        # A second instance would silently share the port; it must fail instead.
        ("grpc.so_reuseport", 0),
        ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
        ("grpc.max_send_message_length", MESSAGE_BYTES_MAX),
        ("grpc.max_concurrent_streams", STREAMS_MAX),
        ("grpc.max_connection_age_ms", CONNECTION_AGE_MS_MAX),
        ("grpc.max_connection_age_grace_ms", CONNECTION_AGE_GRACE_MS),
        ("grpc.keepalive_time_ms", KEEPALIVE_MS),
        ("grpc.keepalive_timeout_ms", KEEPALIVE_TIMEOUT_MS),
        # Below the client's interval, or its pings end the connection with too_many_pings.
        ("grpc.http2.min_ping_interval_without_data_ms", KEEPALIVE_MS // 2),
    ]


def _probe(host: str, port: int, service: str) -> None:
    """Bind once as gRPC will, for gRPC itself does not say why it could not."""
    if port == 0:
        return
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            cause = os.strerror(error.errno) if error.errno else str(error)
            remedy = (
                f"stop what listens there (`ss -ltnp 'sport = :{port}'` names it), or set "
                f"TRADEWIRE_ADDRESSES__{service.upper()} to another host:port for all services"
            )
            in_use = error.errno == errno.EADDRINUSE
            raise UnavailableError(
                f"{service} cannot listen on {host}:{port}: {cause}; {remedy}",
                reason="PORT_IN_USE" if in_use else "ADDRESS_UNUSABLE",
                metadata={"port": str(port)},
            ) from error
