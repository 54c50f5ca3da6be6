"""A replay in lock-step, led by the real coordinator over a real bus, journal and tick store."""

import asyncio
import random
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from services.chassis.migrate import drift
from services.chassis.nats_server import NatsServer
from services.chassis.schema import migrate_databases
from services.chassis.sqlite import SqliteStore
from services.marketdata.coordinator import PARTICIPANTS
from services.marketdata.replay_journal import metadata
from services.marketdata.tapes import Tape
from tests.integration.replay_feed import (
    TICKS,
    WAIT_S,
    Feed,
    feed_of,
    players_of,
    replayed,
    tape_lines,
)
from tests.integration.replay_players import ORDERS, RUN, SIGNALS, Player, Position
from tests.unit.services.marketdata.written import (
    SECOND_NS,
    START_NS,
)
from tradewire.errors import NotFoundError
from tradewire.market import Candle, Interval, MarketEvent
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance
from tradewire.system.v1.replay_pb2 import Replay


@dataclass
class Outcome:
    """What a replay came to."""

    replay: Replay
    rounds: dict[Position, bytes]
    market: list[MarketEvent]
    heads: dict[str, int]
    stored: dict[str, int]


async def outcome_of(feed: Feed, players: list[Player]) -> Outcome:
    """Wait for the end and take it all down; the feed is stopped in order."""
    replay = await feed.ended()
    await feed.stop(signal.SIGTERM)
    for player in players[1:]:
        assert player.rounds == players[0].rounds
        assert player.market == players[0].market
    heads = {stream: head for one in players for stream, head in one.memory.heads.items()}
    return Outcome(replay, players[0].rounds, players[0].market, heads, await feed.stored())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clean(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A run in which nothing happens."""
    folder = tmp_path_factory.mktemp("clean")
    nats = await NatsServer(folder / "nats").start()
    try:
        async with replayed(folder, nats) as (feed, players):
            return await outcome_of(feed, players)
    finally:
        await nats.kill()


def with_candles(tape: Tape) -> list[MarketEvent]:
    """What the kernel would read of the tape, without anybody's due times."""
    steps = tape.steps([Interval.S1])
    events: list[MarketEvent] = []
    while (step := steps.next_step()) is not None:
        events += step.events
    return events


async def test_a_replay_brings_the_tape_step_by_step_and_ends(
    tmp_path: Path, nats_server: NatsServer
) -> None:
    """Every participant reads the tape in its order with its candles; all of it is stored once."""
    async with feed_of(tmp_path / "data", nats_server) as feed:
        first = await feed.until(lambda _: True)
        assert first.state == replay_pb2.REPLAY_STATE_WAITING
        assert first.silent_participants == list(PARTICIPANTS)
        async with players_of(feed, nats_server) as players:
            outcome = await outcome_of(feed, players)
            replay = outcome.replay
            assert outcome.market == with_candles(feed.tape)
            candles = sum(isinstance(event, Candle) for event in outcome.market)
    assert replay.state == replay_pb2.REPLAY_STATE_ENDED
    assert (replay.failure, replay.replayed_share) == ("", 1.0)
    counts = replay.counts
    assert (counts.trades, counts.quotes, counts.book_updates) == (TICKS, TICKS, TICKS + 1)
    assert (counts.candles, counts.ticks_stored) == (candles, len(outcome.market))
    assert outcome.stored == {
        "trades": TICKS, "quotes": TICKS, "books": TICKS + 1, "candles": candles,
    }  # fmt: skip
    # One signal was asked for as strategies stopped: its order and fill come in steps after it.
    opened = [Advance.FromString(one) for one in outcome.rounds.values()]
    (closing,) = (one for one in opened if one.closing)
    assert counts.steps == closing.step.step + 1
    assert outcome.heads[ORDERS] == 2 * outcome.heads[SIGNALS]


@pytest.mark.parametrize("seed", [1])
async def test_a_feed_that_is_killed_at_any_moment_leads_the_same_rounds(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome, seed: int
) -> None:
    """Byte for byte, over several kills; each row of the tape is stored once."""
    draw = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 - for who wants to run it again.
    async with (
        feed_of(tmp_path / "data", nats_server) as feed,
        players_of(feed, nats_server) as players,
    ):
        for _ in range(3):
            steps = draw.randrange(clean.replay.counts.steps)
            async with asyncio.timeout(WAIT_S):
                while players[0].memory.last[0] < steps:
                    await asyncio.sleep(0.001)
            await feed.stop()
            await feed.start()
        same(await outcome_of(feed, players), clean)


@pytest.mark.parametrize("seed", [2])
async def test_participants_that_die_and_come_back_hear_the_same_rounds(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome, seed: int
) -> None:
    """They read the journal from the beginning; nobody else notices but for the wait."""
    draw = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 - for who wants to run it again.
    async with (
        feed_of(tmp_path / "data", nats_server) as feed,
        players_of(feed, nats_server) as players,
    ):
        at = sorted(draw.randrange(clean.replay.counts.steps) for _ in range(6))
        for steps in at:
            async with asyncio.timeout(WAIT_S):
                while max(player.memory.last[0] for player in players) < steps:
                    await asyncio.sleep(0.001)
            for player in draw.sample(players, draw.randint(1, 3)):
                await player.die()
                player.start()
        same(await outcome_of(feed, players), clean)


def same(outcome: Outcome, clean: Outcome) -> None:
    """Check that nothing of what happened can be seen in what came out."""
    assert outcome.rounds == clean.rounds
    assert outcome.market == clean.market
    assert (outcome.heads, outcome.stored) == (clean.heads, clean.stored)
    assert outcome.replay.counts == clean.replay.counts


async def test_the_bus_may_be_away_for_a_while(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome
) -> None:
    """Rounds are opened again once it is back, and lost market data is fetched."""
    async with replayed(tmp_path, nats_server) as (feed, players):
        for steps in (50, 200):
            await feed.until(lambda replay, steps=steps: replay.counts.steps >= steps)  # type: ignore[misc]  # mypy does not infer a default's type.
            await nats_server.kill()
            await asyncio.sleep(0.2)
            await nats_server.start()
        same(await outcome_of(feed, players), clean)


async def test_the_feed_waits_for_who_is_silent_and_names_it(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome
) -> None:
    """Nothing goes on without it; when it answers again all goes on."""
    async with replayed(tmp_path, nats_server, held_after=20) as (feed, players):
        waiting = await feed.until(lambda replay: replay.silent_participants == ["signal"])
        assert (waiting.state, waiting.step.step) == (replay_pb2.REPLAY_STATE_RUNNING, 21)
        assert 0 < waiting.replayed_share <= 1
        await asyncio.sleep(0.6)
        assert (await feed.until(lambda _: True)).step == waiting.step
        players[1].away_after = None
        same(await outcome_of(feed, players), clean)


async def test_a_participant_that_cannot_go_on_ends_the_replay_for_good(
    tmp_path: Path, nats_server: NatsServer
) -> None:
    """Its words are told, after a restart too; what was published is stored."""
    async with replayed(tmp_path, nats_server, held_after=20) as (feed, players):
        players[1].failure, players[1].away_after = "divided by zero", None
        failed = await feed.ended()
        assert failed.state == replay_pb2.REPLAY_STATE_FAILED
        assert failed.failure == "signal: divided by zero"
        async with asyncio.timeout(WAIT_S):
            await players[0].ended.wait()
        await feed.stop()
        await feed.start()
        assert await feed.ended() == failed
        await feed.stop(signal.SIGTERM)
        assert sum((await feed.stored()).values()) == failed.counts.ticks_stored
        assert failed.counts.ticks_stored >= len(players[0].market)


async def test_a_replay_that_is_over_stays_so(tmp_path: Path, nats_server: NatsServer) -> None:
    """A start on its directory tells the end, to who asks and to who listens; nothing is led."""
    async with replayed(tmp_path, nats_server) as (feed, players):
        ended = await feed.ended()
        await feed.stop()
        players[2].ended.clear()
        heard = dict(players[2].rounds)
        await feed.start()
        assert await feed.ended() == ended
        async with asyncio.timeout(WAIT_S):
            await players[2].ended.wait()
        assert players[2].rounds == heard
        await players[0].die()
        players[0].start()
        players[0].rounds.clear()
        # Even now the journal is read to its end.
        await players[0].read_all()
        assert players[0].rounds == heard


async def test_a_damaged_recording_fails_the_replay_at_its_step(
    tmp_path: Path, nats_server: NatsServer
) -> None:
    """File, line and problem are named; what came before is stored."""
    lines = tape_lines()
    lines[600] = f"{START_NS + 20 * SECOND_NS} {{broken"
    async with replayed(tmp_path, nats_server, lines=lines) as (feed, _):
        failed = await feed.ended()
        assert failed.state == replay_pb2.REPLAY_STATE_FAILED
        assert "tape.gz" in failed.failure
        assert "601" in failed.failure


async def test_damaged_lines_are_passed_over_and_counted_where_that_is_asked_for(
    tmp_path: Path, nats_server: NatsServer
) -> None:
    """The rest of the tape is brought."""
    lines = tape_lines()
    lines[600] = f"{START_NS + 20 * SECOND_NS} {{broken"
    async with replayed(tmp_path, nats_server, lines=lines, skip_damaged="true") as (feed, players):
        outcome = await outcome_of(feed, players)
    assert outcome.replay.state == replay_pb2.REPLAY_STATE_ENDED
    assert outcome.replay.counts.damaged == 1
    assert sum(outcome.stored[kind] for kind in ("trades", "quotes", "books")) == 3 * TICKS


async def test_a_recording_that_is_missing_fails_the_replay_and_not_the_service(
    tmp_path: Path, nats_server: NatsServer
) -> None:
    """The path is named; a replay that was over before stays so."""
    async with feed_of(tmp_path / "data", nats_server, path="nowhere.gz") as feed:
        failed = await feed.until(lambda replay: replay.state == replay_pb2.REPLAY_STATE_FAILED)
        assert "nowhere.gz" in failed.failure


async def test_a_directory_holds_one_replay(tmp_path: Path, nats_server: NatsServer) -> None:
    """Another run, or other candles, would not fit its journal: it is refused with the remedy."""
    async with replayed(tmp_path, nats_server) as (feed, _):
        await feed.until(lambda replay: replay.counts.steps > 5)
    for other in ({"run": "another"}, {"intervals": '["1m"]'}):
        async with feed_of(tmp_path / "data", nats_server, **other) as feed:  # type: ignore[arg-type]  # the keywords are texts, all.
            failed = await feed.until(lambda replay: replay.state == replay_pb2.REPLAY_STATE_FAILED)
            assert "--fresh" in failed.failure


async def test_a_run_that_is_not_here_is_not_found(tmp_path: Path, nats_server: NatsServer) -> None:
    """The answer names the one that is."""
    async with feed_of(tmp_path / "data", nats_server) as feed:
        await feed.until(lambda _: True)
        feed.run = "other"
        with pytest.raises(NotFoundError, match=RUN):
            await feed.replay()


async def test_a_replay_at_a_pace_takes_its_time(tmp_path: Path, nats_server: NatsServer) -> None:
    """Half a minute of tape at ten times its speed takes three seconds, and no less."""
    async with replayed(tmp_path, nats_server, speed="10") as (feed, _):
        ended = await feed.ended()
    took_ns = ended.finish_time.ToNanoseconds() - ended.start_time.ToNanoseconds()
    assert took_ns >= (TICKS // 10) * SECOND_NS // 10


async def test_the_steps_of_schema_make_the_tables_of_the_journal(tmp_path: Path) -> None:
    """Not a column more or less."""
    await migrate_databases({"marketdata": f"sqlite:///{tmp_path}/marketdata.db"})
    store = await SqliteStore.open(tmp_path / "marketdata.db")
    try:
        assert await store.read(lambda connection: drift(connection, metadata)) == []
    finally:
        await store.close()
