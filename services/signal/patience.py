"""A handler of a strategy that does not return: it is ended, and its strategy fails alone.

All strategies of a process share one event loop, so one that computes or sleeps for ever would
stop the others, their orders' news and the service's answers. The system's alarm interrupts it:
Python runs the alarm's handler in the main thread between two of the strategy's own steps, and what
it raises there is raised by the strategy.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tradewire.errors import DeadlineError

HANDLER_S_MAX = 10.0
"""A handler takes microseconds, the slowest honest model some tenths of a second. After this long
the supervisor takes the whole service for stuck."""

AGAIN_S = 1.0
"""A strategy may catch what is raised and go on; it is raised again until it returns."""


@contextmanager
def bounded() -> Iterator[None]:
    """Around a call of a strategy's handler.

    Raises:
        DeadlineError: it has not returned in ``HANDLER_S_MAX``; raised where it stands.
    """
    if threading.current_thread() is not threading.main_thread() or _is_set():
        # Alarms are the main thread's, where every process of ours has its loop. There is one;
        # where somebody else waits for it, such as a test, it is theirs.
        yield
        return
    if signal.getsignal(signal.SIGALRM) is not _too_long:
        signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, HANDLER_S_MAX, AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _is_set() -> bool:
    return signal.getitimer(signal.ITIMER_REAL)[0] > 0


def _too_long(_number: int, frame: FrameType | None) -> None:
    where = "" if frame is None else f" at {frame.f_code.co_filename}:{frame.f_lineno}"
    raise DeadlineError(
        f"the handler has not returned in {HANDLER_S_MAX:g} s{where}; every strategy waits for "
        "it: take what is slow out of the handlers"
    )
