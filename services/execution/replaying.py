"""Execution's part in a replay: each round in the kernel's order, recorded in one transaction.

Market data meets the venue, then come its reports, then risk's directives, then the signals, one
by one, each with risk's verdict. Nothing that is recorded depends on the wall clock, on the bus or
on how often the process was started: the round is all there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis import logs
from services.chassis.events import Event
from services.chassis.rounds import Effects, Round
from services.chassis.subjects import Topic, every, parse, risk
from services.execution.inputs import actionable, signal_payload
from services.execution.intents import Ignored
from services.execution.market_feed import Marks
from services.execution.ranges import Ranges
from services.execution.replay_risk import VerdictPort
from services.execution.replayed import AccountState, Recorded, ReplayedAccount, write_all
from tradewire.codec.risk_events import risk_event_from_wire
from tradewire.codec.signals import signal_event_from_wire
from tradewire.errors import InternalError, TradewireError, UnavailableError
from tradewire.instruments import Instrument
from tradewire.risk.v1.event_pb2 import RiskEvent
from tradewire.signal.v1.event_pb2 import SignalEvent
from tradewire.verdicts import CloseRequested, Halted, Resumed

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """All that rounds change."""

    accounts: dict[str, AccountState]
    marks: Mapping[str, object]
    closing: bool


class Replaying:
    """The participant ``execution``; see ``services.chassis.rounds``. It has a ``Memory``.

    Args:
        accounts: by id, in the order of the settings.
        instruments: of the tape, by id.
        marks: told of every price.
        verdicts: who is asked for verdicts.
        ranges: who is asked for what the bus lost.
    """

    name = "execution"
    reads: Sequence[str] = (every(Topic.RISK), every(Topic.SIGNALS))

    def __init__(
        self,
        accounts: Mapping[str, ReplayedAccount],
        instruments: Mapping[str, Instrument],
        *,
        marks: Marks,
        verdicts: VerdictPort,
        ranges: Ranges,
    ) -> None:
        self._accounts = accounts
        self._instruments = instruments
        self._marks = marks
        self._verdicts = verdicts
        self._ranges = ranges
        self._closing = False

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Those of the tape, by id."""
        return self._instruments

    async def take(self, round_: Round) -> Effects:
        """Handle a round.

        Raises:
            UnavailableError: risk did not answer for too long.
        """
        clock_ns, accounts = round_.clock_ns, self._accounts.values()
        self._closing = self._closing or round_.closing
        if round_.market:
            for account in accounts:
                account.on_market(round_.market)
            self._marks.follow(round_.market)
        for account in accounts:
            account.begin(clock_ns, first=round_.is_first)
        try:
            marks = await self._handle(round_)
        except UnavailableError:
            raise
        except TradewireError as error:
            _log.error("the replay cannot go on", step=round_.step, error=error.message)
            return Effects(failure=f"execution: {error.message}")
        return await self._effects(round_, marks)

    async def repeat(self, call: bytes) -> tuple[Effects, bytes]:
        """Execution answers no calls of a round; raises InternalError."""
        del call
        raise InternalError("execution is never called within a round, and yet has a stored call")

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        """Events of risk's or a strategy's stream, from its owner; it may give fewer."""
        found = await self._ranges.of(stream, after_seq, up_to_seq)
        return [delivery.event for delivery in found]

    def anchors(self) -> Mapping[str, object]:
        """See ``Memory.anchors``."""
        found: dict[str, object] = {
            f"instrument {name}": each for name, each in self._instruments.items()
        }
        for account in self._accounts.values():
            catalog = account.writer.catalog
            found |= {"catalog": catalog} | account.anchors()
            found |= {f"listed {name}": each for name, each in catalog.known.items()}
        return found

    def state(self) -> object:
        """See ``Memory.state``."""
        accounts = {name: account.state() for name, account in self._accounts.items()}
        return _State(accounts, vars(self._marks), self._closing)

    def take_state(self, state: object) -> None:
        """See ``Memory.take_state``."""
        if not isinstance(state, _State):
            raise TypeError("a checkpoint of execution's holds another's memory")
        for name, account in self._accounts.items():
            account.take_state(state.accounts[name])
        vars(self._marks).update(state.marks)
        self._closing = state.closing

    async def _handle(self, round_: Round) -> dict[str, int]:
        """Follow directives, then signals; gives how far risk's streams went by its verdicts."""
        marks: dict[str, int] = {}
        for event in round_.events:
            match parse(event.stream).rule.topic:
                case Topic.RISK:
                    self._follow(event, round_.clock_ns)
                case Topic.SIGNALS:
                    await self._on_signal(event, round_, marks)
                case _:
                    pass
        return marks

    def _follow(self, event: Event, clock_ns: int) -> None:
        message = RiskEvent.FromString(event.payload)
        account = self._accounts.get(message.account)
        if account is None or message.WhichOneof("payload") != "directive":
            return
        _, directive = risk_event_from_wire(message)
        if isinstance(directive, CloseRequested | Halted | Resumed):
            account.follow(directive, clock_ns)

    async def _on_signal(self, event: Event, round_: Round, marks: dict[str, int]) -> None:
        _, told = signal_event_from_wire(SignalEvent.FromString(event.payload))
        signal = actionable(told)
        account = None if signal is None else self._accounts.get(signal.account)
        if signal is None or account is None:
            return
        asked = account.intake(signal, round_.clock_ns)
        if isinstance(asked, Ignored):
            return
        judged = await self._verdicts.ask(asked, round_.position, signal.traceparent)
        stream = risk(signal.account)
        marks[stream] = max(judged.sequence, marks.get(stream, 0))
        payload = signal_payload(event.payload)
        account.apply(asked, judged, signal, payload, round_.clock_ns)

    async def _effects(self, round_: Round, marks: Mapping[str, int]) -> Effects:
        recorded: list[Recorded] = []
        due: list[int] = []
        for account in self._accounts.values():
            if (found := account.take_recorded()) is not None:
                recorded.append(found)
            await account.link.save(closing=round_.closing, closed=self._closing)
            if (due_ns := account.next_due_ns(closing=self._closing)) is not None:
                due.append(due_ns)
        return Effects(
            events=[event for each in recorded for event in each.events],
            write=write_all(recorded),
            next_due_ns=min(due, default=None),
            marks=marks,
        )
