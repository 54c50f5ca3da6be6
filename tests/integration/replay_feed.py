"""The market data service as a process that leads a replay of a written tape, and its end."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.chassis.bus import Bus
from services.chassis.nats_server import NatsServer, free_port
from services.chassis.orphans import dying_with_parent
from services.chassis.schema import migrate_databases
from services.marketdata.coordinator import PARTICIPANTS
from services.marketdata.tapes import Tape, open_tape
from services.marketdata.ticks import DuckTicks
from tests.integration.replay_players import RUN, Player
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
from tradewire.system.v1.replay_pb2 import GetReplayRequest, Replay
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

WAIT_S = 60.0
SERVICE = ("-m", "services.marketdata")
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
    run: str
    # Of the interpreter: what runs the service.
    program: tuple[str, ...]
    process: asyncio.subprocess.Process | None = None
    channels: list[Channel] = field(default_factory=list)

    async def start(self) -> None:
        """Start the process."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *dying_with_parent(sys.executable, *self.program), env=self.environ, stderr=log
            )

    @property
    def log(self) -> Path:
        """What it has said, in all its lives."""
        return self.folder / "feed.log"

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
                GetReplayRequest(run=self.run), timeout=5.0
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


def written_tape(folder: Path, lines: list[str]) -> tuple[Path, Tape]:
    """The tape of these tests, in a data directory."""
    folder.mkdir(exist_ok=True)
    path, manifest = folder / "tape.gz", own_manifest(folder)
    if not path.exists():
        write_lines(path, lines)
    return path, open_tape(path, manifest)


@asynccontextmanager
async def feed_of(
    folder: Path,
    nats: NatsServer,
    *,
    run: str = RUN,
    lines: list[str] | None = None,
    program: tuple[str, ...] = SERVICE,
    **settings: str,
) -> AsyncIterator[Feed]:
    """A feed of the tape in ``folder``, started."""
    path, tape = written_tape(folder, lines or tape_lines())
    await migrate_databases({"marketdata": f"sqlite:///{folder}/marketdata.db"})
    address = f"127.0.0.1:{free_port()}"
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TRADEWIRE_DATA_DIR": str(folder),
        "TRADEWIRE_NATS_URL": nats.url,
        "TRADEWIRE_ADDRESSES__MARKETDATA": address,
        "TRADEWIRE_REPLAY__RUN": run,
        "TRADEWIRE_REPLAY__BEGIN_NS": str(START_NS),
        "TRADEWIRE_MARKETDATA__REPLAY__LOG_ID": tape.log_id("marketdata"),
        "TRADEWIRE_MARKETDATA__FEED__KIND": "replay",
        "TRADEWIRE_MARKETDATA__FEED__PATH": str(path),
        "TRADEWIRE_MARKETDATA__FEED__MANIFEST": str(folder / "own.yaml"),
        "TRADEWIRE_MARKETDATA__FEED__INTERVALS": '["1s"]',
        **{f"TRADEWIRE_MARKETDATA__FEED__{name.upper()}": text for name, text in settings.items()},
    }
    feed = Feed(environ, address, tape, folder, run, program)
    feed.channel()
    await feed.start()
    try:
        yield feed
    finally:
        await feed.stop()
        for channel in feed.channels:
            await channel.close()


@asynccontextmanager
async def players_of(
    feed: Feed, nats: NatsServer, *, held_after: int | None = None
) -> AsyncIterator[list[Player]]:
    """All participants, each on a connection of its own; signal answers no step after that."""
    buses = [await Bus.open(nats.url, name=name) for name in PARTICIPANTS]
    players = [
        Player(name, bus, feed.channel(), away_after=held_after if name == "signal" else None)
        for name, bus in zip(PARTICIPANTS, buses, strict=True)
    ]
    for player in players:
        player.start()
    yield players
    for player in players:
        await player.die()
    for bus in buses:
        await bus.close()


@asynccontextmanager
async def replayed(
    folder: Path,
    nats: NatsServer,
    *,
    lines: list[str] | None = None,
    held_after: int | None = None,
    **settings: str,
) -> AsyncIterator[tuple[Feed, list[Player]]]:
    """A feed with all participants."""
    async with (
        feed_of(folder / "data", nats, lines=lines, program=SERVICE, **settings) as feed,
        players_of(feed, nats, held_after=held_after) as players,
    ):
        yield feed, players
