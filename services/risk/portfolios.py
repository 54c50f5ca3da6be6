"""What risk sees of an account, asked once or followed: whole snapshots, so nothing to resume."""

import asyncio
import time
from collections.abc import AsyncIterator

from google.protobuf.duration_pb2 import Duration

from services.risk.feeds import HEARTBEAT_S_DEFAULT
from services.risk.history import History
from services.risk.portfolio import portfolio_of
from services.risk.views_wire import portfolio_to_wire
from services.risk.watch import RiskWatch
from tradewire.codec.times import time_to_wire
from tradewire.errors import ExhaustedError
from tradewire.risk.v1 import portfolio_pb2
from tradewire.types.v1.stream_pb2 import Heartbeat

INTERVAL_S_DEFAULT = 1.0
"""The contract's least time between two snapshots."""

FOLLOWERS_MAX = 100
"""Each values a whole account again and again; more screens than this read through one of ours."""


class Portfolios:
    """Snapshots of accounts."""

    def __init__(self, watch: RiskWatch, history: History) -> None:
        self._watch = watch
        self._history = history
        self._followers = 0

    async def now(self, account: str) -> portfolio_pb2.PortfolioRisk:
        """What risk sees of an account now.

        Raises:
            NotFoundError: it is unknown.
        """
        await self._watch.settled(account)
        as_of = await self._history.position(account)
        gate = self._watch.gate
        view = gate.accounts.get(account)
        portfolio = portfolio_of(view, gate.accounts, gate.reservations, gate.limits)
        position = self._watch.positions.get(account)
        return portfolio_to_wire(gate, portfolio, self._watch.clock.now_ns(), position, as_of)

    async def follow(
        self, request: portfolio_pb2.StreamPortfolioRiskRequest
    ) -> AsyncIterator[portfolio_pb2.StreamPortfolioRiskResponse]:
        """The first at once, then each that differs, and a heartbeat after each silence.

        Raises:
            NotFoundError: the account is unknown.
            ExhaustedError: too many follow already.
        """
        if self._followers >= FOLLOWERS_MAX:
            raise ExhaustedError(
                f"{FOLLOWERS_MAX} readers follow portfolios already; close some",
                retry_after_ms=1_000,
            )
        self._followers += 1
        try:
            async for message in self._follow(request):
                yield message
        finally:
            self._followers -= 1

    async def _follow(
        self, request: portfolio_pb2.StreamPortfolioRiskRequest
    ) -> AsyncIterator[portfolio_pb2.StreamPortfolioRiskResponse]:
        pause_s = _seconds(request.interval_min, INTERVAL_S_DEFAULT)
        silence_s = _seconds(request.heartbeat_interval, HEARTBEAT_S_DEFAULT)
        told: portfolio_pb2.PortfolioRisk | None = None
        spoken_s = time.monotonic()
        while True:
            found = await self.now(request.account)
            if told is None or _differs(told, found):
                told = found
                yield portfolio_pb2.StreamPortfolioRiskResponse(portfolio=found)
                spoken_s = time.monotonic()
            elif time.monotonic() >= spoken_s + silence_s:
                beat = Heartbeat(
                    time=time_to_wire(self._watch.clock.now_ns()), position=found.as_of
                )
                yield portfolio_pb2.StreamPortfolioRiskResponse(heartbeat=beat)
                spoken_s = time.monotonic()
            await asyncio.sleep(min(pause_s, silence_s))


def _differs(told: portfolio_pb2.PortfolioRisk, found: portfolio_pb2.PortfolioRisk) -> bool:
    """Whether there is more to tell than that time went by."""
    same_time = portfolio_pb2.PortfolioRisk()
    same_time.CopyFrom(found)
    same_time.as_of_time.CopyFrom(told.as_of_time)
    return same_time != told


def _seconds(interval: Duration, otherwise: float) -> float:
    return interval.seconds + interval.nanos / 1e9 or otherwise
