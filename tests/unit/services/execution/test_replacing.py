"""Changing a resting order: what risk is asked, what it becomes, what a lost answer means."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.execution.desk import ExecutionDesk
from services.execution.venue import (
    CancelOrder,
    OrderFilled,
    OrderReplaced,
    OrderSnapshot,
    QueryOrder,
    ReplaceOrder,
    ReplaceRejected,
    Terms,
    VenueCommand,
    VenueReport,
)
from tests.unit.services.execution.floor import NOW, Floor, K, S, lookup
from tradewire.errors import InvalidArgumentError, PreconditionError
from tradewire.market import SECOND_NS
from tradewire.orders import (
    CancelCause,
    Order,
    OrderCommand,
    OrderEvent,
    OrderState,
    OrderType,
    Side,
)
from tradewire.verdicts import Approved, RefusalReason, Refused, RuleResult, order_digest

D = Decimal
MORE = Terms(quantity=D(3))
CHEAPER = Terms(price=D(90))


def resting(floor: Floor, quantity: str = "2") -> Order:
    """A limit buy at 100 that the venue has."""
    order = floor.send(side=Side.BUY, quantity=D(quantity), type=OrderType.LIMIT, price=D(100))
    floor.report(floor.accept(order))
    floor.desk.take_events()
    return floor.desk.order(order.order_id)


def replace_it(floor: Floor, order: Order, terms: Terms, request: str = "r") -> list[VenueCommand]:
    """Propose, approve where that is needed, and send."""
    asked = floor.desk.propose_replace(order.order_id, terms, request)
    judged = None
    if asked is not None:
        size = asked.quantity or D(0)
        digest = order_digest(asked, size)
        judged = (asked, Approved(f"v-{request}", size, digest, floor.now + SECOND_NS, ()))
    return floor.desk.replace(order.order_id, terms, request, judged, floor.now)


def replaced(order: Order, terms: Terms) -> OrderReplaced:
    """The venue's word that the order has the terms."""
    whole = Terms.from_order(terms.of(order))
    return OrderReplaced(order.client_order_id, order.venue_order_id, NOW, whole)


def snapshot(order: Order, terms: Terms, state: OrderState = S.ACCEPTED) -> OrderSnapshot:
    """The venue's answer: the order with these terms."""
    return OrderSnapshot(order.client_order_id, f"v{order.order_id}", NOW, state, D(0), terms=terms)


def test_new_terms_wait_for_the_venue_and_keep_id_and_identity() -> None:
    """PENDING_REPLACE has the old terms; the venue's word brings the new ones, all at once."""
    floor = Floor()
    order = resting(floor)
    (command,) = replace_it(floor, order, Terms(quantity=D(3), price=D(99)))
    assert isinstance(command, ReplaceOrder)
    pending = floor.desk.order(order.order_id)
    assert (pending.state, pending.quantity, pending.price) == (S.PENDING_REPLACE, D(2), D(100))
    (asked,) = [each for each in floor.desk.take_events() if isinstance(each, OrderEvent)]
    assert (asked.kind, asked.quantity, asked.price) == (K.REPLACE_REQUESTED, D(3), D(99))
    assert (asked.verdict_id, asked.cause_id) == ("v-r", "r")
    floor.report(replaced(order, command.terms))
    after = floor.desk.order(order.order_id)
    assert (after.state, after.quantity, after.price) == (S.ACCEPTED, D(3), D(99))
    assert after.client_order_id == order.client_order_id
    assert floor.report(replaced(order, command.terms)) == []
    assert floor.kinds() == [K.REPLACED]


def test_risk_is_asked_about_what_would_be_left_to_fill() -> None:
    """Bound to the order's own id; what only gets smaller or only closes asks nothing."""
    floor = Floor()
    order = resting(floor)
    floor.report(floor.fill(order, "1"))
    asked = floor.desk.propose_replace(order.order_id, MORE, "r")
    assert asked is not None
    assert (asked.quantity, asked.replaces) == (D(2), order.client_order_id)
    assert asked.client_order_id == order.client_order_id
    again = floor.desk.propose_replace(order.order_id, MORE, "r")
    other = floor.desk.propose_replace(order.order_id, MORE, "s")
    assert again == asked
    assert other is not None
    assert other.request_id != asked.request_id
    assert floor.desk.propose_replace(order.order_id, Terms(quantity=D("1.5")), "r") is None
    assert floor.desk.propose_replace(order.order_id, CHEAPER, "r") is not None


def test_a_refusal_of_risk_leaves_the_order_and_says_why() -> None:
    """Nothing is sent; the events tell what was asked for and every reason."""
    floor = Floor()
    order = resting(floor)
    asked = floor.desk.propose_replace(order.order_id, MORE, "r")
    assert asked is not None
    rule = RuleResult("exposure", False, RefusalReason.EXPOSURE, "3", "2", "", "too much")
    refused = Refused("v", (RefusalReason.EXPOSURE,), (rule,))
    commands = floor.desk.replace(order.order_id, MORE, "r", (asked, refused), NOW)
    assert commands == []
    assert replace(floor.desk.order(order.order_id), revision=0) == replace(order, revision=0)
    events = [each for each in floor.desk.take_events() if isinstance(each, OrderEvent)]
    assert [each.kind for each in events] == [K.REPLACE_REQUESTED, K.REPLACE_REJECTED]
    assert (events[1].reasons, events[1].message) == (("EXPOSURE",), "too much")


@pytest.mark.parametrize("spoil", ["expired", "other", "used"])
def test_an_approval_that_does_not_fit_sends_nothing(spoil: str) -> None:
    """Too old, of another order, or used before: the order stays as it was."""
    floor = Floor()
    order = resting(floor)
    asked = floor.desk.propose_replace(order.order_id, MORE, "r")
    assert asked is not None
    digest = "00" * 32 if spoil == "other" else order_digest(asked, D(3))
    expires_ns = NOW if spoil == "expired" else NOW + SECOND_NS
    verdict_id = order.verdict_id if spoil == "used" else "v"
    approved = Approved(verdict_id, D(3), digest, expires_ns, ())
    assert floor.desk.replace(order.order_id, MORE, "r", (asked, approved), NOW) == []
    assert floor.state(order) is S.ACCEPTED
    assert floor.kinds() == [K.REPLACE_REQUESTED, K.REPLACE_REJECTED]


def test_fills_in_between_are_booked_and_count_against_the_new_quantity() -> None:
    """The order stays PENDING_REPLACE with a rest, and is FILLED when that is gone."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    floor.report(floor.fill(order, "1"))
    assert floor.state(order) is S.PENDING_REPLACE
    floor.report(replaced(order, MORE))
    assert floor.state(order) is S.PARTIALLY_FILLED
    floor.report(floor.fill(order, "2"))
    assert floor.state(order) is S.FILLED
    assert floor.held() == 3


def test_a_venue_that_refuses_leaves_the_order_as_it_was() -> None:
    """Its reasons are told; where it calls the order closed it is asked how it ended."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    key = order.client_order_id
    band = (RefusalReason.VENUE_INVALID_PRICE,)
    assert floor.report(ReplaceRejected(key, band, "no", NOW)) == []
    assert (floor.state(order), floor.desk.order(key).quantity) == (S.ACCEPTED, D(2))
    replace_it(floor, order, MORE, "s")
    closed = ReplaceRejected(key, (RefusalReason.VENUE_ORDER_CLOSED,), "it is CANCELED", NOW)
    (query,) = floor.report(closed)
    assert isinstance(query, QueryOrder)
    gone = replace(
        snapshot(order, Terms.from_order(order), S.CANCELED), cancel_cause=CancelCause.VENUE
    )
    assert floor.report(gone) == []
    assert floor.state(order) is S.CANCELED


@pytest.mark.parametrize("took_effect", [True, False])
@pytest.mark.parametrize("restarted", [True, False])
def test_a_lost_answer_is_settled_by_the_terms_that_the_venue_tells(
    took_effect: bool, restarted: bool
) -> None:
    """Over a restart too; nobody takes the doubt for a wish to cancel."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    if restarted:
        floor.desk = ExecutionDesk("paper", lookup, floor.desk.export())
        (query,) = floor.desk.on_restart(NOW)
    else:
        (query,) = floor.desk.on_replace_lost(order.client_order_id, NOW)
    assert isinstance(query, QueryOrder)
    assert floor.state(order) is S.IN_DOUBT
    if restarted:
        floor.desk = ExecutionDesk("paper", lookup, floor.desk.export())
    floor.desk.take_events()
    terms = Terms.from_order(MORE.of(order) if took_effect else order)
    assert floor.report(snapshot(order, terms)) == []
    after = floor.desk.order(order.order_id)
    assert (after.state, after.quantity) == (S.ACCEPTED, D(3 if took_effect else 2))
    events = [each for each in floor.desk.take_events() if isinstance(each, OrderEvent)]
    assert events[0].kind is K.RESOLVED
    assert (events[0].command, events[0].took_effect) == (OrderCommand.REPLACE, took_effect)
    assert [each.kind for each in events[1:]] == ([K.REPLACED] if took_effect else [])
    assert floor.desk.next_due_ns() is None


def test_a_fill_does_not_settle_the_doubt_of_a_replace() -> None:
    """It tells nothing of the terms: the venue is asked until it has told them."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    floor.desk.on_replace_lost(order.client_order_id, NOW)
    made = floor.fill(order, "1")
    floor.report(made)
    assert floor.desk.next_due_ns() is not None
    answer = replace(
        snapshot(order, Terms.from_order(MORE.of(order)), S.PARTIALLY_FILLED),
        filled_quantity=D(1),
        fills=(made,),
    )
    floor.report(answer)
    after = floor.desk.order(order.order_id)
    assert (after.state, after.quantity, after.filled_quantity) == (S.PARTIALLY_FILLED, D(3), D(1))
    assert floor.desk.next_due_ns() is None


def test_a_replace_told_after_the_fill_that_it_left_room_for_ends_the_order() -> None:
    """Its own report is lost; the venue's answer tells terms that have filled meanwhile."""
    floor = Floor()
    order = resting(floor)
    less = Terms(quantity=D(1))
    replace_it(floor, order, less)
    floor.desk.on_replace_lost(order.client_order_id, NOW)
    made = floor.fill(order, "1")
    floor.report(made)
    told = snapshot(order, Terms.from_order(less.of(order)), S.FILLED)
    floor.report(replace(told, filled_quantity=D(1), fills=(made,)))
    assert floor.state(order) is S.FILLED
    assert floor.desk.open_orders() == ()
    assert floor.desk.next_due_ns() is None


@pytest.mark.parametrize("lost", ["report", "both"])
@pytest.mark.parametrize("took_effect", [True, False])
def test_what_fills_the_old_quantity_ends_no_order_that_may_have_more(
    lost: str, took_effect: bool
) -> None:
    """The replace that made it larger is told later: the rest works on, and can be canceled."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    if lost == "both":
        floor.desk = ExecutionDesk("paper", lookup, floor.desk.export())
        floor.desk.on_restart(NOW)
        floor.desk = ExecutionDesk("paper", lookup, floor.desk.export())
    made = [floor.fill(order, "2"), floor.fill(order, "0.5")][: 2 if took_effect else 1]
    for each in made:
        floor.report(each)
    assert floor.state(order) is (S.IN_DOUBT if lost == "both" else S.PENDING_REPLACE)
    if lost == "report":
        floor.desk.on_replace_lost(order.client_order_id, NOW)
    terms = Terms.from_order(MORE.of(order) if took_effect else order)
    state = S.PARTIALLY_FILLED if took_effect else S.FILLED
    filled = D("2.5") if took_effect else D(2)
    told = replace(snapshot(order, terms, state), filled_quantity=filled, fills=tuple(made))
    floor.report(told)
    assert floor.state(order) is state
    assert bool(floor.desk.open_orders()) is took_effect
    assert floor.held() == filled
    assert K.ANOMALY not in floor.kinds()
    assert floor.desk.next_due_ns() is None


def test_an_order_that_filled_before_its_replace_came_ends_with_the_refusal() -> None:
    """The venue has nothing left to change: until it says so the order is open, with no rest."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    floor.report(floor.fill(order, "2"))
    closed = (RefusalReason.VENUE_ORDER_CLOSED,)
    assert floor.report(ReplaceRejected(order.client_order_id, closed, "it is FILLED", NOW)) == []
    assert floor.state(order) is S.FILLED
    assert floor.desk.next_due_ns() is None


@pytest.mark.parametrize("lost", ["replace", "cancel"])
def test_an_order_in_doubt_is_not_replaced_whatever_its_state(lost: str) -> None:
    """A fill says nothing of the lost command: a wish to cancel must not end by a new price."""
    floor = Floor()
    order = resting(floor)
    if lost == "replace":
        replace_it(floor, order, MORE)
        floor.desk.on_replace_lost(order.client_order_id, NOW)
    else:
        floor.desk.cancel_order(order.order_id, "c", NOW)
        floor.desk.on_cancel_lost(order.client_order_id, NOW)
    made = floor.fill(order, "1")
    floor.report(made)
    assert floor.state(order) is (S.IN_DOUBT if lost == "replace" else S.PARTIALLY_FILLED)
    wished = floor.desk.export().cancels
    with pytest.raises(PreconditionError) as refused:
        floor.desk.propose_replace(order.order_id, Terms(quantity=D("1.5")), "s")
    assert refused.value.reason == "ORDER_NOT_REPLACEABLE"
    with pytest.raises(PreconditionError):
        floor.desk.replace(order.order_id, Terms(quantity=D("1.5")), "s", None, NOW)
    assert floor.desk.export().cancels == wished
    told = snapshot(order, Terms.from_order(order), S.PARTIALLY_FILLED)
    commands = floor.report(replace(told, filled_quantity=D(1), fills=(made,)))
    assert [type(each) for each in commands] == ([CancelOrder] if lost == "cancel" else [])


def test_a_replace_refused_behind_a_cancel_is_told() -> None:
    """The order goes on being canceled; what the replace held comes free by the event."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    floor.desk.cancel_order(order.order_id, "c", NOW)
    floor.desk.take_events()
    reasons = (RefusalReason.VENUE_INVALID_PRICE,)
    floor.report(ReplaceRejected(order.client_order_id, reasons, "no", NOW))
    assert floor.state(order) is S.PENDING_CANCEL
    assert floor.kinds() == [K.REPLACE_REJECTED]


def test_a_cancel_goes_over_a_replace_and_its_late_word_is_kept() -> None:
    """PENDING_CANCEL with the new terms, then CANCELED."""
    floor = Floor()
    order = resting(floor)
    replace_it(floor, order, MORE)
    (command,) = floor.desk.cancel_order(order.order_id, "c", NOW)
    assert isinstance(command, CancelOrder)
    floor.report(replaced(order, MORE))
    assert (floor.state(order), floor.desk.order(order.order_id).quantity) == (
        S.PENDING_CANCEL,
        D(3),
    )
    floor.report(floor.cancel(order))
    assert floor.state(order) is S.CANCELED


def test_what_cannot_be_replaced_is_refused_and_nothing_recorded() -> None:
    """A closed or pending order, terms that do not fit it, and terms that it has."""
    floor = Floor()
    order = resting(floor)
    propose = floor.desk.propose_replace
    for terms, words in (
        (Terms(price=D("90.001")), "no multiple"),
        (Terms(trigger_price=D(90)), "takes no trigger price"),
        (Terms(price=D(100)), "has these terms already"),
    ):
        with pytest.raises(InvalidArgumentError, match=words):
            propose(order.order_id, terms, "r")
    floor.report(floor.fill(order, "1"))
    with pytest.raises(PreconditionError, match="has filled 1 already"):
        propose(order.order_id, Terms(quantity=D(1)), "r")
    replace_it(floor, order, MORE)
    with pytest.raises(PreconditionError, match="is PENDING_REPLACE") as refused:
        propose(order.order_id, CHEAPER, "s")
    assert refused.value.reason == "ORDER_NOT_REPLACEABLE"


def test_legs_of_a_pair_change_their_prices_and_not_their_quantity() -> None:
    """They share one quantity; a new stop price needs no verdict."""
    floor = Floor()
    floor.buy(stop_price=D(90), target_price=D(120))
    (stop,) = [each for each in floor.desk.open_orders() if each.trigger_price == 90]
    floor.report(floor.accept(stop))
    with pytest.raises(PreconditionError, match="shares its quantity"):
        floor.desk.propose_replace(stop.order_id, Terms(quantity=D("0.5")), "r")
    assert floor.desk.propose_replace(stop.order_id, Terms(trigger_price=D(95)), "r") is None
    (command,) = replace_it(floor, floor.desk.order(stop.order_id), Terms(trigger_price=D(95)))
    assert isinstance(command, ReplaceOrder)


STEPS = st.lists(
    st.sampled_from(["replace", "replaced", "refused", "fill", "lost", "told", "restart"]),
    max_size=12,
)


@given(STEPS)
def test_whatever_comes_in_between_the_books_are_what_the_venue_told(steps: list[str]) -> None:
    """The position is the sum of fills, and once all is told the terms are the venue's."""
    floor = Floor()
    order = resting(floor, "20")
    theirs, filled = order, D(0)
    fills: list[OrderFilled] = []
    pending = Terms()
    for number, step in enumerate(steps):
        now = floor.desk.order(order.order_id)
        report: VenueReport | None = None
        rests = now.state in {S.ACCEPTED, S.PARTIALLY_FILLED}
        if step == "replace" and rests and floor.desk.next_due_ns() is None:
            terms = Terms(quantity=D(20 + number + 1), price=D(50 + number))
            replace_it(floor, now, terms, f"r{number}")
            pending = terms
        elif step == "replaced" and now.state in {S.PENDING_REPLACE, S.IN_DOUBT}:
            theirs = pending.of(theirs)
            report = replaced(theirs, Terms())
        elif step == "refused" and now.state is S.PENDING_REPLACE:
            reasons = (RefusalReason.VENUE_INVALID_PRICE,)
            report = ReplaceRejected(order.client_order_id, reasons, "no", NOW)
        elif step == "fill":
            fills.append(floor.fill(order, "1"))
            filled += 1
            report = fills[-1]
        elif step == "lost" and now.state is S.PENDING_REPLACE:
            floor.desk.on_replace_lost(order.client_order_id, NOW)
        elif step == "restart":
            floor.desk = ExecutionDesk("paper", lookup, floor.desk.export())
            floor.desk.on_restart(NOW)
        elif step == "told":
            report = _told(order, theirs, fills)
        if report is not None:
            floor.report(report)
    floor.report(_told(order, theirs, fills))
    after = floor.desk.order(order.order_id)
    assert floor.held() == filled == after.filled_quantity
    assert K.ANOMALY not in floor.kinds()
    if after.state is not S.PENDING_REPLACE:
        assert (after.quantity, after.price) == (theirs.quantity, theirs.price)


def _told(order: Order, theirs: Order, fills: list[OrderFilled]) -> OrderSnapshot:
    state = S.PARTIALLY_FILLED if fills else S.ACCEPTED
    told = snapshot(order, Terms.from_order(theirs), state)
    return replace(told, filled_quantity=D(len(fills)), fills=tuple(fills))
