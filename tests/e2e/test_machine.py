"""A mesh that trades on a machine with something wrong: it goes on, or says what and comes back."""

import json
import random
import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.books import Books
from tests.e2e.machine import Machine, limit_files
from tests.e2e.started_mesh import Start, Up, ask, tradewire
from tests.e2e.test_bus_lost import ALTERNATE, trades
from tests.integration.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.mesh

# What `tradewire up` wants to find free, and some room for the run.
DISK_MIB = 640


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """The mesh's own disk."""
    with small_disk(tmp_path / "disk", DISK_MIB) as small:
        yield small


@pytest.fixture
def data_dir(disk: SmallDisk) -> Path:
    """A folder on it."""
    return disk.path / "data"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """What every process started from now on finds."""
    made = Machine(tmp_path)
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()


@pytest.mark.timeout(600)
def test_a_mesh_outlives_what_goes_wrong_with_its_machine(
    machine: Machine, disk: SmallDisk, start: Start, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Clock, slow writes, file descriptors, a full disk: no order is lost or doubled."""
    moments = random.Random(seed)
    up = start(*ALTERNATE)
    for name in machine.environ:
        monkeypatch.delenv(name)
    books = Books(up.data_dir)
    up.trading()

    machine.step_clock(-2)
    trades(up, books)
    machine.step_clock(0)
    time.sleep(moments.uniform(0, 1))
    machine.slow_writes(delay_ms=20)
    trades(up, books)
    machine.slow_writes(delay_ms=0)
    time.sleep(moments.uniform(0, 1))
    _without_files(up, books)
    time.sleep(moments.uniform(0, 1))
    _without_room(up, books, disk)

    ask(up, "strategy", "stop", "alternate")
    books.settle()
    assert _stamps_rise(books)
    assert up.interrupt() == 0
    _refuses_to_start_read_only(up, disk)


def _without_files(up: Up, books: Books) -> None:
    """Nobody may open another file or connection: what is connected trades on."""
    pids = up.pids()
    del pids["nats"]
    before = {pid: limit_files(pid, more=0) for pid in pids.values()}
    trades(up, books)
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
    assert {one["component"] for one in ask(up, "status")["components"]} > set(pids)


def _without_room(up: Up, books: Books, disk: SmallDisk) -> None:
    """Who cannot record ends and says what to do; all are back without more than that."""
    disk.fill()
    while "free some space" not in (ended := up.until("component", state="CRASHED"))["detail"]:
        continue
    assert str(up.data_dir) in ended["detail"]
    disk.free()
    trades(up, books)


def _stamps_rise(books: Books) -> bool:
    """Whether every stream's events were recorded in the order of their sequences."""
    stamps = "SELECT stream, recorded_ns FROM events ORDER BY stream, seq"
    for owner in ("signal", "risk", "execution"):
        rows = books.rows(owner, stamps)
        if rows != sorted(rows):
            return False
    return True


def _refuses_to_start_read_only(up: Up, disk: SmallDisk) -> None:
    """By name and with the remedy; what it holds can be read meanwhile, and is untouched."""
    disk.lock(read_only=True)
    done = subprocess.run(
        tradewire("up", "--json", "--data-dir", str(up.data_dir)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 6, done.stdout
    error = json.loads(done.stdout)["error"]
    assert error["reason"] == "DATA_DIR_UNUSABLE"
    assert str(up.data_dir) in error["message"]
    assert "make it writable" in error["message"]
    disk.lock(read_only=False)
