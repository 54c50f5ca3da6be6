"""One trace an order, through a crash between the order's commit and the venue's answer."""

from pathlib import Path

from opentelemetry.trace import StatusCode

from services.chassis.nats_server import NatsServer
from tests.integration.execution_mesh import (
    TRACE,
    execution,
    peers,
    priced,
    settings_of,
    trading,
    until,
)
from tests.traced import attribute, recording
from tradewire.execution.v1 import account_event_pb2
from tradewire.orders import OrderState


async def test_what_follows_a_crash_is_in_the_trace_that_the_order_was_sent_in(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The log has the trace: answer, fill and protection of after the restart belong to it."""
    async with peers(nats_server.url, tmp_path) as around:
        # The venue's answer takes longer than the first life of the process.
        slow = settings_of(around, tmp_path, paper_latency_ms=60_000)
        async with execution(slow) as running:
            await trading(running)
            await priced(around, running)
            with recording() as before:
                await around.buy()
                await until(lambda: "order submit" in before.names(), "an order sent")
            assert running.orders()[0].state is OrderState.SUBMITTED
        assert "order acknowledge" not in before.names()
        with recording() as after:
            async with (
                around.quoting("50000.00", "50000.02"),
                execution(settings_of(around, tmp_path)) as running,
            ):
                await until(lambda: "order fill" in after.names(), "a fill")
                await until(lambda: after.names().count("order submit") == 2, "stop and target")
                told = await running.client.execution.ListAccountEvents(
                    account_event_pb2.ListAccountEventsRequest(account="paper")
                )
    mine = [span for span in (*before, *after) if span.name.startswith("order ")]
    assert {f"{span.context.trace_id:032x}" for span in mine} == {TRACE.split("-")[1]}
    doubted = after.one("order doubt")
    assert doubted.status.status_code is StatusCode.ERROR
    assert attribute(doubted, "error.type") == "RESTARTED"
    entry = attribute(before.one("order submit"), "tradewire.order")
    assert attribute(after.one("order fill"), "tradewire.order") == entry
    # The events on the bus carry it too, so that whoever follows them stays in the trace.
    traced = {event.event_id for event in told.events if event.HasField("order_event")}
    sent = {
        attribute(span, "messaging.message.id")
        for span in (*before, *after)
        if span.name == "send tw.v1.orders.paper"
    }
    assert sent <= traced
    assert sent


async def test_an_order_that_risk_refuses_says_why_in_its_trace(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """From the signal on the bus to the denial: one trace, one error, every reason."""
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path)) as running,
    ):
        await trading(running)
        await priced(around, running)
        with recording() as found:
            # Without a stop, which the limits of the demo ask for.
            await around.buy(stop_price=None)
            await until(lambda: "process tw.v1.signals.demo" in found.names(), "a denial")
    denied, handled = found.one("order deny"), found.one("process tw.v1.signals.demo")
    assert denied.status.status_code is StatusCode.ERROR
    reasons = attribute(denied, "tradewire.reasons")
    assert isinstance(reasons, tuple)
    assert denied.status.description == ", ".join(reasons)
    assert attribute(denied, "error.type") == reasons[0]
    # The denial is no failure of whoever handled the signal.
    assert handled.status.status_code is StatusCode.UNSET
    asked = found.one("tradewire.risk.v1.RiskService/CheckOrder")
    for step in (asked, denied):
        assert step.parent is not None
        assert step.parent.span_id == handled.context.span_id
    assert f"{handled.context.trace_id:032x}" == TRACE.split("-")[1]
