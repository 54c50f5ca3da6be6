"""What resting orders hold of an account's assets."""

from dataclasses import replace
from decimal import Decimal as D  # noqa: N817 - money in tests reads better short.

from services.execution.locks import locked_by
from tests.unit.services.execution.pit import PERP, SPOT, Pit
from tradewire.orders import Side


def test_a_buy_holds_its_rest_at_its_price_and_a_sale_its_rest() -> None:
    """What has filled holds nothing any more."""
    pit = Pit()
    buy = replace(pit.order(Side.BUY, "2", price=D(50)), filled_quantity=D("0.5"))
    sale = replace(pit.order(Side.SELL, "3"), filled_quantity=D(1))
    assert locked_by([buy, sale], lambda _: SPOT) == {"USDT": D(75), "BTC": D(2)}


def test_of_a_pair_one_leg_counts() -> None:
    """One cancels the other, so both never take."""
    pit = Pit()
    stop = replace(pit.order(Side.SELL, "3"), order_list_id="l")
    target = replace(pit.order(Side.SELL, "2"), order_list_id="l")
    assert locked_by([stop, target], lambda _: SPOT) == {"BTC": D(3)}


def test_contracts_on_margin_hold_what_risk_tells() -> None:
    """Their room is no balance's."""
    assert locked_by([Pit(PERP).order(Side.SELL, "3")], lambda _: PERP) == {}
