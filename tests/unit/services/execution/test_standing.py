"""What keeps an account from opening, and what it says of itself then."""

from hypothesis import given
from hypothesis import strategies as st

from services.execution.standing import (
    BOOKS,
    MESSAGE_CHARACTERS_MAX,
    Hold,
    Standing,
    of_books,
    of_directive,
    of_poison,
)
from tradewire.execution.v1 import account_pb2
from tradewire.verdicts import RefusalReason

POISON = of_poison("log", "tw.v1.risk.paper", 7, "ValueError: odd", 3)
DIFFERENT = of_books("USDT is 1 here and 2 there", 5)
KILLED = of_directive("*", "enough", 9)


def test_it_opens_nothing_before_books_and_venue_have_agreed() -> None:
    """RECONCILING, and a refusal that says to come back."""
    standing = Standing()
    assert not standing.may_open
    assert standing.state(()) == account_pb2.ACCOUNT_STATE_RECONCILING
    assert standing.reason is RefusalReason.VENUE_NOT_RECONCILED
    assert "order again" in standing.message
    standing.activate()
    assert standing.may_open
    assert standing.state(standing.holds) == account_pb2.ACCOUNT_STATE_ACTIVE


def test_a_halt_that_needs_a_person_is_told_from_one_that_ends_by_itself() -> None:
    """ACCOUNT_HALTED for a poisoned event, VENUE_NOT_RECONCILED for a difference."""
    standing = Standing([DIFFERENT])
    assert standing.reason is RefusalReason.VENUE_NOT_RECONCILED
    both = Standing([DIFFERENT, POISON])
    assert both.reason is RefusalReason.ACCOUNT_HALTED
    assert both.message == f"{DIFFERENT.message}; {POISON.message}"


def test_what_risk_halted_shows_and_is_left_for_risk_to_refuse() -> None:
    """The account is HALTED; its orders are still put to risk, whose reasons are better."""
    standing = Standing([KILLED])
    standing.activate()
    assert standing.may_open
    assert standing.state(standing.halted_by(["*"])) == account_pb2.ACCOUNT_STATE_HALTED


def test_a_halt_of_risk_that_was_noted_nowhere_shows_all_the_same() -> None:
    """From the desk's scopes; a strategy's halt is not the account's."""
    standing = Standing()
    assert [hold.key for hold in standing.halted_by(["*", "strategy:cross"])] == ["directive:*"]


def test_words_fit_the_contract_and_keep_the_remedy() -> None:
    """However long the reason is."""
    for hold in (
        of_poison("log", "tw.v1.risk.paper", 7, "x" * 2_000, 1),
        of_directive("account:paper", "x" * 2_000, 1),
        of_books("x" * 2_000, 1),
    ):
        assert len(hold.message) <= MESSAGE_CHARACTERS_MAX
    assert "skip_sequence 7" in of_poison("log", "tw.v1.risk.paper", 7, "x" * 2_000, 1).message


STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from([POISON, DIFFERENT, KILLED])))


@given(STEPS)
def test_it_opens_exactly_while_no_hold_of_its_own_is_left(steps: list[tuple[bool, Hold]]) -> None:
    """Whatever begins and ends in whatever order, and however often."""
    standing, held = Standing(), dict[str, Hold]()
    standing.activate()
    for begins, hold in steps:
        if begins:
            assert standing.begin(hold) is (hold.key not in held)
            held.setdefault(hold.key, hold)
        else:
            assert standing.lift(hold.key) == held.pop(hold.key, None)
        assert standing.holds == tuple(held.values())
        assert standing.may_open is (not held.keys() & {POISON.key, BOOKS})
