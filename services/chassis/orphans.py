"""Processes that end with whoever started them, however that one ends.

A test run that is killed cleans nothing up, and a server that it had started would go on for
ever. On Linux the system itself sends a signal at the parent's death, once the child has asked for
it. It must be asked between fork and exec, where Python's own code is unsafe as soon as there are
threads; so a small interpreter starts, asks, and becomes the program under the same process id.

"The parent" is the thread that forked, not its process (prctl(2), PR_SET_PDEATHSIG): a child of a
thread that ends early would end with it. The main thread lives as long as its process, so children
of other threads are left unguarded.

Who must end in order has somebody else to see to it, who has to know of the process first. Such a
one is held until then: a parent that dies in between leaves nothing behind.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1
_BECOME = f"""
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl({_PR_SET_PDEATHSIG}, signal.SIGKILL)
if os.getppid() == int(sys.argv[1]):
    os.execv(sys.argv[2], sys.argv[2:])
"""
"""Where the parent died before the request, nobody would send the signal any more."""

_HELD = 'read -r word && exec "$@" </dev/null'
"""The end of the input, which is the parent's death too, is no word; the process id stays."""


def dying_with_parent(*command: str) -> Sequence[str]:
    """A command line that runs ``command`` and is killed when the calling process ends.

    Unchanged where the system has no such signal or the caller is not the main thread.

    Args:
        command: the program's path and its arguments.
    """
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return command
    return (sys.executable, "-I", "-S", "-c", _BECOME, str(os.getpid()), *command)


def held(*command: str) -> Sequence[str]:
    """A command line that becomes ``command`` when it is let go, and ends where nobody can.

    Its standard input must be a pipe of the caller's; the command itself gets none.

    Args:
        command: the program's path and its arguments.
    """
    return ("/bin/sh", "-c", _HELD, command[0], *command)


def let_go(process: asyncio.subprocess.Process) -> None:
    """Let a held process become its command."""
    if process.stdin is not None:
        process.stdin.write(b"go\n")
        process.stdin.close()
