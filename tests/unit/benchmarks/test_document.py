"""The pages of figures are the stored run, and nothing of the design's table is left out."""

import importlib
import inspect
from dataclasses import replace

from benchmarks import document
from benchmarks.results import Result, read_stored
from benchmarks.table import TABLE

PATHS = (
    "gRPC unary, serial p50 / p99",
    "gRPC unary, 64 in flight, one process",
    "tick streams, 100 a message",
    "JetStream publish through the adapter, p50 / p99",
    "a commit of two rows on the writer thread",
    "rows into the relational store",
    "live and paper: tick -> order accepted by the paper venue",
    "replay through the mesh",
    "feed -> store and bus, sustained, nothing lost",
    "a verdict with every rule on, 100 positions",
    "backtest, SMA cross, a year of minutes (525,520)",
    "whole mesh idle, all processes and NATS",
)
# What other pages tell with figures.
BESIDE = (
    "rows through the recorder into QuestDB",
    "the contract as dataclasses: an order, an account event, 100 trades",
)


def test_the_rows_are_those_of_the_design() -> None:
    """In its order, each with a measurement of its own, and then those that it does not have."""
    assert tuple(row.path for row in TABLE) == PATHS + BESIDE
    assert len({row.name for row in TABLE}) == len({row.module for row in TABLE}) == len(TABLE)


def test_every_row_has_a_measurement_that_can_be_made_quickly() -> None:
    """Its module is there, and knows of the quick run."""
    for row in TABLE:
        measure = importlib.import_module(f"benchmarks.{row.module}").measure
        assert inspect.iscoroutinefunction(measure), row.name
        assert list(inspect.signature(measure).parameters) == ["quick"], row.name


def test_the_documents_show_the_stored_run() -> None:
    """Machine, date and figures are those of the JSON; ``--document`` writes them."""
    stored = read_stored()
    assert stored is not None
    assert document.table(stored) in document.DOCUMENT.read_text()
    assert document.prices(stored) in document.DATACLASSES.read_text()


def test_the_stored_run_is_a_whole_one_and_holds_every_row() -> None:
    """Nothing quick, nothing failed."""
    stored = read_stored()
    assert stored is not None
    assert not stored.quick
    assert [*stored.rows] == [row.name for row in TABLE]
    assert {row.status for row in stored.rows.values()} <= {"measured", "not built"}


def test_a_missed_budget_is_said_in_the_table() -> None:
    """A row beyond its budget cannot look like one within."""
    stored = read_stored()
    assert stored is not None
    commit = stored.rows["commit"]
    late = replace(commit, checks=tuple(replace(each, value=9.0) for each in commit.checks))
    rows = {**stored.rows, "commit": late}
    assert "**misses: p50, ms 9**" in document.table(replace(stored, rows=rows))


def test_a_row_that_was_not_measured_says_so() -> None:
    """A stored run of an older table does not hide a new row."""
    stored = read_stored()
    assert stored is not None
    rows = {**stored.rows, "mesh_replay": Result(status="not built", note="no lock-step")}
    assert "not built" in document.table(replace(stored, rows=rows))
    del rows["commit"]
    assert "not measured" in document.table(replace(stored, rows=rows))
