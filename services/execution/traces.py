"""The traces of one account's orders, and the spans of what becomes of an order.

An order's trace is its cause's: of the signal, of the request, of the directive. Each of its
events is a span in it, made once the event is committed, from when the step began to that commit:

    order submit       the commit of the order; ``order deny`` where risk or we refuse it
    order acknowledge  handed to the venue until its answer; failed where the venue rejected it
    order fill         the answer, or the fill before, until this fill
    order cancel       asked for until the venue has done it, or refused to

and ``order doubt``, ``order resolve``, ``order trigger``, ``order expire`` and ``order anomaly``.
After a crash the trace is taken up from the log, so that what follows is in the same trace.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from opentelemetry import context as otel
from opentelemetry import trace
from opentelemetry.trace import SpanKind

from services.chassis import spans
from services.execution.blotter import CLOSED_ORDERS_MAX, OPEN_ORDERS_MAX
from services.execution.venue import PlaceOrder, PlaceOrderList, VenueCommand
from tradewire.orders import AccountEvent, Order, OrderEvent, OrderEventKind

TRACES_MAX = OPEN_ORDERS_MAX + CLOSED_ORDERS_MAX
"""Causes whose orders may still change: as many orders as a desk remembers, 200 bytes each."""

_NAMES = {
    OrderEventKind.SUBMITTED: "order submit",
    OrderEventKind.DENIED: "order deny",
    OrderEventKind.ADOPTED: "order adopt",
    OrderEventKind.ACCEPTED: "order acknowledge",
    OrderEventKind.REJECTED: "order acknowledge",
    OrderEventKind.IN_DOUBT: "order doubt",
    OrderEventKind.RESOLVED: "order resolve",
    OrderEventKind.TRIGGERED: "order trigger",
    OrderEventKind.FILLED: "order fill",
    OrderEventKind.CANCELED: "order cancel",
    OrderEventKind.CANCEL_REJECTED: "order cancel",
    OrderEventKind.EXPIRED: "order expire",
    OrderEventKind.ANOMALY: "order anomaly",
}
"""Of the kinds that end a step; a request to cancel begins one."""

_ANSWERS = frozenset({OrderEventKind.ACCEPTED, OrderEventKind.REJECTED, OrderEventKind.RESOLVED})
_CANCELS = frozenset({OrderEventKind.CANCELED, OrderEventKind.CANCEL_REJECTED})
_FAILURES = frozenset(
    {
        OrderEventKind.DENIED,
        OrderEventKind.REJECTED,
        OrderEventKind.IN_DOUBT,
        OrderEventKind.CANCEL_REJECTED,
        OrderEventKind.ANOMALY,
    }
)


@dataclass(slots=True)
class Marks:
    """When an order's last steps were, wall clock; 0 where they are not known."""

    sent_ns: int = 0
    answered_ns: int = 0
    cancel_asked_ns: int = 0
    cancel_asked_by: str = ""


class OrderTraces:
    """What is known of the traces of one account's orders.

    Args:
        wall_ns: the wall clock.
    """

    def __init__(self, wall_ns: Callable[[], int]) -> None:
        self._wall_ns = wall_ns
        self._traceparents: OrderedDict[str, str] = OrderedDict()
        self._marks: OrderedDict[str, Marks] = OrderedDict()

    def remember(self, cause: str, traceparent: str) -> None:
        """The trace that the cause's orders belong to."""
        if traceparent:
            self._traceparents[cause] = traceparent
            while len(self._traceparents) > TRACES_MAX:
                self._traceparents.popitem(last=False)

    def of(self, order: Order) -> str:
        """The W3C traceparent of an order; empty where it has none."""
        return self._traceparents.get(order.cause, "")

    def take_up(self, order: Order, traceparent: str, sent_ns: int) -> None:
        """Go on with an order of before a restart; ``sent_ns`` is 0 where it is not known."""
        self.remember(order.cause, traceparent)
        if spans.is_sampled(traceparent):
            self._mark(order).sent_ns = sent_ns

    def sent(self, commands: Sequence[VenueCommand]) -> None:
        """Commands were handed to the venue just now."""
        for command in commands:
            match command:
                case PlaceOrder(order):
                    self._sent(order)
                case PlaceOrderList(orders):
                    for order in orders:
                        self._sent(order)
                case _:
                    pass

    def told(self, events: Iterable[AccountEvent], began_ns: int) -> None:
        """Events were committed just now; what led to them began at ``began_ns``."""
        for event in events:
            if isinstance(event, OrderEvent) and spans.is_sampled(self.of(event.order)):
                self._tell(event, began_ns)

    def _sent(self, order: Order) -> None:
        if spans.is_sampled(self.of(order)):
            self._mark(order).sent_ns = self._wall_ns()

    def _mark(self, order: Order) -> Marks:
        marks = self._marks.get(order.client_order_id)
        if marks is None:
            marks = self._marks[order.client_order_id] = Marks()
            while len(self._marks) > TRACES_MAX:
                self._marks.popitem(last=False)
        return marks

    def _tell(self, event: OrderEvent, began_ns: int) -> None:
        marks, now_ns = self._mark(event.order), self._wall_ns()
        links = []
        start_ns = began_ns
        if event.kind is OrderEventKind.CANCEL_REQUESTED:
            marks.cancel_asked_ns, marks.cancel_asked_by = began_ns, spans.current()
        elif event.kind in _ANSWERS:
            start_ns, marks.answered_ns = marks.sent_ns or began_ns, now_ns
        elif event.kind is OrderEventKind.FILLED:
            start_ns = marks.answered_ns or marks.sent_ns or began_ns
            marks.answered_ns = now_ns
        elif event.kind in _CANCELS:
            start_ns = marks.cancel_asked_ns or began_ns
            # Whoever asked for the cancel did so in a trace of his own.
            links = spans.link_of(marks.cancel_asked_by)
            marks.cancel_asked_ns, marks.cancel_asked_by = 0, ""
        name = _NAMES.get(event.kind)
        if name is not None:
            failed = event.kind in _FAILURES
            at_venue = event.kind in _ANSWERS | _CANCELS or event.kind is OrderEventKind.FILLED
            spans.past(
                name,
                self._parent(event.order),
                start_ns,
                now_ns,
                _attributes(event),
                kind=SpanKind.CLIENT if at_venue else SpanKind.INTERNAL,
                links=links,
                # The refusing side's words hold amounts; `explain` has them.
                reasons=_reasons(event) if failed else (),
            )
        if event.order.state.is_final:
            # A fill that comes after the end begins at its own report.
            self._marks.pop(event.order.client_order_id, None)

    def _parent(self, order: Order) -> otel.Context:
        """The current step where it is one of the order's trace, else the cause's own span."""
        parent = spans.within(self.of(order))
        mine = trace.get_current_span(parent).get_span_context().trace_id
        current = trace.get_current_span()
        if current.is_recording() and current.get_span_context().trace_id == mine:
            return trace.set_span_in_context(current, parent)
        return parent


def _reasons(event: OrderEvent) -> Sequence[str]:
    """Why a step failed, one code at least."""
    if event.doubt_cause is not None:
        return (event.doubt_cause.value,)
    return event.reasons or event.order.reasons or (event.kind.value,)


def _attributes(event: OrderEvent) -> dict[str, str | int | bool | Sequence[str]]:
    order = event.order
    found: dict[str, str | int | bool | Sequence[str]] = {
        "tradewire.order": order.order_id,
        "tradewire.order.client_order": order.client_order_id,
        "tradewire.order.venue_order": order.venue_order_id,
        "tradewire.order.leg": order.leg.value,
        "tradewire.order.side": order.side.value,
        "tradewire.order.type": order.type.value,
        "tradewire.order.state": order.state.value,
        "tradewire.account": order.account,
        "tradewire.instrument": order.instrument,
        "tradewire.venue": order.instrument.rpartition(".")[2],
        "tradewire.event.kind": event.kind.value,
        "tradewire.event.time_unix_nanos": event.event_ns,
    }
    if order.strategy:
        found["tradewire.strategy"] = order.strategy
    if order.signal_id:
        found["tradewire.signal"] = order.signal_id
    if order.verdict_id:
        found["tradewire.verdict"] = order.verdict_id
    if event.fill is not None:
        found["tradewire.fill"] = event.fill.fill_id
        found["tradewire.fill.venue_trade"] = event.fill.venue_trade_id
    if event.cancel_cause is not None:
        found["tradewire.cancel.cause"] = event.cancel_cause.value
    reasons = event.reasons or order.reasons
    if reasons:
        found["tradewire.reasons"] = reasons
    if event.synthetic:
        found["tradewire.event.synthetic"] = True
    return found
