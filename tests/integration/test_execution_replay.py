"""Execution in a replay does what the kernel does, byte for byte, and again after every crash."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest
from sqlalchemy import Connection, Table, select

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.clock import ManualClock
from services.chassis.config import Addresses, ReplaySettings, ServerSettings
from services.chassis.databases import open_store
from services.chassis.events import NewEvent, open_log, read_range
from services.chassis.metrics import Metrics
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.rounds import STEP, Effects, Round
from services.chassis.schema import migrate_databases
from services.chassis.server import Server
from services.chassis.sqlite import SqliteStore
from services.chassis.tails import Tails
from services.execution import paper_store
from services.execution import tables as execution_tables
from services.execution.ranges import Ranges
from services.execution.replay_risk import ReplayRisk
from services.execution.replaying import Replaying
from services.execution.service import add_services
from services.execution.settings import AccountSettings, ExecutionSettings
from services.execution.shell import Shell
from services.execution.writer import Clocks
from tests.integration.execution_mesh import SIM
from tests.integration.kernel_rounds import (
    BEGIN_NS,
    LATENCY_MS,
    RUN,
    STREAM,
    Oracle,
    run_kernel,
    traceparent_of,
)
from tests.traced import attribute, recording
from tradewire.channel import open_channel
from tradewire.client import Tradewire
from tradewire.codec.instruments import instrument_to_wire
from tradewire.codec.verdicts import verdict_to_wire
from tradewire.errors import PreconditionError
from tradewire.execution.v1 import account_pb2, explanation_pb2, position_pb2
from tradewire.hashes import fills_hash, orders_hash
from tradewire.orders import OrderState
from tradewire.risk.v1 import verdict_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import (
    RiskServiceServicer,
    add_RiskServiceServicer_to_server,
)
from tradewire.signal.v1 import signal_requests_pb2, strategy_pb2
from tradewire.signal.v1.event_pb2 import SignalEvent
from tradewire.signal.v1.signal_service_pb2_grpc import (
    SignalServiceServicer,
    add_SignalServiceServicer_to_server,
)
from tradewire.system.v1.clock_pb2 import ReplayStep
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import VerdictGiven

DAY_NS = 86_400 * 1_000_000_000
SIGNALS = 3
"""Events of the strategy whose stream is read."""


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    """Half a minute of the kernel: entries, stops, targets, refusals, and then the kill switch."""
    return run_kernel(1, 30, kill_at_step=200)


class Running:
    """Execution in a replay, in this process, led by hand."""

    def __init__(self, shell: Shell, participant: Replaying, clock: ManualClock) -> None:
        self.shell = shell
        self.participant = participant
        self.client: Tradewire
        self.head = 1
        self._clock = clock

    async def take(self, round_: Round, *, again: bool = False) -> Effects:
        """Lead it through a round; one that is run ``again`` is compared and not committed."""
        self._clock.set_ns(max(round_.clock_ns, self._clock.now_ns()))
        effects = await self.participant.take(round_)
        if again:
            logged = await self.shell.owner.store.read(
                lambda c: read_range(c, STREAM, self.head, limit=len(effects.events))
            )
            assert [each.payload for each in logged] == [new.payload for _, new in effects.events]
        elif effects.write is not None:
            await self.shell.owner.commit(effects.write)
        self.head += len(effects.events)
        return effects

    async def take_all(self, rounds: Sequence[Round], *, again: bool = False) -> list[Effects]:
        """Lead it through rounds."""
        return [await self.take(each, again=again) for each in rounds]


@asynccontextmanager
async def replaying(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> AsyncIterator[Running]:
    """Execution as its process opens it; leaving is a crash: nothing is told to finish."""
    clock = ManualClock(BEGIN_NS)
    settings = ExecutionSettings(
        data_dir=folder,
        addresses=Addresses(execution="127.0.0.1:0"),
        nats_url=nats_server.url,
        server=ServerSettings(grace_s=0.2),
        replay=ReplaySettings(run=RUN, begin_ns=BEGIN_NS, log_id="execlog"),
        accounts={"paper": AccountSettings(opening_balances={"USDT": Decimal(100_000)})},
        paper_latency_ms=LATENCY_MS,
        paper_log_id="paperlog",
    )
    store = await open_store(f"sqlite:///{folder / 'execution.db'}")
    log_id = await store.write(
        lambda c: open_log(c, now_ns=clock.now_ns(), draw_id=str, log_id="execlog")
    )
    bus = await Bus.open(nats_server.url, name="execution")
    outbox = Outbox(store, bus, log_id=log_id, now_ns=clock.now_ns)
    owner = Owner(store, bus, outbox, Tails(store, log_id), log_id)
    shell = await Shell.open(
        settings, owner, Clocks(clock, clock), spawn=_no_tasks, fail=_no_failure
    )
    shell.catalog.add([instrument_to_wire(SIM)])
    running = Running(shell, shell.participant({SIM.id: SIM}, oracle), clock)
    server = Server(settings, Metrics("execution"))
    add_services(server, shell)
    await server.start()
    await server.set_ready(True)
    try:
        async with Tradewire(f"127.0.0.1:{server.port}") as client:
            running.client = client
            yield running
    finally:
        await server.stop()
        await shell.close()
        await bus.close()
        await store.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of execution's: making one starts a process."""
    path = tmp_path_factory.mktemp("empty") / "execution.db"
    asyncio.run(migrate_databases({"execution": f"sqlite:///{path}"}))
    return path


@pytest.fixture
def folder(tmp_path: Path, empty: Path) -> Path:
    """A data directory with an empty database."""
    shutil.copy(empty, tmp_path)
    return tmp_path


async def test_a_replay_records_what_the_kernel_did_to_the_byte(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> None:
    """Round by round; and the API tells the orders and fills that have the kernel's hashes."""
    async with replaying(nats_server, folder, oracle) as running:
        effects = await running.take_all(oracle.rounds)
        assert [[new for _, new in each.events] for each in effects] == oracle.events
        assert sum(each.write is None for each in effects) > len(effects) / 2
        orders = [order async for order in running.client.orders("paper")]
        fills = [fill async for fill in running.client.fills("paper")]
        logged = await _log(running)
    assert orders_hash(orders) == orders_hash(oracle.orders.values())
    assert fills_hash(fills) == fills_hash(oracle.fills)
    assert len(orders) > 30
    assert {each.state for each in orders} >= {OrderState.FILLED, OrderState.DENIED}
    assert [payload for _, payload, _ in logged][1:] == [
        new.payload for events in oracle.events for new in events
    ]


async def test_after_crashes_the_rounds_are_run_again_and_nothing_differs(
    nats_server: NatsServer,
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    empty: Path,
    oracle: Oracle,
    seed: int,
) -> None:
    """Killed between a round and its commit, at moments that follow from the seed."""
    rng = random.Random(seed)
    cuts = [*sorted(rng.sample(range(1, len(oracle.rounds)), 3)), len(oracle.rounds)]
    done = 0
    for cut in cuts:
        async with replaying(nats_server, folder, oracle) as running:
            await running.take_all(oracle.rounds[:done], again=True)
            await running.take_all(oracle.rounds[done:cut])
            done = cut
            if cut < len(oracle.rounds):
                # Handled, and killed before the commit.
                await running.participant.take(oracle.rounds[cut])
    clean = tmp_path_factory.mktemp("clean")
    shutil.copy(empty, clean)
    async with replaying(nats_server, clean, oracle) as running:
        await running.take_all(oracle.rounds)
    assert await _dump(folder) == await _dump(clean)


async def test_at_the_end_the_venues_database_says_what_ours_says(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> None:
    """Balances, positions and fills: the venue's is another database, as an exchange's would be."""
    async with replaying(nats_server, folder, oracle) as running:
        await running.take_all(oracle.rounds)
        desk = running.shell.accounts["paper"].writer.desk
        holdings = await running.shell.tape_links["paper"].holdings()
    store = await open_store(f"sqlite:///{folder / 'paper.db'}")
    state = await paper_store.PaperStore(store, "paper").load({SIM.id: SIM})
    await store.close()
    assert state is not None
    totals = {each.asset: each.total for each in desk.balances()}
    assert {each.asset: each.total for each in state.balances} == totals
    assert holdings.balances == {asset: total for asset, total in totals.items() if total}
    assert {each.instrument: each.quantity for each in state.positions} == {
        each.instrument: each.quantity for each in desk.positions()
    }
    traded = {fill.venue_trade_id for order in state.orders for fill in order.fills}
    assert traded == {fill.venue_trade_id for fill in oracle.fills}


async def test_a_replay_can_be_read_and_explained_while_it_runs(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> None:
    """Positions at the last price, the account's state, and why an order happened."""
    first = next(index for index, events in enumerate(oracle.events) if _has_fill(events))
    async with replaying(nats_server, folder, oracle) as running:
        await running.take_all(oracle.rounds[: first + 1])
        client = running.client
        account = await client.accounts.GetAccount(account_pb2.GetAccountRequest(account="paper"))
        assert account.state == account_pb2.ACCOUNT_STATE_ACTIVE
        page = await client.execution.ListPositions(
            position_pb2.ListPositionsRequest(account="paper")
        )
        assert page.positions[0].mark_price
        filled = [one async for one in client.orders("paper") if one.filled_quantity]
        explained = await client.execution.ExplainOrder(
            explanation_pb2.ExplainOrderRequest(account="paper", order=filled[0].order_id)
        )
    assert explained.signal.strategy == "restless"
    assert explained.verdict.approved
    assert explained.order.trace_id
    assert explained.stamps == type(explained.stamps)()
    assert not any(step.HasField("wall_ns") for step in explained.latencies)
    assert any(step.event_ns == LATENCY_MS * 1_000_000 for step in explained.latencies)
    assert any("replay" in words for words in explained.missing)


async def test_an_orders_steps_are_spans_of_its_signals_trace_once_over_every_crash(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> None:
    """On the machine's clock; what is run again was looked at before."""
    half = len(oracle.rounds) // 2
    with recording() as recorded:
        async with replaying(nats_server, folder, oracle) as running:
            await running.take_all(oracle.rounds[:half])
        async with replaying(nats_server, folder, oracle) as running:
            await running.take_all(oracle.rounds[:half], again=True)
            await running.take_all(oracle.rounds[half:])
    orders = [each for each in oracle.orders.values() if each.state is not OrderState.DENIED]
    submits = [span for span in recorded if span.name == "order submit"]
    assert len(submits) == sum(each.cause.startswith("signal:") for each in orders)
    fills = [span for span in recorded if span.name == "order fill"]
    signals = {order.client_order_id: order.cause for order in orders}
    assert fills
    for span in fills:
        assert span.context is not None
        cause = signals[str(attribute(span, "tradewire.order.client_order"))]
        assert f"{span.context.trace_id:032x}" == traceparent_of(cause).split("-")[1]
        assert (span.start_time or 0) > BEGIN_NS + 365 * DAY_NS


async def test_once_the_strategies_have_stopped_what_they_asked_for_still_arrives(
    nats_server: NatsServer, folder: Path
) -> None:
    """The venue is waited for so long, and then nothing is."""
    leaving = run_kernel(1, 8)
    async with replaying(nats_server, folder, leaving) as running:
        effects = await running.take_all(leaving.rounds)
        held = await running.shell.tape_links["paper"].holdings()
    closing = next(index for index, each in enumerate(leaving.rounds) if each.closing)
    sent = effects[closing + 1]
    assert [new.type for _, new in sent.events] == ["OrderSubmitted"]
    assert sent.marks == {"tw.v1.risk.paper": leaving.asked}
    assert sent.next_due_ns == leaving.rounds[closing].clock_ns + LATENCY_MS * 1_000_000
    assert effects[-1].next_due_ns is None
    assert held.settled
    assert not held.positions


async def test_a_fault_of_the_way_to_risk_is_asked_about_again_with_the_same_request(
    oracle: Oracle,
) -> None:
    """It never becomes an outcome; what risk cannot judge ends the replay with its words."""
    risk = FlakyRisk(oracle)
    server = grpc.aio.server()
    add_RiskServiceServicer_to_server(risk, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    request, verdict, _ = next(iter(oracle.answers.values()))
    step = ReplayStep(run=RUN, step=4, round=2)
    channel = open_channel(f"127.0.0.1:{port}")
    judged = await ReplayRisk(channel).ask(request, step, "")
    assert (judged.verdict, judged.sequence) == (verdict, 7)
    assert len(set(risk.requests)) == 1
    assert len(risk.requests) == 4
    assert set(risk.steps) == {step.SerializeToString()}
    risk.faults = [grpc.StatusCode.FAILED_PRECONDITION]
    with pytest.raises(PreconditionError):
        await ReplayRisk(channel).ask(request, step, "")
    await channel.close()
    await server.stop(None)


async def test_what_risk_cannot_judge_ends_the_replay_with_its_words(
    nats_server: NatsServer, folder: Path, oracle: Oracle
) -> None:
    """The round has no other effects."""
    first = next(index for index, each in enumerate(oracle.rounds) if each.events)
    async with replaying(nats_server, folder, Deaf()) as running:
        effects = await running.take_all(oracle.rounds[: first + 1])
    assert effects[-1] == Effects(failure="execution: no verdict for the test")


async def test_what_the_bus_lost_of_a_strategys_stream_is_read_from_its_first_event_on() -> None:
    """A stream that is asked for without its log would begin with what comes next."""
    server = grpc.aio.server()
    signals = Signals()
    add_SignalServiceServicer_to_server(signals, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    channel = open_channel(f"127.0.0.1:{port}")
    ranges = Ranges(signal_channel=channel, risk_channel=channel)
    found = await ranges.of("tw.v1.signals.restless", 0, 2)
    assert [(each.log_id, each.seq) for each in found] == [("signallog", 1), ("signallog", 2)]
    # Who asks for more than there is gets what there is, and does not wait for the next.
    assert len(await ranges.of("tw.v1.signals.restless", 0, 500)) == SIGNALS
    assert await ranges.of("tw.v1.signals.restless", SIGNALS, 500) == []
    await channel.close()
    await server.stop(None)


class Signals(SignalServiceServicer):
    """A strategy with three events, told as the contract wants it."""

    async def GetStrategy(self, request: Any, context: Any) -> strategy_pb2.Strategy:
        return strategy_pb2.Strategy(
            strategy=request.strategy, as_of=StreamPosition(log_id="signallog", sequence=SIGNALS)
        )

    async def StreamSignals(
        self, request: Any, context: Any
    ) -> AsyncIterator[signal_requests_pb2.StreamSignalsResponse]:
        first = request.resume_after_sequence + 1 if request.log_id else 4
        for sequence in range(first, SIGNALS + 1):
            event = SignalEvent(log_id="signallog", sequence=sequence)
            yield signal_requests_pb2.StreamSignalsResponse(event=event)
        await asyncio.Event().wait()


class Deaf(Oracle):
    """Risk that cannot judge."""

    async def ask(self, *_asked: object) -> Any:
        raise PreconditionError("no verdict for the test")


class FlakyRisk(RiskServiceServicer):
    """Risk on its way down and up again."""

    def __init__(self, oracle: Oracle) -> None:
        self.faults = [
            grpc.StatusCode.UNAVAILABLE,
            grpc.StatusCode.CANCELLED,
            grpc.StatusCode.DEADLINE_EXCEEDED,
        ]
        self.requests: list[bytes] = []
        self.steps: list[object] = []
        self._oracle = oracle

    async def CheckOrder(self, request: Any, context: Any) -> verdict_pb2.Verdict:
        self.requests.append(request.SerializeToString(deterministic=True))
        self.steps.append(dict(context.invocation_metadata())[STEP])
        if self.faults:
            await context.abort(self.faults.pop(0), "for the test")
        asked, verdict, now_ns = self._oracle.answers[request.request_id]
        message = verdict_to_wire(VerdictGiven(asked, verdict, now_ns))
        message.risk_position.CopyFrom(StreamPosition(log_id="risklog", sequence=7))
        return message


def _has_fill(events: Sequence[NewEvent]) -> bool:
    return any(each.type == "OrderFilled" for each in events)


async def _log(running: Running) -> list[tuple[int, bytes, str]]:
    table = tables.events_table
    query = select(table.c.seq, table.c.payload, table.c.traceparent).order_by(table.c.seq)
    rows = await running.shell.owner.store.read(lambda c: c.execute(query).all())
    return [(row.seq, bytes(row.payload), row.traceparent) for row in rows]


def _rows(connection: Connection, *, table: Table) -> Sequence[Any]:
    return connection.execute(select(table)).all()


async def _dump(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of both databases, but how much of the log the bus has been told."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, metadata in (
        ("execution.db", execution_tables.metadata),
        ("paper.db", paper_store.metadata),
    ):
        store = await SqliteStore.open(folder / name)
        every = [*metadata.sorted_tables]
        if name == "execution.db":
            every.append(tables.events_table)
        for table in every:
            rows = await store.read(partial(_rows, table=table))
            found[f"{name}/{table.name}"] = sorted(tuple(row) for row in rows)
        await store.close()
    return found


def _no_tasks(name: str, work: Any) -> None:
    work.close()
    raise AssertionError(f"a replay of the test has no task {name}")


def _no_failure(error: BaseException) -> None:
    raise error
