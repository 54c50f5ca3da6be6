"""The signal service's process: its parts, put together."""

import uuid

from services.chassis.channels import peer
from services.chassis.checkpoints import Checkpoints
from services.chassis.clock import ManualClock, WallClock
from services.chassis.config import load
from services.chassis.lockstep import LockStep
from services.chassis.process import Process, run
from services.chassis.server import Server
from services.chassis.tape import tape_instruments
from services.signal.approvals import Approvals
from services.signal.feed import SignalFeed
from services.signal.fleet import Fleet
from services.signal.history import MarketHistory
from services.signal.journal import Journal
from services.signal.metrics import Counts, watch_strategies
from services.signal.orders import OrderFollower
from services.signal.replaying import ReplayingStrategies
from services.signal.seat import Parts
from services.signal.service import SignalApi
from services.signal.settings import SignalSettings
from services.signal.watch import BlockWatch
from tradewire.channel import Channel
from tradewire.execution.v1 import execution_service_pb2
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.signal.v1 import signal_service_pb2_grpc
from tradewire.system.v1 import replay_service_pb2

_MARKETDATA = marketdata_service_pb2.DESCRIPTOR.services_by_name["MarketDataService"]
_REPLAY = replay_service_pb2.DESCRIPTOR.services_by_name["ReplayService"]
_EXECUTION = execution_service_pb2.DESCRIPTOR.services_by_name["ExecutionService"]


async def main() -> None:
    """Run the service until it is told to stop."""
    settings = load(SignalSettings)
    async with Process(settings) as process:
        owner = await process.open_owner()
        marketdata = peer(
            settings, "marketdata", services=[_MARKETDATA, _REPLAY], metrics=process.metrics
        )
        execution = peer(settings, "execution", services=[_EXECUTION], metrics=process.metrics)
        watch = BlockWatch()
        parts = Parts(
            owner=owner,
            journal=Journal(owner.log_id, process.clock.now_ns),
            history=MarketHistory(marketdata, settings.warm_wait_s),
            clock=process.clock,
            wall=process.wall,
            watch=watch,
            counts=Counts(process.metrics),
            fail=process.fail,
            warm_candles=settings.warm_candles,
        )
        fleet = Fleet(parts, lambda: str(uuid.uuid4()), settings.strategy_folders)
        watch_strategies(
            process.metrics,
            lambda: {name: seat.record.state for name, seat in list(fleet.seats.items())},
        )
        watch.start()
        try:
            if process.steps is None:
                await _follow(process, settings, parts, fleet, execution)
            else:
                peers = marketdata, execution
                await _replay(process, settings, parts, fleet, peers, process.steps)
        finally:
            watch.close()
            await marketdata.close()
            await execution.close()


async def _follow(
    process: Process, settings: SignalSettings, parts: Parts, fleet: Fleet, execution: Channel
) -> None:
    """Live and on paper: go on from the database, follow the market as it comes."""
    owner = parts.owner
    approvals = Approvals(owner, parts.journal)
    orders = OrderFollower(owner, fleet, parts.journal, execution)
    process.figures.of_follower("signal-orders", orders.follower)
    server = _server(process, settings, parts, fleet, approvals)
    await fleet.open(settings.strategies)
    process.spawn("orders", orders.run(owner.bus))
    process.spawn("approvals", approvals.run())
    try:
        await process.serve(server)
    finally:
        await fleet.close()


async def _replay(
    process: Process,
    settings: SignalSettings,
    parts: Parts,
    fleet: Fleet,
    peers: tuple[Channel, Channel],
    steps: ManualClock,
) -> None:
    """In a replay: strategies that are built anew and led round by round."""
    marketdata, execution = peers
    run = "" if settings.replay is None else settings.replay.run
    participant = ReplayingStrategies(parts, fleet, settings.strategies, execution, WallClock())
    checkpoints = Checkpoints.of(settings, participant)
    lock_step = LockStep(run, steps, parts.owner, participant, marketdata, checkpoints)
    approvals = Approvals(parts.owner, parts.journal)
    server = _server(process, settings, parts, fleet, approvals)
    await server.set_ready(False)

    async def lead() -> None:
        participant.know(await tape_instruments(marketdata))
        await server.set_ready(True)
        await lock_step.run()

    process.spawn("lock-step", lead())
    await process.serve(server)


def _server(
    process: Process, settings: SignalSettings, parts: Parts, fleet: Fleet, approvals: Approvals
) -> Server:
    """The server of the strategies' calls, to be started."""
    feed = SignalFeed(parts.owner.tails, fleet, process.clock)
    server = Server(settings, process.metrics)
    server.add(
        signal_service_pb2_grpc.add_SignalServiceServicer_to_server,
        SignalApi(parts.owner, fleet, approvals, feed, process.clock),
    )
    return server


if __name__ == "__main__":
    run(main)
