"""What goes wrong with QuestDB, by name: which of our errors a refusal or a lost connection is."""

import json
import re
from typing import Final

from services.chassis.failures import (
    StorageError,
    StorageFaultError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnavailableError,
)

SAID_MAX: Final = 500
"""Of the server's own words: a reason fits, a page of HTML does not."""

_FULL = re.compile(r"no space left|disk full|errno=28|DISK FULL", re.IGNORECASE)
_READ_ONLY = re.compile(r"read.?only|permission denied|write permission", re.IGNORECASE)
_PASSWORD = re.compile(r"invalid username/password|unauthori[sz]ed|\b401\b|\b403\b", re.IGNORECASE)


def unavailable(place: str, said: object) -> StorageUnavailableError:
    """Nobody answers, or what was sent may have arrived or not."""
    words = str(said) or type(said).__name__
    return StorageUnavailableError(
        f"QuestDB at {place} does not answer; start it, or correct its address: {words[:SAID_MAX]}"
    )


def refused(place: str, what: str, said: str) -> StorageError:
    """The server said no to ``what``."""
    said = " ".join(said.split())[:SAID_MAX]
    if _PASSWORD.search(said):
        return StorageUnavailableError(
            f"QuestDB at {place} refuses the user or the password; give both in its address, as "
            f"http://user:password@host:9000: {said}"
        )
    if _FULL.search(said):
        return StorageFullError(f"QuestDB at {place}: the disk is full; free space on it: {said}")
    if _READ_ONLY.search(said):
        return StorageReadOnlyError(
            f"QuestDB at {place} may only be read; unset QDB_READONLY, QDB_HTTP_SECURITY_READONLY "
            f"and QDB_PG_SECURITY_READONLY of the server: {said}"
        )
    return StorageFaultError(f"QuestDB at {place} refused {what}: {said}")


def rejected(place: str, table: str, row: str, said: str) -> StorageError:
    """The server took no row of a batch: which one it is, and why."""
    return refused(place, f"rows of {table} ({row})", said)


def suspended(place: str, table: str, said: str) -> StorageError:
    """A table takes rows into its log and shows none of them any more."""
    if _FULL.search(said):
        return StorageFullError(
            f"table {table} of QuestDB at {place} is suspended, for the disk is full "
            f"({said[:SAID_MAX]}); free space on it: the table is resumed by itself then, and all "
            "that was sent is kept"
        )
    return StorageFaultError(
        f"table {table} of QuestDB at {place} is suspended ({said[:SAID_MAX]}); mend what it says "
        f"and run ALTER TABLE {table} RESUME WAL: all that was sent is kept until then"
    )


def replaced(place: str, table: str) -> StorageFaultError:
    """A table is gone, or somebody else's stands under its name."""
    return StorageFaultError(
        f"table {table} of QuestDB at {place} is gone or was made anew while its rows were "
        f"written; run DROP TABLE IF EXISTS {table} and start marketdata anew, which makes it"
    )


def line_of(said: str) -> int | None:
    """The row, counted from 1, that the client's words of a rejection name."""
    try:
        line = json.loads(said[said.index("{") :])["line"]
    except (ValueError, KeyError, TypeError):
        return None
    return line if isinstance(line, int) else None


def reason_of(said: str) -> str:
    """The server's reason within the client's words."""
    try:
        return str(json.loads(said[said.index("{") :])["message"])
    except (ValueError, KeyError, TypeError):
        return said
