"""Exact decimals: the one context, the one way to divide, the one way to print.

Money in Python goes wrong silently: the default context rounds every product to
28 digits and a float slips in unnoticed. ``install`` makes both an error for the
whole process; what truly must be rounded says so through ``divide`` or
``round_to``, which name the scale and the rounding.
"""

import decimal
import re
from decimal import Decimal
from enum import StrEnum

from tradewire.errors import InvalidArgumentError

# 60 digits hold the product of two numbers of 30 digits, the widest the
# contract's decimal rule admits, so that no legal product is ever inexact.
DIGITS_MAX = 60
# The contract's rule: at most 30 digits on either side of the point.
_PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")

EXACT = decimal.Context(
    prec=DIGITS_MAX,
    rounding=decimal.ROUND_HALF_EVEN,
    traps=[
        decimal.InvalidOperation,
        decimal.DivisionByZero,
        decimal.Overflow,
        decimal.Underflow,
        decimal.Inexact,
        decimal.FloatOperation,
    ],
)
# What a user's strategy computes in: Python's own defaults, because a strategy
# divides at will and its decimals are rounded to an increment before they trade.
RELAXED = decimal.Context(prec=28)
# For ratios that people read; a verdict shows three of them within its microseconds.
_SHOWN = decimal.Context(
    prec=6,
    rounding=decimal.ROUND_UP,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.FloatOperation],
)
_ROUNDING = EXACT.copy()
_ROUNDING.traps[decimal.Inexact] = False

ZERO = Decimal(0)


class Rounding(StrEnum):
    """How a quotient or a cut is rounded. The value is the name in ``decimal``."""

    DOWN = decimal.ROUND_DOWN
    """Toward zero: sizes, so that no limit is overrun."""
    UP = decimal.ROUND_UP
    """Away from zero: fees and margins where the venue rounds against us."""
    HALF_EVEN = decimal.ROUND_HALF_EVEN
    """To the nearest, ties to even: costs and P&L."""
    FLOOR = decimal.ROUND_FLOOR
    """Toward minus infinity: bids to their increment."""
    CEILING = decimal.ROUND_CEILING
    """Toward plus infinity: offers to their increment."""


def install() -> None:
    """Make ``EXACT`` the context of this thread and of every thread begun later.

    Each process calls it first thing. Asyncio tasks inherit it.
    """
    decimal.setcontext(EXACT.copy())
    decimal.DefaultContext.prec = EXACT.prec
    decimal.DefaultContext.rounding = EXACT.rounding
    for signal, trapped in EXACT.traps.items():
        decimal.DefaultContext.traps[signal] = trapped


def parse(text: str, what: str = "decimal") -> Decimal:
    """Read a plain decimal such as ``"0.10"``; ``what`` names it in the error.

    Raises:
        InvalidArgumentError: the text has an exponent, a plus sign, leading
            zeros, no digits, more than 30 digits on a side, or is NaN.
    """
    if not _PLAIN.fullmatch(text):
        raise InvalidArgumentError(
            f"{what}: {text[:40]!r} is no plain decimal; write it like 0.10",
            reason="INVALID_DECIMAL",
            fields={what: 'must be a plain decimal such as "0.10"'},
        )
    return Decimal(text)


def plain(value: Decimal) -> str:
    """Print without exponent, keeping the scale: ``Decimal("1E+2")`` is ``"100"``."""
    return format(value, "f")


def canonical(value: Decimal) -> str:
    """Print without exponent or trailing zeros; every zero is ``"0"``.

    Equal numbers have equal canonical text, so hashes are taken over it.
    """
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def divide(numerator: Decimal, denominator: Decimal, scale: int, rounding: Rounding) -> Decimal:
    """The quotient with ``scale`` digits after the point, rounded once.

    Raises:
        decimal.DivisionByZero: the denominator is zero.
        decimal.InvalidOperation: one of them is no finite number.
    """
    if not (numerator.is_finite() and denominator.is_finite()):
        raise decimal.InvalidOperation(f"{numerator} / {denominator} has no finite quotient")
    if denominator == 0:
        raise decimal.DivisionByZero
    try:
        # Whole part and remainder are exact, so that the quotient is rounded once.
        whole, rest = EXACT.divmod(numerator.scaleb(scale, EXACT), denominator)
        if rest:
            negative = numerator.is_signed() != denominator.is_signed()
            whole = EXACT.add(whole, _away(whole, rest, denominator, rounding, negative=negative))
    except (decimal.InvalidOperation, decimal.Inexact):
        return _divide_wide(numerator, denominator, scale, rounding)
    return (whole or ZERO).scaleb(-scale, EXACT)


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient to six significant digits, away from zero: to show, never to reckon with.

    Raises:
        decimal.DivisionByZero: the denominator is zero.
    """
    return _SHOWN.divide(numerator, denominator)


def _away(
    whole: Decimal, rest: Decimal, denominator: Decimal, rounding: Rounding, *, negative: bool
) -> int:
    """What rounding adds to a quotient cut toward zero: -1, 0 or 1."""
    step = -1 if negative else 1
    match rounding:
        case Rounding.DOWN:
            return 0
        case Rounding.UP:
            return step
        case Rounding.FLOOR:
            return step if negative else 0
        case Rounding.CEILING:
            return 0 if negative else step
        case Rounding.HALF_EVEN:
            near = rest.copy_abs()
            far = EXACT.subtract(denominator.copy_abs(), near)
            above = near > far or (near == far and EXACT.remainder(whole, 2) != 0)
            return step if above else 0


def _divide_wide(
    numerator: Decimal, denominator: Decimal, scale: int, rounding: Rounding
) -> Decimal:
    """The same in integers, for quotients of more digits than the context has."""
    shift = scale + _scale(denominator) - _scale(numerator)
    top, bottom = _mantissa(numerator), _mantissa(denominator)
    if shift >= 0:
        top *= 10**shift
    else:
        bottom *= 10**-shift
    if bottom < 0:
        top, bottom = -top, -bottom
    return Decimal(_round_quotient(top, bottom, rounding)).scaleb(-scale, EXACT)


def round_to(value: Decimal, scale: int, rounding: Rounding) -> Decimal:
    """The value cut to ``scale`` digits after the point."""
    return value.quantize(Decimal(1).scaleb(-scale), rounding=rounding.value, context=_ROUNDING)


def round_to_increment(value: Decimal, increment: Decimal, rounding: Rounding) -> Decimal:
    """The multiple of ``increment`` that ``rounding`` picks for ``value``."""
    return divide(value, increment, 0, rounding) * increment


def is_multiple(value: Decimal, increment: Decimal) -> bool:
    """Whether ``value`` is a whole number of ``increment``; zero increments allow all."""
    return increment == 0 or EXACT.remainder(value, increment) == 0


def mantissa_of(value: Decimal, exponent: int, what: str = "value") -> int:
    """The integer ``m`` with ``m * 10**exponent == value``.

    Raises:
        InvalidArgumentError: the value has digits below the exponent.
    """
    digits = value.scaleb(-exponent, EXACT)
    whole = int(digits)
    if digits != whole:
        raise InvalidArgumentError(
            f"{what}: {plain(value)} has digits below 10^{exponent}",
            reason="INVALID_INCREMENT",
            fields={what: f"must be a multiple of 10^{exponent}"},
        )
    return whole


def from_mantissa(mantissa: int, exponent: int) -> Decimal:
    """``mantissa * 10**exponent`` as a decimal of scale ``-exponent``."""
    return Decimal(mantissa).scaleb(exponent, EXACT)


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise decimal.InvalidOperation(f"{value} is no finite number")
    return -exponent


def _mantissa(value: Decimal) -> int:
    return int(value.scaleb(_scale(value), EXACT))


def _round_quotient(top: int, bottom: int, rounding: Rounding) -> int:
    floor, rest = divmod(top, bottom)
    if rest == 0:
        return floor
    match rounding:
        case Rounding.FLOOR:
            return floor
        case Rounding.CEILING:
            return floor + 1
        case Rounding.DOWN:
            return floor + (1 if top < 0 else 0)
        case Rounding.UP:
            return floor + (0 if top < 0 else 1)
        case Rounding.HALF_EVEN:
            twice = 2 * rest
            above = twice > bottom or (twice == bottom and floor % 2 == 1)
            return floor + (1 if above else 0)
