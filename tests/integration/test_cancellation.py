"""What reads and writes the bus ends when it is told to, on a machine that is late too."""

import asyncio
import os
import signal
import time

from services.chassis.bus import Bus
from services.chassis.ending import end
from services.chassis.nats_server import NatsServer

TASKS = 100
"""Of nats-py's own client two in three of these go on for ever."""

LATE_S = 0.002
"""How long the loop is kept busy: long enough for the answer to wait beside the cancellation."""

BLOCK_BYTES = 256 * 1024
"""Of one message; a few dozen fill the buffers of a socket that nobody reads."""


async def test_a_loop_of_calls_ends_though_its_answer_came_with_the_cancellation(bus: Bus) -> None:
    """Else its service would not stop: it would wait for this task until it is killed."""

    async def ask() -> None:
        while True:
            await bus.jetstream.account_info()

    for turn in range(TASKS):
        task = asyncio.create_task(ask())
        await asyncio.sleep(turn % 20 / 10_000)
        time.sleep(LATE_S)  # noqa: ASYNC251 - the loop has to be late.
        assert await end([task]) == []


async def test_a_bus_that_reads_no_more_can_be_closed(nats_server: NatsServer) -> None:
    """What it did not read is lost with the connection; the log has it."""
    bus = await Bus.open(nats_server.url, name="test")
    assert nats_server.pid is not None
    os.kill(nats_server.pid, signal.SIGSTOP)
    try:
        for _ in range(24):
            await bus.publish_live("tw.test", bytes(BLOCK_BYTES))
            await asyncio.sleep(0)
        await bus.close()
    finally:
        os.kill(nats_server.pid, signal.SIGCONT)
