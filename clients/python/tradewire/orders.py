"""Orders, fills, positions and balances as values, and the events that change them.

The names are the contract's without their prefix, so that wire and domain map
one to one.
"""

from dataclasses import dataclass
from decimal import Decimal

from tradewire.decimals import ZERO
from tradewire.values import Word, quickly_made


class Side(Word):
    """Which way an order, a trade or a fill goes."""

    BUY = "BUY"
    SELL = "SELL"

    @property
    def sign(self) -> int:
        """+1 for a buy, -1 for a sell."""
        return 1 if self is Side.BUY else -1

    @property
    def opposite(self) -> "Side":
        """The other side."""
        return Side.SELL if self is Side.BUY else Side.BUY


class OrderType(Word):
    """How an order meets the book; see the contract for each value's meaning."""

    MARKET = "MARKET"
    LIMIT = "LIMIT"
    STOP_MARKET = "STOP_MARKET"
    STOP_LIMIT = "STOP_LIMIT"
    TAKE_PROFIT_MARKET = "TAKE_PROFIT_MARKET"
    TAKE_PROFIT_LIMIT = "TAKE_PROFIT_LIMIT"
    TRAILING_STOP_MARKET = "TRAILING_STOP_MARKET"


class TimeInForce(Word):
    """How long an order stays."""

    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"
    GTD = "GTD"
    DAY = "DAY"


class Liquidity(Word):
    """Whether a fill rested in the book or took from it: which fee it pays."""

    MAKER = "MAKER"
    TAKER = "TAKER"


class Leg(Word):
    """Which order of its cause an order is; part of the client order id."""

    ENTRY = "entry"
    EXIT = "exit"
    STOP = "stop"
    TARGET = "target"
    SLICE = "slice"


class OrderState(Word):
    """Where an order stands."""

    SUBMITTED = "SUBMITTED"
    """Committed by us and sent or about to be; the venue has not answered."""
    IN_DOUBT = "IN_DOUBT"
    """Sent, and the answer was lost: the venue must be asked by client order id."""
    ACCEPTED = "ACCEPTED"
    """Resting at the venue, nothing filled."""
    TRIGGERED = "TRIGGERED"
    """A stop or take-profit whose trigger was reached, working at the venue."""
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    """Filled in part, the rest working."""
    PENDING_REPLACE = "PENDING_REPLACE"
    """A replace was sent; fills may still come."""
    PENDING_CANCEL = "PENDING_CANCEL"
    """A cancel was sent; fills may still come."""
    FILLED = "FILLED"
    """Filled whole. Final."""
    CANCELED = "CANCELED"
    """Ended by us or the venue. Final, but for a late fill."""
    EXPIRED = "EXPIRED"
    """Ended by its time in force. Final, but for a late fill."""
    REJECTED = "REJECTED"
    """Refused by the venue, definitively. Final."""
    DENIED = "DENIED"
    """Refused by risk; never sent. Final."""

    @property
    def is_final(self) -> bool:
        """True where nothing more is expected from the venue."""
        return self in _FINAL

    @property
    def is_open(self) -> bool:
        """True where the order may still fill by right."""
        return self not in _FINAL


_FINAL = frozenset(
    {
        OrderState.FILLED,
        OrderState.CANCELED,
        OrderState.EXPIRED,
        OrderState.REJECTED,
        OrderState.DENIED,
    }
)


class OrderEventKind(Word):
    """What happened to an order, past tense."""

    SUBMITTED = "SUBMITTED"
    DENIED = "DENIED"
    ADOPTED = "ADOPTED"
    """Found at the venue; nobody here had placed it."""
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    IN_DOUBT = "IN_DOUBT"
    """A command was sent and its outcome is not known."""
    RESOLVED = "RESOLVED"
    """The venue was asked and an in-doubt order is in doubt no more."""
    TRIGGERED = "TRIGGERED"
    FILLED = "FILLED"
    """A fill, partial or last; ``fill`` is set."""
    CANCEL_REQUESTED = "CANCEL_REQUESTED"
    CANCEL_REJECTED = "CANCEL_REJECTED"
    CANCELED = "CANCELED"
    REPLACE_REQUESTED = "REPLACE_REQUESTED"
    REPLACE_REJECTED = "REPLACE_REJECTED"
    REPLACED = "REPLACED"
    EXPIRED = "EXPIRED"
    ANOMALY = "ANOMALY"
    """An impossible transition: recorded and alarmed, it changed nothing."""


class OrderCommand(Word):
    """Which command to a venue a doubt is about."""

    SUBMIT = "SUBMIT"
    REPLACE = "REPLACE"
    CANCEL = "CANCEL"


class DoubtCause(Word):
    """Why a command's outcome is not known. None of them is a refusal."""

    TIMEOUT = "TIMEOUT"
    DISCONNECTED = "DISCONNECTED"
    SERVER_ERROR = "SERVER_ERROR"
    UNREADABLE = "UNREADABLE"
    RESTARTED = "RESTARTED"


class CancelCause(Word):
    """Why an order was, or is to be, canceled; see the contract for each."""

    REQUEST = "REQUEST"
    SIGNAL = "SIGNAL"
    DIRECTIVE = "DIRECTIVE"
    ONE_CANCELS_OTHER = "ONE_CANCELS_OTHER"
    UNFILLED_REST = "UNFILLED_REST"
    REDUCED = "REDUCED"
    SELF_TRADE = "SELF_TRADE"
    ALGO = "ALGO"
    VENUE = "VENUE"
    EXTERNAL = "EXTERNAL"
    LIQUIDATION = "LIQUIDATION"


class BalanceCause(Word):
    """Why a balance changed; see the contract for each."""

    OPENING = "OPENING"
    FILL = "FILL"
    LOCK = "LOCK"
    FUNDING = "FUNDING"
    TRANSFER = "TRANSFER"
    RECONCILIATION = "RECONCILIATION"
    INTEREST = "INTEREST"
    CORPORATE_ACTION = "CORPORATE_ACTION"


@quickly_made
@dataclass(frozen=True, slots=True)
class Order:
    """One order as it stands after its last event.

    Attributes:
        order_id: ours, 16 hex digits.
        client_order_id: what the venue knows it by from us, 32 hex digits.
        venue_order_id: the venue's own id; empty until it answered.
        quantity: base units or contracts; 0 only where it was denied unsized.
        price: limit price in quote; None for market types.
        trigger_price: of stop and take-profit types, in quote.
        trailing_distance: of trailing stops, in quote.
        cause: ``signal:<id>``, ``request:<id>`` or ``directive:<id>``.
        leg: which order of the cause.
        slice: number of the slice, from 1, where a leg comes in parts; else 0.
        order_list_id: shared by the legs of an OCO or bracket; empty for none.
        stop_price, target_price: the protective exits asked for, in quote.
        triggered: the trigger price was reached.
        note: the caller's own words.
        trace_id: of its cause's trace, 32 hex digits; empty for none.
        filled_quantity: base units or contracts.
        filled_value: sum over fills of price times quantity, in quote.
        fee: sum over fills, in ``fee_asset``.
        reasons: refusal reason codes, where denied or rejected.
        message: the refusing side's words.
        verdict_id: the approval it was sent under; empty for cancels and closes.
        revision: how many events it has had.
        created_ns, updated_ns: on the run's clock, Unix nanoseconds.
        expires_ns: for GTD; 0 for never.
    """

    order_id: str
    client_order_id: str
    account: str
    instrument: str
    side: Side
    type: OrderType
    time_in_force: TimeInForce
    quantity: Decimal
    cause: str
    leg: Leg
    created_ns: int
    updated_ns: int
    state: OrderState = OrderState.SUBMITTED
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    post_only: bool = False
    reduce_only: bool = False
    strategy: str = ""
    signal_id: str = ""
    order_list_id: str = ""
    venue_order_id: str = ""
    filled_quantity: Decimal = ZERO
    filled_value: Decimal = ZERO
    fee: Decimal = ZERO
    fee_asset: str = ""
    reasons: tuple[str, ...] = ()
    message: str = ""
    verdict_id: str = ""
    revision: int = 0
    expires_ns: int = 0
    slice: int = 0
    stop_price: Decimal | None = None
    target_price: Decimal | None = None
    triggered: bool = False
    note: str = ""
    trace_id: str = ""

    @property
    def remaining_quantity(self) -> Decimal:
        """What has not filled; below zero after an overfill."""
        return self.quantity - self.filled_quantity


@quickly_made
@dataclass(frozen=True, slots=True)
class Fill:
    """One execution at the venue. ``venue_trade_id`` deduplicates it.

    ``price`` is in quote, ``quantity`` in base or contracts, ``fee`` (positive is
    paid, negative a rebate) in ``fee_asset``, ``event_ns`` Unix nanoseconds on
    the venue's clock (the run's event time on paper). ``realized`` is the P&L
    that it realised before the fee, in settlement; 0 where it opened or enlarged.
    ``synthetic``: reconciliation made it and no trade report of the venue did.
    """

    fill_id: str
    venue_trade_id: str
    order_id: str
    client_order_id: str
    venue_order_id: str
    account: str
    instrument: str
    side: Side
    price: Decimal
    quantity: Decimal
    fee: Decimal
    fee_asset: str
    liquidity: Liquidity
    event_ns: int
    strategy: str = ""
    realized: Decimal = ZERO
    synthetic: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class OrderEvent:
    """Something happened to an order; ``order`` is the order after it.

    Attributes:
        previous_state: the state before; None where this is the first event.
        command: of IN_DOUBT and RESOLVED: which command.
        doubt_cause: of IN_DOUBT.
        took_effect: of RESOLVED: the venue has the command's effect.
        cancel_cause: of CANCEL_REQUESTED and CANCELED.
        cause_id: of CANCEL_REQUESTED and REPLACE_REQUESTED: the request, signal or directive.
        quantity, price, trigger_price, trailing_distance: of REPLACE_REQUESTED: the new ones
            asked for; None stays.
        verdict_id: of REPLACE_REQUESTED: risk's; empty where none was needed.
        attempted: of ANOMALY: the event kind that was not allowed.
        synthetic: reconciliation found it out and the venue's own event did not.
    """

    kind: OrderEventKind
    order: Order
    event_ns: int
    fill: Fill | None = None
    reasons: tuple[str, ...] = ()
    message: str = ""
    previous_state: OrderState | None = None
    command: OrderCommand | None = None
    doubt_cause: DoubtCause | None = None
    took_effect: bool = False
    cancel_cause: CancelCause | None = None
    cause_id: str = ""
    attempted: str = ""
    synthetic: bool = False
    quantity: Decimal | None = None
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trailing_distance: Decimal | None = None
    verdict_id: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Position:
    """The net holding of one instrument in one account.

    Attributes:
        quantity: signed; base units or contracts, negative is short.
        cost: the basis of the open quantity, positive, in ``settlement``
            (linear and spot: quote value paid; inverse: coin value at entry).
        realized: P&L of closed quantity before fees, in ``settlement``.
        fees: paid so far, in ``settlement``.
    """

    account: str
    instrument: str
    settlement: str
    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    realized: Decimal = ZERO
    fees: Decimal = ZERO
    opened_ns: int = 0
    updated_ns: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account has of one asset; ``locked`` of it is bound by open orders."""

    account: str
    asset: str
    total: Decimal
    locked: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What can still be bound."""
        return self.total - self.locked


@dataclass(frozen=True, slots=True)
class PositionChanged:
    """A position after a fill; ``fill_id`` is empty where none changed it."""

    position: Position
    event_ns: int
    fill_id: str = ""


@dataclass(frozen=True, slots=True)
class BalanceChanged:
    """A balance after a fill, a fee or a lock; ``change`` is that of its total."""

    balance: Balance
    event_ns: int
    cause: BalanceCause
    change: Decimal = ZERO
    fill_id: str = ""


AccountEvent = OrderEvent | PositionChanged | BalanceChanged
