"""The HTTP server: one process, one port, an orderly end."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
from collections.abc import Iterator

import uvicorn

from gateway.app import Edge
from gateway.settings import GatewaySettings
from gateway.streams import STREAMS_MAX, Streams
from services.chassis import logs
from tradewire.errors import ConfigurationError, UnavailableError

# Connections of one process: every stream holds one, and as many again are for calls.
CONNECTIONS_MAX = 2 * STREAMS_MAX
# Connections that wait to be accepted; a burst of a browser's page is a few.
BACKLOG = 128
# Longer than a proxy in front keeps its connections, so that it is the one to close them.
KEEP_ALIVE_S = 75

_log = logs.logger(__name__)


class Server(uvicorn.Server):
    """Uvicorn that ends its streams itself: they would otherwise never let it stop."""

    def __init__(self, app: Edge, settings: GatewaySettings, open_streams: Streams) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                proxy_headers=False,
                server_header=False,
                ws="none",
                lifespan="on",
                limit_concurrency=CONNECTIONS_MAX,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=max(1, round(settings.server.grace_s)),
            )
        )
        self._settings = settings
        self._open_streams = open_streams

    async def run_until_stopped(self, listener: socket.socket) -> None:
        """Serve on ``listener`` until SIGTERM, SIGINT or ``should_exit``; then end in order."""
        await self.serve(sockets=[listener])
        _log.info("stopped", address=self._settings.address)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say where: whoever reads the log may call at once."""
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            _log.info("serving", address=f"{host}:{port}", port=port)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that we are not ready, wait for routes to forget us, end streams, then calls."""
        self._open_streams.end()
        await asyncio.sleep(self._settings.server.drain_s)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on the usual signals, once; uvicorn's own would raise them again at the end."""
        loop = asyncio.get_running_loop()
        numbers = (signal.SIGTERM, signal.SIGINT)
        for number in numbers:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in numbers:
                loop.remove_signal_handler(number)


def listen(address: str) -> socket.socket:
    """A socket on host:port.

    Raises:
        ConfigurationError: the address is none.
        UnavailableError: the port is taken or may not be used; the message says what to do.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ConfigurationError(f"gateway: listen address {address!r} is not host:port")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server(
            (host.strip("[]"), int(port)), family=family, backlog=BACKLOG, reuse_port=False
        )
    except OSError as error:
        cause = os.strerror(error.errno) if error.errno else str(error)
        in_use = error.errno == errno.EADDRINUSE
        raise UnavailableError(
            f"gateway cannot listen on {address}: {cause}; stop what listens there "
            f"(`ss -ltnp 'sport = :{port}'` names it), or set TRADEWIRE_ADDRESSES__GATEWAY to "
            "another host:port",
            reason="PORT_IN_USE" if in_use else "ADDRESS_UNUSABLE",
            metadata={"port": port},
        ) from error
