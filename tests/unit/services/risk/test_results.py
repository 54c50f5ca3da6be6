"""Results of rules, made without the call that a named tuple makes."""

from services.risk.results import result_of
from tradewire.verdicts import RefusalReason, RuleResult


def test_a_result_of_its_fields_is_what_the_class_makes() -> None:
    """The same type, equal, and each field at its place: one more would change them all."""
    reason = RefusalReason.EXPOSURE
    given = ("exposure", False, reason, "2", "1", "USDT", "is above", "limits/x")
    made = result_of(given)
    assert type(made) is RuleResult
    assert made == RuleResult(
        rule="exposure",
        passed=False,
        reason=reason,
        value="2",
        limit="1",
        unit="USDT",
        detail="is above",
        limit_source="limits/x",
    )
    assert len(RuleResult._fields) == len(given)
