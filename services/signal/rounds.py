"""What a strategy is handed in one round of a replay, and in which order.

The kernel and the mesh hand it alike, or their orders would differ.
"""

from collections.abc import Sequence

from services.signal.host import NO_STAMPS, Stamps, StrategyHost
from tradewire.market import MarketEvent
from tradewire.orders import AccountEvent, OrderEvent, PositionChanged


def lead(
    host: StrategyHost,
    market: Sequence[MarketEvent],
    account: Sequence[AccountEvent],
    clock_ns: int,
    *,
    first: bool,
    closing: bool,
    stamps: Stamps = NO_STAMPS,
) -> None:
    """Hand ``host`` one round: the market, then its orders and positions, then the clock.

    Args:
        host: the strategy.
        market: what the market's streams gained in the round before.
        account: what the accounts' streams gained.
        clock_ns: the step's clock.
        first: of the step's rounds, the one that the clock's word belongs to.
        closing: the strategy stops after this round.
        stamps: of the market events' way here.
    """
    for event in market:
        host.on_market(event, clock_ns, stamps)
    for account_event in account:
        match account_event:
            case OrderEvent():
                host.on_order_event(account_event, clock_ns)
            case PositionChanged():
                host.on_position(account_event.position)
            case _:
                pass
    if first:
        host.on_clock(clock_ns)
    if closing:
        host.stop(clock_ns)
