"""The rows: the design's table of numbers to beat and what else we tell, one measurement each."""

from dataclasses import dataclass

SECONDS_MAX = 180
"""Of one row. The longest takes a minute and a half on a loaded machine; beyond is a hang."""


@dataclass(frozen=True, slots=True)
class Row:
    """One path of the platform.

    Attributes:
        name: on the command line and in the JSON.
        path: as the design names it.
        floor: what the same work costs without the platform.
        budget: as the design names it.
        module: of this package; its ``measure(quick)`` gives the result.
    """

    name: str
    path: str
    floor: str
    budget: str
    module: str


TABLE = (
    Row(
        "grpc_serial",
        "gRPC unary, serial p50 / p99",
        "bare grpc.aio, same handler and message",
        "chassis adds < 0.15 ms with tracing on",
        "row_grpc_serial",
    ),
    Row(
        "grpc_in_flight",
        "gRPC unary, 64 in flight, one process",
        "bare grpc.aio, same handler and message",
        ">= 70% of it with the chassis on",
        "row_grpc_in_flight",
    ),
    Row(
        "tick_stream",
        "tick streams, 100 a message",
        "bare grpc.aio stream of the same messages",
        ">= 1M ticks/s to one subscriber",
        "row_tick_stream",
    ),
    Row(
        "bus_publish",
        "JetStream publish through the adapter, p50 / p99",
        "nats-py with a message id",
        "adds < 0.05 ms",
        "row_bus_publish",
    ),
    Row(
        "commit",
        "a commit of two rows on the writer thread",
        "bare sqlite3 on a thread",
        "<= 0.2 ms",
        "row_commit",
    ),
    Row(
        "relational_rows",
        "rows into the relational store",
        "raw driver, same batch",
        ">= 10k/s, 50 connections",
        "row_relational_rows",
    ),
    Row(
        "tick_to_order",
        "live and paper: tick -> order accepted by the paper venue",
        "the bare hops and three commits",
        "p50 <= 1.5 ms, p99 <= 5 ms at 5k ticks/s",
        "row_tick_to_order",
    ),
    Row(
        "mesh_replay",
        "replay through the mesh",
        "the kernel on the same tape",
        "a 5-minute tick tape in <= 45 s",
        "row_mesh_replay",
    ),
    Row(
        "feed",
        "feed -> store and bus, sustained, nothing lost",
        "DuckDB alone, 1k rows a batch",
        ">= 150k ticks/s in one process",
        "row_feed",
    ),
    Row(
        "verdict",
        "a verdict with every rule on, 100 positions",
        "one rule alone",
        "p99 <= 100 us in process",
        "row_verdict",
    ),
    Row(
        "backtest",
        "backtest, SMA cross, a year of minutes (525,520)",
        "the tape read, and the cross by hand",
        "event by event <= half of backtesting.py; vectorised <= a third of vectorbt",
        "row_backtest",
    ),
    Row(
        "mesh_idle",
        "whole mesh idle, all processes and NATS",
        "the imports alone",
        "<= 700 MB proportional set size",
        "row_mesh_idle",
    ),
    # Not of the design's table: the tick store that is a server.
    Row(
        "questdb",
        "rows through the recorder into QuestDB",
        "its own client alone, same batch",
        ">= 70% of it",
        "row_questdb",
    ),
    # Not of the design's table: what docs/DATACLASSES.md says of their price.
    Row(
        "dataclasses",
        "the contract as dataclasses: an order, an account event, 100 trades",
        "the same bytes by protobuf's own messages",
        "none: a choice of whoever takes them",
        "row_dataclasses",
    ),
)


def named(name: str) -> Row:
    """A row by its name; raises KeyError."""
    return {row.name: row for row in TABLE}[name]
