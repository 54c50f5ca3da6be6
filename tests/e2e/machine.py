"""Slow writes and a stepped clock for a mesh, by a library that its processes preload."""

import mmap
import resource
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("machine.c")
VALUES = struct.Struct("qq")


class Machine:
    """What is wrong with the machine; nothing until a test says so.

    Attributes:
        environ: what the mesh is to be started with.
    """

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc")
        if compiler is None or sys.platform != "linux":
            pytest.skip("faults of the machine need Linux and a C compiler")
        library, control = folder / "machine.so", folder / "machine.control"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"],
            check=True,
        )
        control.write_bytes(bytes(VALUES.size))
        with control.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), VALUES.size)
        self.environ = {"LD_PRELOAD": str(library), "MACHINE_FAULTS": str(control)}
        self._delay_us = self._clock_ns = 0

    def slow_writes(self, delay_ms: int) -> None:
        """Have every write to a database's file, and every sync, take so much longer."""
        self._delay_us = delay_ms * 1000
        self._tell()

    def step_clock(self, by_s: float) -> None:
        """Set every process's wall clock so far from the true one."""
        self._clock_ns = int(by_s * 1e9)
        self._tell()

    def close(self) -> None:
        """All is well again."""
        self._map[:] = bytes(VALUES.size)
        self._map.close()

    def _tell(self) -> None:
        self._map[:] = VALUES.pack(self._delay_us, self._clock_ns)


def limit_files(pid: int, more: int) -> tuple[int, int]:
    """Let a process open so many files more than it has; the limits it had."""
    highest = max(int(each.name) for each in Path(f"/proc/{pid}/fd").iterdir())
    hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
    return resource.prlimit(pid, resource.RLIMIT_NOFILE, (highest + 1 + more, hard))
