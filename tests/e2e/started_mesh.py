"""A mesh as its user starts it: ``tradewire up`` as a process, and what can be asked of it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

# A quiet machine takes 20 s to the first fill; one that builds beside it takes minutes for all.
PATIENCE_S = 180.0


class Up:
    """``tradewire up --json`` as a process, and the lines that it says."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        self.data_dir = data_dir
        environ = {
            name: value for name, value in os.environ.items() if not name.startswith("TRADEWIRE_")
        }
        self.process = subprocess.Popen(
            tradewire("up", "--json", "--data-dir", str(data_dir), *options),
            stdout=subprocess.PIPE,
            env=environ,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._limit = time.monotonic() + PATIENCE_S
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, event: str, **facts: object) -> dict[str, Any]:
        """Wait for a line of this event with these facts."""
        while True:
            line = self._lines.get(timeout=max(0.0, self._limit - time.monotonic()))
            assert line is not None, f"up ended before {event} {facts}"
            if line["event"] == event and facts.items() <= line.items():
                return line

    def pids(self) -> dict[str, int]:
        """The processes of the components, by name."""
        runtime = json.loads((self.data_dir / "runtime.json").read_text())
        return {
            one["component"]: one["process"]["pid"]
            for one in runtime["components"]
            if one["process"]
        }

    def family(self) -> list[psutil.Process]:
        """Every process that it has started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def interrupt(self) -> int:
        """Ctrl-C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        """End it, where the test has not."""
        if self.process.poll() is None:
            self.interrupt()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)


def tradewire(*words: str) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "console", *words]


def ask(up: Up, *words: str) -> Any:
    """What a command answers as JSON; it must succeed."""
    done = subprocess.run(
        tradewire(*words, "--json", "--data-dir", str(up.data_dir)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def get(url: str) -> Any:
    """What REST answers."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - a loopback address of the test's.
        return json.load(answer)


Start = Callable[..., Up]
"""Starts a mesh in the test's data directory, with options."""
