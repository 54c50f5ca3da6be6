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

# The least exponent of any instrument here is -5, of any venue known -18.
_POWERS: tuple[int, ...] = tuple(10**digits for digits in range(TURNOVER_DIGITS_MAX + 1))


def mantissa_reader(
    exponent: int, what: str, digits_max: int = MANTISSA_DIGITS_MAX, *, cached: bool = True
) -> Callable[[str], int]:
    """A function that reads ``"61837.63000000"`` as the integer ``6183763`` (exponent -2).

    The function takes digits with at most one point. It raises RecordError for a
    sign, an exponent, NaN, blanks, digits below the exponent or too many digits,
    and AttributeError for what is no text.

    Args:
        exponent: power of ten of one unit, zero or below.
        what: names the number in errors, e.g. ``price``.
        digits_max: longest integer.
        cached: whether the texts repeat, as prices do and volumes do not.

    Raises:
        ConfigurationError: the exponent is above zero, which no venue here uses.
    """
    if exponent > 0:
        raise ConfigurationError(f"{what}: exponent {exponent} is above zero")
    digits = -exponent
    too_large = 10**digits_max

    def read(text: str) -> int:
        whole, point, fraction = text.partition(".")
        joined = whole + fraction
        if not whole or (point and not fraction) or not (joined.isascii() and joined.isdigit()):
            raise RecordError(
                f"{what} {text[:40]!r} is no plain decimal of zero or above, such as 0.10"
            )
        excess = len(fraction) - digits
        if excess <= 0:
            mantissa = int(joined) * _POWERS[-excess]
        else:
            mantissa, rest = divmod(int(joined), int(10**excess))
            if rest:
                raise RecordError(
                    f"{what} {text[:40]!r} has digits below 10^{exponent}, "
                    "the smallest unit of its instrument"
                )
        if mantissa >= too_large:
            raise RecordError(f"{what} {text[:40]!r} has more than {digits_max} digits")
        return mantissa

    return lru_cache(maxsize=CACHED_TEXTS_MAX)(read) if cached else read
