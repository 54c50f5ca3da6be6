"""The kill switch by itself: scopes, and how many are remembered."""

import pytest

from services.risk import killswitch
from services.risk.killswitch import EVERYTHING, KillSwitches
from tradewire.errors import ExhaustedError


def engage(switches: KillSwitches, scope: str) -> None:
    """Turn one on."""
    switches.engage(scope, "drill", 1, cancel_orders=True, close_positions=False)


def test_a_client_that_names_ever_new_scopes_is_stopped_and_everything_still_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The memory is bounded; known scopes and the widest switch work all the same."""
    monkeypatch.setattr(killswitch, "SCOPES_MAX", 2)
    switches = KillSwitches()
    engage(switches, "account:a")
    engage(switches, "strategy:b")
    with pytest.raises(ExhaustedError, match=r"2 scopes are the most; engage '\*'"):
        engage(switches, "account:c")
    switches.release("account:a", "over", 2)
    engage(switches, "account:a")
    engage(switches, EVERYTHING)
    assert {switch.scope for switch in switches.all()} == {"account:a", "strategy:b", "*"}
