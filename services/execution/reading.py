"""Answers to what is asked of accounts: messages made of the store's rows and live prices."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from services.chassis import subjects
from services.chassis.events import head
from services.execution.account import Account
from services.execution.archive import (
    BalanceRow,
    FillRow,
    OrderRow,
    PositionRow,
    events_of_order,
    fills_of_order,
    find_order,
    orders_of_cause,
)
from services.execution.explain import Facts, explain
from services.execution.ledger import unrealized_of, value_of
from services.execution.locks import OUTRIGHT, locked_by
from services.execution.shell import Shell
from services.execution.standing import MESSAGE_CHARACTERS_MAX, Hold
from services.execution.store import Reason, read_notes, read_reason, read_stamps
from tradewire.codec.accounts import balance_to_wire, position_to_wire
from tradewire.codec.decimals import decimal_to_wire
from tradewire.codec.orders import fill_to_wire, order_to_wire
from tradewire.codec.times import time_to_wire
from tradewire.decimals import ZERO
from tradewire.errors import NotFoundError
from tradewire.execution.v1 import (
    account_event_pb2,
    account_pb2,
    balance_pb2,
    explanation_pb2,
    fill_pb2,
    order_pb2,
    position_pb2,
)
from tradewire.orders import Order
from tradewire.types.v1.stream_pb2 import StreamPosition

ANY = "-"
"""The account of a request that is about all of them."""

# The contract's most of each in an explanation.
EVENTS_MAX = 1_000
FILLS_MAX = 1_000
RELATED_MAX = 100
# And of an account's halts.
HALTS_MAX = 16

T = TypeVar("T")


class Reader:
    """Reads one process's accounts."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._store = shell.owner.store

    def account(self, account: str) -> Account:
        """The account of an id.

        Raises:
            NotFoundError: there is none.
        """
        found = self._shell.accounts.get(account)
        if found is None:
            known = ", ".join(sorted(self._shell.accounts)) or "none"
            raise NotFoundError(
                f"account {account[:70]!r} does not exist; there are {known}",
                reason="ACCOUNT_NOT_FOUND",
                metadata={"account": account[:70]},
            )
        return found

    def accounts(self) -> list[Account]:
        """Every account, by id."""
        return [self._shell.accounts[name] for name in sorted(self._shell.accounts)]

    def filter_of(self, account: str) -> str:
        """The account of a filter: empty for all; raises NotFoundError for an unknown one."""
        return "" if account == ANY else self.account(account).id

    async def read(
        self, account: str, read: Callable[[Connection], T]
    ) -> tuple[T, StreamPosition | None]:
        """Read rows, and where the account's stream stood when they were read."""

        def both(connection: Connection) -> tuple[T, StreamPosition | None]:
            return read(connection), self._as_of(connection, account)

        return await self._store.read(both)

    async def orders(
        self, account: str, read: Callable[[Connection], Sequence[OrderRow]]
    ) -> tuple[Sequence[OrderRow], list[order_pb2.Order], StreamPosition | None]:
        """Rows of orders and their messages, with trace ids and notes."""

        def all_of(
            connection: Connection,
        ) -> tuple[Sequence[OrderRow], list[order_pb2.Order], StreamPosition | None]:
            rows = read(connection)
            return rows, order_messages(connection, rows), self._as_of(connection, account)

        return await self._store.read(all_of)

    async def order(self, account: str, order: str) -> order_pb2.Order:
        """One order.

        Raises:
            NotFoundError: there is none.
        """
        wanted = self.filter_of(account)

        def read(connection: Connection) -> order_pb2.Order | None:
            row = find_order(connection, wanted, order)
            return None if row is None else order_messages(connection, [row])[0]

        found = await self._store.read(read)
        if found is None:
            raise self._no_order(account, order)
        return found

    async def explain(self, account: str, order: str) -> explanation_pb2.OrderExplanation:
        """Why an order happened; raises NotFoundError."""
        wanted = self.filter_of(account)
        for each in self._shell.accounts.values():
            await each.writer.flush_stamps()

        def read(connection: Connection) -> Facts | None:
            row = find_order(connection, wanted, order)
            return None if row is None else self._facts(connection, row)

        facts = await self._store.read(read)
        if facts is None:
            raise self._no_order(account, order)
        return explain(facts)

    def balance(self, row: BalanceRow) -> balance_pb2.Balance:
        """A balance with what open orders hold of it now."""
        balance = row.balance
        orders = self.account(balance.account).writer.desk.open_orders()
        # Never more than there is: what orders could pay with is the venue's to say.
        held = locked_by(orders, self._shell.catalog.get).get(balance.asset, ZERO)
        locked = min(held, max(balance.total, ZERO))
        return balance_to_wire(
            replace(balance, locked=locked), updated_ns=row.updated_ns, sequence=row.seq
        )

    def position(self, row: PositionRow) -> position_pb2.Position:
        """A position as it is worth now."""
        position, instrument = row.position, self._shell.catalog.get(row.position.instrument)
        message = position_to_wire(position, instrument, sequence=row.seq)
        if instrument.kind in OUTRIGHT:
            message.leverage = "1"
        mark = self._shell.marks.find(instrument.id)
        if mark is not None and mark.price > 0:
            unrealized = unrealized_of(instrument, position, mark.price)
            notional = value_of(instrument, abs(position.quantity), mark.price)
            message.mark_price = decimal_to_wire(mark.price, "mark_price")
            message.mark_time.CopyFrom(time_to_wire(mark.time_ns))
            message.unrealised_pnl = decimal_to_wire(unrealized, "unrealised_pnl")
            message.notional = decimal_to_wire(notional, "notional")
        return message

    def account_message(
        self,
        account: Account,
        as_of: StreamPosition | None,
        holds: tuple[Hold, ...] | None = None,
    ) -> account_pb2.Account:
        """An account as it stands, or as it stands under these holds."""
        message = account_pb2.Account()
        message.CopyFrom(account.settings)
        holds = account.held_by if holds is None else holds
        message.state = account.standing.state(holds)
        message.halt_message = "; ".join(hold.message for hold in holds)[:MESSAGE_CHARACTERS_MAX]
        message.halts.extend(map(halt_message, holds[:HALTS_MAX]))
        if as_of is not None:
            message.as_of.CopyFrom(as_of)
        return message

    def _facts(self, connection: Connection, row: OrderRow) -> Facts:
        order = row.order
        fills = fills_of_order(connection, order.client_order_id, FILLS_MAX)
        events = events_of_order(connection, order.account, order.client_order_id, EVENTS_MAX)
        related = [
            each
            for each in orders_of_cause(connection, order.account, order.cause, RELATED_MAX + 1)
            if each.order.client_order_id != order.client_order_id
        ]
        return Facts(
            row=row,
            order=order_messages(connection, [row])[0],
            reason=read_reason(connection, order.account, order.cause),
            stamps=read_stamps(connection, order.client_order_id),
            events=[account_event_pb2.AccountEvent.FromString(each.payload) for each in events],
            fill_rows=fills,
            fills=[fill_message(each) for each in fills],
            related=order_messages(connection, related[:RELATED_MAX]),
            wall_ns=None if self._shell.settings.replay else self._shell.clocks.wall_ns,
        )

    def _as_of(self, connection: Connection, account: str) -> StreamPosition | None:
        if account == ANY:
            return None
        sequence = head(connection, subjects.orders(account))
        return StreamPosition(log_id=self._shell.owner.log_id, sequence=sequence)

    def _no_order(self, account: str, order: str) -> NotFoundError:
        where = "no account" if account == ANY else f"account {account}"
        has = "has" if account == ANY else "does not have"
        return NotFoundError(
            f"{where} {has} an order {order}; list the orders for their ids",
            reason="ORDER_NOT_FOUND",
            metadata={"order": order},
        )


def halt_message(hold: Hold) -> account_pb2.AccountHalt:
    """The message of what keeps an account from opening."""
    message = account_pb2.AccountHalt(
        cause=hold.cause, message=hold.message, poisoned_stream=hold.stream
    )
    if hold.since_ns:
        message.start_time.CopyFrom(time_to_wire(hold.since_ns))
    if hold.sequence:
        poisoned = StreamPosition(log_id=hold.log_id, sequence=hold.sequence)
        message.poisoned.CopyFrom(poisoned)
    return message


def order_message(order: Order, sequence: int, reason: Reason | None) -> order_pb2.Order:
    """The message of an order with its cause's trace and note."""
    message = order_to_wire(order, sequence=sequence)
    if reason is not None:
        message.trace_id = message.trace_id or reason.trace_id
        message.note = message.note or reason.note
    return message


def order_messages(connection: Connection, rows: Iterable[OrderRow]) -> list[order_pb2.Order]:
    """The messages of orders with their causes' traces and notes."""
    rows = list(rows)
    notes = read_notes(connection, [row.order for row in rows])
    return [
        order_message(row.order, row.seq, notes.get((row.order.account, row.order.cause)))
        for row in rows
    ]


def recorded(connection: Connection, account: str, orders: Iterable[str]) -> list[order_pb2.Order]:
    """The messages of orders by either of their ids, as the connection's transaction left them."""
    rows = (find_order(connection, account, order) for order in orders)
    return order_messages(connection, [row for row in rows if row is not None])


def fill_message(row: FillRow) -> fill_pb2.Fill:
    """The message of a fill."""
    return fill_to_wire(
        row.fill, settlement=row.settlement, record_ns=row.recorded_ns, sequence=row.seq
    )
