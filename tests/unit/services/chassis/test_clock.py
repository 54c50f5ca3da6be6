import pytest

from services.chassis import clock
from services.chassis.clock import ManualClock, WallClock


def test_wall_clock_never_gives_one_time_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stamps order events even when the machine's clock stands still or is set back."""
    reads = iter([1_000, 1_000, 400, 2_000])
    monkeypatch.setattr(clock.time, "time_ns", lambda: next(reads))
    wall = WallClock()
    assert [wall.now_ns() for _ in range(4)] == [1_000, 1_001, 1_002, 2_000]


def test_manual_clock_moves_only_when_told() -> None:
    """A tape's clock stands still between its steps."""
    manual = ManualClock(start_ns=5)
    assert (manual.now_ns(), manual.now_ns()) == (5, 5)
    manual.advance_ns(10)
    manual.set_ns(15)
    assert manual.now_ns() == 15


def test_manual_clock_refuses_to_go_back() -> None:
    """Time that runs backwards would reorder what has happened."""
    with pytest.raises(ValueError, match="cannot go back"):
        ManualClock(start_ns=5).set_ns(4)
