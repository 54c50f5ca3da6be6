"""Strategies in a replay give what they give in the kernel, and the same bytes after a crash."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.bus import Bus
from services.chassis.clock import ManualClock, WallClock
from services.chassis.events import Event
from services.chassis.metrics import Metrics
from services.chassis.rounds import Round
from services.chassis.schema import migrate_databases
from services.chassis.subjects import Topic
from services.signal import store
from services.signal.fleet import Fleet
from services.signal.history import MarketHistory
from services.signal.host import Stamps
from services.signal.journal import Journal
from services.signal.metrics import Counts
from services.signal.records import Standing
from services.signal.replaying import ReplayingStrategies
from services.signal.seat import Parts
from services.signal.settings import StrategySection
from services.signal.store import SignalFilter
from services.signal.watch import BlockWatch
from tests.integration import kernel_rounds
from tests.integration.execution_mesh import SIM
from tests.integration.kernel_rounds import BEGIN_NS, Oracle, run_kernel
from tests.integration.replay_readers import Led, gained_by, owning, rounds_of
from tradewire.channel import open_channel
from tradewire.codec.signals import signal_event_from_wire
from tradewire.errors import ConfigurationError
from tradewire.signal.v1 import event_pb2
from tradewire.signals import Signal, SignalState, TickEvidence

RESTLESS = StrategySection(strategy="restless", source=f"{kernel_rounds.__file__}:Restless")

TIMED = '''
from tradewire.strategy import Strategy

class Timed(Strategy):
    """Wakes itself every second, and fails at the third time."""

    def on_start(self):
        self.timer("wake", self.now_ns + 1_000_000_000)

    def on_timer(self, name):
        self.state["woken"] = self.state.get("woken", 0) + 1
        self.timer("wake", self.now_ns + 1_000_000_000)
        if self.state["woken"] == 3:
            raise RuntimeError(f"three is too much for {object()}")
'''


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    """Some seconds of the kernel: entries, stops, targets, refusals."""
    return run_kernel(3, seconds=20)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """An empty database of the signal service's."""
    path = tmp_path / "signal.db"
    await migrate_databases({"signal": f"sqlite:///{path}"})
    return path


@asynccontextmanager
async def replaying(
    path: Path, bus: Bus, *sections: StrategySection, again: bool = False
) -> AsyncIterator[Led]:
    """The strategies as their process builds them; leaving is a crash."""
    nobody = open_channel("127.0.0.1:1", services=())
    clock = ManualClock(BEGIN_NS)
    async with owning(path, bus, "signallog") as owner:
        parts = Parts(
            owner=owner,
            journal=Journal("signallog", clock.now_ns),
            history=MarketHistory(nobody, 0),
            clock=clock,
            wall=clock,
            watch=BlockWatch(),
            counts=Counts(Metrics("signal")),
            fail=_no_failure,
        )
        fleet = Fleet(parts, str)
        try:
            participant = ReplayingStrategies(parts, fleet, sections, nobody, WallClock())
            participant.know({SIM.id: SIM})
            yield Led(owner, clock, participant, again=again)
        finally:
            await nobody.close()


async def go(led: Led, round_: Round) -> list[Event]:
    """A round: what was told of signals."""
    effects, events = await led.take(round_)
    assert not effects.failure
    told = [event for event in events if not event.type.startswith("Strategy")]
    assert all(
        (message.step, message.round) == (round_.step, round_.number)
        for message in (event_pb2.SignalEvent.FromString(event.payload) for event in told)
    )
    return told


async def test_strategies_give_what_the_kernels_host_gave(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """Each round the same signals, seen at the step's clock, each in a trace of its own."""
    told = gained_by(oracle, Topic.SIGNALS)
    given: list[Signal] = []
    async with replaying(path, bus, RESTLESS) as led:
        for number, round_ in enumerate(rounds_of(oracle)):
            events = await go(led, round_)
            found = [_signal(each) for each in events if each.type == "SignalGiven"]
            for signal in found:
                assert signal.traceparent == f"00-{signal.signal_id}-{signal.signal_id[:16]}-01"
                tick = signal.evidence.tick
                stamps = Stamps(round_.clock_ns, round_.clock_ns)
                assert tick is None or Stamps(tick.published_ns, tick.handled_ns) == stamps
            assert [_bare(each) for each in found] == [
                _bare(_signal(event)) for event in told[number]
            ]
            given += found
    assert len(given) > 20


async def test_a_signal_is_settled_by_the_first_word_of_execution(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """Its row and one event tell its outcome; at the end of the tape the strategies stop."""
    kinds: dict[str, list[str]] = {}
    async with replaying(path, bus, RESTLESS) as led:
        for round_ in rounds_of(oracle):
            for event in await go(led, round_):
                message = event_pb2.SignalEvent.FromString(event.payload)
                changed = message.signal_state_changed.signal or message.signal.signal
                kinds.setdefault(changed, []).append(event.type)
    # Execution passes over what asks for nothing, such as a close where nothing is held.
    ordered = {order.signal_id for order in oracle.orders.values()}
    for signal_id, told in kinds.items():
        assert told == ["SignalGiven", "SignalHandled"][: 1 + (signal_id in ordered)]
    async with owning(path, bus, "signallog") as owner:
        rows = await owner.store.read(
            lambda c: store.list_signals(c, SignalFilter(), after="", limit=1_000)
        )
        ((record, checkpoint),) = await owner.store.read(store.strategies)
    assert {row.signal_id for row in rows} == kinds.keys()
    outcomes = [row.outcome for row in rows if row.state is SignalState.HANDLED]
    assert {each.order_id for each in outcomes if each} <= oracle.orders.keys()
    assert any(each.reasons for each in outcomes if each)
    assert len(outcomes) == len(ordered & kinds.keys())
    assert record.state is Standing.STOPPED
    assert checkpoint.ordinal == len(rows)


async def test_what_was_committed_comes_out_again_to_the_byte(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """A process that was killed half-way runs the same rounds; nothing is written twice."""
    rounds = rounds_of(oracle)
    half = rounds[: len(rounds) // 2]
    async with replaying(path, bus, RESTLESS) as led:
        before = [await go(led, each) for each in half]
    async with replaying(path, bus, RESTLESS, again=True) as led:
        assert [await go(led, each) for each in half] == before


async def test_a_strategy_that_fails_ends_the_replay_and_says_why(
    path: Path, bus: Bus, oracle: Oracle, tmp_path: Path
) -> None:
    """Its timers are waited for; its row has the reason, the same bytes after a crash."""
    file = tmp_path / "timed.py"
    file.write_text(TIMED)
    section = StrategySection(strategy="timed", source=f"{file}:Timed")
    failures = []
    for again in (False, True):
        async with replaying(path, bus, section, again=again) as led:
            for round_ in rounds_of(oracle):
                effects, _ = await led.take(round_)
                if effects.failure:
                    failures.append(effects.failure)
                    break
                assert effects.next_due_ns is not None
                assert round_.clock_ns < effects.next_due_ns <= round_.clock_ns + 1_000_000_000
    assert failures == [failures[0]] * 2
    assert failures[0].startswith("strategy timed failed: RuntimeError: three is too much")
    async with owning(path, bus, "signallog") as owner:
        ((record, _),) = await owner.store.read(store.strategies)
    assert record.state is Standing.FAILED
    assert record.failure is not None
    assert record.failure.handler == "on_timer"


async def test_a_strategy_that_cannot_be_loaded_ends_the_replay_at_its_first_round(
    path: Path, bus: Bus, oracle: Oracle
) -> None:
    """With the loader's own words."""
    missing = StrategySection(strategy="gone", source="/nowhere/gone.py:Gone")
    async with replaying(path, bus, missing) as led:
        effects, events = await led.take(oracle.rounds[0])
    assert "strategy file /nowhere/gone.py does not exist" in effects.failure
    assert [event.type for event in events] == ["StrategyChanged", "StrategyStateChanged"]


@pytest.mark.parametrize(
    "section",
    [
        RESTLESS.model_copy(update={"approval_required": True}),
        StrategySection(strategy="elsewhere", source="external"),
    ],
    ids=["approval", "external"],
)
async def test_a_replay_refuses_what_would_wait_for_somebody(
    path: Path, bus: Bus, section: StrategySection
) -> None:
    """At the start, with the setting to change."""
    with pytest.raises(ConfigurationError, match="TRADEWIRE_SIGNAL__STRATEGIES"):
        async with replaying(path, bus, section):
            pass


def _signal(event: Event) -> Signal:
    _, signal = signal_event_from_wire(event_pb2.SignalEvent.FromString(event.payload))
    assert isinstance(signal, Signal)
    return signal


def _bare(signal: Signal) -> Signal:
    """A signal without what the kernel leaves out: its trace and the stamps of its way."""
    tick = signal.evidence.tick
    if isinstance(tick, TickEvidence):
        tick = replace(tick, published_ns=0, handled_ns=0)
    evidence = replace(signal.evidence, tick=tick)
    return replace(signal, traceparent="", state=SignalState.PUBLISHED, evidence=evidence)


def _no_failure(error: BaseException) -> None:
    raise error
