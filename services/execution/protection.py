"""The stop and target that protect what an entry opened.

They rest as a one-cancels-other pair of reduce-only orders: a stop-market and a
limit. What fills first is protected first: while an entry still works, each batch of
its fills gets a pair of its own, so that nothing is ever canceled to be enlarged and
no fill waits unprotected. After a few pairs the rest waits for the entry's end, for a
venue bounds the orders that an account may have open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.ids import client_order_id, order_id, order_list_id
from tradewire.orders import Leg, Order, OrderState, OrderType, Side, TimeInForce
from tradewire.values import quickly_made, replace

# Binance admits 5 algorithmic orders for a symbol; the fifth pair of an entry is
# kept for whatever is left at its end.
PAIRS_MAX = 5


@quickly_made
@dataclass(frozen=True, slots=True)
class Protection:
    """How far an entry is protected.

    Attributes:
        entry: the entry as it stands.
        protected: how much of its fills has a pair, or needs none any more.
        pairs: how many pairs were placed.
    """

    entry: Order
    protected: Decimal = ZERO
    pairs: int = 0

    @property
    def side(self) -> Side:
        """The side of the exits."""
        return self.entry.side.opposite

    @property
    def is_done(self) -> bool:
        """Nothing is left to protect, unless a late fill comes."""
        return self.entry.state.is_final and self.protected >= self.entry.filled_quantity

    def written_off(self) -> "Protection":
        """What has filled so far is no longer held, and needs no pair."""
        return replace(self, protected=self.entry.filled_quantity)


def needs_protection(order: Order) -> bool:
    """Whether the order opens something that asked for a stop or a target."""
    asked = order.stop_price is not None or order.target_price is not None
    return asked and order.leg is Leg.ENTRY


def next_quantity(
    protection: Protection, held: Decimal, covered: Decimal, min_quantity: Decimal
) -> Decimal:
    """How much the next pair protects; zero for none now.

    Args:
        protection: how far the entry is protected.
        held: the account's signed position.
        covered: what open pairs of the instrument already protect.
        min_quantity: the instrument's smallest order.
    """
    if held * protection.entry.side.sign <= 0:
        return ZERO
    quantity = min(protection.entry.filled_quantity - protection.protected, abs(held) - covered)
    if protection.entry.state.is_open and (
        quantity < min_quantity or protection.pairs >= PAIRS_MAX - 1
    ):
        return ZERO
    return max(quantity, ZERO)


def covered_by(pairs: Iterable[Sequence[Order]]) -> Decimal:
    """What pairs protect: what neither leg has filled, for the other then ends too."""
    remaining = (min(order.remaining_quantity for order in pair) for pair in pairs)
    return sum((max(quantity, ZERO) for quantity in remaining), ZERO)


def place_pair(
    protection: Protection, quantity: Decimal, now_ns: int
) -> tuple[Protection, tuple[Order, ...]]:
    """The protection with one more pair, and the pair's orders: stop, then target."""
    entry, number = protection.entry, protection.pairs + 1
    legs = (
        (Leg.STOP, OrderType.STOP_MARKET, entry.stop_price),
        (Leg.TARGET, OrderType.LIMIT, entry.target_price),
    )
    asked = [(leg, type_, price) for leg, type_, price in legs if price is not None]
    list_id = order_list_id(entry.cause, entry.account, number) if len(asked) > 1 else ""
    orders = tuple(
        replace(
            _exit(entry, leg, number, quantity, now_ns),
            type=type_,
            time_in_force=TimeInForce.GTC,
            price=price if leg is Leg.TARGET else None,
            trigger_price=price if leg is Leg.STOP else None,
            order_list_id=list_id,
        )
        for leg, type_, price in asked
    )
    after = replace(protection, protected=protection.protected + quantity, pairs=number)
    return after, orders


def market_exit(refused: Order, now_ns: int) -> Order:
    """The market order that closes what a refused protective order left open."""
    quantity = refused.remaining_quantity
    order = _exit(refused, Leg.EXIT, max(refused.slice, 1), quantity, now_ns)
    return replace(order, side=refused.side)


def _exit(of: Order, leg: Leg, number: int, quantity: Decimal, now_ns: int) -> Order:
    """A reduce-only market order on the other side of ``of``, for the same cause."""
    name = leg.value if number == 1 else f"{leg.value}-{number}"
    key = client_order_id(of.cause, of.account, name)
    return Order(
        order_id=order_id(key),
        client_order_id=key,
        account=of.account,
        instrument=of.instrument,
        side=of.side.opposite,
        type=OrderType.MARKET,
        time_in_force=TimeInForce.IOC,
        quantity=quantity,
        cause=of.cause,
        leg=leg,
        created_ns=now_ns,
        updated_ns=now_ns,
        state=OrderState.SUBMITTED,
        reduce_only=True,
        strategy=of.strategy,
        signal_id=of.signal_id,
        verdict_id=of.verdict_id,
        slice=number if number > 1 else 0,
    )
