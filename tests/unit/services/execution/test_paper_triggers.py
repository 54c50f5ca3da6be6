"""Stops, targets and trailing stops at the paper venue on ticks, alone and in pairs."""

from decimal import Decimal

from services.execution.venue import (
    OrderCanceled,
    OrderRejected,
)
from tests.unit.services.execution.pit import (
    PERP,
    Pit,
    bought,
    fills,
    names,
    oco,
    reason,
)
from tradewire.orders import CancelCause, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason


def test_a_stop_wakes_by_the_last_trade_and_cancels_its_target() -> None:
    """It sells at what the market then gives, not at its trigger."""
    pit = Pit()
    bought(pit)
    oco(pit)
    assert pit.trade(9_801, 10) == []
    pit.quote(9_750, 5_000, 9_760, 100)
    reports = pit.trade(9_800, 10)
    assert names(reports) == ["OrderTriggered", "OrderCanceled", "OrderFilled"]
    assert fills(reports) == [("97.50", "1.000")]
    assert isinstance(reports[1], OrderCanceled)
    assert reports[1].cause is CancelCause.ONE_CANCELS_OTHER


def test_a_target_that_fills_cancels_its_stop() -> None:
    """As a maker, at its price."""
    pit = Pit()
    bought(pit)
    oco(pit)
    reports = pit.trade(10_410, 2_000, aggressor=Side.BUY)
    assert fills(reports) == [("104.00", "1.000")]
    assert names(reports) == ["OrderFilled", "OrderCanceled"]


def test_without_trades_the_quote_wakes_a_stop() -> None:
    """By the side that the order would meet."""
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    pit.place(pit.order(Side.BUY, "1"))
    oco(pit)
    assert pit.quote(9_801, 5_000, 9_810, 100) == []
    assert fills(pit.quote(9_800, 5_000, 9_805, 100)) == [("98.00", "1.000")]


def test_a_trigger_that_the_price_has_reached_refuses_the_whole_list() -> None:
    """As venues do; the desk then closes."""
    pit = Pit()
    bought(pit)
    pit.trade(9_700, 1)
    shared: dict[str, object] = {"reduce_only": True, "order_list_id": "list"}
    reports = pit.place(
        pit.order(
            Side.SELL, "1", type=OrderType.STOP_MARKET, trigger_price=Decimal("98.00"), **shared
        ),
        pit.order(Side.SELL, "1", price=Decimal("104.00"), **shared),
    )
    assert names(reports) == ["OrderRejected", "OrderRejected"]
    assert isinstance(reports[0], OrderRejected)
    assert reports[0].reasons == (RefusalReason.VENUE_WOULD_TRIGGER,)


def test_a_trailing_stop_follows_the_price_up_and_not_down() -> None:
    """The distance is kept from the best price since it came."""
    pit = Pit()
    bought(pit)
    order = pit.order(
        Side.SELL,
        "1",
        type=OrderType.TRAILING_STOP_MARKET,
        time_in_force=TimeInForce.GTC,
        trailing_distance=Decimal("2.00"),
        reduce_only=True,
    )
    pit.place(order)
    for price in (10_500, 10_310, 10_400):
        assert pit.trade(price, 1) == []
    assert names(pit.trade(10_300, 1))[0] == "OrderTriggered"


def test_a_trailing_stop_begins_at_its_distance_from_the_price_of_its_arrival() -> None:
    """The contract knows no trigger price of it; without any price the first one counts."""
    terms: dict[str, object] = {
        "type": OrderType.TRAILING_STOP_MARKET,
        "time_in_force": TimeInForce.GTC,
        "trailing_distance": Decimal("2.00"),
    }
    pit = Pit()
    bought(pit)
    assert names(pit.place(pit.order(Side.SELL, "1", reduce_only=True, **terms))) == [
        "OrderAccepted"
    ]
    assert pit.trade(9_801, 1) == []
    assert names(pit.trade(9_800, 1))[0] == "OrderTriggered"
    bare = Pit(PERP)
    assert names(bare.place(bare.order(Side.SELL, "1", **terms))) == ["OrderAccepted"]
    assert bare.trade(10_000, 1) == []
    assert names(bare.trade(9_800, 1))[0] == "OrderTriggered"


def test_reduce_only_is_cut_to_the_position_and_canceled_when_flat() -> None:
    """It never opens and never flips."""
    pit = Pit(PERP)
    bought(pit)
    oco(pit, quantity="1")
    reports = pit.place(pit.order(Side.SELL, "3", reduce_only=True))
    assert fills(reports) == [("99.90", "1.000")]
    causes = [each.cause for each in reports if isinstance(each, OrderCanceled)]
    assert causes == [CancelCause.REDUCED] * 3
    order = pit.order(Side.SELL, "1", reduce_only=True)
    assert reason(pit.place(order)) is RefusalReason.VENUE_REDUCE_ONLY
