"""Waiting until risk has followed an account as far as whoever asks about it.

Execution knows of a fill the moment it has committed it; risk hears of it a millisecond later, by
the bus. A verdict on what execution knows must not be given from what risk knew before: a close
would reduce nothing, and what filled would count as open order and as position.
"""

import time
from typing import Protocol

from services.chassis.follower import Halt, poisoned
from services.risk.watch import RiskWatch
from tradewire.errors import UnavailableError
from tradewire.types.v1.stream_pb2 import StreamPosition

SHARE_OF_DEADLINE = 0.5
"""Of the time that a call has left: the other half is for the verdict, its commit, the way back,
and the answer that risk is behind, which is worth more than a deadline that passed."""

WAIT_S_MAX = 2
"""However patient the caller: an owner that restarts is back by then, and else it is told so."""

LOSS_S = 0.05
"""What the bus has not brought by then it may have lost, for it takes a millisecond or two: the
owner is asked. So is a bus that hangs, which looks connected for seconds."""

RETRY_MS = 50
"""When asking again can help: what is missing was asked of its owner already."""


class Line(Protocol):
    """What follows the accounts."""

    def ask(self, account: str) -> None:
        """Ask the owner now for what is missing of an account's events; waits for nothing."""
        ...

    def halt_of(self, account: str) -> Halt | None:
        """Why an account is not followed any more; None where it is."""
        ...


class Reach:
    """How far risk must have come before it judges.

    Args:
        watch: what counts the events; it says when they are committed.
        line: what brings them.
    """

    def __init__(self, watch: RiskWatch, line: Line) -> None:
        self._watch = watch
        self._line = line

    async def up_to(self, account: str, asked: StreamPosition, left_s: float | None) -> None:
        """Return once the account is followed up to ``asked``; one of no event asks for nothing.

        Takes no lock: the account's events are followed meanwhile.

        Args:
            account: whose events.
            asked: the last of them that the caller knows.
            left_s: of the caller's deadline, seconds; None where it has none.

        Raises:
            UnavailableError: risk is behind still, and says by how much.
            PoisonedEventError: one of the events cannot be handled, and the account is halted.
        """
        share_s = WAIT_S_MAX if left_s is None else left_s * SHARE_OF_DEADLINE
        until_s = time.monotonic() + min(share_s, WAIT_S_MAX)
        lost_s = time.monotonic() + (LOSS_S if self._watch.owner.bus.connected else 0.0)
        while not self._is_there(account, asked):
            halt = self._line.halt_of(account)
            if halt is not None:
                raise poisoned(halt)
            now_s = time.monotonic()
            if now_s >= until_s:
                raise _behind(account, asked, self._watch.positions.get(account))
            if now_s >= lost_s:
                self._line.ask(account)
                lost_s = now_s + LOSS_S
            await self._watch.followed.next(min(until_s, lost_s) - now_s)

    def _is_there(self, account: str, asked: StreamPosition) -> bool:
        known = self._watch.positions.get(account)
        if not asked.log_id or not asked.sequence:
            return True
        return (
            known is not None and known.log_id == asked.log_id and known.sequence >= asked.sequence
        )


def _behind(account: str, asked: StreamPosition, known: StreamPosition | None) -> UnavailableError:
    same = known is not None and known.log_id == asked.log_id
    followed = known.sequence if known is not None and same else 0
    missing = asked.sequence - followed
    return UnavailableError(
        f"risk has followed account {account} to event {followed} and is asked about it as of"
        f" {asked.sequence}: {missing} events behind; ask again, and see that NATS and execution"
        " run",
        reason="RISK_BEHIND",
        metadata={
            "account": account,
            "log_id": asked.log_id,
            "followed": str(followed),
            "asked": str(asked.sequence),
            "behind": str(missing),
        },
        retry_after_ms=RETRY_MS,
    )
