"""The strategies' part of a replay in lock-step: each host, round by round, as the kernel runs it.

Hosts are built anew at every start, never restored: the rounds bring them to the present. Nobody
is shown history first, nothing expires by the wall's clock, and a strategy that fails ends the
replay, for a run without it is worth nothing.
"""

import dataclasses
import json
import re
import uuid
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from services.chassis import logs, spans
from services.chassis.account_events import account_events
from services.chassis.clock import Clock
from services.chassis.events import Event
from services.chassis.rounds import Effects, Round
from services.chassis.subjects import Topic, every
from services.signal import store
from services.signal.fleet import ACTOR_OF_SETTINGS, Fleet
from services.signal.host import Failure, HostState, Stamps, StrategyHost
from services.signal.journal import Entry
from services.signal.leftovers import outside_digest
from services.signal.loader import create_strategy
from services.signal.records import EXTERNAL, Checkpoint, Standing, StrategyRecord, terms_of
from services.signal.rounds import lead
from services.signal.seat import Parts, Seat
from services.signal.settings import StrategySection
from services.signal.traces import open_replayed_trace
from tradewire import ids
from tradewire.channel import Channel
from tradewire.codec.accounts import account_event_from_wire
from tradewire.errors import ConfigurationError, InternalError, PreconditionError
from tradewire.execution.v1 import account_event_pb2
from tradewire.execution.v1.execution_service_pb2_grpc import ExecutionServiceStub
from tradewire.instruments import Instrument
from tradewire.orders import AccountEvent, OrderEvent
from tradewire.signals import Signal, SignalOutcome, SignalState

UNSETTLED_MAX = 10_000
"""Published signals whose outcome is waited for. Execution handles each in the next round; one
that it passes over without a word is waited for in vain, and the oldest of those are forgotten."""

# Where an object lies in memory is another at each run, and an error's text may tell it.
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    """All that rounds change: each host with its record and checkpoint, and what waits."""

    hosts: Mapping[str, tuple[Mapping[str, object], StrategyRecord, Checkpoint]]
    unsettled: OrderedDict[str, Signal]
    position: tuple[int, int]


class ReplayingStrategies:
    """The participant, which has a ``Memory``.

    Args:
        parts: what every strategy shares.
        fleet: gets a seat for each, for whoever asks.
        sections: the strategies.
        execution: asked for events that the bus did not bring.
        wall: the machine's clock, for traces alone.

    Raises:
        ConfigurationError: a strategy needs a person's approval, or runs elsewhere.
    """

    name = "signal"
    reads: Sequence[str] = (every(Topic.ORDERS),)

    def __init__(
        self,
        parts: Parts,
        fleet: Fleet,
        sections: Sequence[StrategySection],
        execution: Channel,
        wall: Clock,
    ) -> None:
        self.instruments: Mapping[str, Instrument] = {}
        self._parts = parts
        self._journal = parts.journal
        self._stub = ExecutionServiceStub(execution)
        self._wall = wall
        self._hosts: list[tuple[Seat, StrategyHost]] = []
        self._unsettled: OrderedDict[str, Signal] = OrderedDict()
        self._entries: list[Entry] = []
        self._checkpoints: dict[str, Checkpoint] = {}
        self._signals: list[Signal] = []
        self._failure = ""
        self._begun = False
        # Of each strategy before its first event; see ``state``.
        self._outside: dict[str, str | None] = {}
        # The bus is read by stream, and so by the strategies' names; the hosts go as it does.
        for section in sorted(sections, key=lambda each: each.strategy):
            seat = self._seat(section)
            fleet.seats[seat.name] = seat
            self._load(seat)

    def know(self, instruments: Mapping[str, Instrument]) -> None:
        """The tape's instruments, before the first round."""
        self.instruments = instruments

    # -- rounds ----------------------------------------------------------------------------

    async def take(self, round_: Round) -> Effects:
        """What became of signals; then each strategy: market, account, clock, and its signals."""
        self._journal.position = (round_.step, round_.number)
        if not self._begun:
            self._begin(round_.clock_ns)
        events = [event for event in map(_value, round_.events) if event is not None]
        for event in events:
            if isinstance(event, OrderEvent) and event.order.signal_id:
                self._settle(event)
        now_ns = round_.clock_ns
        stamps = Stamps(now_ns, now_ns)
        for seat, host in self._hosts:
            with self._parts.watch.of(seat.name):
                lead(
                    host,
                    round_.market,
                    events,
                    now_ns,
                    first=round_.is_first,
                    closing=round_.closing,
                    stamps=stamps,
                )
            self._finish(seat, host, now_ns, closing=round_.closing)
        return self._effects(round_)

    async def repeat(self, call: bytes) -> tuple[Effects, bytes]:
        """Nobody calls the strategies in a replay.

        Raises:
            InternalError: always.
        """
        raise InternalError(f"a replay's strategies answer no calls, and one of {len(call)} bytes")

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        """Events of an account that the bus did not bring."""
        found = await account_events(self._stub, stream, after_seq, up_to_seq)
        return [delivery.event for delivery in found]

    # -- memory ----------------------------------------------------------------------------

    def anchors(self) -> Mapping[str, object]:
        """See ``Memory.anchors``; the hosts stay the ones that others look at."""
        found: dict[str, object] = {
            f"instrument {name}": each for name, each in self.instruments.items()
        }
        return found | {f"host {seat.name}": host for seat, host in self._hosts}

    def state(self) -> object:
        """See ``Memory.state``."""
        for seat, host in self._hosts:
            now = outside_digest(type(host.strategy))
            if now is None or now != self._outside[seat.name]:
                raise PreconditionError(
                    f"what strategy {seat.name} keeps in its class or module, or what it keeps of"
                    " itself when it is pickled, is not known; keep everything in the instance"
                )
        hosts = {
            seat.name: (vars(host), seat.record, seat.checkpoint) for seat, host in self._hosts
        }
        return _State(hosts, self._unsettled, self._journal.position)

    def take_state(self, state: object) -> None:
        """See ``Memory.take_state``."""
        if not isinstance(state, _State):
            raise TypeError("a checkpoint of the strategies' holds another's memory")
        for seat, host in self._hosts:
            inside, seat.record, seat.checkpoint = state.hosts[seat.name]
            vars(host).update(inside)
        self._unsettled, self._journal.position = state.unsettled, state.position
        self._begun, self._entries, self._checkpoints = True, [], {}

    # -- before the first round ------------------------------------------------------------

    def _seat(self, section: StrategySection) -> Seat:
        """A strategy's place, which is written in the first round."""
        if section.approval_required or section.source == EXTERNAL:
            needs = "a person's approval" if section.approval_required else "a program elsewhere"
            raise ConfigurationError(
                f"strategy {section.strategy} needs {needs}, and a replay waits for nobody; run it"
                " live or on paper, or change it in TRADEWIRE_SIGNAL__STRATEGIES"
            )
        terms = terms_of(section.source, section.parameters, section.instruments, section.account)
        name = ids.check_resource_id(section.strategy, "strategy")
        uid = str(uuid.UUID(ids.digest("strategy", self._journal.log_id, name)))
        record, entry = self._journal.created(name, uid, terms, ACTOR_OF_SETTINGS)
        self._entries.append(entry)
        return Seat(self._parts, record, Checkpoint())

    def _load(self, seat: Seat) -> None:
        terms = seat.record.terms
        try:
            with self._parts.watch.of(seat.name):
                strategy = create_strategy(terms.reference, dict(terms.parameters))
                log_id = self._journal.log_id
                host = StrategyHost(seat.name, strategy, terms.account, log_id, terms.instruments)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a user's file may raise anything
            self._fail(seat, Failure.of(error, "load", self._parts.clock.now_ns()))
            return
        seat.host = host
        self._hosts.append((seat, host))
        self._outside[seat.name] = outside_digest(type(strategy))

    def _begin(self, clock_ns: int) -> None:
        """Start every strategy at the first step's clock, before its market."""
        self._begun = True
        for seat, host in self._hosts:
            self._move(seat, Standing.RUNNING)
            with self._parts.watch.of(seat.name):
                host.start(clock_ns)

    # -- what rounds lead to ---------------------------------------------------------------

    def _settle(self, event: OrderEvent) -> None:
        """Execution made an order of a signal or refused it; only the first word counts."""
        order = event.order
        signal = self._unsettled.pop(order.signal_id, None)
        if signal is not None:
            reasons = event.reasons or order.reasons
            outcome = SignalOutcome(order.order_id, order.client_order_id, reasons)
            self._entries.append(self._journal.settled(signal, outcome, event.event_ns))

    def _finish(self, seat: Seat, host: StrategyHost, clock_ns: int, *, closing: bool) -> None:
        """Take a strategy's signals, and note where it stands."""
        signals = [_published(signal) for signal in host.take_signals()]
        for signal in signals:
            self._entries.append(self._journal.given(signal))
            self._parts.counts.signals.of(seat.name).inc()
            self._unsettled[signal.signal_id] = signal
            if len(self._unsettled) > UNSETTLED_MAX:
                self._unsettled.popitem(last=False)
        self._signals += signals
        if closing and seat.record.state is Standing.RUNNING and host.state is HostState.STOPPED:
            self._move(seat, Standing.STOPPED, reason="the tape is drained")
        if signals or seat.name in self._checkpoints:
            self._keep(seat, host, clock_ns)
        if host.failure is not None and seat.record.state is not Standing.FAILED:
            self._fail(seat, host.failure)

    def _keep(self, seat: Seat, host: StrategyHost, clock_ns: int) -> None:
        """The checkpoint: what could not be saved would pass here and fail live."""
        saved = seat.checkpoint.saved
        if host.state is not HostState.FAILED:
            try:
                saved = json.loads(json.dumps(host.checkpoint()))
            except Exception as error:  # noqa: BLE001 - the user's save may raise anything
                host.fail(Failure.of(error, "save", clock_ns))
        seat.checkpoint = Checkpoint(host.ordinal, saved, seat.marks)
        self._checkpoints[seat.name] = seat.checkpoint

    def _fail(self, seat: Seat, failure: Failure) -> None:
        failure = dataclasses.replace(
            failure,
            message=_ADDRESS.sub("0x", failure.message),
            traceback=_ADDRESS.sub("0x", failure.traceback),
        )
        self._failure = self._failure or f"strategy {seat.name} failed: {failure}"
        self._parts.counts.failures.of(seat.name).inc()
        _log.error(
            "strategy failed, and the replay with it",
            strategy=seat.name,
            handler=failure.handler,
            error=str(failure),
            traceback=failure.traceback,
        )
        self._move(seat, Standing.FAILED, failure=failure)

    def _move(
        self, seat: Seat, state: Standing, *, failure: Failure | None = None, reason: str = ""
    ) -> None:
        seat.record, entry = self._journal.moved(
            seat.record, state, failure=failure, actor=ACTOR_OF_SETTINGS, reason=reason
        )
        self._entries.append(entry)
        # Where it stands and how far it is are read together.
        self._checkpoints.setdefault(seat.name, seat.checkpoint)

    def _effects(self, round_: Round) -> Effects:
        entries, self._entries = self._entries, []
        checkpoints, self._checkpoints = self._checkpoints, {}
        signals, self._signals = self._signals, []
        if not entries and not checkpoints:
            return Effects(next_due_ns=self._next_due_ns(), failure=self._failure)
        given_ns = self._wall.now_ns()

        def write(connection: Connection) -> None:
            for entry in entries:
                entry.write(connection)
            for name, checkpoint in checkpoints.items():
                store.put_checkpoint(connection, name, checkpoint)
            # Here, for what is run again is not written again, and was looked at before.
            for signal in signals:
                open_replayed_trace(signal, given_ns, round_.step)

        events = [(entry.stream, entry.event) for entry in entries]
        return Effects(events, write, self._next_due_ns(), failure=self._failure)

    def _next_due_ns(self) -> int | None:
        due = [at_ns for _, host in self._hosts if (at_ns := host.next_due_ns()) is not None]
        return min(due, default=None)


def _published(signal: Signal) -> Signal:
    """The signal as it is recorded; its trace is its own, whether anybody looks or not."""
    return dataclasses.replace(
        signal, traceparent=spans.own(signal.signal_id), state=SignalState.PUBLISHED
    )


def _value(event: Event) -> AccountEvent | None:
    """What happened in an account; None for what has no value here."""
    message = account_event_pb2.AccountEvent.FromString(event.payload)
    _, value = account_event_from_wire(message)
    return value
