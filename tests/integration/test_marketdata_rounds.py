"""Rounds on a real bus: opened again for who is silent, and said in the log when that lasts."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from nats.aio.msg import Msg
from structlog.testing import capture_logs

from services.chassis.bus import Bus
from services.chassis.nats_server import NatsServer
from services.chassis.subjects import clock
from services.marketdata import round_calls
from services.marketdata.round_calls import RoundCalls
from services.marketdata.rounds import Rounds
from tradewire.system.v1.clock_pb2 import ClockEvent, Done

NAMES = ("risk", "execution")
WAIT_S = 60.0


class Answering:
    """Both participants, on one connection; each may lose its first rounds."""

    def __init__(self, bus: Bus) -> None:
        self.deaf: dict[str, int] = {}
        self._bus = bus

    async def hear(self, message: Msg) -> None:
        """Answer a round."""
        advance = ClockEvent.FromString(message.data).advance
        for name in NAMES:
            if self.deaf.get(name, 0) > 0:
                self.deaf[name] -= 1
                continue
            done = ClockEvent(done=Done(step=advance.step, participant=name))
            await self._bus.publish_live(message.reply, done.SerializeToString())


@pytest.fixture
async def answering(nats_server: NatsServer) -> AsyncIterator[Answering]:
    """Participants that answer."""
    bus = await Bus.open(nats_server.url, name="participants")
    answering = Answering(bus)
    await bus.subscribe(clock("run"), answering.hear)
    await bus.client.flush()
    yield answering
    await bus.close()


async def led(calls: RoundCalls, rounds: Rounds, steps: int, pause_s: float = 0.0) -> None:
    """Open so many steps of a round each, and see them through."""
    async with asyncio.timeout(WAIT_S):
        for step in range(rounds.step + 1, rounds.step + 1 + steps):
            await calls.open(rounds.open_step(step, step, {}, b""))
            await asyncio.sleep(pause_s)
            await calls.answered()
            assert rounds.next_round() is None


async def test_a_round_is_repeated_to_the_silent_and_silence_is_said(
    bus: Bus, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long replay whose rounds are answered says nothing; one that stands still does."""
    monkeypatch.setattr(round_calls, "SILENCE_S", 2.0)
    rounds = Rounds("run", NAMES)
    calls = RoundCalls(bus, "run", rounds)
    await calls.start()
    repeats = asyncio.create_task(calls.repeat())
    try:
        with capture_logs() as said:
            # At every look a round is open, and longer than the log waits: but each is another.
            await led(calls, rounds, 50, pause_s=0.05)
        assert not any(line["event"] == "the replay waits" for line in said)
        answering.deaf["execution"] = 12
        before = calls.repeats
        with capture_logs() as said:
            await led(calls, rounds, 1)
        assert answering.deaf["execution"] == 0
        assert calls.repeats >= before + 12
        assert [line["silent"] for line in said if line["event"] == "the replay waits"]
    finally:
        repeats.cancel()
        await asyncio.gather(repeats, return_exceptions=True)
        await calls.close()
