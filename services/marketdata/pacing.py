"""Waiting for the clock of the run."""

import asyncio

from services.chassis.clock import Clock
from tradewire.market import SECOND_NS

# A machine that sleeps or whose clock is set finds a waiting feed at most this late.
SLEEP_S_MAX = 0.5


class Pacer:
    """Sleeps until the run's clock, which goes as the wall's does, shows a time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now_ns(self) -> int:
        """The run's time, Unix nanoseconds."""
        return self._clock.now_ns()

    async def until(self, run_ns: int) -> None:
        """Return when the run's clock has reached ``run_ns``."""
        while True:
            left_ns = run_ns - self._clock.now_ns()
            if left_ns <= 0:
                return
            await asyncio.sleep(min(left_ns / SECOND_NS, SLEEP_S_MAX))
