"""Which hours hold which sequences of a stream, so that a page of it reads a partition or two.

QuestDB finds rows by time, and readers go on by sequence: a page of 5,000 rows out of a hundred
million would scan all of them, for each page. The clock of those who receive may step back, so an
hour says the sequences that it may hold, and never the other way round.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from services.chassis.subjects import MarketData
from services.marketdata.store import Rows, Span, StreamKey
from tradewire.market import SECOND_NS

HOUR_NS: Final = 3_600 * SECOND_NS

WINDOW: Final = 4
"""Sequences that are looked at for each row that is wanted. Where more than three of four are
missing, a hole of a feed's stop, the rest of the stream is looked at too."""


@dataclass(frozen=True, slots=True)
class Near:
    """A part of a span.

    Attributes:
        span: the next sequences of it alone, with the time that they are of; None where no row is.
        whole: whether no row of the span is beyond it. Otherwise as many rows of it as were asked
            for are what was asked for, and with fewer the span itself is to be read.
    """

    span: Span | None
    whole: bool


def hours_of(batch: Rows) -> set[int]:
    """The hours since 1970 of a batch's rows.

    Each row's own: between the first and the last lies half a century where a clock is set right.
    """
    return {event.init_ns // HOUR_NS for event in batch.events}


class Hours:
    """By stream and hour, the first and last sequence that may be in it."""

    def __init__(self) -> None:
        self._of: dict[StreamKey, dict[int, tuple[int, int]]] = {}

    def note(self, key: StreamKey, hour: int, first: int, last: int) -> None:
        """Sequences ``first..last`` of a stream may be of this hour since 1970."""
        hours = self._of.setdefault(key, {})
        known = hours.get(hour, (first, last))
        hours[hour] = min(first, known[0]), max(last, known[1])

    def wrote(self, batches: Iterable[Rows], hours: Iterable[set[int]]) -> None:
        """Rows of these batches were written, of these hours each."""
        for batch, of_batch in zip(batches, hours, strict=True):
            ends = batch.events[0].sequence, batch.events[-1].sequence
            for hour in of_batch:
                self.note(batch.key, hour, *ends)

    @property
    def count(self) -> int:
        """How many are known, of all streams: at most as many as retention keeps."""
        return sum(map(len, self._of.values()))

    def forget(self, kind: MarketData, before_ns: int) -> None:
        """Rows of a type that were received before are gone."""
        for key, hours in self._of.items():
            if key.type is kind:
                for hour in [one for one in hours if (one + 1) * HOUR_NS <= before_ns]:
                    del hours[hour]

    def near(self, span: Span, head: int) -> Near | None:
        """Where the next rows of a span are, ``head`` being the stream's last sequence.

        None where the span has no position to begin at.
        """
        if span.type is MarketData.CANDLES or span.by_open:
            return None
        low = span.after or 0
        high = head + 1 if span.before is None else min(span.before, head + 1)
        size = WINDOW * span.limit
        after, before = (
            (max(low, high - 1 - size), high)
            if span.newest_first
            else (low, min(high, low + 1 + size))
        )
        whole = (after, before) == (low, high)
        key = StreamKey(span.instrument.id, span.type)
        held = [
            hour
            for hour, (first, last) in self._of.get(key, {}).items()
            if first < before and last > after
        ]
        if not held:
            return Near(None, whole=whole)
        start_ns, end_ns = min(held) * HOUR_NS, (max(held) + 1) * HOUR_NS
        narrowed = replace(
            span,
            after=after,
            before=before,
            start_ns=start_ns if span.start_ns is None else max(start_ns, span.start_ns),
            end_ns=end_ns if span.end_ns is None else min(end_ns, span.end_ns),
        )
        return Near(narrowed, whole=whole)
