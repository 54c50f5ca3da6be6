"""A feed of the tests' own that leads real participants: its journal by RPC, its rounds by NATS."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from services.chassis import subjects
from services.chassis.bus import Bus
from services.chassis.config import ServerSettings, ServiceSettings
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from services.chassis.subjects import MarketData, market_data
from tests.integration.execution_mesh import PATIENCE_S, SIM
from tradewire.channel import Channel, open_channel
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.market import Trade
from tradewire.marketdata.v1 import feed_kind_pb2
from tradewire.orders import Side
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent, Done, ReplayStep, StreamMark
from tradewire.system.v1.replay_service_pb2_grpc import (
    ReplayServiceServicer,
    add_ReplayServiceServicer_to_server,
)

RUN = "a-replay"
TRADES = market_data(MarketData.TRADES, SIM.id)
STEP_NS = 10_000_000


class FeedSettings(ServiceSettings):
    """Of the server that answers for the journal."""

    service: ClassVar[str] = "marketdata"


class Feed(ReplayServiceServicer):
    """Opens rounds, one by one, and keeps them as its journal."""

    def __init__(self, bus: Bus) -> None:
        self.journal: list[replay_pb2.ReplayJournalStep] = []
        self.channel: Channel
        self._bus = bus
        self._ticks = 0
        self._dones: asyncio.Queue[bytes] = asyncio.Queue(100)

    async def ReadReplayJournal(
        self, request: replay_pb2.ReadReplayJournalRequest, context: Any
    ) -> AsyncIterator[replay_pb2.ReadReplayJournalResponse]:
        if steps := self.journal[request.after_step :]:
            yield replay_pb2.ReadReplayJournalResponse(steps=steps)

    async def step(self, ticks: int, *, silent: bool = False, **marks: int) -> Done:
        """Open a step with some trades; ``silent`` loses them on the bus. Gives the answer."""
        number = len(self.journal) + 1
        clock_ns = number * STEP_NS
        found = replay_pb2.ReplayJournalStep()
        if ticks:
            trades = [self._trade(clock_ns) for _ in range(ticks)]
            stamp = BatchStamp("log", "replay", feed_kind_pb2.FEED_KIND_REPLAY, clock_ns, number)
            found.events.extend(market_to_wire(stamp, trades))
        for message in () if silent else found.events:
            await self._bus.publish_live(TRADES, message.SerializeToString())
        advance = Advance(
            step=ReplayStep(run=RUN, step=number, round=1),
            clock_unix_nanos=clock_ns,
            tape_order=bytes(2 * ticks),
        )
        if ticks:
            advance.marks.append(StreamMark(stream=TRADES, sequence=self._ticks))
        _mark(advance, marks)
        found.advances.append(advance)
        self.journal.append(found)
        return await self.ask(advance)

    async def round(self, **marks: int) -> Done:
        """Open the next round of the last step."""
        last = self.journal[-1].advances[-1]
        advance = Advance(step=last.step, clock_unix_nanos=last.clock_unix_nanos)
        advance.step.round += 1
        _mark(advance, marks)
        self.journal[-1].advances.append(advance)
        return await self.ask(advance)

    async def ask(self, advance: Advance) -> Done:
        """Broadcast a round until it is answered."""
        event = ClockEvent(advance=advance).SerializeToString()
        while not self._dones.empty():
            # Answers to repeats of an earlier question, from an earlier life perhaps.
            self._dones.get_nowait()
        async with asyncio.timeout(PATIENCE_S):
            while True:
                await self._bus.publish_live(subjects.clock(RUN), event, reply="answers")
                try:
                    async with asyncio.timeout(0.25):
                        done = ClockEvent.FromString(await self._dones.get()).done
                except TimeoutError:
                    continue
                if done.step == advance.step:
                    return done

    async def listen(self) -> None:
        """Hear the answers."""

        async def hear(message: Any) -> None:
            await self._dones.put(message.data)

        await self._bus.subscribe("answers", hear)

    def _trade(self, clock_ns: int) -> Trade:
        self._ticks += 1
        return Trade(
            SIM, 100 + self._ticks, 1, Side.BUY, str(self._ticks), clock_ns - 1, clock_ns - 1,
            self._ticks,
        )  # fmt: skip


def _mark(advance: Advance, marks: dict[str, int]) -> None:
    for account, sequence in sorted(marks.items()):
        advance.marks.append(StreamMark(stream=subjects.orders(account), sequence=sequence))


@asynccontextmanager
async def feed_of(bus: Bus, port: int) -> AsyncIterator[Feed]:
    """A feed on ``port``."""
    feed = Feed(bus)
    await feed.listen()
    settings = FeedSettings(listen=f"127.0.0.1:{port}", server=ServerSettings(grace_s=0.2))
    server = Server(settings, Metrics("marketdata"))
    server.add(add_ReplayServiceServicer_to_server, feed)
    await server.start()
    feed.channel = open_channel(f"127.0.0.1:{port}", services=())
    yield feed
    await feed.channel.close()
    await server.stop()
