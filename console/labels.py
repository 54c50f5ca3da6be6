"""Enum values, times and amounts of the contract as people read them."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Digits after the point of money that is shown; the exact amount is in the JSON.
SHOWN_DIGITS = 2


def label(enum: Any, value: int) -> str:
    """An enum's value without its enum's name: ``STREAMING`` of ``FEED_STATE_STREAMING``.

    ``enum`` is the generated wrapper; a value that this version does not know is its number.
    """
    try:
        name = str(enum.Name(value))
    except ValueError:
        return str(value)
    return name.removeprefix(f"{_WORDS.sub('_', enum.DESCRIPTOR.name).upper()}_")


def moment(stamp: Timestamp) -> str:
    """A time of day in UTC with milliseconds; empty where it is not set."""
    if not stamp.ByteSize():
        return ""
    return moment_of_ns(stamp.seconds * 1_000_000_000 + stamp.nanos)


def moment_of_ns(unix_ns: int) -> str:
    """Unix nanoseconds as ``2026-11-21 05:26:53.123``, UTC; empty for 0."""
    if not unix_ns:
        return ""
    seconds, rest_ns = divmod(unix_ns, 1_000_000_000)
    day = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
    return f"{day}.{rest_ns // 1_000_000:03d}"


def money(amount: Decimal) -> str:
    """An amount with two digits after the point, rounded for the eye alone."""
    return f"{amount:+,.{SHOWN_DIGITS}f}"


def plain(amount: str) -> str:
    """A decimal without idle zeros; empty stays empty."""
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def duration(ns: int) -> str:
    """Nanoseconds in the unit that reads best."""
    for unit, size in (("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000)):
        if abs(ns) >= size:
            return (
                f"{ns / size:.3g} {unit}" if abs(ns) < 1_000 * size else f"{ns / size:,.0f} {unit}"
            )
    return f"{ns} ns"
