"""Who may reach the gateway at all.

Development has no users, so the only guard is that nobody but this machine can ask, and that
excludes the web pages that this machine's browser happens to show: a page may send a request to
127.0.0.1 from anywhere, and by DNS rebinding may even read the answer. Hence the host that is asked
for must be this machine by name, and the page that asks must be ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.chassis.config import LOOPBACK_HOSTS
from tradewire.errors import PermissionDeniedError

# Methods that a page can send anywhere by a link or a picture, and that change nothing here.
_SAFE = frozenset({"GET", "HEAD"})
# What a browser says of a request that another site's page made.
_FOREIGN = frozenset({"cross-site", "same-site"})


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides over a request by its headers alone, before anything of it is read.

    Attributes:
        loopback_only: whether the host asked for must be this machine: development mode.
        origins: pages that may call beside the gateway's own.
    """

    loopback_only: bool
    origins: frozenset[str]

    def admit(self, method: str, headers: Mapping[str, str]) -> None:
        """Let a request pass.

        Raises:
            PermissionDeniedError: it comes from somebody else's page, or asks for another host.
        """
        host = headers.get("host", "")
        if self.loopback_only and _hostname(host) not in LOOPBACK_HOSTS:
            raise PermissionDeniedError(
                f"Host is {host!r}, and development mode answers to this machine only: call "
                "127.0.0.1, or set TRADEWIRE_ENVIRONMENT=production",
                reason="HOST_REFUSED",
            )
        origin = headers.get("origin")
        if origin is not None:
            self._admit_origin(origin, host)
        elif method not in _SAFE and headers.get("sec-fetch-site") in _FOREIGN:
            raise _foreign("a page of another site")

    def _admit_origin(self, origin: str, host: str) -> None:
        """A browser's page may call when it came from here, or is listed."""
        own = {f"http://{host}", f"https://{host}"}
        if origin not in own | self.origins:
            raise _foreign(origin)


def _hostname(host: str) -> str:
    """A header Host without its port; an IPv6 address keeps its brackets."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _foreign(origin: str) -> PermissionDeniedError:
    return PermissionDeniedError(
        f"called from {origin}, which is not this gateway's own page; to let it call, add it to "
        "TRADEWIRE_GATEWAY__ORIGINS",
        reason="ORIGIN_REFUSED",
    )
