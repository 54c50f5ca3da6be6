"""The risk service: ``python -m services.risk``."""

import asyncio
from dataclasses import dataclass

from services.chassis.channels import peer
from services.chassis.checkpoints import Checkpoints
from services.chassis.config import load
from services.chassis.lockstep import LockStep
from services.chassis.process import Owner, Process, run
from services.chassis.server import Server
from services.chassis.tape import tape_instruments
from services.risk.catalog import Catalog
from services.risk.commands import Commands
from services.risk.feeds import Feeds
from services.risk.following import OrderFollower
from services.risk.gate import RiskGate
from services.risk.history import History
from services.risk.metrics import Verdicts, watch_gate
from services.risk.prices import LivePrices
from services.risk.reach import Reach
from services.risk.replaying import ReplayChecks, ReplayingRisk
from services.risk.restoring import resume
from services.risk.service import RiskApi
from services.risk.settings import RiskSettings
from services.risk.watch import RiskWatch
from tradewire.channel import Channel
from tradewire.execution.v1 import execution_service_pb2
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import add_RiskServiceServicer_to_server
from tradewire.system.v1 import replay_service_pb2

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
            services=(
                *marketdata_service_pb2.DESCRIPTOR.services_by_name.values(),
                *replay_service_pb2.DESCRIPTOR.services_by_name.values(),
            ),
            metrics=process.metrics,
        )
        execution = peer(
            settings,
            "execution",
            services=tuple(execution_service_pb2.DESCRIPTOR.services_by_name.values()),
            metrics=process.metrics,
        )
        parts = _Parts(process, settings, owner, marketdata, execution)
        try:
            await (_follow if process.steps is None else _replay)(parts)
        finally:
            await marketdata.close()
            await execution.close()


@dataclass(frozen=True, slots=True)
class _Parts:
    """What risk is made of, live and in a replay."""

    process: Process
    settings: RiskSettings
    owner: Owner
    marketdata: Channel
    execution: Channel

    def watch(self) -> RiskWatch:
        """The gate and what it keeps, both new."""
        process, gate = self.process, RiskGate(log_id=self.owner.log_id)
        watch_gate(process.metrics, gate)
        return RiskWatch(self.owner, process.clock, gate, process.fail, Verdicts(process.metrics))

    def serve(
        self,
        watch: RiskWatch,
        catalog: Catalog,
        *,
        reach: Reach | None = None,
        replay: ReplayChecks | None = None,
    ) -> Server:
        """The server of risk's calls, to be started."""
        server = Server(self.settings, self.process.metrics)
        feeds = Feeds(self.owner.tails, self.process.clock)
        history = History(self.owner.store, self.owner.log_id)
        commands = Commands(watch)
        api = RiskApi(watch, catalog, commands, history, feeds, reach=reach, replay=replay)
        server.add(add_RiskServiceServicer_to_server, api)
        return server


async def _follow(parts: _Parts) -> None:
    """Live and on paper: go on from the database, follow orders and prices as they come."""
    process, settings, owner = parts.process, parts.settings, parts.owner
    watch = parts.watch()
    catalog = Catalog(parts.marketdata, owner.store, watch.gate.add_instrument)
    await resume(watch, catalog, settings.accounts, demo=settings.demo_limits)
    unknown = "paper" if settings.environment == "development" else "live"
    follower = OrderFollower(watch, catalog, parts.execution, new_environment=unknown)
    process.figures.of_follower("risk-orders", follower.follower)
    prices = LivePrices(owner.bus, catalog, watch.on_market)
    server = parts.serve(watch, catalog, reach=Reach(watch, follower))
    process.spawn("catalog", catalog.read_all())
    process.spawn("prices", prices.run())
    process.spawn("orders", follower.run(owner.bus))
    process.spawn("clock", _tick(watch))
    process.spawn("readiness", _tell_readiness(server, catalog, follower))
    await process.serve(server)


async def _replay(parts: _Parts) -> None:
    """In a replay: a gate that is built anew and led round by round."""
    process, settings = parts.process, parts.settings
    if process.steps is None or settings.replay is None:
        raise AssertionError("only a replay is led in steps")
    watch = parts.watch()
    catalog = Catalog(parts.marketdata, parts.owner.store, lambda _: None)
    participant = ReplayingRisk(
        watch, settings.accounts, parts.execution, demo=settings.demo_limits
    )
    run, owner = settings.replay.run, parts.owner
    checkpoints = Checkpoints.of(settings, participant)
    lock_step = LockStep(run, process.steps, owner, participant, parts.marketdata, checkpoints)
    server = parts.serve(watch, catalog, replay=ReplayChecks(lock_step, participant))
    await server.set_ready(False)

    async def lead() -> None:
        participant.know(await tape_instruments(parts.marketdata))
        await server.set_ready(True)
        await lock_step.run()

    process.spawn("catalog", catalog.read_all())
    process.spawn("lock-step", lead())
    await process.serve(server)


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
