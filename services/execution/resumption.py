"""A person takes a halted account up again: what halted it has gone, or is let pass.

The books come first, for an account must not open on a wrong idea of what it holds. Then a
poisoned event is handled once more. What risk halted stays: it is released at risk, and execution
follows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.chassis import logs
from services.chassis.follower import Halt
from services.execution.account import Account
from services.execution.inputs import Inputs
from services.execution.standing import BOOKS, Hold
from services.execution.writer import Extra
from tradewire.errors import PreconditionError, UnavailableError

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants an account resumed, why, and letting which poisoned event pass (0: none)."""

    by: str
    note: str
    skip_sequence: int = 0


async def resume(
    account: Account,
    inputs: Inputs | None,
    wish: Wish,
    keep: Callable[[tuple[Hold, ...], int], Extra],
) -> None:
    """Resume an account; one that is not halted is reconciled and stays as it stands.

    Args:
        account: which.
        inputs: what execution follows; None while it starts.
        wish: of whom.
        keep: what else belongs into the transaction, by what holds the account then and the
            last sequence of its stream.

    Raises:
        PreconditionError: books differ, an event is poisoned still, or risk alone halted it.
        UnavailableError: the venue or risk cannot be asked, or execution is starting.
    """
    poisoned = [hold for hold in account.standing.holds if hold.stream]
    _check_skip(account.id, poisoned, wish.skip_sequence)
    if inputs is None:
        raise UnavailableError("execution is starting; resume again in a few seconds")
    await _settle(account)
    ended: list[str] = []
    skipped: Hold | None = None
    for hold in poisoned:
        skip = hold.sequence == wish.skip_sequence
        still = await inputs.try_again(hold, skip=skip)
        if still is not None and still.seq == hold.sequence:
            raise _still_poisoned(account.id, hold, still)
        ended.append(hold.key)
        skipped = hold if skip else skipped
    left = tuple(hold for hold in account.held_by if hold.key not in ended)
    if left and not ended:
        raise _halted_by_risk(account.id, left)
    await account.halts.lift(
        ended, wish.by, note=wish.note, skipped=skipped, keep=lambda head: keep(left, head)
    )
    _log.warning(
        "account resumed", account=account.id, by=wish.by, note=wish.note, lifted=len(ended)
    )


async def _settle(account: Account) -> None:
    difference = await account.reconciler.settle()
    if difference is None:
        raise UnavailableError(
            f"the venue of account {account.id} cannot be asked what it holds; the account stays"
            " as it is, resume it once the venue answers",
            reason="VENUE_UNREACHABLE",
            retry_after_ms=1_000,
        )
    if difference:
        raise PreconditionError(
            f"account {account.id} stays halted, for our books and the venue's differ:"
            f" {difference}; list orders and fills to see which is right, and mend that",
            reason="BOOKS_DIFFER",
            metadata={"account": account.id, "hold": BOOKS},
        )


def _check_skip(account: str, poisoned: list[Hold], sequence: int) -> None:
    if sequence and sequence not in {hold.sequence for hold in poisoned}:
        known = ", ".join(str(hold.sequence) for hold in poisoned)
        what = f"the poisoned event is {known}" if known else "it has no poisoned event"
        raise PreconditionError(
            f"account {account} cannot let event {sequence} pass: {what}",
            reason="SEQUENCE_NOT_POISONED",
            metadata={"account": account, "sequence": known},
        )


def _still_poisoned(account: str, hold: Hold, still: Halt) -> PreconditionError:
    return PreconditionError(
        f"account {account} stays halted: {hold.stream} {hold.sequence} still cannot be handled"
        f" ({still.reason[:300]}); mend the cause, or let it pass with skip_sequence"
        f" {hold.sequence}: what it asks for is then never done",
        reason="EVENT_POISONED",
        metadata={"account": account, "stream": hold.stream, "sequence": str(hold.sequence)},
    )


def _halted_by_risk(account: str, left: tuple[Hold, ...]) -> PreconditionError:
    words = "; ".join(hold.message for hold in left)
    return PreconditionError(
        f"account {account} is halted by risk and by nothing else: {words}"
        " (ReleaseKillSwitch, `tradewire resume`)",
        reason="KILL_SWITCH_ENGAGED",
        metadata={"account": account},
    )
