"""Reservations: what approvals and open orders still may open, counted beforehand.

An approval reserves what it allows. Its order takes the reservation over; what
fills moves out of it into the position; the rest is free again when the order
is final or the approval expires unused. An open order without an approval of
ours (found at the venue) is claimed for in the same way.
"""

from collections import deque
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from tradewire.decimals import ZERO
from tradewire.errors import ConflictError
from tradewire.ids import client_order_id
from tradewire.orders import Leg, Side
from tradewire.verdicts import Approved, Verdict

# How long an approval may wait for its order. Execution commits and sends within
# milliseconds; two seconds outlast a slow disk and a retried call, and are short
# enough that nobody sends on a market long gone.
APPROVAL_TTL_NS = 2_000_000_000
# Approvals remembered whose orders have closed: a repeat of a call comes within the two seconds,
# in which fewer orders close.
CLOSED_MAX = 1024

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one approval or open order binds.

    Attributes:
        key: the verdict's id, or ``order:<order id>`` where there was no verdict.
        base: the base asset that a sale takes from the balances; empty for contracts.
        asset: what ``value`` and ``capital`` are in.
        cause, leg: of the order.
        opening: quantity that would open or enlarge, still to fill.
        closing: quantity that would close, still to fill; it fills first.
        price: what the value was reckoned at, in quote; zero where none was known.
        value: of ``opening``, in the settlement asset.
        capital: what ``opening`` binds: price or margin, and the fee.
        leverage, at_market: what ``capital`` was reckoned with.
        expires_ns: of an approval without an order; 0 once an order has it.
        replaces: client order id of the open order whose new terms were approved: this is what
            they hold beyond what that order holds already. Empty for an order of its own.
    """

    key: str
    account: str
    strategy: str
    instrument: str
    base: str
    asset: str
    side: Side
    cause: str
    leg: Leg
    opening: Decimal
    closing: Decimal
    price: Decimal
    value: Decimal
    capital: Decimal
    leverage: Decimal
    at_market: bool
    expires_ns: int
    replaces: str = ""

    @property
    def client_order_id(self) -> str:
        """The client order id of the order that it is for."""
        return client_order_id(self.cause, self.account, self.leg.value)

    @property
    def is_used(self) -> bool:
        """True where an order has taken it over."""
        return self.expires_ns == 0


class AccountClaims:
    """The sums over one account's reservations."""

    __slots__ = ("approvals", "capital", "closing", "opening", "opening_count", "selling", "value")

    def __init__(self) -> None:
        self.value = ZERO
        self.capital = ZERO
        self.approvals = 0
        self.opening: dict[tuple[str, bool], Decimal] = {}
        """(instrument, whether it buys) -> value that would open."""
        self.closing: dict[tuple[str, bool], Decimal] = {}
        """(instrument, whether it buys) -> quantity on its way to close."""
        self.opening_count: dict[str, int] = {}
        """instrument -> reservations that would open it."""
        self.selling: dict[str, Decimal] = {}
        """base asset -> quantity on its way to be sold."""


class ReservationBook:
    """All reservations, with running sums by account."""

    def __init__(self) -> None:
        self._by_key: dict[str, Reservation] = {}
        self._claims: dict[str, AccountClaims] = {}
        # Every approval lives equally long, so they expire in the order given.
        self._expiries: deque[tuple[int, str]] = deque()
        self._unused: dict[tuple[str, str, str], str] = {}
        self._closed: dict[str, None] = {}
        # Of orders that are being replaced, what the new terms hold beyond the old ones.
        self._differences: dict[str, str] = {}

    def claims(self, account: str, *, replaced: str = "") -> AccountClaims:
        """The sums of one account, without an order that is ``replaced``; to read only."""
        held = self.of_order(replaced) if replaced else None
        if held is None:
            return self._claims.get(account) or AccountClaims()
        self._subtract(held)
        claims = deepcopy(self._claims[account])
        self._add(held)
        return claims

    def get(self, key: str) -> Reservation | None:
        """The reservation of a verdict or order; None once it is released."""
        return self._by_key.get(key)

    def all(self) -> tuple[Reservation, ...]:
        """Every reservation, oldest first."""
        return tuple(self._by_key.values())

    def unused(self, account: str, cause: str, leg: Leg) -> Reservation | None:
        """What an approval of the same order holds that no order has used; None for nothing."""
        key = self._unused.get(_order_of(account, cause, leg))
        return None if key is None else self._by_key[key]

    def reserve(self, reservation: Reservation) -> None:
        """Hold what an approval allows."""
        self._by_key[reservation.key] = reservation
        self._add(reservation)
        if not reservation.is_used:
            self._expiries.append((reservation.expires_ns, reservation.key))
            self._unused[_order_of_held(reservation)] = reservation.key
        elif reservation.replaces:
            self._differences[reservation.replaces] = reservation.key

    def consume(self, key: str) -> bool:
        """An order uses the approval; False where it is gone or used already."""
        found = self._by_key.get(key)
        if found is None or found.is_used:
            return False
        self._unused.pop(_order_of_held(found), None)
        self._replace(replace(found, expires_ns=0))
        if found.replaces:
            self._differences[found.replaces] = key
        return True

    def of_order(self, client_order_id: str) -> Reservation | None:
        """What an open order holds, apart from what a replace of it would; None for nothing."""
        for held in self._by_key.values():
            if held.is_used and not held.replaces and held.client_order_id == client_order_id:
                return held
        return None

    def end_replace(self, client_order_id: str) -> Reservation | None:
        """Let go of what a replace of an order held beside it; None where nothing is."""
        key = self._differences.get(client_order_id)
        return None if key is None else self.release(key)

    def check_repeat(self, verdict: Verdict, now_ns: int) -> None:
        """See that a verdict given before may be given again.

        Raises:
            ConflictError: it approved, its time is not over, and what it held was released
                without an order.
        """
        match verdict:
            case Approved(verdict_id=key, expires_ns=expires_ns) if (
                expires_ns > now_ns and key not in self._by_key and key not in self._closed
            ):
                raise ConflictError(
                    f"what approval {key} held was released; ask under a new request id",
                    reason="APPROVAL_RELEASED",
                    metadata={"verdict": key},
                )
            case _:
                pass

    def update(self, reservation: Reservation) -> None:
        """Put a reservation in the place of that with its key."""
        self._replace(reservation)

    def release(self, key: str) -> Reservation | None:
        """Let go; the reservation as it was, or None where there was none."""
        found = self._by_key.pop(key, None)
        if found is not None:
            self._subtract(found)
            if not found.is_used:
                self._unused.pop(_order_of_held(found), None)
                return found
            if found.replaces:
                self._differences.pop(found.replaces, None)
            self._closed[key] = None
            if len(self._closed) > CLOSED_MAX:
                del self._closed[next(iter(self._closed))]
        return found

    def expired(self, now_ns: int) -> tuple[Reservation, ...]:
        """Release and return the approvals that no order used in time."""
        gone: list[Reservation] = []
        while self._expiries and self._expiries[0][0] <= now_ns:
            key = self._expiries.popleft()[1]
            found = self._by_key.get(key)
            if found is not None and not found.is_used:
                self.release(key)
                gone.append(found)
        return tuple(gone)

    @property
    def next_due_ns(self) -> int | None:
        """When the next approval expires."""
        while self._expiries:
            due_ns, key = self._expiries[0]
            found = self._by_key.get(key)
            if found is not None and not found.is_used:
                return due_ns
            self._expiries.popleft()
        return None

    def _replace(self, reservation: Reservation) -> None:
        self._subtract(self._by_key[reservation.key])
        self._by_key[reservation.key] = reservation
        self._add(reservation)

    def _add(self, held: Reservation) -> None:
        claims = self._claims.setdefault(held.account, AccountClaims())
        key = (held.instrument, held.side is Side.BUY)
        claims.approvals += 0 if held.is_used else 1
        # A better price for the same quantity opens no more, and binds more all the same.
        if held.opening or held.value:
            claims.value += held.value
            claims.capital += held.capital
            claims.opening[key] = claims.opening.get(key, ZERO) + held.value
            claims.opening_count[held.instrument] = claims.opening_count.get(held.instrument, 0) + 1
        if held.closing:
            claims.closing[key] = claims.closing.get(key, ZERO) + held.closing
        if held.base and held.side is Side.SELL:
            size = held.opening + held.closing
            claims.selling[held.base] = claims.selling.get(held.base, ZERO) + size

    def _subtract(self, held: Reservation) -> None:
        claims = self._claims[held.account]
        key = (held.instrument, held.side is Side.BUY)
        claims.approvals -= 0 if held.is_used else 1
        if held.opening or held.value:
            claims.value -= held.value
            claims.capital -= held.capital
            _take(claims.opening, key, held.value)
            count = claims.opening_count[held.instrument] - 1
            if count:
                claims.opening_count[held.instrument] = count
            else:
                del claims.opening_count[held.instrument]
        if held.closing:
            _take(claims.closing, key, held.closing)
        if held.base and held.side is Side.SELL:
            _take(claims.selling, held.base, held.opening + held.closing)


def _take(sums: dict[_Key, Decimal], key: _Key, amount: Decimal) -> None:
    left = sums[key] - amount
    if left:
        sums[key] = left
    else:
        del sums[key]


def _order_of(account: str, cause: str, leg: Leg) -> tuple[str, str, str]:
    """What an order is known by before it has an id; a signal leads to one, whatever its leg.

    The client order id says the same, at the price of a hash for each verdict.
    """
    return account, cause, "" if cause.startswith("signal:") else leg.value


def _order_of_held(held: Reservation) -> tuple[str, str, str]:
    return _order_of(held.account, held.cause, held.leg)
