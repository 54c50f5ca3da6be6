"""A strategy whose handler does not return, beside one that does."""

import signal
import threading
import time

import pytest

from services.signal import patience
from services.signal.host import HostState, StrategyHost
from services.signal.patience import bounded
from tests.unit.services.signal.test_host import BTC, trade
from tradewire.market import Trade
from tradewire.strategy import Strategy


class Endless(Strategy):
    """Computes for ever, and takes no hint the first time."""

    instruments = (BTC.id,)

    def on_trade(self, trade: Trade) -> None:
        """Hang."""
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001 - what careless code does.
            time.sleep(3600)


class Calm(Strategy):
    """Counts."""

    instruments = (BTC.id,)
    seen = 0

    def on_trade(self, trade: Trade) -> None:
        """Return."""
        self.seen += 1


def host(name: str, strategy: Strategy) -> StrategyHost:
    """A strategy that runs."""
    made = StrategyHost(name, strategy, "paper", "log", bounded=bounded)
    made.start(1)
    return made


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HANDLER_S_MAX", 0.1)
    monkeypatch.setattr(patience, "AGAIN_S", 0.1)


# The other way of pytest's timeout is an alarm as well.
@pytest.mark.timeout(60, method="thread")
def test_a_handler_that_never_returns_fails_its_strategy_alone() -> None:
    """Though it catches what ends it; the next one is served, and no alarm is left."""
    endless, calm = host("endless", Endless()), host("calm", strategy := Calm())
    for one in (endless, calm):
        one.on_market(trade(), 2)
    assert endless.state is HostState.FAILED
    assert "has not returned in 0.1 s" in endless.error
    assert "test_patience.py" in endless.error
    assert calm.state is HostState.RUNNING
    assert strategy.seen == 1
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_on_another_thread_nothing_is_bounded() -> None:
    """Alarms would reach the main thread, which did nothing."""
    calm = host("calm", strategy := Calm())
    thread = threading.Thread(target=lambda: calm.on_market(trade(), 2))
    thread.start()
    thread.join()
    assert strategy.seen == 1
