"""What the mesh is doing, in figures: asked from the services, counted from the account's stream.

Each figure stands alone: what a service that is away would tell is missing, the rest is shown.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from decimal import Decimal

from console.labels import label
from tradewire.client import Tradewire
from tradewire.errors import OutOfRangeError, TradewireError
from tradewire.execution.v1 import account_event_pb2, fill_pb2, order_command_pb2, position_pb2
from tradewire.follow import Happened, Position
from tradewire.marketdata.v1 import feed_pb2, feed_requests_pb2
from tradewire.risk.v1 import portfolio_pb2
from tradewire.signal.v1 import strategy_pb2, strategy_requests_pb2

# A poll costs four small calls; a person reads no faster.
POLL_S = 1.0
# A service that restarts is back in two seconds; the next poll asks again.
CALL_S_MAX = 2.0
# The stream is opened again after its owner was away.
REOPEN_S = 1.0


@dataclass(slots=True)
class Figures:
    """The newest of each; empty text and None where it is not known.

    Attributes:
        ticks: events of the feeds since marketdata started.
        ticks_per_second: over the last ten seconds.
        signals: by strategies, ever.
        orders, denied, fills: since this start.
        pnl: realised and unrealised after fees, by asset, since the account began.
        equity: of the account, with its asset.
        replayed: how far a replay is, such as "2024-08-08 12:00:01 (43%)"; empty for none.
    """

    feed_state: str = ""
    feed_detail: str = ""
    ticks: int = 0
    ticks_per_second: float = 0.0
    signals: int = 0
    orders: int = 0
    denied: int = 0
    fills: int = 0
    positions: list[str] = field(default_factory=list)
    pnl: dict[str, Decimal] = field(default_factory=dict)
    equity: str = ""
    trading_state: str = ""
    strategies: dict[str, str] = field(default_factory=dict)
    replayed: str = ""

    def to_json(self) -> dict[str, object]:
        """As one JSON object; money as text."""
        return {
            "feed_state": self.feed_state,
            "ticks": self.ticks,
            "ticks_per_second": round(self.ticks_per_second, 1),
            "signals": self.signals,
            "orders": self.orders,
            "denied": self.denied,
            "fills": self.fills,
            "positions": list(self.positions),
            "pnl": {asset: f"{amount:f}" for asset, amount in self.pnl.items()},
            "equity": self.equity,
            "strategies": dict(self.strategies),
            "replayed": self.replayed,
        }


OnFill = Callable[[fill_pb2.Fill], None]


class Watch:
    """Keeps figures current while it runs.

    Args:
        client: of the mesh.
        account: whose orders are counted.
        resumed: whether the account has a past, which is not counted.
        on_fill: told of each fill.
    """

    def __init__(
        self, client: Tradewire, account: str, *, resumed: bool, on_fill: OnFill | None = None
    ) -> None:
        self.figures = Figures()
        self._client = client
        self._account = account
        self._resumed = resumed
        self._on_fill = on_fill

    async def run(self) -> None:
        """Poll and follow until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._poll())
            if self._on_fill is not None:
                tasks.create_task(self._follow())

    async def look(self) -> Figures:
        """Ask every service once."""
        for ask in (self._ask_feeds, self._ask_strategies, self._ask_positions, self._ask_risk):
            with contextlib.suppress(TradewireError):
                await ask()
        return self.figures

    async def _poll(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(POLL_S)

    # -- the account's stream --------------------------------------------------------------

    async def _follow(self) -> None:
        position: Position | None = None
        while True:
            try:
                position = position or await self._beginning()
                async for reached, event in self._events(position):
                    position = reached
                    self._count(event)
            except OutOfRangeError:
                # Another log: its owner lost the old one. What it tells is new.
                position, self._resumed = None, False
            except TradewireError:
                pass
            await asyncio.sleep(REOPEN_S)

    async def _beginning(self) -> Position:
        """Where this start begins in the account's stream."""
        page = await self._client.execution.ListOrders(
            order_command_pb2.ListOrdersRequest(account=self._account, page_size=1)
        )
        return Position(page.as_of.log_id, page.as_of.sequence if self._resumed else 0)

    async def _events(
        self, position: Position
    ) -> AsyncIterator[tuple[Position, account_event_pb2.AccountEvent]]:
        async for item in self._client.follow_account(self._account, position):
            if isinstance(item, Happened):
                yield item.position, item.event

    def _count(self, event: account_event_pb2.AccountEvent) -> None:
        if event.WhichOneof("event") != "order_event":
            return
        match event.order_event.WhichOneof("kind"):
            case "submitted" | "adopted":
                self.figures.orders += 1
            case "denied":
                self.figures.orders += 1
                self.figures.denied += 1
            case "filled":
                self.figures.fills += 1
                if self._on_fill is not None:
                    self._on_fill(event.order_event.filled.fill)
            case _:
                pass

    # -- one service each ------------------------------------------------------------------

    async def _ask_feeds(self) -> None:
        answer = await self._client.marketdata.ListFeeds(
            feed_requests_pb2.ListFeedsRequest(), timeout=CALL_S_MAX
        )
        figures = self.figures
        figures.ticks = sum(feed.status.event_count for feed in answer.feeds)
        figures.ticks_per_second = sum(feed.status.events_per_second for feed in answer.feeds)
        for feed in answer.feeds:
            figures.feed_state = label(feed_pb2.FeedState, feed.status.state)
            figures.feed_detail = feed.status.detail

    async def _ask_strategies(self) -> None:
        answer = await self._client.signal.ListStrategies(
            strategy_requests_pb2.ListStrategiesRequest(), timeout=CALL_S_MAX
        )
        self.figures.signals = sum(one.last_signal_ordinal for one in answer.strategies)
        self.figures.strategies = {one.strategy: standing(one) for one in answer.strategies}

    async def _ask_positions(self) -> None:
        positions = [one async for one in _positions(self._client, self._account)]
        pnl: dict[str, Decimal] = {}
        for one in positions:
            gained = Decimal(one.realised_pnl or 0) + Decimal(one.unrealised_pnl or 0)
            pnl[one.settlement_asset] = pnl.get(one.settlement_asset, Decimal(0)) + gained
            for fee in one.fees:
                pnl[fee.asset] = pnl.get(fee.asset, Decimal(0)) - Decimal(fee.amount)
        self.figures.pnl = pnl
        self.figures.positions = [
            f"{one.quantity} {one.instrument}" for one in positions if Decimal(one.quantity) != 0
        ]

    async def _ask_risk(self) -> None:
        seen = await self._client.risk.GetPortfolioRisk(
            portfolio_pb2.GetPortfolioRiskRequest(account=self._account), timeout=CALL_S_MAX
        )
        self.figures.equity = f"{seen.equity} {seen.asset}" if seen.equity else ""


async def _positions(client: Tradewire, account: str) -> AsyncIterator[position_pb2.Position]:
    token = ""
    while True:
        page = await client.execution.ListPositions(
            position_pb2.ListPositionsRequest(
                account=account, show_flat=True, page_size=1_000, page_token=token
            ),
            timeout=CALL_S_MAX,
        )
        for one in page.positions:
            yield one
        token = page.next_page_token
        if not token:
            return


def standing(strategy: strategy_pb2.Strategy) -> str:
    """A strategy's state in a word, and why where it failed."""
    state = label(strategy_pb2.StrategyState, strategy.state)
    if strategy.state == strategy_pb2.STRATEGY_STATE_FAILED:
        return f"{state}: {strategy.failure.error_type}: {strategy.failure.message}"
    return state
