"""Identities that no restart can repeat or change: hashes of their cause.

An id drawn at random would make a crashed and repeated step give a second
order; an id counted from one would, after ``--fresh``, repeat one that a venue
has seen. A hash of the cause does neither.
"""

import hashlib
import re

from tradewire.errors import InvalidArgumentError

# Binance admits 36 characters of [.A-Z:/a-z0-9_-], OKX 32 alphanumeric ones,
# Coinbase and Alpaca any string of 128, Kraken a UUID (32 hex digits without
# dashes are one): 32 lowercase hex digits pass everywhere.
CLIENT_ORDER_ID_DIGITS = 32
ORDER_ID_DIGITS = 16
_CLIENT_ORDER_ID = re.compile(r"[0-9a-f]{32}")
_RESOURCE_ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Separates the parts under the hash; no part may contain it.
_SEPARATOR = "\x1f"


def digest(kind: str, *parts: str | int, digits: int = 32) -> str:
    """Lowercase hex of SHA-256 over kind and parts, cut to ``digits``.

    Raises:
        InvalidArgumentError: a part contains the separator, so two different
            lists of parts could collide.
    """
    text = _SEPARATOR.join((kind, *map(str, parts)))
    if text.count(_SEPARATOR) != len(parts):
        raise InvalidArgumentError(f"{kind}: an id's part contains a control character")
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def signal_id(log_id: str, strategy: str, ordinal: int) -> str:
    """The id of a strategy's ``ordinal``-th signal (from 1) in a log, 32 hex digits."""
    return digest("signal", log_id, strategy, ordinal)


def client_order_id(cause: str, account: str, leg: str) -> str:
    """The id a venue knows an order by, 32 hex digits.

    Args:
        cause: ``signal:<id>``, ``request:<id>`` or ``directive:<id>``.
        account: the account the order is for.
        leg: which order of the cause: ``entry``, ``stop``, ``target``, ``exit``.
    """
    return digest("order", cause, account, leg, digits=CLIENT_ORDER_ID_DIGITS)


def order_id(client_id: str) -> str:
    """Our id of the order whose client order id is ``client_id``, 16 hex digits."""
    return digest("order-id", client_id, digits=ORDER_ID_DIGITS)


def fill_id(account: str, instrument: str, venue_trade_id: str) -> str:
    """Our id of the fill that a venue's trade id names, 16 hex digits."""
    return digest("fill", account, instrument, venue_trade_id, digits=ORDER_ID_DIGITS)


def order_list_id(cause: str, account: str, part: int) -> str:
    """Our id of the ``part``-th order list (from 1) of a cause, 16 hex digits."""
    return digest("order-list", cause, account, part, digits=ORDER_ID_DIGITS)


def is_client_order_id(text: str) -> bool:
    """Whether ``text`` is 32 lowercase hex digits."""
    return _CLIENT_ORDER_ID.fullmatch(text) is not None


def check_resource_id(text: str, what: str) -> str:
    """Return ``text`` if it is a valid account, strategy or job id.

    Raises:
        InvalidArgumentError: it is not 1 to 63 of a-z, 0-9 and '-'.
    """
    if not _RESOURCE_ID.fullmatch(text):
        rule = "must be 1 to 63 of a-z, 0-9 and '-', beginning and ending with a letter or digit"
        raise InvalidArgumentError(f"{what} {text[:70]!r} {rule}", fields={what: rule})
    return text
