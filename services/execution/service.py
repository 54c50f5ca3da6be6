"""Execution's gRPC surface: wire <-> domain and nothing else.

What changes an account is handed to its writer; what is read comes from the store, so that an
answer and its ``as_of`` are of one moment. A refusal is an outcome: the order says DENIED.
"""

from services.chassis.server import Server
from services.execution.accounts_service import AccountApi
from services.execution.holdings_service import HoldingCalls
from services.execution.order_lists_service import OrderListCalls
from services.execution.orders_service import OrderCalls
from services.execution.reading import Reader
from services.execution.replace_service import ReplaceCalls
from services.execution.shell import Shell
from services.execution.venues_service import VenueApi
from tradewire.execution.v1.account_service_pb2_grpc import add_AccountServiceServicer_to_server
from tradewire.execution.v1.algo_service_pb2_grpc import (
    AlgoServiceServicer,
    add_AlgoServiceServicer_to_server,
)
from tradewire.execution.v1.execution_service_pb2_grpc import (
    ExecutionServiceServicer,
    add_ExecutionServiceServicer_to_server,
)
from tradewire.execution.v1.venue_service_pb2_grpc import add_VenueServiceServicer_to_server


class ExecutionApi(
    OrderCalls, ReplaceCalls, OrderListCalls, HoldingCalls, ExecutionServiceServicer
):
    """Orders and what they lead to."""


def add_services(server: Server, shell: Shell) -> None:
    """Serve execution's services; what is not built answers UNIMPLEMENTED by itself."""
    reader = Reader(shell)
    server.add(add_ExecutionServiceServicer_to_server, ExecutionApi(shell, reader))
    server.add(add_AccountServiceServicer_to_server, AccountApi(shell, reader))
    server.add(add_VenueServiceServicer_to_server, VenueApi(shell))
    server.add(add_AlgoServiceServicer_to_server, AlgoServiceServicer())
