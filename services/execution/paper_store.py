"""The paper venue's own database: what an exchange would keep, apart from our books.

Its reports are handed out only after what they tell is committed here. Commands on their way
are not kept, nor would an exchange keep what did not reach it: after a crash they are lost,
and execution has to ask.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select

from services.chassis.storage import Store
from services.execution.paper import PaperVenue
from services.execution.paper_state import PaperState
from services.execution.rows import (
    balance_of_row,
    balance_row,
    order_of_row,
    order_row,
    position_of_row,
    position_row,
)
from services.execution.store import upsert
from services.execution.venue import OrderFilled
from services.execution.working import Working
from tradewire.errors import CorruptDataError
from tradewire.instruments import Instrument
from tradewire.orders import CancelCause, Liquidity, OrderState
from tradewire.verdicts import RefusalReason

metadata = MetaData()
"""The paper venue's tables; made where they are absent, for nothing of theirs is migrated."""

orders_table = Table(
    "paper_orders",
    metadata,
    Column("account", Text, primary_key=True),
    Column("client_order_id", Text, primary_key=True),
    # JSON; decimals as text under "$d".
    Column("payload", Text, nullable=False),
)
accounts_table = Table(
    "paper_accounts",
    metadata,
    Column("account", Text, primary_key=True),
    # JSON: positions, balances, last prices, and how many ids were given out.
    Column("payload", Text, nullable=False),
)

_DECIMAL = "$d"
_WORKING = tuple(Working.__dataclass_fields__)


class PaperStore:
    """Keeps one account of the paper venue."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account
        self._unsaved: dict[str, Working] = {}

    async def load(self, instruments: Mapping[str, Instrument]) -> PaperState | None:
        """What was kept; None for an account that the venue does not have yet."""

        def read(connection: Connection) -> PaperState | None:
            return _read(connection, self._account, instruments)

        return await self._store.read(read)

    def note(self, changed: Sequence[Working]) -> None:
        """Orders changed in a way that may wait for the next save, such as in their queue."""
        for working in changed:
            self._unsaved[working.order.client_order_id] = working

    @property
    def unsaved(self) -> int:
        """Orders whose changes wait for the next save."""
        return len(self._unsaved)

    async def save(self, venue: PaperVenue) -> None:
        """Keep what changed; nothing of it is reported before."""
        self.note(venue.take_dirty())
        # A day's orders are known to the venue; the few that changed are written.
        state = venue.export(displays=False, orders=self._unsaved)
        orders = [
            {
                "account": self._account,
                "client_order_id": working.order.client_order_id,
                "payload": _dumps(_order_out(working)),
            }
            for working in state.orders
        ]
        gone = list(
            self._unsaved.keys() - {working.order.client_order_id for working in state.orders}
        )
        account = {"account": self._account, "payload": _dumps(_account_out(state))}
        self._unsaved = {}

        def write(connection: Connection) -> None:
            upsert(connection, orders_table, orders)
            upsert(connection, accounts_table, [account])
            if gone:
                mine = orders_table.c.account == self._account
                connection.execute(
                    delete(orders_table).where(mine, orders_table.c.client_order_id.in_(gone))
                )

        await self._store.write(write)


def _read(
    connection: Connection, account: str, instruments: Mapping[str, Instrument]
) -> PaperState | None:
    query = select(accounts_table.c.payload).where(accounts_table.c.account == account)
    text = connection.execute(query).scalar_one_or_none()
    if text is None:
        return None
    money = _loads(text)
    rows = connection.execute(
        select(orders_table.c.payload).where(orders_table.c.account == account)
    ).scalars()
    try:
        return _state(money, [_loads(row) for row in rows], instruments)
    except KeyError as error:
        # Rows of another version: to guess at what is missing would be to guess at money.
        raise CorruptDataError(
            f"the paper venue's account {account} was kept by another version ({error} is missing);"
            " begin anew with `tradewire up --fresh`",
            reason="OTHER_VERSION",
        ) from error


def _state(
    money: dict[str, Any], rows: list[dict[str, Any]], instruments: Mapping[str, Instrument]
) -> PaperState:
    orders = [_order_in(row, instruments) for row in rows]
    orders.sort(key=lambda working: (working.arrived_ns, working.venue_order_id))
    return PaperState(
        arrivals=(),
        orders=tuple(orders),
        positions=tuple(position_of_row(row) for row in money["positions"]),
        balances=tuple(balance_of_row(row) for row in money["balances"]),
        last_prices=tuple((name, price) for name, price in money["last_prices"]),
        ticking=tuple((name, is_ticking) for name, is_ticking in money["ticking"]),
        ordinal=money["ordinal"],
        closes=tuple((name, price) for name, price in money["closes"]),
        bars=tuple((name, length_ns) for name, length_ns in money["bars"]),
    )


def _account_out(state: PaperState) -> dict[str, Any]:
    return {
        "positions": [position_row(each) for each in state.positions],
        "balances": [balance_row(each) for each in state.balances],
        "last_prices": state.last_prices,
        "ticking": state.ticking,
        "closes": state.closes,
        "bars": state.bars,
        "ordinal": state.ordinal,
    }


def _order_out(working: Working) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(working, name) for name in _WORKING}
    row.update(
        order=order_row(working.order),
        instrument=working.instrument.id,
        state=working.state.value,
        cancel_cause=working.cancel_cause.value,
        fills=[asdict(each) for each in working.fills],
        reasons=[each.value for each in working.reasons],
    )
    return row


def _order_in(row: dict[str, Any], instruments: Mapping[str, Instrument]) -> Working:
    fills = [
        OrderFilled(**{**each, "liquidity": Liquidity(each["liquidity"])}) for each in row["fills"]
    ]
    return Working(
        **{
            **row,
            "order": order_of_row(row["order"]),
            "instrument": instruments[row["instrument"]],
            "state": OrderState(row["state"]),
            "cancel_cause": CancelCause(row["cancel_cause"]),
            "fills": fills,
            "reasons": tuple(RefusalReason(each) for each in row["reasons"]),
        }
    )


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, default=_decimal_out, separators=(",", ":"))


def _decimal_out(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {_DECIMAL: format(value, "f")}
    raise TypeError(f"{value!r} has no place in the paper venue's database")


def _loads(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text, object_hook=_decimal_in)
    return loaded


def _decimal_in(value: dict[str, Any]) -> Any:
    return Decimal(value[_DECIMAL]) if value.keys() == {_DECIMAL} else value
