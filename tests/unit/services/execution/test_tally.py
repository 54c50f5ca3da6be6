"""Orders by state, kept up by events: the archive is counted once and never again."""

from collections import Counter
from collections.abc import Iterator
from decimal import localcontext

import pytest

from services.execution.tally import Tally
from tests.unit.services.execution.floor import Floor
from tradewire.decimals import EXACT
from tradewire.orders import OrderState, Side


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """The decimal context that every process installs."""
    with localcontext(EXACT):
        yield


def test_the_tally_equals_the_orders_after_every_event() -> None:
    """Accepted, filled in parts, cancelled late, filled after that, and an impossible report."""
    floor = Floor()
    tally = Tally({})
    first, second = floor.send(side=Side.BUY), floor.send(side=Side.BUY)
    for report in (
        floor.accept(first),
        floor.fill(first, "0.4"),
        floor.fill(first, "0.6"),
        floor.accept(second),
        floor.cancel(second),
        floor.cancel(second),
        floor.accept(first),
    ):
        floor.report(report)
        tally.take(floor.desk.take_events())
        counts = Counter(floor.state(order) for order in (first, second))
        assert {state: n for state, n in tally.by_state.items() if n} == counts
    assert tally.fills == 2


def test_a_tally_goes_on_from_what_the_archive_has() -> None:
    """A restart counts the archive once; fills are of this process alone."""
    floor = Floor()
    tally = Tally({OrderState.FILLED: 5, OrderState.DENIED: 2})
    floor.send(side=Side.BUY)
    tally.take(floor.desk.take_events())
    assert tally.by_state[OrderState.FILLED] == 5
    assert tally.by_state[OrderState.SUBMITTED] == 1
    assert tally.by_state[OrderState.DENIED] == 2
    assert tally.fills == 0
