"""Whether a replay that is waited for can still end."""

from pathlib import Path
from typing import Any, cast

import pytest

from console.readiness import refuse_hopeless
from console.supervisor import Part, State
from tradewire.errors import UnavailableError


async def _well() -> bool:
    return True


def part(state: State, exit_code: int | None) -> Part:
    """A part that is so."""
    found = Part("risk", cast("Any", None), _well, 1, "127.0.0.1:1", Path("risk.log"))
    found.state, found.exit_code, found.detail = state, exit_code, "exit code 1: no such table"
    return found


def test_a_part_that_ends_by_itself_at_every_start_is_not_waited_for() -> None:
    """Who waits for the end of a replay gets the part's words instead."""
    with pytest.raises(UnavailableError, match=r"waits for risk: .*no such table"):
        refuse_hopeless([part(State.READY, None), part(State.FAILED, 1)])


@pytest.mark.parametrize(("state", "code"), [(State.CRASHED, 1), (State.FAILED, -9)])
def test_a_part_that_was_killed_or_starts_again_is_waited_for(state: State, code: int) -> None:
    """It goes on where it was."""
    refuse_hopeless([part(state, code)])
