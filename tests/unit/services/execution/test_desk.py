"""The desk, driven as its shell drives it: signals and reports in, commands and events out."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.execution import blotter
from services.execution.blotter import OrderRecord
from services.execution.intents import Ignored, IgnoredReason
from services.execution.venue import (
    CancelOrder,
    OrderRejected,
    PlaceOrder,
    QueryOrder,
    VenueReport,
)
from tests.unit.services.execution.floor import NOW, PROTECTED, SPOT, Floor, K, S, pair
from tradewire.decimals import EXACT
from tradewire.errors import NotFoundError
from tradewire.market import SECOND_NS
from tradewire.orders import (
    BalanceChanged,
    CancelCause,
    DoubtCause,
    Leg,
    OrderEvent,
    OrderEventKind,
    OrderType,
    PositionChanged,
    Side,
    TimeInForce,
)
from tradewire.verdicts import (
    Approved,
    Halted,
    RefusalReason,
    Refused,
    order_digest,
)


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


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


def test_a_signal_that_could_not_be_looked_at_is_none_that_was_handled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is tried again, and then leads to its order instead of passing for a repeat."""
    floor = Floor()
    signal = floor.signal(side=Side.BUY)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr("services.execution.desk.wanted_by", lambda *_: 1 / 0)
        floor.desk.intake(signal, NOW)
    assert floor.desk.take_dirty().causes == ()
    assert not isinstance(floor.desk.intake(signal, NOW), Ignored)


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
    entry = floor.send(side=Side.BUY, quantity=Decimal(1), **PROTECTED)
    legs = pair(floor.report(floor.fill(entry, "1")))
    floor.report(*(floor.cancel(leg) for leg in legs))
    resting = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    closed = [floor.buy("1") for _ in range(5)]
    assert [o.order_id for o in floor.desk.orders()] == [
        resting.order_id,
        *(o.order_id for o in closed[-3:]),
    ]
    with pytest.raises(NotFoundError, match="in memory"):
        floor.desk.order(closed[0].order_id)
    assert floor.held() == 6


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


def test_a_cancel_of_an_order_in_doubt_outlives_restarts() -> None:
    """Once the venue says that it has the order, it is canceled, for the reason of before."""
    floor = Floor()
    order = floor.send(side=Side.BUY, type=OrderType.LIMIT, price=Decimal(1))
    floor.desk.on_submit_lost(order.client_order_id, NOW)
    floor.desk.cancel_order(order.order_id, "r1", NOW)
    again = Floor(state=Floor(state=floor.desk.export()).desk.export())
    commands = again.report(again.accept(order))
    assert [type(each) for each in commands] == [CancelOrder]
    (asked,) = [
        each
        for each in again.desk.take_events()
        if isinstance(each, OrderEvent) and each.kind is OrderEventKind.CANCEL_REQUESTED
    ]
    assert (asked.cancel_cause, asked.cause_id) == (CancelCause.REQUEST, "r1")


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


def test_a_good_till_date_order_ends_when_its_signal_says_so() -> None:
    """The signal's own expiry is how long it may be acted on, and another matter."""
    floor = Floor()
    terms = {"side": Side.BUY, "type": OrderType.LIMIT, "price": Decimal(90)}
    lasting = {"time_in_force": TimeInForce.GTD, "order_expires_ns": NOW + 60 * SECOND_NS}
    for expires_ns in (0, NOW + SECOND_NS):
        order = floor.send(quantity=Decimal(1), expires_ns=expires_ns, **terms, **lasting)
        assert order.expires_ns == NOW + 60 * SECOND_NS
