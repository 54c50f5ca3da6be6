"""What a signal or request wants, given what is held and what already works.

Positions are netted per account, so a target is reached from the whole position.
Orders that work already count as done, except those that pull the other way and can
still be canceled: they are named to be canceled first. Protective exits (stop and
target of an entry) never count: they wait for a price that may not come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.execution.blotter import rests, signed_remaining
from tradewire.decimals import ZERO, canonical
from tradewire.instruments import Instrument
from tradewire.orders import Leg, Order, OrderType, Side, TimeInForce
from tradewire.signals import Signal
from tradewire.values import quickly_made

PROTECTIVE = frozenset({Leg.STOP, Leg.TARGET})


class IgnoredReason(StrEnum):
    """Why a signal led to no order."""

    REPEATED = "REPEATED"
    """It was handled before."""
    EXPIRED = "EXPIRED"
    """Its expiry had passed when it came."""
    OTHER_ACCOUNT = "OTHER_ACCOUNT"
    """It is for another account."""
    UNSUPPORTED = "UNSUPPORTED"
    """An order type that a signal has no field for, or no intent at all."""
    UNKNOWN_INSTRUMENT = "UNKNOWN_INSTRUMENT"
    """Execution does not know the instrument."""
    NOTHING_HELD = "NOTHING_HELD"
    """It closes or reduces, and nothing is held."""
    ALREADY_CLOSING = "ALREADY_CLOSING"
    """Working exits close all of it."""
    ALREADY_THERE = "ALREADY_THERE"
    """The target is what is held, with what works."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """No order is made of it; ``message`` says why, for a person."""

    cause: str
    reason: IgnoredReason
    message: str


@quickly_made
@dataclass(frozen=True, slots=True)
class Wanted:
    """An order to ask for; ``quantity`` None: risk sizes it.

    ``opposing`` names the client order ids to cancel first.
    """

    side: Side
    quantity: Decimal | None
    leg: Leg
    reduce_only: bool
    opposing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Nothing to ask for; ``opposing`` is to be canceled all the same."""

    reason: IgnoredReason
    message: str
    opposing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """An order asked for by a user's request: the contract's ``OrderTicket``.

    ``quantity`` None: risk sizes it. Prices in quote; ``expires_ns`` of GTD.
    """

    instrument: str
    side: Side
    type: OrderType
    quantity: Decimal | None
    time_in_force: TimeInForce | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    post_only: bool = False
    reduce_only: bool = False
    expires_ns: int = 0
    stop_price: Decimal | None = None
    target_price: Decimal | None = None
    strategy: str = ""


def time_in_force_of(given: TimeInForce | None, type_: OrderType) -> TimeInForce:
    """The given one, or the default of the type as the contract has it."""
    if given is not None:
        return given
    return TimeInForce.IOC if type_ is OrderType.MARKET else TimeInForce.GTC


def wanted_by(
    signal: Signal, instrument: Instrument, held: Decimal, working: Iterable[Order]
) -> Wanted | Unwanted:
    """What to ask risk for.

    Args:
        signal: one side or one target.
        instrument: what it trades; ``shortable`` decides what a sell may be.
        held: the account's signed position.
        working: the open orders of the instrument.
    """
    orders = [order for order in working if order.leg not in PROTECTIVE]
    if signal.target_position is not None:
        closes = signal.reduce_only or signal.target_position == 0
        return _to_target(signal.target_position, held, orders, closes=closes)
    if signal.side is None:
        return Unwanted(IgnoredReason.UNSUPPORTED, "the signal has neither side nor target")
    closes = signal.reduce_only or (signal.side is Side.SELL and not instrument.shortable)
    room = closable(signal.side, held, orders)
    quantity = signal.quantity
    if closes and room <= 0:
        return _no_room(signal.side, held)
    if closes and (quantity is None or signal.reduce_only):
        quantity = room if quantity is None else min(quantity, room)
    reduces = quantity is not None and quantity <= room
    leg = Leg.EXIT if reduces else Leg.ENTRY
    return Wanted(signal.side, quantity, leg, reduce_only=reduces or signal.reduce_only)


def closable(side: Side, held: Decimal, working: Iterable[Order]) -> Decimal:
    """How much an order of ``side`` can take off the position, less what works already."""
    if held * side.sign >= 0:
        return ZERO
    closing = (o for o in working if o.side is side and o.leg not in PROTECTIVE)
    return abs(held) - sum((abs(signed_remaining(o)) for o in closing), ZERO)


def _to_target(
    target: Decimal, held: Decimal, working: list[Order], *, closes: bool
) -> Wanted | Unwanted:
    """What leads to the target; ``closes``: by an order that can do nothing but reduce.

    It is sized for what works to fill whole. Should that fill in part, an order that is not
    reduce-only would open what was to be closed.
    """
    delta = target - held - sum((signed_remaining(o) for o in working), ZERO)
    if delta == 0:
        return _there(target, held, ())
    opposing = [o for o in working if signed_remaining(o) * delta < 0 and rests(o)]
    delta += sum((signed_remaining(o) for o in opposing), ZERO)
    canceled = tuple(o.client_order_id for o in opposing)
    if delta == 0:
        return _there(target, held, canceled)
    side = Side.BUY if delta > 0 else Side.SELL
    reduces = closes or (abs(delta) <= abs(held) and held * delta < 0)
    leg = Leg.EXIT if reduces else Leg.ENTRY
    return Wanted(side, abs(delta), leg, reduce_only=reduces, opposing=canceled)


def _there(target: Decimal, held: Decimal, opposing: tuple[str, ...]) -> Unwanted:
    if target == held == 0:
        return Unwanted(IgnoredReason.NOTHING_HELD, "nothing is held, so nothing closes", opposing)
    reason = IgnoredReason.ALREADY_CLOSING if target == 0 else IgnoredReason.ALREADY_THERE
    message = f"{canonical(held)} is held, and working orders lead to {canonical(target)}"
    return Unwanted(reason, message, opposing)


def _no_room(side: Side, held: Decimal) -> Unwanted:
    if held * side.sign >= 0:
        held_text = "nothing" if held == 0 else canonical(held)
        return Unwanted(
            IgnoredReason.NOTHING_HELD, f"{held_text} is held, so a {side.value} closes nothing"
        )
    return Unwanted(
        IgnoredReason.ALREADY_CLOSING, f"working exits close all {canonical(held)} that are held"
    )
