"""A real QuestDB server for tests: started on free ports, killed and started again at will."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import orjson
import pytest

from services.chassis import java, quest_server
from services.chassis.orphans import dying_with_parent
from services.chassis.quest_server import HOST, QuestServer
from tests.free_ports import free_port

# Two to six seconds on a quiet machine.
START_S_MAX = 120.0
STOP_S_MAX = 30.0
LOOK_S = 0.05


class RunningQuest:
    """A server and its process; the folder and the ports stay the same over restarts."""

    def __init__(self, root: Path, settings: Mapping[str, str] | None = None) -> None:
        self.server = QuestServer(
            java.java(), fetched_jar(), root, free_port(), free_port(), free_port(), settings or {}
        )
        self.log = root.with_name(f"{root.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As marketdata's settings have it."""
        return self.server.url

    def start(self) -> None:
        """Start it, and wait until HTTP and PostgreSQL's protocol answer."""
        self.server.prepare()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                dying_with_parent(*self.server.command),
                env=self.server.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end_s = time.monotonic() + START_S_MAX
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < end_s, self.log.read_text()[-3000:]
            time.sleep(LOOK_S)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_S_MAX)
            finally:
                self.kill()

    def ask(self, query: str) -> list[list[Any]]:
        """The rows of a statement, as JSON has them."""
        words = urllib.parse.urlencode({"query": query})
        with urllib.request.urlopen(f"{self.server.page}/exec?{words}") as answer:  # noqa: S310 - of loopback.
            found: list[list[Any]] = orjson.loads(answer.read()).get("dataset", [])
        return found

    def _answers(self) -> bool:
        try:
            with suppress_refusal():
                self.ask("select 1")
            # It listens a moment later.
            with socket.create_connection((HOST, self.server.pg_port), timeout=1):
                return True
        except OSError:
            return False


@contextmanager
def suppress_refusal() -> Iterator[None]:
    """A server that wants a password is up as well."""
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            if error.code != HTTPStatus.UNAUTHORIZED:
                raise


def fetched_jar() -> Path:
    """The pinned server; the test is skipped where there is no line to fetch it over."""
    java.require("this test", quest_server.EXTRA)
    try:
        return quest_server.SERVER.fetch()
    except Exception as error:  # noqa: BLE001 - whatever the fetcher raises without a line.
        pytest.skip(f"QuestDB cannot be fetched here: {error}")


@contextmanager
def running_quest(root: Path, settings: Mapping[str, str] | None = None) -> Iterator[RunningQuest]:
    """A server that answers, and is gone after, whatever the test did."""
    quest = RunningQuest(root, settings)
    try:
        quest.start()
        yield quest
    finally:
        quest.kill()
