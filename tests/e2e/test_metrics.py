"""The metrics of a real mesh: every process has its page, and the pages tell what the API tells."""

import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from gateway.metrics import MEASURES as OF_GATEWAY
from services.chassis.measures import MEASURES as OF_ALL
from services.chassis.metrics import Measure
from services.execution.metrics import MEASURES as OF_EXECUTION
from services.marketdata.metrics import MEASURES as OF_MARKETDATA
from services.risk.metrics import MEASURES as OF_RISK
from services.signal.metrics import MEASURES as OF_SIGNAL
from tests.e2e.started_mesh import Start, Up, ask, eventually, get
from tests.e2e.test_rest import at_rest, pages

pytestmark = pytest.mark.mesh

SERVICES = ("marketdata", "signal", "risk", "execution", "gateway")
OF_SERVICE: Mapping[str, tuple[Measure, ...]] = {
    "marketdata": OF_MARKETDATA,
    "signal": OF_SIGNAL,
    "risk": OF_RISK,
    "execution": OF_EXECUTION,
    "gateway": OF_GATEWAY,
}
# Prometheus's own metrics of a process, the same in every language.
STANDARD = "process_"


class Pages:
    """The page of every process, as it is now."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self.families: dict[str, list[Metric]] = {}
        for component, url in urls.items():
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - of our mesh.
                text = answer.read().decode()
            self.families[component] = list(text_string_to_metric_families(text))

    def samples(self, component: str, name: str) -> Iterator[Sample]:
        """The samples of one name."""
        for family in self.families[component]:
            yield from (sample for sample in family.samples if sample.name == name)

    def by(self, component: str, name: str, label: str) -> dict[str, float]:
        """The values of one name by one of its labels, without those of nothing."""
        found = self.samples(component, name)
        return {sample.labels[label]: sample.value for sample in found if sample.value}

    def total(self, component: str, name: str) -> float:
        """The sum over all labels."""
        return sum(sample.value for sample in self.samples(component, name))


def urls_of(up: Up) -> dict[str, str]:
    """Where every process's page is, as ``tradewire status`` tells."""
    status = ask(up, "status")
    return {one["component"]: one["metrics"] for one in status["components"] if one["metrics"]}


@pytest.mark.timeout(400)
def test_every_process_has_a_page_and_the_pages_agree_with_the_api(start: Start) -> None:
    """Orders by state, fills, verdicts, positions and ticks, on a mesh that has come to rest."""
    up = start()
    gateway = at_rest(up)["gateway"]
    urls = urls_of(up)
    assert set(urls) == set(SERVICES)
    # The market goes on, and a page is no snapshot: what it counts first may lack what it counts
    # last.
    eventually(lambda: check_accounts(Pages(urls), gateway))
    eventually(lambda: check_market(Pages(urls)))
    eventually(lambda: check_names(Pages(urls)))


def check_accounts(shown: Pages, gateway: str) -> None:
    """Orders, fills, verdicts, positions and signals are as many as the API lists."""
    account = f"{gateway}/v1/accounts/paper"
    orders, fills = pages(f"{account}/orders", "orders"), pages(f"{account}/fills", "fills")
    verdicts = pages(f"{gateway}/v1/verdicts", "verdicts")
    states = Counter(order["state"].removeprefix("ORDER_STATE_").lower() for order in orders)
    assert shown.by("execution", "tradewire_execution_orders", "state") == states
    assert shown.total("execution", "tradewire_execution_fills_total") == len(fills)
    held = get(f"{account}/positions")["positions"]
    assert shown.total("execution", "tradewire_execution_positions") == len(held)
    outcomes = Counter("approved" if "approved" in one else "refused" for one in verdicts)
    assert shown.by("risk", "tradewire_risk_verdicts_total", "outcome") == outcomes
    signals = pages(f"{gateway}/v1/signals", "signals")
    assert shown.total("signal", "tradewire_signal_signals_total") == len(signals)
    strategy = shown.by("signal", "tradewire_signal_strategy_state", "state")
    assert strategy == {"stopped": 1}

    check_way_of_orders(shown, fills)


def check_way_of_orders(shown: Pages, fills: list[dict[str, str]]) -> None:
    """Every order that filled has passed each stage once, and the whole is as long as its parts."""
    name = "tradewire_order_stage_duration_seconds"
    counts = shown.by("execution", f"{name}_count", "stage")
    entries = counts["tick_to_order"]
    assert entries >= 1
    for stage in ("feed_to_bus", "bus_to_strategy", "strategy_to_signal", "signal_to_execution"):
        assert counts[stage] == entries
    assert counts["verdict"] == shown.total("risk", "tradewire_risk_verdicts_total")
    assert 1 <= counts["first_fill"] <= len({fill["order"] for fill in fills})
    sums = shown.by("execution", f"{name}_sum", "stage")
    parts = ("feed_to_bus", "bus_to_strategy", "strategy_to_signal", "signal_to_execution")
    assert sum(sums.get(part, 0.0) for part in parts) <= sums["tick_to_order"]
    assert sums["tick_to_order"] <= sums["tick_to_accepted"]


def check_market(shown: Pages) -> None:
    """What the feed brought was published, and nothing was dropped on the way."""
    received = shown.total("marketdata", "tradewire_marketdata_events_received_total")
    assert received > 0
    assert shown.total("marketdata", "tradewire_marketdata_events_published_total") >= received
    assert shown.total("marketdata", "tradewire_marketdata_rows_stored_total") > 0
    assert shown.total("marketdata", "tradewire_marketdata_rows_dropped_total") == 0
    assert shown.total("marketdata", "tradewire_marketdata_feed_connected") == 1
    assert shown.total("marketdata", "tradewire_marketdata_feed_age_seconds") < 60


def check_names(shown: Pages) -> None:
    """A page has what the tables name and nothing else, and no label that grows with use."""
    for component, families in shown.families.items():
        table = {measure.name: measure for measure in (*OF_ALL, *OF_SERVICE[component])}
        for family in families:
            if family.name.startswith(STANDARD):
                continue
            measure = table.get(family.name) or table.get(f"{family.name}_total")
            assert measure is not None, (component, family.name)
            assert family.type == measure.kind.value
            assert family.documentation == measure.doc
            for sample in family.samples:
                assert set(sample.labels) - {"le"} == set(measure.labels)
        names = {family.name for family in families}
        for measure in OF_SERVICE[component]:
            assert measure.name.removesuffix("_total") in names, (component, measure.name)
        assert "process_resident_memory_bytes" in names
        assert "tradewire_event_loop_lag_seconds" in names
    for component in SERVICES[:4]:
        assert shown.total(component, "tradewire_bus_connected") == 1
        assert shown.total(component, "tradewire_outbox_backlog_events") == 0
        assert shown.total(component, "tradewire_bus_publish_duration_seconds_count") > 0
        waits = shown.total(component, "tradewire_store_queue_wait_seconds_count")
        assert waits == shown.total(component, "tradewire_store_transaction_duration_seconds_count")
