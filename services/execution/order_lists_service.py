"""Order lists over gRPC: reading them and canceling what of one still works."""

from typing import Any

from sqlalchemy import Connection

from services.chassis.paging import page_request
from services.execution.order_lists import (
    ListFilter,
    ListKey,
    list_keys,
    list_message,
    orders_of_lists,
)
from services.execution.orders_service import request_of
from services.execution.reading import Reader, order_messages
from services.execution.repeats import Request, to_the_end
from services.execution.shell import Shell
from services.execution.store import Numbers
from tradewire.errors import NotFoundError
from tradewire.execution.v1 import order_list_pb2


class OrderListCalls:
    """The calls about order lists; placing one by hand is not built."""

    def __init__(self, shell: Shell, reader: Reader) -> None:
        self._shell = shell
        self._reader = reader

    async def GetOrderList(
        self, request: order_list_pb2.GetOrderListRequest, context: Any
    ) -> order_list_pb2.OrderList:
        """One list with its orders."""
        account = self._reader.account(request.account)
        return await self._list(account.id, request.order_list)

    async def ListOrderLists(
        self, request: order_list_pb2.ListOrderListsRequest, context: Any
    ) -> order_list_pb2.ListOrderListsResponse:
        """Lists, newest first."""
        page = page_request(request)
        account = self._reader.account(request.account).id
        wanted = ListFilter(account, request.instrument, request.open_only)
        after = ListKey.parse(page.after) if page.after else None

        def read(
            connection: Connection,
        ) -> tuple[list[ListKey], list[order_list_pb2.OrderList]]:
            keys = list_keys(connection, wanted, after, page.size + 1)
            names = [key.order_list for key in keys[: page.size]]
            return keys, _messages(connection, account, names)

        (keys, lists), as_of = await self._reader.read(account, read)
        cut = page.cut(keys, [str(key) for key in keys])
        return order_list_pb2.ListOrderListsResponse(
            order_lists=lists, next_page_token=cut.next_page_token, as_of=as_of
        )

    async def CancelOrderList(
        self, request: order_list_pb2.CancelOrderListRequest, context: Any
    ) -> order_list_pb2.OrderList:
        """Cancel every open order of a list."""
        asked = request_of(self._shell, "CancelOrderList", request.account, request)
        first = await asked.first_answer(order_list_pb2.OrderList)
        if first is not None:
            return first
        return await to_the_end(self._cancel(request, asked))

    async def _cancel(
        self, request: order_list_pb2.CancelOrderListRequest, asked: Request
    ) -> order_list_pb2.OrderList:
        account = self._reader.account(request.account)
        before = await self._list(account.id, request.order_list)
        for order in before.orders:
            # The venue cancels the other of a pair by itself, and knows a cancel that comes late.
            await account.cancel(order.order, asked.id)
        answer = await self._list(account.id, request.order_list)
        keep = asked.keep(lambda _connection, _numbers: answer)
        await self._shell.owner.store.write(lambda connection: keep(connection, Numbers()))
        return asked.answer(order_list_pb2.OrderList)

    async def _list(self, account: str, order_list: str) -> order_list_pb2.OrderList:
        """One list; raises NotFoundError."""
        found, _ = await self._reader.read(
            account, lambda connection: _messages(connection, account, [order_list])
        )
        if not found:
            raise NotFoundError(
                f"account {account} does not have an order list {order_list}; list them for their"
                " ids",
                reason="ORDER_LIST_NOT_FOUND",
                metadata={"order_list": order_list},
            )
        return found[0]


def _messages(
    connection: Connection, account: str, names: list[str]
) -> list[order_list_pb2.OrderList]:
    """The messages of lists; one without an order is left out."""
    found = orders_of_lists(connection, account, names)
    return [
        list_message(name, rows, order_messages(connection, rows))
        for name, rows in found.items()
        if rows
    ]
