"""The signal service's process: its parts, put together."""

import uuid

from services.chassis.channels import peer
from services.chassis.config import load
from services.chassis.process import Process, run
from services.chassis.server import Server
from services.signal.approvals import Approvals
from services.signal.feed import SignalFeed
from services.signal.fleet import Fleet
from services.signal.history import MarketHistory
from services.signal.journal import Journal
from services.signal.metrics import Counts, watch_strategies
from services.signal.orders import OrderFollower
from services.signal.seat import Parts
from services.signal.service import SignalApi
from services.signal.settings import SignalSettings
from services.signal.watch import BlockWatch
from tradewire.execution.v1 import execution_service_pb2
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.signal.v1 import signal_service_pb2_grpc

_MARKETDATA = marketdata_service_pb2.DESCRIPTOR.services_by_name["MarketDataService"]
_EXECUTION = execution_service_pb2.DESCRIPTOR.services_by_name["ExecutionService"]


async def main() -> None:
    """Run the service until it is told to stop."""
    settings = load(SignalSettings)
    async with Process(settings) as process:
        owner = await process.open_owner()
        marketdata = peer(settings, "marketdata", services=[_MARKETDATA], metrics=process.metrics)
        execution = peer(settings, "execution", services=[_EXECUTION], metrics=process.metrics)
        journal = Journal(owner.log_id, process.clock.now_ns)
        watch = BlockWatch()
        parts = Parts(
            owner=owner,
            journal=journal,
            history=MarketHistory(marketdata, settings.warm_wait_s),
            clock=process.clock,
            wall=process.wall,
            watch=watch,
            counts=Counts(process.metrics),
            fail=process.fail,
            speed=1.0 if settings.clock is None else settings.clock.speed,
            warm_candles=settings.warm_candles,
        )
        fleet = Fleet(parts, lambda: str(uuid.uuid4()), settings.strategy_folders)
        approvals = Approvals(owner, journal)
        orders = OrderFollower(owner, fleet, journal, execution)
        process.figures.of_follower("signal-orders", orders.follower)
        watch_strategies(
            process.metrics,
            lambda: {name: seat.record.state for name, seat in list(fleet.seats.items())},
        )
        feed = SignalFeed(owner.tails, fleet, process.clock)
        server = Server(settings, process.metrics)
        server.add(
            signal_service_pb2_grpc.add_SignalServiceServicer_to_server,
            SignalApi(owner, fleet, approvals, feed, process.clock),
        )
        watch.start()
        await fleet.open(settings.strategies)
        process.spawn("orders", orders.run(owner.bus))
        process.spawn("approvals", approvals.run())
        try:
            await process.serve(server)
        finally:
            await fleet.close()
            watch.close()
            await marketdata.close()
            await execution.close()


if __name__ == "__main__":
    run(main)
