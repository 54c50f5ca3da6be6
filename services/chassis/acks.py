"""Acknowledgements of publications in flight: one inbox, one timer, futures by number.

nats-py's own asynchronous publish draws a random token and starts a timer for each message, and
has no time limit. This costs a tenth and every future ends.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import count

from nats.aio.client import Client
from nats.aio.msg import Msg

from services.chassis.failures import BusUnavailableError
from services.chassis.metrics import Distribution
from tradewire.errors import ExhaustedError

ACK_S_MAX = 5.0
"""A publication without an answer by then has failed: a healthy server takes 0.2 ms."""

ACK_SWEEP_S = 0.5
"""How often unanswered publications are looked for; one timer instead of one each."""

UNACKED_MAX = 4096
"""Publications in flight. More only fill the server's queue; 64k/s need about a hundred."""


@dataclass(frozen=True, slots=True)
class Ack:
    """JetStream's answer to a publication: its own sequence, and whether it knew the message."""

    bus_seq: int
    duplicate: bool


@dataclass(slots=True)
class _Expected:
    """A publication in flight.

    Attributes:
        future: who waits for it.
        deadline_s: until when, by the event loop's time.
        sent_s: when it was sent, by ``time.perf_counter``.
    """

    future: asyncio.Future[Ack]
    deadline_s: float
    sent_s: float


class Acks:
    """The publications of one connection that JetStream has not answered yet."""

    def __init__(self, url: str) -> None:
        self.durations = Distribution()
        """From sending to the answer, seconds."""
        self.failures = 0
        """Publications refused or without an answer."""
        self._url = url
        self._prefix = ""
        self._numbers = count(1)
        # In the order of sending, so the oldest come first.
        self._expected: dict[str, _Expected] = {}

    def __len__(self) -> int:
        return len(self._expected)

    async def subscribe(self, client: Client) -> None:
        """Listen for answers; once, the subscription lives over reconnects."""
        prefix = f"{client.new_inbox()}."
        await client.subscribe(f"{prefix}*", cb=self._answered, pending_msgs_limit=2 * UNACKED_MAX)
        self._prefix = prefix

    def expect(self) -> tuple[str, asyncio.Future[Ack]]:
        """The reply subject for a publication, and the future of its answer.

        Raises:
            BusUnavailableError: not listening yet.
            ExhaustedError: ``UNACKED_MAX`` publications are in flight already.
        """
        if not self._prefix:
            raise BusUnavailableError(f"bus {self._url} is not connected; is NATS running?")
        if len(self._expected) >= UNACKED_MAX:
            raise ExhaustedError(f"{UNACKED_MAX} publications wait for bus {self._url}; slow down")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Ack] = loop.create_future()
        reply = f"{self._prefix}{next(self._numbers)}"
        self._expected[reply] = _Expected(future, loop.time() + ACK_S_MAX, time.perf_counter())
        return reply, future

    def forget(self, reply: str) -> None:
        """A publication was never sent."""
        self._expected.pop(reply, None)

    def fail_all(self, reason: str) -> None:
        """No answer to anything in flight will come."""
        for expected in self._expected.values():
            self._fail(expected, reason)
        self._expected.clear()

    async def sweep(self) -> None:
        """Fail what has waited too long, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(ACK_SWEEP_S)
            now_s = loop.time()
            late = [reply for reply, item in self._expected.items() if item.deadline_s < now_s]
            for reply in late:
                self._fail(self._expected.pop(reply), f"no answer in {ACK_S_MAX:g} s")

    async def _answered(self, message: Msg) -> None:
        expected = self._expected.pop(message.subject, None)
        if expected is None or expected.future.done():
            return
        # No stream covers the subject: NATS answers at once with a bare status and no data.
        if not message.data:
            self._fail(expected, "no stream takes the message")
            return
        answer = json.loads(message.data)
        if "error" in answer:
            said = answer["error"].get("description", "no reason given")
            self._fail(expected, f"JetStream refused the message: {said}")
            return
        self.durations.observe(time.perf_counter() - expected.sent_s)
        expected.future.set_result(Ack(answer["seq"], answer.get("duplicate", False)))

    def _fail(self, expected: _Expected, reason: str) -> None:
        self.failures += 1
        if not expected.future.done():
            expected.future.set_exception(BusUnavailableError(f"bus {self._url}: {reason}"))
