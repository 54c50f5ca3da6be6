"""Participants of the tests' own: they answer a replay's rounds by rule, and can die."""

import asyncio
from dataclasses import dataclass, field

from nats.aio.msg import Msg

from services.chassis import subjects
from services.chassis.bus import Bus
from services.chassis.inbox import Inbox
from services.marketdata.instruments import shipped_instruments
from tradewire.channel import Channel
from tradewire.errors import UnavailableError
from tradewire.market import MarketEvent
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent, Done, StreamMark
from tradewire.system.v1.replay_pb2 import ReadReplayJournalRequest
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

RUN = "a-replay"
SIGNALS, ORDERS = subjects.signals("demo"), subjects.orders("paper")
INSTRUMENTS = {one.id: one for one in shipped_instruments()}
WAIT_NS = 35_000_000
"""After its order the player of execution wants to be woken, tick or not."""

Position = tuple[int, int]


def position_of(advance: Advance) -> Position:
    """Step and round."""
    return advance.step.step, advance.step.round


@dataclass
class Memory:
    """What a participant knows; gone when it dies. A pure function of the rounds so far."""

    last: Position = (0, 0)
    heads: dict[str, int] = field(default_factory=dict)
    due_ns: int | None = None
    dones: dict[Position, bytes] = field(default_factory=dict)

    def take(self, name: str, advance: Advance) -> None:
        """Every tenth step has a signal, a signal an order, and an order a fill in time."""
        step, number = self.last = position_of(advance)
        done = Done(step=advance.step, participant=name)
        if name == "signal" and number == 1 and (step % 10 == 0 or advance.closing):
            self._grow(done, SIGNALS)
        if name == "execution":
            if any(mark.stream == SIGNALS for mark in advance.marks):
                self._grow(done, ORDERS)
                self.due_ns = advance.clock_unix_nanos + WAIT_NS
            elif number == 1 and self.due_ns and self.due_ns <= advance.clock_unix_nanos:
                self._grow(done, ORDERS)
                self.due_ns = None
            if self.due_ns is not None:
                done.next_due_unix_nanos = self.due_ns
        self.dones[self.last] = ClockEvent(done=done).SerializeToString()

    def _grow(self, done: Done, stream: str) -> None:
        self.heads[stream] = self.heads.get(stream, 0) + 1
        done.marks.append(StreamMark(stream=stream, sequence=self.heads[stream]))


class Player:
    """One participant, on a connection of its own.

    Args:
        away_after: the last step that it answers; None for all.
    """

    def __init__(
        self, name: str, bus: Bus, marketdata: Channel, *, away_after: int | None = None
    ) -> None:
        self.name = name
        self.away_after = away_after
        self.failure = ""
        """Answered to every round once it is set."""
        self.ended = asyncio.Event()
        """Set when the replay was said to be over."""
        self.rounds: dict[Position, bytes] = {}
        """Every round that was ever handled, as it was opened."""
        self._bus = bus
        self._stub = ReplayServiceStub(marketdata)
        self._forget()

    async def play(self) -> None:
        """Take part until cancelled."""
        await self._bus.subscribe(subjects.clock(RUN), self._hear)
        await self.inbox.start()
        while True:
            advance, reply = await self.inbox.next_round()
            position = position_of(advance)
            if self.away_after is not None and position[0] > self.away_after:
                continue
            while position > self.memory.last and not self._is_next(position):
                # The feed may be away just now, and its journal end anywhere.
                await self._read_journal(max(0, self.memory.last[0] - 1))
            if position > self.memory.last:
                await self._take(advance)
            answer = ClockEvent.FromString(self.memory.dones[position])
            answer.done.failure = self.failure
            await self._bus.publish_live(reply, answer.SerializeToString())

    def start(self) -> None:
        """Take part, from the beginning."""
        self._forget()
        self._task = asyncio.create_task(self.play())

    async def die(self) -> None:
        """Forget everything, in the middle of whatever it does."""
        self._task.cancel()
        outcome = await asyncio.gather(self._task, return_exceptions=True)
        assert isinstance(outcome[0], asyncio.CancelledError), outcome

    async def read_all(self) -> None:
        """Handle the whole journal, without anybody's call."""
        await self._read_journal(0)

    def _is_next(self, position: Position) -> bool:
        step, number = self.memory.last
        return position in {(step, number + 1), (step + 1, 1)}

    async def _hear(self, message: Msg) -> None:
        if ClockEvent.FromString(message.data).HasField("run_ended"):
            self.ended.set()

    def _forget(self) -> None:
        self.memory = Memory()
        self.market: list[MarketEvent] = []
        self.inbox = Inbox(self._bus, subjects.clock(RUN), ())

    async def _take(self, advance: Advance) -> None:
        position = position_of(advance)
        if position[1] == 1:
            while (events := self.inbox.take_market(advance, INSTRUMENTS)) is None:
                await self._read_journal(position[0] - 1, only_market=True)
            self.market += events
        encoded = advance.SerializeToString(deterministic=True)
        assert self.rounds.setdefault(position, encoded) == encoded
        self.memory.take(self.name, advance)

    async def _read_journal(self, after_step: int, *, only_market: bool = False) -> None:
        request = ReadReplayJournalRequest(run=RUN, after_step=after_step)
        try:
            async for response in self._stub.ReadReplayJournal(request):
                for found in response.steps:
                    for message in found.events:
                        kind = subjects.MarketData(message.batch.WhichOneof("columns") or "")
                        subject = subjects.market_data(kind, message.instrument)
                        self.inbox.put_market(message, subject)
                    for advance in () if only_market else found.advances:
                        if position_of(advance) > self.memory.last:
                            await self._take(advance)
        except UnavailableError:
            await asyncio.sleep(0.05)
