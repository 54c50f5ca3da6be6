"""The languages that have a client: what each folder's client.toml says, and its commands run.

`clients/README.md` tells what the keys mean. Nothing here knows a language by name.
"""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "clients"
BIN = Path(sys.executable).parent
# A cold build of the slowest, Rust, took five minutes on two busy cores; beyond, something hangs.
COMMAND_S_MAX = 1_800
# Of what a failed command said: the end names the fault, and a build says a lot before it.
OUTPUT_CHARS_MAX = 4_000
KEYS = {
    "language": str,
    "install": str,
    "needs": list,
    "probe": str,
    "pins": list,
    "plugins": list,
    "template": str,
    "generated": list,
    "build": list,
    "run": str,
    "test": list,
}
# Where a template names a generator, whose path is from the repository's root.
GENERATOR = re.compile(r"^ *(?:- )?(?:local|protoc_path): (clients/\S+)$", re.MULTILINE)
REQUIRED = {"language", "install", "needs", "run"}


class CommandFailedError(Exception):
    """A command of a language failed; the message has the command and the end of its words."""

    @property
    def brief(self) -> str:
        """The command, and the first line of its words."""
        return " ".join(line.strip() for line in str(self).splitlines()[:2])


class DescriptionError(Exception):
    """A client.toml is not as clients/README.md says; the message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as its client.toml describes it; all paths are relative to its folder."""

    folder: Path
    language: str
    install: str
    needs: tuple[str, ...]
    run: str
    probe: str = ""
    pins: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    template: str = ""
    generated: tuple[str, ...] = ()
    build: tuple[str, ...] = ()
    test: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The folder's name, which is what commands call it."""
        return self.folder.name

    @property
    def root(self) -> Path:
        """The repository that the folder is in."""
        return self.folder.parent.parent

    def missing(self) -> list[str]:
        """The programs that it needs and this machine does not have."""
        return [program for program in self.needs if find(program) is None]

    def left_out(self) -> str:
        """Why this machine cannot build it and what to install; empty where it can."""
        if missing := self.missing():
            verb = "is" if len(missing) == 1 else "are"
            return f"{', '.join(missing)} {verb} not on the PATH; install {self.install}"
        try:
            self.do([self.probe] if self.probe else [])
        except CommandFailedError as error:
            # A launcher without a toolchain behind it, or one that is too old.
            return f"{error.brief}; install {self.install}"
        return ""

    def program(self) -> list[str]:
        """The words that start its program, from any folder."""
        first, *rest = shlex.split(self.run)
        found = str(self.folder / first) if "/" in first else find(first)
        return [found or first, *(self._from_here(word) for word in rest)]

    def prepare(self) -> bool:
        """Make what generates its code, unless it is there; answers whether it had to.

        Raises:
            CommandFailedError: one of ``plugins`` failed.
        """
        if not self.plugins:
            return False
        stamp = self.folder / ".plugins" / "prepared"
        wanted = hashlib.sha256("\n".join(self.plugins).encode())
        for pin in self.pins:
            wanted.update((self.folder / pin).read_bytes())
        there = all(path.is_file() for path in self.generators())
        if there and stamp.is_file() and stamp.read_text() == wanted.hexdigest():
            return False
        stamp.parent.mkdir(exist_ok=True)
        self.do(self.plugins)
        # Written last: a build that was cut off begins again.
        stamp.write_text(wanted.hexdigest())
        return True

    def generators(self) -> list[Path]:
        """The programs in this language's folder that its template names."""
        if not self.template:
            return []
        names = GENERATOR.findall((self.folder / self.template).read_text())
        return [self.root / name for name in names]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else prepares or builds in this folder, and let nobody else begin.

        Two builds at once would tear each other's folders away; a build has its time limit, and
        the lock of a process that died is gone with it.
        """
        home = self.folder / ".plugins"
        home.mkdir(exist_ok=True)
        with (home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def do(self, commands: Sequence[str]) -> float:
        """Run commands in its folder, one after the other; answers the seconds they took.

        Raises:
            CommandFailedError: one ended with an error, or took longer than the limit.
        """
        started_s = time.monotonic()
        for command in commands:
            command_in(self.folder, shlex.split(command))
        return time.monotonic() - started_s

    def _from_here(self, word: str) -> str:
        return str(self.folder / word) if (self.folder / word).exists() else word


def languages(names: Sequence[str] = (), home: Path = CLIENTS) -> list[Language]:
    """Every language under ``home``, or those with these names, by name.

    Raises:
        DescriptionError: a name has no folder with a client.toml, or the file is wrong.
    """
    found = {path.parent.name: path for path in sorted(home.glob("*/client.toml"))}
    unknown = sorted(set(names) - found.keys())
    if unknown:
        raise DescriptionError(
            f"no clients/<name>/client.toml for {', '.join(unknown)}; there are {', '.join(found)}"
        )
    return [read(path) for name, path in found.items() if not names or name in names]


def read(path: Path) -> Language:
    """What a client.toml says.

    Raises:
        DescriptionError: a key is unknown, missing or of another type.
    """
    told = tomllib.loads(path.read_text())
    _check(path, told)
    values: dict[str, Any] = {
        key: tuple(value) if KEYS[key] is list else value for key, value in told.items()
    }
    return Language(folder=path.parent, **values)


def _check(path: Path, told: Mapping[str, object]) -> None:
    where = f"{path}; clients/README.md has the keys"
    if unknown := sorted(told.keys() - KEYS.keys()):
        raise DescriptionError(f"unknown {', '.join(unknown)} in {where}")
    if missing := sorted(REQUIRED - told.keys()):
        raise DescriptionError(f"missing {', '.join(missing)} in {where}")
    for key, value in told.items():
        words = value if isinstance(value, list) else [value]
        if not isinstance(value, KEYS[key]) or not all(isinstance(word, str) for word in words):
            kind = "a list of text" if KEYS[key] is list else "text"
            raise DescriptionError(f"{key} must be {kind} in {where}")


def find(program: str) -> str | None:
    """Where a program is, the virtual environment's before all others."""
    return shutil.which(program, path=environment()["PATH"])


def environment() -> dict[str, str]:
    """The environment of every command: the virtual environment's programs come first."""
    return os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def command_in(folder: Path, words: Sequence[str]) -> None:
    """Run one command in a folder, quietly unless it fails.

    Raises:
        CommandFailedError: it ended with an error, took too long or is not there.
    """
    shown = f"`{shlex.join(words)}` in {folder}"
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=COMMAND_S_MAX,
        )
    except subprocess.TimeoutExpired:
        raise CommandFailedError(f"{shown} took longer than {COMMAND_S_MAX} s") from None
    except FileNotFoundError:
        raise CommandFailedError(f"{shown}: there is no such program") from None
    if done.returncode:
        said = done.stdout.strip()[-OUTPUT_CHARS_MAX:]
        raise CommandFailedError(f"{shown} ended with {done.returncode}:\n{said}")
