"""What a replay is made of in this service, put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.chassis.clock import ManualClock, WallClock
from services.chassis.process import Owner
from services.marketdata.coordinator import PARTICIPANTS, Coordinator, Pace
from services.marketdata.feed import FeedBoard
from services.marketdata.latest import Latest
from services.marketdata.recorder import Recorder
from services.marketdata.replay_board import ReplayBoard
from services.marketdata.replay_journal import ReplayJournal
from services.marketdata.replay_steps import RecentSteps, Retelling, StepEncoder
from services.marketdata.round_calls import RoundCalls
from services.marketdata.step_publisher import StepPublisher
from services.marketdata.store import TickStore
from services.marketdata.subscribers import Subscribers
from services.marketdata.tape_marks import TapeMarks
from services.marketdata.tapes import Tape
from tradewire.market import Interval


@dataclass(frozen=True, slots=True)
class ReplayParts:
    """A replay whose tape could be opened.

    Attributes:
        board: how far it is.
        retelling: its journal, for who comes back.
        publisher: its way out.
        coordinator: what runs it.
    """

    board: ReplayBoard
    retelling: Retelling
    publisher: StepPublisher
    coordinator: Coordinator


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a feed's events go."""

    store: TickStore
    recorder: Recorder
    latest: Latest
    subscribers: Subscribers


async def without_tape(run: str, owner: Owner, store: TickStore, failure: str) -> ReplayBoard:
    """A replay whose tape cannot be opened: over, if it is, or FAILED for that reason.

    Raises:
        StorageError: the journal cannot be read.
    """
    board = ReplayBoard(run, PARTICIPANTS, None, store)
    ended = await ReplayJournal(owner.store).ended(run)
    if ended is None:
        board.refuse(failure)
    else:
        board.end(ended)
    board.known.set()
    return board


def assemble(
    run: str,
    open_tape: Callable[[], Tape],
    intervals: Sequence[Interval],
    speed: float | None,
    feed: FeedBoard,
    owner: Owner,
    outlets: Outlets,
    at: ManualClock,
    marks_folder: Path,
) -> ReplayParts:
    """The parts of a replay of a tape.

    Args:
        run: the replay's id.
        open_tape: opens it anew, for each reading.
        intervals: of the candles that are made of it.
        speed: against the wall's clock; None does not wait.
        feed: how the feed is.
        owner: of the journal, and of market data's log.
        outlets: where the events go.
        at: the process's clock.
        marks_folder: where the feed's marks on the tape are.

    Raises:
        TradewireError: the tape cannot be opened.
    """
    # Other candles would be other steps, so they belong to what the journal is of.
    made = ",".join(sorted(set(intervals)))
    source = f"{open_tape().log_id('marketdata')}:{made}"
    marks = TapeMarks(marks_folder, source, open_tape, intervals)
    tape = marks.tape
    board = ReplayBoard(run, PARTICIPANTS, tape, outlets.store)
    journal, recent = ReplayJournal(owner.store), RecentSteps()
    encoder = StepEncoder(owner.log_id, feed.card.origin)
    publisher = StepPublisher(
        source, owner.bus, feed, outlets.recorder, outlets.subscribers, outlets.latest
    )
    coordinator = Coordinator(
        marks,
        Pace(speed, tape.manifest.end_margin_ns, source),
        board,
        feed,
        RoundCalls(owner.bus, run, board.rounds),
        journal,
        recent,
        encoder,
        publisher,
        outlets.recorder,
        outlets.store,
        at,
        # The process has the tape's clock alone, and a person asks when it was started.
        WallClock(),
    )
    retelling = Retelling(journal, recent, encoder, marks.steps_again)
    return ReplayParts(board, retelling, publisher, coordinator)
