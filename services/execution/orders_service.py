"""Orders over gRPC: placing, previewing, canceling, reading, explaining, following."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

from google.protobuf.message import Message
from sqlalchemy import Connection

from services.chassis import subjects
from services.chassis.paging import page_request
from services.chassis.tails import Beat
from services.chassis.telemetry import trace_id
from services.execution.archive import (
    FillFilter,
    OrderFilter,
    list_events,
    list_fills,
    list_orders,
)
from services.execution.asked import preview, ticket_from_wire, what_if
from services.execution.reading import Reader, fill_message, order_message, recorded
from services.execution.repeats import Request, to_the_end
from services.execution.risk_port import Answered, Unanswered
from services.execution.shell import Shell
from services.execution.store import Numbers, Reason
from services.execution.tickets import order_of
from services.execution.writer import Extra
from tradewire.codec.enums import ORDER_STATE, SIDE
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.errors import UnavailableError
from tradewire.execution.v1 import (
    account_event_pb2,
    explanation_pb2,
    fill_pb2,
    order_command_pb2,
    order_pb2,
)
from tradewire.ids import client_order_id
from tradewire.orders import Leg, Order, OrderState
from tradewire.types.v1.stream_pb2 import Heartbeat, StreamPosition
from tradewire.verdicts import Refused

HEARTBEAT_S_DEFAULT = 15.0
"""The contract's, where a reader names none."""


class OrderCalls:
    """The calls about orders, fills and events."""

    def __init__(self, shell: Shell, reader: Reader) -> None:
        self._shell = shell
        self._reader = reader

    async def SubmitOrder(
        self, request: order_command_pb2.SubmitOrderRequest, context: Any
    ) -> order_pb2.Order:
        """Place an order, or say what would become of it."""
        account = self._reader.account(request.account)
        if request.validate_only:
            return await self._validated(request)
        asked = request_of(self._shell, "SubmitOrder", request.account, request)
        first = await asked.first_answer(order_pb2.Order)
        if first is not None:
            return first
        instrument = self._shell.catalog.get(request.ticket.instrument)
        ticket = ticket_from_wire(request.ticket, instrument, self._shell.marks.find)
        reason = Reason(account.id, "", note=request.ticket.note, trace_id=trace_id())
        leg = Leg.EXIT if ticket.reduce_only else Leg.ENTRY
        key = client_order_id(f"request:{asked.id}", account.id, leg.value)

        def answer(_: Connection, numbers: Numbers) -> order_pb2.Order:
            return told(account.writer.desk.order(key), numbers, reason)

        await to_the_end(account.judge.submit(ticket, asked.id, reason, asked.keep(answer)))
        return asked.answer(order_pb2.Order)

    async def PreviewOrder(
        self, request: order_command_pb2.PreviewOrderRequest, context: Any
    ) -> order_command_pb2.OrderPreview:
        """What an order would cost and whether it would be allowed."""
        account = self._reader.account(request.account)
        instrument = self._shell.catalog.get(request.ticket.instrument)
        ticket = ticket_from_wire(request.ticket, instrument, self._shell.marks.find)
        proposed = what_if(ticket, account.id)
        verdict, answer = await account.judge.preview(proposed)
        if verdict is None:
            raise no_verdict(answer)
        desk = account.writer.desk
        return preview(
            proposed,
            verdict,
            instrument,
            self._shell.marks.find(instrument.id),
            desk.position(instrument.id),
            desk.ledger.balance(instrument.settlement),
            account.writer.now_ns(),
        )

    async def CancelOrder(
        self, request: order_command_pb2.CancelOrderRequest, context: Any
    ) -> order_pb2.Order:
        """Cancel an order; one that is closed stays as it is."""
        account = self._reader.account(request.account)
        asked = request_of(self._shell, "CancelOrder", request.account, request)
        first = await asked.first_answer(order_pb2.Order)
        if first is not None:
            return first

        def answer(connection: Connection, _: Numbers) -> order_pb2.Order:
            return recorded(connection, account.id, [request.order])[0]

        await to_the_end(account.cancel(request.order, asked.id, asked.keep(answer)))
        return asked.answer(order_pb2.Order)

    async def CancelAllOrders(
        self, request: order_command_pb2.CancelAllOrdersRequest, context: Any
    ) -> order_command_pb2.CancelAllOrdersResponse:
        """Cancel every open order that fits."""
        account = self._reader.account(request.account)
        asked = request_of(self._shell, "CancelAllOrders", request.account, request)
        first = await asked.first_answer(order_command_pb2.CancelAllOrdersResponse)
        if first is not None:
            return first

        def keep(keys: Sequence[str]) -> Extra:
            def answer(
                connection: Connection, _: Numbers
            ) -> order_command_pb2.CancelAllOrdersResponse:
                messages = recorded(connection, account.id, keys)
                return order_command_pb2.CancelAllOrdersResponse(orders=messages)

            return asked.keep(answer)

        await to_the_end(
            account.cancel_all(
                asked.id,
                instrument=request.instrument,
                strategy=request.strategy,
                side=SIDE.optional_from_wire(request.side, "side"),
                keep=keep,
            )
        )
        return asked.answer(order_command_pb2.CancelAllOrdersResponse)

    async def GetOrder(
        self, request: order_command_pb2.GetOrderRequest, context: Any
    ) -> order_pb2.Order:
        """One order, open or not."""
        return await self._reader.order(request.account, request.order)

    async def ListOrders(
        self, request: order_command_pb2.ListOrdersRequest, context: Any
    ) -> order_command_pb2.ListOrdersResponse:
        """Orders, newest first."""
        page = page_request(request)
        wanted = OrderFilter(
            account=self._reader.filter_of(request.account),
            instrument=request.instrument,
            strategy=request.strategy,
            signal=request.signal,
            order_list=request.order_list,
            side=side_of(request.side),
            states=tuple(ORDER_STATE.from_wire(each, "states").value for each in request.states),
            open_only=request.open_only,
            start_ns=time_from_wire(request.start_time, "start_time"),
            end_ns=time_from_wire(request.end_time, "end_time"),
        )
        # Algos are not built, so no order is one's.
        limit = 0 if request.algo else page.size + 1
        rows, messages, as_of = await self._reader.orders(
            request.account, lambda connection: list_orders(connection, wanted, page.after, limit)
        )
        cut = page.cut(messages, [row.key for row in rows])
        return order_command_pb2.ListOrdersResponse(
            orders=cut.items, next_page_token=cut.next_page_token, as_of=as_of
        )

    async def ExplainOrder(
        self, request: explanation_pb2.ExplainOrderRequest, context: Any
    ) -> explanation_pb2.OrderExplanation:
        """Why an order happened."""
        return await self._reader.explain(request.account, request.order)

    async def ListFills(
        self, request: fill_pb2.ListFillsRequest, context: Any
    ) -> fill_pb2.ListFillsResponse:
        """Fills, newest first."""
        page = page_request(request)
        wanted = FillFilter(
            account=self._reader.filter_of(request.account),
            order=request.order,
            instrument=request.instrument,
            strategy=request.strategy,
            side=side_of(request.side),
            start_ns=time_from_wire(request.start_time, "start_time"),
            end_ns=time_from_wire(request.end_time, "end_time"),
        )
        rows, as_of = await self._reader.read(
            request.account,
            lambda connection: list_fills(connection, wanted, page.after, page.size + 1),
        )
        cut = page.cut(rows, [row.key for row in rows])
        return fill_pb2.ListFillsResponse(
            fills=map(fill_message, cut.items), next_page_token=cut.next_page_token, as_of=as_of
        )

    async def ListAccountEvents(
        self, request: account_event_pb2.ListAccountEventsRequest, context: Any
    ) -> account_event_pb2.ListAccountEventsResponse:
        """A range of an account's events, oldest first."""
        account = self._reader.account(request.account).id
        page = page_request(request)
        after_seq = max(request.after_sequence, int(page.after or 0))
        rows, as_of = await self._reader.read(
            account,
            lambda connection: list_events(
                connection,
                account,
                request.order,
                after_seq,
                request.until_sequence,
                page.size + 1,
            ),
        )
        cut = page.cut(rows, [str(row.seq) for row in rows])
        events = [account_event_pb2.AccountEvent.FromString(row.payload) for row in cut.items]
        return account_event_pb2.ListAccountEventsResponse(
            events=events, next_page_token=cut.next_page_token, as_of=as_of
        )

    async def StreamAccountEvents(
        self, request: account_event_pb2.StreamAccountEventsRequest, context: Any
    ) -> AsyncIterator[account_event_pb2.StreamAccountEventsResponse]:
        """Everything that happens to an account."""
        account = self._reader.account(request.account)
        owner, stream = self._shell.owner, subjects.orders(account.id)
        silence_s = HEARTBEAT_S_DEFAULT
        if request.HasField("heartbeat_interval"):
            silence_s = request.heartbeat_interval.ToMilliseconds() / 1_000
        after = await owner.tails.start_of(stream, request.log_id, request.resume_after_sequence)
        respond = account_event_pb2.StreamAccountEventsResponse
        async for item in owner.tails.follow(stream, after, silence_s):
            if isinstance(item, Beat):
                time = time_to_wire(self._shell.clocks.run.now_ns())
                position = StreamPosition(log_id=owner.log_id, sequence=item.seq)
                yield respond(heartbeat=Heartbeat(time=time, position=position))
            else:
                yield respond(event=account_event_pb2.AccountEvent.FromString(item.payload))

    async def _validated(self, request: order_command_pb2.SubmitOrderRequest) -> order_pb2.Order:
        """The order as it would be; it has no ids, for there is none."""
        account = self._reader.account(request.account)
        instrument = self._shell.catalog.get(request.ticket.instrument)
        ticket = ticket_from_wire(request.ticket, instrument, self._shell.marks.find)
        proposed = what_if(ticket, account.id)
        verdict, answer = await account.judge.preview(proposed)
        if verdict is None:
            raise no_verdict(answer)
        order = order_of(proposed, verdict, account.writer.now_ns())
        if isinstance(verdict, Refused):
            reasons = tuple(each.value for each in verdict.reasons)
            order = replace(
                order, state=OrderState.DENIED, reasons=reasons, message=verdict.message
            )
        message = order_message(replace(order, cause="request:"), 0, None)
        message.note = request.ticket.note
        for field in ("order", "client_order_id", "create_time", "update_time"):
            message.ClearField(field)
        return message


def side_of(number: int) -> str:
    """The side of a filter as rows have it; empty for both."""
    side = SIDE.optional_from_wire(number, "side")
    return "" if side is None else side.value


def request_of(shell: Shell, method: str, account: str, message: Message) -> Request:
    """A request that changes an account."""
    return Request(shell.owner, f"{method}:{account}", message, shell.clocks.run.now_ns)


def told(order: Order, numbers: Numbers, reason: Reason | None) -> order_pb2.Order:
    """An order as its transaction left it; a repeat's sequence is not known here."""
    seqs = numbers.orders.get(order.client_order_id, (0,))
    return order_message(order, seqs[-1], reason)


def no_verdict(answer: Answered | Unanswered | None) -> UnavailableError:
    """Risk was asked what would be, and did not say."""
    words = answer.message if isinstance(answer, Unanswered) else "risk gave no verdict"
    return UnavailableError(words, reason="RISK_UNAVAILABLE", retry_after_ms=1_000)
