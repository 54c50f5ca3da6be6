"""The runtime file: what runs out of a data directory, where, and since when.

``<data_dir>/runtime.json`` is written by ``tradewire up`` at every change, whole and atomically,
and read by every other command. It stays when the mesh has stopped: the next start takes up the
run's ports and strategies from it. A process is known by its id and its time of start, so
that an id which the system has given to another is not taken for ours.
"""

import dataclasses
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from console.output import NO_MESH_REASON
from tradewire.errors import CorruptDataError, TradewireError, UnavailableError

FILE = "runtime.json"
DATA_DIR_DEFAULT = Path(".tradewire")
DATA_DIR_VARIABLE = "TRADEWIRE_DATA_DIR"
# Written into the file; a newer one is refused instead of misread.
FORMAT = 2
# The system tells the start of a process in ticks of 10 ms; two reads of it differ by rounding.
START_TOLERANCE_S = 0.5


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process: its id and when it was started, seconds since 1970."""

    pid: int
    started_s: float

    @classmethod
    def of(cls, pid: int) -> "ProcessId | None":
        """The process that has this id now; None where there is none."""
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.Error:
            return None

    @property
    def lives(self) -> bool:
        """Whether this very process still runs; one that only waits to be reaped does not."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started_s) < START_TOLERANCE_S
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One component as the supervisor last saw it."""

    component: str
    state: str
    address: str
    process: ProcessId | None = None
    restarts: int = 0
    detail: str = ""
    log: str = ""
    metrics: str = ""
    exit_code: int | None = None


@dataclass(frozen=True, slots=True)
class StrategyChoice:
    """A strategy that the mesh was started with.

    ``content`` is a replay's: the SHA-256 of the file, whose changes make another replay.
    """

    strategy: str
    source: str
    parameters: dict[str, str] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class ReplayChoice:
    """A recording to replay, as the options name it; the paths are absolute.

    ``speed`` is None for as fast as possible; ``skip_damaged`` passes over damaged lines.
    """

    path: str
    manifest: str | None = None
    start: str | None = None
    end: str | None = None
    speed: float | None = 1.0
    skip_damaged: bool = False


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """Where ticks are kept.

    Attributes:
        store: ``duckdb`` or ``questdb``.
        server: the address of a QuestDB server that is not ours, without user and password;
            empty for one of the mesh's own.
    """

    store: str = "duckdb"
    server: str = ""


@dataclass(frozen=True, slots=True)
class Runtime:
    """A mesh that runs, or the last that did.

    Attributes:
        feed: ``SIMULATED`` or ``REPLAY`` and of what, as shown everywhere.
        feed_key: what the stored state belongs to; another feed needs another data directory.
        sentinel: who ends the processes if the supervisor dies; gone once it has.
        updated_ns: wall clock of the last write.
        trace_ui: where the page of traces is; empty for none.
        store: where ticks are kept, for as long as the directory lives.
        ticks: where people see them; empty for none.
    """

    run: str
    version: str
    data_dir: str
    feed: str
    feed_key: str
    account: str
    nats_url: str
    addresses: dict[str, str]
    supervisor: ProcessId | None = None
    sentinel: ProcessId | None = None
    replay: ReplayChoice | None = None
    strategies: tuple[StrategyChoice, ...] = ()
    components: tuple[ComponentFacts, ...] = ()
    started_ns: int = 0
    updated_ns: int = 0
    trace_ui: str = ""
    store: StoreChoice = StoreChoice()
    ticks: str = ""

    @property
    def lives(self) -> bool:
        """Whether its supervisor runs."""
        return self.supervisor is not None and self.supervisor.lives

    @property
    def gateway_url(self) -> str:
        """Where REST is."""
        return f"http://{self.addresses['gateway']}"

    def leftovers(self) -> list[ProcessId]:
        """Processes of it that still run, whatever became of the supervisor."""
        return [one.process for one in self.components if one.process and one.process.lives]


def chosen_dir(given: Path | None) -> Path:
    """The data directory: the option, the variable, or ``.tradewire`` here."""
    if given is not None:
        return given
    named = os.environ.get(DATA_DIR_VARIABLE)
    return Path(named) if named else DATA_DIR_DEFAULT


def write(runtime: Runtime) -> None:
    """Replace the file of the runtime's directory.

    Raises:
        UnavailableError: the disk is full or the directory is gone.
    """
    path = Path(runtime.data_dir) / FILE
    stamped = dataclasses.replace(runtime, updated_ns=time.time_ns())
    text = json.dumps({"format": FORMAT, **dataclasses.asdict(stamped)}, indent=2)
    beside = path.with_suffix(f".{os.getpid()}.part")
    try:
        beside.write_text(text)
        beside.replace(path)
    except OSError as error:
        raise UnavailableError(
            f"{path} cannot be written: {error.strerror}; free space on the disk, or make "
            f"{path.parent} writable"
        ) from error


def read(data_dir: Path) -> Runtime | None:
    """What the directory's file says; None where there is no file.

    Raises:
        CorruptDataError: it cannot be read as ours.
    """
    path = data_dir / FILE
    try:
        text = path.read_text()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CorruptDataError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return _runtime_of(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptDataError(
            f"{path} is damaged or of another version ({error}); stop what still runs, then "
            "delete the file or start with `tradewire up --fresh`"
        ) from error


def running(data_dir: Path) -> Runtime:
    """The mesh that runs out of the directory.

    Raises:
        TradewireError: none does (reason NO_MESH).
    """
    found = read(data_dir)
    if found is None or not found.lives:
        what = "no mesh was started from" if found is None else "the mesh has stopped in"
        raise TradewireError(
            f"{what} {data_dir}; start one with `tradewire up`, or name its data directory with "
            f"--data-dir or {DATA_DIR_VARIABLE}",
            reason=NO_MESH_REASON,
            metadata={"data_dir": str(data_dir)},
        )
    return found


def _runtime_of(values: dict[str, Any]) -> Runtime:
    made = values.pop("format")
    if made != FORMAT:
        raise ValueError(f"its format is {made}, this program reads {FORMAT}")
    components = [
        ComponentFacts(**{**one, "process": _process_of(one["process"])})
        for one in values.pop("components")
    ]
    strategies = [
        StrategyChoice(**{**one, "instruments": tuple(one["instruments"])})
        for one in values.pop("strategies")
    ]
    replay = values.pop("replay")
    supervisor = _process_of(values.pop("supervisor"))
    # A file of an earlier version has none.
    sentinel = _process_of(values.pop("sentinel", None))
    # An earlier version kept ticks in DuckDB alone.
    store = StoreChoice(**values.pop("store", {}))
    return Runtime(
        **values,
        replay=None if replay is None else ReplayChoice(**replay),
        supervisor=supervisor,
        sentinel=sentinel,
        store=store,
        strategies=tuple(strategies),
        components=tuple(components),
    )


def _process_of(values: dict[str, Any] | None) -> ProcessId | None:
    return None if values is None else ProcessId(**values)
