"""The trace that a signal opens: the stamps before it as steps, on the wall clock alone."""

from decimal import Decimal

from services.chassis import spans
from services.signal.traces import STAMP_AGE_NS_MAX, committed, open_trace
from tests.traced import PARENT, UNSAMPLED, attribute, recording
from tradewire.market import SECOND_NS
from tradewire.orders import Side
from tradewire.signals import Evidence, Signal, TickEvidence

NOW = 1_700_000_000 * SECOND_NS
ID = "5c" * 16


def signal(venue_ns: int = NOW + 1, received_ns: int = NOW + 3) -> Signal:
    """A signal that saw a tick: published at 6 and handled at 10 ns after NOW."""
    tick = TickEvidence(
        "BTC-USDT.SIM", "candle", 4, Decimal(1), venue_ns, received_ns, NOW + 6, NOW + 10
    )
    return Signal(
        ID, "cross", 1, "paper", "BTC-USDT.SIM", NOW, side=Side.BUY, evidence=Evidence(tick)
    )


def test_the_steps_of_a_tick_are_spans_from_its_stamps() -> None:
    """Venue, feed, bus and strategy; the trace is found by the signal's id."""
    with recording() as found:
        traceparent = open_trace(signal(), {}, NOW + 15, on_wall_clock=True)
        committed([], NOW + 15, NOW + 20)
    assert traceparent.split("-")[1] == ID
    assert spans.is_sampled(traceparent)
    times = {
        span.name: ((span.start_time or 0) - NOW, (span.end_time or 0) - NOW) for span in found
    }
    assert times == {
        "tick receive": (1, 3),
        "tick publish": (3, 6),
        "tick deliver": (6, 10),
        "strategy handle": (10, 15),
        "signal": (1, 15),
    }
    assert attribute(found.one("signal"), "tradewire.strategy") == "cross"


def test_a_tapes_time_is_told_and_never_a_spans_time() -> None:
    """In a replay venue and feed stamp by the tape's clock: attributes, no spans."""
    with recording() as found:
        open_trace(signal(5, 7), {}, NOW + 15, on_wall_clock=False)
    assert found.names() == ["tick deliver", "strategy handle", "signal"]
    assert found.one("signal").start_time == NOW + 6
    assert attribute(found.one("signal"), "tradewire.tick.venue_unix_nanos") == 5


def test_a_venue_whose_clock_is_wrong_does_not_stretch_the_trace() -> None:
    """Stamps from the future, or from long ago, are told and make no step."""
    for venue_ns in (NOW + 9, NOW + 3 - STAMP_AGE_NS_MAX - 1, 0):
        with recording() as found:
            open_trace(signal(venue_ns), {}, NOW + 15, on_wall_clock=True)
        assert "tick receive" not in found.names()
        assert found.one("signal").start_time == NOW + 3


def test_a_signal_given_by_a_call_goes_on_that_calls_trace() -> None:
    """Whoever sends a signal by REST finds its order in the trace of the request."""
    with recording() as found:
        given = open_trace(signal(), {}, NOW + 15, on_wall_clock=True, within=PARENT)
        assert given == PARENT
        assert open_trace(signal(), {}, NOW + 15, on_wall_clock=True, within=UNSAMPLED) == UNSAMPLED
    assert found.names() == ["signal"]
    assert f"{found.one('signal').context.trace_id:032x}" == PARENT.split("-")[1]


def test_the_trace_of_the_tick_is_linked_and_the_commit_is_a_step() -> None:
    """A tick starts no trace; where its publisher has one, the signal's links it."""
    with recording() as found:
        traceparent = open_trace(signal(), {"traceparent": PARENT}, NOW + 15, on_wall_clock=True)
        given = Signal(
            ID, "cross", 1, "paper", "BTC-USDT.SIM", NOW, side=Side.BUY, traceparent=traceparent
        )
        committed([given, signal()], NOW + 15, NOW + 20)
    links = found.one("signal").links
    assert [f"{link.context.trace_id:032x}" for link in links] == [PARENT.split("-")[1]]
    assert found.one("signal commit").end_time == NOW + 20


def test_without_a_tracer_the_signals_own_id_stands_for_the_trace() -> None:
    """Orders can be put together by it though nothing is recorded."""
    traceparent = open_trace(signal(), {}, NOW + 15, on_wall_clock=True)
    assert traceparent.split("-")[1] == ID
    assert not spans.is_sampled(traceparent)
