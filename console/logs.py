"""The services' logs as people read them: merged by time, followed as they grow."""

import json
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from console.output import out

# A person does not notice; a look at six files costs nothing.
POLL_S = 0.3
# Shown by name elsewhere in the line, or of no use to a person.
_PLAIN = {"time", "level", "service", "message", "logger", "exception"}
_STYLES = {"warning": "yellow", "error": "red", "critical": "bold red"}


def files_of(data_dir: Path) -> dict[str, Path]:
    """Every log of the data directory, by service; the bus's too."""
    found = {path.stem: path for path in sorted((data_dir / "logs").glob("*.log"))}
    bus = data_dir / "nats" / "nats.log"
    return found | ({"nats": bus} if bus.is_file() else {})


def show(files: Mapping[str, Path], *, lines: int, follow: bool, as_json: bool) -> None:
    """The last lines of all files together; with ``follow`` what comes, until Ctrl-C."""
    newest: list[tuple[str, str, str]] = []
    offsets: dict[str, int] = {}
    for service, path in files.items():
        last, offsets[service] = _last(path, lines)
        newest += [(_time_of(line), service, line) for line in last]
    # Lines that tell no time stay behind the ones they follow: the sort is stable.
    newest.sort(key=lambda one: one[0])
    for _, service, line in newest[-lines:]:
        _print(service, line, as_json=as_json)
    while follow:
        for service, path in files.items():
            for line in _grown(path, offsets, service):
                _print(service, line, as_json=as_json)
        time.sleep(POLL_S)


def _last(path: Path, lines: int) -> tuple[list[str], int]:
    try:
        with path.open("rb") as file:
            last = deque(file, maxlen=lines)
            return [line.decode(errors="replace").rstrip("\n") for line in last], file.tell()
    except OSError:
        return [], 0


def _grown(path: Path, offsets: dict[str, int], service: str) -> Iterator[str]:
    """Whole lines that came since the last look; a shorter file was begun anew."""
    try:
        size = path.stat().st_size
        if size < offsets[service]:
            offsets[service] = 0
        if size == offsets[service]:
            return
        with path.open("rb") as file:
            file.seek(offsets[service])
            grown = file.read()
    except OSError:
        return
    whole = grown[: grown.rfind(b"\n") + 1]
    offsets[service] += len(whole)
    yield from whole.decode(errors="replace").splitlines()


def _time_of(line: str) -> str:
    fields = _fields(line)
    return str(fields.get("time", "")) if fields else ""


def _fields(line: str) -> dict[str, Any] | None:
    if not line.startswith("{"):
        return None
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def _print(service: str, line: str, *, as_json: bool) -> None:
    fields = _fields(line)
    if as_json:
        sys.stdout.write(json.dumps(fields or {"service": service, "message": line}) + "\n")
        sys.stdout.flush()
        return
    if fields is None:
        out.print(f"{service:<10} {line}", markup=False, soft_wrap=True)
        return
    rest = " ".join(f"{key}={value}" for key, value in fields.items() if key not in _PLAIN)
    level = str(fields.get("level", ""))
    text = f"{str(fields.get('time', ''))[:23]} {service:<10} {level:<7} {fields.get('message')}"
    out.print(
        f"{text}  {rest}".rstrip(), markup=False, soft_wrap=True, style=_STYLES.get(level, "")
    )
    if exception := fields.get("exception"):
        out.print(str(exception), markup=False, soft_wrap=True)
