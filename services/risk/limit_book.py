"""Which limits apply to an order: those of its environment, account and strategy together.

The strictest value of each field decides: a strategy's limits can tighten its
account's and the environment's, never loosen them. Sizing is no limit but a
choice: there the most special wins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from services.risk.limits import LARGEST, SMALLEST, Limits, OrderRate
from tradewire.decimals import canonical
from tradewire.errors import ExhaustedError

# Accounts, strategies and environments of the largest fleet that one risk service
# is meant for; a runaway client must not fill its memory.
LIMITS_MAX = 10_000
NS_PER_MS = 1_000_000
_DURATIONS = ("duplicate_window_ns", "data_age_ns_max")


@dataclass(frozen=True, slots=True)
class Effective:
    """The limits that an order of a strategy in an account is held against.

    Attributes:
        limits: the strictest of each field; ``subject`` is the account's.
        limits_set: False where the account has none: nothing may open.
        sources: field -> path of the limits that decide it.
        overruled: field -> paths that set it too and are less strict.
        order_rates: every rate set, its path and its unit in words; each is evaluated.
        texts: field -> the number as rules print it, durations in milliseconds.
    """

    limits: Limits
    limits_set: bool
    sources: Mapping[str, str]
    overruled: Mapping[str, tuple[str, ...]]
    order_rates: tuple[tuple[OrderRate, str, str], ...]
    texts: Mapping[str, str]

    def source(self, field: str) -> str:
        """The path that decides ``field``; empty where none sets it."""
        return self.sources.get(field, "")


class LimitBook:
    """All limits by subject. ``version`` counts changes."""

    def __init__(self) -> None:
        self._limits: dict[str, Limits] = {}
        self._effective: dict[tuple[str, str, str], Effective] = {}
        self.version = 0

    def set(self, limits: Limits) -> None:
        """Put limits in the place of those of the same subject.

        Raises:
            ExhaustedError: ``LIMITS_MAX`` subjects have limits already.
        """
        if limits.subject not in self._limits and len(self._limits) >= LIMITS_MAX:
            raise ExhaustedError(f"limits of {LIMITS_MAX} subjects are the most; remove some")
        self._limits[limits.subject] = limits
        self._changed()

    def remove(self, subject: str) -> None:
        """Forget a subject's limits; an account without any may open nothing."""
        self._limits.pop(subject, None)
        self._changed()

    def get(self, subject: str) -> Limits | None:
        """The limits of a subject as they were set."""
        return self._limits.get(subject)

    def all(self) -> tuple[Limits, ...]:
        """Every subject's limits, by subject."""
        return tuple(self._limits[subject] for subject in sorted(self._limits))

    @property
    def rate_window_ns_max(self) -> int:
        """The longest window of any order rate; 0 for none."""
        rates = (limits.order_rate for limits in self._limits.values())
        return max((rate.window_ns for rate in rates if rate is not None), default=0)

    def effective(self, account: str, strategy: str, environment: str = "paper") -> Effective:
        """What an order of ``strategy`` (empty: by hand) in ``account`` is held against."""
        key = (account, strategy, environment)
        found = self._effective.get(key)
        if found is None:
            # Strategies come and go under names of their users' choosing.
            if len(self._effective) >= LIMITS_MAX:
                self._effective.clear()
            found = self._effective[key] = self._merge(account, strategy, environment)
        return found

    def _changed(self) -> None:
        self._effective.clear()
        self.version += 1

    def _merge(self, account: str, strategy: str, environment: str) -> Effective:
        subjects = (f"environment-{environment}", f"account-{account}", f"strategy-{strategy}")
        layers = [self._limits[name] for name in subjects if name in self._limits]
        own = self._limits.get(subjects[1])
        merged: dict[str, object] = {}
        sources: dict[str, str] = {}
        overruled: dict[str, tuple[str, ...]] = {}
        for name, stricter in _STRICTER.items():
            setters = [layer for layer in layers if getattr(layer, name) is not None]
            if not setters:
                continue
            winner = setters[0]
            for layer in setters[1:]:
                if stricter(getattr(layer, name), getattr(winner, name)):
                    winner = layer
            merged[name], sources[name] = getattr(winner, name), winner.source
            overruled[name] = tuple(layer.source for layer in setters if layer is not winner)
        merged["allowed_instruments"] = _common_instruments(layers)
        limits = Limits(
            subject=subjects[1],
            asset=(own.asset if own else "") or next((la.asset for la in layers if la.asset), ""),
            **merged,  # type: ignore[arg-type]  # each value comes from the field it goes to
        )
        return Effective(
            limits=limits,
            limits_set=own is not None,
            sources=sources,
            overruled=overruled,
            order_rates=tuple(
                (
                    layer.order_rate,
                    layer.source,
                    f"orders in {milliseconds(layer.order_rate.window_ns)} ms",
                )
                for layer in layers
                if layer.order_rate
            ),
            texts=_texts(limits),
        )


def _smaller(one: Decimal, other: Decimal) -> bool:
    return one < other


def _larger(one: Decimal, other: Decimal) -> bool:
    return one > other


def _is_true(one: bool, other: bool) -> bool:  # noqa: FBT001 - compares two values of a field
    return one and not other


def _is_false(one: bool, other: bool) -> bool:  # noqa: FBT001 - compares two values of a field
    return other and not one


def _fewer(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) < len(other)


def _faster(one: OrderRate, other: OrderRate) -> bool:
    return one.count_max * other.window_ns < other.count_max * one.window_ns


def _later(_one: object, _other: object) -> bool:
    return True


# Whether the first value of a field is stricter than the second, by field.
_STRICTER: dict[str, Callable[..., bool]] = {
    **dict.fromkeys(SMALLEST, _smaller),
    **dict.fromkeys(LARGEST, _larger),
    "stop_required": _is_true,
    "target_required": _is_true,
    "reducing_only": _is_true,
    "short_allowed": _is_false,
    "allowed_instruments": _fewer,
    "order_rate": _faster,
    "sizing": _later,
}


def _common_instruments(layers: list[Limits]) -> tuple[str, ...] | None:
    common: tuple[str, ...] | None = None
    for layer in layers:
        allowed = layer.allowed_instruments
        if allowed is not None:
            common = allowed if common is None else tuple(i for i in common if i in allowed)
    return common


def _texts(limits: Limits) -> dict[str, str]:
    texts = {}
    for field in fields(limits):
        value = getattr(limits, field.name)
        if isinstance(value, Decimal):
            texts[field.name] = canonical(value)
        elif field.name == "confidence_min" and value is not None:
            texts[field.name] = f"{value:g}"
        elif field.name in _DURATIONS and value is not None:
            texts[field.name] = milliseconds(value)
    return texts


def milliseconds(ns: int) -> str:
    """Nanoseconds printed in milliseconds, as a plain decimal."""
    whole, rest = divmod(ns, NS_PER_MS)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)
