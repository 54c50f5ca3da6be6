"""The newest of every instrument: last trade, best bid and offer, and the order book."""

from collections.abc import Sequence

from services.marketdata.store import Origin, Rows
from tradewire.book import OrderBook
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade


class Latest:
    """What a ticker and a book are answered from; one entry an instrument of the feed."""

    def __init__(self) -> None:
        self.trades: dict[str, Trade] = {}
        self.quotes: dict[str, Quote] = {}
        self.candles: dict[str, Candle] = {}
        """The newest of the shortest candles, for tapes that have no trades."""
        self.books: dict[str, OrderBook] = {}
        self.updates: dict[str, BookUpdate] = {}
        """The last update that each book was given."""
        self.origins: dict[str, Origin] = {}
        self.changed: dict[str, None] = {}
        """Instruments whose quote changed since somebody emptied it, in order."""

    def resume(self, other: "Latest") -> None:
        """Have what another one had."""
        self.trades, self.quotes, self.candles = other.trades, other.quotes, other.candles
        self.books, self.updates, self.origins = other.books, other.updates, other.origins
        self.changed = dict.fromkeys(other.quotes)

    def take(self, rows: Rows) -> None:
        """Take events of one stream, in order."""
        instrument = rows.key.instrument
        self.origins[instrument] = rows.origin
        self.take_events(rows.events)

    def take_events(self, events: Sequence[MarketEvent]) -> None:
        """Take events of one instrument and type, in order."""
        last = events[-1]
        match last:
            case Trade():
                self.trades[last.instrument.id] = last
            case Quote():
                self.quotes[last.instrument.id] = last
                self.changed[last.instrument.id] = None
            case BookUpdate():
                self._apply(last.instrument.id, events)
            case Candle():
                self.candles[last.instrument.id] = last

    def unsynced(self) -> list[str]:
        """Instruments whose book cannot be trusted, by id."""
        return sorted(name for name, book in self.books.items() if not book.is_synced)

    def _apply(self, instrument: str, updates: Sequence[MarketEvent]) -> None:
        book = self.books.get(instrument)
        for update in updates:
            if isinstance(update, BookUpdate):
                if book is None:
                    book = self.books[instrument] = OrderBook(update.instrument)
                book.apply(update)
                self.updates[instrument] = update
