"""The kernel over a recorded tape against the floor of reading that tape alone.

    python -m benchmarks.bench_replay

Ours: steps, candles, strategy, risk, desk and paper venue. Floor: the same tape parsed into the
same events, and nothing done with them. Runs only where the recordings are.
"""

import json
import os
import statistics
import time
from pathlib import Path

from services.backtest.replay import ReplaySpec, replay
from services.marketdata.tapes import open_tape
from tradewire import decimals

RUNS = 3
"""Of each, taking turns; the median is shown."""

DATA = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).parents[1].parent / "shared" / "data"))
TAPES = ("ticks/binance_spot", "ticks/binance_usdm", "ticks/binance_coinm")


def measure(path: Path) -> dict[str, object]:
    """One row."""
    floor_s, ours_s, events, steps = [], [], 0, 0
    for _ in range(RUNS):
        began = time.perf_counter()
        events = sum(len(batch) for batch in open_tape(path).batches())
        floor_s.append(time.perf_counter() - began)
        began = time.perf_counter()
        steps = replay(open_tape(path), ReplaySpec()).tally.steps
        ours_s.append(time.perf_counter() - began)
    floor, ours = statistics.median(floor_s), statistics.median(ours_s)
    return {
        "name": f"kernel_{path.name}",
        "unit": "s",
        "floor": round(floor, 3),
        "ours": round(ours, 3),
        "ratio": round(ours / floor, 2),
        "events_per_s": round(events / ours),
        "steps_per_s": round(steps / ours),
    }


def main() -> None:
    """A row a tape."""
    decimals.install()
    for name in TAPES:
        path = DATA / name
        if path.exists():
            print(json.dumps(measure(path)))


if __name__ == "__main__":
    main()
