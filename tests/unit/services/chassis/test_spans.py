"""Steps of an order's trace: made where it is recorded, and nowhere else."""

import asyncio

import pytest
from opentelemetry import context, trace
from opentelemetry.trace import SpanKind, StatusCode

from services.chassis import carried, spans
from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.telemetry import trace_id
from tests.traced import PARENT, UNSAMPLED, attribute, recording
from tradewire.errors import UnavailableError

STREAM = "tw.v1.signals.cross"


def event(traceparent: str) -> Event:
    """An event of the strategy's stream."""
    return Event(STREAM, 7, "e7", "SignalGiven", 1, 2, traceparent, b"")


@pytest.mark.parametrize(
    ("traceparent", "recorded"),
    [(PARENT, True), (f"{PARENT[:-2]}03", True), (UNSAMPLED, False), ("", False)],
)
def test_the_flag_of_a_traceparent_tells_whether_it_is_recorded(
    traceparent: str, recorded: bool
) -> None:
    """The lowest bit of the flags, whatever the others say."""
    assert spans.is_sampled(traceparent) is recorded


def test_a_root_has_the_ids_that_were_chosen_and_links_what_led_to_it() -> None:
    """A trace is found by the id of what it is of."""
    with recording() as found:
        span = spans.root("signal", "ab" * 16, 5, {"tradewire.signal": "x"}, spans.link_of(PARENT))
        span.end(9)
        other = spans.tracer.start_span("other")
        other.end()
    root = found.one("signal")
    assert f"{root.context.trace_id:032x}" == "ab" * 16
    assert f"{root.context.span_id:016x}" == "ab" * 8
    assert (root.start_time, root.end_time) == (5, 9)
    assert [f"{link.context.trace_id:032x}" for link in root.links] == [PARENT.split("-")[1]]
    assert found.one("other").context.trace_id != root.context.trace_id


def test_what_a_step_raises_is_its_error_with_the_reason() -> None:
    """The family's reason and words; of anything else the kind alone, for its words may be ours."""
    with recording() as found, trace.use_span(trace.get_current_span(spans.within(PARENT))):
        with spans.step("outside"):
            pass
        with trace.use_span(spans.tracer.start_span("call"), end_on_exit=True):
            with pytest.raises(UnavailableError), spans.step("ours"):
                raise UnavailableError("risk is away", reason="RISK_AWAY")
            with pytest.raises(KeyError), spans.step("theirs"):
                raise KeyError("a secret")
    # A parent in another process does not make this one's steps recorded: a call's span does.
    assert found.names() == ["ours", "theirs", "call"]
    assert found.one("ours").status.status_code is StatusCode.ERROR
    assert found.one("ours").status.description == "risk is away"
    assert attribute(found.one("ours"), "error.type") == "RISK_AWAY"
    assert found.one("theirs").status.description == "KeyError"


def test_an_event_is_sent_and_processed_within_its_trace() -> None:
    """The message's headers stay the cause's, so both are children of the same step."""
    with recording() as found:
        span = carried.sending(event(PARENT))
        assert span is not None
        carried.not_sent(span, UnavailableError("no bus", reason="BUS_AWAY"))
        with carried.processing(Delivery("log", event(PARENT), 2), "execution-signals"):
            assert trace_id() == PARENT.split("-")[1]
    sent, processed = found.one(f"send {STREAM}"), found.one(f"process {STREAM}")
    assert (sent.kind, processed.kind) == (SpanKind.PRODUCER, SpanKind.CONSUMER)
    assert {f"{each.parent.span_id:016x}" for each in found if each.parent} == {
        PARENT.split("-")[2]
    }
    assert attribute(sent, "error.type") == "BUS_AWAY"
    assert attribute(processed, "messaging.consumer.group.name") == "execution-signals"
    assert attribute(processed, "messaging.message.id") == "e7"


async def test_an_acknowledged_event_ends_its_span_and_a_lost_one_says_so() -> None:
    """The future of the bus's answer tells, cancelled ones included."""
    with recording() as found:
        for outcome in ("ok", "cancelled"):
            future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            span = carried.sending(event(PARENT))
            assert span is not None
            if outcome == "ok":
                future.set_result("ack")
            else:
                future.cancel()
            carried.answered(span, future)
    assert [each.status.status_code for each in found] == [StatusCode.UNSET, StatusCode.ERROR]


def test_an_event_of_no_recorded_trace_leaves_no_span_and_keeps_its_trace_id() -> None:
    """Logs and calls are to name the trace, recorded or not."""
    with recording() as found:
        assert carried.sending(event(UNSAMPLED)) is None
        assert carried.sending(event("")) is None
        with carried.processing(Delivery("log", event(UNSAMPLED)), "c"):
            assert trace_id() == PARENT.split("-")[1]
        with carried.processing(Delivery("log", event("")), "c"):
            assert trace_id() == ""
        handling = carried.processing(Delivery("log", event(UNSAMPLED)), "c")
        with pytest.raises(ValueError, match="bad"), handling:
            raise ValueError("bad")
        assert trace.get_current_span(context.get_current()) is trace.INVALID_SPAN
    assert found.names() == []


@pytest.mark.parametrize(
    "traceparent",
    ["", "00", PARENT[:-1], f"01{PARENT[2:]}", PARENT.replace("0af7", "xaf7"), "00-" + "0" * 52],
)
def test_what_is_no_traceparent_names_no_trace(traceparent: str) -> None:
    """A header of a stranger's must not fail the handling of what came with it."""
    found = trace.get_current_span(spans.within(traceparent))
    assert not found.get_span_context().is_valid
    assert spans.traceparent_of(found) == ""


def test_a_traceparent_is_read_and_written_the_same() -> None:
    """Ids and flags, whatever the flags are."""
    for traceparent in (PARENT, UNSAMPLED, f"{PARENT[:-2]}03"):
        assert (
            spans.traceparent_of(trace.get_current_span(spans.within(traceparent))) == traceparent
        )
