"""What goes on, what waits and what is made good when the bus hangs, dies or comes back empty."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.chassis.config import Addresses
from services.chassis.nats_server import NatsServer
from tests.free_ports import free_port
from tests.integration.execution_mesh import (
    SIM,
    Execution,
    Peers,
    execution,
    peers,
    priced,
    settings_of,
    trading,
    until,
)
from tests.integration.risk_mesh import RiskProcess, log_of, risk
from tradewire.risk.v1 import kill_switch_pb2

pytestmark = pytest.mark.mesh


@dataclass
class World:
    """Execution here, risk as a process, and what they talk to."""

    around: Peers
    execution: Execution
    risk: RiskProcess


@asynccontextmanager
async def world(server: NatsServer, folder: Path) -> AsyncIterator[World]:
    """Risk and execution, trading."""
    port, execution_port = free_port(), free_port()
    async with peers(server.url, folder) as around:
        peer = f"127.0.0.1:{around.port}"
        addresses = Addresses(marketdata=peer, signal=peer, risk=f"127.0.0.1:{port}")
        settings = settings_of(around, folder, addresses=addresses)
        where = {"marketdata": around.port, "execution": execution_port}
        async with (
            execution(settings) as running,
            log_of(running.shell.owner, execution_port),
            risk(folder, server.url, port, **where) as guard,
        ):
            await guard.ready()
            await trading(running)
            await priced(around, running)
            yield World(around, running, guard)


async def engage(guard: RiskProcess, request_id: str) -> None:
    """Stop everything, cancel and close."""
    await guard.stub.EngageKillSwitch(
        kill_switch_pb2.EngageKillSwitchRequest(
            kill_switch="all",
            cancel_orders=True,
            close_positions=True,
            reason="test",
            request_id=request_id,
        )
    )


async def come_back_empty(server: NatsServer) -> None:
    """Start the bus again without anything that it held."""
    shutil.rmtree(server.data_dir / "jetstream")
    await server.start()


@pytest.mark.parametrize("how", ["hangs", "is gone"])
async def test_the_kill_switch_stops_an_account_while_the_bus(
    how: str, nats_server: NatsServer, tmp_path: Path
) -> None:
    """Orders are canceled and the position closed, once, though the bus brings it all later."""
    async with world(nats_server, tmp_path) as mesh:
        desk, around, running = mesh.execution.account.writer.desk, mesh.around, mesh.execution
        async with around.quoting("50000.00", "50000.02"):
            await around.buy()
            await until(lambda: desk.position(SIM.id).quantity > 0, "a position")
            await until(lambda: len(desk.open_orders()) == 2, "its stop and its target")
        assert nats_server.pid is not None
        if how == "hangs":
            os.kill(nats_server.pid, signal.SIGSTOP)
        else:
            await nats_server.kill()
        await engage(mesh.risk, "k1")
        await until(lambda: desk.export().halts, "execution is halted")
        await until(lambda: not desk.open_orders(), "nothing is open")
        assert desk.position(SIM.id).quantity == 0
        before = list(running.orders())
        if how == "hangs":
            os.kill(nats_server.pid, signal.SIGCONT)
        else:
            await come_back_empty(nats_server)
        late = await around.buy()
        await until(
            lambda: any(each.cause == f"signal:{late.signal_id}" for each in running.orders()),
            "a signal comes by the bus again",
        )
        assert "KILL_SWITCH" in running.orders()[-1].reasons
        assert list(running.orders())[: len(before)] == before
        closes = [each for each in running.orders() if each.cause.startswith("directive:")]
        assert len(closes) == 1
        assert desk.position(SIM.id).quantity == 0
