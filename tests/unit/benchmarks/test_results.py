"""What a run of the benchmarks says of itself, of its budgets and of an earlier run."""

from dataclasses import replace

from benchmarks.results import TOLERANCE, Check, Report, Result

QUICKER = Check("p50, ms", 0.1, 0.2)
STORED = Report("2026-01-02", {"cores": 2}, {"commit": Result({"p50": 0.1}, {"p50": 0.15})})


def report(*checks: Check) -> Report:
    return replace(STORED, rows={"commit": Result(checks=checks)})


def test_a_report_comes_back_from_its_json_as_it_was() -> None:
    """What is stored is all there is."""
    before = report(QUICKER, Check("ticks/s", 9.0, 10.0, "higher", steady=False))
    assert Report.from_json(before.to_json()) == before


def test_a_check_knows_on_which_side_of_its_budget_it_is() -> None:
    """Times are to stay below, rates above; without a budget there is nothing to say."""
    assert Check("p50, ms", 0.2, 0.2).met is True
    assert Check("p50, ms", 0.3, 0.2).met is False
    assert Check("ticks/s", 9.0, 10.0, "higher").met is False
    assert Check("ticks/s", 9.0).met is None


def test_a_row_that_got_worse_by_more_than_the_tolerance_is_named_with_both_figures() -> None:
    """Within the tolerance nothing is said: two runs of the same code differ."""
    stored = report(QUICKER)
    assert report(replace(QUICKER, value=0.1 * (1 + TOLERANCE))).worsened(stored) == {}
    assert report(replace(QUICKER, value=0.2)).worsened(stored) == {
        "commit": ["p50, ms: 0.2, stored 0.1"]
    }


def test_a_rate_that_fell_is_worse_and_one_that_rose_is_not() -> None:
    """The direction is the check's own."""
    rate = Check("ticks/s", 100.0, better="higher")
    assert report(replace(rate, value=60.0)).worsened(report(rate)) == {
        "commit": ["ticks/s: 60, stored 100"]
    }
    assert report(replace(rate, value=500.0)).worsened(report(rate)) == {}


def test_single_maxima_and_new_figures_are_not_compared() -> None:
    """A 99th percentile of a hundred orders says little of the code."""
    unsteady = Check("p99, ms", 1.0, steady=False)
    assert report(replace(unsteady, value=9.0)).worsened(report(unsteady)) == {}
    assert report(QUICKER).worsened(report()) == {}


def test_a_ratio_is_of_the_figures_that_both_have() -> None:
    """A floor of one figure says nothing of another."""
    result = Result({"p50, ms": 0.1, "p99, ms": 0.0}, {"p50, ms": 0.15, "p99, ms": 1.0, "x": 1.0})
    assert result.ratio == {"p50, ms": 1.5}
