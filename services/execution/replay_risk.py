"""How execution asks risk in a replay: within the round, and until there is an answer.

Risk answers a repeat of the same request as it answered first, so a fault on the way is asked
about again. It never becomes an outcome: a replay whose orders depend on who was quick to come
back would be another one each time.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Protocol

from opentelemetry import context

from services.chassis import logs, spans
from services.chassis.bus import doubling_backoff
from services.chassis.rounds import step_metadata
from tradewire.channel import Channel
from tradewire.codec.verdicts import verdict_from_wire, verdict_request_to_wire
from tradewire.errors import (
    DeadlineError,
    ExhaustedError,
    InternalError,
    TradewireError,
    UnavailableError,
)
from tradewire.risk.v1 import verdict_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub
from tradewire.system.v1.clock_pb2 import ReplayStep
from tradewire.verdicts import Verdict, VerdictRequest

# Risk may be started anew and have the whole tape to run again before it answers, which takes a
# minute for a month of candles; what is silent for longer does not come back by itself, and the
# process ends and says so.
ASK_S_MAX = 300.0
# Of one attempt: risk has not come to the round yet, or the connection hangs.
ATTEMPT_S_MAX = 10.0

# A process that is killed or ends in the midst of a call answers in any of these ways.
_PASSING = (UnavailableError, DeadlineError, ExhaustedError, InternalError)

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """Risk's verdict, its message as it came, and its sequence among the account's risk events."""

    verdict: Verdict
    message: bytes
    sequence: int


class VerdictPort(Protocol):
    """Who is asked for verdicts in a replay."""

    async def ask(self, request: VerdictRequest, step: ReplayStep, traceparent: str) -> Judged:
        """The verdict on an order.

        Args:
            request: what is asked.
            step: the round that the question is part of.
            traceparent: of what led to it, W3C; empty for none.

        Raises:
            UnavailableError: there was no answer within ASK_S_MAX.
            TradewireError: risk cannot judge the order, and never will.
        """
        ...


class ReplayRisk:
    """Asks the risk service over gRPC; ``channel`` leads there."""

    def __init__(self, channel: Channel) -> None:
        self._stub = RiskServiceStub(channel)

    async def ask(self, request: VerdictRequest, step: ReplayStep, traceparent: str) -> Judged:
        """See ``VerdictPort.ask``."""
        until_s, attempt = time.monotonic() + ASK_S_MAX, 0
        while True:
            attempt += 1
            try:
                answer = await self._attempt(request, step, traceparent)
            except _PASSING as error:
                if time.monotonic() >= until_s:
                    raise UnavailableError(
                        f"risk gave no verdict within {ASK_S_MAX:g} s ({error.message}), and a"
                        " replay cannot go on without; see that the risk service runs",
                        reason="RISK_UNAVAILABLE",
                    ) from error
                _log.warning("asks risk again", request=request.request_id, error=error.message)
                await asyncio.sleep(doubling_backoff(attempt))
            except TradewireError as error:
                _log.error("no verdict", request=request.request_id, error=error.message)
                raise
            else:
                return Judged(
                    verdict_from_wire(answer),
                    answer.SerializeToString(deterministic=True),
                    answer.risk_position.sequence,
                )

    async def _attempt(
        self, request: VerdictRequest, step: ReplayStep, traceparent: str
    ) -> verdict_pb2.Verdict:
        # A call outside of a trace would be given a random one.
        token = context.attach(spans.within(traceparent))
        try:
            answer: verdict_pb2.Verdict = await self._stub.CheckOrder(
                verdict_request_to_wire(request),
                timeout=ATTEMPT_S_MAX,
                metadata=step_metadata(step),
            )
        finally:
            context.detach(token)
        return answer
