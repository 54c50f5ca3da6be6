"""What the paper venue's account can pay for, and what open orders bind of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.execution.paper_account import fee_of
from services.execution.venue import OrderCanceled
from tests.unit.services.execution.pit import (
    PERP,
    SPOT,
    Pit,
    bought,
    fills,
    instrument,
    names,
    oco,
    reason,
)
from tradewire.instruments import InstrumentKind
from tradewire.orders import CancelCause, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason


def test_spot_cannot_sell_what_it_does_not_hold_and_a_contract_can() -> None:
    """A short of a contract needs margin only."""
    for pit, refused in ((Pit(SPOT), True), (Pit(PERP), False)):
        pit.quote(9_990, 5_000, 10_000, 5_000)
        reports = pit.place(pit.order(Side.SELL, "1"))
        assert (names(reports) == ["OrderRejected"]) is refused


def test_a_resting_buy_binds_its_cost() -> None:
    """The second order cannot spend the first one's money."""
    pit = Pit(cash="150")
    pit.quote(9_990, 5_000, 10_000, 5_000)
    assert names(pit.place(pit.order(Side.BUY, "1", price=Decimal("99.00")))) == ["OrderAccepted"]
    order = pit.order(Side.BUY, "1", price=Decimal("99.00"))
    assert reason(pit.place(order)) is RefusalReason.VENUE_INSUFFICIENT_BALANCE


def test_contracts_need_margin_for_what_they_open_and_none_for_what_they_close() -> None:
    """Fully paid: 100 USDT of margin for a value of 100."""
    pit = Pit(PERP, cash="120")
    pit.quote(9_990, 5_000, 10_000, 5_000)
    assert fills(pit.place(pit.order(Side.BUY, "1")))
    assert reason(pit.place(pit.order(Side.BUY, "0.3"))) is (
        RefusalReason.VENUE_INSUFFICIENT_BALANCE
    )
    assert fills(pit.place(pit.order(Side.SELL, "1")))


def base(pit: Pit) -> Decimal:
    """How much bitcoin the account has."""
    return sum(
        (each.total for each in pit.venue.export().balances if each.asset == "BTC"), Decimal(0)
    )


def test_what_a_resting_sell_offers_cannot_be_sold_again() -> None:
    """Two offers of the whole holding would leave less than nothing."""
    pit = Pit()
    bought(pit)
    assert names(pit.place(pit.order(Side.SELL, "1", price=Decimal("101.00")))) == ["OrderAccepted"]
    second = pit.order(Side.SELL, "1", price=Decimal("102.00"))
    assert reason(pit.place(second)) is RefusalReason.VENUE_INSUFFICIENT_BALANCE


def test_a_stop_that_sells_first_leaves_a_resting_sell_nothing() -> None:
    """Protection may always rest beside an offer; the offer ends when there is nothing to sell."""
    pit = Pit()
    bought(pit)
    pit.place(pit.order(Side.SELL, "1", price=Decimal("104.00")))
    oco(pit, target="105.00")
    reports = pit.trade(9_800, 1)
    ended = [each for each in reports if isinstance(each, OrderCanceled)]
    assert {each.cause for each in ended} == {CancelCause.ONE_CANCELS_OTHER, CancelCause.VENUE}
    assert pit.trade(10_600, 9_000, aggressor=Side.BUY) == []
    assert base(pit) == 0


@pytest.mark.parametrize("kind", ["market", "limit"])
def test_a_stop_is_paid_for_when_it_wakes(kind: str) -> None:
    """Asleep it binds nothing, so that only its waking can tell; the venue cancels it."""
    pit = Pit(cash="100")
    pit.quote(9_990, 50_000, 10_000, 50_000)
    pit.trade(10_000, 1)
    terms: dict[str, object] = {
        "type": OrderType.STOP_MARKET if kind == "market" else OrderType.STOP_LIMIT,
        "time_in_force": TimeInForce.GTC,
        "trigger_price": Decimal("101.00"),
    }
    if kind == "limit":
        terms["price"] = Decimal("102.00")
    assert names(pit.place(pit.order(Side.BUY, "10", **terms))) == ["OrderAccepted"]
    pit.quote(10_090, 50_000, 10_100, 50_000)
    reports = pit.trade(10_100, 10)
    assert names(reports) == ["OrderTriggered", "OrderCanceled"]
    assert isinstance(reports[1], OrderCanceled)
    assert reports[1].cause is CancelCause.VENUE
    assert "USDT needed" in reports[1].message


def test_resting_closes_need_no_margin_and_count_the_position_once() -> None:
    """The second close of the same contract would open a short."""
    pit = Pit(PERP, cash="150")
    bought(pit)
    for _ in range(2):
        order = pit.order(Side.SELL, "1", price=Decimal("101.00"))
        assert names(pit.place(order)) == ["OrderAccepted"]
    third = pit.order(Side.SELL, "1", price=Decimal("102.00"))
    assert reason(pit.place(third)) is RefusalReason.VENUE_INSUFFICIENT_BALANCE


def test_what_a_position_has_lost_is_not_free() -> None:
    """Margin is of what the account is worth, not of what it once had."""
    for price, accepted in ((10_000, True), (9_100, False)):
        pit = Pit(PERP, cash="240")
        bought(pit)
        pit.quote(price - 10, 5_000, price, 5_000)
        pit.trade(price, 1)
        reports = pit.place(pit.order(Side.BUY, "1.5", price=Decimal("90.00")))
        assert (names(reports)[0] == "OrderAccepted") is accepted


def test_the_fee_of_an_inverse_contract_is_rounded_once() -> None:
    """A dollar at 3 is 0.33 of a coin of two digits: 4.5 % of the rounded coin would be 0.01."""
    inverse = replace(PERP, inverse=True, settlement_scale=2)
    assert fee_of(inverse, Decimal(3), Decimal(1), Decimal("0.045")) == Decimal("0.02")


def test_an_order_worth_less_than_the_venues_least_is_refused_and_a_close_is_not() -> None:
    """By its own price, else the market's; dust must be sellable."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    for terms in ({}, {"price": Decimal("99.00")}):
        cheap = pit.order(Side.BUY, "0.049", **terms)
        assert reason(pit.place(cheap)) is RefusalReason.VENUE_MIN_NOTIONAL
    pit.place(pit.order(Side.BUY, "0.05", price=Decimal("100.00"), time_in_force=TimeInForce.IOC))
    assert fills(pit.place(pit.order(Side.SELL, "0.01", reduce_only=True)))


def shares(*, shortable: bool, cash: str = "1000") -> Pit:
    """A pit of shares at 99.90 to 100."""
    pit = Pit(
        instrument(InstrumentKind.EQUITY, id="AAPL.TEST", base="AAPL", shortable=shortable), cash
    )
    pit.quote(9_990, 50_000, 10_000, 50_000)
    return pit


def test_shares_that_cannot_be_borrowed_are_sold_only_when_held() -> None:
    """With a reason of their own."""
    pit = shares(shortable=False)
    assert reason(pit.place(pit.order(Side.SELL, "1"))) is RefusalReason.VENUE_NOT_SHORTABLE
    pit.place(pit.order(Side.BUY, "1"))
    assert fills(pit.place(pit.order(Side.SELL, "1"))) == [("99.90", "1.000")]


def test_shares_sold_short_bind_their_proceeds_and_as_much_again() -> None:
    """What the sale brought in is owed; covering needs nothing."""
    pit = shares(shortable=True)
    assert fills(pit.place(pit.order(Side.SELL, "9"))) == [("99.90", "9.000")]
    more = pit.order(Side.SELL, "2")
    assert reason(pit.place(more)) is RefusalReason.VENUE_INSUFFICIENT_BALANCE
    buy = pit.order(Side.BUY, "11")
    assert reason(pit.place(buy)) is RefusalReason.VENUE_INSUFFICIENT_BALANCE
    assert fills(pit.place(pit.order(Side.BUY, "9"))) == [("100.00", "9.000")]
