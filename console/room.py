"""Whether the data directory can be written: without that no part of the mesh can be started."""

import os
import shutil
from pathlib import Path

from console.checks import MIB

# A start writes some hundred KB and JetStream's indexes; a part that finds less dies again at its
# first commits, and what little it takes is missing where others still write.
ROOM_MIB_MIN = 16


def hindrance(data_dir: Path) -> str:
    """Why nothing can be written there and what to do about it; empty where it can."""
    try:
        free_mib = shutil.disk_usage(data_dir).free // MIB
    except OSError as error:
        return f"{data_dir} cannot be read ({error.strerror}): give it back"
    if not os.access(data_dir, os.W_OK):
        return f"{data_dir} cannot be written: make it writable for this user, its disk too"
    if free_mib < ROOM_MIB_MIN:
        return f"the disk of {data_dir} is full, {free_mib} MiB are left: free some space on it"
    return ""
