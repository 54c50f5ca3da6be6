"""What a strategy keeps outside of itself is seen, and what it cannot help having is not minded."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.signal.leftovers import outside_digest
from services.signal.loader import load_strategy

HONEST = """
import logging
import math
from dataclasses import dataclass
from decimal import Decimal

from tradewire.strategy import Strategy

_log = logging.getLogger("mine")
STEP = Decimal("0.1")
SEEN = []
memo = {"a": 1}

@dataclass
class Level:
    price: Decimal = STEP

def mean(values):
    return math.fsum(values) / len(values)

class Mine(Strategy):
    fast: int = 5
    count = 0
"""


def load(folder: Path, text: str) -> type[Any]:
    """The strategy of a file with this text."""
    file = folder / "mine.py"
    file.write_text(text)
    return load_strategy(f"{file}:Mine")


def test_a_strategys_own_doings_leave_nothing_outside(tmp_path: Path) -> None:
    """Loggers, constants, functions and classes are as they were."""
    strategy = load(tmp_path, HONEST)
    before = outside_digest(strategy)
    made = strategy()
    made.count = 7
    made.state["seen"] = 1
    assert before is not None
    assert outside_digest(strategy) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda module: setattr(module.Mine, "count", 1),
        lambda module: module.SEEN.append(1),
        lambda module: module.memo.update(b=2),
    ],
    ids=["class", "list", "dict"],
)
def test_what_changes_in_a_class_or_a_module_is_seen(
    tmp_path: Path, change: Callable[[Any], None]
) -> None:
    """It would be lost with the process."""
    strategy = load(tmp_path, HONEST)
    before = outside_digest(strategy)
    change(sys.modules[strategy.__module__])
    assert outside_digest(strategy) != before


@pytest.mark.parametrize(
    "line",
    ["    def __getstate__(self):\n        return {}\n", "    turn = (one for one in (1, 2))\n"],
    ids=["own way", "generator"],
)
def test_what_cannot_be_looked_at_is_not_known(tmp_path: Path, line: str) -> None:
    """A class that says itself what is kept of it may keep less than all."""
    assert outside_digest(load(tmp_path, HONEST + line)) is None
