"""What a run came to: counts, orders, fills, P&L and the two hashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from services.backtest.kernel import Round
from services.marketdata.steps import Step
from tradewire.decimals import ZERO, canonical
from tradewire.hashes import fills_hash, orders_hash
from tradewire.market import BookUpdate, Candle, Quote, Trade
from tradewire.orders import Fill, Order, OrderEvent, OrderState

Figures = dict[str, object]


@dataclass(slots=True)
class Tally:
    """Collects a run's streams; ``orders`` holds each order as it last stood."""

    trades: int = 0
    quotes: int = 0
    book_updates: int = 0
    candles: int = 0
    steps: int = 0
    signals: int = 0
    orders: dict[str, Order] = field(default_factory=dict)
    fills: list[Fill] = field(default_factory=list)
    clock_ns: int = 0
    _last: dict[str, Trade | Candle] = field(default_factory=dict)

    @property
    def last_prices(self) -> dict[str, Decimal]:
        """Of each instrument, of its last trade or candle."""
        return {
            name: last.price if isinstance(last, Trade) else last.close
            for name, last in self._last.items()
        }

    def on_step(self, step: Step) -> None:
        """Count a step's events and keep the last price of each instrument."""
        self.steps += 1
        self.clock_ns = step.clock_ns
        for event in step.events:
            match event:
                case Trade():
                    self.trades += 1
                    self._last[event.instrument.id] = event
                case Quote():
                    self.quotes += 1
                case BookUpdate():
                    self.book_updates += 1
                case Candle():
                    self.candles += 1
                    self._last[event.instrument.id] = event

    def on_round(self, gained: Round, _clock_ns: int) -> None:
        """Count signals, keep orders and fills."""
        self.signals += len(gained.signals)
        for event in gained.account:
            if isinstance(event, OrderEvent):
                self.orders[event.order.order_id] = event.order
                if event.fill is not None:
                    self.fills.append(event.fill)

    def refused(self) -> list[Order]:
        """The orders that risk or the venue refused, oldest first."""
        final = (OrderState.DENIED, OrderState.REJECTED)
        return [order for order in self.orders.values() if order.state in final]

    def figures(self, pnl: Sequence[tuple[str, Decimal]]) -> Figures:
        """The run as an object of plain values, ready for JSON.

        Args:
            pnl: settlement asset and total P&L after fees, realised and unrealised.
        """
        orders = list(self.orders.values())
        return {
            "trades": self.trades,
            "quotes": self.quotes,
            "book_updates": self.book_updates,
            "candles": self.candles,
            "signals": self.signals,
            "orders": len(orders),
            "open_orders": sum(order.state.is_open for order in orders),
            "fills": len(self.fills),
            "refused": len(self.refused()),
            "fees": _by_asset(self.fills),
            "pnl": {asset: canonical(amount) for asset, amount in pnl},
            "orders_hash": orders_hash(orders),
            "fills_hash": fills_hash(self.fills),
        }


def _by_asset(fills: Sequence[Fill]) -> dict[str, str]:
    total: dict[str, Decimal] = {}
    for fill in fills:
        total[fill.fee_asset] = total.get(fill.fee_asset, ZERO) + fill.fee
    return {asset: canonical(amount) for asset, amount in total.items()}
