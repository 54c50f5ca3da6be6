"""Meshes for the tests that look at all of it from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.started_mesh import Start, Up


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory that does not exist yet, nor the folder that holds it."""
    return tmp_path / "deep" / "data"


@pytest.fixture
def start(data_dir: Path) -> Iterator[Start]:
    """Starts meshes, and ends those that the test left."""
    started: list[Up] = []

    def begin(*options: str) -> Up:
        started.append(Up(data_dir, *options))
        return started[-1]

    yield begin
    for up in started:
        up.close()
