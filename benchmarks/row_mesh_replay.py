"""A five-minute tick tape through the mesh in lock-step, against the kernel on the same tape."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.results import Check, Result
from benchmarks.tape import write_ticks
from services.backtest.replay import ReplaySpec, replay
from services.marketdata.manifests import load_manifest
from services.marketdata.tapes import open_tape
from tradewire import decimals

SECONDS = 300
SECONDS_QUICK = 30
TICKS_A_SECOND = 165
"""What the recorded spot tape brings: a hundred thousand events in ten minutes."""

WALL_S_MAX = 45.0
RUN_S_MAX = 150.0
STRATEGY = ("alternate", "every", "500")


async def measure(*, quick: bool) -> Result:
    """The kernel, then the mesh."""
    decimals.install()
    if not await asyncio.to_thread(has_lock_step):
        return Result(status="not built", note="lock-step through the processes is not built")
    seconds = SECONDS_QUICK if quick else SECONDS
    with tempfile.TemporaryDirectory() as name:
        recording, manifest = write_ticks(Path(name), seconds, TICKS_A_SECOND)
        began_s = time.perf_counter()
        tape = open_tape(recording, load_manifest(manifest))
        strategy, parameter, value = STRATEGY
        kernel = replay(tape, ReplaySpec(strategy, {parameter: value}))
        floor_s = time.perf_counter() - began_s
        mesh, ours_s = await asyncio.to_thread(through_the_mesh, Path(name), recording, manifest)
    same = all(mesh[key] == kernel.figures[key] for key in ("orders_hash", "fills_hash"))
    if not same:
        raise SystemExit("the mesh's hashes are not the kernel's")
    scaled_s = ours_s * SECONDS / seconds
    check = Check("a 5-minute tape, s", round(scaled_s, 1), WALL_S_MAX, steady=not quick)
    return Result(
        {"wall, s": round(floor_s, 2), "steps/s": round(kernel.tally.steps / floor_s)},
        {"wall, s": round(ours_s, 2), "steps/s": round(kernel.tally.steps / ours_s)},
        (check,),
        note="the same hashes; start and stop of the mesh included",
    )


def has_lock_step() -> bool:
    """Whether ``tradewire up`` can replay as fast as it goes and end by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "console", "up", "--help"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    return "--until-done" in done.stdout


def through_the_mesh(
    folder: Path, recording: Path, manifest: Path
) -> tuple[dict[str, object], float]:
    """What the run prints at its end, and the seconds that it took."""
    strategy, parameter, value = STRATEGY
    words = ["up", "--replay", str(recording), "--manifest", str(manifest), "--speed", "max"]
    words += ["--until-done", "--json", "--data-dir", str(folder / "mesh")]
    words += ["--strategy", strategy, "--param", f"{parameter}={value}"]
    began_s = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "console", *words],
        check=True,
        capture_output=True,
        text=True,
        timeout=RUN_S_MAX,
    )
    taken_s = time.perf_counter() - began_s
    start = done.stdout.rindex('{\n  "tape"') if '{\n  "tape"' in done.stdout else 0
    text = done.stdout[start:] if start else done.stdout.strip().splitlines()[-1]
    found: dict[str, object] = json.loads(text)
    return found, taken_s
