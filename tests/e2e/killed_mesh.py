"""``tradewire up`` as a process that tests kill, part by part, and start again."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from tests.e2e.started_mesh import PATIENCE_S

SERVICES = ("marketdata", "signal", "risk", "execution")
# One of them dies, or all services at once, or the bus, or who started it all.
TARGETS = (*SERVICES, "nats", "everything", "supervisor")


def seeds(count: int) -> list[int]:
    """The first ``count``, or those that ``CRASH_SEEDS`` asks for: ``7,9``, or how many."""
    asked = os.environ.get("CRASH_SEEDS", str(count))
    return (
        [int(one) for one in asked.split(",") if one]
        if "," in asked
        else [*range(1, int(asked) + 1)]
    )


class KilledMesh:
    """One mesh in one data directory, through any number of starts.

    Args:
        data_dir: its own; what it says goes into files beside it.
        command: the whole command line.
        settings: environment variables of the mesh.
    """

    # What may be killed: in these states, of these parts.
    killable: ClassVar[Sequence[str]] = ("READY",)
    services: ClassVar[Sequence[str]] = SERVICES

    def __init__(
        self, data_dir: Path, command: Sequence[str], settings: Mapping[str, str] | None = None
    ) -> None:
        self.data_dir = data_dir
        self.starts = 0
        self._command = command
        self._settings = settings or {}
        self._process: subprocess.Popen[bytes]

    def start(self) -> None:
        """Start the mesh, or start it again."""
        environ = {
            name: value for name, value in os.environ.items() if not name.startswith("TRADEWIRE_")
        }
        environ.update(self._settings)
        self.starts += 1
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        out, err = self.file("out"), self.file("err")
        with out.open("wb") as stdout, err.open("wb") as stderr:
            self._process = subprocess.Popen(
                self._command, stdout=stdout, stderr=stderr, env=environ, start_new_session=True
            )

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self._process.poll() is not None

    def wait(self) -> int:
        """Wait for the end; the exit code."""
        return self._process.wait(timeout=PATIENCE_S)

    def runtime(self) -> dict[str, Any] | None:
        """The runtime file of the mesh that runs now; None before it is written."""
        try:
            runtime: dict[str, Any] = json.loads((self.data_dir / "runtime.json").read_text())
        except (OSError, ValueError):
            return None
        supervisor = runtime["supervisor"]
        is_ours = supervisor is not None and supervisor["pid"] == self._process.pid
        return runtime if is_ours else None

    def pids(self, states: Sequence[str] = ("READY",)) -> dict[str, int]:
        """The processes that run now and are in one of these states, by component."""
        return {
            one["component"]: one["process"]["pid"]
            for one in (self.runtime() or {"components": ()})["components"]
            if one["process"] and one["state"] in states
        }

    def kill(self, target: str) -> list[str]:
        """End a part of it at once, without a word; gives what died."""
        if target == "supervisor":
            self._process.kill()
            self._process.wait()
            self.start()
            return [target]
        pids = self.pids(self.killable)
        names: Sequence[str] = self.services if target == "everything" else (target,)
        dead = [name for name in names if name in pids]
        for name in dead:
            with suppress(ProcessLookupError):
                os.kill(pids[name], signal.SIGKILL)
        return dead

    def interrupt(self) -> int:
        """Ctrl-C; its exit code."""
        self._process.send_signal(signal.SIGINT)
        return self.wait()

    def close(self) -> None:
        """End it, where it has not."""
        if not self.ended:
            self.interrupt()

    def file(self, kind: str) -> Path:
        """What the mesh of this start has said."""
        return self.data_dir.parent / f"{self.data_dir.name}.{kind}{self.starts}"


def killed_now_and_then(
    mesh: KilledMesh,
    seed: int,
    *,
    deaths: int,
    targets: Sequence[str] = TARGETS,
    pause_s_max: float = 2.0,
) -> list[tuple[float, str]]:
    """Kill what the seed says when it says, until it has said enough or the mesh is over.

    Returns:
        Seconds since the first part was ready, and what died.
    """
    rng = random.Random(seed)
    done: list[tuple[float, str]] = []
    limit_s = time.monotonic() + PATIENCE_S
    began_s = 0.0
    while len(done) < deaths and not mesh.ended and time.monotonic() < limit_s:
        if not began_s:
            began_s = time.monotonic() if set(SERVICES) <= set(mesh.pids()) else 0.0
            time.sleep(0.02)
            continue
        time.sleep(rng.uniform(0.05, pause_s_max))
        target = rng.choice(targets)
        died = mesh.kill(target)
        if died:
            done.append((round(time.monotonic() - began_s, 2), target))
    return done
