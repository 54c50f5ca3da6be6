"""A real QuestDB server on loopback, for a laptop and for tests.

The extra ``questdb`` brings what fetches it and the Java that runs it. In a cluster QuestDB runs
by itself and this module is not used.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from services.chassis import java
from services.chassis.java import Artifact
from tradewire.errors import UnavailableError

HOST: Final = "127.0.0.1"
"""Loopback only: the server has no users, so nobody else may reach it."""

EXTRA: Final = "questdb"
"""Of the distribution: what has to be installed."""

SERVER: Final = Artifact(
    "org.questdb",
    "questdb",
    "9.3.4",
    "",
    "939bc53ab22f93dbaa6545143a6e7c536d4904c07b7f2d381e8eef10436be062",
)
"""The newest in Maven Central: one jar with its natives, 30 MB."""

HEAP_MIB_MAX: Final = 256
"""What the server keeps in Java's heap: parsed statements and its tables' metadata. Twenty tables
take 60 MiB; columns lie outside of it."""

MEMORY_MIB_MAX: Final = 1024
"""What it may take outside of the heap, for sorting what came late and for queries. A query that
wants more fails by itself; without a limit it may take nine tenths of the machine."""

APPEND_PAGE: Final = "1M"
"""A column's file grows by so much. The server's own 16 MiB are 200 MiB a table, written or not."""

O3_PAGE: Final = "256K"
"""The same of the memory for each column of rows that came late; the server's own is 8 MiB."""

WORKERS: Final = 2
"""Threads of each pool: as many as DuckDB has in this service's process."""

# Every statement and every connection is a line otherwise: megabytes a minute.
_LOG = """\
# Written by tradewire at every start; change nothing here.
writers=stdout
w.stdout.class=io.questdb.log.LogConsoleWriter
w.stdout.level=ERROR,CRITICAL,ADVISORY
"""


@dataclass(frozen=True, slots=True)
class QuestServer:
    """A server that can be started, and started again, on its folder and ports.

    Attributes:
        root: its folder; ``prepare`` makes it.
        port: of HTTP: rows in, Parquet out, its page for people.
        pg_port: of PostgreSQL's protocol.
        health_port: of its health and figures, answered by a thread of its own.
        settings: further ones, as QuestDB names them in variables.
    """

    java: Path
    jar: Path
    root: Path
    port: int
    pg_port: int
    health_port: int
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """As marketdata is told of it."""
        return f"{self.page}?pg_port={self.pg_port}"

    @property
    def page(self) -> str:
        """Where a browser sees its tables."""
        return f"http://{HOST}:{self.port}"

    @property
    def command(self) -> Sequence[str]:
        """Its command line; SIGTERM ends it in order."""
        return (
            str(self.java),
            f"-Xmx{HEAP_MIB_MAX}m",
            # For a small heap, and started in seconds: the work is done outside of Java's heap.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            *("-p", str(self.jar)),
            *("-m", "io.questdb/io.questdb.ServerMain"),
            *("-d", str(self.root.resolve())),
        )

    @property
    def environ(self) -> dict[str, str]:
        """Its whole environment: nothing of this process's is its affair, least of all a token."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": os.environ.get("HOME", ""),
            "TZ": "UTC",
            "QDB_HTTP_NET_BIND_TO": f"{HOST}:{self.port}",
            "QDB_PG_NET_BIND_TO": f"{HOST}:{self.pg_port}",
            "QDB_HTTP_MIN_NET_BIND_TO": f"{HOST}:{self.health_port}",
            "QDB_LINE_TCP_ENABLED": "false",
            "QDB_METRICS_ENABLED": "true",
            "QDB_TELEMETRY_ENABLED": "false",
            "QDB_RAM_USAGE_LIMIT_BYTES": str(MEMORY_MIB_MAX * 1024 * 1024),
            "QDB_SHARED_WORKER_COUNT": str(WORKERS),
            "QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE": APPEND_PAGE,
            "QDB_CAIRO_O3_COLUMN_MEMORY_SIZE": O3_PAGE,
            **self.settings,
        }

    def prepare(self) -> None:
        """Make its folder, without which it does not start, and say how little it logs.

        Raises:
            UnavailableError: the folder cannot be written.
        """
        conf = self.root / "conf"
        try:
            conf.mkdir(parents=True, exist_ok=True)
            (conf / "log.conf").write_text(_LOG)
        except OSError as error:
            raise UnavailableError(
                f"{self.root} cannot hold QuestDB: {error.strerror}; make it writable, free "
                "space, or choose another data directory"
            ) from error


async def server_jar(instead: str) -> Path:
    """Fetch the server where it is not there yet; where it is then.

    Args:
        instead: what else could be done, as in "start without it".

    Raises:
        PreconditionError: the extra is not installed.
        UnavailableError: it cannot be fetched.
    """
    java.require("QuestDB", EXTRA)
    return await SERVER.fetched("QuestDB", instead)
