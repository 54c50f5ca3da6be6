"""Where time comes from: passed in, so that a replay and a test own it.

The domain never reads a clock. What sits around it (feeds, stores, services) is handed a ``Clock``
and passes ``now_ns`` down.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """Nanoseconds since the Unix epoch, strictly increasing from call to call."""

    def now_ns(self) -> int:
        """The time now, in nanoseconds since the Unix epoch."""
        ...


class WallClock:
    """The machine's clock, made strictly increasing.

    Two reads never give one number, so stamps of one process order its events; when the machine's
    clock is set back, time stands nearly still (one nanosecond a read) until it has caught up.
    """

    def __init__(self) -> None:
        self._last_ns = 0

    def now_ns(self) -> int:
        """The time now, in nanoseconds since the Unix epoch."""
        now_ns = max(time.time_ns(), self._last_ns + 1)
        self._last_ns = now_ns
        return now_ns


class ManualClock:
    """A clock that stands still until it is told: a tape's, or a test's."""

    def __init__(self, start_ns: int = 0) -> None:
        self._now_ns = start_ns

    def now_ns(self) -> int:
        """The time last set, in nanoseconds since the Unix epoch."""
        return self._now_ns

    def set_ns(self, now_ns: int) -> None:
        """Move to ``now_ns``.

        Raises:
            ValueError: it lies before the present; time does not run backwards.
        """
        if now_ns < self._now_ns:
            raise ValueError(f"clock at {self._now_ns} ns cannot go back to {now_ns} ns")
        self._now_ns = now_ns

    def advance_ns(self, by_ns: int) -> None:
        """Move forward by ``by_ns`` nanoseconds; negative steps raise ValueError."""
        self.set_ns(self._now_ns + by_ns)
