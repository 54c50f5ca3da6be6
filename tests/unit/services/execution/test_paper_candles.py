"""The paper venue on candles alone: the next open, stops before targets, gaps at the open."""

from decimal import Decimal

import pytest

from services.execution.venue import OrderFilled
from tests.unit.services.execution.pit import MS, Pit, fills, names
from tradewire.market import Interval
from tradewire.orders import Liquidity, OrderType, Side, TimeInForce


def held(pit: Pit) -> None:
    """One bitcoin, bought at an open of 100."""
    pit.candle((10_000, 10_000, 10_000, 10_000))
    pit.venue.place(pit.order(Side.BUY, "1"), pit.now)
    assert fills(pit.candle((10_000, 10_050, 9_950, 10_000))) == [("100.00", "1.000")]
    shared: dict[str, object] = {"reduce_only": True, "order_list_id": "list"}
    stop = pit.order(
        Side.SELL,
        "1",
        type=OrderType.STOP_MARKET,
        time_in_force=TimeInForce.GTC,
        trigger_price=Decimal("98.00"),
        **shared,
    )
    pit.venue.place_list(
        [stop, pit.order(Side.SELL, "1", price=Decimal("104.00"), **shared)], pit.now
    )


def pit() -> Pit:
    """Orders decided at a close arrive at it."""
    return Pit(latency=0)


def test_a_market_order_fills_at_the_next_open_not_at_the_close_it_saw() -> None:
    """The close is past when the decision is made."""
    floor = pit()
    floor.candle((10_000, 10_100, 9_900, 10_050))
    floor.venue.place(floor.order(Side.BUY, "1"), floor.now)
    assert fills(floor.candle((10_200, 10_300, 10_100, 10_250))) == [("102.00", "1.000")]


@pytest.mark.parametrize(
    ("bar", "expected"),
    [
        ((10_000, 10_450, 9_750, 10_000), "98.00"),  # Both reached: the stop is taken.
        ((10_000, 10_450, 9_900, 10_000), "104.00"),
        ((10_000, 10_100, 9_800, 10_000), "98.00"),  # Touched.
        ((9_700, 10_450, 9_600, 10_000), "97.00"),  # A gap: the open, not the trigger.
        ((10_500, 10_600, 9_700, 10_000), "105.00"),  # A gap in favour: the open.
    ],
)
def test_stop_and_target_in_one_bar(bar: tuple[int, int, int, int], expected: str) -> None:
    """The path inside a bar is unknown, so the worse is taken."""
    floor = pit()
    held(floor)
    reports = floor.candle(bar)
    assert fills(reports) == [(expected, "1.000")]
    assert names(reports).count("OrderCanceled") == 1


def test_a_bar_between_stop_and_target_does_nothing() -> None:
    """Both rest on."""
    floor = pit()
    held(floor)
    assert names(floor.candle((10_000, 10_399, 9_801, 10_000))) == ["OrderAccepted"] * 2
    assert floor.candle((10_000, 10_399, 9_801, 10_000)) == []


def test_an_open_that_the_account_cannot_pay_cancels_the_order() -> None:
    """What a market order costs is known only at the open."""
    floor = Pit(cash="100", latency=0)
    floor.candle((9_000, 9_000, 9_000, 9_000))
    floor.venue.place(floor.order(Side.BUY, "1"), floor.now)
    assert names(floor.candle((10_000, 10_000, 10_000, 10_000))) == [
        "OrderAccepted",
        "OrderCanceled",
    ]


def test_a_limit_fills_at_its_price_or_at_a_better_open() -> None:
    """A maker inside the bar, a taker at the open."""
    for bar, expected in (((10_000, 10_100, 9_850, 9_900), "99.00"), ((9_800,) * 4, "98.00")):
        floor = pit()
        floor.candle((10_000, 10_000, 10_000, 10_000))
        floor.venue.place(floor.order(Side.BUY, "1", price=Decimal("99.00")), floor.now)
        assert fills(floor.candle(bar)) == [(expected, "1.000")]


def test_an_ioc_limit_beyond_the_open_ends_there() -> None:
    """It never rests."""
    floor = pit()
    floor.candle((10_000, 10_000, 10_000, 10_000))
    order = floor.order(Side.BUY, "1", price=Decimal("99.00"), time_in_force=TimeInForce.IOC)
    floor.venue.place(order, floor.now)
    assert names(floor.candle((10_000, 10_100, 9_850, 9_900))) == [
        "OrderAccepted",
        "OrderCanceled",
    ]


def test_a_trailing_stop_trails_from_bar_to_bar() -> None:
    """The high of a bar moves the trigger for the next one."""
    floor = pit()
    held(floor)
    floor.venue.place(
        floor.order(
            Side.SELL,
            "1",
            type=OrderType.TRAILING_STOP_MARKET,
            time_in_force=TimeInForce.GTC,
            trailing_distance=Decimal("2.00"),
            reduce_only=True,
        ),
        floor.now,
    )
    floor.candle((10_000, 10_380, 9_990, 10_370))
    assert fills(floor.candle((10_370, 10_380, 10_100, 10_200))) == [("101.80", "1.000")]


@pytest.mark.parametrize(
    ("seconds", "bar", "expected"),
    [
        # A day's order on a bar of its day: present from the open to the end.
        (60, (10_000, 10_000, 10_000, 10_000), ["OrderAccepted", "OrderFilled"]),
        (60, (10_100, 10_100, 9_900, 10_000), ["OrderAccepted", "OrderFilled"]),
        (60, (10_100, 10_100, 10_050, 10_100), ["OrderAccepted", "OrderExpired"]),
        # One that ends inside the bar meets the open alone.
        (30, (10_000, 10_000, 10_000, 10_000), ["OrderAccepted", "OrderFilled"]),
        (30, (10_100, 10_100, 9_900, 10_000), ["OrderAccepted", "OrderExpired"]),
        # One that ends with the open is gone.
        (0, (10_000, 10_000, 10_000, 10_000), ["OrderAccepted", "OrderExpired"]),
    ],
)
def test_an_order_meets_the_part_of_a_bar_that_it_lived_through(
    seconds: int, bar: tuple[int, int, int, int], expected: list[str]
) -> None:
    """The candle comes at its close, when the order may have ended long ago."""
    floor = pit()
    floor.candle((10_200, 10_200, 10_200, 10_200))
    terms: dict[str, object] = {
        "time_in_force": TimeInForce.GTD,
        "expires_ns": floor.now + seconds * 1_000_000_000,
    }
    floor.venue.place(floor.order(Side.BUY, "1", price=Decimal("100.00"), **terms), floor.now)
    assert names(floor.candle(bar)) == expected


def test_a_cancel_inside_a_bar_comes_after_its_open_and_before_its_range() -> None:
    """Nothing that came later undoes what the open did."""
    for first, expected in ((9_900, "OrderFilled"), (10_100, "OrderCanceled")):
        floor = Pit(latency=MS)
        floor.candle((10_200, 10_200, 10_200, 10_200))
        order = floor.order(Side.BUY, "1", price=Decimal("100.00"))
        floor.venue.place(order, floor.now - MS)
        floor.venue.cancel(order.client_order_id, floor.now)
        assert names(floor.candle((first, 10_200, 9_800, 10_000)))[1] == expected


def test_of_candles_of_several_lengths_the_shortest_are_met() -> None:
    """An hour tells again what its minutes told, and its open is long past."""
    floor = pit()
    floor.candle((10_000, 10_000, 10_000, 10_000))
    floor.now -= floor.now % Interval.H1.ns
    began = floor.now
    floor.venue.place(floor.order(Side.BUY, "1", price=Decimal("99.00")), floor.now)
    floor.candle((10_000, 10_000, 9_950, 10_000))
    floor.now = began
    assert floor.candle((10_000, 10_000, 9_800, 10_000), Interval.H1) == []


@pytest.mark.parametrize(("rests", "expected"), [(True, Liquidity.MAKER), (False, Liquidity.TAKER)])
def test_a_limit_that_rested_before_a_gap_is_its_maker(
    rests: bool,  # one of the cases
    expected: Liquidity,
) -> None:
    """Who comes with the open takes what is there."""
    floor = pit()
    floor.candle((10_000, 10_000, 10_000, 10_000))
    floor.venue.place(floor.order(Side.BUY, "1", price=Decimal("99.00")), floor.now)
    if rests:
        floor.candle((10_000, 10_000, 10_000, 10_000))
    (filled,) = [each for each in floor.candle((9_800,) * 4) if isinstance(each, OrderFilled)]
    assert filled.liquidity is expected


def test_a_post_only_order_that_would_take_at_its_first_open_is_canceled() -> None:
    """It was accepted when nobody knew the price."""
    floor = pit()
    floor.candle((10_000, 10_000, 10_000, 10_000))
    order = floor.order(Side.BUY, "1", price=Decimal("99.00"), post_only=True)
    floor.venue.place(order, floor.now)
    assert names(floor.candle((9_800,) * 4)) == ["OrderAccepted", "OrderCanceled"]


def test_a_trailing_stop_follows_the_extreme_and_meets_the_close() -> None:
    """Whatever the path of a bar, it ends at its close."""
    floor = pit()
    held(floor)
    terms: dict[str, object] = {
        "type": OrderType.TRAILING_STOP_MARKET,
        "time_in_force": TimeInForce.GTC,
        "trailing_distance": Decimal("2.00"),
        "reduce_only": True,
    }
    floor.venue.place(floor.order(Side.SELL, "1", **terms), floor.now)
    assert fills(floor.candle((10_000, 10_380, 9_990, 10_100))) == [("101.80", "1.000")]
