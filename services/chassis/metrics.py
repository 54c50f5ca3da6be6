"""The metrics of a process: what is measured, the cheap things that count it, and their page.

Every metric is a ``Measure`` in a table of its module, so that a document and a test can name
them all. Counting is adding to a plain number; the text of the page is made when somebody asks.
What a part of the process knows anyhow (the length of a queue) is not counted twice: it is
``watch``ed, which means read when the page is asked for.

Label values are bounded: a label that grows with orders or users is how a metrics page kills the
process that serves it. None is ever an order, a request or a trace.

Names follow https://prometheus.io/docs/practices/naming/ and, where there are some,
OpenTelemetry's conventions as Prometheus writes them: seconds, bytes, ``_total`` for counts.
"""

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, islice
from typing import Any, Generic, TypeAlias, TypeVar

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import start_http_server
from prometheus_client.registry import Collector

from services.chassis import logs
from tradewire.errors import UnavailableError

SERIES_MAX = 512
"""Label sets of one metric. Methods times status codes of the largest service stay below;
whatever comes beyond is counted under "other"."""

OTHER = "other"

# Seconds. From a tenth of a millisecond, what a call costs on one machine, to the longest deadline.
LATENCY_BUCKETS_S = (
    *(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01),
    *(0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)

_log = logs.logger(__name__)


class Kind(StrEnum):
    """What a number may do: only grow, go up and down, or be a distribution."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric.

    Attributes:
        name: as the page has it; it ends in its unit, a count in ``_total``.
        kind: what its number may do.
        doc: one sentence for a person.
        labels: names of its labels.
        buckets: upper bounds of a histogram, in the unit that ends the name.
    """

    name: str
    kind: Kind
    doc: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = LATENCY_BUCKETS_S


class Number:
    """One series of a counter or gauge. One thread writes it."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0.0

    def inc(self, by: float = 1.0) -> None:
        """Add."""
        self.value += by

    def dec(self, by: float = 1.0) -> None:
        """Take away, from a gauge."""
        self.value -= by

    def set(self, value: float) -> None:
        """Put a gauge at a value."""
        self.value = value

    def reading(self) -> float:
        """What the page shows."""
        return self.value


class Distribution:
    """One series of a histogram: a count a bucket, and the sum. One thread writes it."""

    __slots__ = ("bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[float] = LATENCY_BUCKETS_S) -> None:
        self.bounds = tuple(bounds)
        # One more than the bounds: what is beyond the last.
        self.counts = [0] * (len(self.bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Count a value in."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    def reading(self) -> "Distribution":
        """What the page shows."""
        return self

    @property
    def count(self) -> int:
        """Values counted."""
        return sum(self.counts)


Reading: TypeAlias = tuple[tuple[str, ...], "float | Distribution"]
"""Label values of a series, and what it is at now."""

Read: TypeAlias = Callable[[], "Iterable[Reading] | float"]
"""Reads a measure, a lone number where it has no labels.

Called on the page's thread while the process goes on: it copies what it goes through (``list`` of
a dict is one step of the interpreter) and changes nothing.
"""

S = TypeVar("S", Number, Distribution)


class Series(Generic[S]):
    """The series of one measure, by label values; ``SERIES_MAX`` at most."""

    def __init__(self, measure: Measure, make: Callable[[], S], series_max: int) -> None:
        self._measure = measure
        self._make: Callable[[], S] = make
        self._series_max = series_max
        self._by_labels: dict[tuple[str, ...], S] = {}
        if not measure.labels:
            self.of()

    def of(self, *values: str) -> S:
        """The series of these label values, or the one named "other" when there are too many."""
        found = self._by_labels.get(values)
        if found is not None:
            return found
        if len(self._by_labels) >= self._series_max:
            values = (OTHER,) * len(self._measure.labels)
        return self._by_labels.setdefault(values, self._make())

    def read(self) -> Iterator[Reading]:
        """Every series as it is now."""
        for values, series in list(self._by_labels.items()):
            yield values, series.reading()


class Metrics(Collector):
    """One process's metrics and the page that shows them.

    Args:
        service: of the process, named in errors.
        series_max: label sets of one metric.
    """

    def __init__(self, service: str, series_max: int = SERIES_MAX) -> None:
        self.service = service
        self.registry = CollectorRegistry()
        self._series_max = series_max
        self._reads: dict[Measure, list[Read]] = {}
        self._series: dict[Measure, Any] = {}
        self._close: Callable[[], None] | None = None
        self.registry.register(self)

    def counter(self, measure: Measure) -> Series[Number]:
        """Counts of a measure that only grows."""
        return self._counted(measure, Number)

    def gauge(self, measure: Measure) -> Series[Number]:
        """Levels of a measure that goes up and down."""
        return self._counted(measure, Number)

    def histogram(self, measure: Measure) -> Series[Distribution]:
        """Distributions of a measure."""
        return self._counted(measure, lambda: Distribution(measure.buckets))

    def watch(self, measure: Measure, read: Read) -> Callable[[], None]:
        """Read a measure when the page is asked for; several parts may each read some series.

        Returns:
            What ends it, for a part that ends before its process.
        """
        reads = self._reads.setdefault(measure, [])
        reads.append(read)

        def forget() -> None:
            if read in reads:
                reads.remove(read)

        return forget

    def describe(self) -> Iterable[Metric]:
        """Nothing: what there is depends on the parts of the process."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every metric as it is now, for the page."""
        for measure, reads in list(self._reads.items()):
            family = _family(measure)
            readings = (reading for read in list(reads) for reading in _readings(measure, read))
            for values, value in islice(readings, self._series_max + 1):
                if isinstance(family, HistogramMetricFamily):
                    family.add_metric(values, *_cumulated(value))
                elif not isinstance(value, Distribution):
                    family.add_metric(values, value)
            yield family

    def serve(self, address: str | None) -> int:
        """Open the page at host:port and answer its port (0 when ``address`` is None).

        Raises:
            UnavailableError: the port is taken; the message names it.
        """
        if address is None:
            return 0
        host, _, port = address.rpartition(":")
        try:
            server, thread = start_http_server(int(port), host, registry=self.registry)
        except OSError as error:
            raise UnavailableError(
                f"metrics page: {address} cannot be opened ({error.strerror}); stop what listens "
                f"there or set TRADEWIRE_{self.service.upper()}__METRICS to another host:port",
                reason="PORT_IN_USE",
            ) from error

        def close() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        self._close = close
        return int(server.server_port)

    def show_process(self) -> None:
        """Show the process itself: memory, processor time, file descriptors, time of start."""
        ProcessCollector(registry=self.registry)

    def close(self) -> None:
        """Close the page, if there is one."""
        if self._close is not None:
            self._close()
            self._close = None

    def _counted(self, measure: Measure, make: Callable[[], S]) -> Series[S]:
        series: Series[S] | None = self._series.get(measure)
        if series is None:
            series = self._series[measure] = Series(measure, make, self._series_max)
            self.watch(measure, series.read)
        return series


class Transactions:
    """Times a store's transactions by kind: an ``Observer`` of ``services.chassis.storage``.

    A store has a thread that writes and several that read, hence the lock.
    """

    def __init__(self) -> None:
        kinds = ("read", "write")
        self.waited = {kind: Distribution() for kind in kinds}
        self.ran = {kind: Distribution() for kind in kinds}
        self._lock = threading.Lock()

    def __call__(self, kind: str, waited_ns: int, ran_ns: int) -> None:
        """A transaction has ended, however it did."""
        with self._lock:
            self.waited[kind].observe(waited_ns / 1e9)
            self.ran[kind].observe(ran_ns / 1e9)


def _family(
    measure: Measure,
) -> CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily:
    match measure.kind:
        case Kind.COUNTER:
            return CounterMetricFamily(measure.name, measure.doc, labels=measure.labels)
        case Kind.GAUGE:
            return GaugeMetricFamily(measure.name, measure.doc, labels=measure.labels)
        case Kind.HISTOGRAM:
            return HistogramMetricFamily(measure.name, measure.doc, labels=measure.labels)


def _readings(measure: Measure, read: Read) -> Sequence[Reading]:
    """What a part says now; one that is just ending says nothing and spoils no page."""
    try:
        found = read()
        return [((), found)] if isinstance(found, int | float) else list(found)
    except Exception as error:  # noqa: BLE001 - the other metrics are still wanted
        _log.warning("a metric cannot be read", metric=measure.name, error=str(error))
        return ()


def _cumulated(series: "float | Distribution") -> tuple[list[tuple[str, float]], float]:
    """The buckets as Prometheus has them, each with all below it, and the sum."""
    assert isinstance(series, Distribution), series  # noqa: S101 - a histogram has no lone number.
    bounds = [*map(str, map(float, series.bounds)), "+Inf"]
    return list(zip(bounds, map(float, accumulate(series.counts)), strict=True)), series.sum
