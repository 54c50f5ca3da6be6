"""What the service keeps of a strategy: its settings, where it stands, and its checkpoint."""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import cast

from services.signal.host import Failure
from tradewire import ids
from tradewire.decimals import ZERO, parse, plain
from tradewire.errors import CorruptDataError
from tradewire.instruments import check_instrument_id
from tradewire.orders import Fill, Position
from tradewire.strategy import Json

EXTERNAL = "external"
"""The type of a strategy that runs elsewhere and publishes its signals."""

FILE = "file"
"""The type of a strategy that is a class in a user's own file."""

_ETAG_DIGITS = 16


class Standing(StrEnum):
    """What a strategy is doing; the contract's StrategyState, and that it is deleted."""

    STOPPED = "STOPPED"
    STARTING = "STARTING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    FAILED = "FAILED"
    DELETED = "DELETED"


@dataclass(frozen=True, slots=True)
class StrategyTerms:
    """What a person decides about a strategy.

    Attributes:
        strategy_type: a built-in name, ``file`` or ``external``.
        source: ``FILE:CLASS`` of a file's; empty otherwise.
        parameters: by name, as text, in order of the names.
    """

    strategy_type: str
    source: str
    parameters: tuple[tuple[str, str], ...]
    instruments: tuple[str, ...]
    account: str
    approval_required: bool = False
    display_name: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not become part of a subject or path."""
        ids.check_resource_id(self.account, "account")
        for instrument in self.instruments:
            check_instrument_id(instrument)

    @property
    def reference(self) -> str:
        """What the loader takes: the built-in name or ``FILE:CLASS``."""
        return self.source if self.strategy_type == FILE else self.strategy_type

    @property
    def etag(self) -> str:
        """Changes with every change of the settings."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:_ETAG_DIGITS]

    def keeps_state_of(self, other: "StrategyTerms") -> bool:
        """Whether state saved under ``other`` still means something under these."""
        mine = (self.reference, self.parameters, self.instruments)
        return mine == (other.reference, other.parameters, other.instruments)


def terms_of(
    source: str,
    parameters: dict[str, str],
    instruments: tuple[str, ...],
    account: str,
    *,
    approval_required: bool = False,
) -> StrategyTerms:
    """Terms by a source as a person writes it: a built-in name, ``FILE:CLASS``, ``external``.

    Raises:
        InvalidArgumentError: account or instrument is malformed.
    """
    is_file = ":" in source
    return StrategyTerms(
        strategy_type=FILE if is_file else source,
        source=source if is_file else "",
        parameters=tuple(sorted(parameters.items())),
        instruments=instruments,
        account=account,
        approval_required=approval_required,
    )


@dataclass(frozen=True, slots=True)
class StrategyRecord:
    """A strategy as its row has it.

    Attributes:
        strategy: the id.
        uid: that no other strategy has, not even a later one of the same id.
        failure: of a FAILED one; None otherwise.
        revision: counts its changes of settings and state, from 1.
        created_ns, updated_ns: on the run's clock.
    """

    strategy: str
    uid: str
    terms: StrategyTerms
    created_ns: int
    updated_ns: int
    state: Standing = Standing.STOPPED
    failure: Failure | None = None
    revision: int = 1

    @property
    def deleted_ns(self) -> int:
        """When it was deleted; 0 while it is not. Nothing changes a deleted one."""
        return self.updated_ns if self.state is Standing.DELETED else 0


@dataclass(frozen=True, slots=True)
class Marks:
    """How far a strategy has come in the market data.

    Attributes:
        warmed: it has seen history, or has run.
        sequences: subject -> (log id, last sequence handled).
        closes: ``instrument interval`` -> close of the last candle handled, nanoseconds.
    """

    warmed: bool = False
    sequences: dict[str, tuple[str, int]] = field(default_factory=dict)
    closes: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "Marks":
        """Marks that can be moved on without moving these."""
        return Marks(self.warmed, dict(self.sequences), dict(self.closes))

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(
            {"warmed": self.warmed, "sequences": self.sequences, "closes": self.closes}
        )

    @classmethod
    def from_json(cls, text: str) -> "Marks":
        """What ``to_json`` gave.

        Raises:
            CorruptDataError: it is something else.
        """
        match json.loads(text):
            case {"warmed": bool(warmed), "sequences": dict(sequences), "closes": dict(closes)}:
                pairs = {subject: (str(log), int(seq)) for subject, (log, seq) in sequences.items()}
                return cls(warmed, pairs, {key: int(at) for key, at in closes.items()})
            case _:
                raise CorruptDataError("a strategy's marks are damaged; start with --fresh")


Saved = dict[str, Json]
"""A host's checkpoint: ordinal, positions, timers and the strategy's own state."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All that a strategy's restart needs.

    Attributes:
        ordinal: of its newest signal; 0 before the first.
        saved: the host's; None before it ever ran.
    """

    ordinal: int = 0
    saved: Saved | None = None
    marks: Marks = field(default_factory=Marks)


def without_own_state(saved: Saved | None) -> Saved | None:
    """A checkpoint whose windows mean nothing any more; what is held stays held."""
    return None if saved is None else {**saved, "timers": {}, "state": None}


def with_fill(saved: Saved | None, fill: Fill) -> Saved:
    """A checkpoint after a fill of the strategy's own, while it does not run."""
    before = _positions(saved).get(fill.instrument)
    held = ZERO if before is None else parse(before, "position")
    return _holding(saved, fill.instrument, held + fill.side.sign * fill.quantity)


def with_position(saved: Saved | None, position: Position) -> Saved:
    """A checkpoint after the account's position changed, while the strategy does not run."""
    return _holding(saved, position.instrument, position.quantity)


def _positions(saved: Saved | None) -> dict[str, str]:
    return cast("dict[str, str]", saved["positions"]) if saved else {}


def _holding(saved: Saved | None, instrument: str, quantity: Decimal) -> Saved:
    base: Saved = saved or {"ordinal": 0, "positions": {}, "timers": {}, "state": None}
    positions = {**_positions(saved), instrument: plain(quantity)}
    return {**base, "positions": cast("Json", positions)}
