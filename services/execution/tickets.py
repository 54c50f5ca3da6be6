"""From intents to verdict requests, and from approved requests to orders."""

from collections.abc import Iterable
from decimal import Decimal

from services.execution.intents import (
    Ignored,
    Ticket,
    Unwanted,
    Wanted,
    closable,
    time_in_force_of,
)
from tradewire.decimals import ZERO
from tradewire.ids import client_order_id, order_id
from tradewire.orders import Leg, Order, OrderState, OrderType, Side, TimeInForce
from tradewire.signals import Signal
from tradewire.values import replace
from tradewire.verdicts import Approved, Verdict, VerdictRequest

_SIGNAL = "signal:"


def question_of(signal: Signal, wanted: Wanted | Unwanted) -> VerdictRequest | Ignored:
    """What to ask risk about a signal, or why nothing; an exit asks for no protection."""
    cause = f"{_SIGNAL}{signal.signal_id}"
    if isinstance(wanted, Unwanted):
        return Ignored(cause, wanted.reason, wanted.message)
    opens = wanted.leg is Leg.ENTRY
    # The desk has held the signal's own expiry against the clock already.
    lasts = signal.order_expires_ns if signal.time_in_force is TimeInForce.GTD else 0
    return VerdictRequest(
        request_id=client_order_id(cause, signal.account, wanted.leg.value),
        cause=cause,
        account=signal.account,
        strategy=signal.strategy,
        instrument=signal.instrument,
        side=wanted.side,
        type=signal.type,
        time_in_force=time_in_force_of(signal.time_in_force, signal.type),
        quantity=wanted.quantity,
        price=signal.price,
        stop_price=signal.stop_price if opens else None,
        target_price=signal.target_price if opens else None,
        reduce_only=wanted.reduce_only,
        post_only=signal.post_only,
        confidence=signal.confidence,
        expires_ns=lasts or signal.expires_ns,
        leg=wanted.leg,
    )


def request_of_ticket(ticket: Ticket, account: str, request_id: str) -> VerdictRequest:
    """What to ask risk about a user's order."""
    cause = f"request:{request_id}"
    leg = Leg.EXIT if ticket.reduce_only else Leg.ENTRY
    return VerdictRequest(
        request_id=client_order_id(cause, account, leg.value),
        cause=cause,
        account=account,
        strategy=ticket.strategy,
        instrument=ticket.instrument,
        side=ticket.side,
        type=ticket.type,
        time_in_force=time_in_force_of(ticket.time_in_force, ticket.type),
        quantity=ticket.quantity,
        price=ticket.price,
        stop_price=ticket.stop_price,
        target_price=ticket.target_price,
        reduce_only=ticket.reduce_only,
        post_only=ticket.post_only,
        confidence=1.0,
        expires_ns=ticket.expires_ns,
        trigger_price=ticket.trigger_price,
        trailing_distance=ticket.trailing_distance,
        leg=leg,
    )


def bound_to_close(
    request: VerdictRequest, held: Decimal, working: Iterable[Order]
) -> VerdictRequest:
    """The request, reduce-only where it does no more than close.

    Risk waives its limits for what only closes, so that it must not open anything should
    the position be gone when it fills.
    """
    size = request.quantity
    closes = size is not None and size <= closable(request.side, held, working)
    return replace(request, reduce_only=request.reduce_only or closes)


def order_of(request: VerdictRequest, verdict: Verdict, now_ns: int) -> Order:
    """The order of a request, SUBMITTED; of quantity 0 where it was never sized."""
    quantity = verdict.quantity if isinstance(verdict, Approved) else request.quantity
    key = request.client_order_id
    lasts = request.time_in_force is TimeInForce.GTD
    return Order(
        order_id=order_id(key),
        client_order_id=key,
        account=request.account,
        instrument=request.instrument,
        side=request.side,
        type=request.type,
        time_in_force=request.time_in_force,
        quantity=ZERO if quantity is None else quantity,
        cause=request.cause,
        leg=request.leg,
        created_ns=now_ns,
        updated_ns=now_ns,
        state=OrderState.SUBMITTED,
        price=request.price,
        trigger_price=request.trigger_price,
        trailing_distance=request.trailing_distance,
        post_only=request.post_only,
        reduce_only=request.reduce_only,
        strategy=request.strategy,
        signal_id=signal_id_of(request.cause),
        verdict_id=verdict.verdict_id,
        expires_ns=request.expires_ns if lasts else 0,
        stop_price=request.stop_price,
        target_price=request.target_price,
    )


def close_of(
    account: str, instrument: str, held: Decimal, quantity: Decimal, cause: str, now_ns: int
) -> Order:
    """A reduce-only market order that takes ``quantity`` off the signed ``held``."""
    key = client_order_id(cause, account, f"{Leg.EXIT.value}:{instrument}")
    return Order(
        order_id=order_id(key),
        client_order_id=key,
        account=account,
        instrument=instrument,
        side=Side.SELL if held > 0 else Side.BUY,
        type=OrderType.MARKET,
        time_in_force=TimeInForce.IOC,
        quantity=quantity,
        cause=cause,
        leg=Leg.EXIT,
        created_ns=now_ns,
        updated_ns=now_ns,
        reduce_only=True,
    )


def signal_id_of(cause: str) -> str:
    """The signal's id in a cause; empty where the cause is no signal."""
    return cause.removeprefix(_SIGNAL) if cause.startswith(_SIGNAL) else ""
