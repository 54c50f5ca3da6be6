"""Values of the contract in words."""

from decimal import Decimal

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from console.labels import duration, label, moment, moment_of_ns, money, plain
from tradewire.execution.v1 import order_pb2
from tradewire.types.v1 import trading_pb2


def test_an_enum_value_loses_its_enums_name() -> None:
    """One that this version does not know is its number."""
    assert label(order_pb2.OrderState, order_pb2.ORDER_STATE_IN_DOUBT) == "IN_DOUBT"
    assert label(trading_pb2.Side, trading_pb2.SIDE_BUY) == "BUY"
    assert label(trading_pb2.Side, 99) == "99"


def test_times_are_utc_with_milliseconds_and_empty_when_unset() -> None:
    """Nanoseconds are cut and not rounded: a time never lies in the future."""
    assert moment(Timestamp()) == ""
    assert moment(Timestamp(seconds=1_795_240_522, nanos=232_999_999)) == "2026-11-21 05:55:22.232"
    assert moment_of_ns(0) == ""


@pytest.mark.parametrize(
    ("text", "shown"), [("58548.710000", "58548.71"), ("100", "100"), ("0.100", "0.1"), ("", "")]
)
def test_idle_zeros_are_left_out_and_others_kept(text: str, shown: str) -> None:
    """A hundred stays a hundred."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("ns", "shown"),
    [(5, "5 ns"), (1_500, "1.5 us"), (2_000_000, "2 ms"), (-3_000_000_000, "-3 s"), (0, "0 ns")],
)
def test_durations_take_the_unit_that_reads_best(ns: int, shown: str) -> None:
    """Negative where two clocks disagree."""
    assert duration(ns) == shown


def test_money_shows_its_sign_and_two_digits() -> None:
    """For the eye; the exact amount is in the JSON."""
    assert money(Decimal("-1234.567")) == "-1,234.57"
    assert money(Decimal("0.5")) == "+0.50"
