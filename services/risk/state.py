"""The gate's checkpoint: everything it needs to go on as if it had never stopped.

Plain values and JSON text: decimals as text, so that no store can round them.
Verdicts are not in it, for they are risk's own log and read back from there.
"""

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TypeVar

from services.risk.approvals import LastApproved
from services.risk.killswitch import KillSwitch
from services.risk.losses import Baseline
from services.risk.reservations import Reservation
from tradewire.decimals import plain
from tradewire.errors import CorruptDataError
from tradewire.orders import Balance, Position

P = TypeVar("P")

# Raised when a field changes its meaning, so that an old checkpoint is refused.
VERSION = 1


@dataclass(frozen=True, slots=True)
class MarkState:
    """The newest price of an instrument; see ``Mark``."""

    instrument: str
    mantissa: int
    init_ns: int


@dataclass(frozen=True, slots=True)
class AccountState:
    """What risk knows of one account; ``baseline`` None before its first balance."""

    account: str
    asset: str
    environment: str
    reconciled: bool
    baseline: Baseline | None
    balances: tuple[Balance, ...]
    positions: tuple[Position, ...]
    open_orders: tuple[str, ...]
    approvals_ns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GateState:
    """The checkpoint of a ``RiskGate``."""

    log_id: str
    directive_count: int
    accounts: tuple[AccountState, ...]
    reservations: tuple[Reservation, ...]
    switches: tuple[KillSwitch, ...]
    marks: tuple[MarkState, ...]
    equals: tuple[LastApproved, ...]
    version: int = VERSION


def to_json(state: GateState) -> str:
    """The checkpoint as JSON text; equal states give equal text."""
    return json.dumps(_encode(state), separators=(",", ":"))


def from_json(text: str) -> GateState:
    """The checkpoint back.

    Raises:
        CorruptDataError: the text is damaged, or of another version.
    """
    try:
        raw = json.loads(text)
        if raw["version"] != VERSION:
            raise CorruptDataError(
                f"risk's checkpoint has version {raw['version']}, this program reads {VERSION};"
                " rebuild it from the log"
            )
        state = _decode(GateState, raw)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise CorruptDataError("risk's checkpoint is damaged; rebuild it from the log") from error
    assert isinstance(state, GateState)  # noqa: S101 - narrows what _decode made of its type
    return state


def part_to_json(part: object) -> str:
    """One dataclass of a checkpoint as JSON text, for a store that keeps its parts as rows."""
    return json.dumps(_encode(part), separators=(",", ":"))


def part_from_json(kind: type[P], text: str) -> P:
    """The dataclass back from ``part_to_json``.

    Raises:
        CorruptDataError: the text is damaged or of another kind.
    """
    try:
        part = _decode(kind, json.loads(text))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise CorruptDataError(
            f"a stored {kind.__name__} is damaged: {text[:80]!r}; restore risk's database"
        ) from error
    assert isinstance(part, kind)  # noqa: S101 - narrows what _decode made of its type
    return part


def _encode(value: object) -> object:
    match value:
        case Decimal():
            return plain(value)
        case Enum():
            return value.value
        case tuple():
            return [_encode(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            kind: type = type(value)
            return {name: _encode(getattr(value, name)) for name in _fields(kind)}
        case _:
            return value


def _decode(kind: object, raw: object) -> object:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return None if raw is None else _decode(typing.get_args(kind)[0], raw)
    if origin is tuple and isinstance(raw, list):
        return tuple(_decode(typing.get_args(kind)[0], item) for item in raw)
    if kind is Decimal and isinstance(raw, str):
        return Decimal(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(raw, dict):
        return kind(**{name: _decode(of, raw[name]) for name, of in _fields(kind).items()})
    if isinstance(kind, type) and type(raw) is kind:
        return raw
    raise TypeError(f"{raw!r:.40} is no {kind}")


@cache
def _fields(kind: type) -> dict[str, object]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
