"""A verdict with every rule on and 100 positions, alone and as risk records it.

``quiet`` moves one price between two verdicts, ``moving`` all hundred. The collector is set as a
service's process sets it. On a machine with other work a wall clock's 99th percentile is the
scheduler's; the processor time of the same verdicts stands beside it. ``recorded`` is the verdict
as execution waits for it, less the wire: judged, stored and handed to the bus.
"""

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.bus import bus_and_folder
from benchmarks.gate import (
    POSITIONS,
    START_NS,
    canceled,
    gate_of,
    perpetuals,
    quote_of,
    request_of,
)
from benchmarks.results import Check, Result
from benchmarks.timing import spread
from services.chassis.clock import WallClock
from services.chassis.databases import open_store
from services.chassis.outbox import Outbox
from services.chassis.process import GARBAGE, Owner
from services.chassis.schema import migrate_databases
from services.chassis.tails import Tails
from services.risk.gate import RiskGate
from services.risk.rules_account import position_size
from services.risk.watch import RiskWatch
from tradewire import decimals
from tradewire.verdicts import Approved, Verdict, VerdictRequest

VERDICTS = 10_000
VERDICTS_QUICK = 3_000
RECORDED = 1_000
RECORDED_QUICK = 300
P99_US_MAX = 100

Judge = Callable[[VerdictRequest, int], Verdict | None]


async def measure(*, quick: bool) -> Result:
    """Gate and floor in turns, quiet and moving; then the recorded verdict."""
    decimals.install()
    gc.set_threshold(*GARBAGE)
    verdicts = VERDICTS_QUICK if quick else VERDICTS
    floor, quiet, quiet_cpu = in_process(1, verdicts)
    _, moving, moving_cpu = in_process(POSITIONS, verdicts)
    recorded = await with_commit(RECORDED_QUICK if quick else RECORDED)
    ours = spread(quiet, 1e6, "us")
    for name, samples in (
        ("processor", quiet_cpu),
        ("moving", moving),
        ("moving, processor", moving_cpu),
        ("recorded", recorded),
    ):
        ours |= {f"{name} {key}": value for key, value in spread(samples, 1e6, "us").items()}
    ours = {name: round(value, 1) for name, value in ours.items()}
    return Result(
        {name: round(value, 1) for name, value in spread(floor, 1e6, "us").items()},
        ours,
        (
            Check("p99, us", ours["p99, us"], P99_US_MAX, steady=False),
            Check("processor p99, us", ours["processor p99, us"], P99_US_MAX),
            Check("moving, processor p99, us", ours["moving, processor p99, us"], P99_US_MAX),
        ),
    )


def in_process(moving: int, verdicts: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of one rule, of the whole gate, and of processor time of the latter.

    ``moving`` prices change before each verdict.
    """
    instruments = perpetuals()
    gate = gate_of(instruments)
    generator = random.Random(7)
    numbers: Iterator[int] = count(1)
    judges = judges_of(gate, request_of(0, instruments[0]))
    samples: tuple[list[float], list[float]] = ([], [])
    processor: list[float] = []
    for instrument in instruments:
        gate.on_market(quote_of(instrument, generator, START_NS))
    gc.collect()
    gc.freeze()
    for turn in range(verdicts):
        now_ns = START_NS + turn * 1_000_000_000
        for _ in range(moving):
            gate.on_market(quote_of(generator.choice(instruments), generator, now_ns))
        for taken, judge in zip(samples, judges, strict=True):
            number, instrument = next(numbers), generator.choice(instruments)
            request = request_of(number, instrument)
            began_cpu_s, began_s = time.thread_time(), time.perf_counter()
            verdict = judge(request, now_ns)
            taken.append(time.perf_counter() - began_s)
            # The orders' ends are fed between verdicts, as in life, outside the clock.
            if verdict is not None:
                processor.append(time.thread_time() - began_cpu_s)
                gate.on_account_event(canceled(request, approved(verdict), now_ns))
        gate.take_events()
    return (*samples, processor)


def approved(verdict: Verdict) -> Approved:
    """The verdict, which this benchmark means to be an approval."""
    if not isinstance(verdict, Approved):
        raise SystemExit(f"the benchmark's order was refused: {verdict}")
    return verdict


def judges_of(gate: RiskGate, request: VerdictRequest) -> tuple[Judge, Judge]:
    """The floor, which evaluates one rule on an order assessed before, and the gate."""
    order = gate._assess(request, START_NS, what_if=True)  # noqa: SLF001

    def one_rule(_request: VerdictRequest, _now_ns: int) -> None:
        position_size(order)

    return one_rule, gate.check


async def with_commit(verdicts: int) -> list[float]:
    """Seconds of each verdict as risk gives it: judged, committed, on its way to the bus."""
    instruments, generator = perpetuals(), random.Random(7)
    gate = gate_of(instruments)
    samples: list[float] = []
    async with bus_and_folder() as (bus, _):
        with tempfile.TemporaryDirectory() as name:
            url = f"sqlite:///{Path(name) / 'risk.db'}"
            await migrate_databases({"risk": url})
            store = await open_store(url)
            outbox = Outbox(store, bus, log_id="bench", now_ns=time.time_ns)
            owner = Owner(store, bus, outbox, Tails(store, "bench"), "bench")
            watch = RiskWatch(owner, WallClock(), gate, failed)
            for number in range(verdicts):
                instrument = generator.choice(instruments)
                gate.on_market(quote_of(instrument, generator, time.time_ns()))
                request = request_of(number, instrument)
                began_s = time.perf_counter()
                await watch.judge(request, actor="", trace_id="", traceparent="")
                samples.append(time.perf_counter() - began_s)
            await store.close()
    return samples


def failed(error: BaseException) -> None:
    """A commit failed: there is nothing to measure."""
    raise SystemExit(f"a verdict could not be recorded: {error}")
