"""The data directory: locked by one mesh, moved aside on demand, cleared of what a crash left."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from console import runtime
from console.directory import Directory
from console.runtime import ComponentFacts, ProcessId, Runtime
from tradewire.errors import CorruptDataError, PreconditionError, UnavailableError


def stopped(folder: Path, *components: ComponentFacts) -> Runtime:
    """A mesh whose supervisor is gone."""
    return Runtime(
        run="r",
        version="0.1.0",
        data_dir=str(folder),
        feed="SIMULATED",
        feed_key="simulated",
        account="paper",
        nats_url="",
        addresses={},
        supervisor=ProcessId(1, 0.0),
        components=components,
    )


def waiting() -> "subprocess.Popen[bytes]":
    """A process that waits for its standard input."""
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


async def test_a_second_mesh_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    """The lock goes with its process, so a crash never leaves it behind."""
    first, second = Directory(tmp_path / "new" / "deep"), Directory(tmp_path / "new" / "deep")
    await first.open(fresh=False)
    with pytest.raises(PreconditionError, match="tradewire down") as raised:
        await second.open(fresh=True)
    assert raised.value.reason == "MESH_RUNNING"
    first.close()
    await second.open(fresh=False)
    second.close()


async def test_fresh_moves_the_old_state_aside_and_says_where(tmp_path: Path) -> None:
    """Nothing is ever deleted."""
    folder = tmp_path / "data"
    folder.mkdir()
    runtime.write(stopped(folder))
    (folder / "risk.db").write_text("yesterday")
    directory = Directory(folder)
    await directory.open(fresh=True)
    directory.close()
    assert directory.yesterday is None
    assert directory.moved_to is not None
    assert (directory.moved_to / "risk.db").read_text() == "yesterday"
    assert sorted(path.name for path in folder.iterdir()) == ["logs", "up.lock"]


async def test_fresh_never_moves_a_folder_that_is_no_data_directory(tmp_path: Path) -> None:
    """Somebody's home has no runtime file."""
    (tmp_path / "thesis.txt").write_text("years of work")
    directory = Directory(tmp_path)
    with pytest.raises(PreconditionError, match="no data directory"):
        await directory.open(fresh=True)
    directory.close()
    assert (tmp_path / "thesis.txt").exists()


async def test_fresh_begins_anew_over_a_damaged_file_too(tmp_path: Path) -> None:
    """It is the remedy that the error names."""
    (tmp_path / "runtime.json").write_text("{")
    directory = Directory(tmp_path)
    with pytest.raises(CorruptDataError, match="--fresh"):
        await directory.open(fresh=False)
    directory.close()
    await directory.open(fresh=True)
    directory.close()


async def test_what_a_crash_left_running_is_ended(tmp_path: Path) -> None:
    """It would hold the databases; a stranger with the same id is left alone."""
    with waiting() as left, waiting() as stranger:
        known = ProcessId.of(left.pid)
        assert known is not None
        runtime.write(
            stopped(
                tmp_path,
                ComponentFacts("risk", "READY", "", known),
                ComponentFacts("signal", "READY", "", ProcessId(stranger.pid, 1.0)),
            )
        )
        directory = Directory(tmp_path)
        await directory.open(fresh=False)
        directory.close()
        assert await asyncio.to_thread(left.wait) != 0
        assert stranger.poll() is None
        stranger.kill()


async def test_the_sentinel_of_a_killed_supervisor_is_waited_for(tmp_path: Path) -> None:
    """It may know of a process that the file does not name, and is about to end it."""
    with waiting() as sentinel:
        runtime.write(replace(stopped(tmp_path), sentinel=ProcessId.of(sentinel.pid)))
        directory = Directory(tmp_path)
        opening = asyncio.create_task(directory.open(fresh=False))
        await asyncio.sleep(0.3)
        assert not opening.done()
        assert sentinel.poll() is None
        sentinel.communicate(b"\n")
        await opening
        directory.close()


async def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where a folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="--data-dir"):
        await Directory(tmp_path / "file" / "data").open(fresh=False)
