"""The typed client: stubs of every service, with manners.

::

    async with Tradewire("127.0.0.1:7304") as tradewire:
        async for order in tradewire.orders("paper", open_only=True):
            print(order.order_id, order.state)

Each call has a deadline, is retried where the contract calls it retry_safe, and fails
with ``tradewire.errors``; see ``tradewire.channel``. The stubs speak messages;
``tradewire.codec`` turns them into values.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from google.protobuf.descriptor import ServiceDescriptor

from tradewire.backtest.v1 import backtest_service_pb2, backtest_service_pb2_grpc
from tradewire.channel import DEADLINE_S_DEFAULT, Channel, Metadata, no_metadata, open_channel
from tradewire.codec.accounts import position_from_wire
from tradewire.codec.orders import fill_from_wire, order_from_wire
from tradewire.errors import ConfigurationError, PreconditionError, UnavailableError
from tradewire.execution.v1 import (
    account_event_pb2,
    account_service_pb2,
    account_service_pb2_grpc,
    algo_service_pb2,
    algo_service_pb2_grpc,
    execution_service_pb2,
    execution_service_pb2_grpc,
    fill_pb2,
    order_command_pb2,
    order_pb2,
    position_pb2,
    venue_service_pb2,
    venue_service_pb2_grpc,
)
from tradewire.follow import Happened, Missed, Position, follow
from tradewire.marketdata.v1 import marketdata_service_pb2, marketdata_service_pb2_grpc
from tradewire.orders import Fill, Order
from tradewire.orders import Position as HeldPosition
from tradewire.risk.v1 import risk_service_pb2, risk_service_pb2_grpc
from tradewire.signal.v1 import signal_service_pb2, signal_service_pb2_grpc
from tradewire.system.v1 import (
    component_pb2,
    replay_service_pb2,
    replay_service_pb2_grpc,
    system_service_pb2,
    system_service_pb2_grpc,
)

S = TypeVar("S")

# The contract's largest page: the fewest calls for a whole list.
PAGE_SIZE = 1_000
# Longer than a service takes to start; whoever mistyped an address is not kept for a minute.
PATIENCE_S_DEFAULT = 10.0
# Short beside the time that a service takes to start.
RETRY_PAUSE_S = 0.2

_SERVICES: dict[str, tuple[ServiceDescriptor, ...]] = {
    "marketdata": (
        *marketdata_service_pb2.DESCRIPTOR.services_by_name.values(),
        *replay_service_pb2.DESCRIPTOR.services_by_name.values(),
    ),
    "signal": tuple(signal_service_pb2.DESCRIPTOR.services_by_name.values()),
    "risk": tuple(risk_service_pb2.DESCRIPTOR.services_by_name.values()),
    "execution": (
        *execution_service_pb2.DESCRIPTOR.services_by_name.values(),
        *account_service_pb2.DESCRIPTOR.services_by_name.values(),
        *algo_service_pb2.DESCRIPTOR.services_by_name.values(),
        *venue_service_pb2.DESCRIPTOR.services_by_name.values(),
    ),
    "backtest": tuple(backtest_service_pb2.DESCRIPTOR.services_by_name.values()),
}
# Served by every process of the platform.
_SYSTEM = tuple(system_service_pb2.DESCRIPTOR.services_by_name.values())


class Tradewire:
    """Stubs of the services, open while it is entered.

    Args:
        address: host:port that answers for every service, or one for each of
            ``marketdata``, ``signal``, ``risk``, ``execution`` and ``backtest`` that will be
            called.
        token: sent as a bearer token with every call; None where the platform runs in
            development mode.
        deadline_s: seconds that a unary call may take unless it says otherwise.
        metadata: asked at each call for what else to send along, such as a trace context.
        authority: PEM certificates that may sign the services': then it is TLS; None is plaintext.

    Raises:
        ConfigurationError: an address of an unknown service.
    """

    def __init__(
        self,
        address: str | Mapping[str, str],
        *,
        token: str | None = None,
        deadline_s: float = DEADLINE_S_DEFAULT,
        metadata: Callable[[], Metadata] = no_metadata,
        authority: bytes | None = None,
    ) -> None:
        given = dict.fromkeys(_SERVICES, address) if isinstance(address, str) else dict(address)
        unknown = sorted(given.keys() - _SERVICES.keys())
        if unknown:
            raise ConfigurationError(
                f"no service is called {', '.join(unknown)}; there are {', '.join(_SERVICES)}"
            )
        self._addresses = given
        self._token = token
        self._more = metadata
        self._deadline_s = deadline_s
        self._authority = authority
        self._channels: dict[str, Channel] | None = None
        self._stubs: dict[Callable[[Channel], Any], Any] = {}

    async def __aenter__(self) -> Self:
        self._channels = {
            service: open_channel(
                address,
                services=(*_SERVICES[service], *_SYSTEM),
                deadline_s=self._deadline_s,
                metadata=self._metadata,
                authority=self._authority,
            )
            for service, address in self._addresses.items()
        }
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        channels, self._channels = self._channels or {}, None
        self._stubs.clear()
        for channel in channels.values():
            await channel.close()

    @property
    def marketdata(self) -> marketdata_service_pb2_grpc.MarketDataServiceStub:
        """Instruments, ticks, candles, books, feeds."""
        return self._stub("marketdata", marketdata_service_pb2_grpc.MarketDataServiceStub)

    @property
    def replays(self) -> replay_service_pb2_grpc.ReplayServiceStub:
        """Where a replay through the services stands."""
        return self._stub("marketdata", replay_service_pb2_grpc.ReplayServiceStub)

    @property
    def signal(self) -> signal_service_pb2_grpc.SignalServiceStub:
        """Strategies, signals, scanners, regimes."""
        return self._stub("signal", signal_service_pb2_grpc.SignalServiceStub)

    @property
    def risk(self) -> risk_service_pb2_grpc.RiskServiceStub:
        """Limits, verdicts, breakers, kill switches, portfolio risk."""
        return self._stub("risk", risk_service_pb2_grpc.RiskServiceStub)

    @property
    def execution(self) -> execution_service_pb2_grpc.ExecutionServiceStub:
        """Orders, fills, positions, balances."""
        return self._stub("execution", execution_service_pb2_grpc.ExecutionServiceStub)

    @property
    def accounts(self) -> account_service_pb2_grpc.AccountServiceStub:
        """Accounts, their credentials and reconciliation."""
        return self._stub("execution", account_service_pb2_grpc.AccountServiceStub)

    @property
    def algos(self) -> algo_service_pb2_grpc.AlgoServiceStub:
        """Orders that are worked in slices."""
        return self._stub("execution", algo_service_pb2_grpc.AlgoServiceStub)

    @property
    def venues(self) -> venue_service_pb2_grpc.VenueServiceStub:
        """Venues and what each can do."""
        return self._stub("execution", venue_service_pb2_grpc.VenueServiceStub)

    @property
    def system(self) -> system_service_pb2_grpc.SystemServiceStub:
        """Components, the bus's subjects, dead letters.

        Every service answers; execution is asked where its address is known, for dead letters are
        replayed there.
        """
        known = "execution" if "execution" in self._addresses else next(iter(self._addresses), "")
        return self._stub(known, system_service_pb2_grpc.SystemServiceStub)

    @property
    def backtest(self) -> backtest_service_pb2_grpc.BacktestServiceStub:
        """Research jobs and their reports."""
        return self._stub("backtest", backtest_service_pb2_grpc.BacktestServiceStub)

    async def wait_for(
        self, service: str, *, patience_s: float = PATIENCE_S_DEFAULT
    ) -> component_pb2.Component:
        """Ask a service about itself until it answers, as one that is being started does not yet.

        Args:
            service: one that an address was given for, such as ``execution``.
            patience_s: seconds to go on asking; the deadline of each question, too.

        Raises:
            UnavailableError, DeadlineError: patience is over; the failure of the last question.
            TradewireError: the service refused to answer, which no repeat would change.
        """
        # Not the stub of `system`, which is of one service for all of them.
        system = system_service_pb2_grpc.SystemServiceStub(self.channel(service))
        request = component_pb2.GetComponentRequest(component=service)
        end_s = time.monotonic() + patience_s
        while True:
            try:
                return await system.GetComponent(request, timeout=patience_s)
            except UnavailableError:
                if time.monotonic() > end_s:
                    raise
            await asyncio.sleep(RETRY_PAUSE_S)

    async def submit(
        self, account: str, ticket: order_pb2.OrderTicket, *, request_id: str | None = None
    ) -> Order:
        """Place an order; answers once it is committed, before the venue has it.

        A request id that the caller keeps makes a repeat safe beyond this process:
        without one, only the retries within this call are.

        Raises:
            TradewireError: nothing was recorded. A refusal is an order that is DENIED.
            DeadlineError: the outcome is unknown; submit again with the same request id.
        """
        request = order_command_pb2.SubmitOrderRequest(
            account=account, ticket=ticket, request_id=request_id or str(uuid.uuid4())
        )
        return order_from_wire(await self.execution.SubmitOrder(request))

    async def orders(self, account: str, *, open_only: bool = False) -> AsyncIterator[Order]:
        """An account's orders, newest first, page by page."""
        token = ""
        while True:
            page = await self.execution.ListOrders(
                order_command_pb2.ListOrdersRequest(
                    account=account, open_only=open_only, page_size=PAGE_SIZE, page_token=token
                )
            )
            for message in page.orders:
                yield order_from_wire(message)
            token = page.next_page_token
            if not token:
                return

    async def fills(self, account: str) -> AsyncIterator[Fill]:
        """An account's fills, newest first, page by page."""
        token = ""
        while True:
            page = await self.execution.ListFills(
                fill_pb2.ListFillsRequest(account=account, page_size=PAGE_SIZE, page_token=token)
            )
            for message in page.fills:
                yield fill_from_wire(message)
            token = page.next_page_token
            if not token:
                return

    async def positions(self, account: str) -> AsyncIterator[HeldPosition]:
        """What an account holds, by instrument, page by page."""
        token = ""
        while True:
            page = await self.execution.ListPositions(
                position_pb2.ListPositionsRequest(
                    account=account, page_size=PAGE_SIZE, page_token=token
                )
            )
            for message in page.positions:
                yield position_from_wire(message)
            token = page.next_page_token
            if not token:
                return

    def follow_account(
        self, account: str, position: Position | None = None
    ) -> AsyncIterator[Happened[account_event_pb2.AccountEvent] | Missed]:
        """Everything that happens to an account after ``position``; see ``follow``.

        ``tradewire.codec.accounts.account_event_from_wire`` gives an event's value.
        """

        def open_stream(
            at: Position | None,
        ) -> AsyncIterator[account_event_pb2.StreamAccountEventsResponse]:
            request = account_event_pb2.StreamAccountEventsRequest(account=account)
            if at is not None:
                request.log_id = at.log_id
                request.resume_after_sequence = at.sequence
            return aiter(self.execution.StreamAccountEvents(request))

        return follow(open_stream, position)

    def channel(self, service: str) -> Channel:
        """The channel to a service, for stubs of one's own; it is closed with the client.

        Raises:
            PreconditionError: the client is not entered.
            ConfigurationError: no address was given for the service.
        """
        if self._channels is None:
            raise PreconditionError(
                "the client is closed; use it inside `async with Tradewire(...)`"
            )
        if service not in self._channels:
            raise ConfigurationError(f"no address was given for {service}")
        return self._channels[service]

    def _metadata(self) -> Metadata:
        more = self._more()
        if self._token is None:
            return more
        return (*more, ("authorization", f"Bearer {self._token}"))

    def _stub(self, service: str, make: Callable[[Channel], S]) -> S:
        """The stub that ``make`` builds, built once: it prepares every method."""
        channel = self.channel(service)
        if make not in self._stubs:
            self._stubs[make] = make(channel)
        stub: S = self._stubs[make]
        return stub
