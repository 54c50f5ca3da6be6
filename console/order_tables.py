"""Orders, fills and positions as people read them."""

from decimal import Decimal
from typing import Any

from console.labels import label, moment, money, plain
from console.output import err, out, print_table
from tradewire.execution.v1 import fill_pb2, order_pb2
from tradewire.types.v1 import trading_pb2

_ORDER_COLUMNS = ("order", "created", "instrument", "asked", "filled", "state", "part or reason")
_FILL_COLUMNS = ("order", "time", "instrument", "filled", "fee", "realised", "liquidity")


def show_order(order: order_pb2.Order) -> None:
    """One order, a line a fact."""
    facts = {
        "order": order.order,
        "instrument": order.instrument,
        "side": label(trading_pb2.Side, order.side),
        "type": label(trading_pb2.OrderType, order.type),
        "state": label(order_pb2.OrderState, order.state),
        "quantity": order.quantity,
        "price": order.price,
        "trigger": order.trigger_price,
        "filled": f"{order.filled_quantity} at {plain(order.average_price)}"
        if order.average_price
        else "",
        "fees": ", ".join(f"{plain(fee.amount)} {fee.asset}" for fee in order.fees),
        "strategy": order.strategy,
        "refused": ", ".join(label(trading_pb2.RefusalReason, one) for one in order.reasons),
        "message": order.message,
        "client id": order.client_order_id,
        "venue id": order.venue_order_id,
        "created": moment(order.create_time),
        "trace": order.trace_id,
    }
    for name, value in facts.items():
        if value:
            out.print(f"{name:>11}  {value}", markup=False, soft_wrap=True)


def order_table(found: list[Any]) -> None:
    """Orders, a row each."""
    if not found:
        err.print("no orders")
        return
    rows = [
        (
            order.order,
            moment(order.create_time),
            order.instrument,
            asked(order),
            f"{order.filled_quantity} at {plain(order.average_price)}"
            if order.average_price
            else "",
            label(order_pb2.OrderState, order.state).lower(),
            ", ".join(label(trading_pb2.RefusalReason, one).lower() for one in order.reasons)
            or label(order_pb2.OrderLeg, order.leg).lower(),
        )
        for order in found
    ]
    print_table("", _ORDER_COLUMNS, rows)


def asked(order: order_pb2.Order) -> str:
    """What an order asks for: ``buy 0.2 limit 58000.00``."""
    words = (
        label(trading_pb2.Side, order.side).lower(),
        order.quantity,
        label(trading_pb2.OrderType, order.type).lower().replace("_", " "),
        order.price or order.trigger_price,
    )
    return " ".join(word for word in words if word)


def fill_table(found: list[Any]) -> None:
    """Fills, a row each."""
    if not found:
        err.print("no fills")
        return
    rows = [
        (
            fill.order,
            moment(fill.event_time),
            fill.instrument,
            f"{label(trading_pb2.Side, fill.side).lower()} {fill.quantity} at {fill.price}",
            f"{plain(fill.fee.amount)} {fill.fee.asset}",
            fill.realised_pnl.amount,
            label(fill_pb2.Liquidity, fill.liquidity).lower(),
        )
        for fill in found
    ]
    print_table("", _FILL_COLUMNS, rows, numbers=("fee", "realised"))


def position_table(feed: str, found: list[Any]) -> None:
    """Positions, a row each, under the name of their market."""
    if not found:
        err.print("nothing is held; --all shows what was")
        return
    rows = [
        (
            one.instrument,
            one.quantity,
            plain(one.average_entry_price),
            one.mark_price,
            money(Decimal(one.unrealised_pnl)) if one.unrealised_pnl else "",
            money(Decimal(one.realised_pnl)),
            ", ".join(f"{plain(fee.amount)} {fee.asset}" for fee in one.fees),
            one.settlement_asset,
        )
        for one in found
    ]
    columns = ["instrument", "quantity", "entry", "mark", "unrealised", "realised", "fees", "asset"]
    print_table(f"{feed} market", columns, rows, numbers=columns[1:7])
