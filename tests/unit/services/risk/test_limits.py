"""Limits: what can be set, and which one decides."""

from decimal import Decimal
from typing import Any

import pytest

from services.risk import limit_book
from services.risk.limit_book import LimitBook
from services.risk.limits import (
    DEMO_LIMITS,
    EquityFraction,
    FixedQuantity,
    FixedValue,
    Limits,
    OrderRate,
    StopRiskFraction,
)
from tradewire.errors import ExhaustedError, InvalidArgumentError

D = Decimal


def book(*limits: Limits) -> LimitBook:
    """A book of these."""
    found = LimitBook()
    for each in limits:
        found.set(each)
    return found


def test_the_strictest_value_of_each_field_decides() -> None:
    """A strategy tightens; it never loosens its account or the environment."""
    effective = book(
        Limits("environment-paper", leverage_max=D(3), stop_required=True, short_allowed=True),
        Limits("account-a", "USDT", leverage_max=D(5), exposure_max=D(10), stop_required=False),
        Limits(
            "strategy-s", leverage_max=D(4), free_capital_fraction_min=D(1), short_allowed=False
        ),
    ).effective("a", "s")
    assert effective.limits.leverage_max == 3
    assert effective.source("leverage_max") == "limits/environment-paper"
    assert effective.overruled["leverage_max"] == ("limits/account-a", "limits/strategy-s")
    assert effective.limits.stop_required is True
    assert effective.limits.short_allowed is False
    assert effective.source("short_allowed") == "limits/strategy-s"
    assert effective.limits.exposure_max == 10
    assert effective.limits.free_capital_fraction_min == 1
    assert effective.limits.asset == "USDT"
    assert effective.source("position_count_max") == ""
    assert effective.limits_set


def test_the_strictest_has_its_own_meaning_for_each_field() -> None:
    """Longest window, largest confidence, fastest rate refused first, common instruments."""
    effective = book(
        Limits(
            "environment-paper",
            duplicate_window_ns=1_500_000,
            confidence_min=0.2,
            order_rate=OrderRate(10, 1000),
            allowed_instruments=("A.X", "B.X"),
            sizing=FixedQuantity(D(1)),
        ),
        Limits(
            "account-a",
            duplicate_window_ns=7_000_000,
            confidence_min=0.1,
            order_rate=OrderRate(10, 2000),
            allowed_instruments=("B.X", "C.X"),
            sizing=EquityFraction(D(1)),
            reducing_only=True,
        ),
    ).effective("a", "")
    limits = effective.limits
    assert (limits.duplicate_window_ns, limits.confidence_min) == (7_000_000, 0.2)
    assert limits.order_rate == OrderRate(10, 2000)
    assert len(effective.order_rates) == 2
    assert limits.allowed_instruments == ("B.X",)
    assert limits.sizing == EquityFraction(D(1))
    assert limits.reducing_only
    assert effective.texts["duplicate_window_ns"] == "7"


def test_an_account_without_limits_has_none_set() -> None:
    """The environment's alone do not allow it anything."""
    found = book(Limits("environment-paper", leverage_max=D(3)))
    assert not found.effective("a", "").limits_set
    found.set(Limits("account-a"))
    assert found.effective("a", "").limits_set
    found.remove("account-a")
    assert not found.effective("a", "").limits_set
    assert found.version == 3
    assert found.get("account-a") is None


def test_the_demo_limits_fit_any_asset() -> None:
    """They state no amounts."""
    found = book(DEMO_LIMITS)
    assert found.all() == (DEMO_LIMITS,)
    assert found.effective("paper", "demo").limits == DEMO_LIMITS


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": "account-"}, "account"),
        ({"subject": "planet-x"}, "must be account-<id>"),
        ({"subject": "environment-moon"}, "must be account-<id>"),
        ({"exposure_max": D(1)}, "name its asset"),
        ({"leverage_max": D(-1)}, "zero or above"),
        ({"leverage_max": D("NaN")}, "zero or above"),
        ({"confidence_min": float("nan")}, "zero or above"),
        ({"order_rate": OrderRate(0, 1)}, "order_rate"),
        ({"order_rate": OrderRate(1, 0)}, "order_rate"),
        ({"sizing": EquityFraction(D(0))}, "sizing"),
        ({"sizing": FixedValue(D("Infinity"))}, "sizing"),
        ({"sizing": StopRiskFraction(D("1.1"))}, "at most 1"),
    ],
)
def test_limits_that_make_no_sense_are_refused(fields: dict[str, Any], words: str) -> None:
    """With the name of what is wrong."""
    with pytest.raises(InvalidArgumentError, match=words):
        Limits(**{"subject": "account-a", **fields})


def test_the_number_of_subjects_and_merges_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A runaway client cannot fill the memory."""
    monkeypatch.setattr(limit_book, "LIMITS_MAX", 2)
    found = book(Limits("account-a"), Limits("account-b"))
    with pytest.raises(ExhaustedError, match="2 subjects"):
        found.set(Limits("account-c"))
    found.set(Limits("account-a", leverage_max=D(1)))
    for name in ("a", "b", "c", "d"):
        found.effective("a", name)
    assert len(found._effective) <= 2
