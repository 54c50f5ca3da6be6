"""What an operator may set, and what each mistake is told."""

import pytest

from services.chassis.config import load
from services.marketdata.settings import MarketDataSettings
from tradewire.errors import ConfigurationError
from tradewire.market import Interval

RUN = {"TRADEWIRE_REPLAY__RUN": "a-replay", "TRADEWIRE_REPLAY__BEGIN_NS": "2"}
REPLAY = {
    "TRADEWIRE_MARKETDATA__FEED__KIND": "replay",
    "TRADEWIRE_MARKETDATA__FEED__PATH": "tape.gz",
}


def test_without_any_setting_a_market_is_simulated() -> None:
    """A first start needs neither recording nor connection."""
    settings = load(MarketDataSettings, {})
    assert settings.feed.kind == "simulated"
    assert settings.ticks_path.name == "marketdata.duckdb"
    assert settings.spool_path.parent == settings.data_dir


def test_a_replay_is_set_by_variables() -> None:
    """Kind, path, span, speed, candles and run, as the supervisor passes them."""
    given = {
        "TRADEWIRE_MARKETDATA__FEED__START": "2024-08-09",
        "TRADEWIRE_MARKETDATA__FEED__SPEED": "2.0",
        "TRADEWIRE_MARKETDATA__FEED__INTERVALS": '["1s", "1m"]',
    }
    settings = load(MarketDataSettings, given | REPLAY | RUN)
    assert str(settings.feed.path) == "tape.gz"
    assert settings.feed.speed == 2
    assert settings.feed.intervals == (Interval.S1, Interval.M1)
    assert settings.replay is not None
    assert settings.replay.run == "a-replay"


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TRADEWIRE_MARKETDATA__FEED__KIND": "replay", **RUN}, "needs feed.path"),
        (REPLAY, "needs its id"),
        (RUN, "feed.kind simulated"),
        ({"TRADEWIRE_MARKETDATA__FEED__SPEED": "0", **REPLAY, **RUN}, "feed.speed"),
        ({"TRADEWIRE_MARKETDATA__FEED__INTERVALS": '["2m"]', **REPLAY, **RUN}, "intervals"),
        ({"TRADEWIRE_MARKETDATA__FEED__PATH": "tape.gz"}, "feed.kind is simulated"),
        ({"TRADEWIRE_MARKETDATA__FEED__START": "soon", **REPLAY, **RUN}, "soon"),
        ({"TRADEWIRE_MARKETDATA__FEED__PAHT": "x"}, "path"),
        ({"TRADEWIRE_MARKETDATA__TICKS__MEMORY_MIB": "1"}, "memory_mib"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(environ: dict[str, str], said: str) -> None:
    """The start stops at it; nothing is guessed."""
    with pytest.raises(ConfigurationError, match=said):
        load(MarketDataSettings, environ)
