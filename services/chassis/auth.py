"""Who calls, and what they may: default deny.

Every method names in the contract the scope that its caller needs. A token lists its bearer's
scopes; `development` has no tokens and trusts whoever reaches its loopback address.

A service asks its peers by a token of its own (`services.chassis.identity`). The gateway passes its
user's token on, so that the user's scopes decide, and sends its own beside it under ``VIA``: that
tells logs and traces which way a call came, and admits to nothing.
"""

import base64
import hashlib
import hmac
import json
import math
import time
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from google.api import annotations_pb2
from google.protobuf.descriptor import ServiceDescriptor

from tradewire.errors import ConfigurationError, PermissionDeniedError, UnauthenticatedError
from tradewire.types.v1 import options_pb2

# Health and reflection tell nothing of anybody's money, and probes carry no token.
OPEN_SERVICES = frozenset(
    {
        "grpc.health.v1.Health",
        "grpc.reflection.v1alpha.ServerReflection",
        "grpc.reflection.v1.ServerReflection",
    }
)
EVERY_SCOPE = "*"
AUTHORIZATION = "authorization"
# By whom a call was passed on: its token, or in development its name.
VIA = "tradewire-via"
# The metadata key by which a service says which mesh its call is meant for.
RUN = "tw-run"
# Clocks of two machines differ; a token is admitted this many seconds beyond its end.
CLOCK_SKEW_S = 5
# Tokens whose signature is not checked again: a caller sends the same one with every call, and the
# check costs as much as the rest of the chain. A mesh has some tens of callers; each takes 1 kB.
BELIEVED_MAX = 1_024
_HEADER = {"alg": "HS256", "typ": "JWT"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose token was believed.

    Attributes:
        name: for logs and audits.
        scopes: what they may do.
        via: who passed the call on for them; empty where they called themselves.
    """

    name: str
    scopes: frozenset[str]
    via: str = ""

    def may(self, scope: str) -> bool:
        """Whether this caller holds ``scope``."""
        return scope in self.scopes or EVERY_SCOPE in self.scopes


NOBODY = Caller("nobody", frozenset())
current_caller: ContextVar[Caller] = ContextVar("current_caller", default=NOBODY)
"""Who made the call that is being handled."""


class Authenticator(Protocol):
    """Finds out who calls."""

    def authenticate(self, metadata: Mapping[str, str], peer: str) -> Caller:
        """The caller behind ``metadata`` at ``peer``, in gRPC's notation (``ipv4:127.0.0.1:5``).

        Raises:
            UnauthenticatedError: there is no proof of who calls, or it is not believed.
        """
        ...


class LoopbackAuthenticator:
    """Development: whoever is on this machine may do everything, nobody else anything."""

    caller = Caller("developer", frozenset({EVERY_SCOPE}))

    def authenticate(self, metadata: Mapping[str, str], peer: str) -> Caller:  # noqa: ARG002 - the port's signature.
        """The developer, when ``peer`` is this machine."""
        if peer.startswith(("ipv4:127.", "ipv6:[::1]", "ipv6:%5B::1%5D", "unix:")):
            return self.caller
        raise UnauthenticatedError(
            f"{peer} is not this machine, and development mode has no users; "
            "set TRADEWIRE_ENVIRONMENT=production and use a token"
        )


class TokenAuthenticator:
    """Production: a bearer token, JWT signed by HMAC-SHA256 with the mesh's key.

    Claims: ``sub`` the caller, ``scope`` their scopes with spaces between, ``exp`` its end in
    seconds since the epoch.
    """

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._believed: dict[tuple[str, str], tuple[Caller, float]] = {}

    def authenticate(self, metadata: Mapping[str, str], peer: str) -> Caller:  # noqa: ARG002 - the port's signature.
        """The bearer of the token in the ``authorization`` metadata."""
        proof = metadata.get(AUTHORIZATION, ""), metadata.get(VIA, "")
        caller, ends_s = self._believed.get(proof, (NOBODY, 0.0))
        if time.time() <= ends_s:
            return caller
        caller, ends_s = self._believe(*proof)
        if len(self._believed) >= BELIEVED_MAX:
            self._believed.clear()
        self._believed[proof] = caller, ends_s
        return caller

    def _believe(self, authorization: str, via: str) -> tuple[Caller, float]:
        """Who the bearer is, and until when that may be believed, seconds since the epoch."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise UnauthenticatedError(
                "no token: send metadata 'authorization: Bearer <token>'; `tradewire token` makes"
                " one",
                reason="TOKEN_MISSING",
            )
        claims = self._verify(token)
        ends_s = float(claims["exp"])
        passed_on_by = ""
        if via:
            other = self._verify(via)
            passed_on_by, ends_s = other["sub"], min(ends_s, float(other["exp"]))
        scopes = frozenset(claims.get("scope", "").split())
        return Caller(claims["sub"], scopes, passed_on_by), ends_s + CLOCK_SKEW_S

    def mint(self, name: str, scopes: Iterable[str], *, expires_at_s: int) -> str:
        """A token for ``name`` with ``scopes`` until ``expires_at_s`` (seconds since the epoch)."""
        claims = {"sub": name, "scope": " ".join(sorted(scopes)), "exp": expires_at_s}
        signed = f"{_encode(_json(_HEADER))}.{_encode(_json(claims))}"
        return f"{signed}.{_encode(self._sign(signed))}"

    def _sign(self, signed: str) -> bytes:
        return hmac.new(self._key, signed.encode(), hashlib.sha256).digest()

    def _verify(self, token: str) -> dict[str, Any]:
        try:
            header, body, signature = token.split(".")
            # The signature first: nothing that a stranger wrote is read before it is believed. The
            # algorithm is ours, never the token's choice: RFC 8725, section 3.1.
            is_ours = hmac.compare_digest(self._sign(f"{header}.{body}"), _bytes(signature))
            if not is_ours or _decode(header) != _HEADER:
                raise UnauthenticatedError(
                    "the token's signature is wrong: it was made with another key than this"
                    " server's; make one with the mesh's by `tradewire token`",
                    reason="TOKEN_INVALID",
                )
            claims = _decode(body)
            expires_at_s = _end_of(claims)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise UnauthenticatedError(
                "the token is malformed; `tradewire token` makes one", reason="TOKEN_INVALID"
            ) from error
        if time.time() > expires_at_s + CLOCK_SKEW_S:
            raise UnauthenticatedError(
                "the token has expired; make a new one by `tradewire token`",
                reason="TOKEN_EXPIRED",
            )
        return claims


class NobodyAuthenticator:
    """Production without a key: nobody can prove anything, so nobody is admitted."""

    def authenticate(self, metadata: Mapping[str, str], peer: str) -> Caller:  # noqa: ARG002 - the port's signature.
        """Never answers."""
        raise UnauthenticatedError(
            "this server has no key to check tokens with; set TRADEWIRE_AUTH__TOKEN_KEY_FILE"
        )


def required_scopes(service: ServiceDescriptor) -> dict[str, str]:
    """Full method name (``/pkg.Service/Method``) -> the scope that the contract demands.

    Raises:
        ConfigurationError: a method names none; a server with it must not start.
    """
    scopes = {}
    for method in service.methods:
        scope = method.GetOptions().Extensions[options_pb2.required_scope]
        if not scope:
            raise ConfigurationError(
                f"{service.full_name}.{method.name} has no required_scope: add "
                "`option (tradewire.types.v1.required_scope)` in its .proto file",
                reason="SCOPE_MISSING",
            )
        scopes[f"/{service.full_name}/{method.name}"] = scope
    return scopes


def changing_methods(service: ServiceDescriptor) -> set[str]:
    """Full names of the methods that change something: all that the contract does not GET."""
    # googleapis-common-protos has no types for its extensions.
    http: Any = annotations_pb2.http
    return {
        f"/{service.full_name}/{method.name}"
        for method in service.methods
        if method.GetOptions().Extensions[http].WhichOneof("pattern") != "get"
    }


def authorize(caller: Caller, scope: str, method: str) -> None:
    """Let ``caller`` pass when they hold ``scope``, else raise PermissionDeniedError."""
    if not caller.may(scope):
        raise PermissionDeniedError(
            f"{caller.name} lacks the scope {scope}, which {method} needs; make a token that has it"
            " by `tradewire token --scope`",
            metadata={"scope": scope, "method": method},
        )


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _end_of(claims: Mapping[str, Any]) -> float:
    """When a token ends, seconds since the epoch; TypeError or ValueError where a claim is none."""
    name, scope, ends_s = claims["sub"], claims.get("scope", ""), claims["exp"]
    if not (isinstance(name, str) and name and isinstance(scope, str)):
        raise TypeError("sub or scope is no text")
    if isinstance(ends_s, bool) or not isinstance(ends_s, int | float):
        raise TypeError("exp is no number")
    # JSON as Python reads it has NaN and Infinity, and with either a token would never end.
    if not math.isfinite(ends_s):
        raise ValueError("exp is no time")
    return float(ends_s)


def _decode(text: str) -> dict[str, Any]:
    value = json.loads(_bytes(text))
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value
