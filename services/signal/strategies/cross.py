"""Moving-average cross: buy when the fast average rises through the slow one."""

from tradewire.strategy import Candle, Strategy


class MovingAverageCross(Strategy):
    """Long-only cross of two simple moving averages of closes.

    Parameters:
        fast, slow: windows in candles, ``fast`` the shorter.
        interval: candle interval, e.g. ``1s``.
        stop, target_gain: protective exits as fractions of the entry's price.

    The averages are compared as integer sums, so that a tie is a tie.
    """

    fast: int = 5
    slow: int = 20
    interval: str = "1s"
    stop: str = "0.02"
    target_gain: str = "0.04"

    def check(self) -> None:
        """Refuse windows that cannot cross."""
        if not 0 < self.fast < self.slow:
            raise ValueError(f"fast={self.fast} must be at least 1 and below slow={self.slow}")

    def intervals(self) -> tuple[str, ...]:
        """The one interval that the parameter names."""
        return (self.interval,)

    def on_start(self) -> None:
        """Begin with empty windows where nothing was saved."""
        self.state.setdefault("closes", {})
        self.state.setdefault("above", {})

    def on_candle(self, candle: Candle) -> None:
        """Compare the averages; a change of sign is a signal."""
        closes: list[int] = self.state["closes"].setdefault(candle.instrument.id, [])
        closes.append(candle.close_mantissa)
        del closes[: -self.slow]
        if len(closes) < self.slow:
            return
        fast_sum, slow_sum = sum(closes[-self.fast :]), sum(closes)
        above = fast_sum * self.slow > slow_sum * self.fast
        was_above = self.state["above"].get(candle.instrument.id)
        self.state["above"][candle.instrument.id] = above
        if was_above is None or above == was_above:
            return
        unit = float(candle.instrument.price(1))
        indicators = {
            "sma_fast": fast_sum / self.fast * unit,
            "sma_slow": slow_sum / self.slow * unit,
        }
        if above and self.position(candle) == 0:
            self.buy(
                candle,
                stop_offset=self.stop,
                target_offset=self.target_gain,
                indicators=indicators,
                reason=f"SMA {self.fast} rose through SMA {self.slow}",
            )
        elif not above and self.position(candle) > 0:
            reason = f"SMA {self.fast} fell through SMA {self.slow}"
            self.target(candle, 0, indicators=indicators, reason=reason)
