"""A desk with its shell's hands, for the tests of the desk and its parts."""

from dataclasses import replace
from decimal import Decimal

from services.execution.desk import DeskState, ExecutionDesk
from services.execution.intents import Ignored, IgnoredReason
from services.execution.venue import (
    OrderAccepted,
    OrderCanceled,
    OrderFilled,
    PlaceOrderList,
    VenueCommand,
    VenueReport,
)
from tradewire.errors import NotFoundError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import SECOND_NS
from tradewire.orders import (
    Balance,
    CancelCause,
    Liquidity,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    Side,
)
from tradewire.signals import Signal
from tradewire.verdicts import (
    Approved,
    VerdictRequest,
    order_digest,
)

K = OrderEventKind
S = OrderState
NOW = 1_000 * SECOND_NS
PERP = Instrument(
    id="BTC-USDT-PERP.BINANCE",
    kind=InstrumentKind.PERPETUAL,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-3,
    price_increment=Decimal("0.01"),
    size_increment=Decimal("0.001"),
    min_quantity=Decimal("0.001"),
    min_notional=Decimal(5),
    maker_fee=Decimal(0),
    taker_fee=Decimal(0),
    shortable=True,
)
SPOT = replace(PERP, id="BTC-USDT.BINANCE", kind=InstrumentKind.SPOT, shortable=False)
ALL = {PERP.id: PERP, SPOT.id: SPOT}


def lookup(name: str) -> Instrument:
    """The instrument, as a catalogue would give it."""
    if name not in ALL:
        raise NotFoundError(f"instrument {name} is unknown")
    return ALL[name]


class Floor:
    """A desk with its shell's hands: approves, reports, and counts what comes out."""

    def __init__(self, of: Instrument = PERP, state: DeskState | None = None) -> None:
        opening = (Balance("paper", "USDT", Decimal(100_000)),)
        self.desk = ExecutionDesk("paper", lookup, state or DeskState(balances=opening))
        self.of = of
        self.now = NOW
        self.signals = 0
        self.trades = 0

    def signal(self, **terms: object) -> Signal:
        """The next signal of the demo strategy."""
        self.signals += 1
        base = Signal(
            signal_id=f"{self.signals:032x}",
            strategy="demo",
            ordinal=self.signals,
            account="paper",
            instrument=self.of.id,
            created_ns=self.now,
        )
        return replace(base, **terms)  # type: ignore[arg-type]  # the terms are a signal's fields

    def ask(self, **terms: object) -> VerdictRequest:
        """Intake of a signal that must lead to a request."""
        request = self.desk.intake(self.signal(**terms), self.now)
        assert isinstance(request, VerdictRequest), request
        return request

    def ignored(self, **terms: object) -> IgnoredReason:
        """Intake of a signal that must lead to none."""
        answer = self.desk.intake(self.signal(**terms), self.now)
        assert isinstance(answer, Ignored), answer
        return answer.reason

    def approve(self, request: VerdictRequest, quantity: str = "1") -> list[VenueCommand]:
        """Apply an approval that fits."""
        size = request.quantity or Decimal(quantity)
        verdict = Approved(
            f"v-{request.request_id}", size, order_digest(request, size), self.now + SECOND_NS, ()
        )
        return self.desk.apply_verdict(request, verdict, self.now)

    def send(self, **terms: object) -> Order:
        """A signal's order, approved and submitted."""
        request = self.ask(**terms)
        self.approve(request)
        return self.desk.order(request.client_order_id)

    def buy(self, quantity: str = "1", **terms: object) -> Order:
        """A market buy of the signal, filled whole at 100."""
        order = self.send(side=Side.BUY, quantity=Decimal(quantity), **terms)
        self.report(self.fill(order, quantity))
        return self.desk.order(order.order_id)

    def fill(self, order: Order, quantity: str, price: str = "100", trade: str = "") -> OrderFilled:
        """A fill of the order."""
        self.trades += 1
        return OrderFilled(
            order.client_order_id,
            f"v{order.order_id}",
            self.now,
            trade or f"t{self.trades}",
            Decimal(price),
            Decimal(quantity),
            Liquidity.TAKER,
            Decimal("0.01"),
            "USDT",
        )

    def report(self, *reports: VenueReport) -> list[VenueCommand]:
        """What the venue reported in one turn."""
        return self.desk.on_reports(reports, self.now)

    def accept(self, order: Order) -> OrderAccepted:
        """The acknowledgement of an order."""
        return OrderAccepted(order.client_order_id, f"v{order.order_id}", self.now)

    def cancel(self, order: Order, cause: CancelCause = CancelCause.REQUEST) -> OrderCanceled:
        """The end of an order."""
        return OrderCanceled(order.client_order_id, f"v{order.order_id}", self.now, cause)

    def state(self, order: Order) -> OrderState:
        """Where the order stands now."""
        return self.desk.order(order.order_id).state

    def held(self) -> Decimal:
        """The signed position."""
        return self.desk.position(self.of.id).quantity

    def kinds(self) -> list[OrderEventKind]:
        """The kinds of the order events since the last look."""
        return [e.kind for e in self.desk.take_events() if isinstance(e, OrderEvent)]


PROTECTED = {"stop_price": Decimal(90), "target_price": Decimal(120)}


def pair(commands: list[VenueCommand]) -> tuple[Order, Order]:
    """The stop and target of the one pair among the commands."""
    lists = [each for each in commands if isinstance(each, PlaceOrderList)]
    assert len(lists) == 1
    stop, target = lists[0].orders
    return stop, target
