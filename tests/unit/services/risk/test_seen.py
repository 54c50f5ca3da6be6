"""Verdicts given are never forgotten, new ones rarely mistaken for them."""

from services.risk.seen import SeenVerdicts
from tradewire.ids import digest


def test_what_was_added_is_held_and_what_was_not_hardly_ever_is() -> None:
    """No false no at all; of a thousand new ones beside ten thousand, next to none."""
    known = [digest("verdict", "log", number) for number in range(10_000)]
    seen = SeenVerdicts(known[:5_000])
    for verdict_id in known[5_000:]:
        seen.add(verdict_id)
    assert all(seen.may_hold(verdict_id) for verdict_id in known)
    new = [digest("verdict", "log", number) for number in range(10_000, 11_000)]
    assert sum(seen.may_hold(verdict_id) for verdict_id in new) <= 2
