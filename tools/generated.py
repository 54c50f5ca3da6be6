"""The generated code of a language other than Python: written by buf, proved fresh in two ways.

Beside it lies `generated.sha256`, the digests of everything it was made from and of every file
that was made, in the form that `sha256sum --check` reads. So a machine without the toolchain sees
that a file was edited, or that the contract went on and the code did not. Digests can be written
by hand; where the toolchain is, the code is made again and compared byte by byte.
"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.languages import Language, command_in

MANIFEST = "generated.sha256"


def generate(language: Language, out: Path) -> None:
    """Write the language's generated folders into ``out``; its generator is prepared if need be.

    Raises:
        CommandFailedError: the generator could not be prepared, or failed.
    """
    template = (language.folder / language.template).relative_to(language.root)
    with language.alone():
        language.prepare()
        command_in(language.root, ["buf", "generate", "--template", str(template), "-o", str(out)])


def install(language: Language, out: Path) -> None:
    """Replace the committed code by that of ``out``, and write the digests."""
    for name in language.generated:
        shutil.rmtree(language.folder / name, ignore_errors=True)
        shutil.copytree(out / name, language.folder / name)
    (language.folder / MANIFEST).write_text(manifest(language))


def differences(language: Language, out: Path) -> list[str]:
    """Committed files that are not what is in ``out``, are missing there or missing here."""
    made = {path.relative_to(out): path for path in outputs(language, out)}
    kept = {path.relative_to(language.folder): path for path in outputs(language, language.folder)}
    differing = {
        path
        for path in made.keys() & kept.keys()
        if made[path].read_bytes() != kept[path].read_bytes()
    }
    return sorted(
        f"clients/{language.name}/{path}" for path in differing | (made.keys() ^ kept.keys())
    )


def manifest(language: Language) -> str:
    """The digests as they should be: one line a file, by path from the repository's root."""
    files = [*inputs(language), *outputs(language, language.folder)]
    lines = {
        f"{path.relative_to(language.root).as_posix()}": hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in files
    }
    return "".join(f"{lines[path]}  {path}\n" for path in sorted(lines))


def outdated(language: Language) -> list[str]:
    """Paths whose digests are not those that were written when the code was generated."""
    written = language.folder / MANIFEST
    if not written.is_file():
        return [str(written.relative_to(language.root))]
    before = set(written.read_text().splitlines())
    differing = before ^ set(manifest(language).splitlines())
    return sorted({line.partition("  ")[2] for line in differing})


def inputs(language: Language) -> Iterator[Path]:
    """What decides what is generated: the contract, the template, the versions and the commands."""
    yield language.root / "buf.yaml"
    yield from sorted((language.root / "proto").rglob("*.proto"))
    yield language.folder / "client.toml"
    yield language.folder / language.template
    yield from (language.folder / pin for pin in language.pins)


def outputs(language: Language, home: Path) -> Iterator[Path]:
    """The files in the generated folders under ``home``."""
    for name in language.generated:
        for path in sorted((home / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path
