"""The venue port: the commands a venue takes and the reports it gives.

Commands are imperative, reports past tense. A report tells one fact about one
order, named by the client order id that we gave it; ``venue_order_id`` is empty
only where the venue did not tell it. A venue reports each fact at least once, in
whatever order: the lifecycle sorts it out. Prices are in quote, quantities in base
units or contracts, times are Unix nanoseconds on the venue's clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, Self

from tradewire.market import MarketEvent
from tradewire.orders import CancelCause, Liquidity, Order, OrderState
from tradewire.values import quickly_made, replace
from tradewire.verdicts import RefusalReason

# -- commands ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Place the order as it stands."""

    order: Order


@dataclass(frozen=True, slots=True)
class PlaceOrderList:
    """Place orders of one ``order_list_id`` that cancel each other: stop and target.

    They share one quantity: what one fills the others cannot fill any more, so that a target
    that filled in part leaves the stop for the rest. One that triggers, or has filled all,
    cancels the others; one that has only its sibling's part left is canceled too. All rest, or
    all are rejected.
    """

    orders: tuple[Order, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Cancel an open order; ``venue_order_id`` is empty before the venue told it."""

    client_order_id: str
    venue_order_id: str
    instrument: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What of an order is to change; None stays. The quantity includes what has filled."""

    quantity: Decimal | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None

    @classmethod
    def from_order(cls, order: Order) -> Self:
        """The terms that an order has."""
        return cls(order.quantity, order.price, order.trigger_price, order.trailing_distance)

    def of(self, order: Order) -> Order:
        """The order as it would be."""
        changed = {name: getattr(self, name) for name in self.__slots__}
        stated = {name: value for name, value in changed.items() if value is not None}
        return replace(order, **stated)


@dataclass(frozen=True, slots=True)
class ReplaceOrder:
    """Change an open order in one step, so that it is never gone in between."""

    client_order_id: str
    venue_order_id: str
    instrument: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class QueryOrder:
    """Say how the order of this client order id stands, or that there is none."""

    client_order_id: str
    venue_order_id: str
    instrument: str


VenueCommand = PlaceOrder | PlaceOrderList | CancelOrder | ReplaceOrder | QueryOrder

# -- reports -----------------------------------------------------------------------


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderAccepted:
    """The venue has the order: it rests, or waits for its trigger."""

    client_order_id: str
    venue_order_id: str
    event_ns: int


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderRejected:
    """The venue refused the order, definitively; ``message`` is in its own words."""

    client_order_id: str
    reasons: tuple[RefusalReason, ...]
    message: str
    event_ns: int
    venue_order_id: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderTriggered:
    """The trigger price was reached; ``price`` reached it, None where not told."""

    client_order_id: str
    venue_order_id: str
    event_ns: int
    price: Decimal | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderFilled:
    """One execution; ``fee`` positive is paid, negative a rebate, in ``fee_asset``."""

    client_order_id: str
    venue_order_id: str
    event_ns: int
    venue_trade_id: str
    price: Decimal
    quantity: Decimal
    liquidity: Liquidity
    fee: Decimal
    fee_asset: str


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderCanceled:
    """The order, or its rest, ended.

    ``cause`` REQUEST answers our own cancel, whoever asked us for it; REDUCED means
    nothing was left to reduce, UNFILLED_REST that an IOC or market order found no
    more liquidity, ONE_CANCELS_OTHER that the other leg of the pair triggered or
    filled, VENUE that it could not be kept when its time came: a stop that the account could not
    pay for as it woke, a post-only order that would take at the first open it meets. One that
    would take on arrival is rejected, not canceled.
    """

    client_order_id: str
    venue_order_id: str
    event_ns: int
    cause: CancelCause
    message: str = ""


@dataclass(frozen=True, slots=True)
class OrderExpired:
    """The time in force ended with something unfilled."""

    client_order_id: str
    venue_order_id: str
    event_ns: int


@dataclass(frozen=True, slots=True)
class CancelRejected:
    """The venue refused to cancel; the order stays as it was."""

    client_order_id: str
    reasons: tuple[RefusalReason, ...]
    message: str
    event_ns: int
    venue_order_id: str = ""


@dataclass(frozen=True, slots=True)
class OrderReplaced:
    """The order has these terms now; None where the venue did not tell."""

    client_order_id: str
    venue_order_id: str
    event_ns: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class ReplaceRejected:
    """The venue refused to replace; the order stays as it was."""

    client_order_id: str
    reasons: tuple[RefusalReason, ...]
    message: str
    event_ns: int
    venue_order_id: str = ""


@dataclass(frozen=True, slots=True)
class OrderUnknown:
    """The answer to a query: the venue has, and had, no such order.

    Only the venue's definite word; a query that failed is no answer at all.
    """

    client_order_id: str
    event_ns: int


@dataclass(frozen=True, slots=True)
class OrderSnapshot:
    """The answer to a query: the order as the venue has it, and all of its trades.

    ``state`` is one of ACCEPTED, TRIGGERED, PARTIALLY_FILLED, FILLED, CANCELED,
    EXPIRED and REJECTED; ``cancel_cause``, ``reasons`` and ``message`` as the
    state needs them. ``terms`` are the order's own, None where the venue does not tell.
    """

    client_order_id: str
    venue_order_id: str
    event_ns: int
    state: OrderState
    filled_quantity: Decimal
    fills: tuple[OrderFilled, ...] = ()
    cancel_cause: CancelCause = CancelCause.VENUE
    reasons: tuple[RefusalReason, ...] = ()
    message: str = ""
    terms: Terms = Terms()


VenueReport = (
    OrderAccepted
    | OrderRejected
    | OrderTriggered
    | OrderFilled
    | OrderCanceled
    | OrderExpired
    | CancelRejected
    | OrderReplaced
    | ReplaceRejected
    | OrderUnknown
    | OrderSnapshot
)

# -- the port ----------------------------------------------------------------------


class Venue(Protocol):
    """A venue in the same process, driven in event time: what the kernel uses.

    Commands take effect at ``now_ns`` plus the venue's latency; what comes of them
    is handed over by ``take_reports``. Nothing here raises for what a venue would
    refuse: that is a report.
    """

    def place(self, order: Order, now_ns: int) -> None:
        """Send one order."""
        ...

    def place_list(self, orders: Sequence[Order], now_ns: int) -> None:
        """Send orders that cancel each other (OCO)."""
        ...

    def cancel(self, client_order_id: str, now_ns: int) -> None:
        """Send a cancel."""
        ...

    def replace(self, client_order_id: str, terms: Terms, now_ns: int) -> None:
        """Send a change of an order: ``OrderReplaced`` or ``ReplaceRejected`` is reported."""
        ...

    def query(self, client_order_id: str, now_ns: int) -> None:
        """Ask for an order: ``OrderSnapshot`` or ``OrderUnknown`` is reported."""
        ...

    def on_market(self, event: MarketEvent) -> None:
        """Meet the open orders with a market event, at its ``init_ns``."""
        ...

    def advance(self, now_ns: int) -> None:
        """Let everything due up to ``now_ns`` happen."""
        ...

    def take_reports(self) -> list[VenueReport]:
        """Hand over the reports since the last call, in the order they happened."""
        ...

    def next_due_ns(self) -> int | None:
        """When the next command arrives or order expires; None when nothing waits."""
        ...


def carry_out(venue: Venue, commands: Sequence[VenueCommand], now_ns: int) -> None:
    """Hand each command to the venue, in order."""
    for command in commands:
        match command:
            case PlaceOrder(order):
                venue.place(order, now_ns)
            case PlaceOrderList(orders):
                venue.place_list(orders, now_ns)
            case CancelOrder():
                venue.cancel(command.client_order_id, now_ns)
            case ReplaceOrder():
                venue.replace(command.client_order_id, command.terms, now_ns)
            case QueryOrder():
                venue.query(command.client_order_id, now_ns)
