"""A small market for the paper venue's tests: instruments, events and orders in few words."""

from decimal import Decimal

from services.execution.paper import PaperVenue
from services.execution.venue import CancelRejected, OrderFilled, OrderRejected, VenueReport
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import BookUpdate, Candle, Interval, Quote, Trade
from tradewire.orders import Balance, Leg, Order, OrderType, Side, TimeInForce
from tradewire.verdicts import RefusalReason

MS = 1_000_000
LATENCY_NS = 10 * MS


def instrument(kind: InstrumentKind = InstrumentKind.SPOT, **changes: object) -> Instrument:
    """BTC against USDT, prices in cents, sizes in thousandths."""
    fields: dict[str, object] = {
        "id": "BTC-USDT.TEST",
        "kind": kind,
        "venue_symbol": "BTCUSDT",
        "base": "BTC",
        "quote": "USDT",
        "settlement": "USDT",
        "price_exponent": -2,
        "size_exponent": -3,
        "price_increment": Decimal("0.01"),
        "size_increment": Decimal("0.001"),
        "min_quantity": Decimal("0.001"),
        "min_notional": Decimal(5),
        "maker_fee": Decimal("0.001"),
        "taker_fee": Decimal("0.002"),
        **changes,
    }
    return Instrument(**fields)  # type: ignore[arg-type]  # the table is right


SPOT = instrument()
PERP = instrument(InstrumentKind.PERPETUAL, id="BTC-PERP.TEST", shortable=True)


class Pit:
    """A venue, its clock, and shorthands that speak in whole units of price."""

    def __init__(
        self, of: Instrument = SPOT, cash: str = "100000", latency: int = LATENCY_NS
    ) -> None:
        balances = [Balance("paper", "USDT", Decimal(cash))]
        self.of = of
        self.now = 1_000 * MS
        self.count = 0
        self.venue = PaperVenue(
            account="paper",
            log_id="log",
            instruments=[SPOT, PERP] if of in (SPOT, PERP) else [of],
            balances=balances,
            latency_ns=latency,
        )

    def order(self, side: Side, quantity: str, **terms: object) -> Order:
        """An order with the next client order id."""
        self.count += 1
        fields: dict[str, object] = {
            "order_id": f"{self.count:016x}",
            "client_order_id": f"{self.count:032x}",
            "account": "paper",
            "instrument": self.of.id,
            "side": side,
            "type": OrderType.LIMIT if "price" in terms else OrderType.MARKET,
            "time_in_force": TimeInForce.GTC if "price" in terms else TimeInForce.IOC,
            "quantity": Decimal(quantity),
            "cause": "request:x",
            "leg": Leg.ENTRY,
            "created_ns": self.now,
            "updated_ns": self.now,
            **terms,
        }
        return Order(**fields)  # type: ignore[arg-type]  # the table is right

    def place(self, *orders: Order) -> list[VenueReport]:
        """Send, let it arrive, hand over what came of it."""
        if len(orders) == 1:
            self.venue.place(orders[0], self.now)
        else:
            self.venue.place_list(orders, self.now)
        return self.arrive()

    def arrive(self) -> list[VenueReport]:
        """Let everything under way arrive."""
        self.now += LATENCY_NS
        self.venue.advance(self.now)
        return self.venue.take_reports()

    def quote(self, bid: int, bid_size: int, ask: int, ask_size: int) -> list[VenueReport]:
        """A quote, prices in cents and sizes in thousandths."""
        self.now += MS
        self.venue.on_market(Quote(self.of, bid, bid_size, ask, ask_size, 0, self.now, self.now))
        return self.venue.take_reports()

    def trade(self, price: int, size: int, aggressor: Side = Side.SELL) -> list[VenueReport]:
        """A trade."""
        self.now += MS
        self.venue.on_market(Trade(self.of, price, size, aggressor, "t", self.now, self.now))
        return self.venue.take_reports()

    def book(
        self, bids: list[tuple[int, int]], asks: list[tuple[int, int]], *, snapshot: bool = False
    ) -> list[VenueReport]:
        """A book update that follows the one before."""
        self.now += MS
        first = 1 if snapshot else self._last + 1
        self._last = first
        before = 0 if snapshot else first - 1
        update = BookUpdate(
            *(self.of, snapshot, first, first, before),
            *(tuple(bids), tuple(asks), self.now, self.now),
        )
        self.venue.on_market(update)
        return self.venue.take_reports()

    _last = 0

    def candle(
        self, prices: tuple[int, int, int, int], interval: Interval = Interval.M1
    ) -> list[VenueReport]:
        """The next candle: open, high, low, close."""
        open_ns = self.now + -self.now % interval.ns
        self.now = open_ns + interval.ns
        candle = Candle(self.of, interval, open_ns, *prices, 1_000, 0, 1, self.now)
        self.venue.on_market(candle)
        return self.venue.take_reports()


def fills(reports: list[VenueReport]) -> list[tuple[str, str]]:
    """Price and quantity of each fill, as text."""
    found = [each for each in reports if isinstance(each, OrderFilled)]
    return [(f"{each.price:f}", f"{each.quantity:f}") for each in found]


def names(reports: list[VenueReport]) -> list[str]:
    """What was reported, by type."""
    return [type(each).__name__ for each in reports]


def reason(reports: list[VenueReport]) -> RefusalReason:
    """Why the only order was refused."""
    (report,) = reports
    assert isinstance(report, OrderRejected | CancelRejected)
    return report.reasons[0]


def bought(pit: Pit, quantity: str = "1") -> None:
    """Hold some, from a quote at 100 that stays."""
    pit.quote(9_990, 5_000, 10_000, 5_000)
    pit.place(pit.order(Side.BUY, quantity))
    pit.trade(10_000, 1)


def oco(pit: Pit, stop: str = "98.00", target: str = "104.00", quantity: str = "1") -> None:
    """Rest a stop and a target for what is held."""
    shared: dict[str, object] = {"reduce_only": True, "order_list_id": "list"}
    reports = pit.place(
        pit.order(
            Side.SELL,
            quantity,
            type=OrderType.STOP_MARKET,
            time_in_force=TimeInForce.GTC,
            trigger_price=Decimal(stop),
            **shared,
        ),
        pit.order(Side.SELL, quantity, price=Decimal(target), **shared),
    )
    assert names(reports) == ["OrderAccepted", "OrderAccepted"]
