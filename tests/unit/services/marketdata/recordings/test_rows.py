"""Rows of candles."""

import pytest

from services.marketdata.instruments import shipped_instruments
from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.rows import BinanceKlines, CandlesCsv, EquitiesCsv
from tradewire.market import Candle, Interval

KNOWN = shipped_instruments()
SPOT = KNOWN.get("BTC-USDT.BINANCE")
PERP = KNOWN.get("SOL-USDT-PERP.BINANCE")
AAPL = KNOWN.get("AAPL.XNAS")
AT_NS = 1_672_531_200_000_000_000
ROW = "1672531200000,1.10,1.30,1.00,1.20,5.5,1672531259999,6.6,9,1,1,0"


def test_a_row_of_binance_tells_turnover_and_trades() -> None:
    """In milliseconds, or microseconds as spot files have since 2025."""
    expected = Candle(
        SPOT, Interval.M1, AT_NS, 110, 130, 100, 120, 5_500_000, 660_000_000, 9,
        AT_NS + Interval.M1.ns, 1,
    )  # fmt: skip
    for row in (ROW, ROW.replace("1672531200000", "1672531200000000", 1) + "\r"):
        assert BinanceKlines({"BTCUSDT": SPOT}, Interval.M1).parse(row.encode()) == (expected,)


def test_a_row_without_trades_gives_no_candle() -> None:
    """It is counted."""
    rows = BinanceKlines({"BTCUSDT": SPOT}, Interval.M1)
    assert rows.parse(ROW.replace("5.5", "0.0").encode()) == ()
    assert rows.empty_rows == 1


def test_headers_are_passed_over() -> None:
    """Each form has its own."""
    assert BinanceKlines({"B": SPOT}, Interval.M1).parse(b"open_time,open,high") == ()
    assert CandlesCsv({"S": PERP}, Interval.H1).parse(b"Date,Open,High,Low,Close,Volume") == ()
    assert EquitiesCsv({"AAPL": AAPL}, Interval.D1).parse(b"date,open,high") == ()


def test_a_row_of_equities_must_be_of_its_symbol() -> None:
    """Its prices have four digits."""
    row = b"2013-02-08,67.7142,68.4014,66.8928,67.8542,158168416,AAPL"
    (candle,) = EquitiesCsv({"AAPL": AAPL}, Interval.D1).parse(row)
    assert candle[3:8] == (677142, 684014, 668928, 678542, 158168416)
    with pytest.raises(RecordError, match="'AAPL' is unknown; the manifest names MSFT"):
        EquitiesCsv({"MSFT": AAPL}, Interval.D1).parse(row)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ROW.replace("1.30", "1.15"), "do not enclose"),
        (ROW.replace("1.00", "0.00"), "do not enclose"),
        (ROW.replace("1.10", "-1.10"), "no plain decimal"),
        (ROW.replace("1672531200000", "1672531200001"), "multiple of 1m"),
        (ROW.replace("1672531200000", "x"), "no whole number"),
        (ROW.removesuffix(",0"), "not enough values"),
    ],
)
def test_a_row_that_cannot_be_is_refused(row: str, problem: str) -> None:
    """With what is wrong about it."""
    with pytest.raises(ValueError, match=problem):
        BinanceKlines({"BTCUSDT": SPOT}, Interval.M1).parse(row.encode())


def test_rows_must_follow_each_other() -> None:
    """A row that comes twice would be a candle that happens twice."""
    rows = BinanceKlines({"BTCUSDT": SPOT}, Interval.M1)
    rows.parse(ROW.encode())
    with pytest.raises(RecordError, match="does not lie after"):
        rows.parse(ROW.encode())


def test_a_recording_of_candles_holds_one_instrument() -> None:
    """Its rows do not say which."""
    with pytest.raises(RecordError, match="names more"):
        CandlesCsv({"A": SPOT, "B": PERP}, Interval.H1)
