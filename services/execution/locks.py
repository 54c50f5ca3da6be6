"""What resting orders hold of an account's assets, where those are held outright."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import Order, Side

OUTRIGHT = frozenset({InstrumentKind.SPOT, InstrumentKind.EQUITY})
"""What is bought is held and what is sold is given; all else stands on margin."""


def locked_by(
    orders: Iterable[Order], instrument_of: Callable[[str], Instrument]
) -> dict[str, Decimal]:
    """Of each asset, what open orders hold; fees come on top.

    A buy holds its rest at its price, or at its trigger price; one without either is on its way
    and holds nothing yet. A sale holds its rest. Of a pair that cancels each other only the one
    that holds more counts.
    """
    most: dict[tuple[str, str], Decimal] = {}
    for order in orders:
        instrument = instrument_of(order.instrument)
        if instrument.kind not in OUTRIGHT:
            continue
        left = order.quantity - order.filled_quantity
        if order.side is Side.SELL:
            asset, held = instrument.base, left
        else:
            price = order.price or order.trigger_price or ZERO
            asset, held = instrument.settlement, left * price * instrument.multiplier
        key = (order.order_list_id or order.client_order_id, asset)
        most[key] = max(most.get(key, ZERO), held)
    locked: dict[str, Decimal] = {}
    for (_, asset), held in most.items():
        locked[asset] = locked.get(asset, ZERO) + held
    return locked
