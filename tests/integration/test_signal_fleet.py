"""Strategies in the signal service: fed from a real bus, failing alone, surviving crashes."""

import asyncio
import time
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from services.chassis import events, subjects, tables
from services.chassis.bus import Bus
from services.chassis.events import NewEvent
from services.chassis.outbox import Outbox
from services.chassis.sqlite import SqliteStore
from services.signal import store
from tests.signal_world import BTC, History, SignalWorld, candle, signal_world
from tradewire.codec.accounts import account_event_to_wire
from tradewire.codec.header import EventHeader
from tradewire.errors import InternalError
from tradewire.orders import (
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderType,
    Side,
    TimeInForce,
)
from tradewire.signal.v1 import event_pb2
from tradewire.signals import Signal, SignalState

World = tuple[SignalWorld, History]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A signal service that the test starts."""
    async with signal_world(tmp_path) as made:
        yield made


def counts(signals: list[Signal]) -> list[float]:
    """What the strategy had counted when it gave each signal."""
    return [dict(signal.evidence.indicators)["count"] for signal in signals]


async def test_live_candles_become_signals_with_evidence_and_a_trace(world: World) -> None:
    """Tick, indicators and trace id travel with the signal, in the row and on the bus alike."""
    service, _ = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1), candle(2))
    given = await service.signals(2)
    assert [signal.ordinal for signal in given] == [1, 2]
    tick = given[0].evidence.tick
    assert tick is not None
    assert (tick.sequence, tick.published_ns) == (1, 1)
    assert tick.handled_ns > 1
    assert len({signal.traceparent for signal in given}) == 2

    def read(connection: Connection) -> list[events.Event]:
        return events.read_range(connection, subjects.signals("each"), 0)

    logged = await service.owner.store.read(read)
    assert [event.type for event in logged][-2:] == ["SignalGiven", "SignalGiven"]
    envelope = event_pb2.SignalEvent.FromString(logged[-1].payload)
    assert envelope.signal.signal == given[1].signal_id
    assert envelope.sequence == logged[-1].seq
    assert logged[-1].traceparent == given[1].traceparent
    await service.owner.outbox.flush()
    assert await service.bus.last_position(subjects.signals("each")) == (
        "log-of-the-test",
        logged[-1].seq,
    )


async def test_a_strategy_that_raises_stops_alone(world: World) -> None:
    """Its neighbour goes on, and what failed says why and on which input."""
    service, _ = world
    await service.start(service.each("bad", parameters={"raises": "5"}), service.each("good"))
    await service.state("bad", "RUNNING")
    await service.state("good", "RUNNING")
    await service.publish(candle(1), candle(2, close=5), candle(3))
    assert len(await service.signals(3, "good")) == 3
    await service.state("bad", "FAILED")
    failure = service.fleet.seat("bad").record.failure
    assert failure is not None
    assert (failure.handler, failure.message) == ("on_candle", "close 5")
    assert failure.input is not None
    assert failure.input.sequence == 2
    assert len(await service.signals(1, "bad")) == 1
    assert service.failures == []


async def test_a_strategy_that_does_not_load_fails_and_the_rest_serves(world: World) -> None:
    """A file that is not there, and an instrument that nobody has."""
    service, _ = world
    await service.start(
        service.each("gone", source="/nowhere/mine.py:Mine"),
        service.each("lost", instruments=("NO-SUCH.TEST",)),
        service.each("mute", instruments=()),
        service.each("good"),
    )
    for name in ("gone", "lost", "mute"):
        await service.state(name, "FAILED")
    await service.state("good", "RUNNING")
    said = {name: str(service.fleet.seat(name).record.failure) for name in ("gone", "lost", "mute")}
    assert "/nowhere/mine.py does not exist" in said["gone"]
    assert "NO-SUCH.TEST" in said["lost"]
    assert "names no instruments" in said["mute"]


async def test_a_crash_between_signals_repeats_none_and_loses_no_state(world: World) -> None:
    """Ids go on where they were; candles missed in between are handled from history."""
    service, history = world
    now_ns = time.time_ns() - 30_000_000_000
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(*(candle(index, open_ns=now_ns) for index in (1, 2, 3)))
    before = await service.signals(3)
    await service.crash()
    # The fourth and the old ones are history now; a second one of the third is no news.
    history.candles = [candle(index, open_ns=now_ns) for index in (1, 2, 3)]
    history.candles.append(candle(4, open_ns=time.time_ns() - 2_000_000_000))
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(3, open_ns=now_ns), candle(9, open_ns=time.time_ns()))
    after = await service.signals(5)
    assert after[:3] == before
    assert [signal.ordinal for signal in after] == [1, 2, 3, 4, 5]
    assert len({signal.signal_id for signal in after}) == 5
    assert counts(after) == [1, 2, 3, 4, 5]


async def test_history_warms_a_new_strategy_and_gives_no_signal(world: World) -> None:
    """The first live candle finds full windows."""
    service, history = world
    history.candles = [candle(index) for index in range(1, 11)]
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(11))
    (first,) = await service.signals(1)
    assert first.ordinal == 1
    assert counts([first]) == [11]


async def test_a_paused_strategy_stays_paused_over_a_crash_and_sees_its_input(
    world: World,
) -> None:
    """Its signals are dropped, its count goes on."""
    service, _ = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.fleet.pause(service.fleet.seat("each"), "test", "")
    await service.crash()
    await service.start(service.each())
    await service.state("each", "PAUSED")
    while service.fleet.seat("each").marks.warmed is False:
        await asyncio.sleep(0.01)
    while (host := service.fleet.seat("each").host) is None or str(host.state) != "PAUSED":
        await asyncio.sleep(0.01)
    await service.publish(candle(1), candle(2))
    while host.strategy.state.get("count", 0) < 2:
        await asyncio.sleep(0.01)
    await service.fleet.start(service.fleet.seat("each"), "test")
    await service.publish(candle(3))
    (first,) = await service.signals(1)
    assert (first.ordinal, counts([first])) == (1, [3])


async def test_changed_parameters_keep_the_ordinal_and_begin_anew_otherwise(
    world: World,
) -> None:
    """Old windows mean nothing under new parameters; ids must go on all the same."""
    service, _ = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1))
    await service.signals(1)
    await service.crash()
    await service.start(service.each(parameters={"raises": "1"}))
    await service.state("each", "RUNNING")
    await service.publish(candle(2))
    signals = await service.signals(2)
    assert [signal.ordinal for signal in signals] == [1, 2]
    assert counts(signals) == [1, 1]
    assert service.fleet.seat("each").record.terms.parameters == (("raises", "1"),)


def filled(signal: Signal, quantity: str, sequence: int) -> OrderEvent:
    """A fill of the order that a signal led to."""
    order = Order(
        order_id="a" * 16,
        client_order_id="b" * 32,
        account="paper",
        instrument=BTC.id,
        side=Side.BUY,
        type=OrderType.MARKET,
        time_in_force=TimeInForce.IOC,
        quantity=Decimal(1),
        cause=f"signal:{signal.signal_id}",
        leg=Leg.ENTRY,
        created_ns=1,
        updated_ns=2,
        state=OrderState.PARTIALLY_FILLED,
        strategy=signal.strategy,
        signal_id=signal.signal_id,
        fee_asset="USDT",
    )
    fill = Fill(
        fill_id=f"{sequence:016x}",
        venue_trade_id=str(sequence),
        order_id=order.order_id,
        client_order_id=order.client_order_id,
        venue_order_id="v",
        account="paper",
        instrument=BTC.id,
        side=Side.BUY,
        price=Decimal(60_000),
        quantity=Decimal(quantity),
        fee=Decimal(0),
        fee_asset="USDT",
        liquidity=Liquidity.TAKER,
        event_ns=2,
        strategy=signal.strategy,
    )
    return OrderEvent(
        OrderEventKind.FILLED, order, 2, fill=fill, previous_state=OrderState.ACCEPTED
    )


class Execution:
    """Execution's log on the bus."""

    def __init__(self, database: SqliteStore, outbox: Outbox) -> None:
        self._database = database
        self._outbox = outbox

    async def fill(self, signal: Signal, quantity: str) -> None:
        """Publish a fill of the signal's order."""

        def write(connection: Connection) -> None:
            seq = events.head(connection, subjects.orders("paper")) + 1
            header = EventHeader("execution", seq, f"e{seq}", "paper", 2, 2)
            event = filled(signal, quantity, seq)
            payload = account_event_to_wire(header, event, BTC).SerializeToString()
            new = NewEvent(f"e{seq}", "OrderFilled", 2, 2, payload)
            events.append(connection, subjects.orders("paper"), new)

        await self._outbox.write(write)


@pytest.fixture
async def execution(world: World, tmp_path: Path) -> AsyncIterator[Execution]:
    """An owner of order events on the test's bus."""
    service, _ = world
    database = await SqliteStore.open(tmp_path / "execution.db")
    await database.write(tables.metadata.create_all)
    bus = await Bus.open(service.nats_url, name="execution")
    outbox = Outbox(database, bus, log_id="execution", now_ns=lambda: 1)
    task = asyncio.create_task(outbox.run())
    yield Execution(database, outbox)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await bus.close()
    await database.close()


async def test_fills_move_the_position_once_running_or_not(
    world: World, execution: Execution
) -> None:
    """Over a stop and a crash the strategy knows what it holds; its signal is HANDLED."""
    service, _ = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1))
    (signal,) = await service.signals(1)

    async def holds(quantity: str) -> None:
        while True:
            saved = service.fleet.seat("each").checkpoint.saved or {}
            positions = saved.get("positions")
            if isinstance(positions, dict) and positions.get(BTC.id) == quantity:
                return
            await asyncio.sleep(0.02)

    await execution.fill(signal, "0.3")
    await holds("0.3")
    stored = await service.owner.store.read(lambda c: store.signal(c, signal.signal_id))
    assert stored is not None
    assert stored.state is SignalState.HANDLED
    assert stored.outcome is not None
    assert stored.outcome.order_id == "a" * 16
    await service.fleet.stop(service.fleet.seat("each"), "test", "")
    await execution.fill(signal, "0.2")
    await holds("0.5")
    await service.crash()
    await service.start(service.each())
    await execution.fill(signal, "0.1")
    await holds("0.6")
    await service.fleet.start(service.fleet.seat("each"), "test")
    await service.state("each", "RUNNING")
    host = service.fleet.seat("each").host
    assert host is not None
    assert host.strategy.position(BTC) == Decimal("0.6")
    assert service.failures == []


async def test_a_strategy_hears_after_a_crash_what_became_of_its_orders_meanwhile(
    world: World, execution: Execution
) -> None:
    """Events that came while it was dead or on its way back wait for its handler."""
    service, history = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1))
    (signal,) = await service.signals(1)
    await service.crash()
    history.here.clear()
    await execution.fill(signal, "0.1")
    await service.start(service.each())
    await service.state("each", "STARTING")
    await execution.fill(signal, "0.2")
    # As long as a follower needs that does not wait.
    await asyncio.sleep(0.5)
    history.here.set()
    await service.state("each", "RUNNING")
    host = service.fleet.seat("each").host
    assert host is not None
    while host.strategy.position(BTC) != Decimal("0.3"):
        await asyncio.sleep(0.02)
    assert host.strategy.state["orders"] == 2
    assert service.failures == []


async def test_after_a_commit_that_failed_nothing_more_of_a_strategy_is_stored(
    world: World,
) -> None:
    """The next checkpoint would stand behind a signal that was never written."""
    service, _ = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1))
    await service.signals(1)
    full = "CREATE TRIGGER full BEFORE INSERT ON signals BEGIN SELECT RAISE(ABORT, 'full'); END"
    await service.owner.store.write(lambda connection: connection.execute(text(full)))
    await service.publish(candle(2))
    while not service.failures:
        await asyncio.sleep(0.02)
    await service.owner.store.write(
        lambda connection: connection.execute(text("DROP TRIGGER full"))
    )
    seat = service.fleet.seat("each")
    async with seat.lock:
        with pytest.raises(InternalError, match="ahead of the disk"):
            await seat.commit()
    ((_, kept),) = await service.owner.store.read(store.strategies)
    assert kept.ordinal == 1
    service.failures.clear()
