"""A signal: what a strategy wants, and the evidence it wants it by."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tradewire.orders import OrderType, Side, TimeInForce


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
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"


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
