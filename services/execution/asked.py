"""What callers ask for, from the wire: tickets, and what an order would cost."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from services.execution.intents import Ticket
from services.execution.ledger import value_of
from services.execution.market_feed import Mark
from services.execution.tickets import request_of_ticket
from tradewire.codec.amounts import amount_to_wire
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.enums import ORDER_TYPE, SIDE, TIME_IN_FORCE, reason_to_wire
from tradewire.codec.orders import trailing_from_wire
from tradewire.codec.rules import rules_to_wire
from tradewire.codec.times import time_from_wire
from tradewire.decimals import Rounding, divide
from tradewire.errors import InvalidArgumentError, PreconditionError, UnimplementedError
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.instruments import Instrument
from tradewire.orders import Balance, Position, Side
from tradewire.verdicts import Approved, Verdict, VerdictRequest

FindMark = Callable[[str], Mark | None]

NS_A_MS = 1_000_000
BASIS_POINTS = 10_000


def ticket_from_wire(
    message: order_pb2.OrderTicket, instrument: Instrument, find_mark: FindMark
) -> Ticket:
    """The ticket of a request.

    Raises:
        InvalidArgumentError: a notional too small for one step of the size.
        PreconditionError: a notional, and no price is known to divide it by.
        UnimplementedError: a stop that trails in a way that is not built.
    """
    protection = message.protection
    if protection.HasField("trailing"):
        raise UnimplementedError(
            "a protective stop that trails is in the contract and not built; give a stop_price"
        )
    side = SIDE.from_wire(message.side, "ticket.side")
    price = optional_from_wire(message.price, "ticket.price")
    return Ticket(
        instrument=message.instrument,
        side=side,
        type=ORDER_TYPE.from_wire(message.type, "ticket.type"),
        quantity=_quantity(message, instrument, find_mark, side, price),
        time_in_force=TIME_IN_FORCE.optional_from_wire(
            message.time_in_force, "ticket.time_in_force"
        ),
        price=price,
        trigger_price=optional_from_wire(message.trigger_price, "ticket.trigger_price"),
        trailing_distance=(
            trailing_from_wire(message.trailing) if message.HasField("trailing") else None
        ),
        post_only=message.post_only,
        reduce_only=message.reduce_only,
        expires_ns=time_from_wire(message.expire_time, "ticket.expire_time"),
        stop_price=optional_from_wire(protection.stop_price, "ticket.protection.stop_price"),
        target_price=optional_from_wire(protection.target_price, "ticket.protection.target_price"),
        strategy=message.strategy,
    )


def what_if(ticket: Ticket, account: str) -> VerdictRequest:
    """What to ask risk where nothing is to happen: without a cause, so without an id."""
    return replace(request_of_ticket(ticket, account, "what-if"), cause="", request_id="")


def preview(
    request: VerdictRequest,
    verdict: Verdict,
    instrument: Instrument,
    mark: Mark | None,
    held: Position,
    cash: Balance,
    now_ns: int,
) -> order_command_pb2.OrderPreview:
    """What an order would cost, and whether it would be allowed.

    The book's depth is not looked at: what takes is priced at the best quote.
    """
    allowed = isinstance(verdict, Approved)
    quantity = verdict.quantity if isinstance(verdict, Approved) else request.quantity or Decimal(0)
    found = order_command_pb2.OrderPreview(
        allowed=allowed,
        reasons=() if isinstance(verdict, Approved) else map(reason_to_wire, verdict.reasons),
        rules=rules_to_wire(verdict.rules),
        quantity=decimal_to_wire(quantity, "quantity"),
        position_after=decimal_to_wire(held.quantity + quantity * request.side.sign, "position"),
        price_age_ms=0 if mark is None else max(0, now_ns - mark.time_ns) // NS_A_MS,
    )
    price = price_of(request.side, request.price, mark)
    if price is None:
        return found
    value = value_of(instrument, quantity, price)
    rate = instrument.maker_fee if request.post_only else instrument.taker_fee
    fee = value * rate
    found.estimated_price = decimal_to_wire(price, "estimated_price")
    found.notional.CopyFrom(amount_to_wire(value, instrument.settlement))
    found.fee.CopyFrom(amount_to_wire(fee, instrument.settlement))
    found.initial_margin.CopyFrom(amount_to_wire(value, instrument.settlement))
    after = cash.free - fee - value * request.side.sign
    found.free_after.CopyFrom(amount_to_wire(after, instrument.settlement))
    if mark is not None and mark.price:
        # A statistic: how far from the middle it would meet the book.
        away = (price - mark.price) * request.side.sign
        found.slippage_basis_points = float(away) / float(mark.price) * BASIS_POINTS
    return found


def price_of(side: Side, limit: Decimal | None, mark: Mark | None) -> Decimal | None:
    """The price that an order would meet: its limit, else the best quote, else the mark."""
    if limit is not None:
        return limit
    if mark is None:
        return None
    quoted = mark.ask if side is Side.BUY else mark.bid
    return quoted or mark.price


def _quantity(
    message: order_pb2.OrderTicket,
    instrument: Instrument,
    find_mark: FindMark,
    side: Side,
    price: Decimal | None,
) -> Decimal | None:
    match message.WhichOneof("amount"):
        case "quantity":
            return decimal_from_wire(message.quantity, "ticket.quantity")
        case "sized_by_risk":
            return None
        case _:
            notional = decimal_from_wire(message.notional, "ticket.notional")
    met = price_of(side, price, find_mark(instrument.id))
    if met is None:
        raise PreconditionError(
            f"no price of {instrument.id} is known, so a notional cannot become a quantity; give"
            " a quantity, or wait for market data",
            reason="NO_PRICE",
        )
    # An inverse contract is worth its multiplier in quote, whatever the price.
    worth = instrument.multiplier if instrument.inverse else instrument.multiplier * met
    steps = divide(notional, worth * instrument.size_increment, 0, Rounding.DOWN)
    if steps <= 0:
        raise InvalidArgumentError(
            f"notional {notional:f} is less than one step of {instrument.id}'s size",
            fields={"ticket.notional": "must buy at least one step of the size"},
        )
    return steps * instrument.size_increment
