"""Changing an order that rests: in one step at the venue, so that it is never gone in between.

Risk judges the order as it would be, less what has filled, and holds the difference beside what the
order holds already. What only closes, and what only gets smaller, needs no verdict. While the
venue has not answered the order is PENDING_REPLACE and has its old terms; a lost answer is a doubt,
which the venue settles by telling the terms that the order has.
"""

from collections.abc import Callable

from services.execution.admission import misshapen
from services.execution.dispatch import Dispatch
from services.execution.guard import Guard, objections
from services.execution.intents import PROTECTIVE
from services.execution.lifecycle import Change
from services.execution.venue import Terms, VenueCommand
from services.execution.view import AccountView
from tradewire.decimals import ZERO
from tradewire.errors import InvalidArgumentError, PreconditionError
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.orders import (
    DoubtCause,
    Order,
    OrderCommand,
    OrderEventKind,
    OrderState,
)
from tradewire.verdicts import Refused, Verdict, VerdictRequest

REPLACEABLE = frozenset({OrderState.ACCEPTED, OrderState.TRIGGERED, OrderState.PARTIALLY_FILLED})
"""States in which an order rests and no command of ours is under way."""


class Replacing(AccountView):
    """The part of a desk that changes resting orders."""

    def __init__(
        self,
        account: str,
        dispatch: Dispatch,
        guard: Guard,
        instrument_of: Callable[[str], Instrument],
    ) -> None:
        """Record and send by ``dispatch``; ``instrument_of`` raises NotFoundError."""
        super().__init__(account, dispatch.journal, guard)
        self._dispatch = dispatch
        self._instrument_of = instrument_of

    def propose_replace(self, order: str, terms: Terms, request_id: str) -> VerdictRequest | None:
        """What to ask risk about an order's new terms; None where it need not be asked.

        Raises:
            NotFoundError: no such order is in memory.
            InvalidArgumentError: the terms do not fit the order or its instrument.
            PreconditionError: the order does not rest, or something of ours is under way.
        """
        now = self._resting(order)
        after = terms.of(now)
        _check(now, after, self._instrument_of(now.instrument))
        return None if _only_less(now, after) else _question(after, request_id)

    def replace(
        self,
        order: str,
        terms: Terms,
        request_id: str,
        judged: tuple[VerdictRequest, Verdict] | None,
        now_ns: int,
    ) -> list[VenueCommand]:
        """Send a replace, or record why it is not sent and the order stays as it was.

        Raises:
            NotFoundError, InvalidArgumentError, PreconditionError: as ``propose_replace``, of
                the order as it has become while risk was asked.
        """
        found = self._resting(order)
        _check(found, terms.of(found), self._instrument_of(found.instrument))
        reasons, message = self._against(judged, now_ns)
        verdict_id = "" if judged is None else judged[1].verdict_id
        if not reasons:
            if verdict_id:
                self._guard.used.add(verdict_id)
            self._dispatch.replace(found, terms, request_id, verdict_id, now_ns)
        elif self._dispatch.ask_replace(found, terms, request_id, verdict_id, now_ns):
            refused = Change(
                kind=OrderEventKind.REPLACE_REJECTED,
                event_ns=now_ns,
                now_ns=now_ns,
                reasons=reasons,
                message=message,
            )
            self._dispatch.journal.record(found.client_order_id, refused)
        return self._dispatch.take_commands()

    def on_replace_lost(
        self, client_order_id: str, now_ns: int, cause: DoubtCause = DoubtCause.TIMEOUT
    ) -> list[VenueCommand]:
        """The venue's answer to a replace is lost: in doubt, and a query to send."""
        self._dispatch.lose(self.order(client_order_id), OrderCommand.REPLACE, cause, now_ns)
        return self._dispatch.take_commands()

    def _resting(self, order: str) -> Order:
        """The order, of which no command of ours is under way: a fill may hide a doubt."""
        found = self.order(order)
        under_way = self._dispatch.is_under_way(found.client_order_id)
        if found.state not in REPLACEABLE or under_way:
            raise not_replaceable(found)
        return found

    def _against(
        self, judged: tuple[VerdictRequest, Verdict] | None, now_ns: int
    ) -> tuple[tuple[str, ...], str]:
        """Why a replace is not sent; no reasons where it is."""
        if judged is None:
            return (), ""
        request, verdict = judged
        if isinstance(verdict, Refused):
            return tuple(reason.value for reason in verdict.reasons), verdict.message
        reasons, message = objections(self._guard, request, verdict, now_ns, is_full=False)
        return tuple(reason.value for reason in reasons), message


def not_replaceable(order: Order) -> PreconditionError:
    """The error for an order that does not rest, or of which a command is under way."""
    return PreconditionError(
        f"order {order.order_id} is {order.state.value} and cannot be replaced; only one that"
        " rests at the venue can, and of which no other command is under way",
        reason="ORDER_NOT_REPLACEABLE",
        metadata={"order": order.order_id, "state": order.state.value},
    )


def _question(after: Order, request_id: str) -> VerdictRequest:
    """The order as it would be, less what has filled; bound to the id that it keeps."""
    return VerdictRequest(
        request_id=digest("replace", after.client_order_id, request_id),
        cause=after.cause,
        account=after.account,
        strategy=after.strategy,
        instrument=after.instrument,
        side=after.side,
        type=after.type,
        time_in_force=after.time_in_force,
        quantity=after.remaining_quantity,
        price=after.price,
        stop_price=after.stop_price,
        target_price=after.target_price,
        reduce_only=after.reduce_only,
        post_only=after.post_only,
        confidence=1.0,
        expires_ns=after.expires_ns,
        trigger_price=after.trigger_price,
        trailing_distance=after.trailing_distance,
        leg=after.leg,
        replaces=after.client_order_id,
    )


def _only_less(now: Order, after: Order) -> bool:
    """Whether nothing can be opened by it that could not be before."""
    if now.reduce_only or now.leg in PROTECTIVE:
        return True
    same = (now.price, now.trigger_price, now.trailing_distance)
    return same == (after.price, after.trigger_price, after.trailing_distance) and (
        after.quantity <= now.quantity
    )


def _check(now: Order, after: Order, instrument: Instrument) -> None:
    if now.order_list_id and after.quantity != now.quantity:
        raise PreconditionError(
            f"order {now.order_id} shares its quantity with the other order of list"
            f" {now.order_list_id}; its prices alone can be replaced",
            reason="ORDER_IN_LIST",
            metadata={"order": now.order_id, "order_list": now.order_list_id},
        )
    problem = misshapen(after, instrument)
    if problem is not None:
        raise InvalidArgumentError(f"order {now.order_id} cannot become that: {problem[1]}")
    if now.triggered and after.trigger_price != now.trigger_price:
        raise PreconditionError(
            f"order {now.order_id} was triggered already; replace its price",
            reason="ORDER_TRIGGERED",
            metadata={"order": now.order_id},
        )
    if after.remaining_quantity <= ZERO:
        raise PreconditionError(
            f"order {now.order_id} has filled {now.filled_quantity:f} already; a quantity must be"
            " more than that, or cancel the rest",
            reason="QUANTITY_FILLED",
            metadata={"order": now.order_id},
        )
    if after == now:
        raise InvalidArgumentError(
            f"order {now.order_id} has these terms already; a replace must change something",
            reason="NOTHING_TO_REPLACE",
        )
