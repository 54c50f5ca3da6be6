"""Decimals, times, amounts and envelopes on the wire."""

from decimal import Decimal

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from tradewire.codec.amounts import amounts_from_wire, amounts_to_wire
from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire, optional_from_wire
from tradewire.codec.times import optional_time_to_wire, time_from_wire, time_to_wire
from tradewire.decimals import EXACT
from tradewire.errors import InvalidArgumentError


@given(st.integers(-(10**30) + 1, 10**30 - 1), st.integers(0, 30))
def test_a_decimal_read_back_has_its_value_and_scale(mantissa: int, scale: int) -> None:
    """Up to 30 digits, with any number of them after the point."""
    value = Decimal(mantissa).scaleb(-scale, EXACT)
    read = decimal_from_wire(decimal_to_wire(value))
    assert read == value
    assert read.as_tuple().exponent == -scale


def test_none_is_empty_and_empty_is_none() -> None:
    """An unset price is no price of zero."""
    assert decimal_to_wire(None) == ""
    assert optional_from_wire("") is None
    assert optional_from_wire("0") == 0
    with pytest.raises(InvalidArgumentError, match="price"):
        decimal_from_wire("", "price")


def test_an_exponent_is_written_out_and_a_negative_zero_loses_its_sign() -> None:
    """The contract knows neither."""
    assert decimal_to_wire(Decimal("1E+3")) == "1000"
    assert decimal_to_wire(Decimal("-0.00")) == "0.00"


def test_zeros_beyond_thirty_digits_are_cut_and_digits_beyond_are_refused() -> None:
    """An exact product may have a long tail of zeros; a long tail of digits has no place."""
    assert decimal_to_wire(Decimal("1.5" + "0" * 40)) == "1.5"
    for value in (Decimal("0." + "1" * 31), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 30):
        with pytest.raises(InvalidArgumentError, match="at most 30 digits"):
            decimal_to_wire(value)


@given(st.integers(-(2**60), 2**62))
def test_nanoseconds_read_back_are_the_same(ns: int) -> None:
    """Before 1970 too: nanos count upwards there."""
    time = time_to_wire(ns)
    assert 0 <= time.nanos < 1_000_000_000
    assert time_from_wire(time) == ns


def test_no_time_is_an_absent_field() -> None:
    """Zero means never in the values; the contract leaves the field out."""
    assert optional_time_to_wire(0) is None
    assert time_from_wire(Timestamp()) == 0


def test_nanos_out_of_range_are_refused() -> None:
    """A second and a half in nanos would be counted twice by somebody."""
    with pytest.raises(InvalidArgumentError, match="create_time"):
        time_from_wire(Timestamp(seconds=1, nanos=1_500_000_000), "create_time")


def test_an_amount_without_an_asset_is_no_amount() -> None:
    """An order that has paid nothing lists nothing."""
    assert amounts_to_wire(Decimal(0), "") == []
    assert amounts_from_wire([], "fees") == (Decimal(0), "")
    assert amounts_from_wire(amounts_to_wire(Decimal("0.1"), "BNB"), "fees") == (
        Decimal("0.1"),
        "BNB",
    )
