"""Positions, balances and the envelope of an account's stream."""

from collections.abc import Sequence

from tradewire.codec.amounts import amounts_from_wire, amounts_to_wire
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire
from tradewire.codec.enums import BALANCE_CAUSE
from tradewire.codec.header import EventHeader, header_from_wire
from tradewire.codec.order_events import (
    Surroundings,
    order_event_from_wire,
    order_event_to_wire,
)
from tradewire.codec.orders import AVERAGE_PRICE_SCALE
from tradewire.codec.times import optional_time_to_wire, time_from_wire, time_to_wire
from tradewire.decimals import Rounding, divide
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import account_event_pb2, balance_pb2, position_pb2
from tradewire.instruments import Instrument
from tradewire.orders import (
    AccountEvent,
    Balance,
    BalanceChanged,
    OrderEvent,
    Position,
    PositionChanged,
)
from tradewire.verdicts import RuleResult


def position_to_wire(
    position: Position, instrument: Instrument | None = None, *, sequence: int = 0
) -> position_pb2.Position:
    """The message of a position, without mark, margin and liquidation price.

    Args:
        position: the position.
        instrument: gives the average entry price; without it that stays empty.
        sequence: of the account's event that changed it last; 0 where unknown.
    """
    quantity = position.quantity
    side = position_pb2.POSITION_SIDE_FLAT
    if quantity:
        long = quantity > 0
        side = position_pb2.POSITION_SIDE_LONG if long else position_pb2.POSITION_SIDE_SHORT
    return position_pb2.Position(
        account=position.account,
        instrument=position.instrument,
        quantity=decimal_to_wire(quantity, "quantity"),
        side=side,
        average_entry_price=_average_entry_price(position, instrument),
        cost_basis=decimal_to_wire(position.cost, "cost_basis"),
        settlement_asset=position.settlement,
        realised_pnl=decimal_to_wire(position.realized, "realised_pnl"),
        fees=amounts_to_wire(position.fees, position.settlement if position.fees else ""),
        open_time=optional_time_to_wire(position.opened_ns),
        update_time=optional_time_to_wire(position.updated_ns),
        sequence=sequence,
    )


def position_from_wire(message: position_pb2.Position) -> Position:
    """The position of a message.

    Raises:
        InvalidArgumentError: the message breaks the contract, or a single fee is in
            another asset than the settlement's.
        UnimplementedError: fees in several assets.
    """
    fees, fee_asset = amounts_from_wire(message.fees, "fees")
    if fee_asset not in {"", message.settlement_asset}:
        raise InvalidArgumentError(
            f"position {message.account}/{message.instrument}: fees are in {fee_asset} and not in"
            f" {message.settlement_asset}; read the message's list"
        )
    return Position(
        account=message.account,
        instrument=message.instrument,
        settlement=message.settlement_asset,
        quantity=decimal_from_wire(message.quantity, "quantity"),
        cost=decimal_from_wire(message.cost_basis, "cost_basis"),
        realized=decimal_from_wire(message.realised_pnl, "realised_pnl"),
        fees=fees,
        opened_ns=time_from_wire(message.open_time, "open_time"),
        updated_ns=time_from_wire(message.update_time, "update_time"),
    )


def balance_to_wire(
    balance: Balance, *, updated_ns: int = 0, sequence: int = 0
) -> balance_pb2.Balance:
    """The message of a balance; when it last changed and by which event, where known."""
    return balance_pb2.Balance(
        account=balance.account,
        asset=balance.asset,
        total=decimal_to_wire(balance.total, "total"),
        free=decimal_to_wire(balance.free, "free"),
        locked=decimal_to_wire(balance.locked, "locked"),
        update_time=optional_time_to_wire(updated_ns),
        sequence=sequence,
    )


def balance_from_wire(message: balance_pb2.Balance) -> Balance:
    """The balance of a message.

    Raises:
        InvalidArgumentError: the message breaks the contract.
    """
    return Balance(
        account=message.account,
        asset=message.asset,
        total=decimal_from_wire(message.total, "total"),
        locked=decimal_from_wire(message.locked, "locked"),
    )


def envelope_to_wire(header: EventHeader) -> account_event_pb2.AccountEvent:
    """The envelope alone: for what has no value type, the caller sets the event."""
    return account_event_pb2.AccountEvent(
        log_id=header.log_id,
        sequence=header.sequence,
        event_id=header.event_id,
        account=header.stream,
        event_time=time_to_wire(header.event_ns),
        record_time=time_to_wire(header.record_ns),
        step=header.step,
        round=header.round,
    )


def account_event_to_wire(
    header: EventHeader,
    event: AccountEvent,
    instrument: Instrument | None = None,
    rules: Sequence[RuleResult] = (),
) -> account_event_pb2.AccountEvent:
    """The envelope of what happened to an account.

    Args:
        header: the event's place in the log; its times are the message's.
        event: what happened.
        instrument: the event's, for what a fill realised and a position's average
            price.
        rules: of a denied order: every rule as risk evaluated it.

    Raises:
        InvalidArgumentError: the event lacks what its kind must tell.
    """
    message = envelope_to_wire(header)
    match event:
        case OrderEvent():
            settlement = instrument.settlement if instrument else ""
            around = Surroundings(header.sequence, header.record_ns, settlement, rules)
            message.order_event.CopyFrom(order_event_to_wire(event, around))
        case PositionChanged():
            position = position_to_wire(event.position, instrument, sequence=header.sequence)
            message.position_changed.CopyFrom(
                account_event_pb2.PositionChanged(position=position, fill=event.fill_id)
            )
        case BalanceChanged():
            balance = balance_to_wire(
                event.balance, updated_ns=event.event_ns, sequence=header.sequence
            )
            message.balance_changed.CopyFrom(
                account_event_pb2.BalanceChanged(
                    balance=balance,
                    cause=BALANCE_CAUSE.numbers[event.cause],
                    change=decimal_to_wire(event.change, "change"),
                    fill=event.fill_id,
                )
            )
    return message


def account_event_from_wire(
    message: account_event_pb2.AccountEvent,
) -> tuple[EventHeader, AccountEvent | None]:
    """Header and event of an envelope; None for a kind that has no value type.

    Those are halts, reconciliations, order lists and algos, and kinds of a newer
    version: a reader takes them from the message or passes over them.

    Raises:
        InvalidArgumentError: the message breaks the contract.
        UnimplementedError: the order is one that a value cannot hold.
    """
    header = header_from_wire(message, message.account)
    match message.WhichOneof("event"):
        case "order_event":
            return header, order_event_from_wire(message.order_event, header.event_ns)
        case "position_changed":
            changed = message.position_changed
            position = position_from_wire(changed.position)
            return header, PositionChanged(position, header.event_ns, changed.fill)
        case "balance_changed":
            balance = message.balance_changed
            return header, BalanceChanged(
                balance=balance_from_wire(balance.balance),
                event_ns=header.event_ns,
                cause=BALANCE_CAUSE.from_wire(balance.cause, "cause"),
                change=decimal_from_wire(balance.change, "change"),
                fill_id=balance.fill,
            )
        case _:
            return header, None


def _average_entry_price(position: Position, instrument: Instrument | None) -> str:
    """What the held quantity cost per unit, in quote; empty when flat or unknown.

    Linear and spot: ``cost / (quantity * multiplier)``. Inverse: the basis is coin
    value at entry, ``quantity * multiplier / price``, so the price is its inverse.
    """
    if instrument is None or not position.quantity or not position.cost:
        return ""
    size = abs(position.quantity) * instrument.multiplier
    top, bottom = (size, position.cost) if instrument.inverse else (position.cost, size)
    average = divide(top, bottom, AVERAGE_PRICE_SCALE, Rounding.HALF_EVEN)
    # Rounded for a person, who has no use for the zeros of its scale.
    return decimal_to_wire(average.normalize() or None, "average_entry_price")
