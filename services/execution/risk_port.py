"""How execution asks risk: a verdict, or the plain fact that there was none.

A transport's fault is retried with the same request id, so that risk answers the retry as
it answered first. It never becomes a verdict: what comes of silence is for the caller.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from tradewire.channel import Channel
from tradewire.codec.verdicts import verdict_from_wire, verdict_request_to_wire
from tradewire.errors import DeadlineError, TradewireError, UnavailableError
from tradewire.risk.v1 import verdict_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import Verdict, VerdictRequest

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """Risk's verdict, its message as it came, and when it was asked and came (wall clock)."""

    verdict: Verdict
    message: bytes
    asked_ns: int = 0
    received_ns: int = 0


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Risk gave no verdict; ``message`` says why, for a person."""

    message: str
    asked_ns: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What the request's id was answered with before cannot serve this order; says why."""

    message: str
    asked_ns: int = 0


SPENT = frozenset({"REQUEST_ID_REUSED", "APPROVAL_RELEASED"})
"""Risk's reasons for it: the id was another order's, or its approval was released."""


class RiskPort(Protocol):
    """Who is asked for verdicts."""

    async def check(
        self, request: VerdictRequest, known: StreamPosition, *, validate_only: bool = False
    ) -> Answered | Spent | Unanswered:
        """Ask for a verdict. Raises nothing.

        Args:
            request: what is asked.
            known: up to where we know the account's orders and positions; risk judges no earlier.
            validate_only: ask what the verdict would be.
        """
        ...


class RiskClient:
    """Asks the risk service over gRPC.

    Args:
        channel: to risk.
        wait_s: how long one order waits for its verdict, attempts and pauses together.
        deadline_s: of one attempt.
        wall_ns: the wall clock, for latency stamps.
    """

    def __init__(
        self, channel: Channel, *, wait_s: float, deadline_s: float, wall_ns: Callable[[], int]
    ) -> None:
        self._stub = RiskServiceStub(channel)
        self._wait_s = wait_s
        self._deadline_s = deadline_s
        self._wall_ns = wall_ns

    async def check(
        self, request: VerdictRequest, known: StreamPosition, *, validate_only: bool = False
    ) -> Answered | Spent | Unanswered:
        """Ask until there is an answer or the wait is over."""
        message = verdict_request_to_wire(
            request, validate_only=validate_only, orders_position=known
        )
        asked_ns = self._wall_ns()
        until_s = time.monotonic() + self._wait_s
        attempt = 0
        while True:
            attempt += 1
            left_s = until_s - time.monotonic()
            try:
                answer: verdict_pb2.Verdict = await self._stub.CheckOrder(
                    message, timeout=max(0.001, min(self._deadline_s, left_s))
                )
                verdict = verdict_from_wire(answer)
            except (UnavailableError, DeadlineError) as error:
                pause_s = doubling_backoff(attempt)
                if time.monotonic() + pause_s >= until_s:
                    words = (
                        f"risk gave no verdict within {self._wait_s:g} s ({error.message}); "
                        "see that the risk service runs, then order again"
                    )
                    _log.warning("no verdict", request=request.request_id, error=error.message)
                    return Unanswered(words, asked_ns)
                await asyncio.sleep(pause_s)
            except TradewireError as error:
                if error.reason in SPENT:
                    return Spent(error.message, asked_ns)
                _log.error("verdict failed", request=request.request_id, error=error.message)
                return Unanswered(f"risk could not judge the order: {error.message}", asked_ns)
            else:
                payload = answer.SerializeToString(deterministic=True)
                return Answered(verdict, payload, asked_ns, self._wall_ns())
