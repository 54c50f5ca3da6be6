"""A file in which batches wait while the tick store is behind: bounded, and in order.

Each is written as its length (4 bytes, big-endian) and its bytes as they were published. A batch
that a crash cut short at the end is not there.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from tradewire.errors import PreconditionError

BYTES_MAX = 1024 * 1024 * 1024
"""An hour of a busy feed at 40 bytes a tick. Beyond it the disk itself is the likely fault."""

_LENGTH_BYTES = 4

_COPY_BYTES = 1024 * 1024


class Spool:
    """Batches on disk, first in, first out. Made with ``Spool.open``."""

    def __init__(self, path: Path, file: int, end: int, *, bytes_max: int) -> None:
        self.path = path
        self.count = 0
        """Batches written and not taken since the file was opened."""
        self._file = file
        self._begin = 0
        self._end = end
        self.bytes_max = bytes_max

    @classmethod
    def open(cls, path: Path, *, bytes_max: int = BYTES_MAX) -> "Spool":
        """Open the file, with what an earlier process left in it.

        Raises:
            PreconditionError: it cannot be opened.
        """
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            return cls(path, file, os.fstat(file).st_size, bytes_max=bytes_max)
        except OSError as error:
            raise PreconditionError(
                f"{path} cannot be opened ({error.strerror}); make its folder writable",
                reason="SPOOL_UNUSABLE",
            ) from error

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return self._begin >= self._end

    @property
    def size(self) -> int:
        """Bytes of the file that are in use."""
        return self._end

    def push(self, payload: bytes) -> bool:
        """Write a batch behind the others; False where there is no room or the disk fails."""
        record = _record(payload)
        if self._end + len(record) > self.bytes_max:
            return False
        try:
            written = os.pwrite(self._file, record, self._end)
        except OSError:
            return False
        if written < len(record):
            # The rest found no room: the next batch overwrites the piece.
            return False
        self._end += written
        self.count += 1
        return True

    def put_first(self, payloads: Sequence[bytes]) -> int:
        """Write batches before the others; how many found room, the first of them first.

        All is written anew beside the file and takes its place at once, so that a process that
        dies meanwhile leaves what was there.
        """
        room = self.bytes_max - (self._end - self._begin)
        records = []
        for payload in payloads:
            records.append(_record(payload))
            room -= len(records[-1])
            if room < 0:
                records.pop()
                break
        if not records:
            return 0
        try:
            file = self._write_anew(records)
        except OSError:
            return 0
        os.close(self._file)
        self._file, self._begin, self._end = file, 0, os.fstat(file).st_size
        self.count += len(records)
        return len(records)

    def peek(self, count: int) -> tuple[list[bytes], int]:
        """The first batches, ``count`` at most, and the position after them for ``drop``."""
        payloads: list[bytes] = []
        at = self._begin
        while len(payloads) < count and at < self._end:
            length = int.from_bytes(os.pread(self._file, _LENGTH_BYTES, at), "big")
            payload = os.pread(self._file, length, at + _LENGTH_BYTES)
            if len(payload) < length or at + _LENGTH_BYTES + length > self._end:
                at = self._end
                break
            payloads.append(payload)
            at += _LENGTH_BYTES + length
        return payloads, at

    def drop(self, position: int, count: int) -> None:
        """Forget the batches before ``position``, which ``peek`` gave; the last frees the disk."""
        self._begin = position
        self.count = max(0, self.count - count)
        if self.empty:
            os.ftruncate(self._file, 0)
            self._begin = self._end = self.count = 0

    def _write_anew(self, records: Sequence[bytes]) -> int:
        beside = self.path.with_name(f"{self.path.name}.new")
        file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(file, "wb", closefd=False) as buffered:
                buffered.writelines(records)
                for at in range(self._begin, self._end, _COPY_BYTES):
                    buffered.write(os.pread(self._file, min(_COPY_BYTES, self._end - at), at))
            beside.replace(self.path)
        except OSError:
            os.close(file)
            beside.unlink(missing_ok=True)
            raise
        return file

    def close(self) -> None:
        """Close the file; what waits in it stays."""
        os.close(self._file)


def _record(payload: bytes) -> bytes:
    return len(payload).to_bytes(_LENGTH_BYTES, "big") + payload
