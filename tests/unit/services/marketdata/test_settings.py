"""What an operator may set, and what each mistake is told."""

from pathlib import Path

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


URL = "http://me:p%40ss@quest:9001?pg_port=8813"


@pytest.mark.parametrize(
    ("environ", "host"),
    [
        ({}, None),
        ({"QUESTDB_URL": URL}, "quest"),
        ({"QUESTDB_URL": URL, "TRADEWIRE_MARKETDATA__TICKS__STORE": "duckdb"}, None),
        ({"TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": URL}, "quest"),
        ({"QUESTDB_URL": URL, "TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": "http://ours"}, "ours"),
    ],
)
def test_an_address_of_questdb_chooses_it_unless_the_store_is_set(
    environ: dict[str, str], host: str | None
) -> None:
    """One variable that other programs know is enough, and ours are stronger."""
    found = load(MarketDataSettings, environ).ticks.quest
    assert (None if found is None else found.host) == host


def test_the_address_of_questdb_may_stand_in_a_file(tmp_path: Path) -> None:
    """It holds a password, which is mounted and not written into a manifest."""
    secret = tmp_path / "questdb-url"
    secret.write_text(f"{URL}\n")
    settings = load(
        MarketDataSettings, {"TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL_FILE": str(secret)}
    )
    quest = settings.ticks.quest
    assert quest is not None
    assert (quest.user, quest.password, quest.port, quest.pg_port) == ("me", "p@ss", 9001, 8813)
    assert "p%40ss" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        (
            {"TRADEWIRE_MARKETDATA__TICKS__STORE": "questdb"},
            r"no address says where; set QUESTDB_URL to http://\[user:password@\]host:9000",
        ),
        (
            {"QUESTDB_URL": "http://me:p%40ss@quest:x"},
            r"QUESTDB_URL: .*is no address of QuestDB; write it as http://",
        ),
        (
            {
                "TRADEWIRE_MARKETDATA__TICKS__STORE": "duckdb",
                "TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": "quest:9000",
            },
            r"TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL: .*is no address of QuestDB",
        ),
        ({"TRADEWIRE_MARKETDATA__TICKS__STORE": "influx"}, "'duckdb' or 'questdb'"),
    ],
)
def test_a_tick_store_that_cannot_be_is_refused_with_the_form(
    environ: dict[str, str], words: str
) -> None:
    """And what is secret in an address is not told."""
    with pytest.raises(ConfigurationError, match=words) as caught:
        load(MarketDataSettings, environ)
    assert "p%40ss" not in caught.value.message
