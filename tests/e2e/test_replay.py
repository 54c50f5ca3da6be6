"""A tape through the processes is the tape through the kernel, whoever dies on the way.

Three seeds at each check; ``CRASH_SEEDS=1,2,3`` names others, ``CRASH_SEEDS=40`` is the first
forty. ``WHOLE_TAPES=1`` replays the tapes from end to end instead of a part of each.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.books import CONSUMERS, Books
from tests.e2e.killed_mesh import killed_now_and_then, seeds
from tests.e2e.replayed_mesh import DATA, Case, running
from tests.unit.services.marketdata.written import (
    START_NS,
    depth_line,
    own_manifest,
    quote_line,
    snapshot_line,
    trade_line,
    write_lines,
)

WHOLE = bool(os.environ.get("WHOLE_TAPES"))
recorded = pytest.mark.skipif(
    not DATA.is_dir(), reason="the recordings are not here; RECORDINGS_DIR names their folder"
)
EVERY = {"every": "100"}
# Of each tape as much as trades now and then; the whole of it on demand.
CASES = {
    "spot": Case("ticks/binance_spot", end="2024-08-08T23:55:20Z"),
    "usdm": Case("ticks/binance_usdm", "alternate", EVERY, end="2024-08-08T23:54:50Z"),
    "coinm": Case("ticks/binance_coinm", "alternate", {"every": "40"}, end="2024-08-08T23:55:50Z"),
    "hyperliquid": Case("ticks/hyperliquid", "alternate", {"every": "8"}),
    "candles": Case(
        "candles/binance_spot/BTCUSDT-1m-2023.daily-zips.tar",
        start="2023-03-01T00:00:00Z",
        end="2023-03-02T12:00:00Z",
    ),
}
WHOLE_CASES = {
    "spot": Case("ticks/binance_spot"),
    "usdm": Case("ticks/binance_usdm"),
    "coinm": Case("ticks/binance_coinm", "alternate", {"every": "400"}),
    "hyperliquid": CASES["hyperliquid"],
    "candles": Case(
        "candles/binance_spot/BTCUSDT-1m-2023.daily-zips.tar",
        start="2023-03-01T00:00:00Z",
        end="2023-04-01T00:00:00Z",
    ),
}


def written_tape(folder: Path) -> Case:
    """Twelve seconds of a market of our own: a walk up and down, a trade each 10 ms."""
    lines = [snapshot_line(START_NS, 10)]
    for number in range(1, 1_201):
        at_ns = START_NS + number * 10_000_000
        cents = 6_100_000 + 500 * (number // 100 % 2) + number % 37
        bid, ask = f"{cents / 100:.2f}", f"{(cents + 10) / 100:.2f}"
        lines.append(quote_line(at_ns, bid, ask))
        lines.append(trade_line(at_ns + 1, ask if number % 2 else bid, "0.01", number))
        if number % 10 == 0:
            lines.append(depth_line(at_ns + 2, 11 + number, 12 + number, [(bid, "2")]))
    recording = write_lines(folder / "own.gz", lines)
    own_manifest(folder, account="paper", step_ns="10000000", latency_ns="10000000")
    manifest = folder / "own.yaml"
    return Case(recording, "alternate", {"every": "60"}, manifest=manifest)


def same_run(result: dict[str, Any], expected: dict[str, Any]) -> None:
    """All figures of the kernel but its seconds, and every tick of the tape stored once."""
    events = ("trades", "quotes", "book_updates", "candles")
    stored = result.pop("ticks_stored")
    result.pop("wall_seconds")
    assert result == expected
    assert result["orders"] > 0
    assert stored == sum(result[kind] for kind in events)


def same_ledgers(data_dir: Path) -> None:
    """Venue, execution and risk have the same orders, fills and holdings, to the last digit."""
    # Who reads a stream in a replay's rounds keeps no place in it.
    readers = tuple(f"{name} " for name, *_ in CONSUMERS)
    assert [one for one in Books(data_dir).differences() if not one.startswith(readers)] == []


@recorded
@pytest.mark.parametrize("name", CASES)
def test_a_recording_through_the_processes_is_that_through_the_kernel(
    name: str, tmp_path: Path
) -> None:
    """The same orders, fills and money, and every tick stored."""
    case = (WHOLE_CASES if WHOLE else CASES)[name]
    with running(case, tmp_path / "data") as run:
        same_run(run.result(), case.expected())
    same_ledgers(tmp_path / "data")


def test_a_tape_of_ones_own_through_the_processes_is_that_through_the_kernel(
    tmp_path: Path,
) -> None:
    """For those who have no recordings; at a pace, as people watch it."""
    case = written_tape(tmp_path)
    with running(case, tmp_path / "data", speed="10") as run:
        same_run(run.result(), case.expected())
    same_ledgers(tmp_path / "data")


def test_a_replay_that_is_over_is_told_again_at_the_next_start(tmp_path: Path) -> None:
    """From what was stored, whatever the speed: nothing is traded a second time."""
    case = written_tape(tmp_path)
    with running(case, tmp_path / "data") as run:
        first = run.result()
    with running(case, tmp_path / "data", speed="1") as again:
        assert again.result() == first
    same_ledgers(tmp_path / "data")


# A start takes a second, and half a minute where ten other programs want the processor.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", seeds(3))
def test_who_dies_on_the_way_changes_nothing(seed: int, tmp_path: Path) -> None:
    """``kill -9`` of any part at any moment: the same orders, every trade stored exactly once."""
    case = CASES["spot"] if DATA.is_dir() else written_tape(tmp_path)
    with running(case, tmp_path / "data") as run:
        died = killed_now_and_then(run, seed, deaths=5)
        print(f"seed {seed}: {died}")  # noqa: T201 - what a failure is run again with.
        same_run(run.result(), case.expected())
    assert died
    same_ledgers(tmp_path / "data")
