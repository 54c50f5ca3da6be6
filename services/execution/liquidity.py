"""What an order can trade with at the paper venue: the book, the quote, and what is used up.

What our own fills took from a level stays taken until the venue shows another size there, or the
level is gone, so that two orders never fill from the same liquidity. Prices and sizes are the
instrument's integers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tradewire.book import OrderBook
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Quote
from tradewire.orders import Side

# A walk this deep moves the price by a multiple of what any risk limit admits.
LEVELS_MAX = 1_000


# Levels that we took from and that went out of sight; the oldest is forgotten first.
USED_MAX = 1_000


@dataclass(frozen=True, slots=True)
class LiquidityState:
    """What is known of an instrument: ``used`` is side, price, what we took, what was shown."""

    quote: Quote | None
    book: BookUpdate | None
    used: tuple[tuple[Side, int, int, int], ...] = ()


class Liquidity:
    """The two sides of one instrument, as a taker meets them.

    A synced book is walked; the quote corrects its top where the quote is newer, for venues send
    books a tenth of a second late. Without a synced book there is the quote and nothing behind it.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.book = OrderBook(instrument)
        self._quote: Quote | None = None
        # An order fills in whole steps, though venues print sizes below them.
        self._lot = instrument.size_mantissa(instrument.size_increment)
        # By side and price: what we took, and what was shown when we did.
        self._used: dict[tuple[Side, int], tuple[int, int]] = {}

    @property
    def quote(self) -> Quote | None:
        """The newest quote; None before the first."""
        return self._quote

    def on_book(self, update: BookUpdate) -> None:
        """Take a book update."""
        self.book.apply(update)
        if self._used:
            self._refresh()

    def on_quote(self, quote: Quote) -> None:
        """Take a quote."""
        self._quote = quote
        if self._used:
            self._refresh()

    def best(self, side: Side) -> int | None:
        """The best price that a taker on ``side`` meets; None where there is none."""
        return next((price for price, _ in self._levels(side)), None)

    def queue(self, side: Side, price: int) -> int | None:
        """What stands at a price on ``side``'s own half; None where that is not shown."""
        return self._shown(side.opposite, price)

    def listed(self, side: Side, price: int) -> int:
        """What is shown at a price on ``side``'s own half; 0 where nothing is, or it is unseen."""
        top = self._top(side.opposite)
        if top is not None and top[0] == price:
            return top[1]
        return self._booked(side.opposite, price)

    def take(self, side: Side, size: int, limit: int | None) -> list[tuple[int, int]]:
        """The (price, size) pairs that a taker of ``size`` would get, best first; uses nothing."""
        found: list[tuple[int, int]] = []
        for price, displayed in self._levels(side):
            if size <= 0 or (limit is not None and (price - limit) * side.sign > 0):
                break
            taken, _ = self._used.get((side, price), (0, 0))
            share = min(size, displayed - taken)
            share -= share % self._lot
            if share > 0:
                found.append((price, share))
                size -= share
        return found

    def use(self, side: Side, price: int, size: int) -> None:
        """Remember that a taker on ``side`` took ``size`` at ``price``."""
        taken, _ = self._used.pop((side, price), (0, 0))
        self._used[side, price] = (taken + size, self._shown(side, price) or 0)
        if len(self._used) > USED_MAX:
            del self._used[next(iter(self._used))]

    def export(self) -> LiquidityState:
        """All that another needs to go on from here."""
        used = tuple((side, price, *sizes) for (side, price), sizes in self._used.items())
        return LiquidityState(self._quote, self.book.snapshot(0), used)

    def restore(self, state: LiquidityState) -> None:
        """Go on from what another exported."""
        self._quote = state.quote
        if state.book is not None:
            self.book.apply(state.book)
        self._used = {(side, price): (taken, shown) for side, price, taken, shown in state.used}

    def _refresh(self) -> None:
        """Free the levels of which the venue shows something else than when we took from them.

        The same size again is an echo, be it of a late book or a repeated snapshot.
        """
        for (side, price), (_, shown) in list(self._used.items()):
            now = self._shown(side, price)
            if now is not None and now != shown:
                del self._used[side, price]

    def _shown(self, side: Side, price: int) -> int | None:
        """What a taker on ``side`` is shown at a price; None where that is out of sight."""
        synced = self.book.is_synced
        if self._quote is not None and (not synced or self._quote_is_newer()):
            top = self._top(side)
            beyond = 0 if top is None else (price - top[0]) * side.sign
            if top is None or beyond < 0:
                return 0
            if beyond == 0:
                return top[1]
        if not synced:
            return None
        return self._booked(side, price) or (0 if self._reaches(side, price) else None)

    def _booked(self, side: Side, price: int) -> int:
        if not self.book.is_synced:
            return 0
        return self.book.ask_size(price) if side is Side.BUY else self.book.bid_size(price)

    def _reaches(self, side: Side, price: int) -> bool:
        """Whether the book is deep enough to know of a price; some venues send few levels."""
        levels = self.book.asks() if side is Side.BUY else self.book.bids()
        return any((level - price) * side.sign > 0 for level, _ in levels)

    def _levels(self, side: Side) -> Iterator[tuple[int, int]]:
        """Price levels that a taker on ``side`` meets, best first."""
        top = self._top(side)
        if not self.book.is_synced:
            if top is not None:
                yield top
            return
        levels = self.book.asks(LEVELS_MAX) if side is Side.BUY else self.book.bids(LEVELS_MAX)
        if self._quote is None or not self._quote_is_newer():
            yield from levels
            return
        if top is None:
            # The newer word is that this side is empty.
            return
        yield top
        for price, size in levels:
            if (price - top[0]) * side.sign > 0:
                yield price, size

    def _top(self, side: Side) -> tuple[int, int] | None:
        quote = self._quote
        if quote is None:
            return None
        if side is Side.BUY:
            price, size = quote.ask_price_mantissa, quote.ask_size_mantissa
        else:
            price, size = quote.bid_price_mantissa, quote.bid_size_mantissa
        return (price, size) if size > 0 else None

    def _quote_is_newer(self) -> bool:
        quote, last = self._quote, self.book.last_update_id
        return quote is not None and quote.update_id > last
