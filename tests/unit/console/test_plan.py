"""What a start will run: from the options, from yesterday, and never one market on another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from console.plan import (
    DEMO_PARAMETERS,
    SIMULATED_INSTRUMENTS,
    StrategyOption,
    names_instruments,
    plan,
    speed_of,
)
from console.replay import strategy_intervals
from console.runtime import ReplayChoice, Runtime, StrategyChoice
from tests.unit.services.marketdata.written import (
    START_NS,
    own_manifest,
    trade_line,
    write_lines,
)
from tradewire.errors import (
    ConfigurationError,
    CorruptDataError,
    NotFoundError,
    PreconditionError,
)

SECOND_NS = 1_000_000_000
MINE = "from tradewire.strategy import Strategy\n\n\nclass Mine(Strategy):\n    fast: int = 1\n"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own settings must not decide a test."""
    for name in ("TRADEWIRE_SIGNAL__STRATEGIES", "TRADEWIRE_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def yesterday(**changes: object) -> Runtime:
    """A simulated mesh that ran a strategy of the user's own."""
    values: dict[str, object] = {
        "run": "r",
        "version": "0.1.0",
        "data_dir": "/data",
        "feed": "SIMULATED",
        "feed_key": "simulated",
        "account": "paper",
        "nats_url": "nats://127.0.0.1:1",
        "addresses": {},
        "strategies": (StrategyChoice("mine", "/mine.py:Mine"),),
    }
    return Runtime(**(values | changes))  # type: ignore[arg-type]  # named by the tests.


def sections(settings: dict[str, str]) -> list[dict[str, object]]:
    """What the signal service is told."""
    return list(json.loads(settings["TRADEWIRE_SIGNAL__STRATEGIES"]))


def test_without_options_the_demo_runs_on_the_simulated_market() -> None:
    """The market is labelled, the clock is the wall's."""
    made = plan(None, StrategyOption(), None)
    assert (made.feed, made.account, made.replay) == ("SIMULATED", "paper", None)
    assert sections(made.settings) == [
        {
            "strategy": "cross",
            "source": "cross",
            "parameters": DEMO_PARAMETERS,
            "instruments": list(SIMULATED_INSTRUMENTS),
            "account": "paper",
        }
    ]


def test_yesterdays_strategies_go_on_unless_another_is_named() -> None:
    """A resumed mesh does what it did."""
    kept = plan(None, StrategyOption(), yesterday())
    assert [one.strategy for one in kept.strategies] == ["mine"]
    named = plan(None, StrategyOption("breakout", {"days": "3"}), yesterday())
    assert [(one.strategy, one.parameters) for one in named.strategies] == [
        ("breakout", {"days": "3"})
    ]


def test_the_users_own_settings_of_strategies_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only a strategy named on the command line goes before them."""
    monkeypatch.setenv("TRADEWIRE_SIGNAL__STRATEGIES", "[]")
    assert "TRADEWIRE_SIGNAL__STRATEGIES" not in plan(None, StrategyOption(), None).settings
    assert sections(plan(None, StrategyOption("cross"), None).settings)


def test_a_strategy_file_is_named_absolutely_and_gets_the_feeds_instruments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal service works in another folder perhaps."""
    (tmp_path / "mine.py").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    made = plan(None, StrategyOption("mine.py:Mine", {"fast": "2"}), None)
    assert made.strategies == (
        StrategyChoice(
            "mine", f"{tmp_path / 'mine.py'}:Mine", {"fast": "2"}, SIMULATED_INSTRUMENTS
        ),
    )


@pytest.mark.parametrize(
    "line", ['instruments = ("A.B",)', 'instruments: tuple[str, ...] = ("A.B",)']
)
def test_a_class_that_names_its_instruments_keeps_them(tmp_path: Path, line: str) -> None:
    """They are read, not run: the file may be broken."""
    path = tmp_path / "mine.py"
    path.write_text(f"{MINE}    {line}\n")
    assert names_instruments(path, "Mine")
    assert not names_instruments(path, "Other")
    path.write_text("def broken(:\n")
    assert not names_instruments(path, "Mine")


def test_a_missing_strategy_file_is_named() -> None:
    """Before anything is started."""
    with pytest.raises(NotFoundError, match=r"nowhere\.py"):
        plan(None, StrategyOption("/nowhere.py:Mine"), None)


def test_parameters_need_a_strategy() -> None:
    """Silently dropped they would be searched for."""
    with pytest.raises(ConfigurationError, match="--strategy"):
        plan(None, StrategyOption(parameters={"fast": "1"}), None)


def test_another_market_is_refused_with_both_ways_out() -> None:
    """Positions of one market mean nothing in another."""
    held = yesterday(feed="REPLAY of x", feed_key="replay:1")
    with pytest.raises(PreconditionError, match=r"--data-dir.*--fresh") as raised:
        plan(None, StrategyOption(), held)
    assert raised.value.reason == "OTHER_FEED"


# -- replay ----------------------------------------------------------------------------------


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A folder with two minutes of candles and its manifest."""
    lines = [
        f"{(1_700_000_000 + 60 * minute) * 1000},10,11,9,10,1,0,0,0,0,0,0" for minute in range(2)
    ]
    (tmp_path / "candles.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_a_speed_is_a_number_within_bounds_or_max() -> None:
    """Refused here, or the services would refuse it one by one, in their logs."""
    assert (speed_of(None), speed_of("2.5"), speed_of("max")) == (1.0, 2.5, None)
    for text in ("0", "-1", "5000", "nan", "fast", "inf"):
        with pytest.raises(ConfigurationError, match="--speed"):
            speed_of(text)


def test_a_recording_that_is_none_is_named(recording: Path) -> None:
    """No shipped manifest knows it."""
    with pytest.raises(NotFoundError, match=r"candles\.csv|manifest"):
        plan(ReplayChoice(str(recording)), StrategyOption(), None)


def test_a_replay_is_the_same_run_at_every_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its id, its clock and its log ids are the tape's; a later start may have another speed."""
    from services.backtest.tapes import TapeFacts  # noqa: PLC0415 - the kernel is slow to import.

    logs = {name: name * 2 for name in ("marketdata", "signal", "risk", "execution", "paper")}
    facts = TapeFacts(
        "t", "key", 100 * SECOND_NS, ("A.B",), ("B",), "paper", {"USDT": "7"}, 10, logs
    )
    monkeypatch.setattr("console.replay.tape_of", lambda *_args, **_more: None)
    monkeypatch.setattr("console.replay.tape_facts", lambda _tape: facts)
    monkeypatch.setattr("console.replay.tape_parameters", lambda _tape, _name, given: given)
    first = plan(ReplayChoice("/t", speed=10.0), StrategyOption(), None)
    assert json.loads(first.settings["TRADEWIRE_EXECUTION__ACCOUNTS"]) == {
        "paper": {"venues": ["B"], "reporting_asset": "USDT", "opening_balances": {"USDT": "7"}}
    }
    told = {name: value for name, value in first.settings.items() if "REPLAY__" in name}
    assert told == {
        "TRADEWIRE_REPLAY__RUN": "key",
        "TRADEWIRE_REPLAY__BEGIN_NS": str(100 * SECOND_NS),
        "TRADEWIRE_REPLAY__ACCOUNT": "paper",
        "TRADEWIRE_MARKETDATA__REPLAY__LOG_ID": "marketdatamarketdata",
        "TRADEWIRE_SIGNAL__REPLAY__LOG_ID": "signalsignal",
        "TRADEWIRE_RISK__REPLAY__LOG_ID": "riskrisk",
        "TRADEWIRE_EXECUTION__REPLAY__LOG_ID": "executionexecution",
    }
    assert first.settings["TRADEWIRE_MARKETDATA__FEED__SPEED"] == "10.0"
    # What the demo reads, and no other candles.
    assert first.settings["TRADEWIRE_MARKETDATA__FEED__INTERVALS"] == '["1s"]'
    held = yesterday(feed_key=first.feed_key, replay=first.replay, strategies=first.strategies)
    assert plan(None, StrategyOption(), held).replay == first.replay
    full = plan(ReplayChoice("/t", speed=None), StrategyOption(), held)
    assert "TRADEWIRE_MARKETDATA__FEED__SPEED" not in full.settings
    assert full.replay_run == first.replay_run == "key"


def ticks(folder: Path, *before: str) -> ReplayChoice:
    """A recording of one trade, after lines that are as they are given."""
    path = write_lines(folder / "own.gz", [*before, trade_line(START_NS, "100.00", "1", 1)])
    own_manifest(folder)
    return ReplayChoice(str(path), str(folder / "own.yaml"))


def test_a_replay_by_another_strategy_or_by_an_edited_file_is_another_replay(
    tmp_path: Path,
) -> None:
    """Taken up it would show what the first had come to, or end on the first other order."""
    mine = tmp_path / "mine.py"
    mine.write_text(MINE)
    choice = ticks(tmp_path)
    first = plan(choice, StrategyOption(f"{mine}:Mine", {"fast": "2"}), None)
    held = yesterday(feed_key=first.feed_key, replay=first.replay, strategies=first.strategies)
    again = plan(choice, StrategyOption(f"{mine}:Mine", {"fast": "2"}), held)
    assert again.strategies == plan(None, StrategyOption(), held).strategies == first.strategies
    for other in (StrategyOption(f"{mine}:Mine", {"fast": "3"}), StrategyOption("cross")):
        with pytest.raises(PreconditionError, match=r"fast=2.*--fresh") as raised:
            plan(choice, other, held)
        assert raised.value.reason == "OTHER_STRATEGY"
    mine.write_text(f"{MINE}    slow: int = 2\n")
    with pytest.raises(PreconditionError, match="another file"):
        plan(choice, StrategyOption(), held)


def test_a_damaged_recording_is_replayed_where_that_is_asked_for(tmp_path: Path) -> None:
    """It is another replay than one that ended there."""
    choice = ticks(tmp_path, "broken")
    with pytest.raises(CorruptDataError, match="--skip-damaged"):
        plan(choice, StrategyOption(), None)
    made = plan(replace(choice, skip_damaged=True), StrategyOption(), None)
    assert made.settings["TRADEWIRE_MARKETDATA__FEED__SKIP_DAMAGED"] == "true"
    assert made.feed_key.endswith(":skip-damaged")


def test_strategies_of_the_settings_get_their_candles_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replay makes no others, and without any they would do nothing, and nobody knew why."""
    sections = [{"strategy": "a", "source": "cross"}, {"strategy": "b", "source": "breakout"}]
    monkeypatch.setenv("TRADEWIRE_SIGNAL__STRATEGIES", json.dumps(sections))
    made = plan(ticks(tmp_path), StrategyOption(), None)
    intervals = json.loads(made.settings["TRADEWIRE_MARKETDATA__FEED__INTERVALS"])
    assert intervals == [*strategy_intervals("cross", {}), *strategy_intervals("breakout", {})]
    monkeypatch.setenv("TRADEWIRE_SIGNAL__STRATEGIES", "{")
    assert "INTERVALS" not in str(plan(ticks(tmp_path), StrategyOption(), None).settings)


def test_another_part_of_a_tape_is_refused_by_its_name(tmp_path: Path) -> None:
    """Two texts that say the same would explain nothing."""
    choice = replace(ticks(tmp_path), end="2030-01-01")
    first = plan(choice, StrategyOption(), None)
    held = yesterday(feed=first.feed, feed_key=first.feed_key, strategies=first.strategies)
    with pytest.raises(PreconditionError, match=r"to 2030-01-01 .*to 2031-01-01 "):
        plan(replace(choice, end="2031-01-01"), StrategyOption(), held)
