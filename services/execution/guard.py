"""What keeps an order from being sent: halts, and an approval that does not fit."""

from collections.abc import Iterable

from services.execution.blotter import Recent
from tradewire.verdicts import Approved, RefusalReason, VerdictRequest, order_digest

EVERYTHING = "*"


class Guard:
    """The halts in force, and the approvals used."""

    def __init__(self, account: str, halts: Iterable[str] = (), used: Iterable[str] = ()) -> None:
        """Begin with the scopes halted and the ids of verdicts used, oldest first."""
        self._account = account
        self._halts: dict[str, None] = dict.fromkeys(halts)
        self.used = Recent(used)

    def concerns(self, scope: str) -> bool:
        """Whether a directive of this scope is about this account or a strategy."""
        return scope in {EVERYTHING, f"account:{self._account}"} or scope.startswith("strategy:")

    def halt(self, scope: str) -> None:
        """Let nothing of the scope open or enlarge."""
        self._halts[scope] = None

    def resume(self, scope: str) -> None:
        """End the halt of exactly this scope; others hold on."""
        self._halts.pop(scope, None)

    def halts(self) -> tuple[str, ...]:
        """The scopes halted, oldest first."""
        return tuple(self._halts)

    def is_halted(self, strategy: str) -> bool:
        """Whether nothing of this strategy (empty: none) may open or enlarge."""
        scopes = (EVERYTHING, f"account:{self._account}", f"strategy:{strategy}")
        return any(scope in self._halts for scope in scopes)


def objections(
    guard: Guard, request: VerdictRequest, approval: Approved, now_ns: int, *, is_full: bool
) -> tuple[tuple[RefusalReason, ...], str]:
    """Every reason why an approved order may not be sent after all, and the words."""
    found: list[tuple[RefusalReason, str]] = []
    if guard.is_halted(request.strategy) and not request.reduce_only:
        found.append((RefusalReason.KILL_SWITCH, "trading was halted since the approval"))
    if approval.digest != order_digest(request, approval.quantity):
        found.append((RefusalReason.APPROVAL_MISMATCH, "the approval is bound to another order"))
    if approval.verdict_id in guard.used:
        found.append((RefusalReason.APPROVAL_MISMATCH, "the approval was used already"))
    if approval.expires_ns <= now_ns:
        found.append((RefusalReason.APPROVAL_EXPIRED, "the approval expired before its use"))
    if is_full:
        found.append((RefusalReason.OPEN_ORDER_COUNT, "the account has too many open orders"))
    reasons = tuple(dict.fromkeys(reason for reason, _ in found))
    return reasons, "; ".join(text for _, text in found)
