"""What execution gets of risk's process when one of the two, or the bus between them, is late."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from services.chassis.config import Addresses
from services.chassis.nats_server import NatsServer
from services.execution.risk_port import Answered, RiskPort, Spent, Unanswered
from services.execution.settings import ExecutionSettings
from tests.free_ports import free_port
from tests.integration.execution_mesh import (
    PATIENCE_S,
    SIM,
    Execution,
    Peers,
    execution,
    peers,
    priced,
    quote_at,
    settings_of,
    trading,
    until,
)
from tests.integration.risk_mesh import RiskProcess, log_of, risk
from tradewire.execution.v1 import order_command_pb2, order_pb2, position_pb2
from tradewire.orders import OrderState
from tradewire.risk.v1 import event_requests_pb2, verdict_requests_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.types.v1.trading_pb2 import ORDER_TYPE_LIMIT, SIDE_BUY
from tradewire.verdicts import Approved, VerdictRequest

pytestmark = pytest.mark.mesh

D = Decimal
PROTECTED = {"stop_price": D(40000), "target_price": D(60000)}


@dataclass
class World:
    """Risk as a process, and what execution needs to run beside it, over and over."""

    around: Peers
    settings: ExecutionSettings
    execution_port: int
    risk: RiskProcess

    @asynccontextmanager
    async def execution(self) -> AsyncIterator[Execution]:
        """Execution, trading on known prices; leaving is a crash."""
        async with (
            execution(self.settings) as running,
            log_of(running.shell.owner, self.execution_port),
        ):
            await self.risk.ready()
            await trading(running)
            await priced(self.around, running)
            yield running

    async def released(self, verdict: str) -> int:
        """How often risk has told that it released what a verdict held."""
        kind = event_requests_pb2.RiskEventKind.RISK_EVENT_KIND_RESERVATION_RELEASED
        request = event_requests_pb2.ListRiskEventsRequest(account="paper", kind=kind)
        told = await self.risk.stub.ListRiskEvents(request)
        return [each.reservation_released.verdict for each in told.events].count(verdict)


@asynccontextmanager
async def world(server: NatsServer, folder: Path) -> AsyncIterator[World]:
    """Risk runs; execution is the test's to start."""
    port, execution_port = free_port(), free_port()
    async with peers(server.url, folder) as around:
        peer = f"127.0.0.1:{around.port}"
        addresses = Addresses(marketdata=peer, signal=peer, risk=f"127.0.0.1:{port}")
        # Patient, so that only the outcome is judged and not the machine.
        settings = settings_of(around, folder, addresses=addresses, risk_wait_s=PATIENCE_S)
        where = {"marketdata": around.port, "execution": execution_port}
        async with risk(folder, server.url, port, **where) as guard:
            yield World(around, settings, execution_port, guard)


class Swallowed:
    """A way to risk whose answers to orders never come; the questions arrive.

    ``answers`` has what risk said.
    """

    def __init__(self, risk: RiskPort) -> None:
        self.risk = risk
        self.answers: list[Answered | Spent | Unanswered] = []

    async def check(
        self, request: VerdictRequest, known: StreamPosition, *, validate_only: bool = False
    ) -> Answered | Spent | Unanswered:
        """Ask, and keep the answer back for ever."""
        answer = await self.risk.check(request, known, validate_only=validate_only)
        self.answers.append(answer)
        await asyncio.Event().wait()
        return answer

    def approval(self) -> Approved:
        """The approval that was swallowed."""
        (answer,) = self.answers
        assert isinstance(answer, Answered)
        assert isinstance(answer.verdict, Approved)
        return answer.verdict


def swallow(running: Execution) -> Swallowed:
    """Cut the way back from risk."""
    lost = Swallowed(running.account.judge._risk)
    running.account.judge._risk = lost
    return lost


async def limit_buy(running: Execution, price: str) -> order_pb2.Order:
    """An order of a user's that rests below the market."""
    ticket = order_pb2.OrderTicket(
        instrument=SIM.id, side=SIDE_BUY, type=ORDER_TYPE_LIMIT, quantity="0.01", price=price
    )
    ticket.protection.stop_price, ticket.protection.target_price = "40000", "60000"
    placed: order_pb2.Order = await running.client.execution.SubmitOrder(
        order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket),
        timeout=PATIENCE_S,
    )
    assert placed.state != order_pb2.ORDER_STATE_DENIED, placed.message
    return placed


async def test_a_close_right_after_a_fill_is_judged_by_the_position_that_it_closes(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The bus hangs, so that risk hears nothing of the fill: it asks execution, and approves."""
    async with world(nats_server, tmp_path) as mesh, mesh.execution() as running:
        async with mesh.around.quoting("50000.00", "50000.02"):
            await limit_buy(running, "49000")
        desk = running.account.writer.desk
        assert nats_server.pid is not None
        os.kill(nats_server.pid, signal.SIGSTOP)
        try:
            running.shell.links["paper"].on_market([quote_at("48999.00")])
            await until(lambda: desk.position(SIM.id).quantity == D("0.01"), "a fill")
            before = running.account.writer.head
            closed = await running.client.execution.ClosePosition(
                position_pb2.ClosePositionRequest(account="paper", instrument=SIM.id),
                timeout=PATIENCE_S,
            )
        finally:
            os.kill(nats_server.pid, signal.SIGCONT)
        assert closed.state != order_pb2.ORDER_STATE_DENIED, closed.message
        verdict = await mesh.risk.stub.GetVerdict(
            verdict_requests_pb2.GetVerdictRequest(verdict=closed.verdict)
        )
        assert verdict.orders_position.sequence >= before
        assert verdict.HasField("approved")


async def test_an_approval_that_expired_while_execution_was_away_is_asked_for_anew(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The answer is lost in a crash: nobody refused the order, so it is not denied."""
    async with world(nats_server, tmp_path) as mesh:
        async with mesh.execution() as running:
            lost = swallow(running)
            await mesh.around.buy()
            await until(lambda: bool(lost.answers), "risk has answered")
            assert not running.orders()
            running.crashed = True
        approval = lost.approval()
        await until(lambda: time.time_ns() > approval.expires_ns, "the approval expires")
        async with (
            mesh.around.quoting("50000.00", "50000.02"),
            mesh.execution() as running,
        ):
            await until(lambda: bool(running.orders()), "an order")
            entry = running.orders()[0]
            assert entry.state is not OrderState.DENIED, entry.reasons
            assert entry.verdict_id not in {"", approval.verdict_id}
            assert await mesh.released(approval.verdict_id) == 1


async def test_a_target_that_other_orders_came_between_is_another_question(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """It takes another quantity after the crash than before, and what was held is released once."""
    async with world(nats_server, tmp_path) as mesh:
        async with mesh.execution() as running:
            async with mesh.around.quoting("50000.00", "50000.02"):
                resting = await limit_buy(running, "49000")
            lost = swallow(running)
            await mesh.around.signal(None, target_position=D("0.03"), **PROTECTED)
            await until(lambda: bool(lost.answers), "risk has answered")
            running.account.judge._risk = lost.risk
            await running.client.execution.CancelOrder(
                order_command_pb2.CancelOrderRequest(account="paper", order=resting.order)
            )
            await until(lambda: not running.account.writer.desk.open_orders(), "it is canceled")
            running.crashed = True
        approval = lost.approval()
        assert approval.quantity == D("0.02")
        async with (
            mesh.around.quoting("50000.00", "50000.02"),
            mesh.execution() as running,
        ):
            await until(lambda: len(running.orders()) > 1, "an order")
            entry = running.orders()[1]
            assert entry.state is not OrderState.DENIED, entry.reasons
            assert entry.quantity == D("0.03")
            assert await mesh.released(approval.verdict_id) == 1
