"""Calls to the services: a channel to each, and what of a request's headers goes along.

Only the headers that are listed here are passed on. Whatever else a client sends, such as the
metadata by which the services know each other, ends at the edge.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message
from grpc_health.v1 import health_pb2, health_pb2_grpc

from gateway.contract import Contract, Method
from gateway.errors import service_away
from gateway.settings import GatewaySettings
from services.chassis import channels
from services.chassis.auth import AUTHORIZATION
from services.chassis.config import SERVICES
from services.chassis.metrics import Metrics
from tradewire.channel import Channel
from tradewire.errors import (
    ConfigurationError,
    InvalidArgumentError,
    TradewireError,
    UnauthenticatedError,
)

# The domain whose service is hosted by another; see `GatewaySettings.system`.
SYSTEM = "system"
TIMEOUT_HEADER = "grpc-timeout"
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])")
_SECONDS = {"H": 3_600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}

Stub = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Peer:
    """A service that the gateway calls."""

    name: str
    address: str
    channel: Channel
    # Whether it answers any method of this contract; one that does not need not run.
    needed: bool


class Peers:
    """Every service of a contract, by the domain that it answers."""

    def __init__(
        self, contract: Contract, settings: GatewaySettings, metrics: Metrics | None = None
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._home: dict[str, str] = {}
        self.peers: dict[str, Peer] = {}
        self._stubs: dict[str, Stub] = {}
        for name, methods in self._by_home(contract).items():
            services = {method.service.full_name: method.service for method in methods}
            self.peers[name] = Peer(
                name=name,
                address=settings.addresses.of(name),
                channel=self._open(name, list(services.values())),
                needed=not all(method.unimplemented for method in methods),
            )

    async def unary(
        self,
        method: Method,
        request: Message,
        metadata: Sequence[tuple[str, str]],
        timeout_s: float,
    ) -> Message:
        """The answer of ``method``; what goes wrong is an error of the family."""
        try:
            answer: Message = await self._stub(method)(
                request, timeout=timeout_s, metadata=metadata
            )
        except TradewireError as error:
            raise self.explain(error, method) from error.__cause__
        return answer

    def stream(
        self,
        method: Method,
        request: Message,
        metadata: Sequence[tuple[str, str]],
        timeout_s: float | None,
    ) -> Any:
        """The call of a streaming ``method``: ``read`` it, and ``cancel`` it in the end."""
        return self._stub(method)(request, timeout=timeout_s, metadata=metadata)

    def explain(self, error: TradewireError, method: Method) -> TradewireError:
        """The error, with the service's name where only the transport has spoken."""
        peer = self.peers[self._home[method.domain]]
        return service_away(error, peer.name, peer.address)

    async def states(self, timeout_s: float) -> dict[str, str]:
        """What each needed service says of its health; ``AWAY`` where it does not answer."""
        return {
            name: await self._state(peer, timeout_s)
            for name, peer in self.peers.items()
            if peer.needed
        }

    async def close(self) -> None:
        """Close every channel."""
        for peer in self.peers.values():
            await peer.channel.close()

    def _by_home(self, contract: Contract) -> dict[str, list[Method]]:
        homes: dict[str, list[Method]] = {}
        for method in contract.methods:
            home = self._settings.system if method.domain == SYSTEM else method.domain
            if home not in SERVICES:
                raise ConfigurationError(
                    f"{method.path} belongs to {home!r}, for which there is no address; "
                    f"there are {', '.join(SERVICES)}"
                )
            self._home[method.domain] = home
            homes.setdefault(home, []).append(method)
        return homes

    def _open(self, name: str, services: list[ServiceDescriptor]) -> Channel:
        return channels.peer(
            self._settings,
            name,
            services=services,
            deadline_s=self._settings.deadline_s,
            for_users=True,
            metrics=self._metrics,
        )

    def _stub(self, method: Method) -> Stub:
        stub = self._stubs.get(method.path)
        if stub is None:
            channel = self.peers[self._home[method.domain]].channel
            make = channel.unary_stream if method.streams else channel.unary_unary
            stub = make(
                method.path,
                request_serializer=method.input.SerializeToString,
                response_deserializer=method.output.FromString,
            )
            self._stubs[method.path] = stub
        return stub

    async def _state(self, peer: Peer, timeout_s: float) -> str:
        try:
            # The stubs of grpcio-health-checking do not know their own methods.
            stub: Any = health_pb2_grpc.HealthStub(peer.channel)
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=timeout_s)
        except (TradewireError, grpc.RpcError):
            return "AWAY"
        return str(health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status))


def metadata_of(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What goes along with a call: the user's token, whose scopes decide.

    Who we are and the trace, that of the span that the gateway opened, go along by the channel.

    Raises:
        UnauthenticatedError: the header has what gRPC carries in none.
    """
    token = headers.get(AUTHORIZATION)
    if token is not None and not (token.isascii() and token.isprintable()):
        raise UnauthenticatedError(
            "the header Authorization is no token: it has more than printable ASCII; `tradewire"
            " token` makes one",
            reason="TOKEN_INVALID",
        )
    return [] if token is None else [(AUTHORIZATION, token)]


def timeout_s(headers: Mapping[str, str], most_s: float) -> float | None:
    """Seconds that the caller gives, by the header Grpc-Timeout (``500m``, ``2S``); None without.

    Raises:
        InvalidArgumentError: the header is not of gRPC's form.
    """
    text = headers.get(TIMEOUT_HEADER)
    if text is None:
        return None
    found = _TIMEOUT.fullmatch(text.strip())
    if found is None:
        raise InvalidArgumentError(
            f"header Grpc-Timeout is {text!r}; write a number and a unit of H, M, S, m, u, n, "
            "such as 500m for half a second"
        )
    return min(int(found[1]) * _SECONDS[found[2]], most_s)
