"""Servers of the gRPC rows, each in a process of its own: ``python -m benchmarks.servers KIND``.

``bare`` is grpc.aio and the handler; ``chassis`` is the same handler behind the whole chain, every
call traced, and market data by the platform's own streaming path. Both print their port.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import grpc
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

from services.chassis.clock import WallClock
from services.chassis.config import Addresses
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from services.chassis.subjects import MarketData
from services.marketdata.desk import Market
from services.marketdata.instruments import shipped_instruments
from services.marketdata.latest import Latest
from services.marketdata.recorder import Recorder
from services.marketdata.service import MarketDataApi
from services.marketdata.settings import MarketDataSettings
from services.marketdata.spool import Spool
from services.marketdata.store import StreamKey
from services.marketdata.subscribers import EVENTS_WAITING_MAX, Subscribers, event_response
from services.marketdata.ticks import DuckTicks
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.market import MarketEvent, Quote
from tradewire.marketdata.v1 import event_pb2, feed_kind_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import (
    MarketDataServiceServicer,
    add_MarketDataServiceServicer_to_server,
)
from tradewire.risk.v1.kill_switch_pb2 import KillSwitch
from tradewire.risk.v1.risk_service_pb2_grpc import (
    RiskServiceServicer,
    add_RiskServiceServicer_to_server,
)

INSTRUMENT = "BTC-USDT.BINANCE"
KEY = StreamKey(INSTRUMENT, MarketData.QUOTES)
LOG = "benchmark"

BATCH = 100
"""Ticks a message, by the design's row."""

MESSAGES_BUILT = 2_000
"""Different messages before they begin again with later sequences."""

PUMP_S = 0.001
"""Between two looks for room: what may wait for a reader lasts it several times as long."""

PUMP_IDLE_S = 0.1
"""Between two looks for a reader: the unary rows have none, and a thousand looks a second were a
twentieth of what they measured, on one side of the comparison alone."""

START_S_MAX = 30.0
"""A server that needs longer has failed."""


class Discard(SpanExporter):
    """Takes every span and sends it nowhere: the cost of making them is what is measured."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Forget a batch."""
        del spans
        return SpanExportResult.SUCCESS


class Risk(RiskServiceServicer):
    """One unary method that answers at once."""

    async def GetKillSwitch(self, request: Any, context: Any) -> KillSwitch:  # noqa: N802
        """The same answer to all."""
        del context
        return KillSwitch(kill_switch=request.kill_switch)


class Bare(MarketDataServiceServicer):
    """The floor of a tick stream: messages made beforehand, as fast as gRPC takes them."""

    async def StreamMarketData(  # noqa: N802
        self, request: Any, context: Any
    ) -> AsyncIterator[Any]:
        """The messages over and over."""
        del request, context
        made = [event_response(message) for message in messages()]
        while True:
            for response in made:
                yield response


def messages() -> list[event_pb2.MarketDataEvent]:
    """Batches of quotes, numbered from 1."""
    instrument = shipped_instruments().get(INSTRUMENT)
    stamp = BatchStamp(LOG, "bench", feed_kind_pb2.FEED_KIND_REPLAY, 1)
    made = []
    for first in range(1, MESSAGES_BUILT * BATCH, BATCH):
        quotes: list[MarketEvent] = [
            Quote(instrument, 6_000_000 + n % 90, 100 + n, 6_000_100 + n % 90, 100, n, n, n, n)
            for n in range(first, first + BATCH)
        ]
        made += market_to_wire(stamp, quotes)
    return made


def endless() -> Iterator[event_pb2.MarketDataEvent]:
    """The batches again and again under ever later sequences."""
    made = messages()
    while True:
        for message in made:
            yield message
            message.first_sequence += MESSAGES_BUILT * BATCH
            message.last_sequence += MESSAGES_BUILT * BATCH


async def pump(subscribers: Subscribers) -> None:
    """Push batches to whoever reads, never more than may wait: a feed that is always ahead."""
    batches = endless()
    room = EVENTS_WAITING_MAX - BATCH
    while True:
        readers = list(subscribers._by_key.get(KEY, ()))  # noqa: SLF001 - to know their room.
        for reader in readers:
            while reader._waiting < room:  # noqa: SLF001
                subscribers.push(KEY, next(batches))
        await asyncio.sleep(PUMP_S if readers else PUMP_IDLE_S)


async def serve_bare() -> None:
    """The floor."""
    server = grpc.aio.server()
    add_RiskServiceServicer_to_server(Risk(), server)
    add_MarketDataServiceServicer_to_server(Bare(), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    await server.start()
    await server.wait_for_termination()


async def serve_chassis() -> None:
    """Ours, with every call traced."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(Discard()))
    trace.set_tracer_provider(provider)
    with tempfile.TemporaryDirectory() as folder:
        settings = MarketDataSettings(
            data_dir=Path(folder), addresses=Addresses(marketdata="127.0.0.1:0")
        )
        store = await DuckTicks.open(settings.ticks_path, log_id=LOG, memory_mib=64)
        subscribers = Subscribers(LOG)
        recorder = Recorder(store, Spool.open(settings.spool_path), {})
        instruments = shipped_instruments()
        market = Market(LOG, instruments, store, recorder, Latest(), subscribers, {})
        server = Server(settings, Metrics("marketdata"))
        server.add(add_RiskServiceServicer_to_server, Risk())
        api = MarketDataApi(market, None, WallClock())  # type: ignore[arg-type]  # of feeds' events.
        server.add(add_MarketDataServiceServicer_to_server, api)
        print(await server.start(), flush=True)
        await pump(subscribers)


@asynccontextmanager
async def both() -> AsyncIterator[tuple[grpc.aio.Channel, grpc.aio.Channel]]:
    """Channels to a bare server and to one with the chassis, each a process of its own."""
    started = [
        subprocess.Popen(  # noqa: ASYNC220 - two short waits before anything is measured.
            [sys.executable, "-m", "benchmarks.servers", kind], stdout=subprocess.PIPE, text=True
        )
        for kind in ("bare", "chassis")
    ]
    try:
        ports = []
        for process in started:
            assert process.stdout is not None  # noqa: S101 - it was asked for.
            line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), START_S_MAX)
            while line and not line.strip().isdigit():
                line = await asyncio.to_thread(process.stdout.readline)
            ports.append(int(line))
        async with (
            grpc.aio.insecure_channel(f"127.0.0.1:{ports[0]}") as bare,
            grpc.aio.insecure_channel(f"127.0.0.1:{ports[1]}") as chassis,
        ):
            yield bare, chassis
    finally:
        for process in started:
            process.kill()
            process.wait()


if __name__ == "__main__":
    asyncio.run(serve_bare() if sys.argv[1] == "bare" else serve_chassis())
