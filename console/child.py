"""One process of the mesh: started in a group of its own, its words in a bounded log file."""

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from services.chassis.orphans import held, let_go
from tradewire.errors import UnavailableError

# A service says a few lines a minute; a day of warnings fits, and two files a service are kept.
LOG_BYTES_MAX = 8 * 1024 * 1024
# Enough for a traceback, and a person reads no more of it in a status.
TAIL_LINES = 12
TAIL_BYTES = 16 * 1024
# Chassis processes stop within their grace of 5 s; past that something hangs.
STOP_S_MAX = 10.0


class Runnable(Protocol):
    """A process that can be started again after it ended."""

    @property
    def pid(self) -> int | None:
        """Of the running process; None while it does not run."""
        ...

    async def start(self, told: Callable[[int], None]) -> object:
        """Start the process; ``told`` is given its id before it does anything."""
        ...

    async def wait(self) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        ...

    async def stop(self) -> None:
        """Ask it to end, and kill it when it does not."""
        ...

    async def kill(self) -> None:
        """End it at once."""
        ...


class Child:
    """A command with its environment and its log file."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str],
        log: Path,
        stop_s_max: float = STOP_S_MAX,
    ) -> None:
        """Describe it; nothing runs yet.

        Args:
            command: program and arguments.
            environ: the whole environment of the process.
            log: where its output goes; kept under ``LOG_BYTES_MAX`` by ``rotate``.
            stop_s_max: seconds from SIGTERM to SIGKILL.
        """
        self.log = log
        self._command = tuple(command)
        self._environ = dict(environ)
        self._stop_s_max = stop_s_max
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Of the running process; None while it does not run."""
        if self._process is None or self._process.returncode is not None:
            return None
        return self._process.pid

    async def start(self, told: Callable[[int], None]) -> None:
        """Start the process; its output is appended to the log.

        Args:
            told: given the process id before the command runs. Whoever ends it after our death
                must know of it by then: a service that nobody knows of keeps its database.

        Raises:
            UnavailableError: the program or the log cannot be opened.
        """
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            rotate(self.log)
            if shutil.which(self._command[0], path=self._environ.get("PATH")) is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._command[0])
            with self.log.open("ab") as output:
                # A session of its own: Ctrl-C reaches the supervisor alone, which stops in order.
                self._process = await asyncio.create_subprocess_exec(
                    *held(*self._command),
                    env=self._environ,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
        except OSError as error:
            raise UnavailableError(
                f"{' '.join(self._command)} cannot be started: {error.strerror}; "
                f"{error.filename} must exist and be accessible"
            ) from error
        told(self._process.pid)
        let_go(self._process)

    async def wait(self) -> int:
        """Wait for the end of the process; the exit code, negative for a signal."""
        return 0 if self._process is None else await self._process.wait()

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL where it is not enough."""
        if self.pid is None or self._process is None:
            return
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(self._stop_s_max):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """SIGKILL for the process and whatever it has started."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        pid = self.pid
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, number)


class Sentinel:
    """The process that ends the others when this one is killed; see ``console.sentinel``.

    Args:
        stop_s_max: seconds that it then gives them before it kills them.
    """

    def __init__(self, stop_s_max: float) -> None:
        self._stop_s_max = stop_s_max
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Of the sentinel; None while it does not run."""
        return None if self._process is None else self._process.pid

    async def start(self) -> None:
        """Start it; nothing that needs it may be started before."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-S", str(Path(__file__).with_name("sentinel.py")), str(self._stop_s_max)),
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
        )

    def watch(self, pid: int, *, needed: bool) -> None:
        """The process group ``pid`` has been started; the others may need it to their end."""
        self._say(f"{'=' if needed else '+'}{pid}")

    def forget(self, pid: int) -> None:
        """The process ``pid`` has ended."""
        self._say(f"-{pid}")

    async def dismiss(self) -> None:
        """All have ended in order: nothing is left to guard."""
        if self._process is None or self._process.stdin is None:
            return
        self._say("bye")
        self._process.stdin.close()
        await self._process.wait()

    def _say(self, word: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            # Only a kill of the sentinel itself breaks the pipe, and it must end no trading.
            with contextlib.suppress(OSError, RuntimeError):
                self._process.stdin.write(f"{word}\n".encode())


def rotate(log: Path, bytes_max: int = LOG_BYTES_MAX) -> None:
    """Move the log aside when it has grown over ``bytes_max``; one older file is kept.

    It is copied and emptied, for its process goes on appending to it.
    """
    try:
        if log.stat().st_size <= bytes_max:
            return
        log.with_suffix(".log.1").write_bytes(log.read_bytes())
        os.truncate(log, 0)
    except OSError:
        # A log that cannot be rotated must not end what it tells of; doctor watches the disk.
        return


def tail(log: Path, lines: int = TAIL_LINES) -> list[str]:
    """The last lines of a log; empty where there is none."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL_BYTES))
            text = file.read().decode(errors="replace")
    except OSError:
        return []
    return text.splitlines()[-lines:]
