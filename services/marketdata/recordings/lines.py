"""The lines of a recording, whatever it is packed in, in bounded memory.

Packing is told by content: gzip, a tar of zips, a zip, or plain text. What can be
read of a damaged archive is given before the damage is.
"""

import hashlib
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from services.marketdata.recordings.damage import Damage
from services.marketdata.recordings.places import START, Place
from tradewire.errors import CorruptDataError, NotFoundError

# Small enough that a corrupt block loses little of what precedes it, large enough
# that a call costs nothing beside the lines in it.
READ_BYTES = 65_536
# The most that one read may inflate to, so that no archive fills the memory.
INFLATED_BYTES_MAX = 4_194_304
# The longest message of a venue known is a depth snapshot of 5,000 levels a side,
# about 0.3 MB. A line above this is no recording of ours.
LINE_BYTES_MAX = 8_388_608
# A daily zip of one-second candles is 3 MB, unpacked 12 MB; minutes are 0.1 MB.
MEMBER_BYTES_MAX = 67_108_864
# The first data line and what precedes it: two lines tell any two recordings apart,
# because they hold the stamp or the first row.
FINGERPRINT_LINES = 2

_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK"
_TAR_MAGIC = b"ustar"
_TAR_MAGIC_AT = 257
# zlib: 16 says gzip, 15 the largest window.
_GZIP_WINDOW = 16 + 15


class Chunk(NamedTuple):
    """Some consecutive lines; ``first_line`` is the number of the first, from 1.

    ``end`` is where a reading goes on that has these.
    """

    origin: str
    first_line: int
    lines: list[bytes]
    end: Place


def read_chunks(
    path: Path, on_read: Callable[[int], None] = lambda _bytes: None, begin: Place = START
) -> Iterator[Chunk | Damage]:
    """The lines of a recording in order, and its damage where that is met.

    What lies before ``begin`` is not read where the file lets one go there, and else unpacked and
    left out, at some hundred megabytes a second.

    Args:
        path: the recording.
        on_read: told, before each piece, how many bytes of the file were read, packed.
        begin: the end of a chunk of an earlier reading of this very file.

    Raises:
        NotFoundError: there is no such file, or it may not be read.
    """
    try:
        with path.open("rb") as file:
            for piece in _chunks(path, file, begin):
                on_read(file.tell())
                yield piece
    except OSError as error:
        raise NotFoundError(
            f"recording {path} cannot be read: {error.strerror}", reason="RECORDING_NOT_FOUND"
        ) from error


def _chunks(path: Path, file: BinaryIO, begin: Place) -> Iterator[Chunk | Damage]:
    head = file.read(_TAR_MAGIC_AT + len(_TAR_MAGIC))
    file.seek(0)
    if head.startswith(_GZIP_MAGIC):
        return _split(str(path), _from(begin.offset, _inflate(file)), begin)
    if head.startswith(_ZIP_MAGIC):
        return _zip_chunks(str(path), file, 0, begin)
    if head[_TAR_MAGIC_AT:] == _TAR_MAGIC:
        return _tar_chunks(str(path), file, begin)
    file.seek(begin.offset)
    return _split(str(path), _plain(file), begin)


def fingerprint(path: Path) -> str:
    """SHA-256 of the recording's first two lines, unpacked: what manifests know it by.

    A copy packed otherwise, or cut off further on, keeps its fingerprint.

    Raises:
        NotFoundError: the file cannot be read.
        CorruptDataError: not one line can be read of it.
    """
    lines: list[bytes] = []
    for chunk in read_chunks(path):
        if isinstance(chunk, Damage):
            if not lines:
                raise chunk.error()
            break
        lines += chunk.lines[: FINGERPRINT_LINES - len(lines)]
        if len(lines) == FINGERPRINT_LINES:
            break
    if not lines:
        raise CorruptDataError(f"recording {path} is empty; fetch it again")
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def _plain(file: BinaryIO) -> Iterator[bytes | str]:
    while block := file.read(READ_BYTES):
        yield block


def _inflate(file: BinaryIO) -> Iterator[bytes | str]:
    """Unpacked blocks of a gzip file of one or more members; a text tells its damage."""
    unpack = zlib.decompressobj(_GZIP_WINDOW)
    block = b""
    try:
        while block := block or file.read(READ_BYTES):
            yield unpack.decompress(block, INFLATED_BYTES_MAX)
            if unpack.eof:
                block = unpack.unused_data or file.read(READ_BYTES)
                unpack = zlib.decompressobj(_GZIP_WINDOW)
                if not block:
                    return
            else:
                block = unpack.unconsumed_tail
        yield "the gzip archive is cut off"
    except zlib.error as error:
        yield f"the gzip archive is corrupt ({error})"


def _from(offset: int, blocks: Iterator[bytes | str]) -> Iterator[bytes | str]:
    """The blocks without their first ``offset`` bytes."""
    left = offset
    for block in blocks:
        if isinstance(block, str) or not left:
            yield block
        elif left < len(block):
            yield block[left:]
            left = 0
        else:
            left -= len(block)


def _split(origin: str, blocks: Iterator[bytes | str], begin: Place) -> Iterator[Chunk | Damage]:
    """The lines of blocks, of which the first begins at ``begin``."""
    member, offset, number = begin
    rest = b""
    for block in blocks:
        if isinstance(block, str):
            # The rest is a part of a line and would be read as another line's damage.
            yield Damage(origin, 0, block, number - 1)
            return
        offset += len(block)
        *lines, rest = (rest + block).split(b"\n")
        if lines:
            first, number = number, number + len(lines)
            yield Chunk(origin, first, lines, Place(member, offset - len(rest), number))
        if len(rest) > LINE_BYTES_MAX:
            yield Damage(origin, number, f"the line is longer than {LINE_BYTES_MAX} bytes")
            return
    if rest:
        yield Chunk(origin, number, [rest], Place(member, offset, number + 1))


def _tar_chunks(origin: str, file: BinaryIO, begin: Place) -> Iterator[Chunk | Damage]:
    first = begin.member[0]
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            number = 0
            # The list of members would grow with the archive; one is enough.
            while member := archive.next():
                content = archive.extractfile(member) if number >= first else None
                if content is not None:
                    packed = io.BytesIO(content.read(MEMBER_BYTES_MAX))
                    at = begin if number == first else Place((number, 0))
                    yield from _zip_chunks(f"{origin}!{member.name}", packed, number, at)
                number += 1
    except tarfile.TarError as error:
        yield Damage(origin, 0, f"the tar archive is cut off or corrupt ({error})")


def _zip_chunks(origin: str, file: BinaryIO, outer: int, begin: Place) -> Iterator[Chunk | Damage]:
    """The lines of a zip, itself the member ``outer`` of a tar, from ``begin`` on."""
    first = begin.member[1]
    try:
        with zipfile.ZipFile(file) as archive:
            for number, info in enumerate(archive.infolist()):
                if number < first:
                    continue
                if info.file_size > MEMBER_BYTES_MAX:
                    size = f"{info.filename} holds more than {MEMBER_BYTES_MAX} bytes"
                    yield Damage(origin, 0, size)
                    continue
                at = begin if number == first else Place((outer, number))
                yield from _split(origin, iter([archive.read(info)[at.offset :]]), at)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        yield Damage(origin, 0, f"the zip archive is cut off or corrupt ({error})")
