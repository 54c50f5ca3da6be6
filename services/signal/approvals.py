"""People's decisions on signals, and the end of signals that nobody acted on in time."""

import asyncio
from collections.abc import Callable

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.process import Owner
from services.signal.journal import EXPIRED_MAX, Journal
from services.signal.seat import Also
from tradewire.signals import Signal, SignalDecision

SWEEP_S = 1.0
"""How late an expiry may be declared; who acts looks at the time itself."""

_log = logs.logger(__name__)


class Approvals:
    """Decides and expires signals."""

    def __init__(self, owner: Owner, journal: Journal) -> None:
        """Decide about the signals of ``owner``."""
        self._owner = owner
        self._journal = journal

    async def decide(
        self,
        signal_id: str,
        decision: SignalDecision,
        *,
        actor: str,
        comment: str,
        answer: Callable[[Signal], Also],
    ) -> Signal:
        """Approve or decline a signal that waits.

        Raises:
            NotFoundError: there is no such signal.
            PreconditionError: it does not wait any more.
        """

        def transaction(connection: Connection) -> Signal:
            signal = self._journal.decide(connection, signal_id, decision, actor, comment)
            answer(signal)(connection)
            return signal

        signal = await self._owner.commit(transaction)
        _log.info("signal decided", signal=signal_id, decision=decision.value, actor=actor)
        return signal

    async def run(self) -> None:
        """Expire signals until cancelled."""
        while True:
            ended = await self._owner.commit(self._journal.expire)
            if ended:
                _log.info("signals expired", count=ended)
            if ended < EXPIRED_MAX:
                await asyncio.sleep(SWEEP_S)
