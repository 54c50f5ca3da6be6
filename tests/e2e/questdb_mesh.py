"""Meshes that keep their ticks in QuestDB: what dies in them, what they say, what they leave."""

import os
import random
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from prometheus_client.parser import text_string_to_metric_families

from services.marketdata.feed import EVENTS_AT_ONCE_MAX
from services.marketdata.recorder import ROWS_QUEUED_MAX
from tests.e2e.killed_mesh import SERVICES, KilledMesh
from tests.e2e.started_mesh import LOOK_S, PATIENCE_S, get, tradewire

QUEST = "questdb"
DEPTH = 'tradewire_queue_depth{queue="recorder"}'
SPOOL = "tradewire_marketdata_spool_bytes"
SPOOL_LIMIT = "tradewire_marketdata_spool_limit_bytes"
PUBLISHED = 'tradewire_marketdata_events_published_total{feed="simulated"}'
DROPPED = "tradewire_marketdata_rows_dropped_total"


def figures_of(mesh: KilledMesh) -> dict[str, float]:
    """Marketdata's page of metrics; empty while it has none."""
    runtime = mesh.runtime() or {"components": ()}
    pages = [one["metrics"] for one in runtime["components"] if one["component"] == "marketdata"]
    try:
        with urllib.request.urlopen(pages[0], timeout=10) as answer:  # noqa: S310 - of our mesh.
            text = answer.read().decode()
    except (OSError, IndexError):
        return {}
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sample.labels.items())
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def bounded(figures: Mapping[str, float]) -> None:
    """What waits in memory and on disk is within its limits."""
    if figures:
        # The batch that fills the queue is taken whole.
        assert figures[DEPTH] <= ROWS_QUEUED_MAX + EVENTS_AT_ONCE_MAX
        assert figures[SPOOL] <= figures[SPOOL_LIMIT]


def killed_in_turn(
    mesh: KilledMesh, seed: int, targets: Sequence[str], pause_s_max: float = 1.5
) -> list[tuple[float, str]]:
    """Kill each target once it is ready, when the seed says, until the mesh is over.

    Returns:
        Seconds since all services were ready first, and what died.
    """
    rng = random.Random(seed)
    done: list[tuple[float, str]] = []
    _until(mesh, set(SERVICES).issubset)
    began_s = time.monotonic()
    for target in targets:
        needed = {target} if target != "supervisor" else set(SERVICES)
        _until(mesh, needed.issubset)
        time.sleep(rng.uniform(0.05, pause_s_max))
        bounded(figures_of(mesh))
        if mesh.ended:
            break
        if mesh.kill(target):
            done.append((round(time.monotonic() - began_s, 2), target))
    return done


def _until(mesh: KilledMesh, so: Callable[[set[str]], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not mesh.ended and not so(set(mesh.pids())):
        assert time.monotonic() < end_s, mesh.file("err").read_text()[-3000:]
        time.sleep(LOOK_S)


class LiveMesh(KilledMesh):
    """The simulated market on a QuestDB server of the test's."""

    def __init__(self, data_dir: Path, url: str, rate: int) -> None:
        super().__init__(
            data_dir,
            tradewire(
                *("up", "--json", "--port", "0", "--store", QUEST, "--data-dir", str(data_dir))
            ),
            {"QUESTDB_URL": url, "TRADEWIRE_MARKETDATA__FEED__RATE": str(rate)},
        )

    def until_ready(self) -> None:
        """Wait until every service is."""
        _until(self, {*SERVICES, "gateway"}.issubset)
        assert not self.ended, self.file("err").read_text()[-3000:]

    def feed(self) -> dict[str, Any]:
        """How the feed says that it is."""
        runtime = self.runtime()
        assert runtime is not None, self.file("err").read_text()[-3000:]
        found: dict[str, Any] = get(f"http://{runtime['addresses']['gateway']}/v1/feeds/simulated")
        return dict(found["status"])


@contextmanager
def live(data_dir: Path, url: str, rate: int) -> Iterator[LiveMesh]:
    """A mesh that trades, and is over after."""
    mesh = LiveMesh(data_dir, url, rate)
    mesh.start()
    try:
        mesh.until_ready()
        yield mesh
    finally:
        mesh.close()


def refused(data_dir: Path, *options: str, **environ: str) -> tuple[int, str]:
    """A start that must fail: its exit code, and what it says of the reason."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRADEWIRE_")}
    done = subprocess.run(
        tradewire("up", "--json", "--port", "0", "--data-dir", str(data_dir), *options),
        env=kept | environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert left_behind(data_dir) == []
    return done.returncode, done.stderr


def left_behind(data_dir: Path) -> list[str]:
    """Processes that run for this directory."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.environ().get("TRADEWIRE_DATA_DIR", "")]
        except psutil.Error:
            continue
        if any(str(data_dir) in word for word in words) and process.pid != os.getpid():
            found.append(" ".join(words)[:200])
    return found
