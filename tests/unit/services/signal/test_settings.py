"""What an operator may set of strategies, and what each mistake is told."""

import json

import pytest

from services.chassis.config import load
from services.signal.settings import SignalSettings
from tradewire.errors import ConfigurationError

STRATEGIES = "TRADEWIRE_SIGNAL__STRATEGIES"
REPLAY = {
    "TRADEWIRE_REPLAY__RUN": "a-replay",
    "TRADEWIRE_REPLAY__BEGIN_NS": "2",
    "TRADEWIRE_REPLAY__ACCOUNT": "tape",
}


def strategies(**accounts: str) -> dict[str, str]:
    """The variable for a strategy of each name, with its account."""
    found = [{"strategy": name, "source": "cross", "account": of} for name, of in accounts.items()]
    return {STRATEGIES: json.dumps(found)}


def test_strategies_of_the_tapes_account_are_taken() -> None:
    """A replay has one account, and everybody who trades in it is named so."""
    settings = load(SignalSettings, REPLAY | strategies(one="tape", two="tape"))
    assert [section.account for section in settings.strategies] == ["tape", "tape"]


def test_a_strategy_of_another_account_than_the_tapes_is_refused() -> None:
    """Nobody would answer its signals, and the replay would be one without it."""
    with pytest.raises(ConfigurationError) as caught:
        load(SignalSettings, REPLAY | strategies(one="tape", two="paper"))
    said = str(caught.value)
    for word in (STRATEGIES, "two trades for account paper", "of account tape", "--manifest"):
        assert word in said


def test_outside_of_a_replay_a_strategy_may_have_any_account() -> None:
    """Execution knows which ones there are."""
    settings = load(SignalSettings, strategies(one="tape", two="paper"))
    assert len(settings.strategies) == 2


def test_a_strategy_has_its_id_to_itself() -> None:
    """Two of one name would share a state."""
    twice = [{"strategy": "one", "source": "cross"}] * 2
    with pytest.raises(ConfigurationError, match="one is there twice"):
        load(SignalSettings, {STRATEGIES: json.dumps(twice)})
