"""An order at the paper venue: what remains of it, what triggers it, where it queues."""

from dataclasses import dataclass, field
from decimal import Decimal

from services.execution.venue import OrderFilled
from tradewire.decimals import ZERO
from tradewire.instruments import Instrument
from tradewire.market import Candle
from tradewire.orders import CancelCause, Order, OrderState, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason

DAY_NS = 86_400_000_000_000

LIMITED = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT})
"""Types that have a price."""
TRIGGERED = frozenset(
    {
        OrderType.STOP_MARKET,
        OrderType.STOP_LIMIT,
        OrderType.TAKE_PROFIT_MARKET,
        OrderType.TAKE_PROFIT_LIMIT,
    }
)
"""Types that have a trigger price."""
TRAILING = frozenset({OrderType.TRAILING_STOP_MARKET})
"""Types whose trigger follows the price; the first is reckoned from the price at arrival."""
_STOPS = {OrderType.STOP_MARKET, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP_MARKET}


@dataclass(slots=True)
class Working:
    """One order as the venue has it; prices and sizes are the instrument's integers.

    Attributes:
        remaining: what can still fill; less than what has not where a sibling filled some.
        trigger: the price that wakes it; None where it is awake, and of a trailing stop before
            the first price.
        trailing: of a trailing stop that is asleep, the distance to the best price.
        queue_ahead: what must trade at its price before it does; None while that is unknown.
        best: of a trailing stop, the best price since it came.
        rested: on candles, a limit that did not fill at the first open it met.
        reasons, message: why it was rejected.
    """

    order: Order
    instrument: Instrument
    venue_order_id: str
    arrived_ns: int
    remaining: int
    limit: int | None
    trigger: int | None
    trailing: int | None
    expires_ns: int
    state: OrderState = OrderState.ACCEPTED
    queue_ahead: int | None = 0
    best: int | None = None
    cancel_cause: CancelCause = CancelCause.VENUE
    fills: list[OrderFilled] = field(default_factory=list)
    rested: bool = False
    reasons: tuple[RefusalReason, ...] = ()
    message: str = ""

    @property
    def side(self) -> Side:
        """Which way it goes."""
        return self.order.side

    @property
    def is_open(self) -> bool:
        """Whether it can still fill."""
        return self.state.is_open

    @property
    def is_asleep(self) -> bool:
        """Whether it waits for its trigger."""
        return self.trigger is not None or self.trailing is not None

    @property
    def is_stop(self) -> bool:
        """Whether its trigger protects against a worse price rather than waits for a better."""
        return self.order.type in _STOPS

    @property
    def filled(self) -> Decimal:
        """What has filled, in base units or contracts."""
        return sum((each.quantity for each in self.fills), ZERO)

    @property
    def takes_only(self) -> bool:
        """Whether what does not fill at once is canceled.

        A stop that woke on a thin market works on: its rest still protects something.
        """
        if self.order.time_in_force in {TimeInForce.IOC, TimeInForce.FOK}:
            return True
        return self.order.type is OrderType.MARKET

    @property
    def wakes_above(self) -> bool:
        """Whether a price at or above the trigger wakes it; else one at or below does."""
        return self.is_stop == (self.side is Side.BUY)

    def is_reached_by(self, price: int) -> bool:
        """Whether ``price`` wakes it."""
        if self.trigger is None:
            return False
        return price >= self.trigger if self.wakes_above else price <= self.trigger

    def sleeps_through(self, candle: Candle) -> bool:
        """Whether a bar leaves the order as it is: nothing in its range wakes, fills or moves it.

        True for most bars that a stop and its target live through, of which nothing more need be
        asked then. An order whose first bar this may be is none of them.
        """
        if self.trailing is not None or not (self.is_asleep or self.rested):
            return False
        if self.trigger is not None:
            worst = candle.high_mantissa if self.wakes_above else candle.low_mantissa
            return not self.is_reached_by(worst)
        if self.limit is None or self.takes_only:
            return False
        best = candle.low_mantissa if self.side is Side.BUY else candle.high_mantissa
        return not self.crosses(best)

    def wake(self) -> None:
        """Wait for no trigger any more."""
        self.trigger = self.trailing = None
        self.state = OrderState.TRIGGERED

    def trail(self, price: int) -> bool:
        """Let a trailing stop's trigger follow a price that got better; True where it moved.

        The first price sets it.
        """
        if self.trailing is None:
            return False
        sign = -self.side.sign
        if self.best is not None and (price - self.best) * sign <= 0:
            return False
        self.best = price
        self.trigger = price - self.trailing * sign
        return True

    def trail_by(self, distance: int) -> None:
        """Follow at another distance from the best price so far."""
        self.trailing = distance
        if self.best is not None:
            self.trigger = self.best + distance * self.side.sign

    def crosses(self, price: int) -> bool:
        """Whether a limit order is worth filling at ``price`` of the other side."""
        return self.limit is None or (self.limit - price) * self.side.sign >= 0


def begin(order: Order, instrument: Instrument, venue_order_id: str, now_ns: int) -> Working:
    """The order as it arrives at ``now_ns``; its type decides which of its prices count.

    Raises:
        InvalidArgumentError: a price or the quantity is no multiple of the instrument's units.
    """

    def units(price: Decimal | None, types: frozenset[OrderType]) -> int | None:
        if price is None or order.type not in types:
            return None
        return instrument.price_mantissa(price)

    return Working(
        order=order,
        instrument=instrument,
        venue_order_id=venue_order_id,
        arrived_ns=now_ns,
        remaining=instrument.size_mantissa(order.quantity),
        limit=units(order.price, LIMITED),
        trigger=units(order.trigger_price, TRIGGERED),
        trailing=units(order.trailing_distance, TRAILING),
        expires_ns=_expiry(order, now_ns),
    )


def refused(
    order: Order, instrument: Instrument, now_ns: int, reason: RefusalReason, message: str
) -> Working:
    """An order that the venue never took: kept to answer for it."""
    return Working(
        order=order,
        instrument=instrument,
        venue_order_id="",
        arrived_ns=now_ns,
        remaining=0,
        limit=None,
        trigger=None,
        trailing=None,
        expires_ns=0,
        state=OrderState.REJECTED,
        reasons=(reason,),
        message=message,
    )


def _expiry(order: Order, now_ns: int) -> int:
    """When it ends by itself; 0 for never. A day ends at midnight UTC: venues are open 24x7."""
    if order.time_in_force is TimeInForce.GTD:
        return order.expires_ns
    if order.time_in_force is TimeInForce.DAY:
        return now_ns - now_ns % DAY_NS + DAY_NS
    return 0
