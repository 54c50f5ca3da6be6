"""What spares a participant of a replay to run the whole tape again: its memory, kept now and then.

A checkpoint makes a come-back faster and never another. It is what memory was after a finished
round, together with how far the participant was, and the rounds after it are run again and compared
as all would be without it. One that is missing, damaged, of another program, strategy, setting or
run, or ahead of what the database has is left aside, and the tape is run from its beginning.

The file is pickled, and read by the program that wrote it alone, out of its own data directory (see
``services.chassis.sealed``).
"""

import asyncio
import pickle
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from services.chassis import logs
from services.chassis.config import ServiceSettings
from services.chassis.rounds import Memory, Position
from services.chassis.sealed import Seal, pickled, unpickled
from tradewire.errors import CorruptDataError, NotFoundError

EVERY_S = 2.0
"""Of wall time between two: what is run again after a crash then takes a second or two, for it goes
faster than the first time, and a service is back within five seconds with its start."""

SHARE_MAX = 0.02
"""Of the time that may be spent on the loop for them: a big memory is kept more rarely."""

ROUNDS_MIN = 50
"""Rounds between two: fewer are run again within the time that reading a checkpoint takes."""

BYTES_MAX = 64 * 1024 * 1024
"""Of the memory in one: ten thousand orders take a tenth of it. What is bigger would keep the loop
for a second at a time, and is most likely a strategy that collects without end."""

_NOT_OF_THE_REPLAY = {
    "addresses",
    "auth",
    "data_dir",
    "database_url",
    "listen",
    "logs",
    "metrics",
    "nats_url",
    "paper_database_url",
    "run",
    "server",
    "tls",
}
"""Settings that say where a process is and not what it does: the next start may have others."""

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a participant is: after a finished round and every call of it.

    Attributes:
        position: the round.
        clock_ns: the tape's clock there.
        marker: the last round with effects; at most ``position``.
        heads: of the own streams.
        told: marks that the feed was told of.
        handled: how far each stream was read.
        dones: the latest answers, oldest first.
    """

    position: Position
    clock_ns: int
    marker: Position
    heads: Mapping[str, int]
    told: Mapping[str, int]
    handled: Mapping[str, int]
    dones: Sequence[tuple[Position, bytes]]


class Checkpoints:
    """One participant's, in one file.

    Args:
        path: the file.
        run: the replay's id.
        terms: the settings that the participant was made from, as text.
        memory: the participant's.
        every_s: at least between two; see ``EVERY_S``.
        share_max: see ``SHARE_MAX``.
        rounds_min: see ``ROUNDS_MIN``.
    """

    def __init__(
        self,
        path: Path,
        run: str,
        terms: str,
        memory: Memory,
        *,
        every_s: float = EVERY_S,
        share_max: float = SHARE_MAX,
        rounds_min: int = ROUNDS_MIN,
    ) -> None:
        self._path = path
        self._every_s = every_s
        self._share_max = share_max
        self._rounds_min = rounds_min
        self._memory = memory
        self._seal = Seal(run, terms)
        self._next_s = time.monotonic() + every_s
        self._rounds = 0
        self._is_off = False
        # What is forgotten must not be put back by a write that was on its way.
        self._placing = threading.Lock()
        self._writing: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, settings: ServiceSettings, memory: Memory) -> Self:
        """A service's, in its data directory; another setting of the service is another program."""
        run = "" if settings.replay is None else settings.replay.run
        terms = settings.model_dump_json(exclude=_NOT_OF_THE_REPLAY)
        return cls(settings.data_dir / f"{settings.service}.checkpoint", run, terms, memory)

    def is_due(self) -> bool:
        """Whether to ``keep`` now; asked once a round."""
        self._rounds += 1
        return (
            self._rounds >= self._rounds_min
            and time.monotonic() >= self._next_s
            and not self._is_off
            and (self._writing is None or self._writing.done())
        )

    def keep(self, progress: Progress) -> None:
        """Keep what memory is now; the disk is written to beside the loop."""
        began_s = time.monotonic()
        try:
            state = self._pickled()
        except Exception as error:  # noqa: BLE001 - a strategy may hold anything, and raise anything when it is pickled
            # It would be the same each time. What was kept stays true, and grows old.
            self._is_off = True
            _log.warning("keeps no checkpoint, and runs the tape again instead", error=str(error))
            return
        body = pickle.dumps((progress, state), protocol=pickle.HIGHEST_PROTOCOL)
        self._writing = asyncio.create_task(asyncio.to_thread(self._write, body))
        now_s = time.monotonic()
        self._next_s = now_s + max(self._every_s, (now_s - began_s) / self._share_max)
        self._rounds = 0

    async def settled(self) -> None:
        """Return when the disk has what was kept last."""
        if self._writing is not None:
            await self._writing

    def load(self, marker: Position, heads: Mapping[str, int]) -> Progress | None:
        """Bring memory to what was kept; None where it stays new.

        Args:
            marker: the last round with effects that the database has.
            heads: of the own streams in the database.
        """
        try:
            progress, state = self._read()
            _check_behind(progress, marker, heads)
            memory = unpickled(state, self._memory.anchors())
        except NotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the tape is there
            _log.info("leaves a checkpoint aside", why=str(error), kind=type(error).__name__)
            return None
        try:
            self._memory.take_state(memory)
        except BaseException:
            # Memory is neither new nor restored now: the next start begins without it.
            self.forget()
            raise
        return progress

    def end(self) -> None:
        """Keep no further one."""
        self._is_off = True

    def forget(self) -> None:
        """Have no checkpoint: the next start runs the tape from its beginning."""
        with self._placing:
            self._is_off = True
            self._path.unlink(missing_ok=True)

    def _pickled(self) -> bytes:
        return pickled(self._memory.state(), self._memory.anchors(), BYTES_MAX)

    def _write(self, body: bytes) -> None:
        """Into a file beside it first: what is read is either the last one or this one."""
        try:
            beside = self._seal.write(self._path, body)
            with self._placing:
                if not self._is_off:
                    beside.replace(self._path)
        except OSError as error:
            # The database tells of a full disk where it matters.
            _log.warning("a checkpoint could not be written", error=str(error))

    def _read(self) -> tuple[Progress, bytes]:
        body = self._seal.read(self._path)
        found: tuple[Progress, bytes] = pickle.loads(body)  # noqa: S301 - our own file, of this very program, and whole
        return found


def _check_behind(progress: Progress, marker: Position, heads: Mapping[str, int]) -> None:
    """Raise where the database lacks what the checkpoint has seen written."""
    ahead = [stream for stream, seq in progress.heads.items() if heads.get(stream, 0) < seq]
    if progress.marker > marker or ahead:
        raise CorruptDataError("the database has lost what was committed before it")
