"""Hashes tell runs apart by what was traded and by nothing else."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from tradewire.hashes import FILL_FIELDS, ORDER_FIELDS, fills_hash, orders_hash
from tradewire.orders import (
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderState,
    OrderType,
    Side,
    TimeInForce,
)

Row = TypeVar("Row", Order, Fill)
ORDER = Order(
    order_id="0" * 16,
    client_order_id="a" * 32,
    account="paper",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    type=OrderType.MARKET,
    time_in_force=TimeInForce.IOC,
    quantity=Decimal("1.50"),
    cause="signal:x",
    leg=Leg.ENTRY,
    created_ns=1,
    updated_ns=2,
    reasons=("EXPOSURE", "LEVERAGE"),
    state=OrderState.DENIED,
)
FILL = Fill(
    fill_id="1" * 16,
    venue_trade_id="t",
    order_id="0" * 16,
    client_order_id="a" * 32,
    venue_order_id="v",
    account="paper",
    instrument="BTC-USDT.BINANCE",
    side=Side.BUY,
    price=Decimal(100),
    quantity=Decimal("1.50"),
    fee=Decimal("0.15"),
    fee_asset="USDT",
    liquidity=Liquidity.TAKER,
    event_ns=5,
)


def test_the_hash_of_an_order_is_the_one_that_other_programs_compute() -> None:
    """A golden vector: sha256sum of the line that the module describes."""
    assert (
        orders_hash([ORDER]) == "3e8716bb0123ecd24ecb2ff5735b00b4be20511640ff83ecd08e99e24489703e"
    )
    assert fills_hash([FILL]) == "8f736419bec0e722423ba73f3b661349cabb1bad4bdb1aaa9eef9b41e920f3d1"


def test_equal_numbers_hash_equal_whatever_their_scale() -> None:
    """1.5 and 1.50 are one quantity."""
    assert orders_hash([ORDER]) == orders_hash([replace(ORDER, quantity=Decimal("1.5"))])


def test_the_order_of_collection_does_not_matter_and_nothing_is_dropped() -> None:
    """Rows are sorted; a repeated row is another run."""
    later = replace(ORDER, created_ns=9, order_id="2" * 16)
    assert orders_hash([ORDER, later]) == orders_hash([later, ORDER])
    assert orders_hash([ORDER]) != orders_hash([ORDER, ORDER])
    assert fills_hash([]) != fills_hash([FILL])


def test_every_named_field_changes_the_hash() -> None:
    """And what the venue or risk chose does not."""
    for name in ORDER_FIELDS:
        assert orders_hash([_altered(ORDER, name)]) != orders_hash([ORDER]), name
    for name in FILL_FIELDS:
        assert fills_hash([_altered(FILL, name)]) != fills_hash([FILL]), name
    for name in ("updated_ns", "venue_order_id", "verdict_id", "revision", "message"):
        assert orders_hash([_altered(ORDER, name)]) == orders_hash([ORDER]), name
    for name in ("venue_trade_id", "venue_order_id", "fill_id"):
        assert fills_hash([_altered(FILL, name)]) == fills_hash([FILL]), name


def _altered(row: Row, name: str) -> Row:
    """The row with another value of one field; its type is of no matter to a hash."""
    changed: dict[str, Any] = {name: "changed"}
    return replace(row, **changed)
