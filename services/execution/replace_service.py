"""Replacing orders over gRPC."""

from typing import Any

from sqlalchemy import Connection

from services.execution.account import Account
from services.execution.orders_service import request_of
from services.execution.reading import Reader, recorded
from services.execution.repeats import Request, to_the_end
from services.execution.shell import Shell
from services.execution.store import Numbers
from services.execution.venue import Terms
from tradewire.codec.decimals import optional_from_wire
from tradewire.codec.orders import trailing_from_wire
from tradewire.execution.v1 import order_command_pb2, order_pb2


class ReplaceCalls:
    """The call that changes a resting order."""

    def __init__(self, shell: Shell, reader: Reader) -> None:
        self._shell = shell
        self._reader = reader

    async def ReplaceOrder(
        self, request: order_command_pb2.ReplaceOrderRequest, context: Any
    ) -> order_pb2.Order:
        """Change a resting order, in one step at the venue."""
        account = self._reader.account(request.account)
        asked = request_of(self._shell, "ReplaceOrder", request.account, request)
        first = await asked.first_answer(order_pb2.Order)
        if first is not None:
            return first
        return await to_the_end(_replaced(account, asked, request, terms_of(request)))


async def _replaced(
    account: Account, asked: Request, request: order_command_pb2.ReplaceOrderRequest, terms: Terms
) -> order_pb2.Order:
    revision = request.revision if request.HasField("revision") else None

    def answer(connection: Connection, _: Numbers) -> order_pb2.Order:
        return recorded(connection, account.id, [request.order])[0]

    async with account.writer.turn:
        # A repeat may have come while the first waited for risk.
        first = await asked.first_answer(order_pb2.Order)
        if first is not None:
            return first
        keep = asked.keep(answer)
        await account.replacer.replace(request.order, terms, asked.id, revision, keep)
    return asked.answer(order_pb2.Order)


def terms_of(request: order_command_pb2.ReplaceOrderRequest) -> Terms:
    """The new terms of a request.

    Raises:
        UnimplementedError: a stop that trails in a way that is not built.
    """
    trails = request.HasField("trailing")
    return Terms(
        optional_from_wire(request.quantity, "quantity"),
        optional_from_wire(request.price, "price"),
        optional_from_wire(request.trigger_price, "trigger_price"),
        trailing_from_wire(request.trailing) if trails else None,
    )
