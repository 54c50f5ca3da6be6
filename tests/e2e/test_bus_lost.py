"""A mesh that trades while its bus hangs, dies and comes back without anything that it held."""

import json
import os
import random
import shutil
import signal
import time
import urllib.error
import urllib.request

import pytest

from tests.e2e.books import Books
from tests.e2e.started_mesh import Start, Up, ask, wait

pytestmark = pytest.mark.mesh

# Long enough that clients notice, reconnect in vain and grow their pauses.
AWAY_S = 10.0
# A signal every forty ticks or candles, two seconds of the simulated market.
ALTERNATE = ("--strategy", "alternate", "--param", "every=40")
# Of the long test: some five minutes.
LOSSES = 12


@pytest.mark.timeout(400)
def test_a_mesh_outlives_its_bus_with_nothing_missing_and_nothing_twice(
    start: Start, seed: int
) -> None:
    """The kill switch works meanwhile, from the command line and by REST; the record goes on."""
    moments = random.Random(seed)
    up = start(*ALTERNATE)
    gateway = up.trading()["gateway"]
    books = Books(up.data_dir)
    hang(up, books, moments)
    lose(up, books, moments, gateway)
    ask(up, "strategy", "stop", "alternate")
    books.settle()
    family = up.family()
    assert up.interrupt() == 0
    assert not [process for process in family if process.is_running()]


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_mesh_outlives_its_bus_again_and_again(start: Start, seed: int) -> None:
    """Hung or emptied in any order, with whatever was under way."""
    moments = random.Random(seed)
    up = start(*ALTERNATE)
    gateway = up.trading()["gateway"]
    books = Books(up.data_dir)
    for _ in range(LOSSES):
        if moments.random() < 0.5:
            hang(up, books, moments)
        else:
            lose(up, books, moments, gateway)
    ask(up, "strategy", "stop", "alternate")
    books.settle()


def hang(up: Up, books: Books, moments: random.Random) -> None:
    """Stop the bus for ten seconds, kill from the command line, and let it go on."""
    time.sleep(moments.uniform(0, 2))
    bus = up.pids()["nats"]
    os.kill(bus, signal.SIGSTOP)
    began_s = time.monotonic()
    time.sleep(moments.uniform(0, 2))
    ask(up, "kill", "--close-positions")
    flat(books)
    recorded = ticks_stored(up, 0)
    time.sleep(max(0.0, AWAY_S - (time.monotonic() - began_s)))
    ticks_stored(up, recorded)
    os.kill(bus, signal.SIGCONT)
    ask(up, "resume")
    trades(up, books)


def lose(up: Up, books: Books, moments: random.Random, gateway: str) -> None:
    """Kill the bus and all that it held; kill trading by REST before it is back."""
    time.sleep(moments.uniform(0, 2))
    bus = up.pids()["nats"]
    os.kill(bus, signal.SIGSTOP)
    shutil.rmtree(up.data_dir / "nats" / "jetstream")
    os.kill(bus, signal.SIGKILL)
    engage(gateway)
    flat(books)
    # What it was before it died is passed over: it was DEGRADED and READY again where it hung.
    up.until("component", component="nats", state="CRASHED")
    up.until("component", component="nats", state="READY")
    ask(up, "resume")
    trades(up, books)


def flat(books: Books) -> None:
    """Wait until the account is halted, without an open order, and holds nothing."""
    wait(lambda: books.rows("execution", "SELECT 1 FROM halts"), "a halt")
    wait(
        lambda: not books.rows("execution", "SELECT 1 FROM orders WHERE is_open"),
        "no open order",
    )
    quantities = "SELECT quantity FROM positions"
    wait(
        lambda: not any(float(each) for (each,) in books.rows("execution", quantities)),
        "a flat account",
    )


def trades(up: Up, books: Books) -> None:
    """Wait for a fill of a signal that is given from now on."""
    query = "SELECT 'signal:' || signal FROM signals"
    before = set(books.rows("signal", query))

    def filled() -> bool:
        given = set(books.rows("signal", query)) - before
        causes = books.rows("execution", "SELECT cause FROM orders WHERE state = 'FILLED'")
        return not given.isdisjoint(causes)

    wait(filled, "a fill of a new signal")


def ticks_stored(up: Up, before: int) -> int:
    """Wait until more ticks than before are stored, as they are without a bus; how many."""
    found: list[int] = []

    def more() -> bool:
        # None where marketdata was too busy to tell.
        found.append(int(ask(up, "status")["figures"]["ticks"]))
        return found[-1] > before

    wait(more, f"more ticks than {before}")
    return found[-1]


def engage(gateway: str) -> None:
    """The kill switch by REST."""
    body = {"cancelOrders": True, "closePositions": True, "reason": "test"}
    request = urllib.request.Request(  # noqa: S310 - a loopback address of the test's.
        f"{gateway}/v1/killSwitches/all:engage",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above.
            assert json.load(answer)["engaged"]
    except urllib.error.HTTPError as refused:
        pytest.fail(refused.read().decode())
