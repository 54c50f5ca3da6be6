"""The ports of a mesh: found free, and held against other meshes that start beside it.

A port that is free when it is looked for may be another's when its service binds it. So the ports
of the services are drawn at random from a range that no system gives to outgoing connections, and
each is locked for as long as its mesh runs: between looking and binding, and while a service that
died is started again. The locks are bytes of one file, which end with their process however it
ends.
"""

import contextlib
import fcntl
import os
import random
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tradewire.errors import TradewireError

HOST = "127.0.0.1"
# Below the ports of outgoing connections (from 32768 on Linux, 49152 elsewhere) and below those
# that Kubernetes gives to services of a node; above what is commonly listened on.
PORTS: Final = range(20_000, 30_000)
# Draws for one port. Even with half of the range in use all would fail once in 10^19 starts.
DRAWS_MAX = 64
# For locks that no other user's process can stand in the way of.
_LOCKS = f"tradewire-ports-{os.getuid()}.lock"


class Ports:
    """Ports of loopback for one mesh; ``close`` lets others have them.

    Args:
        locks: the file of the locks; None for the one that all meshes of this user share.
    """

    def __init__(self, locks: Path | None = None) -> None:
        self._file = _opened(locks or Path(tempfile.gettempdir()) / _LOCKS)
        self._random = random.SystemRandom()

    def take(self, wanted: Mapping[str, Sequence[int]]) -> dict[str, int]:
        """A port for each name: the first of the wanted that is free, or one drawn at random.

        All are held until all are found, so that no two names get one port.

        Raises:
            TradewireError: none is free (reason PORT_IN_USE).
        """
        with contextlib.ExitStack() as held:
            found = {}
            for name, first in wanted.items():
                holder = held.enter_context(self._held(name, first))
                found[name] = int(holder.getsockname()[1])
        return found

    def close(self) -> None:
        """Let the locks go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _held(self, name: str, first: Sequence[int]) -> socket.socket:
        drawn = (self._random.choice(PORTS) for _ in range(DRAWS_MAX))
        for port in (*first, *drawn):
            holder = _bound(port)
            if holder is not None and self._lock(port):
                return holder
            if holder is not None:
                holder.close()
        raise TradewireError(
            f"no port on {HOST} is free for {name}; stop other programs", reason="PORT_IN_USE"
        )

    def _lock(self, port: int) -> bool:
        """Whether no other mesh has the port; nobody is asked where the file cannot be had."""
        if self._file is None:
            return True
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        except OSError:
            return False
        return True


def is_free(port: int) -> bool:
    """Whether nobody listens on the port of loopback."""
    holder = _bound(port)
    if holder is None:
        return False
    holder.close()
    return True


def _opened(path: Path) -> int | None:
    """The file of the locks; None where the folder of temporary files cannot be written."""
    try:
        # Nobody may have put a link there that leads elsewhere.
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        # Ports are still verified and drawn at random, so a clash stays unlikely.
        return None


def _bound(port: int) -> socket.socket | None:
    holder = socket.socket()
    # As servers do: a port whose old connections linger is free.
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind((HOST, port))
        # Another socket may have bound it too with the same option; two cannot listen.
        holder.listen(1)
    except OSError:
        holder.close()
        return None
    return holder
