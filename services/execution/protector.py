"""Keeps every entry's fills protected, and takes protection away from what is closed."""

from collections.abc import Callable, Iterable

from services.execution.blotter import CLOSED_ORDERS_MAX
from services.execution.dispatch import Dispatch, Why
from services.execution.intents import PROTECTIVE
from services.execution.protection import (
    Protection,
    covered_by,
    market_exit,
    needs_protection,
    next_quantity,
    place_pair,
)
from tradewire.instruments import Instrument
from tradewire.market import SECOND_NS
from tradewire.orders import CancelCause, Order, OrderState, Side
from tradewire.values import replace

# A venue that refuses a cancel, as when asked too often, is left alone so long.
CANCEL_AGAIN_NS = SECOND_NS


class Protector:
    """The protections of one account, by client order id of the entry."""

    def __init__(
        self,
        dispatch: Dispatch,
        instrument_of: Callable[[str], Instrument],
        protections: Iterable[Protection] = (),
    ) -> None:
        """Send by ``dispatch``; begin with the protections, in order of entry."""
        self._dispatch = dispatch
        self._instrument_of = instrument_of
        self._protections = {each.entry.client_order_id: each for each in protections}
        # Done ones stay for a late fill, but only the others are looked at.
        self._live: dict[str, None] = dict.fromkeys(self._protections)
        self._dirty: dict[str, None] = {}
        self._owing: dict[str, None] = {}
        self._moved: dict[str, None] = {}
        # When each idle order was last told to end; none but the open ones.
        self._swept: dict[str, int] = {}

    def notice(self, order: Order) -> None:
        """An order changed: remember what ``settle`` has to look at."""
        if order.state.is_final:
            self._swept.pop(order.client_order_id, None)
        self._moved[order.instrument] = None
        if not needs_protection(order):
            return
        key = order.client_order_id
        known = self._protections.get(key)
        self._protections[key] = replace(known, entry=order) if known else Protection(order)
        self._owing[key] = None
        self._live[key] = None
        self._dirty[key] = None

    def settle(self, now_ns: int) -> None:
        """After a batch of reports: cancel what protects nothing, protect what is bare."""
        if not self._moved:
            return
        for instrument in self._moved:
            self._sweep(instrument, now_ns)
        for key in self._owing:
            self._protect(self._protections[key], now_ns)
        self._moved, self._owing = {}, {}
        self._live = {key: None for key in self._live if not self._protections[key].is_done}
        self._prune()

    def replace_refused(self, order: Order, now_ns: int) -> None:
        """The venue refused a protective order: close what it was to protect, now.

        A stop is mostly refused because the price is beyond it already. A pair is
        refused whole, so that the refusal of its other leg does nothing more.
        """
        leave = market_exit(order, now_ns)
        blotter = self._dispatch.journal.blotter
        held = self._dispatch.journal.ledger.position(order.instrument).quantity
        if blotter.find(leave.client_order_id) is not None or held * order.side.sign >= 0:
            return
        self._dispatch.submit((leave,))

    def protections(self) -> tuple[Protection, ...]:
        """Every protection in memory, in order of entry."""
        return tuple(self._protections.values())

    def take_dirty(self) -> tuple[Protection, ...]:
        """Hand over the protections that changed since the last call."""
        taken = tuple(self._protections[key] for key in self._dirty if key in self._protections)
        self._dirty = {}
        return taken

    def _sweep(self, instrument: str, now_ns: int) -> None:
        journal = self._dispatch.journal
        held = journal.ledger.position(instrument).quantity
        for order in journal.blotter.open_orders(instrument):
            idle = order.leg in PROTECTIVE and held * order.side.sign >= 0
            if (
                idle
                and order.state is not OrderState.PENDING_CANCEL
                and not self._ends_alone(order)
                and now_ns - self._swept.get(order.client_order_id, -CANCEL_AGAIN_NS)
                >= CANCEL_AGAIN_NS
            ):
                self._swept[order.client_order_id] = now_ns
                self._dispatch.cancel(order, Why(CancelCause.REDUCED), now_ns)
        for key in self._live:
            each = self._protections[key]
            if each.entry.instrument == instrument and held * each.entry.side.sign <= 0:
                self._protections[key] = each.written_off()
                self._dirty[key] = None

    def _ends_alone(self, order: Order) -> bool:
        """Whether the venue cancels it by itself, for the other leg woke or filled all."""
        siblings = self._dispatch.journal.blotter.siblings(order)
        return any(each.triggered or each.remaining_quantity <= 0 for each in siblings)

    def _protect(self, protection: Protection, now_ns: int) -> None:
        entry = protection.entry
        journal = self._dispatch.journal
        quantity = next_quantity(
            protection,
            journal.ledger.position(entry.instrument).quantity,
            covered_by(self._pairs(entry.instrument, protection.side)),
            self._instrument_of(entry.instrument).min_quantity,
        )
        if quantity > 0:
            protection, orders = place_pair(protection, quantity, now_ns)
            self._protections[entry.client_order_id] = protection
            self._dirty[entry.client_order_id] = None
            self._dispatch.submit(orders)

    def _pairs(self, instrument: str, side: Side) -> list[tuple[Order, ...]]:
        """Each pair of a side that has an open leg, with its closed leg, once."""
        blotter = self._dispatch.journal.blotter
        pairs: dict[str, tuple[Order, ...]] = {}
        for order in blotter.open_orders(instrument):
            if order.side is side and order.leg in PROTECTIVE:
                key = order.order_list_id or order.client_order_id
                pairs[key] = (order, *blotter.siblings(order))
        return list(pairs.values())

    def _prune(self) -> None:
        """Let done protections go with the orders that memory lets go."""
        excess = len(self._protections) - CLOSED_ORDERS_MAX
        if excess > 0:
            done = [key for key, each in self._protections.items() if each.is_done]
            for key in done[:excess]:
                del self._protections[key]
