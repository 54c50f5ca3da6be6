"""64 unary calls in flight from one client to one server: bare grpc.aio against the chassis."""

import asyncio
import time

import grpc

from benchmarks.results import Check, Result
from benchmarks.row_grpc_serial import CALL
from benchmarks.servers import both
from benchmarks.timing import rates_in_turns
from tradewire.risk.v1.kill_switch_pb2 import GetKillSwitchRequest
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub

IN_FLIGHT = 64
CALLS = 6_400
CALLS_QUICK = 1_920
TURNS = 5
SHARE_MIN = 0.7


async def rate(channel: grpc.aio.Channel, calls: int) -> float:
    """Calls a second."""
    call = RiskServiceStub(channel).GetKillSwitch
    request = GetKillSwitchRequest(kill_switch="all")

    async def one_after_the_other() -> None:
        for _ in range(calls // IN_FLIGHT):
            await call(request, **CALL)

    began_s = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(IN_FLIGHT)))
    return calls / (time.perf_counter() - began_s)


async def measure(*, quick: bool) -> Result:
    """Calls a second of either server, in turns."""
    calls = CALLS_QUICK if quick else CALLS
    async with both() as (bare, chassis):
        await rate(bare, IN_FLIGHT * 4)
        await rate(chassis, IN_FLIGHT * 4)
        floor, ours = await rates_in_turns(
            TURNS, lambda: rate(bare, calls), lambda: rate(chassis, calls)
        )
    share = Check("share of the floor", round(ours / floor, 3), SHARE_MIN, "higher")
    return Result({"calls/s": round(floor)}, {"calls/s": round(ours)}, (share,))
