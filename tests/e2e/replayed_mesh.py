"""A replay through real processes, and what kills them while it runs."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.backtest.replay import ReplaySpec, replay
from services.marketdata.tapes import open_tape, tape_time
from tests.e2e.started_mesh import PATIENCE_S, tradewire
from tradewire import decimals

DATA = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).parents[2].parent / "shared" / "data"))
SERVICES = ("marketdata", "signal", "risk", "execution")
# One of them dies, or all services at once, or the bus, or who started it all.
TARGETS = (*SERVICES, "nats", "everything", "supervisor")


@dataclass(frozen=True)
class Case:
    """A part of a tape, and a strategy that trades on it.

    Attributes:
        path: below the recordings, or absolute.
        manifest: of one's own; None for a shipped one.
    """

    path: str | Path
    strategy: str = "cross"
    parameters: dict[str, str] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None
    manifest: Path | None = None

    @property
    def recording(self) -> Path:
        """Where it is."""
        return DATA / self.path

    def options(self) -> list[str]:
        """Of ``tradewire up`` and ``tradewire replay`` alike."""
        found = ["--strategy", self.strategy]
        for name, value in self.parameters.items():
            found += ["--param", f"{name}={value}"]
        for name, text in (("--from", self.start), ("--to", self.end)):
            found += [name, text] if text else []
        return found + (["--manifest", str(self.manifest)] if self.manifest else [])

    def expected(self) -> dict[str, Any]:
        """What the kernel makes of it, in this process."""
        from services.marketdata.manifests import load_manifest  # noqa: PLC0415 - with its tape.

        decimals.install()
        tape = open_tape(
            self.recording,
            None if self.manifest is None else load_manifest(self.manifest),
            None if self.start is None else tape_time(self.start),
            None if self.end is None else tape_time(self.end),
        )
        return dict(replay(tape, ReplaySpec(self.strategy, self.parameters)).figures)


class Run:
    """One replay to its end, in one data directory, through any number of starts."""

    def __init__(self, case: Case, data_dir: Path, *options: str, speed: str = "max") -> None:
        self.data_dir = data_dir
        self.starts = 0
        self._command = tradewire(
            "up", "--replay", str(case.recording), "--speed", speed, "--until-done", "--json",
            "--data-dir", str(data_dir), *case.options(), *options,
        )  # fmt: skip
        self._process: subprocess.Popen[bytes]

    def start(self) -> None:
        """Start the mesh, or start it again."""
        environ = {
            name: value for name, value in os.environ.items() if not name.startswith("TRADEWIRE_")
        }
        self.starts += 1
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        out, err = self._file("out"), self._file("err")
        with out.open("wb") as stdout, err.open("wb") as stderr:
            self._process = subprocess.Popen(
                self._command, stdout=stdout, stderr=stderr, env=environ, start_new_session=True
            )

    def result(self) -> dict[str, Any]:
        """Wait for the end; what it came to."""
        code = self._process.wait(timeout=PATIENCE_S)
        said = self._file("err").read_text()
        assert code == 0, f"exit {code}: {said[-3000:]}"
        return dict(json.loads(self._file("out").read_text()))

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self._process.poll() is not None

    def pids(self) -> dict[str, int]:
        """The processes that run now, by component."""
        try:
            runtime = json.loads((self.data_dir / "runtime.json").read_text())
        except (OSError, ValueError):
            return {}
        if runtime["supervisor"] is None or runtime["supervisor"]["pid"] != self._process.pid:
            return {}
        return {
            one["component"]: one["process"]["pid"]
            for one in runtime["components"]
            if one["process"] and one["state"] == "READY"
        }

    def kill(self, target: str) -> list[str]:
        """End a part of it at once, without a word; gives what died."""
        if target == "supervisor":
            self._process.kill()
            self._process.wait()
            self.start()
            return [target]
        pids = self.pids()
        names: Sequence[str] = SERVICES if target == "everything" else (target,)
        dead = [name for name in names if name in pids]
        for name in dead:
            with suppress(ProcessLookupError):
                os.kill(pids[name], signal.SIGKILL)
        return dead

    def close(self) -> None:
        """End it, where it has not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=PATIENCE_S)

    def _file(self, kind: str) -> Path:
        return self.data_dir.parent / f"{self.data_dir.name}.{kind}{self.starts}"


@contextmanager
def running(case: Case, data_dir: Path, *options: str, speed: str = "max") -> Iterator[Run]:
    """A replay that has started, and is over after."""
    run = Run(case, data_dir, *options, speed=speed)
    run.start()
    try:
        yield run
    finally:
        run.close()


def killed_now_and_then(run: Run, seed: int, *, deaths: int) -> list[tuple[float, str]]:
    """Kill what the seed says when it says, until it has said enough or the replay is over.

    Returns:
        Seconds since the first part was ready, and what died.
    """
    rng = random.Random(seed)
    done: list[tuple[float, str]] = []
    limit_s = time.monotonic() + PATIENCE_S
    began_s = 0.0
    while len(done) < deaths and not run.ended and time.monotonic() < limit_s:
        if not began_s:
            began_s = time.monotonic() if set(SERVICES) <= set(run.pids()) else 0.0
            time.sleep(0.02)
            continue
        time.sleep(rng.uniform(0.05, 2.0))
        target = rng.choice(TARGETS)
        died = run.kill(target)
        if died:
            done.append((round(time.monotonic() - began_s, 2), target))
    return done
