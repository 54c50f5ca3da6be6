"""Venues over gRPC: what each can do and how it is doing."""

from typing import Any

from services.chassis.paging import page_request
from services.execution.paper_orders import OPEN_MAX
from services.execution.shell import Shell
from tradewire.codec.enums import ORDER_TYPE, TIME_IN_FORCE
from tradewire.codec.times import time_to_wire
from tradewire.errors import NotFoundError
from tradewire.execution.v1 import venue_pb2
from tradewire.execution.v1.venue_service_pb2_grpc import VenueServiceServicer
from tradewire.orders import OrderState
from tradewire.types.v1 import trading_pb2

SIMULATED = "SIM"
"""The venue of the simulated feed: nothing of it is a market."""


class VenueApi(VenueServiceServicer):
    """The venues that accounts trade at; all of them by our paper venue."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    async def GetVenue(self, request: venue_pb2.GetVenueRequest, context: Any) -> venue_pb2.Venue:
        """One venue."""
        named = self._names()
        if request.venue not in named:
            raise NotFoundError(
                f"no account trades at a venue {request.venue}; there are"
                f" {', '.join(named) or 'none'}",
                reason="VENUE_NOT_FOUND",
                metadata={"venue": request.venue},
            )
        return self._venue(request.venue)

    async def ListVenues(
        self, request: venue_pb2.ListVenuesRequest, context: Any
    ) -> venue_pb2.ListVenuesResponse:
        """Venues by id."""
        page = page_request(request)
        left = [venue for venue in self._names() if venue > page.after]
        cut = page.cut(left[: page.size + 1], left)
        return venue_pb2.ListVenuesResponse(
            venues=map(self._venue, cut.items), next_page_token=cut.next_page_token
        )

    def _names(self) -> list[str]:
        accounts = self._shell.accounts.values()
        return sorted({venue for each in accounts for venue in each.settings.venues})

    def _venue(self, venue: str) -> venue_pb2.Venue:
        orders = [
            order
            for account in self._shell.accounts.values()
            for order in account.writer.desk.open_orders()
            if order.instrument.endswith(f".{venue}")
        ]
        doubted = sum(order.state is OrderState.IN_DOUBT for order in orders)
        health = venue_pb2.VenueHealth(
            connection=venue_pb2.VENUE_CONNECTION_CONNECTED,
            contact_time=time_to_wire(self._shell.clocks.run.now_ns()),
            orders_in_doubt=doubted,
        )
        return venue_pb2.Venue(
            venue=venue,
            display_name=f"{venue} on paper",
            type=venue_pb2.VENUE_TYPE_PAPER,
            environments=[trading_pb2.ENVIRONMENT_PAPER],
            capabilities=venue_pb2.VenueCapabilities(
                order_types=sorted(ORDER_TYPE.numbers.values()),
                times_in_force=sorted(TIME_IN_FORCE.numbers.values()),
                post_only=True,
                reduce_only=True,
                oco=True,
                replace=True,
                query_by_client_order_id=True,
                open_orders_max=OPEN_MAX,
            ),
            health=health,
            simulated=venue == SIMULATED,
        )
