"""What doctor looks at beside the machine."""

from pathlib import Path

import pytest

from console import checks
from console.checks import check_ledgers


def test_ledgers_are_measured_with_their_write_ahead_logs(tmp_path: Path) -> None:
    """A new directory has none, and that is well."""
    assert check_ledgers(tmp_path).passed
    (tmp_path / "execution.db").write_bytes(bytes(3 * checks.MIB))
    (tmp_path / "execution.db-wal").write_bytes(bytes(checks.MIB))
    (tmp_path / "marketdata.duckdb").write_bytes(bytes(checks.MIB))
    check = check_ledgers(tmp_path)
    assert check.passed
    assert check.found == "4.0 MiB: execution.db 4.0, risk.db 0.0, signal.db 0.0"


def test_ledgers_that_have_grown_large_are_told_of_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are never deleted by us: a person decides."""
    monkeypatch.setattr(checks, "LEDGERS_MIB_MAX", 1)
    (tmp_path / "risk.db").write_bytes(bytes(2 * checks.MIB))
    check = check_ledgers(tmp_path)
    assert not check.passed
    assert "tradewire up --fresh" in check.remedy
