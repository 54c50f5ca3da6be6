"""Whether an account may open anything now, and why not."""

from dataclasses import dataclass

from tradewire.execution.v1 import account_pb2
from tradewire.verdicts import RefusalReason

_RECONCILING = "the account is being reconciled with its venue; order again in a few seconds"


@dataclass(slots=True)
class Standing:
    """An account's state as the contract has it; it begins RECONCILING."""

    state: account_pb2.AccountState.ValueType = account_pb2.ACCOUNT_STATE_RECONCILING
    message: str = _RECONCILING
    by_reconciliation: bool = False
    """Halted by a difference to the venue, and by nothing that a person must look at."""

    @property
    def may_open(self) -> bool:
        """Whether orders that open or enlarge may be sent."""
        return self.state == account_pb2.ACCOUNT_STATE_ACTIVE

    @property
    def reason(self) -> RefusalReason:
        """What an order that may not be sent is refused for."""
        halted = self.state == account_pb2.ACCOUNT_STATE_HALTED and not self.by_reconciliation
        return RefusalReason.ACCOUNT_HALTED if halted else RefusalReason.VENUE_NOT_RECONCILED

    def activate(self) -> None:
        """Books and venue agree."""
        self.state, self.message = account_pb2.ACCOUNT_STATE_ACTIVE, ""

    def halt(self, message: str, *, by_reconciliation: bool = False) -> None:
        """Books and venue differ, or an event could not be handled."""
        self.state, self.message = account_pb2.ACCOUNT_STATE_HALTED, message
        self.by_reconciliation = by_reconciliation
