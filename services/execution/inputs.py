"""What execution follows: signals of strategies, and directives of risk.

Both come over the bus by a durable consumer, each once and in order. Directives come by risk's own
stream as well, whichever brings them first: a halt must not wait for NATS (``risk_line``).
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from services.chassis import logs, telemetry
from services.chassis.delivery import Delivery
from services.chassis.dlq import DeadLetters
from services.chassis.follower import Follower, Halt, advance
from services.chassis.last_events import catch_up
from services.chassis.positions import advance_position, position
from services.chassis.process import Owner
from services.chassis.pull import Consumer
from services.chassis.subjects import StreamName, Topic, every, parse, risk
from services.execution.account import Account
from services.execution.judge import Arrival
from services.execution.ranges import Ranges
from services.execution.risk_line import RiskLine
from services.execution.standing import Hold
from services.execution.store import Numbers
from services.execution.writer import Clocks
from tradewire.channel import Channel
from tradewire.codec.risk_events import risk_event_from_wire
from tradewire.codec.signals import signal_event_from_wire
from tradewire.risk.v1 import event_pb2 as risk_pb
from tradewire.signal.v1 import event_pb2 as signal_pb
from tradewire.signals import Signal, SignalDecided, SignalDecision, SignalState
from tradewire.verdicts import CloseRequested, Halted, Resumed

SIGNALS = Consumer("execution-signals", StreamName.SIGNALS, (every(Topic.SIGNALS),))
DIRECTIVES = Consumer("execution-directives", StreamName.RISK, (every(Topic.RISK),))

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

    async def catch_up(self, log_id: str, heads: Mapping[str, int]) -> None:
        """See ``Follower.catch_up``."""
        self.log_ids |= dict.fromkeys(heads, log_id)
        await super().catch_up(log_id, heads)


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
        self._ranges = Ranges(signal_channel=signal_channel, risk_channel=risk_channel)
        self.line = RiskLine(owner, risk_channel, DIRECTIVES.name, self._ranges.head_of)
        self.signals = NotingFollower(
            owner.store,
            SIGNALS,
            self._on_signal,
            fetch_range=self._signal_range,
            put_aside=DeadLetters(owner.bus, SIGNALS.name),
        )
        owner.redeliver[SIGNALS.name] = self.redeliver_signal
        self.directives = NotingFollower(
            owner.store,
            DIRECTIVES,
            self._on_risk,
            fetch_range=self._ranges.of,
            on_halt=self._halted,
            passes=self._is_no_directive,
        )
        self._take_up()

    async def run_signals(self) -> None:
        """Follow the strategies' signals until cancelled."""
        await self.signals.run(self._owner.bus)

    async def run_directives(self) -> None:
        """Follow risk's streams until cancelled."""
        streams = [risk(account) for account in self._accounts]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.directives.run(self._owner.bus))
            tasks.create_task(catch_up(self.directives, streams, self._ranges.head_of))

    # -- signals ---------------------------------------------------------------------

    async def redeliver_signal(self, delivery: Delivery) -> None:
        """Handle a signal that was put aside: its position has passed, and a repeat is known."""
        await self._handle_signal(delivery, lambda _connection: None)

    async def _on_signal(self, delivery: Delivery) -> None:
        def handled(connection: Connection) -> None:
            advance(connection, SIGNALS, delivery)

        await self._handle_signal(delivery, handled)

    async def _handle_signal(
        self, delivery: Delivery, handled: Callable[[Connection], None]
    ) -> None:
        received_ns = self._clocks.wall.now_ns()
        _, event = signal_event_from_wire(signal_pb.SignalEvent.FromString(delivery.event.payload))
        signal = actionable(event)
        account = None if signal is None else self._accounts.get(signal.account)
        if signal is None or account is None:
            if signal is not None:
                _log.warning("signal for no account of ours", signal=signal.signal_id)
            await self._owner.store.write(handled)
            return
        arrival = Arrival(
            signal,
            signal_payload(delivery.event.payload),
            self._clocks.wall_ns(delivery.event.recorded_ns),
            received_ns,
        )
        try:
            await account.judge.on_signal(arrival, telemetry.trace_id(), handled)
        except Exception:
            await account.stop_if_broken()
            raise

    async def _signal_range(
        self, stream: str, after_seq: int, up_to_seq: int
    ) -> Sequence[Delivery]:
        log_id = self.signals.log_ids.get(stream, "")
        return await self._ranges.of(stream, after_seq, up_to_seq, log_id)

    # -- directives ------------------------------------------------------------------

    def _is_no_directive(self, delivery: Delivery) -> bool:
        """Verdicts are most of the stream, and came as answers already."""
        message = risk_pb.RiskEvent.FromString(delivery.event.payload)
        return message.account not in self._accounts or message.WhichOneof("payload") != "directive"

    async def _on_risk(self, delivery: Delivery) -> None:
        message = risk_pb.RiskEvent.FromString(delivery.event.payload)
        account = self._accounts.get(message.account)
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

    def _halted(self, halt: Halt) -> None:
        account = self._accounts.get(parse(halt.stream).tokens["account"])
        if account is not None:
            account.poisoned(halt, self.directives.log_ids.get(halt.stream, ""))

    def _take_up(self) -> None:
        """Leave alone the streams of which an account was left with a poisoned event."""
        for account in self._accounts.values():
            for hold in account.standing.holds:
                if hold.stream:
                    halt = Halt(hold.stream, hold.sequence, hold.message)
                    self.directives.halts[hold.stream] = halt
                    self.directives.log_ids[hold.stream] = hold.log_id

    async def try_again(self, hold: Hold, *, skip: bool) -> Halt | None:
        """Handle a poisoned event once more, or let it pass, and then everything after it.

        Returns:
            What halts the stream still or again; None where all of it was handled.

        Raises:
            UnavailableError: risk is away; nothing has changed.
        """
        there = await self._ranges.head_of(hold.stream)
        if skip:
            await self._owner.store.write(lambda connection: _pass_by(connection, hold))
        await self.directives.resume(there.log_id, hold.stream, there.sequence)
        return self.directives.halts.get(hold.stream)


def _pass_by(connection: Connection, hold: Hold) -> None:
    name, log_id, stream = DIRECTIVES.name, hold.log_id, hold.stream
    # A crash may have come between this and what followed.
    if position(connection, name, log_id, stream) < hold.sequence:
        advance_position(connection, name, log_id, stream, hold.sequence)


def signal_payload(event: bytes) -> bytes:
    """The encoded signal of an encoded event."""
    message = signal_pb.SignalEvent.FromString(event)
    decided = message.WhichOneof("payload") == "signal_decided"
    signal = message.signal_decided.signal if decided else message.signal
    return signal.SerializeToString(deterministic=True)


def actionable(event: object) -> Signal | None:
    """The signal that execution is to act on now; None where the event is of no such one."""
    match event:
        case Signal(state=SignalState.PUBLISHED):
            return event
        case SignalDecided(decision=SignalDecision.APPROVED):
            return event.signal
        case _:
            return None
