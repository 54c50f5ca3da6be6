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
# What is under way in a mesh at rest takes milliseconds, and seconds on such a machine.
AGREE_S_MAX = 60.0
LOOK_S = 0.05


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
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, event: str, **facts: object) -> dict[str, Any]:
        """Wait for a line of this event with these facts; those before it are passed over."""
        end_s = time.monotonic() + PATIENCE_S
        while True:
            line = self._line(end_s, f"{event} {facts}")
            if line["event"] == event and facts.items() <= line.items():
                return line

    def trading(self) -> dict[str, Any]:
        """Wait until every part is ready and something has filled; the line of the first fill.

        Either may come first: strategies do not wait for the gateway.
        """
        end_s = time.monotonic() + PATIENCE_S
        said: dict[str, dict[str, Any]] = {}
        while not said.keys() >= {"ready", "first_fill"}:
            line = self._line(end_s, "ready and first_fill")
            said.setdefault(line["event"], line)
        return said["first_fill"]

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

    def _line(self, end_s: float, what: str) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=max(0.0, end_s - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"up never said {what}") from None
        assert line is not None, f"up ended before {what}"
        return line

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
    return ask_in(up.data_dir, *words)


def ask_in(data_dir: Path, *words: str) -> Any:
    """The same of whatever mesh runs out of a directory."""
    done = subprocess.run(
        tradewire(*words, "--json", "--data-dir", str(data_dir)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def wait(condition: Callable[[], object], what: str) -> None:
    """Wait for something to become true."""
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, f"never: {what}"
        time.sleep(LOOK_S)


def eventually(check: Callable[[], None]) -> None:
    """Repeat a check until it holds.

    For what reads two sides of a mesh one after the other: what is under way between them is no
    difference, and what is one stays.
    """
    end_s = time.monotonic() + AGREE_S_MAX
    while True:
        try:
            check()
        except AssertionError:
            if time.monotonic() > end_s:
                raise
        else:
            return
        time.sleep(LOOK_S)


def get(url: str) -> Any:
    """What REST answers."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - a loopback address of the test's.
        return json.load(answer)


Start = Callable[..., Up]
"""Starts a mesh in the test's data directory, with options."""
