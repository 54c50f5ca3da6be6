"""How orders meet trades, quotes and books at the paper venue.

The queue model is conservative: an order joins behind everything shown at its price, and only
trades at that price bring it forward. A shrinking display does not: it tells of the same trades a
moment earlier or later than their prints, and counting both would serve an order before its turn.
Where its price is out of sight, as below the best bid of a feed without a book, the queue is
unknown, and trades at the price fill nothing until the price has been shown.
"""

from collections.abc import Sequence

from services.execution.liquidity import Liquidity as Displayed
from services.execution.paper_orders import PaperOrders
from services.execution.working import Working
from tradewire.market import Trade
from tradewire.orders import CancelCause, Liquidity, TimeInForce
from tradewire.verdicts import RefusalReason

Takes = Sequence[tuple[int, int]]


def refusal(
    orders: PaperOrders, displayed: Displayed, reference: int | None, working: Working
) -> tuple[RefusalReason, str] | None:
    """Why the venue refuses an arriving order; None where it takes it.

    ``reference`` is the price that triggers are compared with: the last trade's, else the quote's
    that the order would meet; None before either.
    """
    if working.is_asleep:
        if reference is not None and working.is_reached_by(reference):
            at = working.instrument.price(reference)
            return RefusalReason.VENUE_WOULD_TRIGGER, f"the price is {at:f} already"
        return None
    takes = displayed.take(working.side, working.remaining, working.limit)
    if working.order.post_only and takes:
        return RefusalReason.VENUE_POST_ONLY_WOULD_TAKE, "the order would take liquidity"
    found = sum(size for _, size in takes)
    if working.order.time_in_force is TimeInForce.FOK and found < orders.fillable(working):
        have = working.instrument.size(found)
        return RefusalReason.VENUE_FILL_OR_KILL, f"only {have:f} can be had"
    if working.limit is None and not takes:
        return RefusalReason.VENUE_NO_LIQUIDITY, "the market shows no price on the other side"
    return _unaffordable(orders, working, takes)


def arrive(orders: PaperOrders, displayed: Displayed, working: Working, now_ns: int) -> None:
    """Take what can be taken; rest, or end, with what remains. For orders that are awake."""
    for price, size in displayed.take(working.side, working.remaining, working.limit):
        filled = orders.fill(working, price, size, Liquidity.TAKER, now_ns)
        displayed.use(working.side, price, filled)
        if not working.is_open:
            return
    if not working.is_open:
        return
    if working.takes_only:
        orders.cancel(working, CancelCause.UNFILLED_REST, now_ns, "no more liquidity")
    elif working.limit is not None:
        working.queue_ahead = displayed.queue(working.side, working.limit)


def on_trade(orders: PaperOrders, displayed: Displayed, trade: Trade, now_ns: int) -> None:
    """A trade fills what rests at or through its price, and wakes what waits for it."""
    price, left = trade.price_mantissa, trade.size_mantissa
    for working in orders.by_price(trade.instrument.id):
        if not working.is_open:
            continue
        if working.is_asleep:
            _trail(orders, working, price)
            if working.is_reached_by(price):
                _wake(orders, displayed, working, price, now_ns)
            continue
        left -= _fill_by_trade(orders, working, trade, left, now_ns)


def on_display(
    orders: PaperOrders, displayed: Displayed, last: int | None, instrument: str, now_ns: int
) -> None:
    """The book or the quote changed: it may cross resting orders, or show their queue."""
    for working in orders.by_price(instrument):
        if not working.is_open:
            continue
        if working.is_asleep:
            # Where trades are seen, they wake; a quote wakes only where there are none.
            if last is None:
                _wake_by_quote(orders, displayed, working, now_ns)
            continue
        _fill_by_cross(orders, displayed, working, now_ns)


def _wake_by_quote(
    orders: PaperOrders, displayed: Displayed, working: Working, now_ns: int
) -> None:
    price = displayed.best(working.side)
    if price is None:
        return
    _trail(orders, working, price)
    if working.is_reached_by(price):
        _wake(orders, displayed, working, price, now_ns)


def _trail(orders: PaperOrders, working: Working, price: int) -> None:
    if working.trail(price):
        orders.touch(working)


def _wake(
    orders: PaperOrders, displayed: Displayed, working: Working, price: int, now_ns: int
) -> None:
    orders.trigger(working, price, now_ns)
    if not working.is_open:
        return
    takes = displayed.take(working.side, working.remaining, working.limit)
    if working.order.post_only and takes:
        orders.cancel(working, CancelCause.VENUE, now_ns, "the order would take liquidity")
        return
    # Asleep it bound nothing: only now is it known what it costs.
    problem = _unaffordable(orders, working, takes)
    if problem is not None:
        orders.cancel(working, CancelCause.VENUE, now_ns, problem[1])
        return
    arrive(orders, displayed, working, now_ns)


def _fill_by_trade(
    orders: PaperOrders, working: Working, trade: Trade, left: int, now_ns: int
) -> int:
    """What of the trade's size the order fills with."""
    limit = working.limit
    if limit is None or left <= 0 or working.arrived_ns > now_ns:
        return 0
    beyond = (limit - trade.price_mantissa) * working.side.sign
    if beyond > 0:
        return orders.fill(working, limit, left, Liquidity.MAKER, now_ns)
    if beyond < 0 or trade.aggressor is working.side:
        return 0
    if working.queue_ahead is None:
        return 0
    ahead = min(working.queue_ahead, left)
    working.queue_ahead -= ahead
    orders.touch(working)
    if left <= ahead:
        return 0
    return orders.fill(working, limit, left - ahead, Liquidity.MAKER, now_ns)


def _fill_by_cross(
    orders: PaperOrders, displayed: Displayed, working: Working, now_ns: int
) -> None:
    limit = working.limit
    takes = displayed.take(working.side, working.remaining, limit)
    if limit is None:
        _take_more(orders, displayed, working, takes, now_ns)
        return
    for price, size in takes:
        filled = orders.fill(working, limit, size, Liquidity.MAKER, now_ns)
        displayed.use(working.side, price, filled)
        if not working.is_open:
            return
    if working.queue_ahead is None and (size := displayed.listed(working.side, limit)):
        working.queue_ahead = size
        orders.touch(working)


def _take_more(
    orders: PaperOrders, displayed: Displayed, working: Working, takes: Takes, now_ns: int
) -> None:
    """Fill the rest of a woken stop with what is shown now."""
    problem = orders.unaffordable(working, takes)
    if problem is not None:
        orders.cancel(working, CancelCause.VENUE, now_ns, problem[1])
    elif takes:
        arrive(orders, displayed, working, now_ns)


def _unaffordable(
    orders: PaperOrders, working: Working, takes: Takes
) -> tuple[RefusalReason, str] | None:
    """Of what it takes at once, and of the rest at its limit where it would rest."""
    rest = working.remaining - sum(size for _, size in takes)
    if rest > 0 and working.limit is not None and not working.takes_only:
        takes = [*takes, (working.limit, rest)]
    return orders.unaffordable(working, takes)
