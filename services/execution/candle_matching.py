"""How orders meet candles, on tapes that have nothing finer.

An order that arrived by the bar's open is there at the open. Nothing is known of the path inside
a bar, so the worse is taken: stops before targets. Volume bounds no fill; who trades sizes that
move a bar needs a tape of ticks.
"""

from services.execution.paper_orders import PaperOrders
from services.execution.working import Working
from tradewire.market import Candle
from tradewire.orders import CancelCause, Liquidity


def at_open(orders: PaperOrders, candle: Candle) -> None:
    """Meet the first price of a bar."""
    for working in _present(orders, candle):
        if working.is_open:
            _at_open(orders, working, candle)


def inside(orders: PaperOrders, candle: Candle) -> None:
    """Meet the range of a bar: stops, then limits and targets."""
    present = _present(orders, candle)
    for working in present:
        if working.is_open and working.is_asleep and working.is_stop:
            _inside(orders, working, candle)
    for working in present:
        if working.is_open and not (working.is_asleep and working.is_stop):
            _inside(orders, working, candle)


def _present(orders: PaperOrders, candle: Candle) -> list[Working]:
    """Who was there at the open."""
    return [
        each for each in orders.open_of(candle.instrument.id) if each.arrived_ns <= candle.open_ns
    ]


def _at_open(orders: PaperOrders, working: Working, candle: Candle) -> None:
    price = candle.open_mantissa
    if working.is_asleep:
        if working.trail(price):
            orders.touch(working)
        if not working.is_reached_by(price):
            return
        orders.trigger(working, price, candle.open_ns)
    if working.crosses(price):
        # Who stood in the book before a gap is met by others; who has just come meets them.
        liquidity = Liquidity.MAKER if working.rested else Liquidity.TAKER
        _fill(orders, working, price, liquidity, candle.open_ns)
    elif working.takes_only:
        orders.cancel(working, CancelCause.UNFILLED_REST, candle.open_ns, "the open was beyond")
    else:
        _rest(orders, working)


def _inside(orders: PaperOrders, working: Working, candle: Candle) -> None:
    """At its own price where the bar's range reaches it; the time is the bar's close."""
    at_ns = candle.init_ns
    if working.is_asleep:
        _wake_inside(orders, working, candle)
        return
    limit = working.limit
    if limit is None:
        return
    low, high = candle.low_mantissa, candle.high_mantissa
    reached = low <= limit if working.side.sign > 0 else high >= limit
    if reached:
        _fill(orders, working, limit, Liquidity.MAKER, at_ns)


def _wake_inside(orders: PaperOrders, working: Working, candle: Candle) -> None:
    """At the trigger that it came with; else at the one that followed the bar's extreme.

    Whatever its path, a bar ends at its close: a trigger between the extreme and it was met.
    """
    worst, best = candle.low_mantissa, candle.high_mantissa
    if working.wakes_above:
        worst, best = best, worst
    if not working.is_reached_by(worst):
        if working.trail(best):
            orders.touch(working)
        if not working.is_reached_by(candle.close_mantissa):
            return
    trigger = working.trigger
    if trigger is None:
        return
    orders.trigger(working, trigger, candle.init_ns)
    if working.crosses(trigger):
        _fill(orders, working, trigger, Liquidity.TAKER, candle.init_ns)
    else:
        _rest(orders, working)


def _rest(orders: PaperOrders, working: Working) -> None:
    if not working.rested:
        working.rested = True
        orders.touch(working)


def _fill(
    orders: PaperOrders, working: Working, price: int, liquidity: Liquidity, now_ns: int
) -> None:
    if liquidity is Liquidity.TAKER and working.order.post_only:
        orders.cancel(working, CancelCause.VENUE, now_ns, "the order would take liquidity")
        return
    # What a market order costs is known only at the open.
    problem = orders.unaffordable(working, [(price, working.remaining)])
    if problem is not None:
        orders.cancel(working, CancelCause.VENUE, now_ns, problem[1])
        return
    orders.fill(working, price, working.remaining, liquidity, now_ns)
    if working.is_open and working.takes_only:
        orders.cancel(working, CancelCause.UNFILLED_REST, now_ns, "nothing more to reduce")
