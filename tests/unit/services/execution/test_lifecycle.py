"""An order's life, by example and over every order of reports."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.execution.lifecycle import (
    TRANSITIONS,
    Change,
    Changed,
    Impossible,
    Known,
    apply,
    working_state,
)
from tradewire.orders import (
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderEventKind,
    OrderState,
    OrderType,
    Side,
    TimeInForce,
)

K = OrderEventKind
S = OrderState


def order(state: OrderState = S.SUBMITTED, quantity: str = "10") -> Order:
    """An order to buy in the given state."""
    return Order(
        order_id="0" * 16,
        client_order_id="a" * 32,
        account="paper",
        instrument="BTC-USDT.BINANCE",
        side=Side.BUY,
        type=OrderType.LIMIT,
        time_in_force=TimeInForce.GTC,
        quantity=Decimal(quantity),
        cause="signal:x",
        leg=Leg.ENTRY,
        created_ns=1,
        updated_ns=1,
        state=state,
    )


def fill(trade_id: str, quantity: str, fee_asset: str = "USDT") -> Fill:
    """A fill at 100 with a fee of 1."""
    return Fill(
        fill_id=trade_id,
        venue_trade_id=trade_id,
        order_id="0" * 16,
        client_order_id="a" * 32,
        venue_order_id="v1",
        account="paper",
        instrument="BTC-USDT.BINANCE",
        side=Side.BUY,
        price=Decimal(100),
        quantity=Decimal(quantity),
        fee=Decimal(1),
        fee_asset=fee_asset,
        liquidity=Liquidity.TAKER,
        event_ns=5,
    )


def change(kind: OrderEventKind, venue_order_id: str = "v1") -> Change:
    """A change without particulars."""
    return Change(kind=kind, event_ns=5, now_ns=6, venue_order_id=venue_order_id)


def filled(trade_id: str, quantity: str) -> Change:
    """A fill as a change."""
    return replace(change(K.FILLED), fill=fill(trade_id, quantity))


def after(before: Order, *changes: Change) -> Order:
    """The order after changes that must all be possible."""
    for each in changes:
        match apply(before, each):
            case Changed(order=now):
                before = now
            case Known():
                pass
            case Impossible(message=message):
                pytest.fail(message)
    return before


def test_a_fill_before_the_acknowledgement_is_taken_and_the_late_one_changes_no_state() -> None:
    """Venues report on two channels that race."""
    got = after(order(), filled("t1", "4"), change(K.ACCEPTED))
    assert got.state is S.PARTIALLY_FILLED
    assert got.venue_order_id == "v1"


def test_a_fill_after_the_cancel_is_booked_and_the_order_stays_canceled() -> None:
    """The venue made it before the cancel and told of it after."""
    got = after(order(), change(K.ACCEPTED), change(K.CANCELED), filled("t1", "4"))
    assert (got.state, got.filled_quantity) == (S.CANCELED, Decimal(4))


def test_a_canceled_order_that_turns_out_whole_is_filled() -> None:
    """Nothing was left to cancel."""
    got = after(order(), change(K.CANCELED), filled("t1", "10"))
    assert got.state is S.FILLED


def test_a_cancel_acknowledged_after_the_last_fill_is_known() -> None:
    """The cancel crossed the fill."""
    whole = after(order(), change(K.CANCEL_REQUESTED), filled("t1", "10"))
    assert whole.state is S.FILLED
    assert apply(whole, change(K.CANCELED)) == Known()


def test_fills_keep_a_pending_cancel_pending_until_the_last() -> None:
    """The cancel is still to be answered."""
    pending = after(order(), change(K.ACCEPTED), change(K.CANCEL_REQUESTED), filled("t1", "4"))
    assert pending.state is S.PENDING_CANCEL
    assert after(pending, filled("t2", "6")).state is S.FILLED


def test_a_refused_cancel_leads_back_to_the_state_before() -> None:
    """Whatever that was."""
    refused = change(K.CANCEL_REJECTED)
    asked = change(K.CANCEL_REQUESTED, "")
    assert after(order(), asked, change(K.CANCEL_REJECTED, "")).state is S.SUBMITTED
    for reports, state in (
        ((change(K.ACCEPTED),), S.ACCEPTED),
        ((change(K.ACCEPTED), change(K.TRIGGERED)), S.TRIGGERED),
        ((change(K.ACCEPTED), filled("t1", "4")), S.PARTIALLY_FILLED),
    ):
        assert after(order(), *reports, asked, refused).state is state


def test_a_lost_answer_leaves_the_order_in_doubt_until_the_venue_is_heard() -> None:
    """An acknowledgement, a fill or the answer to a query settles it."""
    doubtful = after(order(), change(K.IN_DOUBT, ""))
    assert doubtful.state is S.IN_DOUBT
    assert doubtful.state.is_open
    assert after(doubtful, change(K.ACCEPTED)).state is S.ACCEPTED
    assert after(doubtful, filled("t1", "10")).state is S.FILLED
    assert after(doubtful, change(K.RESOLVED)).state is S.ACCEPTED
    assert after(doubtful, change(K.RESOLVED, ""), change(K.REJECTED, "")).state is S.REJECTED


def test_a_repeated_acknowledgement_does_not_settle_the_doubt_of_a_cancel() -> None:
    """It answers the submit, which is in no doubt."""
    doubtful = after(
        order(), change(K.ACCEPTED), change(K.CANCEL_REQUESTED), change(K.IN_DOUBT, "")
    )
    assert doubtful.state is S.IN_DOUBT
    assert apply(doubtful, change(K.ACCEPTED)) == Known()


def test_a_doubt_that_comes_after_the_answer_is_known() -> None:
    """The timeout fired while the answer was on its way."""
    assert apply(after(order(), change(K.ACCEPTED)), change(K.IN_DOUBT)) == Known()


def test_an_overfill_is_booked_and_alarmed() -> None:
    """A fill is money that has moved: it is never lost."""
    whole = after(order(), filled("t1", "10"))
    got = apply(whole, filled("t2", "1"))
    assert isinstance(got, Changed)
    assert got.order.filled_quantity == 11
    assert got.order.state is S.FILLED
    assert "overfilled" in got.alarm


def test_a_fill_of_a_rejected_order_is_booked_and_alarmed() -> None:
    """The venue contradicts itself; the money has moved all the same."""
    got = apply(order(S.REJECTED), filled("t1", "4"))
    assert isinstance(got, Changed)
    assert got.order.state is S.REJECTED
    assert got.order.filled_quantity == 4
    assert "while REJECTED" in got.alarm


def test_fees_of_a_second_asset_are_not_added_to_those_of_the_first() -> None:
    """Two assets have no sum; the fills keep each."""
    other = replace(change(K.FILLED), fill=fill("t2", "1", fee_asset="BNB"))
    got = after(order(), filled("t1", "4"), other)
    assert (got.fee, got.fee_asset) == (Decimal(1), "USDT")


def test_what_the_table_lacks_is_impossible_and_names_order_and_state() -> None:
    """An anomaly tells a person what to look for."""
    got = apply(order(S.REJECTED), change(K.ACCEPTED))
    assert isinstance(got, Impossible)
    assert "a" * 32 in got.message
    assert "REJECTED" in got.message


def test_a_fill_without_particulars_is_impossible() -> None:
    """Nothing could be booked."""
    assert isinstance(apply(order(), change(K.FILLED)), Impossible)


def test_a_replace_takes_the_new_terms_and_id_once_the_venue_confirms() -> None:
    """Until then the old terms hold."""
    resting = after(order(), change(K.ACCEPTED))
    pending = after(resting, change(K.REPLACE_REQUESTED))
    assert pending.state is S.PENDING_REPLACE
    new = replace(change(K.REPLACED, "v2"), quantity=Decimal(12), price=Decimal(99))
    got = after(pending, new)
    assert (got.state, got.quantity, got.price) == (S.ACCEPTED, Decimal(12), Decimal(99))
    assert got.venue_order_id == "v2"
    assert after(pending, change(K.REPLACE_REJECTED)).quantity == 10


def test_a_rejection_keeps_the_reasons_on_the_order() -> None:
    """A reader of the order needs no event to know why."""
    refusal = replace(change(K.REJECTED), reasons=("VENUE_OTHER",), message="no")
    got = after(order(), refusal)
    assert (got.reasons, got.message) == (("VENUE_OTHER",), "no")


@pytest.mark.parametrize("state", [S.FILLED, S.CANCELED, S.EXPIRED, S.REJECTED, S.DENIED])
@pytest.mark.parametrize("kind", list(K))
def test_final_states_are_left_by_nothing_but_a_fill(
    state: OrderState, kind: OrderEventKind
) -> None:
    """And by a fill only where it completes the order."""
    fills = fill("t", "1") if kind is K.FILLED else None
    match apply(order(state), replace(change(kind), fill=fills)):
        case Changed(order=now):
            assert now.state is state
        case Known() | Impossible():
            pass


def test_the_table_names_no_state_of_a_kind_twice_and_covers_every_report_kind() -> None:
    """Kinds that begin a life, or are made of an impossibility, have no row."""
    without = {K.SUBMITTED, K.DENIED, K.ADOPTED, K.ANOMALY}
    assert set(TRANSITIONS) == set(K) - without
    assert set(TRANSITIONS[K.FILLED]) == set(S)


def test_every_event_counts_and_is_stamped_with_the_runs_clock() -> None:
    """Repeats count nothing."""
    got = after(order(), change(K.ACCEPTED), change(K.ACCEPTED), filled("t1", "4"))
    assert (got.revision, got.updated_ns) == (2, 6)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Change], OrderState, Decimal]:
    """Reports of one possible life, repeated and shuffled; its end; what filled."""
    parts = draw(st.lists(st.integers(1, 5), max_size=4))
    total = sum(parts)
    ends = [None] if total == 10 else [None, K.CANCELED, K.EXPIRED]
    end = draw(st.sampled_from(ends)) if total <= 10 else None
    parts = parts if total <= 10 else []
    total = sum(parts)
    reports = [change(K.ACCEPTED)] if draw(st.booleans()) or not parts else []
    reports += [change(K.TRIGGERED)] if draw(st.booleans()) else []
    expected = S.TRIGGERED if change(K.TRIGGERED) in reports else S.ACCEPTED
    if parts:
        expected = S.FILLED if total == 10 else S.PARTIALLY_FILLED
    reports += [filled(f"t{n}", str(part)) for n, part in enumerate(parts)]
    if end is not None:
        reports.append(change(end))
        expected = S.CANCELED if end is K.CANCELED else S.EXPIRED
    reports += draw(st.lists(st.sampled_from(reports), max_size=4))
    return draw(st.permutations(reports)), expected, Decimal(total)


@given(histories())
@settings(max_examples=300)
def test_reports_in_any_order_and_repeated_lead_to_the_same_end(
    history: tuple[list[Change], OrderState, Decimal],
) -> None:
    """What is filled is the sum over distinct trades, whatever the channel did."""
    reports, expected, total = history
    now = order()
    trades: set[str] = set()
    for report in reports:
        if report.fill is not None:
            if report.fill.venue_trade_id in trades:
                continue
            trades.add(report.fill.venue_trade_id)
        now = after(now, report)
    assert now.filled_quantity == total
    assert now.state is expected
    assert now.venue_order_id == "v1"


@given(st.lists(st.sampled_from(list(K)), max_size=12), st.integers(1, 4))
@example([K.FILLED, K.FILLED, K.FILLED], 4)
@settings(max_examples=300)
def test_no_sequence_of_events_unfills_an_order_or_reopens_a_final_one(
    kinds: list[OrderEventKind], part: int
) -> None:
    """Possible or not, in whatever order they come."""
    now = order()
    for number, kind in enumerate(kinds):
        fills = fill(f"t{number}", str(part)) if kind is K.FILLED else None
        match apply(now, replace(change(kind), fill=fills)):
            case Changed(order=then):
                assert then.filled_quantity >= now.filled_quantity
                assert not (now.state.is_final and then.state.is_open)
                assert then.revision == now.revision + 1
                now = then
            case Known() | Impossible():
                pass
    if now.filled_quantity < now.quantity:
        assert now.state is not S.FILLED
        assert working_state(now) in {S.SUBMITTED, S.ACCEPTED, S.TRIGGERED, S.PARTIALLY_FILLED}
    else:
        assert now.state is working_state(now) is S.FILLED
