"""The orders of one account that are in memory: all open ones, the latest closed.

The store has every order; memory has what may still be reported on. An order that
has left can come back by ``readmit``, with the trade ids that keep its fills from
being booked twice.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.orders import Order, OrderType, TimeInForce

# Late fills and repeats come within minutes of an order's end; a busy account
# closes some orders a second, so this covers them at about 2 MB.
CLOSED_ORDERS_MAX = 1_000
# The contract's most open orders an account may have.
OPEN_ORDERS_MAX = 10_000
# Repeats come from a redelivery or a retry, minutes old at most; the store's unique
# client order id stands behind this for older ones.
CAUSES_REMEMBERED_MAX = 10_000


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order and the venue's trade ids of the fills that it has."""

    order: Order
    venue_trade_ids: frozenset[str] = frozenset()


class Blotter:
    """Orders by client order id, in order of creation."""

    def __init__(self, records: Iterable[OrderRecord] = ()) -> None:
        """Begin with the records, in order of creation."""
        self._orders: dict[str, Order] = {}
        self._trades: dict[str, set[str]] = {}
        self._client_ids: dict[str, str] = {}
        self._lists: dict[str, dict[str, None]] = {}
        self._open: dict[str, None] = {}
        self._closed: OrderedDict[str, None] = OrderedDict()
        for record in records:
            self.readmit(record)

    def put(self, order: Order) -> None:
        """Take an order as it now stands; the oldest closed one may leave for it."""
        key = order.client_order_id
        self._orders[key] = order
        self._client_ids[order.order_id] = key
        if order.order_list_id:
            self._lists.setdefault(order.order_list_id, {})[key] = None
        if order.state.is_open:
            self._open[key] = None
            self._closed.pop(key, None)
            return
        self._open.pop(key, None)
        self._closed.setdefault(key)
        while len(self._closed) > CLOSED_ORDERS_MAX:
            self._let_go(self._closed.popitem(last=False)[0])

    def _let_go(self, key: str) -> None:
        gone = self._orders.pop(key)
        del self._client_ids[gone.order_id]
        self._trades.pop(key, None)
        siblings = self._lists.get(gone.order_list_id)
        if siblings is not None:
            siblings.pop(key, None)
            if not siblings:
                del self._lists[gone.order_list_id]

    def siblings(self, order: Order) -> tuple[Order, ...]:
        """The other orders of its list that are in memory."""
        keys = self._lists.get(order.order_list_id, {})
        return tuple(self._orders[key] for key in keys if key != order.client_order_id)

    def readmit(self, record: OrderRecord) -> None:
        """Take an order from the store with the trade ids of its fills."""
        self._trades[record.order.client_order_id] = set(record.venue_trade_ids)
        self.put(record.order)

    def find(self, order: str) -> Order | None:
        """The order of our id or of the client order id; None where not in memory."""
        return self._orders.get(self._client_ids.get(order, order))

    def is_new_trade(self, client_order_id: str, venue_trade_id: str) -> bool:
        """Whether the trade is not yet known of the order; from now on it is."""
        known = self._trades.setdefault(client_order_id, set())
        if venue_trade_id in known:
            return False
        known.add(venue_trade_id)
        return True

    def orders(self) -> tuple[Order, ...]:
        """Every order in memory, in order of creation."""
        return tuple(self._orders.values())

    def open_orders(self, instrument: str = "") -> tuple[Order, ...]:
        """Orders that may still fill, in order of creation; of one instrument or all."""
        found = (self._orders[key] for key in self._open)
        return tuple(o for o in found if instrument in {"", o.instrument})

    def records(self) -> tuple[OrderRecord, ...]:
        """Every order in memory with its trade ids, in order of creation."""
        trades = self._trades
        return tuple(
            OrderRecord(order, frozenset(trades.get(key, ())))
            for key, order in self._orders.items()
        )

    @property
    def is_full(self) -> bool:
        """Whether no further order may be opened."""
        return len(self._open) >= OPEN_ORDERS_MAX


class Recent:
    """The latest ids of something, so many and no more, for knowing repeats."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        """Begin with ids, oldest first."""
        self._ids: OrderedDict[str, None] = OrderedDict.fromkeys(ids)

    def add(self, identity: str) -> bool:
        """Remember the id; False where it was known."""
        if identity in self._ids:
            return False
        self._ids[identity] = None
        while len(self._ids) > CAUSES_REMEMBERED_MAX:
            self._ids.popitem(last=False)
        return True

    def __contains__(self, identity: str) -> bool:
        return identity in self._ids

    def ids(self) -> tuple[str, ...]:
        """The ids, oldest first."""
        return tuple(self._ids)


def signed_remaining(order: Order) -> Decimal:
    """What the order may still add to the position, signed."""
    return max(order.remaining_quantity, ZERO) * order.side.sign


def rests(order: Order) -> bool:
    """Whether a cancel can come in time: the order is not gone in one turn."""
    at_once = order.time_in_force in {TimeInForce.IOC, TimeInForce.FOK}
    return not (order.type is OrderType.MARKET or at_once)
