"""From a tick to its order at the paper venue, through the whole mesh at 5,000 ticks a second.

The market is the simulated one, on the wall clock, as busy as the design asks. The figures are the
stamps that ``tradewire explain`` shows, of every order that a signal led to once every service was
ready: one that is signalled while execution still starts waits for it. The way begins with
the tick's publication: a made-up tick is due at a timer, which asyncio rounds up to a millisecond,
and a live feed's is stamped when it comes. The paper venue's modelled latency is set to nothing.
"""

import asyncio
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from nats.aio.msg import Msg

from benchmarks.bus import bus_and_folder
from benchmarks.mesh import Mesh, running
from benchmarks.results import Check, Result
from benchmarks.row_commit import RawWriter
from benchmarks.row_grpc_serial import CALL
from benchmarks.servers import both
from benchmarks.timing import Operation, quantile
from services.chassis.bus import Bus
from tradewire.risk.v1.kill_switch_pb2 import GetKillSwitchRequest
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub

TICKS_A_SECOND = 5_000
SECONDS = 25
SECONDS_QUICK = 10
EVERY = 1_000
"""Ticks between two signals: five a second, within the demo's limits."""

SETTLE_S = 2.0
"""After the services are ready: their first calls of one another connect, and load code."""

P50_MS_MAX, P99_MS_MAX = 1.5, 5.0
FLOOR_SAMPLES = 300
SETTINGS = {
    "TRADEWIRE_MARKETDATA__FEED__RATE": str(TICKS_A_SECOND),
    "TRADEWIRE_EXECUTION__PAPER_LATENCY_MS": "0",
}

_HOPS = {
    "publish to strategy": ("tickPublished", "tickHandled"),
    "strategy to signal": ("tickHandled", "signalCommitted"),
    "signal's commit and bus": ("signalCommitted", "signalReceived"),
    "verdict": ("signalReceived", "verdictReceived"),
    "order's commit": ("verdictReceived", "orderCommitted"),
    "venue": ("orderCommitted", "venueAcknowledged"),
}


async def measure(*, quick: bool) -> Result:
    """The floor's hops one by one, then the mesh."""
    floor_ms = await floor()
    with tempfile.TemporaryDirectory() as name:
        seconds = SECONDS_QUICK if quick else SECONDS
        orders, begun_ns = await asyncio.to_thread(_orders_of_a_run, Path(name), seconds)
    known = [each for each in map(_stamps, orders) if each is not None]
    stamps = [each for each in known if each["tickPublished"] >= begun_ns]
    if not stamps:
        raise SystemExit("no order of the run has all its stamps")
    totals = [_ms(each, "tickPublished", "venueAcknowledged") for each in stamps]
    ours = {"p50, ms": round(quantile(totals, 0.5), 2), "p99, ms": round(quantile(totals, 0.99), 2)}
    for hop, (begin, end) in _HOPS.items():
        taken = [_ms(each, begin, end) for each in stamps]
        ours[f"{hop} p50, ms"] = round(quantile(taken, 0.5), 2)
    return Result(
        {"p50, ms": floor_ms},
        ours,
        (
            Check("p50, ms", ours["p50, ms"], P50_MS_MAX),
            Check("p99, ms", ours["p99, ms"], P99_MS_MAX, steady=False),
        ),
        note=f"{len(stamps)} orders",
    )


def _orders_of_a_run(folder: Path, seconds: int) -> tuple[list[Any], int]:
    """Let a mesh trade for so long; what explains its orders, and since when it ran, in ns."""
    strategy = ("--strategy", "alternate", "--param", f"every={EVERY}")
    with running(folder, *strategy, settings=SETTINGS) as mesh:
        mesh.wait_ready()
        time.sleep(SETTLE_S)
        begun_ns = time.time_ns()
        time.sleep(seconds)
        orders = [mesh.get(f"/v1/accounts/paper/orders/{one}:explain") for one in _caused(mesh)]
    return orders, begun_ns


def _caused(mesh: Mesh) -> list[str]:
    """Ids of entries and exits; stops and targets follow from a fill, not from a tick."""
    found: list[str] = []
    token = ""
    while True:
        page = mesh.get(f"/v1/accounts/paper/orders?page_size=500&page_token={token}")
        for order in page["orders"]:
            if order["leg"] in {"ORDER_LEG_ENTRY", "ORDER_LEG_EXIT"}:
                found.append(order["order"])  # noqa: PERF401 - inside a loop over pages.
        token = page.get("nextPageToken", "")
        if not token:
            return found


def _stamps(explained: Mapping[str, Any]) -> Mapping[str, int] | None:
    """Wall stamps by short name; None where one of the way is missing."""
    given = explained.get("stamps", {})
    stamps = {name.removesuffix("UnixNanos"): int(value) for name, value in given.items()}
    wanted = {name for hop in _HOPS.values() for name in hop}
    return stamps if all(stamps.get(name) for name in wanted) else None


def _ms(stamps: Mapping[str, int], begin: str, end: str) -> float:
    return (stamps[end] - stamps[begin]) / 1e6


async def floor() -> float:
    """Medians of the bare hops and of three commits, summed: milliseconds."""
    async with bus_and_folder() as (bus, folder), both() as (bare, _):
        writer = RawWriter(folder / "raw.db")
        stub, request = RiskServiceStub(bare), GetKillSwitchRequest(kill_switch="all")

        async def call() -> None:
            await stub.GetKillSwitch(request, **CALL)

        hops: Sequence[Operation] = (
            await _hop(bus, "tw.v1.md.quotes.BENCH.HOP", kept=False),
            await _hop(bus, "tw.v1.signals.bench", kept=True),
            call,
        )
        total_s = sum([await _median_s(hop) for hop in hops])
        total_s += 3 * await _median_s(writer.commit)
        writer.close()
    return round(total_s * 1e3, 3)


async def _hop(bus: Bus, subject: str, *, kept: bool) -> Operation:
    """From a publication to the subscriber's callback; ``kept``: by JetStream, and acknowledged."""
    arrived = asyncio.Event()
    numbers = count(1)

    async def receive(message: Msg) -> None:
        del message
        arrived.set()

    await bus.subscribe(subject, receive)

    async def once() -> None:
        arrived.clear()
        if kept:
            headers = {"Nats-Msg-Id": f"hop-{next(numbers)}"}
            await bus.jetstream.publish(subject, b"x" * 300, headers=headers)
        else:
            await bus.client.publish(subject, b"x" * 300)
        await arrived.wait()

    return once


async def _median_s(operation: Operation) -> float:
    samples = []
    for _ in range(FLOOR_SAMPLES):
        began_s = time.perf_counter()
        await operation()
        samples.append(time.perf_counter() - began_s)
    return quantile(samples, 0.5)
