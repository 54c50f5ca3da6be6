"""What a replay through the services came to, in the same figures as the kernel's.

The rows are read from the services' own answers; the arithmetic is the kernel's, so that two
outcomes are equal where the runs were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.backtest.tally import Figures, Tally
from services.execution.ledger import Ledger
from services.marketdata.instruments import shipped_instruments
from tradewire.orders import Balance, Fill, Order, Position


@dataclass(frozen=True, slots=True)
class Rows:
    """What the services answer at the end of a replay.

    Attributes:
        opening: what the account began with, by asset, the reporting asset first.
        orders, fills: oldest first.
        last_prices: by instrument, of every position that is open.
        counts: trades, quotes, book_updates and candles of the tape.
    """

    account: str
    opening: Mapping[str, Decimal]
    orders: Sequence[Order]
    fills: Sequence[Fill]
    positions: Sequence[Position]
    balances: Sequence[Balance]
    last_prices: Mapping[str, Decimal]
    signals: int
    counts: Mapping[str, int]


def figures_of(rows: Rows) -> Figures:
    """The figures of a replay, with the two hashes.

    Raises:
        KeyError: an open position has no last price.
    """
    tally = Tally(
        trades=rows.counts["trades"],
        quotes=rows.counts["quotes"],
        book_updates=rows.counts["book_updates"],
        candles=rows.counts["candles"],
        signals=rows.signals,
        orders={order.order_id: order for order in rows.orders},
        fills=list(rows.fills),
    )
    ledger = Ledger(rows.account, shipped_instruments().get, rows.balances, rows.positions)
    pnl = [
        (asset, ledger.equity(asset, rows.last_prices) - start)
        for asset, start in rows.opening.items()
    ]
    return tally.figures(pnl)
