"""Waits at a replay's end for what the owners' logs have and the bus has not acknowledged yet."""

import asyncio
import time
from collections.abc import Mapping

from services.chassis.own import OF_ITSELF, OUTBOX
from tradewire.client import Tradewire
from tradewire.errors import TradewireError
from tradewire.system.v1.component_pb2 import Component, GetComponentRequest

# A log of a replay is published as it grows, and the last events within milliseconds. What a bus
# that came back just now has to be sent again takes some seconds for a month of minutes.
PUBLISH_S_MAX = 20.0
# A service stores twice in that time how far the bus has acknowledged its log.
LOOK_S = 0.1
# Of a question: a service may be on its way back.
ASK_S_MAX = 2.0


async def unpublished(addresses: Mapping[str, str], within_s: float = PUBLISH_S_MAX) -> list[str]:
    """Wait until the bus has acknowledged every owner's log; what is left then, in words.

    Args:
        addresses: of the owners, by name.
        within_s: how long to wait at most.
    """
    end_s = time.monotonic() + within_s
    while left := await _left(addresses):
        if time.monotonic() >= end_s:
            return left
        await asyncio.sleep(LOOK_S)
    return []


async def _left(addresses: Mapping[str, str]) -> list[str]:
    asked = (_told(name, address) for name, address in addresses.items())
    return [words for words in await asyncio.gather(*asked) if words]


async def _told(name: str, address: str) -> str:
    """What one owner's log has that the bus has not; empty for nothing."""
    try:
        async with Tradewire({name: address}) as client:
            component: Component = await client.system.GetComponent(
                GetComponentRequest(component=name), timeout=ASK_S_MAX, metadata=(OF_ITSELF,)
            )
    except (TradewireError, TimeoutError) as error:
        return f"{name} does not answer ({error})"
    waits = [one.detail for one in component.checks if one.name == OUTBOX and not one.passed]
    return f"{name}: {waits[0]}" if waits else ""
