"""A tape cut into lock-step windows, with the candles that its clock brings.

A step is the window ``[clock - step, clock)`` of tape time; its clock is the window's
end. The ticks are those stamped inside. A candle that closes at T comes before the
ticks stamped at or after T, and is part of the first step whose clock has reached T.
Windows in which nothing happens and nothing is due are skipped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.marketdata.candles import CandleBuilder, check_aggregation
from tradewire.errors import TradewireError
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval, MarketEvent, Trade


@dataclass(frozen=True, slots=True)
class Step:
    """One window.

    ``index`` counts the steps given, from 1; ``clock_ns`` is the window's end in
    tape time; ``events`` are in the order in which all participants read them.
    """

    index: int
    clock_ns: int
    events: tuple[MarketEvent, ...]


@dataclass(frozen=True, slots=True)
class StepsState:
    """What ``Steps`` are behind a step, but for the tape that they read.

    Attributes:
        index, clock_ns: of the step.
        last_ns: stamp of the tape's last event that was given.
        candle_due_ns: when the next open candle closes; None where none is open.
        numbers: of the last candle, by instrument.
        builders: of each candle that is made, what is open.
        waiting: events that were read and not given.
    """

    index: int
    clock_ns: int
    last_ns: int
    candle_due_ns: int | None
    numbers: Mapping[str, int]
    builders: tuple[tuple[int, ...], ...]
    waiting: tuple[MarketEvent, ...]


class Steps:
    """The steps of one tape, in order.

    Args:
        batches: the tape's events.
        instruments: what is on the tape.
        step_ns: length of a window.
        end_margin_ns: how far the clock runs on after the last event.
        base_interval: of the candles on the tape; None where it holds ticks.
        intervals: candles to make; on a tape of candles, multiples of its own,
            which are there in any case.

    Raises:
        InvalidArgumentError: the tape's candles are too long for an interval.
    """

    def __init__(
        self,
        batches: Iterable[Sequence[MarketEvent]],
        instruments: Iterable[Instrument],
        *,
        step_ns: int,
        end_margin_ns: int,
        base_interval: Interval | None = None,
        intervals: Iterable[Interval] = (),
    ) -> None:
        wanted = sorted(set(intervals), key=lambda one: one.ns)
        if base_interval is not None:
            for interval in wanted:
                check_aggregation(base_interval, interval)
            wanted = [one for one in wanted if one is not base_interval]
        # Shorter candles close first: whoever reads the longer has seen the shorter.
        instruments = tuple(instruments)
        self._builders = [CandleBuilder(one, every) for every in wanted for one in instruments]
        self._by_instrument = {
            one.id: [builder for builder in self._builders if builder.instrument is one]
            for one in instruments
        }
        self._numbers = dict.fromkeys(self._by_instrument, 0)
        self._step_ns = step_ns
        self._end_margin_ns = end_margin_ns
        self._of_candles = base_interval is not None
        self._batches: Iterator[Sequence[MarketEvent]] = iter(batches)
        self._batch: Sequence[MarketEvent] = ()
        self._at = 0
        self._index = 0
        self._clock_ns = 0
        self._last_ns = 0
        self._candle_due_ns: int | None = None

    def state(self) -> StepsState:
        """What another one needs to give the next step as this one would."""
        return StepsState(
            self._index,
            self._clock_ns,
            self._last_ns,
            self._candle_due_ns,
            dict(self._numbers),
            tuple(builder.state() for builder in self._builders),
            tuple(self._batch[self._at :]),
        )

    def go_on(self, state: StepsState) -> None:
        """Stand where another one of the same tape stood; its batches begin behind those read."""
        self._index, self._clock_ns, self._last_ns = state.index, state.clock_ns, state.last_ns
        self._candle_due_ns = state.candle_due_ns
        self._numbers = dict(state.numbers)
        for builder, open_candle in zip(self._builders, state.builders, strict=True):
            builder.go_on(open_candle)
        self._batch, self._at = state.waiting, 0

    def read_ahead(self) -> None:
        """Read the tape's next batch now: the first behind a place may take its time.

        What is wrong with it is raised where the steps come to it, as it would be without this.
        """
        following: Sequence[MarketEvent] = ()
        try:
            following = next(self._batches, ())
        except TradewireError as error:
            self._batches = _failing(error)
        self._batch, self._at = (*self._batch[self._at :], *following), 0

    def next_step(self, due_ns: int | None = None) -> Step | None:
        """The next window with an event, or that reaches ``due_ns``; None at the end.

        Args:
            due_ns: the earliest timer or arrival of any participant; one that has
                passed asks for the very next window.

        Raises:
            CorruptDataError: the tape is damaged here.
        """
        if self._at >= len(self._batch) and not self._refill():
            return self._past_the_end(due_ns)
        clock_ns = self._clock_of(self._batch[self._at].init_ns)
        if self._index and not (due_ns is None and self._candle_due_ns is None):
            clock_ns = min(clock_ns, *self._due_clocks(due_ns, clock_ns))
        return self._step(clock_ns)

    def _past_the_end(self, due_ns: int | None) -> Step | None:
        if not self._index:
            return None
        end_ns = self._clock_of(self._last_ns) + self._end_margin_ns
        end_ns += -end_ns % self._step_ns
        if self._clock_ns >= end_ns:
            return None
        return self._step(min(end_ns, *self._due_clocks(due_ns, end_ns)))

    def _clock_of(self, init_ns: int) -> int:
        """The end of the window that a stamp belongs to: a candle's close ends one."""
        if self._of_candles:
            return init_ns + -init_ns % self._step_ns
        return init_ns - init_ns % self._step_ns + self._step_ns

    def _due_clocks(self, due_ns: int | None, otherwise_ns: int) -> tuple[int, int]:
        """The windows that reach the caller's due time and the next candle's close."""
        next_ns = self._clock_ns + self._step_ns
        step_ns = self._step_ns
        due = (otherwise_ns, otherwise_ns)
        if due_ns is not None:
            due = (max(next_ns, due_ns + -due_ns % step_ns), otherwise_ns)
        if self._candle_due_ns is not None:
            candle_ns = self._candle_due_ns
            due = (due[0], max(next_ns, candle_ns + -candle_ns % step_ns))
        return due

    def _step(self, clock_ns: int) -> Step:
        events = self._merged(clock_ns) if self._builders else self._taken(clock_ns)
        self._index += 1
        self._clock_ns = clock_ns
        return Step(self._index, clock_ns, tuple(events))

    def _taken(self, clock_ns: int) -> list[MarketEvent]:
        """The tape's events of the window that ends at ``clock_ns``."""
        # A tick stamped with the clock belongs to the next window, a candle to this.
        limit_ns = clock_ns + 1 if self._of_candles else clock_ns
        at, waiting = self._at, self._batch
        if at + 1 < len(waiting) and waiting[at].init_ns < limit_ns <= waiting[at + 1].init_ns:
            # One event a window, as of candles.
            self._at, self._last_ns = at + 1, waiting[at].init_ns
            return [waiting[at]]
        events: list[MarketEvent] = []
        while self._at < len(self._batch) or self._refill():
            batch, first = self._batch, self._at
            size, last = len(batch), first
            while last < size and batch[last].init_ns < limit_ns:
                last += 1
            events += batch[first:last]
            self._at = last
            if last < size:
                break
        if events:
            self._last_ns = events[-1].init_ns
        return events

    def _merged(self, clock_ns: int) -> list[MarketEvent]:
        """The window's events with the candles that close in it, each at its place."""
        merged: list[MarketEvent] = []
        for event in self._taken(clock_ns):
            begun_ns = event.open_ns if isinstance(event, Candle) else event.init_ns
            due_ns = self._candle_due_ns
            if due_ns is not None and begun_ns >= due_ns:
                merged += self._closed(begun_ns)
            match event:
                case Trade():
                    merged.append(event)
                    for builder in self._by_instrument[event.instrument.id]:
                        self._sooner(builder.add(event))
                case Candle():
                    merged.append(self._numbered(event))
                    for builder in self._by_instrument[event.instrument.id]:
                        self._sooner(builder.merge(event))
                case _:
                    merged.append(event)
        if self._candle_due_ns is not None and self._candle_due_ns <= clock_ns:
            merged += self._closed(clock_ns)
        return merged

    def _closed(self, clock_ns: int) -> list[Candle]:
        closed = [one for builder in self._builders if (one := builder.advance(clock_ns))]
        # Stable: of those that close together, the builders' order holds.
        closed.sort(key=lambda candle: candle.init_ns)
        self._find_due()
        return [self._numbered(candle) for candle in closed]

    def _sooner(self, close_ns: int) -> None:
        if self._candle_due_ns is None or close_ns < self._candle_due_ns:
            self._candle_due_ns = close_ns

    def _find_due(self) -> None:
        due = [at for builder in self._builders if (at := builder.next_due_ns()) is not None]
        self._candle_due_ns = min(due) if due else None

    def _numbered(self, candle: Candle) -> Candle:
        number = self._numbers[candle.instrument.id] + 1
        self._numbers[candle.instrument.id] = number
        return candle._replace(sequence=number)

    def _refill(self) -> bool:
        for batch in self._batches:
            if batch:
                self._batch, self._at = batch, 0
                return True
        self._batch, self._at = (), 0
        return False


def _failing(error: TradewireError) -> Iterator[Sequence[MarketEvent]]:
    raise error
    yield ()
