"""What happened in an account, recorded: orders, fills and money, and the outbox.

Every change of an order goes through ``record``: the lifecycle says what it means,
the ledger books a fill once, and the events follow in the order in which they are
true: the order's, then the position's, then the balances'.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from services.execution.blotter import Blotter, OrderRecord
from services.execution.ledger import Ledger
from services.execution.lifecycle import Change, Changed, Impossible, Known, apply
from services.execution.protection import Protection
from tradewire.instruments import Instrument
from tradewire.orders import (
    AccountEvent,
    Balance,
    BalanceChanged,
    Fill,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    Position,
    PositionChanged,
)
from tradewire.values import quickly_made, replace


@quickly_made
@dataclass(frozen=True, slots=True)
class Dirty:
    """What changed since the last drain: aggregates once, as they now stand.

    Attributes:
        fills: the new ones, oldest first.
        causes: signals, requests and directives handled since.
        halts: every scope halted now; None where that did not change.
    """

    orders: tuple[Order, ...] = ()
    fills: tuple[Fill, ...] = ()
    positions: tuple[Position, ...] = ()
    balances: tuple[Balance, ...] = ()
    protections: tuple[Protection, ...] = ()
    causes: tuple[str, ...] = ()
    halts: tuple[str, ...] | None = None


NOTHING = Dirty()
"""Nothing changed."""


class Journal:
    """Blotter, ledger and outbox of one account."""

    def __init__(
        self,
        account: str,
        instrument_of: Callable[[str], Instrument],
        orders: Iterable[OrderRecord] = (),
        positions: Iterable[Position] = (),
        balances: Iterable[Balance] = (),
    ) -> None:
        """Begin with what the account has; ``instrument_of`` raises NotFoundError."""
        self.blotter = Blotter(orders)
        self.ledger = Ledger(account, instrument_of, balances, positions)
        self.fill_count = 0
        self._events: list[AccountEvent] = []
        self._orders: dict[str, Order] = {}
        self._fills: list[Fill] = []
        self._positions: dict[str, Position] = {}
        self._balances: dict[str, Balance] = {}

    def open(self, order: Order, kind: OrderEventKind) -> None:
        """Record a new order by its first event: SUBMITTED, DENIED or ADOPTED."""
        order = replace(order, revision=1)
        self._keep(order)
        self._events.append(
            OrderEvent(
                kind=kind,
                order=order,
                event_ns=order.created_ns,
                reasons=order.reasons,
                message=order.message,
            )
        )

    def record(self, client_order_id: str, change: Change) -> bool:
        """Apply a change to an order in memory; False where it is nothing new.

        What is impossible becomes an ANOMALY event and changes nothing.
        """
        order = self.blotter.find(client_order_id)
        if order is None:
            return False
        fill = change.fill
        if fill is not None and not self.blotter.is_new_trade(client_order_id, fill.venue_trade_id):
            return False
        match apply(order, change):
            case Known():
                return False
            case Impossible(message=message):
                self.alarm(order, change, message)
                return False
            case Changed(order=after, alarm=alarm):
                self._keep(after)
                self._tell(order.state, after, change)
                if alarm:
                    self.alarm(after, change, alarm)
        return True

    def alarm(self, order: Order, change: Change, message: str) -> None:
        """Record what should not have been; the order does not change by it."""
        self._events.append(
            OrderEvent(
                kind=OrderEventKind.ANOMALY,
                order=order,
                event_ns=change.event_ns,
                message=message,
                previous_state=order.state,
                attempted=change.kind.value,
            )
        )

    def take_events(self) -> list[AccountEvent]:
        """Hand over the events since the last call, in order."""
        taken, self._events = self._events, []
        return taken

    def take_dirty(self) -> Dirty:
        """Hand over what changed since the last call, for the store to upsert."""
        # An order's event comes with every change here, and most rounds of a replay bring none.
        if not (self._orders or self._fills or self._positions or self._balances):
            return NOTHING
        taken = Dirty(
            tuple(self._orders.values()),
            tuple(self._fills),
            tuple(self._positions.values()),
            tuple(self._balances.values()),
        )
        self._orders, self._fills, self._positions, self._balances = {}, [], {}, {}
        return taken

    def _keep(self, order: Order) -> None:
        self.blotter.put(order)
        self._orders[order.client_order_id] = order

    def _tell(self, before: OrderState, after: Order, change: Change) -> None:
        fill = change.fill
        money: tuple[PositionChanged | BalanceChanged, ...] = ()
        if fill is not None:
            booked = self.ledger.apply_fill(fill)
            fill, money = booked.fill, booked.events
            self.fill_count += 1
            self._fills.append(fill)
        self._events.append(
            OrderEvent(
                kind=change.kind,
                order=after,
                event_ns=change.event_ns,
                fill=fill,
                reasons=change.reasons,
                message=change.message,
                previous_state=before,
                command=change.command,
                doubt_cause=change.doubt_cause,
                took_effect=change.took_effect,
                cancel_cause=change.cancel_cause,
                cause_id=change.cause_id,
                **_asked(change),
            )
        )
        for event in money:
            self._events.append(event)
            match event:
                case PositionChanged(position=position):
                    self._positions[position.instrument] = position
                case BalanceChanged(balance=balance):
                    self._balances[balance.asset] = balance


def _asked(change: Change) -> dict[str, Any]:
    """The terms that a REPLACE_REQUESTED asks for; of other events, none: the order has them."""
    if change.kind is not OrderEventKind.REPLACE_REQUESTED:
        return {}
    names = ("quantity", "price", "trigger_price", "trailing_distance", "verdict_id")
    return {name: getattr(change, name) for name in names}
