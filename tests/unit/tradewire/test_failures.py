"""What a person is told of a failed call, by real servers."""

from collections.abc import AsyncIterator

import grpc
import pytest

from tests.free_ports import free_port
from tradewire.client import Tradewire
from tradewire.errors import (
    NotFoundError,
    PermissionDeniedError,
    TradewireError,
    UnauthenticatedError,
    UnimplementedError,
)
from tradewire.execution.v1 import execution_service_pb2_grpc, order_command_pb2, order_pb2
from tradewire.failures import (
    CALL_UNKNOWN,
    NOBODY_ANSWERED,
    NOT_LET_IN,
    SERVICE_ANSWERED,
    Failure,
    failure_of,
)
from tradewire.risk.v1 import limits_requests_pb2
from tradewire.status import DETAILS_KEY, code_of, to_status


class Refusing(execution_service_pb2_grpc.ExecutionServiceServicer):
    """Refuses every order, as a service of ours does or as a proxy before it would."""

    def __init__(self) -> None:
        self.error: TradewireError = NotFoundError("no such account")
        self.detailed = True

    async def SubmitOrder(
        self, request: order_command_pb2.SubmitOrderRequest, context: grpc.aio.ServicerContext
    ) -> order_pb2.Order:
        if self.detailed:
            status = to_status(self.error).SerializeToString()
            context.set_trailing_metadata(((DETAILS_KEY, status),))
        await context.abort(code_of(self.error), self.error.message)
        raise AssertionError


@pytest.fixture
def refusing() -> Refusing:
    """What the server refuses with."""
    return Refusing()


@pytest.fixture
async def address(refusing: Refusing) -> AsyncIterator[str]:
    """Where the server listens."""
    server = grpc.aio.server()
    execution_service_pb2_grpc.add_ExecutionServiceServicer_to_server(refusing, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    yield f"127.0.0.1:{port}"
    await server.stop(None)


async def told(address: str) -> Failure:
    """What the person is told whose order is refused there."""
    async with Tradewire(address) as tradewire:
        with pytest.raises(TradewireError) as caught:
            await tradewire.execution.SubmitOrder(order_command_pb2.SubmitOrderRequest())
    return failure_of(caught.value)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            NotFoundError("no such account", reason="ACCOUNT_NOT_FOUND"),
            Failure("NOT_FOUND", "ACCOUNT_NOT_FOUND", SERVICE_ANSWERED),
        ),
        (NotFoundError("no such account"), Failure("NOT_FOUND", "", SERVICE_ANSWERED)),
        (
            UnimplementedError("version v1 is served", reason="CONTRACT_UNKNOWN"),
            Failure("UNIMPLEMENTED", "CONTRACT_UNKNOWN", CALL_UNKNOWN),
        ),
        (
            UnauthenticatedError("the token expired", reason="TOKEN_EXPIRED"),
            Failure("UNAUTHENTICATED", "TOKEN_EXPIRED", NOT_LET_IN),
        ),
        (
            PermissionDeniedError("the scope is missing"),
            Failure("PERMISSION_DENIED", "", NOT_LET_IN),
        ),
    ],
)
async def test_what_a_service_refuses_is_told_with_its_remedy(
    address: str, refusing: Refusing, error: TradewireError, failure: Failure
) -> None:
    """The reason where it says more than the code."""
    refusing.error = error
    assert await told(address) == failure


async def test_what_lies_between_is_told_from_a_service(address: str, refusing: Refusing) -> None:
    """The same code without details: host, port or TLS are to be looked at."""
    refusing.detailed = False
    assert await told(address) == Failure("NOT_FOUND", "", NOBODY_ANSWERED)


async def test_a_proxy_that_wants_a_token_is_given_one(address: str, refusing: Refusing) -> None:
    """Whoever asks for it: its code alone says so."""
    refusing.error, refusing.detailed = UnauthenticatedError("who is it?"), False
    assert await told(address) == Failure("UNAUTHENTICATED", "", NOT_LET_IN)


async def test_where_nobody_listens_host_and_port_are_to_be_looked_at() -> None:
    """No service said so."""
    assert await told(f"127.0.0.1:{free_port()}") == Failure("UNAVAILABLE", "", NOBODY_ANSWERED)


async def test_at_the_port_of_another_service_the_port_is_to_be_looked_at(address: str) -> None:
    """It does not know the call."""
    async with Tradewire(address) as tradewire:
        with pytest.raises(UnimplementedError) as caught:
            await tradewire.risk.GetLimits(limits_requests_pb2.GetLimitsRequest())
    assert failure_of(caught.value).remedy == CALL_UNKNOWN
