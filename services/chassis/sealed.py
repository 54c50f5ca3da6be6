"""A file that the program which wrote it reads again, and nobody else.

Its first lines tell whether it is of this very program, with the same terms, and whole; only then
is anything of it looked into. What is pickled in it may refer to objects of the process, the
anchors, which stay where they are and are named instead.
"""

import hashlib
import io
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.chassis.programs import program_digest
from tradewire.errors import CorruptDataError, ExhaustedError, NotFoundError

_FORMAT = b"tradewire checkpoint 1"
_DIGEST_CHARACTERS = 64


class Seal:
    """What marks the files of one program; ``terms`` are what else they depend on, as text."""

    def __init__(self, *terms: str) -> None:
        self._program = program_digest(*terms).encode()

    def write(self, path: Path, body: bytes) -> Path:
        """Write a file beside ``path``, to be moved to it: what is read is the last one or this.

        Raises:
            OSError: it cannot be written.
        """
        beside = path.with_suffix(f"{path.suffix}-new")
        digest = hashlib.sha256(body).hexdigest().encode()
        with beside.open("wb") as file:
            file.writelines((_FORMAT, b"\n", self._program, b"\n", digest, b"\n", body))
        return beside

    def read(self, path: Path) -> bytes:
        """The body of a file.

        Raises:
            NotFoundError: there is none.
            CorruptDataError: it is of another program or other terms, or damaged.
        """
        try:
            kept = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError("there is none") from error
        head, _, rest = kept.partition(b"\n")
        program, digest = (
            rest[:_DIGEST_CHARACTERS],
            rest[_DIGEST_CHARACTERS + 1 :][:_DIGEST_CHARACTERS],
        )
        if (head, program) != (_FORMAT, self._program):
            raise CorruptDataError("it is of another program, strategy, setting or run")
        body = rest[2 * (_DIGEST_CHARACTERS + 1) :]
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise CorruptDataError("it is damaged")
        return body


def pickled(state: object, anchors: Mapping[str, object], bytes_max: int) -> bytes:
    """State as bytes; of the anchors in it the names.

    Raises:
        ExhaustedError: it takes more than ``bytes_max``.
        Exception: whatever an object raises that cannot be pickled.
    """
    buffer = _Buffer(bytes_max)
    _Pickler(buffer, anchors).dump(state)
    return buffer.getvalue()


def unpickled(content: bytes, anchors: Mapping[str, object]) -> Any:
    """What ``pickled`` made bytes of, out of a sealed file, with the anchors of this process.

    Raises:
        CorruptDataError: an anchor is not there any more.
    """
    return _Unpickler(io.BytesIO(content), anchors).load()


class _Buffer(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, bytes_max: int) -> None:
        super().__init__()
        self._bytes_max = bytes_max

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._bytes_max:
            raise ExhaustedError(f"memory takes more than {self._bytes_max >> 20} MiB")
        return super().write(data)


class _Pickler(pickle.Pickler):
    """Leaves out what is of the process: of the anchors it writes the names."""

    def __init__(self, file: io.BytesIO, anchors: Mapping[str, object]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {id(anchor): name for name, anchor in anchors.items()}

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Puts the anchors of this process in their places."""

    def __init__(self, file: io.BytesIO, anchors: Mapping[str, object]) -> None:
        super().__init__(file)
        self._anchors = anchors

    def persistent_load(self, pid: str) -> object:
        if pid not in self._anchors:
            raise CorruptDataError(f"{pid} is not there any more")
        return self._anchors[pid]
