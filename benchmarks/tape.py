"""Recordings made up for a benchmark: the same on every machine, as large as is asked for."""

import json
import random
from pathlib import Path

START_NS = 1_723_161_600_000_000_000
NS_A_S = 1_000_000_000

LATENCY_MS = 10
"""The paper venue's modelled way and the length of a lock-step window, as for recorded ticks."""

MANIFEST = f"""\
name: benchmark-ticks
format: binance_ws
instruments: {{BTCUSDT: BTC-USDT.BINANCE}}
step_ns: {LATENCY_MS * 1_000_000}
latency_ns: {LATENCY_MS * 1_000_000}
end_margin_ns: {NS_A_S}
account: paper
balances: {{USDT: "100000"}}
"""


def write_ticks(folder: Path, seconds: int, ticks_a_second: int) -> tuple[Path, Path]:
    """A recording of evenly spaced quotes and, every fifth, a trade; and its manifest."""
    recording, manifest = folder / "ticks.txt", folder / "manifest.yaml"
    manifest.write_text(MANIFEST)
    draw, cents = random.Random(7), 6_000_000
    with recording.open("w") as lines:
        for number in range(seconds * ticks_a_second):
            at_ns = START_NS + number * NS_A_S // ticks_a_second
            if number % 50 == 0:
                cents += draw.randrange(-20, 21)
            lines.write(f"{at_ns} {_tick(number, at_ns, cents)}\n")
    return recording, manifest


def _tick(number: int, at_ns: int, cents: int) -> str:
    bid, ask = f"{cents / 100:.2f}", f"{cents / 100 + 0.01:.2f}"
    if number % 5 == 0:
        data: dict[str, object] = {
            "e": "trade",
            "E": at_ns // 1_000_000,
            "s": "BTCUSDT",
            "t": number + 1,
            "p": bid,
            "q": "0.01000000",
            "T": at_ns // 1_000_000,
            "m": bool(number % 2),
            "M": True,
        }
        return json.dumps({"stream": "btcusdt@trade", "data": data}, separators=(",", ":"))
    size = f"{3 + number % 7}.00000000"
    data = {"u": number + 1, "s": "BTCUSDT", "b": bid, "B": size, "a": ask, "A": size}
    return json.dumps({"stream": "btcusdt@bookTicker", "data": data}, separators=(",", ":"))
