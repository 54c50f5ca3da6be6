"""Memory of the whole mesh while nothing but the simulated market happens."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from benchmarks.mesh import running
from benchmarks.results import Check, Result

SETTLE_S = 20
SETTLE_S_QUICK = 5
"""After the start: caches are filled and what only the start needed is given back."""

PSS_MB_MAX = 700
MODULES = (
    "services.marketdata.__main__",
    "services.signal.__main__",
    "services.risk.__main__",
    "services.execution.__main__",
    "gateway.__main__",
    "console.main",
)

_IMPORT = "import sys, {module}; print('ready', flush=True); sys.stdin.read()"


async def measure(*, quick: bool) -> Result:
    """The imports alone, then the mesh: megabytes of proportional set size."""
    imports_mb = await asyncio.to_thread(pss_of_imports)
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as mesh:
        await asyncio.to_thread(mesh.wait_ready)
        await asyncio.sleep(SETTLE_S_QUICK if quick else SETTLE_S)
        by_name: dict[str, float] = {}
        for each in mesh.family():
            title = _title(each)
            by_name[title] = by_name.get(title, 0.0) + _pss_mb([each])
    total = round(sum(by_name.values()))
    parts = ", ".join(f"{title} {mb:.0f}" for title, mb in sorted(by_name.items()))
    return Result(
        {"PSS, MB": round(imports_mb)},
        {"PSS, MB": total},
        (Check("PSS, MB", total, PSS_MB_MAX),),
        note=parts,
    )


def pss_of_imports() -> float:
    """Processes that import what the mesh's do, and nothing else."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _IMPORT.format(module=module)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for module in MODULES
    ]
    try:
        for process in started:
            assert process.stdout is not None  # noqa: S101 - it was asked for.
            process.stdout.readline()
        return _pss_mb([psutil.Process(process.pid) for process in started])
    finally:
        for process in started:
            process.kill()
            process.wait()


def _pss_mb(processes: list[psutil.Process]) -> float:
    return sum(float(each.memory_full_info().pss) for each in processes) / 1e6


def _title(process: psutil.Process) -> str:
    """``execution``, ``nats-server``, ``console`` and the like."""
    words = process.cmdline()
    if "-m" in words:
        return words[words.index("-m") + 1].removeprefix("services.")
    return Path(words[0]).name if words else "ended"
