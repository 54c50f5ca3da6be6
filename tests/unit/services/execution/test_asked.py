"""Tickets from the wire, and previews."""

from decimal import Decimal

import pytest

from services.execution.asked import preview, price_of, ticket_from_wire, what_if
from services.execution.judge import refusal
from services.execution.market_feed import Mark
from tests.unit.services.execution.floor import NOW, PERP
from tradewire.errors import InvalidArgumentError, PreconditionError, UnimplementedError
from tradewire.execution.v1 import order_pb2
from tradewire.orders import Balance, OrderType, Position, Side
from tradewire.types.v1 import trading_pb2
from tradewire.verdicts import Approved, RefusalReason

MARK = Mark(Decimal("100.5"), NOW - 2_000_000, Decimal(100), Decimal(101))


def message(**more: object) -> order_pb2.OrderTicket:
    """A market buy of this notional, or what is given instead."""
    fields: dict[str, object] = {
        "instrument": PERP.id,
        "side": trading_pb2.SIDE_BUY,
        "type": trading_pb2.ORDER_TYPE_MARKET,
        **more,
    }
    return order_pb2.OrderTicket(**fields)  # type: ignore[arg-type]  # the message's fields.


def test_a_notional_is_divided_by_the_price_it_would_meet_and_rounded_down() -> None:
    """The offer for a buy; never more than asked for."""
    ticket = ticket_from_wire(message(notional="1000"), PERP, lambda _name: MARK)
    assert ticket.quantity == Decimal("9.900")
    assert ticket.type is OrderType.MARKET


def test_a_notional_without_a_price_or_under_one_step_is_refused() -> None:
    """Neither becomes an order of nothing."""
    with pytest.raises(PreconditionError, match="no price"):
        ticket_from_wire(message(notional="1000"), PERP, lambda _name: None)
    with pytest.raises(InvalidArgumentError, match="less than one step"):
        ticket_from_wire(message(notional="0.01"), PERP, lambda _name: MARK)


def test_risk_may_size_and_a_trailing_protection_is_not_built() -> None:
    """No quantity is risk's to give; what is not built says so."""
    assert ticket_from_wire(message(sized_by_risk=True), PERP, lambda _n: None).quantity is None
    trailing = order_pb2.Protection(trailing=order_pb2.Trailing(distance="1"))
    with pytest.raises(UnimplementedError, match="trails"):
        ticket_from_wire(message(quantity="1", protection=trailing), PERP, lambda _name: MARK)


def test_an_order_meets_its_limit_else_the_other_side_else_the_mark() -> None:
    """None where nothing is known."""
    assert price_of(Side.SELL, Decimal(7), MARK) == 7
    assert price_of(Side.SELL, None, MARK) == 100
    assert price_of(Side.BUY, None, Mark(Decimal(9), NOW)) == 9
    assert price_of(Side.BUY, None, None) is None


def test_a_preview_of_what_is_refused_has_every_reason() -> None:
    """And a quantity of what was asked for."""
    ticket = ticket_from_wire(message(quantity="2"), PERP, lambda _name: MARK)
    request = what_if(ticket, "paper")
    no = refusal(RefusalReason.KILL_SWITCH, "stopped")
    flat, cash = Position("paper", PERP.id, "USDT"), Balance("paper", "USDT", Decimal(1_000))
    found = preview(request, no, PERP, None, flat, cash, NOW)
    assert not found.allowed
    assert list(found.reasons) == [trading_pb2.REFUSAL_REASON_KILL_SWITCH]
    assert found.quantity == "2"
    assert not found.estimated_price
    yes = Approved("", Decimal(1), "", 0, ())
    found = preview(request, yes, PERP, MARK, flat, cash, NOW)
    assert found.allowed
    assert (found.quantity, found.estimated_price, found.price_age_ms) == ("1", "101", 2)
    assert found.free_after.amount == "899"
    assert found.slippage_basis_points == pytest.approx(49.75, abs=0.01)
