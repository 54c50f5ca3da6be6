"""The signal service's rows, on SQLite and on a real PostgreSQL."""

import dataclasses
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from services.chassis import events, subjects
from services.chassis.events import open_log
from services.chassis.migrate import drift, migrate, upgrade
from services.chassis.sqlite import SqliteStore
from services.chassis.storage import Store
from services.signal import store as rows
from services.signal.host import Failure
from services.signal.journal import EXPIRY_GRACE_NS, Journal
from services.signal.records import Checkpoint, Marks, Standing, terms_of
from services.signal.store import SignalFilter
from tradewire import ids
from tradewire.errors import ConflictError, NotFoundError, PreconditionError
from tradewire.orders import Side
from tradewire.signals import (
    Evidence,
    Signal,
    SignalDecision,
    SignalOutcome,
    SignalState,
    TickEvidence,
)

TERMS = terms_of("cross", {"fast": "5", "slow": "20"}, ("BTC-USDT.SIM",), "paper")
FAILURE = Failure(
    "on_candle",
    "ValueError",
    "no",
    where=" at f.py:3 in on_candle",
    traceback="Traceback",
    input=TickEvidence("BTC-USDT.SIM", "candle", 7, Decimal("1.50"), 1, 2),
    failed_ns=9,
)


class Now:
    """A clock that a test sets."""

    ns = 1_000

    def __call__(self) -> int:
        return self.ns


@pytest.fixture
def now() -> Now:
    """The journal's clock."""
    return Now()


@pytest.fixture
def journal(now: Now) -> Journal:
    """A journal of the log ``log``."""
    return Journal("log", now)


@pytest.fixture
async def database(open_store: Callable[[], Awaitable[Store]]) -> Store:
    """A database with the chassis's and the service's tables, on both kinds."""
    opened = await open_store()
    await opened.write(rows.metadata.create_all)
    await opened.write(lambda c: open_log(c, now_ns=1, draw_id=lambda: "log"))
    return opened


def signal(ordinal: int, *, created_ns: int = 100, **fields: object) -> Signal:
    """A signal of the strategy ``cross``."""
    made = Signal(
        signal_id=ids.signal_id("log", "cross", ordinal),
        strategy="cross",
        ordinal=ordinal,
        account="paper",
        instrument="BTC-USDT.SIM",
        created_ns=created_ns,
        side=Side.BUY,
        evidence=Evidence(indicators=(("x", 1.5),), reason="r"),
    )
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]  # the test's own fields


async def test_a_strategy_comes_back_as_it_was_written(database: Store, journal: Journal) -> None:
    """Terms, state, failure with its input, checkpoint and marks, digit for digit."""

    def write(connection: Connection) -> None:
        record = journal.create(connection, "cross", "uid", TERMS, "me")
        record = journal.move(connection, record, Standing.FAILED, failure=FAILURE)
        marks = Marks(True, {"tw.v1.md.candles.SIM.BTC-USDT": ("md", 4)}, {"BTC 1s": 5})
        rows.put_checkpoint(connection, "cross", Checkpoint(3, {"state": {"a": [1]}}, marks))

    await database.write(write)
    ((record, checkpoint),) = await database.read(rows.strategies)
    assert (record.terms, record.state, record.failure) == (TERMS, Standing.FAILED, FAILURE)
    assert record.revision == 2
    assert checkpoint.ordinal == 3
    assert checkpoint.saved == {"state": {"a": [1]}}
    assert checkpoint.marks.sequences == {"tw.v1.md.candles.SIM.BTC-USDT": ("md", 4)}
    assert checkpoint.marks.closes == {"BTC 1s": 5}


async def test_two_writers_of_one_strategy_are_told_apart(
    database: Store, journal: Journal
) -> None:
    """A second service on the same database must not overwrite the first one's word."""
    record = await database.write(lambda c: journal.create(c, "cross", "uid", TERMS, "me"))
    await database.write(lambda c: journal.move(c, record, Standing.STARTING))
    with pytest.raises(ConflictError, match="one signal service"):
        await database.write(lambda c: journal.move(c, record, Standing.RUNNING))


async def test_the_database_refuses_an_ordinal_that_was_given(
    database: Store, journal: Journal
) -> None:
    """Whatever went wrong above it, no signal is given twice."""
    await database.write(lambda c: journal.give(c, signal(1)))
    with pytest.raises(Exception, match=r"(?i)unique") as caught:
        await database.write(lambda c: journal.give(c, signal(1)))
    assert isinstance(caught.value, IntegrityError) or caught.value.__cause__ is not None


async def test_signals_are_listed_newest_first_by_page_and_filter(
    database: Store, journal: Journal
) -> None:
    """Equal times are told apart by id, so no page repeats or leaves one out."""

    def write(connection: Connection) -> None:
        for ordinal in range(1, 8):
            journal.give(connection, signal(ordinal, created_ns=100 + ordinal // 3))

    await database.write(write)
    seen: list[Signal] = []
    after = ""
    while True:
        page = await database.read(
            partial(rows.list_signals, wanted=SignalFilter(), after=after, limit=2)
        )
        if not page:
            break
        seen += page
        after = rows.page_key(page[-1])
    assert len(seen) == len({one.signal_id for one in seen}) == 7
    assert [one.created_ns for one in seen] == [102, 102, 101, 101, 101, 100, 100]
    late = SignalFilter(since_ns=101, before_ns=102, account="paper")
    found = await database.read(lambda c: rows.list_signals(c, late, after="", limit=10))
    assert {one.ordinal for one in found} == {3, 4, 5}
    other = SignalFilter(instrument="ETH-USDT.SIM")
    assert await database.read(lambda c: rows.list_signals(c, other, after="", limit=10)) == []


async def test_a_pending_signal_is_decided_once(database: Store, journal: Journal) -> None:
    """The same word again is nothing, the other one is refused."""
    waits = signal(1, state=SignalState.PENDING_APPROVAL)
    await database.write(lambda c: journal.give(c, waits))

    def decide(connection: Connection, decision: SignalDecision) -> Signal:
        return journal.decide(connection, waits.signal_id, decision, "me", "ok")

    first = await database.write(lambda c: decide(c, SignalDecision.APPROVED))
    again = await database.write(lambda c: decide(c, SignalDecision.APPROVED))
    assert first == again == dataclasses.replace(waits, state=SignalState.PUBLISHED)
    with pytest.raises(PreconditionError, match="PUBLISHED"):
        await database.write(lambda c: decide(c, SignalDecision.DECLINED))
    with pytest.raises(NotFoundError):
        await database.write(
            lambda c: journal.decide(c, "f" * 32, SignalDecision.APPROVED, "me", "")
        )
    stream = subjects.signals("cross")
    logged = await database.read(lambda c: events.read_range(c, stream, 0))
    assert [event.type for event in logged] == ["SignalProposed", "SignalDecided"]


async def test_signals_expire_in_their_state_and_execution_has_the_last_word(
    database: Store, journal: Journal, now: Now
) -> None:
    """A pending one ends at its time, a published one a grace later, and may still be handled."""

    def write(connection: Connection) -> None:
        journal.give(connection, signal(1, expires_ns=500, state=SignalState.PENDING_APPROVAL))
        journal.give(connection, signal(2, expires_ns=500))
        journal.give(connection, signal(3))

    await database.write(write)
    with pytest.raises(PreconditionError, match="EXPIRED"):
        await database.write(
            lambda c: journal.decide(c, signal(1).signal_id, SignalDecision.APPROVED, "me", "")
        )
    assert await database.write(journal.expire) == 1
    now.ns += EXPIRY_GRACE_NS
    assert await database.write(journal.expire) == 1
    assert await database.write(journal.expire) == 0
    outcome = SignalOutcome("a" * 16, "b" * 32)

    def settle(connection: Connection) -> None:
        for ordinal in (2, 3, 4):
            journal.settle(connection, ids.signal_id("log", "cross", ordinal), outcome, 7)

    await database.write(settle)
    await database.write(settle)
    found = await database.read(lambda c: rows.list_signals(c, SignalFilter(), after="", limit=10))
    states = {one.ordinal: one.state for one in found}
    assert states == {
        1: SignalState.EXPIRED,
        2: SignalState.HANDLED,
        3: SignalState.HANDLED,
    }


async def test_the_migration_makes_the_tables_that_the_store_declares(tmp_path: Path) -> None:
    """Nothing is left for a draft of the next step."""
    path = tmp_path / "signal.db"
    await migrate("signal", f"sqlite:///{path}", upgrade)
    opened = await SqliteStore.open(path)
    try:
        assert await opened.read(lambda c: drift(c, rows.metadata)) == []
    finally:
        await opened.close()
