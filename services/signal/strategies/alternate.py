"""Alternation: buys, then closes, every N inputs; for tapes that little else trades on."""

from tradewire.strategy import Candle, MarketEvent, Quote, Strategy, Trade


class Alternate(Strategy):
    """Buy at the N-th input, close at the 2N-th, and so on, per instrument.

    It proves the machinery, not an idea: a hash over no orders proves nothing.

    Parameters:
        every: how many inputs lie between two signals.
        stop, target_gain: protective exits as fractions of the price.
    """

    every: int = 500
    stop: str = "0.02"
    target_gain: str = "0.04"

    def check(self) -> None:
        """Refuse to act between two inputs."""
        if self.every < 1:
            raise ValueError(f"every={self.every} must be at least 1")

    def on_trade(self, trade: Trade) -> None:
        """Count a trade."""
        self._count(trade)

    def on_quote(self, quote: Quote) -> None:
        """Count a quote."""
        self._count(quote)

    def on_candle(self, candle: Candle) -> None:
        """Count a candle."""
        self._count(candle)

    def _count(self, event: MarketEvent) -> None:
        key = event.instrument.id
        self.state[key] = count = self.state.get(key, 0) + 1
        if count % self.every:
            return
        if (count // self.every) % 2:
            self.buy(event, stop_offset=self.stop, target_offset=self.target_gain, reason="odd")
        else:
            self.close(event, reason="even")
