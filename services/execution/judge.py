"""From a signal or a request to an order: risk is asked, and the outcome recorded.

What opens or enlarges is sent with risk's approval alone. Where risk is silent it is denied
with RISK_UNAVAILABLE; a reduce-only market close is sent all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection

from services.chassis import logs, spans
from services.execution.asking import verdict_on
from services.execution.desk import ExecutionDesk
from services.execution.intents import Ignored, Ticket
from services.execution.risk_port import Answered, RiskPort, Spent, Unanswered
from services.execution.standing import Standing
from services.execution.store import Numbers, Reason
from services.execution.venue import VenueCommand
from services.execution.writer import AccountWriter, Extra, nothing
from tradewire.errors import InvalidArgumentError
from tradewire.orders import Order, OrderType
from tradewire.signals import Signal
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import (
    RefusalReason,
    Refused,
    RuleResult,
    Verdict,
    VerdictRequest,
)

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A signal as it came: its encoded message, and the stamps of its way (wall clock)."""

    signal: Signal
    payload: bytes
    committed_ns: int
    received_ns: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The order that a request led to, with the sequences of the events told just now."""

    order: Order
    numbers: Numbers


def refusal(reason: RefusalReason, message: str) -> Refused:
    """A refusal of execution's own, in the form of risk's."""
    rule = RuleResult(reason.value.lower(), False, reason, "", "", "", message)
    return Refused("", (reason,), (rule,))


class Judge:
    """Takes the signals and requests of one account, one after the other."""

    def __init__(self, writer: AccountWriter, risk: RiskPort, standing: Standing) -> None:
        self._writer = writer
        self._risk = risk
        self._standing = standing

    async def on_signal(
        self, arrival: Arrival, trace_id: str, advance: Callable[[Connection], None]
    ) -> None:
        """Handle a signal; ``advance`` stores in the same transaction that it is handled."""
        writer, signal = self._writer, arrival.signal
        cause = f"signal:{signal.signal_id}"

        def extra(connection: Connection, _numbers: Numbers) -> None:
            advance(connection)

        async with writer.turn:
            writer.traces.remember(cause, signal.traceparent)
            async with writer.lock:
                asked = writer.desk.intake(signal, writer.now_ns())
                commands = writer.desk.take_commands()
                if isinstance(asked, Ignored):
                    _log.info(
                        "signal led to no order",
                        signal=signal.signal_id,
                        reason=asked.reason.value,
                        detail=asked.message,
                    )
                    await writer.commit(commands, extra=extra)
                    return
                causes = await self._commit_cancels(commands)
            reason = Reason(
                writer.account,
                cause,
                signal=arrival.payload,
                trace_id=trace_id,
                signal_committed_ns=arrival.committed_ns,
                signal_received_ns=arrival.received_ns,
            )
            writer.stopwatch.arrived(asked.client_order_id, signal, reason, writer.clocks.wall_ns)
            with writer.unbroken():
                await self._decide(asked, reason, causes, extra)

    async def submit(
        self, ticket: Ticket, request_id: str, reason: Reason, extra: Extra = nothing
    ) -> Placed:
        """Place a user's order; a repeat of the id gives the order that there is."""

        def ask(desk: ExecutionDesk) -> VerdictRequest | Order:
            return desk.submit_request(ticket, request_id)

        return await self._request(ask, reason, extra)

    async def close(
        self,
        instrument: str,
        request_id: str,
        quantity: Decimal | None,
        reason: Reason,
        extra: Extra = nothing,
    ) -> Placed:
        """Close a position for a user.

        Raises:
            PreconditionError: it is flat, or smaller than asked.
        """

        def ask(desk: ExecutionDesk) -> VerdictRequest | Order:
            return desk.close_position(instrument, request_id, quantity)

        return await self._request(ask, reason, extra)

    async def preview(
        self, request: VerdictRequest
    ) -> tuple[Verdict | None, Answered | Unanswered | None]:
        """What would become of a request, and risk's own answer; nothing is recorded."""
        own = self._own_refusal(request)
        if own is not None:
            return own, None
        answer = await self._risk.check(request, self._known(), validate_only=True)
        if isinstance(answer, Spent):
            return None, Unanswered(answer.message, answer.asked_ns)
        return (answer.verdict if isinstance(answer, Answered) else None), answer

    async def _request(
        self, ask: Callable[[ExecutionDesk], VerdictRequest | Order], reason: Reason, extra: Extra
    ) -> Placed:
        writer = self._writer
        async with writer.turn:
            async with writer.lock:
                asked = ask(writer.desk)
                if isinstance(asked, Order):
                    numbers = await writer.commit(extra=extra)
                    return Placed(asked, numbers)
                causes = await self._commit_cancels([])
            reason = replace(reason, cause=asked.cause)
            writer.traces.remember(asked.cause, spans.current())
            with writer.unbroken():
                return await self._decide(asked, reason, causes, extra)

    async def _commit_cancels(self, commands: list[VenueCommand]) -> tuple[str, ...]:
        """Record and send what cannot wait for risk; hand back the causes that must.

        A cause counts as handled only with its order: a crash while risk is asked must lead
        to the same question again. The caller holds the writer's lock.
        """
        causes = self._writer.desk.take_causes()
        await self._writer.commit(commands)
        return causes

    async def _decide(
        self, request: VerdictRequest, reason: Reason, causes: tuple[str, ...], extra: Extra
    ) -> Placed:
        writer = self._writer
        own = self._own_refusal(request)
        answer = None if own is not None else await self._ask(request)
        if answer is not None:
            received_ns = answer.received_ns if isinstance(answer, Answered) else 0
            verdict = answer.message if isinstance(answer, Answered) else b""
            reason = replace(
                reason,
                verdict=verdict,
                verdict_asked_ns=answer.asked_ns,
                verdict_received_ns=received_ns,
            )
        writer.stopwatch.judged(request.client_order_id, reason)
        async with writer.lock:
            commands, rules = self._apply(request, own, answer)
            numbers = await writer.commit(
                commands, rules=rules, reason=reason, causes=causes, extra=extra
            )
            return Placed(writer.desk.order(request.client_order_id), numbers)

    async def _ask(self, request: VerdictRequest) -> Answered | Unanswered:
        now_ns = self._writer.now_ns
        return await verdict_on(self._risk, request, known=self._known, now_ns=now_ns)

    def _known(self) -> StreamPosition:
        """Up to where the account is committed: what is asked follows from no less."""
        return StreamPosition(log_id=self._writer.owner.log_id, sequence=self._writer.head)

    def _apply(
        self, request: VerdictRequest, own: Refused | None, answer: Answered | Unanswered | None
    ) -> tuple[list[VenueCommand], Mapping[str, tuple[RuleResult, ...]]]:
        desk, now_ns = self._writer.desk, self._writer.now_ns()
        # The account may have been halted while risk was asked.
        verdict: Verdict | None = own or self._own_refusal(request)
        if verdict is None and isinstance(answer, Unanswered):
            if request.reduce_only and request.type is OrderType.MARKET:
                try:
                    return desk.send_close(request, now_ns), {}
                except InvalidArgumentError as error:
                    _log.info("close needs an approval", detail=error.message)
            verdict = refusal(RefusalReason.RISK_UNAVAILABLE, answer.message)
        elif verdict is None and isinstance(answer, Answered):
            verdict = answer.verdict
        if verdict is None:
            verdict = refusal(RefusalReason.RISK_UNAVAILABLE, "risk was not asked")
        commands = desk.apply_verdict(request, verdict, now_ns)
        return commands, {request.client_order_id: verdict.rules}

    def _own_refusal(self, request: VerdictRequest) -> Refused | None:
        """Why execution itself does not let the account open anything now."""
        if request.reduce_only or self._standing.may_open:
            return None
        reason = self._standing.reason
        return refusal(reason, self._standing.message)
