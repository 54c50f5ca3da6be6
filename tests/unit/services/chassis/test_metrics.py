import math
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from services.chassis.metrics import (
    OTHER,
    Distribution,
    Kind,
    Measure,
    Metrics,
    Reading,
    Transactions,
)
from tradewire.errors import UnavailableError

SEEN = Measure("tradewire_seen_total", Kind.COUNTER, "What was seen.", ("name",))
PLAIN = Measure("tradewire_plain_total", Kind.COUNTER, "Without labels.")
DEPTH = Measure("tradewire_depth", Kind.GAUGE, "What waits.", ("queue",))
WAITS = Measure("tradewire_wait_seconds", Kind.HISTOGRAM, "Waits.", buckets=(0.1, 1.0))


def test_label_values_beyond_the_limit_are_counted_together() -> None:
    """A label that grows without end must not grow the page."""
    metrics = Metrics("risk", series_max=2)
    metrics.counter(PLAIN).of().inc()
    seen = metrics.counter(SEEN)
    for name in ("a", "b", "c", "d", "a"):
        seen.of(name).inc()
    values = {
        name: metrics.registry.get_sample_value(SEEN.name, {"name": name})
        for name in ("a", "b", "c", OTHER)
    }
    assert values == {"a": 2, "b": 1, "c": None, OTHER: 2}
    assert metrics.registry.get_sample_value(PLAIN.name) == 1


def test_what_is_watched_is_bounded_too() -> None:
    """A part that names a series for each of too many things is cut off."""
    metrics = Metrics("risk", series_max=2)
    metrics.watch(DEPTH, lambda: [((str(number),), 1.0) for number in range(1000)])
    (family,) = metrics.collect()
    assert len(family.samples) == 3


def test_a_histogram_counts_a_value_in_every_bucket_at_or_above_it() -> None:
    """As Prometheus has them: a bound belongs to its bucket, and +Inf has all."""
    metrics = Metrics("risk")
    waits = metrics.histogram(WAITS).of()
    for value in (0.05, 0.1, 0.5, 30.0):
        waits.observe(value)
    buckets = {
        bound: metrics.registry.get_sample_value(f"{WAITS.name}_bucket", {"le": bound})
        for bound in ("0.1", "1.0", "+Inf")
    }
    assert buckets == {"0.1": 2, "1.0": 3, "+Inf": 4}
    assert metrics.registry.get_sample_value(f"{WAITS.name}_count") == 4
    assert metrics.registry.get_sample_value(f"{WAITS.name}_sum") == pytest.approx(30.65)


def test_a_part_that_cannot_be_read_or_has_ended_leaves_the_others_on_the_page() -> None:
    """One queue closes while the page is made: the rest is still wanted."""
    metrics = Metrics("risk")

    def broken() -> Iterator[Reading]:
        raise RuntimeError("dictionary changed size during iteration")

    metrics.watch(DEPTH, broken)
    forget = metrics.watch(DEPTH, lambda: [(("gone",), 1.0)])
    metrics.watch(DEPTH, lambda: [(("kept",), 2.0)])
    forget()
    forget()
    (family,) = metrics.collect()
    assert [(sample.labels, sample.value) for sample in family.samples] == [({"queue": "kept"}, 2)]


def test_one_measure_asked_for_twice_has_one_set_of_series() -> None:
    """Two channels time their calls under one name; the page must not have a series twice."""
    metrics = Metrics("risk")
    metrics.counter(SEEN).of("a").inc()
    metrics.counter(SEEN).of("a").inc()
    assert metrics.registry.get_sample_value(SEEN.name, {"name": "a"}) == 2


def test_the_page_opens_on_a_free_port_parses_and_closes() -> None:
    """What was counted is read over HTTP; a taken port is named with its setting."""
    metrics = Metrics("risk")
    metrics.counter(SEEN).of('a "quoted" name\n').inc(3)
    metrics.gauge(DEPTH).of("outbox").set(2)
    metrics.histogram(WAITS).of().observe(0.2)
    metrics.show_process()
    port = metrics.serve("127.0.0.1:0")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
        text = page.read().decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert families["tradewire_seen"].type == "counter"
    (sample,) = families["tradewire_seen"].samples
    assert (sample.labels["name"], sample.value) == ('a "quoted" name\n', 3)
    assert families["tradewire_wait_seconds"].type == "histogram"
    (resident,) = families["process_resident_memory_bytes"].samples
    assert resident.value > 1_000_000
    with pytest.raises(UnavailableError, match=f"127.0.0.1:{port}.*TRADEWIRE_RISK__METRICS"):
        Metrics("risk").serve(f"127.0.0.1:{port}")
    metrics.close()
    metrics.close()
    assert Metrics("risk").serve(None) == 0


def test_transactions_are_timed_in_seconds_by_their_kind() -> None:
    """The store tells nanoseconds; the page has seconds."""
    transactions = Transactions()
    transactions("write", 2_000_000, 500_000)
    transactions("read", 0, 1_000)
    assert transactions.waited["write"].sum == pytest.approx(0.002)
    assert transactions.ran["write"].sum == pytest.approx(0.0005)
    assert transactions.ran["read"].count == 1


def test_a_distribution_holds_what_is_no_number_of_its_range() -> None:
    """A duration beyond every bound, and one of nothing."""
    distribution = Distribution((1.0,))
    distribution.observe(0.0)
    distribution.observe(math.inf)
    assert distribution.counts == [1, 1]
