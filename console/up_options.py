"""What a start of the mesh was asked for."""

from dataclasses import dataclass
from pathlib import Path

from console.plan import StrategyOption
from console.runtime import ReplayChoice
from console.tick_store import Store


@dataclass(frozen=True, slots=True)
class UpOptions:
    """The options of a start.

    Attributes:
        port: of the gateway; None for 8080 or another free one.
        until_first_fill: stop in order after it.
        until_done: stop in order when the replay has ended, and print what it came to.
        seconds: stop in order after so long; None for Ctrl-C.
        trace_ui: start a page of traces beside the mesh.
        store: where ticks are kept; None for where they were, or DuckDB.
    """

    data_dir: Path
    strategy: StrategyOption
    replay: ReplayChoice | None = None
    port: int | None = None
    fresh: bool = False
    as_json: bool = False
    until_first_fill: bool = False
    until_done: bool = False
    seconds: float | None = None
    trace_ui: bool = False
    store: Store | None = None
