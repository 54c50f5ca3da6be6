"""A strategy that writes down what it was told, and whatever it should not have been."""

from tradewire.strategy import Candle, OrderEvent, OrderEventKind, Strategy, Trade

# Enough to see what went wrong; a state that grew would be a finding of its own.
WRONG_MAX = 20


class Witness(Strategy):
    """Buys and closes in turn, and keeps account of all of it in its saved state.

    It falls silent, and goes on listening, when somebody else places an order in its name.

    Parameters:
        every: trades between two signals.
    """

    every: int = 30

    def on_start(self) -> None:
        """Begin the account, or go on with the one that was saved."""
        begun = {"given": 0, "trades": 0, "candles": 0, "heard": 0, "starts": 0, "silent": False}
        self.state = {**begun, "filled": {}, "revisions": {}, "last": {}, "wrong": [], **self.state}
        self.state["starts"] += 1

    def on_trade(self, trade: Trade) -> None:
        """Trades come in order, none twice; some may be missed while nobody listens."""
        self._rises("trade", trade.sequence)
        if self.state["silent"]:
            return
        self.state["trades"] += 1
        if self.state["trades"] % self.every:
            return
        self.state["given"] += 1
        if self.state["given"] % 2:
            self.buy(trade, "0.01", stop_offset="0.02", target_offset="0.04")
        else:
            self.sell(trade, "0.01", reduce_only=True)

    def on_candle(self, candle: Candle) -> None:
        """Candles too."""
        self._rises("candle", candle.close_ns)
        self.state["candles"] += 1

    def on_order(self, event: OrderEvent) -> None:
        """Every event of every order of its own, each once and in order."""
        order, revisions = event.order, self.state["revisions"]
        before = revisions.get(order.client_order_id, 0)
        changed = event.kind is not OrderEventKind.ANOMALY
        if order.revision != before + changed:
            self._note(f"order {order.client_order_id}: {before} to {order.revision}")
        revisions[order.client_order_id] = order.revision
        self.state["heard"] += 1
        if order.cause.startswith("request:"):
            self.state["silent"] = True
        if event.fill is not None:
            filled = self.state["filled"]
            filled[event.fill.fill_id] = filled.get(event.fill.fill_id, 0) + 1

    def _rises(self, kind: str, mark: int) -> None:
        last = self.state["last"].get(kind, 0)
        if mark <= last:
            self._note(f"{kind} {mark} after {last}")
        self.state["last"][kind] = mark

    def _note(self, what: str) -> None:
        self.state["wrong"] = [*self.state["wrong"], what][-WRONG_MAX:]
