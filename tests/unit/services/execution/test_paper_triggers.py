"""Stops, targets and trailing stops at the paper venue on ticks, alone and in pairs."""

from decimal import Decimal

from services.execution.venue import (
    OrderCanceled,
    OrderFilled,
    OrderRejected,
    OrderSnapshot,
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
from tradewire.orders import CancelCause, Liquidity, OrderState, OrderType, Side, TimeInForce
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


def test_a_target_that_fills_in_part_leaves_the_stop_for_the_rest() -> None:
    """Both legs share one quantity, so that neither leaves the other's part unprotected."""
    pit = Pit(PERP)
    bought(pit)
    oco(pit)
    assert names(pit.trade(10_410, 400, aggressor=Side.BUY)) == ["OrderFilled"]
    pit.quote(9_750, 5_000, 9_760, 100)
    reports = pit.trade(9_800, 10)
    assert fills(reports) == [("97.50", "0.600")]
    ended = [each for each in reports if isinstance(each, OrderCanceled)]
    # The target, and the stop's part that the target had filled.
    assert [each.cause for each in ended] == [CancelCause.ONE_CANCELS_OTHER] * 2
    assert pit.venue.export().positions[0].quantity == 0
    pit.venue.query(ended[1].client_order_id, pit.now)
    (snapshot,) = pit.arrive()
    assert isinstance(snapshot, OrderSnapshot)
    assert (snapshot.state, snapshot.filled_quantity) == (OrderState.CANCELED, Decimal("0.600"))


def test_a_stop_that_wakes_on_a_thin_market_works_on_until_it_is_filled() -> None:
    """Its rest still protects something; every quote that follows is taken."""
    pit = Pit(PERP)
    bought(pit)
    oco(pit)
    pit.quote(9_790, 100, 9_810, 100)
    assert fills(pit.trade(9_800, 10)) == [("97.90", "0.100")]
    assert pit.trade(9_780, 10) == []
    reports = pit.quote(9_700, 400, 9_720, 100)
    assert fills(reports) == [("97.00", "0.400")]
    assert isinstance(reports[0], OrderFilled)
    assert reports[0].liquidity is Liquidity.TAKER
    assert fills(pit.quote(9_690, 900, 9_720, 100)) == [("96.90", "0.500")]
    assert pit.venue.export().positions[0].quantity == 0


def test_a_stop_with_immediate_or_cancel_keeps_to_it() -> None:
    """Who asked for it gets it."""
    pit = Pit(PERP)
    bought(pit)
    terms: dict[str, object] = {"type": OrderType.STOP_MARKET, "trigger_price": Decimal("98.00")}
    pit.place(pit.order(Side.SELL, "1", time_in_force=TimeInForce.IOC, **terms))
    pit.quote(9_790, 100, 9_810, 100)
    assert names(pit.trade(9_800, 10)) == ["OrderTriggered", "OrderFilled", "OrderCanceled"]


def test_what_a_woken_stop_cannot_pay_for_any_more_is_canceled() -> None:
    """It opens, and the price ran away from the account."""
    pit = Pit(PERP, cash="102")
    bought(pit, "0.001")
    terms: dict[str, object] = {"type": OrderType.STOP_MARKET, "trigger_price": Decimal("100.50")}
    pit.place(pit.order(Side.BUY, "1", time_in_force=TimeInForce.GTC, **terms))
    pit.quote(10_040, 100, 10_050, 100)
    assert fills(pit.trade(10_050, 10)) == [("100.50", "0.100")]
    reports = pit.quote(11_990, 100, 12_000, 5_000)
    assert names(reports) == ["OrderCanceled"]


def test_a_fill_or_kill_close_asks_for_no_more_than_the_position() -> None:
    """What is beyond it could not fill anyhow."""
    pit = Pit(PERP)
    bought(pit, "0.3")
    pit.quote(9_990, 300, 10_000, 300)
    order = pit.order(Side.SELL, "1", reduce_only=True, time_in_force=TimeInForce.FOK)
    assert fills(pit.place(order)) == [("99.90", "0.300")]
