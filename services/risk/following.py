"""Following execution's order events: each once and in order, until every account is caught up.

The bus brings them; what it lost is asked of execution. An account's state is known once risk
has handled everything up to execution's newest event and seen its first balance; until then, and
whenever its stream halts, nothing may open in it (NOT_RECONCILED).
"""

import asyncio
import contextlib

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.account_events import account_events, account_head
from services.chassis.bus import Bus
from services.chassis.delivery import Delivery
from services.chassis.follower import Follower, Halt, advance
from services.chassis.pull import Consumer
from services.chassis.subjects import StreamName, Topic, every, orders, parse
from services.risk.catalog import Catalog
from services.risk.store import forget_account
from services.risk.watch import CONSUMER as NAME
from services.risk.watch import RiskWatch
from tradewire.channel import Channel
from tradewire.codec.accounts import account_event_from_wire
from tradewire.errors import PreconditionError, TradewireError
from tradewire.execution.v1 import account_event_pb2
from tradewire.execution.v1.execution_service_pb2_grpc import ExecutionServiceStub
from tradewire.orders import AccountEvent, BalanceChanged, OrderEvent, PositionChanged
from tradewire.types.v1.stream_pb2 import StreamPosition

CONSUMER = Consumer(NAME, StreamName.ORDERS, (every(Topic.ORDERS),))

PACE_S = 0.5
"""Between two looks at an account that is not caught up, or while the bus is away: short, for
nothing can be opened meanwhile."""

MESSAGE_EVERY = 60
"""Looks between two lines in the log: the first, then every half minute."""

_log = logs.logger(__name__)


class OrderFollower:
    """Brings order events to the watch, and tells when an account is caught up."""

    def __init__(
        self, watch: RiskWatch, catalog: Catalog, channel: Channel, *, new_environment: str
    ) -> None:
        """Describe a follower.

        Args:
            watch: what takes the events.
            catalog: asked for instruments that are new.
            channel: to execution.
            new_environment: of an account that becomes known by its first balance.
        """
        self.caught_up = asyncio.Event()
        """Set once every account known at the start is caught up."""
        self._asked: set[str] = set()
        self._look = asyncio.Event()
        self._watch = watch
        self._catalog = catalog
        self._stub = ExecutionServiceStub(channel)
        self._new_environment = new_environment
        self.follower = Follower(
            watch.owner.store,
            CONSUMER,
            self._handle,
            fetch_range=self._fetch_range,
            on_halt=self._halted,
        )

    async def run(self, bus: Bus) -> None:
        """Follow until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.follower.run(bus), name="orders-bus")
            tasks.create_task(self._keep_up(bus), name="orders-owner")

    def ask(self, account: str) -> None:
        """Ask the owner for what is missing of an account, at the next turn of the loop."""
        self._asked.add(account)
        self._look.set()

    def halt_of(self, account: str) -> Halt | None:
        """Why an account is not followed any more; None where it is."""
        return self.follower.halts.get(orders(account))

    async def _keep_up(self, bus: Bus) -> None:
        """Ask the owner at the start, as long as the bus cannot bring what happens, and when told.

        This task alone asks, so that no caller's end breaks off the handling of an event.
        """
        looks = 0
        while True:
            self._look.clear()
            asked, self._asked = self._asked, set()
            views = self._watch.gate.accounts.all()
            behind = [view.account for view in views if not view.reconciled or not bus.connected]
            for account in dict.fromkeys([*behind, *sorted(asked)]):
                try:
                    await self._catch_up(account)
                except TradewireError as error:
                    if looks % MESSAGE_EVERY == 0:
                        _log.warning("account not caught up", account=account, error=error.message)
            if all(view.reconciled for view in views):
                self.caught_up.set()
            looks = looks + 1 if behind or asked else 0
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PACE_S):
                    await self._look.wait()

    async def _catch_up(self, account: str) -> None:
        stream = orders(account)
        if stream in self.follower.halts:
            return
        there = await account_head(self._stub, stream)
        if there.sequence == 0:
            return
        await self.follower.catch_up(there.log_id, {stream: there.sequence})
        view = self._watch.gate.accounts.get(account)
        if stream not in self.follower.halts and view.balances and not view.reconciled:
            self._watch.gate.set_reconciled(account, reconciled=True)
            _log.info("account caught up", account=account, sequence=there.sequence)

    async def _handle(self, delivery: Delivery) -> None:
        message = account_event_pb2.AccountEvent.FromString(delivery.event.payload)
        _, event = account_event_from_wire(message)
        account = parse(delivery.stream).tokens["account"]
        await self._meet(account, delivery, event)
        instrument = _instrument_of(event)
        if instrument:
            await self._catalog.need(instrument)
        position = StreamPosition(log_id=delivery.log_id, sequence=delivery.seq)

        def advanced(connection: Connection) -> None:
            advance(connection, CONSUMER, delivery)

        await self._watch.whole(self._watch.follow(event, position, account, advanced))

    async def _meet(self, account: str, delivery: Delivery, event: AccountEvent | None) -> None:
        """Know the account that an event is of.

        Raises:
            PreconditionError: execution's log is another than the account's state is of.
        """
        kept = self._watch.knows(account)
        if kept is None:
            asset = event.balance.asset if isinstance(event, BalanceChanged) else ""
            if not asset:
                raise PreconditionError(
                    f"account {account} is unknown to risk and its first event is no balance; add"
                    " it to TRADEWIRE_RISK__ACCOUNTS with its settlement asset"
                )
            self._watch.watch_account(account, asset, self._new_environment)
            _log.info("account became known", account=account, asset=asset)
        elif kept.orders_log_id not in {"", delivery.log_id}:
            # Kept to the end of the process: nothing may write the old state back.
            await self._watch.owner.lock.acquire()
            await self._watch.owner.store.write(lambda each: forget_account(each, account))
            error = PreconditionError(
                f"execution's log is {delivery.log_id} now and was {kept.orders_log_id}: what"
                f" account {account} held there is forgotten; the next start reads it anew",
                reason="LOG_CHANGED",
            )
            self._watch.fail(error)
            raise error

    async def _fetch_range(self, stream: str, after_seq: int, up_to_seq: int) -> list[Delivery]:
        return await account_events(self._stub, stream, after_seq, up_to_seq)

    def _halted(self, halt: Halt) -> None:
        account = parse(halt.stream).tokens["account"]
        if self._watch.knows(account) is not None:
            self._watch.gate.set_reconciled(account, reconciled=False)


def _instrument_of(event: AccountEvent | None) -> str:
    match event:
        case OrderEvent(order=order):
            return order.instrument
        case PositionChanged(position=position):
            return position.instrument
        case _:
            return ""
