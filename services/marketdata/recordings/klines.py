"""Many rows of Binance's candle files at once, as columns of exact integers.

A year of minutes read row by row takes longer than the backtest over it may. What is here takes
the plain case and nothing else: digits, points and commas alone, every candle in order and inside
the span. Whatever is not plain is left to the rows (``BinanceKlines``), which say what is wrong,
and where; of what is plain the two give the same candles.
"""

import io
from collections.abc import Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.marketdata.recordings.numbers import MANTISSA_DIGITS_MAX
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval

if TYPE_CHECKING:
    import pyarrow as pa

Integers = NDArray[np.int64]

_COLUMNS = 12
_PLAIN = b"0123456789.,\n"
_ZERO = ord("0")
_END = ord("\n")
# Digits after the point in Binance's files, and of Arrow's widest decimal of 128 bits.
_SCALE = 8
_PRECISION = 38
_INT64_MAX = 2**63 - 1
# Stamps of 16 digits are microseconds, those of fewer milliseconds, as for rows.
_MICROS_MIN = 10**15


class KlineColumns:
    """Reads blocks of rows for one instrument.

    Args:
        instrument: whose candles.
        interval: their length.
        aligned_ns: a moment at which one begins, Unix nanoseconds.
        start_ns, end_ns: of the span; None for no end.
    """

    def __init__(
        self,
        instrument: Instrument,
        interval: Interval,
        aligned_ns: int,
        start_ns: int,
        end_ns: int | None,
    ) -> None:
        self._instrument = instrument
        self._interval = interval
        self._interval_ns = interval.ns
        self._aligned_ns = aligned_ns
        self._start_ns = start_ns
        self._end_ns = _INT64_MAX if end_ns is None else end_ns

    def read(
        self, lines: Sequence[bytes], closed_ns: int, numbered: int
    ) -> tuple[list[Candle], int] | None:
        """The candles of some rows and the close of the last row; None where one is not plain.

        Args:
            lines: the rows, without their ends.
            closed_ns: when the candle before closed.
            numbered: the sequence of the candle before.
        """
        table = _table(lines)
        if table is None:
            return None
        opens = self._opens(table[0], max(closed_ns, self._start_ns))
        exponents = self._exponents()
        read = [
            _mantissas(column, exponent)
            for column, exponent in zip(table[1:7], exponents, strict=True)
        ]
        columns = [column for column in read if column is not None]
        if opens is None or len(columns) < len(read) or not _encloses(*columns[:4]):
            return None
        last_ns = int(opens[-1]) + self._interval_ns
        columns.append(table[7].to_numpy())
        if last_ns > self._end_ns or not _fits(columns[:5]):
            return None
        traded = columns[4] > 0
        return self._candles(opens[traded], [one[traded] for one in columns], numbered), last_ns

    def _exponents(self) -> tuple[int, ...]:
        price, size = self._instrument.price_exponent, self._instrument.size_exponent
        return (price, price, price, price, size, price + size)

    def _opens(self, stamps: "pa.Array[pa.Scalar[pa.DataType]]", from_ns: int) -> Integers | None:
        """The openings in nanoseconds; None where one is out of place."""
        given: Integers = stamps.to_numpy()
        first, last = int(given[0]), int(given[-1])
        unit_ns = 1_000 if first >= _MICROS_MIN else 1_000_000
        if not 0 < first <= last <= (_INT64_MAX - self._interval_ns) // unit_ns:
            return None
        # Before they are multiplied: out of order, one between could be too large for that.
        in_order = bool(np.all(np.diff(given) >= self._interval_ns // unit_ns))
        # In order, the first and the last decide about all of them.
        one_unit = (first >= _MICROS_MIN) == (last >= _MICROS_MIN)
        if not (in_order and one_unit) or first * unit_ns < from_ns:
            return None
        opens = given * unit_ns
        return None if ((opens - self._aligned_ns) % self._interval_ns).any() else opens

    def _candles(self, opens: Integers, columns: list[Integers], numbered: int) -> list[Candle]:
        closes = opens + self._interval_ns
        rows = zip(
            repeat(self._instrument),
            repeat(self._interval),
            opens.tolist(),
            *(column.tolist() for column in columns),
            closes.tolist(),
            range(numbered + 1, numbered + 1 + len(opens)),
            strict=False,
        )
        # What ``Candle(*row)`` does, less a call of Python for each of half a million.
        return list(map(partial(tuple.__new__, Candle), rows))


def _table(lines: Sequence[bytes]) -> "list[pa.Array[pa.Scalar[pa.DataType]]] | None":
    """The first nine columns, less the closing stamp; None where the text is not plain."""
    import pyarrow as pa  # noqa: PLC0415 - 25 MB that only a tape of candles needs.
    from pyarrow import csv  # noqa: PLC0415 - as above.

    text = b"\n".join(lines)
    if not _is_plain(text) or text.count(b",") != (_COLUMNS - 1) * len(lines):
        return None
    number = pa.decimal128(_PRECISION, _SCALE)
    types = {"f0": pa.int64(), "f8": pa.int64()} | {f"f{at}": number for at in (1, 2, 3, 4, 5, 7)}
    order = ["f0", "f1", "f2", "f3", "f4", "f5", "f7", "f8"]
    try:
        table = csv.read_csv(
            io.BytesIO(text),
            csv.ReadOptions(use_threads=False, autogenerate_column_names=True),
            convert_options=csv.ConvertOptions(column_types=types, include_columns=order),
        )
    except pa.ArrowException:
        return None
    # An empty line is none to Arrow, and an empty field is null.
    if table.num_rows != len(lines) or any(column.null_count for column in table.columns):
        return None
    return [column.combine_chunks() for column in table.columns]


def _is_plain(text: bytes) -> bool:
    """Whether it is digits with one mark at most between them, and no row begins with zero.

    Arrow takes ``.5`` and ``5.`` for numbers and passes over empty lines, which rows do not; and
    the digits of a stamp tell its unit.
    """
    if text.translate(None, _PLAIN):
        return False
    codes = np.frombuffer(b"\n" + text + b"\n", dtype=np.uint8)
    before, after = codes[:-1], codes[1:]
    # All marks sort before the digits.
    doubled = (before < _ZERO) & (after < _ZERO)
    return not (doubled | ((before == _END) & (after == _ZERO))).any()


def _mantissas(column: "pa.Array[pa.Scalar[pa.DataType]]", exponent: int) -> Integers | None:
    """Decimals as integers of ``10**exponent``; None where one does not fit in 64 bits."""
    digits = _SCALE + exponent
    values = column.buffers()[1]
    if digits < 0 or values is None:
        return None
    words = np.frombuffer(memoryview(values), dtype="<i8").reshape(-1, 2)
    words = words[column.offset : column.offset + len(column)]
    low = words[:, 0]
    if words[:, 1].any() or (low < 0).any():
        return None
    whole, rest = np.divmod(low, 10**digits)
    return None if rest.any() else whole


def _encloses(open_: Integers, high: Integers, low: Integers, close: Integers) -> bool:
    """Whether every low and high enclose open and close, and all are above zero."""
    inside = (low > 0) & (low <= open_) & (open_ <= high) & (low <= close) & (close <= high)
    return bool(inside.all())


def _fits(columns: Sequence[Integers]) -> bool:
    """Whether all have as few digits as a row's may."""
    return all(int(column.max()) < 10**MANTISSA_DIGITS_MAX for column in columns)
