"""Bars that the open orders sleep through: passing over them changes nothing."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.execution.paper_orders import PaperOrders
from services.execution.venue import VenueReport
from services.execution.working import TRAILING, TRIGGERED
from tests.unit.services.execution.pit import PERP, SPOT, Pit
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval
from tradewire.orders import OrderType, Side, TimeInForce

# Few, so that bars often touch exactly what an order waits for.
prices = st.integers(9_994, 10_006)
NEVER = 10**9


@dataclass(frozen=True)
class Put:
    """Send an order whose prices are in cents; ``bars`` is when it ends, 0 for never.

    It ``arrives`` before the next bar begins, or as it does.
    """

    type: OrderType
    side: Side
    price: int
    trigger: int
    reduce_only: bool = True
    tif: TimeInForce = TimeInForce.GTC
    bars: int = 0
    arrives: bool = False


puts = st.builds(
    Put,
    st.sampled_from(OrderType),
    st.sampled_from(Side),
    prices,
    prices,
    st.booleans(),
    st.sampled_from([TimeInForce.GTC, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.GTD]),
    st.integers(1, 4),
    st.booleans(),
)
inner = st.integers(9_997, 10_003)
bars = st.lists(st.tuples(inner, inner, inner, inner), min_size=2, max_size=4)
turns = st.tuples(st.one_of(puts, puts, puts, st.integers(1, 10)), bars)
moves = st.lists(turns, min_size=4, max_size=12).map(
    lambda found: [each for move, after in found for each in (move, *after)]
)


def put(pit: Pit, move: Put) -> None:
    """Send the order, with the fields that its type needs."""
    terms: dict[str, object] = {"type": move.type, "time_in_force": move.tif}
    if "LIMIT" in move.type:
        terms["price"] = Decimal(move.price) / 100
    if move.type in TRIGGERED:
        terms["trigger_price"] = Decimal(move.trigger) / 100
    if move.type in TRAILING:
        terms["trailing_distance"] = Decimal(abs(move.trigger - 10_000) + 1) / 100
    if move.tif is TimeInForce.GTD:
        terms["expires_ns"] = pit.now + move.bars * 45_000_000_000
    order = pit.order(move.side, "0.5", reduce_only=move.reduce_only, **terms)
    pit.venue.place(order, pit.now)
    if move.arrives:
        pit.venue.advance(pit.now)


def play(of: Instrument, given_moves: list[object]) -> tuple[list[list[VenueReport]], object]:
    """The reports of each move, and the venue's state at the end."""
    pit, told = Pit(of, latency=0), []
    pit.candle((10_000, 10_000, 10_000, 10_000))
    for move in given_moves:
        match move:
            case Put():
                put(pit, move)
            case int(number):
                pit.venue.cancel(f"{number:032x}", pit.now)
            case (int(open_), int(high), int(low), int(close)):
                ends = (open_, high, low, close)
                told.append(pit.candle((open_, max(ends), min(ends), close)))
                pit.venue.advance(pit.now)
                told.append(pit.venue.take_reports())
    state = pit.venue.export()
    return told, (state, sorted(each.order.client_order_id for each in pit.venue.take_dirty()))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([SPOT, PERP]), moves)
def test_a_bar_that_all_sleep_through_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, of: Instrument, given_moves: list[object]
) -> None:
    """Reports, orders, money and what is to be stored are those of asking every order."""
    quick = play(of, given_moves)
    with monkeypatch.context() as patched:
        patched.setattr(PaperOrders, "sleep_through", lambda _self, _candle: False)
        assert play(of, given_moves) == quick


def test_a_pair_far_from_the_bars_range_sleeps_and_a_trailing_stop_never_does() -> None:
    """Or there would be nothing to gain, or a trigger that stays behind."""
    pit = Pit(latency=0)
    pit.candle((10_000, 10_000, 10_000, 10_000))
    put(pit, Put(OrderType.MARKET, Side.BUY, 0, 0, reduce_only=False, tif=TimeInForce.IOC))
    pit.candle((10_000, 10_000, 10_000, 10_000))
    put(pit, Put(OrderType.STOP_MARKET, Side.SELL, 0, 9_900))
    put(pit, Put(OrderType.LIMIT, Side.SELL, 10_100, 0))
    pit.candle((10_000, 10_000, 10_000, 10_000))
    orders = pit.venue._orders
    bar = Candle(SPOT, Interval.M1, 0, 10_000, 10_099, 9_901, 10_000, 1, 0, 1, NEVER)
    assert len(orders.open_of(SPOT.id)) == 2
    assert orders.sleep_through(bar)
    assert not orders.sleep_through(bar._replace(high_mantissa=10_100))
    assert not orders.sleep_through(bar._replace(low_mantissa=9_900))
    put(pit, Put(OrderType.TRAILING_STOP_MARKET, Side.SELL, 0, 9_950))
    pit.candle((10_000, 10_000, 10_000, 10_000))
    assert not orders.sleep_through(bar)
