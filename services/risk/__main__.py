"""The risk service: ``python -m services.risk``."""

import asyncio

from services.chassis.channels import peer
from services.chassis.config import load
from services.chassis.process import Process, run
from services.chassis.server import Server
from services.risk.catalog import Catalog
from services.risk.commands import Commands
from services.risk.feeds import Feeds
from services.risk.following import OrderFollower
from services.risk.gate import RiskGate
from services.risk.history import History
from services.risk.metrics import Verdicts, watch_gate
from services.risk.prices import LivePrices
from services.risk.restoring import resume
from services.risk.service import RiskApi
from services.risk.settings import RiskSettings
from services.risk.watch import RiskWatch
from tradewire.execution.v1 import execution_service_pb2
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import add_RiskServiceServicer_to_server

TICK_S = 0.25
"""How often approvals are looked at for expiry: they live two seconds, and a verdict looks too."""


async def main() -> None:
    """Run until SIGTERM."""
    settings = load(RiskSettings)
    async with Process(settings) as process:
        owner = await process.open_owner()
        marketdata = peer(
            settings,
            "marketdata",
            services=tuple(marketdata_service_pb2.DESCRIPTOR.services_by_name.values()),
            metrics=process.metrics,
        )
        execution = peer(
            settings,
            "execution",
            services=tuple(execution_service_pb2.DESCRIPTOR.services_by_name.values()),
            metrics=process.metrics,
        )
        gate = RiskGate(log_id=owner.log_id)
        catalog = Catalog(marketdata, owner.store, gate.add_instrument)
        watch = RiskWatch(owner, process.clock, gate, process.fail, Verdicts(process.metrics))
        await resume(watch, catalog, settings.accounts, demo=settings.demo_limits)
        unknown = "paper" if settings.environment == "development" else "live"
        follower = OrderFollower(watch, catalog, execution, new_environment=unknown)
        process.figures.of_follower("risk-orders", follower.follower)
        watch_gate(process.metrics, gate)
        prices = LivePrices(owner.bus, catalog, watch.on_market)
        server = Server(settings, process.metrics)
        feeds = Feeds(owner.tails, process.clock)
        history = History(owner.store, owner.log_id)
        api = RiskApi(watch, catalog, Commands(watch), history, feeds)
        server.add(add_RiskServiceServicer_to_server, api)
        process.spawn("catalog", catalog.read_all())
        process.spawn("prices", prices.run())
        process.spawn("orders", follower.run(owner.bus))
        process.spawn("clock", _tick(watch))
        process.spawn("readiness", _tell_readiness(server, catalog, follower))
        try:
            await process.serve(server)
        finally:
            await marketdata.close()
            await execution.close()


async def _tick(watch: RiskWatch) -> None:
    """Give the gate its clock."""
    while True:
        await asyncio.sleep(TICK_S)
        await watch.whole(watch.on_clock())


async def _tell_readiness(server: Server, catalog: Catalog, follower: OrderFollower) -> None:
    """Not ready until instruments are listed and every account is caught up."""
    await server.set_ready(False)
    await catalog.listed.wait()
    await follower.caught_up.wait()
    await server.set_ready(True)


if __name__ == "__main__":
    run(main)
