"""Following risk's directives: closes and halts, which need no approval."""

from dataclasses import replace
from decimal import Decimal

from services.execution.blotter import rests
from services.execution.dispatch import Dispatch, Why
from services.execution.guard import Guard
from services.execution.intents import PROTECTIVE
from services.execution.tickets import close_of
from tradewire.decimals import ZERO
from tradewire.orders import CancelCause, Order
from tradewire.verdicts import CloseRequested, Halted

_STRATEGY = "strategy:"


def close(dispatch: Dispatch, directive: CloseRequested, now_ns: int) -> None:
    """Close or reduce a position, every one where none is named; nothing where flat.

    A strategy's are those of the instruments that it has orders of, as for a halt.
    """
    journal, strategy = dispatch.journal, directive.strategy
    names: tuple[str, ...] = (directive.instrument,)
    if not directive.instrument:
        own = {o.instrument for o in journal.blotter.orders() if strategy in {"", o.strategy}}
        every = (p.instrument for p in journal.ledger.positions())
        names = tuple(name for name in every if not strategy or name in own)
    for name in names:
        held = abs(journal.ledger.position(name).quantity)
        quantity = held if directive.quantity is None else min(held, directive.quantity)
        _close(dispatch, name, quantity, directive.directive_id, strategy, now_ns)


def halt(dispatch: Dispatch, guard: Guard, directive: Halted, now_ns: int) -> None:
    """Let nothing open; cancel and close as directed.

    Orders that only reduce stay where positions stay. A strategy's halt cancels its
    own orders, and closes positions of the instruments that it has orders of: the
    position is the account's, netted, and closes whole.
    """
    guard.halt(directive.scope)
    blotter = dispatch.journal.blotter
    strategy = directive.scope.removeprefix(_STRATEGY)
    whole = strategy == directive.scope
    concerned = [o for o in blotter.orders() if whole or o.strategy == strategy]
    why = Why(CancelCause.DIRECTIVE, directive.directive_id)
    for order in concerned:
        if directive.cancel_orders and (directive.close_positions or not order.reduce_only):
            dispatch.cancel(order, why, now_ns)
    if not directive.close_positions:
        return
    instruments = {o.instrument: None for o in concerned}
    name = "" if whole else strategy
    for position in dispatch.journal.ledger.positions():
        if position.quantity != 0 and (whole or position.instrument in instruments):
            quantity = abs(position.quantity)
            _close(dispatch, position.instrument, quantity, directive.directive_id, name, now_ns)


def _close(
    dispatch: Dispatch,
    instrument: str,
    quantity: Decimal,
    directive_id: str,
    strategy: str,
    now_ns: int,
) -> None:
    journal = dispatch.journal
    held = journal.ledger.position(instrument).quantity
    closing = ZERO
    for order in journal.blotter.open_orders(instrument):
        enlarges = order.side.sign * held > 0 and not order.reduce_only
        if enlarges:
            dispatch.cancel(order, Why(CancelCause.DIRECTIVE, directive_id), now_ns)
        elif order.side.sign * held < 0 and _closes_now(order):
            closing += max(order.remaining_quantity, ZERO)
    # What is closing this moment counts; a resting exit may rest for ever.
    quantity = min(quantity, abs(held) - closing)
    if quantity <= 0:
        return
    cause = f"directive:{directive_id}"
    order = close_of(journal.ledger.account, instrument, held, quantity, cause, now_ns)
    dispatch.submit((replace(order, strategy=strategy),))


def _closes_now(order: Order) -> bool:
    return order.leg not in PROTECTIVE and not rests(order)
