"""Giving an order at the paper venue new terms, in one step.

What only gets smaller keeps its place in the queue. A new price, or more of it, joins behind
everything shown there, as an order that has just arrived.
"""

from copy import copy
from dataclasses import dataclass, fields

from services.execution.paper_account import Problem
from services.execution.working import LIMITED, Working
from tradewire.orders import Order
from tradewire.verdicts import RefusalReason


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change just made; ``moved``: the order has lost its place in the queue."""

    working: Working
    before: Working
    moved: bool

    def undo(self) -> None:
        """Bring the order back to what it was."""
        for each in fields(Working):
            setattr(self.working, each.name, getattr(self.before, each.name))


def unfit(working: Working, after: Order) -> Problem | None:
    """What of the new terms an open order cannot become; None where it can."""
    before = working.order
    changed = after.quantity != before.quantity
    if changed and before.order_list_id:
        return RefusalReason.VENUE_INVALID_QUANTITY, "orders of a list share one quantity"
    if after.quantity <= working.filled:
        return RefusalReason.VENUE_INVALID_QUANTITY, f"{working.filled:f} has filled already"
    if after.trigger_price != before.trigger_price and not working.is_asleep:
        return RefusalReason.VENUE_INVALID_PRICE, "its trigger was reached already"
    return None


def amend(working: Working, after: Order, now_ns: int) -> Amendment:
    """Give an open order the terms of ``after``, which are fit for it."""
    before, instrument = copy(working), working.instrument
    size = instrument.size_mantissa
    more = size(after.quantity) - size(working.order.quantity)
    prices = [
        (each.price, each.trigger_price, each.trailing_distance) for each in (working.order, after)
    ]
    working.order = after
    working.remaining += more
    if after.price is not None and after.type in LIMITED:
        working.limit = instrument.price_mantissa(after.price)
    if working.trailing is not None and after.trailing_distance is not None:
        working.trail_by(instrument.price_mantissa(after.trailing_distance))
    elif working.trigger is not None and after.trigger_price is not None:
        working.trigger = instrument.price_mantissa(after.trigger_price)
    moved = more > 0 or prices[0] != prices[1]
    if moved:
        working.arrived_ns, working.rested, working.queue_ahead = now_ns, False, 0
    return Amendment(working, before, moved)
