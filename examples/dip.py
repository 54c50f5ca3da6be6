"""A first strategy: buy when the price falls quickly, with a stop and a target."""

from tradewire.strategy import Candle, Strategy


class Dip(Strategy):
    """Buy after a fall of ``drop`` (a fraction) from one candle's close to the next."""

    drop: float = 0.0002

    def on_candle(self, candle: Candle) -> None:
        """Compare the close with the last one."""
        last, close = self.state.get(candle.instrument.id), float(candle.close)
        self.state[candle.instrument.id] = close
        if last and close < last * (1 - self.drop) and not self.position(candle):
            fall = {"fall": 1 - close / last}
            self.buy(candle, stop_offset="0.002", target_offset="0.001", indicators=fall)
