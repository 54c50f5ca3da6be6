"""Shows what the parts of a process count for themselves, under the names of ``measures``."""

import asyncio
import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from services.chassis import measures
from services.chassis.metrics import (
    Distribution,
    Measure,
    Metrics,
    Number,
    Reading,
    Series,
    Transactions,
)

if TYPE_CHECKING:
    # For the reader alone: the gateway has none of these, and should not carry what they import.
    from services.chassis.bus import Bus
    from services.chassis.follower import Follower
    from services.chassis.outbox import Outbox
    from services.chassis.storage import Store

LAG_S = 0.25
"""How often the event loop is asked how late it is: four timers a second cost nothing, and a loop
that blocks for longer is caught in the act."""


class Figures:
    """Shows the parts of one process on its page."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def of_process(self, data_dir: Path | None = None) -> None:
        """Who it is, what it takes, and the room on its disk."""
        names = (self.metrics.service, version())
        self.metrics.watch(measures.BUILD, lambda: [(names, 1.0)])
        self.metrics.show_process()
        if data_dir is not None:
            self.metrics.watch(measures.DISK_FREE, lambda: float(shutil.disk_usage(data_dir).free))

    def of_files(self, *files: Path) -> None:
        """How large files are; one that is not there says nothing."""

        def read() -> Iterator[Reading]:
            for file in files:
                with contextlib.suppress(FileNotFoundError):
                    yield (file.name,), float(file.stat().st_size)

        self.metrics.watch(measures.FILE_BYTES, read)

    def of_store(self, name: str, transactions: Transactions, store: "Store") -> None:
        """A store's transactions and the queue before its writer."""

        def of(kinds: Mapping[str, Distribution]) -> Callable[[], list[Reading]]:
            return lambda: [((name, kind), series) for kind, series in kinds.items()]

        self.metrics.watch(measures.STORE_RUN, of(transactions.ran))
        self.metrics.watch(measures.STORE_WAIT, of(transactions.waited))
        self.of_queue(f"store:{name}", lambda: store.queued, store.queue_max)

    def of_bus(self, bus: "Bus") -> None:
        """The connection, and what goes out by it."""
        watch = self.metrics.watch
        watch(measures.BUS_CONNECTED, lambda: float(bus.connected))
        watch(measures.BUS_CONNECTIONS, lambda: float(bus.generation))
        watch(measures.BUS_DROPPED, lambda: float(bus.dropped))
        watch(measures.BUS_PUBLISH, lambda: [((), bus.acks.durations)])
        watch(measures.BUS_FAILURES, lambda: float(bus.acks.failures))

    def of_outbox(self, outbox: "Outbox") -> None:
        """The own log's way to the bus."""
        watch = self.metrics.watch
        watch(measures.OUTBOX_PUBLISHED, lambda: float(outbox.published))
        watch(measures.OUTBOX_REBUILT, lambda: float(outbox.rebuilt))
        watch(measures.OUTBOX_BACKLOG, lambda: float(outbox.backlog))

    def of_follower(self, name: str, follower: "Follower") -> None:
        """A durable consumer of another owner's streams."""
        numbers: dict[Measure, Callable[[], int]] = {
            measures.CONSUMER_LAG: lambda: follower.pull.lag if follower.pull else 0,
            measures.CONSUMER_HANDLED: lambda: follower.pull.handled if follower.pull else 0,
            measures.CONSUMER_FAILED: lambda: follower.pull.failed if follower.pull else 0,
            measures.CONSUMER_REDELIVERED: lambda: (
                follower.pull.redelivered if follower.pull else 0
            ),
            measures.CONSUMER_REPEATS: lambda: follower.repeats,
            measures.CONSUMER_GAPS: lambda: follower.gaps,
            measures.CONSUMER_HALTED: lambda: len(follower.halts),
        }
        for measure, number in numbers.items():
            self.metrics.watch(measure, _labelled(name, number))
        self.of_queue(
            f"pull:{name}",
            lambda: follower.pull.buffered if follower.pull else 0,
            follower.buffered_max,
        )

    def of_queue(self, name: str, depth: Callable[[], int], limit: int) -> Callable[[], None]:
        """A queue, and its limit where it has one; what is answered ends it."""
        ends = [self.metrics.watch(measures.QUEUE_DEPTH, _labelled(name, depth))]
        if limit:
            read = _labelled(name, lambda: limit)
            ends.append(self.metrics.watch(measures.QUEUE_LIMIT, read))

        def forget() -> None:
            for end in ends:
                end()

        return forget

    async def watch_loop(self) -> None:
        """Measure how late the event loop is, until cancelled."""
        lag = self.metrics.histogram(measures.LOOP_LAG).of()
        loop = asyncio.get_running_loop()
        while True:
            due_s = loop.time() + LAG_S
            await asyncio.sleep(LAG_S)
            lag.observe(max(0.0, loop.time() - due_s))


def version() -> str:
    """Of the platform that runs."""
    try:
        return metadata.version("tradewire-platform")
    except metadata.PackageNotFoundError:
        return "unknown"


def states(series: Series[Number], name: str, state: str, among: tuple[str, ...]) -> None:
    """Put the gauge of ``name``'s state at 1 and those of the other states at 0."""
    for each in among:
        series.of(name, each).set(float(each == state))


def _labelled(name: str, number: Callable[[], int]) -> Callable[[], list[Reading]]:
    return lambda: [((name,), float(number()))]
