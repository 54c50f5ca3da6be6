"""Candles of many lengths at once, as the clock of a running feed brings them.

The shortest is built of trades, or taken as it was stored; the longer ones are built of the
shortest. That is exact, for a candle is a sum of its parts, and costs a trade one step instead of
one a length.
"""

from collections.abc import Iterable, Sequence

from services.marketdata.candles import CandleBuilder, check_aggregation
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval, MarketEvent, Trade

BUILT = (
    Interval.S1,
    Interval.S5,
    Interval.S15,
    Interval.S30,
    Interval.M1,
    Interval.M3,
    Interval.M5,
    Interval.M15,
    Interval.M30,
    Interval.H1,
)
"""Built of every feed of ticks: ten merges a second and instrument. All divide an hour, so that a
feed which begins on the hour has no broken first candle."""


class RollingCandles:
    """The open candles of some instruments.

    Feed it events in the order of their time; every candle comes out once, when it closes and
    before anything stamped at or after its close.

    Args:
        instruments: whose candles.
        intervals: the lengths; the shortest is the base.

    Raises:
        InvalidArgumentError: a length is no whole number of the base.
    """

    def __init__(self, instruments: Iterable[Instrument], intervals: Iterable[Interval]) -> None:
        base, *longer = sorted(set(intervals), key=lambda one: one.ns)
        for interval in longer:
            check_aggregation(base, interval)
        instruments = tuple(instruments)
        self._base = base
        self._bases = {one.id: CandleBuilder(one, base) for one in instruments}
        self._longer = {
            one.id: [CandleBuilder(one, every) for every in longer] for one in instruments
        }
        # Of those that close together the shorter comes first, then the instruments' order.
        self._in_order = [
            self._longer[one.id][place] for place in range(len(longer)) for one in instruments
        ]
        self._due_ns: int | None = None

    def next_due_ns(self) -> int | None:
        """When the next candle closes; None where none is open."""
        return self._due_ns

    def take(self, events: Sequence[MarketEvent]) -> list[MarketEvent]:
        """The events, with the candles that close between them each at its place."""
        taken: list[MarketEvent] = []
        for event in events:
            # A candle that was made before is told at its close and is of the time from its open.
            begun_ns = event.open_ns if isinstance(event, Candle) else event.init_ns
            if self._due_ns is not None and begun_ns >= self._due_ns:
                taken += self.advance(begun_ns)
            taken.append(event)
            if isinstance(event, Trade):
                if builder := self._bases.get(event.instrument.id):
                    self._sooner(builder.add(event))
            elif isinstance(event, Candle) and event.interval is self._base:
                self._merge(event)
        return taken

    def advance(self, clock_ns: int) -> list[Candle]:
        """The candles that close at or before ``clock_ns``, by close.

        Every event before it must have been taken.
        """
        if self._due_ns is None or self._due_ns > clock_ns:
            return []
        closed = []
        for builder in self._bases.values():
            if candle := builder.advance(clock_ns):
                closed.append(candle)
                self._merge(candle)
        closed += [one for builder in self._in_order if (one := builder.advance(clock_ns))]
        closed.sort(key=lambda candle: candle.init_ns)
        self._find_due()
        return closed

    def _merge(self, candle: Candle) -> None:
        for builder in self._longer[candle.instrument.id]:
            self._sooner(builder.merge(candle))

    def _sooner(self, close_ns: int) -> None:
        if self._due_ns is None or close_ns < self._due_ns:
            self._due_ns = close_ns

    def _find_due(self) -> None:
        builders = (*self._bases.values(), *self._in_order)
        due = [at for builder in builders if (at := builder.next_due_ns()) is not None]
        self._due_ns = min(due) if due else None
