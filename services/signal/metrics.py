"""What the signal service measures: strategies, their signals, and what they were too slow for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from services.chassis.figures import Figures
from services.chassis.live import LiveSubscription
from services.chassis.metrics import Kind, Measure, Metrics, Reading
from services.signal.records import Standing

_BY = ("strategy",)

SIGNALS = Measure("tradewire_signal_signals_total", Kind.COUNTER, "Signals given.", _BY)
FAILURES = Measure(
    "tradewire_signal_strategy_failures_total", Kind.COUNTER, "Times a strategy failed.", _BY
)
DROPPED = Measure(
    "tradewire_signal_market_dropped_total",
    Kind.COUNTER,
    "Market data messages that a strategy was too slow for.",
    _BY,
)
GAPS = Measure(
    "tradewire_signal_market_gaps_total",
    Kind.COUNTER,
    "Holes in the sequences of a strategy's market data.",
    _BY,
)
FETCHED = Measure(
    "tradewire_signal_candles_fetched_total",
    Kind.COUNTER,
    "Candles that a running strategy did not get from the bus, and marketdata gave.",
    _BY,
)
HANDLE = Measure(
    "tradewire_signal_handle_duration_seconds",
    Kind.HISTOGRAM,
    "Handling one market data message, decoding included.",
    _BY,
)
STATE = Measure(
    "tradewire_signal_strategy_state",
    Kind.GAUGE,
    "1 for the state that a strategy is in, 0 for the others.",
    ("strategy", "state"),
)

MEASURES: Final = tuple(value for value in tuple(globals().values()) if isinstance(value, Measure))
"""The table."""


class Counts:
    """What the service counts, by strategy."""

    def __init__(self, metrics: Metrics) -> None:
        self.signals = metrics.counter(SIGNALS)
        self.failures = metrics.counter(FAILURES)
        self.dropped = metrics.counter(DROPPED)
        self.gaps = metrics.counter(GAPS)
        self.fetched = metrics.counter(FETCHED)
        self.handler = metrics.histogram(HANDLE)
        self._figures = Figures(metrics)

    def watch_queue(self, strategy: str, live: LiveSubscription) -> Callable[[], None]:
        """Show the market data that waits for a strategy; what is answered ends it."""
        name = f"live:{strategy}"
        return self._figures.of_queue(name, lambda: live.waiting, live.waiting_max)


def watch_strategies(metrics: Metrics, standings: Callable[[], Mapping[str, Standing]]) -> None:
    """Show the state of every strategy."""

    def read() -> Iterator[Reading]:
        for strategy, standing in standings().items():
            for each in Standing:
                yield (strategy, each.value.lower()), float(each is standing)

    metrics.watch(STATE, read)
