"""Commands to the venue, each recorded as an event before it is handed out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.execution.doubts import Doubts
from services.execution.journal import Journal
from services.execution.lifecycle import Change
from services.execution.venue import (
    CancelOrder,
    PlaceOrder,
    PlaceOrderList,
    QueryOrder,
    ReplaceOrder,
    Terms,
    VenueCommand,
)
from tradewire.orders import (
    CancelCause,
    DoubtCause,
    Order,
    OrderCommand,
    OrderEventKind,
    OrderState,
)
from tradewire.values import replace
from tradewire.verdicts import RefusalReason


@dataclass(frozen=True, slots=True)
class Why:
    """Why we ask for a cancel, and by which request, signal, directive or order."""

    cause: CancelCause
    cause_id: str = ""


Cancels = tuple[tuple[str, Why], ...]
"""Open orders that are to be canceled, by client order id, and why: no state tells of it."""

CLOSED_AT_VENUE = frozenset({RefusalReason.VENUE_ORDER_CLOSED, RefusalReason.VENUE_UNKNOWN_ORDER})
"""The venue calls an order closed that we have open: no answer to a cancel, but a question."""


def is_refusal(reasons: Iterable[str]) -> bool:
    """Whether a cancel refused for these reasons is refused for good, and wished no more."""
    return CLOSED_AT_VENUE.isdisjoint(reasons)


_UNANSWERED = {
    OrderState.SUBMITTED: OrderCommand.SUBMIT,
    OrderState.PENDING_CANCEL: OrderCommand.CANCEL,
    OrderState.PENDING_REPLACE: OrderCommand.REPLACE,
}
"""By the state of an order whose last command was not answered."""


class Dispatch:
    """The commands of one account that wait to be sent."""

    def __init__(self, journal: Journal, cancels: Cancels = ()) -> None:
        """Record in ``journal``; ``cancels`` were wished, and the venue has not answered."""
        self.journal = journal
        self.doubts = Doubts()
        self._commands: list[VenueCommand] = []
        self._asked: dict[str, Why] = dict(cancels)

    def submit(self, orders: Sequence[Order]) -> None:
        """Record new orders as SUBMITTED; two or more cancel each other."""
        for order in orders:
            self.journal.open(order, OrderEventKind.SUBMITTED)
        kept = tuple(replace(order, revision=1) for order in orders)
        self._commands.append(PlaceOrder(kept[0]) if len(kept) == 1 else PlaceOrderList(kept))

    def deny(self, order: Order, reasons: Sequence[str], message: str) -> None:
        """Record an order that is not sent."""
        denied = replace(order, state=OrderState.DENIED, reasons=tuple(reasons), message=message)
        self.journal.open(denied, OrderEventKind.DENIED)

    def cancel(self, order: Order, why: Why, now_ns: int) -> None:
        """Ask the venue to cancel, unless that is under way or the order is closed."""
        change = Change(
            kind=OrderEventKind.CANCEL_REQUESTED,
            event_ns=now_ns,
            now_ns=now_ns,
            cancel_cause=why.cause,
            cause_id=why.cause_id,
        )
        if order.state.is_final or not self.journal.record(order.client_order_id, change):
            return
        self._asked[order.client_order_id] = why
        self._commands.append(
            CancelOrder(order.client_order_id, order.venue_order_id, order.instrument)
        )

    def replace(
        self, order: Order, terms: Terms, request_id: str, verdict_id: str, now_ns: int
    ) -> bool:
        """Ask the venue to change an order; False where it is in no state for that."""
        asked = self.ask_replace(order, terms, request_id, verdict_id, now_ns)
        if asked:
            key = order.client_order_id
            self._commands.append(ReplaceOrder(key, order.venue_order_id, order.instrument, terms))
        return asked

    def ask_replace(
        self, order: Order, terms: Terms, request_id: str, verdict_id: str, now_ns: int
    ) -> bool:
        """Record that a replace was asked for, and send nothing."""
        change = Change(
            kind=OrderEventKind.REPLACE_REQUESTED,
            event_ns=now_ns,
            now_ns=now_ns,
            cause_id=request_id,
            quantity=terms.quantity,
            price=terms.price,
            trigger_price=terms.trigger_price,
            trailing_distance=terms.trailing_distance,
            verdict_id=verdict_id,
        )
        return self.journal.record(order.client_order_id, change)

    def lose(self, order: Order, command: OrderCommand, cause: DoubtCause, now_ns: int) -> None:
        """The answer to a command is lost: the order is in doubt, and the venue asked."""
        change = Change(
            kind=OrderEventKind.IN_DOUBT,
            event_ns=now_ns,
            now_ns=now_ns,
            command=command,
            doubt_cause=cause,
        )
        if self.journal.record(order.client_order_id, change):
            self._doubt(order, command, now_ns)
            self.query(order)

    def take_up(self, order: Order, now_ns: int) -> None:
        """After a restart: doubt a command whose answer was not recorded.

        An order that is to be canceled, and is in doubt about nothing, is canceled once more.
        """
        command = _UNANSWERED.get(order.state)
        if command is not None:
            self.lose(order, command, DoubtCause.RESTARTED, now_ns)
        elif order.state is not OrderState.IN_DOUBT:
            self.cancel_again(order, now_ns)

    def doubt_again(self, order: Order) -> None:
        """Take up the doubt of an order that the state has in doubt."""
        if order.state is OrderState.IN_DOUBT:
            self._doubt(order, self._doubted(order), order.updated_ns)

    def _doubted(self, order: Order) -> OrderCommand:
        """Which command an order in doubt is in doubt of: a cancel would have been wished."""
        if not order.venue_order_id:
            return OrderCommand.SUBMIT
        wished = order.client_order_id in self._asked
        return OrderCommand.CANCEL if wished else OrderCommand.REPLACE

    def doubt_cancel(self, order: Order, now_ns: int) -> None:
        """The venue calls an open order closed or unknown: ask until it says how it stands."""
        if self.doubts.find(order.client_order_id) is None:
            self._doubt(order, OrderCommand.CANCEL, now_ns)
        self.query(order)

    def doubt_replace(self, order: Order, now_ns: int) -> None:
        """The venue knows nothing of an order that was to be replaced: ask how it stands."""
        if self.doubts.find(order.client_order_id) is None:
            self._doubt(order, OrderCommand.REPLACE, now_ns)
        self.query(order)

    def cancel_again(self, order: Order, now_ns: int) -> None:
        """A wish to cancel stands until the order ends: a halt must not fail by a lost message."""
        why = self._asked.get(order.client_order_id)
        if why is not None and order.state.is_open:
            self.cancel(order, why, now_ns)

    def query(self, order: Order) -> None:
        """Ask the venue how the order stands."""
        self._commands.append(
            QueryOrder(order.client_order_id, order.venue_order_id, order.instrument)
        )

    def is_under_way(self, client_order_id: str) -> bool:
        """Whether a command is in doubt or a cancel wished, which the state need not tell."""
        return client_order_id in self._asked or self.doubts.find(client_order_id) is not None

    def asked(self, client_order_id: str) -> Why | None:
        """Why we asked to cancel the order; None where we did not."""
        return self._asked.get(client_order_id)

    def cancels(self) -> Cancels:
        """The wishes that the venue has not answered."""
        found = ((key, why, self.journal.blotter.find(key)) for key, why in self._asked.items())
        return tuple(
            (key, why) for key, why, order in found if order is not None and order.state.is_open
        )

    def give_up_cancel(self, client_order_id: str) -> None:
        """The venue refused to cancel the order: it is wished no more."""
        self._asked.pop(client_order_id, None)

    def forget(self, client_order_id: str) -> None:
        """The order is closed: no doubt and no cancel of it is under way."""
        self._asked.pop(client_order_id, None)
        self.doubts.settle(client_order_id)

    def _doubt(self, order: Order, command: OrderCommand, now_ns: int) -> None:
        if command is OrderCommand.CANCEL:
            # A restart forgets who wished it; the wish stands all the same.
            self._asked.setdefault(order.client_order_id, Why(CancelCause.REQUEST))
        self.doubts.raise_doubt(order.client_order_id, command, now_ns)

    def take_commands(self) -> list[VenueCommand]:
        """Hand over the commands since the last call, in order."""
        taken, self._commands = self._commands, []
        return taken
