"""What execution asks of risk and what risk answers, on the wire."""

from tradewire.codec.amounts import amount_to_wire
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.enums import ORDER_TYPE, REASON, SIDE, TIME_IN_FORCE
from tradewire.codec.rules import rules_from_wire, rules_to_wire
from tradewire.codec.times import optional_time_to_wire, time_from_wire, time_to_wire
from tradewire.decimals import ZERO
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.orders import Leg, OrderType, TimeInForce
from tradewire.risk.v1 import verdict_pb2, verdict_requests_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import (
    Approved,
    RefusalReason,
    Refused,
    RuleResult,
    Verdict,
    VerdictGiven,
    VerdictRequest,
)

# The contract's bounds on words.
SIZING_CHARACTERS_MAX = 500
REFUSAL_CHARACTERS_MAX = 2000

RETRYABLE = frozenset(
    {
        RefusalReason.STALE_DATA,
        RefusalReason.NO_PRICE,
        RefusalReason.ORDER_RATE,
        RefusalReason.APPROVAL_PENDING,
        RefusalReason.NOT_RECONCILED,
        RefusalReason.RISK_UNAVAILABLE,
        RefusalReason.APPROVAL_EXPIRED,
        RefusalReason.VENUE_NOT_RECONCILED,
        RefusalReason.VENUE_MARKET_CLOSED,
        RefusalReason.VENUE_RATE_LIMIT,
        RefusalReason.VENUE_CLOCK_SKEW,
    }
)
"""Reasons that may pass by themselves: those whose comment in the contract says retry."""


def default_time_in_force(order_type: OrderType) -> TimeInForce:
    """What an unspecified time in force means: the contract's comment at TimeInForce."""
    return TimeInForce.IOC if order_type is OrderType.MARKET else TimeInForce.GTC


def verdict_request_to_wire(
    request: VerdictRequest,
    *,
    validate_only: bool = False,
    orders_position: StreamPosition | None = None,
) -> verdict_requests_pb2.CheckOrderRequest:
    """The message that asks for a verdict.

    Args:
        request: what is asked.
        validate_only: ask what it would be.
        orders_position: up to where the caller knows the account's orders and positions; None
            where what risk knows will do.
    """
    return verdict_requests_pb2.CheckOrderRequest(
        order=proposed_order_to_wire(request),
        request_id=request.request_id,
        validate_only=validate_only,
        orders_position=orders_position,
    )


def verdict_request_from_wire(
    message: verdict_requests_pb2.CheckOrderRequest,
) -> VerdictRequest:
    """What a message asks.

    Raises:
        InvalidArgumentError: the message breaks the contract, or its client order id is
            not that of its cause, account and leg.
        UnimplementedError: it trails by basis points.
    """
    return proposed_order_from_wire(message.order, message.request_id)


def proposed_order_to_wire(request: VerdictRequest) -> verdict_pb2.ProposedOrder:
    """The order that a verdict is asked on. Without a cause, as in a what-if, it has no id."""
    return verdict_pb2.ProposedOrder(
        account=request.account,
        client_order_id=request.client_order_id if request.cause else "",
        strategy=request.strategy,
        cause=request.cause,
        instrument=request.instrument,
        side=SIDE.numbers[request.side],
        quantity=decimal_to_wire(request.quantity, "quantity"),
        type=ORDER_TYPE.numbers[request.type],
        price=decimal_to_wire(request.price, "price"),
        trigger_price=decimal_to_wire(request.trigger_price, "trigger_price"),
        trailing_distance=decimal_to_wire(request.trailing_distance, "trailing_distance"),
        stop_price=decimal_to_wire(request.stop_price, "stop_price"),
        target_price=decimal_to_wire(request.target_price, "target_price"),
        reduce_only=request.reduce_only,
        post_only=request.post_only,
        time_in_force=TIME_IN_FORCE.numbers[request.time_in_force],
        confidence=request.confidence,
        signal_expire_time=optional_time_to_wire(request.expires_ns),
        leg=request.leg.value if request.cause else "",
        replaced_client_order_id=request.replaces,
    )


def proposed_order_from_wire(
    message: verdict_pb2.ProposedOrder, request_id: str = ""
) -> VerdictRequest:
    """What is asked about the order of a message; raises as ``verdict_request_from_wire``."""
    if message.trailing_basis_points:
        raise UnimplementedError(
            "verdicts on trailing by basis points are in the contract and not built"
        )
    order_type = ORDER_TYPE.from_wire(message.type, "order.type")
    in_force = TIME_IN_FORCE.optional_from_wire(message.time_in_force, "order.time_in_force")
    request = VerdictRequest(
        request_id=request_id,
        cause=message.cause,
        account=message.account,
        strategy=message.strategy,
        instrument=message.instrument,
        side=SIDE.from_wire(message.side, "order.side"),
        type=order_type,
        time_in_force=in_force or default_time_in_force(order_type),
        quantity=optional_from_wire(message.quantity, "order.quantity"),
        price=optional_from_wire(message.price, "order.price"),
        stop_price=optional_from_wire(message.stop_price, "order.stop_price"),
        target_price=optional_from_wire(message.target_price, "order.target_price"),
        reduce_only=message.reduce_only,
        post_only=message.post_only,
        confidence=message.confidence,
        expires_ns=time_from_wire(message.signal_expire_time, "order.signal_expire_time"),
        trigger_price=optional_from_wire(message.trigger_price, "order.trigger_price"),
        trailing_distance=optional_from_wire(message.trailing_distance, "order.trailing_distance"),
        leg=_leg(message.leg),
        replaces=message.replaced_client_order_id,
    )
    # The approval is bound to the id, so one hashed by another rule could never be used.
    if message.client_order_id and message.client_order_id != request.client_order_id:
        raise InvalidArgumentError(
            f"client order id {message.client_order_id} is not the one hashed from"
            f" {request.cause}, {request.account} and {request.leg}",
            reason="CLIENT_ORDER_ID_MISMATCH",
            fields={"order.client_order_id": "must be hashed from cause, account and leg"},
        )
    return request


def verdict_to_wire(
    given: VerdictGiven,
    *,
    trace_id: str = "",
    orders_position: StreamPosition | None = None,
    validate_only: bool = False,
) -> verdict_pb2.Verdict:
    """The message of a verdict beside what was asked.

    Args:
        given: the verdict and its request.
        trace_id: of the call, 32 hex digits; empty for none.
        orders_position: up to where risk knew the account's orders.
        validate_only: a what-if: it has no id and reserves nothing.
    """
    verdict = given.verdict
    message = verdict_pb2.Verdict(
        verdict="" if validate_only else verdict.verdict_id,
        order=proposed_order_to_wire(given.request),
        rules=rules_to_wire(verdict.rules),
        create_time=time_to_wire(given.created_ns),
        orders_position=orders_position,
        trace_id=trace_id,
        validate_only=validate_only,
    )
    match verdict:
        case Approved():
            message.approved.CopyFrom(_approved_to_wire(verdict, validate_only=validate_only))
            if verdict.sizing:
                message.sizing.detail = verdict.sizing[:SIZING_CHARACTERS_MAX]
                message.sizing.quantity = decimal_to_wire(verdict.quantity, "quantity")
        case Refused():
            message.refused.CopyFrom(_refused_to_wire(verdict))
    return message


def verdict_from_wire(message: verdict_pb2.Verdict) -> Verdict:
    """The verdict of a message; a refusal's reasons in the order of its rules.

    Raises:
        InvalidArgumentError: the message breaks the contract.
    """
    rules = rules_from_wire(message.rules)
    match message.WhichOneof("decision"):
        case "approved":
            approved = message.approved
            reserved = approved.reserved
            return Approved(
                verdict_id=message.verdict,
                quantity=decimal_from_wire(approved.quantity, "approved.quantity"),
                digest=approved.order_digest,
                expires_ns=time_from_wire(approved.expire_time, "approved.expire_time"),
                rules=rules,
                sizing=message.sizing.detail,
                reserved=optional_from_wire(reserved.amount, "approved.reserved") or ZERO,
                reserved_asset=reserved.asset,
            )
        case "refused":
            reasons = [REASON.from_wire(code, "reasons") for code in message.refused.reasons]
            return Refused(message.verdict, _in_rules_order(reasons, rules), rules)
        case _:
            raise InvalidArgumentError(
                f"verdict {message.verdict} has no decision, or one unknown to this version",
                fields={"decision": "must be set"},
            )


def verdict_given_from_wire(message: verdict_pb2.Verdict) -> VerdictGiven:
    """The verdict of a message beside what was asked; the request id is not in it.

    Raises:
        InvalidArgumentError: the message breaks the contract.
        UnimplementedError: as ``verdict_request_from_wire``.
    """
    return VerdictGiven(
        request=proposed_order_from_wire(message.order),
        verdict=verdict_from_wire(message),
        created_ns=time_from_wire(message.create_time, "create_time"),
    )


def _approved_to_wire(approved: Approved, *, validate_only: bool) -> verdict_pb2.Approved:
    # An approval holds one reservation at most, so the verdict's id names it.
    held = approved.reserved > 0 and not validate_only
    amount = amount_to_wire(approved.reserved, approved.reserved_asset)
    return verdict_pb2.Approved(
        quantity=decimal_to_wire(approved.quantity, "quantity"),
        order_digest=approved.digest,
        expire_time=time_to_wire(approved.expires_ns),
        reservation=approved.verdict_id if held else "",
        reserved=amount if approved.reserved_asset else None,
    )


def _refused_to_wire(refused: Refused) -> verdict_pb2.Refused:
    return verdict_pb2.Refused(
        reasons=sorted({REASON.numbers[reason] for reason in refused.reasons}),
        message=refused.message[:REFUSAL_CHARACTERS_MAX],
        retryable=all(reason in RETRYABLE for reason in refused.reasons),
    )


def _in_rules_order(
    reasons: list[RefusalReason], rules: tuple[RuleResult, ...]
) -> tuple[RefusalReason, ...]:
    failed = [rule.reason for rule in rules if not rule.passed]
    ordered = [reason for reason in failed if reason in reasons]
    return tuple(dict.fromkeys([*ordered, *reasons]))


def _leg(text: str) -> Leg:
    try:
        return Leg(text) if text else Leg.ENTRY
    except ValueError:
        raise InvalidArgumentError(
            f"leg {text[:30]!r} must be one of {', '.join(Leg)}",
            fields={"order.leg": "must be a leg"},
        ) from None
