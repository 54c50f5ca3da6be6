"""Names the strategy that blocks the loop, while it blocks.

Handlers run on the loop's own thread. One that computes for seconds, or waits for the
network, keeps every other strategy waiting, and nothing on that loop could say so. A
thread beside it looks on.
"""

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from services.chassis import logs

BLOCKED_S_MAX = 0.25
"""A handler's fair share: a candle's handler takes microseconds, and ticks come every few
milliseconds."""

LOOK_S = 0.25
"""How often the thread looks; it costs nothing measurable."""

STACK_FRAMES_MAX = 8
"""The innermost frames, where the handler hangs."""

_log = logs.logger(__name__)


class BlockWatch:
    """Looks at which handler runs. ``with watch.of(name):`` around every one."""

    def __init__(self, blocked_s_max: float = BLOCKED_S_MAX, look_s: float = LOOK_S) -> None:
        self.blocked: dict[str, int] = {}
        """How often a strategy was found to block."""
        self._blocked_s_max = blocked_s_max
        self._look_s = look_s
        self._running: tuple[str, float] | None = None
        self._told: tuple[str, float] | None = None
        self._thread_id = threading.get_ident()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="block-watch", daemon=True)

    def start(self) -> None:
        """Begin to look, at the thread that calls this."""
        self._thread_id = threading.get_ident()
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    @contextmanager
    def of(self, strategy: str) -> Iterator[None]:
        """Note that a handler of ``strategy`` runs."""
        self._running = (strategy, time.monotonic())
        try:
            yield
        finally:
            self._running = None

    def _look_on(self) -> None:
        while not self._ended.wait(self._look_s):
            running = self._running
            if running is None or running == self._told:
                continue
            name, since_s = running
            blocked_s = time.monotonic() - since_s
            if blocked_s > self._blocked_s_max:
                self._told = running
                self.blocked[name] = self.blocked.get(name, 0) + 1
                _log.warning(
                    "a strategy's handler blocks the loop and keeps the others waiting",
                    strategy=name,
                    blocked_ms=round(blocked_s * 1_000),
                    stack=self._stack(),
                )

    def _stack(self) -> str:
        frame = sys._current_frames().get(self._thread_id)  # noqa: SLF001 - its documented name
        if frame is None:
            return ""
        frames = traceback.extract_stack(frame)[-STACK_FRAMES_MAX:]
        return " < ".join(f"{one.filename}:{one.lineno} {one.name}" for one in reversed(frames))
