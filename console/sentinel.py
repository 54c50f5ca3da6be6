"""Ends the mesh when its supervisor dies without a word, killed or crashed.

Run by path as a process of its own with nothing but the standard library, before anything else is
started. It reads its standard input: ``+<pid>`` names a process group to watch over, ``=<pid>``
one that the others need until they have ended, ``-<pid>`` one that has ended. The end of the input
without ``bye`` is the supervisor's death: the groups are asked to end in the order in which they
would stop, the last started first, and are killed when they do not within the seconds that its one
argument gives. A pipe works on every system and survives the supervisor's SIGKILL; signals on a
parent's death, which Linux alone has, need a fork that threads make unsafe.
"""

import os
import signal
import sys
import time

PAUSE_S = 0.05


def main(stop_s_max: float) -> int:
    """Watch until the input ends."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        # Whoever asks a whole session to end must not take the last guard first.
        signal.signal(number, signal.SIG_IGN)
    groups: list[int] = []
    needed: list[int] = []
    for line in sys.stdin:
        word = line.strip()
        if word == "bye":
            return 0
        if word.startswith(("+", "=")):
            (groups if word[0] == "+" else needed).append(int(word[1:]))
        for batch in (groups, needed):
            if word.startswith("-") and int(word[1:]) in batch:
                batch.remove(int(word[1:]))
    _end(groups, needed, stop_s_max)
    return 0


def _end(groups: list[int], needed: list[int], stop_s_max: float) -> None:
    """Ask every group to end; those that the others need only after them."""
    for batch in (groups, needed):
        for group in reversed(batch):
            _signal(group, signal.SIGTERM)
        limit = time.monotonic() + stop_s_max
        while any(_lives(group) for group in batch) and time.monotonic() < limit:
            time.sleep(PAUSE_S)
        for group in batch:
            _signal(group, signal.SIGKILL)


def _lives(group: int) -> bool:
    return _signal(group, 0)


def _signal(group: int, number: int) -> bool:
    """Whether there was such a group to send to."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
