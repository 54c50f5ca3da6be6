"""Verdicts as a caller sees them: approvals, repeats, reservations, switches, checkpoints."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from services.risk.approvals import VERDICTS_KEPT_MAX
from services.risk.gate import RiskGate
from services.risk.limits import EquityFraction, Limits
from services.risk.reservations import APPROVAL_TTL_NS
from services.risk.rules import RULES
from services.risk.state import from_json, to_json
from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    CorruptDataError,
    InvalidArgumentError,
    NotFoundError,
)
from tradewire.instruments import Instrument
from tradewire.orders import Leg, OrderEventKind, OrderState, Side
from tradewire.verdicts import (
    Approved,
    CloseRequested,
    Halted,
    Refused,
    ReleaseCause,
    ReservationReleased,
    Resumed,
    Verdict,
    VerdictGiven,
    order_digest,
)

D = Decimal
MakeWorld = Callable[..., Any]
Reasons = Callable[[Verdict], list[str]]


def test_an_approval_binds_the_order_and_reserves_value_and_fee(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """The digest is the order's, the reservation its cushioned value and fee."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1")
    verdict = world.check(request)
    assert isinstance(verdict, Approved)
    assert verdict.quantity == D("0.1")
    assert verdict.digest == order_digest(request, D("0.1"))
    assert verdict.expires_ns == world.now_ns + APPROVAL_TTL_NS
    assert verdict.reserved == D(5000) * D("1.005") * D("1.001")
    assert verdict.reserved_asset == "USDT"
    assert world.gate.portfolio("paper").reserved == verdict.reserved
    assert world.gate.portfolio("paper").reserved_value == D(5000)


def test_every_rule_is_in_every_verdict_in_one_order(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """Approved or refused, the table of rules is the same."""
    world = make_world(position_value_max=D(1000))
    refused, approved = world.buy(spot, "0.1"), world.buy(spot, "0.01")
    assert isinstance(refused, Refused)
    assert isinstance(approved, Approved)
    names = [rule.rule for rule in refused.rules]
    assert len(names) == len(set(names)) == len(RULES)
    assert names == [rule.rule for rule in approved.rules]


def test_a_repeat_gets_the_first_answer_and_reserves_once(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """A call retried after a lost answer changes nothing, however late."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1")
    first = world.check(request)
    world.quote(spot, "99")
    world.now_ns += 10 * APPROVAL_TTL_NS
    assert world.check(request) is first
    given = [event for event in world.gate.take_events() if isinstance(event, VerdictGiven)]
    assert given == [VerdictGiven(request, first, world.now_ns - 10 * APPROVAL_TTL_NS)]


def test_a_request_id_with_another_order_is_an_error(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """An id names one order for good."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1")
    world.check(request)
    with pytest.raises(AlreadyExistsError, match="r1 was used for another order"):
        world.check(replace(request, quantity=D("0.2")))


def test_verdicts_kept_for_repeats_are_bounded(make_world: MakeWorld, spot: Instrument) -> None:
    """The oldest is forgotten first; the log has it still."""
    world = make_world()
    requests = [world.request(spot, Side.BUY, "5000") for _ in range(VERDICTS_KEPT_MAX + 1)]
    for request in requests:
        world.check(request)
    world.gate.take_events()
    assert world.gate.approvals.repeat(requests[0]) is None
    assert world.gate.approvals.repeat(requests[1]) is not None


def test_a_what_if_leaves_no_trace(make_world: MakeWorld, spot: Instrument) -> None:
    """Same rules, no id, no reservation, no event, no memory."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1")
    before = to_json(world.gate.export())
    verdict = world.check(request, what_if=True)
    assert isinstance(verdict, Approved)
    assert verdict.verdict_id == ""
    assert to_json(world.gate.export()) == before
    assert world.gate.take_events() == []


def test_an_approval_that_nobody_uses_expires(make_world: MakeWorld, spot: Instrument) -> None:
    """What it reserved is free again, and the log says so."""
    world = make_world()
    verdict = world.buy(spot, "0.1")
    world.gate.take_events()
    assert world.gate.next_due_ns() == verdict.expires_ns
    world.gate.on_clock(verdict.expires_ns - 1)
    assert world.gate.portfolio("paper").reserved > 0
    world.gate.on_clock(verdict.expires_ns)
    assert world.gate.portfolio("paper").reserved == 0
    (event,) = world.gate.take_events()
    assert isinstance(event, ReservationReleased)
    assert event.cause is ReleaseCause.APPROVAL_EXPIRED
    assert event.released == verdict.reserved
    assert world.gate.next_due_ns() is None
    assert not world.gate.consume(verdict.verdict_id)


def test_another_question_about_the_same_order_takes_the_first_ones_place(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """What was held is released once and held once; the first approval is not given again."""
    world = make_world()
    first = world.request(spot, Side.BUY, "0.1")
    old = world.check(first)
    world.gate.take_events()
    second = replace(first, request_id="again", quantity=D("0.2"))
    new = world.check(second)
    assert isinstance(old, Approved)
    assert isinstance(new, Approved)
    assert [held.key for held in world.gate.reservations.all()] == [new.verdict_id]
    assert world.gate.portfolio("paper").reserved == new.reserved
    released, _given = world.gate.take_events()
    assert isinstance(released, ReservationReleased)
    assert (released.verdict_id, released.cause) == (old.verdict_id, ReleaseCause.REPLACED)
    with pytest.raises(ConflictError, match="was released") as refused:
        world.check(first)
    assert refused.value.reason == "APPROVAL_RELEASED"
    assert world.check(second) is new
    world.now_ns = new.expires_ns
    world.gate.on_clock(world.now_ns)
    assert [type(each) for each in world.gate.take_events()] == [ReservationReleased]
    assert world.check(first) is old, "what has expired says so itself"


def test_an_approval_in_use_stands_whatever_is_asked_afterwards(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """Its order is at the venue; a stray question must not free what it binds."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1")
    used = world.check(request)
    assert world.gate.consume(used.verdict_id)
    asked = world.check(replace(request, request_id="again"))
    keys = [held.key for held in world.gate.reservations.all()]
    assert keys == [used.verdict_id, asked.verdict_id]
    assert world.check(request) is used


def test_an_approval_is_good_once(make_world: MakeWorld, spot: Instrument) -> None:
    """Its order uses it up, and keeps the reservation past the expiry."""
    world = make_world()
    verdict = world.buy(spot, "0.1")
    assert world.gate.consume(verdict.verdict_id)
    assert not world.gate.consume(verdict.verdict_id)
    world.gate.on_clock(verdict.expires_ns + 1)
    assert world.gate.portfolio("paper").reserved == verdict.reserved


def test_fills_move_out_of_the_reservation_and_the_end_releases_the_rest(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """Half filled reserves half; canceled reserves nothing."""
    world = make_world()
    request = world.request(spot, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.gate.take_events()
    world.order_event(request, verdict.verdict_id, D("0.1"))
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.FILLED,
        state=OrderState.PARTIALLY_FILLED,
        filled=D("0.05"),
    )
    assert world.gate.portfolio("paper").reserved_value == D(2500)
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.CANCELED,
        state=OrderState.CANCELED,
        filled=D("0.05"),
    )
    assert world.gate.portfolio("paper").reserved == 0
    (event,) = world.gate.take_events()
    assert event.cause is ReleaseCause.ORDER_CLOSED
    assert event.client_order_id == request.client_order_id


def test_a_replaced_order_reserves_what_it_is_now(make_world: MakeWorld, perp: Instrument) -> None:
    """Larger and dearer: the reservation follows."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.2"),
        kind=OrderEventKind.REPLACED,
        state=OrderState.ACCEPTED,
        price=D(51000),
    )
    assert world.gate.portfolio("paper").reserved_value == D(10200)


def test_new_terms_are_judged_without_the_old_ones_and_hold_the_difference(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """5,000 of 8,000 are taken by the order itself: 7,500 fit, 10,000 do not."""
    world = make_world(position_value_max=D(8000), open_order_count_max=1)
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))

    def ask(quantity: str, number: int) -> Verdict:
        found: Verdict = world.check(
            replace(
                request,
                request_id=f"replace-{number}",
                quantity=D(quantity),
                replaces=request.client_order_id,
            )
        )
        return found

    assert reasons(ask("0.2", 1)) == ["POSITION_SIZE"]
    assert world.gate.portfolio("paper").reserved_value == D(5000)
    more = ask("0.15", 2)
    assert reasons(more) == []
    assert world.gate.portfolio("paper").reserved_value == D(7500)
    assert ask("0.15", 2) == more

    def happens(kind: OrderEventKind, quantity: str, state: OrderState, asked: str = "") -> None:
        world.order_event(
            request, verdict.verdict_id, D(quantity), kind=kind, state=state, asked=asked
        )

    pending = OrderState.PENDING_REPLACE
    happens(OrderEventKind.REPLACE_REQUESTED, "0.1", pending, more.verdict_id)
    world.now_ns += 2 * APPROVAL_TTL_NS
    world.gate.on_clock(world.now_ns)
    assert world.gate.portfolio("paper").reserved_value == D(7500), "the venue may have it"
    restored = from_json(to_json(world.gate.export()))
    assert restored.reservations == world.gate.export().reservations
    happens(OrderEventKind.REPLACED, "0.15", OrderState.ACCEPTED)
    assert world.gate.portfolio("paper").reserved_value == D(7500)
    less = ask("0.16", 3)
    assert reasons(less) == []
    happens(OrderEventKind.REPLACE_REQUESTED, "0.15", pending, less.verdict_id)
    happens(OrderEventKind.REPLACE_REJECTED, "0.15", OrderState.ACCEPTED)
    assert world.gate.portfolio("paper").reserved_value == D(7500)
    happens(OrderEventKind.CANCELED, "0.15", OrderState.CANCELED)
    assert world.gate.portfolio("paper").reserved == 0


def test_a_second_replace_leaves_nothing_of_one_whose_end_was_never_told(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """A fill hid its doubt, so no event ended it: what it held must not outlive the order."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    for number in range(2):
        asked = replace(
            request,
            request_id=f"replace-{number}",
            quantity=D("0.15"),
            replaces=request.client_order_id,
        )
        more = world.check(asked)
        world.order_event(
            request,
            verdict.verdict_id,
            D("0.1"),
            kind=OrderEventKind.REPLACE_REQUESTED,
            state=OrderState.PENDING_REPLACE,
            asked=more.verdict_id,
        )
        assert world.gate.portfolio("paper").reserved_value == D(7500)
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.CANCELED,
        state=OrderState.CANCELED,
    )
    assert world.gate.portfolio("paper").reserved == 0


def test_an_order_filled_beyond_its_old_quantity_holds_nothing_less_than_nothing(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """Its replace is not told yet: what that holds beside it stays whole, for others to see."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    asked = replace(
        request, request_id="more", quantity=D("0.15"), replaces=request.client_order_id
    )
    pending = {"state": OrderState.PENDING_REPLACE}
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.REPLACE_REQUESTED,
        asked=world.check(asked).verdict_id,
        **pending,
    )
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.FILLED,
        filled=D("0.12"),
        **pending,
    )
    assert world.gate.portfolio("paper").reserved_value == D(2500)


def test_a_better_price_for_the_same_quantity_binds_the_difference(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """It opens no more and costs more; an approval that nobody used lets go of it."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1", price=D(50000))
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    asked = replace(request, request_id="again", price=D(51000), replaces=request.client_order_id)
    assert reasons(world.check(asked)) == []
    assert world.gate.portfolio("paper").reserved_value == D(5100)
    world.now_ns += 2 * APPROVAL_TTL_NS
    world.gate.on_clock(world.now_ns)
    assert world.gate.portfolio("paper").reserved_value == D(5000)


def test_an_open_order_without_an_approval_counts_all_the_same(
    make_world: MakeWorld, perp: Instrument
) -> None:
    """One found at the venue binds exposure until it ends, and releases without an event."""
    world = make_world()
    world.hold(perp, "-0.1", "5000")
    request = world.request(perp, Side.BUY, "0.3", price=D(40000))
    world.order_event(request, "", D("0.3"), kind=OrderEventKind.ADOPTED, state=OrderState.ACCEPTED)
    portfolio = world.gate.portfolio("paper")
    assert portfolio.reserved_value == D(8000)
    assert portfolio.open_order_count == 1
    world.order_event(request, "", D("0.3"), kind=OrderEventKind.EXPIRED, state=OrderState.EXPIRED)
    assert world.gate.portfolio("paper").reserved_value == 0
    assert world.gate.take_events() == []


def test_the_exits_of_a_bracket_reserve_nothing(make_world: MakeWorld, perp: Instrument) -> None:
    """They carry their entry's verdict, yet only close."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1")
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, D("0.1"))
    leg = replace(request, leg=Leg.STOP, side=Side.SELL)
    world.order_event(leg, verdict.verdict_id, D("0.1"), leg=Leg.STOP, reduce_only=True)
    world.order_event(
        leg,
        verdict.verdict_id,
        D("0.1"),
        kind=OrderEventKind.CANCELED,
        state=OrderState.CANCELED,
        leg=Leg.STOP,
        reduce_only=True,
    )
    assert world.gate.portfolio("paper").reserved == verdict.reserved
    assert world.gate.portfolio("paper").open_order_count == 1


def test_an_anomaly_changes_nothing(make_world: MakeWorld, perp: Instrument) -> None:
    """An impossible transition is recorded by its owner, not followed by risk."""
    world = make_world()
    request = world.request(perp, Side.BUY, "0.1")
    world.order_event(request, "", D("0.1"), kind=OrderEventKind.ANOMALY, state=OrderState.ACCEPTED)
    assert world.gate.portfolio("paper").reserved == 0


def test_the_kill_switch_voids_approvals_and_lets_nothing_open(
    make_world: MakeWorld, perp: Instrument, reasons: Reasons
) -> None:
    """Nothing opens, closing passes, and release lets it open again."""
    world = make_world()
    world.hold(perp, "0.1", "5000")
    world.buy(perp, "0.1")
    world.gate.take_events()
    world.gate.engage_kill("account:paper", "drill", world.now_ns, close_positions=True)
    released, halted = world.gate.take_events()
    assert released.cause is ReleaseCause.HALT
    assert isinstance(halted, Halted)
    assert (halted.account, halted.source) == ("paper", "killSwitches/account-paper")
    assert halted.close_positions
    assert world.gate.portfolio("paper").reserved == 0
    assert reasons(world.buy(perp, "0.1")) == ["KILL_SWITCH"]
    assert reasons(world.sell(perp, "0.1")) == []
    world.gate.take_events()
    world.gate.release_kill("account:paper", "drill over", world.now_ns)
    (resumed,) = world.gate.take_events()
    assert isinstance(resumed, Resumed)
    assert resumed.directive_id != halted.directive_id
    assert reasons(world.buy(perp, "0.1")) == []


@pytest.mark.parametrize("scope", ["*", "strategy:demo"])
def test_a_wider_kill_switch_halts_every_account(
    make_world: MakeWorld, spot: Instrument, reasons: Reasons, scope: str
) -> None:
    """One directive for each account; a repeat gives none, more does."""
    world = make_world()
    world.gate.add_account("second", "USDT")
    world.gate.engage_kill(scope, "drill", world.now_ns)
    world.gate.engage_kill(scope, "drill again", world.now_ns)
    halted = world.gate.take_events()
    assert [event.account for event in halted] == ["paper", "second"]
    assert reasons(world.buy(spot, "0.1")) == ["KILL_SWITCH"]
    world.gate.take_events()
    world.gate.engage_kill(scope, "close all", world.now_ns, close_positions=True)
    assert all(event.close_positions for event in world.gate.take_events())
    assert world.gate.kill_switches()[0].engaged


def test_releasing_what_is_not_engaged_does_nothing(make_world: MakeWorld) -> None:
    """And a malformed scope is told at once."""
    world = make_world()
    world.gate.release_kill("*", "nothing", world.now_ns)
    assert world.gate.take_events() == []
    with pytest.raises(InvalidArgumentError, match="scope"):
        world.gate.engage_kill("planet:earth", "no", world.now_ns)


def test_a_close_can_be_directed(make_world: MakeWorld, spot: Instrument) -> None:
    """The hook for exits that a venue cannot rest."""
    world = make_world()
    directive = world.gate.request_close("paper", spot.id, "stop reached", world.now_ns)
    assert world.gate.take_events() == [directive]
    assert isinstance(directive, CloseRequested)
    with pytest.raises(NotFoundError, match="nobody"):
        world.gate.request_close("nobody", spot.id, "stop reached", world.now_ns)


def test_a_restored_gate_goes_on_as_if_it_had_never_stopped(
    make_world: MakeWorld, spot: Instrument, perp: Instrument, coin: Instrument
) -> None:
    """Through JSON and back: same state, same verdicts, same directive ids."""
    world = make_world(
        position_fraction_max=D("0.5"), sizing=EquityFraction(D("0.1")), duplicate_window_ns=10**9
    )
    world.hold(perp, "0.1", "4900")
    request = world.request(spot, Side.BUY, None)
    verdict = world.check(request)
    world.order_event(request, verdict.verdict_id, verdict.quantity)
    world.buy(spot, "0.3")
    world.gate.engage_kill("strategy:other", "drill", world.now_ns)
    given = [event for event in world.gate.take_events() if isinstance(event, VerdictGiven)]
    text = to_json(world.gate.export())

    twin = RiskGate(log_id="log", instruments=(spot, perp, coin), limits=world.gate.limits.all())
    twin.restore(from_json(text), given)
    assert to_json(twin.export()) == text
    later = world.request(spot, Side.BUY, None)
    assert twin.check(request, world.now_ns) == verdict
    assert twin.check(later, world.now_ns) == world.check(later)
    for gate in (twin, world.gate):
        gate.engage_kill("*", "drill", world.now_ns)
    assert twin.take_events() == world.gate.take_events()


def test_a_damaged_or_foreign_checkpoint_is_refused(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """Each with the remedy."""
    world = make_world()
    text = to_json(world.gate.export())
    with pytest.raises(CorruptDataError, match="damaged"):
        from_json(text[:-5])
    with pytest.raises(CorruptDataError, match="damaged"):
        from_json(text.replace('"100000"', "100000.5"))
    with pytest.raises(CorruptDataError, match="version 9"):
        from_json(text.replace('"version":1', '"version":9'))
    with pytest.raises(CorruptDataError, match="of log log"):
        RiskGate(log_id="other").restore(from_json(text))
    with pytest.raises(CorruptDataError, match="not among the instruments"):
        RiskGate(log_id="log").restore(from_json(text))


def test_events_of_unknown_accounts_and_instruments_are_errors(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """A poisoned event must not be followed half."""
    world = make_world()
    world.account = "nobody"
    with pytest.raises(NotFoundError, match="nobody"):
        world.fund("1")
    world.account = "paper"
    with pytest.raises(NotFoundError, match="ETH"):
        world.hold(replace(spot, id="ETH-USDT.BINANCE"), "1", "1")


def test_an_account_is_added_once(make_world: MakeWorld) -> None:
    """Again the same is nothing; another asset is an error."""
    world = make_world()
    world.gate.add_account("paper", "USDT")
    with pytest.raises(AlreadyExistsError, match="settles in USDT"):
        world.gate.add_account("paper", "BTC")


def test_largest_sizes_and_sizing_can_be_asked_for(make_world: MakeWorld, perp: Instrument) -> None:
    """Neither reserves anything."""
    world = make_world(position_value_max=D(20000), sizing=EquityFraction(D("0.1")))
    world.hold(perp, "-0.1", "5000")
    closable, caps = world.gate.max_size(world.request(perp, Side.BUY, "1"), world.now_ns)
    assert closable == D("0.1")
    assert (caps[0].rule, caps[0].quantity) == ("position_size", D("0.4"))
    sizing = world.gate.size_position(world.request(perp, Side.SELL, None), world.now_ns)
    assert (sizing.quantity, sizing.binding_rule) == (D("0.2"), "")
    unknown = replace(world.request(perp, Side.BUY, "1"), instrument="X.Y")
    assert world.gate.max_size(unknown, world.now_ns) == (D(0), ())
    assert world.gate.take_events() == []


def test_limits_can_change_between_verdicts(
    make_world: MakeWorld, spot: Instrument, reasons: Reasons
) -> None:
    """The next verdict is held against the new ones."""
    world = make_world()
    assert reasons(world.buy(spot, "0.1")) == []
    world.gate.set_limits(Limits("account-paper", "USDT", position_value_max=D(1)))
    assert reasons(world.buy(spot, "0.1")) == ["POSITION_SIZE"]
    world.gate.add_instrument(spot)
