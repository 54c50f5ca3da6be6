"""Asking risk about one order, as often as it takes to get a verdict that can be used.

An approval is good for one order and for two seconds, and a repeat of a request gets the first
answer. So whoever asks again after a crash may be answered with an approval that has expired, was
released, or is of an order that the same cause led to when other things were held. None of them is
a refusal. The question is asked anew under an id of its own, made of the first one's and the
attempt, so that a further crash asks the same questions in the same order; risk releases what it
held for an earlier one of the same order.
"""

from collections.abc import Callable
from dataclasses import replace

from services.chassis import logs
from services.execution.risk_port import Answered, RiskPort, Spent, Unanswered
from tradewire.ids import digest
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import Approved, VerdictRequest

# Each attempt but the first stands for a crash in the midst of asking, or for two seconds lost
# between an approval and its order. What comes so often does not end by asking.
ATTEMPTS_MAX = 8

_log = logs.logger(__name__)


async def verdict_on(
    risk: RiskPort,
    request: VerdictRequest,
    *,
    known: Callable[[], StreamPosition],
    now_ns: Callable[[], int],
) -> Answered | Unanswered:
    """Risk's verdict on an order, or the fact that there is none.

    After ATTEMPTS_MAX the last answer stands, which may be an approval that has expired. Whether
    the order is still wanted is risk's to say: an order whose time is over is refused.

    Args:
        risk: who is asked.
        request: as it is asked first.
        known: up to where the account's events are committed.
        now_ns: on the run's clock.
    """
    asked_ns, answer = 0, await risk.check(request, known())
    for attempt in range(1, ATTEMPTS_MAX):
        asked_ns = asked_ns or answer.asked_ns
        why = _why_spent(answer, now_ns())
        if not why:
            break
        _log.info("asks risk anew", request=request.request_id, attempt=attempt, reason=why)
        answer = await risk.check(attempt_of(request, attempt), known())
    if isinstance(answer, Spent):
        return Unanswered(f"risk could not judge the order: {answer.message}", asked_ns)
    return replace(answer, asked_ns=asked_ns or answer.asked_ns)


def attempt_of(request: VerdictRequest, attempt: int) -> VerdictRequest:
    """The same question under the id of a further attempt, from 1."""
    return replace(request, request_id=digest("attempt", request.request_id, attempt))


def _why_spent(answer: Answered | Spent | Unanswered, now_ns: int) -> str:
    """Why an answer cannot serve the order any more; empty where it can, or is none."""
    match answer:
        case Spent():
            return answer.message
        case Answered(verdict=Approved(expires_ns=expires_ns)) if expires_ns <= now_ns:
            return "the approval has expired"
        case _:
            return ""
