"""Candles from trades, and longer candles from shorter ones, closed by the clock.

A candle is closed when the clock reaches its end, not when the next trade comes: a
quiet market would otherwise hide a candle until it is stale. Where there was no
trade there is no candle.
"""

from tradewire.errors import InvalidArgumentError
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval, Trade

# 1970-01-01 was a Thursday; weeks begin on Mondays 00:00 UTC, the first on the 5th.
_MONDAY_NS = 4 * Interval.D1.ns


def bucket_open_ns(stamp_ns: int, interval: Interval) -> int:
    """The opening of the interval that contains ``stamp_ns``, Unix nanoseconds."""
    offset = _MONDAY_NS if interval is Interval.W1 else 0
    return stamp_ns - (stamp_ns - offset) % interval.ns


def check_aggregation(base: Interval, target: Interval) -> None:
    """Refuse to make candles of ``target`` from candles of ``base``.

    Raises:
        InvalidArgumentError: a candle of ``target`` is no whole number of candles
            of ``base``.
    """
    if target.ns % base.ns:
        raise InvalidArgumentError(
            f"candles of {target} cannot be made from candles of {base}; "
            f"ask for a multiple of {base}"
        )


class CandleBuilder:
    """Builds the candles of one instrument and interval.

    Feed it trades or shorter candles in the order of tape time, never both. Before
    each, and whenever the clock moves, call ``advance``.
    """

    def __init__(self, instrument: Instrument, interval: Interval) -> None:
        self.instrument = instrument
        self.interval = interval
        self._interval_ns = interval.ns
        # The close of the open bucket; 0 where none is open.
        self._close_ns = 0
        self._open = self._high = self._low = self._close = 0
        self._volume = self._turnover = self._count = 0

    def state(self) -> tuple[int, ...]:
        """The open candle; all zeros where there is none."""
        if not self._close_ns:
            return (0,) * 8
        prices = self._open, self._high, self._low, self._close
        return (self._close_ns, *prices, self._volume, self._turnover, self._count)

    def go_on(self, state: tuple[int, ...]) -> None:
        """Have this candle open."""
        self._close_ns, self._open, self._high, self._low, self._close = state[:5]
        self._volume, self._turnover, self._count = state[5:]

    def next_due_ns(self) -> int | None:
        """When the open candle closes; None where there is none."""
        return self._close_ns or None

    def add(self, trade: Trade) -> int:
        """Take a trade, by its ``init_ns``; gives when the open candle closes.

        Raises:
            InvalidArgumentError: the open candle should have been closed before.
        """
        price, size = trade.price_mantissa, trade.size_mantissa
        self._enter(trade.init_ns, price)
        if price > self._high:
            self._high = price
        elif price < self._low:
            self._low = price
        self._close = price
        self._volume += size
        self._turnover += price * size
        self._count += 1
        return self._close_ns

    def merge(self, candle: Candle) -> int:
        """Take a shorter candle, by its ``open_ns``; gives when the open one closes.

        Raises:
            InvalidArgumentError: the open candle should have been closed before, or
                the candle is no part of this interval.
        """
        check_aggregation(candle.interval, self.interval)
        self._enter(candle.open_ns, candle.open_mantissa)
        self._high = max(self._high, candle.high_mantissa)
        self._low = min(self._low, candle.low_mantissa)
        self._close = candle.close_mantissa
        self._volume += candle.volume_mantissa
        self._turnover += candle.turnover_mantissa
        self._count += candle.trade_count
        return self._close_ns

    def advance(self, clock_ns: int) -> Candle | None:
        """The candle that closed at or before ``clock_ns``, if one did."""
        if not 0 < self._close_ns <= clock_ns:
            return None
        candle = Candle(
            instrument=self.instrument,
            interval=self.interval,
            open_ns=self._close_ns - self._interval_ns,
            open_mantissa=self._open,
            high_mantissa=self._high,
            low_mantissa=self._low,
            close_mantissa=self._close,
            volume_mantissa=self._volume,
            turnover_mantissa=self._turnover,
            trade_count=self._count,
            init_ns=self._close_ns,
        )
        self._close_ns = 0
        self._volume = self._turnover = self._count = 0
        return candle

    def _enter(self, stamp_ns: int, price: int) -> None:
        if stamp_ns < self._close_ns:
            return
        if self._close_ns:
            raise InvalidArgumentError(
                f"{self.instrument.id}: the {self.interval} candle that closed at "
                f"{self._close_ns} must be taken by advance() before more is added"
            )
        self._close_ns = bucket_open_ns(stamp_ns, self.interval) + self._interval_ns
        self._open = self._high = self._low = price
