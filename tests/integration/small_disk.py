"""A disk of a few megabytes that a test mounts, fills, frees and makes read-only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

# The smallest that a file system hands out.
BLOCK_BYTES = 4096
# A mesh writes some hundred times a second.
TRIES_MAX = 1000


class SmallDisk:
    """A tmpfs of its own at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self, *, leave_bytes: int = 0) -> None:
        """Take what is free, but for so much."""
        with self._ballast.open("ab") as file:
            for _ in range(TRIES_MAX):
                free = (shutil.disk_usage(self.path).free - leave_bytes) // BLOCK_BYTES
                if free <= 0:
                    return
                # Others write at the same time, and what is asked for is had whole or not at all.
                with suppress(OSError):
                    end = os.fstat(file.fileno()).st_size
                    os.posix_fallocate(file.fileno(), end, free * BLOCK_BYTES)

    def free(self) -> None:
        """Give it back."""
        self._ballast.unlink()

    def lock(self, *, read_only: bool) -> None:
        """Make everything on it read-only, or writable again; open files are closed to writes."""
        mode = "ro" if read_only else "rw"
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.path)], check=True)


@contextmanager
def small_disk(path: Path, mib: int) -> Iterator[SmallDisk]:
    """Mount one; the test is skipped where that is not allowed."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", str(path)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a file system cannot be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(path)
    finally:
        # Whoever still has a file open there keeps it until the end, and nobody else sees it.
        subprocess.run(["umount", "--lazy", str(path)], check=True)
