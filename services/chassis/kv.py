"""The latest quote, book and portfolio, kept by key on the bus and watched, never polled.

A bucket holds one value a key. It is a convenience for whoever joins late, not a record: the
owners put the values again whenever they change, so a bucket lost with the bus fills by itself.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

import nats.errors
import nats.js.errors
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js.api import KeyValueConfig, StorageType

from services.chassis.bus import Bus
from services.chassis.failures import BusUnavailableError
from tradewire.errors import InvalidArgumentError

HISTORY = 1
"""Only the latest value is asked for; history is the owner's."""

VALUE_BYTES_MAX = 256 * 1024
"""A book of a thousand levels a side takes a tenth of it."""

BUCKET_BYTES_MAX = 64 * 1024 * 1024
"""A thousand instruments of 64 KB; in the server's memory, so bounded."""

KEYS_MAX = 10_000
"""Keys a watch holds; beyond it the pattern is too wide for one reader."""

SNAPSHOT_S_MAX = 10.0
"""Reading all values of a bucket at the start of a watch."""

# Dots separate tokens in keys as in subjects, so a prefix can be watched.
_KEY = re.compile(r"[A-Za-z0-9_=/-]+(\.[A-Za-z0-9_=/-]+)*")


class Bucket(StrEnum):
    """The buckets. Keys: ``<venue>.<symbol>`` for the first two, ``<account>`` for the last."""

    QUOTES = "tw-quotes"
    BOOKS = "tw-books"
    PORTFOLIOS = "tw-portfolios"


@dataclass(frozen=True, slots=True)
class Latest:
    """A key's value now; None after it was deleted."""

    key: str
    value: bytes | None


class Values:
    """One bucket of latest values."""

    def __init__(self, bus: Bus, bucket: Bucket) -> None:
        self._bus = bus
        self._bucket = bucket
        self._prefix = f"$KV.{bucket}."
        self._declared_in = 0

    async def declare(self) -> None:
        """Create the bucket where it is missing.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        generation = self._bus.generation
        config = KeyValueConfig(
            bucket=self._bucket,
            history=HISTORY,
            max_value_size=VALUE_BYTES_MAX,
            max_bytes=BUCKET_BYTES_MAX,
            storage=StorageType.MEMORY,
            direct=True,
        )
        try:
            await self._bus.jetstream.create_key_value(config)
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"bucket {self._bucket} cannot be kept: {error}") from error
        self._declared_in = generation

    async def _declare_once(self) -> None:
        # A bus that came back may have come back empty.
        if self._declared_in != self._bus.generation:
            await self.declare()

    async def put(self, key: str, value: bytes) -> None:
        """Set a value and wait until the bus has it.

        Raises:
            BusUnavailableError: no acknowledgement.
        """
        await self._declare_once()
        await (await self._bus.send(self._subject(key), value, {}))

    async def offer(self, key: str, value: bytes) -> bool:
        """Set a value without waiting; False when it was dropped. For values that soon change."""
        try:
            await self._declare_once()
        except BusUnavailableError:
            return False
        return await self._bus.publish_live(self._subject(key), value)

    async def delete(self, key: str) -> None:
        """Remove a key.

        Raises:
            BusUnavailableError: no acknowledgement.
        """
        await (await self._bus.send(self._subject(key), b"", {"KV-Operation": "DEL"}))

    async def get(self, key: str) -> bytes | None:
        """The value now, None when there is none.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        await self._declare_once()
        try:
            message = await self._bus.jetstream.get_last_msg(
                f"KV_{self._bucket}", self._subject(key), direct=True
            )
        except nats.js.errors.NotFoundError:
            return None
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"{self._bucket} {key} cannot be read: {error}") from error
        if "KV-Operation" in (message.headers or {}):
            return None
        return message.data or b""

    def watch(self, pattern: str = ">") -> "Watch":
        """All keys that match ``pattern``, now and as they change: ``*`` one token, ``>`` many."""
        return Watch(self._bus, self, self._bucket, pattern)

    def _subject(self, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise InvalidArgumentError(
                f"key {key[:100]!r} must be tokens of letters, digits, '_', '=', '/' and '-', "
                "separated by dots"
            )
        return self._prefix + key


class Watch:
    """Follows a bucket. ``async for`` over it after ``start``; ``values`` holds what is known.

    A reader that is slow gets the newest value of each key, not every value in between: what
    waits is bounded by the number of keys. After a reconnect the bucket is read anew, so a change
    in between is not missed.
    """

    def __init__(self, bus: Bus, owner: Values, bucket: Bucket, pattern: str) -> None:
        self.values: dict[str, bytes] = {}
        """Every key's latest value, as received; at most ``KEYS_MAX`` keys."""
        self.refused = 0
        """Keys left out because there were too many."""
        self._bus = bus
        self._owner = owner
        self._bucket = bucket
        self._pattern = pattern
        self._prefix = f"$KV.{bucket}."
        self._changed: dict[str, None] = {}
        self._fresh: set[str] = set()
        self._arrived = asyncio.Event()
        self._stale = False
        self._closed = False
        self._subscription: Subscription | None = None
        bus.on_connect(self._reconnected)

    async def start(self) -> None:
        """Subscribe and read what the bucket holds.

        Raises:
            BusUnavailableError: JetStream does not answer.
        """
        self._subscription = await self._bus.subscribe(self._prefix + self._pattern, self._receive)
        await self._bus.client.flush()
        await self._snapshot()

    async def close(self) -> None:
        """Unsubscribe and end the iteration."""
        self._closed = True
        self._bus.off_connect(self._reconnected)
        if self._subscription is not None:
            await self._bus.unsubscribe(self._subscription)
        self._arrived.set()

    async def __aiter__(self) -> AsyncIterator[Latest]:
        while not self._closed:
            if self._stale:
                await self._bus.ready()
                try:
                    await self._snapshot()
                except BusUnavailableError:
                    # The next connection, or the owner's next put, brings the values.
                    self._stale = False
            elif self._changed:
                key = next(iter(self._changed))
                del self._changed[key]
                yield Latest(key, self.values.get(key))
            else:
                self._arrived.clear()
                await self._arrived.wait()

    async def _snapshot(self) -> None:
        """Read all values; those that changed while reading are newer and stay."""
        self._stale = False
        self._fresh.clear()
        await self._owner.declare()
        try:
            async with asyncio.timeout(SNAPSHOT_S_MAX):
                bucket = await self._bus.jetstream.key_value(self._bucket)
                watcher = await bucket.watch(self._pattern, ignore_deletes=True)
                # The watcher ends its first round with None; from there on ours takes over.
                async for entry in watcher:
                    if entry is None:
                        break
                    if entry.key not in self._fresh:
                        self._take(entry.key, entry.value or b"")
                await watcher.stop()  # type: ignore[no-untyped-call]  # nats-py has no type here.
        except (nats.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"{self._bucket} cannot be read: {error}") from error

    async def _receive(self, message: Msg) -> None:
        key = message.subject.removeprefix(self._prefix)
        self._fresh.add(key)
        deleted = "KV-Operation" in (message.headers or {})
        self._take(key, None if deleted else message.data)

    def _take(self, key: str, value: bytes | None) -> None:
        if value is None:
            self.values.pop(key, None)
        elif key not in self.values and len(self.values) >= KEYS_MAX:
            self.refused += 1
            return
        elif self.values.get(key) == value:
            return
        else:
            self.values[key] = value
        self._changed[key] = None
        self._arrived.set()

    def _reconnected(self) -> None:
        if self._subscription is not None:
            self._stale = True
            self._arrived.set()
