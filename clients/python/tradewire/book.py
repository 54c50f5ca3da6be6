"""An order book kept from updates, and honest about when it cannot be trusted.

Levels are integers of the instrument's exponents. Each venue's rule for joining a
snapshot and the changes after it is checked on every update; where the chain breaks
the book is UNSYNCED until a snapshot that joins comes, and shows no levels at all,
since a wrong book is worse than none.

The rules, and where they are from:

* Spot (Binance, "How to manage a local order book correctly"): drop changes whose
  last id ``u`` is not above the snapshot's; the first one kept must have
  ``U <= last + 1 <= u``; after it each must begin at ``U == last + 1``.
* Futures (Binance, "How to manage a local order book correctly" of USD-M and
  COIN-M): drop changes with ``u < last``; the first one kept must have
  ``U <= last <= u``; after it each must name the one before: ``pu == last``.
* Whole books (Hyperliquid, WsBook): every update is a snapshot.

Which rule holds is told by the update: one with a ``previous_update_id`` is of
futures, one without of spot.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile
from typing import NamedTuple

from tradewire.errors import InvalidArgumentError
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate

# Changes kept while a snapshot is on its way. At Binance's fastest, some 100 a second,
# this is 40 seconds; a snapshot takes one. Older ones are dropped: a snapshot that
# joins to them would be older still.
BUFFERED_UPDATES_MAX = 4_096
# Levels a side. The largest snapshot that Binance gives is 5,000, and changes add
# levels further out; what is dropped beyond is the farthest from the market.
LEVELS_MAX = 20_000


class BookState(StrEnum):
    """Whether the levels are the venue's."""

    UNSYNCED = "UNSYNCED"
    """No levels: a snapshot is needed."""
    SYNCED = "SYNCED"
    """Every change since a snapshot was applied."""


class UnsyncedReason(StrEnum):
    """Why a book has no levels."""

    NO_SNAPSHOT = "NO_SNAPSHOT"
    """None has come yet."""
    GAP = "GAP"
    """A change is missing between two that came."""
    SNAPSHOT_TOO_OLD = "SNAPSHOT_TOO_OLD"
    """The changes kept begin after the snapshot's end."""
    CROSSED = "CROSSED"
    """The best bid reached the best offer: something was missed unnoticed."""


@dataclass(frozen=True, slots=True)
class Synced:
    """The update was applied, or was already part of the book."""


@dataclass(frozen=True, slots=True)
class Unsynced:
    """The book has no levels; ``expected`` and ``found`` are update ids, 0 for none."""

    reason: UnsyncedReason
    expected: int = 0
    found: int = 0


class Walk(NamedTuple):
    """What taking a size from one side costs.

    ``size`` is what there was of the size asked; ``value`` the sum of price times
    size, an integer of both exponents together; ``worst_price`` the last level's, 0
    where the side is empty.
    """

    size: int
    value: int
    worst_price: int


_SYNCED = Synced()


class _Side:
    """The levels of one side: sizes by price, and the prices in order."""

    def __init__(self, *, descending: bool) -> None:
        self._sizes: dict[int, int] = {}
        self._prices: list[int] = []
        self._descending = descending

    def replace(self, levels: Iterable[tuple[int, int]]) -> None:
        """Take these levels and no others."""
        self._sizes = {price: size for price, size in dict(levels).items() if size}
        self._prices = sorted(self._sizes)
        self._trim()

    def apply(self, levels: Iterable[tuple[int, int]]) -> None:
        """Change these levels; size 0 removes one."""
        sizes, prices = self._sizes, self._prices
        for price, size in levels:
            if size == 0:
                if sizes.pop(price, None) is not None:
                    del prices[bisect_left(prices, price)]
            else:
                if price not in sizes:
                    insort(prices, price)
                sizes[price] = size
        self._trim()

    def _trim(self) -> None:
        excess = len(self._prices) - LEVELS_MAX
        if excess <= 0:
            return
        far = slice(0, excess) if self._descending else slice(LEVELS_MAX, None)
        for price in self._prices[far]:
            del self._sizes[price]
        del self._prices[far]

    def best(self) -> tuple[int, int] | None:
        """Price and size of the level nearest to the market."""
        if not self._prices:
            return None
        price = self._prices[-1 if self._descending else 0]
        return price, self._sizes[price]

    def size(self, price: int) -> int:
        """Size at a price; 0 where there is no level."""
        return self._sizes.get(price, 0)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        prices = reversed(self._prices) if self._descending else iter(self._prices)
        return ((price, self._sizes[price]) for price in prices)

    def __len__(self) -> int:
        return len(self._prices)


class OrderBook:
    """The book of one instrument.

    Attributes:
        state: whether its levels are the venue's.
        reason: why not; None where it is SYNCED.
        last_update_id: of the last update applied; 0 before the first.
        gap_count: how many times it went from SYNCED to UNSYNCED.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.state = BookState.UNSYNCED
        self.reason: UnsyncedReason | None = UnsyncedReason.NO_SNAPSHOT
        self.last_update_id = 0
        self.gap_count = 0
        self._bids = _Side(descending=True)
        self._asks = _Side(descending=False)
        self._buffer: deque[BookUpdate] = deque(maxlen=BUFFERED_UPDATES_MAX)
        # Until a first change has joined the snapshot, a looser rule holds.
        self._joined = False

    @property
    def is_synced(self) -> bool:
        """Whether the levels are the venue's."""
        return self.state is BookState.SYNCED

    def apply(self, update: BookUpdate) -> Synced | Unsynced:
        """Take an update in the order it came.

        Raises:
            InvalidArgumentError: it is of another instrument.
        """
        if update.instrument.id != self.instrument.id:
            raise InvalidArgumentError(
                f"the book of {self.instrument.id} was given an update of {update.instrument.id}"
            )
        if update.is_snapshot:
            return self._restart(update)
        if self.state is BookState.UNSYNCED:
            self._buffer.append(update)
            return Unsynced(self.reason or UnsyncedReason.NO_SNAPSHOT, found=update.last_update_id)
        return self._change(update)

    def best_bid(self) -> tuple[int, int] | None:
        """Price and size of the highest bid; None where there is none or no book."""
        return self._bids.best()

    def best_ask(self) -> tuple[int, int] | None:
        """Price and size of the lowest offer; None where there is none or no book."""
        return self._asks.best()

    def bids(self, depth: int | None = None) -> Iterator[tuple[int, int]]:
        """Bid levels, best first, at most ``depth``."""
        return islice(self._bids, depth)

    def asks(self, depth: int | None = None) -> Iterator[tuple[int, int]]:
        """Offer levels, best first, at most ``depth``."""
        return islice(self._asks, depth)

    def bid_size(self, price: int) -> int:
        """Size bid at a price; 0 where there is no level."""
        return self._bids.size(price)

    def ask_size(self, price: int) -> int:
        """Size offered at a price; 0 where there is no level."""
        return self._asks.size(price)

    def walk_asks(self, size: int, limit_price: int | None = None) -> Walk:
        """What buying ``size`` takes, at no more than ``limit_price``."""
        levels: Iterator[tuple[int, int]] = iter(self._asks)
        if limit_price is not None:
            levels = takewhile(lambda level: level[0] <= limit_price, levels)
        return _walk(levels, size)

    def walk_bids(self, size: int, limit_price: int | None = None) -> Walk:
        """What selling ``size`` takes, at no less than ``limit_price``."""
        levels: Iterator[tuple[int, int]] = iter(self._bids)
        if limit_price is not None:
            levels = takewhile(lambda level: level[0] >= limit_price, levels)
        return _walk(levels, size)

    def snapshot(self, init_ns: int, sequence: int = 0) -> BookUpdate | None:
        """The book as one snapshot, which later changes join; None where UNSYNCED."""
        if self.state is BookState.UNSYNCED:
            return None
        return BookUpdate(
            instrument=self.instrument,
            is_snapshot=True,
            first_update_id=self.last_update_id,
            last_update_id=self.last_update_id,
            previous_update_id=0,
            bids=tuple(self._bids),
            asks=tuple(self._asks),
            event_ns=0,
            init_ns=init_ns,
            sequence=sequence,
        )

    def _restart(self, snapshot: BookUpdate) -> Synced | Unsynced:
        self._bids.replace(snapshot.bids)
        self._asks.replace(snapshot.asks)
        self.state, self.reason = BookState.SYNCED, None
        self.last_update_id = snapshot.last_update_id
        self._joined = False
        buffered = tuple(self._buffer)
        self._buffer.clear()
        outcome: Synced | Unsynced = self._uncrossed()
        for update in buffered:
            if self.state is BookState.UNSYNCED:
                self._buffer.append(update)
            else:
                outcome = self._change(update)
        return outcome

    def _change(self, update: BookUpdate) -> Synced | Unsynced:
        last = self.last_update_id
        if self._is_old(update):
            return _SYNCED
        if not self._follows(update):
            reason = UnsyncedReason.GAP if self._joined else UnsyncedReason.SNAPSHOT_TOO_OLD
            self._buffer.append(update)
            return self._lose(reason, last + 1, update.first_update_id)
        self._bids.apply(update.bids)
        self._asks.apply(update.asks)
        self.last_update_id = update.last_update_id
        self._joined = True
        return self._uncrossed()

    def _is_old(self, update: BookUpdate) -> bool:
        """Whether the snapshot, or a change before, already has all of the update."""
        if update.previous_update_id and not self._joined:
            return update.last_update_id < self.last_update_id
        return update.last_update_id <= self.last_update_id

    def _follows(self, update: BookUpdate) -> bool:
        last, first = self.last_update_id, update.first_update_id
        if update.previous_update_id:
            # A snapshot that this class made of a running book is joined by its chain.
            chained = update.previous_update_id == last
            return chained or (not self._joined and first <= last)
        return first == last + 1 or (not self._joined and first <= last + 1)

    def _uncrossed(self) -> Synced | Unsynced:
        bid, ask = self._bids.best(), self._asks.best()
        if bid is not None and ask is not None and bid[0] >= ask[0]:
            return self._lose(UnsyncedReason.CROSSED, 0, self.last_update_id)
        return _SYNCED

    def _lose(self, reason: UnsyncedReason, expected: int, found: int) -> Unsynced:
        self.state, self.reason = BookState.UNSYNCED, reason
        self.gap_count += 1
        self._bids.replace(())
        self._asks.replace(())
        return Unsynced(reason, expected, found)


def _walk(levels: Iterator[tuple[int, int]], size: int) -> Walk:
    left, value, worst = size, 0, 0
    for price, there in levels:
        if left <= 0:
            break
        taken = min(left, there)
        value += taken * price
        left -= taken
        worst = price
    return Walk(size - left, value, worst)
