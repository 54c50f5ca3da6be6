"""The very last events of streams, asked of their owner when a follower starts.

The bus may have lost them, and no later event would show the gap.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.follower import Follower
from tradewire.errors import TradewireError
from tradewire.types.v1.stream_pb2 import StreamPosition

MESSAGE_EVERY: Final = 30
"""Attempts between two messages: at pauses of two seconds some once a minute."""

HeadOf = Callable[[str], Awaitable[StreamPosition]]
"""Asks the owner where a stream stands; raises TradewireError."""

_log = logs.logger(__name__)


async def catch_up(follower: Follower, streams: Iterable[str], head_of: HeadOf) -> None:
    """Handle all that the owner has of each stream now; asks until it was told of every one.

    Only the streams that there are when this is called: what is followed later has no past here.
    What the owner cannot tell of one stream is no other's affair.
    """
    waiting, attempt = set(streams), 0
    while waiting:
        for stream in sorted(waiting):
            try:
                there = await head_of(stream)
                await follower.catch_up(there.log_id, {stream: there.sequence})
            except TradewireError as error:
                if attempt % MESSAGE_EVERY == 0:
                    _log.info("waiting for the owner", stream=stream, error=error.message)
            else:
                waiting.discard(stream)
        attempt += 1
        if waiting:
            await asyncio.sleep(doubling_backoff(attempt))
