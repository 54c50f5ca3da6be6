"""What becomes of an order, as spans of the trace that its cause has."""

from collections.abc import Callable
from itertools import count

from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from services.chassis import spans
from services.execution.traces import OrderTraces
from services.execution.venue import OrderCanceled, OrderRejected, PlaceOrder
from tests.traced import PARENT, UNSAMPLED, attribute, recording
from tests.unit.services.execution.floor import NOW, Floor
from tradewire.orders import CancelCause, OrderEvent, Side
from tradewire.verdicts import RefusalReason


def ticking() -> Callable[[], int]:
    """A wall clock that goes on by ten with each look."""
    ticks = count(100, 10)
    return lambda: next(ticks)


class Story:
    """A desk whose events are told to the traces as its writer does."""

    def __init__(self, traceparent: str = PARENT) -> None:
        self.floor = Floor()
        self.order = self.floor.send(side=Side.BUY)
        self.traces = OrderTraces(ticking())
        self.traces.remember(self.order.cause, traceparent)

    def tell(self, began_ns: int) -> None:
        events = self.floor.desk.take_events()
        assert any(isinstance(event, OrderEvent) for event in events)
        self.traces.told(events, began_ns)


def test_an_order_is_submitted_acknowledged_and_filled_within_its_trace() -> None:
    """Each step from the end of the one before, on the wall clock."""
    with recording() as found:
        story = Story()
        story.tell(90)
        story.traces.sent([PlaceOrder(story.order)])
        story.floor.desk.on_report(story.floor.accept(story.order), NOW)
        story.tell(115)
        story.floor.desk.on_report(story.floor.fill(story.order, "1"), NOW)
        story.tell(125)
    times = {span.name: (span.start_time, span.end_time) for span in found}
    assert times == {
        "order submit": (90, 100),
        "order acknowledge": (110, 120),
        "order fill": (120, 130),
    }
    assert {f"{span.context.trace_id:032x}" for span in found} == {PARENT.split("-")[1]}
    filled = found.one("order fill")
    assert filled.kind is SpanKind.CLIENT
    assert attribute(filled, "tradewire.order") == story.order.order_id
    assert attribute(filled, "tradewire.order.client_order") == story.order.client_order_id
    assert attribute(filled, "tradewire.event.time_unix_nanos") == NOW
    assert attribute(filled, "tradewire.fill.venue_trade")
    for span in found:
        told = {name.rpartition(".")[2] for name in span.attributes or {}}
        assert not told & {"price", "quantity", "fee", "value", "balance"}


def test_a_rejection_is_the_error_of_its_step_with_the_reason() -> None:
    """The code, and not the venue's words, which may hold amounts."""
    with recording() as found:
        story = Story()
        story.tell(90)
        reason = RefusalReason.INSUFFICIENT_CAPITAL
        words = "needs 100 USDT and has 5"
        report = OrderRejected(story.order.client_order_id, (reason,), words, NOW)
        story.floor.desk.on_report(report, NOW)
        story.tell(105)
    rejected = found.one("order acknowledge")
    assert rejected.status.status_code is StatusCode.ERROR
    assert rejected.status.description == reason.value
    assert attribute(rejected, "error.type") == reason.value
    assert attribute(rejected, "tradewire.reasons") == (reason.value,)


def test_a_cancel_links_the_trace_of_whoever_asked_for_it() -> None:
    """The order's steps stay in the order's trace, and the asker is one step away."""
    with recording() as found:
        story = Story()
        story.floor.desk.on_report(story.floor.accept(story.order), NOW)
        story.tell(90)
        asking = spans.tracer.start_span("CancelOrder")
        with trace.use_span(asking, end_on_exit=True):
            story.floor.desk.cancel_order(story.order.order_id, "r", NOW)
            story.tell(95)
        key = story.order.client_order_id
        story.floor.desk.on_report(OrderCanceled(key, "v", NOW, CancelCause.REQUEST), NOW)
        story.tell(300)
    canceled = found.one("order cancel")
    assert f"{canceled.context.trace_id:032x}" == PARENT.split("-")[1]
    assert [link.context.trace_id for link in canceled.links] == [
        asking.get_span_context().trace_id
    ]
    assert canceled.start_time == 95


def test_a_lost_answer_is_an_error_and_a_restart_goes_on_in_the_same_trace() -> None:
    """The traceparent of the log is enough; the time of the sending is used where it is known."""
    with recording() as found:
        story = Story()
        restarted = OrderTraces(ticking())
        restarted.take_up(story.order, PARENT, 40)
        story.floor.desk.take_events()
        story.floor.desk.on_restart(NOW)
        story.traces = restarted
        story.tell(90)
        story.floor.desk.on_report(story.floor.accept(story.order), NOW)
        story.tell(105)
    assert found.names() == ["order doubt", "order acknowledge"]
    doubted = found.one("order doubt")
    assert found.one("order acknowledge").start_time == 40
    assert attribute(doubted, "error.type") == "RESTARTED"
    assert {f"{span.context.trace_id:032x}" for span in found} == {PARENT.split("-")[1]}


def test_an_order_of_no_recorded_trace_leaves_nothing() -> None:
    """Not even marks: the order path pays nothing for what nobody reads."""
    with recording() as found:
        story = Story(UNSAMPLED)
        story.tell(90)
        story.traces.sent([PlaceOrder(story.order)])
        assert story.traces.of(story.order) == UNSAMPLED
    assert found.names() == []
    assert not story.traces._marks
