"""A replay whose disk fills up: it says so, loses nothing, and comes to the same end with room."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.books import Books
from tests.e2e.replayed_mesh import Run, running
from tests.e2e.started_mesh import PATIENCE_S
from tests.e2e.test_replay import same_ledgers, same_run, written_tape
from tests.integration.small_disk import SmallDisk, small_disk

# What `tradewire up` wants to find free, and some room for the run.
DISK_MIB = 640
LOOK_S = 0.05


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """The mesh's data directory; what the mesh says goes to another disk."""
    with small_disk(tmp_path / "data", DISK_MIB) as small:
        yield small


def until(happened: Callable[[], bool], run: Run) -> None:
    """Wait for it; the replay must not end before."""
    end_s = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end_s
        assert not run.ended, run.file("err").read_text()[-2000:]
        time.sleep(LOOK_S)


@pytest.mark.timeout(600)
def test_a_replay_whose_disk_is_full_says_so_and_goes_on_with_room(
    disk: SmallDisk, tmp_path: Path
) -> None:
    """By itself, and by the same command; orders, money and ticks are the kernel's."""
    case, data_dir = written_tape(tmp_path), disk.path
    books = Books(data_dir)

    def orders() -> int:
        try:
            ((count,),) = books.rows("execution", "SELECT count(*) FROM orders")
        except sqlite3.Error:
            # It is not there yet, or has no room for the index that readers share.
            return 0
        return int(count)

    def told() -> int:
        return run.file("err").read_text().count("free some space")

    with running(case, data_dir, speed="2") as run:
        until(lambda: orders() >= 2, run)
        disk.fill()
        until(lambda: told() > 0, run)
        assert f"the disk of {data_dir} is full" in run.file("err").read_text()
        disk.free()
        before = orders()
        until(lambda: orders() > before, run)

        # Before, for a feed that writes meanwhile says it while the disk is being filled.
        so_far = told()
        disk.fill()
        until(lambda: told() > so_far, run)
        run.interrupt()
        run.start()
        assert run.wait() != 0
        refused = run.file("err").read_text() + run.file("out").read_text()
        assert str(data_dir) in refused
        assert "MiB" in refused
        disk.free()
        run.start()
        same_run(run.result(), case.expected())
    same_ledgers(data_dir)
