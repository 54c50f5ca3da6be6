"""Risk in a replay judges as the kernel does, and tells the same bytes again after a crash."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.chassis.bus import Bus
from services.chassis.clock import ManualClock
from services.chassis.config import ReplaySettings
from services.chassis.rounds import Round
from services.chassis.schema import migrate_databases
from services.chassis.subjects import Topic
from services.risk.gate import RiskGate
from services.risk.replaying import ReplayingRisk
from services.risk.settings import AccountSettings, RiskSettings
from services.risk.store import read_kept
from services.risk.tables import entries_table, limits_table
from services.risk.watch import RiskWatch
from tests.integration.execution_mesh import SIM
from tests.integration.kernel_rounds import BEGIN_NS, RUN, Oracle, run_kernel
from tests.integration.replay_readers import Led, gained_by, owning, rounds_of
from tradewire.channel import open_channel
from tradewire.codec.risk_events import risk_event_from_wire
from tradewire.codec.verdicts import verdict_from_wire, verdict_request_to_wire
from tradewire.risk.v1 import event_pb2, verdict_pb2
from tradewire.signal.v1 import event_pb2 as signal_event_pb2
from tradewire.verdicts import RiskEvent, VerdictGiven, VerdictRequest

ACCOUNT = AccountSettings(account="paper", opening_balances={"USDT": Decimal(100_000)})


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    """Some seconds of the kernel: entries, stops, targets, refusals."""
    return run_kernel(2, seconds=20)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """An empty database of risk's."""
    path = tmp_path / "risk.db"
    await migrate_databases({"risk": f"sqlite:///{path}"})
    return path


class Judge(Led):
    """Risk, led by hand, and its gate."""

    gate: RiskGate


@asynccontextmanager
async def replaying(path: Path, bus: Bus, *, again: bool = False) -> AsyncIterator[Judge]:
    """Risk as its process builds it; leaving is a crash."""
    nobody = open_channel("127.0.0.1:1", services=())
    clock = ManualClock(BEGIN_NS)
    async with owning(path, bus, "risklog") as owner:
        watch = RiskWatch(owner, clock, RiskGate(log_id="risklog"), _no_failure)
        participant = ReplayingRisk(watch, (ACCOUNT,), nobody, demo=True)
        participant.know({SIM.id: SIM})
        led = Judge(owner, clock, participant, again=again)
        led.gate = watch.gate
        yield led
    await nobody.close()


async def test_risk_tells_what_the_kernels_gate_told(path: Path, bus: Bus, oracle: Oracle) -> None:
    """Each round the same verdicts and releases; the answer names its place in the log."""
    told = gained_by(oracle, Topic.RISK)
    async with replaying(path, bus) as led:
        for number, round_ in enumerate(rounds_of(oracle)):
            found, answers = await go(led, round_, oracle, number)
            assert found == [_value(event.payload) for event in told[number]]
            for request, answer in answers:
                assert verdict_from_wire(answer) == oracle.answers[request.request_id][1]
                signal = request.cause.removeprefix("signal:")
                assert answer.trace_id == signal
    assert sum(map(len, told)) > 20
    assert {type(_value(event.payload)).__name__ for each in told for event in each} == {
        "VerdictGiven",
        "ReservationReleased",
    }


async def test_what_was_committed_comes_out_again_to_the_byte(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """A process that was killed half-way runs the same rounds and goes on; nothing is twice."""
    rounds = rounds_of(oracle)
    half = len(rounds) // 2
    async with replaying(path, bus) as led:
        before = [await go(led, each, oracle, at) for at, each in enumerate(rounds[:half])]
    async with replaying(path, bus, again=True) as led:
        assert [await go(led, each, oracle, at) for at, each in enumerate(rounds[:half])] == before
    async with owning(path, bus, "risklog") as owner:
        events = await owner.store.read(
            lambda c: c.execute(select(func.count()).select_from(entries_table)).scalar_one()
        )
        limits = await owner.store.read(lambda c: c.execute(select(limits_table)).all())
    # One more tells of the demo's limits.
    assert events == 1 + sum(len(found) for found, _ in before)
    assert [row.subject for row in limits] == ["account-paper"]


async def test_the_tables_have_what_the_gate_has(path: Path, bus: Bus, oracle: Oracle) -> None:
    """Accounts, balances, positions, open orders and reservations, while something is held."""
    async with replaying(path, bus) as led:
        for number, round_ in enumerate(rounds_of(oracle)):
            await go(led, round_, oracle, number)
            account = led.gate.export().accounts[0]
            if account.positions and account.open_orders and led.gate.reservations.all():
                break
        state = led.gate.export()
    async with owning(path, bus, "risklog") as owner:
        kept = await owner.store.read(read_kept)
    (account,) = state.accounts
    assert account.open_orders
    assert [(each.account, each.baseline) for each in kept.accounts] == [
        ("paper", account.baseline)
    ]
    assert kept.balances == tuple(sorted(account.balances, key=lambda each: each.asset))
    assert kept.positions == account.positions
    assert tuple(order for _, order in kept.open_orders) == account.open_orders
    assert kept.reservations == state.reservations


async def test_a_request_of_a_round_before_gets_its_first_answer(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """Where the same is asked in another round, nothing is recorded a second time."""
    async with replaying(path, bus) as led:
        asked: list[tuple[bytes, bytes]] = []
        for number, round_ in enumerate(rounds_of(oracle)):
            for call, again in asked[:1]:
                answer, events = await led.repeat(call)
                assert (answer, events) == (again, [])
            await led.take(round_)
            for request in _asked_in(oracle, number):
                call = verdict_request_to_wire(request).SerializeToString(deterministic=True)
                asked.append((call, (await led.repeat(call))[0]))
            if len(asked) > 3:
                break
    assert len(asked) > 3


async def test_an_event_of_an_unknown_account_ends_the_replay(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """As it ends the kernel's."""
    async with replaying(path, bus) as led:
        round_ = next(each for each in rounds_of(oracle) if each.events)
        strange = replace(round_.events[0], stream="tw.v1.orders.other")
        strange = replace(strange, payload=strange.payload.replace(b"paper", b"other"))
        effects, _ = await led.take(replace(round_, market=(), events=[strange]))
    assert "account other is unknown to risk" in effects.failure
    assert effects.write is None


def test_opening_balances_are_of_a_replay_alone() -> None:
    """Live they would stand beside what execution tells."""
    with pytest.raises(ValueError, match="opening_balances"):
        RiskSettings(accounts=(ACCOUNT,))
    replay = ReplaySettings(run=RUN, begin_ns=1, log_id="risklog")
    assert RiskSettings(accounts=(ACCOUNT,), replay=replay).accounts == (ACCOUNT,)


Answers = list[tuple[VerdictRequest, verdict_pb2.Verdict]]


async def go(
    led: Led, round_: Round, oracle: Oracle, number: int
) -> tuple[list[RiskEvent | None], Answers]:
    """A round and the calls after it: what risk told, less the limits, and what it answered."""
    _, events = await led.take(round_)
    answers: Answers = []
    for request in _asked_in(oracle, number):
        call = verdict_request_to_wire(request).SerializeToString(deterministic=True)
        answer, more = await led.repeat(call)
        events += more
        verdict = verdict_pb2.Verdict.FromString(answer)
        (place,) = [event.seq for event in more if event.event_id == verdict.verdict]
        assert (verdict.risk_position.log_id, verdict.risk_position.sequence) == ("risklog", place)
        answers.append((request, verdict))
    told = [event for event in events if event.type != "LimitsChanged"]
    assert all(_header(event.payload) == (round_.step, round_.number) for event in told)
    return [_value(event.payload) for event in told], answers


def _asked_in(oracle: Oracle, number: int) -> list[VerdictRequest]:
    """What execution asks in a round: a verdict on each of its signals that needs one."""
    asked = {request.cause: request for request, _, _ in oracle.answers.values()}
    causes = [
        f"signal:{signal_event_pb2.SignalEvent.FromString(event.payload).signal.signal}"
        for event in oracle.rounds[number].events
        if event.stream.startswith("tw.v1.signals.")
    ]
    return [asked[cause] for cause in causes if cause in asked]


def _value(payload: bytes) -> RiskEvent | None:
    """What happened; the request's id is not told."""
    _, event = risk_event_from_wire(event_pb2.RiskEvent.FromString(payload))
    if isinstance(event, VerdictGiven):
        return replace(event, request=replace(event.request, request_id=""))
    return event


def _header(payload: bytes) -> tuple[int, int]:
    message = event_pb2.RiskEvent.FromString(payload)
    return message.step, message.round


def _no_failure(error: BaseException) -> None:
    raise error
