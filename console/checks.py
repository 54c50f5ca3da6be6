"""What must be so for a mesh to run: looked at before a start, and by ``tradewire doctor``."""

import importlib.util
import platform
import resource
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from services.chassis.nats_server import server_binary
from tradewire.errors import TradewireError

PYTHON_MIN = (3, 11)
# A day of the simulated feed is some 300 MB of ticks, and JetStream keeps 1.5 GB at most.
DISK_FREE_MIB_MIN = 512
# A service has some fifty files and connections open, the gateway two for each reader of a stream,
# of which it serves 500; gRPC crashes where it finds too few at its start.
FILES_MIN = 256
FILES_WANTED = 4096
# SQLite needs a file system with locks; nothing tells so but trying.
MIB = 1024 * 1024
# Orders, fills and events are never deleted: with their reasons some 33 kB a trade, so this is a
# quarter of a million of them. Everything still works beyond; a person should know, and decide.
LEDGERS_MIB_MAX = 8_192
LEDGERS = ("execution.db", "risk.db", "signal.db")
# No trade of ours is older: a clock before it was never set.
CLOCK_S_MIN = 1_767_225_600
# What a start imports and a broken environment lacks first.
MODULES = ("grpc", "nats", "duckdb", "sqlalchemy", "alembic", "fastapi", "uvicorn", "pydantic")
DISTRIBUTION = "tradewire-platform"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: of the thing.
        passed: whether it is well.
        found: what was found.
        remedy: what to do about it; empty where nothing is to be done.
    """

    name: str
    passed: bool
    found: str
    remedy: str = ""


def check_machine(data_dir: Path) -> list[Check]:
    """Everything that a mesh needs of the machine."""
    return [
        check_python(),
        check_modules(),
        check_nats(),
        check_disk(data_dir),
        check_files(),
        check_clock(),
    ]


def failures(checks: Iterable[Check]) -> list[Check]:
    """Those that did not pass."""
    return [check for check in checks if not check.passed]


def check_python() -> Check:
    """The interpreter is new enough."""
    wanted = ".".join(str(part) for part in PYTHON_MIN)
    return Check(
        "python",
        sys.version_info >= PYTHON_MIN,
        f"{platform.python_version()} at {sys.executable}",
        f"install Python {wanted} or newer and run `make install`",
    )


def check_modules() -> Check:
    """The packages that the services import are there."""
    missing = [name for name in MODULES if importlib.util.find_spec(name) is None]
    return Check(
        "packages",
        not missing,
        f"missing: {', '.join(missing)}" if missing else f"tradewire {version()}",
        "run `make install`",
    )


def check_nats() -> Check:
    """The bus's server is installed."""
    try:
        return Check("nats-server", passed=True, found=server_binary())
    except TradewireError as error:
        return Check("nats-server", passed=False, found=error.message, remedy="run `make install`")


def check_disk(data_dir: Path) -> Check:
    """The data directory's disk has room."""
    standing = data_dir.resolve()
    while not standing.exists():
        standing = standing.parent
    free_mib = shutil.disk_usage(standing).free // MIB
    return Check(
        "disk",
        free_mib >= DISK_FREE_MIB_MIN,
        f"{free_mib:,} MiB free at {standing}",
        f"free {DISK_FREE_MIB_MIN:,} MiB there, or give a --data-dir on another disk",
    )


def check_ledgers(data_dir: Path) -> Check:
    """What grows by decision and not by mistake is not forgotten."""
    sizes = {
        name: sum(path.stat().st_size for path in data_dir.glob(f"{name}*")) for name in LEDGERS
    }
    total_mib = sum(sizes.values()) / MIB
    each = ", ".join(f"{name} {size / MIB:,.1f}" for name, size in sizes.items())
    return Check(
        "ledgers",
        total_mib <= LEDGERS_MIB_MAX,
        f"{total_mib:,.1f} MiB: {each}",
        "keep going while the disk has room, or stop, put the data directory into an archive and "
        "begin anew: `tradewire up --fresh` moves it aside whole",
    )


def check_files() -> Check:
    """A process may open enough files; the limit of a shell is raised where the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # Inherited by every process that is started from here.
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return Check(
        "open files",
        soft == resource.RLIM_INFINITY or soft >= FILES_MIN,
        "no limit" if soft == resource.RLIM_INFINITY else f"{soft} for each process",
        f"raise the limit of open files to {FILES_WANTED}: `ulimit -n {FILES_WANTED}` as root, or "
        "LimitNOFILE of the service that starts this one",
    )


def check_clock() -> Check:
    """The machine's clock was set at all; venues refuse orders of a wrong one."""
    now_s = time.time()
    return Check(
        "clock",
        now_s >= CLOCK_S_MIN,
        time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now_s)),
        "set the clock: switch time synchronisation on (`timedatectl set-ntp true`)",
    )


def version() -> str:
    """Of the installed platform."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "unknown"
