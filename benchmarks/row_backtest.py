"""A year of minutes through the kernel, event by event, against the same cross by hand.

The recorded year is taken where it is (``RECORDINGS_DIR``), else a made-up one of its length. By
hand is: the same candles read, two moving averages, and a list of crossings; no risk, no orders,
no ledger. The vectorised backtest is not built.
"""

import os
import random
import tempfile
import time
from collections import deque
from pathlib import Path

from benchmarks.results import Check, Result
from services.backtest.replay import ReplaySpec, replay
from services.marketdata.manifests import load_manifest
from services.marketdata.tapes import Tape, open_tape, tape_time
from tradewire import decimals
from tradewire.market import Candle

CANDLES = 525_520
WALL_S_MAX = 1.8
"""Half of what backtesting.py takes, 3.6 s, by the design's measurement."""

RECORDING = Path("candles") / "binance_spot" / "BTCUSDT-1m-2023.daily-zips.tar"
FOLDER = Path(__file__).parents[2] / "shared" / "data"
FAST, SLOW = 5, 20

MANIFEST = """\
name: benchmark-minutes
format: candles_csv
instruments: {BTCUSDT: BTC-USDT.BINANCE}
interval: 1m
account: paper
balances: {USDT: "100000"}
"""


async def measure(*, quick: bool) -> Result:
    """By hand and by the kernel; a quick run takes a tenth of the year and says what all takes."""
    decimals.install()
    with tempfile.TemporaryDirectory() as name:
        began_s = time.perf_counter()
        count = by_hand(tape_of(Path(name), quick=quick))
        by_hand_s = time.perf_counter() - began_s
        began_s = time.perf_counter()
        done = replay(tape_of(Path(name), quick=quick), ReplaySpec())
        ours_s = time.perf_counter() - began_s
    whole_s = round(ours_s * CANDLES / count, 2)
    return Result(
        {"s": round(by_hand_s, 2)},
        {"s": round(ours_s, 2), "candles/s": round(count / ours_s)},
        (Check("the whole year, s", whole_s, WALL_S_MAX),),
        note=f"{done.figures['signals']} signals, each judged by every rule;"
        " the vectorised backtest is not built",
    )


def tape_of(folder: Path, *, quick: bool) -> Tape:
    """The recorded year, or a made-up one."""
    recorded = Path(os.environ.get("RECORDINGS_DIR", FOLDER)) / RECORDING
    if recorded.exists():
        return open_tape(recorded, end_ns=tape_time("2023-02-06") if quick else None)
    recording, manifest = folder / "minutes.csv", folder / "minutes.yaml"
    if not recording.exists():
        manifest.write_text(MANIFEST)
        write_minutes(recording, CANDLES // 10 if quick else CANDLES)
    return open_tape(recording, load_manifest(manifest))


def write_minutes(path: Path, count: int) -> None:
    """A random walk of candles."""
    draw, cents = random.Random(7), 2_000_000
    with path.open("w") as lines:
        lines.write("Date,Open,High,Low,Close,Volume\n")
        for minute in range(count):
            at = time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(1_672_531_200 + minute * 60))
            close = cents + draw.randrange(-900, 901)
            prices = (cents, max(cents, close) + 90, min(cents, close) - 90, close)
            lines.write(f"{at},{','.join(f'{price / 100:.2f}' for price in prices)},12.5\n")
            cents = close


def by_hand(tape: Tape) -> int:
    """Read the candles and note the crossings; how many candles there were."""
    closes: deque[float] = deque(maxlen=SLOW)
    crossings: list[int] = []
    above, count = False, 0
    for batch in tape.batches():
        for event in batch:
            if not isinstance(event, Candle):
                continue
            count += 1
            closes.append(float(event.close_mantissa))
            if len(closes) == SLOW:
                known = list(closes)
                rose = sum(known[-FAST:]) / FAST > sum(known) / SLOW
                if rose != above:
                    above = rose
                    crossings.append(event.open_ns)
    return count
