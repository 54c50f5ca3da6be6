"""Processes that end with whoever started them, however that one ends.

A test run that is killed cleans nothing up, and a server that it had started would go on for
ever. On Linux the system itself sends a signal at the parent's death, once the child has asked for
it. It must be asked between fork and exec, where Python's own code is unsafe as soon as there are
threads; so a small interpreter starts, asks, and becomes the program under the same process id.

"The parent" is the thread that forked, not its process (prctl(2), PR_SET_PDEATHSIG): a child of a
thread that ends early would end with it. The main thread lives as long as its process, so children
of other threads are left unguarded.
"""

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


def dying_with_parent(*command: str) -> Sequence[str]:
    """A command line that runs ``command`` and is killed when the calling process ends.

    Unchanged where the system has no such signal or the caller is not the main thread.

    Args:
        command: the program's path and its arguments.
    """
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return command
    return (sys.executable, "-I", "-S", "-c", _BECOME, str(os.getpid()), *command)
