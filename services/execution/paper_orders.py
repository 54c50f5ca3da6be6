"""The orders at the paper venue, and everything that can happen to one of them.

Each method is one fact: it changes the order and the account, and appends the report. What follows
of itself from a fact is here too: siblings of a list, reduce-only orders of a closed position.
"""

from collections.abc import Iterable, Iterator, Sequence

from services.execution.paper_account import PaperAccount, Problem, fee_of
from services.execution.venue import (
    OrderAccepted,
    OrderCanceled,
    OrderExpired,
    OrderFilled,
    OrderRejected,
    OrderReplaced,
    OrderTriggered,
    Terms,
    VenueReport,
)
from services.execution.working import Working, refused
from tradewire.decimals import ZERO, Rounding, divide
from tradewire.ids import digest, fill_id
from tradewire.instruments import Instrument
from tradewire.market import Candle
from tradewire.orders import CancelCause, Fill, Liquidity, Order, OrderState

# Closed and rejected orders that a query still finds; the desk asks within seconds of a doubt.
CLOSED_KEPT_MAX = 1_000
# What one account may have open at the venue: Binance's limit for algorithmic orders and more.
OPEN_MAX = 1_000


class PaperOrders:
    """Open orders by instrument in order of arrival, the latest closed ones, and the reports."""

    def __init__(self, account: PaperAccount, log_id: str) -> None:
        self.account = account
        self.ordinal = 0
        self._log_id = log_id
        self._open: dict[str, dict[str, Working]] = {}
        self._all: dict[str, Working] = {}
        self._reports: list[VenueReport] = []
        self._dirty: dict[str, Working] = {}

    # -- looking -------------------------------------------------------------------

    def find(self, client_order_id: str) -> Working | None:
        """The order, open or lately closed."""
        return self._all.get(client_order_id)

    def open_of(self, instrument: str) -> list[Working]:
        """The open orders of an instrument in order of arrival; a copy, safe to act on."""
        return list(self._open.get(instrument, {}).values())

    def by_price(self, instrument: str) -> list[Working]:
        """The same, the best limits first: what a venue fills first."""
        orders = self.open_of(instrument)
        if len(orders) > 1:
            orders.sort(key=_priority)
        return orders

    def has_open(self, instrument: str) -> bool:
        """Whether a market event of the instrument can do anything."""
        return bool(self._open.get(instrument))

    def fillable(self, working: Working) -> int:
        """What of the order's rest can fill: what sells or reduces is cut to what is held."""
        instrument = working.instrument
        most = self.account.sellable(working.order, instrument)
        if most is None:
            return working.remaining
        steps = divide(most, instrument.size(1), 0, Rounding.DOWN)
        return min(working.remaining, int(steps))

    def unaffordable(self, working: Working, takes: Sequence[tuple[int, int]]) -> Problem | None:
        """Why the account cannot pay for the order, were it to fill with (price, size)."""
        instrument = working.instrument
        wanted = [(instrument.price(price), instrument.size(size)) for price, size in takes]
        others = (each for each in self.all_open() if each is not working)
        return self.account.afford(working.order, instrument, wanted, others)

    def next_end_ns(self, soonest_ns: int | None = None) -> int | None:
        """When the first open order's time is over, or ``soonest_ns``; None where none ends."""
        for orders in self._open.values():
            for each in orders.values():
                if each.expires_ns and (soonest_ns is None or each.expires_ns < soonest_ns):
                    soonest_ns = each.expires_ns
        return soonest_ns

    def sleep_through(self, candle: Candle) -> bool:
        """Whether all open orders of the instrument have no end and live through a bar as is."""
        for each in self._open.get(candle.instrument.id, {}).values():
            if each.expires_ns or not each.sleeps_through(candle):
                return False
        return True

    def all_open(self) -> Iterator[Working]:
        """Every open order."""
        for orders in self._open.values():
            yield from orders.values()

    def known(self) -> Iterable[Working]:
        """Open and lately closed orders, oldest first."""
        return self._all.values()

    def open_count(self) -> int:
        """How many orders are open."""
        return sum(len(orders) for orders in self._open.values())

    def take_reports(self) -> list[VenueReport]:
        """Hand over the reports since the last call."""
        taken, self._reports = self._reports, []
        return taken

    def take_dirty(self) -> list[Working]:
        """Hand over the orders that changed since the last call, for a store."""
        taken, self._dirty = list(self._dirty.values()), {}
        return taken

    def touch(self, working: Working) -> None:
        """The order's queue or trigger changed."""
        self._dirty[working.order.client_order_id] = working

    def report(self, report: VenueReport) -> None:
        """Append a report that changes nothing here."""
        self._reports.append(report)

    # -- facts ---------------------------------------------------------------------

    def next_id(self, kind: str) -> str:
        """The venue's next id: hashed from its log and a count that is part of its state."""
        self.ordinal += 1
        return digest(f"paper-{kind}", self._log_id, self.ordinal, digits=16)

    def adopt(self, working: Working) -> None:
        """Take back an order of a snapshot."""
        self._all[working.order.client_order_id] = working
        if working.is_open:
            mine = self._open.setdefault(working.instrument.id, {})
            mine[working.order.client_order_id] = working

    def accept(self, working: Working, now_ns: int) -> None:
        """The order is here."""
        self.adopt(working)
        self.touch(working)
        self._trim()
        self._reports.append(
            OrderAccepted(working.order.client_order_id, working.venue_order_id, now_ns)
        )

    def reject(
        self, order: Order, instrument: Instrument | None, problem: Problem, now_ns: int
    ) -> None:
        """Refuse an order that never was here; remember why, but of a duplicate.

        An order of an instrument that is not traded here, None, leaves no trace.
        """
        reason, message = problem
        if instrument is not None and self.find(order.client_order_id) is None:
            working = refused(order, instrument, now_ns, reason, message)
            self.adopt(working)
            self.touch(working)
            self._trim()
        self._reports.append(OrderRejected(order.client_order_id, (reason,), message, now_ns))

    def trigger(self, working: Working, price: int, now_ns: int) -> None:
        """Wake an order; its siblings end."""
        self.touch(working)
        working.wake()
        order = working.order
        reached = working.instrument.price(price)
        self._reports.append(
            OrderTriggered(order.client_order_id, working.venue_order_id, now_ns, reached)
        )
        self._end_siblings(working, now_ns)

    def fill(
        self, working: Working, price: int, size: int, liquidity: Liquidity, now_ns: int
    ) -> int:
        """Fill up to ``size`` at ``price``; returns what was filled, cut to what is held.

        The order ends where nothing remains; siblings are left what remains of it, and orders
        that have nothing to reduce end.
        """
        instrument, order = working.instrument, working.order
        size = min(size, self.fillable(working))
        size -= size % instrument.size_mantissa(instrument.size_increment)
        if size <= 0:
            return 0
        self.touch(working)
        made = self._execution(working, price, size, liquidity, now_ns)
        working.fills.append(made)
        working.remaining -= size
        done = working.filled == order.quantity
        working.state = OrderState.FILLED if done else OrderState.PARTIALLY_FILLED
        self.account.apply(_fill_of(made, order))
        self._reports.append(made)
        if done:
            self._close(working)
        elif working.remaining == 0:
            # Its sibling had filled what is missing.
            self.cancel(working, CancelCause.ONE_CANCELS_OTHER, now_ns)
        self._share_rest(working, now_ns)
        self._end_reduced(instrument, now_ns)
        return size

    def cancel(self, working: Working, cause: CancelCause, now_ns: int, message: str = "") -> None:
        """End an open order's rest."""
        working.state = OrderState.CANCELED
        working.cancel_cause = cause
        self._close(working)
        client_id, venue_id = working.order.client_order_id, working.venue_order_id
        self._reports.append(OrderCanceled(client_id, venue_id, now_ns, cause, message))

    def replaced(self, working: Working, now_ns: int, *, moved: bool) -> None:
        """An open order has new terms; ``moved``: it comes after all others of its price."""
        key = working.order.client_order_id
        self.touch(working)
        if moved:
            mine = self._open[working.instrument.id]
            mine[key] = mine.pop(key)
        terms = Terms.from_order(working.order)
        self._reports.append(OrderReplaced(key, working.venue_order_id, now_ns, terms))

    def expire(self, working: Working, now_ns: int) -> None:
        """End an order whose time is over."""
        working.state = OrderState.EXPIRED
        self._close(working)
        self._reports.append(
            OrderExpired(working.order.client_order_id, working.venue_order_id, now_ns)
        )

    def end_due(self, orders: Iterable[Working], now_ns: int) -> None:
        """End those of some orders whose time is over by now, each at its time."""
        for working in list(orders):
            if 0 < working.expires_ns <= now_ns:
                self.expire(working, working.expires_ns)

    # -- within --------------------------------------------------------------------

    def _execution(
        self, working: Working, price: int, size: int, liquidity: Liquidity, now_ns: int
    ) -> OrderFilled:
        instrument, order = working.instrument, working.order
        at, quantity = instrument.price(price), instrument.size(size)
        maker = liquidity is Liquidity.MAKER
        rate = instrument.maker_fee if maker else instrument.taker_fee
        return OrderFilled(
            client_order_id=order.client_order_id,
            venue_order_id=working.venue_order_id,
            event_ns=now_ns,
            venue_trade_id=self.next_id("trade"),
            price=at,
            quantity=quantity,
            liquidity=liquidity,
            fee=fee_of(instrument, at, quantity, rate),
            fee_asset=instrument.settlement,
        )

    def _siblings(self, working: Working) -> list[Working]:
        """The other open legs of its list."""
        list_id = working.order.order_list_id
        if not list_id:
            return []
        return [
            other
            for other in self.open_of(working.instrument.id)
            if other is not working and other.order.order_list_id == list_id
        ]

    def _end_siblings(self, working: Working, now_ns: int) -> None:
        for other in self._siblings(working):
            self.cancel(other, CancelCause.ONE_CANCELS_OTHER, now_ns)

    def _share_rest(self, working: Working, now_ns: int) -> None:
        """Legs share one quantity: what one has filled the others cannot fill again."""
        for other in self._siblings(working):
            other.remaining = min(other.remaining, working.remaining)
            self.touch(other)
            if other.remaining == 0:
                self.cancel(other, CancelCause.ONE_CANCELS_OTHER, now_ns)

    def _end_reduced(self, instrument: Instrument, now_ns: int) -> None:
        """End what reduces nothing any more, and sells on the book that nothing is held for."""
        for other in self.open_of(instrument.id):
            if other.order.reduce_only:
                if self.account.reducible(other.order) == ZERO:
                    self.cancel(other, CancelCause.REDUCED, now_ns)
            elif other.limit is not None and not other.is_asleep and self.fillable(other) == 0:
                self.cancel(other, CancelCause.VENUE, now_ns, "nothing is left to sell")

    def _close(self, working: Working) -> None:
        self.touch(working)
        self._open.get(working.instrument.id, {}).pop(working.order.client_order_id, None)

    def _trim(self) -> None:
        if len(self._all) <= CLOSED_KEPT_MAX + self.open_count():
            return
        oldest = next((key for key, each in self._all.items() if not each.is_open), None)
        if oldest is not None:
            del self._all[oldest]


def _priority(working: Working) -> tuple[bool, int]:
    """Price before time; market orders before limits, orders asleep after all."""
    if working.is_asleep or working.limit is None:
        return working.is_asleep, 0
    return False, -working.limit * working.side.sign


def _fill_of(made: OrderFilled, order: Order) -> Fill:
    """The fill as the venue's own ledger books it."""
    return Fill(
        fill_id=fill_id(order.account, order.instrument, made.venue_trade_id),
        venue_trade_id=made.venue_trade_id,
        order_id=order.order_id,
        client_order_id=made.client_order_id,
        venue_order_id=made.venue_order_id,
        account=order.account,
        instrument=order.instrument,
        side=order.side,
        price=made.price,
        quantity=made.quantity,
        fee=made.fee,
        fee_asset=made.fee_asset,
        liquidity=made.liquidity,
        event_ns=made.event_ns,
    )
