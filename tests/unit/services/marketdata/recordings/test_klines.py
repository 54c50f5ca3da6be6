"""Rows of candles read as columns: the same candles, or a word that each row must be looked at."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.marketdata.instruments import shipped_instruments
from services.marketdata.recordings.rows import BinanceKlines
from tradewire.market import Candle, Interval

SPOT = shipped_instruments().get("BTC-USDT.BINANCE")
MINUTE_MS = 60_000
START_MS = 1_672_531_200_000
START_NS = START_MS * 1_000_000
WORDS = ("", "0", "-1", "+1", "1e2", ".5", "5.", "1.2.3", " 1", "nan", "x", '"1"', "007", "1\r")
LARGE = ("123456789012345678.90", "12345678901.123456789", "0.00000001", "9" * 40, "1.000000000")


def reader(start_ns: int = 0, end_ns: int | None = None) -> BinanceKlines:
    """A new reader of minutes."""
    return BinanceKlines({"BTCUSDT": SPOT}, Interval.M1, start_ns, end_ns)


def row(minute: int, cents: int = 100, volume: str = "5.50000000", unit: str = "") -> str:
    """A plain row; ``unit`` is what follows the milliseconds."""
    price = f"{Decimal(cents) / 100:.8f}"
    stamp = f"{START_MS + minute * MINUTE_MS}{unit}"
    return f"{stamp},{price},{price},{price},{price},{volume},{stamp},{price},9,1.0,1.0,0"


def one_by_one(rows: BinanceKlines, lines: list[bytes]) -> list[Candle] | None:
    """The plain way; None where it refuses one."""
    try:
        return [candle for line in lines for candle in rows.parse(line)]
    except (ValueError, ArithmeticError):
        return None


@st.composite
def blocks(draw: st.DrawFn) -> list[bytes]:
    """Some rows, in most cases with one field that is not as it should be."""
    minutes = draw(st.lists(st.integers(0, 5_000), min_size=1, max_size=8, unique=True))
    unit = draw(st.sampled_from(("", "000")))
    rows = [
        row(
            minute,
            draw(st.integers(1, 10**12)),
            draw(st.sampled_from(("0.00000000", "0", "1", "3.25", "83.08143000"))),
            unit,
        )
        for minute in (sorted(minutes) if draw(st.booleans()) else minutes)
    ]
    if draw(st.booleans()):
        at, field = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 12))
        fields = [*rows[at].split(","), "1"][: max(12, field)]
        if field < len(fields):
            kept = fields[field]
            fields[field] = draw(st.sampled_from((*WORDS, *LARGE, kept + "0", "0" + kept, kept)))
        rows[at] = ",".join(fields)
    return [each.encode() for each in rows]


@settings(max_examples=300, deadline=None)
@given(blocks(), st.sampled_from((0, START_NS + 60_000_000_000)), st.booleans())
def test_columns_give_what_rows_give_or_nothing(
    lines: list[bytes], start_ns: int, ends: bool
) -> None:
    """Whatever is in a block: the same candles and the same state, or each row is looked at."""
    end_ns = START_NS + 4_000 * 60_000_000_000 if ends else None
    by_row, by_column = reader(start_ns, end_ns), reader(start_ns, end_ns)
    candles = by_column.parse_block(lines)
    if candles is not None:
        assert one_by_one(by_row, lines) == candles
        assert by_row.empty_rows == by_column.empty_rows
    # What follows is judged alike, and nothing stays behind of a block that was given up.
    after = [row(5_001).encode(), row(5_002).encode()]
    if candles is None:
        by_row = reader(start_ns, end_ns)
    assert one_by_one(by_column, after) == one_by_one(by_row, after)


@pytest.mark.parametrize("unit", ["", "000"])
def test_plain_rows_are_read_as_columns(unit: str) -> None:
    """Block after block, numbered through, without the minutes in which nobody traded."""
    rows = reader()
    first = rows.parse_block([row(minute, unit=unit).encode() for minute in range(3)])
    second = rows.parse_block(
        [row(3, volume="0.0", unit=unit).encode(), row(5, 250, unit=unit).encode()]
    )
    assert first is not None
    assert second is not None
    assert [each.sequence for each in (*first, *second)] == [1, 2, 3, 4]
    assert rows.empty_rows == 1
    assert second[0] == reader().parse(row(5, 250).encode())[0]._replace(sequence=4)
    assert all(type(value) is int for value in second[0][2:])


@pytest.mark.parametrize("field", range(8))
@pytest.mark.parametrize("word", WORDS)
def test_what_is_not_plain_is_left_to_the_rows(field: int, word: str) -> None:
    """They say what is wrong with it; a few of these words are right after all."""
    fields = row(1).split(",")
    fields[field] = word
    lines = [row(0).encode(), ",".join(fields).encode(), row(2).encode()]
    candles = reader().parse_block(lines)
    if not re.fullmatch(r"0|007", word) and field != 6:
        assert candles is None
    if candles is not None:
        assert candles == one_by_one(reader(), lines)


def test_a_stamp_that_only_an_overflow_would_put_in_order_is_left_to_the_rows() -> None:
    """In nanoseconds it is more than 64 bits hold, and what is left of it would fit in between."""
    stray = row(1).replace(str(START_MS + MINUTE_MS), str(START_MS + MINUTE_MS + 2**58))
    lines = [row(0).encode(), stray.encode(), row(2).encode()]
    assert reader().parse_block(lines) is None
    assert one_by_one(reader(), lines) is None


def test_a_block_across_the_ends_of_the_span_is_left_to_the_rows() -> None:
    """They cut it."""
    lines = [row(minute).encode() for minute in range(3)]
    begin_ns, end_ns = START_NS, START_NS + 3 * 60_000_000_000
    assert reader(begin_ns, end_ns).parse_block(lines) is not None
    assert reader(begin_ns + 1, end_ns).parse_block(lines) is None
    assert reader(begin_ns, end_ns - 1).parse_block(lines) is None


def test_a_block_with_an_empty_row_or_a_header_is_left_to_the_rows() -> None:
    """They pass over the one and refuse the other."""
    lines = [row(minute).encode() for minute in range(3)]
    assert reader().parse_block([*lines, b""]) is None
    assert reader().parse_block([b"open_time,open,high,low,close", *lines]) is None
    assert reader().parse_block([]) is None
