"""A live paper mesh that tests kill: two accounts, three strategies, and how long each part took.

"The wall clock's" mesh: the simulated market goes on while parts of the mesh are dead.
"""

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.killed_mesh import SERVICES, KilledMesh
from tests.e2e.started_mesh import PATIENCE_S, tradewire

ACCOUNTS = ("paper", "second")
INSTRUMENT = "BTC-USDT.SIM"
WITNESS = "witness"
# Trades between two signals of the witness.
EVERY = 20
COMPONENTS = ("nats", *SERVICES, "gateway")
# Answers of who could not: 0 where nobody answered, the rest where a part is on its way back.
UNDECIDED = frozenset({0, 429, 500, 502, 503, 504})
PAUSE_S = 0.3
# A look at the runtime file; what it finds is told no more exactly than this.
LOOK_S = 0.02


def _strategy(name: str, source: str, account: str, **parameters: str) -> dict[str, Any]:
    return {
        "strategy": name,
        "source": source,
        "parameters": parameters,
        "instruments": [INSTRUMENT],
        "account": account,
    }


STRATEGIES = (
    _strategy("alternate", "alternate", "paper", every="30"),
    _strategy("other", "alternate", "second", every="50"),
    _strategy(
        WITNESS, f"{Path(__file__).with_name('witness.py')}:Witness", "paper", every=str(EVERY)
    ),
)
SETTINGS = {
    "TRADEWIRE_SIGNAL__STRATEGIES": json.dumps(STRATEGIES),
    "TRADEWIRE_EXECUTION__ACCOUNTS": json.dumps({each: {} for each in ACCOUNTS}),
    "TRADEWIRE_RISK__ACCOUNTS": json.dumps([{"account": each} for each in ACCOUNTS]),
}


class CrashingMesh(KilledMesh):
    """The mesh, and what became of every part of it that died."""

    # Whoever has a process: a second death on the way back is a case of its own.
    killable = ("READY", "STARTING")
    services = (*SERVICES, "gateway")

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            data_dir,
            tradewire("up", "--json", "--port", "0", "--data-dir", str(data_dir)),
            SETTINGS,
        )
        self.returns: list[tuple[str, float]] = []
        """Of each death: the part, and the seconds until it was ready again."""
        self._away: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def kill(self, target: str) -> list[str]:
        """See ``KilledMesh.kill``."""
        with self._lock:
            before = self.pids(self.killable)
            now_s = time.monotonic()
            dead = super().kill(target)
            gone = COMPONENTS if target == "supervisor" else dead
            for name in gone:
                self._away[name] = (now_s, before.get(name, 0))
        return dead

    def look(self) -> None:
        """See who is back."""
        with self._lock:
            ready, now_s = self.pids(), time.monotonic()
            for name, (died_s, pid) in list(self._away.items()):
                if ready.get(name, pid) != pid:
                    self.returns.append((name, round(now_s - died_s, 2)))
                    del self._away[name]

    def until_ready(self) -> None:
        """Wait until every part is."""
        end_s = time.monotonic() + PATIENCE_S
        while self._away or not set(COMPONENTS) <= set(self.pids()):
            assert not self.ended, self.file("err").read_text()[-3000:]
            assert time.monotonic() < end_s, f"never back: {self._away}, ready: {self.pids()}"
            time.sleep(LOOK_S)

    def url(self, path: str) -> str:
        """Where REST has a path, now."""
        runtime = json.loads((self.data_dir / "runtime.json").read_text())
        return f"http://{runtime['addresses']['gateway']}/v1/{path}"

    def call(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """One request, GET without a body; status and answer, 0 where nobody answered.

        An answer that ends in its midst, for its writer was killed, is none.
        """
        try:
            request = urllib.request.Request(self.url(path))  # noqa: S310 - of loopback.
            if body is not None:
                request.data = json.dumps(body).encode()
                request.add_header("Content-Type", "application/json")
            return _answer(request)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return 0, f"{type(error).__name__}: {error}"

    def asked(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer of a request that must succeed, asked until somebody decides it."""
        end_s = time.monotonic() + PATIENCE_S
        while True:
            status, answer = self.call(path, body)
            if status == 200:
                return answer
            assert status in UNDECIDED, (path, status, answer)
            assert time.monotonic() < end_s, (path, status, answer)
            time.sleep(PAUSE_S)


@contextmanager
def crashing(data_dir: Path) -> Iterator[CrashingMesh]:
    """A mesh of which every part is ready, watched, and over after."""
    mesh = CrashingMesh(data_dir)
    mesh.start()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_S):
            mesh.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        mesh.until_ready()
        yield mesh
    finally:
        over.set()
        watcher.join()
        mesh.close()


def _answer(request: urllib.request.Request) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - of loopback.
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _json(error.read())


def _json(body: bytes) -> Any:
    """An answer's value; the words where a server that was cut off in its answer has no other."""
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return body.decode(errors="replace")
