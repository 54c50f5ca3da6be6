"""What is kept of a run."""

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.results import Report, Result, read_stored


def test_a_run_of_some_rows_keeps_the_stored_others_in_the_tables_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a row that failed does not take the place of one that was measured."""
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(command, "BASELINE", path)
    stored = Report("2026-01-02", {}, {"commit": Result(note="old"), "feed": Result(note="old")})
    rows = {
        "feed": Result(status="failed", note="no answer"),
        "verdict": Result(note="new"),
        "bus_publish": Result(note="new"),
    }
    command.store(Report("2026-01-03", {}, rows), stored)
    kept = read_stored(path)
    assert kept is not None
    assert kept.taken == "2026-01-03"
    assert [(name, row.note) for name, row in kept.rows.items()] == [
        ("bus_publish", "new"),
        ("commit", "old"),
        ("feed", "old"),
        ("verdict", "new"),
    ]
