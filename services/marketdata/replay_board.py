"""How far a replay is, for whoever asks."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from services.chassis.subjects import MarketData
from services.marketdata.replay_steps import StepBatches
from services.marketdata.rounds import Rounds
from services.marketdata.store import TickStore
from services.marketdata.tapes import Tape
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.system.v1 import replay_pb2
from tradewire.system.v1.replay_pb2 import Replay, ReplayCounts

State: TypeAlias = replay_pb2.ReplayState.ValueType

FAILURE_MAX = 1_000
"""The contract's bound."""

_FINAL = frozenset({replay_pb2.REPLAY_STATE_ENDED, replay_pb2.REPLAY_STATE_FAILED})


class ReplayBoard:
    """One replay's.

    Args:
        run: its id.
        participants: who takes part.
        tape: the recording; None where it could not be opened.
    """

    def __init__(
        self, run: str, participants: tuple[str, ...], tape: Tape | None, store: TickStore
    ) -> None:
        self.run = run
        self.state: State = replay_pb2.REPLAY_STATE_WAITING
        self.failure = ""
        self.started_ns = 0
        self.known = asyncio.Event()
        """Set when all steps of the journal are known again after a restart."""
        self.is_refused = False
        """Whether it cannot even begin, for the data directory is another's."""
        self.rounds = Rounds(run, participants)
        self._participants = participants
        self._tape = tape
        self._store = store
        self._ended: Replay | None = None
        self._counts: Counter[MarketData] = Counter()
        # Tape time of its first event; 0 before it.
        self._first_ns = 0

    def count(self, batches: StepBatches) -> None:
        """Note a step's market data."""
        for batch in batches.batches:
            self._first_ns = self._first_ns or batch.rows.events[0].init_ns
            self._counts[batch.rows.key.type] += len(batch.rows.events)

    @property
    def counts(self) -> Mapping[MarketData, int]:
        """Events so far, by type."""
        return self._counts

    @property
    def first_ns(self) -> int:
        """Tape time of the first event; 0 before it."""
        return self._first_ns

    def resume(self, counts: Mapping[MarketData, int], first_ns: int) -> None:
        """Count on from there."""
        self._counts, self._first_ns = Counter(counts), first_ns

    def refuse(self, reason: str) -> None:
        """It cannot begin; nothing of this is stored."""
        self.state, self.failure = replay_pb2.REPLAY_STATE_FAILED, reason
        self.is_refused = True

    def end(self, final: Replay) -> None:
        """It is over, as ``final`` has it, which was stored."""
        self._ended, self.state, self.failure = final, final.state, final.failure

    async def final(self, failure: str, now_ns: int) -> Replay:
        """The replay as it is to end, with a failure or without one; raises StorageError."""
        replay = await self.message()
        del replay.silent_participants[:]
        replay.finish_time.CopyFrom(time_to_wire(now_ns))
        replay.state = replay_pb2.REPLAY_STATE_ENDED
        if failure:
            replay.state, replay.failure = replay_pb2.REPLAY_STATE_FAILED, failure[:FAILURE_MAX]
        else:
            replay.replayed_share = 1.0
        return replay

    async def message(self) -> Replay:
        """The replay as the contract tells it; raises StorageError."""
        if self._ended is not None:
            return self._ended
        rounds, tape = self.rounds, self._tape
        replay = Replay(
            run=self.run,
            state=self.state,
            tape="" if tape is None else tape.manifest.name,
            participants=self._participants,
            silent_participants=[] if self.is_final else rounds.silent,
            clock_unix_nanos=rounds.clock_ns,
            replayed_share=0.0 if tape is None else self._share(tape),
            failure=self.failure[:FAILURE_MAX],
            start_time=optional_time_to_wire(self.started_ns),
            counts=await self._message_of_counts(),
        )
        if rounds.step:
            replay.step.CopyFrom(rounds.position())
        return replay

    def _share(self, tape: Tape) -> float:
        """By time where the end is known: of a part of a year the files' size tells nothing."""
        if tape.end_ns is None or not self._first_ns:
            return tape.read_share
        whole_ns = tape.end_ns - self._first_ns
        return min(1.0, max(0.0, (self.rounds.clock_ns - self._first_ns) / whole_ns))

    @property
    def is_final(self) -> bool:
        """Whether it has ended or failed."""
        return self.state in _FINAL

    @property
    def damaged(self) -> int:
        """Damaged lines of the tape that were passed over."""
        return 0 if self._tape is None else self._tape.damage_count

    async def _message_of_counts(self) -> ReplayCounts:
        counts = self._counts
        return ReplayCounts(
            trades=counts[MarketData.TRADES],
            quotes=counts[MarketData.QUOTES],
            book_updates=counts[MarketData.BOOKS],
            candles=counts[MarketData.CANDLES],
            steps=self.rounds.step,
            damaged=self.damaged,
            ticks_stored=await self._store.count(),
        )
