"""Taking the gate's parts into a checkpoint, and back."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.risk.accounts import Accounts
from services.risk.approvals import Approvals
from services.risk.directives import Directives
from services.risk.exposure import AccountView
from services.risk.killswitch import KillSwitches
from services.risk.limit_book import LimitBook
from services.risk.marks import MarkBook
from services.risk.reservations import ReservationBook
from services.risk.state import AccountState, GateState, MarkState
from tradewire.errors import CorruptDataError
from tradewire.verdicts import VerdictGiven


@dataclass(frozen=True, slots=True)
class GateParts:
    """What a gate is made of."""

    log_id: str
    limits: LimitBook
    marks: MarkBook
    reservations: ReservationBook
    accounts: Accounts
    approvals: Approvals
    switches: KillSwitches
    directives: Directives


def export_state(parts: GateParts) -> GateState:
    """The checkpoint of the parts."""
    return GateState(
        log_id=parts.log_id,
        directive_count=parts.directives.count,
        accounts=tuple(_export_account(parts, view) for view in parts.accounts.all()),
        reservations=parts.reservations.all(),
        switches=parts.switches.all(),
        marks=tuple(
            MarkState(mark.instrument.id, mark.mantissa, mark.init_ns)
            for mark in parts.marks.all()
            if mark.mantissa
        ),
        equals=parts.approvals.equals(),
    )


def restore_state(parts: GateParts, state: GateState, verdicts: Iterable[VerdictGiven]) -> None:
    """Put a checkpoint into the parts of a new gate.

    Raises:
        CorruptDataError: it is of another log, or names an unknown instrument.
    """
    if state.log_id != parts.log_id:
        raise CorruptDataError(
            f"risk's checkpoint is of log {state.log_id}, not {parts.log_id};"
            " start with the data directory that it belongs to"
        )
    for kept in state.marks:
        mark = parts.marks.get(kept.instrument)
        if mark is None:
            raise _unknown(kept.instrument)
        mark.mantissa, mark.init_ns = kept.mantissa, kept.init_ns
    for account in state.accounts:
        _restore_account(parts, account)
    for reservation in state.reservations:
        parts.reservations.reserve(reservation)
    parts.switches.restore(state.switches)
    parts.directives.count = state.directive_count
    moments = ((account.account, account.approvals_ns) for account in state.accounts)
    parts.approvals.restore(state.equals, moments, verdicts)


def _export_account(parts: GateParts, view: AccountView) -> AccountState:
    held = tuple(holding.position for holding in view.holdings.values())
    return AccountState(
        account=view.account,
        asset=view.asset,
        environment=view.environment,
        reconciled=view.reconciled,
        baseline=parts.accounts.baselines.get(view.account),
        balances=tuple(view.balances.values()),
        positions=held + tuple(view.unvalued.values()),
        open_orders=parts.accounts.open_orders(view.account),
        approvals_ns=parts.approvals.recent(view.account, parts.limits.rate_window_ns_max),
    )


def _restore_account(parts: GateParts, state: AccountState) -> None:
    view = parts.accounts.add(state.account, state.asset, state.environment)
    view.reconciled = state.reconciled
    for balance in state.balances:
        view.apply_balance(balance)
    for position in state.positions:
        mark = parts.marks.get(position.instrument)
        if mark is None:
            raise _unknown(position.instrument)
        view.apply_position(position, mark)
    parts.accounts.restore_orders(state.account, state.open_orders)
    if state.baseline is not None:
        parts.accounts.baselines[state.account] = state.baseline


def _unknown(instrument: str) -> CorruptDataError:
    return CorruptDataError(
        f"risk's checkpoint names {instrument}, which is not among the instruments; add it"
    )
