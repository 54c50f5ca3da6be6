"""``make bench``: every row of the design's table beside its floor, in one run.

    python -m benchmarks [--quick] [--json FILE] [--strict] [--store] [--document] [ROW ...]

Each row is measured in a process of its own, one after the other, so that none inherits another's
memory or caches. What is worse than the stored run by more than the tolerance is marked, and with
``--strict`` so is the exit code. ``--store`` makes this run the stored one; ``--document`` writes
the table of ``docs/PERFORMANCE.md`` from what is stored.
"""

import argparse
import asyncio
import importlib
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks import document
from benchmarks.results import (
    BASELINE,
    Check,
    Report,
    Result,
    machine,
    read_stored,
    today,
)
from benchmarks.table import SECONDS_MAX, TABLE, Row, named

_ERROR = re.compile(r"[\w.]*(Error|Exception|Exit|Expired)\b")

ONE_ROW = "--one-row"
"""How a row's own process is started."""


def run_row(row: Row, *, quick: bool) -> Result:
    """Measure one row in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", ONE_ROW, row.name, *["--quick"][: int(quick)]]
    load = os.getloadavg()[0]
    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS_MAX,
        )
    except subprocess.TimeoutExpired:
        return Result(status="failed", note=f"no answer within {SECONDS_MAX} s", load=load)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        return Result(status="failed", note=_cause(done.stderr), load=load)
    row_json = json.loads(lines[-1])
    checks = tuple(Check(**check) for check in row_json.pop("checks"))
    return replace(Result(**row_json, checks=checks), load=round(load, 2))


def _cause(stderr: str) -> str:
    """The line that names the error; libraries say more at a process's end."""
    lines = stderr.strip().splitlines() or ["no output"]
    named_lines = [line for line in lines if _ERROR.match(line)]
    return (named_lines or lines)[-1][:300]


def measure(name: str, *, quick: bool) -> None:
    """In the row's process: measure it and print the result."""
    module = importlib.import_module(f"benchmarks.{named(name).module}")
    result: Result = asyncio.run(module.measure(quick=quick))
    print(json.dumps(asdict(result)))


def tell(row: Row, result: Result) -> None:
    """Print one row for a person."""
    print(f"{row.name}: {row.path}; budget {row.budget}", flush=True)
    if result.status != "measured":
        print(f"    {result.status}: {result.note}")
        return
    for name in dict.fromkeys((*result.floor, *result.ours)):
        floor, ours, ratio = result.floor.get(name), result.ours.get(name), result.ratio.get(name)
        told = [f"floor {floor:g}" if floor is not None else ""]
        told += [f"ours {ours:g}" if ours is not None else ""]
        told += [f"ratio {ratio:g}" if ratio is not None else ""]
        print(f"    {name}: {', '.join(part for part in told if part)}")
    for check in result.checks:
        if check.met is not None:
            sign = "<=" if check.better == "lower" else ">="
            verdict = "within" if check.met else "MISSES"
            print(f"    {verdict} its budget: {check.what} {check.value:g} {sign} {check.budget:g}")
    if result.note:
        print(f"    {result.note}")


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    parser.add_argument("--json", type=Path, help="write the run to this file")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a row got worse")
    parser.add_argument("--store", action="store_true", help="keep this run as the stored one")
    parser.add_argument("--document", action="store_true", help="write the table from the stored")
    parser.add_argument(ONE_ROW, metavar="ROW", help=argparse.SUPPRESS)
    names = ", ".join(row.name for row in TABLE)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=names)
    return parser.parse_args()


def store(report: Report, stored: Report | None) -> None:
    """Keep the run; rows that it did not measure stay as they were stored."""
    rows = {} if stored is None else dict(stored.rows)
    rows |= {name: row for name, row in report.rows.items() if row.status != "failed"}
    ordered = {row.name: rows[row.name] for row in TABLE if row.name in rows}
    BASELINE.write_text(replace(report, rows=ordered).to_json())


def main() -> None:
    """Run what was asked for, or everything."""
    asked = parse()
    if asked.one_row:
        measure(asked.one_row, quick=asked.quick)
        return
    if asked.document and not asked.rows:
        document.write()
        return
    chosen = [named(name) for name in asked.rows] if asked.rows else list(TABLE)
    results: dict[str, Result] = {}
    for row in chosen:
        results[row.name] = run_row(row, quick=asked.quick)
        tell(row, results[row.name])
    report = Report(today(), machine(), results, asked.quick)
    if asked.json is not None:
        asked.json.write_text(report.to_json())
    stored = read_stored()
    worse = report.worsened(stored) if stored is not None else {}
    for name, figures in worse.items():
        print(f"WORSE than the stored run of {stored.taken if stored else ''}: {name}: {figures}")
    if asked.store:
        store(report, stored)
        document.write()
    failed = [name for name, result in results.items() if result.status == "failed"]
    sys.exit(1 if failed or (asked.strict and worse) else 0)


if __name__ == "__main__":
    main()
