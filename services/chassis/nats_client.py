"""The nats-py client whose calls can be cancelled.

nats-py 2 awaits its answers by ``asyncio.wait_for`` and catches cancellations itself while it
flushes, so a cancelled call may return as if nothing had been. Everything of ours that reads or
publishes in a loop calls it, and would go on after it was told to end.
"""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.chassis.ending import heeding

FLUSH_S_MAX = 1
"""The last flush; a server that lives answers in milliseconds."""

CLOSE_S_MAX = 2.0
"""Flush and farewell. Closing writes what is buffered, and a server that reads no more would keep
us for ever."""


def without_password(url: str) -> str:
    """The URL of a server as logs and errors may show it: without user, password or token."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


class NatsClient(Client):
    """A ``Client`` that raises ``CancelledError`` from every call that was cancelled.

    JetStream's calls are requests, so they do too.
    """

    async def connect(self, *args: Any, **options: Any) -> None:
        """See ``Client.connect``."""
        await heeding(super().connect(*args, **options))

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
