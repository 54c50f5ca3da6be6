# ruff: noqa: INP001 - a script, run by its path and never imported.
"""Make the secrets of the mesh on one host, once: ``python3 deploy/compose/make_secrets.py``.

Needs Python alone. What is there already is kept, so it can be run again after an upgrade that
needs a new one; to change a password, change it in its database too. They go to ``secrets`` beside
this file, or to the folder that is given, and ``.env`` beside this file tells Compose of it.
"""

import argparse
import os
import secrets
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVICES = ("marketdata", "signal", "risk", "execution")
# 256 bits, in characters that need no quoting in a URL.
BYTES = 32


def wanted(folder: Path) -> "dict[str, str]":
    """Name of each file -> its content; those that there are keep theirs."""

    def kept(name: str) -> str:
        path = folder / name
        return path.read_text().strip() if path.exists() else secrets.token_hex(BYTES)

    texts = {name: kept(name) for name in ("token-key", "superuser-password")}
    for service in SERVICES:
        password = texts[f"{service}-password"] = kept(f"{service}-password")
        url = f"postgresql://{service}:{password}@postgresql:5432/{service}"
        texts[f"{service}-database-url"] = url
    password = texts["questdb-password"] = kept("questdb-password")
    texts["questdb-url"] = f"http://tradewire:{password}@questdb:9000?pg_port=8812"
    texts["questdb.env"] = f"QDB_HTTP_PASSWORD={password}\nQDB_PG_PASSWORD={password}"
    return texts


def main() -> int:
    """Write what is missing; answers the exit code."""
    parser = argparse.ArgumentParser(description="Make the secrets of the mesh on one host, once.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "secrets")
    folder = parser.parse_args().folder.resolve()
    # Nobody else on this host gets into the folder; in a container each file is mounted by itself
    # and read by another user than the one who made it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = 0
    for name, text in wanted(folder).items():
        path = folder / name
        if not path.exists():
            path.write_text(text + "\n")
            path.chmod(0o444)
            made += 1
    _tell_compose(folder)
    sys.stdout.write(f"{made} secrets made, {len(wanted(folder)) - made} kept, in {folder}\n")
    return 0


def _tell_compose(folder: Path) -> None:
    """Set TRADEWIRE_SECRETS in ``.env``; other lines stay."""
    path = HERE / ".env"
    lines = path.read_text().splitlines() if path.exists() else []
    others = [line for line in lines if not line.startswith("TRADEWIRE_SECRETS=")]
    named = os.path.relpath(folder, HERE) if folder.is_relative_to(HERE) else str(folder)
    text = named if named.startswith("/") else f"./{named}"
    path.write_text("\n".join([*others, f"TRADEWIRE_SECRETS={text}", ""]))


if __name__ == "__main__":
    sys.exit(main())
