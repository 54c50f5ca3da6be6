"""Which program this is: its own code, a user's, and what is installed beside it, as one digest."""

import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_OURS = ("services.", "tradewire.")


def program_digest(*terms: str) -> str:
    """SHA-256 over ``terms`` and the code of every module that was imported, hexadecimal.

    Of what is installed, the names and versions count; of ours and of a user's files, the content.
    """
    digest = hashlib.sha256()
    for text in (sys.version, *terms, *_installed()):
        digest.update(f"{len(text)}:{text}".encode())
    for name, path in sorted(_sources()):
        content = path.read_bytes()
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def _installed() -> list[str]:
    """Distributions with their versions, as their folders are named."""
    return sorted(path.name for path in _libraries()[-1].glob("*.dist-info"))


def _sources() -> Iterator[tuple[str, Path]]:
    libraries = _libraries()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or not file.endswith(".py"):
            continue
        path = Path(file)
        foreign = any(path.is_relative_to(library) for library in libraries)
        # A user's own modules count too, wherever they were imported from.
        if (name.startswith(_OURS) or not foreign) and path.is_file():
            yield name, path


def _libraries() -> list[Path]:
    """Where Python's own and installed modules are, the latter last."""
    return [
        Path(sysconfig.get_path(kind)) for kind in ("stdlib", "platstdlib", "platlib", "purelib")
    ]
