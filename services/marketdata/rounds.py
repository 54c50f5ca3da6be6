"""The rounds of a replay in lock-step: who has answered, what grew, what is opened next.

Pure: it is fed with answers and gives the messages to broadcast. What it gives depends on the
answers alone and not on their order, so a run that is led again leads the same.
"""

from collections.abc import Mapping, Sequence

from tradewire.errors import InternalError
from tradewire.system.v1.clock_pb2 import Advance, Done, ReplayStep, RunEnded, StreamMark

ROUNDS_MAX = 64
"""Of a step. A signal, its verdict, its order, its fill and what that leads to take six; a step
that needs ten times as many feeds itself. The kernel's number."""

MARKS_MAX = 10_000
"""The contract's bound on the streams of a round: four an instrument, two a strategy or account."""

STEP_EVENTS_MAX = 400_000
"""Market data of a step. Their order takes two bytes each, and a message of the bus 1 MiB."""


class Rounds:
    """One replay's rounds.

    ``open_step``; then ``take`` answers until ``is_complete``, and ``next_round``, until that
    gives None.

    Args:
        run: the replay.
        participants: who has to answer each round.
    """

    def __init__(self, run: str, participants: Sequence[str]) -> None:
        self.step = 0
        """The step that is open or was last; 0 before the first."""
        self.number = 0
        """The round, likewise."""
        self.clock_ns = 0
        """Of the step."""
        self.failure = ""
        """What a participant said why the replay cannot go on."""
        self.marks: dict[str, int] = {}
        """How far each stream may be read in the open round, of all that ever grew."""
        self._run = run
        self._participants = tuple(participants)
        self._silent = set(participants)
        self._told: dict[str, int] = {}
        self._dues: dict[str, int] = {}

    @property
    def silent(self) -> list[str]:
        """Who has not answered the open round."""
        return [name for name in self._participants if name in self._silent]

    @property
    def is_complete(self) -> bool:
        """Whether all have answered, or one that the replay cannot go on."""
        return not self._silent or bool(self.failure)

    @property
    def next_due_ns(self) -> int | None:
        """The earliest moment that a participant waits for, as they answered last."""
        return min(self._dues.values(), default=None)

    def open_step(
        self,
        step: int,
        clock_ns: int,
        market: Mapping[str, int],
        tape_order: bytes,
        *,
        closing: bool = False,
    ) -> Advance:
        """Open a step's first round.

        Args:
            step: its number.
            clock_ns: the tape's clock at its end.
            market: last sequence of each stream that has market data in it.
            tape_order: see ``Advance.tape_order``.
            closing: strategies stop in it.

        Raises:
            InternalError: it has more streams or events than a message holds.
        """
        if len(market) > MARKS_MAX or len(tape_order) > 2 * STEP_EVENTS_MAX:
            raise InternalError(
                f"step {step} has {len(tape_order) // 2} events of {len(market)} streams, and may"
                f" have {STEP_EVENTS_MAX} of {MARKS_MAX}; give the tape's manifest a shorter"
                " step_ns",
                reason="STEP_TOO_LARGE",
            )
        self.clock_ns = clock_ns
        return self._open(step, 1, market, tape_order, closing=closing)

    def resume(self, marks: Mapping[str, int]) -> None:
        """Know how far each stream went before the rounds that are to be restored."""
        self.marks.update(marks)

    def restore(self, advance: Advance) -> None:
        """Take up a round that was opened before a restart; all have to answer it again.

        Called for every round of the journal in order, or, behind a mark on the tape, for those
        after it: so that all marks are known.
        """
        self.step, self.number = advance.step.step, advance.step.round
        self.clock_ns = advance.clock_unix_nanos
        for mark in advance.marks:
            self.marks[mark.stream] = mark.sequence
        self._wait_for_all()

    def take(self, done: Done) -> None:
        """Take an answer; one to another round or replay, or of a stranger, is nothing."""
        position = done.step
        if position.step != self.step or position.round != self.number:
            return
        name = done.participant
        if position.run != self._run or name not in self._silent or self.failure:
            return
        self._silent.discard(name)
        for mark in done.marks:
            if mark.sequence > self._told.get(mark.stream, 0):
                self._told[mark.stream] = mark.sequence
        if done.HasField("next_due_unix_nanos"):
            self._dues[name] = done.next_due_unix_nanos
        else:
            self._dues.pop(name, None)
        if done.failure:
            self.failure = f"{name}: {done.failure}"

    def next_round(self) -> Advance | None:
        """The step's next round, once all have answered; None where nothing grew.

        Raises:
            InternalError: the step does not come to rest in 64 rounds.
        """
        known = self.marks
        grown = {
            stream: sequence
            # By name: orders before risk before signals, which is the order of their ranks.
            for stream, sequence in sorted(self._told.items())
            if sequence > known.get(stream, 0)
        }
        self._told.clear()
        if not grown:
            return None
        if self.number >= ROUNDS_MAX:
            raise InternalError(
                f"step {self.step} did not come to rest in {ROUNDS_MAX} rounds; a strategy answers"
                " its own orders without end",
                reason="ROUNDS_EXHAUSTED",
            )
        return self._open(self.step, self.number + 1, grown, b"")

    def position(self) -> ReplayStep:
        """The round that is open or was last."""
        return ReplayStep(run=self._run, step=self.step, round=self.number)

    def ended(self, failure: str) -> RunEnded:
        """What is told at the end; ``failure`` is empty where the tape is drained."""
        return RunEnded(
            step=self.position(),
            clock_unix_nanos=self.clock_ns,
            marks=_marks(dict(sorted(self.marks.items())[:MARKS_MAX])),
            failure=failure,
        )

    def _open(
        self,
        step: int,
        number: int,
        grown: Mapping[str, int],
        tape_order: bytes,
        *,
        closing: bool = False,
    ) -> Advance:
        self.step, self.number = step, number
        self.marks.update(grown)
        self._wait_for_all()
        return Advance(
            step=self.position(),
            clock_unix_nanos=self.clock_ns,
            marks=_marks(grown),
            tape_order=tape_order,
            closing=closing,
        )

    def _wait_for_all(self) -> None:
        self._silent = set(self._participants)


def _marks(marks: Mapping[str, int]) -> list[StreamMark]:
    return [StreamMark(stream=stream, sequence=sequence) for stream, sequence in marks.items()]
