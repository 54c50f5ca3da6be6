"""The log, positions and answers, on SQLite and on PostgreSQL alike."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from services.chassis import answers, events, migrate, positions, schema, tables
from services.chassis.events import NewEvent, ResumeToken
from services.chassis.failures import (
    LogChangedError,
    PositionRefusedError,
    RequestIdReusedError,
    SchemaOutdatedError,
)
from services.chassis.storage import Store
from tradewire.errors import InvalidArgumentError

OpenStore = Callable[[], Awaitable[Store]]

NOW_NS = 1_700_000_000_000_000_000
PAPER = "tw.v1.orders.paper"
LIVE = "tw.v1.orders.live"


def happened(event_id: str, *, recorded_ns: int = NOW_NS) -> NewEvent:
    return NewEvent(event_id, "OrderFilled", NOW_NS - 5, recorded_ns, event_id.encode(), "00-aa")


def append(stream: str, *ids: str) -> Callable[[Connection], list[int]]:
    def transaction(connection: Connection) -> list[int]:
        written = events.append_all(connection, stream, [happened(name) for name in ids])
        return [event.seq for event in written]

    return transaction


async def test_sequences_begin_at_one_and_have_no_gaps_per_stream(store: Store) -> None:
    """Each stream counts by itself, over several transactions."""
    assert await store.write(append(PAPER, "a", "b")) == [1, 2]
    assert await store.write(append(LIVE, "c")) == [1]
    assert await store.write(append(PAPER, "d")) == [3]
    assert await store.write(append(PAPER)) == []
    states = await store.read(events.stream_states)
    assert [(state.stream, state.head, state.published) for state in states] == [
        (LIVE, 1, 0),
        (PAPER, 3, 0),
    ]


async def test_a_rollback_gives_its_sequences_back(store: Store) -> None:
    """So there is no hole that a consumer would wait for."""
    await store.write(append(PAPER, "a"))

    def fails(connection: Connection) -> None:
        append(PAPER, "b", "c")(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(fails)
    assert await store.write(append(PAPER, "d")) == [2]
    assert await store.read(lambda connection: events.head(connection, PAPER)) == 2


async def test_an_event_comes_back_as_it_was_written(store: Store) -> None:
    """Every field, by range and by id; the payload may be made once its sequence is known."""
    fresh = NewEvent("e1", "OrderFilled", 1, 2, lambda seq: b"seq %d" % seq, "00-trace")
    seq = await store.write(lambda connection: events.append(connection, PAPER, fresh))
    written = events.Event(PAPER, seq, "e1", "OrderFilled", 1, 2, "00-trace", b"seq 1")
    assert await store.read(lambda c: events.read_range(c, PAPER, 0)) == [written]
    assert await store.read(lambda c: events.find_event(c, "e1")) == written
    assert await store.read(lambda c: events.find_event(c, "e2")) is None


async def test_one_event_id_is_written_once(store: Store) -> None:
    """A fact seen again (a reconciled fill) cannot become a second event."""
    await store.write(append(PAPER, "fill-1"))
    with pytest.raises(IntegrityError):
        await store.write(append(LIVE, "fill-1"))
    assert await store.read(lambda connection: events.head(connection, LIVE)) == 0


async def test_a_range_is_read_in_order_in_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a sequence, up to another, never more than the limit's limit."""
    await store.write(append(PAPER, *"abcdefgh"))

    def seqs(**bounds: int) -> Callable[[Connection], list[int]]:
        def read(connection: Connection) -> list[int]:
            return [event.seq for event in events.read_range(connection, PAPER, **bounds)]

        return read

    assert await store.read(seqs(after_seq=0, limit=3)) == [1, 2, 3]
    assert await store.read(seqs(after_seq=3, up_to_seq=5)) == [4, 5]
    assert await store.read(seqs(after_seq=8)) == []
    assert await store.read(seqs(after_seq=0, limit=-1)) == []
    monkeypatch.setattr(events, "RANGE_MAX", 2)
    assert await store.read(seqs(after_seq=0, limit=100)) == [1, 2]


async def test_concurrent_writers_number_one_stream_without_gaps(store: Store) -> None:
    """A hundred transactions at once."""
    taken = await asyncio.gather(*(store.write(append(PAPER, f"e{n}")) for n in range(100)))
    assert sorted(seq for seqs in taken for seq in seqs) == list(range(1, 101))


async def test_a_log_keeps_the_id_it_was_created_with(open_store: OpenStore) -> None:
    """Drawn once; a second opening finds it, and a tape's id must agree."""
    store = await open_store()

    def opened(log_id: str | None = None) -> Callable[[Connection], str]:
        return lambda c: events.open_log(c, now_ns=NOW_NS, draw_id=lambda: "drawn", log_id=log_id)

    assert await store.write(opened()) == "drawn"
    await store.close()
    store = await open_store()
    assert await store.write(opened()) == "drawn"
    assert await store.write(opened("drawn")) == "drawn"
    with pytest.raises(LogChangedError, match="holds log drawn, not tape-7"):
        await store.write(opened("tape-7"))


async def test_a_log_takes_the_id_of_its_tape(store: Store) -> None:
    """In a replay the id comes from the manifest, and it must be able to stand in a token."""
    with pytest.raises(InvalidArgumentError, match="log id"):
        await store.write(
            lambda c: events.open_log(c, now_ns=NOW_NS, draw_id=str, log_id="no dots.please")
        )
    opened = await store.write(
        lambda c: events.open_log(c, now_ns=NOW_NS, draw_id=str, log_id="tape-7")
    )
    assert opened == "tape-7"


async def test_the_first_event_since_a_time_is_found(store: Store) -> None:
    """What an emptied bus still has to have is cut by age."""

    def write(connection: Connection) -> None:
        for n in range(1, 10):
            events.append(connection, PAPER, happened(f"e{n}", recorded_ns=n * 10))

    await store.write(write)

    def first(since_ns: int) -> Callable[[Connection], int | None]:
        return lambda connection: events.first_seq_since(connection, PAPER, since_ns)

    assert await store.read(first(0)) == 1
    assert await store.read(first(45)) == 5
    assert await store.read(first(50)) == 5
    assert await store.read(first(90)) == 9
    assert await store.read(first(91)) is None
    assert await store.read(lambda c: events.first_seq_since(c, LIVE, 0)) is None


async def test_blocks_of_sequences_follow_one_another(open_store: OpenStore) -> None:
    """Reserved ahead and durably, so a crash leaves a gap and never a repeat."""
    store = await open_store()
    block = await store.write(lambda c: events.reserve_block(c, "tw.v1.md.trades.X.Y", 1000))
    assert (block[0], block[-1]) == (1, 1000)
    await store.close()
    store = await open_store()
    block = await store.write(lambda c: events.reserve_block(c, "tw.v1.md.trades.X.Y", 10))
    assert (block[0], block[-1]) == (1001, 1010)
    assert await store.read(lambda c: events.reserved(c, "tw.v1.md.trades.X.Y")) == 1010
    with pytest.raises(InvalidArgumentError, match="block of 0"):
        await store.write(lambda c: events.reserve_block(c, "tw.v1.md.trades.X.Y", 0))


async def test_a_position_goes_forward_by_one_or_not_at_all(store: Store) -> None:
    """A repeat or a gap must not commit with its effects."""

    def to(seq: int, after_seq: int | None = None) -> Callable[[Connection], None]:
        return lambda c: positions.advance_position(
            c, "risk-orders", "log", PAPER, seq, after_seq=after_seq
        )

    for wrong in (2, 7):
        with pytest.raises(PositionRefusedError, match="stands at 0"):
            await store.write(to(wrong))
    await store.write(to(1))
    with pytest.raises(PositionRefusedError, match=r"stands at 1 .* cannot go from 0 to 1"):
        await store.write(to(1))
    await store.write(to(2))
    await store.write(to(9, after_seq=2))
    with pytest.raises(PositionRefusedError, match="stands at 9"):
        await store.write(to(12, after_seq=2))
    assert await store.read(lambda c: positions.position(c, "risk-orders", "log", PAPER)) == 9


async def test_positions_are_kept_per_consumer_log_and_stream(store: Store) -> None:
    """A fresh log begins at 1 again, and another consumer has its own place."""

    def write(connection: Connection) -> None:
        positions.set_position(connection, "a", "old", PAPER, 500)
        positions.set_position(connection, "a", "old", PAPER, 400)
        positions.advance_position(connection, "a", "new", PAPER, 1)
        positions.advance_position(connection, "a", "new", LIVE, 1)

    await store.write(write)
    assert await store.read(lambda c: positions.positions(c, "a", "new")) == {LIVE: 1, PAPER: 1}
    assert await store.read(lambda c: positions.positions(c, "a", "old")) == {PAPER: 400}
    assert await store.read(lambda c: positions.position(c, "b", "old", PAPER)) == 0


def test_a_resume_token_of_another_log_is_refused() -> None:
    """Its numbers would mean other events."""
    token = ResumeToken.parse(str(ResumeToken("log-1", 41)))
    assert token.after("log-1") == 41
    with pytest.raises(LogChangedError, match="token is of log log-1, this is log log-2") as caught:
        token.after("log-2")
    assert caught.value.reason == "LOG_CHANGED"


@pytest.mark.parametrize("token", ["", "7", ".7", "log.", "log.-1", "log.7x", "a b.7", "log.٣"])
def test_what_is_no_resume_token_is_refused(token: str) -> None:
    """With words that say what one looks like."""
    with pytest.raises(InvalidArgumentError, match=r"<log id>\.<sequence>"):
        ResumeToken.parse(token)


async def test_a_repeated_request_gets_the_first_answer(store: Store) -> None:
    """By caller and id; the same id with another request is a client's fault."""

    def submit(request: bytes, response: bytes) -> Callable[[Connection], bytes]:
        def transaction(connection: Connection) -> bytes:
            known = answers.find_answer(connection, "alice/Submit", "r1", request)
            if known is not None:
                return known
            answers.store_answer(connection, "alice/Submit", "r1", request, response, now_ns=NOW_NS)
            return response

        return transaction

    assert await store.write(submit(b"buy 1", b"order 7")) == b"order 7"
    assert await store.write(submit(b"buy 1", b"order 8")) == b"order 7"
    with pytest.raises(RequestIdReusedError, match="r1 was used for a different request"):
        await store.write(submit(b"buy 2", b"order 9"))
    assert await store.read(lambda c: answers.find_answer(c, "bob/Submit", "r1", b"x")) is None


async def test_answers_are_forgotten_by_age_and_by_number(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the table cannot grow for ever."""
    monkeypatch.setattr(answers, "ANSWERS_MAX", 100)

    def kept(connection: Connection) -> int:
        return int(
            connection.execute(select(func.count()).select_from(tables.answers_table)).scalar_one()
        )

    def store_many(first: int, count: int, now_ns: int) -> Callable[[Connection], None]:
        def transaction(connection: Connection) -> None:
            for n in range(first, first + count):
                answers.store_answer(connection, "s", f"r{n}", b"", b"", now_ns=now_ns)

        return transaction

    await store.write(store_many(0, 320, NOW_NS))
    assert await store.read(kept) == 100
    later_ns = NOW_NS + answers.ANSWER_AGE_NS_MAX + 1
    await store.write(store_many(1000, 64, later_ns))
    assert await store.read(kept) == 64


async def test_migrated_tables_are_those_that_the_program_declares(open_empty: OpenStore) -> None:
    """The steps lead to exactly ``tables.metadata``, on both databases, and run twice unharmed."""
    store = await open_empty()
    for _ in range(2):
        await store.write(lambda connection: migrate.upgrade(connection, "chassis"))
    assert await store.read(migrate.drift) == []
    await store.read(lambda connection: schema.check_schema(connection, "chassis"))
    assert await store.write(append(PAPER, "a")) == [1]


async def test_an_unmigrated_or_newer_database_is_refused_with_the_remedy(
    open_empty: OpenStore,
) -> None:
    """Neither older nor newer tables are guessed at."""
    store = await open_empty()
    command = r"at no version, the program needs chassis_.*services\.chassis\.migrate chassis$"
    with pytest.raises(SchemaOutdatedError, match=command):
        await store.read(lambda connection: schema.check_schema(connection, "chassis"))
    await store.write(lambda connection: migrate.upgrade(connection, "chassis"))
    await store.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = 'x_9'")))
    with pytest.raises(SchemaOutdatedError, match="at x_9, which this program is too old to know"):
        await store.read(lambda connection: schema.check_schema(connection, "chassis"))
