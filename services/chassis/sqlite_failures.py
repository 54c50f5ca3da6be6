"""SQLite's errors in our words: which file it is, and what helps."""

import errno
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from services.chassis.failures import (
    StorageCorruptError,
    StorageError,
    StorageFaultError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnavailableError,
)

BUSY_MS_MAX = 2_000
"""How long to wait for a lock. Only a one-shot migration or a backup may hold one, and briefly."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_WRITE = {errno.EROFS, errno.EACCES, errno.EPERM}


def explained(error: BaseException, path: Path) -> BaseException:
    """The error that names the file and the remedy; what is not the database's passes through."""
    if isinstance(error, StorageError | IntegrityError):
        return error
    if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error):
        failure = _explained_sqlite(error.orig, path)
    elif isinstance(error, sqlite3.Error):
        failure = _explained_sqlite(error, path)
    elif isinstance(error, OSError):
        failure = _explained_os(error, path)
    else:
        return error
    failure.__cause__ = error
    return failure


def _explained_os(error: OSError, path: Path) -> StorageError:
    if error.errno in _NO_ROOM:
        return _full(path)
    if error.errno in _NO_WRITE:
        return _read_only(path)
    return StorageUnavailableError(
        f"{path} cannot be opened: {error.strerror}; check that {path.parent} can be a directory"
    )


def _explained_sqlite(error: sqlite3.Error, path: Path) -> StorageError:
    # The low byte is the primary result code: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StorageUnavailableError(
                f"{path} stayed locked for {BUSY_MS_MAX} ms; end the program that has it open "
                "(a backup, a database browser) and try again"
            )
        case sqlite3.SQLITE_CANTOPEN:
            return StorageUnavailableError(
                f"{path} cannot be opened: {error}; check that {path.parent} exists, "
                "is writable, and that file descriptors are left (ulimit -n)"
            )
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StorageCorruptError(
                f"{path} is not a sound database: {error}; put it aside for inspection and "
                "restore a backup, nothing was changed"
            )
        case sqlite3.SQLITE_IOERR:
            return StorageUnavailableError(
                f"{path} could not be read or written: {error}; check the disk and the free space"
            )
        case _:
            return StorageFaultError(f"{path}: {error}")


def _full(path: Path) -> StorageError:
    return StorageFullError(
        f"no room left for {path}; free space on its disk, then start again: "
        "everything committed so far is intact"
    )


def _read_only(path: Path) -> StorageError:
    return StorageReadOnlyError(
        f"{path} cannot be written; make {path.parent} writable for this user, "
        "or choose another data directory"
    )
