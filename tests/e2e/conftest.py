"""Meshes, and a cluster, for the tests that look at all of it from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.kube import Kube
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


@pytest.fixture(scope="module")
def kube(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kube]:
    """A Kubernetes cluster that nobody has put anything into."""
    home = request.config.getoption("--cluster")
    cluster = Kube(Path(home), tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
