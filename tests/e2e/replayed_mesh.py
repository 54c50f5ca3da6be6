"""A replay through real processes."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.backtest.replay import ReplaySpec, replay
from services.marketdata.tapes import open_tape, tape_time
from tests.e2e.killed_mesh import KilledMesh
from tests.e2e.started_mesh import tradewire
from tradewire import decimals

DATA = Path(os.environ.get("RECORDINGS_DIR", Path(__file__).parents[2].parent / "shared" / "data"))


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


class Run(KilledMesh):
    """One replay to its end, in one data directory, through any number of starts."""

    def __init__(
        self,
        case: Case,
        data_dir: Path,
        *options: str,
        speed: str = "max",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        command = tradewire(
            "up", "--replay", str(case.recording), "--speed", speed, "--until-done", "--json",
            "--data-dir", str(data_dir), *case.options(), *options,
        )  # fmt: skip
        super().__init__(data_dir, command, settings)

    def result(self) -> dict[str, Any]:
        """Wait for the end; what it came to."""
        code = self.wait()
        said = self.file("err").read_text()
        assert code == 0, f"exit {code}: {said[-3000:]}"
        return dict(json.loads(self.file("out").read_text()))


@contextmanager
def running(
    case: Case,
    data_dir: Path,
    *options: str,
    speed: str = "max",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Run]:
    """A replay that has started, and is over after."""
    run = Run(case, data_dir, *options, speed=speed, settings=settings)
    run.start()
    try:
        yield run
    finally:
        run.close()
