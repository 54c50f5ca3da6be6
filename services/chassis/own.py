"""What a process can say of itself and of others on its host, and how it is asked."""

import contextlib
import os
from functools import cache
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "tradewire-platform"

OF_ITSELF = ("tw-look", "self")
"""Metadata of the question that processes ask each other: only what it knows of itself, for a look
at all the others in turn would have no end."""

OUTBOX = "outbox"
"""The check of an owner's log: whether the bus has acknowledged all of it."""


@cache
def platform_version() -> str:
    """Of the installed platform; empty where it is run without being installed.

    Looked up once: a look costs 3 ms, and strangers' calls are answered with it.
    """
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return ""


def resident_bytes(pid: int) -> int:
    """Memory that a process of this host holds; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
