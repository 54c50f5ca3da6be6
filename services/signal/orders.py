"""Follows the accounts' streams: what became of the signals, and what strategies hold.

Every event is handled once: the reader's position commits with the effects. What the bus
lost is fetched from execution, which owns the streams.
"""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial

from sqlalchemy import Connection

from services.chassis import logs, subjects
from services.chassis.account_events import account_events, account_head
from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.follower import Follower, advance
from services.chassis.last_events import catch_up
from services.chassis.process import Owner
from services.chassis.pull import Consumer
from services.chassis.subjects import StreamName, Topic
from services.signal.fleet import Fleet
from services.signal.journal import Journal
from services.signal.records import EXTERNAL
from services.signal.seat import Seat
from tradewire.channel import Channel
from tradewire.codec.accounts import account_event_from_wire
from tradewire.errors import UnimplementedError
from tradewire.execution.v1 import account_event_pb2, execution_service_pb2_grpc
from tradewire.orders import AccountEvent, OrderEvent, PositionChanged
from tradewire.signals import SignalOutcome

ORDERS = Consumer("signal-orders", StreamName.ORDERS, (subjects.every(Topic.ORDERS),))
"""The durable consumer; its name keys the positions."""

_log = logs.logger(__name__)


class OrderFollower:
    """Hands order events to the strategies that caused them."""

    def __init__(self, owner: Owner, fleet: Fleet, journal: Journal, execution: Channel) -> None:
        """Follow for the strategies of ``fleet``; gaps are fetched over ``execution``."""
        self._owner = owner
        self._fleet = fleet
        self._journal = journal
        self._stub = execution_service_pb2_grpc.ExecutionServiceStub(execution)
        self.follower = Follower(owner.store, ORDERS, self._handle, fetch_range=self._fetch)

    async def run(self, bus: Bus) -> None:
        """Follow until cancelled."""
        streams = [subjects.orders(account) for account in _accounts(self._fleet)]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(catch_up(self.follower, streams, partial(account_head, self._stub)))
            tasks.create_task(self.follower.run(bus))

    async def _fetch(self, stream: str, after_seq: int, up_to_seq: int) -> Sequence[Delivery]:
        return await account_events(self._stub, stream, after_seq, up_to_seq)

    async def _handle(self, delivery: Delivery) -> None:
        event = _value(delivery)

        def also(connection: Connection) -> None:
            advance(connection, ORDERS, delivery)
            if isinstance(event, OrderEvent) and event.order.signal_id:
                order = event.order
                reasons = event.reasons or order.reasons
                outcome = SignalOutcome(order.order_id, order.client_order_id, reasons)
                self._journal.settle(connection, order.signal_id, outcome, event.event_ns)

        match event:
            case OrderEvent() if event.order.strategy in self._hosted():
                await self._hosted()[event.order.strategy].on_order(event, also)
            case PositionChanged():
                # Absolute, so that a repeat after a crash between two seats changes nothing.
                for seat in self._hosted().values():
                    if seat.record.terms.account == event.position.account:
                        await seat.on_position(event.position, _nothing)
                await self._owner.commit(also)
            case _:
                await self._owner.commit(also)

    def _hosted(self) -> dict[str, Seat]:
        """The strategies that run here, by name; those outside follow the stream themselves."""
        seats = self._fleet.seats.items()
        return {name: one for name, one in seats if one.record.terms.strategy_type != EXTERNAL}


def _nothing(_connection: Connection) -> None:
    """Commits with nothing beside it."""


def _accounts(fleet: Fleet) -> set[str]:
    seats: Iterable[str] = (seat.record.terms.account for seat in fleet.seats.values())
    return set(seats)


def _value(delivery: Delivery) -> AccountEvent | None:
    """What happened in an account; None for what has no value here."""
    message = account_event_pb2.AccountEvent.FromString(delivery.event.payload)
    try:
        _, event = account_event_from_wire(message)
    except UnimplementedError as error:
        _log.warning("an event is passed over", stream=delivery.stream, error=str(error))
        return None
    return event
