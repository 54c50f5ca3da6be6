"""Whatever is thrown at the paper venue: nothing fills worse, twice, or out of thin air."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.execution.venue import OrderFilled, VenueReport
from tests.unit.services.execution.pit import PERP, SPOT, Pit
from tradewire.orders import Order, OrderType, Side, TimeInForce

prices = st.integers(9_900, 10_100)
sizes = st.integers(1, 2_000)


@dataclass(frozen=True)
class Put:
    """Send an order: a limit where there is a price, else a market order."""

    side: Side
    size: int
    price: int | None
    tif: TimeInForce
    reduce_only: bool


@dataclass(frozen=True)
class Show:
    """A quote of a width of at least a cent."""

    bid: int
    width: int
    sizes: tuple[int, int]


@dataclass(frozen=True)
class Print:
    """A trade."""

    price: int
    size: int
    aggressor: Side


@dataclass(frozen=True)
class Withdraw:
    """Cancel the n-th order sent."""

    number: int


steps = st.lists(
    st.one_of(
        st.builds(
            Put,
            st.sampled_from(Side),
            sizes,
            st.none() | prices,
            st.sampled_from([TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK]),
            st.booleans(),
        ),
        st.builds(Show, prices, st.integers(1, 50), st.tuples(sizes, sizes)),
        st.builds(Print, prices, sizes, st.sampled_from(Side)),
        st.builds(Withdraw, st.integers(1, 20)),
    ),
    max_size=40,
)


def play(pit: Pit, moves: list[object]) -> tuple[dict[str, Order], list[VenueReport]]:
    """Make the moves; all orders sent, and all reports."""
    sent: dict[str, Order] = {}
    reports: list[VenueReport] = []
    for move in moves:
        match move:
            case Put(side, size, price, tif, reduce_only):
                terms: dict[str, object] = {"time_in_force": tif, "reduce_only": reduce_only}
                if price is not None:
                    terms |= {"type": OrderType.LIMIT, "price": pit.of.price(price)}
                order = pit.order(side, str(pit.of.size(size)), **terms)
                sent[order.client_order_id] = order
                reports += pit.place(order)
            case Show(bid, width, (bid_size, ask_size)):
                reports += pit.quote(bid, bid_size, bid + width, ask_size)
            case Print(price, size, aggressor):
                reports += pit.trade(price, size, aggressor)
            case Withdraw(number):
                pit.venue.cancel(f"{number:032x}", pit.now)
                reports += pit.arrive()
    return sent, reports


@given(steps, st.sampled_from([SPOT, PERP]))
def test_no_order_fills_beyond_its_size_or_worse_than_its_price(
    moves: list[object], of: object
) -> None:
    """And a fill-or-kill fills whole or not at all."""
    pit = Pit(of)  # type: ignore[arg-type]  # sampled from instruments
    sent, reports = play(pit, moves)
    filled: Counter[str] = Counter()
    for report in reports:
        if not isinstance(report, OrderFilled):
            continue
        order = sent[report.client_order_id]
        filled[report.client_order_id] += int(report.quantity * 1000)
        if order.price is not None:
            assert (order.price - report.price) * order.side.sign >= 0
    for client_order_id, size in filled.items():
        order = sent[client_order_id]
        wanted = int(order.quantity * 1000)
        assert size <= wanted
        if order.time_in_force is TimeInForce.FOK and not order.reduce_only:
            assert size == wanted


@given(steps, st.sampled_from([SPOT, PERP]))
def test_the_venues_money_is_the_sum_of_its_fills(moves: list[object], of: object) -> None:
    """Cash, position and trade ids, recomputed in fractions."""
    pit = Pit(of)  # type: ignore[arg-type]  # sampled from instruments
    sent, reports = play(pit, moves)
    cash, held = Fraction(100_000), Fraction(0)
    ids: list[str] = []
    for report in reports:
        if isinstance(report, OrderFilled):
            signed = sent[report.client_order_id].side.sign * Fraction(report.quantity)
            cash -= signed * Fraction(report.price) + Fraction(report.fee)
            held += signed
            ids.append(report.venue_trade_id)
    state = pit.venue.export()
    balance = next(each.total for each in state.balances if each.asset == "USDT")
    position = next(iter(state.positions), None)
    quantity = Fraction(0) if position is None else Fraction(position.quantity)
    assert quantity == held
    open_cost = Fraction(0)
    if of is PERP and position is not None:
        sign = 1 if position.quantity > 0 else -1
        open_cost = sign * Fraction(position.cost)
    assert Fraction(balance) == cash + open_cost
    assert len(set(ids)) == len(ids)
    if of is SPOT:
        assert held >= 0
        assert balance >= 0


@given(steps)
def test_a_taker_never_gets_more_than_the_quote_showed(moves: list[object]) -> None:
    """Between two quotes, the takers of one side together get at most its size."""
    pit = Pit(PERP)
    shown: dict[Side, int] = {Side.BUY: 0, Side.SELL: 0}
    taken: Counter[Side] = Counter()
    for move in moves:
        if isinstance(move, Show):
            shown = {Side.BUY: move.sizes[1], Side.SELL: move.sizes[0]}
            taken.clear()
        if not isinstance(move, Put | Show) or (isinstance(move, Put) and move.price is not None):
            continue
        sent, reports = play(pit, [move])
        for report in reports:
            if isinstance(report, OrderFilled) and report.client_order_id in sent:
                taken[sent[report.client_order_id].side] += int(report.quantity * 1000)
        for side in Side:
            assert taken[side] <= shown[side]


@given(steps, st.integers(0, 39))
def test_a_copy_restored_midway_gives_the_same_reports(moves: list[object], cut: int) -> None:
    """Everything is in the state: orders, money, the market shown and what is used of it."""
    first = Pit(SPOT)
    play(first, moves[:cut])
    second = Pit(SPOT)
    second.now, second.count = first.now, first.count
    second.venue = type(first.venue)(
        account="paper",
        log_id="log",
        instruments=[SPOT, PERP],
        balances=[],
        latency_ns=10_000_000,
        state=first.venue.export(),
    )
    assert play(first, moves[cut:]) == play(second, moves[cut:])


def test_money_is_never_created_by_a_round_trip() -> None:
    """Buy at the offer, sell at the bid: the spread and two fees are gone, to the last digit."""
    pit = Pit(SPOT)
    pit.quote(9_990, 5_000, 10_000, 5_000)
    pit.place(pit.order(Side.BUY, "1"))
    pit.place(pit.order(Side.SELL, "1"))
    balance = next(each.total for each in pit.venue.export().balances if each.asset == "USDT")
    fees = Decimal("0.002") * (Decimal("100.00") + Decimal("99.90"))
    assert balance == Decimal(100_000) - Decimal("0.10") - fees
