"""Answers to calls that nothing of a server takes: who serves them, and what to do.

gRPC's own answer is UNIMPLEMENTED without a word more, in every language. A call comes here for
one of three reasons: it is meant for another service's port, it is of a contract version that this
server does not know, or of a method that is newer than the server.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import grpc

from services.chassis.config import SERVICES, ServiceSettings
from services.chassis.errors import outcome
from services.chassis.measures import SERVER_CALLS
from services.chassis.metrics import Distribution, Metrics
from services.chassis.own import platform_version
from tradewire.errors import UnimplementedError

# What metrics call every method that is none: a stranger's names would be labels without end.
OTHER = "_OTHER"
# What is said of a stranger's name; ours are shorter.
NAME_CHARS_MAX = 200
_UNIMPLEMENTED = grpc.StatusCode.UNIMPLEMENTED.name
# `tradewire.execution.v1.ExecutionService` in its package, version and name.
_SERVICE = re.compile(r"((?:\w+\.)*(\w+))\.(v\d+)\.(\w+)")


class _Refusal:
    """The answer to one call."""

    def __init__(self, error: UnimplementedError, refused: Distribution) -> None:
        self._error = error
        self._refused = refused

    async def say(
        self, _requests: object, context: "grpc.aio.ServicerContext[bytes, bytes]"
    ) -> None:
        self._refused.observe(0.0)
        await context.abort(*outcome(self._error))


def is_refusal(handler: "grpc.RpcMethodHandler[Any, Any]") -> bool:
    """Whether a server's handler is the answer to what nothing of it takes."""
    return isinstance(getattr(handler.stream_stream, "__self__", None), _Refusal)


class UnknownCalls(grpc.GenericRpcHandler):
    """Refuses whatever is called; added to a server after everything that it serves.

    Args:
        settings: name and address of this service, and addresses of the others.
        served: full names of this server's services -> names of their methods.
        metrics: where the refusals are counted.
    """

    def __init__(
        self, settings: ServiceSettings, served: Mapping[str, Sequence[str]], metrics: Metrics
    ) -> None:
        self._settings = settings
        self._served = served
        self._duration = metrics.histogram(SERVER_CALLS)

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[bytes, bytes]":
        """What answers the call; it is of every kind, for an error needs no message."""
        error = self.explain(handler_call_details.method)
        return grpc.stream_stream_rpc_method_handler(
            _Refusal(error, self._duration.of(OTHER, _UNIMPLEMENTED)).say
        )

    def explain(self, method: str) -> UnimplementedError:
        """Why ``/package.Service/Method`` is not answered here, and what to do."""
        called = method[:NAME_CHARS_MAX]
        service, _, name = called.removeprefix("/").rpartition("/")
        if service in self._served:
            return self._method_unknown(service, name)
        found = _SERVICE.fullmatch(service)
        domain = found[2] if found else ""
        versions = self._versions(found[1]) if found else []
        if found and versions and found[3] not in versions:
            return self._error(
                "CONTRACT_UNKNOWN",
                f"{service} is of version {found[3]} of the contract, and this {self._us()} knows"
                f" {', '.join(versions)}: upgrade it, or use a client of {versions[-1]}",
                called,
            )
        if domain in SERVICES and domain != self._settings.service:
            return self._error(
                "SERVICE_ELSEWHERE",
                f"{service} is not served here: this is {self._us()}. {domain} is at"
                f" {self._settings.addresses.of(domain)} (TRADEWIRE_ADDRESSES__{domain.upper()})",
                called,
            )
        return self._error(
            "SERVICE_UNKNOWN",
            f"{service or called} is not served here: this is {self._us()}, which serves"
            f" {', '.join(self._served)}; look whether name and port are right",
            called,
        )

    def _method_unknown(self, service: str, name: str) -> UnimplementedError:
        return self._error(
            "METHOD_UNKNOWN",
            f"{service} has no method {name} in this {self._us()}; it has"
            f" {', '.join(self._served[service])}. A client of a newer contract needs a newer"
            " server: upgrade it, or do without",
            f"/{service}/{name}",
        )

    def _error(self, reason: str, words: str, called: str) -> UnimplementedError:
        packages = sorted({each.rpartition(".")[0] for each in self._served})
        return UnimplementedError(
            words,
            reason=reason,
            metadata={
                "method": called,
                "service": self._settings.service,
                "serves": ", ".join(packages),
                "version": platform_version(),
            },
        )

    def _us(self) -> str:
        version = platform_version()
        told = f" {version}" if version else ""
        return f"{self._settings.service}{told} at {self._settings.address}"

    def _versions(self, package: str) -> list[str]:
        """Versions of ``tradewire.execution`` that are served here."""
        parts = [_SERVICE.fullmatch(each) for each in self._served]
        return sorted({each[3] for each in parts if each and each[1] == package})
