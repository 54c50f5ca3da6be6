"""Limits on the wire, both ways, and the changes that an update mask asks for.

Limits are shown as they were set. What an order is held against is shown with the amount that
each fraction comes to (``effective_to_wire``), where an equity is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask

from services.risk.limit_book import Effective
from services.risk.limits import LARGEST, Limits, OrderRate, SizingPolicy
from services.risk.sizing_policies import sizing_of, sizing_parts
from services.risk.store import KeptLimits
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire
from tradewire.codec.times import time_to_wire
from tradewire.decimals import ZERO, Rounding, canonical, divide
from tradewire.errors import InvalidArgumentError, UnimplementedError
from tradewire.risk.v1 import limits_pb2
from tradewire.types.v1 import trading_pb2

NS_PER_S = 1_000_000_000
# Digits of a fraction's amount: below any asset's smallest unit.
AMOUNT_SCALE = 8

# Each amount -> the fraction of the equity beside it.
FRACTIONS = {
    "position_value_max": "position_fraction_max",
    "exposure_max": "exposure_fraction_max",
    "free_capital_min": "free_capital_fraction_min",
    "daily_loss_max": "daily_loss_fraction_max",
    "monthly_loss_max": "monthly_loss_fraction_max",
}
DECIMALS = (
    *FRACTIONS,
    *FRACTIONS.values(),
    "leverage_max",
    "drawdown_fraction_max",
    "price_band_fraction_max",
)
# Same name and same type on both sides.
PLAIN = (
    "position_count_max",
    "stop_required",
    "target_required",
    "confidence_min",
    "open_order_count_max",
    "short_allowed",
    "reducing_only",
)
# The contract's name -> the domain's, in nanoseconds.
DURATIONS = {"duplicate_window": "duplicate_window_ns", "data_age_max": "data_age_ns_max"}
NOT_BUILT = (
    "value_at_risk",
    "correlation",
    "liquidation_distance_fraction_min",
    "funding_paid_max",
)
OTHERS = ("order_rate", "allowed_instruments")
RULES = (*DECIMALS, *PLAIN, *DURATIONS, *OTHERS, *NOT_BUILT)


@dataclass(frozen=True, slots=True)
class Equity:
    """What an account's fractions are of, in its asset: the equity now and at the losses' starts.

    ``day`` is that of 00:00 UTC, ``month`` that of the month's first 00:00 UTC.
    """

    now: Decimal
    day: Decimal
    month: Decimal

    def base(self, amount: str) -> Decimal:
        """What the fraction beside an amount is of."""
        match amount:
            case "daily_loss_max":
                return self.day
            case "monthly_loss_max":
                return self.month
        return self.now


def limits_to_wire(kept: KeptLimits, asset: str) -> limits_pb2.Limits:
    """The message of limits as they were set; ``asset`` is named where they name none."""
    limits = kept.limits
    message = limits_pb2.Limits(
        limits=limits.subject,
        asset=limits.asset or asset,
        rules=_rules_to_wire(limits),
        sizing=sizing_to_wire(limits.sizing),
        create_time=time_to_wire(kept.created_ns),
        update_time=time_to_wire(kept.updated_ns),
        etag=kept.etag,
    )
    kind, _, name = limits.subject.partition("-")
    match kind:
        case "account":
            message.account = name
        case "strategy":
            message.strategy = name
        case _:
            message.environment = environment_to_wire(name)
    return message


def changed_limits(
    limits: Limits, message: limits_pb2.Limits, mask: Iterable[str], asset: str
) -> tuple[Limits, tuple[str, ...]]:
    """The limits after an update, and the paths of the fields that differ.

    Args:
        limits: as they are.
        message: the new values.
        mask: paths of the fields to change; none means every one that is set.
        asset: what amounts are in where nothing else is said; may be empty.

    Raises:
        InvalidArgumentError: a path names no field, a value breaks its rule, or an amount has
            no asset.
        UnimplementedError: a rule is set that is not evaluated yet.
    """
    paths = _expanded(tuple(mask) or _set_paths(message))
    values: dict[str, Any] = {"asset": limits.asset}
    for path in paths:
        values.update(_values_of(path, message))
    values["asset"] = values["asset"] or asset
    after = replace(limits, **values)
    changed = tuple(
        path
        for path in paths
        if any(getattr(limits, name) != getattr(after, name) for name in _values_of(path, message))
    )
    return after, changed


def effective_to_wire(
    effective: Effective, account: str, strategy: str, environment: str, equity: Equity | None
) -> limits_pb2.EffectiveLimits:
    """What an order is held against.

    Beside each fraction stands the amount that decides; where no equity is known, the amount
    that was set, if any.
    """
    limits = effective.limits
    message = limits_pb2.EffectiveLimits(
        account=account,
        strategy=strategy,
        environment=environment_to_wire(environment),
        asset=limits.asset,
        limits_set=effective.limits_set,
        sizing=sizing_to_wire(limits.sizing),
        rules=_rules_to_wire(limits),
    )
    setters = {name: _setters(effective, name) for name in effective.sources}
    for amount, fraction in FRACTIONS.items():
        if equity is not None and fraction in setters:
            bound = _amount_of(getattr(limits, fraction), equity.base(amount))
            names = [amount, fraction]
            if _decides(bound, getattr(limits, amount), amount):
                setattr(message.rules, amount, canonical(bound))
                names.reverse()
            setters[amount] = [path for name in names for path in setters.get(name, ())]
    for name, (source, *others) in setters.items():
        overruled = dict.fromkeys(path for path in others if path != source)
        message.sources.add(field=_path_of(name), source=source, overruled=overruled)
    return message


def sizing_to_wire(policy: SizingPolicy | None) -> limits_pb2.SizingPolicy | None:
    """The message of a sizing policy; None, which leaves a field absent, for none."""
    name, amount = sizing_parts(policy)
    if name is None or amount is None:
        return None
    return limits_pb2.SizingPolicy(**{name: canonical(amount)})


def sizing_from_wire(message: limits_pb2.SizingPolicy) -> SizingPolicy | None:
    """The policy of a message; None where it says none."""
    name = message.WhichOneof("policy")
    return sizing_of(name, decimal_from_wire(getattr(message, name), name)) if name else None


def environment_to_wire(name: str) -> trading_pb2.Environment.ValueType:
    """The contract's number of ``paper``, ``live`` and so on."""
    return trading_pb2.Environment.Value(f"ENVIRONMENT_{name.upper()}")


def environment_from_wire(number: int) -> str:
    """``paper``, ``live`` and so on; empty where unspecified."""
    name = trading_pb2.Environment.Name(number)  # type: ignore[arg-type]  # numbers are its values
    return name.removeprefix("ENVIRONMENT_").lower() if number else ""


def _setters(effective: Effective, name: str) -> list[str]:
    """The paths that set a field, the one that decides first."""
    return [effective.sources[name], *effective.overruled.get(name, ())]


def _amount_of(fraction: Decimal, base: Decimal) -> Decimal:
    return max(divide(fraction * base, Decimal(1), AMOUNT_SCALE, Rounding.DOWN), ZERO)


def _decides(bound: Decimal, stated: Decimal | None, amount: str) -> bool:
    """Whether a fraction's amount is stricter than the one that is set beside it."""
    if stated is None:
        return True
    return bound > stated if amount in LARGEST else bound < stated


def _rules_to_wire(limits: Limits) -> limits_pb2.RuleLimits:
    rules = limits_pb2.RuleLimits()
    for name in DECIMALS:
        setattr(rules, name, decimal_to_wire(getattr(limits, name), name))
    for name in PLAIN:
        value = getattr(limits, name)
        if value is not None:
            setattr(rules, name, value)
    for wire, name in DURATIONS.items():
        value = getattr(limits, name)
        if value is not None:
            getattr(rules, wire).CopyFrom(_duration(value))
    if limits.order_rate is not None:
        rules.order_rate.count_max = limits.order_rate.count_max
        rules.order_rate.window.CopyFrom(_duration(limits.order_rate.window_ns))
    if limits.allowed_instruments is not None:
        rules.allowed_instruments.SetInParent()
        rules.allowed_instruments.instruments.extend(limits.allowed_instruments)
    return rules


def _set_paths(message: limits_pb2.Limits) -> tuple[str, ...]:
    paths = ["asset"] if message.asset else []
    paths += [f"rules.{field.name}" for field, _ in message.rules.ListFields()]
    paths += [name for name in ("sizing", "protection") if message.HasField(name)]
    return tuple(paths)


def _expanded(paths: Iterable[str]) -> tuple[str, ...]:
    """The fields that paths name, each whole: ``rules.order_rate.window`` is its rule."""
    found: dict[str, None] = {}
    for path in paths:
        known = FieldMask(paths=[path]).IsValidForDescriptor(limits_pb2.Limits.DESCRIPTOR)
        head, *below = path.split(".") if known else ("",)
        if path == "rules":
            found.update(dict.fromkeys(f"rules.{name}" for name in RULES))
        elif head == "rules":
            found[f"rules.{below[0]}"] = None
        elif head in {"asset", "sizing", "protection"}:
            found[head] = None
        elif head not in {"limits", "etag"}:
            raise InvalidArgumentError(
                f"update_mask names {path[:60]!r}, which is no field of limits that can be set",
                fields={"update_mask": f"{path[:60]} cannot be set"},
            )
    return tuple(found)


def _values_of(path: str, message: limits_pb2.Limits) -> dict[str, Any]:
    """What a path sets: the domain's fields and their values."""
    head, _, name = path.partition(".")
    match head:
        case "asset":
            return {"asset": message.asset}
        case "sizing":
            return {"sizing": sizing_from_wire(message.sizing)}
        case "protection":
            if message.HasField("protection"):
                raise _not_built(path)
            return {}
    return _rule_of(name, message.rules)


def _rule_of(name: str, rules: limits_pb2.RuleLimits) -> dict[str, Any]:
    """What a rule's field sets; one that is not set is cleared."""
    present = any(field.name == name for field, _ in rules.ListFields())
    if name in NOT_BUILT:
        if present:
            raise _not_built(f"rules.{name}")
        return {}
    value = getattr(rules, name) if present else None
    if name in DECIMALS:
        return {name: _decimal(name, value)}
    if name in DURATIONS:
        return {DURATIONS[name]: _ns(value) if value is not None else None}
    if name == "order_rate" and value is not None:
        value = OrderRate(value.count_max, _ns(value.window))
    if name == "allowed_instruments" and value is not None:
        value = tuple(value.instruments)
    return {name: value}


def _decimal(name: str, text: str | None) -> Decimal | None:
    return decimal_from_wire(text, f"rules.{name}") if text is not None else None


def _path_of(name: str) -> str:
    """The contract's path of a field of the domain's."""
    if name == "sizing":
        return name
    wires = {domain: wire for wire, domain in DURATIONS.items()}
    return f"rules.{wires.get(name, name)}"


def _not_built(path: str) -> UnimplementedError:
    return UnimplementedError(
        f"{path} is in the contract and not evaluated yet; leave it unset",
        metadata={"field": path},
        fields={f"limits.{path}": "is not evaluated yet"},
    )


def _duration(ns: int) -> Duration:
    seconds, nanos = divmod(ns, NS_PER_S)
    return Duration(seconds=seconds, nanos=nanos)


def _ns(duration: Duration) -> int:
    return duration.seconds * NS_PER_S + duration.nanos
