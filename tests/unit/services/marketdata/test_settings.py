"""What an operator may set, and what each mistake is told."""

import pytest

from services.chassis.config import load
from services.marketdata.settings import MarketDataSettings
from tradewire.errors import ConfigurationError

CLOCK = {
    "TRADEWIRE_CLOCK__ORIGIN_WALL_NS": "1",
    "TRADEWIRE_CLOCK__ORIGIN_RUN_NS": "2",
    "TRADEWIRE_CLOCK__SPEED": "2",
}
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
    """Kind, path, span and clock, as the supervisor passes them."""
    span = {"TRADEWIRE_MARKETDATA__FEED__START": "2024-08-09", **REPLAY, **CLOCK}
    settings = load(MarketDataSettings, span)
    assert str(settings.feed.path) == "tape.gz"
    assert settings.clock is not None
    assert settings.clock.speed == 2


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TRADEWIRE_MARKETDATA__FEED__KIND": "replay", **CLOCK}, "needs feed.path"),
        (REPLAY, "needs the run's clock"),
        ({"TRADEWIRE_MARKETDATA__FEED__PATH": "tape.gz"}, "feed.kind is simulated"),
        ({"TRADEWIRE_MARKETDATA__FEED__START": "soon", **REPLAY, **CLOCK}, "soon"),
        ({"TRADEWIRE_MARKETDATA__FEED__PAHT": "x"}, "path"),
        ({"TRADEWIRE_MARKETDATA__TICKS__MEMORY_MIB": "1"}, "memory_mib"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(environ: dict[str, str], said: str) -> None:
    """The start stops at it; nothing is guessed."""
    with pytest.raises(ConfigurationError, match=said):
        load(MarketDataSettings, environ)
