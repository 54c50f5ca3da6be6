"""What was ordered and what was filled, as one hash each: equal runs, equal hashes.

SHA-256 over one line a row: the named fields' canonical text joined by ``|``. A
decimal is plain, without exponent or trailing zeros; what is unset is empty. Rows are
sorted by their time on the run's clock, then by their line, so that the hash does not
depend on who collected them. Not in it: wall time, traces, the run, and ids that
venue or risk chose.

All of the fields are in the contract, so that anybody can compute both from the whole
lists of an account's orders and fills, which ``Tradewire.orders`` and ``Tradewire.fills``
give page by page.
"""

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from tradewire.decimals import canonical
from tradewire.orders import Fill, Order

ORDER_FIELDS = (
    "created_ns",
    "order_id",
    "client_order_id",
    "account",
    "strategy",
    "cause",
    "leg",
    "slice",
    "order_list_id",
    "instrument",
    "side",
    "type",
    "time_in_force",
    "quantity",
    "price",
    "trigger_price",
    "post_only",
    "reduce_only",
    "state",
    "filled_quantity",
    "filled_value",
    "fee",
    "fee_asset",
    "reasons",
)
FILL_FIELDS = (
    "event_ns",
    "order_id",
    "client_order_id",
    "account",
    "strategy",
    "instrument",
    "side",
    "price",
    "quantity",
    "fee",
    "fee_asset",
    "liquidity",
    "realized",
)


def orders_hash(orders: Iterable[Order]) -> str:
    """64 hex digits over the orders as they stand at the end of the run."""
    return _hash((order.created_ns, _line(order, ORDER_FIELDS)) for order in orders)


def fills_hash(fills: Iterable[Fill]) -> str:
    """64 hex digits over the fills."""
    return _hash((fill.event_ns, _line(fill, FILL_FIELDS)) for fill in fills)


def _line(row: Order | Fill, fields: tuple[str, ...]) -> str:
    return "|".join(_text(getattr(row, name)) for name in fields)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return canonical(value)
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case tuple():
            return ",".join(_text(each) for each in value)
        case _:
            return str(value)


def _hash(rows: Iterable[tuple[int, str]]) -> str:
    lines = "".join(f"{line}\n" for _, line in sorted(rows))
    return hashlib.sha256(lines.encode()).hexdigest()
