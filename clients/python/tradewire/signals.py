"""A signal: what a strategy wants, and the evidence it wants it by."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tradewire.orders import OrderType, Side, TimeInForce
from tradewire.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class TickEvidence:
    """The market event a strategy acted on.

    Stamps are Unix nanoseconds, 0 where the hop did not happen: ``venue_ns`` the
    venue's, ``received_ns`` the feed's on the run's clock, ``published_ns`` and
    ``handled_ns`` wall clock.
    """

    instrument: str
    type: str
    sequence: int
    price: Decimal
    venue_ns: int
    received_ns: int
    published_ns: int = 0
    handled_ns: int = 0


@quickly_made
@dataclass(frozen=True, slots=True)
class Evidence:
    """Why: the tick, the indicators' values (floats: statistics), the reason in words."""

    tick: TickEvidence | None = None
    indicators: tuple[tuple[str, float], ...] = ()
    reason: str = ""


class SignalState(StrEnum):
    """Where a signal stands."""

    PENDING_APPROVAL = "PENDING_APPROVAL"
    """Waits for a person; not yet published to execution."""
    PUBLISHED = "PUBLISHED"
    """Given, or approved: execution acts on it."""
    HANDLED = "HANDLED"
    """Execution made an order of it or refused it; ``outcome`` tells."""
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class SignalOutcome:
    """What became of a signal: the order's ids, empty for none, and why it was refused."""

    order_id: str = ""
    client_order_id: str = ""
    reasons: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Signal:
    """What a strategy wants done.

    Exactly one of these intents:
      - ``side`` (with ``quantity``, or None: risk sizes it),
      - ``target_position``: the signed quantity to hold afterwards (0 closes).

    Attributes:
        signal_id: 32 hex digits, hashed from log, strategy and ordinal.
        ordinal: the strategy's count of signals, from 1, persisted.
        price: limit price in quote; None for market.
        stop_price, target_price: protective exit prices in quote; None for none.
        reduce_only: may only close or reduce.
        confidence: 0 to 1, a statistic.
        created_ns: on the run's clock; expires_ns: 0 for never.
        trigger_price: of stop and take-profit types, in quote.
        trailing_distance: of trailing stops, in quote.
        order_expires_ns: end of a GTD order; 0 for none.
        traceparent: W3C trace context of the trace it opened; empty for none.
        outcome: what became of it; None until it is handled.
    """

    signal_id: str
    strategy: str
    ordinal: int
    account: str
    instrument: str
    created_ns: int
    side: Side | None = None
    quantity: Decimal | None = None
    target_position: Decimal | None = None
    type: OrderType = OrderType.MARKET
    price: Decimal | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool = False
    reduce_only: bool = False
    stop_price: Decimal | None = None
    target_price: Decimal | None = None
    confidence: float = 1.0
    expires_ns: int = 0
    evidence: Evidence = field(default_factory=Evidence)
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    order_expires_ns: int = 0
    traceparent: str = ""
    state: SignalState = SignalState.PUBLISHED
    outcome: SignalOutcome | None = None


class SignalDecision(StrEnum):
    """What a person decided about a signal that waited for approval."""

    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class SignalDecided:
    """A person approved or declined a signal; ``signal`` is the signal after it."""

    signal: Signal
    decision: SignalDecision
    actor: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SignalStateChanged:
    """A signal was handled or expired; ``outcome`` is None where it expired."""

    signal_id: str
    previous_state: SignalState
    state: SignalState
    outcome: SignalOutcome | None = None


SignalEvent = Signal | SignalDecided | SignalStateChanged
