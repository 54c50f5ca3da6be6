"""`python -m gateway`: config -> logs -> traces -> contract -> peers -> routes -> serve."""

import asyncio
import sys

from gateway import contract
from gateway.app import build
from gateway.calls import Peers
from gateway.server import Server, listen
from gateway.settings import GatewaySettings
from gateway.streams import Streams
from services.chassis import config, logs, telemetry
from services.chassis.metrics import Metrics
from tradewire.errors import TradewireError


async def serve(settings: GatewaySettings) -> None:
    """Serve until SIGTERM or SIGINT."""
    listener = listen(settings.address)
    served = contract.shipped()
    open_streams = Streams()
    metrics = Metrics(settings.service)
    app = build(served, Peers(served, settings, metrics), settings, open_streams, metrics)
    await Server(app, settings, open_streams).run_until_stopped(listener)


def main() -> int:
    """Run the gateway; answers the process's exit code.

    It has the manners of the services' `chassis.process` and not its parts: no database, no bus.
    """
    try:
        settings = config.load(GatewaySettings)
        logs.configure(settings.logs, settings.service)
        tracing = telemetry.configure_tracing(settings.service)
        try:
            asyncio.run(serve(settings))
        finally:
            tracing.shutdown()
    except TradewireError as error:
        sys.stderr.write(f"{error.reason}: {error.message}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
