"""What of the gate changed: the rows and records that one transaction has to write.

The gate decides in memory and keeps no list of its changes; whoever feeds it notes them here.
Live that is the watch, in a replay the participant.
"""

from dataclasses import replace

from services.risk.gate import RiskGate
from services.risk.records import Context, risk_record, verdict_record
from services.risk.state import MarkState
from services.risk.store import Changes, Kept, KeptAccount, Record
from tradewire.codec.verdicts import verdict_to_wire
from tradewire.orders import AccountEvent, BalanceChanged, OrderEvent, PositionChanged
from tradewire.risk.v1 import verdict_pb2
from tradewire.verdicts import ReservationReleased, VerdictGiven


class Notes:
    """Of one gate."""

    def __init__(self, gate: RiskGate) -> None:
        self.accounts: dict[str, KeptAccount] = {}
        """As their rows have them, in the order in which they became known."""
        self._gate = gate
        self._ordinals: dict[str, int] = {}
        self._ordinal = 0
        self._directives = 0
        self._marks: dict[str, int] = {}

    def resume(self, kept: Kept) -> None:
        """Go on from what was restored into the gate."""
        # The gate's own baselines, so that a change is told by identity.
        self.accounts = {
            each.account: replace(each, baseline=self._gate.accounts.baselines.get(each.account))
            for each in kept.accounts
        }
        self._ordinals = {held.key: 0 for held in kept.reservations}
        self._ordinal = kept.reservation_ordinal
        self._directives = kept.directive_count

    def know(self, account: str, asset: str, environment: str) -> bool:
        """An account that the gate knows; False where it was noted before."""
        if account in self.accounts:
            return False
        number = len(self.accounts) + 1
        self.accounts[account] = KeptAccount(account, number, asset, environment, "", None)
        return True

    def event(self, event: AccountEvent, account: str, seq: int, changes: Changes) -> None:
        """The gate took an event of an account; ``seq`` is its number in the account's stream."""
        match event:
            case OrderEvent(order=order):
                final = order.state.is_final
                changes.open_orders[account, order.order_id] = None if final else seq
                self.claim(order.verdict_id, changes)
                # Of a replace, whose approval it uses beside the order's own.
                self.claim(event.verdict_id, changes)
                self.claim(f"order:{order.order_id}", changes)
            case PositionChanged(position=position):
                changes.positions.append(position)
            case BalanceChanged(balance=balance):
                changes.balances.append(balance)

    def claim(self, key: str, changes: Changes) -> None:
        """A reservation may have been made, changed or released."""
        held = self._gate.reservations.get(key) if key else None
        if held is not None:
            changes.reservations[key] = (self._number(key), held)
        elif self._ordinals.pop(key, None) is not None:
            changes.reservations[key] = None

    def log(self, account: str, log_id: str, changes: Changes) -> None:
        """The log that an account's events come from."""
        kept = self.accounts[account]
        if kept.orders_log_id != log_id:
            self.accounts[account] = replace(kept, orders_log_id=log_id)
            changes.accounts.append(self.accounts[account])

    def marks(self) -> list[MarkState]:
        """The prices that are new, as long as anything is held."""
        if not any(view.holdings for view in self._gate.accounts.all()):
            return []
        found = [
            MarkState(mark.instrument.id, mark.mantissa, mark.init_ns)
            for mark in self._gate.marks.all()
            if mark.mantissa and self._marks.get(mark.instrument.id) != mark.init_ns
        ]
        self._marks.update((mark.instrument, mark.init_ns) for mark in found)
        return found

    def finish(
        self, changes: Changes, context: Context, verdict: verdict_pb2.Verdict | None = None
    ) -> None:
        """Take what the gate tells, and what changed beside it.

        Args:
            changes: records go before those that are in it.
            context: in what it happened.
            verdict: what the caller is answered, where a verdict was given.
        """
        told: list[Record] = []
        for event in self._gate.take_events():
            match event:
                case VerdictGiven():
                    message = verdict if verdict is not None else verdict_to_wire(event)
                    told.append(verdict_record(context, event, message))
                case ReservationReleased():
                    self.claim(event.verdict_id, changes)
                    told.append(risk_record(context, event))
                case _:
                    told.append(risk_record(context, event))
        changes.records[:0] = told
        if self._gate.directives.count != self._directives:
            self._directives = changes.directive_count = self._gate.directives.count
        changed = {each.account: each for each in changes.accounts}
        for account, kept in self.accounts.items():
            baseline = self._gate.accounts.baselines.get(account)
            if baseline is not kept.baseline:
                self.accounts[account] = replace(kept, baseline=baseline)
                changed[account] = self.accounts[account]
        changes.accounts = list(changed.values())

    def _number(self, key: str) -> int:
        if key not in self._ordinals:
            self._ordinal += 1
            self._ordinals[key] = self._ordinal
        return self._ordinals[key]
