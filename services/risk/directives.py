"""Directives: what risk commands by itself, each with an id that no restart repeats."""

from decimal import Decimal

from services.risk.killswitch import EVERYTHING, KillSwitch
from tradewire.ids import digest
from tradewire.verdicts import (
    CloseRequested,
    DirectiveCause,
    Halted,
    Resumed,
    TradingState,
)


class Directives:
    """Makes directives; ``count`` is persisted, so that ids go on after a restart."""

    def __init__(self, log_id: str) -> None:
        self._log_id = log_id
        self.count = 0

    def halt(self, switch: KillSwitch, account: str, now_ns: int) -> Halted:
        """A kill switch was engaged: nothing opens in the account, closing goes on."""
        return Halted(
            directive_id=self._next_id(account),
            scope=switch.scope,
            reason=switch.reason,
            created_ns=now_ns,
            cancel_orders=switch.cancel_orders,
            close_positions=switch.close_positions,
            account=account,
            trading_state=TradingState.REDUCING,
            cause=DirectiveCause.KILL_SWITCH,
            source=source_of(switch.scope),
        )

    def resume(self, scope: str, account: str, reason: str, now_ns: int) -> Resumed:
        """A kill switch was released for the account."""
        return Resumed(
            directive_id=self._next_id(account),
            scope=scope,
            reason=reason,
            created_ns=now_ns,
            account=account,
            cause=DirectiveCause.KILL_SWITCH,
            source=source_of(scope),
        )

    def close(
        self,
        account: str,
        instrument: str,
        quantity: Decimal | None,
        reason: str,
        now_ns: int,
        *,
        cause: DirectiveCause,
        strategy: str,
    ) -> CloseRequested:
        """A position is to be closed; see ``CloseRequested`` for empty fields."""
        return CloseRequested(
            directive_id=self._next_id(account),
            account=account,
            instrument=instrument,
            quantity=quantity,
            reason=reason,
            created_ns=now_ns,
            cause=cause,
            strategy=strategy,
            source=f"limits/account-{account}",
        )

    def _next_id(self, account: str) -> str:
        self.count += 1
        return digest("directive", self._log_id, account, self.count)


def source_of(scope: str) -> str:
    """The path of a scope's kill switch, e.g. ``killSwitches/account-paper``."""
    return "killSwitches/" + ("all" if scope == EVERYTHING else scope.replace(":", "-"))
