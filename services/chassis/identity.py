"""Who a service is to its peers: a token of its own, made with the mesh's key.

Each is short-lived and holds no more than what the service's own calls need, so that one that
leaks is of little use and of none soon. A call is admitted when it begins; a stream lives no longer
than its connection, which the server ends after some minutes, so nobody stays in for good either.
"""

import time
from collections.abc import Callable, Mapping

from services.chassis.auth import TokenAuthenticator
from services.chassis.config import ServiceSettings
from tradewire.errors import ConfigurationError

LIFE_S = 600
"""How long a token is good: a log that shows one is seldom read sooner."""

RENEW_S = LIFE_S // 2
"""How long one is sent before the next is made: clocks of two machines may differ by the rest."""

SCOPES: Mapping[str, frozenset[str]] = {
    "marketdata": frozenset({"system:read"}),
    "signal": frozenset({"marketdata:read", "orders:read", "system:read"}),
    "risk": frozenset({"marketdata:read", "orders:read", "system:read"}),
    "execution": frozenset(
        {"marketdata:read", "risk:read", "risk:write", "signals:read", "system:read"}
    ),
    # It calls for its users alone, by their tokens.
    "gateway": frozenset(),
}
"""Exactly those of the methods that each service calls, by the contract; a test reads its code.
Whoever is not listed may ask nobody."""


class Identity:
    """A service's own token, renewed before it ends.

    Args:
        name: of the service.
        scopes: what its calls need.
        tokens: makes them, with the mesh's key.
        now_s: the wall's clock, seconds since the epoch.
    """

    def __init__(
        self,
        name: str,
        scopes: frozenset[str],
        tokens: TokenAuthenticator,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self.name = name
        self._scopes = scopes
        self._tokens = tokens
        self._now_s = now_s
        self._token = ""
        self._minted_s = float("-inf")

    def token(self) -> str:
        """The token to send now."""
        now_s = self._now_s()
        # A clock that was set back makes one too: the old one may be of a future that never came.
        if not 0 <= now_s - self._minted_s < RENEW_S:
            self._token = self._tokens.mint(
                self.name, self._scopes, expires_at_s=int(now_s) + LIFE_S
            )
            self._minted_s = now_s
        return self._token


def identity_of(settings: ServiceSettings) -> Identity | None:
    """The identity of the service of ``settings``; None in development, which has none.

    Raises:
        ConfigurationError: production without a key: no peer would believe anything.
    """
    if settings.environment == "development":
        return None
    key = settings.auth.token_key
    if key is None:
        raise ConfigurationError(
            "auth.token_key is not set, and in production services and users prove themselves by"
            " tokens; write at least 32 random bytes to a file, the same for all services"
            " (openssl rand -base64 48), and set TRADEWIRE_AUTH__TOKEN_KEY_FILE to it",
            reason="TOKEN_KEY_MISSING",
        )
    scopes = SCOPES.get(settings.service, frozenset())
    return Identity(settings.service, scopes, TokenAuthenticator(key.get_secret_value()))
