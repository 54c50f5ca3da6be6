"""Decimals on the wire: plain text, empty where unset."""

import re
from decimal import Decimal

from tradewire.decimals import canonical, parse
from tradewire.errors import InvalidArgumentError

# The contract's rule, at most 30 digits on either side of the point.
_LEGAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
# Text of up to this length is within the rule whatever it is, so the pattern is spared.
_CHARACTERS_LEGAL = 30


def decimal_to_wire(value: Decimal | None, what: str = "decimal") -> str:
    """Plain text that keeps the scale; empty for None; a negative zero loses its sign.

    Raises:
        InvalidArgumentError: NaN, infinite, or more than 30 digits on a side, which
            no reader of the contract would accept; ``what`` names it.
    """
    if value is None:
        return ""
    text = format(value, "f") if value else format(abs(value), "f")
    if len(text) <= _CHARACTERS_LEGAL and value.is_finite():
        return text
    for candidate in (text, canonical(value)):
        if _LEGAL.fullmatch(candidate):
            return candidate
    raise InvalidArgumentError(
        f"{what}: {text[:80]} is no number of at most 30 digits on either side of the point",
        reason="INVALID_DECIMAL",
        fields={what: "must have at most 30 digits on either side of the point"},
    )


def decimal_from_wire(text: str, what: str = "decimal") -> Decimal:
    """The decimal that a required field holds.

    Raises:
        InvalidArgumentError: empty, or no plain decimal; ``what`` names the field.
    """
    return parse(text, what)


def optional_from_wire(text: str, what: str = "decimal") -> Decimal | None:
    """The decimal of a field that may be unset: None where empty.

    Raises:
        InvalidArgumentError: no plain decimal.
    """
    return parse(text, what) if text else None
