"""Orders and fills on the wire."""

from decimal import Decimal

from tradewire.codec.amounts import amount_to_wire, amounts_from_wire, amounts_to_wire
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.enums import (
    LEG,
    LIQUIDITY,
    ORDER_STATE,
    ORDER_TYPE,
    REASON,
    SIDE,
    TIME_IN_FORCE,
    reason_to_wire,
)
from tradewire.codec.times import optional_time_to_wire, time_from_wire, time_to_wire
from tradewire.decimals import ZERO, Rounding, divide
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.execution.v1 import fill_pb2, order_pb2
from tradewire.orders import Fill, Leg, Liquidity, Order

# The contract: average prices are rounded half-even to 12 digits after the point.
AVERAGE_PRICE_SCALE = 12

# A cause as text is "<kind>:<id>"; the contract holds the two apart.
_CAUSES = {
    "signal": order_pb2.ORDER_CAUSE_SIGNAL,
    "request": order_pb2.ORDER_CAUSE_REQUEST,
    "directive": order_pb2.ORDER_CAUSE_DIRECTIVE,
    "algo": order_pb2.ORDER_CAUSE_ALGO,
    "external": order_pb2.ORDER_CAUSE_EXTERNAL,
}
_CAUSE_KINDS = {int(number): kind for kind, number in _CAUSES.items()}


def cause_to_wire(cause: str) -> tuple[order_pb2.OrderCause.ValueType, str]:
    """The contract's cause and cause id of ``<kind>:<id>``.

    Raises:
        InvalidArgumentError: a kind that the contract does not have.
    """
    kind, _, cause_id = cause.partition(":")
    if kind not in _CAUSES:
        raise InvalidArgumentError(
            f"cause {cause[:80]!r} must be <kind>:<id> with a kind of {', '.join(_CAUSES)}",
            fields={"cause": "must be <kind>:<id>"},
        )
    return _CAUSES[kind], cause_id


def cause_from_wire(cause: int, cause_id: str) -> str:
    """``<kind>:<id>``.

    Raises:
        InvalidArgumentError: an unset or unknown cause.
    """
    if cause not in _CAUSE_KINDS:
        raise InvalidArgumentError(
            f"cause {cause} is unset or unknown to this version",
            fields={"cause": "must be an OrderCause"},
        )
    return f"{_CAUSE_KINDS[cause]}:{cause_id}"


def order_to_wire(order: Order, *, sequence: int = 0) -> order_pb2.Order:
    """The message of an order; ``sequence`` is that of its last event, 0 where unknown.

    Raises:
        InvalidArgumentError: a cause, reason or decimal that the contract cannot hold.
    """
    return _message_of(order, sequence, *cause_to_wire(order.cause))


def _message_of(
    order: Order, sequence: int, cause: order_pb2.OrderCause.ValueType, cause_id: str
) -> order_pb2.Order:
    return order_pb2.Order(
        order=order.order_id,
        client_order_id=order.client_order_id,
        venue_order_id=order.venue_order_id,
        account=order.account,
        instrument=order.instrument,
        side=SIDE.numbers[order.side],
        type=ORDER_TYPE.numbers[order.type],
        time_in_force=TIME_IN_FORCE.numbers[order.time_in_force],
        quantity=decimal_to_wire(order.quantity or None, "quantity"),
        price=decimal_to_wire(order.price, "price"),
        trigger_price=decimal_to_wire(order.trigger_price, "trigger_price"),
        trailing=_trailing_to_wire(order.trailing_distance),
        post_only=order.post_only,
        reduce_only=order.reduce_only,
        expire_time=optional_time_to_wire(order.expires_ns),
        protection=_protection_to_wire(order.stop_price, order.target_price),
        strategy=order.strategy,
        signal=order.signal_id,
        cause=cause,
        cause_id=cause_id,
        order_list=order.order_list_id,
        leg=LEG.numbers[order.leg],
        slice=order.slice,
        state=ORDER_STATE.numbers[order.state],
        filled_quantity=decimal_to_wire(order.filled_quantity, "filled_quantity"),
        filled_value=decimal_to_wire(order.filled_value, "filled_value"),
        average_price=_average_price(order),
        fees=amounts_to_wire(order.fee, order.fee_asset),
        reasons=[reason_to_wire(reason) for reason in order.reasons],
        message=order.message,
        verdict=order.verdict_id,
        create_time=time_to_wire(order.created_ns),
        update_time=time_to_wire(order.updated_ns),
        revision=order.revision,
        sequence=sequence,
        note=order.note,
        trace_id=order.trace_id,
        triggered=order.triggered,
    )


def order_from_wire(message: order_pb2.Order) -> Order:
    """The order of a message. One that stands alone, as an adopted one, reads as an entry.

    Raises:
        InvalidArgumentError: the message breaks the contract.
        UnimplementedError: it trails by basis points, or paid fees in several assets.
    """
    return _order_of(message, *amounts_from_wire(message.fees, "fees"))


def _order_of(message: order_pb2.Order, fee: Decimal, fee_asset: str) -> Order:
    return Order(
        order_id=message.order,
        client_order_id=message.client_order_id,
        account=message.account,
        instrument=message.instrument,
        side=SIDE.from_wire(message.side, "side"),
        type=ORDER_TYPE.from_wire(message.type, "type"),
        time_in_force=TIME_IN_FORCE.from_wire(message.time_in_force, "time_in_force"),
        quantity=optional_from_wire(message.quantity, "quantity") or ZERO,
        cause=cause_from_wire(message.cause, message.cause_id),
        leg=LEG.optional_from_wire(message.leg, "leg") or Leg.ENTRY,
        created_ns=time_from_wire(message.create_time, "create_time"),
        updated_ns=time_from_wire(message.update_time, "update_time"),
        state=ORDER_STATE.from_wire(message.state, "state"),
        price=optional_from_wire(message.price, "price"),
        trigger_price=optional_from_wire(message.trigger_price, "trigger_price"),
        trailing_distance=trailing_from_wire(message.trailing),
        post_only=message.post_only,
        reduce_only=message.reduce_only,
        strategy=message.strategy,
        signal_id=message.signal,
        order_list_id=message.order_list,
        venue_order_id=message.venue_order_id,
        filled_quantity=decimal_from_wire(message.filled_quantity, "filled_quantity"),
        filled_value=decimal_from_wire(message.filled_value, "filled_value"),
        fee=fee,
        fee_asset=fee_asset,
        reasons=tuple(REASON.from_wire(reason, "reasons") for reason in message.reasons),
        message=message.message,
        verdict_id=message.verdict,
        revision=message.revision,
        expires_ns=time_from_wire(message.expire_time, "expire_time"),
        slice=message.slice,
        stop_price=optional_from_wire(message.protection.stop_price, "protection.stop_price"),
        target_price=optional_from_wire(message.protection.target_price, "protection.target_price"),
        triggered=message.triggered,
        note=message.note,
        trace_id=message.trace_id,
    )


def fill_to_wire(
    fill: Fill, *, settlement: str = "", record_ns: int = 0, sequence: int = 0
) -> fill_pb2.Fill:
    """The message of a fill.

    Args:
        fill: the fill.
        settlement: the instrument's settlement asset, which ``realized`` is in.
        record_ns: when it was recorded, on the clock of the run; 0 leaves it out.
        sequence: in the account's stream; 0 where unknown.

    Raises:
        InvalidArgumentError: it realised something and no settlement asset is given.
    """
    if fill.realized and not settlement:
        raise InvalidArgumentError(
            f"fill {fill.fill_id} realised {fill.realized}: name the settlement asset it is in"
        )
    return fill_pb2.Fill(
        fill=fill.fill_id,
        venue_trade_id=fill.venue_trade_id,
        order=fill.order_id,
        client_order_id=fill.client_order_id,
        venue_order_id=fill.venue_order_id,
        account=fill.account,
        instrument=fill.instrument,
        strategy=fill.strategy,
        side=SIDE.numbers[fill.side],
        price=decimal_to_wire(fill.price, "price"),
        quantity=decimal_to_wire(fill.quantity, "quantity"),
        liquidity=LIQUIDITY.numbers[fill.liquidity],
        fee=amount_to_wire(fill.fee, fill.fee_asset),
        realised_pnl=amount_to_wire(fill.realized, settlement) if settlement else None,
        event_time=time_to_wire(fill.event_ns),
        record_time=optional_time_to_wire(record_ns),
        sequence=sequence,
        synthetic=fill.synthetic,
    )


def fill_from_wire(message: fill_pb2.Fill) -> Fill:
    """The fill of a message; where the venue did not say, liquidity reads as taken.

    Raises:
        InvalidArgumentError: the message breaks the contract.
    """
    return Fill(
        fill_id=message.fill,
        venue_trade_id=message.venue_trade_id,
        order_id=message.order,
        client_order_id=message.client_order_id,
        venue_order_id=message.venue_order_id,
        account=message.account,
        instrument=message.instrument,
        side=SIDE.from_wire(message.side, "side"),
        price=decimal_from_wire(message.price, "price"),
        quantity=decimal_from_wire(message.quantity, "quantity"),
        fee=decimal_from_wire(message.fee.amount, "fee"),
        fee_asset=message.fee.asset,
        # Unsaid, the dearer of the two: what is estimated by it never promises too much.
        liquidity=LIQUIDITY.optional_from_wire(message.liquidity, "liquidity") or Liquidity.TAKER,
        event_ns=time_from_wire(message.event_time, "event_time"),
        strategy=message.strategy,
        realized=optional_from_wire(message.realised_pnl.amount, "realised_pnl") or ZERO,
        synthetic=message.synthetic,
    )


def trailing_from_wire(trailing: order_pb2.Trailing) -> Decimal | None:
    """The distance that a trailing stop keeps, in quote; None where it is no trailing one.

    Raises:
        UnimplementedError: it trails by basis points or from an activation price.
    """
    if trailing.HasField("basis_points") or trailing.activation_price:
        raise UnimplementedError(
            "a stop that trails by basis points or from an activation price is in the contract"
            " and not built; give a distance"
        )
    return optional_from_wire(trailing.distance, "trailing.distance")


def _trailing_to_wire(distance: Decimal | None) -> order_pb2.Trailing | None:
    if distance is None:
        return None
    return order_pb2.Trailing(distance=decimal_to_wire(distance, "trailing.distance"))


def _protection_to_wire(
    stop: Decimal | None, target: Decimal | None
) -> order_pb2.Protection | None:
    if stop is None and target is None:
        return None
    return order_pb2.Protection(
        stop_price=decimal_to_wire(stop, "protection.stop_price"),
        target_price=decimal_to_wire(target, "protection.target_price"),
    )


def _average_price(order: Order) -> str:
    """The contract's average_price: empty until the first fill."""
    if order.filled_quantity <= 0 or order.filled_value <= 0:
        return ""
    average = divide(
        order.filled_value, order.filled_quantity, AVERAGE_PRICE_SCALE, Rounding.HALF_EVEN
    )
    # Rounded for a person, who has no use for the zeros of its scale.
    return decimal_to_wire(average.normalize() or None, "average_price")
