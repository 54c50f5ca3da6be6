"""Waiting for the clock of the run, at whatever speed it goes."""

import asyncio

from services.chassis.clock import Clock, RunClock

# A machine that sleeps or whose clock is set finds a waiting feed at most this late.
SLEEP_S_MAX = 0.5


class Pacer:
    """Sleeps until the run's clock shows a time.

    Args:
        clock: of the run.
        wall: the machine's.
    """

    def __init__(self, clock: Clock, wall: Clock) -> None:
        self._clock = clock
        self._wall = wall

    def now_ns(self) -> int:
        """The run's time, Unix nanoseconds."""
        return self._clock.now_ns()

    async def until(self, run_ns: int) -> None:
        """Return when the run's clock has reached ``run_ns``."""
        while self._clock.now_ns() < run_ns:
            target_ns = run_ns
            if isinstance(self._clock, RunClock):
                target_ns = self._clock.wall_ns(run_ns)
            left_s = (target_ns - self._wall.now_ns()) / 1e9
            await asyncio.sleep(min(max(left_s, 0.0), SLEEP_S_MAX))
