"""A replay in lock-step, led by the real coordinator over a real bus, journal and tick store."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from services.chassis.bus import Bus
from services.chassis.nats_server import NatsServer, free_port
from services.chassis.orphans import dying_with_parent
from services.chassis.schema import migrate_databases
from services.marketdata.coordinator import PARTICIPANTS
from services.marketdata.tapes import Tape, open_tape
from services.marketdata.ticks import DuckTicks
from tests.integration.replay_players import ORDERS, RUN, SIGNALS, Player, Position
from tests.unit.services.marketdata.written import (
    SECOND_NS,
    START_NS,
    depth_line,
    own_manifest,
    quote_line,
    snapshot_line,
    trade_line,
    write_lines,
)
from tradewire.channel import Channel, open_channel
from tradewire.errors import UnavailableError
from tradewire.market import Candle, Interval, MarketEvent
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance
from tradewire.system.v1.replay_pb2 import GetReplayRequest, Replay
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

WAIT_S = 60.0
TICKS = 300


def tape_lines() -> list[str]:
    """Half a minute of trades, quotes and a book."""
    lines = [snapshot_line(START_NS, 10)]
    for number in range(1, TICKS + 1):
        stamp_ns = START_NS + number * SECOND_NS // 10
        lines.append(quote_line(stamp_ns, f"61{number:03}.00", f"61{number:03}.20"))
        lines.append(trade_line(stamp_ns + 1, f"61{number:03}.10", number=number))
        lines.append(depth_line(stamp_ns + 2, 10 + number, 10 + number, [("60999.00", "2")]))
    return lines


@dataclass
class Feed:
    """The market data service as a process, that may be killed and started again."""

    environ: dict[str, str]
    address: str
    tape: Tape
    folder: Path
    process: asyncio.subprocess.Process | None = None
    channels: list[Channel] = field(default_factory=list)

    async def start(self) -> None:
        """Start the process."""
        self.process = await asyncio.create_subprocess_exec(
            *dying_with_parent(sys.executable, "-m", "services.marketdata"),
            env=self.environ,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the process."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        await self.process.wait()

    def channel(self) -> Channel:
        """A channel of one's own."""
        self.channels.append(open_channel(self.address))
        return self.channels[-1]

    async def replay(self) -> Replay | None:
        """The replay as it is; None while nobody answers."""
        try:
            return await ReplayServiceStub(self.channels[0]).GetReplay(
                GetReplayRequest(run=RUN), timeout=5.0
            )
        except UnavailableError:
            return None

    async def until(self, happened: Callable[[Replay], bool]) -> Replay:
        """Wait until the replay is so."""
        async with asyncio.timeout(WAIT_S):
            while True:
                replay = await self.replay()
                if replay is not None and happened(replay):
                    return replay
                await asyncio.sleep(0.02)

    async def ended(self) -> Replay:
        """Wait for a final state."""
        return await self.until(lambda replay: bool(replay.finish_time.seconds))

    async def stored(self) -> dict[str, int]:
        """Rows of the tick store by type, which must be the tape's; the process has ended."""
        ticks = await DuckTicks.open(
            self.folder / "marketdata.duckdb", log_id=self.tape.log_id("marketdata"), memory_mib=64
        )
        try:
            rows = await ticks._read(
                "SELECT type, count(*), count(DISTINCT sequence), max(sequence) FROM ("
                "SELECT 'trades' AS type, sequence FROM trades UNION ALL "
                "SELECT 'quotes', sequence FROM quotes UNION ALL "
                "SELECT 'books', sequence FROM books UNION ALL "
                "SELECT 'candles', sequence FROM candles) GROUP BY 1",
                [],
            )
        finally:
            await ticks.close()
        for _, count, distinct, last in rows:
            assert count == distinct == last
        return {kind: count for kind, count, _, _ in rows}


def written_tape(folder: Path) -> tuple[Path, Tape]:
    """The tape of these tests, in a data directory."""
    folder.mkdir(exist_ok=True)
    path, manifest = folder / "tape.gz", own_manifest(folder)
    if not path.exists():
        write_lines(path, tape_lines())
    return path, open_tape(path, manifest)


@asynccontextmanager
async def feed_of(folder: Path, nats: NatsServer, **settings: str) -> AsyncIterator[Feed]:
    """A feed of the tape in ``folder``, started."""
    path, tape = written_tape(folder)
    await migrate_databases({"marketdata": f"sqlite:///{folder}/marketdata.db"})
    address = f"127.0.0.1:{free_port()}"
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TRADEWIRE_DATA_DIR": str(folder),
        "TRADEWIRE_NATS_URL": nats.url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": address,
        "TRADEWIRE_REPLAY__RUN": RUN,
        "TRADEWIRE_REPLAY__BEGIN_NS": str(START_NS),
        "TRADEWIRE_MARKETDATA__REPLAY__LOG_ID": tape.log_id("marketdata"),
        "TRADEWIRE_MARKETDATA__FEED__KIND": "replay",
        "TRADEWIRE_MARKETDATA__FEED__PATH": str(path),
        "TRADEWIRE_MARKETDATA__FEED__MANIFEST": str(folder / "own.yaml"),
        "TRADEWIRE_MARKETDATA__FEED__INTERVALS": '["1s"]',
        **{f"TRADEWIRE_MARKETDATA__FEED__{name.upper()}": text for name, text in settings.items()},
    }
    feed = Feed(environ, address, tape, folder)
    feed.channel()
    await feed.start()
    try:
        yield feed
    finally:
        await feed.stop()
        for channel in feed.channels:
            await channel.close()


@asynccontextmanager
async def players_of(feed: Feed, nats: NatsServer) -> AsyncIterator[list[Player]]:
    """All participants, each on a connection of its own."""
    buses = [await Bus.open(nats.url, name=name) for name in PARTICIPANTS]
    players = [
        Player(name, bus, feed.channel()) for name, bus in zip(PARTICIPANTS, buses, strict=True)
    ]
    for player in players:
        player.start()
    yield players
    for player in players:
        await player.die()
    for bus in buses:
        await bus.close()


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


@asynccontextmanager
async def replayed(folder: Path, nats: NatsServer) -> AsyncIterator[tuple[Feed, list[Player]]]:
    """A feed with all participants."""
    async with feed_of(folder / "data", nats) as feed, players_of(feed, nats) as players:
        yield feed, players


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


@pytest.mark.parametrize("seed", [1, 2])
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


@pytest.mark.parametrize("seed", [3, 4])
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
