"""What an order can trade with at the paper venue: the book, the quote, and what is used up.

Levels that our own fills took stay taken until the venue says something new about them, so that
two orders never fill from the same liquidity. Prices and sizes are the instrument's integers.
"""

from collections.abc import Iterator

from tradewire.book import OrderBook
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Quote
from tradewire.orders import Side

# A walk this deep moves the price by a multiple of what any risk limit admits.
LEVELS_MAX = 1_000


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
        self._used: dict[tuple[Side, int], int] = {}

    @property
    def quote(self) -> Quote | None:
        """The newest quote; None before the first."""
        return self._quote

    def on_book(self, update: BookUpdate) -> None:
        """Take a book update; what it names is fresh again."""
        self.book.apply(update)
        if not self._used:
            return
        if update.is_snapshot:
            self._used.clear()
            return
        for price, _ in update.asks:
            self._used.pop((Side.BUY, price), None)
        for price, _ in update.bids:
            self._used.pop((Side.SELL, price), None)

    def on_quote(self, quote: Quote) -> None:
        """Take a quote; a side that changed is fresh again."""
        before, self._quote = self._quote, quote
        if not self._used or before is None:
            return
        if (before.ask_price_mantissa, before.ask_size_mantissa) != quote[3:5]:
            self._used.pop((Side.BUY, quote.ask_price_mantissa), None)
        if (before.bid_price_mantissa, before.bid_size_mantissa) != quote[1:3]:
            self._used.pop((Side.SELL, quote.bid_price_mantissa), None)

    def best(self, side: Side) -> int | None:
        """The best price that a taker on ``side`` meets; None where there is none."""
        return next((price for price, _ in self._levels(side)), None)

    def resting_size(self, side: Side, price: int) -> int:
        """What is displayed on ``side``'s own half at a price: the queue a new order joins."""
        quote = self._quote
        if side is Side.BUY:
            displayed = self.book.bid_size(price) if self.book.is_synced else 0
            at_quote = quote is not None and quote.bid_price_mantissa == price
            return max(displayed, quote.bid_size_mantissa) if at_quote and quote else displayed
        displayed = self.book.ask_size(price) if self.book.is_synced else 0
        at_quote = quote is not None and quote.ask_price_mantissa == price
        return max(displayed, quote.ask_size_mantissa) if at_quote and quote else displayed

    def take(self, side: Side, size: int, limit: int | None) -> list[tuple[int, int]]:
        """The (price, size) pairs that a taker of ``size`` would get, best first; uses nothing."""
        found: list[tuple[int, int]] = []
        for price, displayed in self._levels(side):
            if size <= 0 or (limit is not None and (price - limit) * side.sign > 0):
                break
            share = min(size, displayed - self._used.get((side, price), 0))
            share -= share % self._lot
            if share > 0:
                found.append((price, share))
                size -= share
        return found

    def use(self, side: Side, price: int, size: int) -> None:
        """Remember that a taker on ``side`` took ``size`` at ``price``."""
        self._used[side, price] = self._used.get((side, price), 0) + size

    def used(self) -> list[tuple[str, int, int]]:
        """What is used up, for a snapshot: side, price, size."""
        return [(side.value, price, size) for (side, price), size in self._used.items()]

    def _levels(self, side: Side) -> Iterator[tuple[int, int]]:
        """Price levels that a taker on ``side`` meets, best first."""
        top = self._top(side)
        if not self.book.is_synced:
            if top is not None:
                yield top
            return
        levels = self.book.asks(LEVELS_MAX) if side is Side.BUY else self.book.bids(LEVELS_MAX)
        if top is None or not self._quote_is_newer():
            yield from levels
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
