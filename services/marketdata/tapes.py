"""Tapes: recordings as one stream of market events in file order.

Nothing is ever held but the lines of one read; a tape of a day takes the memory of
a tape of a minute.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from services.marketdata.instruments import Instruments, shipped_instruments
from services.marketdata.manifests import (
    Manifest,
    RecordingFile,
    RecordingFormat,
    files_of,
    match,
    shipped_manifests,
)
from services.marketdata.recordings.binance import BinanceMessages
from services.marketdata.recordings.damage import Damage, RecordError
from services.marketdata.recordings.hyperliquid import HyperliquidMessages
from services.marketdata.recordings.lines import Chunk, read_chunks
from services.marketdata.recordings.places import START, Counters, Place
from services.marketdata.recordings.rows import (
    BinanceKlines,
    CandleRows,
    CandlesCsv,
    EquitiesCsv,
    iso_ns,
)
from services.marketdata.recordings.stamps import Stamps
from services.marketdata.steps import Steps
from tradewire.errors import InvalidArgumentError, NotFoundError
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.market import Interval, MarketEvent

# Each damage kept is a line of a report; beyond this only their number is.
DAMAGES_KEPT_MAX = 100

# Rows from which on columns are quicker, by measurement: a block of columns costs half a
# millisecond, a row 3 us. A day of minutes is well above, a day of hours well below.
BLOCK_LINES_MIN = 200


_ROWS: dict[RecordingFormat, type[CandleRows]] = {
    RecordingFormat.BINANCE_DAILY_ZIPS: BinanceKlines,
    RecordingFormat.CANDLES_CSV: CandlesCsv,
    RecordingFormat.EQUITIES_CSV: EquitiesCsv,
}


class _Parser(Protocol):
    """What turns a line of one format into events."""

    @property
    def ended(self) -> bool:
        """True once a line beyond the wanted span was read."""

    def parse(self, line: bytes) -> Sequence[MarketEvent]:
        """The events of a line, in order."""

    def counters(self) -> Counters:
        """What is carried from line to line, once the span has begun."""

    def go_on(self, counters: Counters) -> None:
        """Carry on what another parser of the same span had."""


class TapePlace(NamedTuple):
    """Where the reading of a tape stands, behind a batch of its events.

    Attributes:
        file: which of its files, from 0.
        place: in the file.
        counters: of the parser.
        damages: what was passed over so far, as ``Tape.damages``.
        damage_count: how many there were.
    """

    file: int
    place: Place
    counters: Counters
    damages: tuple[Damage, ...]
    damage_count: int


class Tape:
    """One or more recordings in file order, as market events with tape time.

    Iterate it once for the events; each iteration reads the files anew. Sequences
    are counted per instrument and type from 1 at the tape's start.

    Attributes:
        manifest: how it is to be replayed.
        instruments: what is on it, in the manifest's order.
        files: what it is read from, in order.
        damages: what was passed over so far, the first 100 (``skip_damaged`` only).
        damage_count: how many there were.
        skips_damaged: whether damage is passed over, and does not end the reading.
        bytes_read: of the files so far, as they are packed.
        place: behind the batch that was given last; None before the first.
    """

    def __init__(
        self,
        manifest: Manifest,
        files: tuple[tuple[RecordingFile, Path], ...],
        known: Instruments,
        *,
        start_ns: int | None = None,
        end_ns: int | None = None,
        skip_damaged: bool = False,
    ) -> None:
        self.manifest = manifest
        self.files = tuple(path for _, path in files)
        self.start_ns = start_ns or 0
        self.end_ns = end_ns
        if end_ns is not None and end_ns <= self.start_ns:
            raise InvalidArgumentError("the end of the replay must lie after its start")
        self._by_symbol: dict[str, Instrument] = {
            symbol: known.get(instrument) for symbol, instrument in manifest.instruments
        }
        self.instruments = tuple(self._by_symbol.values())
        self.skips_damaged = skip_damaged
        self._files = files
        self.damages: list[Damage] = []
        self.damage_count = 0
        self.bytes_read = 0
        self.place: TapePlace | None = None

    @property
    def read_share(self) -> float:
        """How much of the files is read, 0 to 1."""
        size = sum(path.stat().st_size for path in self.files)
        return min(1.0, self.bytes_read / size) if size else 0.0

    def log_id(self, owner: str) -> str:
        """The id of an owner's log in a replay of this tape: same tape, same id.

        Another span or another part of the files is another tape.
        """
        files = ",".join(f"{file.name}={file.fingerprint}" for file, _ in self._files)
        span = f"{self.start_ns}..{self.end_ns or ''}"
        return digest("log", self.manifest.identity(), files, span, owner)

    def file_stamps(self) -> tuple[tuple[str, int, int], ...]:
        """Name, size and time of change of each file: a place holds while they are the same.

        Raises:
            NotFoundError: one of them has gone.
        """
        try:
            stats = [(path, path.stat()) for path in self.files]
        except OSError as error:
            raise NotFoundError(
                f"recording {error.filename} cannot be read: {error.strerror}",
                reason="RECORDING_NOT_FOUND",
            ) from error
        return tuple((str(path), one.st_size, one.st_mtime_ns) for path, one in stats)

    def steps(self, intervals: Iterable[Interval] = (), begin: TapePlace | None = None) -> Steps:
        """The tape in lock-step windows, with candles of ``intervals``.

        Args:
            intervals: of the candles that are made.
            begin: as of ``batches``; the steps need their state of then (``Steps.go_on``).

        Raises:
            InvalidArgumentError: the tape's own candles are too long for one.
        """
        return Steps(
            self.batches(begin),
            self.instruments,
            step_ns=self.manifest.step_ns,
            end_margin_ns=self.manifest.end_margin_ns,
            base_interval=self.manifest.interval,
            intervals=intervals,
        )

    def __iter__(self) -> Iterator[MarketEvent]:
        return chain.from_iterable(self.batches())

    def batches(self, begin: TapePlace | None = None) -> Iterator[Sequence[MarketEvent]]:
        """The events, in batches as they are read: a few hundred at a time.

        Args:
            begin: ``place`` of an earlier reading, of the same files and span; None for all.

        Raises:
            CorruptDataError: the recording is damaged (not with ``skip_damaged``).
            NotFoundError: a file has gone.
        """
        self.damages, self.damage_count, self.bytes_read, self.place = [], 0, 0, begin
        parser, first, at = self._parser(), 0, START
        if begin is not None:
            first, at, counters, damages, self.damage_count = begin
            self.damages = [*damages]
            parser.go_on(counters)
            if parser.ended:
                return
        before = 0

        def note(count: int) -> None:
            self.bytes_read = before + count

        for number, path in enumerate(self.files):
            before = self.bytes_read
            if number < first:
                note(path.stat().st_size)
                continue
            for chunk in read_chunks(path, note, at if number == first else START):
                if isinstance(chunk, Damage):
                    self._damaged(chunk)
                    continue
                events = self._events(parser, chunk)
                self.place = TapePlace(
                    number, chunk.end, parser.counters(), tuple(self.damages), self.damage_count
                )
                yield events
                if parser.ended:
                    return

    def _events(self, parser: _Parser, chunk: Chunk) -> Sequence[MarketEvent]:
        if isinstance(parser, CandleRows) and len(chunk.lines) >= BLOCK_LINES_MIN:
            candles = parser.parse_block(chunk.lines)
            if candles is not None:
                return candles
        events: list[MarketEvent] = []
        parse = parser.parse
        for number, line in enumerate(chunk.lines, chunk.first_line):
            try:
                events += parse(line)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                damage = Damage(chunk.origin, number, _problem(error, line), number - 1)
                self._damaged(damage)
        return events

    def _damaged(self, damage: Damage) -> None:
        if not self.skips_damaged:
            raise damage.error()
        self.damage_count += 1
        if len(self.damages) < DAMAGES_KEPT_MAX:
            self.damages.append(damage)

    def _parser(self) -> _Parser:
        manifest = self.manifest
        if manifest.interval is None:
            stamps = Stamps(manifest.skew_ns, self.start_ns, self.end_ns)
            if manifest.format is RecordingFormat.HYPERLIQUID_WS:
                return HyperliquidMessages(self._by_symbol, stamps)
            return BinanceMessages(self._by_symbol, stamps)
        rows = _ROWS[manifest.format]
        return rows(self._by_symbol, manifest.interval, self.start_ns, self.end_ns)


def open_tape(
    path: Path,
    manifest: Manifest | None = None,
    start_ns: int | None = None,
    end_ns: int | None = None,
    *,
    skip_damaged: bool = False,
    known: Instruments | None = None,
) -> Tape:
    """The tape of a recording, or of a folder that holds one.

    Args:
        path: a file (a tape of that file) or a folder (all files of its tape).
        manifest: one's own; None finds the shipped one that knows the content.
        start_ns: tape time of the first event, inclusive; None for the beginning.
        end_ns: tape time that all events precede; None for all.
        skip_damaged: pass over damaged lines and cut archives, and report them in
            ``Tape.damages``, where otherwise iteration stops with CorruptDataError.
        known: instruments to look up; None for the shipped ones.

    Raises:
        NotFoundError: the path, its manifest or an instrument is unknown.
        InvalidArgumentError: the folder holds several tapes, or the span is empty.
        CorruptDataError: not one line can be read.
    """
    if manifest is None:
        manifest, files = match(path, shipped_manifests())
    else:
        files = files_of(path, manifest)
    return Tape(
        manifest,
        files,
        known or shipped_instruments(),
        start_ns=start_ns,
        end_ns=end_ns,
        skip_damaged=skip_damaged,
    )


def tape_time(text: str) -> int:
    """Unix nanoseconds of a user's ISO date or time (UTC where it names no zone).

    Raises:
        InvalidArgumentError: it is neither.
    """
    try:
        return iso_ns(text)
    except RecordError as error:
        raise InvalidArgumentError(f"time {error}") from None


def _problem(error: Exception, line: bytes) -> str:
    match error:
        case RecordError():
            return str(error)
        case KeyError():
            return f"the field {error} is missing or has an unknown value"
        case _ if not line.strip():
            return "the line is empty"
        case _:
            return f"the line cannot be read ({type(error).__name__}: {str(error)[:100]})"
