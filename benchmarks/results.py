"""What a run measured: checks against budgets, in JSON, compared with a stored run."""

import json
import os
import platform
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import psutil

BASELINE = Path(__file__).with_name("baseline.json")
"""The stored run that ``docs/PERFORMANCE.md`` shows and others are compared with."""

TOLERANCE = 0.35
"""How much worse a figure may be than the stored one before its row is marked. Two runs of the
same code on a shared machine of two cores differ by a quarter."""

Better = Literal["lower", "higher"]
Status = Literal["measured", "not built", "failed"]


@dataclass(frozen=True, slots=True)
class Check:
    """One figure and its budget.

    Attributes:
        what: with its unit, ``p50, ms``.
        value: measured.
        budget: at most, or at least where ``better`` is higher; None where the design names none.
        steady: whether it is compared with the stored run; single maxima are not.
    """

    what: str
    value: float
    budget: float | None = None
    better: Better = "lower"
    steady: bool = True

    @property
    def met(self) -> bool | None:
        """Whether it is within its budget; None without one."""
        if self.budget is None:
            return None
        return self.value <= self.budget if self.better == "lower" else self.value >= self.budget

    def worsened(self, before: "Check", tolerance: float = TOLERANCE) -> bool:
        """Whether it is worse than the stored figure by more than the tolerance."""
        if self.better == "lower":
            return self.value > before.value * (1 + tolerance)
        return self.value < before.value / (1 + tolerance)


@dataclass(frozen=True, slots=True)
class Result:
    """What one row came to.

    Attributes:
        floor, ours: figures by name with unit, taken in turns.
        checks: what is held to the budget, or compared with the stored run.
        status: ``not built`` where the part does not exist yet; ``failed`` with ``note`` why.
        load: the machine's load average when the row began: others share it.
    """

    floor: Mapping[str, float] = field(default_factory=dict)
    ours: Mapping[str, float] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    status: Status = "measured"
    note: str = ""
    load: float = 0.0

    @property
    def ratio(self) -> dict[str, float]:
        """Ours over the floor, of the figures that both have."""
        return {
            name: round(self.ours[name] / value, 2)
            for name, value in self.floor.items()
            if value and name in self.ours
        }

    @property
    def missed(self) -> list[str]:
        """The checks beyond their budget."""
        return [check.what for check in self.checks if check.met is False]


@dataclass(frozen=True, slots=True)
class Report:
    """One run over some rows."""

    taken: str
    machine: Mapping[str, Any]
    rows: Mapping[str, Result]
    quick: bool = False

    def to_json(self) -> str:
        """As it is stored."""
        rows = {name: {**asdict(each), "ratio": each.ratio} for name, each in self.rows.items()}
        content = {
            "taken": self.taken,
            "quick": self.quick,
            "machine": dict(self.machine),
            "rows": rows,
        }
        return json.dumps(content, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """Read what was stored."""
        content = json.loads(text)
        rows = {}
        for name, row in content["rows"].items():
            row.pop("ratio")
            checks = tuple(Check(**check) for check in row.pop("checks"))
            rows[name] = Result(**row, checks=checks)
        return cls(content["taken"], content["machine"], rows, content["quick"])

    def worsened(self, stored: "Report") -> dict[str, list[str]]:
        """The rows that got worse than the stored run, with the figures that did."""
        found: dict[str, list[str]] = {}
        for name, row in self.rows.items():
            before = {check.what: check for check in stored.rows.get(name, Result()).checks}
            for check in row.checks:
                known = before.get(check.what)
                if check.steady and known is not None and check.worsened(known):
                    told = f"{check.what}: {check.value:g}, stored {known.value:g}"
                    found.setdefault(name, []).append(told)
        return found


def read_stored(path: Path = BASELINE) -> Report | None:
    """The stored run; None where there is none."""
    return Report.from_json(path.read_text()) if path.exists() else None


def machine() -> dict[str, Any]:
    """What the figures depend on most."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
    }


def today() -> str:
    """The day, UTC."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()
