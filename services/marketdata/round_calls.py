"""Opens the rounds of a replay on the bus, and hears the answers.

A broadcast is kept nowhere and may be lost with whoever was to hear it, so a round is opened again
and again until all have answered. NATS may be away meanwhile: nothing but time is lost.
"""

import asyncio
import time

from google.protobuf.message import DecodeError
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.subjects import clock
from services.marketdata.rounds import Rounds
from tradewire.system.v1.clock_pb2 import Advance, ClockEvent, RunEnded

REPEAT_S = 0.25
"""After this a round is opened again: a round takes milliseconds where all live, and a process
that just came back has missed it."""

LOOK_S = 0.05
"""How often it is looked whether one is to be opened again: a timer for each round would cost as
much as the round."""

SILENCE_S = 10.0
"""How often the log says who is waited for: a restart takes less."""

ENDED_S = 1.0
"""How often the end is told: it has no answer, and who comes back late should hear of it."""

_log = logs.logger(__name__)


class RoundCalls:
    """One replay's broadcasts and the answers to them."""

    def __init__(self, bus: Bus, run: str, rounds: Rounds) -> None:
        self.repeats = 0
        """How often a round had to be opened again."""
        self._bus = bus
        self._run = run
        self._rounds = rounds
        self._subject = clock(run)
        self._reply = ""
        self._subscription: Subscription | None = None
        # The round that is open, when it was opened and sent last; empty while none is.
        self._open = b""
        self._opened_s = self._sent_s = 0.0
        self._answered = asyncio.Event()

    async def start(self) -> None:
        """Listen for answers; waits for the bus."""
        await self._bus.ready()
        self._reply = self._bus.client.new_inbox()
        self._subscription = await self._bus.subscribe(self._reply, self._hear)

    async def close(self) -> None:
        """Listen no more."""
        if self._subscription is not None:
            await self._bus.unsubscribe(self._subscription)

    async def open(self, advance: Advance) -> None:
        """Open the round that ``Rounds`` has just given; it is on its way when this returns."""
        self._answered.clear()
        self._open = ClockEvent(advance=advance).SerializeToString()
        self._opened_s = time.monotonic()
        await self._send()
        # nats-py writes to its socket in the next turn of the loop.
        await asyncio.sleep(0)

    async def answered(self) -> None:
        """Return when all have answered the open round, or one that the replay cannot go on."""
        if not self._rounds.is_complete:
            await self._answered.wait()
        self._open = b""

    async def repeat(self) -> None:
        """Open again what is not answered, until cancelled."""
        said_s = 0.0
        while True:
            await asyncio.sleep(LOOK_S)
            now_s = time.monotonic()
            if not self._open:
                continue
            if now_s - self._sent_s >= REPEAT_S:
                self.repeats += 1
                await self._send()
            if now_s - max(said_s, self._opened_s) >= SILENCE_S:
                said_s = now_s
                rounds = self._rounds
                _log.warning(
                    "the replay waits",
                    replay=self._run,
                    step=rounds.step,
                    round=rounds.number,
                    silent=rounds.silent,
                )

    async def tell(self, ended: RunEnded) -> None:
        """Tell the end, now and every second, until cancelled."""
        event = ClockEvent(run_ended=ended).SerializeToString()
        while True:
            await self._bus.publish_live(self._subject, event)
            await asyncio.sleep(ENDED_S)

    async def _send(self) -> None:
        self._sent_s = time.monotonic()
        # Where the bus is away it is sent again in time.
        await self._bus.publish_live(self._subject, self._open, reply=self._reply)

    async def _hear(self, message: Msg) -> None:
        try:
            event = ClockEvent.FromString(message.data)
        except DecodeError as error:
            _log.error("a foreign message is left out", subject=message.subject, error=str(error))
            return
        self._rounds.take(event.done)
        if self._open and self._rounds.is_complete:
            self._answered.set()
