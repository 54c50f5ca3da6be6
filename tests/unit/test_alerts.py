"""The Prometheus beside the mesh: who is asked, and what rings, against code and documents."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.chassis.config import load
from tests.manifest_settings import OURS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy/compose/prometheus"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text())
# How long something must last before it rings, in the words of docs/OPERATIONS.md.
LASTING = {
    "": None,
    "for a minute": "1m",
    "for five minutes": "5m",
    ", on QuestDB's own page": None,
}


def told() -> list[tuple[str, str | None, str]]:
    """Expression, duration and meaning of each row of "What to be woken for"."""
    text = (ROOT / "docs/OPERATIONS.md").read_text()
    (section,) = re.findall(r"(?ms)^### What to be woken for\n(.*?)^##", text)
    rows = re.findall(r"(?m)^\| `(.+)`(.*?) \| (.+) \|$", section)
    return [(expression, LASTING[lasting.strip()], words) for expression, lasting, words in rows]


def test_every_process_is_asked_at_the_port_of_its_page() -> None:
    """Each service and the gateway, and nobody who is not there."""
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    targets = {
        job["job_name"]: {target for one in job["static_configs"] for target in one["targets"]}
        for job in config["scrape_configs"]
    }
    pages = set()
    for name, settings in OURS.items():
        metrics = load(settings, {"TRADEWIRE_ENVIRONMENT": "production"}).metrics
        assert metrics is not None
        pages.add(f"{name}:{metrics.rpartition(':')[2]}")
    assert targets == {"tradewire": pages, "questdb": {"questdb:9003"}}
    containers = COMPOSE["services"]
    for target in set().union(*targets.values()):
        asked = containers[target.partition(":")[0]]
        assert {*asked["networks"]} & {*containers["prometheus"]["networks"]}


def test_what_rings_is_what_operations_says() -> None:
    """Expression, duration and words of each, and none besides."""
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    rules = [
        (rule["expr"], rule.get("for"), rule["annotations"]["summary"]) for rule in group["rules"]
    ]
    assert rules == told()
    names = [rule["alert"] for rule in group["rules"]]
    assert len(set(names)) == len(names) > 10


def test_prometheus_itself_finds_no_fault() -> None:
    """Its own checker reads configuration, rules and every expression."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: apt-get install prometheus")
    done = subprocess.run(
        [promtool, "check", "config", "prometheus.yml"],
        cwd=FOLDER,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert f"{len(told())} rules found" in done.stdout
