"""Rows of candles: Binance's daily files, and two forms of CSV.

A candle is given at its close, which is when the tape knows it. A row without a
trade gives none: no trades, no candle.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from services.marketdata.candles import bucket_open_ns
from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.klines import KlineColumns
from services.marketdata.recordings.numbers import TURNOVER_DIGITS_MAX, mantissa_reader
from services.marketdata.recordings.places import Counters
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Binance's files are in milliseconds, since 2025 those of spot in microseconds: the
# number of digits tells ("Kline" in its public data's description).
_MICROS_DIGITS = 16


class CandleRows(ABC):
    """What the three forms share: the span, the order, and the checks of a candle.

    Args:
        instruments: by the venue's symbol. Rows that name none need exactly one.
        interval: the length of the candles.
        start_ns, end_ns: only candles wholly inside are given; None for no end.

    Attributes:
        ended: True once a candle closed after ``end_ns``.
        empty_rows: rows without a trade, so far.
    """

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        interval: Interval,
        start_ns: int = 0,
        end_ns: int | None = None,
    ) -> None:
        self._instruments = dict(instruments)
        (self._symbol, instrument), *others = self._instruments.items()
        if others:
            raise RecordError(
                "a recording of candles holds one instrument; its manifest names more"
            )
        self._instrument = instrument
        self._interval = interval
        self._interval_ns = interval.ns
        self._aligned_ns = bucket_open_ns(0, interval)
        self._start_ns = start_ns
        self._end_ns = end_ns
        self._closed_ns = 0
        self.ended = False
        self.empty_rows = 0
        self._candles = 0
        self._columns: KlineColumns | None = None
        exponent = instrument.price_exponent + instrument.size_exponent
        self._price = mantissa_reader(instrument.price_exponent, f"{instrument.id} price")
        self._size = mantissa_reader(
            instrument.size_exponent, f"{instrument.id} volume", cached=False
        )
        self._value = mantissa_reader(
            exponent, f"{instrument.id} turnover", TURNOVER_DIGITS_MAX, cached=False
        )

    @abstractmethod
    def parse(self, line: bytes) -> tuple[Candle, ...]:
        """The candle of one row, if there is one; raises RecordError, ValueError."""

    def parse_block(self, lines: Sequence[bytes]) -> Sequence[Candle] | None:
        """The candles of many rows at once; None where each must be looked at by ``parse``."""
        del lines
        return None

    def counters(self) -> Counters:
        """What is carried from row to row."""
        return {"": (self._closed_ns, self.ended, self.empty_rows, self._candles)}

    def go_on(self, counters: Counters) -> None:
        """Carry on what another reader of the same span had."""
        self._closed_ns, ended, self.empty_rows, self._candles = counters[""]
        self.ended = bool(ended)

    def _candle(
        self, open_ns: int, prices: list[str], volume: str, turnover: str = "0", trades: int = 0
    ) -> tuple[Candle, ...]:
        """The candle of a row, if it is in the span and there was a trade.

        Raises:
            RecordError: it lies before its predecessor, or high and low do not
                enclose open and close.
        """
        close_ns = open_ns + self._interval_ns
        if open_ns < self._closed_ns:
            raise RecordError("the candle does not lie after the one before it")
        if (open_ns - self._aligned_ns) % self._interval_ns:
            raise RecordError(f"the candle does not begin on a multiple of {self._interval}")
        open_, high, low, close = map(self._price, prices)
        if not 0 < low <= open_ <= high or not low <= close <= high:
            raise RecordError(f"low and high of {prices} do not enclose open and close")
        volume_mantissa, turnover_mantissa = self._size(volume), self._value(turnover)
        self._closed_ns = close_ns
        if self._end_ns is not None and close_ns > self._end_ns:
            self.ended = True
            return ()
        if open_ns < self._start_ns:
            return ()
        if volume_mantissa == 0:
            self.empty_rows += 1
            return ()
        self._candles += 1
        return (
            Candle(
                self._instrument,
                self._interval,
                open_ns,
                open_,
                high,
                low,
                close,
                volume_mantissa,
                turnover_mantissa,
                trades,
                close_ns,
                self._candles,
            ),
        )


class BinanceKlines(CandleRows):
    """Rows of Binance's public daily files.

    open_time, open, high, low, close, volume, close_time, quote_volume, trades,
    taker_base, taker_quote, ignore.
    """

    def parse_block(self, lines: Sequence[bytes]) -> Sequence[Candle] | None:
        """The candles of many rows at once, where all of them are plain and in the span."""
        if self._columns is None:
            self._columns = KlineColumns(
                self._instrument, self._interval, self._aligned_ns, self._start_ns, self._end_ns
            )
        read = self._columns.read(lines, self._closed_ns, self._candles)
        if read is None:
            return None
        candles, self._closed_ns = read
        self._candles += len(candles)
        self.empty_rows += len(lines) - len(candles)
        return candles

    def parse(self, line: bytes) -> tuple[Candle, ...]:
        """The candle of one row; raises RecordError, ValueError."""
        row = line.decode("ascii").rstrip("\r").split(",")
        if row[0] == "open_time":
            return ()
        stamp, open_, high, low, close, volume, _, turnover, trades, _, _, _ = row
        unit_ns = 1_000 if len(stamp) >= _MICROS_DIGITS else 1_000_000
        prices = [open_, high, low, close]
        return self._candle(_digits(stamp) * unit_ns, prices, volume, turnover, _digits(trades))


class CandlesCsv(CandleRows):
    """Rows ``Date,Open,High,Low,Close,Volume``.

    Dates are written ``2020-01-01 00:00:00+00:00``. Turnover and the number of
    trades are not told, and 0.
    """

    def parse(self, line: bytes) -> tuple[Candle, ...]:
        """The candle of one row; raises RecordError, ValueError."""
        row = line.decode("ascii").rstrip("\r").split(",")
        if row[0] == "Date":
            return ()
        stamp, open_, high, low, close, volume = row
        return self._candle(iso_ns(stamp), [open_, high, low, close], volume)


class EquitiesCsv(CandleRows):
    """Rows ``date,open,high,low,close,volume,Name``, a day each, from 00:00 UTC."""

    def parse(self, line: bytes) -> tuple[Candle, ...]:
        """The candle of one row; raises RecordError, ValueError."""
        row = line.decode("ascii").rstrip("\r").split(",")
        if row[0] == "date":
            return ()
        stamp, open_, high, low, close, volume, symbol = row
        if symbol != self._symbol:
            raise RecordError(f"symbol {symbol!r} is unknown; the manifest names {self._symbol}")
        return self._candle(iso_ns(stamp), [open_, high, low, close], volume)


def iso_ns(text: str) -> int:
    """Unix nanoseconds of an ISO date or time, which is UTC where it names no zone.

    Raises:
        RecordError: it is none, or lies before 1970.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RecordError(f"{text[:40]!r} is no date such as 2024-08-08T23:54:16") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment < _EPOCH:
        raise RecordError(f"{text[:40]!r} lies before 1970")
    return (moment - _EPOCH) // _MICROSECOND * 1_000


def _digits(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise RecordError(f"{text[:40]!r} is no whole number of zero or above")
    return int(text)
