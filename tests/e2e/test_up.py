"""The whole mesh by one command: to its first fill, through kills, to an end without a rest."""

import contextlib
import json
import os
import signal
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from tests.e2e.started_mesh import PATIENCE_S, Start, Up, ask, eventually, get, tradewire

pytestmark = pytest.mark.mesh

TEN_LINES = """
from tradewire.strategy import Candle, Strategy


class EveryFive(Strategy):
    def intervals(self):
        return ("1s",)

    def on_candle(self, candle: Candle) -> None:
        self.state["count"] = self.state.get("count", 0) + 1
        if self.state["count"] % 5 == 0 and self.position(candle) == 0:
            self.buy(candle, stop_offset="0.02", target_offset="0.04", reason="fifth candle")
"""


@pytest.mark.timeout(400)
def test_the_demo_trades_is_explained_and_ends_without_a_rest(start: Start) -> None:
    """Through the kill of two services: the state is theirs again, and nothing is left behind."""
    up = start()
    first = up.trading()
    assert first["feed"] == "SIMULATED"
    order = first["order"]
    # What is printed as the next step works as it stands.
    explained = ask(up, "explain", order)
    assert explained["order"]["order"] == order
    assert explained["signal"]["strategy"] == "cross"
    assert {one["name"] for one in explained["signal"]["evidence"]["indicators"]} == {
        "sma_fast",
        "sma_slow",
    }
    assert all(rule["passed"] for rule in explained["verdict"]["rules"])
    assert explained["fills"]
    assert explained["latencies"]
    rest = get(f"{first['gateway']}/v1/accounts/paper/orders")
    assert order in {one["order"] for one in rest["orders"]}
    assert order in {one["order"] for one in ask(up, "orders")}
    assert order in {one["order"] for one in ask(up, "fills")}
    assert [one["strategy"] for one in ask(up, "strategy", "list")] == ["cross"]
    # One missed answer is a busy machine.
    eventually(lambda: well(up))
    components = get(f"{first['gateway']}/v1/components")["components"]
    assert {one["component"] for one in components} >= {"nats", "execution", "gateway"}

    before = up.pids()
    for victim in ("risk", "execution"):
        os.kill(before[victim], signal.SIGKILL)
        up.until("component", component=victim, state="CRASHED")
        up.until("component", component=victim, state="READY", restarts=1)
    assert order in {one["order"] for one in ask(up, "orders")}

    family = up.family()
    assert len(family) == len(before) + 1, "the components and the sentinel"
    assert up.interrupt() == 0
    assert not [process for process in family if process.is_running()]


def well(up: Up) -> None:
    """The doctor finds nothing."""
    assert all(check["passed"] for check in ask(up, "doctor"))


@pytest.mark.timeout(400)
def test_a_users_own_strategy_trades_and_a_stopped_mesh_resumes(
    start: Start, tmp_path: Path
) -> None:
    """A file of ten lines, named on the command line; the next start says what it resumes."""
    file = tmp_path / "mine.py"
    file.write_text(TEN_LINES)
    up = start("--strategy", f"{file}:EveryFive", "--until-first-fill")
    assert up.until("starting")["resumed"] is False
    order = up.until("first_fill")["order"]
    assert up.process.wait(timeout=PATIENCE_S) == 0

    again = start()
    assert again.until("starting")["resumed"] is True
    assert again.until("feed")["strategies"] == ["everyfive"]
    again.until("ready")
    assert order in {one["order"] for one in ask(again, "orders")}
    family = again.family()
    assert ask(again, "down")["stopped"] is True
    assert again.process.wait(timeout=PATIENCE_S) == 0
    assert not [process for process in family if process.is_running()]


@pytest.mark.timeout(240)
def test_two_meshes_started_at_once_share_no_port_and_leave_nothing_when_killed(
    start: Start, tmp_path: Path
) -> None:
    """Not even SIGKILL of a supervisor does: its sentinel ends services and bus."""
    with contextlib.closing(Up(tmp_path / "beside")) as beside:
        _share_nothing((start(), beside))


def _share_nothing(both: Sequence[Up]) -> None:
    ports: list[str] = []
    families: list[psutil.Process] = []
    for up in both:
        up.until("component", component="gateway", state="READY")
        runtime = json.loads((up.data_dir / "runtime.json").read_text())
        ports += [runtime["nats_url"].removeprefix("nats://"), *runtime["addresses"].values()]
        families += up.family()
    assert len(set(ports)) == len(ports)
    for up in both:
        up.process.kill()
    _, alive = psutil.wait_procs(families, timeout=PATIENCE_S)
    assert not alive


def test_a_port_in_use_is_named_before_anything_starts(data_dir: Path) -> None:
    """With the remedy, and the exit code for what may work later."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            tradewire("up", "--json", "--port", port, "--data-dir", str(data_dir)),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 6
    error = json.loads(done.stdout)["error"]
    assert error["reason"] == "PORT_IN_USE"
    assert port in error["message"]


def test_a_wrong_setting_ends_the_start_with_its_name(data_dir: Path) -> None:
    """No other start would help, so nothing is tried again, and no script waits for it."""
    done = subprocess.run(
        tradewire("up", "--json", "--port", "0", "--data-dir", str(data_dir)),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env={**os.environ, "TRADEWIRE_RISK__DEMO_LIMITS": "perhaps"},
    )
    assert done.returncode == 2
    assert "risk cannot start: TRADEWIRE_RISK__DEMO_LIMITS: demo_limits: " in done.stderr
    assert "INVALID_CONFIGURATION" in done.stderr


def test_a_start_that_is_never_ready_fails_and_says_what_was_missing(data_dir: Path) -> None:
    """A script that starts the mesh for some seconds learns that it did not run."""
    done = subprocess.run(
        tradewire("up", "--seconds", "1", "--port", "0", "--data-dir", str(data_dir)),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert "never ready: " in done.stdout + done.stderr
