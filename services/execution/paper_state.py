"""The paper venue's state: commands on their way to it, and all that it needs to go on."""

from dataclasses import dataclass

from services.execution.liquidity import LiquidityState
from services.execution.venue import Terms
from services.execution.working import Working
from tradewire.orders import Balance, Order, Position


@dataclass(frozen=True, slots=True)
class Place:
    """Orders on their way: one, or the legs of a list."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """A cancel on its way."""

    client_order_id: str


@dataclass(frozen=True, slots=True)
class Replace:
    """New terms on their way."""

    client_order_id: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Query:
    """A question on its way."""

    client_order_id: str


Command = Place | Cancel | Replace | Query


@dataclass(frozen=True, slots=True)
class PaperState:
    """All that a venue needs to go on.

    ``closes`` and ``bars`` are the last close and the shortest bar, in nanoseconds, of instruments
    of which only candles come. A store may leave ``displays`` out, which come again with a live
    feed; a replay may not.
    """

    arrivals: tuple[tuple[int, Command], ...]
    orders: tuple[Working, ...]
    positions: tuple[Position, ...]
    balances: tuple[Balance, ...]
    last_prices: tuple[tuple[str, int], ...]
    ticking: tuple[tuple[str, bool], ...]
    ordinal: int
    closes: tuple[tuple[str, int], ...] = ()
    bars: tuple[tuple[str, int], ...] = ()
    displays: tuple[tuple[str, LiquidityState], ...] = ()
