"""A participant's own log in a replay: how far it goes, and whether it is what is run again.

A process that comes back tells everything anew, and what it had committed must come out byte for
byte: nothing else, nothing more and nothing less. A log that two runs had written would be neither.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from services.chassis.events import Event, NewEvent, read_range
from services.chassis.storage import Store
from tradewire.errors import InternalError

DIVERGED = "REPLAY_DIVERGED"
"""The reason of the error where a replay that is run again does something else."""

AHEAD_MAX = 500
"""Events read at once by who runs again: one question for some tens of rounds."""


class OwnLog:
    """One participant's.

    Attributes:
        heads: how far each stream goes, as of the round that was run last.
        now: how far each one went at the start of the process.
    """

    def __init__(self, store: Store) -> None:
        self.heads: dict[str, int] = {}
        self._store = store
        self.now: Mapping[str, int] = {}
        self._is_proved = False
        # Read ahead while it is compared.
        self._logged: dict[str, deque[Event]] = {}

    def begin(self, then: Mapping[str, int], now: Mapping[str, int]) -> None:
        """Stand before the first round.

        Args:
            then: how far each stream went there.
            now: how far it goes.
        """
        self.heads, self.now = dict(then), now

    def add(self, events: Sequence[tuple[str, NewEvent]]) -> None:
        """Events were committed."""
        for stream, _ in events:
            self.heads[stream] = self.heads.get(stream, 0) + 1

    async def compare(self, events: Sequence[tuple[str, NewEvent]]) -> None:
        """Go on over events that the log must have.

        Raises:
            InternalError: it has another one there, or none (reason REPLAY_DIVERGED).
        """
        for stream, event in events:
            before = self.heads.get(stream, 0)
            logged = await self._logged_after(stream, before)
            payload = (
                event.payload if isinstance(event.payload, bytes) else event.payload(before + 1)
            )
            if logged is None or (logged.event_id, logged.payload) != (event.event_id, payload):
                raise diverged(f"{stream} {before + 1}, {event.type}")
            self.heads[stream] = before + 1

    def prove(self) -> None:
        """All that was committed was run again: the log must have no more than that.

        Raises:
            InternalError: it has (reason REPLAY_DIVERGED).
        """
        if self._is_proved:
            return
        for stream, head in self.now.items():
            if (told := self.heads.get(stream, 0)) != head:
                raise diverged(f"{stream} {told + 1}, which the log has and nothing led to")
        self._is_proved = True

    async def _logged_after(self, stream: str, before: int) -> Event | None:
        """The event that the log has after ``before``; read by hundreds, for the next is next."""
        waiting = self._logged.setdefault(stream, deque())
        if not waiting:
            found = await self._store.read(lambda c: read_range(c, stream, before, limit=AHEAD_MAX))
            waiting.extend(found)
        return waiting.popleft() if waiting else None


def diverged(what: str) -> InternalError:
    """The error of a replay that did something else when it was run again."""
    return InternalError(
        f"{what}: run again it is not what the log has. The strategy or the program is another"
        " than before, or reads something that is not of the tape, such as the time, a random"
        " number or a file; replay into a fresh data directory (--fresh)",
        reason=DIVERGED,
    )
