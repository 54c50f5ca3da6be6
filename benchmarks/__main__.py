"""``make bench``: every benchmark in turn, its rows as they come, and all of them in one file.

    python -m benchmarks [--json FILE] [NAME ...]

Each benchmark is a module ``bench_<name>`` that prints one JSON object a line. They run one after
the other, each in a process of its own, so that none inherits another's memory or caches.
"""

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path

# The longest takes under two minutes on two loaded cores; beyond is a hang.
SECONDS_MAX = 600


def names() -> list[str]:
    """The benchmarks there are, without the prefix."""
    return sorted(
        path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*")
    )


def rows_of(name: str) -> list[dict[str, object]]:
    """Run one benchmark and parse what it prints; exits where it fails."""
    command = [sys.executable, "-m", f"benchmarks.bench_{name}"]
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, text=True, timeout=SECONDS_MAX
    )
    if done.returncode != 0:
        sys.exit(f"benchmark {name} failed with exit code {done.returncode}")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [{"benchmark": name, **row} for row in rows]


def main() -> None:
    """Run what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--json", type=Path, help="write all rows to this file")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    asked = parser.parse_args()
    rows: list[dict[str, object]] = []
    for name in asked.names or names():
        for row in rows_of(name):
            print(json.dumps(row), flush=True)
            rows.append(row)
    if asked.json is not None:
        machine = {"machine": platform.machine(), "python": platform.python_version()}
        asked.json.write_text(json.dumps({**machine, "rows": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
