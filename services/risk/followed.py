"""Waking whoever waits for risk to have followed an event."""

import asyncio
import contextlib


class Followed:
    """Tells of every event that is followed; one sign for all accounts, for few ever wait."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        """An event is committed."""
        self._next.set()
        self._next = asyncio.Event()

    async def next(self, wait_s: float) -> None:
        """Return with the next event, or after ``wait_s`` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, wait_s)):
                await self._next.wait()
