"""Exact integers from decimal text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.numbers import mantissa_reader
from tradewire.errors import ConfigurationError


@given(st.integers(0, 10**17), st.integers(0, 8), st.integers(0, 6))
def test_a_text_is_read_as_its_exact_integer(mantissa: int, digits: int, zeros: int) -> None:
    """Whatever zeros the venue pads it with."""
    text = format(Decimal(mantissa).scaleb(-digits), "f")
    padded = text + ("" if "." in text or not zeros else ".") + "0" * zeros
    assert mantissa_reader(-digits, "price")(padded) == mantissa


@pytest.mark.parametrize(
    "text",
    ["", ".", "1.", ".5", "-1", "+1", "1e3", "NaN", "inf", "1,5", " 1", "1_0", "1.2.3", "٣", "²"],
)
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    """Python's own int() would take some of these."""
    with pytest.raises(RecordError, match=r"BTC price .* is no plain decimal"):
        mantissa_reader(-2, "BTC price")(text)


def test_digits_below_the_exponent_are_refused_and_never_rounded() -> None:
    """Zeros there are no digits."""
    read = mantissa_reader(-2, "price", cached=False)
    assert read("1.2300") == 123
    with pytest.raises(RecordError, match="digits below"):
        read("1.2301")


def test_a_number_that_would_not_fit_its_field_is_refused() -> None:
    """Eighteen digits do fit a signed 64-bit integer."""
    read = mantissa_reader(-2, "price")
    assert read("9" * 16) == int("9" * 16) * 100
    with pytest.raises(RecordError, match="more than 18 digits"):
        read("9" * 17)


def test_an_exponent_above_zero_is_refused() -> None:
    """No venue here has one."""
    with pytest.raises(ConfigurationError, match="above zero"):
        mantissa_reader(1, "price")
