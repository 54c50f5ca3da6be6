"""What the venue says, brought to the orders it names."""

from services.execution.answers import on_snapshot, on_unknown
from services.execution.dispatch import Dispatch, is_refusal
from services.execution.intents import PROTECTIVE
from services.execution.protector import Protector
from services.execution.reports import change_of
from services.execution.venue import (
    CancelRejected,
    OrderFilled,
    OrderReplaced,
    OrderSnapshot,
    OrderUnknown,
    ReplaceRejected,
    VenueReport,
)
from tradewire.orders import Order, OrderCommand, OrderState
from tradewire.values import replace


class Inbound:
    """Takes the reports of one account's venue."""

    def __init__(self, dispatch: Dispatch, protector: Protector) -> None:
        """Record by ``dispatch``; tell ``protector`` what changed."""
        self._dispatch = dispatch
        self._protector = protector
        self._strays: list[VenueReport] = []

    def take(self, report: VenueReport, now_ns: int) -> None:
        """Take one report; one that names no order in memory is kept as a stray."""
        blotter = self._dispatch.journal.blotter
        before = blotter.find(report.client_order_id)
        if before is None:
            self._strays.append(report)
            return
        self._record(report, before, now_ns)
        after = blotter.find(report.client_order_id)
        if after is None:
            return
        if after is not before:
            self._follow_up(before, after, now_ns)
        if isinstance(report, CancelRejected | ReplaceRejected) and after.state.is_open:
            self._ask_about(report, after, now_ns)

    def take_strays(self) -> list[VenueReport]:
        """Hand over the strays since the last call."""
        taken, self._strays = self._strays, []
        return taken

    def _record(self, report: VenueReport, order: Order, now_ns: int) -> None:
        match report:
            case OrderSnapshot():
                on_snapshot(self._dispatch, order, report, now_ns)
            case OrderUnknown():
                on_unknown(self._dispatch, order, report, now_ns)
            case _:
                why = self._dispatch.asked(order.client_order_id)
                asked = why.cause if why is not None else None
                change = change_of(report, order, now_ns, asked)
                if isinstance(report, OrderFilled) and self._is_replacing(order):
                    change = replace(change, replacing=True)
                if self._dispatch.journal.record(order.client_order_id, change):
                    replaced = isinstance(report, OrderReplaced)
                    self._end_doubt(order.client_order_id, now_ns, replaced=replaced)

    def _is_replacing(self, order: Order) -> bool:
        """Whether nobody knows which quantity the order has at the venue."""
        doubt = self._dispatch.doubts.find(order.client_order_id)
        in_doubt = doubt is not None and doubt.command is OrderCommand.REPLACE
        return order.state is OrderState.PENDING_REPLACE or (
            in_doubt and order.state is OrderState.IN_DOUBT
        )

    def _end_doubt(self, client_order_id: str, now_ns: int, *, replaced: bool) -> None:
        """A report of the order ends the doubt of a submit, REPLACED of a replace, an end any.

        A refused cancel tells nothing of the submit, and leaves the order in doubt.
        """
        after = self._dispatch.journal.blotter.find(client_order_id)
        doubt = self._dispatch.doubts.find(client_order_id)
        if after is None:
            return
        if after.state.is_final:
            self._dispatch.forget(client_order_id)
        elif (
            doubt is not None
            and doubt.command is (OrderCommand.REPLACE if replaced else OrderCommand.SUBMIT)
            and after.state is not OrderState.IN_DOUBT
        ):
            self._dispatch.doubts.settle(client_order_id)
            self._dispatch.cancel_again(after, now_ns)

    def _follow_up(self, before: Order, after: Order, now_ns: int) -> None:
        self._protector.notice(after)
        refused = after.state is OrderState.REJECTED and before.state is not OrderState.REJECTED
        if refused and after.leg in PROTECTIVE:
            self._protector.replace_refused(after, now_ns)

    def _ask_about(
        self, report: CancelRejected | ReplaceRejected, order: Order, now_ns: int
    ) -> None:
        """The venue calls an order closed that we have open: let it say how it ended."""
        match report, is_refusal(report.reasons):
            case CancelRejected(), True:
                self._dispatch.give_up_cancel(order.client_order_id)
            case CancelRejected(), False:
                self._dispatch.doubt_cancel(order, now_ns)
            case ReplaceRejected(), False:
                self._dispatch.doubt_replace(order, now_ns)
            case _:
                pass
