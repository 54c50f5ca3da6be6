"""Whether a data directory can be written."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from console.room import ROOM_MIB_MIN, hindrance


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def test_a_folder_with_room_hinders_nothing(tmp_path: Path) -> None:
    """As on any day."""
    assert hindrance(tmp_path) == ""


def test_too_little_room_is_said_with_the_folder_and_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test on a disk that is full for real is in tests/e2e."""
    left = (ROOM_MIB_MIN - 1) * 1024 * 1024
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, left))
    said = hindrance(tmp_path)
    assert str(tmp_path) in said
    assert f"{ROOM_MIB_MIN - 1} MiB are left: free some space" in said


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    """Its disk was taken away."""
    assert "cannot be read" in hindrance(tmp_path / "gone")
