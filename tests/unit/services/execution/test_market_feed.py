"""Marks: the newest price of each instrument."""

from decimal import Decimal

from services.execution.market_feed import Mark, Marks
from tests.unit.services.execution.floor import PERP
from tradewire.market import BookUpdate, Candle, Interval, Quote, Trade
from tradewire.orders import Side

QUOTE = Quote(PERP, 10_000, 1, 10_001, 1, 0, 5, 5)


def test_the_newest_of_quote_trade_and_candle_is_the_mark() -> None:
    """A trade after a quote is the mark, and the quote stays for who takes."""
    marks = Marks()
    assert marks.find(PERP.id) is None
    marks.take([QUOTE])
    assert marks.find(PERP.id) == Mark(Decimal("100.005"), 5, Decimal(100), Decimal("100.01"))
    marks.take([Trade(PERP, 10_050, 1, Side.BUY, "t", 6, 6)])
    assert marks.find(PERP.id) == Mark(Decimal("100.50"), 6, Decimal(100), Decimal("100.01"))
    marks.take([Candle(PERP, Interval("1m"), 0, 1, 1, 1, 9_900, 1, 1, 1, 7)])
    found = marks.find(PERP.id)
    assert found is not None
    assert (found.price, found.time_ns) == (Decimal(99), 7)


def test_books_and_quotes_with_an_empty_side_are_no_price() -> None:
    """Neither moves the mark."""
    marks = Marks()
    marks.take([QUOTE, QUOTE._replace(ask_price_mantissa=0, init_ns=6)])
    marks.take([BookUpdate(PERP, True, 1, 1, 0, ((1, 1),), ((2, 1),), 7, 7)])
    found = marks.find(PERP.id)
    assert found is not None
    assert found.time_ns == QUOTE.init_ns
