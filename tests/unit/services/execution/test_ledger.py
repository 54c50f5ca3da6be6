"""The ledger against hand-made sums and an independent model in fractions."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.execution.ledger import Ledger
from tradewire.decimals import EXACT
from tradewire.errors import NotFoundError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import (
    Balance,
    BalanceChanged,
    Fill,
    Liquidity,
    Position,
    PositionChanged,
    Side,
)


def instrument(
    symbol: str,
    kind: InstrumentKind,
    settlement: str,
    multiplier: str = "1",
    *,
    inverse: bool = False,
) -> Instrument:
    """An instrument of BTC against USDT or USD."""
    return Instrument(
        id=f"{symbol}.BINANCE",
        kind=kind,
        venue_symbol=symbol,
        base="BTC",
        quote="USD" if inverse else "USDT",
        settlement=settlement,
        price_exponent=-2,
        size_exponent=-5,
        price_increment=Decimal("0.01"),
        size_increment=Decimal("0.00001"),
        min_quantity=Decimal("0.00001"),
        min_notional=Decimal(5),
        maker_fee=Decimal("0.001"),
        taker_fee=Decimal("0.001"),
        multiplier=Decimal(multiplier),
        inverse=inverse,
    )


SPOT = instrument("BTC-USDT", InstrumentKind.SPOT, "USDT")
LINEAR = instrument("BTC-USDT-PERP", InstrumentKind.PERPETUAL, "USDT", "0.1")
INVERSE = instrument("BTC-USD-PERP", InstrumentKind.PERPETUAL, "BTC", "100", inverse=True)
SHARES = instrument("SHARES", InstrumentKind.EQUITY, "USDT")
ALL = {each.id: each for each in (SPOT, LINEAR, INVERSE, SHARES)}


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


def lookup(name: str) -> Instrument:
    """The instrument, as a catalogue would give it."""
    if name not in ALL:
        raise NotFoundError(f"instrument {name} is unknown")
    return ALL[name]


def ledger(**balances: str) -> Ledger:
    """A ledger that begins with the balances."""
    return Ledger(
        "paper",
        lookup,
        [Balance("paper", asset, Decimal(total)) for asset, total in balances.items()],
    )


def fill(
    of: Instrument, side: Side, quantity: str, price: str, fee: str = "0", *, fee_asset: str = ""
) -> Fill:
    """A fill of the instrument."""
    return Fill(
        fill_id="f" * 16,
        venue_trade_id="t",
        order_id="0" * 16,
        client_order_id="a" * 32,
        venue_order_id="v",
        account="paper",
        instrument=of.id,
        side=side,
        price=Decimal(price),
        quantity=Decimal(quantity),
        fee=Decimal(fee),
        fee_asset=fee_asset or of.settlement,
        liquidity=Liquidity.TAKER,
        event_ns=7,
    )


def test_a_spot_buy_moves_both_balances_and_the_fee_is_paid_in_quote() -> None:
    """And the events tell it in order: position, base, quote."""
    book = ledger(USDT="1000")
    booked = book.apply_fill(fill(SPOT, Side.BUY, "2", "100", "0.2"))
    assert [type(event) for event in booked.events] == [
        PositionChanged,
        BalanceChanged,
        BalanceChanged,
    ]
    assert book.balance("BTC").total == 2
    assert book.balance("USDT").total == Decimal("799.8")
    assert book.position(SPOT.id).cost == 200
    assert book.position(SPOT.id).opened_ns == 7
    assert [balance.asset for balance in book.balances()] == ["USDT", "BTC"]


def test_a_partial_close_rounds_the_released_cost_once_and_keeps_the_rest() -> None:
    """A third of 100 cannot be written down; the sum of the parts is 100 all the same."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(SPOT, Side.BUY, "3", "33.33"))
    book.apply_fill(fill(SPOT, Side.BUY, "0.00001", "1.00"))
    cost = book.position(SPOT.id).cost
    booked = book.apply_fill(fill(SPOT, Side.SELL, "1", "40"))
    released = 40 - booked.fill.realized
    assert released == Decimal("33.32989223")
    assert book.position(SPOT.id).cost + released == cost


def test_a_linear_contract_moves_cash_by_profit_and_fee_alone() -> None:
    """The multiplier scales both."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(LINEAR, Side.SELL, "10", "100", "0.1"))
    assert book.balance("USDT").total == Decimal("999.9")
    assert book.unrealized(LINEAR.id, Decimal(90)) == 10
    booked = book.apply_fill(fill(LINEAR, Side.BUY, "10", "90", "0.1"))
    assert booked.fill.realized == 10
    assert book.balance("USDT").total == Decimal("1009.8")
    assert book.position(LINEAR.id).cost == 0
    assert book.position(LINEAR.id).opened_ns == 0


def test_an_inverse_contract_gains_coin_when_a_long_rises() -> None:
    """100 contracts of 100 USD bought at 50,000 and sold at 60,000, by hand."""
    book = ledger(BTC="1")
    book.apply_fill(fill(INVERSE, Side.BUY, "100", "50000"))
    assert book.position(INVERSE.id).cost == Decimal("0.2")
    assert book.unrealized(INVERSE.id, Decimal(60000)) == Decimal("0.03333333")
    booked = book.apply_fill(fill(INVERSE, Side.SELL, "100", "60000"))
    assert booked.fill.realized == Decimal("0.03333333")
    assert book.balance("BTC").total == Decimal("1.03333333")


def test_a_turn_through_zero_closes_what_was_held_and_opens_the_rest() -> None:
    """The new basis is at the fill's price."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(LINEAR, Side.BUY, "10", "100"))
    booked = book.apply_fill(fill(LINEAR, Side.SELL, "15", "110"))
    position = book.position(LINEAR.id)
    assert booked.fill.realized == 10
    assert (position.quantity, position.cost) == (Decimal(-5), Decimal(55))


def test_a_spot_fee_in_base_is_a_disposal_at_the_fills_price() -> None:
    """What is held is what the balance says."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(SPOT, Side.BUY, "1", "100", "0.001", fee_asset="BTC"))
    position = book.position(SPOT.id)
    assert position.quantity == book.balance("BTC").total == Decimal("0.999")
    assert (position.cost, position.fees) == (Decimal("99.9"), Decimal("0.1"))
    assert book.equity("USDT", {SPOT.id: Decimal(100)}) == Decimal("999.9")


def test_a_fee_in_a_third_asset_moves_its_balance_and_no_profit() -> None:
    """It has no price here."""
    book = ledger(USDT="1000", BNB="1")
    book.apply_fill(fill(SPOT, Side.BUY, "1", "100", "0.01", fee_asset="BNB"))
    assert book.balance("BNB").total == Decimal("0.99")
    assert book.fees("USDT") == 0


def test_shares_are_paid_whole_and_have_no_balance_of_their_own() -> None:
    """The position is what is held."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(SHARES, Side.BUY, "2", "100"))
    assert [(b.asset, b.total) for b in book.balances()] == [("USDT", Decimal(800))]
    assert book.equity("USDT", {SHARES.id: Decimal(110)}) == 1020


def test_equity_refuses_to_guess_a_missing_mark() -> None:
    """A failed price never reads as worth nothing."""
    book = ledger(USDT="1000")
    book.apply_fill(fill(LINEAR, Side.BUY, "1", "100"))
    with pytest.raises(KeyError, match="BTC-USDT-PERP"):
        book.equity("USDT", {})


def test_an_unknown_instrument_is_refused_before_anything_moves() -> None:
    """Half a booking would be worse than none."""
    book = ledger(USDT="1000")
    stray = replace(fill(SPOT, Side.BUY, "1", "1"), instrument="X.Y")
    with pytest.raises(NotFoundError):
        book.apply_fill(stray)
    assert book.positions() == ()


def test_a_ledger_goes_on_from_positions_it_is_given() -> None:
    """As after a restart."""
    book = Ledger(
        "paper",
        lookup,
        [Balance("paper", "USDT", Decimal(10))],
        [Position("paper", LINEAR.id, "USDT", quantity=Decimal(10), cost=Decimal(100))],
    )
    book.apply_fill(fill(LINEAR, Side.SELL, "10", "101"))
    assert book.balance("USDT").total == 11
    assert book.realized("USDT") == 1
    assert book.unrealized(LINEAR.id, Decimal(500)) == 0


FILLS = st.lists(
    st.tuples(
        st.sampled_from(Side),
        st.integers(1, 500_000),
        st.integers(1_000_00, 100_000_00),
        st.integers(-100, 1000),
    ),
    min_size=1,
    max_size=25,
)


def decimals(row: tuple[Side, int, int, int]) -> tuple[Side, str, str, str]:
    """Mantissas as plain decimals: quantity of 5, price of 2, fee of 4 digits."""
    side, size, price, fee = row
    scaled = (Decimal(size).scaleb(-5), Decimal(price).scaleb(-2), Decimal(fee).scaleb(-4))
    quantity, worth, cost = (format(each, "f") for each in scaled)
    return side, quantity, worth, cost


@given(FILLS, st.sampled_from([SPOT, LINEAR, INVERSE, SHARES]))
@settings(max_examples=200, deadline=None)
def test_closing_everything_leaves_no_cost_and_cash_is_what_was_earned(
    rows: list[tuple[Side, int, int, int]], of: Instrument
) -> None:
    """Value is conserved: cash moved by realised profit less fees, to the last digit."""
    with localcontext(EXACT):
        book = ledger(**{of.settlement: "1000000"})
        for row in rows:
            book.apply_fill(fill(of, *decimals(row)))
        position = book.position(of.id)
        mark = Decimal("31415.92")
        marked = book.equity(of.settlement, {of.id: mark})
        expected = 1_000_000 + position.realized - position.fees
        assert marked == expected + book.unrealized(of.id, mark)
        if position.quantity != 0:
            side = Side.SELL if position.quantity > 0 else Side.BUY
            book.apply_fill(fill(of, side, format(abs(position.quantity), "f"), "20000"))
        position = book.position(of.id)
        assert position.quantity == 0
        assert position.cost == 0
        total = book.balance(of.settlement).total
        assert total == 1_000_000 + position.realized - position.fees


@given(FILLS, st.sampled_from([LINEAR, INVERSE, SPOT]))
@settings(max_examples=200, deadline=None)
def test_random_fills_agree_with_a_model_in_fractions(
    rows: list[tuple[Side, int, int, int]], of: Instrument
) -> None:
    """Signed cost per unit, never rounded; the ledger strays by its named roundings only."""
    quantity, basis, realized = Fraction(0), Fraction(0), Fraction(0)
    with localcontext(EXACT):
        book = ledger()
        for row in rows:
            side, size, price, fee = decimals(row)
            book.apply_fill(fill(of, side, size, price, fee))
            delta = Fraction(size) * side.sign
            unit = Fraction(of.multiplier) * (
                1 / Fraction(price) if of.inverse else Fraction(price)
            )
            if quantity * delta < 0:
                closed = min(abs(delta), abs(quantity)) * (1 if quantity > 0 else -1)
                gain = closed * unit - basis * closed / quantity
                realized += -gain if of.inverse else gain
                basis -= basis * closed / quantity
                quantity -= closed
                delta += closed
            quantity += delta
            basis += delta * unit
        position = book.position(of.id)
    assert Fraction(position.quantity) == quantity
    # Each fill rounds at most a released cost and two coin values, half a unit each.
    slack = Fraction(3 * len(rows), 2) / 10**of.settlement_scale
    assert abs(Fraction(position.realized) - realized) <= slack
    assert abs(Fraction(position.cost) - abs(basis)) <= slack
    assert Fraction(position.fees) == sum(Fraction(row[3], 10_000) for row in rows)
