"""A round of a replay in lock-step: what a participant is given, and what it answers.

A step is a window of the tape. In a round every participant handles exactly what the streams
gained in the round before, in one order, so that the outcome depends on the tape alone and not on
who was quick. See ``services.chassis.lockstep`` for how a participant is led.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import grpc
from sqlalchemy import Connection

from services.chassis.events import Event, NewEvent
from services.chassis.subjects import Topic
from tradewire.instruments import Instrument
from tradewire.market import MarketEvent
from tradewire.system.v1.clock_pb2 import ReplayStep

STEP = "tw-replay-bin"
"""The metadata of a call between participants: the round that it is part of."""

RANKS = (Topic.MARKET_DATA, Topic.ORDERS, Topic.RISK, Topic.SIGNALS)
"""The order in which a participant reads the streams of a round."""

Position = tuple[int, int]
"""Step and round, both from 1."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a participant handles at once.

    Attributes:
        position: which round of which step of which run.
        clock_ns: the tape's clock, Unix nanoseconds.
        closing: the tape is drained: strategies stop now.
        market: in the order of the tape; empty but in a step's first round.
        events: of the other streams that are read, by rank, stream and sequence.
    """

    position: ReplayStep
    clock_ns: int
    closing: bool
    market: Sequence[MarketEvent]
    events: Sequence[Event]

    @property
    def step(self) -> int:
        """The step, from 1."""
        return self.position.step

    @property
    def number(self) -> int:
        """The round within the step, from 1."""
        return self.position.round

    @property
    def is_first(self) -> bool:
        """Whether the clock moved to this step just now."""
        return self.position.round == 1


def _no_marks() -> dict[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Effects:
    """What a round led to.

    Attributes:
        events: what happened, each with its stream, in the order in which ``write`` appends them;
            compared with the log where the round is run again.
        write: appends the events and writes the rows; None where nothing is to be kept.
        next_due_ns: the next moment that must be waited for though no tick comes; None for none.
        marks: how far other owners' streams go now, learned from answers to calls.
        failure: why the replay cannot go on; empty where it can.
    """

    events: Sequence[tuple[str, NewEvent]] = ()
    write: Callable[[Connection], None] | None = None
    next_due_ns: int | None = None
    marks: Mapping[str, int] = field(default_factory=_no_marks)
    failure: str = ""


class Participant(Protocol):
    """A service's part of a replay: pure but for the calls that it makes.

    Attributes:
        name: such as ``risk``.
        reads: wildcards of the streams that it reads beside market data.
    """

    name: str
    reads: Sequence[str]

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Those of the tape among them, by id."""
        ...

    async def take(self, round_: Round) -> Effects:
        """Handle a round."""
        ...

    async def repeat(self, call: bytes) -> tuple[Effects, bytes]:
        """Handle a stored call again: its effects and its answer, the same bytes as then."""
        ...

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        """Events of another owner's stream, from its RPC; it may give fewer.

        Raises:
            UnavailableError: the owner is away; it is asked again.
        """
        ...


class Memory(Protocol):
    """What a participant would be with every round behind it, to be kept and taken back.

    It is pickled, and so made of nothing of the process: of that are the anchors, which stay where
    they are and are named instead. See ``services.chassis.checkpoints``.
    """

    def anchors(self) -> Mapping[str, object]:
        """What memory refers to and is not part of it, by names that the next process has too."""
        ...

    def state(self) -> object:
        """Everything that rounds and calls have changed; looked at at once, and not changed.

        Raises:
            PreconditionError: it cannot be told, such as a strategy's that is not all in it.
        """
        ...

    def take_state(self, state: object) -> None:
        """Go on from what ``state`` gave in an earlier process; before the first round."""
        ...


def step_metadata(step: ReplayStep) -> tuple[tuple[str, bytes], ...]:
    """Metadata for a call that is part of a round."""
    return ((STEP, step.SerializeToString()),)


def step_of(context: "grpc.aio.ServicerContext[Any, Any]") -> ReplayStep | None:
    """The round that a call is part of; None for one from outside."""
    for key, value in context.invocation_metadata() or ():
        if key == STEP and isinstance(value, bytes):
            return ReplayStep.FromString(value)
    return None
