"""The kernel's rounds over a few ticks written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

import pytest

from services.backtest.kernel import Kernel, Observer, Round
from services.execution.desk import DeskState, ExecutionDesk
from services.execution.paper import PaperVenue
from services.marketdata.steps import Step, Steps
from services.risk.gate import RiskGate
from services.risk.limits import Limits
from services.signal.host import HostState, StrategyHost
from tests.unit.services.execution.floor import PERP
from tradewire.decimals import EXACT
from tradewire.errors import InternalError
from tradewire.market import SECOND_NS, MarketEvent, Quote, Trade
from tradewire.orders import Balance, BalanceCause, BalanceChanged, Order, OrderEvent, OrderState
from tradewire.strategy import Side, Strategy

MS = 1_000_000
BEGIN = 1_000 * SECOND_NS


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


def ticks() -> list[MarketEvent]:
    """A quote of 100.00 to 100.01 and a trade, then the same again half a second later."""
    found: list[MarketEvent] = []
    for at_ns in (BEGIN, BEGIN + 500 * MS):
        found.append(Quote(PERP, 10_000, 50_000, 10_001, 50_000, 0, at_ns, at_ns))
        found.append(Trade(PERP, 10_000, 1_000, Side.BUY, str(at_ns), at_ns, at_ns + 1))
    return found


@dataclass
class Run:
    """A kernel over the ticks, and what it was seen to do."""

    kernel: Kernel
    host: StrategyHost
    orders: dict[str, Order]
    steps: list[Step]


def run(strategy: Strategy, latency_ns: int = 10 * MS) -> Run:
    """Run the strategy over the ticks, with limits that let everything pass."""
    balances = (Balance("paper", "USDT", Decimal(100_000)),)
    gate = RiskGate(log_id="r", instruments=(PERP,), limits=(Limits("account-paper"),))
    gate.add_account("paper", "USDT")
    gate.on_account_event(BalanceChanged(balances[0], 0, BalanceCause.OPENING))
    host = StrategyHost("mine", strategy, "paper", "s")
    venue = PaperVenue(
        account="paper", log_id="p", instruments=(PERP,), balances=balances, latency_ns=latency_ns
    )
    orders: dict[str, Order] = {}
    steps: list[Step] = []

    def on_round(gained: Round, _clock_ns: int) -> None:
        for event in gained.account:
            if isinstance(event, OrderEvent):
                orders[event.order.order_id] = event.order

    kernel = Kernel(
        gate=gate,
        hosts=(host,),
        desk=ExecutionDesk("paper", {PERP.id: PERP}.__getitem__, DeskState(balances=balances)),
        venue=venue,
        observer=Observer(on_round=on_round, on_step=steps.append),
    )
    tape = Steps([ticks()], [PERP], step_ns=10 * MS, end_margin_ns=SECOND_NS)
    kernel.run(tape)
    return Run(kernel, host, orders, steps)


def test_what_a_strategy_asks_for_as_it_stops_is_still_sent_and_filled() -> None:
    """It may leave flat; ``on_stop`` runs once, after the last event."""

    class Leaver(Strategy):
        def on_trade(self, trade: Trade) -> None:
            if self.position(trade) == 0:
                self.buy(trade, 1)

        def on_stop(self) -> None:
            self.state["stopped"] = self.state.get("stopped", 0) + 1
            self.close(PERP)

    done = run(Leaver())
    assert done.host.strategy.state == {"stopped": 1}
    assert done.host.state is HostState.STOPPED
    assert [order.state for order in done.orders.values()] == [OrderState.FILLED] * 2
    assert done.kernel.desk.position(PERP.id).quantity == 0
    assert done.host.strategy.position(PERP) == 0
    clocks = [step.clock_ns for step in done.steps]
    assert clocks == sorted(clocks)


def test_a_strategy_that_says_nothing_as_it_stops_adds_no_step() -> None:
    """The run ends one margin after the last event."""
    done = run(Strategy())
    assert done.host.state is HostState.STOPPED
    assert done.steps[-1].clock_ns == BEGIN + 510 * MS + SECOND_NS


def test_a_strategy_that_answers_its_own_orders_without_end_is_stopped() -> None:
    """A step would never come to rest."""

    class Loop(Strategy):
        def on_trade(self, trade: Trade) -> None:
            self.buy(trade, "0.0001")

        def on_order(self, event: OrderEvent) -> None:
            self.buy(PERP, "0.0001")

    with pytest.raises(InternalError, match="64 rounds"):
        run(Loop())
