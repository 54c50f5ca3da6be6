"""A durable JetStream consumer read by our own overlapping pull loop.

nats-py's ``fetch`` stalls now and then (its issue 986) and asks for the next batch only when the
last has arrived. Here the next request goes out while half of the last is still to come, all
answers arrive in one inbox, and a server that falls silent is noticed by its missing heartbeats.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import nats.errors
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from services.chassis.bus import Backoff, Bus, doubling_backoff
from services.chassis.delivery import counts, deliveries
from services.chassis.failures import BusUnavailableError
from services.chassis.subjects import StreamName

log = logging.getLogger("tradewire.pull")

BATCH = 256
"""Messages asked for and not yet handled; half of it covers the round trip at full speed."""

EXPIRES_S = 30
"""A pull request lives this long on the server; renewed before, so nothing waits for it."""

HEARTBEAT_S = 5
"""The server speaks at least this often. It must be under half of the expiry: the server refuses
a request whose heartbeat is not."""

SILENCE_S_MAX = 12
"""Two heartbeats and a little: a consumer without them was lost with its server."""

ACK_WAIT_S = 10
"""A message unacknowledged for this long is delivered again. Longer than any handler should
take; a repeat costs nothing but a look at its sequence. A reader that begins does not wait for it:
what its predecessor took and did not finish is asked for again at once."""

RESET_S_MAX = 2.0
"""How long the server may take to reset a consumer: it takes 0.2 ms. Servers before 2.14 do not
know the question; there the ack timer brings the messages."""

REDELIVERY_S = 1.0
"""A handler that failed gets its message again after this, times the attempt, at most a minute."""

REDELIVERY_S_MAX = 60.0

Handle = Callable[[Msg], Awaitable[None]]
"""Returns: the message is acknowledged. Raises: it is delivered again, later."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """A durable consumer: its name, the stream it reads, and the subjects it wants of it."""

    name: str
    stream: StreamName
    subjects: tuple[str, ...]


class PullLoop:
    """Delivers a consumer's messages in order, one at a time, until cancelled."""

    def __init__(
        self,
        bus: Bus,
        consumer: Consumer,
        handle: Handle,
        *,
        batch: int = BATCH,
        backoff: Backoff = doubling_backoff,
    ) -> None:
        self.handled = 0
        """Messages acknowledged."""
        self.failed = 0
        """Messages whose handler raised."""
        self.redelivered = 0
        """Messages that had been delivered before."""
        self.resets = 0
        """Sessions begun anew after silence, a reconnect or a lost consumer."""
        self._bus = bus
        self._consumer = consumer
        self._handle = handle
        self._batch = batch
        self._backoff = backoff
        self._buffer: deque[Msg] = deque()
        self._outstanding = 0
        # On the bus and not yet sent here, as the last message told.
        self._pending = 0
        self._ended = ""
        self._arrived = asyncio.Event()
        self._request_to = f"$JS.API.CONSUMER.MSG.NEXT.{consumer.stream}.{consumer.name}"

    @property
    def buffered(self) -> int:
        """Messages that arrived and are not handled."""
        return len(self._buffer)

    @property
    def lag(self) -> int:
        """Messages not handled yet, here and, by the last one's word, on the bus."""
        return self._pending + len(self._buffer)

    async def run(self) -> None:
        """Read until cancelled; every failure of the bus begins a new session."""
        self._bus.on_connect(self._reconnected)
        try:
            await self._sessions()
        finally:
            self._bus.off_connect(self._reconnected)

    async def _sessions(self) -> None:
        attempt = 0
        while True:
            await self._bus.ready()
            try:
                await self._declare()
                attempt = 0
                await self._session()
            except (BusUnavailableError, nats.errors.Error, TimeoutError, OSError) as error:
                self._ended = str(error)
            attempt += 1
            self.resets += 1
            log.info("consumer %s begins anew: %s", self._consumer.name, self._ended)
            await asyncio.sleep(self._backoff(attempt))

    async def _declare(self) -> None:
        """Create the consumer where it is missing; the stream too, on a bus that came empty."""
        consumer = self._consumer
        await self._bus.ensure_stream(consumer.stream)
        found = await self._bus.jetstream.add_consumer(
            consumer.stream,
            ConsumerConfig(
                durable_name=consumer.name,
                filter_subjects=list(consumer.subjects),
                deliver_policy=DeliverPolicy.ALL,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=ACK_WAIT_S,
                max_ack_pending=2 * self._batch,
                # For ever: what cannot be handled is put aside by us, with its reason.
                max_deliver=-1,
            ),
        )
        if found.num_ack_pending:
            await self._take_back()

    async def _take_back(self) -> None:
        """Have everything after the acknowledged delivered again, as nobody else works on it.

        A durable has one reader; what is unacknowledged when it begins was lost with a process or
        a connection (NATS's ADR-60: a reset without a sequence goes back to the ack floor).
        """
        subject = f"$JS.API.CONSUMER.RESET.{self._consumer.stream}.{self._consumer.name}"
        try:
            await self._bus.client.request(subject, timeout=RESET_S_MAX)
        except (nats.errors.NoRespondersError, nats.errors.TimeoutError) as error:
            log.info("%s waits for what was in work: %s", self._consumer.name, error)

    async def _session(self) -> None:
        """One inbox and its requests, until the bus is lost or the server falls silent."""
        # A new inbox each time: answers to requests of the last session must not be counted.
        inbox = self._bus.client.new_inbox()
        self._buffer.clear()
        self._outstanding = 0
        self._ended = ""
        subscription = await self._bus.subscribe(inbox, self._receive)
        try:
            while not self._ended:
                await self._refill(inbox)
                while self._buffer and not self._ended:
                    await self._next()
                    await self._refill(inbox)
                await self._wait()
        finally:
            await self._return_unread()
            await self._bus.unsubscribe(subscription)

    async def _refill(self, inbox: str) -> None:
        wanted = self._batch - self._outstanding - len(self._buffer)
        if wanted * 2 < self._batch:
            return
        self._outstanding += wanted
        request = {
            "batch": wanted,
            "expires": EXPIRES_S * 1_000_000_000,
            "idle_heartbeat": HEARTBEAT_S * 1_000_000_000,
        }
        await self._bus.client.publish(self._request_to, json.dumps(request).encode(), reply=inbox)

    async def _wait(self) -> None:
        if self._buffer or self._ended:
            return
        self._arrived.clear()
        try:
            async with asyncio.timeout(SILENCE_S_MAX):
                await self._arrived.wait()
        except TimeoutError:
            self._ended = f"the server was silent for {SILENCE_S_MAX} s"

    async def _next(self) -> None:
        message = self._buffer.popleft()
        try:
            await self._handle(message)
        except Exception as error:  # One message must not end the loop.
            self.failed += 1
            log.warning(
                "consumer %s: %s will be delivered again: %s",
                self._consumer.name,
                message.subject,
                error,
                exc_info=error,
            )
            await self._answer(message, _later(message))
            return
        self.handled += 1
        await self._answer(message, b"+ACK")

    async def _answer(self, message: Msg, answer: bytes) -> None:
        # An answer that is lost only brings the message again.
        if self._bus.connected:
            await self._bus.client.publish(message.reply, answer)

    async def _return_unread(self) -> None:
        """Give back at once what arrived and was not begun, so nobody waits for the ack timer."""
        while self._buffer:
            await self._answer(self._buffer.popleft(), b"-NAK")

    async def _receive(self, message: Msg) -> None:
        status = (message.headers or {}).get("Status") if not message.data else None
        if status is None or message.reply.startswith("$JS.ACK"):
            self._outstanding -= 1
            delivered, self._pending = counts(message.reply)
            self.redelivered += delivered > 1
            self._buffer.append(message)
        else:
            self._told(status, message.headers or {})
        self._arrived.set()

    def _told(self, status: str, headers: dict[str, str]) -> None:
        """Status messages, as NATS's ADR-37 lists them."""
        if status == "100":
            return
        if status in {"404", "408"} or (status == "409" and "Nats-Pending-Messages" in headers):
            unanswered = int(headers.get("Nats-Pending-Messages", "0"))
            self._outstanding = max(0, self._outstanding - unanswered)
        if status not in {"404", "408"} and "Max" not in headers.get("Description", ""):
            self._ended = f"{status} {headers.get('Description', 'no responders')}"

    def _reconnected(self) -> None:
        # Pull requests do not survive their connection.
        self._ended = "reconnected"
        self._arrived.set()


def _later(message: Msg) -> bytes:
    delay_s = min(REDELIVERY_S * deliveries(message.reply), REDELIVERY_S_MAX)
    return b"-NAK " + json.dumps({"delay": int(delay_s * 1_000_000_000)}).encode()
