"""What of the gate's state goes to the disk with an event."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from services.risk.notes import Notes
from services.risk.store import Changes
from tradewire.instruments import Instrument
from tradewire.orders import Order, OrderEvent, OrderEventKind, OrderState, Side
from tradewire.verdicts import VerdictRequest

D = Decimal
MakeWorld = Callable[..., Any]


def test_what_a_replace_holds_is_kept_as_used_with_its_request(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """Else a restart takes it for an approval without an order, and lets it expire."""
    world = make_world()
    notes = Notes(world.gate)
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    more = world.check(
        replace(
            request,
            request_id="replace",
            quantity=D("0.15"),
            replaces=request.client_order_id,
        )
    )
    asked = OrderEvent(
        OrderEventKind.REPLACE_REQUESTED,
        pending(request, verdict.verdict_id),
        world.now_ns,
        verdict_id=more.verdict_id,
    )
    world.gate.on_account_event(asked)
    changes = Changes()
    notes.event(asked, "paper", 3, changes)
    kept = changes.reservations[more.verdict_id]
    assert kept is not None
    assert kept[1].is_used


def pending(request: VerdictRequest, verdict_id: str) -> Order:
    """The order while its replace is under way."""
    return Order(
        order_id=request.client_order_id[:16],
        client_order_id=request.client_order_id,
        account=request.account,
        instrument=request.instrument,
        side=request.side,
        type=request.type,
        time_in_force=request.time_in_force,
        quantity=D("0.1"),
        cause=request.cause,
        leg=request.leg,
        created_ns=1,
        updated_ns=1,
        state=OrderState.PENDING_REPLACE,
        price=request.price,
        verdict_id=verdict_id,
    )
