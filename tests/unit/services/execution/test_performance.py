"""How an account did: sums that never mix assets, and positions from flat to flat."""

from decimal import Decimal as D  # noqa: N817 - money in tests reads better short.

import pytest

from services.execution import performance
from services.execution.performance import Performance, Span
from tests.integration.execution_mesh import SIM
from tradewire.errors import ExhaustedError
from tradewire.market import SECOND_NS
from tradewire.orders import Fill, Liquidity, Side

DAY_NS = 86_400 * SECOND_NS


def fill(side: Side, quantity: str, realized: str = "0", **more: object) -> Fill:
    """A fill at 100 with a fee of 1."""
    given = {"fee_asset": "USDT", "strategy": "", **more}
    return Fill(
        "f",
        "t",
        "o",
        "c",
        "v",
        "paper",
        SIM.id,
        side,
        D(100),
        D(quantity),
        D(1),
        str(given["fee_asset"]),
        Liquidity.TAKER,
        0,
        str(given["strategy"]),
        D(realized),
    )


def fold(*fills: Fill, day: int = 0) -> Performance:
    """The performance of fills of one day."""
    found = Performance(lambda _: SIM)
    for each in fills:
        found.take(each, "USDT", day * DAY_NS)
    return found


def test_a_position_closes_when_it_is_flat_and_wins_when_it_gained_after_fees() -> None:
    """Two sells bring it to flat; what the first realised counts to the whole."""
    found = fold(
        fill(Side.BUY, "2"), fill(Side.SELL, "1", realized="5"), fill(Side.SELL, "1", realized="-1")
    )
    ((_, by_asset),) = found.days(Span())
    figures = by_asset["USDT"]
    assert (figures.fills, figures.closed, figures.won) == (3, 1, 1)
    assert (figures.realized, figures.fees, figures.net) == (D(4), D(3), D(1))
    assert figures.turnover == D(400)


def test_a_gain_that_its_fees_eat_is_not_won() -> None:
    """Three fees of one against a gain of three."""
    found = fold(fill(Side.BUY, "1"), fill(Side.SELL, "1", realized="2"))
    assert found.days(Span())[0][1]["USDT"].won == 0


def test_a_turn_closes_and_begins_anew() -> None:
    """From long to short in one fill, and back to flat: two positions."""
    found = fold(
        fill(Side.BUY, "1"),
        fill(Side.SELL, "3", realized="9"),
        fill(Side.BUY, "2", realized="-8"),
    )
    figures = found.days(Span())[0][1]["USDT"]
    assert (figures.closed, figures.won) == (2, 1)


def test_fees_of_another_asset_are_figures_of_their_own() -> None:
    """Nothing is added that has no common unit."""
    found = fold(fill(Side.BUY, "1", fee_asset="BNB"))
    ((_, by_asset),) = found.instruments(Span())
    assert (by_asset["USDT"].fees, by_asset["BNB"].fees) == (D(0), D(1))
    assert (by_asset["BNB"].net, by_asset["BNB"].fills) == (D(-1), 0)


def test_days_are_cut_at_midnight_utc_and_filtered_inclusively() -> None:
    """A position that is held over night closes on the second day."""
    found = Performance(lambda _: SIM)
    found.take(fill(Side.BUY, "1", strategy="a"), "USDT", DAY_NS - 1)
    found.take(fill(Side.SELL, "1", realized="9", strategy="b"), "USDT", DAY_NS)
    assert [day for day, _ in found.days(Span())] == ["1970-01-02", "1970-01-01"]
    assert [day for day, _ in found.days(Span(end_day="1970-01-01"))] == ["1970-01-01"]
    ((day, by_asset),) = found.days(Span(strategy="b"))
    assert (day, by_asset["USDT"].closed, by_asset["USDT"].won) == ("1970-01-02", 1, 1)


def test_more_sums_than_are_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit with a name, and the way around it."""
    monkeypatch.setattr(performance, "CELLS_MAX", 1)
    found = Performance(lambda _: SIM)
    found.take(fill(Side.BUY, "1"), "USDT", 0)
    with pytest.raises(ExhaustedError, match="list its fills"):
        found.take(fill(Side.BUY, "1"), "USDT", DAY_NS)
