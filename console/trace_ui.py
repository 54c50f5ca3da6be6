"""The page of traces: a Zipkin server beside the mesh, for ``tradewire up --trace-ui``.

It keeps a bounded number of spans in memory and nothing on disk, listens on loopback alone, and
is watched, started again and stopped like the other parts. The mesh does not need it: services
whose spans it does not take lose them and trade on.

Java and what fetches the server come with an optional extra; the server itself is fetched once,
as a Maven artifact of a pinned version, and is known by its hash.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from console.child import Child
from console.ports import HOST
from console.supervisor import Part, Probe
from services.chassis import java
from services.chassis.java import Artifact
from tradewire.errors import ConfigurationError

NAME = "zipkin"
# Zipkin's own; people know it.
PORT = 9411
OPTION = "--trace-ui"
SERVER = Artifact(
    "io.zipkin",
    "zipkin-server",
    "3.6.1",
    "exec",
    "d8326e0ed4f43855dba81228f688554706e52578a7c782d9a90b73f8680654a1",
)
_PACKAGES = (*java.PACKAGES, "opentelemetry.exporter.zipkin.json")

# The server needs 60 MiB for itself; the rest holds SPANS_MAX with room to collect garbage.
HEAP_MIB_MAX = 256
# About 1 KiB each in memory. An order with stop and target has some 60, so the last thousand
# orders can be seen; the oldest traces are dropped first.
SPANS_MAX = 100_000
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
    if not SERVER.cached().is_file():
        say(f"fetching the page of traces (Zipkin {SERVER.version}, 135 MB, once)")
    jar = await SERVER.fetched("the page of traces", f"start without {OPTION}")
    return TraceUi(java.java(), jar, port)


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
            f"{OPTION}"
        )
    java.require(OPTION, "trace-ui", _PACKAGES)
