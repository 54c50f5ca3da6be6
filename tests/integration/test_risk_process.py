"""Risk as a process: from silence to verdicts on live prices, over crashes and switches."""

from pathlib import Path
from typing import Any

from services.chassis.config import Addresses
from services.chassis.events import open_log
from services.chassis.nats_server import NatsServer
from services.chassis.schema import migrate_databases
from services.chassis.sqlite import SqliteStore
from tests.free_ports import free_port
from tests.integration.execution_mesh import SIM, execution, peers, settings_of, trading, until
from tests.integration.risk_mesh import log_of, order, risk, spawn
from tradewire.risk.v1 import (
    kill_switch_pb2,
    portfolio_pb2,
    verdict_requests_pb2,
)
from tradewire.types.v1 import trading_pb2


async def portfolio(stub: Any) -> portfolio_pb2.PortfolioRisk:
    """What risk sees of the account."""
    found: portfolio_pb2.PortfolioRisk = await stub.GetPortfolioRisk(
        portfolio_pb2.GetPortfolioRiskRequest(account="paper")
    )
    return found


async def begin_log(folder: Path, log_id: str) -> None:
    """A new database of execution's, whose log has this id."""
    await migrate_databases({"execution": f"sqlite:///{folder / 'execution.db'}"})
    store = await SqliteStore.open(folder / "execution.db")
    await store.write(lambda each: open_log(each, now_ns=1, draw_id=lambda: log_id))
    await store.close()


async def test_nothing_opens_until_the_account_is_known(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Execution and market data are away: it answers, and refuses with what is missing."""
    ports = free_port(), free_port(), free_port()
    async with risk(
        tmp_path, nats_server.url, ports[0], marketdata=ports[1], execution=ports[2]
    ) as running:
        verdict = await running.check(order(1))
        assert trading_pb2.REFUSAL_REASON_NOT_RECONCILED in verdict.refused.reasons
        assert trading_pb2.REFUSAL_REASON_NO_PRICE in verdict.refused.reasons


async def test_a_signal_is_judged_filled_and_remembered_over_a_crash(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The real execution asks; the fill reaches the portfolio; a kill -9 changes nothing."""
    port, execution_port = free_port(), free_port()
    async with peers(nats_server.url, tmp_path) as around:
        where = {"marketdata": around.port, "execution": execution_port}
        peer = f"127.0.0.1:{around.port}"
        settings = settings_of(
            around,
            tmp_path,
            addresses=Addresses(marketdata=peer, signal=peer, risk=f"127.0.0.1:{port}"),
        )
        async with (
            execution(settings) as running,
            log_of(running.shell.owner, execution_port),
        ):
            async with risk(tmp_path, nats_server.url, port, **where) as guard:
                await guard.ready()
                await trading(running)
                await guard.priced(lambda: around.quote("50000.00", "50000.02"))
                await around.buy()
                await until(lambda: len(around.events) >= 10, "an entry, its fill, its exits")
                first = await guard.check(order(1))
                assert first.HasField("approved"), first.refused
                before = await portfolio(guard.stub)
            async with risk(tmp_path, nats_server.url, port, **where) as guard:
                await guard.ready()
                assert await guard.check(order(1)) == first
                after = await portfolio(guard.stub)
                assert [each.instrument for each in after.positions] == [SIM.id]
                assert after.positions[0].quantity == before.positions[0].quantity
                assert after.orders_position == before.orders_position
                listed = await guard.stub.ListVerdicts(
                    verdict_requests_pb2.ListVerdictsRequest(account="paper")
                )
                assert [each.HasField("approved") for each in listed.verdicts] == [True, True]
                assert listed.verdicts[0] == first


async def test_a_kill_switch_reaches_execution_and_survives_a_restart(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Engaged: refused at risk, halted at execution; only a release takes it back."""
    port, execution_port = free_port(), free_port()
    async with peers(nats_server.url, tmp_path) as around:
        where = {"marketdata": around.port, "execution": execution_port}
        peer = f"127.0.0.1:{around.port}"
        settings = settings_of(
            around,
            tmp_path,
            addresses=Addresses(marketdata=peer, signal=peer, risk=f"127.0.0.1:{port}"),
        )
        async with (
            execution(settings) as running,
            log_of(running.shell.owner, execution_port),
        ):
            async with risk(tmp_path, nats_server.url, port, **where) as guard:
                await guard.ready()
                await trading(running)
                engaged = await guard.stub.EngageKillSwitch(
                    kill_switch_pb2.EngageKillSwitchRequest(
                        kill_switch="all", reason="test", request_id="k1"
                    )
                )
                assert engaged.engaged
                assert engaged.actor == "developer"
                desk = running.account.writer.desk
                await until(lambda: desk.export().halts, "execution is halted")
            async with risk(tmp_path, nats_server.url, port, **where) as guard:
                await guard.ready()
                await guard.priced(lambda: around.quote("50000.00", "50000.02"))
                verdict = await guard.check(order(2))
                assert trading_pb2.REFUSAL_REASON_KILL_SWITCH in verdict.refused.reasons
                released = await guard.stub.ReleaseKillSwitch(
                    kill_switch_pb2.ReleaseKillSwitchRequest(kill_switch="all", reason="over")
                )
                assert not released.engaged
                await guard.priced(lambda: around.quote("50000.00", "50000.02"))
                assert (await guard.check(order(3))).HasField("approved")


async def test_another_log_of_execution_is_read_anew(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Execution began afresh: risk says so and ends, and its next start knows the new state."""
    port, execution_port = free_port(), free_port()
    async with peers(nats_server.url, tmp_path) as around:
        where = {"marketdata": around.port, "execution": execution_port}
        for life in ("first", "second"):
            folder = tmp_path / life
            folder.mkdir()
            await begin_log(folder, life)
            async with (
                execution(settings_of(around, folder)) as running,
                log_of(running.shell.owner, execution_port),
            ):
                if life == "second":
                    ending = await spawn(tmp_path, nats_server.url, port, **where)
                    assert await ending.wait() == 1
                async with risk(tmp_path, nats_server.url, port, **where) as guard:
                    await guard.ready()
                    found = await portfolio(guard.stub)
                    assert found.orders_position.log_id == life
                    assert found.equity == "100000"
