"""Orders, fills, positions and balances as rows of their tables, both ways."""

from collections.abc import Mapping
from typing import Any

from tradewire.orders import (
    Balance,
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderState,
    OrderType,
    Position,
    Side,
    TimeInForce,
)

Row = dict[str, Any]
"""Column names and values, as SQLAlchemy takes them."""

_ORDER = Order.__dataclass_fields__.keys()
_FILL = Fill.__dataclass_fields__.keys()
_POSITION = Position.__dataclass_fields__.keys()


def order_row(order: Order) -> Row:
    """The columns of an order, without its sequences."""
    row: Row = {name: getattr(order, name) for name in _ORDER}
    row.update(
        side=order.side.value,
        type=order.type.value,
        time_in_force=order.time_in_force.value,
        leg=order.leg.value,
        state=order.state.value,
        reasons=",".join(order.reasons),
        is_open=order.state.is_open,
    )
    return row


def order_of_row(row: Mapping[str, Any]) -> Order:
    """The order of a row."""
    values = {name: row[name] for name in _ORDER}
    values.update(
        side=Side(row["side"]),
        type=OrderType(row["type"]),
        time_in_force=TimeInForce(row["time_in_force"]),
        leg=Leg(row["leg"]),
        state=OrderState(row["state"]),
        reasons=tuple(row["reasons"].split(",")) if row["reasons"] else (),
    )
    return Order(**values)


def fill_row(fill: Fill) -> Row:
    """The columns of a fill, without settlement asset, sequence and time of recording."""
    row: Row = {name: getattr(fill, name) for name in _FILL}
    row.update(side=fill.side.value, liquidity=fill.liquidity.value)
    return row


def fill_of_row(row: Mapping[str, Any]) -> Fill:
    """The fill of a row."""
    values = {name: row[name] for name in _FILL}
    values.update(side=Side(row["side"]), liquidity=Liquidity(row["liquidity"]))
    return Fill(**values)


def position_row(position: Position) -> Row:
    """The columns of a position, without its sequence."""
    return {name: getattr(position, name) for name in _POSITION}


def position_of_row(row: Mapping[str, Any]) -> Position:
    """The position of a row."""
    return Position(**{name: row[name] for name in _POSITION})


def balance_row(balance: Balance) -> Row:
    """The columns of a balance, without its sequence and time."""
    return {
        "account": balance.account,
        "asset": balance.asset,
        "total": balance.total,
        "locked": balance.locked,
    }


def balance_of_row(row: Mapping[str, Any]) -> Balance:
    """The balance of a row."""
    return Balance(row["account"], row["asset"], row["total"], row["locked"])
