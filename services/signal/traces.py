"""Opens the trace of a signal: ticks start none, for there are a hundred thousand a second.

The steps before the signal become spans afterwards, from the stamps that the tick's batch
carried; the batch's own trace, where it has one, is linked. The trace's id is the signal's: both
stand for one wish of a strategy, and a run made again has the same.
"""

from collections.abc import Iterable, Iterator, Mapping

from opentelemetry import context as otel
from opentelemetry import trace

from services.chassis import spans
from tradewire.market import SECOND_NS
from tradewire.signals import Signal, TickEvidence

STAMP_AGE_NS_MAX = 60 * SECOND_NS
"""A venue's stamp farther back than this is of a clock that is wrong, and would stretch the
picture of the trace until nothing else can be seen. It is told as an attribute alone."""


def open_trace(
    signal: Signal,
    headers: Mapping[str, str],
    given_ns: int,
    *,
    on_wall_clock: bool,
    within: str = "",
) -> str:
    """The W3C traceparent of the trace that ``signal`` opens, or goes on.

    Args:
        signal: with its evidence.
        headers: of the message that the tick came in; its trace is linked.
        given_ns: when the strategy had given it, wall clock.
        on_wall_clock: whether the run's clock is the wall's, so that the stamps of venue and
            feed are wall time. A tape's are not, and make no spans.
        within: the traceparent of the call that gave the signal; empty for a strategy's own.
    """
    steps = list(_steps(signal, given_ns, on_wall_clock=on_wall_clock))
    began_ns = steps[0][1] if steps else given_ns
    attributes = _attributes(signal)
    if spans.is_sampled(within):
        spans.past("signal", spans.within(within), began_ns, given_ns, attributes)
    if within:
        return within
    links = spans.link_of(headers.get("traceparent", ""))
    span = spans.root("signal", signal.signal_id, began_ns, attributes, links)
    if span.is_recording():
        parent = trace.set_span_in_context(span, otel.Context())
        for name, start_ns, end_ns in steps:
            spans.past(name, parent, start_ns, end_ns)
    span.end(given_ns)
    # Where no tracer is set up the signal's own id, which is a hash, stands for the trace.
    own = f"00-{signal.signal_id}-{signal.signal_id[:16]}-00"
    return spans.traceparent_of(span) or own


def open_replayed_trace(signal: Signal, given_ns: int, step: int) -> None:
    """Record the root of a replayed signal's trace, whose traceparent is ``spans.own``.

    Args:
        signal: with its evidence, whose stamps are the tape's clock and make no spans.
        given_ns: when the strategy had given it, wall clock.
        step: of the replay.
    """
    attributes = _attributes(signal) | {"tradewire.replay.step": step}
    spans.root("signal", signal.signal_id, given_ns, attributes).end()


def committed(signals: Iterable[Signal], began_ns: int, ended_ns: int) -> None:
    """Signals and the strategy's checkpoint were stored and sent out, wall clock."""
    for signal in signals:
        if spans.is_sampled(signal.traceparent):
            parent = spans.within(signal.traceparent)
            spans.past("signal commit", parent, began_ns, ended_ns)


def _steps(signal: Signal, given_ns: int, *, on_wall_clock: bool) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of what lies before the signal, in order, as far as it is known."""
    tick = signal.evidence.tick
    if tick is None:
        return
    if on_wall_clock:
        yield from _early_steps(tick)
    if 0 < tick.published_ns <= tick.handled_ns:
        yield "tick deliver", tick.published_ns, tick.handled_ns
    if 0 < tick.handled_ns <= given_ns:
        yield "strategy handle", tick.handled_ns, given_ns


def _early_steps(tick: TickEvidence) -> Iterator[tuple[str, int, int]]:
    """From the venue to the feed, and through the feed."""
    if 0 < tick.received_ns - STAMP_AGE_NS_MAX <= tick.venue_ns <= tick.received_ns:
        yield "tick receive", tick.venue_ns, tick.received_ns
    if 0 < tick.received_ns <= tick.published_ns:
        yield "tick publish", tick.received_ns, tick.published_ns


def _attributes(signal: Signal) -> dict[str, str | int]:
    found: dict[str, str | int] = {
        "tradewire.signal": signal.signal_id,
        "tradewire.strategy": signal.strategy,
        "tradewire.account": signal.account,
        "tradewire.instrument": signal.instrument,
        "tradewire.signal.ordinal": signal.ordinal,
        "tradewire.signal.created_unix_nanos": signal.created_ns,
    }
    tick = signal.evidence.tick
    if tick is not None:
        # The first two are on the run's clock, which in a replay is the tape's.
        found |= {
            "tradewire.tick.type": tick.type,
            "tradewire.tick.sequence": tick.sequence,
            "tradewire.tick.venue_unix_nanos": tick.venue_ns,
            "tradewire.tick.received_unix_nanos": tick.received_ns,
            "tradewire.tick.published_unix_nanos": tick.published_ns,
            "tradewire.tick.handled_unix_nanos": tick.handled_ns,
        }
    return found
