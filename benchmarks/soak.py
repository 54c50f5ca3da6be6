"""A whole mesh under load for a while: does anything grow that should not?

    python -m benchmarks.soak --minutes 20 --ticks-per-second 5000 [--json FILE]

Starts ``tradewire up`` on the simulated market at that rate, looks every few seconds at each
process (proportional set size, file descriptors, threads, processor time), at the queues that its
page of metrics shows, and at the files of the data directory. After the warm-up every series is
tested for a trend. Memory, descriptors, threads and queues must be flat; files grow by design,
and what they grow by in a day is printed. Exits 1 where something grows that must not.

A series GROWS where the trend is certain (Mann-Kendall, H. B. Mann, "Nonparametric tests against
trend", 1945: one chance in a thousand) and large enough to matter (two percent of the level and
the unit's own step in the time watched). The slope is Theil and Sen's: the median of all slopes
between two samples, which no single spike moves.
"""

import argparse
import contextlib
import json
import math
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from prometheus_client.parser import text_string_to_metric_families

SAMPLE_S = 5.0
"""Reading the proportional set sizes of all processes takes some 20 ms: nothing, this rarely."""

WARM_SHARE = 0.3
"""Of the time, not looked at for trends: caches fill, allocators and DuckDB find their level."""

READY_S_MAX = 120.0
STOP_S_MAX = 60.0

CERTAIN_Z = 3.29
"""Two-sided one in a thousand of the normal distribution that Mann-Kendall's S nears."""

GROWTH_SHARE = 0.02
# Beside the share: less than this in the time watched is how an allocator breathes.
STEPS = {"pss_mib": 2.0, "fds": 2.0, "threads": 1.0, "queue": 50.0}
MIB = 1024 * 1024
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Trend:
    """What a series does in time.

    Attributes:
        level: its median; first, last: medians of the first and the last tenth.
        slope_an_hour: Theil and Sen's, in its own unit.
        z: Mann-Kendall's, positive for growth.
        grows: whether both certain and large.
    """

    level: float
    first: float
    last: float
    slope_an_hour: float
    z: float
    grows: bool


def trend(samples: Sequence[tuple[float, float]], step: float) -> Trend:
    """The trend of (seconds, value) samples, of which two tenths at least must be there."""
    values = [value for _, value in samples]
    signs = 0
    slopes: list[float] = []
    ties: dict[float, int] = {}
    for later, (at_s, value) in enumerate(samples):
        ties[value] = ties.get(value, 0) + 1
        for before_s, before in samples[:later]:
            signs += (value > before) - (value < before)
            slopes.append((value - before) / (at_s - before_s))
    count = len(samples)
    tied = sum(n * (n - 1) * (2 * n + 5) for n in ties.values())
    spread = math.sqrt(max(1.0, (count * (count - 1) * (2 * count + 5) - tied) / 18))
    z = (signs - (signs > 0) + (signs < 0)) / spread
    slope = statistics.median(slopes)
    level = statistics.median(values)
    tenth = max(1, count // 10)
    grown = slope * (samples[-1][0] - samples[0][0])
    grows = z > CERTAIN_Z and grown > step and grown > GROWTH_SHARE * abs(level)
    first, last = statistics.median(values[:tenth]), statistics.median(values[-tenth:])
    return Trend(level, first, last, slope * 3600, z, grows)


class Mesh:
    """``tradewire up`` as a process."""

    def __init__(self, data_dir: Path, ticks_per_second: int) -> None:
        environ = {key: value for key, value in os.environ.items() if "TRADEWIRE_" not in key}
        environ["TRADEWIRE_MARKETDATA__FEED__RATE"] = str(ticks_per_second)
        self.data_dir = data_dir
        self._ready = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "console", "up", "--json", "--data-dir", str(data_dir)],
            stdout=subprocess.PIPE,
            env=environ,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(READY_S_MAX):
            self.stop()
            raise SystemExit(f"the mesh was not ready within {READY_S_MAX:g} s")

    def components(self) -> list[dict[str, Any]]:
        """Every component, as the runtime file has it; the supervisor itself besides."""
        runtime = json.loads((self.data_dir / "runtime.json").read_text())
        up = {"component": "supervisor", "process": runtime["supervisor"], "metrics": ""}
        return [up, *(one for one in runtime["components"] if one["process"])]

    def stop(self) -> None:
        """Ctrl-C, and the end."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(STOP_S_MAX)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            if json.loads(line)["event"] == "ready":
                self._ready.set()


def look(mesh: Mesh) -> Iterator[tuple[tuple[str, str], float]]:
    """Every series' value now, by kind and name."""
    for one in mesh.components():
        name = one["component"]
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(one["process"]["pid"])
            yield ("pss_mib", name), process.memory_full_info().pss / MIB
            yield ("fds", name), process.num_fds()
            yield ("threads", name), process.num_threads()
            times = process.cpu_times()
            yield ("cpu_s", name), times.user + times.system
        if one["metrics"]:
            with contextlib.suppress(OSError):
                yield from look_at_page(name, one["metrics"])
    sizes: dict[str, float] = {}
    for path in mesh.data_dir.rglob("*"):
        # By their first folder: JetStream's blocks come and go.
        top = path.relative_to(mesh.data_dir).parts[0]
        with contextlib.suppress(OSError):
            if path.is_file():
                sizes[top] = sizes.get(top, 0.0) + path.stat().st_size / MIB
    for top, size in sizes.items():
        yield ("file_mib", top), size


def look_at_page(name: str, url: str) -> Iterator[tuple[tuple[str, str], float]]:
    """What a page of metrics tells of queues, lateness and counts."""
    with urllib.request.urlopen(url, timeout=SAMPLE_S) as answer:  # noqa: S310 - of our own mesh.
        text = answer.read().decode()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            match sample.name:
                case "tradewire_queue_depth":
                    yield ("queue", f"{name}:{sample.labels['queue']}"), sample.value
                case "tradewire_outbox_backlog_events":
                    yield ("queue", f"{name}:outbox"), sample.value
                case "tradewire_bus_consumer_lag_messages":
                    yield ("queue", f"{name}:lag:{sample.labels['consumer']}"), sample.value
                case (
                    "tradewire_event_loop_lag_seconds_sum"
                    | "tradewire_event_loop_lag_seconds_count"
                    | "tradewire_marketdata_events_published_total"
                    | "tradewire_marketdata_rows_stored_total"
                    | "tradewire_execution_fills_total"
                    | "tradewire_risk_verdicts_total"
                ):
                    which = ",".join(sample.labels.values())
                    yield ("count", f"{name}:{sample.name}:{which}"), sample.value


Samples = dict[tuple[str, str], list[tuple[float, float]]]


def watch(mesh: Mesh, seconds: float) -> Samples:
    """Look until the time is over."""
    samples: Samples = {}
    began_s = time.monotonic()
    told_s = 0.0
    while (at_s := time.monotonic() - began_s) < seconds:
        total = 0.0
        for key, value in look(mesh):
            samples.setdefault(key, []).append((at_s, value))
            total += value if key[0] == "pss_mib" else 0.0
        samples.setdefault(("pss_mib", "total"), []).append((at_s, total))
        if at_s - told_s >= 60 or not told_s:
            told_s = at_s or 0.001
            print(f"{at_s / 60:5.1f} min: {total:6.1f} MiB", file=sys.stderr, flush=True)
        time.sleep(SAMPLE_S)
    return samples


def judge(samples: Samples, warm_s: float) -> list[dict[str, object]]:
    """A row a series."""
    rows = []
    for (kind, name), all_of_it in sorted(samples.items()):
        kept = [(at_s, value) for at_s, value in all_of_it if at_s >= warm_s]
        if len(kept) < 3:
            continue
        row: dict[str, object] = {"kind": kind, "name": name}
        span_s = kept[-1][0] - kept[0][0]
        if kind in {"file_mib", "cpu_s", "count"}:
            risen = kept[-1][1] - kept[0][1]
            row |= {"last": round(kept[-1][1], 3), "a_second": round(risen / span_s, 4)}
            if kind == "file_mib":
                row["mib_a_day"] = round(risen / span_s * DAY_S, 1)
        else:
            found = trend(kept, STEPS[kind])
            row |= {
                "level": round(found.level, 2),
                "first": round(found.first, 2),
                "last": round(found.last, 2),
                "max": round(max(value for _, value in kept), 2),
                "slope_an_hour": round(found.slope_an_hour, 3),
                "z": round(found.z, 1),
                "verdict": "GROWS" if found.grows else "flat",
            }
        rows.append(row)
    return rows


def main() -> None:
    """Run the mesh, print a row a series and the verdict."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--ticks-per-second", type=int, default=5_000, help="0: a quiet market")
    parser.add_argument("--json", type=Path, help="write rows and samples to this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tradewire-soak-") as folder:
        mesh = Mesh(Path(folder) / "data", asked.ticks_per_second)
        try:
            samples = watch(mesh, asked.minutes * 60)
        finally:
            mesh.stop()
    rows = judge(samples, asked.minutes * 60 * WARM_SHARE)
    for row in rows:
        print(json.dumps(row))
    growing = [f"{row['kind']} {row['name']}" for row in rows if row.get("verdict") == "GROWS"]
    print(json.dumps({"verdict": "GROWS" if growing else "flat", "growing": growing}))
    if asked.json is not None:
        told = [{"kind": kind, "name": name, "samples": of} for (kind, name), of in samples.items()]
        asked.json.write_text(json.dumps({"rows": rows, "series": told}) + "\n")
    sys.exit(1 if growing else 0)


if __name__ == "__main__":
    main()
