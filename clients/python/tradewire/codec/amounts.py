"""Amounts of one asset, and lists of them where a value holds a single one."""

from collections.abc import Sequence
from decimal import Decimal

from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire
from tradewire.decimals import ZERO
from tradewire.errors import UnimplementedError
from tradewire.types.v1.trading_pb2 import Amount


def amount_to_wire(amount: Decimal, asset: str) -> Amount:
    """So much of ``asset``."""
    return Amount(asset=asset, amount=decimal_to_wire(amount, "amount"))


def amounts_to_wire(amount: Decimal, asset: str) -> list[Amount]:
    """A list of one amount, or of none where there is no asset."""
    return [amount_to_wire(amount, asset)] if asset else []


def amounts_from_wire(amounts: Sequence[Amount], what: str) -> tuple[Decimal, str]:
    """The one amount of a list and its asset; 0 and an empty asset for none.

    Raises:
        UnimplementedError: amounts of several assets, which a value cannot hold.
        InvalidArgumentError: no plain decimal.
    """
    if not amounts:
        return ZERO, ""
    if len(amounts) > 1:
        assets = ", ".join(amount.asset for amount in amounts)
        raise UnimplementedError(f"{what}: in several assets ({assets}); read the message's list")
    return decimal_from_wire(amounts[0].amount, what), amounts[0].asset
