"""The desk, driven as its shell drives it: signals and reports in, commands and events out."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.execution import blotter, protection
from services.execution.blotter import OrderRecord
from services.execution.desk import DeskState, ExecutionDesk
from services.execution.doubts import UNKNOWN_GRACE_NS
from services.execution.intents import Ignored, IgnoredReason, Ticket
from services.execution.venue import (
    CancelOrder,
    CancelRejected,
    OrderAccepted,
    OrderCanceled,
    OrderExpired,
    OrderFilled,
    OrderRejected,
    OrderSnapshot,
    OrderTriggered,
    OrderUnknown,
    PlaceOrder,
    PlaceOrderList,
    QueryOrder,
    VenueCommand,
    VenueReport,
)
from tradewire.decimals import EXACT
from tradewire.errors import InvalidArgumentError, NotFoundError, PreconditionError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import SECOND_NS
from tradewire.orders import (
    Balance,
    BalanceChanged,
    CancelCause,
    DoubtCause,
    Leg,
    Liquidity,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderType,
    PositionChanged,
    Side,
    TimeInForce,
)
from tradewire.signals import Signal
from tradewire.verdicts import (
    Approved,
    CloseRequested,
    Halted,
    RefusalReason,
    Refused,
    Resumed,
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


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


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


# -- from a signal to an order -----------------------------------------------------------


def test_an_approved_signal_becomes_a_submitted_order_and_one_command() -> None:
    """The command carries the order as the event does."""
    floor = Floor()
    request = floor.ask(side=Side.BUY)
    assert (request.quantity, request.leg, request.time_in_force) == (
        None,
        Leg.ENTRY,
        TimeInForce.IOC,
    )
    commands = floor.approve(request, "0.5")
    order = floor.desk.order(request.client_order_id)
    assert commands == [PlaceOrder(order)]
    assert (order.state, order.quantity, order.signal_id) == (
        S.SUBMITTED,
        Decimal("0.5"),
        f"{1:032x}",
    )
    (event,) = floor.desk.take_events()
    assert isinstance(event, OrderEvent)
    assert (event.kind, event.order) == (K.SUBMITTED, order)


def test_a_refused_signal_becomes_a_denied_order_with_every_reason_and_no_command() -> None:
    """Nothing is sent, and a person can read why."""
    floor = Floor()
    request = floor.ask(side=Side.BUY)
    reasons = (RefusalReason.EXPOSURE, RefusalReason.LEVERAGE)
    assert floor.desk.apply_verdict(request, Refused("v1", reasons, ()), NOW) == []
    order = floor.desk.order(request.client_order_id)
    assert (order.state, order.reasons, order.quantity) == (
        S.DENIED,
        ("EXPOSURE", "LEVERAGE"),
        Decimal(0),
    )
    assert floor.kinds() == [K.DENIED]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"digest": "0" * 64}, "APPROVAL_MISMATCH"),
        ({"quantity": Decimal(2)}, "APPROVAL_MISMATCH"),
        ({"expires_ns": NOW}, "APPROVAL_EXPIRED"),
    ],
)
def test_an_approval_that_does_not_fit_denies_the_order(
    change: dict[str, object], reason: str
) -> None:
    """It is bound to one order and a short time."""
    floor = Floor()
    request = floor.ask(side=Side.BUY, quantity=Decimal(1))
    fits = Approved("v1", Decimal(1), order_digest(request, Decimal(1)), NOW + 1, ())
    verdict = replace(fits, **change)  # type: ignore[arg-type]  # fields of an approval
    assert floor.desk.apply_verdict(request, verdict, NOW) == []
    assert floor.desk.order(request.client_order_id).reasons == (reason,)


def test_an_approval_is_good_for_one_order() -> None:
    """A second order under it is denied, a repeat of the first is nothing."""
    floor = Floor()
    first, second = (floor.ask(side=Side.BUY, quantity=Decimal(1)) for _ in range(2))
    for request in (first, first, second):
        digest = order_digest(request, Decimal(1))
        floor.desk.apply_verdict(request, Approved("v1", Decimal(1), digest, NOW + 1, ()), NOW)
    assert floor.desk.order(second.client_order_id).reasons == ("APPROVAL_MISMATCH",)
    assert floor.kinds() == [K.SUBMITTED, K.DENIED]


def test_the_digest_is_the_one_that_the_contract_writes_down() -> None:
    """A golden vector: sha256sum of the lines in risk/v1/verdict.proto's order."""
    request = Floor().ask(side=Side.BUY, quantity=Decimal("1.50"), **PROTECTED)
    assert (
        order_digest(request, Decimal("1.50"))
        == "debf54096e58f353cd38b4977b7503cfecd125cbd127bed2ad533ca94c0c5de8"
    )
    assert order_digest(request, Decimal("1.5")) == order_digest(request, Decimal("1.50"))


def test_signals_that_cannot_lead_to_an_order_are_ignored_with_their_reason() -> None:
    """Each says what was wrong with it."""
    floor = Floor()
    assert floor.ignored(side=Side.BUY, expires_ns=NOW) is IgnoredReason.EXPIRED
    assert floor.ignored(side=Side.BUY, account="other") is IgnoredReason.OTHER_ACCOUNT
    assert floor.ignored(side=Side.BUY, instrument="X.Y") is IgnoredReason.UNKNOWN_INSTRUMENT
    assert floor.ignored(side=Side.BUY, type=OrderType.STOP_MARKET) is IgnoredReason.UNSUPPORTED
    assert floor.ignored() is IgnoredReason.UNSUPPORTED
    assert floor.ignored(target_position=Decimal(0)) is IgnoredReason.NOTHING_HELD
    assert floor.ignored(side=Side.SELL, reduce_only=True) is IgnoredReason.NOTHING_HELD
    twice = floor.signal(side=Side.BUY)
    floor.desk.intake(twice, NOW)
    again = floor.desk.intake(twice, NOW)
    assert isinstance(again, Ignored)
    assert again.reason is IgnoredReason.REPEATED


def test_a_target_is_reached_from_what_is_held_and_what_works() -> None:
    """Orders on their way count as done."""
    floor = Floor()
    floor.buy("1")
    request = floor.ask(target_position=Decimal(3))
    assert (request.side, request.quantity, request.leg) == (Side.BUY, Decimal(2), Leg.ENTRY)
    floor.approve(request)
    assert floor.ignored(target_position=Decimal(3)) is IgnoredReason.ALREADY_THERE
    turn = floor.ask(target_position=Decimal(-1))
    assert (turn.side, turn.quantity, turn.reduce_only) == (Side.SELL, Decimal(4), False)


def test_a_target_cancels_resting_orders_that_pull_the_other_way() -> None:
    """The command comes out though no order is asked for."""
    floor = Floor()
    resting = floor.send(
        side=Side.BUY, quantity=Decimal(1), type=OrderType.LIMIT, price=Decimal(90)
    )
    assert floor.ignored(target_position=Decimal(0)) is IgnoredReason.NOTHING_HELD
    (command,) = floor.desk.take_commands()
    assert isinstance(command, CancelOrder)
    assert floor.state(resting) is S.PENDING_CANCEL


def test_closing_twice_sends_one_exit() -> None:
    """The second finds the first under way."""
    floor = Floor()
    floor.buy("1")
    close = floor.ask(target_position=Decimal(0), **PROTECTED)
    assert (close.leg, close.reduce_only, close.stop_price) == (Leg.EXIT, True, None)
    floor.approve(close)
    assert floor.ignored(target_position=Decimal(0)) is IgnoredReason.ALREADY_CLOSING
    assert floor.ignored(side=Side.SELL, reduce_only=True) is IgnoredReason.ALREADY_CLOSING


def test_a_sell_of_spot_without_a_quantity_closes_the_whole_position() -> None:
    """What cannot be sold short can only be sold off."""
    floor = Floor(SPOT)
    floor.buy("1")
    request = floor.ask(side=Side.SELL)
    assert (request.quantity, request.leg, request.reduce_only) == (Decimal(1), Leg.EXIT, True)
    assert Floor(SPOT).ignored(side=Side.SELL) is IgnoredReason.NOTHING_HELD


def test_a_reduce_only_sell_never_asks_for_more_than_is_held() -> None:
    """And more than is held of spot is left for risk to refuse."""
    floor = Floor()
    floor.buy("1")
    assert floor.ask(side=Side.SELL, quantity=Decimal(9), reduce_only=True).quantity == 1
    assert floor.ask(side=Side.SELL, quantity=Decimal(9)).leg is Leg.ENTRY


# -- fills, money and repeats --------------------------------------------------------------


def test_a_fill_gives_order_position_and_balance_events_in_this_order_once() -> None:
    """A repeat of the trade gives none."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.take_events()
    fill = floor.fill(order, "1")
    floor.report(fill)
    events = floor.desk.take_events()
    assert [type(event) for event in events] == [OrderEvent, PositionChanged, BalanceChanged]
    assert floor.report(fill) == []
    assert floor.desk.take_events() == []
    assert floor.desk.fill_count == 1
    dirty = floor.desk.take_dirty()
    assert [o.state for o in dirty.orders] == [S.FILLED]
    assert [f.venue_trade_id for f in dirty.fills] == [fill.venue_trade_id]
    assert (len(dirty.positions), len(dirty.balances)) == (1, 1)
    assert dirty.causes == (f"signal:{1:032x}",)
    assert floor.desk.take_dirty().orders == ()


def test_the_fill_of_a_close_tells_what_it_realised() -> None:
    """Before its fee."""
    floor = Floor()
    floor.buy("1")
    order = floor.send(target_position=Decimal(0))
    floor.report(floor.fill(order, "1", "130"))
    assert floor.desk.take_dirty().fills[-1].realized == 30
    assert floor.desk.ledger.realized("USDT") == 30


def test_an_impossible_report_is_an_anomaly_that_changes_nothing() -> None:
    """Recorded and alarmed, never applied."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.report(OrderRejected(order.client_order_id, (RefusalReason.VENUE_OTHER,), "no", NOW))
    before = floor.desk.order(order.order_id)
    floor.kinds()
    floor.report(floor.accept(order))
    assert floor.kinds() == [K.ANOMALY]
    assert floor.desk.order(order.order_id) == before


def test_an_overfill_is_booked_and_alarmed() -> None:
    """The position is what the venue says it is."""
    floor = Floor()
    order = floor.buy("1")
    floor.kinds()
    floor.report(floor.fill(order, "1"))
    assert floor.kinds() == [K.FILLED, K.ANOMALY]
    assert floor.held() == 2


def test_a_report_of_an_order_that_left_memory_is_a_stray_until_it_is_readmitted() -> None:
    """Its fill is then booked, and once."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(2))
    other = Floor()
    fill = floor.fill(order, "1")
    other.report(fill)
    assert other.desk.take_strays() == [fill]
    other.desk.readmit(OrderRecord(order, frozenset({"t0"})))
    other.report(fill, fill, replace(fill, venue_trade_id="t0"))
    assert other.held() == 1
    assert other.desk.take_strays() == []


def test_closed_orders_leave_memory_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open ones stay, and so does the position."""
    monkeypatch.setattr(blotter, "CLOSED_ORDERS_MAX", 3)
    floor = Floor()
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    closed = [floor.buy("1") for _ in range(5)]
    assert [o.order_id for o in floor.desk.orders()] == [
        resting.order_id,
        *(o.order_id for o in closed[-3:]),
    ]
    with pytest.raises(NotFoundError, match="in memory"):
        floor.desk.order(closed[0].order_id)
    assert floor.held() == 5


def test_an_account_with_too_many_open_orders_opens_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A loop that orders for ever ends here."""
    monkeypatch.setattr(blotter, "OPEN_ORDERS_MAX", 1)
    floor = Floor()
    floor.send(side=Side.BUY)
    assert floor.send(side=Side.BUY).reasons == ("OPEN_ORDER_COUNT",)


def test_causes_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is forgotten first."""
    monkeypatch.setattr(blotter, "CAUSES_REMEMBERED_MAX", 2)
    recent = blotter.Recent(["a"])
    assert not recent.add("a")
    assert recent.add("b")
    assert recent.add("c")
    assert recent.ids() == ("b", "c")


# -- stop and target -----------------------------------------------------------------------


def test_a_filled_entry_is_protected_by_a_pair_that_cancels_each_other() -> None:
    """Reduce-only, of the quantity that filled."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    assert (stop.type, stop.trigger_price, stop.price) == (OrderType.STOP_MARKET, Decimal(90), None)
    assert (target.type, target.price) == (OrderType.LIMIT, Decimal(120))
    assert stop.order_list_id == target.order_list_id != ""
    for leg in (stop, target):
        assert (leg.side, leg.quantity, leg.reduce_only) == (Side.SELL, Decimal(1), True)
        assert (leg.cause, leg.strategy) == (order.cause, "demo")
    assert len({order.client_order_id, stop.client_order_id, target.client_order_id}) == 3


def test_an_entry_with_a_stop_alone_gets_a_stop_alone() -> None:
    """One order needs no list."""
    floor = Floor()
    order = floor.send(side=Side.SELL, quantity=Decimal(1), stop_price=Decimal(110))
    (command,) = floor.report(floor.fill(order, "1"))
    assert isinstance(command, PlaceOrder)
    assert (command.order.leg, command.order.side, command.order.order_list_id) == (
        Leg.STOP,
        Side.BUY,
        "",
    )


def test_fills_of_a_resting_entry_are_protected_as_they_come_and_never_twice() -> None:
    """Each batch has a pair of its own, and the last pair has the rest."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(10), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    sizes = []
    for _ in range(10):
        commands = floor.report(floor.fill(order, "1"))
        sizes += [c.orders[0].quantity for c in commands if isinstance(c, PlaceOrderList)]
    assert sizes == [1] * (protection.PAIRS_MAX - 1) + [10 - (protection.PAIRS_MAX - 1)]
    ids = [o.client_order_id for o in floor.desk.orders()]
    assert len(ids) == len(set(ids)) == 1 + 2 * protection.PAIRS_MAX


def test_fills_of_one_turn_share_a_pair() -> None:
    """A market order that walks the book is protected once."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(3), **PROTECTED)
    stop, _ = pair(floor.report(floor.fill(order, "1"), floor.fill(order, "2", "101")))
    assert stop.quantity == 3


def test_when_the_position_is_closed_otherwise_the_pair_is_canceled() -> None:
    """It would open a position the other way at a venue without reduce-only."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    leave = floor.send(target_position=Decimal(0))
    commands = floor.report(floor.fill(leave, "1"))
    assert [c.client_order_id for c in commands if isinstance(c, CancelOrder)] == [
        stop.client_order_id,
        target.client_order_id,
    ]
    floor.report(floor.cancel(stop), floor.cancel(target))
    events = [e for e in floor.desk.take_events() if isinstance(e, OrderEvent)]
    assert events[-1].cancel_cause is CancelCause.REDUCED
    assert floor.desk.open_orders() == ()


def test_when_the_stop_fills_the_venue_cancels_the_target_and_we_ask_for_nothing() -> None:
    """That is what a pair is for."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    stop, target = pair(floor.report(floor.fill(order, "1")))
    triggered = OrderTriggered(stop.client_order_id, "v", NOW, Decimal(89))
    assert floor.report(triggered, floor.fill(stop, "1", "89")) == []
    assert floor.report(floor.cancel(target, CancelCause.ONE_CANCELS_OTHER)) == []
    assert floor.held() == 0
    assert floor.state(target) is S.CANCELED


def test_a_late_fill_of_a_canceled_entry_is_protected_too() -> None:
    """By a pair with ids of its own."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(2), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    first, _ = pair(floor.report(floor.fill(order, "1")))
    floor.report(floor.cancel(order))
    late, _ = pair(floor.report(floor.fill(order, "0.5")))
    assert late.quantity == Decimal("0.5")
    assert late.client_order_id != first.client_order_id


def test_a_refused_pair_closes_at_the_market_what_it_was_to_protect() -> None:
    """The price was beyond the stop before it could rest; once, not once a leg."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    legs = pair(floor.report(floor.fill(order, "1")))
    why = (RefusalReason.VENUE_WOULD_TRIGGER,)
    commands = floor.report(*(OrderRejected(o.client_order_id, why, "", NOW) for o in legs))
    (command,) = commands
    assert isinstance(command, PlaceOrder)
    leave = command.order
    assert (leave.type, leave.side, leave.quantity, leave.reduce_only) == (
        OrderType.MARKET,
        Side.SELL,
        Decimal(1),
        True,
    )


def test_an_entry_that_only_turns_a_short_is_protected_for_what_it_opened() -> None:
    """What closed the short needs no stop."""
    floor = Floor()
    short = floor.send(side=Side.SELL, quantity=Decimal(1))
    floor.report(floor.fill(short, "1"))
    turn = floor.send(side=Side.BUY, quantity=Decimal(3), **PROTECTED)
    stop, _ = pair(floor.report(floor.fill(turn, "3")))
    assert stop.quantity == 2


# -- doubt -----------------------------------------------------------------------------------


def test_a_lost_submit_is_asked_about_ever_less_often_until_the_venue_answers() -> None:
    """The order counts as open all the while."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    (query,) = floor.desk.on_submit_lost(order.client_order_id, NOW)
    assert isinstance(query, QueryOrder)
    assert floor.desk.open_orders()[0].state is S.IN_DOUBT
    waits, now = [], NOW
    for _ in range(9):
        due = floor.desk.next_due_ns()
        assert due is not None
        assert floor.desk.advance(due - 1) == []
        assert len(floor.desk.advance(due)) == 1
        waits.append((due - now) // SECOND_NS)
        now = due
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    floor.report(floor.accept(order))
    assert floor.desk.next_due_ns() is None
    assert floor.state(order) is S.ACCEPTED


def test_a_snapshot_settles_the_doubt_and_brings_the_fills_that_were_missed() -> None:
    """RESOLVED first, then what the venue tells besides."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.kinds()
    fill = floor.fill(order, "1")
    answer = OrderSnapshot(order.client_order_id, "v", NOW, S.FILLED, Decimal(1), (fill,))
    floor.report(answer, answer)
    assert floor.kinds() == [K.RESOLVED, K.FILLED]
    assert floor.held() == 1
    assert floor.desk.next_due_ns() is None


def test_a_snapshot_that_tells_of_fills_without_trades_is_asked_again() -> None:
    """A fill without a price cannot be booked, nor may it be forgotten."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.CANCELED, Decimal("0.4")))
    assert floor.desk.next_due_ns() is not None


def test_no_such_order_is_believed_only_after_the_grace() -> None:
    """Before it, the submit may still be on its way."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.report(OrderUnknown(order.client_order_id, NOW))
    assert floor.state(order) is S.IN_DOUBT
    floor.now = NOW + UNKNOWN_GRACE_NS
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    after = floor.desk.order(order.order_id)
    assert (after.state, after.reasons) == (S.REJECTED, ("VENUE_UNKNOWN_ORDER",))


def test_no_such_order_means_nothing_for_an_order_that_is_in_no_doubt() -> None:
    """The venue is heard about what was asked."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.report(floor.accept(order), OrderUnknown(order.client_order_id, NOW))
    assert floor.state(order) is S.ACCEPTED


def test_a_cancel_that_was_lost_is_sent_again() -> None:
    """A halt must not fail by one lost message."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    (again,) = floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.ACCEPTED, Decimal(0)))
    assert isinstance(again, CancelOrder)
    assert floor.state(order) is S.PENDING_CANCEL
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.CANCELED, Decimal(0)))
    assert floor.state(order) is S.CANCELED


def test_an_order_that_the_venue_has_no_more_after_a_lost_cancel_is_canceled() -> None:
    """It was there once, so it was not rejected."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    floor.desk.on_cancel_lost(order.client_order_id, NOW)
    floor.now = NOW + UNKNOWN_GRACE_NS
    floor.report(OrderUnknown(order.client_order_id, floor.now))
    assert floor.state(order) is S.CANCELED


def test_a_cancel_refused_because_the_order_is_closed_asks_how_it_ended() -> None:
    """Its end was lost on the way."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(order))
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    closed = (RefusalReason.VENUE_ORDER_CLOSED,)
    (query,) = floor.report(CancelRejected(order.client_order_id, closed, "", NOW))
    assert isinstance(query, QueryOrder)
    floor.report(
        OrderSnapshot(order.client_order_id, "v", NOW, S.EXPIRED, Decimal(0)),
        OrderExpired(order.client_order_id, "v", NOW),
    )
    assert floor.state(order) is S.EXPIRED


def test_a_query_about_a_submitted_order_tells_that_it_was_accepted_and_triggered() -> None:
    """As reconciliation asks."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1))
    floor.kinds()
    floor.report(OrderSnapshot(order.client_order_id, "v", NOW, S.TRIGGERED, Decimal(0)))
    assert floor.kinds() == [K.ACCEPTED, K.TRIGGERED]


# -- directives and requests -----------------------------------------------------------------


def test_a_directive_closes_a_position_without_an_approval_once() -> None:
    """By a reduce-only market order; what could enlarge it is canceled first."""
    floor = Floor()
    floor.buy("2")
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    directive = CloseRequested("d1", "paper", PERP.id, None, "stop", NOW)
    first, second = floor.desk.on_directive(directive, NOW)
    assert isinstance(first, CancelOrder)
    assert first.client_order_id == resting.client_order_id
    assert isinstance(second, PlaceOrder)
    order = second.order
    assert (order.side, order.quantity, order.reduce_only) == (Side.SELL, Decimal(2), True)
    assert order.cause == "directive:d1"
    assert floor.desk.on_directive(directive, NOW) == []
    again = replace(directive, directive_id="d2")
    assert floor.desk.on_directive(again, NOW) == []


def test_a_directive_for_every_position_or_a_part_of_one_is_followed() -> None:
    """An empty instrument names them all."""
    floor = Floor()
    floor.buy("2")
    part = CloseRequested("d1", "paper", PERP.id, Decimal("0.5"), "reduce", NOW)
    (command,) = floor.desk.on_directive(part, NOW)
    assert isinstance(command, PlaceOrder)
    assert command.order.quantity == Decimal("0.5")
    (rest,) = floor.desk.on_directive(CloseRequested("d2", "paper", "", None, "", NOW), NOW)
    assert isinstance(rest, PlaceOrder)
    assert rest.order.quantity == Decimal("1.5")
    other = CloseRequested("d3", "other", PERP.id, None, "", NOW)
    assert floor.desk.on_directive(other, NOW) == []


def test_a_halt_cancels_what_may_open_and_voids_approvals_until_resumed() -> None:
    """Orders that only reduce stay where the position stays."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    legs = pair(floor.report(floor.fill(order, "1")))
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    pending = floor.ask(side=Side.BUY)
    (command,) = floor.desk.on_directive(Halted("d1", "*", "kill", NOW), NOW)
    assert isinstance(command, CancelOrder)
    assert command.client_order_id == resting.client_order_id
    assert all(floor.state(leg) is S.SUBMITTED for leg in legs)
    assert floor.approve(pending) == []
    assert floor.desk.order(pending.client_order_id).reasons == ("KILL_SWITCH",)
    assert floor.desk.take_dirty().halts == ("*",)
    leave = floor.ask(target_position=Decimal(0))
    assert len(floor.approve(leave)) == 1
    floor.desk.on_directive(Resumed("d2", "*", "", NOW), NOW)
    assert floor.send(side=Side.BUY).state is S.SUBMITTED


def test_a_halt_that_closes_takes_the_protective_orders_too() -> None:
    """They would have nothing left to protect."""
    floor = Floor()
    order = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    floor.report(floor.fill(order, "1"))
    halt = Halted("d1", "account:paper", "kill", NOW, close_positions=True)
    commands = floor.desk.on_directive(halt, NOW)
    assert [type(each) for each in commands] == [CancelOrder, CancelOrder, PlaceOrder]


def test_a_strategys_halt_leaves_the_others_alone() -> None:
    """Its orders, and the positions of instruments that it ordered."""
    floor = Floor()
    mine = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    theirs = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1), strategy="other")
    floor.buy("1")
    halt = Halted("d1", "strategy:demo", "", NOW, close_positions=True)
    commands = floor.desk.on_directive(halt, NOW)
    assert floor.state(mine) is S.PENDING_CANCEL
    assert isinstance(commands[-1], PlaceOrder)
    assert commands[-1].order.strategy == "demo"
    assert floor.send(side=Side.BUY, strategy="other").state is S.SUBMITTED
    assert floor.send(side=Side.BUY).reasons == ("KILL_SWITCH",)
    assert floor.desk.on_directive(Halted("d2", "account:else", "", NOW), NOW) == []
    assert floor.state(theirs) is S.PENDING_CANCEL


def test_a_users_order_goes_through_the_same_check_and_a_repeat_gets_the_first_answer() -> None:
    """One request id, one order."""
    floor = Floor()
    ticket = Ticket(PERP.id, Side.BUY, OrderType.LIMIT, Decimal(1), price=Decimal(99))
    request = floor.desk.submit_request(ticket, "r1")
    assert isinstance(request, VerdictRequest)
    assert (request.cause, request.time_in_force) == ("request:r1", TimeInForce.GTC)
    floor.approve(request)
    assert floor.desk.submit_request(ticket, "r1") == floor.desk.order(request.client_order_id)
    with pytest.raises(NotFoundError):
        floor.desk.submit_request(replace(ticket, instrument="X.Y"), "r2")


def test_a_user_closes_a_position_also_when_risk_is_down() -> None:
    """Reduce-only at the market; more than is held, or nothing held, is refused."""
    floor = Floor()
    with pytest.raises(PreconditionError, match="holds nothing"):
        floor.desk.close_position(PERP.id, "r0")
    floor.buy("1")
    with pytest.raises(PreconditionError, match="close that or less"):
        floor.desk.close_position(PERP.id, "r0", Decimal(2))
    request = floor.desk.close_position(PERP.id, "r1")
    assert isinstance(request, VerdictRequest)
    (command,) = floor.desk.send_close(request, NOW)
    assert isinstance(command, PlaceOrder)
    assert floor.desk.send_close(request, NOW) == []
    floor.report(floor.fill(command.order, "1"))
    assert floor.desk.close_position(PERP.id, "r1") == floor.desk.order(request.client_order_id)
    with pytest.raises(InvalidArgumentError, match="needs an approval"):
        floor.desk.send_close(floor.ask(side=Side.BUY, quantity=Decimal(1)), NOW)


def test_cancel_all_cancels_what_fits_and_a_closed_order_is_left_alone() -> None:
    """By instrument, strategy and side."""
    floor = Floor()
    low = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    high = floor.send(side=Side.SELL, type=OrderType.LIMIT, price=Decimal(999))
    assert floor.desk.cancel_all("r1", NOW, strategy="other") == []
    assert len(floor.desk.cancel_all("r2", NOW, side=Side.BUY)) == 1
    assert (floor.state(low), floor.state(high)) == (S.PENDING_CANCEL, S.SUBMITTED)
    assert len(floor.desk.cancel_all("r3", NOW, instrument=PERP.id)) == 1
    floor.report(floor.cancel(low))
    assert floor.desk.cancel_order(low.client_order_id, "r4", NOW) == []


# -- restart -----------------------------------------------------------------------------------


def test_a_desk_goes_on_from_what_another_exported() -> None:
    """It knows signals, trades, halts, approvals and how far entries are protected."""
    floor = Floor()
    order = floor.send(
        side=Side.BUY, quantity=Decimal(2), type=OrderType.LIMIT, price=Decimal(100), **PROTECTED
    )
    fill = floor.fill(order, "1")
    first, _ = pair(floor.report(fill))
    floor.desk.on_directive(Halted("d1", "strategy:x", "", NOW), NOW)
    again = Floor(state=floor.desk.export())
    assert again.desk.export() == floor.desk.export()
    assert again.report(fill) == []
    assert again.ignored(side=Side.BUY) is IgnoredReason.REPEATED
    again.trades = 50
    second, _ = pair(again.report(again.fill(order, "1")))
    assert second.client_order_id != first.client_order_id


def test_after_a_restart_every_unanswered_command_is_in_doubt() -> None:
    """Whether it was sent nobody knows."""
    floor = Floor()
    sent = floor.send(side=Side.BUY, quantity=Decimal(1))
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.report(floor.accept(resting))
    floor.desk.cancel_order(resting.order_id, "r1", NOW)
    again = Floor(state=floor.desk.export())
    assert [type(each) for each in again.desk.on_restart(NOW)] == [QueryOrder, QueryOrder]
    events = [e for e in again.desk.take_events() if isinstance(e, OrderEvent)]
    assert {e.doubt_cause for e in events} == {DoubtCause.RESTARTED}
    assert (again.state(sent), again.state(resting)) == (S.IN_DOUBT, S.IN_DOUBT)
    third = Floor(state=again.desk.export())
    assert len(third.desk.advance(NOW + SECOND_NS)) == 2


# -- whatever comes ----------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
@settings(max_examples=100, deadline=None)
def test_reports_in_any_order_and_repeated_leave_the_same_books(
    fills: list[tuple[int, int]], random: Random
) -> None:
    """Position, balance and filled quantities are sums over distinct trades."""
    with localcontext(EXACT):
        floor = Floor()
        orders = [floor.send(side=side, quantity=Decimal(100)) for side in (*Side, *Side)]
        reports: list[VenueReport] = [floor.accept(order) for order in orders]
        reports += [floor.fill(orders[index], str(size)) for index, size in fills]
        expected = sum(size * orders[index].side.sign for index, size in fills)
        reports += reports
        random.shuffle(reports)
        for report in reports:
            floor.desk.on_report(report, NOW)
        assert floor.held() == expected
        filled = sum(o.filled_quantity for o in floor.desk.orders())
        assert filled == sum(size for _, size in fills)
        assert floor.desk.fill_count == len(fills)
        cash = floor.desk.ledger.balance("USDT").total
        assert cash == 100_000 - Decimal("0.01") * len(fills)
