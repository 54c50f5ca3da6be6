"""What execution follows: signals of strategies, and directives of risk.

Both come over the bus by a durable consumer, each once and in order. Directives come by risk's own
stream as well, whichever brings them first: a halt must not wait for NATS (``risk_line``).
"""

import asyncio
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from services.chassis import logs, telemetry
from services.chassis.clock import RunClock
from services.chassis.delivery import Delivery
from services.chassis.dlq import DeadLetters
from services.chassis.events import Event
from services.chassis.follower import Follower, Halt, advance
from services.chassis.process import Owner
from services.chassis.pull import Consumer
from services.chassis.subjects import StreamName, Topic, every, parse
from services.execution.account import Account
from services.execution.judge import Arrival
from services.execution.risk_line import RiskLine
from services.execution.store import Numbers
from services.execution.writer import Clocks
from tradewire.channel import Channel
from tradewire.codec.risk_events import risk_event_from_wire
from tradewire.codec.signals import signal_event_from_wire
from tradewire.risk.v1 import event_pb2 as risk_pb
from tradewire.risk.v1 import event_requests_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub
from tradewire.signal.v1 import event_pb2 as signal_pb
from tradewire.signal.v1 import signal_requests_pb2
from tradewire.signal.v1.signal_service_pb2_grpc import SignalServiceStub
from tradewire.signals import Signal, SignalDecided, SignalDecision, SignalState
from tradewire.verdicts import CloseRequested, Directive, Halted, Resumed

SIGNALS = Consumer("execution-signals", StreamName.SIGNALS, (every(Topic.SIGNALS),))
DIRECTIVES = Consumer("execution-directives", StreamName.RISK, (every(Topic.RISK),))
# A gap is asked for in pieces, so that one answer stays small.
RANGE_MAX = 500
# How long an owner may take for one event of a gap: it reads its log.
RANGE_S_MAX = 5.0

_log = logs.logger(__name__)


class NotingFollower(Follower):
    """A follower that remembers each stream's log, which a range is asked of."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as given.
        self.log_ids: dict[str, str] = {}

    async def offer(self, delivery: Delivery) -> None:
        """See ``Follower.offer``."""
        self.log_ids[delivery.stream] = delivery.log_id
        await super().offer(delivery)


class Inputs:
    """The consumers of one process."""

    def __init__(
        self,
        owner: Owner,
        accounts: Mapping[str, Account],
        clocks: Clocks,
        *,
        signal_channel: Channel,
        risk_channel: Channel,
    ) -> None:
        self._owner = owner
        self._accounts = accounts
        self._clocks = clocks
        self._signals = SignalServiceStub(signal_channel)
        self._risk = RiskServiceStub(risk_channel)
        self.line = RiskLine(owner, risk_channel, DIRECTIVES.name)
        self.signals = NotingFollower(
            owner.store,
            SIGNALS,
            self._on_signal,
            fetch_range=self._signal_range,
            put_aside=DeadLetters(owner.bus, SIGNALS.name),
        )
        self.directives = NotingFollower(
            owner.store,
            DIRECTIVES,
            self._on_risk,
            fetch_range=self._risk_range,
            on_halt=self._halted,
        )

    async def run_signals(self) -> None:
        """Follow the strategies' signals until cancelled."""
        await self.signals.run(self._owner.bus)

    async def run_directives(self) -> None:
        """Follow risk's streams until cancelled."""
        await self.directives.run(self._owner.bus)

    # -- signals ---------------------------------------------------------------------

    async def _on_signal(self, delivery: Delivery) -> None:
        received_ns = self._clocks.wall.now_ns()
        _, event = signal_event_from_wire(signal_pb.SignalEvent.FromString(delivery.event.payload))
        signal = _actionable(event)
        account = None if signal is None else self._accounts.get(signal.account)
        if signal is None or account is None:
            if signal is not None:
                _log.warning("signal for no account of ours", signal=signal.signal_id)
            await self._owner.store.write(lambda c: advance(c, SIGNALS, delivery))
            return
        arrival = Arrival(
            signal,
            signal_payload(delivery.event.payload),
            self._wall_ns(delivery.event.recorded_ns),
            received_ns,
        )

        def handled(connection: Connection) -> None:
            advance(connection, SIGNALS, delivery)

        try:
            await account.judge.on_signal(arrival, telemetry.trace_id(), handled)
        except Exception:
            await account.stop_if_broken()
            raise

    def _wall_ns(self, run_ns: int) -> int:
        """The wall clock at a time of the run."""
        clock = self._clocks.run
        return clock.wall_ns(run_ns) if isinstance(clock, RunClock) else run_ns

    async def _signal_range(
        self, stream: str, after_seq: int, up_to_seq: int
    ) -> Sequence[Delivery]:
        request = signal_requests_pb2.StreamSignalsRequest(
            strategy=parse(stream).tokens["strategy"],
            log_id=self.signals.log_ids.get(stream, ""),
            resume_after_sequence=after_seq,
        )
        found: list[Delivery] = []
        last = min(up_to_seq, after_seq + RANGE_MAX)
        async with asyncio.timeout(RANGE_S_MAX):
            async for answer in self._signals.StreamSignals(request):
                if answer.WhichOneof("message") != "event":
                    break
                event: signal_pb.SignalEvent = answer.event
                found.append(_delivery(stream, event, event.signal.traceparent))
                if event.sequence >= last:
                    break
        return found

    # -- directives ------------------------------------------------------------------

    async def _on_risk(self, delivery: Delivery) -> None:
        message = risk_pb.RiskEvent.FromString(delivery.event.payload)
        account = self._accounts.get(message.account)
        directive: Directive | None = None
        # Verdicts are most of the stream, and came as answers already.
        if account is not None and message.WhichOneof("payload") == "directive":
            _, event = risk_event_from_wire(message)
            directive = event if isinstance(event, CloseRequested | Halted | Resumed) else None
        known = self.line.has_followed(delivery.log_id, delivery.stream, delivery.seq)
        if account is None or directive is None or known:
            await self._owner.store.write(lambda c: advance(c, DIRECTIVES, delivery))
            return

        def handled(connection: Connection, _numbers: Numbers) -> None:
            advance(connection, DIRECTIVES, delivery)

        try:
            await account.follow(directive, handled)
        except Exception:
            await account.stop_if_broken()
            raise

    async def _risk_range(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Delivery]:
        request = event_requests_pb2.ListRiskEventsRequest(
            account=parse(stream).tokens["account"],
            after_sequence=after_seq,
            until_sequence=min(up_to_seq, after_seq + RANGE_MAX),
            page_size=RANGE_MAX,
        )
        page: event_requests_pb2.ListRiskEventsResponse = await self._risk.ListRiskEvents(request)
        return [_delivery(stream, event, event.directive.traceparent) for event in page.events]

    def _halted(self, halt: Halt) -> None:
        account = self._accounts.get(parse(halt.stream).tokens["account"])
        if account is not None:
            account.poisoned(halt)


def signal_payload(event: bytes) -> bytes:
    """The encoded signal of an encoded event."""
    message = signal_pb.SignalEvent.FromString(event)
    decided = message.WhichOneof("payload") == "signal_decided"
    signal = message.signal_decided.signal if decided else message.signal
    return signal.SerializeToString(deterministic=True)


def _actionable(event: object) -> Signal | None:
    """The signal that execution is to act on now; None where the event is none."""
    match event:
        case Signal(state=SignalState.PUBLISHED):
            return event
        case SignalDecided(decision=SignalDecision.APPROVED):
            return event.signal
        case _:
            return None


def _delivery(
    stream: str, event: signal_pb.SignalEvent | risk_pb.RiskEvent, traceparent: str
) -> Delivery:
    return Delivery(
        event.log_id,
        Event(
            stream=stream,
            seq=event.sequence,
            event_id=event.event_id,
            type=event.WhichOneof("payload") or "",
            event_ns=event.event_time.ToNanoseconds(),
            recorded_ns=event.record_time.ToNanoseconds(),
            traceparent=traceparent,
            payload=event.SerializeToString(deterministic=True),
        ),
    )
