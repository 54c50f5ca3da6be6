"""The bus: NATS behind one small adapter that reconnects for ever and never hides a loss.

The bus carries copies of what the owners' logs hold. So a publication that is not acknowledged
fails loudly and is repeated by its owner (``outbox``), and a live message that cannot be sent is
dropped and counted: whoever missed it sees the gap in its sequence.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Self

import nats.errors
import nats.js.errors
from nats.aio.client import Server as KnownServer
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType, StreamConfig

from services.chassis.acks import ACK_S_MAX, Ack, Acks
from services.chassis.ending import end, heeding, within
from services.chassis.events import Event
from services.chassis.failures import BusUnavailableError
from services.chassis.nats_client import CLOSE_S_MAX, FLUSH_S_MAX, NatsClient, without_password
from services.chassis.subjects import STREAMS, StreamName, StreamRule, parse

log = logging.getLogger("tradewire.bus")

FIRST_CONNECTION_S_MAX = 5.0
"""How long a start waits for NATS. After it the service starts without, and says so."""

CONNECT_S_MAX = 2
"""One attempt; loopback and a cluster's network answer in milliseconds."""

BACKOFF_S_MIN = 0.05
"""The first pause: a restarted server is back after about a tenth of a second."""

BACKOFF_S_MAX = 2.0
"""The longest pause: a service must be trading again within 5 s of the bus."""

PENDING_BYTES_MAX = 8 * 1024 * 1024
"""Bytes not yet written to the socket, beyond which live messages are dropped and counted."""

PING_S = 1
"""A server that hangs, or a half-open connection, is noticed after two silent pings. Until then
publications of the outbox look sent, and readers do not know that they miss something."""

SUBSCRIPTION_MESSAGES_MAX = 65_536
"""Messages between socket and callback. Callbacks of ours return at once, so this fills only
while the event loop is stuck; what falls out is reported to ``on_overflow``."""

SUBSCRIPTION_BYTES_MAX = 64 * 1024 * 1024
"""The same, in bytes."""

RUN_EVENT = "Nats-Msg-Id"
LOG = "Tw-Log"
SEQUENCE = "Tw-Seq"
EVENT = "Tw-Event"
TYPE = "Tw-Type"
EVENT_NS = "Tw-Event-Ns"
RECORDED_NS = "Tw-Recorded-Ns"
TRACEPARENT = "traceparent"

Headers = Mapping[str, str]
Backoff = Callable[[int], float]
"""Seconds to wait before the n-th attempt (from 1)."""


def doubling_backoff(attempt: int) -> float:
    """0.05 s, doubled with each attempt, 2 s at most."""
    return min(BACKOFF_S_MIN * 2.0 ** min(attempt - 1, 16), BACKOFF_S_MAX)


class Bus:
    """One connection to NATS. Made by ``Bus.open``; safe to use before NATS is there."""

    def __init__(self, url: str, name: str, backoff: Backoff) -> None:
        self.url = without_password(url)
        self.name = name
        self.generation = 0
        """Rises with every connection; what was subscribed on the server for an older one
        (pull requests, ephemeral consumers) may be gone."""
        self.dropped = 0
        """Live messages not sent because the bus was away or too slow."""
        self._backoff = backoff
        self._client = NatsClient()
        self._jetstream = JetStreamContext(self._client, timeout=ACK_S_MAX)
        self._connected = asyncio.Event()
        self._attempts = 0
        self._on_connect: list[Callable[[], None]] = []
        self._overflow: dict[int, Callable[[str], None]] = {}
        self.acks = Acks(self.url)
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        name: str,
        wait_s: float = FIRST_CONNECTION_S_MAX,
        backoff: Backoff = doubling_backoff,
    ) -> Self:
        """Begin connecting, and wait a while for the first connection.

        A bus that is away does not keep a service from starting: ``connected`` is False then,
        and the connection comes by itself.

        Args:
            url: ``nats://[user:password@]host:port``; the password is never told on.
            name: of the service, shown in NATS's monitoring.
            wait_s: seconds to wait for the first connection.
            backoff: seconds before each further attempt.
        """
        bus = cls(url, name, backoff)
        bus._tasks.append(asyncio.create_task(bus._connect(url), name="bus-connect"))
        bus._tasks.append(asyncio.create_task(bus.acks.sweep(), name="bus-acks"))
        try:
            async with asyncio.timeout(wait_s):
                await bus.ready()
        except TimeoutError:
            log.warning("bus %s does not answer; going on without it until it does", bus.url)
        return bus

    @property
    def connected(self) -> bool:
        """Whether messages can be sent now."""
        return self._client.is_connected

    @property
    def client(self) -> NatsClient:
        """The nats-py client, for the chassis's own modules."""
        return self._client

    @property
    def jetstream(self) -> JetStreamContext:
        """The nats-py JetStream context, for the chassis's own modules."""
        return self._jetstream

    @property
    def unacked(self) -> int:
        """Publications in flight."""
        return len(self.acks)

    def on_connect(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called after every connection, the first and each further one."""
        self._on_connect.append(callback)

    def off_connect(self, callback: Callable[[], None]) -> None:
        """Undo ``on_connect``; harmless when it was undone already."""
        if callback in self._on_connect:
            self._on_connect.remove(callback)

    async def ready(self) -> None:
        """Wait until connected."""
        while not self.connected:
            self._connected.clear()
            await self._connected.wait()

    async def close(self) -> None:
        """Flush what is written, fail what is unanswered, and disconnect."""
        await end(self._tasks)
        if not await within(CLOSE_S_MAX, "bus-close", self._close()):
            self._client.abort()
        self.acks.fail_all("the bus was closed")

    async def _close(self) -> None:
        if self.connected:
            try:
                await self._client.flush(timeout=FLUSH_S_MAX)
            except nats.errors.Error as error:
                log.debug("bus %s: last flush: %s", self.url, error)
        await self._client.close()

    # -- publishing --------------------------------------------------------------------------

    async def publish_live(
        self, subject: str, payload: bytes, headers: Headers | None = None, reply: str = ""
    ) -> bool:
        """Send a live message, answers go to ``reply``. False: it was dropped, and counted.

        Payloads must carry a sequence, so that a reader sees what it missed.
        """
        client = self._client
        if not client.is_connected or client.pending_data_size > PENDING_BYTES_MAX:
            self.dropped += 1
            return False
        try:
            await client.publish(subject, payload, reply, headers={**headers} if headers else None)
        except nats.errors.Error as error:
            log.debug("bus %s: live message on %s dropped: %s", self.url, subject, error)
            self.dropped += 1
            return False
        return True

    async def send(
        self, subject: str, payload: bytes, headers: Mapping[str, str]
    ) -> asyncio.Future[Ack]:
        """Write a publication to JetStream; the future brings its acknowledgement.

        Raises:
            BusUnavailableError: not connected.
            ExhaustedError: ``UNACKED_MAX`` publications are in flight already.
        """
        if not self.connected:
            raise BusUnavailableError(f"bus {self.url} is not connected; is NATS running?")
        reply, future = self.acks.expect()
        try:
            await self._client.publish(subject, payload, reply=reply, headers={**headers})
        except nats.errors.Error as error:
            self.acks.forget(reply)
            raise BusUnavailableError(f"bus {self.url} took no message: {error}") from error
        return future

    async def publish_event(self, event: Event, *, log_id: str, run_id: str) -> Ack:
        """Publish one event of an owner's log and wait until JetStream has it.

        Raises:
            BusUnavailableError: no acknowledgement; the event may or may not be on the bus.
        """
        future = await self.send(event.stream, event.payload, event_headers(event, log_id, run_id))
        return await future

    # -- reading -----------------------------------------------------------------------------

    async def subscribe(
        self,
        subject: str,
        callback: Callable[[Msg], Awaitable[None]],
        *,
        on_overflow: Callable[[str], None] | None = None,
    ) -> Subscription:
        """A core subscription; it lives over reconnects. The callback must return at once.

        Args:
            subject: may hold wildcards.
            callback: gets every message, in order.
            on_overflow: told the subject of a message lost between socket and callback.
        """
        await self.ready()
        subscription = await self._client.subscribe(
            subject,
            cb=callback,
            pending_msgs_limit=SUBSCRIPTION_MESSAGES_MAX,
            pending_bytes_limit=SUBSCRIPTION_BYTES_MAX,
        )
        if on_overflow is not None:
            self._overflow[id(subscription)] = on_overflow
        return subscription

    async def unsubscribe(self, subscription: Subscription) -> None:
        """End a subscription; harmless when the connection is gone already."""
        self._overflow.pop(id(subscription), None)
        try:
            await heeding(subscription.unsubscribe())
        except nats.errors.Error as error:
            log.debug("bus %s: unsubscribe: %s", self.url, error)

    async def last_position(self, stream: str) -> tuple[str, int] | None:
        """Log id and owner's sequence of the last message that JetStream has of a stream.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        rule = parse(stream).rule
        if rule.stream is None:
            return None
        try:
            message = await self._jetstream.get_last_msg(rule.stream, stream)
        except nats.js.errors.NotFoundError:
            return None
        except (nats.errors.Error, TimeoutError, OSError) as error:
            raise BusUnavailableError(f"bus {self.url} cannot read {stream}: {error}") from error
        headers = message.headers or {}
        return headers.get(LOG, ""), int(headers.get(SEQUENCE, "0"))

    # -- streams -----------------------------------------------------------------------------

    async def ensure_streams(self) -> None:
        """Create or update every stream of the table.

        Raises:
            BusUnavailableError: JetStream does not answer or refuses.
        """
        for rule in STREAMS:
            await self.ensure_stream(rule.name)

    async def ensure_stream(self, name: StreamName) -> None:
        """Create one stream of the table, or bring it to the table's settings.

        Raises:
            BusUnavailableError: JetStream does not answer or refuses.
        """
        rule = next(rule for rule in STREAMS if rule.name == name)
        try:
            try:
                await self._jetstream.add_stream(_config(rule))
            except nats.js.errors.BadRequestError:
                await self._jetstream.update_stream(_config(rule))
        except (nats.errors.Error, TimeoutError, OSError) as error:
            raise BusUnavailableError(
                f"bus {self.url} cannot keep stream {name}: {error}; "
                "is JetStream on, and is there room in its store?"
            ) from error

    # -- the connection ----------------------------------------------------------------------

    async def _connect(self, url: str) -> None:
        try:
            await self._client.connect(
                url,
                name=self.name,
                connect_timeout=CONNECT_S_MAX,
                # Before the first connection nats-py pauses by this and not by the handler.
                reconnect_time_wait=BACKOFF_S_MIN,
                max_reconnect_attempts=-1,
                reconnect_to_server_handler=self._choose,
                ping_interval=PING_S,
                max_outstanding_pings=2,
                pending_size=PENDING_BYTES_MAX,
                error_cb=self._failed,
                disconnected_cb=self._lost,
                reconnected_cb=self._came,
            )
            await self.acks.subscribe(self._client)
        except nats.errors.Error as error:
            log.error("bus %s refused the connection: %s", self.url, error)  # noqa: TRY400
            return
        await self._came()

    def _choose(
        self, servers: list[KnownServer], _info: dict[str, object]
    ) -> tuple[KnownServer | None, float]:
        """Take the server tried longest ago, after the pause for this attempt."""
        self._attempts += 1
        return servers[self._attempts % len(servers)], self._backoff(self._attempts)

    async def _came(self) -> None:
        self._attempts = 0
        self.generation += 1
        # What was in flight on the old connection will not be answered on this one.
        self.acks.fail_all("the connection was lost")
        self._connected.set()
        log.info("bus %s connected", self.url)
        for callback in list(self._on_connect):
            callback()

    async def _lost(self) -> None:
        if not self._client.is_closed:
            log.warning("bus %s lost; reconnecting", self.url)

    async def _failed(self, error: Exception) -> None:
        if isinstance(error, nats.errors.SlowConsumerError):
            if report := self._overflow.get(id(error.sub)):
                report(error.subject)
                return
            log.error("bus %s: messages on %s were lost unread", self.url, error.subject)
            return
        # Attempts to reconnect end here too, several a second: their outcome is logged instead.
        log.debug("bus %s: %s: %s", self.url, type(error).__name__, error)


def event_headers(event: Event, log_id: str, run_id: str | None) -> dict[str, str]:
    """The headers of an event on the bus.

    Args:
        event: of an owner's log.
        log_id: that log's id.
        run_id: prefix of the message id, so that a second replay is no duplicate of the first;
            None leaves the id out, so that JetStream takes it in any case.
    """
    headers = {
        LOG: log_id,
        SEQUENCE: str(event.seq),
        EVENT: event.event_id,
        TYPE: event.type,
        EVENT_NS: str(event.event_ns),
        RECORDED_NS: str(event.recorded_ns),
    }
    if run_id is not None:
        headers[RUN_EVENT] = f"{run_id}:{event.event_id}"
    if event.traceparent:
        headers[TRACEPARENT] = event.traceparent
    return headers


def _config(rule: StreamRule) -> StreamConfig:
    return StreamConfig(
        name=rule.name,
        subjects=list(rule.subjects),
        max_age=rule.age_s_max,
        max_bytes=rule.bytes_max,
        duplicate_window=rule.dedup_window_s,
        discard=DiscardPolicy.OLD,
        storage=StorageType.FILE,
        allow_direct=True,
        # A description says why to whoever finds the stream in NATS's own tools.
        description=rule.reason,
    )
