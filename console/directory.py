"""The data directory: made, locked by the mesh that runs out of it, moved aside by ``--fresh``."""

import asyncio
import contextlib
import fcntl
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import psutil

from console import runtime
from console.runtime import ProcessId, Runtime
from tradewire.errors import PreconditionError, UnavailableError

LOCK = "up.lock"
# A killed supervisor's sentinel needs as long as the slowest service; then we end them ourselves.
LEFTOVER_S_MAX = 12.0
# It gives the services ten seconds and then the bus.
SENTINEL_S_MAX = 25.0
PAUSE_S = 0.1


class Directory:
    """A data directory that this process alone starts a mesh from; entered to hold its lock.

    Attributes:
        path: absolute.
        yesterday: the runtime that was found there; None where it is new.
        moved_to: where ``--fresh`` has put what was there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.yesterday: Runtime | None = None
        self.moved_to: Path | None = None
        self._lock: IO[str] | None = None

    async def open(self, *, fresh: bool) -> None:
        """Make and lock it, end what a crash has left running, and read what it holds.

        Raises:
            PreconditionError: a mesh runs out of it (reason MESH_RUNNING).
            UnavailableError: it cannot be made or written.
            CorruptDataError: its runtime file is damaged.
        """
        self._take()
        if fresh:
            with contextlib.suppress(Exception):
                # Whatever the file says or cannot say: it is on its way out.
                self.yesterday = runtime.read(self.path)
        else:
            self.yesterday = runtime.read(self.path)
        if self.yesterday is not None:
            await end_leftovers(self.yesterday)
        if fresh:
            self._move_aside()
            self.yesterday = None
        with contextlib.suppress(FileExistsError):
            (self.path / "logs").mkdir()

    def close(self) -> None:
        """Let the lock go."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # Never deleted: a lock on a file that another has replaced locks nothing.
            self._lock = (self.path / LOCK).open("a+")
        except OSError as error:
            raise UnavailableError(
                f"data directory {self.path} cannot be used: {error.strerror}; make it writable, "
                "or give another --data-dir",
                reason="DATA_DIR_UNUSABLE",
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            self._lock = None
            raise PreconditionError(
                f"a mesh runs out of {self.path} already; look at it with `tradewire status`, "
                "end it with `tradewire down`, or give another --data-dir",
                reason="MESH_RUNNING",
            ) from None

    def _move_aside(self) -> None:
        found = {one.name for one in self.path.iterdir()} - {LOCK}
        if not found:
            return
        if runtime.FILE not in found:
            raise PreconditionError(
                f"{self.path} holds files and no {runtime.FILE}: it is no data directory of a "
                "mesh, and --fresh will not move it; give another --data-dir"
            )
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        aside = self.path.with_name(f"{self.path.name}.{stamp}")
        try:
            aside.mkdir()
            for name in sorted(found):
                os.rename(self.path / name, aside / name)  # noqa: PTH104 - same file system.
        except OSError as error:
            raise UnavailableError(
                f"{self.path} cannot be moved to {aside}: {error.strerror}; move it yourself"
            ) from error
        self.moved_to = aside


async def end_leftovers(found: Runtime) -> list[ProcessId]:
    """End what still runs of a mesh whose supervisor is gone; the processes that it was."""
    left = found.leftovers()
    for process in left:
        _terminate(process)
    await _gone(left, LEFTOVER_S_MAX)
    for process in left:
        _kill(process)
    if found.sentinel is not None:
        # A process that was started within the supervisor's last moment is known to it alone.
        await _gone([found.sentinel], SENTINEL_S_MAX)
    return left


async def _gone(processes: Sequence[ProcessId], s_max: float) -> None:
    limit = time.monotonic() + s_max
    while any(one.lives for one in processes) and time.monotonic() < limit:  # noqa: ASYNC110 - no event tells.
        await asyncio.sleep(PAUSE_S)


def _terminate(process: ProcessId) -> None:
    with contextlib.suppress(psutil.Error):
        if process.lives:
            psutil.Process(process.pid).terminate()


def _kill(process: ProcessId) -> None:
    with contextlib.suppress(psutil.Error):
        if process.lives:
            psutil.Process(process.pid).kill()
