"""The rounds of a replay: what is opened depends on the answers, and not on who was quick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.rounds import MARKS_MAX, ROUNDS_MAX, Rounds
from tradewire.errors import InternalError
from tradewire.system.v1.clock_pb2 import Advance, Done, ReplayStep, StreamMark

NAMES = ("risk", "signal", "execution")
STREAMS = ("tw.v1.orders.paper", "tw.v1.risk.paper", "tw.v1.signals.demo")
MARKET = {"tw.v1.md.trades.SIM.BTC-USDT": 7}


def done(advance: Advance, name: str, due_ns: int | None = None, **marks: int) -> Done:
    """An answer; marks by the last token but one of their stream's name."""
    answer = Done(step=advance.step, participant=name)
    for topic, sequence in marks.items():
        stream = next(one for one in STREAMS if topic in one)
        answer.marks.append(StreamMark(stream=stream, sequence=sequence))
    if due_ns is not None:
        answer.next_due_unix_nanos = due_ns
    return answer


def marks_of(advance: Advance) -> dict[str, int]:
    """Stream -> sequence."""
    return {mark.stream: mark.sequence for mark in advance.marks}


def test_a_step_ends_when_nothing_grew() -> None:
    """What grew in a round is read in the next, by the rank of the streams."""
    rounds = Rounds("run", NAMES)
    first = rounds.open_step(1, 10, MARKET, bytes(4))
    assert (first.step.step, first.step.round, first.clock_unix_nanos) == (1, 1, 10)
    assert (marks_of(first), first.tape_order) == (MARKET, bytes(4))
    rounds.take(done(first, "signal", signals=1))
    rounds.take(done(first, "execution", orders=2))
    assert (rounds.silent, rounds.is_complete) == (["risk"], False)
    rounds.take(done(first, "risk"))
    assert rounds.is_complete
    second = rounds.next_round()
    assert second is not None
    assert [mark.stream for mark in second.marks] == [STREAMS[0], STREAMS[2]]
    assert (second.step.round, second.tape_order) == (2, b"")
    for name in NAMES:
        # Marks that were told before are no growth.
        rounds.take(done(second, name, orders=2))
    assert rounds.next_round() is None
    assert rounds.marks == MARKET | {STREAMS[0]: 2, STREAMS[2]: 1}


def test_the_next_due_is_the_earliest_of_the_last_answers() -> None:
    """An answer without one takes back what was waited for."""
    rounds = Rounds("run", NAMES)
    first = rounds.open_step(1, 10, {}, b"")
    for name, due_ns in zip(NAMES, (50, 30, None), strict=True):
        rounds.take(done(first, name, due_ns, signals=1))
    assert rounds.next_due_ns == 30
    second = rounds.next_round()
    assert second is not None
    for name, due_ns in zip(NAMES, (50, None, 70), strict=True):
        rounds.take(done(second, name, due_ns))
    assert rounds.next_due_ns == 50


def test_what_is_not_an_answer_to_the_open_round_is_nothing() -> None:
    """Repeats, strangers, other runs and rounds that are over."""
    rounds = Rounds("run", NAMES)
    first = rounds.open_step(1, 10, {}, b"")
    other = Advance(step=ReplayStep(run="other", step=1, round=1))
    late = Advance(step=ReplayStep(run="run", step=1, round=2))
    for advance, name in ((first, "gateway"), (other, "risk"), (late, "risk")):
        rounds.take(done(advance, name, signals=9))
    rounds.take(done(first, "risk"))
    rounds.take(done(first, "risk", signals=9))
    assert rounds.silent == ["signal", "execution"]
    rounds.take(done(first, "signal"))
    rounds.take(done(first, "execution"))
    assert rounds.next_round() is None


def test_a_failure_ends_the_waiting_at_once() -> None:
    """It names who failed, and the first one stays."""
    rounds = Rounds("run", NAMES)
    first = rounds.open_step(1, 10, {}, b"")
    for name in ("signal", "execution"):
        answer = done(first, name)
        answer.failure = "divided by zero"
        rounds.take(answer)
    assert rounds.is_complete
    assert rounds.failure == "signal: divided by zero"
    assert rounds.ended(rounds.failure).failure == rounds.failure


def test_a_step_that_never_rests_is_an_error() -> None:
    """After 64 rounds, as in the kernel."""
    rounds = Rounds("run", NAMES)
    advance: Advance | None = rounds.open_step(3, 10, {}, b"")
    for number in range(1, ROUNDS_MAX + 1):
        assert advance is not None
        for name in NAMES:
            rounds.take(done(advance, name, signals=number))
        if number < ROUNDS_MAX:
            advance = rounds.next_round()
    with pytest.raises(InternalError, match="step 3 did not come to rest in 64 rounds"):
        rounds.next_round()


def test_a_step_beyond_a_message_is_refused_with_the_remedy() -> None:
    """The manifest's step can be made shorter."""
    rounds = Rounds("run", NAMES)
    with pytest.raises(InternalError, match="shorter step_ns"):
        rounds.open_step(1, 10, {f"stream-{number}": 1 for number in range(MARKS_MAX + 1)}, b"")


Growth = st.lists(st.dictionaries(st.sampled_from(STREAMS), st.integers(0, 3)), max_size=6)
"""By how much the streams of each participant grow, round after round."""


def led(growth: dict[str, list[dict[str, int]]], order: list[int], again_at: int) -> list[bytes]:
    """A step's rounds where answers come in some order; a restart at one of them."""
    rounds, opened, heads = Rounds("run", NAMES), list[bytes](), dict.fromkeys(STREAMS, 0)
    advance: Advance | None = rounds.open_step(1, 10, MARKET, bytes(2))
    dones: list[Done] = []
    while advance is not None:
        opened.append(advance.SerializeToString())
        dones = []
        for place, name in enumerate(NAMES):
            grows = growth[name][len(opened) - 1] if len(opened) <= len(growth[name]) else {}
            # Each stream is its owner's: one participant lets it grow.
            own = {STREAMS[place]: grows.get(STREAMS[place], 0)}
            for stream, by in own.items():
                heads[stream] += by
            answer = Done(step=advance.step, participant=name)
            answer.marks.extend(StreamMark(stream=one, sequence=heads[one]) for one in own)
            dones.append(answer)
        if len(opened) == again_at:
            rounds.take(dones[order[0]])
            rounds = Rounds("run", NAMES)
            for one in opened:
                rounds.restore(Advance.FromString(one))
        for place in order:
            rounds.take(dones[place])
            rounds.take(dones[place])
        assert rounds.is_complete
        advance = rounds.next_round()
    return opened


@given(
    st.fixed_dictionaries(dict.fromkeys(NAMES, Growth)),
    st.permutations(range(3)),
    st.integers(1, 7),
)
def test_order_repeats_and_a_restart_change_no_round(
    growth: dict[str, list[dict[str, int]]], order: list[int], again_at: int
) -> None:
    """Byte for byte; and a step takes one round more than the last growth."""
    straight = led(growth, [0, 1, 2], 0)
    assert led(growth, order, again_at) == straight
    own = [
        any(
            growth[name][number].get(stream)
            for name, stream in zip(NAMES, STREAMS, strict=True)
            if number < len(growth[name])
        )
        for number in range(6)
    ]
    assert len(straight) == next((number for number, grew in enumerate(own) if not grew), 6) + 1
