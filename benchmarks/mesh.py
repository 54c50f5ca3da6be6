"""A whole mesh, as its user starts it, and what it answers by REST."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

READY_S_MAX = 100.0
"""A machine of two cores that ten others use takes a minute."""

END_S_MAX = 20.0
"""Every process of ours ends within; what does not is killed."""


class Mesh:
    """A running ``tradewire up``."""

    def __init__(self, process: "subprocess.Popen[str]", data_dir: Path, port: int) -> None:
        self.process = process
        self.data_dir = data_dir
        self._url = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> Any:
        """What REST answers; raises OSError while the gateway is not there."""
        with urllib.request.urlopen(f"{self._url}{path}", timeout=10) as answer:  # noqa: S310 - loopback.
            return json.load(answer)

    def wait_ready(self) -> None:
        """Return when every component is; raises SystemExit when that takes too long."""
        until_s = time.monotonic() + READY_S_MAX
        while time.monotonic() < until_s:
            time.sleep(0.5)
            try:
                listed = self.get("/v1/components")["components"]
            except OSError:
                continue
            if listed and all(each["state"] == "COMPONENT_STATE_READY" for each in listed):
                return
        raise SystemExit(f"the mesh was not ready within {READY_S_MAX:g} s")

    def family(self) -> list[psutil.Process]:
        """Supervisor, services and NATS."""
        mine = psutil.Process(self.process.pid)
        return [mine, *mine.children(recursive=True)]


@contextmanager
def running(
    folder: Path, *options: str, settings: Mapping[str, str] | None = None
) -> Iterator[Mesh]:
    """A mesh with these options and settings, in a folder of its own; stopped in order."""
    data_dir, port = folder / "mesh", _free_port()
    words = ["up", "--json", "--data-dir", str(data_dir), "--port", str(port), *options]
    environ = {name: text for name, text in os.environ.items() if not name.startswith("TRADEWIRE_")}
    environ |= settings or {}
    process = subprocess.Popen(
        [sys.executable, "-m", "console", *words],
        stdout=subprocess.DEVNULL,
        env=environ,
        text=True,
        start_new_session=True,
    )
    mesh = Mesh(process, data_dir, port)
    try:
        yield mesh
    finally:
        family = mesh.family() if process.poll() is None else []
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=END_S_MAX)
        except subprocess.TimeoutExpired:
            for each in family:
                if each.is_running():
                    each.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
