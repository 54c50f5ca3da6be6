"""Positions and balances over gRPC: reading them, and closing positions."""

from typing import Any

from sqlalchemy import Connection

from services.chassis.paging import page_request
from services.chassis.telemetry import trace_id
from services.execution.archive import PositionRow, list_balances, list_positions
from services.execution.orders_service import request_of, told
from services.execution.reading import Reader
from services.execution.repeats import Request, to_the_end
from services.execution.shell import Shell
from services.execution.store import Numbers, Reason
from services.execution.writer import nothing
from tradewire.codec.decimals import optional_from_wire
from tradewire.errors import PreconditionError
from tradewire.execution.v1 import balance_pb2, order_pb2, position_pb2
from tradewire.ids import client_order_id, digest
from tradewire.orders import Leg, Position


class HoldingCalls:
    """The calls about positions and balances."""

    def __init__(self, shell: Shell, reader: Reader) -> None:
        self._shell = shell
        self._reader = reader

    async def GetPosition(
        self, request: position_pb2.GetPositionRequest, context: Any
    ) -> position_pb2.Position:
        """One position; a known instrument never traded is flat."""
        account = self._reader.account(request.account)
        instrument = self._shell.catalog.get(request.instrument)
        rows, _ = await self._reader.read(account.id, lambda c: list_positions(c, account.id))
        flat = PositionRow(Position(account.id, instrument.id, instrument.settlement), 0)
        found = [row for row in rows if row.position.instrument == instrument.id]
        return self._reader.position(found[0] if found else flat)

    async def ListPositions(
        self, request: position_pb2.ListPositionsRequest, context: Any
    ) -> position_pb2.ListPositionsResponse:
        """Positions, by account and instrument."""
        page = page_request(request)
        account = self._reader.filter_of(request.account)
        rows, as_of = await self._reader.read(request.account, lambda c: list_positions(c, account))
        keyed = [
            (f"{row.position.account}/{row.position.instrument}", row)
            for row in rows
            if request.show_flat or row.position.quantity
        ]
        left = [(key, row) for key, row in keyed if key > page.after][: page.size + 1]
        cut = page.cut([row for _, row in left], [key for key, _ in left])
        return position_pb2.ListPositionsResponse(
            positions=map(self._reader.position, cut.items),
            next_page_token=cut.next_page_token,
            as_of=as_of,
        )

    async def ListBalances(
        self, request: balance_pb2.ListBalancesRequest, context: Any
    ) -> balance_pb2.ListBalancesResponse:
        """Balances, by account and asset."""
        page = page_request(request)
        account = self._reader.filter_of(request.account)
        rows, as_of = await self._reader.read(request.account, lambda c: list_balances(c, account))
        keyed = [
            (f"{row.balance.account}/{row.balance.asset}", row)
            for row in rows
            if request.show_zero or row.balance.total
        ]
        left = [(key, row) for key, row in keyed if key > page.after][: page.size + 1]
        cut = page.cut([row for _, row in left], [key for key, _ in left])
        return balance_pb2.ListBalancesResponse(
            balances=map(self._reader.balance, cut.items),
            next_page_token=cut.next_page_token,
            as_of=as_of,
        )

    async def ClosePosition(
        self, request: position_pb2.ClosePositionRequest, context: Any
    ) -> order_pb2.Order:
        """Close a position, whole or in part."""
        account = self._reader.account(request.account)
        self._shell.catalog.get(request.instrument)
        asked = request_of(self._shell, "ClosePosition", request.account, request)
        first = await asked.first_answer(order_pb2.Order)
        if first is not None:
            return first
        reason = Reason(account.id, "", note=request.note, trace_id=trace_id())
        key = client_order_id(f"request:{asked.id}", account.id, Leg.EXIT.value)

        def answer(_: Connection, numbers: Numbers) -> order_pb2.Order:
            return told(account.writer.desk.order(key), numbers, reason)

        quantity = optional_from_wire(request.quantity, "quantity")
        await to_the_end(
            account.judge.close(request.instrument, asked.id, quantity, reason, asked.keep(answer))
        )
        return asked.answer(order_pb2.Order)

    async def CloseAllPositions(
        self, request: position_pb2.CloseAllPositionsRequest, context: Any
    ) -> position_pb2.CloseAllPositionsResponse:
        """Cancel what would open or enlarge, then close every position."""
        asked = request_of(self._shell, "CloseAllPositions", request.account, request)
        first = await asked.first_answer(position_pb2.CloseAllPositionsResponse)
        if first is not None:
            return first
        return await to_the_end(self._close_all(request, asked))

    async def _close_all(
        self, request: position_pb2.CloseAllPositionsRequest, asked: Request
    ) -> position_pb2.CloseAllPositionsResponse:
        account = self._reader.account(request.account)
        for order in account.writer.desk.open_orders():
            if not order.reduce_only:
                await account.cancel(order.client_order_id, asked.id)
        reason = Reason(account.id, "", note=request.note, trace_id=trace_id())
        found: list[order_pb2.Order] = []
        for position in account.writer.desk.positions():
            # One request leads to many orders, and each needs a cause of its own.
            each_id = digest("close-all", asked.id, position.instrument)
            try:
                placed = await account.judge.close(
                    position.instrument, each_id, None, reason, nothing
                )
            except PreconditionError:
                # Flat: before, or closed by its stop this moment.
                continue
            found.append(told(placed.order, placed.numbers, reason))
        answer = position_pb2.CloseAllPositionsResponse(orders=found)
        keep = asked.keep(lambda _connection, _numbers: answer)
        await self._shell.owner.store.write(lambda connection: keep(connection, Numbers()))
        return asked.answer(position_pb2.CloseAllPositionsResponse)
