"""The end of tasks, of libraries' farewells and of the process, bounded whatever hangs.

Cancellation is a request, and Python 3.11's ``asyncio.wait_for`` loses it when what it waits for
is done in the same turn of the loop: https://github.com/python/cpython/issues/86296. A task that
calls it in a loop then goes on for ever, and so does whoever waits for its end. So a library that
uses it is called through ``heeding``, and no end waits without a limit.
"""

import asyncio
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Awaitable, Coroutine, Iterable
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger("tradewire.ending")

TASKS_S_MAX = 2.5
"""How long cancelled tasks may clean up: the commit in flight and a message to the bus take
milliseconds, and a database's lock is waited for 2 s at most."""

END_S_MAX = 4.5
"""How long a process may take beyond drain and grace. With the default grace of 5 s it is out
before its supervisor kills it at 10 s, and in production (5 s and 10 s) before Kubernetes does at
30 s: unlike them it says where it hung."""

EXIT_CODE = 1
"""Of a process that had to be cut off; supervisors take it for a crash."""

_own_process: ContextVar[bool] = ContextVar("own_process", default=False)


async def heeding(work: Awaitable[T]) -> T:
    """Await ``work``; a cancellation that came meanwhile is raised even if ``work`` lost it.

    Raises:
        asyncio.CancelledError: the task was cancelled while it waited.
    """
    task = asyncio.current_task()
    if task is None:
        return await work
    before = task.cancelling()
    try:
        return await work
    finally:
        # Compared, for a task that is cleaning up was cancelled before and may still await.
        if task.cancelling() > before:
            raise asyncio.CancelledError


async def end(
    tasks: Iterable[asyncio.Task[Any]], within_s: float = TASKS_S_MAX
) -> list[asyncio.Task[Any]]:
    """Cancel the tasks and wait until they have ended, ``within_s`` seconds at most.

    Returns:
        Those that live on; each was logged with the place where it waits.
    """
    ending = list(tasks)
    for task in ending:
        task.cancel()
    if ending:
        await asyncio.wait(ending, timeout=within_s)
    living = [task for task in ending if not task.done()]
    for task in ending:
        if task.done() and not task.cancelled():
            # Looked at, or asyncio complains that nobody did.
            task.exception()
    for task in living:
        log.error("task %s was cancelled and has not ended in %g s", task, within_s)
    return living


async def within(limit_s: float, what: str, work: Coroutine[Any, Any, None]) -> bool:
    """Do ``work``, or give it up after ``limit_s`` seconds and say so.

    Unlike ``asyncio.timeout`` it does not wait for work that ignores its cancellation.

    Returns:
        Whether the work was done.
    """
    task = asyncio.create_task(work, name=what)
    try:
        done, _ = await asyncio.wait({task}, timeout=limit_s)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if done:
        task.result()
        return True
    task.cancel()
    log.error("%s has not ended in %g s and is given up: %s", what, limit_s, task)
    return False


def own_the_process() -> None:
    """Say that the process is a service's alone, so ``exit_within`` may end it."""
    _own_process.set(True)


def exit_within(limit_s: float) -> None:
    """Have the process exit after ``limit_s`` seconds even if a task, thread or library hangs.

    What was committed is safe, for a start after a crash takes it up. It does nothing where the
    process is not a service's alone, as in a test.
    """
    if not _own_process.get():
        return
    timer = threading.Timer(limit_s, _cut_off, (limit_s,))
    # The last resort must not itself keep the process.
    timer.daemon = True
    timer.start()


def _cut_off(limit_s: float) -> None:
    sys.stderr.write(f"the process has not ended in {limit_s:g} s and is cut off; it hung here:\n")
    faulthandler.dump_traceback(file=sys.stderr)
    sys.stderr.flush()
    os._exit(EXIT_CODE)
