"""What becomes of a start whose parts do not come: waited for, told, or given up."""

from collections.abc import Sequence

from console.supervisor import Part, State, last_words
from tradewire.errors import ConfigurationError, UnavailableError


def refuse_misconfigured(members: Sequence[Part]) -> None:
    """Raise ConfigurationError in the words of the first part whose settings are wrong."""
    for part in members:
        if part.is_misconfigured:
            _, _, words = last_words(part.log).partition(": ")
            raise ConfigurationError(f"{part.component} cannot start: {words}")


def refuse_hopeless(members: Sequence[Part]) -> None:
    """Raise UnavailableError where a part ends by itself at every start.

    For a replay whose end is waited for, which would wait for ever. A part that is killed, however
    often, comes back.
    """
    for part in members:
        if part.needed and part.state is State.FAILED and (part.exit_code or 0) > 0:
            raise UnavailableError(f"the replay waits for {part.component}: {part.detail}")


def not_ready(members: Sequence[Part]) -> list[str]:
    """Each part that is not ready, and why."""
    return [
        f"{part.component} is {part.state.lower()}" + (f" ({part.detail})" if part.detail else "")
        for part in members
        if part.needed and part.state is not State.READY
    ]
