"""One unary call after the other: bare grpc.aio against the chassis with tracing on."""

from functools import partial
from typing import Any

from benchmarks.results import Check, Result
from benchmarks.servers import both
from benchmarks.timing import in_turns, quantile, spread
from tradewire.risk.v1.kill_switch_pb2 import GetKillSwitchRequest
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub

CALLS = 5_000
CALLS_QUICK = 1_000
ADDED_MS_MAX = 0.15

CALL: dict[str, Any] = {
    "timeout": 5,
    "metadata": (("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),),
}
"""Deadline and trace context, as every call of the platform has; the floor carries them too."""


async def measure(*, quick: bool) -> Result:
    """The same call to either server in turns."""
    request = GetKillSwitchRequest(kill_switch="all")
    async with both() as (bare, chassis):
        floor, ours = await in_turns(
            CALLS_QUICK if quick else CALLS,
            partial(RiskServiceStub(bare).GetKillSwitch, request, **CALL),
            partial(RiskServiceStub(chassis).GetKillSwitch, request, **CALL),
        )
    added_ms = (quantile(ours, 0.5) - quantile(floor, 0.5)) * 1e3
    return Result(
        spread(floor, 1e3, "ms"),
        spread(ours, 1e3, "ms"),
        (Check("added at p50, ms", round(added_ms, 3), ADDED_MS_MAX, steady=False),),
    )
