"""A user's change of a resting order: risk is asked where it may open more, then it is sent."""

from services.execution.asking import verdict_on
from services.execution.judge import Placed, refusal
from services.execution.replacing import not_replaceable
from services.execution.risk_port import Answered, RiskPort
from services.execution.standing import Standing
from services.execution.venue import Terms
from services.execution.writer import AccountWriter, Extra
from tradewire.errors import ConflictError, NotFoundError
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import RefusalReason, Refused, Verdict, VerdictRequest


class Replacer:
    """Replaces orders of one account, in turn with the signals and requests that risk judges."""

    def __init__(self, writer: AccountWriter, risk: RiskPort, standing: Standing) -> None:
        self._writer = writer
        self._risk = risk
        self._standing = standing

    async def replace(
        self, order: str, terms: Terms, request_id: str, revision: int | None, extra: Extra
    ) -> Placed:
        """Send a replace, or record why the order stays as it was.

        The caller holds the account's turn, and in it has looked whether this is a repeat.

        Args:
            order: our id or the client order id.
            terms: the new ones.
            request_id: of the caller.
            revision: the order's, as the caller saw it; None where it does not matter.
            extra: further effects of the same transaction.

        Raises:
            NotFoundError: the account has no such order.
            ConflictError: the order has another revision.
            InvalidArgumentError, PreconditionError: see ``Replacing.propose_replace``.
        """
        writer = self._writer
        async with writer.lock:
            await self._check(order, revision)
            asked = writer.desk.propose_replace(order, terms, request_id)
        judged = None if asked is None else (asked, await self._judge(asked))
        async with writer.lock:
            # It may have filled or ended while risk was asked, and the account been halted.
            await self._check(order, revision)
            if asked is not None and not self._standing.may_open:
                judged = asked, self._own_refusal()
            commands = writer.desk.replace(order, terms, request_id, judged, writer.now_ns())
            numbers = await writer.commit(commands, extra=extra)
            return Placed(writer.desk.order(order), numbers)

    async def _check(self, order: str, revision: int | None) -> None:
        writer = self._writer
        found = writer.desk.find_order(order) or await writer.find_order(order)
        if found is None:
            raise NotFoundError(
                f"account {writer.account} does not have an order {order}; list the orders for"
                " their ids",
                reason="ORDER_NOT_FOUND",
                metadata={"order": order},
            )
        if revision is not None and revision != found.revision:
            raise ConflictError(
                f"order {found.order_id} is at revision {found.revision} and no more at"
                f" {revision}; read it anew, then replace it",
                reason="ORDER_CHANGED",
                metadata={"order": found.order_id, "revision": str(found.revision)},
            )
        if found.state.is_final:
            raise not_replaceable(found)

    async def _judge(self, asked: VerdictRequest) -> Verdict:
        if not self._standing.may_open:
            return self._own_refusal()
        writer = self._writer

        def known() -> StreamPosition:
            return StreamPosition(log_id=writer.owner.log_id, sequence=writer.head)

        answer = await verdict_on(self._risk, asked, known=known, now_ns=writer.now_ns)
        if isinstance(answer, Answered):
            return answer.verdict
        return refusal(RefusalReason.RISK_UNAVAILABLE, answer.message)

    def _own_refusal(self) -> Refused:
        return refusal(self._standing.reason, self._standing.message)
