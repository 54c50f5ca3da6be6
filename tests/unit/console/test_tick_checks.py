"""What doctor says of the tables in QuestDB."""

from console.tick_checks import BEHIND_MAX, check_tables, check_ticks
from tests.unit.console.test_plan import yesterday


def test_a_suspended_table_is_a_problem_with_its_remedy() -> None:
    """What is written to it waits until a person has mended the cause."""
    found = check_tables([["trades", False, 0, ""], ["quotes", True, 12, "disk full"]])
    assert not found.passed
    assert "suspended: quotes (disk full)" in found.found
    assert "ALTER TABLE quotes RESUME WAL" in found.remedy
    assert "trades" not in found.remedy


def test_a_table_that_is_far_behind_is_a_problem_and_a_moments_work_is_none() -> None:
    """Told with how far."""
    assert check_tables([["trades", False, BEHIND_MAX, None]]).passed
    found = check_tables([["trades", False, BEHIND_MAX + 1, None]])
    assert not found.passed
    assert f"trades by {BEHIND_MAX + 1}" in found.found


async def test_a_mesh_on_duckdb_has_no_such_check() -> None:
    """Its file is looked at with the others."""
    assert await check_ticks(yesterday()) == []
