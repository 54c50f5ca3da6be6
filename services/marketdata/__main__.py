"""Runs the market data service: ``python -m services.marketdata``."""

from services.chassis.config import load
from services.chassis.process import Process, run
from services.chassis.server import Server
from services.marketdata.desk import Desk
from services.marketdata.service import MarketDataApi
from services.marketdata.settings import MarketDataSettings
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import (
    add_MarketDataServiceServicer_to_server,
)
from tradewire.system.v1.replay_service_pb2_grpc import add_ReplayServiceServicer_to_server


async def main() -> None:
    """Settings, database and log, tick store and feed, answers."""
    settings = load(MarketDataSettings)
    async with Process(settings) as process:
        owner = await process.open_owner()
        desk = await Desk.open(process, settings, owner)
        try:
            server = Server(settings, process.metrics)
            api = MarketDataApi(desk.market, owner.tails, process.clock)
            server.add(add_MarketDataServiceServicer_to_server, api)
            server.add(add_ReplayServiceServicer_to_server, desk.replay)
            await process.serve(server)
        finally:
            await desk.close()


if __name__ == "__main__":
    run(main)
