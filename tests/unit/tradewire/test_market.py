"""Market values: the decimals of their integers, and intervals."""

from decimal import Decimal

import pytest

from services.marketdata.instruments import shipped_instruments
from tradewire.errors import InvalidArgumentError
from tradewire.market import SECOND_NS, Candle, Interval, Quote, Trade
from tradewire.orders import Side

BTC = shipped_instruments().get("BTC-USDT.BINANCE")


def test_intervals_have_their_length_in_nanoseconds() -> None:
    """From one second to one week."""
    assert Interval.S1.ns == SECOND_NS
    assert Interval.M15.ns == 900 * SECOND_NS
    assert Interval.W1.ns == 7 * Interval.D1.ns == 168 * Interval.H1.ns


def test_an_interval_is_read_as_users_write_it() -> None:
    """An unknown one is answered with those there are."""
    assert Interval.of("4h") is Interval.H4
    with pytest.raises(InvalidArgumentError, match="one of 1s, 5s"):
        Interval.of("7m")


def test_trades_and_quotes_tell_their_decimals() -> None:
    """By the instrument's exponents, the middle exact to a half unit."""
    trade = Trade(BTC, 6100010, 1500000, Side.BUY, "1", 0, 0)
    assert (trade.price, trade.size) == (Decimal("61000.10"), Decimal("1.500000"))
    quote = Quote(BTC, 6100010, 1, 6100011, 2, 1, 0, 0)
    assert (quote.bid, quote.ask) == (Decimal("61000.10"), Decimal("61000.11"))
    assert (quote.bid_size, quote.ask_size) == (Decimal("0.000001"), Decimal("0.000002"))
    assert quote.mid == Decimal("61000.105")


def test_the_middle_of_a_one_sided_quote_is_the_side_there_is() -> None:
    """Half of a price would put every stop counted from it in the wrong place."""
    for quote in (Quote(BTC, 6100010, 1, 0, 0, 1, 0, 0), Quote(BTC, 0, 0, 6100010, 1, 1, 0, 0)):
        assert quote.mid == Decimal("61000.10")


def test_a_candle_tells_its_decimals_and_its_end() -> None:
    """Turnover is an integer of both exponents together."""
    candle = Candle(
        BTC, Interval.M1, 0, 100, 300, 50, 200, 1_000_000, 200_000_000, 1, Interval.M1.ns
    )
    assert candle.close_ns == Interval.M1.ns
    assert [candle.open, candle.high, candle.low, candle.close] == [
        Decimal(1),
        Decimal(3),
        Decimal("0.5"),
        Decimal(2),
    ]
    assert (candle.volume, candle.turnover) == (Decimal(1), Decimal(2))
