"""Exact integers from the decimal text of venues, without a Decimal or float between."""

from collections.abc import Callable
from functools import lru_cache

from services.marketdata.recordings.damage import RecordError
from tradewire.errors import ConfigurationError

# Prices and sizes travel as sint64: 18 digits always fit.
MANTISSA_DIGITS_MAX = 18
# Turnover is an integer of both exponents and stays in this process or travels as a
# decimal; 36 digits hold the product of two mantissas.
TURNOVER_DIGITS_MAX = 36
# Prices of a book repeat: in the recordings nine of ten are found here. 32,768 of
# them are about 4 MB and hold some minutes of a liquid market.
CACHED_TEXTS_MAX = 32_768


def mantissa_reader(
    exponent: int, what: str, digits_max: int = MANTISSA_DIGITS_MAX
) -> Callable[[str], int]:
    """A function that reads ``"61837.63000000"`` as the integer ``6183763`` (exponent -2).

    The function takes digits with at most one point. It raises RecordError for a
    sign, an exponent, NaN, blanks, digits below the exponent or too many digits,
    and AttributeError for what is no text.

    Args:
        exponent: power of ten of one unit, zero or below.
        what: names the number in errors, e.g. ``price``.
        digits_max: longest integer.

    Raises:
        ConfigurationError: the exponent is above zero, which no venue here uses.
    """
    if exponent > 0:
        raise ConfigurationError(f"{what}: exponent {exponent} is above zero")
    digits = -exponent

    def read(text: str) -> int:
        whole, point, fraction = text.partition(".")
        missing = digits - len(fraction)
        if missing >= 0:
            joined = whole + fraction + "0" * missing
        else:
            joined = whole + fraction[:digits]
            _check_rest(fraction[digits:], text, what, exponent)
        if not whole or (point and not fraction) or not (joined.isascii() and joined.isdigit()):
            raise RecordError(
                f"{what} {text[:40]!r} is no plain decimal of zero or above, such as 0.10"
            )
        if len(joined) > digits_max:
            raise RecordError(f"{what} {text[:40]!r} has more than {digits_max} digits")
        return int(joined)

    return lru_cache(maxsize=CACHED_TEXTS_MAX)(read)


def _check_rest(rest: str, text: str, what: str, exponent: int) -> None:
    if rest.strip("0"):
        raise RecordError(
            f"{what} {text[:40]!r} is no plain decimal or has digits below 10^{exponent}, "
            "the smallest unit of its instrument"
        )
