"""Manifests: what a recording is, what it holds and how it is to be replayed.

A manifest is a YAML mapping (or several under ``tapes``) of these fields:

========================  =========================================================
``name``                  of the tape, lowercase words joined by ``-``
``description``           one line for a person; may be left out
``format``                ``binance_ws``, ``hyperliquid_ws``, ``binance_daily_zips``,
                          ``candles_csv`` or ``equities_csv``
``files``                 in the order they were recorded: ``name``, and
                          ``fingerprint`` by which shipped manifests are found;
                          may be left out in one's own
``instruments``           the venue's symbol -> our instrument id
``interval``              of candles, e.g. ``1m``; candle formats only
``skew_ns``               added to the recording's local clock; default 0
``step_ns``               length of a lock-step window; default 10 ms, or the interval
``latency_ns``            modelled way to the venue; default one step, candles 0
``end_margin_ns``         how far the clock runs on after the last event;
                          default one second, or the interval
``account``               default ``paper``
``balances``              asset -> starting balance, a decimal in quotes
========================  =========================================================
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from services.marketdata.fields import Fields, list_of, load_yaml, mapping_of
from services.marketdata.recordings.lines import fingerprint
from tradewire.decimals import canonical, parse
from tradewire.errors import (
    ConfigurationError,
    CorruptDataError,
    InvalidArgumentError,
    NotFoundError,
)
from tradewire.ids import check_resource_id, digest
from tradewire.market import SECOND_NS, Interval

_SHIPPED = Path(__file__).with_name("manifests")
TICK_STEP_NS = 10_000_000
# A folder given as a path is looked through for recordings, not searched at length.
FOLDER_FILES_MAX = 1_000


class RecordingFormat(StrEnum):
    """How the lines of a recording are written, however it is packed."""

    BINANCE_WS = "binance_ws"
    """``local_ns json`` of Binance's streams."""
    HYPERLIQUID_WS = "hyperliquid_ws"
    """``local_ns json`` of Hyperliquid's channels."""
    BINANCE_DAILY_ZIPS = "binance_daily_zips"
    """A tar (or one zip) of Binance's public daily candle files."""
    CANDLES_CSV = "candles_csv"
    """``Date,Open,High,Low,Close,Volume``."""
    EQUITIES_CSV = "equities_csv"
    """``date,open,high,low,close,volume,Name``."""

    @property
    def is_candles(self) -> bool:
        """True where the recording holds candles and no ticks."""
        return self not in {RecordingFormat.BINANCE_WS, RecordingFormat.HYPERLIQUID_WS}


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """One file of a tape; the fingerprint is empty in a manifest of one's own."""

    name: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One tape; the fields are told at the head of this module."""

    name: str
    format: RecordingFormat
    files: tuple[RecordingFile, ...]
    instruments: tuple[tuple[str, str], ...]
    interval: Interval | None
    skew_ns: int
    step_ns: int
    latency_ns: int
    end_margin_ns: int
    account: str
    balances: tuple[tuple[str, Decimal], ...]
    description: str = ""

    def __post_init__(self) -> None:
        """Refuse a manifest that could not be replayed.

        Raises:
            ConfigurationError: the message names the field and the remedy.
        """
        check_resource_id(self.name, "manifest name")
        check_resource_id(self.account, "account")
        if not self.instruments or not self.balances:
            raise ConfigurationError(f"{self.name}: instruments and balances must not be empty")
        if self.step_ns <= 0:
            raise ConfigurationError(f"{self.name}: step_ns must be above zero")
        if self.format.is_candles:
            if self.interval is None or self.step_ns != self.interval.ns or self.latency_ns:
                raise ConfigurationError(
                    f"{self.name}: a recording of candles needs its interval, a step_ns of "
                    "one interval and a latency_ns of 0: orders meet the next open"
                )
        elif self.interval is not None or self.latency_ns < self.step_ns:
            raise ConfigurationError(
                f"{self.name}: a recording of ticks has no interval, and its latency_ns must "
                "be at least step_ns, or orders would meet ticks from before their decision"
            )
        if self.end_margin_ns < self.latency_ns + self.step_ns and not self.format.is_candles:
            raise ConfigurationError(
                f"{self.name}: end_margin_ns must be at least latency_ns + step_ns, or the last "
                "orders never arrive"
            )

    def identity(self) -> str:
        """32 hex digits over everything that can change an outcome."""
        parts: list[str | int] = [self.name, self.format, str(self.interval)]
        parts += [self.skew_ns, self.step_ns, self.latency_ns, self.end_margin_ns, self.account]
        parts += [f"{one.name}={one.fingerprint}" for one in self.files]
        parts += [f"{symbol}={instrument}" for symbol, instrument in self.instruments]
        parts += [f"{asset}={canonical(amount)}" for asset, amount in self.balances]
        return digest("manifest", *parts)


@cache
def shipped_manifests() -> tuple[Manifest, ...]:
    """The manifests that ship with the package, by file name and place in it."""
    return tuple(one for path in sorted(_SHIPPED.glob("*.yaml")) for one in load_manifests(path))


def load_manifest(path: Path) -> Manifest:
    """The one manifest of a file of one's own.

    Raises:
        ConfigurationError: it is wrong, or holds more than one.
    """
    found = load_manifests(path)
    if len(found) != 1:
        names = ", ".join(one.name for one in found)
        raise ConfigurationError(f"{path}: must describe one tape, and describes {names}")
    return found[0]


def load_manifests(path: Path) -> tuple[Manifest, ...]:
    """All manifests of a YAML file; raises ConfigurationError."""
    content = load_yaml(path)
    if "tapes" not in content:
        return (_manifest(content, path),)
    top = Fields(content, str(path))
    entries = list_of(top.take("tapes"), f"{path}: tapes")
    top.finish()
    return tuple(_manifest(mapping_of(entry, f"{path}: a tape"), path) for entry in entries)


def match(
    path: Path, manifests: Iterable[Manifest]
) -> tuple[Manifest, tuple[tuple[RecordingFile, Path], ...]]:
    """The manifest that a file or folder is described by, and its files in tape order.

    A file gives a tape of that file; a folder all files of its tape that are there.

    Raises:
        NotFoundError: there is no such path, or no manifest knows its content.
        InvalidArgumentError: the folder holds more than one tape.
        CorruptDataError: not one line of the file can be read.
    """
    known = {
        file.fingerprint: (manifest, file) for manifest in manifests for file in manifest.files
    }
    found: dict[str, tuple[Manifest, list[tuple[RecordingFile, Path]]]] = {}
    for candidate in _candidates(path):
        hit = known.get(_fingerprint_in(candidate, path))
        if hit is not None:
            manifest, file = hit
            found.setdefault(manifest.name, (manifest, []))[1].append((file, candidate))
    if not found:
        raise NotFoundError(
            f"recording {path} is unknown: no manifest that ships with Tradewire matches its "
            "content. Describe it in a YAML file with name, format, instruments and balances "
            "(the fields are listed at the head of services/marketdata/manifests.py) and pass "
            "that with --manifest",
            reason="MANIFEST_NOT_FOUND",
            metadata={"path": str(path)},
        )
    if len(found) > 1:
        first = next(iter(found.values()))[1][0][1]
        raise InvalidArgumentError(
            f"{path} holds {len(found)} tapes ({', '.join(found)}); name one file, such as {first}"
        )
    ((manifest, files),) = found.values()
    order = {file: number for number, file in enumerate(manifest.files)}
    return manifest, tuple(sorted(files, key=lambda pair: order[pair[0]]))


def files_of(path: Path, manifest: Manifest) -> tuple[tuple[RecordingFile, Path], ...]:
    """The files of a manifest that was named outright: its content is not asked.

    ``path`` is a recording, or a folder that holds the manifest's files.

    Raises:
        NotFoundError: the path or a file of the manifest is not there.
        InvalidArgumentError: a folder is given and the manifest names no files.
    """
    if not path.is_dir():
        (only,) = _candidates(path)
        return ((RecordingFile(only.name), only),)
    if not manifest.files:
        raise InvalidArgumentError(
            f"{path} is a folder and manifest {manifest.name} names no files: list them there, "
            "in the order they were recorded"
        )
    paths = tuple((file, path / file.name) for file in manifest.files)
    for _, one in paths:
        _candidates(one)
    return paths


def _candidates(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise NotFoundError(
            f"recording {path} does not exist; check the path", reason="RECORDING_NOT_FOUND"
        )
    files = [one for one in sorted(path.iterdir()) if one.is_file()]
    if len(files) > FOLDER_FILES_MAX:
        raise InvalidArgumentError(
            f"{path} holds more than {FOLDER_FILES_MAX} files; name one file of the tape"
        )
    return files


def _fingerprint_in(candidate: Path, path: Path) -> str:
    """A file's fingerprint; in a folder, what cannot be read is passed over."""
    try:
        return fingerprint(candidate)
    except CorruptDataError:
        if candidate == path:
            raise
        return ""


def _manifest(entry: Mapping[str, object], path: Path) -> Manifest:
    fields = Fields(entry, f"{path}: {entry.get('name', 'a tape without name')}")
    form = fields.text("format")
    if form not in list(RecordingFormat):
        raise ConfigurationError(
            f"{fields.where}: format {form!r} is unknown; one of {', '.join(RecordingFormat)}"
        )
    recording = RecordingFormat(form)
    try:
        interval = Interval.of(fields.text("interval")) if fields.has("interval") else None
        step_ns = fields.natural("step_ns", interval.ns if interval else TICK_STEP_NS)
        manifest = Manifest(
            name=fields.text("name"),
            description=fields.text("description", ""),
            format=recording,
            files=_files(fields),
            instruments=_texts(fields, "instruments"),
            interval=interval,
            skew_ns=fields.integer("skew_ns", 0),
            step_ns=step_ns,
            latency_ns=fields.natural("latency_ns", 0 if recording.is_candles else step_ns),
            end_margin_ns=fields.natural("end_margin_ns", max(step_ns * 2, SECOND_NS)),
            account=fields.text("account", "paper"),
            balances=tuple(
                (asset, parse(amount, f"balance of {asset}"))
                for asset, amount in _texts(fields, "balances")
            ),
        )
    except ConfigurationError:
        raise
    except InvalidArgumentError as error:
        raise ConfigurationError(f"{fields.where}: {error.message}") from error
    fields.finish()
    return manifest


def _files(fields: Fields) -> tuple[RecordingFile, ...]:
    files = []
    for raw in list_of(fields.take("files", []), f"{fields.where}: files"):
        file = Fields(mapping_of(raw, f"{fields.where}: a file"), f"{fields.where}: files")
        files.append(RecordingFile(file.text("name"), file.text("fingerprint", "")))
        file.finish()
    return tuple(files)


def _texts(fields: Fields, name: str) -> tuple[tuple[str, str], ...]:
    entry = Fields(mapping_of(fields.take(name), f"{fields.where}: {name}"), fields.where)
    raw = mapping_of(fields.take(name), f"{fields.where}: {name}")
    return tuple((key, entry.text(key)) for key in raw)
