"""Risk's part of a replay in lock-step: the gate, round by round, as the kernel runs it.

The gate is built anew at every start, never restored: the rounds bring it to the present. What it
tells is recorded as it is live; the tables follow for whoever reads them. Execution's calls belong
to rounds too, and are answered after the round's own inputs were handled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from services.chassis import spans
from services.chassis.account_events import account_events
from services.chassis.events import Event, find_event
from services.chassis.lockstep import LockStep
from services.chassis.rounds import Effects, Round
from services.chassis.subjects import Topic, every, parse
from services.risk.records import Context, placed, verdict_of
from services.risk.restoring import set_demo_limits
from services.risk.settings import AccountSettings
from services.risk.store import Changes, KeptLimits, KeptSwitch, write_changes
from services.risk.traces import note_verdict
from services.risk.watch import RiskWatch
from tradewire.channel import Channel
from tradewire.codec.accounts import account_event_from_wire
from tradewire.codec.verdicts import verdict_request_from_wire, verdict_to_wire
from tradewire.errors import InternalError, PreconditionError, TradewireError
from tradewire.execution.v1 import account_event_pb2
from tradewire.execution.v1.execution_service_pb2_grpc import ExecutionServiceStub
from tradewire.instruments import Instrument
from tradewire.orders import Balance, BalanceCause, BalanceChanged
from tradewire.risk.v1 import event_pb2, verdict_pb2, verdict_requests_pb2
from tradewire.system.v1.clock_pb2 import ReplayStep
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import VerdictGiven, VerdictRequest

ACTOR = "execution"
"""Who asks for verdicts in a replay: nobody else takes part in its rounds."""


@dataclass(frozen=True, slots=True)
class _State:
    """All that rounds change: what the gate, the notes and the watch hold, and the participant."""

    gate: Mapping[str, object]
    notes: Mapping[str, object]
    limits: dict[str, KeptLimits]
    switches: dict[str, KeptSwitch]
    positions: dict[str, StreamPosition]
    context: Context
    heads: dict[str, int]
    closed: bool
    unwritten: Changes


class ReplayingRisk:
    """The participant, which has a ``Memory``.

    Args:
        watch: with a gate that is new; what the calls that read look at.
        accounts: whose orders are judged, with what they begin with.
        demo: paper accounts get the demo's limits.
        execution: asked for events that the bus did not bring.
    """

    name = "risk"
    reads: Sequence[str] = (every(Topic.ORDERS),)

    def __init__(
        self,
        watch: RiskWatch,
        accounts: Sequence[AccountSettings],
        execution: Channel,
        *,
        demo: bool,
    ) -> None:
        self.instruments: Mapping[str, Instrument] = {}
        self._watch = watch
        self._gate = watch.gate
        self._stub = ExecutionServiceStub(execution)
        self._context = watch.context()
        self._heads: dict[str, int] = {}
        self._closed = False
        self._unwritten = Changes()
        for each in accounts:
            self._open(each, demo=demo)

    def know(self, instruments: Mapping[str, Instrument]) -> None:
        """The tape's instruments, before the first round."""
        self.instruments = instruments
        for instrument in instruments.values():
            self._gate.add_instrument(instrument)

    # -- rounds ----------------------------------------------------------------------------

    async def take(self, round_: Round) -> Effects:
        """Prices, account events, then the clock once a step."""
        self._context = Context(
            self._watch.owner.log_id, round_.clock_ns, step=round_.step, round=round_.number
        )
        self._closed = self._closed or round_.closing
        changes, self._unwritten = self._unwritten, Changes()
        try:
            for event in round_.market:
                self._gate.on_market(event)
            for logged in round_.events:
                self._follow(logged, changes)
            if round_.is_first:
                self._gate.on_clock(round_.clock_ns)
        except TradewireError as error:
            # Of an account or an instrument that is not the tape's: every run ends here.
            return Effects(failure=f"risk cannot go on: {error.message}")
        effects, _ = self._effects(changes, self._context)
        return effects

    async def repeat(self, call: bytes) -> tuple[Effects, bytes]:
        """A verdict; called first and again by ``LockStep``.

        Raises:
            InvalidArgumentError: the call breaks the contract.
            AlreadyExistsError: the request id was used for another order.
        """
        message = verdict_requests_pb2.CheckOrderRequest.FromString(call)
        request = verdict_request_from_wire(message)
        now_ns, log_id = self._context.now_ns, self._watch.owner.log_id
        verdict = self._gate.check(request, now_ns)
        trace_id = _trace_of(request)
        given = VerdictGiven(request, verdict, now_ns)
        position = self._watch.positions.get(request.account)
        answer = verdict_to_wire(given, trace_id=trace_id, orders_position=position)
        context = Context(
            log_id,
            now_ns,
            ACTOR,
            "CheckOrder",
            traceparent=spans.own(trace_id) if trace_id else "",
            step=self._context.step,
            round=self._context.round,
        )
        changes = Changes()
        self._watch.notes.claim(verdict.verdict_id, changes)
        effects, numbers = self._effects(changes, context, answer)
        seq = numbers.get(verdict.verdict_id)
        if seq is None:
            return effects, await self._first_answer(verdict.verdict_id)
        self._watch.verdicts.given(verdict)
        return effects, placed(answer, log_id, seq).SerializeToString(deterministic=True)

    async def fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Event]:
        """Events of an account that the bus did not bring."""
        found = await account_events(self._stub, stream, after_seq, up_to_seq)
        return [delivery.event for delivery in found]

    # -- memory ----------------------------------------------------------------------------

    def anchors(self) -> Mapping[str, object]:
        """Gate and notes stay the ones that others look at; what they hold is replaced."""
        known = {f"instrument {name}": each for name, each in self.instruments.items()}
        return {"gate": self._gate, "notes": self._watch.notes, **known}

    def state(self) -> object:
        """See ``Memory.state``."""
        watch = self._watch
        return _State(
            vars(self._gate),
            vars(watch.notes),
            watch.limits,
            watch.switches,
            watch.positions,
            self._context,
            self._heads,
            self._closed,
            self._unwritten,
        )

    def take_state(self, state: object) -> None:
        """See ``Memory.take_state``."""
        if not isinstance(state, _State):
            raise TypeError("a checkpoint of risk's holds another's memory")
        watch = self._watch
        vars(self._gate).update(state.gate)
        vars(watch.notes).update(state.notes)
        watch.limits, watch.switches = state.limits, state.switches
        watch.positions = state.positions
        self._context, self._heads = state.context, state.heads
        self._closed, self._unwritten = state.closed, state.unwritten

    # -- inside ----------------------------------------------------------------------------

    def _open(self, settings: AccountSettings, *, demo: bool) -> None:
        """Know an account with its limits and what it begins with; written in the first round."""
        watch, account, changes = self._watch, settings.account, self._unwritten
        if demo:
            context = watch.context(reason="the demo's limits, set as the replay begins")
            set_demo_limits(watch, settings, context, changes)
        self._gate.add_account(account, settings.asset, settings.environment)
        watch.notes.know(account, settings.asset, settings.environment)
        changes.accounts.append(watch.notes.accounts[account])
        for asset, amount in settings.opening_balances.items():
            balance = Balance(account, asset, Decimal(amount))
            self._gate.on_account_event(BalanceChanged(balance, 0, BalanceCause.OPENING))
            changes.balances.append(balance)

    def _follow(self, logged: Event, changes: Changes) -> None:
        message = account_event_pb2.AccountEvent.FromString(logged.payload)
        header, event = account_event_from_wire(message)
        account = parse(logged.stream).tokens["account"]
        self._watch.positions[account] = StreamPosition(log_id=header.log_id, sequence=logged.seq)
        if event is None:
            return
        self._gate.on_account_event(event)
        self._watch.notes.event(event, account, logged.seq, changes)
        self._watch.notes.log(account, header.log_id, changes)

    def _effects(
        self, changes: Changes, context: Context, verdict: verdict_pb2.Verdict | None = None
    ) -> tuple[Effects, dict[str, int]]:
        """What was led to, and the sequence that each event gets, by its id."""
        self._watch.notes.finish(changes, context, verdict)
        due_ns = None if self._closed else self._gate.next_due_ns()
        if changes.is_nothing:
            return Effects(next_due_ns=due_ns), {}

        def write(connection: Connection) -> None:
            write_changes(connection, changes, context.now_ns)

        numbers = {}
        for record in changes.records:
            head = self._heads[record.stream] = self._heads.get(record.stream, 0) + 1
            numbers[record.event.event_id] = head
        events = [(record.stream, record.event) for record in changes.records]
        return Effects(events, write, due_ns), numbers

    async def _first_answer(self, verdict_id: str) -> bytes:
        """What was answered when the verdict was given, in a round before."""
        event = await self._watch.owner.store.read(
            lambda connection: find_event(connection, verdict_id)
        )
        if event is None:
            raise InternalError(f"the gate has given verdict {verdict_id}, and the log has not")
        message = verdict_of(event_pb2.RiskEvent.FromString(event.payload))
        return message.SerializeToString(deterministic=True)


class ReplayChecks:
    """Answers CheckOrder in a replay: as part of the caller's round, or not at all."""

    def __init__(self, lock_step: LockStep, participant: ReplayingRisk) -> None:
        """Answer by ``participant``, led by ``lock_step``."""
        self._lock_step = lock_step
        self._participant = participant

    async def check(
        self, message: verdict_requests_pb2.CheckOrderRequest, step: ReplayStep | None
    ) -> verdict_pb2.Verdict:
        """The verdict on an order, committed before it is given; a repeat gets the first one.

        Raises:
            PreconditionError: the call is part of no round, or of one that is over.
            UnavailableError: risk has not come to the round yet.
        """
        if step is None:
            raise PreconditionError(
                "a replay runs here, and verdicts are given to its own orders alone; set"
                " validate_only to see what one would be",
                reason="REPLAY_RUNNING",
            )
        call = message.SerializeToString(deterministic=True)
        with spans.step("verdict") as span:
            answer = await self._lock_step.call(step, call, lambda: self._participant.repeat(call))
            verdict = verdict_pb2.Verdict.FromString(answer)
            note_verdict(span, verdict_request_from_wire(message), verdict)
            return verdict


def _trace_of(request: VerdictRequest) -> str:
    """The trace that the order is in: of the signal that it comes from; empty for another cause."""
    kind, _, signal = request.cause.partition(":")
    return signal if kind == "signal" else ""
