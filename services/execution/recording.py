"""What a desk handed over, numbered and encoded for the account's stream."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from services.chassis.events import NewEvent
from services.execution.standing import Hold
from services.execution.store import Numbers
from tradewire.codec.accounts import account_event_to_wire, envelope_to_wire
from tradewire.codec.header import EventHeader
from tradewire.execution.v1 import account_event_pb2 as pb
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.orders import (
    AccountEvent,
    BalanceChanged,
    Order,
    OrderEvent,
    OrderEventKind,
    PositionChanged,
)
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import RuleResult

Rules = Mapping[str, Sequence[RuleResult]]
"""Of denied orders: every rule as evaluated, by client order id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next event of an account goes: after ``head`` of its stream, at ``now_ns``."""

    log_id: str
    account: str
    stream: str
    head: int
    now_ns: int

    def header(self, offset: int, event_ns: int) -> EventHeader:
        """The header of the event that comes ``offset`` (from 1) after the head."""
        sequence = self.head + offset
        event_id = digest("event", self.log_id, self.stream, sequence)
        return EventHeader(self.log_id, sequence, event_id, self.account, event_ns, self.now_ns)


@dataclass(frozen=True, slots=True)
class Recording:
    """Events ready to append, and where what they tell of stands."""

    events: list[NewEvent] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)


def record(
    place: Place,
    events: Sequence[AccountEvent],
    instrument_of: Callable[[str], Instrument],
    rules: Rules,
    traceparent_of: Callable[[Order], str],
) -> Recording:
    """Number and encode events.

    The bytes depend on the events, their place and the run's clock alone, so that the
    same run gives the same bytes.
    """
    orders: dict[str, list[int]] = {}
    fills: dict[str, int] = {}
    positions: dict[str, int] = {}
    balances: dict[str, int] = {}
    settlements: dict[str, str] = {}
    encoded: list[NewEvent] = []
    for offset, event in enumerate(events, 1):
        header = place.header(offset, event.event_ns)
        instrument: Instrument | None = None
        denied: Sequence[RuleResult] = ()
        traceparent = ""
        match event:
            case OrderEvent(order=order, fill=fill):
                instrument = instrument_of(order.instrument)
                orders.setdefault(order.client_order_id, []).append(header.sequence)
                traceparent = traceparent_of(order)
                if event.kind is OrderEventKind.DENIED:
                    denied = rules.get(order.client_order_id, ())
                if fill is not None:
                    fills[fill.fill_id] = header.sequence
                    settlements[fill.fill_id] = instrument.settlement
            case PositionChanged(position=position):
                instrument = instrument_of(position.instrument)
                positions[position.instrument] = header.sequence
            case BalanceChanged(balance=balance):
                balances[balance.asset] = header.sequence
        message = account_event_to_wire(header, event, instrument, denied)
        encoded.append(_encode(header, message, name_of(event), traceparent))
    numbers = Numbers(place.now_ns, orders, fills, positions, balances, settlements)
    return Recording(encoded, numbers)


def halted(place: Place, hold: Hold) -> NewEvent:
    """The account takes nothing that opens."""
    header = place.header(1, place.now_ns)
    envelope = envelope_to_wire(header)
    told = pb.AccountHalted(cause=hold.cause, message=hold.message)
    if hold.sequence:
        told.poisoned.CopyFrom(StreamPosition(log_id=hold.log_id, sequence=hold.sequence))
    envelope.account_halted.CopyFrom(told)
    return _encode(header, envelope, "AccountHalted")


def resumed(
    place: Place, by: str, note: str = "", skipped: StreamPosition | None = None
) -> NewEvent:
    """The account takes orders again; ``skipped`` is a poisoned event that was let pass."""
    header = place.header(1, place.now_ns)
    envelope = envelope_to_wire(header)
    told = pb.AccountResumed(by=by, note=note, skipped=skipped)
    envelope.account_resumed.CopyFrom(told)
    return _encode(header, envelope, "AccountResumed")


def name_of(event: AccountEvent) -> str:
    """The event's type for people and filters, such as ``OrderFilled``."""
    if isinstance(event, OrderEvent):
        return f"Order{event.kind.value.title().replace('_', '')}"
    return type(event).__name__


def _encode(
    header: EventHeader, message: pb.AccountEvent, name: str, traceparent: str = ""
) -> NewEvent:
    return NewEvent(
        event_id=header.event_id,
        type=name,
        event_ns=header.event_ns,
        recorded_ns=header.record_ns,
        payload=message.SerializeToString(deterministic=True),
        traceparent=traceparent,
    )
