"""A JetStream publication: nats-py with a message id against the adapter with all its headers."""

from itertools import count
from typing import Any

from nats.aio.client import Client

from benchmarks.bus import bus_and_folder
from benchmarks.results import Check, Result
from benchmarks.timing import in_turns, quantile, spread
from services.chassis.events import Event

PUBLICATIONS = 4_000
PUBLICATIONS_QUICK = 1_000
ADDED_MS_MAX = 0.05
PAYLOAD = b"x" * 300
STREAM = "tw.v1.orders.bench"


async def measure(*, quick: bool) -> Result:
    """One publication after the other, acknowledged each, in turns."""
    numbers = count(1)
    async with bus_and_folder() as (bus, _):
        client = Client()
        await client.connect(bus.url)
        jetstream = client.jetstream()

        async def raw() -> None:
            headers: dict[str, Any] = {"Nats-Msg-Id": f"raw:{next(numbers)}"}
            await jetstream.publish(STREAM, PAYLOAD, headers=headers)

        async def ours() -> None:
            number = next(numbers)
            event = Event(STREAM, number, f"id-{number}", "OrderFilled", 0, 0, "", PAYLOAD)
            await bus.publish_event(event, log_id="log", run_id="run")

        times = PUBLICATIONS_QUICK if quick else PUBLICATIONS
        floor, adapter = await in_turns(times, raw, ours)
        await client.close()
    added_ms = (quantile(adapter, 0.5) - quantile(floor, 0.5)) * 1e3
    return Result(
        spread(floor, 1e3, "ms"),
        spread(adapter, 1e3, "ms"),
        (Check("added at p50, ms", round(added_ms, 4), ADDED_MS_MAX, steady=False),),
    )
