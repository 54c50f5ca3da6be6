"""Breakout: an hourly close above the high of twenty days, on rising volume."""

from tradewire.strategy import Candle, Strategy

HOURS_PER_DAY = 24


class Breakout(Strategy):
    """Buy a close above the highest high of the days before, confirmed by volume.

    Parameters:
        days: how many days of hourly candles the high is taken over.
        volume_factor: how many times the mean hourly volume the breaking candle
            must have.
        gain: take profit, fraction of the entry's price.
        loss: stop, fraction of the entry's price.
    """

    candles = ("1h",)
    days: int = 20
    volume_factor: float = 1.5
    gain: str = "0.07"
    loss: str = "0.16"

    def check(self) -> None:
        """Refuse an empty window."""
        if self.days < 1:
            raise ValueError(f"days={self.days} must be at least 1")

    def on_candle(self, candle: Candle) -> None:
        """Hold the candle against the window before it, then add it."""
        window: list[list[int]] = self.state.setdefault(candle.instrument.id, [])
        hours = self.days * HOURS_PER_DAY
        if len(window) == hours and self.position(candle) == 0:
            self._judge(candle, window)
        window.append([candle.high_mantissa, candle.volume_mantissa])
        del window[:-hours]

    def _judge(self, candle: Candle, window: list[list[int]]) -> None:
        high = max(row[0] for row in window)
        mean_volume = sum(row[1] for row in window) / len(window)
        confirmed = candle.volume_mantissa >= self.volume_factor * mean_volume
        if candle.close_mantissa <= high or not confirmed:
            return
        self.buy(
            candle,
            stop_offset=self.loss,
            target_offset=self.gain,
            indicators={
                "high": float(candle.instrument.price(high)),
                "volume": float(candle.volume),
                "mean_volume": mean_volume * float(candle.instrument.size(1)),
            },
            reason=f"hourly close above the {self.days}-day high on volume",
        )
