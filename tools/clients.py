"""Build the client of every language whose toolchain is here: `clients.py [--json] [name ...]`.

A language without its toolchain is left out and named, with what to install; one whose build
fails makes the whole fail, after the others were built. What a language is, clients/README.md says.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from typing import Literal

from tools.languages import CommandFailedError, DescriptionError, Language, languages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one language.

    Attributes:
        name: its folder under clients/.
        language: its name, for people.
        state: what happened.
        detail: the seconds it took, what to install, or how it failed.
        program: the words that run its scenario, whose flags are appended; empty unless built.
    """

    name: str
    language: str
    state: Literal["built", "left out", "failed"]
    detail: str
    program: tuple[str, ...] = ()


def main() -> int:
    """Build and tell; answers 1 when a build failed, 2 for a wrong name or description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a language")
    parser.add_argument(
        "names", nargs="*", metavar="name", help="a folder of clients/; all if none"
    )
    options = parser.parse_args()
    try:
        chosen = languages(options.names)
    except DescriptionError as error:
        print(error, file=sys.stderr)
        return 2
    failed = False
    for language in chosen:
        outcome = build(language)
        failed = failed or outcome.state == "failed"
        print(json.dumps(asdict(outcome)) if options.json else line(outcome), flush=True)
    return 1 if failed else 0


def build(language: Language) -> Outcome:
    """Build one language and run its own checks."""
    name, title = language.name, language.language
    if reason := language.left_out():
        return Outcome(name, title, "left out", reason)
    try:
        with language.alone():
            took_s = language.do((*language.build, *language.test))
    except CommandFailedError as error:
        return Outcome(name, title, "failed", str(error))
    return Outcome(name, title, "built", f"{took_s:.1f} s", tuple(language.program()))


def line(outcome: Outcome) -> str:
    """One language for a person."""
    return f"{outcome.language:<22}{outcome.state:<10}{outcome.detail}"


if __name__ == "__main__":
    sys.exit(main())
