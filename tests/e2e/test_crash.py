"""A live mesh that dies in parts, or whole, at any moment: nothing is lost and nothing twice.

Two seeds at each check; ``CRASH_SEEDS=7,9`` names others, ``CRASH_SEEDS=40`` is the first forty.
A run prints its seed, what died when, and how long each part was away.
"""

import json
from collections import Counter
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import nats
import pytest
from nats.js.errors import NotFoundError

from services.chassis.bus import LOG, SEQUENCE
from services.chassis.subjects import parse
from tests.e2e.books import ENDS, OWNERS, Books
from tests.e2e.crashing_mesh import ACCOUNTS, EVERY, STRATEGIES, WITNESS, CrashingMesh, crashing
from tests.e2e.insistent_client import InsistentClient
from tests.e2e.killed_mesh import TARGETS, killed_now_and_then, seeds
from tests.e2e.started_mesh import eventually, wait

pytestmark = pytest.mark.mesh

DEATHS = 7
# Long enough for a part to be back now and then, short enough that it often is not.
PAUSE_S_MAX = 4.0


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", seeds(2))
async def test_whoever_dies_no_order_is_lost_or_doubled(seed: int, tmp_path: Path) -> None:
    """Venue, execution, risk, strategies, bus and a user's program agree on everything."""
    with crashing(tmp_path / "data") as mesh:
        with InsistentClient(mesh, seed) as client:
            died = killed_now_and_then(
                mesh, seed, deaths=DEATHS, targets=(*TARGETS, "gateway"), pause_s_max=PAUSE_S_MAX
            )
            mesh.until_ready()
        print(f"seed {seed}: {died}\nback after, s: {mesh.returns}")  # noqa: T201 - see above.
        books = Books(mesh.data_dir)
        _quiet(mesh, books, client)
        books.settle()

        print(_told(books, client))  # noqa: T201 - that something happened at all.
        _requests_led_to_one_order_each(books, client)
        _witness_saw_all_of_it(books)
        eventually(partial(_apis_say_the_same, mesh, books))
        assert not await _missing_on_the_bus(mesh, books)
        assert mesh.interrupt() == 0
        # Nothing of it was still under way, and the end has changed nothing.
        assert not books.differences()
        _witness_saw_all_of_it(books)


def _quiet(mesh: CrashingMesh, books: Books, client: InsistentClient) -> None:
    """Let the strategies give no more signals; what is under way goes on."""
    # A part may be ready before they are: they wait for candles and for their orders' events.
    wait(lambda: _standings(mesh) == {"STRATEGY_STATE_RUNNING"}, "running strategies")
    for strategy in STRATEGIES:
        if strategy["strategy"] != WITNESS:
            mesh.asked(f"strategies/{strategy['strategy']}:stop", {})
    last = client.order("resting", "paper", strategy=WITNESS)
    assert last.order, last
    wait(lambda: (_witness(books)["state"] or {}).get("silent"), "silence of the witness")


def _standings(mesh: CrashingMesh) -> set[str]:
    """What the strategies are doing."""
    return {mesh.asked(f"strategies/{each['strategy']}")["state"] for each in STRATEGIES}


def _witness(books: Books) -> dict[str, Any]:
    """What the witness has saved, with its ordinal."""
    rows = books.rows("signal", "SELECT saved FROM checkpoints WHERE strategy = 'witness'")
    return dict(json.loads(rows[0][0]))


def _told(books: Books, client: InsistentClient) -> str:
    """What happened, in figures."""
    states = Counter(state for (state,) in books.rows("execution", "SELECT state FROM orders"))
    reasons = Counter(
        reason
        for (told,) in books.rows("execution", "SELECT reasons FROM orders WHERE state = 'DENIED'")
        for reason in told.split(",")
    )
    ((signals,),) = books.rows("signal", "SELECT count(*) FROM signals")
    doubts = books.rows("execution", "SELECT type, count(*) FROM events GROUP BY type")
    answers = Counter((each.kind, each.status, each.tries > 1) for each in client.asked)
    told = [dict(each) for each in (states, reasons, doubts, answers)]
    return f"{signals} signals; orders, denials, events, answers: {told}"


def _requests_led_to_one_order_each(books: Books, client: InsistentClient) -> None:
    """What the client was granted is there once, and a repeat of it is answered the same."""
    orders = {
        order: (cause, state)
        for order, cause, state in books.rows(
            "execution", "SELECT order_id, cause, state FROM orders WHERE leg IN ('entry', 'exit')"
        )
    }
    causes = Counter(cause for cause, _ in orders.values())
    assert {count for cause, count in causes.items()} <= {1}
    for each in client.asked:
        request = f"request:{each.request}"
        if each.kind == "cancel":
            if each.order:
                assert orders[each.order][1] in {*ENDS, "DENIED"}
        elif each.order:
            assert orders[each.order][0] == request
            assert client.again(each)["order"] == each.order
        else:
            assert request not in causes, each


def _witness_saw_all_of_it(books: Books) -> None:
    """A strategy's state is that of one that nobody killed, but for ticks that nobody sent it."""
    saved = _witness(books)
    ordinal, state = saved["ordinal"], saved["state"]
    assert state["wrong"] == []
    assert state["given"] == ordinal
    assert state["trades"] // EVERY == ordinal
    told = books.rows(
        "execution",
        "SELECT count(*) FROM order_events JOIN orders USING (client_order_id)"
        " WHERE strategy = 'witness'",
    )
    assert told == [(state["heard"],)]
    fills = books.rows("execution", "SELECT fill_id FROM fills WHERE strategy = 'witness'")
    assert state["filled"] == dict.fromkeys((fill for (fill,) in fills), 1)


def _apis_say_the_same(mesh: CrashingMesh, books: Books) -> None:
    """Positions and balances by REST, of execution and of risk, are those of the venue."""
    for account in ACCOUNTS:
        ((payload,),) = books.rows(
            "paper",
            f"SELECT payload FROM paper_accounts WHERE account = '{account}'",  # noqa: S608 - a name of the test's.
        )
        paper = json.loads(payload)
        venue = {
            one["instrument"]: Decimal(one["quantity"]["$d"])
            for one in paper["positions"]
            if Decimal(one["quantity"]["$d"])
        }
        for part, name in (("positions", "positions"), ("risk", "positions")):
            told = mesh.asked(f"accounts/{account}/{part}")[name]
            assert {one["instrument"]: Decimal(one["quantity"]) for one in told} == venue
        told = mesh.asked(f"accounts/{account}/balances")["balances"]
        assert {one["asset"]: Decimal(one["total"]) for one in told} == {
            one["asset"]: Decimal(one["total"]["$d"])
            for one in paper["balances"]
            if Decimal(one["total"]["$d"])
        }


async def _missing_on_the_bus(mesh: CrashingMesh, books: Books) -> list[str]:
    """What an owner's log has and JetStream has not, stream by stream."""
    runtime = mesh.runtime()
    assert runtime is not None
    client = await nats.connect(runtime["nats_url"])
    missing = []
    try:
        jetstream = client.jetstream()
        for owner in OWNERS:
            ((log_id,),) = books.rows(owner, "SELECT log_id FROM log")
            for stream, head in books.rows(owner, "SELECT stream, head FROM streams"):
                name, found, at = parse(stream).rule.stream, set(), 1
                assert name is not None
                while True:
                    try:
                        message = await jetstream.get_msg(
                            name, at, subject=stream, direct=True, next=True
                        )
                    except NotFoundError:
                        break
                    assert message.headers is not None
                    assert message.seq is not None
                    assert message.headers[LOG] == log_id
                    found.add(int(message.headers[SEQUENCE]))
                    at = message.seq + 1
                if found != set(range(1, head + 1)):
                    missing.append(f"{stream}: {sorted(set(range(1, head + 1)) ^ found)[:20]}")
    finally:
        await client.close()
    return missing
