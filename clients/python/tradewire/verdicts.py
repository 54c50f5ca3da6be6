"""Risk's answer to an order: Approved or Refused, with every rule's value and limit.

Also what risk commands by itself: directives.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tradewire.decimals import ZERO, canonical
from tradewire.ids import client_order_id
from tradewire.orders import Leg, OrderType, Side, TimeInForce
from tradewire.values import quickly_made


class RefusalReason(StrEnum):
    """Why an order was refused.

    The contract's RefusalReason without its prefix; each value's meaning is told there.
    """

    POSITION_SIZE = "POSITION_SIZE"
    EXPOSURE = "EXPOSURE"
    POSITION_COUNT = "POSITION_COUNT"
    INSUFFICIENT_CAPITAL = "INSUFFICIENT_CAPITAL"
    LEVERAGE = "LEVERAGE"
    DAILY_LOSS = "DAILY_LOSS"
    MONTHLY_LOSS = "MONTHLY_LOSS"
    STOP_REQUIRED = "STOP_REQUIRED"
    TARGET_REQUIRED = "TARGET_REQUIRED"
    PRICE_INCREMENT = "PRICE_INCREMENT"
    SIZE_INCREMENT = "SIZE_INCREMENT"
    MIN_QUANTITY = "MIN_QUANTITY"
    MAX_QUANTITY = "MAX_QUANTITY"
    MIN_NOTIONAL = "MIN_NOTIONAL"
    DUPLICATE_ORDER = "DUPLICATE_ORDER"
    STALE_DATA = "STALE_DATA"
    NO_PRICE = "NO_PRICE"
    KILL_SWITCH = "KILL_SWITCH"
    CIRCUIT_BREAKER = "CIRCUIT_BREAKER"
    REDUCE_ONLY = "REDUCE_ONLY"
    NOTHING_TO_REDUCE = "NOTHING_TO_REDUCE"
    PRICE_BAND = "PRICE_BAND"
    ORDER_RATE = "ORDER_RATE"
    OPEN_ORDER_COUNT = "OPEN_ORDER_COUNT"
    VALUE_AT_RISK = "VALUE_AT_RISK"
    CORRELATION = "CORRELATION"
    DRAWDOWN = "DRAWDOWN"
    SHORT_NOT_ALLOWED = "SHORT_NOT_ALLOWED"
    INSTRUMENT_NOT_ALLOWED = "INSTRUMENT_NOT_ALLOWED"
    NO_LIMITS = "NO_LIMITS"
    SIZED_TO_ZERO = "SIZED_TO_ZERO"
    SIGNAL_EXPIRED = "SIGNAL_EXPIRED"
    CONFIDENCE = "CONFIDENCE"
    APPROVAL_PENDING = "APPROVAL_PENDING"
    APPROVAL_DECLINED = "APPROVAL_DECLINED"
    NOT_RECONCILED = "NOT_RECONCILED"
    LIQUIDATION_DISTANCE = "LIQUIDATION_DISTANCE"
    FUNDING = "FUNDING"
    RISK_UNAVAILABLE = "RISK_UNAVAILABLE"
    APPROVAL_EXPIRED = "APPROVAL_EXPIRED"
    APPROVAL_MISMATCH = "APPROVAL_MISMATCH"
    ACCOUNT_DISABLED = "ACCOUNT_DISABLED"
    ACCOUNT_HALTED = "ACCOUNT_HALTED"
    ENVIRONMENT = "ENVIRONMENT"
    VENUE_NOT_RECONCILED = "VENUE_NOT_RECONCILED"
    UNSUPPORTED = "UNSUPPORTED"
    VENUE_UNKNOWN_INSTRUMENT = "VENUE_UNKNOWN_INSTRUMENT"
    VENUE_MARKET_CLOSED = "VENUE_MARKET_CLOSED"
    VENUE_INSUFFICIENT_BALANCE = "VENUE_INSUFFICIENT_BALANCE"
    VENUE_INVALID_PRICE = "VENUE_INVALID_PRICE"
    VENUE_INVALID_QUANTITY = "VENUE_INVALID_QUANTITY"
    VENUE_MIN_NOTIONAL = "VENUE_MIN_NOTIONAL"
    VENUE_POST_ONLY_WOULD_TAKE = "VENUE_POST_ONLY_WOULD_TAKE"
    VENUE_REDUCE_ONLY = "VENUE_REDUCE_ONLY"
    VENUE_WOULD_TRIGGER = "VENUE_WOULD_TRIGGER"
    VENUE_FILL_OR_KILL = "VENUE_FILL_OR_KILL"
    VENUE_DUPLICATE_CLIENT_ORDER_ID = "VENUE_DUPLICATE_CLIENT_ORDER_ID"
    VENUE_UNKNOWN_ORDER = "VENUE_UNKNOWN_ORDER"
    VENUE_ORDER_CLOSED = "VENUE_ORDER_CLOSED"
    VENUE_RATE_LIMIT = "VENUE_RATE_LIMIT"
    VENUE_AUTHENTICATION = "VENUE_AUTHENTICATION"
    VENUE_ACCOUNT_RESTRICTED = "VENUE_ACCOUNT_RESTRICTED"
    VENUE_TOO_MANY_ORDERS = "VENUE_TOO_MANY_ORDERS"
    VENUE_SELF_TRADE = "VENUE_SELF_TRADE"
    VENUE_POSITION_LIMIT = "VENUE_POSITION_LIMIT"
    VENUE_CLOCK_SKEW = "VENUE_CLOCK_SKEW"
    VENUE_NO_LIQUIDITY = "VENUE_NO_LIQUIDITY"
    VENUE_NOT_SHORTABLE = "VENUE_NOT_SHORTABLE"
    VENUE_PATTERN_DAY_TRADER = "VENUE_PATTERN_DAY_TRADER"
    VENUE_OTHER = "VENUE_OTHER"


class RuleResult(NamedTuple):
    """One rule as evaluated: every rule is, whatever the others say.

    ``value`` was held against ``limit``, both in ``unit`` and printed for people
    and programs alike; ``limit`` is empty where none is set. A named tuple, because
    each verdict makes thirty within a tenth of a millisecond.
    """

    rule: str
    passed: bool
    reason: RefusalReason
    value: str
    limit: str
    unit: str
    detail: str = ""
    limit_source: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class VerdictRequest:
    """What execution asks of risk before it opens, enlarges or closes anything.

    ``request_id`` makes a repeat return the first answer. ``quantity`` None asks
    risk to size the order. ``cause`` and ``leg`` are those of the order. A price
    of None is a market order. ``replaces`` is the client order id of the open order that
    gets these terms, whose ``quantity`` is what would be left to fill; empty for a new one.
    """

    request_id: str
    cause: str
    account: str
    strategy: str
    instrument: str
    side: Side
    type: OrderType
    time_in_force: TimeInForce
    quantity: Decimal | None
    price: Decimal | None
    stop_price: Decimal | None
    target_price: Decimal | None
    reduce_only: bool
    post_only: bool
    confidence: float
    expires_ns: int
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    leg: Leg = Leg.ENTRY
    replaces: str = ""

    @property
    def client_order_id(self) -> str:
        """The client order id that the order will have."""
        return client_order_id(self.cause, self.account, self.leg.value)


def order_digest(request: VerdictRequest, quantity: Decimal) -> str:
    """What an approval of ``quantity`` binds: 64 hex digits of SHA-256.

    Over the lines that the contract lists at ``risk.v1.Approved.order_digest``,
    so that a program in any language computes the same.
    """
    text = (
        f"account={request.account}\n"
        f"client_order_id={request.client_order_id}\n"
        f"instrument={request.instrument}\n"
        f"side={request.side}\n"
        f"type={request.type}\n"
        f"time_in_force={request.time_in_force}\n"
        f"quantity={canonical(quantity)}\n"
        f"price={_canonical_or_empty(request.price)}\n"
        f"trigger_price={_canonical_or_empty(request.trigger_price)}\n"
        f"trailing_distance={_canonical_or_empty(request.trailing_distance)}\n"
        "trailing_basis_points=\n"
        f"stop_price={_canonical_or_empty(request.stop_price)}\n"
        f"target_price={_canonical_or_empty(request.target_price)}\n"
        f"reduce_only={'true' if request.reduce_only else 'false'}\n"
        f"post_only={'true' if request.post_only else 'false'}\n"
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical_or_empty(value: Decimal | None) -> str:
    return canonical(value) if value is not None else ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Approved:
    """The order may be sent: once, as described by ``digest``, until ``expires_ns``.

    ``reserved`` is the value and fees held for it, in ``reserved_asset``; 0 where it
    only reduces.
    """

    verdict_id: str
    quantity: Decimal
    digest: str
    expires_ns: int
    rules: tuple[RuleResult, ...]
    sizing: str = ""
    reserved: Decimal = ZERO
    reserved_asset: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Refused:
    """The order may not be sent: every reason that failed, in the rules' order."""

    verdict_id: str
    reasons: tuple[RefusalReason, ...]
    rules: tuple[RuleResult, ...]

    @property
    def message(self) -> str:
        """The failing rules' details in one line."""
        return "; ".join(rule.detail or rule.rule for rule in self.rules if not rule.passed)


Verdict = Approved | Refused


class DirectiveCause(StrEnum):
    """Why risk directs something; see the contract for each."""

    STOP_PRICE = "STOP_PRICE"
    TARGET_PRICE = "TARGET_PRICE"
    TRAILING_STOP = "TRAILING_STOP"
    HOLDING_TIME = "HOLDING_TIME"
    LIMIT = "LIMIT"
    LIQUIDATION_DISTANCE = "LIQUIDATION_DISTANCE"
    CIRCUIT_BREAKER = "CIRCUIT_BREAKER"
    KILL_SWITCH = "KILL_SWITCH"


class TradingState(StrEnum):
    """What may be traded."""

    ACTIVE = "ACTIVE"
    """Everything that the limits allow."""
    REDUCING = "REDUCING"
    """Only what makes a position smaller."""
    HALTED = "HALTED"
    """Only cancels, and closes that a directive asks for."""


class ReleaseCause(StrEnum):
    """Why a reservation was released."""

    ORDER_CLOSED = "ORDER_CLOSED"
    APPROVAL_EXPIRED = "APPROVAL_EXPIRED"
    HALT = "HALT"
    REPLACED = "REPLACED"


@dataclass(frozen=True, slots=True)
class CloseRequested:
    """Risk wants a position closed: execution sends a reduce-only market order.

    An empty ``instrument`` means every position of ``strategy``, or of the account
    where that is empty too; a ``quantity`` of None means the whole position.
    ``reason`` is for people, ``source`` the path of what caused it.
    """

    directive_id: str
    account: str
    instrument: str
    quantity: Decimal | None
    reason: str
    created_ns: int
    cause: DirectiveCause = DirectiveCause.LIMIT
    strategy: str = ""
    source: str = ""
    traceparent: str = ""


@dataclass(frozen=True, slots=True)
class Halted:
    """Trading stops: scope ``*``, ``account:<id>`` or ``strategy:<id>``.

    ``cancel_orders``: open orders are canceled; ``close_positions``: and
    positions closed. ``trading_state`` is what may still be traded, REDUCING or
    HALTED. ``account`` is whose stream it is in: a halt of everything, or of a
    strategy, is one directive for each account.
    """

    directive_id: str
    scope: str
    reason: str
    created_ns: int
    cancel_orders: bool = True
    close_positions: bool = False
    account: str = ""
    trading_state: TradingState = TradingState.HALTED
    cause: DirectiveCause = DirectiveCause.KILL_SWITCH
    source: str = ""
    traceparent: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Trading goes on for the scope, in ``account``."""

    directive_id: str
    scope: str
    reason: str
    created_ns: int
    account: str = ""
    cause: DirectiveCause = DirectiveCause.KILL_SWITCH
    source: str = ""
    traceparent: str = ""


Directive = CloseRequested | Halted | Resumed


@quickly_made
@dataclass(frozen=True, slots=True)
class VerdictGiven:
    """A verdict as risk's log records it, beside what was asked."""

    request: VerdictRequest
    verdict: Verdict
    created_ns: int


@quickly_made
@dataclass(frozen=True, slots=True)
class ReservationReleased:
    """Exposure reserved under an approval is free again: used, expired or ended.

    ``released`` is in ``released_asset``.
    """

    verdict_id: str
    account: str
    cause: ReleaseCause
    created_ns: int
    client_order_id: str = ""
    released: Decimal = ZERO
    released_asset: str = ""


RiskEvent = VerdictGiven | ReservationReleased | CloseRequested | Halted | Resumed
