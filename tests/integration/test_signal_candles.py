"""Candles that a running strategy missed while the bus or marketdata was away."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from grpc_health.v1 import health_pb2

from services.chassis.nats_server import NatsServer, free_port
from services.chassis.orphans import dying_with_parent
from services.chassis.schema import migrate_databases
from tests.integration.risk_mesh import health
from tests.signal_world import History, SignalWorld, candle, signal_world
from tradewire.client import Tradewire
from tradewire.market import SECOND_NS
from tradewire.marketdata.v1 import candle_pb2
from tradewire.strategy import Strategy

SIM = "BTC-USDT.SIM"

WITNESS = '''
from tradewire.strategy import Candle, Strategy


class Witness(Strategy):
    """Notes the open times of its candles, in the order that they came in."""

    def on_candle(self, candle: Candle) -> None:
        self.state.setdefault("seen", []).append(candle.open_ns)
'''

# Of one-second candles, while the bus is away.
MISSED = 3


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[tuple[SignalWorld, History]]:
    """A signal service that the test starts."""
    async with signal_world(tmp_path) as made:
        yield made


async def evidence(service: SignalWorld, count: int) -> list[int]:
    """The candles that the first signals were given on, by their sequences."""
    ticks = [one.evidence.tick for one in await service.signals(count)]
    return [tick.sequence for tick in ticks if tick is not None]


async def test_candles_of_a_hole_are_fetched_before_the_newer_one(
    world: tuple[SignalWorld, History],
) -> None:
    """Each is handed over once and in order, whoever else is behind."""
    service, history = world
    now_ns = time.time_ns()
    candles = [candle(index, open_ns=now_ns) for index in range(1, 8)]
    await service.start(service.each("one"), service.each("two"))
    await service.state("one", "RUNNING")
    await service.state("two", "RUNNING")
    await service.publish(candles[0])
    await service.signals(2)
    history.candles = candles[:5]
    # The fifth is stored already when the hole is seen, and is handed over as it came.
    await service.publish(candles[4], candles[3], candles[5])
    for name in ("one", "two"):
        given = await service.signals(6, name)
        ticks = [signal.evidence.tick for signal in given]
        assert [tick.sequence for tick in ticks if tick] == [1, 2, 3, 4, 5, 6]
        assert [tick.published_ns for tick in ticks if tick] == [1, 0, 0, 0, 1, 1]
        assert service.parts.counts.fetched.of(name).value == 3


async def test_candles_recorded_after_the_history_and_never_published_are_fetched(
    world: tuple[SignalWorld, History],
) -> None:
    """A market data service that starts records a while before it publishes."""
    service, history = world
    now_ns = time.time_ns()
    history.candles = [candle(index, open_ns=now_ns) for index in (1, 2)]
    await service.start(service.each())
    await service.state("each", "RUNNING")
    history.candles += [candle(index, open_ns=now_ns) for index in (3, 4)]
    await service.publish(candle(5, open_ns=now_ns))
    assert await evidence(service, 3) == [3, 4, 5]


async def test_candles_missed_without_a_bus_are_fetched_when_it_is_back(
    world: tuple[SignalWorld, History],
) -> None:
    """Nobody waits for the next candle to learn of those before; older ones give no signal."""
    service, history = world
    await service.start(service.each())
    await service.state("each", "RUNNING")
    long_ago_ns, now_ns = time.time_ns() - 3_600 * SECOND_NS, time.time_ns()
    await service.publish(candle(1, open_ns=long_ago_ns))
    await service.signals(1)
    await service.nats.kill()
    old = [candle(index, open_ns=long_ago_ns) for index in (1, 2, 3)]
    history.candles = [*old, candle(4, open_ns=now_ns), candle(5, open_ns=now_ns)]
    await service.nats.start()
    assert await evidence(service, 3) == [1, 4, 5]
    await service.publish(*history.candles, candle(6, open_ns=now_ns))
    given = await service.signals(4)
    assert [dict(one.evidence.indicators)["count"] for one in given] == [1, 4, 5, 6]


async def test_a_strategy_of_candles_that_nobody_has_built_yet_runs_and_waits_for_them(
    world: tuple[SignalWorld, History],
) -> None:
    """In the first minutes of a market there is no candle of an hour."""
    service, history = world
    history.refusal = "no candles of 1s are built"
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1), candle(2))
    assert await evidence(service, 2) == [1, 2]


async def test_no_more_candles_are_fetched_than_the_limit(
    world: tuple[SignalWorld, History], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a long absence the newest ones count."""
    service, history = world
    monkeypatch.setattr("services.signal.runner.MISSED_MAX", 2)
    now_ns = time.time_ns()
    await service.start(service.each())
    await service.state("each", "RUNNING")
    await service.publish(candle(1, open_ns=now_ns))
    await service.signals(1)
    history.candles = [candle(index, open_ns=now_ns) for index in range(1, 7)]
    await service.publish(candle(7, open_ns=now_ns))
    assert await evidence(service, 4) == [1, 5, 6, 7]


class MarketData:
    """The real service as a process, on the simulated market."""

    def __init__(self, folder: Path, nats: NatsServer) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._environ = {
            **os.environ,
            "TRADEWIRE_DATA_DIR": str(folder),
            "TRADEWIRE_NATS_URL": nats.url,
            "TRADEWIRE_ADDRESSES__MARKETDATA": self.address,
            "TRADEWIRE_MARKETDATA__METRICS": "127.0.0.1:0",
        }

    async def start(self) -> None:
        """Start it."""
        await migrate_databases({"marketdata": f"sqlite:///{self.folder / 'marketdata.db'}"})
        self._process = await asyncio.create_subprocess_exec(
            *dying_with_parent(sys.executable, "-m", "services.marketdata"),
            env=self._environ,
            stderr=asyncio.subprocess.DEVNULL,
        )
        while await health(self.port) != health_pb2.HealthCheckResponse.SERVING:
            ended = self._process.returncode
            assert ended is None, f"marketdata ended with {ended}"
            await asyncio.sleep(0.05)

    async def end(self) -> None:
        """End it in order."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self._process.wait()

    async def opens(self, client: Tradewire) -> list[int]:
        """The open times of the one-second candles that it holds, oldest first."""
        request = candle_pb2.ListCandlesRequest(
            instrument=SIM,
            interval=candle_pb2.CANDLE_INTERVAL_1S,
            newest_first=True,
            page_size=1_000,
        )
        page = await client.marketdata.ListCandles(request)
        return [one.open_time.ToNanoseconds() for one in reversed(page.candles)]


@pytest.mark.mesh
@pytest.mark.timeout(400)
@pytest.mark.parametrize("restarted", [False, True], ids=["bus", "bus and marketdata"])
async def test_a_running_strategy_misses_no_candle_that_was_recorded(
    tmp_path: Path, nats_server: NatsServer, *, restarted: bool
) -> None:
    """The strategy sees what marketdata holds, each candle once and in order."""
    marketdata = MarketData(tmp_path, nats_server)
    await marketdata.start()
    service = SignalWorld(tmp_path, nats_server, marketdata.address)
    (tmp_path / "witness.py").write_text(WITNESS)
    source = f"{tmp_path / 'witness.py'}:Witness"
    try:
        async with Tradewire(marketdata.address) as client:
            await service.start(service.each("witness", source=source, instruments=(SIM,)))
            await service.state("witness", "RUNNING")
            host = service.fleet.seat("witness").host
            assert host is not None
            strategy = host.strategy
            await seen_after(strategy, (await marketdata.opens(client))[-1])
            await nats_server.kill()
            last_ns = (await marketdata.opens(client))[-1] + MISSED * SECOND_NS
            held = await held_after(marketdata, client, last_ns)
            if restarted:
                await marketdata.end()
            await nats_server.start()
            if restarted:
                await marketdata.start()
            await seen_after(strategy, held[-1])
            noted: list[int] = list(strategy.state["seen"])
            held = await held_after(marketdata, client, noted[-1] - 1)
            assert noted == held[held.index(noted[0]) : held.index(noted[-1]) + 1]
            assert service.parts.counts.fetched.of("witness").value >= MISSED
            service.raise_failure()
    finally:
        await service.crash()
        await marketdata.end()


async def seen_after(strategy: Strategy, open_ns: int) -> None:
    """Wait until the witness has seen a candle that opened later."""
    while strategy.state.get("seen", [0])[-1] <= open_ns:
        await asyncio.sleep(0.05)


async def held_after(marketdata: MarketData, client: Tradewire, open_ns: int) -> list[int]:
    """What marketdata holds, once it holds a candle that opened later."""
    while True:
        held = await marketdata.opens(client)
        if held[-1] > open_ns:
            return held
        await asyncio.sleep(0.1)
