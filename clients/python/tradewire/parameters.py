"""A strategy's parameters: what it declares, and values of them from a command line's text."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from tradewire.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a strategy.

    Its type is ``int``, ``float``, ``str``, ``bool`` or ``Decimal``.
    """

    name: str
    type: type
    default: object


def coerced(
    owner: str, declared: Sequence[Parameter], values: Mapping[str, object]
) -> dict[str, object]:
    """The values in their parameters' types.

    Raises:
        ConfigurationError: ``owner`` does not declare one, or a value is of a wrong type; each
            is named in ``fields``.
    """
    known = {parameter.name: parameter for parameter in declared}
    found: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for name, value in values.items():
        parameter = known.get(name)
        if parameter is None:
            there = ", ".join(known) or "none"
            wrong[name] = f"{owner} has no parameter {name!r}; it has: {there}"
            continue
        try:
            found[name] = _coerce(parameter, value)
        except ConfigurationError as error:
            wrong[name] = error.message
    if wrong:
        raise ConfigurationError("; ".join(wrong.values()), fields=wrong)
    return found


_EXAMPLES = {bool: "true", int: "5", float: "0.5", Decimal: "0.10"}


def _coerce(parameter: Parameter, value: object) -> object:
    """Turn a command line's text into the parameter's type."""
    if isinstance(value, parameter.type) and not (
        isinstance(value, bool | float | Decimal) and parameter.type is not bool
    ):
        return value
    text = str(value)
    found: object = None
    with contextlib.suppress(ValueError, ArithmeticError, KeyError):
        if parameter.type is bool:
            found = {"true": True, "1": True, "false": False, "0": False}[text.lower()]
        else:
            found = parameter.type(text)
    # A NaN fails every comparison: the strategy would sit there in silence.
    if found is None or (isinstance(found, float | Decimal) and not isfinite(found)):
        what = f"parameter {parameter.name}={text[:40]!r}"
        wanted = _EXAMPLES[parameter.type]
        raise ConfigurationError(f"{what} is no {parameter.type.__name__}; write it like {wanted}")
    return found
