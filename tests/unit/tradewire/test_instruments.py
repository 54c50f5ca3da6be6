"""An instrument converts exactly, and refuses what could not be traded."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.errors import InvalidArgumentError
from tradewire.instruments import Instrument, InstrumentKind, check_instrument_id

PERP = Instrument(
    id="BTC-USDT-PERP.BINANCE",
    kind=InstrumentKind.PERPETUAL,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-3,
    price_increment=Decimal("0.10"),
    size_increment=Decimal("0.001"),
    min_quantity=Decimal("0.001"),
    min_notional=Decimal(100),
    maker_fee=Decimal("0.0002"),
    taker_fee=Decimal("0.0005"),
)


def test_an_id_is_symbol_and_venue() -> None:
    """Two tokens of a subject and one segment of a path."""
    assert (PERP.symbol, PERP.venue) == ("BTC-USDT-PERP", "BINANCE")
    assert check_instrument_id("BRK_B.ALPACA") == "BRK_B.ALPACA"


@pytest.mark.parametrize(
    "text", ["", "BTC", "btc.X", "A.B.C", "A.", ".B", "A B.C", f"{'A' * 41}.B", "A.B\n"]
)
def test_what_is_no_instrument_id_is_refused(text: str) -> None:
    """The error shows one that is."""
    with pytest.raises(InvalidArgumentError, match="BTC-USDT"):
        check_instrument_id(text)


@given(st.integers(-(10**15), 10**15))
def test_prices_and_sizes_are_their_mantissas(mantissa: int) -> None:
    """Both ways, without loss."""
    assert PERP.price_mantissa(PERP.price(mantissa)) == mantissa
    assert PERP.size_mantissa(PERP.size(mantissa)) == mantissa


def test_a_price_or_quantity_below_the_exponent_is_refused() -> None:
    """The error names instrument and field."""
    with pytest.raises(InvalidArgumentError, match=r"BTC-USDT-PERP\.BINANCE price"):
        PERP.price_mantissa(Decimal("0.001"))
    with pytest.raises(InvalidArgumentError, match=r"BTC-USDT-PERP\.BINANCE quantity"):
        PERP.size_mantissa(Decimal("0.0001"))


@given(st.floats(0.01, 1e9))
def test_the_nearest_price_is_a_multiple_at_most_half_a_step_away(price: float) -> None:
    """From a float's shortest text, the one that a person reads."""
    nearest = PERP.nearest_price(price)
    assert nearest % PERP.price_increment == 0
    assert abs(nearest - Decimal(repr(price))) <= PERP.price_increment / 2


def test_the_nearest_price_of_a_tie_is_the_even_step() -> None:
    """As a decimal or as a float."""
    assert PERP.nearest_price(Decimal("100.05")) == Decimal("100.00")
    assert PERP.nearest_price(100.15) == Decimal("100.20")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "btc"},
        {"price_increment": Decimal(0)},
        {"size_increment": Decimal("-0.001")},
        {"price_increment": Decimal("0.001")},
        {"size_increment": Decimal("0.0005")},
    ],
)
def test_an_instrument_that_cannot_be_traded_is_refused(changes: dict[str, object]) -> None:
    """No id, no increment, or one that its ticks could not express."""
    with pytest.raises(InvalidArgumentError):
        replace(PERP, **changes)  # type: ignore[arg-type]  # Each field has its own type.
