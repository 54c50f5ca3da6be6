"""A replay's steps as they travel: their batches, those of late in memory, and all of them again.

A step's market data is the same whenever the tape is read, so nobody keeps it: whoever needs an
old step gets it from the tape, by the clock that the journal has of it.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from services.chassis.subjects import market_data
from services.marketdata.replay_journal import Position, ReplayJournal
from services.marketdata.steps import Step, Steps
from services.marketdata.store import TYPES, Origin, Rows, StreamKey
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.errors import PreconditionError
from tradewire.market import MarketEvent
from tradewire.marketdata.v1.event_pb2 import MarketDataEvent
from tradewire.system.v1.clock_pb2 import Advance
from tradewire.system.v1.replay_pb2 import ReplayJournalStep

RECENT_BYTES_MAX = 32 * 1024 * 1024
"""Steps kept in memory. A tape of ticks of five minutes takes half of it, and whoever comes back
is served without the tape being read again for each."""

STEP_BYTES = 500
"""What a step takes in memory beside its content."""

ROUND_BYTES = 64
"""The same of a round: a step that answers its own orders has up to 64."""

STEPS_AT_ONCE = 50
"""Steps read from the tape before others may run: a few milliseconds of work."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Market data of one stream in one step: rows, and messages with their encoding."""

    rows: Rows
    subject: str
    messages: Sequence[MarketDataEvent]
    payloads: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class StepBatches:
    """All market data of one step.

    Attributes:
        batches: by stream, in the order of each one's first event.
        marks: last sequence of each stream, in the same order.
        tape_order: for every event the place of its stream, two bytes each.
        count: of the events.
    """

    batches: Sequence[Batch] = ()
    marks: Mapping[str, int] = field(default_factory=dict[str, int])
    tape_order: bytes = b""
    count: int = 0


_NOTHING = StepBatches()


class StepEncoder:
    """Turns the steps of one tape into batches.

    Args:
        log_id: of market data's log in this replay.
        origin: the feed.
    """

    def __init__(self, log_id: str, origin: Origin) -> None:
        self._log_id = log_id
        self._origin = origin
        self._streams: dict[tuple[str, type[MarketEvent]], tuple[StreamKey, str]] = {}

    def encode(self, step: Step) -> StepBatches:
        """The step's batches; their events have the sequences that the tape gave them."""
        if not step.events:
            return _NOTHING
        places: dict[tuple[str, type[MarketEvent]], int] = {}
        groups: list[list[MarketEvent]] = []
        order = bytearray()
        for event in step.events:
            key = event.instrument.id, type(event)
            place = places.get(key)
            if place is None:
                place = places[key] = len(groups)
                groups.append([event])
            else:
                groups[place].append(event)
            order += place.to_bytes(2, "big")
        # Stamped with the tape's clock: what is published again is the same to the byte.
        origin = self._origin
        stamp = BatchStamp(self._log_id, origin.feed, origin.kind, step.clock_ns, step.index)
        batches = []
        for key, events in zip(places, groups, strict=True):
            stream, subject = self._stream(key)
            messages = market_to_wire(stamp, events)
            payloads = [message.SerializeToString() for message in messages]
            batches.append(Batch(Rows(stream, origin, events), subject, messages, payloads))
        marks = {one.subject: one.rows.events[-1].sequence for one in batches}
        return StepBatches(batches, marks, bytes(order), len(step.events))

    def _stream(self, key: tuple[str, type[MarketEvent]]) -> tuple[StreamKey, str]:
        found = self._streams.get(key)
        if found is None:
            instrument, kind = key
            stream = StreamKey(instrument, TYPES[kind])
            found = self._streams[key] = stream, market_data(stream.type, instrument)
        return found


@dataclass(slots=True)
class _Kept:
    """A step in memory: its market data and its rounds, encoded."""

    market: Sequence[bytes]
    advances: list[bytes]

    def size(self) -> int:
        rounds = sum(map(len, self.advances)) + ROUND_BYTES * len(self.advances)
        return sum(map(len, self.market)) + rounds + STEP_BYTES


class RecentSteps:
    """The newest steps of a replay, as many as fit."""

    def __init__(self, bytes_max: int = RECENT_BYTES_MAX) -> None:
        self._bytes_max = bytes_max
        self._steps: dict[int, _Kept] = {}
        self._bytes = 0

    def open_step(self, index: int, batches: StepBatches) -> None:
        """Keep a step's market data, and forget the oldest steps that no longer fit."""
        market = [payload for batch in batches.batches for payload in batch.payloads]
        kept = self._steps[index] = _Kept(market, [])
        self._bytes += kept.size()
        self._forget()

    def add_round(self, index: int, advance: bytes) -> None:
        """Keep a round of the newest step."""
        self._steps[index].advances.append(advance)
        self._bytes += len(advance) + ROUND_BYTES
        self._forget()

    def _forget(self) -> None:
        while self._bytes > self._bytes_max and len(self._steps) > 1:
            oldest = next(iter(self._steps))
            self._bytes -= self._steps.pop(oldest).size()

    def has(self, index: int) -> bool:
        """Whether a step is here."""
        return index in self._steps

    def get(self, index: int, rounds_max: int | None = None) -> ReplayJournalStep | None:
        """A step with its first ``rounds_max`` rounds; None where it is too old."""
        kept = self._steps.get(index)
        if kept is None:
            return None
        step = ReplayJournalStep()
        for payload in kept.market:
            step.events.add().MergeFromString(payload)
        for advance in kept.advances[:rounds_max]:
            step.advances.add().MergeFromString(advance)
        return step


@dataclass(frozen=True, slots=True)
class Again:
    """A step of the journal with its market data, read from the tape again."""

    step: Step
    rounds: Sequence[Advance]


async def read_again(
    journal: ReplayJournal, steps: Steps, up_to: Position, after_step: int = 0
) -> AsyncIterator[Again]:
    """The steps of the journal behind ``after_step``, to the round ``up_to``.

    Args:
        journal: of the replay.
        steps: of the tape, behind ``after_step``; stand behind the last step at the end.
        up_to: the last round.
        after_step: 0 for all.

    Raises:
        PreconditionError: the tape has other steps than the journal.
        CorruptDataError: the tape is damaged.
    """
    drained = False
    async for rounds in journal.steps(up_to, after_step):
        first = rounds[0]
        index, clock_ns = first.step.step, first.clock_unix_nanos
        # From the closing on no step is of the tape.
        drained = drained or first.closing
        step = Step(index, clock_ns, ())
        if not drained:
            read = steps.next_step(clock_ns)
            if read is None or (read.index, read.clock_ns) != (index, clock_ns):
                raise PreconditionError(
                    f"step {index} of the journal is not one of the tape: the recording or the"
                    " program is another than before; replay into a fresh data directory",
                    reason="REPLAY_DIVERGED",
                )
            step = read
        if index % STEPS_AT_ONCE == 0:
            await asyncio.sleep(0)
        yield Again(step, rounds)


class Retelling:
    """Serves the journal with its market data, from memory or from the tape.

    Args:
        open_steps: reads the tape anew: gives steps, and the step they follow, which is at or
            before the one it is given.
    """

    def __init__(
        self,
        journal: ReplayJournal,
        recent: RecentSteps,
        encoder: StepEncoder,
        open_steps: Callable[[int], tuple[Steps, int]],
    ) -> None:
        self._journal = journal
        self._recent = recent
        self._encoder = encoder
        self._open_steps = open_steps

    async def steps(self, after_step: int, up_to: Position) -> AsyncIterator[ReplayJournalStep]:
        """The steps after ``after_step`` to the round ``up_to``, which has been opened."""
        # What is told has to survive a crash: whoever reads it may have gone further.
        await self._journal.flush()
        last, rounds = up_to
        next_step = after_step + 1
        while next_step <= last:
            step = self._recent.get(next_step, rounds if next_step == last else None)
            if step is not None:
                if next_step % STEPS_AT_ONCE == 0:
                    await asyncio.sleep(0)
                yield step
                next_step += 1
                continue
            async with aclosing(self._from_tape(next_step, up_to)) as from_tape:
                async for again in from_tape:
                    yield self._step(again)
                    next_step = again.step.index + 1
                    if self._recent.has(next_step):
                        break

    async def _from_tape(self, next_step: int, up_to: Position) -> AsyncGenerator[Again, None]:
        """The steps from ``next_step`` on, read from the tape again."""
        # A tape that is packed as a whole is unpacked up to there.
        steps, behind = await asyncio.to_thread(self._open_steps, next_step - 1)
        async for again in read_again(self._journal, steps, up_to, behind):
            if again.step.index >= next_step:
                yield again

    def _step(self, again: Again) -> ReplayJournalStep:
        batches = self._encoder.encode(again.step).batches
        messages = [message for batch in batches for message in batch.messages]
        return ReplayJournalStep(events=messages, advances=again.rounds)
