"""docs/OPERATIONS.md says what the code has: every metric, every stage, every limit."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import checks
from gateway.metrics import MEASURES as OF_GATEWAY
from services.chassis.measures import MEASURES as OF_ALL
from services.chassis.metrics import Measure
from services.execution import stages, stopwatch
from services.execution.metrics import MEASURES as OF_EXECUTION
from services.marketdata.metrics import MEASURES as OF_MARKETDATA
from services.marketdata.settings import TickSettings
from services.risk.metrics import MEASURES as OF_RISK
from services.signal.metrics import MEASURES as OF_SIGNAL

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/OPERATIONS.md").read_text()
OF_SERVICES = {
    "marketdata": OF_MARKETDATA,
    "signal": OF_SIGNAL,
    "risk": OF_RISK,
    "execution": OF_EXECUTION,
    "gateway": OF_GATEWAY,
}
MEASURES: tuple[Measure, ...] = (
    *OF_ALL,
    *(measure for table in OF_SERVICES.values() for measure in table),
)


def section(title: str) -> str:
    """From the heading with this title to the next one."""
    pattern = rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)"
    found = re.search(pattern, TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no heading {title!r}"
    return found[1]


def rows(title: str) -> Iterator[list[str]]:
    """The cells of each row of a section's table, less its head, as they stand."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def test_the_table_of_metrics_is_the_codes() -> None:
    """Name, kind, labels, process and words of each, and none besides."""
    told = {
        (name.strip("`"), kind, tuple(re.findall(r"`(\w+)`", labels)), where, words)
        for name, kind, labels, where, words in rows("All metrics")
    }
    processes = {measure: name for name, table in OF_SERVICES.items() for measure in table}
    known = {(m.name, m.kind.value, m.labels, m.doc) for m in MEASURES}
    assert {(name, kind, labels, words) for name, kind, labels, _, words in told} == known
    for name, _, _, where, _ in told:
        (measure,) = (each for each in MEASURES if each.name == name)
        assert where == processes.get(measure, where)
        assert where in {"all", "services", *OF_SERVICES}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_names_follow_prometheus_and_say_their_unit(measure: Measure) -> None:
    """https://prometheus.io/docs/practices/naming/: base units, and counts end in _total."""
    assert re.fullmatch(r"(tradewire|rpc|http)_[a-z][a-z_]*", measure.name)
    assert measure.name.endswith("_total") == (measure.kind == "counter")
    assert not re.search(r"_(ms|milliseconds|ns|us|kb|mib|percent)$", measure.name)
    if measure.kind == "histogram":
        assert measure.name.endswith("_seconds")
        assert list(measure.buckets) == sorted(set(measure.buckets))
    assert measure.doc.endswith(".")
    # What there are more of with every use is no label.
    assert not {"order", "request", "trace", "signal", "path"} & set(measure.labels)


def test_the_stages_of_the_table_are_those_that_are_counted() -> None:
    """A stage that is renamed must be renamed where people read of it."""
    told = {name.strip("`") for name, _, _ in rows("An order's way")}
    source = "".join(Path(module.__file__ or "").read_text() for module in (stages, stopwatch))
    counted = set(re.findall(r'_count\(self\._wall, "(\w+)"', source))
    counted |= set(re.findall(r'^\s+"(\w+)": \(', source, re.MULTILINE))
    assert told == counted


def test_expressions_name_metrics_that_there_are() -> None:
    """An alarm on a name that nobody has never rings."""
    names = {measure.name for measure in MEASURES} | {"process_start_time_seconds"}
    expressions = " ".join(code for row in rows("What to be woken for") for code in row[:1])
    used = set(re.findall(r"\b(?:tradewire|rpc|http|process)_\w+", expressions))
    assert used
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in used} <= names


def test_the_table_of_limits_equals_the_code() -> None:
    """Name, number and place of each."""
    wrong = []
    for name, value, place, _why in rows("In memory"):
        module = place.strip("`").removeprefix("clients/python/").removesuffix(".py")
        found = getattr(importlib.import_module(module.replace("/", ".")), name.strip("`"))
        if found != int(value):
            wrong.append((place, name, found))
    assert not wrong


def test_the_bounds_on_disk_are_the_codes() -> None:
    """Settings with their defaults, and constants that exist by that name."""
    bounds = " ".join(row[1] for row in rows("On disk"))
    defaults = re.findall(r"`marketdata\.ticks\.(\w+)` = (\d+)", TEXT)
    assert defaults
    assert all(getattr(TickSettings(), name) == int(value) for name, value in defaults)
    sources = "\n".join(
        path.read_text()
        for folder in ("services", "console")
        for path in (ROOT / folder).rglob("*.py")
    )
    constants = set(re.findall(r"`([A-Z][A-Z_]+)`", bounds))
    assert constants
    assert all(re.search(rf"^{name}(:.*)? = ", sources, re.MULTILINE) for name in constants)
    assert hasattr(checks, "LEDGERS_MIB_MAX")
