"""Lines of recordings, however packed, and of what is left of them."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from services.marketdata.recordings import lines as lines_module
from services.marketdata.recordings.damage import Damage
from services.marketdata.recordings.lines import Chunk, fingerprint, read_chunks
from tradewire.errors import NotFoundError


def numbered(path: Path) -> list[tuple[int, bytes]]:
    """All lines with their numbers."""
    found = []
    for chunk in read_chunks(path):
        assert isinstance(chunk, Chunk)
        found += list(enumerate(chunk.lines, chunk.first_line))
    return found


def damages(path: Path) -> list[Damage]:
    """What is wrong with a recording."""
    return [one for one in read_chunks(path) if isinstance(one, Damage)]


def zipped(text: bytes) -> bytes:
    """A zip of one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", text)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """A tar of these members, and of a folder that holds nothing."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


TEXT = b"".join(b"line %d\n" % number for number in range(30_000))
LINES = [(number + 1, b"line %d" % number) for number in range(30_000)]


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT[:-1],
        gzip.compress(TEXT),
        gzip.compress(TEXT[:100_000]) + gzip.compress(TEXT[100_000:]),
        zipped(TEXT),
        tarred({"a.zip": zipped(TEXT)}),
    ],
    ids=["plain", "no last newline", "gzip", "two gzip members", "zip", "tar of zips"],
)
def test_lines_are_the_same_however_they_are_packed(tmp_path: Path, content: bytes) -> None:
    """Numbered from one; so is the fingerprint of the recording the same."""
    path = tmp_path / "recording"
    path.write_bytes(content)
    assert numbered(path) == LINES
    plain = tmp_path / "plain"
    plain.write_bytes(b"line 0\nline 1\nother\n")
    assert fingerprint(path) == fingerprint(plain)


def test_a_recording_of_one_line_has_a_fingerprint(tmp_path: Path) -> None:
    """With or without its newline."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"x")
    other.write_bytes(b"x\n")
    assert fingerprint(one) == fingerprint(other)


def test_a_damaged_member_does_not_hide_the_next(tmp_path: Path) -> None:
    """Its damage is told by its name, and the rest goes on."""
    path = tmp_path / "days.tar"
    good = zipped(b"x\ny\n")
    path.write_bytes(tarred({"bad.zip": b"PK no zip", "good.zip": good}))
    bad, chunk = read_chunks(path)
    assert isinstance(bad, Damage)
    assert bad.origin.endswith("days.tar!bad.zip")
    assert isinstance(chunk, Chunk)
    assert (chunk.origin, chunk.first_line, chunk.lines) == (f"{path}!good.zip", 1, [b"x", b"y"])


def test_a_cut_tar_is_told_after_what_precedes_the_cut(tmp_path: Path) -> None:
    """The members before it are whole."""
    path = tmp_path / "days.tar"
    whole = tarred({"a.zip": zipped(b"x\n"), "b.zip": zipped(b"y\n" * 2_000)})
    path.write_bytes(whole[: 512 * 4 + 100])
    assert [one.lines for one in read_chunks(path) if isinstance(one, Chunk)] == [[b"x"]]
    assert len(damages(path)) == 1


def test_corrupt_gzip_is_told(tmp_path: Path) -> None:
    """A flipped byte is found by the checksum at the latest."""
    path = tmp_path / "t.gz"
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 0xFF
    path.write_bytes(bytes(packed))
    assert "corrupt" in damages(path)[0].problem


def test_a_line_without_end_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit it is damage."""
    monkeypatch.setattr(lines_module, "LINE_BYTES_MAX", 1_000)
    path = tmp_path / "t"
    path.write_bytes(b"x" * 100_000)
    assert "longer than 1000 bytes" in damages(path)[0].problem


def test_a_member_that_would_not_fit_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive may claim any size."""
    monkeypatch.setattr(lines_module, "MEMBER_BYTES_MAX", 10)
    path = tmp_path / "t.zip"
    path.write_bytes(zipped(b"x" * 11))
    assert "more than 10 bytes" in damages(path)[0].problem


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the system's reason."""
    with pytest.raises(NotFoundError, match="cannot be read: No such file"):
        list(read_chunks(tmp_path / "none"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain", TEXT),
        ("cut", TEXT[:-1]),
        ("gzip", gzip.compress(TEXT)),
        ("members", gzip.compress(TEXT[:70_000]) + gzip.compress(TEXT[70_000:])),
        ("zip", zipped(TEXT[:-1])),
        ("tar", tarred({"a.zip": zipped(TEXT[:-1]), "b.zip": b"PK no", "c.zip": zipped(TEXT)})),
    ],
)
def test_a_reading_goes_on_behind_any_chunk_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    """The same lines with the same numbers, and the same damage, however it is packed."""
    monkeypatch.setattr(lines_module, "READ_BYTES", 8_192)
    path = tmp_path / name
    path.write_bytes(content)
    pieces = list(read_chunks(path))
    chunks = [at for at, one in enumerate(pieces) if isinstance(one, Chunk)]
    assert len(chunks) > 1
    for at in chunks:
        last = pieces[at]
        assert isinstance(last, Chunk)
        assert spelled(read_chunks(path, begin=last.end)) == spelled(pieces[at + 1 :])


def spelled(pieces: Iterable[Chunk | Damage]) -> list[tuple[str, int, bytes | str]]:
    """Every line and fault with its origin and number, however they come together."""
    found: list[tuple[str, int, bytes | str]] = []
    for one in pieces:
        if isinstance(one, Damage):
            found.append((one.origin, one.last_good_line, one.problem))
            continue
        found += [(one.origin, at, line) for at, line in enumerate(one.lines, one.first_line)]
    return found
