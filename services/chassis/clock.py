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


class RunClock:
    """The clock of a replay at a pace: tape time that runs ``speed`` times as fast as the wall.

    Every process of the run is given the same three numbers, so all of them agree about the
    tape's time, and a process that was restarted finds the clock where it would have been.
    """

    def __init__(
        self, wall: Clock, *, origin_wall_ns: int, origin_run_ns: int, speed: float
    ) -> None:
        self._wall = wall
        self._origin_wall_ns = origin_wall_ns
        self._origin_run_ns = origin_run_ns
        # A ratio of integers: a float times nanoseconds since 1970 loses the last microsecond.
        self._top, self._bottom = speed.as_integer_ratio()

    def now_ns(self) -> int:
        """The tape's time now, in nanoseconds since the Unix epoch."""
        passed_ns = self._wall.now_ns() - self._origin_wall_ns
        return self._origin_run_ns + passed_ns * self._top // self._bottom

    def wall_ns(self, run_ns: int) -> int:
        """When the wall clock will show what is ``run_ns`` on the tape."""
        passed_ns = run_ns - self._origin_run_ns
        return self._origin_wall_ns + passed_ns * self._bottom // self._top


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
