"""Execution's gRPC surface: wire <-> domain and nothing else."""

from services.chassis.server import Server
from services.execution.shell import Shell
from tradewire.execution.v1.execution_service_pb2_grpc import (
    ExecutionServiceServicer,
    add_ExecutionServiceServicer_to_server,
)


class ExecutionApi(ExecutionServiceServicer):
    """Orders and what they lead to."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell


def add_services(server: Server, shell: Shell) -> None:
    """Serve execution's three services."""
    server.add(add_ExecutionServiceServicer_to_server, ExecutionApi(shell))
