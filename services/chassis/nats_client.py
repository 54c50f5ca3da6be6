"""The nats-py client whose calls can be cancelled.

nats-py 2 awaits its answers by ``asyncio.wait_for`` and catches cancellations itself while it
flushes, so a cancelled call may return as if nothing had been. Everything of ours that reads or
publishes in a loop calls it, and would go on after it was told to end.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.chassis.ending import heeding

log = logging.getLogger("tradewire.bus")

ErrorCallback = Callable[[Exception], Awaitable[None]]

REFUSAL_S = 30.0
"""How often a wrong password is told: attempts come every two seconds, and say the same."""

FLUSH_S_MAX = 1
"""The last flush; a server that lives answers in milliseconds."""

CLOSE_S_MAX = 2.0
"""Flush and farewell. Closing writes what is buffered, and a server that reads no more would keep
us for ever."""


def without_password(url: str) -> str:
    """The URL of a server as logs and errors may show it: without user, password or token."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def login_of(url: str) -> dict[str, Any]:
    """What ``Client.connect`` takes of a URL's user and password, or its token where that is all.

    nats-py itself sends them as they stand in the URL, so what had to be escaped would be wrong.
    """
    parts = urlsplit(url)
    if parts.username is None:
        return {}
    if parts.password is None:
        return {"token": unquote(parts.username)}
    return {"user": unquote(parts.username), "password": unquote(parts.password)}


class NatsClient(Client):
    """A ``Client`` that raises ``CancelledError`` from every call that was cancelled.

    JetStream's calls are requests, so they do too.
    """

    async def connect(self, *args: Any, **options: Any) -> None:
        """See ``Client.connect``; a server that does not admit us is logged, and asked again."""
        url: str = args[0]
        error_cb: ErrorCallback = options.pop("error_cb")
        told_s = -REFUSAL_S

        async def failed(error: Exception) -> None:
            nonlocal told_s
            if "authoriz" in str(error).lower() and time.monotonic() - told_s >= REFUSAL_S:
                told_s = time.monotonic()
                log.error(
                    "bus %s does not admit us (%s); mend user and password in nats_url, or in the"
                    " file that TRADEWIRE_NATS_URL_FILE names, and start again",
                    without_password(url),
                    error,
                )
            await error_cb(error)

        login = login_of(url)
        bare = without_password(url) if login else url
        await heeding(super().connect(bare, error_cb=failed, **login, **options))

    async def publish(self, *args: Any, **options: Any) -> None:
        """See ``Client.publish``."""
        await heeding(super().publish(*args, **options))

    async def request(self, *args: Any, **options: Any) -> Msg:
        """See ``Client.request``."""
        return await heeding(super().request(*args, **options))

    async def subscribe(self, *args: Any, **options: Any) -> Subscription:
        """See ``Client.subscribe``."""
        return await heeding(super().subscribe(*args, **options))

    async def flush(self, *args: Any, **options: Any) -> None:
        """See ``Client.flush``."""
        await heeding(super().flush(*args, **options))

    def abort(self) -> None:
        """Drop the socket and what is not yet written to it, where ``close`` did not end."""
        writer = getattr(self._transport, "_io_writer", None)
        # nats-py's own ways to close write first what is buffered.
        if writer is not None:
            writer.transport.abort()
